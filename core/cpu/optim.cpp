#include "core/cpu/cpu_backend.h"

#include <array>
#include <cmath>
#include <limits>

namespace lab {

// torch.optim.Adam, written out: m = β1 m + (1-β1) g; v = β2 v + (1-β2) g²;
// w -= lr / (1-β1^t) · m / (√v / √(1-β2^t) + eps). One pass over memory, which also clears the gradient.
void CpuBackend::adam(const AdamStep& step, MutMat weights, MutMat gradient, MutMat moment1, MutMat moment2,
                      MutTall copy) {
    const double correction1 = 1.0 - std::pow(step.beta1, static_cast<double>(step.step));
    const double correction2 = 1.0 - std::pow(step.beta2, static_cast<double>(step.step));
    const auto stepSize = static_cast<float>(step.learningRate / correction1);
    const auto inverseRoot = static_cast<float>(1.0 / std::sqrt(correction2));
    const auto beta1 = static_cast<float>(step.beta1), rest1 = static_cast<float>(1.0 - step.beta1);
    const auto beta2 = static_cast<float>(step.beta2), rest2 = static_cast<float>(1.0 - step.beta2);
    const auto eps = static_cast<float>(step.eps);
    const float scale = step.gradientScale;
    forRange(weights.size(), 2, [&](std::int64_t begin, std::int64_t end) {
        float* w = weights.data;
        float* g = gradient.data;
        float* m = moment1.data;
        float* v = moment2.data;
#pragma omp simd
        for (std::int64_t i = begin; i < end; ++i) {
            const float gi = g[i] * scale;
            const float mean = m[i] * beta1 + rest1 * gi;
            m[i] = std::abs(mean) < std::numeric_limits<float>::min() ? 0.0F : mean; // see AdamStep
            v[i] = v[i] * beta2 + rest2 * gi * gi;
            w[i] -= stepSize * (m[i] / (std::sqrt(v[i]) * inverseRoot + eps));
            g[i] = 0;
        }
    });
    if (copy)
        accumulate(weights, copy, Accum::Overwrite);
}

void CpuBackend::squaredNorm(ConstMat x, double* sum) {
    double total = 0;
    constexpr std::int64_t kBlock = 1024, kGroups = 64;
    // 64 fixed parts, each summed block by block; joined in order.
    std::array<double, kGroups> parts{};
    const std::int64_t perPart = (x.size() + kGroups - 1) / kGroups;
    forChunks(kGroups, x.size(), [&](std::int64_t part) {
        const std::int64_t stop = std::min(x.size(), (part + 1) * perPart);
        for (std::int64_t from = part * perPart; from < stop; from += kBlock) {
            const std::int64_t to = std::min(from + kBlock, stop);
            float piece = 0;
#pragma omp simd reduction(+ : piece)
            for (std::int64_t i = from; i < to; ++i)
                piece += x.data[i] * x.data[i];
            parts[static_cast<std::size_t>(part)] += static_cast<double>(piece);
        }
    });
    for (const double part : parts)
        total += part;
    *sum = total;
}

std::int64_t CpuBackend::firstNonFinite(ConstTall x) {
    const float* values = x.f32().data;
    for (std::int64_t i = 0; i < x.size(); ++i)
        if (!std::isfinite(values[i]))
            return i;
    return -1;
}

} // namespace lab
