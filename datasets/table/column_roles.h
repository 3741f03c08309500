#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lab {

/// Which columns of a table hold the text, the class and, where one does, the part of each row.
struct ColumnRoles {
    std::vector<std::size_t> text; ///< joined with a space, in this order
    std::size_t label = 0;
    std::optional<std::size_t> split;
};

/// What a person or a format says about the roles; empty = text and class are to be guessed, no column says
/// the parts.
struct RoleWishes {
    std::vector<std::string> text; ///< header names or 1-based numbers
    std::string label;
    std::string split = {};
};

using SampleRows = std::vector<std::vector<std::string>>;

/// Decides the roles. Wishes come first; then well-known names (`review`, `sentence`, `reviews.rating`, …;
/// a `title` goes in front of `description`, `abstract` or `content`); then the content of \p sample: the
/// longest column is the text and the column with the fewest different short values, at least two, the class.
/// \throws DataError that lists the columns when a wish names none of them or nothing fits; \p path is named.
ColumnRoles resolveRoles(const std::string& path, const std::vector<std::string>& columns,
                         const SampleRows& sample, const RoleWishes& wishes);

/// resolveRoles(), with a column called `split` that in every row of \p sample names a part as the one that
/// says the parts, unless it is needed as text or class.
ColumnRoles proposeRoles(const std::string& path, const std::vector<std::string>& columns,
                         const SampleRows& sample, const RoleWishes& wishes);

/// True when \p name is one of the well-known names of a text or class column.
bool isKnownColumnName(std::string_view name);

/// The columns as an error shows them: 'index', 'sentence' (at most 12).
std::string listColumns(const std::vector<std::string>& columns);

} // namespace lab
