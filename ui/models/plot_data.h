#pragma once

#include <QString>

#include <cstddef>
#include <optional>
#include <vector>

namespace lab {

/// What the x axis of every plot counts.
enum class PlotAxis {
    Step,
    Epoch,
    Tokens, ///< real tokens trained on since the run's start
    Time    ///< minutes of training, without evaluations and pauses
};

/// One measured value of a run.
struct PlotPoint {
    double step = 0;
    double epoch = 0;
    double value = 0;
    double tokens = 0;
    double seconds = 0;

    [[nodiscard]] double x(PlotAxis axis) const;
    /// The same moment with another value.
    [[nodiscard]] PlotPoint with(double other) const { return {step, epoch, other, tokens, seconds}; }
};

/// Something that happened between two steps, to be marked on the curves.
struct PlotMark {
    PlotPoint place;
    QString icon; ///< of resources/icons
};

/// The part of the x axis on show, in the axis' unit.
struct PlotZoom {
    double low = 0, high = 0;
    bool operator==(const PlotZoom&) const = default;
};

/// The points of one curve, kept few enough to draw: past the limit every second point is left out, again and
/// again, so that what stays are raw values, evenly spaced.
class PlotSeries {
public:
    explicit PlotSeries(std::size_t limit) : m_limit(limit) {}

    void append(const PlotPoint& point);
    void clear();
    [[nodiscard]] const std::vector<PlotPoint>& points() const { return m_points; }
    /// The newest value, even if it was thinned out.
    [[nodiscard]] std::optional<PlotPoint> last() const { return m_last; }
    /// Counts up whenever points already given are dropped, so that a copy must be made anew.
    [[nodiscard]] int generation() const { return m_generation; }
    /// The last point at or before \p x.
    [[nodiscard]] std::optional<PlotPoint> at(PlotAxis axis, double x) const;

private:
    std::size_t m_limit;
    std::size_t m_stride = 1;
    std::size_t m_seen = 0;
    int m_generation = 0;
    std::vector<PlotPoint> m_points;
    std::optional<PlotPoint> m_last;
};

/// Exponential mean of a series, free of the pull of its start: m = w·m + (1−w)·x, shown as m / (1 − w^n).
class RunningMean {
public:
    /// \p weight of what came before, 0 … 1; 0 = the values themselves.
    explicit RunningMean(double weight = 0) : m_weight(weight) {}
    [[nodiscard]] double weight() const { return m_weight; }
    double next(double value);

private:
    double m_weight, m_mean = 0, m_rest = 1;
};

/// A round number at or above \p value: 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6 or 8 times a power of ten.
double roundUp(double value);

} // namespace lab
