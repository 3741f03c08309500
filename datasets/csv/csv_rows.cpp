#include "datasets/csv/csv_rows.h"

#include "core/base/error.h"

#include <algorithm>

namespace lab {

namespace {

constexpr std::size_t kLongestRecord = 64 * 1024 * 1024;

} // namespace

void CsvRecords::failUnclosed() const {
    throw DataError(
        fmt::format("{}: the quoted field that opens in row {} (line {}) is never closed; add the missing "
                    "quotation mark, or read the file as tsv: if its quotation marks are plain text",
                    m_input.path(), m_number, m_quoteLine));
}

void CsvRecords::endField() {
    m_ends.push_back(m_bytes.size());
    m_state = State::FieldStart;
}

/// True when the record is more than a blank line.
bool CsvRecords::endRecord() {
    if (m_state != State::QuoteInQuoted && !m_bytes.empty() && m_bytes.back() == '\r' &&
        (m_ends.empty() || m_ends.back() < m_bytes.size()))
        m_bytes.pop_back();
    endField();
    if (m_ends.size() > 1 || !m_bytes.empty() || m_anyQuote)
        return true;
    m_ends.clear();
    ++m_number;
    return false;
}

/// Takes the bytes of a quoted field up to its next quotation mark. Returns where to go on.
std::size_t CsvRecords::takeQuoted(std::string_view block, std::size_t at) {
    const std::size_t end = std::min(block.find('"', at), block.size());
    m_line += std::count(block.data() + at, block.data() + end, '\n');
    m_bytes.append(block, at, end - at);
    if (m_bytes.size() > kLongestRecord)
        failUnclosed();
    if (end == block.size())
        return end;
    m_state = State::QuoteInQuoted;
    return end + 1;
}

/// Takes one byte, or a run of plain ones, outside of quotes. Returns where to go on.
std::size_t CsvRecords::takePlain(std::string_view block, std::size_t at) {
    const char c = block[at];
    if (c == m_delimiter) {
        endField();
    } else if (c == '"' && m_quoted && m_state == State::FieldStart) {
        m_state = State::Quoted;
        m_anyQuote = true;
        m_quoteLine = m_line;
    } else if (c == '"' && m_state == State::QuoteInQuoted) {
        m_bytes.push_back('"');
        m_state = State::Quoted;
    } else if (c != '\r' ||
               m_state != State::QuoteInQuoted) { // a CR behind a closing quote is part of the line end
        const char ends[] = {m_delimiter, '\n'};
        const std::size_t end = std::min(block.find_first_of(std::string_view(ends, 2), at), block.size());
        m_bytes.append(block, at, end - at);
        m_state = State::Plain;
        return end;
    }
    return at + 1;
}

/// Takes bytes of \p block up to the end of the record, or all of them. True when the record is complete.
bool CsvRecords::scan(std::string_view block) {
    for (std::size_t at = 0; at < block.size();) {
        if (m_state == State::Quoted) {
            at = takeQuoted(block, at);
        } else if (block[at] != '\n') {
            at = takePlain(block, at);
        } else {
            ++at;
            ++m_line;
            if (endRecord()) {
                m_input.consume(at);
                return true;
            }
        }
    }
    m_input.consume(block.size());
    return false;
}

bool CsvRecords::next(std::vector<std::string_view>& fields) {
    m_bytes.clear();
    m_ends.clear();
    m_anyQuote = false;
    m_state = State::FieldStart;
    ++m_number;
    bool complete = false;
    for (std::string_view block = m_input.block(); !complete && !block.empty();
         block = complete ? block : m_input.block()) {
        complete = scan(block);
        if (m_bytes.size() > kLongestRecord)
            throw DataError(
                fmt::format("{} has a row of more than 64 MB: it is not a table of texts", m_input.path()));
    }
    if (!complete) {
        if (m_state == State::Quoted)
            failUnclosed();
        if (m_ends.empty() && m_bytes.empty() && !m_anyQuote)
            return false;
        endRecord();
    }
    m_input.setRows(m_number);
    fields.clear();
    std::size_t begin = 0;
    for (const std::size_t end : m_ends) {
        fields.push_back(std::string_view(m_bytes).substr(begin, end - begin));
        begin = end;
    }
    return true;
}

CsvRows::CsvRows(std::string path, CsvDialect dialect, const LoadControl& control)
    : m_dialect(std::move(dialect)),
      m_input(std::move(path), m_dialect.encoding, control),
      m_records(m_input, m_dialect.delimiter, m_dialect.quoted) {}

bool CsvRows::next(TableRow& row) {
    if (m_dialect.header && !m_headerPassed) {
        m_headerPassed = true;
        if (!m_records.next(row.fields))
            return false;
    }
    if (!m_records.next(row.fields))
        return false;
    row.number = m_records.number();
    row.problem = nullptr;
    return true;
}

} // namespace lab
