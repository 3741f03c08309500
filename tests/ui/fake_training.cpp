#include "tests/ui/fake_training.h"

#include "core/base/error.h"
#include "tests/ui/fake_data.h"

#include <chrono>
#include <thread>

namespace lab::test {
namespace {

SnapshotEvent snapshotOf(const std::vector<std::string>& probes, std::int64_t step) {
    SnapshotEvent event{step, {}};
    for (const auto& text : probes)
        event.probes.push_back(fakeMap(words(text)));
    return event;
}

PreparedEvent preparedOf(const RunJob& job, std::int64_t total) {
    PreparedEvent event;
    event.run = 7;
    event.config = job.config;
    event.labels = {"negative", "mixed", "positive"};
    event.trainExamples = 320;
    event.vocabulary = 100;
    event.totalSteps = total;
    event.stepsPerEpoch = 10;
    if (!job.config.text.embeddings.empty())
        event.embeddings = {90, 98, {}};
    return event;
}

RunResult resultOf(std::int64_t step, bool stopped) {
    RunResult result;
    result.run = 7;
    result.steps = step;
    result.stopped = stopped;
    return result;
}

} // namespace

TrainingFunction fakeTraining(std::int64_t total) {
    return [total](const RunJob& job, RunControl& control, const RunEventSink& sink) {
        sink(ProgressEvent{"reading", 0.5});
        sink(preparedOf(job, total));
        auto probes = job.probes;
        sink(snapshotOf(probes, 0));
        std::int64_t step = 0;
        while (step < total) {
            const auto next = control.awaitNext();
            if (next.kind == RunControl::Next::Kind::End)
                return resultOf(step, true);
            if (next.kind == RunControl::Next::Kind::Errand) {
                if (next.probes)
                    sink(snapshotOf(probes = *next.probes, step));
                if (next.settings && next.settings->learningRate)
                    sink(SettingChange{step, SettingChange::Setting::LearningRate, 1e-3,
                                       *next.settings->learningRate});
                if (next.settings && next.settings->dropout)
                    sink(SettingChange{step, SettingChange::Setting::Dropout, 0.1, *next.settings->dropout});
                if (next.keep)
                    sink(CheckpointEvent{step, 1'000'000});
                if (next.reading)
                    sink(ReadingEvent{next.reading->number, step, next.reading->text,
                                      fakeMap(words(next.reading->text))});
                continue;
            }
            ++step;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            sink(StepEvent{step, static_cast<double>(step) / 10, 1.0 / static_cast<double>(step), 0.5, 1e-3,
                           1, 400, 0.001});
            if (step % 5 == 0)
                sink(snapshotOf(probes, step));
            if (step % 10 == 0)
                sink(EvaluationEvent{
                    step, static_cast<int>(step / 10), {0.5, 0.8, 0.79, {}, 40, 0.001}, true});
        }
        return resultOf(step, false);
    };
}

TrainingFunction failingTraining() {
    return [](const RunJob& job, RunControl& control, const RunEventSink& sink) -> RunResult {
        sink(preparedOf(job, 100));
        (void)control.awaitNext();
        sink(StepEvent{1, 0.1, 2.0, 0.5, 1e-3, 1, 400, 0.001});
        sink(RunFailure{RunFailure::Cause::Diverged, 0});
        throw TrainingError("step 2: the loss is not a finite number; lower the learning rate");
    };
}

} // namespace lab::test
