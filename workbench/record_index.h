#pragma once

#include "core/store/record_filter.h"
#include "datasets/statistics.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace lab {

/// By what a list of records is sorted.
enum class RecordColumn { Position, Split, Label, Tokens, Predicted, Confidence };

struct RecordOrder {
    RecordColumn column = RecordColumn::Position;
    bool descending = false;

    bool operator==(const RecordOrder&) const = default;
};

/// What is known of one record besides its text.
struct RecordFacts {
    std::int64_t position = 0;
    RecordSplit split = RecordSplit::Train;
    int label = 0;
    std::int32_t tokens = 0;
    int predicted = -1;    ///< −1: no run has read it
    float confidence = 0;  ///< probability of the predicted class
    bool repeated = false; ///< see RecordFilter::Texts
    bool leaked = false;
};

/// What a run makes of a record.
struct RecordVerdict {
    int label = -1;
    float confidence = 0;
};

/// All records of a data set without their texts, so small that filtering and sorting 100,000 of them takes
/// milliseconds. One thread at a time.
class RecordIndex {
public:
    RecordIndex() = default;
    RecordIndex(const Dataset& data, const std::vector<DataSurvey::Row>& rows);

    [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(m_records.size()); }
    [[nodiscard]] const RecordFacts& at(std::int64_t position) const {
        return m_records.at(static_cast<std::size_t>(position));
    }
    /// Verdicts of the first records, in their order; the others lose theirs.
    void setVerdicts(std::span<const RecordVerdict> verdicts);

    /// Positions of the records that \p filter means, in \p order; at equal values by position. \p found,
    /// when given, are the ascending positions of those whose text fits RecordFilter::search, which is not
    /// looked at here. A filter by prediction means no record that has none.
    [[nodiscard]] std::vector<std::int64_t> arrange(const RecordFilter& filter, const RecordOrder& order,
                                                    const std::vector<std::int64_t>* found = nullptr) const;

private:
    std::vector<RecordFacts> m_records;
};

} // namespace lab
