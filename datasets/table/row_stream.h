#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lab {

/// One row of a table. The views live until the stream is asked for the next row.
struct TableRow {
    std::vector<std::string_view> fields; ///< one a column; fewer or more in a ragged row
    std::int64_t number = 0;              ///< 1-based; a header line counts as row 1
    const char* problem = nullptr;        ///< why the row cannot be used; fields then mean nothing
    bool repaired = false;                ///< invalid UTF-8 was replaced on the way
};

/// A table that is read from front to back. One thread.
class RowStream {
public:
    virtual ~RowStream() = default;

    /// Unique names; "column N" where the source gives none.
    [[nodiscard]] virtual const std::vector<std::string>& columns() const = 0;
    [[nodiscard]] virtual bool hasHeader() const { return true; }
    /// One character, or empty when the format has none.
    [[nodiscard]] virtual std::string delimiter() const { return {}; }
    /// False at the end. \throws DataError, Cancelled.
    virtual bool next(TableRow& row) = 0;
};

} // namespace lab
