#include "datasets/table/table_reader.h"

#include "core/base/error.h"
#include "core/text/utf8.h"
#include "datasets/io/decoded_source.h"
#include "datasets/split.h"

#include <algorithm>

namespace lab {

namespace {

constexpr std::size_t kSampleRows = 500;
constexpr std::size_t kPreviewRows = 20;
constexpr std::size_t kEncodingBytes = 4096; // as openText

/// A row that outlives the stream's buffers.
struct OwnedRow {
    std::vector<std::string> fields;
    std::int64_t number = 0;
    const char* problem = nullptr;
    bool repaired = false;
};

std::vector<OwnedRow> takeSample(RowStream& stream, std::size_t count) {
    std::vector<OwnedRow> rows;
    TableRow row;
    while (rows.size() < count && stream.next(row))
        rows.push_back({{row.fields.begin(), row.fields.end()}, row.number, row.problem, row.repaired});
    return rows;
}

SampleRows fieldsOf(const std::vector<OwnedRow>& rows) {
    SampleRows fields;
    for (const OwnedRow& row : rows)
        if (row.problem == nullptr)
            fields.push_back(row.fields);
    return fields;
}

/// Columns that a wish names win over the format's own.
RoleWishes combine(const ReadRequest& request, const RoleWishes& defaults) {
    RoleWishes wishes = defaults;
    if (!request.textColumns.empty())
        wishes.text = request.textColumns;
    if (!request.labelColumn.empty())
        wishes.label = request.labelColumn;
    if (!request.splitColumn.empty())
        wishes.split = request.splitColumn;
    return wishes;
}

/// Turns rows into examples once the roles are known.
class RowTaker {
public:
    RowTaker(const ColumnRoles& roles, std::size_t columns, const Cleaning& cleaning, ExampleCollector& sink)
        : m_roles(roles), m_columns(columns), m_cleaning(cleaning), m_sink(sink) {
        m_needed = std::max(roles.label, roles.split.value_or(0));
        for (const std::size_t column : roles.text)
            m_needed = std::max(m_needed, column);
    }

    template <class Row> void take(const Row& row) {
        if (row.problem != nullptr)
            return m_sink.skip(row.problem, row.number);
        if (row.fields.size() <= m_needed)
            return m_sink.skip("too few columns", row.number);
        for (std::size_t i = m_columns; i < row.fields.size(); ++i)
            if (!row.fields[i].empty())
                return m_sink.skip("too many columns", row.number);
        RawExample example;
        if (m_roles.split) {
            example.split = splitNamed(row.fields[*m_roles.split]);
            if (!example.split)
                return m_sink.skip("part is not train, validation or test", row.number);
        }
        example.row = row.number;
        example.repaired = row.repaired;
        example.label = row.fields[m_roles.label];
        for (const std::size_t column : m_roles.text) {
            if (!example.text.empty() && !row.fields[column].empty())
                example.text.push_back(' ');
            example.text.append(row.fields[column]);
        }
        m_sink.add(std::move(example), m_cleaning);
    }

private:
    const ColumnRoles& m_roles;
    std::size_t m_columns;
    std::size_t m_needed = 0;
    const Cleaning& m_cleaning;
    ExampleCollector& m_sink;
};

} // namespace

void TableReader::read(const ReadRequest& request, const LoadControl& control, ExampleCollector& sink) const {
    const std::unique_ptr<RowStream> stream = open(request.path, request.layout, control);
    const std::vector<OwnedRow> sample = takeSample(*stream, kSampleRows);
    if (sample.empty() && stream->hasHeader())
        throw DataError(fmt::format("{} has no rows below its header", request.path));
    if (sample.empty())
        throw DataError(fmt::format("{} has no rows", request.path));
    const ColumnRoles roles =
        resolveRoles(request.path, stream->columns(), fieldsOf(sample), combine(request, defaultRoles()));
    const Cleaning rules = cleaning();
    RowTaker taker(roles, stream->columns().size(), rules, sink);
    for (const OwnedRow& row : sample)
        taker.take(row);
    TableRow row;
    while (stream->next(row))
        taker.take(row);
}

std::string TableReader::findSplitColumn(const ReadRequest& request) const {
    const LoadControl control;
    const std::unique_ptr<RowStream> stream = open(request.path, request.layout, control);
    const std::vector<std::string>& columns = stream->columns();
    const SampleRows sample = fieldsOf(takeSample(*stream, kSampleRows));
    if (sample.empty())
        return {};
    const auto split = proposeRoles(request.path, columns, sample, combine(request, defaultRoles())).split;
    return split ? columns[*split] : std::string();
}

SourcePreview TableReader::preview(const std::string& path, const SourceLayout& layout) const {
    const LoadControl control;
    const std::unique_ptr<RowStream> stream = open(path, layout, control);
    const SampleRows sample = fieldsOf(takeSample(*stream, kSampleRows));
    SourcePreview preview{.format = id(),
                          .delimiter = stream->delimiter(),
                          .hasHeader = stream->hasHeader(),
                          .encoding = resolveEncoding(layout.encoding, readHead(path, kEncodingBytes)),
                          .damaged = false,
                          .choice = layoutChoice(),
                          .columns = stream->columns(),
                          .rows = {},
                          .textColumns = {},
                          .labelColumn = {},
                          .splitColumn = {},
                          .problem = {}};
    for (std::size_t i = 0; i < std::min(sample.size(), kPreviewRows); ++i) {
        std::vector<std::string> cells = sample[i];
        cells.resize(preview.columns.size());
        for (std::string& cell : cells)
            preview.damaged = replaceInvalidUtf8(cell) > 0 || preview.damaged;
        preview.rows.push_back(std::move(cells));
    }
    try {
        const ColumnRoles roles = proposeRoles(path, preview.columns, sample, defaultRoles());
        for (const std::size_t column : roles.text)
            preview.textColumns.push_back(preview.columns[column]);
        preview.labelColumn = preview.columns[roles.label];
        if (roles.split)
            preview.splitColumn = preview.columns[*roles.split];
    } catch (const DataError& error) {
        preview.problem = error.what();
    }
    return preview;
}

} // namespace lab
