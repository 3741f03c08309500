#pragma once

#include "core/backend/backend.h"
#include "gpu/device/pack.cuh"

namespace lab::gpu {

/// The elements that share one Philox block; see DropoutMask of the processor's kernels, which makes the same
/// mask.
inline constexpr int kMaskPack = 8;

/// Multipliers of the elements [first, first + N), N = 1 or kMaskPack with first a multiple of it.
template <int N> __device__ inline Pack<N> dropoutFactors(const Dropout& dropout, std::int64_t first) {
    static_assert(N == 1 || N == kMaskPack);
    std::uint32_t words[4];
    Philox{dropout.key, dropout.stream}.block(static_cast<std::uint64_t>(first) / kMaskPack, words);
    Pack<N> factors;
    if constexpr (N == 1) {
        const auto lane = static_cast<unsigned>(first % kMaskPack);
        // No indexing by a run-time number: it would move the words to local memory.
        const std::uint32_t low = (lane & 2U) != 0 ? words[1] : words[0],
                            high = (lane & 2U) != 0 ? words[3] : words[2];
        const std::uint32_t word = (lane & 4U) != 0 ? high : low;
        const std::uint32_t bits = (lane & 1U) != 0 ? word >> 16U : word & 0xFFFFU;
        factors.v[0] = bits < dropout.threshold ? 0.0F : dropout.scale;
    } else {
#pragma unroll
        for (int w = 0; w < 4; ++w) {
            factors.v[2 * w] = (words[w] & 0xFFFFU) < dropout.threshold ? 0.0F : dropout.scale;
            factors.v[2 * w + 1] = (words[w] >> 16U) < dropout.threshold ? 0.0F : dropout.scale;
        }
    }
    return factors;
}

} // namespace lab::gpu
