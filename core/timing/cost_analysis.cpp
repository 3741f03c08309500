#include "core/timing/cost_analysis.h"

#include "core/base/statistics.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace lab {
namespace {

/// log-ratio of two curves at one common length, and its ends.
struct Gap {
    double length;
    Estimate ratio; ///< log(first / second): below 0 the first is cheaper
};

std::vector<Gap> gapsOf(const CostCurve& first, const CostCurve& second) {
    std::vector<Gap> gaps;
    for (std::size_t i = 0; i < first.lengths.size(); ++i) {
        const auto at = std::find(second.lengths.begin(), second.lengths.end(), first.lengths[i]);
        if (at == second.lengths.end())
            continue;
        const Estimate& a = first.seconds[i];
        const Estimate& b = second.seconds[static_cast<std::size_t>(at - second.lengths.begin())];
        gaps.push_back({first.lengths[i],
                        {std::log(a.value / b.value), std::log(a.low / b.high), std::log(a.high / b.low)}});
    }
    return gaps;
}

/// Where the line through the last change from above 0 to below stands; the last measured length when it
/// never ends below, the first when it is below everywhere.
double crossing(const std::vector<Gap>& gaps, double Estimate::*end) {
    for (std::size_t i = gaps.size(); i-- > 1;) {
        const double before = gaps[i - 1].ratio.*end, after = gaps[i].ratio.*end;
        if (before < 0 || after >= 0)
            continue;
        const double share = before / (before - after);
        return std::exp(std::log(gaps[i - 1].length) * (1 - share) + std::log(gaps[i].length) * share);
    }
    return gaps.back().ratio.*end < 0 ? gaps.front().length : gaps.back().length;
}

} // namespace

Estimate medianOf(std::vector<double> samples) {
    if (samples.empty())
        throw std::invalid_argument("the median of no samples");
    std::sort(samples.begin(), samples.end());
    const std::size_t n = samples.size();
    const double median = (samples[(n - 1) / 2] + samples[n / 2]) / 2;
    // k grows while the tail below it stays within 2.5 %.
    double tail = std::exp2(-static_cast<double>(n)), term = tail;
    std::size_t k = 0;
    while (tail <= 0.025 && k < (n - 1) / 2) {
        ++k;
        term *= static_cast<double>(n - k + 1) / static_cast<double>(k);
        tail += term;
    }
    const std::size_t at = k > 0 ? k - 1 : 0;
    return {median, samples[at], samples[n - 1 - at]};
}

std::optional<Estimate> logSlope(const std::vector<double>& x, const std::vector<double>& y) {
    const std::size_t n = std::min(x.size(), y.size());
    if (n < 3)
        return std::nullopt;
    const auto count = static_cast<double>(n);
    double meanX = 0, meanY = 0;
    for (std::size_t i = 0; i < n; ++i) {
        meanX += std::log(x[i]) / count;
        meanY += std::log(y[i]) / count;
    }
    double xx = 0, xy = 0, yy = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const double dx = std::log(x[i]) - meanX, dy = std::log(y[i]) - meanY;
        xx += dx * dx;
        xy += dx * dy;
        yy += dy * dy;
    }
    if (!(xx > 0))
        return std::nullopt;
    const double slope = xy / xx;
    const double residual = std::max(yy - slope * xy, 0.0);
    const double half = studentT(static_cast<int>(n) - 2) * std::sqrt(residual / (count - 2) / xx);
    return Estimate{slope, slope - half, slope + half};
}

double fittedConstant(const std::vector<double>& theory, const std::vector<double>& y) {
    const std::size_t n = std::min(theory.size(), y.size());
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i)
        sum += std::log(y[i]) - std::log(theory[i]);
    return n == 0 ? 0 : std::exp(sum / static_cast<double>(n));
}

std::optional<Crossover> crossoverOf(const CostCurve& first, const CostCurve& second) {
    const std::vector<Gap> gaps = gapsOf(first, second);
    if (gaps.empty())
        return std::nullopt;
    const auto cheaper = [](const Gap& gap) { return gap.ratio.value < 0; };
    if (std::all_of(gaps.begin(), gaps.end(), cheaper))
        return Crossover{Crossover::Kind::Always, {}};
    if (!cheaper(gaps.back()))
        return Crossover{Crossover::Kind::Never, {}};
    return Crossover{
        Crossover::Kind::At,
        {crossing(gaps, &Estimate::value), crossing(gaps, &Estimate::low), crossing(gaps, &Estimate::high)}};
}

} // namespace lab
