#pragma once

#include <gtest/gtest.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <string_view>

namespace lab::test {

/// A folder of its own for the files of one test; goes away with the test.
class TempFiles {
public:
    TempFiles() {
        std::random_device entropy;
        m_folder = std::filesystem::temp_directory_path() /
                   ("lab_test_" + std::to_string(entropy()) + std::to_string(entropy()));
        std::filesystem::create_directories(m_folder);
    }
    ~TempFiles() {
        std::error_code error;
        std::filesystem::remove_all(m_folder, error);
    }
    TempFiles(const TempFiles&) = delete;
    TempFiles& operator=(const TempFiles&) = delete;

    [[nodiscard]] std::string path(const std::string& name) const { return (m_folder / name).string(); }

    std::string write(const std::string& name, std::string_view bytes) const {
        const std::filesystem::path file = m_folder / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << bytes;
        return file.string();
    }

    std::string writeGzip(const std::string& name, std::string_view bytes) const {
        const std::string file = path(name);
        gzFile out = gzopen(file.c_str(), "wb");
        gzwrite(out, bytes.data(), static_cast<unsigned>(bytes.size()));
        gzclose(out);
        return file;
    }

private:
    std::filesystem::path m_folder;
};

inline std::string slurp(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// What \p action throws as \p Failure, as text; a test failure when it throws nothing.
template <class Failure, class Action> std::string messageOf(Action action) {
    try {
        action();
    } catch (const Failure& failure) {
        return failure.what();
    }
    ADD_FAILURE() << "nothing was thrown";
    return {};
}

} // namespace lab::test

/// \p message holds every one of the given parts.
#define EXPECT_MENTIONS(message, part) EXPECT_NE((message).find(part), std::string::npos) << (message)
