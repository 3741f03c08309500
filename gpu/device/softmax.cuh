#pragma once

#include "core/base/scalar_math.h"
#include "gpu/device/pack.cuh"

namespace lab::gpu {

/// y = e^(scale · score − largest) / sum; y may be the scores.
struct SoftmaxBody {
    const float* scores;
    const float2* statistics; ///< [segments, cols]: largest value, 1 / sum
    float* y;
    std::int32_t cols;
    float scale;
    template <int N> __device__ void run(std::int32_t row, std::int32_t segment, std::int32_t col) const {
        const std::int64_t at = std::int64_t{row} * cols + col;
        Pack<N> p = loadPack<N>(scores + at);
        for (int i = 0; i < N; ++i) {
            const float2 s = statistics[std::int64_t{segment} * cols + col + i];
            p.v[i] = scalar::expUpToZero(p.v[i] * scale - s.x) * s.y;
        }
        storePack(y + at, p);
    }
};

} // namespace lab::gpu
