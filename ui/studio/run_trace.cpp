#include "ui/studio/run_trace.h"

#include "ui/models/run_model.h"

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

std::vector<PlotPoint> pointsOf(const RunTrace& trace, const std::vector<MetricPoint>& series) {
    std::vector<PlotPoint> points;
    points.reserve(series.size());
    for (const auto& [step, value] : series)
        points.push_back(trace.placeOf(step).with(value));
    return points;
}

/// The course of the training: each step's place, with the loss as its value.
std::vector<PlotPoint> courseOf(const RunTrace& trace, const RunView& view) {
    std::vector<PlotPoint> points;
    points.reserve(view.trainLoss.size());
    double tokens = 0, seconds = 0;
    for (std::size_t i = 0; i < view.trainLoss.size(); ++i) {
        if (i < view.tokens.size())
            tokens += view.tokens[i].value;
        if (i < view.seconds.size())
            seconds += view.seconds[i].value;
        const auto& [step, loss] = view.trainLoss[i];
        points.push_back({static_cast<double>(step), trace.epochOf(step), loss, tokens, seconds});
    }
    return points;
}

/// The same places with other values; series of one run have the same steps.
std::vector<PlotPoint> along(const std::vector<PlotPoint>& course, const std::vector<MetricPoint>& series) {
    std::vector<PlotPoint> points;
    points.reserve(series.size());
    for (std::size_t i = 0; i < std::min(course.size(), series.size()); ++i)
        points.push_back(course[i].with(series[i].value));
    return points;
}

