#include "app/cli/output_file.h"

#include "core/base/error.h"
#include "core/store/atomic_file.h"

#include <filesystem>

namespace lab::cli {

void requireWritable(const std::string& path) {
    const AtomicFile probe(path); // goes away without a trace
}

void requireWritableFolder(const std::string& folder) {
    namespace fs = std::filesystem;
    std::error_code error;
    fs::path nearest = fs::absolute(folder, error);
    while (!fs::exists(nearest, error) && nearest.has_relative_path())
        nearest = nearest.parent_path();
    if (!fs::is_directory(nearest, error))
        throw DataError(fmt::format("{}: the folder cannot be made because {} is a file; name another folder",
                                    folder, nearest.string()));
    requireWritable((nearest / "probe").string());
}

void writeTextFile(const std::string& path, const std::string& text) {
    AtomicFile file(path);
    file.write(text.data(), text.size());
    file.commit();
}

void makeFolder(const std::string& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        throw DataError(fmt::format("{}: the folder cannot be made: {}", folder, error.message()));
}

} // namespace lab::cli
