#pragma once

#include "datasets/jsonl/json_objects.h"
#include "datasets/table/row_stream.h"

#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace lab {

/// JSON objects as the rows of a table. The columns are the names of all members that occur among the first
/// objects, in order of first appearance; a member of a member is called "outer.inner". Lists become their
/// elements joined with spaces, null an empty field.
class JsonRows final : public RowStream {
public:
    /// \throws DataError as TextInput.
    JsonRows(std::string path, Encoding encoding, const LoadControl& control);

    [[nodiscard]] const std::vector<std::string>& columns() const override { return m_columns; }
    bool next(TableRow& row) override;

    /// True when the text that starts with \p head is JSON objects.
    static bool recognizes(std::string_view head);

private:
    using Fields = std::vector<std::pair<std::string, std::string>>;
    /// One object, taken apart.
    struct Parsed {
        Fields fields;
        std::int64_t number = 0;
        const char* problem = nullptr;
        bool repaired = false;
    };

    bool parseNext(Parsed& parsed);

    TextInput m_input;
    JsonObjects m_objects;
    std::vector<std::string> m_columns;
    std::unordered_map<std::string, std::size_t> m_columnIndex;
    std::deque<Parsed> m_sample; ///< objects that were read to learn the columns
    std::vector<std::string> m_values;
};

} // namespace lab
