#pragma once

#include "core/train/run_config.h"
#include "datasets/dataset.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace lab {

/// What a data set holds, in numbers.
struct DataStatistics {
    struct ClassCount {
        std::string label;
        std::int64_t count = 0;                ///< over all splits
        std::array<std::int64_t, 3> bySplit{}; ///< indexed by Split
    };
    std::int64_t examples = 0;
    std::array<std::int64_t, 3> splits{}; ///< indexed by Split
    std::vector<ClassCount> classes;      ///< in the order of Dataset::labels

    double meanTokens = 0; ///< of one text, over all splits, before any cut at a maximum length
    std::int64_t medianTokens = 0, p95Tokens = 0, maxTokens = 0; ///< nearest rank

    std::int64_t vocabulary =
        0; ///< entries of the vocabulary of the training split, the two special ones counted
    std::int64_t repeatedTexts = 0; ///< examples whose exact text occurred before
    std::int64_t leakedTexts = 0; ///< test examples whose exact text is also in the train or validation split
};

/// Counts \p data with the tokeniser and the limits of \p text. \throws ConfigError, Cancelled.
DataStatistics describe(const Dataset& data, const TextConfig& text, const LoadControl& control = {});

} // namespace lab
