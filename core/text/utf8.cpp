#include "core/text/utf8.h"

#include <cstring>

namespace lab {

namespace {

unsigned byteAt(std::string_view text, std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
}

/// The first position at or after \p at whose byte is not ASCII.
std::size_t skipAscii(std::string_view text, std::size_t at) {
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, 8);
        if ((word & 0x8080808080808080U) != 0)
            break;
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80U)
        ++at;
    return at;
}

/// The first position of an invalid byte, or the text's size.
std::size_t findInvalid(std::string_view text) {
    std::size_t at = skipAscii(text, 0);
    while (at < text.size()) {
        const Utf8Step step = decodeUtf8(text, at);
        if (!step.valid)
            return at;
        at = skipAscii(text, at + static_cast<std::size_t>(step.bytes));
    }
    return at;
}

} // namespace

Utf8Step decodeUtf8(std::string_view text, std::size_t at) {
    const unsigned lead = byteAt(text, at);
    if (lead < 0x80U)
        return {lead, 1, true};
    if (lead < 0xC2U || lead > 0xF4U)
        return {kReplacementCharacter, 1, false};
    const int length = lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : 4;
    // The second byte carries the restrictions against overlong forms, surrogates and values past U+10FFFF.
    const unsigned low = lead == 0xE0U ? 0xA0U : lead == 0xF0U ? 0x90U : 0x80U;
    const unsigned high = lead == 0xEDU ? 0x9FU : lead == 0xF4U ? 0x8FU : 0xBFU;
    const unsigned second = byteAt(text, at + 1);
    if (second < low || second > high)
        return {kReplacementCharacter, 1, false};
    char32_t codePoint = lead & (0x7FU >> length);
    codePoint = (codePoint << 6) | (second & 0x3FU);
    for (int i = 2; i < length; ++i) {
        const unsigned next = byteAt(text, at + static_cast<std::size_t>(i));
        if ((next & 0xC0U) != 0x80U)
            return {kReplacementCharacter, i, false};
        codePoint = (codePoint << 6) | (next & 0x3FU);
    }
    return {codePoint, length, true};
}

void appendUtf8(std::string& text, char32_t codePoint) {
    const auto put = [&text](char32_t byte) { text.push_back(static_cast<char>(byte)); };
    if (codePoint < 0x80U) {
        put(codePoint);
    } else if (codePoint < 0x800U) {
        put(0xC0U | (codePoint >> 6));
        put(0x80U | (codePoint & 0x3FU));
    } else if (codePoint < 0x10000U) {
        put(0xE0U | (codePoint >> 12));
        put(0x80U | ((codePoint >> 6) & 0x3FU));
        put(0x80U | (codePoint & 0x3FU));
    } else {
        put(0xF0U | (codePoint >> 18));
        put(0x80U | ((codePoint >> 12) & 0x3FU));
        put(0x80U | ((codePoint >> 6) & 0x3FU));
        put(0x80U | (codePoint & 0x3FU));
    }
}

bool isValidUtf8(std::string_view text) {
    return findInvalid(text) == text.size();
}

std::int64_t replaceInvalidUtf8(std::string& text) {
    std::size_t at = findInvalid(text);
    if (at == text.size())
        return 0;
    std::string repaired = text.substr(0, at);
    std::int64_t replaced = 0;
    while (at < text.size()) {
        const Utf8Step step = decodeUtf8(text, at);
        if (step.valid) {
            repaired.append(text, at, static_cast<std::size_t>(step.bytes));
        } else {
            appendUtf8(repaired, kReplacementCharacter);
            ++replaced;
        }
        at += static_cast<std::size_t>(step.bytes);
    }
    text = std::move(repaired);
    return replaced;
}

} // namespace lab
