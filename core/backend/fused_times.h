#pragma once

#include <atomic>
#include <cstdint>

namespace lab {

/// Where the time of a fused attention kernel goes, in nanoseconds summed over threads. A kernel adds to it
/// only while one is set on the backend (Backend::watchFused).
struct FusedTimes {
    std::atomic<std::int64_t> scores{0}; ///< products of queries and keys, softmax, and their gradients
    std::atomic<std::int64_t> sums{0};   ///< weighted sums of values, and their gradients
};

} // namespace lab
