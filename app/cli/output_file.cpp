#include "app/cli/output_file.h"

#include "core/base/error.h"
#include "core/store/atomic_file.h"

#include <filesystem>

namespace lab::cli {

void requireWritable(const std::string& path) {
    const AtomicFile probe(path); // goes away without a trace
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
