#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace lab {

/// A large text file line by line, plain or gzip.
class LineFile {
public:
    /// \throws DataError for a missing, empty or unreadable file and for a directory.
    explicit LineFile(const std::string& path);
    ~LineFile();
    LineFile(const LineFile&) = delete;
    LineFile& operator=(const LineFile&) = delete;

    /// The next line without its end (LF or CRLF); false at the end of the file.
    /// \throws DataError for damaged gzip data and for a line of more than 16 MiB.
    bool next(std::string& line);

    [[nodiscard]] std::int64_t number() const { return m_number; } ///< 1-based, of the line that next() gave
    /// The line that next() gave had no line end: the file may have been cut off in it.
    [[nodiscard]] bool open() const { return m_open; }
    /// Share of the file that is read, in [0, 1].
    [[nodiscard]] double share() const;

private:
    struct Impl;
    std::string m_path;
    std::unique_ptr<Impl> m_impl;
    std::int64_t m_number = 0;
    bool m_open = false;
};

} // namespace lab
