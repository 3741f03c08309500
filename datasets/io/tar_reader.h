#pragma once

#include "datasets/io/text_input.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace lab {

/// Walks the regular files of a tar archive (ustar, with GNU long names and pax paths; gzip unpacked) as a
/// stream, front to back. Nothing is written to disk.
class TarReader {
public:
    /// \p control must outlive the reader.
    TarReader(const std::string& path, const LoadControl& control);

    /// Goes to the next regular file; false at the end of the archive.
    /// \throws DataError when the archive is damaged or cut short.
    bool next();

    /// Path of the current file inside the archive.
    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] std::uint64_t size() const { return m_size; }
    /// Reads the current file whole. May be left out to skip it.
    std::string contents();

    /// True when \p head looks like the start of a tar archive (already unpacked).
    static bool recognizes(std::string_view head);

private:
    void readExactly(char* buffer, std::size_t size);
    void skip(std::uint64_t bytes);

    std::string m_path;
    std::unique_ptr<ByteSource> m_source;
    ReadProgress m_progress;
    std::string m_name;
    std::uint64_t m_size = 0;
    std::uint64_t m_unread = 0; ///< bytes of the current file and its padding that were not read yet
    std::int64_t m_files = 0;
};

} // namespace lab
