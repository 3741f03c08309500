#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace lab {

/// What a reader does to the raw text of a row before it becomes an example.
struct Cleaning {
    bool html = true;            ///< entities decoded, tags such as `<br />` become a space
    bool lostAmpersands = false; ///< ` #39;` was `&#39;` before its `&` became a space (AG News)
    bool backslashes = false;    ///< a lone backslash stands for a line break or a quote mark (AG News)

    bool operator==(const Cleaning&) const = default;
};

/// What cleanText found to repair.
struct CleanReport {
    std::int64_t invalidUtf8 = 0; ///< parts replaced by U+FFFD
};

/// Makes \p raw fit for tokenising: invalid UTF-8 becomes U+FFFD, HTML left-overs are resolved once
/// (`&amp;lt;` becomes `&lt;`), control characters become spaces and white space at both ends goes.
/// Unknown entities (`AT&T;`) and things that merely look like tags (`<3`, `a < b`) stay as they are.
CleanReport cleanText(std::string& raw, const Cleaning& cleaning);

/// A class name in one spelling: trimmed, control characters out, and whole numbers without their ".0".
std::string cleanLabel(std::string_view raw);

/// \p text without ASCII white space at both ends.
std::string_view trimmed(std::string_view text);

/// trimmed(), with ASCII letters in lower case.
std::string lowered(std::string_view text);

} // namespace lab
