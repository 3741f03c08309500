#include "core/timing/cost_analysis.h"

#include "core/base/statistics.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <stdexcept>
#include <string_view>

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

std::optional<double> paperSeconds(const std::string& encoder, std::int64_t length, bool training) {
    struct Row {
        std::string_view encoder;
        std::array<double, 10> inference, training; ///< 128, 256, … 65536; 0 = not in the paper
    };
    static constexpr std::array kRows{Row{"transformer", {122, 241, 604}, {240, 517, 1233}},
                                      Row{"longformer",
                                          {33.9, 34.1, 33.9, 34.4, 35.1, 35.6, 37.7, 43.8, 62.1, 104},
                                          {92, 94, 95, 98, 103, 134, 182, 283, 478, 991}},
                                      Row{"bigbird",
                                          {78.6, 79.4, 78.8, 79.6, 79.9, 82.3, 86.1, 103.5, 142, 229},
                                          {146, 148, 151, 157, 166, 212, 293, 434, 772, 1464}},
                                      Row{"linformer",
                                          {59.4, 58.2, 57.4, 57.9, 58.8, 59.9, 63.2, 84.1, 126, 202},
                                          {167, 168, 173, 180, 191, 245, 356, 552, 1014, 2187}},
                                      Row{"linear_transformer",
                                          {74.8, 74.4, 74.9, 75.2, 77.8, 83.6, 90.5, 99.8, 110.7, 164},
                                          {183, 184, 186, 190, 199, 256, 393, 576, 941, 2024}},
                                      Row{"poolingformer",
                                          {545, 543, 559, 562, 566, 576, 606, 748, 1363, 2571},
                                          {1677, 1690, 1698, 1723, 1810, 2421, 3536, 6792, 10990, 20945}},
                                      Row{"fastformer",
                                          {13.1, 13.0, 13.2, 13.4, 13.9, 14.2, 15.5, 19.8, 31.7, 57.4},
                                          {36.5, 36.7, 37.1, 38.4, 39.9, 49.4, 79.0, 132, 234, 472}}};
    constexpr std::int64_t kShortest = 128, kLongest = 65'536;
    if (length < kShortest || length > kLongest || !std::has_single_bit(static_cast<std::uint64_t>(length)))
        return std::nullopt;
    const auto column =
        static_cast<std::size_t>(std::countr_zero(static_cast<std::uint64_t>(length / kShortest)));
    for (const Row& row : kRows)
        if (row.encoder == encoder) {
            const double seconds = (training ? row.training : row.inference).at(column);
            return seconds > 0 ? std::optional(seconds) : std::nullopt;
        }
    return std::nullopt;
}

} // namespace lab
