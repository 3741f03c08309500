#pragma once

#include "core/train/events.h"
#include "core/train/run_config.h"
#include "ui/bridge/lab_session.h"
#include "ui/plots/plot_data.h"

#include <QStringList>

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace lab {

/// Loss and accuracy of some training steps, as plots take them.
struct StepPoints {
    std::vector<PlotPoint> loss, accuracy;
};

struct EvaluationPoint {
    PlotPoint loss, accuracy;
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
    StepPoints steps;
    std::vector<EvaluationPoint> evaluations;
    std::optional<SnapshotEvent> snapshot;
    std::int64_t totalSteps = 0, stepsPerEpoch = 0, doneSteps = 0;
    std::int64_t vocabulary = 0;
    std::vector<SettingChange> changes; ///< while it trained, in order
    double bestAccuracy = std::numeric_limits<double>::quiet_NaN();

    /// The settings with which it trains now or ended: its own, changed while it trained.
    [[nodiscard]] RunConfig configNow() const;
    [[nodiscard]] double epochOf(std::int64_t step) const;
    void add(const EvaluationEvent& event);
    /// Forgets what came after \p step: a run goes on from its last checkpoint.
    void rewind(std::int64_t step);
};

RunTrace traceOf(const RunView& view);
QStringList toStringList(const std::vector<std::string>& texts);

} // namespace lab
