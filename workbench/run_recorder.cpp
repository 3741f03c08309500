#include "workbench/run_recorder.h"

#include "core/store/action_repository.h"
#include "core/store/lab_wait.h"
#include "core/store/safetensors.h"
#include "core/store/snapshot_repository.h"

#include <fmt/format.h>

#include <algorithm>

namespace lab {
namespace {
constexpr auto kFlushEvery = std::chrono::milliseconds(400);
constexpr auto kCheckpointEvery = std::chrono::seconds(10);
constexpr int kSaveShare = 40; // a checkpoint may cost one part in so many of the time since the last one
constexpr int kBusyPause = 10; // so many times as long as it waited for a busy file it does without a try

/// As a "split" of its own among the metrics.
constexpr const char* kPrecision = "precision";

SplitQuality quality(const Evaluation& e) {
    return {e.loss, e.accuracy, e.macroF1};
}

/// UTC, ISO 8601, as the lab file would give it now.
std::string timeNow() {
    using namespace std::chrono;
    const auto now = floor<milliseconds>(system_clock::now());
    const auto day = floor<days>(now);
    const year_month_day date(day);
    const hh_mm_ss time(now - day);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       time.hours().count(), time.minutes().count(), time.seconds().count(),
                       time.subseconds().count());
}

std::shared_ptr<const std::string> checkpointBytes(const ParameterStore& parameters, std::int64_t step) {
    return std::make_shared<const std::string>(
        safetensorsBytes({{{"step", fmt::format("{}", step)}}, parameters.exportState()}));
}
} // namespace

RunRecorder::RunRecorder(LabFile& lab, std::int64_t run, std::int64_t step)
    : m_lab(&lab), m_run(run), m_steps(step) {}

void RunRecorder::add(const char* split, const std::string& name, std::int64_t step, double value) {
    m_pending.push_back({split, name, step, value});
}

void RunRecorder::put(CheckpointKind kind, std::int64_t step, std::shared_ptr<const std::string> bytes) {
    if (kind != CheckpointKind::Kept)
        std::erase_if(m_checkpoints, [kind](const Checkpoint& older) { return older.kind == kind; });
    m_checkpoints.push_back({kind, step, std::move(bytes)});
}

void RunRecorder::soon(std::function<void()> write) {
    m_waiting.push_back(std::move(write));
    storeIfFree();
}

void RunRecorder::store(const std::function<void()>& more) {
    Clock::time_point begin;
    try {
        m_lab->transaction([&] {
            begin = Clock::now();
            MetricRepository(*m_lab).append(m_run, m_pending);
            for (const auto& write : m_waiting)
                write();
            for (const Checkpoint& made : m_checkpoints)
                CheckpointRepository(*m_lab).save(m_run, made.step, made.kind, *made.bytes);
            if (m_begun) {
                RunRepository runs(*m_lab);
                runs.setSteps(m_run, m_steps);
                runs.updateSummary(m_run, m_summary);
            }
            if (more)
                more();
        });
    } catch (const LabBusy&) {
        throw;
    } catch (...) { // perhaps they are too large for the disk; the failure that follows is smaller
        m_waiting.clear();
        m_checkpoints.clear();
        throw;
    }
    m_pending.clear();
    m_waiting.clear();
    m_checkpoints.clear();
    m_flushed = Clock::now();
    m_storeCost = m_flushed - begin;
    m_tryAgain = {};
}

bool RunRecorder::storeIfFree() {
    if (Clock::now() < m_tryAgain)
        return false;
    const WithPatience little(Patience::Little);
    try {
        store();
        return true;
    } catch (const LabBusy&) {
        m_tryAgain = Clock::now() + kBusyPause * LabWaits::ofThisProcess().limit(Patience::Little);
        return false;
    }
}

void RunRecorder::begin() {
    m_begun = true;
    store();
}

void RunRecorder::reached(std::int64_t step) {
    m_steps = step;
    m_begun = true;
}

void RunRecorder::record(const StepEvent& e) {
    reached(e.step);
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
    reached(e.step);
    soon([this, row = EvaluationRow{"validation", e.step, e.epoch, e.validation}] {
        MetricRepository(*m_lab).saveEvaluation(m_run, row);
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
    soon([this, row = EvaluationRow{"test", step, epoch, test}] {
        MetricRepository(*m_lab).saveEvaluation(m_run, row);
    });
}

void RunRecorder::record(const SnapshotEvent& event) {
    soon([this, event] { SnapshotRepository(*m_lab).save(m_run, event); });
}

void RunRecorder::recordProbes(const std::vector<std::string>& texts) {
    soon([this, texts] { SnapshotRepository(*m_lab).saveProbes(m_run, texts); });
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
    soon([this, action = ActionRow{step, timeNow(), kind, detail}] {
        ActionRepository(*m_lab).append(m_run, action);
    });
}

void RunRecorder::record(const SettingChange& change, const ParameterStore& parameters) {
    reached(change.step);
    put(CheckpointKind::Last, change.step, checkpointBytes(parameters, change.step));
    recordAction(change.step, toString(change.setting), detailOf(change));
}

void RunRecorder::flushIfDue() {
    if (Clock::now() - m_flushed >= kFlushEvery)
        storeIfFree();
}

bool RunRecorder::checkpointDue() const {
    const auto now = Clock::now();
    return now >= m_tryAgain &&
           now - m_saved >= std::max<Clock::duration>(kCheckpointEvery, m_saveCost * kSaveShare);
}

void RunRecorder::saveLast(const ParameterStore& parameters, std::int64_t step) {
    putLast(parameters, step);
    store();
    savedLast();
}

void RunRecorder::saveLastIfFree(const ParameterStore& parameters, std::int64_t step) {
    putLast(parameters, step);
    if (storeIfFree())
        savedLast();
}

void RunRecorder::putLast(const ParameterStore& parameters, std::int64_t step) {
    const auto start = Clock::now();
    reached(step);
    put(CheckpointKind::Last, step, checkpointBytes(parameters, step));
    m_saveCost = Clock::now() - start;
}

void RunRecorder::savedLast() {
    m_saved = Clock::now();
    m_saveCost += m_storeCost;
}

void RunRecorder::saveBest(const ParameterStore& parameters, std::int64_t step) {
    put(CheckpointKind::Best, step, checkpointBytes(parameters, step));
    storeIfFree();
}

CheckpointEvent RunRecorder::keep(const ParameterStore& parameters, std::int64_t step) {
    const auto bytes = checkpointBytes(parameters, step);
    reached(step);
    for (const CheckpointKind kind : {CheckpointKind::Kept, CheckpointKind::Last})
        put(kind, step, bytes);
    if (storeIfFree())
        m_saved = Clock::now();
    return {step, static_cast<std::int64_t>(bytes->size())};
}

void RunRecorder::finish(RunStatus status) {
    store([&] { RunRepository(*m_lab).setStatus(m_run, status); });
}

void RunRecorder::fail(const std::string& message, const RunFailure& failure) {
    store([&] {
        ActionRepository(*m_lab).append(m_run, {m_steps, "", kFailedAction, detailOf(failure)});
        RunRepository(*m_lab).setError(m_run, message);
    });
}

} // namespace lab
