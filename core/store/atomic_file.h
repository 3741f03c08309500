#pragma once

#include <cstddef>
#include <string>

namespace lab {

/// A file that appears whole or not at all: bytes go to a temporary file in the same folder, and commit()
/// puts it on the disk and gives it its name. Without commit() nothing is left behind and an older file of
/// that name is untouched. Not thread-safe.
class AtomicFile {
public:
    /// \throws DataError when the folder is missing or not writable, or \p path names something that is not a
    /// file.
    explicit AtomicFile(std::string path);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    /// \throws DataError when the disk is full or fails.
    void write(const void* bytes, std::size_t count);
    /// Flushes to the disk and renames. \throws DataError.
    void commit();

private:
    [[noreturn]] void fail(int error) const;

    std::string m_path;
    std::string m_temporary;
    int m_descriptor = -1;
};

/// A name beside \p path that no other thread or process uses.
std::string temporaryName(const std::string& path);

} // namespace lab
