#include "datasets/io/decoded_source.h"

#include "core/text/utf8.h"
#include "datasets/io/windows1252.h"

#include <cstdint>

namespace lab {

namespace {

constexpr std::size_t kBlock = 64 * 1024;
constexpr std::size_t kHead = 4096; // bytes that decide the encoding
constexpr std::string_view kLittleMark = "\xFF\xFE", kBigMark = "\xFE\xFF";
constexpr char kDamage = '\xFF'; // no UTF-8 holds it

/// Share of zeros among the bytes of \p head at even (0) or odd (1) places.
double zeros(std::string_view head, std::size_t first) {
    std::size_t count = 0, found = 0;
    for (std::size_t at = first; at < head.size(); at += 2, ++count)
        found += head[at] == '\0' ? 1U : 0U;
    return count == 0 ? 0 : static_cast<double>(found) / static_cast<double>(count);
}

/// Letters of Europe have a zero as their upper byte; no text in UTF-8 has any.
constexpr double kManyZeros = 0.4;
/// Lower bytes may be zero too (U+0100, half an emoji), but that is seldom.
constexpr double kFewer = 8;

bool isUtf16(std::string_view head) {
    if (head.starts_with(kLittleMark) || head.starts_with(kBigMark))
        return true;
    const double even = zeros(head, 0), odd = zeros(head, 1);
    return (odd > kManyZeros && even * kFewer < odd) || (even > kManyZeros && odd * kFewer < even);
}

bool isBigEndian(std::string_view head) {
    return head.starts_with(kBigMark) || (!head.starts_with(kLittleMark) && zeros(head, 0) > zeros(head, 1));
}

/// Decodes what another source holds, block by block.
class DecodedSource : public ByteSource {
public:
    explicit DecodedSource(std::unique_ptr<ByteSource> raw) : m_raw(std::move(raw)) {}

    std::size_t read(char* buffer, std::size_t size) override {
        while (m_begin == m_text.size()) {
            m_text.clear();
            m_begin = 0;
            const bool more = refill();
            decode(m_input, !more, m_text);
            if (!more)
                break;
        }
        const std::size_t got = m_text.copy(buffer, size, m_begin);
        m_begin += got;
        return got;
    }
    [[nodiscard]] double share() const override { return m_raw->share(); }

protected:
    /// Appends what the bytes mean to \p text and takes them out of \p bytes, but for the beginning of a
    /// character whose rest is still to come. \p last says that nothing comes any more.
    virtual void decode(std::string& bytes, bool last, std::string& text) = 0;

private:
    bool refill() {
        const std::size_t kept = m_input.size();
        m_input.resize(kept + kBlock);
        const std::size_t got = m_raw->read(m_input.data() + kept, kBlock);
        m_input.resize(kept + got);
        return got > 0;
    }

    std::unique_ptr<ByteSource> m_raw;
    std::string m_input, m_text; ///< still encoded; decoded and not yet read from m_begin on
    std::size_t m_begin = 0;
};

class Windows1252Source final : public DecodedSource {
public:
    using DecodedSource::DecodedSource;

private:
    void decode(std::string& bytes, bool, std::string& text) override {
        for (const char byte : bytes)
            appendUtf8(text, fromWindows1252(static_cast<unsigned char>(byte)));
        bytes.clear();
    }
};

class Utf16Source final : public DecodedSource {
public:
    Utf16Source(std::unique_ptr<ByteSource> raw, bool bigEndian)
        : DecodedSource(std::move(raw)), m_bigEndian(bigEndian) {}

private:
    [[nodiscard]] std::uint32_t unitAt(std::string_view bytes, std::size_t at) const {
        const auto first = static_cast<unsigned char>(bytes[at]);
        const auto second = static_cast<unsigned char>(bytes[at + 1]);
        return m_bigEndian ? first << 8U | second : second << 8U | first;
    }
    void decode(std::string& bytes, bool last, std::string& text) override {
        std::size_t at = 0;
        for (; at + 1 < bytes.size(); at += 2) {
            const std::uint32_t unit = unitAt(bytes, at);
            const bool high = unit >= 0xD800 && unit < 0xDC00, low = unit >= 0xDC00 && unit < 0xE000;
            if (high && at + 3 >= bytes.size() && !last)
                break; // its other half is still to come
            const std::uint32_t next = high && at + 3 < bytes.size() ? unitAt(bytes, at + 2) : 0;
            if (high && next >= 0xDC00 && next < 0xE000) {
                appendUtf8(text, 0x10000 + ((unit - 0xD800) << 10U) + (next - 0xDC00));
                at += 2;
            } else if (high || low) {
                text.push_back(kDamage);
            } else if (unit != 0xFEFF || m_started) { // at the start it is the byte order mark
                appendUtf8(text, unit);
            }
            m_started = true;
        }
        bytes.erase(0, at);
        if (last && !bytes.empty()) {
            text.push_back(kDamage);
            bytes.clear();
        }
    }

    bool m_bigEndian, m_started = false;
};

} // namespace

Encoding resolveEncoding(Encoding wanted, std::string_view head) {
    if (wanted != Encoding::Auto)
        return wanted;
    return isUtf16(head.substr(0, kHead)) ? Encoding::Utf16 : Encoding::Utf8;
}

std::unique_ptr<ByteSource> openText(const std::string& path, Encoding encoding) {
    std::string head;
    if (encoding == Encoding::Auto || encoding == Encoding::Utf16)
        head = readHead(path, kHead);
    switch (resolveEncoding(encoding, head)) {
    case Encoding::Utf16:
        return std::make_unique<Utf16Source>(openFile(path), isBigEndian(head));
    case Encoding::Windows1252:
        return std::make_unique<Windows1252Source>(openFile(path));
    default:
        return openFile(path);
    }
}

std::string readTextHead(const std::string& path, std::size_t size, Encoding encoding) {
    const std::unique_ptr<ByteSource> source = openText(path, encoding);
    std::string head = readHead(*source, size);
    if (head.starts_with(kByteOrderMark))
        head = head.substr(kByteOrderMark.size()) + readHead(*source, kByteOrderMark.size());
    return head;
}

} // namespace lab
