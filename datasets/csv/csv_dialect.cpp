#include "datasets/csv/csv_dialect.h"

#include "core/base/error.h"
#include "datasets/clean_text.h"
#include "datasets/io/decoded_source.h"
#include "datasets/io/text_check.h"
#include "datasets/table/column_roles.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace lab {

namespace {

constexpr std::size_t kHeadBytes = 256 * 1024;
constexpr std::size_t kSample = 200;
using Records = std::vector<std::vector<std::string>>;

/// The number of fields that most records have, and how many records have it.
std::pair<std::size_t, std::size_t> commonWidth(const Records& records) {
    std::map<std::size_t, std::size_t> widths;
    for (const auto& record : records)
        ++widths[record.size()];
    std::pair<std::size_t, std::size_t> best{0, 0};
    for (const auto& [width, count] : widths)
        if (count >= best.second)
            best = {width, count};
    return best;
}

char detectDelimiter(std::string_view head, bool complete) {
    char best = ',';
    double bestScore = -1;
    for (const char delimiter : {',', '\t', ';', '|'}) {
        const Records records = sampleRecords(head, complete, delimiter, delimiter != '\t', kSample);
        if (records.empty())
            continue;
        const auto [width, count] = commonWidth(records);
        // Tabs are rare in running text while commas are everywhere, so few tabs say more than many commas.
        const double share = static_cast<double>(count) / static_cast<double>(records.size());
        const double score = width < 2 ? 0 : share + (delimiter == '\t' && share > 0.9 ? 1 : 0);
        if (score > bestScore) {
            bestScore = score;
            best = delimiter;
        }
    }
    return best;
}

/// A quoted field as RFC 4180 writes it: quotes at both ends and every inner one doubled.
bool isQuotedField(std::string_view field) {
    if (field.size() < 2 || field.front() != '"' || field.back() != '"')
        return false;
    const std::string_view inner = field.substr(1, field.size() - 2);
    for (std::size_t at = inner.find('"'); at != std::string_view::npos; at = inner.find('"', at + 2))
        if (at + 1 >= inner.size() || inner[at + 1] != '"')
            return false;
    return true;
}

/// Tab-separated files seldom quote, and their texts may begin with a quotation mark: they count as quoted
/// when most rows have a field that begins with one and at least half of these fields are well-formed.
bool detectQuotes(std::string_view head, bool complete, char delimiter) {
    if (delimiter != '\t')
        return true;
    const Records records = sampleRecords(head, complete, delimiter, false, kSample);
    std::size_t opened = 0, wellFormed = 0;
    for (const auto& record : records) {
        const auto opens = [](const std::string& field) { return field.starts_with('"'); };
        opened += std::any_of(record.begin(), record.end(), opens) ? 1U : 0U;
        wellFormed += std::any_of(record.begin(), record.end(), isQuotedField) ? 1U : 0U;
    }
    return opened * 2 > records.size() && wellFormed * 2 >= opened;
}

bool looksNumeric(std::string_view field) {
    const std::string_view value = trimmed(field);
    return !value.empty() && std::all_of(value.begin(), value.end(), [](char c) {
        return std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-' || c == '+' ||
               c == ',';
    });
}

/// The first value of that column stands in it again. A header that is there once more, as where files were
/// put one behind the other, does not count.
bool comesBack(const Records& records, std::size_t column) {
    const std::vector<std::string>& first = records.front();
    return std::any_of(records.begin() + 1, records.end(), [&](const auto& record) {
        return column < record.size() && record[column] == first[column] && record != first;
    });
}

bool detectHeader(const Records& records) {
    const std::vector<std::string>& first = records.front();
    for (std::size_t i = 0; i < first.size(); ++i)
        if (isKnownColumnName(first[i]) && !comesBack(records, i)) // "spam" may be the class of the first row
            return true;
    if (records.size() < 2 || std::any_of(first.begin(), first.end(), looksNumeric))
        return false;
    std::set<std::string_view> names;
    std::size_t filled = 0, longest = 0;
    for (const std::string& name : first) {
        filled += name.empty() ? 0U : 1U;
        longest = std::max(longest, name.size());
        if (!name.empty() && !names.insert(name).second)
            return false;
    }
    std::size_t longestBelow = 0;
    for (std::size_t row = 1; row < records.size(); ++row)
        for (std::size_t i = 0; i < records[row].size(); ++i) {
            longestBelow = std::max(longestBelow, records[row][i].size());
            if (i < first.size() && !first[i].empty() && records[row][i] == first[i])
                return false;
        }
    return filled * 2 > first.size() && longest <= 60 && longest < longestBelow;
}

/// Unique, non-empty names.
std::vector<std::string> nameColumns(const std::vector<std::string>& names, std::size_t width) {
    std::vector<std::string> columns;
    std::set<std::string> used;
    for (std::size_t i = 0; i < std::max(width, names.size()); ++i) {
        std::string name = i < names.size() ? std::string(trimmed(names[i])) : "";
        if (name.empty() || used.contains(name))
            name = fmt::format("column {}", i + 1);
        while (!used.insert(name).second)
            name += "'";
        columns.push_back(std::move(name));
    }
    return columns;
}

} // namespace

std::vector<std::vector<std::string>> sampleRecords(std::string_view head, bool complete, char delimiter,
                                                    bool quoted, std::size_t count) {
    const LoadControl control;
    TextInput input("sample", head, control);
    CsvRecords reader(input, delimiter, quoted);
    Records records;
    std::vector<std::string_view> fields;
    try {
        while (records.size() <= count && reader.next(fields))
            records.emplace_back(fields.begin(), fields.end());
    } catch (const DataError&) {
        return records; // a quote that the sample leaves open; the real read reports it where it matters
    }
    if (records.size() > count || (!complete && records.size() > 1))
        records.pop_back();
    return records;
}

CsvDialect detectDialect(std::string_view head, bool complete, const DialectHints& hints) {
    CsvDialect dialect;
    dialect.delimiter = hints.delimiter.value_or('\0');
    if (!hints.delimiter)
        dialect.delimiter = detectDelimiter(head, complete);
    dialect.quoted = hints.quoted ? *hints.quoted : detectQuotes(head, complete, dialect.delimiter);
    const Records records = sampleRecords(head, complete, dialect.delimiter, dialect.quoted, kSample);
    dialect.header = hints.header ? *hints.header : !records.empty() && detectHeader(records);
    if (dialect.header && !records.empty())
        dialect.columns = nameColumns(records.front(), 0);
    else
        dialect.columns = nameColumns(hints.columns, records.empty() ? 0 : commonWidth(records).first);
    return dialect;
}

CsvDialect detectFileDialect(const std::string& path, Encoding encoding, const DialectHints& hints) {
    const std::string head = readTextHead(path, kHeadBytes, encoding);
    requireText(path, head);
    CsvDialect dialect = detectDialect(head, head.size() < kHeadBytes, hints);
    dialect.encoding = encoding;
    return dialect;
}

} // namespace lab
