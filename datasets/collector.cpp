#include "datasets/reader.h"

#include <algorithm>

namespace lab {

Reader::~Reader() = default;

std::string Reader::findSplitColumn(const ReadRequest&) const {
    return {};
}

void ExampleCollector::note(std::vector<SkippedRows>& book, std::string_view reason, std::int64_t row) {
    const auto known =
        std::find_if(book.begin(), book.end(), [&](const auto& entry) { return entry.reason == reason; });
    if (known == book.end())
        book.push_back({std::string(reason), 1, row});
    else
        ++known->count;
}

void ExampleCollector::add(RawExample raw, const Cleaning& cleaning) {
    const CleanReport report = cleanText(raw.text, cleaning);
    std::string label = cleanLabel(raw.label);
    if (raw.text.empty())
        return skip("empty text", raw.row);
    if (label.empty())
        return skip("no label", raw.row);
    if (report.invalidUtf8 > 0 || raw.repaired)
        repair("invalid UTF-8 replaced", raw.row);
    auto known = m_labelIds.find(label);
    if (known == m_labelIds.end()) {
        known = m_labelIds.emplace(label, static_cast<int>(m_labels.size())).first;
        m_labels.push_back(std::move(label));
    }
    m_items.push_back({std::move(raw.text), known->second, raw.row, raw.split});
}

} // namespace lab
