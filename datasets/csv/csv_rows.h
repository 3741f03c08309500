#pragma once

#include "datasets/io/text_input.h"
#include "datasets/table/row_stream.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lab {

/// How the fields of a delimited text file are written.
struct CsvDialect {
    char delimiter = ',';
    bool quoted = true; ///< `"` at the start of a field opens a quoted field (RFC 4180); false = it is text
    bool header = true; ///< the first row holds the column names
    std::vector<std::string> columns; ///< unique names
    Encoding encoding = Encoding::Auto;
};

/// Cuts delimited text into records: RFC 4180 with any line end, doubled quotes and line breaks inside quoted
/// fields. More lenient in two places: a `"` inside an unquoted field is text, and so is what follows a
/// closing quote up to the next delimiter.
class CsvRecords {
public:
    CsvRecords(TextInput& input, char delimiter, bool quoted)
        : m_input(input), m_delimiter(delimiter), m_quoted(quoted) {}

    /// Reads the next record; blank lines are passed over but counted. False at the end of the input.
    /// The views live until the next call.
    /// \throws DataError when a quoted field is never closed; row and line of its opening are named.
    bool next(std::vector<std::string_view>& fields);

    /// 1-based number of the record that next() gave.
    [[nodiscard]] std::int64_t number() const { return m_number; }

private:
    enum class State : unsigned char { FieldStart, Plain, Quoted, QuoteInQuoted };

    bool scan(std::string_view block);
    std::size_t takeQuoted(std::string_view block, std::size_t at);
    std::size_t takePlain(std::string_view block, std::size_t at);
    bool endRecord();
    void endField();
    [[noreturn]] void failUnclosed() const;

    TextInput& m_input;
    char m_delimiter;
    bool m_quoted;
    State m_state = State::FieldStart;
    std::string m_bytes;             ///< the fields of the record, one behind the other
    std::vector<std::size_t> m_ends; ///< end of each field in m_bytes
    std::int64_t m_number = 0;
    std::int64_t m_line = 1;      ///< 1-based line of the byte at hand
    std::int64_t m_quoteLine = 0; ///< line where the quoted field opened
    bool m_anyQuote = false;      ///< the record holds a quoted field, so it is not a blank line
};

/// The rows of a delimited text file below its header.
class CsvRows final : public RowStream {
public:
    CsvRows(std::string path, CsvDialect dialect, const LoadControl& control);

    [[nodiscard]] const std::vector<std::string>& columns() const override { return m_dialect.columns; }
    [[nodiscard]] bool hasHeader() const override { return m_dialect.header; }
    [[nodiscard]] std::string delimiter() const override { return {m_dialect.delimiter}; }
    bool next(TableRow& row) override;

private:
    CsvDialect m_dialect;
    TextInput m_input;
    CsvRecords m_records;
    bool m_headerPassed = false;
};

} // namespace lab
