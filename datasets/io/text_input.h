#pragma once

#include "core/text/byte_source.h"
#include "datasets/dataset.h"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lab {

/// Reports the progress of a read at most every 50 ms and throws Cancelled when asked to stop.
class ReadProgress {
public:
    explicit ReadProgress(const LoadControl& control) : m_control(control) {}

    /// Cheap enough for every few kilobytes of input.
    void update(double share, std::int64_t rows);

private:
    const LoadControl& m_control;
    std::chrono::steady_clock::time_point m_last{};
};

/// A text file in blocks of UTF-8: gzip unpacked, decoded, byte order mark dropped, progress reported.
class TextInput {
public:
    /// \p control must outlive the input.
    /// \throws DataError as openFile.
    TextInput(std::string path, Encoding encoding, const LoadControl& control);
    TextInput(std::string name, std::string_view memory, const LoadControl& control);

    /// The bytes that were loaded and not yet consumed; loads the next block when there are none.
    /// Empty only at the end of the input. Valid until the next call.
    std::string_view block();
    void consume(std::size_t bytes) { m_begin += bytes; }

    /// How many rows were read, for the progress report.
    void setRows(std::int64_t rows) { m_rows = rows; }
    [[nodiscard]] const std::string& path() const { return m_path; }

private:
    TextInput(std::string path, std::unique_ptr<ByteSource> source, const LoadControl& control);
    void load();

    std::string m_path;
    std::unique_ptr<ByteSource> m_source;
    ReadProgress m_progress;
    std::vector<char> m_buffer;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    std::int64_t m_rows = 0;
    bool m_started = false;
};

} // namespace lab