PartCurve& partOf(std::vector<PartCurve>& parts, const QString& name) {
    const auto found =
        std::find_if(parts.begin(), parts.end(), [&](const PartCurve& part) { return part.name == name; });
    return found != parts.end() ? *found : parts.emplace_back(PartCurve{name, {}, {}});
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

PlotPoint RunTrace::placeOf(std::int64_t step) const {
    const auto where = static_cast<double>(step);
    const auto after =
        std::upper_bound(steps.loss.begin(), steps.loss.end(), where,
                         [](double place, const PlotPoint& point) { return place < point.step; });
    const PlotPoint known = after == steps.loss.begin() ? PlotPoint{} : *std::prev(after);
    return {where, epochOf(step), 0, known.tokens, known.seconds};
}

StepPoints RunTrace::add(const std::vector<StepEvent>& events) {
    StepPoints fresh;
    PlotPoint place = steps.loss.empty() ? PlotPoint{} : steps.loss.back();
    for (const StepEvent& event : events) {
        place = {static_cast<double>(event.step), event.epoch, event.loss,
                 place.tokens + static_cast<double>(event.tokens), place.seconds + event.seconds};
        fresh.loss.push_back(place);
        fresh.accuracy.push_back(place.with(event.accuracy));
        fresh.gradientNorm.push_back(place.with(event.gradientNorm));
        fresh.learningRate.push_back(place.with(event.learningRate));
        for (const PartNorm& norm : event.norms) {
            PartCurve& part = partOf(parts, QString::fromStdString(norm.part));
            part.gradient.push_back(place.with(norm.gradient));
            part.weight.push_back(place.with(norm.weight));
        }
        doneSteps = event.step;
    }
    steps.append(fresh);
    return fresh;
}

void StepPoints::append(const StepPoints& more) {
    for (const auto series :
         {&StepPoints::loss, &StepPoints::accuracy, &StepPoints::gradientNorm, &StepPoints::learningRate})
        (this->*series).insert((this->*series).end(), (more.*series).begin(), (more.*series).end());
}

void RunTrace::addTest(std::int64_t step, const Evaluation& test) {
    if (test.examples > 0)
        measured.push_back({"test", step, static_cast<int>(epochOf(step)), test});
}

void RunTrace::add(const EvaluationEvent& event) {
    const PlotPoint place = placeOf(event.step);
    const Evaluation& quality = event.validation;
    evaluations.push_back(
        {place.with(quality.loss), place.with(quality.accuracy), place.with(quality.macroF1)});
    measured.push_back({"validation", event.step, event.epoch, quality});
    if (bestAccuracy >= event.validation.accuracy)
        return;
    bestAccuracy = event.validation.accuracy;
    bestStep = event.step;
}

void RunTrace::add(const CheckpointEvent& event) {
    forgetKept(event.step);
    const auto after = std::find_if(checkpoints.begin(), checkpoints.end(),
                                    [&](const CheckpointInfo& info) { return info.step > event.step; });
    checkpoints.insert(after, {CheckpointKind::Kept, event.step, event.bytes, {}, {}});
}

bool RunTrace::canGoOn() const {
    return status == RunStatus::Failed ? failure.cause != RunFailure::Cause::Diverged
                                       : status == RunStatus::Stopped && doneSteps < totalSteps;
}

bool RunTrace::holds(std::int64_t step) const {
    return std::any_of(checkpoints.begin(), checkpoints.end(),
                       [step](const CheckpointInfo& info) { return info.step == step; });
}

std::int64_t RunTrace::newestWeights() const {
    return checkpoints.empty() ? 0 : std::ranges::max(checkpoints, {}, &CheckpointInfo::step).step;
}

std::vector<CheckpointInfo> RunTrace::heldSteps() const {
    std::vector<CheckpointInfo> held;
    for (const CheckpointInfo& info : checkpoints)
        if (info.step > 0 && (held.empty() || held.back().step != info.step))
            held.push_back(info);
    return held;
}

void RunTrace::forgetKept(std::int64_t step) {
    std::erase_if(checkpoints, [step](const CheckpointInfo& info) {
        return info.kind == CheckpointKind::Kept && info.step == step;
    });
}

void RunTrace::rewind(std::int64_t step) {
    const auto later = [last = static_cast<double>(step)](const PlotPoint& point) {
        return point.step > last;
    };
    for (const auto series :
         {&StepPoints::loss, &StepPoints::accuracy, &StepPoints::gradientNorm, &StepPoints::learningRate})
        std::erase_if(steps.*series, later);
    for (PartCurve& part : parts) {
        std::erase_if(part.gradient, later);
        std::erase_if(part.weight, later);
    }
    std::erase_if(measured, [step](const EvaluationRow& row) { return row.step > step; });
    std::erase_if(evaluations, [&](const EvaluationPoint& point) { return later(point.loss); });
    std::erase_if(changes, [step](const SettingChange& change) { return change.step > step; });
    std::erase_if(checkpoints, [step](const CheckpointInfo& info) { return info.step > step; });
    std::erase_if(snapshots, [step](std::int64_t each) { return each > step; });
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
    trace.failure = view.failure;
    trace.totalSteps = row.totalSteps;
    trace.doneSteps = row.steps;
    if (row.summary.epochs > 0)
        trace.stepsPerEpoch = std::llround(static_cast<double>(row.steps) / row.summary.epochs);
    trace.steps.loss = courseOf(trace, view);
    trace.steps.accuracy = along(trace.steps.loss, view.trainAccuracy);
    trace.steps.gradientNorm = along(trace.steps.loss, view.gradientNorm);
    trace.steps.learningRate = along(trace.steps.loss, view.learningRate);
    for (const auto& part : view.parts)
        trace.parts.push_back({QString::fromStdString(part.name), pointsOf(trace, part.gradient),
                               pointsOf(trace, part.weight)});
    for (const auto& each : view.evaluations)
        if (each.split == "validation")
            trace.add(EvaluationEvent{each.step, each.epoch, each.evaluation, false});
        else
            trace.addTest(each.step, each.evaluation);
    trace.snapshot = view.snapshot;
    trace.snapshots = view.snapshots;
    trace.checkpoints = view.checkpoints;
    trace.changes = view.changes;
    return trace;
}

std::vector<std::string> toStrings(const QStringList& texts) {
    std::vector<std::string> list;
    for (const auto& text : texts)
        list.push_back(text.toStdString());
    return list;
}

QStringList toStringList(const std::vector<std::string>& texts) {
    QStringList list;
    for (const auto& text : texts)
        list << QString::fromStdString(text);
    return list;
}

} // namespace lab
