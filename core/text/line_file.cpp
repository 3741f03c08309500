#include "core/text/line_file.h"

#include "core/base/error.h"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <vector>

namespace lab {

namespace {

constexpr unsigned kBlock = 256 * 1024;
constexpr std::size_t kLongestLine = 16 * 1024 * 1024;

} // namespace

/// zlib's file interface reads plain files as they are, so one path serves both kinds.
struct LineFile::Impl {
    gzFile file = nullptr;
    std::uintmax_t size = 0;
    std::vector<char> buffer = std::vector<char>(kBlock);
    std::string_view rest;

    ~Impl() {
        if (file != nullptr)
            gzclose(file);
    }
};

LineFile::LineFile(const std::string& path) : m_path(path), m_impl(std::make_unique<Impl>()) {
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found)
        throw DataError(fmt::format("{} does not exist: check the path", path));
    if (status.type() == fs::file_type::directory)
        throw DataError(fmt::format("{} is a folder, but a file is needed here", path));
    m_impl->file = gzopen(path.c_str(), "rb");
    if (m_impl->file == nullptr)
        throw DataError(fmt::format("{} cannot be opened: {}", path, std::strerror(errno)));
    m_impl->size = fs::file_size(path, error);
    if (error || m_impl->size == 0)
        throw DataError(fmt::format("{} is empty", path));
}

LineFile::~LineFile() = default;

bool LineFile::next(std::string& line) {
    line.clear();
    bool any = false;
    m_open = true;
    while (m_open) {
        if (m_impl->rest.empty()) {
            const int got = gzread(m_impl->file, m_impl->buffer.data(), kBlock);
            int status = Z_OK;
            const char* message = gzerror(m_impl->file, &status);
            if (got < 0 || status == Z_BUF_ERROR)
                throw DataError(
                    fmt::format("{} is cut short or damaged behind line {} ({})", m_path, m_number, message));
            if (got == 0)
                break;
            m_impl->rest = {m_impl->buffer.data(), static_cast<std::size_t>(got)};
        }
        any = true;
        const std::size_t end = m_impl->rest.find('\n');
        line.append(m_impl->rest.substr(0, end));
        m_open = end == std::string_view::npos;
        m_impl->rest.remove_prefix(m_open ? m_impl->rest.size() : end + 1);
        if (line.size() > kLongestLine)
            throw DataError(
                fmt::format("{} has a line of more than 16 MB: it is not a text file of lines", m_path));
    }
    if (!line.empty() && line.back() == '\r')
        line.pop_back();
    m_number += any ? 1 : 0;
    return any;
}

double LineFile::share() const {
    return std::min(1.0, static_cast<double>(gzoffset(m_impl->file)) / static_cast<double>(m_impl->size));
}

} // namespace lab
