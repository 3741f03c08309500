#pragma once

#include "app/cli/command_line.h"
#include "app/cli/loss_figure.h"
#include "workbench/run_job.h"

namespace lab::cli {

/// A finished run with what was seen on the way.
struct WatchedRun {
    RunResult result;
    RunConfig config; ///< as it was run
    LearningCurves curves;
    int signal = 0; ///< the signal that stopped it, 0 for none
};

/// Runs \p job with progress on standard error; SIGINT and SIGTERM stop it between two steps, a second one at
/// once. With \p lastStep > 0 it also stops by itself after that step.
/// \throws Interrupted when a signal came before there was a run; otherwise as runTraining.
WatchedRun runWatched(const RunJob& job, const Context& context, std::int64_t lastStep = 0);

/// What the program ends with after \p run: 0, or 128 + the signal that stopped it.
int exitCodeOf(const WatchedRun& run);

} // namespace lab::cli
