#pragma once

#include <string>
#include <string_view>

namespace lab {

/// How Python's `re` sees a character of a `str`.
enum class CharClass : unsigned char {
    Space,  ///< `\s`
    Word,   ///< `\w`: letters, numbers and '_'; combining marks are not words
    Han,    ///< a character of the Han script, whatever its general category
    Symbol, ///< everything else: `[^\w\s]`
};

CharClass classOf(char32_t codePoint);

/// The lower-case form of the code point at \p at of \p text, as Python's `str.lower` gives it there.
/// Two cases need more than a table: 'İ' becomes two code points, and a capital sigma at the end of a word
/// becomes 'ς'. Writes one or two code points to \p out and returns how many.
int lowerCase(std::string_view text, std::size_t at, char32_t codePoint, char32_t out[2]);

} // namespace lab
