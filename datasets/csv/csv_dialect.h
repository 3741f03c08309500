#pragma once

#include "datasets/csv/csv_rows.h"

#include <optional>
#include <string>
#include <string_view>

namespace lab {

/// What is known beforehand about a delimited file; everything else is found out from its first rows.
struct DialectHints {
    std::optional<char> delimiter;
    std::optional<bool> quoted;
    std::optional<bool> header;
    std::vector<std::string> columns; ///< names for a file without a header
};

/// Finds out how the delimited text that starts with \p head is written.
///
/// Delimiter: the one of `, ; TAB |` that cuts the first rows into the same number (> 1) of fields most
/// often. Quotes: tab-separated files count as unquoted unless most rows hold a well-formed quoted field; all
/// others as quoted. Header: a well-known column name that does not come back further down in its column;
/// else a first row without numbers whose values do not come back and which is shorter than the rows below
/// it. \p complete says that \p head is the whole file.
CsvDialect detectDialect(std::string_view head, bool complete, const DialectHints& hints = {});

/// Like detectDialect for the start of the file at \p path, which is in \p encoding.
/// \throws DataError when it is missing, empty, a directory or binary.
CsvDialect detectFileDialect(const std::string& path, Encoding encoding, const DialectHints& hints = {});

/// The first records of \p head under \p dialect, at most \p count; a record that \p head cuts off is left
/// out.
std::vector<std::vector<std::string>> sampleRecords(std::string_view head, bool complete, char delimiter,
                                                    bool quoted, std::size_t count);

} // namespace lab
