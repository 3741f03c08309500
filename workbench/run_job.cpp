#include "workbench/run_job.h"

#include "core/store/lab_wait.h"
#include "workbench/training_run.h"

#include <fmt/format.h>

namespace lab {

std::string toText(const PrecisionEvent& event) {
    return fmt::format(
        "{} beside fp32 after step {}, {} text{}: logits differ by {:.2g} %, gradients by {:.2g} %, "
        "the loss by {:.1e}",
        toString(event.precision), event.step, event.error.texts, event.error.texts == 1 ? "" : "s",
        100 * event.error.logits, 100 * event.error.gradients, event.error.loss);
}

std::string toText(const WordsFound& embeddings) {
    std::string text = fmt::format("{} of {} words found", embeddings.found, embeddings.words);
    for (const WordVectorNote& note : embeddings.notes)
        text += note.count == 1
                    ? fmt::format("; {} (line {})", note.what, note.firstLine)
                    : fmt::format("; {} × {} (the first in line {})", note.what, note.count, note.firstLine);
    return text;
}

namespace {

/// What it stores may have to wait for an import; a stop ends that wait.
void prepare(TrainingRun& run, const RunControl& control) {
    const WithPatience great(Patience::Great, control.stopToken());
    try {
        run.prepare();
    } catch (const LabBusy&) {
        if (control.stopRequested())
            throw Cancelled();
        throw;
    }
}

} // namespace

RunResult runTraining(const RunJob& job, RunControl& control, const RunEventSink& sink) {
    TrainingRun run(job, control, sink);
    prepare(run, control);
    return run.train();
}

} // namespace lab
