#include "ui/studio/run_pace.h"

#include <algorithm>

namespace lab {
namespace {

constexpr std::int64_t kWindowMs = 3000;

} // namespace

void RunPace::reset() {
    m_samples.clear();
}

void RunPace::add(std::int64_t steps, std::int64_t tokens, std::int64_t nowMs) {
    m_samples.push_back({nowMs, steps, tokens});
    while (m_samples.size() > 2 && nowMs - m_samples.front().ms > kWindowMs)
        m_samples.pop_front();
}

double RunPace::rate(std::int64_t Sample::*count, std::int64_t nowMs) const {
    // The first sample only marks where the window begins: its steps were done before it.
    if (m_samples.size() < 2)
        return 0;
    std::int64_t sum = 0;
    for (auto sample = std::next(m_samples.begin()); sample != m_samples.end(); ++sample)
        sum += (*sample).*count;
    const std::int64_t last =
        std::max(m_samples.back().ms, nowMs - 500); // an idle half second lowers the rate
    return 1000.0 * static_cast<double>(sum) /
           static_cast<double>(std::max<std::int64_t>(last - m_samples.front().ms, 1));
}

double RunPace::stepsPerSecond(std::int64_t nowMs) const {
    return rate(&Sample::steps, nowMs);
}

double RunPace::tokensPerSecond(std::int64_t nowMs) const {
    return rate(&Sample::tokens, nowMs);
}

} // namespace lab
