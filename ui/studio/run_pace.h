#pragma once

#include <cstdint>
#include <deque>

namespace lab {

/// Speed of a run over the last seconds, and the time it still needs.
class RunPace {
public:
    void reset();
    /// Some steps were done, with their tokens. \p nowMs any steady clock.
    void add(std::int64_t steps, std::int64_t tokens, std::int64_t nowMs);
    [[nodiscard]] double stepsPerSecond(std::int64_t nowMs) const;
    [[nodiscard]] double tokensPerSecond(std::int64_t nowMs) const;

private:
    struct Sample {
        std::int64_t ms, steps, tokens;
    };
    [[nodiscard]] double rate(std::int64_t Sample::*count, std::int64_t nowMs) const;
    std::deque<Sample> m_samples;
};

} // namespace lab
