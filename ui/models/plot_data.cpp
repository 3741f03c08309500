#include "ui/models/plot_data.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lab {

double PlotPoint::x(PlotAxis axis) const {
    switch (axis) {
    case PlotAxis::Step:
        return step;
    case PlotAxis::Epoch:
        return epoch;
    case PlotAxis::Tokens:
        return tokens;
    case PlotAxis::Time:
        return seconds / 60;
    }
    return step;
}

double RunningMean::next(double value) {
    m_mean = m_weight * m_mean + (1 - m_weight) * value;
    m_rest *= m_weight;
    return m_mean / (1 - m_rest);
}

void PlotSeries::append(const PlotPoint& point) {
    m_last = point;
    if (m_seen++ % m_stride != 0)
        return;
    m_points.push_back(point);
    if (m_points.size() <= m_limit)
        return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < m_points.size(); i += 2)
        m_points[kept++] = m_points[i];
    m_points.resize(kept);
    m_stride *= 2;
    ++m_generation;
}

void PlotSeries::clear() {
    m_points.clear();
    m_last.reset();
    m_stride = 1;
    m_seen = 0;
    ++m_generation;
}

std::optional<PlotPoint> PlotSeries::at(PlotAxis axis, double x) const {
    if (m_last && m_last->x(axis) <= x)
        return m_last;
    const auto after =
        std::upper_bound(m_points.begin(), m_points.end(), x,
                         [&](double place, const PlotPoint& point) { return place < point.x(axis); });
    if (after == m_points.begin())
        return std::nullopt;
    return *std::prev(after);
}

double roundUp(double value) {
    if (!(value > 0))
        return 1;
    static constexpr std::array<double, 10> kSteps{1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8};
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : kSteps)
        if (step * power >= value * (1 - 1e-9))
            return step * power;
    return 10 * power;
}

} // namespace lab
