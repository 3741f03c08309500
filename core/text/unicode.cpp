#include "core/text/unicode.h"

#include "core/text/utf8.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace lab {

namespace {

struct Range {
    char32_t first, last;
};

/// Script=Han, Unicode 15 (Scripts.txt), sorted.
constexpr Range kHan[] = {{0x2E80, 0x2E99},   {0x2E9B, 0x2EF3},   {0x2F00, 0x2FD5},   {0x3005, 0x3005},
                          {0x3007, 0x3007},   {0x3021, 0x3029},   {0x3038, 0x303B},   {0x3400, 0x4DBF},
                          {0x4E00, 0x9FFF},   {0xF900, 0xFA6D},   {0xFA70, 0xFAD9},   {0x16FE2, 0x16FE3},
                          {0x16FF0, 0x16FF1}, {0x20000, 0x2A6DF}, {0x2A700, 0x2B739}, {0x2B740, 0x2B81D},
                          {0x2B820, 0x2CEA1}, {0x2CEB0, 0x2EBE0}, {0x2F800, 0x2FA1D}, {0x30000, 0x3134A},
                          {0x31350, 0x323AF}};

/// Cased characters whose category is none of Lu, Ll, Lt and which are not case-ignorable.
constexpr Range kOtherCased[] = {{0xAA, 0xAA},       {0xBA, 0xBA},       {0x2160, 0x217F},  {0x24B6, 0x24E9},
                                 {0x1F130, 0x1F149}, {0x1F150, 0x1F169}, {0x1F170, 0x1F189}};

/// Case-ignorable characters whose category is none of Mn, Me, Cf, Lm, Sk (Word_Break MidLetter, MidNumLet
/// and Single_Quote).
constexpr Range kOtherIgnorable[] = {{0x27, 0x27},     {0x2E, 0x2E},     {0x3A, 0x3A},     {0xB7, 0xB7},
                                     {0x387, 0x387},   {0x55F, 0x55F},   {0x5F4, 0x5F4},   {0x2018, 0x2019},
                                     {0x2024, 0x2024}, {0x2027, 0x2027}, {0xFE13, 0xFE13}, {0xFE52, 0xFE52},
                                     {0xFE55, 0xFE55}, {0xFF07, 0xFF07}, {0xFF0E, 0xFF0E}, {0xFF1A, 0xFF1A}};

template <std::size_t Count> bool contains(const Range (&ranges)[Count], char32_t codePoint) {
    const auto* after =
        std::upper_bound(std::begin(ranges), std::end(ranges), codePoint,
                         [](char32_t value, const Range& range) { return value < range.first; });
    return after != std::begin(ranges) && codePoint <= std::prev(after)->last;
}

utf8proc_category_t categoryOf(char32_t codePoint) {
    return utf8proc_category(static_cast<utf8proc_int32_t>(codePoint));
}

bool isPythonSpace(char32_t codePoint, utf8proc_category_t category) {
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP || (codePoint >= 0x09 && codePoint <= 0x0D) ||
           (codePoint >= 0x1C && codePoint <= 0x1F) || codePoint == 0x85;
}

bool isWord(char32_t codePoint, utf8proc_category_t category) {
    switch (category) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return true;
    default:
        return codePoint == U'_';
    }
}

CharClass classify(char32_t codePoint) {
    if (codePoint >= 0x2E80 && contains(kHan, codePoint))
        return CharClass::Han;
    const utf8proc_category_t category = categoryOf(codePoint);
    if (isWord(codePoint, category))
        return CharClass::Word;
    return isPythonSpace(codePoint, category) ? CharClass::Space : CharClass::Symbol;
}

bool isCased(char32_t codePoint) {
    const utf8proc_category_t category = categoryOf(codePoint);
    return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LL ||
           category == UTF8PROC_CATEGORY_LT || contains(kOtherCased, codePoint);
}

bool isCaseIgnorable(char32_t codePoint) {
    switch (categoryOf(codePoint)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_SK:
        return true;
    default:
        return contains(kOtherIgnorable, codePoint);
    }
}

/// Start of the code point that ends right before \p at (at > 0).
std::size_t stepBack(std::string_view text, std::size_t at) {
    const std::size_t lowest = at >= 4 ? at - 4 : 0;
    for (std::size_t start = at - 1;; --start) {
        const bool continuation = (static_cast<unsigned char>(text[start]) & 0xC0U) == 0x80U;
        if (!continuation || start == lowest)
            return decodeUtf8(text, start).bytes == static_cast<int>(at - start) ? start : at - 1;
    }
}

/// Unicode's Final_Sigma: a cased letter before and none after, not counting case-ignorable characters.
bool isFinalSigma(std::string_view text, std::size_t at) {
    std::size_t before = at;
    bool cased = false;
    while (before > 0) {
        before = stepBack(text, before);
        const char32_t codePoint = decodeUtf8(text, before).codePoint;
        if (isCaseIgnorable(codePoint))
            continue;
        cased = isCased(codePoint);
        break;
    }
    if (!cased)
        return false;
    std::size_t after = at + static_cast<std::size_t>(decodeUtf8(text, at).bytes);
    while (after < text.size()) {
        const Utf8Step step = decodeUtf8(text, after);
        if (!isCaseIgnorable(step.codePoint))
            return !isCased(step.codePoint);
        after += static_cast<std::size_t>(step.bytes);
    }
    return true;
}

std::array<CharClass, 128> makeAsciiClasses() {
    std::array<CharClass, 128> classes{};
    for (std::size_t i = 0; i < classes.size(); ++i)
        classes[i] = classify(static_cast<char32_t>(i));
    return classes;
}

} // namespace

CharClass classOf(char32_t codePoint) {
    static const std::array<CharClass, 128> ascii = makeAsciiClasses();
    return codePoint < ascii.size() ? ascii[codePoint] : classify(codePoint);
}

int lowerCase(std::string_view text, std::size_t at, char32_t codePoint, char32_t out[2]) {
    if (codePoint < 0x80) {
        out[0] = codePoint >= U'A' && codePoint <= U'Z' ? codePoint + 32 : codePoint;
        return 1;
    }
    if (codePoint == 0x130) { // İ → i and a combining dot above
        out[0] = U'i';
        out[1] = 0x307;
        return 2;
    }
    if (codePoint == 0x3A3) {
        out[0] = isFinalSigma(text, at) ? 0x3C2 : 0x3C3;
        return 1;
    }
    out[0] = static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(codePoint)));
    return 1;
}

} // namespace lab
