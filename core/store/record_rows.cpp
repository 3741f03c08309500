#include "core/store/record_rows.h"

#include <array>

namespace lab {
namespace {

constexpr std::array kSplits{"train", "validation", "test"};

} // namespace

const char* splitColumn(RecordSplit split) {
    return kSplits.at(static_cast<std::size_t>(split));
}

RecordSplit parseSplit(std::string_view column) {
    for (std::size_t i = 0; i < kSplits.size(); ++i)
        if (column == kSplits[i])
            return static_cast<RecordSplit>(i);
    throw StoreError(fmt::format("the lab file holds an unknown split \"{}\"", column));
}

ContentHash::ContentHash(const std::vector<std::string>& labels) {
    m_hash.add(std::uint64_t{labels.size()});
    for (const std::string& label : labels)
        addText(label);
}

void ContentHash::add(std::string_view text, int label, RecordSplit split) {
    m_hash.add(static_cast<std::uint64_t>(label) << 8 | static_cast<std::uint64_t>(split));
    addText(text);
}

void ContentHash::addText(std::string_view text) {
    m_hash.add(std::uint64_t{text.size()});
    m_hash.add(text);
}

void deleteDataset(Connection& connection, std::int64_t id) {
    connection
        .query("INSERT INTO record_search (record_search, rowid, text) SELECT 'delete', (dataset_id << 32) "
               "| position, text FROM records WHERE dataset_id = ?")
        .bind(id)
        .run();
    connection.query("DELETE FROM datasets WHERE id = ?").bind(id).run();
}

} // namespace lab
