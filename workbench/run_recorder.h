#pragma once

#include "core/nn/parameter_store.h"
#include "core/store/checkpoint_repository.h"
#include "core/store/lab_file.h"
#include "core/store/metric_repository.h"
#include "core/store/run_repository.h"
#include "core/train/events.h"
#include "workbench/run_job.h"
#include "workbench/setting_change.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lab {

/// What \p run measured of its reduced precision last; none for a run in float32.
std::optional<PrecisionEvent> storedPrecision(LabFile& lab, const StoredRun& run);

/// Writes one run into the lab file while it trains, so that a killed run loses at most a second of metrics
/// and goes on from its last checkpoint. Metrics are gathered and stored a few times a second; checkpoints
/// are stored at evaluations and in between as often as their size allows. While another connection holds the
/// lab file the run trains on: what there is to store is kept here, tried again every few seconds and stored
/// all together. saveLast(), finish() and fail() alone insist, with the patience of their caller, and throw
/// LabBusy. Lives on the training thread.
class RunRecorder {
public:
    /// \p step: the updates that are done when the recording begins.
    RunRecorder(LabFile& lab, std::int64_t run, std::int64_t step);

    [[nodiscard]] std::int64_t run() const { return m_run; }
    [[nodiscard]] RunSummary& summary() { return m_summary; }
    /// Stores what a run that goes on begins with: its step and the summary.
    void begin();

    void record(const StepEvent& event);
    void record(const EvaluationEvent& event);
    /// The means over the epoch that ends with the newest step.
    void recordEpoch(const SplitQuality& train);
    /// Quality on the test split, after training.
    void recordTest(std::int64_t step, int epoch, const Evaluation& test);
    void record(const SnapshotEvent& event);
    void record(const PrecisionEvent& event);
    void recordProbes(const std::vector<std::string>& texts);
    void recordAction(std::int64_t step, const std::string& kind, const std::string& detail = {});
    /// With the checkpoint from which the run goes on with the new value.
    void record(const SettingChange& change, const ParameterStore& parameters);

    /// Stores what was gathered when it is older than a fraction of a second.
    void flushIfDue();

    /// Time for a checkpoint between evaluations? Grows with what the last one cost, so that saving never
    /// takes more than a few percent of the training.
    [[nodiscard]] bool checkpointDue() const;
    /// Where the run goes on: weights and moments. Metrics up to here are stored first.
    void saveLast(const ParameterStore& parameters, std::int64_t step);
    /// The same where the lab file is free; else it stays due.
    void saveLastIfFree(const ParameterStore& parameters, std::int64_t step);
    /// The highest validation accuracy: weights, and the moments with which a branch goes on from there.
    void saveBest(const ParameterStore& parameters, std::int64_t step);

    /// A checkpoint that stays until it is removed, and where the run goes on: no later crash takes it back.
    [[nodiscard]] CheckpointEvent keep(const ParameterStore& parameters, std::int64_t step);

    void finish(RunStatus status);
    void fail(const std::string& message, const RunFailure& failure);

private:
    using Clock = std::chrono::steady_clock;
    struct Checkpoint {
        CheckpointKind kind;
        std::int64_t step;
        std::shared_ptr<const std::string> bytes;
    };
    void reached(std::int64_t step);
    void add(const char* split, const std::string& name, std::int64_t step, double value);
    /// To be stored with the next store(). Of the best and the last one the newer counts.
    void put(CheckpointKind kind, std::int64_t step, std::shared_ptr<const std::string> bytes);
    /// The same with a \p write of another kind, which is tried at once.
    void soon(std::function<void()> write);
    void putLast(const ParameterStore& parameters, std::int64_t step);
    void savedLast();
    /// Stores all that is kept here, and \p more, or nothing of it.
    void store(const std::function<void()>& more = {});
    /// False when another connection holds the file; then all of it is still kept here.
    bool storeIfFree();

    LabFile* m_lab;
    std::int64_t m_run;
    RunSummary m_summary;
    std::int64_t m_steps;
    bool m_begun = false; ///< steps and summary are this session's; until then the lab file knows better
    std::vector<MetricRow> m_pending;
    std::vector<std::function<void()>> m_waiting; ///< writes of other kinds, in order
    std::vector<Checkpoint> m_checkpoints;
    Clock::time_point m_tryAgain{}; ///< not before, when the file was busy
    Clock::time_point m_flushed = Clock::now(), m_saved = Clock::now();
    Clock::duration m_saveCost{}, m_storeCost{}; ///< of the last ones, waits left out
};

} // namespace lab
