#pragma once

#include <cstdint>

namespace lab {

/// Σ a[c] b[c].
inline float dot(const float* a, const float* b, std::int64_t width) {
    float total = 0;
#pragma omp simd reduction(+ : total)
    for (std::int64_t c = 0; c < width; ++c)
        total += a[c] * b[c];
    return total;
}

/// target += factor · source.
inline void axpy(float factor, const float* source, std::int64_t width, float* target) {
#pragma omp simd
    for (std::int64_t c = 0; c < width; ++c)
        target[c] += factor * source[c];
}

/// target += a ⊙ b.
inline void addProducts(const float* a, const float* b, std::int64_t width, float* target) {
#pragma omp simd
    for (std::int64_t c = 0; c < width; ++c)
        target[c] += a[c] * b[c];
}

} // namespace lab
