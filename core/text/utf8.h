#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace lab {

/// What stands for bytes that are no UTF-8.
inline constexpr char32_t kReplacementCharacter = 0xFFFD;

/// U+FEFF at the start of a file: it says that UTF-8 follows, and is no part of the text.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// One step through a UTF-8 text.
struct Utf8Step {
    char32_t codePoint = 0; ///< kReplacementCharacter when the bytes are invalid
    int bytes = 0;          ///< bytes to step over, ≥ 1
    bool valid = true;
};

/// Decodes the code point that starts at \p at. Invalid input gives one U+FFFD per maximal invalid part, as
/// Python's `errors="replace"` and web browsers do (Unicode 15, section 3.9, table 3-7).
/// Requires at < text.size().
Utf8Step decodeUtf8(std::string_view text, std::size_t at);

/// Appends \p codePoint, which must be a Unicode scalar value.
void appendUtf8(std::string& text, char32_t codePoint);

/// True when every byte of \p text belongs to well-formed UTF-8.
bool isValidUtf8(std::string_view text);

/// Replaces each maximal invalid part of \p text by U+FFFD. Returns the number of replacements.
std::int64_t replaceInvalidUtf8(std::string& text);

} // namespace lab
