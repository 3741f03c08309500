#pragma once

#include "core/config/run_config.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace lab {

enum class Split : std::uint8_t { Train, Validation, Test };

/// One text with its class.
struct Example {
    std::string text; ///< valid UTF-8
    int label = 0;    ///< index into Dataset::labels
    Split split = Split::Train;
};

/// Rows that were not taken, by reason.
struct SkippedRows {
    std::string reason; ///< a few words, e.g. "empty text"
    std::int64_t count = 0;
    std::int64_t firstRow = 0; ///< 1-based number of the first such row (record, line or file) in its source
};

/// What was repaired while reading, e.g. invalid UTF-8 replaced by U+FFFD; same shape as SkippedRows.
using RepairedRows = SkippedRows;

/// A labelled text collection, read whole, with its splits.
struct Dataset {
    std::string name;   ///< how lists show it: "demo:reviews", "ag_news_csv/test.csv"
    std::string format; ///< the reader's id: "csv", "imdb", "demo", …
    /// Class names in a stable order: numbers numerically, else by code point.
    std::vector<std::string> labels;
    std::vector<Example> examples; ///< in source order
    std::vector<SkippedRows> skipped;
    std::vector<RepairedRows> repaired;
    bool ownTest = false; ///< the source itself, or a separate test set, says which rows are for the test
    bool ownValidation = false; ///< the source names validation rows: every row stays in its part

    [[nodiscard]] std::int64_t count(Split split) const;
};

/// How a long read reports and is told to stop. Both members may be empty.
struct LoadControl {
    /// \p share in [0, 1]; called at most every 50 ms.
    std::function<void(double share, std::int64_t rows)> progress;
    std::stop_token stop; ///< when requested the read throws Cancelled
};

/// Reads the data set that \p config names and divides it.
///
/// Splits: a source's own test part (IMDB folders, a split column) or config.testSpec become Test and the
/// rest is divided into train and validation in the proportion of the two shares; otherwise all three shares,
/// stratified by class and seeded by config.splitSeed. Shares must be ≥ 0 and sum to 1. Where a split column
/// names validation rows nothing is divided: every row stays in the part that it names.
/// \throws DataError   file, row and mend in one sentence.
/// \throws ConfigError the spec or the shares are wrong in themselves, or both a separate test set and a
///                     split column are named.
/// \throws Cancelled   when asked to stop.
Dataset loadDataset(const DataConfig& config, const LoadControl& control = {});

/// Divides \p data, as loadDataset() has read it, in other shares: the same parts as if it had been read with
/// them. \throws ConfigError when the shares are wrong.
void divide(Dataset& data, const DataConfig& config);

/// Keeps a random choice of \p limit examples, in their old order; 0 = all. Nothing is balanced on purpose:
/// the classes keep their shares up to chance. DataConfig::limit takes rows so, before they are divided.
void sample(std::vector<Example>& examples, std::int64_t limit, std::uint64_t seed);

/// The name of the column of config.spec that may serve as config.splitColumn: it is called `split`, its
/// values in the first rows all name parts and it is neither text nor class. Empty = there is none.
/// \throws DataError, ConfigError as loadDataset.
std::string findSplitColumn(const DataConfig& config);

} // namespace lab
