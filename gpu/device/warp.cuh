#pragma once

#include <cuda_runtime.h>

#include <cmath>
#include <limits>

namespace lab::gpu {

inline constexpr unsigned kWholeWarp = ~0U;
inline constexpr int kWarp = 32;
inline constexpr float kLowest = -std::numeric_limits<float>::infinity();

/// Sum over groups of \p Lanes neighbouring lanes (a power of two), the same bits in each.
template <class T> __device__ inline T laneSum(T value, int lanes = kWarp) {
    for (int distance = lanes / 2; distance > 0; distance /= 2)
        value += __shfl_xor_sync(kWholeWarp, value, distance);
    return value;
}

/// The largest value of the warp's lanes, the same in each: branches on it keep the warp together. NaN counts
/// only where all are NaN.
__device__ inline float warpMax(float value) {
    for (int distance = kWarp / 2; distance > 0; distance /= 2)
        value = fmaxf(value, __shfl_xor_sync(kWholeWarp, value, distance));
    return value;
}

/// Sum over a block of Threads threads (a multiple of 32, one dimension), the same bits in each thread, in a
/// fixed order. \p room: one value for each warp, in shared memory; free again after the next barrier.
template <int Threads, class T> __device__ inline T blockSum(T value, T* room) {
    value = laneSum(value);
    if constexpr (Threads == kWarp)
        return value;
    __syncthreads();
    if (threadIdx.x % kWarp == 0)
        room[threadIdx.x / kWarp] = value;
    __syncthreads();
    T total = 0;
    for (int w = 0; w < Threads / kWarp; ++w)
        total += room[w];
    return total;
}

} // namespace lab::gpu
