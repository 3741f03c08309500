#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lab {

/// What a person typed into a search field, taken apart for SQLite. A text is found when it holds all of it.
struct SearchTerms {
    std::string match;                 ///< an FTS5 expression; empty when there is nothing for the index
    std::vector<std::string> patterns; ///< of LIKE with '\' as escape, for what the index has no words for
};

/// Words are separated by white space and may be in any order; "two words" in quotation marks stand side by
/// side; the last word may be the beginning of one. The index knows words of scripts with blanks between
/// them; a term of other signs or of Han characters is looked for as it stands. Nothing typed can be an
/// error.
SearchTerms parseSearch(std::string_view typed);

} // namespace lab
