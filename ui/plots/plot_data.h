#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace lab {

/// What the x axis of every plot counts.
enum class PlotAxis { Step, Epoch };

/// One measured value of a run.
struct PlotPoint {
    double step = 0;
    double epoch = 0;
    double value = 0;

    [[nodiscard]] double x(PlotAxis axis) const { return axis == PlotAxis::Step ? step : epoch; }
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

/// A round number at or above \p value: 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6 or 8 times a power of ten.
double roundUp(double value);

} // namespace lab
