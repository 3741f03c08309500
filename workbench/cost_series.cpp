#include "workbench/cost_series.h"

#include "core/timing/cost_meter.h"
#include "core/timing/paper_timings.h"
#include "workbench/cost_study.h"
#include "workbench/model_summary.h"

#include <fmt/format.h>

#include <algorithm>

namespace lab {
namespace {

/// Fastformer's first point at the same length.
const TimingPoint* fastformerAt(const std::vector<TimingPoint>& points, std::int64_t length) {
    const auto found = std::find_if(points.begin(), points.end(), [&](const TimingPoint& point) {
        return point.encoder == "fastformer" && point.length == length;
    });
    return found == points.end() ? nullptr : &*found;
}

std::string breakdownHeader() {
    std::string text;
    for (const char* pass : {"inference", "training"})
        for (const std::string_view part : kCostPartNames)
            text += fmt::format(",{}_{}_seconds", pass, part);
    return text;
}

std::string breakdownCells(const std::optional<CostBreakdown>& breakdown) {
    if (!breakdown)
        return std::string(2 * kCostParts, ',');
    std::string text;
    for (const PartSeconds* parts : {&breakdown->inference, &breakdown->training})
        for (const double seconds : *parts)
            text += fmt::format(",{}", seconds);
    return text;
}

} // namespace

const Estimate& secondsOf(const TimingPoint& point, CostPass pass) {
    return pass == CostPass::Inference ? point.inference : point.training;
}

double flopsOf(const TimingPoint& point, CostPass pass) {
    return pass == CostPass::Inference ? point.flopsInference : point.flopsTraining;
}

double heldBytesOf(const TimingPoint& point) {
    const ModelSummary summary =
        summarize(modelOf(point), kCostWords, kCostClasses, point.length, static_cast<int>(point.sequences));
    const auto words = static_cast<double>(kCostWords * point.dim); // fixed, so without a gradient
    return static_cast<double>(sizeof(float)) * (2 * static_cast<double>(summary.total) - words +
                                                 summary.keptFloats * static_cast<double>(point.sequences));
}

std::vector<CostSeries> seriesOf(const std::vector<TimingPoint>& points) {
    std::vector<CostSeries> all;
    for (const TimingPoint& point : points) {
        auto known = std::find_if(all.begin(), all.end(), [&](const CostSeries& series) {
            return series.encoder == point.encoder && series.sharing == point.sharing;
        });
        if (known == all.end())
            known = all.insert(all.end(), {point.encoder, point.sharing, {}});
        known->points.push_back(point);
    }
    for (CostSeries& series : all)
        std::sort(series.points.begin(), series.points.end(),
                  [](const TimingPoint& a, const TimingPoint& b) { return a.length < b.length; });
    return all;
}

CostCurve curveOf(const CostSeries& series, CostPass pass) {
    CostCurve curve;
    for (const TimingPoint& point : series.points) {
        curve.lengths.push_back(static_cast<double>(point.length));
        curve.seconds.push_back(secondsOf(point, pass));
    }
    return curve;
}

std::optional<Estimate> slopeOf(const CostSeries& series, CostPass pass) {
    std::vector<double> x, y;
    for (const TimingPoint& point : series.points)
        if (point.length >= kSlopeFrom) {
            x.push_back(static_cast<double>(point.length));
            y.push_back(secondsOf(point, pass).value);
        }
    return logSlope(x, y);
}

TheoryCurve theoryOf(const CostSeries& series, CostPass pass) {
    std::vector<double> flops, seconds, held, peak;
    for (const TimingPoint& point : series.points) {
        flops.push_back(flopsOf(point, pass));
        seconds.push_back(secondsOf(point, pass).value);
        held.push_back(heldBytesOf(point));
        peak.push_back(static_cast<double>(point.peakBytes));
    }
    TheoryCurve curve;
    curve.secondsPerFlop = fittedConstant(flops, seconds);
    curve.bytesPerByte = fittedConstant(held, peak);
    for (std::size_t i = 0; i < flops.size(); ++i)
        curve.points.push_back({series.points[i].length, flops[i], flops[i] * curve.secondsPerFlop, held[i],
                                held[i] * curve.bytesPerByte});
    return curve;
}

std::optional<Crossover> cheaperFrom(const CostSeries& first, const CostSeries& second, CostPass pass) {
    return crossoverOf(curveOf(first, pass), curveOf(second, pass));
}

CostRatio ratioToFastformer(const std::vector<TimingPoint>& points, const TimingPoint& point, CostPass pass) {
    CostRatio ratio;
    if (const TimingPoint* base = fastformerAt(points, point.length))
        ratio.here = secondsOf(point, pass).value / secondsOf(*base, pass).value;
    const bool training = pass == CostPass::Training;
    const auto paper = paperSeconds(point.encoder, point.length, training);
    const auto paperBase = paperSeconds("fastformer", point.length, training);
    if (paper && paperBase)
        ratio.paper = *paper / *paperBase;
    return ratio;
}

std::string timingsCsv(const TimingPlace& place, const std::string& processor,
                       const std::vector<TimingPoint>& points) {
    std::string text =
        "device,threads,build,processor,encoder,sharing,length,sequences,dim,heads,layers,repeats,"
        "inference_seconds,inference_low,inference_high,training_seconds,training_low,training_high,"
        "peak_bytes,flops_inference,flops_training,held_bytes" +
        breakdownHeader() + "\n";
    for (const TimingPoint& p : points)
        text +=
            fmt::format("{},{},\"{}\",\"{}\",{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}{}\n",
                        place.device, place.threads, place.build, processor, p.encoder, p.sharing, p.length,
                        p.sequences, p.dim, p.heads, p.layers, p.repeats, p.inference.value, p.inference.low,
                        p.inference.high, p.training.value, p.training.low, p.training.high, p.peakBytes,
                        p.flopsInference, p.flopsTraining, heldBytesOf(p), breakdownCells(p.breakdown));
    return text;
}

} // namespace lab
