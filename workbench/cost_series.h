#pragma once

#include "core/store/timing_repository.h"
#include "core/timing/cost_analysis.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lab {

/// What was measured, read as curves: the numbers of `fastformer timing` and of the window alike.

enum class CostPass : std::uint8_t { Inference, Training };

/// Seconds of a batch, and its FLOPs by definition.
const Estimate& secondsOf(const TimingPoint& point, CostPass pass);
double flopsOf(const TimingPoint& point, CostPass pass);

/// Bytes that a training pass over the batch holds by definition: weights, gradients, and every value that
/// the gradient needs. What is measured (TimingPoint::peakBytes) adds the gradients of the values and working
/// copies.
double heldBytesOf(const TimingPoint& point);

/// The points of one encoder and sharing mode, by length.
struct CostSeries {
    std::string encoder, sharing;
    std::vector<TimingPoint> points;
};
/// In the order in which the encoders and modes first occur.
std::vector<CostSeries> seriesOf(const std::vector<TimingPoint>& points);

CostCurve curveOf(const CostSeries& series, CostPass pass);

/// Slope of log seconds over log length from kSlopeFrom tokens on (shorter sequences measure the overhead of
/// many of them): 0 = linear cost, as the tokens of a batch stay the same, 1 = quadratic. Nothing for fewer
/// than three points.
inline constexpr std::int64_t kSlopeFrom = 1024;
std::optional<Estimate> slopeOf(const CostSeries& series, CostPass pass);

/// The definition's curve beside what was measured, each fitted by one constant.
struct TheoryCurve {
    struct Point {
        std::int64_t length = 0;
        double flops = 0;     ///< of a batch
        double seconds = 0;   ///< flops × secondsPerFlop
        double heldBytes = 0; ///< of a training pass, see heldBytesOf
        double peakBytes = 0; ///< heldBytes × bytesPerByte
    };
    double secondsPerFlop = 0;
    double bytesPerByte = 0; ///< measured peak over held by definition
    std::vector<Point> points;
};
TheoryCurve theoryOf(const CostSeries& series, CostPass pass);

/// From which length on \p first is cheaper than \p second (see crossoverOf).
std::optional<Crossover> cheaperFrom(const CostSeries& first, const CostSeries& second, CostPass pass);

/// A point's seconds by Fastformer's at the same length (the sharing mode that was measured first), here and
/// in the paper's figure; nothing where one of the two was not measured.
struct CostRatio {
    std::optional<double> here, paper;
};
CostRatio ratioToFastformer(const std::vector<TimingPoint>& points, const TimingPoint& point, CostPass pass);

/// One line a point with a header, for spreadsheets; fields with commas are quoted, a breakdown that was not
/// measured is empty.
std::string timingsCsv(const TimingPlace& place, const std::string& processor,
                       const std::vector<TimingPoint>& points);

} // namespace lab
