#include "workbench/record_index.h"

#include <algorithm>

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
template <class Value> void sortBy(std::vector<std::int64_t>& positions, bool descending, Value value) {
    std::stable_sort(positions.begin(), positions.end(), [&](std::int64_t a, std::int64_t b) {
        return descending ? value(b) < value(a) : value(a) < value(b);
    });
}

} // namespace

RecordIndex::RecordIndex(const Dataset& data, const std::vector<DataSurvey::Row>& rows) {
    m_records.reserve(data.examples.size());
    for (std::size_t i = 0; i < data.examples.size(); ++i) {
        const Example& example = data.examples[i];
        const DataSurvey::Row& row = rows.at(i);
        m_records.push_back({static_cast<std::int64_t>(i), static_cast<RecordSplit>(example.split),
                             example.label, row.tokens, -1, 0, row.repeated, row.leaked});
    }
}

void RecordIndex::setVerdicts(std::span<const RecordVerdict> verdicts) {
    for (std::size_t i = 0; i < m_records.size(); ++i) {
        const RecordVerdict verdict = i < verdicts.size() ? verdicts[i] : RecordVerdict{};
        m_records[i].predicted = verdict.label;
        m_records[i].confidence = verdict.confidence;
    }
}

std::vector<std::int64_t> RecordIndex::arrange(const RecordFilter& filter, const RecordOrder& order,
                                               const std::vector<std::int64_t>* found) const {
    std::vector<std::int64_t> positions;
    const auto take = [&](std::int64_t position) {
        if (fits(at(position), filter))
            positions.push_back(position);
    };
    if (found != nullptr)
        std::for_each(found->begin(), found->end(), take);
    else
        for (std::int64_t position = 0; position < size(); ++position)
            take(position);
    const auto by = [&](auto member) {
        sortBy(positions, order.descending,
               [&](std::int64_t position) { return m_records[static_cast<std::size_t>(position)].*member; });
    };
    switch (order.column) {
    case RecordColumn::Position:
        if (order.descending)
            std::reverse(positions.begin(), positions.end());
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
    return positions;
}

} // namespace lab
