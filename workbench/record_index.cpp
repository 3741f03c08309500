#include "workbench/record_index.h"

#include "core/base/error.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace lab {
namespace {

bool fits(const RecordFacts& record, const RecordFilter& filter) {
    if (filter.split && record.split != *filter.split)
        return false;
    if (filter.label && record.label != *filter.label)
        return false;
    if (filter.predicted && record.predicted != *filter.predicted)
        return false;
    if (record.tokens < filter.minTokens || (filter.maxTokens > 0 && record.tokens > filter.maxTokens))
        return false;
    if (filter.outcome != RecordFilter::Outcome::Any) {
        const bool right = record.predicted == record.label;
        if (record.predicted < 0 || right != (filter.outcome == RecordFilter::Outcome::Right))
            return false;
    }
    return filter.texts == RecordFilter::Texts::Any ||
           (filter.texts == RecordFilter::Texts::Repeated ? record.repeated : record.leaked);
}

/// Sorts stably by what \p value gives.
template <class Value> void sortBy(std::vector<const RecordFacts*>& records, bool descending, Value value) {
    std::stable_sort(records.begin(), records.end(), [&](const RecordFacts* a, const RecordFacts* b) {
        return descending ? value(b) < value(a) : value(a) < value(b);
    });
}

} // namespace

RecordIndex::RecordIndex(const Dataset& data, const std::vector<DataSurvey::Row>& rows,
                         const std::vector<std::int64_t>& positions) {
    if (!positions.empty() && positions.size() != data.examples.size())
        throw StoreError("another program changed the data set while it was read; open it again");
    m_records.reserve(data.examples.size());
    for (std::size_t i = 0; i < data.examples.size(); ++i) {
        const Example& example = data.examples[i];
        const DataSurvey::Row& row = rows.at(i);
        const std::int64_t position = positions.empty() ? static_cast<std::int64_t>(i) : positions.at(i);
        m_records.push_back({position, static_cast<RecordSplit>(example.split), example.label, row.tokens, -1,
                             0, row.repeated, row.leaked});
    }
}

std::size_t RecordIndex::slotOf(std::int64_t position) const {
    // Where nothing was removed a record stands at its own number.
    const auto own = static_cast<std::size_t>(position);
    if (position >= 0 && own < m_records.size() && m_records[own].position == position)
        return own;
    const auto place = std::lower_bound(
        m_records.begin(), m_records.end(), position,
        [](const RecordFacts& record, std::int64_t wanted) { return record.position < wanted; });
    return static_cast<std::size_t>(place - m_records.begin());
}

const RecordFacts* RecordIndex::find(std::int64_t position) const {
    const std::size_t slot = slotOf(position);
    return slot < m_records.size() && m_records[slot].position == position ? &m_records[slot] : nullptr;
}

const RecordFacts& RecordIndex::at(std::int64_t position) const {
    const RecordFacts* record = find(position);
    if (record == nullptr)
        throw std::out_of_range("RecordIndex::at: no such record");
    return *record;
}

void RecordIndex::setVerdicts(std::span<const RecordVerdict> verdicts) {
    for (RecordFacts& record : m_records) {
        record.predicted = -1;
        record.confidence = 0;
    }
    for (const RecordVerdict& verdict : verdicts) {
        const std::size_t slot = slotOf(verdict.position);
        if (slot >= m_records.size() || m_records[slot].position != verdict.position)
            continue;
        m_records[slot].predicted = verdict.label;
        m_records[slot].confidence = verdict.confidence;
    }
}

void RecordIndex::put(const RecordFacts& record) {
    const std::size_t slot = slotOf(record.position);
    if (slot < m_records.size() && m_records[slot].position == record.position)
        m_records[slot] = record;
    else
        m_records.insert(m_records.begin() + static_cast<std::ptrdiff_t>(slot), record);
}

void RecordIndex::remove(std::int64_t position) {
    const std::size_t slot = slotOf(position);
    if (slot < m_records.size() && m_records[slot].position == position)
        m_records.erase(m_records.begin() + static_cast<std::ptrdiff_t>(slot));
}

void RecordIndex::recount(const std::vector<DataSurvey::Row>& rows) {
    for (std::size_t i = 0; i < m_records.size(); ++i) {
        m_records[i].tokens = rows.at(i).tokens;
        m_records[i].repeated = rows.at(i).repeated;
        m_records[i].leaked = rows.at(i).leaked;
    }
}

bool RecordIndex::renumber(const std::vector<std::int64_t>& positions) {
    bool moved = false;
    for (std::size_t i = 0; i < m_records.size(); ++i)
        moved = std::exchange(m_records[i].position, positions.at(i)) != positions.at(i) || moved;
    return moved;
}

std::vector<std::int64_t> RecordIndex::arrange(const RecordFilter& filter, const RecordOrder& order,
                                               const std::vector<std::int64_t>* found) const {
    std::vector<const RecordFacts*> chosen;
    const auto take = [&](const RecordFacts& record) {
        if (fits(record, filter))
            chosen.push_back(&record);
    };
    if (found == nullptr) {
        std::for_each(m_records.begin(), m_records.end(), take);
    } else {
        for (const std::int64_t position : *found)
            if (const RecordFacts* record = find(position))
                take(*record);
    }
    const auto by = [&](auto member) {
        sortBy(chosen, order.descending, [&](const RecordFacts* record) { return record->*member; });
    };
    switch (order.column) {
    case RecordColumn::Position:
        if (order.descending)
            std::reverse(chosen.begin(), chosen.end());
        break;
    case RecordColumn::Split:
        by(&RecordFacts::split);
        break;
    case RecordColumn::Label:
        by(&RecordFacts::label);
        break;
    case RecordColumn::Tokens:
        by(&RecordFacts::tokens);
        break;
    case RecordColumn::Predicted:
        by(&RecordFacts::predicted);
        break;
    case RecordColumn::Confidence:
        by(&RecordFacts::confidence);
        break;
    }
    std::vector<std::int64_t> positions;
    positions.reserve(chosen.size());
    for (const RecordFacts* record : chosen)
        positions.push_back(record->position);
    return positions;
}

} // namespace lab
