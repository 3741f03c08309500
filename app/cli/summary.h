#pragma once

#include "app/cli/watched_run.h"
#include "core/base/statistics.h"
#include "workbench/run_job.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace lab::cli {

using lab::spreadOf;
/// What the runs measured on one split, without those that did not come to it.
std::vector<Evaluation> measured(const std::vector<WatchedRun>& runs, Evaluation RunResult::*split);
/// Of one measure over several runs.
Spread spreadOf(const std::vector<Evaluation>& evaluations, double Evaluation::*measure);

/// One run as lines for a person: parameters, speed, and a table of loss, accuracy and macro-F1 per split.
void printSummary(std::ostream& out, const RunResult& result);

/// Accuracy and macro-F1 over the seeds that measured them, "0.890 ± 0.004".
void printSpread(std::ostream& out, const std::vector<WatchedRun>& runs);

/// The name and quality of the best measured split: test, else validation, else train; or that there is none.
std::string headline(const RunResult& result);

} // namespace lab::cli
