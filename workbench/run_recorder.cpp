#include "workbench/run_recorder.h"

#include "core/store/action_repository.h"
#include "core/store/checkpoint_repository.h"
#include "core/store/safetensors.h"
#include "core/store/snapshot_repository.h"

#include <fmt/format.h>

#include <algorithm>

namespace lab {
namespace {
constexpr auto kFlushEvery = std::chrono::milliseconds(400);
constexpr auto kCheckpointEvery = std::chrono::seconds(10);
constexpr int kSaveShare = 40; // a checkpoint may cost one part in so many of the time since the last one

/// As a "split" of its own among the metrics.
constexpr const char* kPrecision = "precision";

SplitQuality quality(const Evaluation& e) {
    return {e.loss, e.accuracy, e.macroF1};
}

std::string checkpointBytes(std::vector<NamedTensor> tensors, std::int64_t step) {
    return safetensorsBytes({{{"step", fmt::format("{}", step)}}, std::move(tensors)});
}
} // namespace

RunRecorder::RunRecorder(LabFile& lab, std::int64_t run, std::int64_t step)
    : m_lab(&lab), m_run(run), m_steps(step) {}

void RunRecorder::add(const char* split, const std::string& name, std::int64_t step, double value) {
    m_pending.push_back({split, name, step, value});
}

void RunRecorder::record(const StepEvent& e) {
    m_steps = e.step;
    add("train", "loss", e.step, e.loss);
    add("train", "accuracy", e.step, e.accuracy);
    add("train", "learning_rate", e.step, e.learningRate);
    add("train", "gradient_norm", e.step, e.gradientNorm);
    add("train", "tokens", e.step, static_cast<double>(e.tokens));
    add("train", "seconds", e.step, e.seconds);
    for (const PartNorm& norm : e.norms) {
        add("train", "gradient_norm." + norm.part, e.step, norm.gradient);
        add("train", "weight_norm." + norm.part, e.step, norm.weight);
    }
    m_summary.epochs = e.epoch;
    m_summary.seconds += e.seconds;
    m_summary.last.step = e.step;
}

void RunRecorder::record(const EvaluationEvent& e) {
    add("validation", "loss", e.step, e.validation.loss);
    add("validation", "accuracy", e.step, e.validation.accuracy);
    add("validation", "macro_f1", e.step, e.validation.macroF1);
    m_summary.last.step = e.step;
    m_summary.last.validation = quality(e.validation);
    if (e.best)
        m_summary.best = {e.step, {}, m_summary.last.validation, {}};
    m_lab->transaction([&] {
        flush();
        MetricRepository(*m_lab).saveEvaluation(m_run, {"validation", e.step, e.epoch, e.validation});
    });
}

void RunRecorder::recordEpoch(const SplitQuality& train) {
    m_summary.last.train = train;
    if (m_summary.best.step == m_summary.last.step)
        m_summary.best.train = train;
}

void RunRecorder::recordTest(std::int64_t step, int epoch, const Evaluation& test) {
    m_summary.last.test = quality(test);
    add("test", "loss", step, test.loss);
    add("test", "accuracy", step, test.accuracy);
    add("test", "macro_f1", step, test.macroF1);
    MetricRepository(*m_lab).saveEvaluation(m_run, {"test", step, epoch, test});
}

void RunRecorder::record(const SnapshotEvent& event) {
    SnapshotRepository(*m_lab).save(m_run, event);
}

void RunRecorder::record(const PrecisionEvent& event) {
    add(kPrecision, "texts", event.step, static_cast<double>(event.error.texts));
    add(kPrecision, "logits", event.step, event.error.logits);
    add(kPrecision, "gradients", event.step, event.error.gradients);
    add(kPrecision, "loss", event.step, event.error.loss);
}

std::optional<PrecisionEvent> storedPrecision(LabFile& lab, const StoredRun& run) {
    const MetricRepository metrics(lab);
    const auto last = [&](const char* name) {
        const auto series = metrics.series(run.row.id, kPrecision, name);
        return series.empty() ? MetricPoint{-1, 0} : series.back();
    };
    const MetricPoint texts = last("texts");
    if (texts.step < 0)
        return std::nullopt;
    return PrecisionEvent{texts.step,
                          run.config.precision,
                          {static_cast<std::int64_t>(texts.value), last("logits").value,
                           last("gradients").value, last("loss").value}};
}

void RunRecorder::recordAction(std::int64_t step, const std::string& kind, const std::string& detail) {
    ActionRepository(*m_lab).append(m_run, {step, "", kind, detail});
}

void RunRecorder::record(const SettingChange& change, const ParameterStore& parameters) {
    m_lab->transaction([&] {
        recordAction(change.step, toString(change.setting), detailOf(change));
        saveLast(parameters, change.step);
    });
}

void RunRecorder::flushIfDue() {
    if (Clock::now() - m_flushed >= kFlushEvery)
        flush();
}

void RunRecorder::flush() {
    m_lab->transaction([&] {
        MetricRepository(*m_lab).append(m_run, m_pending);
        RunRepository runs(*m_lab);
        runs.setSteps(m_run, m_steps);
        runs.updateSummary(m_run, m_summary);
    });
    m_pending.clear();
    m_flushed = Clock::now();
}

bool RunRecorder::checkpointDue() const {
    return Clock::now() - m_saved >= std::max<Clock::duration>(kCheckpointEvery, m_saveCost * kSaveShare);
}

void RunRecorder::saveLast(const ParameterStore& parameters, std::int64_t step) {
    const auto start = Clock::now();
    m_steps = step;
    m_lab->transaction([&] {
        flush();
        CheckpointRepository(*m_lab).save(m_run, step, CheckpointKind::Last,
                                          checkpointBytes(parameters.exportState(), step));
    });
    m_saved = Clock::now();
    m_saveCost = m_saved - start;
}

void RunRecorder::saveBest(const ParameterStore& parameters, std::int64_t step) {
    CheckpointRepository(*m_lab).save(m_run, step, CheckpointKind::Best,
                                      checkpointBytes(parameters.exportState(), step));
}

CheckpointEvent RunRecorder::keep(const ParameterStore& parameters, std::int64_t step) {
    const std::string bytes = checkpointBytes(parameters.exportState(), step);
    m_steps = step;
    m_lab->transaction([&] {
        flush();
        for (const CheckpointKind kind : {CheckpointKind::Kept, CheckpointKind::Last})
            CheckpointRepository(*m_lab).save(m_run, step, kind, bytes);
    });
    m_saved = Clock::now();
    return {step, static_cast<std::int64_t>(bytes.size())};
}

void RunRecorder::finish(RunStatus status) {
    m_lab->transaction([&] {
        flush();
        RunRepository(*m_lab).setStatus(m_run, status);
    });
}

void RunRecorder::fail(const std::string& message, const RunFailure& failure) {
    m_lab->transaction([&] {
        flush();
        recordAction(m_steps, kFailedAction, detailOf(failure));
        RunRepository(*m_lab).setError(m_run, message);
    });
}

} // namespace lab
