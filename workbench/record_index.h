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
    std::int64_t position = 0;
    int label = -1;
    float confidence = 0;
};

/// All records of a data set without their texts, so small that filtering and sorting 100,000 of them takes
/// milliseconds. One thread at a time.
class RecordIndex {
public:
    RecordIndex() = default;
    /// \p positions ascending, one an example; empty: 0, 1, … \throws StoreError when their numbers differ.
    RecordIndex(const Dataset& data, const std::vector<DataSurvey::Row>& rows,
                const std::vector<std::int64_t>& positions = {});

    [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(m_records.size()); }
    /// Null where there is no record.
    [[nodiscard]] const RecordFacts* find(std::int64_t position) const;
    [[nodiscard]] const RecordFacts& at(std::int64_t position) const;
    /// The records at these positions have these verdicts, the others have none.
    void setVerdicts(std::span<const RecordVerdict> verdicts);
    /// Puts a record in its place, also in that of another one.
    void put(const RecordFacts& record);
    void remove(std::int64_t position);
    /// Every record was counted anew; \p rows one a record, in their order.
    void recount(const std::vector<DataSurvey::Row>& rows);
    /// The records stand at these positions, in the same order. Whether that is new.
    bool renumber(const std::vector<std::int64_t>& positions);

    /// Positions of the records that \p filter means, in \p order; at equal values by position. \p found,
    /// when given, are the ascending positions of those whose text fits RecordFilter::search, which is not
    /// looked at here. A filter by prediction means no record that has none.
    [[nodiscard]] std::vector<std::int64_t> arrange(const RecordFilter& filter, const RecordOrder& order,
                                                    const std::vector<std::int64_t>* found = nullptr) const;

private:
    [[nodiscard]] std::size_t slotOf(std::int64_t position) const;

    std::vector<RecordFacts> m_records; ///< ascending by position
};

} // namespace lab
