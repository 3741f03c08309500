#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace lab {

/// A file as a stream of bytes, unpacked when it is gzip. One thread.
class ByteSource {
public:
    virtual ~ByteSource();

    /// Fills \p buffer with up to \p size bytes; 0 only at the end.
    /// \throws DataError when the file cannot be read, or its gzip data is damaged or cut short.
    virtual std::size_t read(char* buffer, std::size_t size) = 0;

    /// Share of the file that is done, in [0, 1].
    [[nodiscard]] virtual double share() const = 0;
};

/// Opens \p path; gzip is known by its first two bytes, whatever the name.
/// \throws DataError for a missing or empty file, a directory, a pipe or device, or one that may not be read.
std::unique_ptr<ByteSource> openFile(const std::string& path);

/// Bytes that are already in memory; \p bytes must outlive the source.
std::unique_ptr<ByteSource> openMemory(std::string_view bytes);

/// The next \p size bytes of \p source, fewer only at its end.
std::string readHead(ByteSource& source, std::size_t size);

/// The first \p size bytes of \p path, unpacked.
std::string readHead(const std::string& path, std::size_t size);

} // namespace lab
