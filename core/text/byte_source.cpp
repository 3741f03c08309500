#include "core/text/byte_source.h"

#include "core/base/error.h"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <vector>

namespace lab {

namespace {

constexpr std::size_t kPackedBlock = 256 * 1024;

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using FileHandle = std::unique_ptr<std::FILE, CloseFile>;

class PlainFile final : public ByteSource {
public:
    PlainFile(std::string path, FileHandle file, std::uintmax_t size)
        : m_path(std::move(path)), m_file(std::move(file)), m_size(size) {}

    std::size_t read(char* buffer, std::size_t size) override {
        const std::size_t got = std::fread(buffer, 1, size, m_file.get());
        if (got < size && std::ferror(m_file.get()) != 0)
            throw DataError(fmt::format("{} cannot be read: {}", m_path, std::strerror(errno)));
        m_done += got;
        return got;
    }
    [[nodiscard]] double share() const override {
        return m_size == 0 ? 1.0 : std::min(1.0, static_cast<double>(m_done) / static_cast<double>(m_size));
    }

private:
    std::string m_path;
    FileHandle m_file;
    std::uintmax_t m_size;
    std::uintmax_t m_done = 0;
};

/// Inflates one gzip member after the other, as `gzip -d` does.
class GzipFile final : public ByteSource {
public:
    GzipFile(std::string path, std::unique_ptr<ByteSource> packed)
        : m_path(std::move(path)), m_packed(std::move(packed)), m_input(kPackedBlock) {
        if (inflateInit2(&m_stream, 15 + 16) != Z_OK)
            throw DataError(fmt::format("{} cannot be unpacked: zlib did not start", m_path));
    }
    ~GzipFile() override { inflateEnd(&m_stream); }
    GzipFile(const GzipFile&) = delete;
    GzipFile& operator=(const GzipFile&) = delete;

    std::size_t read(char* buffer, std::size_t size) override {
        m_stream.next_out = reinterpret_cast<Bytef*>(buffer);
        m_stream.avail_out = static_cast<uInt>(size);
        while (m_stream.avail_out > 0 && !m_finished) {
            if (m_stream.avail_in == 0 && !refill())
                endOfInput();
            else
                inflateSome();
        }
        const std::size_t got = size - m_stream.avail_out;
        m_unpacked += got;
        return got;
    }
    [[nodiscard]] double share() const override { return m_packed->share(); }

private:
    bool refill() {
        const std::size_t got = m_packed->read(m_input.data(), m_input.size());
        m_stream.next_in = reinterpret_cast<Bytef*>(m_input.data());
        m_stream.avail_in = static_cast<uInt>(got);
        return got > 0;
    }
    void endOfInput() {
        if (!m_memberEnded)
            throw DataError(
                fmt::format("{} is cut short: its gzip data ends after {} unpacked bytes without the "
                            "end mark; fetch the file again",
                            m_path, m_unpacked));
        m_finished = true;
    }
    void inflateSome() {
        if (m_memberEnded) {
            if (*m_stream.next_in != 0x1F) { // padding after the last member, as tar and tapes leave it
                m_finished = true;
                return;
            }
            inflateReset(&m_stream);
            m_memberEnded = false;
        }
        const int status = inflate(&m_stream, Z_NO_FLUSH);
        if (status == Z_STREAM_END)
            m_memberEnded = true;
        else if (status != Z_OK && status != Z_BUF_ERROR)
            throw DataError(fmt::format("{} is damaged: its gzip data cannot be unpacked ({})", m_path,
                                        m_stream.msg != nullptr ? m_stream.msg : "unknown reason"));
    }

    std::string m_path;
    std::unique_ptr<ByteSource> m_packed;
    std::vector<char> m_input;
    z_stream m_stream{};
    std::uintmax_t m_unpacked = 0;
    bool m_memberEnded = false;
    bool m_finished = false;
};

class MemorySource final : public ByteSource {
public:
    explicit MemorySource(std::string_view bytes) : m_bytes(bytes) {}

    std::size_t read(char* buffer, std::size_t size) override {
        const std::size_t got = m_bytes.copy(buffer, size, m_done);
        m_done += got;
        return got;
    }
    [[nodiscard]] double share() const override {
        return m_bytes.empty() ? 1.0 : static_cast<double>(m_done) / static_cast<double>(m_bytes.size());
    }

private:
    std::string_view m_bytes;
    std::size_t m_done = 0;
};

} // namespace

ByteSource::~ByteSource() = default;

std::unique_ptr<ByteSource> openFile(const std::string& path) {
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found)
        throw DataError(fmt::format("{} does not exist: check the path", path));
    if (status.type() == fs::file_type::directory)
        throw DataError(fmt::format("{} is a folder, but a file is needed here", path));
    const auto refusePipe = [&path] {
        throw DataError(fmt::format("{} is not a regular file: save it first", path));
    };
    if (fs::is_other(status)) // opening a pipe would wait for a writer that may never come
        refusePipe();
    FileHandle file(std::fopen(path.c_str(), "rb"));
    if (!file)
        throw DataError(fmt::format("{} cannot be opened: {}", path, std::strerror(errno)));
    const std::uintmax_t size = fs::file_size(path, error);
    unsigned char magic[2] = {0, 0};
    const std::size_t got = std::fread(magic, 1, 2, file.get());
    if (got == 0)
        throw DataError(fmt::format("{} is empty", path));
    // A pipe cannot be rewound, and reading it twice (detection, then data) would lose its start.
    if (std::fseek(file.get(), 0, SEEK_SET) != 0)
        refusePipe();
    auto plain = std::make_unique<PlainFile>(path, std::move(file), error ? 0 : size);
    if (got == 2 && magic[0] == 0x1F && magic[1] == 0x8B)
        return std::make_unique<GzipFile>(path, std::move(plain));
    return plain;
}

std::unique_ptr<ByteSource> openMemory(std::string_view bytes) {
    return std::make_unique<MemorySource>(bytes);
}

std::string readHead(ByteSource& source, std::size_t size) {
    std::string head(size, '\0');
    std::size_t filled = 0;
    while (filled < size) {
        const std::size_t got = source.read(head.data() + filled, size - filled);
        if (got == 0)
            break;
        filled += got;
    }
    head.resize(filled);
    return head;
}

std::string readHead(const std::string& path, std::size_t size) {
    return readHead(*openFile(path), size);
}

} // namespace lab
