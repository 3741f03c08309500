#pragma once

#include "core/config/run_config.h"
#include "core/train/events.h"
#include "ui/bridge/lab_session.h"
#include "ui/models/plot_data.h"
#include "workbench/run_job.h"

#include <QStringList>

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace lab {

/// What some training steps measured, as plots take it.
struct StepPoints {
    std::vector<PlotPoint> loss, accuracy, gradientNorm, learningRate;

    void append(const StepPoints& more);
};

struct EvaluationPoint {
    PlotPoint loss, accuracy, macroF1;
};

/// Norms of one part of the model at evaluations.
struct PartCurve {
    QString name; ///< "embedding", "layer1", …, "head"
    std::vector<PlotPoint> gradient, weight;
};

/// Everything the views show of one run, stored or running.
struct RunTrace {
    std::int64_t run = 0;
    QString title;
    int colour = 0; ///< slot, see Theme::runMark
    RunConfig config;
    QStringList labels;
    RunStatus status = RunStatus::Preparing;
    QString error;
    RunFailure failure; ///< of a failed run
    StepPoints steps;
    std::vector<EvaluationPoint> evaluations; ///< of the validation split
    std::vector<EvaluationRow> measured;      ///< evaluations of validation and test whole, by step
    std::vector<PartCurve> parts;
    std::optional<SnapshotEvent> snapshot;
    std::int64_t totalSteps = 0, stepsPerEpoch = 0, doneSteps = 0;
    std::int64_t vocabulary = 0;
    std::vector<SettingChange> changes;      ///< while it trained, in order
    std::vector<std::int64_t> snapshots;     ///< steps with a stored snapshot, ascending
    std::vector<CheckpointInfo> checkpoints; ///< by step; of a running run the kept ones alone
    std::int64_t bestStep = 0;               ///< of the best validation accuracy, 0 = none yet
    double bestAccuracy = std::numeric_limits<double>::quiet_NaN();

    /// The settings with which it trains now or ended: its own, changed while it trained.
    [[nodiscard]] RunConfig configNow() const;
    [[nodiscard]] double epochOf(std::int64_t step) const;
    /// The moment after \p step, with no value; between the steps that are known the one before.
    [[nodiscard]] PlotPoint placeOf(std::int64_t step) const;
    /// Returns what is new.
    StepPoints add(const std::vector<StepEvent>& events);
    void add(const EvaluationEvent& event);
    void add(const CheckpointEvent& event);
    /// A checkpoint of \p step is held: one can branch, read and export from there once the run has ended.
    [[nodiscard]] bool holds(std::int64_t step) const;
    /// One for each step, ascending.
    [[nodiscard]] std::vector<CheckpointInfo> heldSteps() const;
    /// The last step of which weights are held; 0 = none yet.
    [[nodiscard]] std::int64_t newestWeights() const;
    void forgetKept(std::int64_t step);
    /// The test split, after the last step.
    void addTest(std::int64_t step, const Evaluation& test);
    /// It ended before its time and can go on: stopped, or failed for want of something that can be mended.
    [[nodiscard]] bool canGoOn() const;
    /// Forgets what came after \p step: a run goes on from its last checkpoint.
    void rewind(std::int64_t step);
};

RunTrace traceOf(const RunView& view);
QStringList toStringList(const std::vector<std::string>& texts);
std::vector<std::string> toStrings(const QStringList& texts);

} // namespace lab
