#include "ui/run_trace.h"

#include "ui/models/run_model.h"

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

std::vector<PlotPoint> pointsOf(const RunTrace& trace, const std::vector<MetricPoint>& series) {
    std::vector<PlotPoint> points;
    points.reserve(series.size());
    for (const auto& [step, value] : series)
        points.push_back({static_cast<double>(step), trace.epochOf(step), value});
    return points;
}

} // namespace

double RunTrace::epochOf(std::int64_t step) const {
    return stepsPerEpoch > 0 ? static_cast<double>(step) / static_cast<double>(stepsPerEpoch) : 0;
}

RunConfig RunTrace::configNow() const {
    RunConfig now = config;
    for (const SettingChange& change : changes)
        if (change.setting == SettingChange::Setting::LearningRate)
            now.train.learningRate = change.to;
        else
            now.model.dropout = static_cast<float>(change.to);
    return now;
}

void RunTrace::add(const EvaluationEvent& event) {
    const auto step = static_cast<double>(event.step);
    const double epoch = epochOf(event.step);
    evaluations.push_back({{step, epoch, event.validation.loss}, {step, epoch, event.validation.accuracy}});
    if (!(bestAccuracy >= event.validation.accuracy))
        bestAccuracy = event.validation.accuracy;
}

void RunTrace::rewind(std::int64_t step) {
    const auto later = [last = static_cast<double>(step)](const PlotPoint& point) {
        return point.step > last;
    };
    std::erase_if(steps.loss, later);
    std::erase_if(steps.accuracy, later);
    std::erase_if(evaluations, [&](const EvaluationPoint& point) { return later(point.loss); });
    std::erase_if(changes, [step](const SettingChange& change) { return change.step > step; });
    doneSteps = step;
}

RunTrace traceOf(const RunView& view) {
    const RunRow& row = view.run.row;
    RunTrace trace;
    trace.run = row.id;
    trace.title = runTitle(row);
    trace.colour = row.colour;
    trace.config = view.run.config;
    trace.labels = toStringList(view.run.labels);
    trace.status = row.status;
    trace.error = QString::fromStdString(row.error);
    trace.totalSteps = row.totalSteps;
    trace.doneSteps = row.steps;
    if (row.summary.epochs > 0)
        trace.stepsPerEpoch = std::llround(static_cast<double>(row.steps) / row.summary.epochs);
    trace.steps.loss = pointsOf(trace, view.trainLoss);
    trace.steps.accuracy = pointsOf(trace, view.trainAccuracy);
    for (const auto& each : view.evaluations)
        trace.add({each.step, each.epoch, each.evaluation, false});
    trace.snapshot = view.snapshot;
    trace.changes = view.changes;
    return trace;
}

QStringList toStringList(const std::vector<std::string>& texts) {
    QStringList list;
    for (const auto& text : texts)
        list << QString::fromStdString(text);
    return list;
}

} // namespace lab
