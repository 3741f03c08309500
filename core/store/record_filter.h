#pragma once

#include "core/store/dataset_repository.h"

#include <cstdint>
#include <optional>
#include <string>

namespace lab {

/// Which records of a data set are meant. The default means all of them.
struct RecordFilter {
    /// What a run made of a record.
    enum class Outcome : std::uint8_t { Any, Right, Wrong };
    /// Records whose exact text stands elsewhere in the data set.
    enum class Texts : std::uint8_t {
        Any,
        Repeated, ///< the text occurred before
        Leaked    ///< a test record whose text is also in the train or validation split
    };

    std::string search{}; ///< words, see DatasetRepository::search; empty = any text
    std::optional<RecordSplit> split{};
    std::optional<int> label{}, predicted{}; ///< indices into the data set's labels
    std::int64_t minTokens = 0;
    std::int64_t maxTokens = 0; ///< 0 = no limit
    Outcome outcome = Outcome::Any;
    Texts texts = Texts::Any;

    bool operator==(const RecordFilter&) const = default;
};

} // namespace lab
