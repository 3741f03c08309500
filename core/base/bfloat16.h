#pragma once

#include "core/base/random.h" // LAB_HD

#include <bit>
#include <cstdint>

namespace lab {

/// The upper half of a float32: its sign, its exponent and 7 bits of its fraction.
struct BFloat16 {
    std::uint16_t bits;
};

/// Exact.
LAB_HD inline float widened(BFloat16 x) {
    const std::uint32_t bits = std::uint32_t{x.bits} << 16;
#ifdef __CUDA_ARCH__
    return __uint_as_float(bits);
#else
    return std::bit_cast<float>(bits);
#endif
}

/// The nearest one, of two as near the even one; infinite above the largest, NaN stays NaN.
LAB_HD inline BFloat16 narrowed(float x) {
#ifdef __CUDA_ARCH__
    std::uint16_t bits;
    asm("cvt.rn.bf16.f32 %0, %1;" : "=h"(bits) : "f"(x));
    return {bits};
#else
    auto bits = std::bit_cast<std::uint32_t>(x);
    constexpr std::uint32_t kMagnitude = 0x7FFFFFFF, kInfinite = 0x7F800000;
    if ((bits & kMagnitude) > kInfinite)
        return {0x7FFF};
    bits += 0x7FFF + (bits >> 16 & 1U);
    return {static_cast<std::uint16_t>(bits >> 16)};
#endif
}

/// Two neighbours as they lie in memory: the first in the lower half.
LAB_HD inline std::uint32_t narrowedPair(float first, float second) {
#ifdef __CUDA_ARCH__
    std::uint32_t pair;
    asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(pair) : "f"(second), "f"(first));
    return pair;
#else
    return narrowed(first).bits | std::uint32_t{narrowed(second).bits} << 16;
#endif
}

} // namespace lab
