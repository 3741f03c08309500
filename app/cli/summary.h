#pragma once

#include "workbench/run_job.h"
#include "workbench/spread.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace lab::cli {

using lab::spreadOf;
/// Of one measure of one split over several runs.
Spread spreadOf(const std::vector<RunResult>& results, Evaluation RunResult::*split,
                double Evaluation::*measure);

/// One run as lines for a person: parameters, speed, and a table of loss, accuracy and macro-F1 per split.
void printSummary(std::ostream& out, const RunResult& result);

/// Accuracy and macro-F1 over several seeds, "0.890 ± 0.004".
void printSpread(std::ostream& out, const std::vector<RunResult>& results);

/// The name and quality of the best measured split: test, else validation, else train.
std::string headline(const RunResult& result);

} // namespace lab::cli
