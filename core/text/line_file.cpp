#include "core/text/line_file.h"

#include "core/base/error.h"
#include "core/text/utf8.h"

namespace lab {

namespace {

constexpr std::size_t kBlock = 256 * 1024;
constexpr std::size_t kLongestLine = 16 * 1024 * 1024;

} // namespace

LineFile::LineFile(const std::string& path) : m_path(path), m_source(openFile(path)), m_buffer(kBlock) {
    if (refill() && m_rest.starts_with(kByteOrderMark))
        m_rest.remove_prefix(kByteOrderMark.size());
}

bool LineFile::refill() {
    m_rest = {m_buffer.data(), m_source->read(m_buffer.data(), m_buffer.size())};
    return !m_rest.empty();
}

bool LineFile::next(std::string& line) {
    line.clear();
    bool any = false;
    m_open = true;
    while (m_open && (!m_rest.empty() || refill())) {
        any = true;
        const std::size_t end = m_rest.find('\n');
        line.append(m_rest.substr(0, end));
        m_open = end == std::string_view::npos;
        m_rest.remove_prefix(m_open ? m_rest.size() : end + 1);
        if (line.size() > kLongestLine)
            throw DataError(
                fmt::format("{} has a line of more than 16 MB: it is not a text file of lines", m_path));
    }
    if (!line.empty() && line.back() == '\r')
        line.pop_back();
    m_number += any ? 1 : 0;
    return any;
}

} // namespace lab
