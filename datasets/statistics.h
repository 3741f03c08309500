#pragma once

#include "core/config/run_config.h"
#include "core/text/vocabulary.h"
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
    /// Texts by number of tokens, the lengths that occur ascending.
    struct LengthCount {
        std::int64_t tokens = 0, texts = 0;
    };
    std::vector<LengthCount> lengths;
    /// Share of the texts that a maximum length of \p tokens cuts, 0..1.
    [[nodiscard]] double shareLongerThan(std::int64_t tokens) const;

    std::int64_t vocabulary =
        0; ///< entries of the vocabulary of the training split, the two special ones counted
    /// Share of the tokens of a split that the vocabulary of the training split lacks, 0..1, indexed by
    /// Split; NaN = there are no such tokens.
    std::array<double, 3> unknownShare{};
    std::int64_t repeatedTexts = 0; ///< examples whose exact text occurred before
    std::int64_t leakedTexts = 0; ///< test examples whose exact text is also in the train or validation split
};

/// A data set counted, with what is known of each of its examples.
struct DataSurvey {
    DataStatistics statistics;
    Vocabulary vocabulary; ///< of the training split, with counts
    struct Row {
        std::int32_t tokens = 0;
        bool repeated = false; ///< its exact text occurred before
        bool leaked = false;   ///< a test example whose exact text is also in the train or validation split
    };
    std::vector<Row> rows; ///< one an example, in their order
};

/// Counts \p data with the tokeniser and the limits of \p text. \throws ConfigError, Cancelled.
DataSurvey survey(const Dataset& data, const TextConfig& text, const LoadControl& control = {});

/// The numbers of survey() alone.
DataStatistics describe(const Dataset& data, const TextConfig& text, const LoadControl& control = {});

} // namespace lab
