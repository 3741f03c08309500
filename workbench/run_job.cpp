#include "workbench/run_job.h"

#include "workbench/training_run.h"

namespace lab {

RunResult runTraining(const RunJob& job, RunControl& control, const RunEventSink& sink) {
    TrainingRun run(job, control, sink);
    run.prepare();
    return run.train();
}

} // namespace lab
