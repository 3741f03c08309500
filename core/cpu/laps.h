#pragma once

#include "core/backend/fused_times.h"

#include <atomic>
#include <chrono>
#include <cstdint>

namespace lab {

/// Where the time of a fused kernel goes; reads no clock unless somebody asked (Backend::watchFused).
class Laps {
public:
    explicit Laps(FusedTimes* times) : m_times(times) {
        if (m_times != nullptr)
            m_since = Clock::now();
    }
    void scores() { lap(&FusedTimes::scores); }
    void sums() { lap(&FusedTimes::sums); }

private:
    using Clock = std::chrono::steady_clock;
    void lap(std::atomic<std::int64_t> FusedTimes::*part) {
        if (m_times == nullptr)
            return;
        const auto now = Clock::now();
        (m_times->*part)
            .fetch_add(std::chrono::nanoseconds(now - m_since).count(), std::memory_order_relaxed);
        m_since = now;
    }
    FusedTimes* m_times;
    Clock::time_point m_since;
};

} // namespace lab
