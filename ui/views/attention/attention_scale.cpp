#include "ui/views/attention/attention_scale.h"

#include "ui/words/format.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lab {
namespace {

/// A weight of exactly 0 has no logarithm; it is drawn at the low end.
double log2Ratio(double weight, int tokens) {
    return weight > 0 ? std::log2(weight * tokens) : -64;
}

QString multiple(double log2Value) {
    if (log2Value < 0)
        return QStringLiteral("≤ 1/") + formatTick(std::exp2(-log2Value)) + QStringLiteral("×");
    return formatTick(std::exp2(log2Value)) + QStringLiteral("×");
}

} // namespace

double AttentionScale::position(double weight, int tokens) const {
    if (mode == ScaleMode::Uniform)
        return std::clamp(0.5 + log2Ratio(weight, tokens) / (2 * top), 0.0, 1.0);
    if (mode == ScaleMode::Difference)
        return std::clamp(0.5 + weight / (2 * top), 0.0, 1.0);
    return std::clamp(weight / top, 0.0, 1.0);
}

double AttentionScale::shown(double weight, int tokens) const {
    return mode == ScaleMode::Uniform ? weight * tokens : weight;
}

std::vector<AttentionScale::Tick> AttentionScale::ticks() const {
    if (mode == ScaleMode::Uniform)
        return {{0, multiple(-top)}, {0.5, QStringLiteral("1×")}, {1, multiple(top)}};
    if (mode == ScaleMode::Difference)
        return {{0, formatTick(-top)}, {0.5, QStringLiteral("0")}, {1, u'+' + formatTick(top)}};
    return {{0, QStringLiteral("0")}, {0.5, formatTick(top / 2)}, {1, formatTick(top)}};
}

void AttentionRange::join(const AttentionRange& other) {
    largest = std::max(largest, other.largest);
    largestRatio = std::max(largestRatio, other.largestRatio);
}

AttentionScale scaleFor(ScaleMode mode, const AttentionRange& range) {
    static constexpr std::array<double, 18> kTops{1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3,
                                                  0.01, 0.02, 0.05, 0.1,  0.2,  0.3,  0.5,  0.8,  1.0};
    static constexpr std::array<double, 6> kLogs{1, 2, 3, 4, 5, 6};
    if (mode == ScaleMode::Fixed)
        return {mode, 1};
    const auto first = [](const auto& ladder, double value) {
        constexpr double kRounded = 1 + 1e-6; // a weight of 0.1 is a little more as float32
        const auto found =
            std::find_if(ladder.begin(), ladder.end(), [&](double step) { return step * kRounded >= value; });
        return found == ladder.end() ? ladder.back() : *found;
    };
    if (mode == ScaleMode::Uniform)
        return {mode, first(kLogs, std::log2(std::max(range.largestRatio, 1.0)))};
    return {mode, first(kTops, range.largest)};
}

} // namespace lab
