#pragma once

#include "core/text/byte_source.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lab {

/// A large text file line by line, plain or gzip, without a byte order mark.
class LineFile {
public:
    /// \throws DataError as openFile.
    explicit LineFile(const std::string& path);

    /// The next line without its end (LF or CRLF); false at the end of the file.
    /// \throws DataError for damaged gzip data and for a line of more than 16 MiB.
    bool next(std::string& line);

    [[nodiscard]] std::int64_t number() const { return m_number; } ///< 1-based, of the line that next() gave
    /// The line that next() gave had no line end: the file may have been cut off in it.
    [[nodiscard]] bool open() const { return m_open; }
    /// Share of the file that is read, in [0, 1].
    [[nodiscard]] double share() const { return m_source->share(); }

private:
    bool refill();

    std::string m_path;
    std::unique_ptr<ByteSource> m_source;
    std::vector<char> m_buffer;
    std::string_view m_rest; ///< of the buffer, not yet given
    std::int64_t m_number = 0;
    bool m_open = false;
};

} // namespace lab
