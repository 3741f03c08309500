#pragma once

#include "workbench/record_index.h"
#include "workbench/stored_weights.h"

#include <QStringList>

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace lab {

/// A stored run that reads every record of a data set.
struct JudgeOrder {
    std::string labPath;
    std::int64_t run = 0;
    WeightChoice weights;
    std::int64_t dataset = 0;
    QStringList labels; ///< of the data set
};

/// What it made of them, and with which weights.
struct Judgement {
    StoredWeights weights;
    std::vector<RecordVerdict> verdicts;
};

/// Reads with the weights that fit the order best, on one thread: the others are left to a training run.
/// \p tell hears the share that is done. \throws Cancelled soon after \p stop is requested; Error.
Judgement judgeRecords(const JudgeOrder& order, const std::stop_token& stop,
                       const std::function<void(double share)>& tell);

} // namespace lab
