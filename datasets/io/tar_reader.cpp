#include "datasets/io/tar_reader.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace lab {

namespace {

constexpr std::size_t kBlock = 512;
constexpr std::uint64_t kLargestText = 64U << 20;

using Header = std::array<char, kBlock>;

std::string_view textField(const Header& header, std::size_t offset, std::size_t size) {
    const std::string_view field(header.data() + offset, size);
    return field.substr(0, field.find('\0'));
}

/// Octal digits, or big-endian binary when the first bit is set (GNU, for sizes of 8 GiB and more).
std::optional<std::uint64_t> numberField(const Header& header, std::size_t offset, std::size_t size) {
    std::uint64_t value = 0;
    if ((static_cast<unsigned char>(header[offset]) & 0x80U) != 0) {
        for (std::size_t i = offset + size - 8; i < offset + size; ++i)
            value = value << 8 | static_cast<unsigned char>(header[i]);
        return value;
    }
    bool any = false;
    for (std::size_t i = offset; i < offset + size; ++i) {
        const char c = header[i];
        if (c == ' ' && !any)
            continue;
        if (c == ' ' || c == '\0')
            break;
        if (c < '0' || c > '7')
            return std::nullopt;
        value = value * 8 + static_cast<std::uint64_t>(c - '0');
        any = true;
    }
    return value;
}

bool checksumHolds(const Header& header) {
    const auto stored = numberField(header, 148, 8);
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < kBlock; ++i)
        sum += i >= 148 && i < 156 ? static_cast<unsigned char>(' ') : static_cast<unsigned char>(header[i]);
    return stored && *stored == sum;
}

std::string nameOf(const Header& header) {
    const std::string name(textField(header, 0, 100));
    const bool posix = std::memcmp(header.data() + 257, "ustar\0", 6) == 0;
    const std::string prefix(posix ? textField(header, 345, 155) : std::string_view{});
    return prefix.empty() ? name : prefix + "/" + name;
}

/// The value of `path` in the records of a pax header ("LENGTH KEY=VALUE\n" each).
std::string paxPath(std::string_view records) {
    std::string path;
    while (!records.empty()) {
        const std::size_t space = records.find(' ');
        if (space == std::string_view::npos || space > 9)
            break;
        std::size_t length = 0;
        for (const char digit : records.substr(0, space))
            length = length * 10 + static_cast<std::size_t>(digit >= '0' && digit <= '9' ? digit - '0' : 0);
        if (length <= space + 1 || length > records.size())
            break;
        const std::string_view record = records.substr(space + 1, length - space - 2);
        if (record.starts_with("path="))
            path = record.substr(5);
        records.remove_prefix(length);
    }
    return path;
}

} // namespace

TarReader::TarReader(const std::string& path, const LoadControl& control)
    : m_path(path), m_source(openFile(path)), m_progress(control) {}

bool TarReader::recognizes(std::string_view head) {
    if (head.size() < kBlock || head.substr(257, 5) != "ustar")
        return false;
    Header header{};
    std::copy_n(head.begin(), kBlock, header.begin());
    return checksumHolds(header);
}

void TarReader::readExactly(char* buffer, std::size_t size) {
    for (std::size_t done = 0; done < size;) {
        const std::size_t got = m_source->read(buffer + done, size - done);
        if (got == 0)
            throw DataError(fmt::format("{} is cut short: the archive ends inside file {} ({})", m_path,
                                        m_files, m_name.empty() ? "the first header" : m_name));
        done += got;
    }
}

void TarReader::skip(std::uint64_t bytes) {
    std::array<char, 64 * kBlock> waste{};
    while (bytes > 0) {
        const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(bytes, waste.size()));
        readExactly(waste.data(), part);
        bytes -= part;
        m_progress.update(m_source->share(), m_files);
    }
}

bool TarReader::next() {
    std::string longName;
    for (;;) {
        skip(m_unread);
        m_unread = 0;
        m_progress.update(m_source->share(), m_files);
        Header header{};
        readExactly(header.data(), kBlock);
        if (std::all_of(header.begin(), header.end(), [](char c) { return c == '\0'; }))
            return false;
        const auto size = numberField(header, 124, 12);
        if (!checksumHolds(header) || !size)
            throw DataError(
                fmt::format("{} is damaged: the archive header after file {} is wrong", m_path, m_files));
        m_size = *size;
        m_unread = (m_size + kBlock - 1) / kBlock * kBlock;
        const char type = header[156];
        if (type == 'L') {
            longName = contents();
            longName.resize(std::min(longName.size(), longName.find('\0')));
        } else if (type == 'x') {
            longName = paxPath(contents());
        } else if (type == '0' || type == '\0') {
            m_name = longName.empty() ? nameOf(header) : longName;
            ++m_files;
            return true;
        } else {
            longName.clear(); // a folder, a link or a device: its long name is not for the next file
        }
    }
}

std::string TarReader::contents() {
    if (m_size > kLargestText)
        throw DataError(
            fmt::format("{}: the file {} inside the archive is larger than 64 MB", m_path, m_name));
    std::string text(static_cast<std::size_t>(m_size), '\0');
    readExactly(text.data(), text.size());
    m_unread -= m_size;
    return text;
}

} // namespace lab
