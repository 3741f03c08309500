// The optimiser over the flat buffers of all parameters, and what is asked of a whole buffer.
#include "gpu/cuda_backend.h"
#include "gpu/device/map_flat.cuh"
#include "gpu/device/warp.cuh"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lab::gpu {
namespace {

constexpr float kSmallestNormal = std::numeric_limits<float>::min();

/// One pass over memory, which also clears the gradient; the arithmetic of the processor's kernel.
struct AdamBody {
    float *weights, *gradient, *moment1, *moment2;
    BFloat16* copy; ///< of the weights; may be null
    float stepSize, inverseRoot, beta1, rest1, beta2, rest2, eps, scale;
    template <int N> __device__ void run(std::int64_t at) const {
        Pack<N> w = loadPack<N>(weights + at), g = loadPack<N>(gradient + at);
        Pack<N> m = loadPack<N>(moment1 + at), v = loadPack<N>(moment2 + at);
        for (int i = 0; i < N; ++i) {
            const float gi = g.v[i] * scale;
            const float mean = m.v[i] * beta1 + rest1 * gi;
            m.v[i] = fabsf(mean) < kSmallestNormal ? 0.0F : mean; // see AdamStep
            v.v[i] = v.v[i] * beta2 + rest2 * gi * gi;
            w.v[i] -= stepSize * (m.v[i] / (sqrtf(v.v[i]) * inverseRoot + eps));
            g.v[i] = 0;
        }
        storePack(weights + at, w);
        if (copy != nullptr)
            storePack(copy + at, w);
        storePack(gradient + at, g);
        storePack(moment1 + at, m);
        storePack(moment2 + at, v);
    }
};

constexpr int kNormThreads = 256, kNormPack = 4,
              kNormBlock = kNormThreads * kNormPack; ///< values a block takes at once
constexpr int kNormParts = 512;                      ///< at most

/// parts[block] = Σ x² over a fixed share of the values.
__global__ void __launch_bounds__(kNormThreads)
    squaresKernel(const float* x, std::int64_t count, bool aligned, double* parts) {
    __shared__ double room[kNormThreads / kWarp];
    double total = 0;
    const std::int64_t step = std::int64_t{gridDim.x} * kNormBlock;
    for (std::int64_t at = (std::int64_t{blockIdx.x} * kNormThreads + threadIdx.x) * kNormPack; at < count;
         at += step) {
        float sum = 0;
        if (aligned && at + kNormPack <= count) {
            const Pack<kNormPack> p = loadPack<kNormPack>(x + at);
            for (int i = 0; i < kNormPack; ++i)
                sum += p.v[i] * p.v[i];
        } else {
            for (std::int64_t i = at; i < at + kNormPack && i < count; ++i)
                sum += x[i] * x[i];
        }
        total += static_cast<double>(sum);
    }
    total = blockSum<kNormThreads>(total, room);
    if (threadIdx.x == 0)
        parts[blockIdx.x] = total;
}

__global__ void __launch_bounds__(kNormParts) sumPartsKernel(const double* parts, int count, double* sum) {
    __shared__ double room[kNormParts / kWarp];
    const auto part = static_cast<int>(threadIdx.x);
    const double total = blockSum<kNormParts>(part < count ? parts[part] : 0, room);
    if (threadIdx.x == 0)
        *sum = total;
}

template <class E> struct FiniteBody {
    const E* x;
    unsigned long long* first;
    template <int N> __device__ void run(std::int64_t at) const {
        const Pack<N> p = loadPack<N>(x + at);
        for (int i = 0; i < N; ++i)
            if (!(fabsf(p.v[i]) <= 3.402823466e38F)) // NaN too
                atomicMin(first, static_cast<unsigned long long>(at + i));
    }
};

} // namespace

void CudaBackend::adam(const AdamStep& step, MutMat weights, MutMat gradient, MutMat moment1, MutMat moment2,
                       MutTall copy) {
    const double correction1 = 1.0 - std::pow(step.beta1, static_cast<double>(step.step));
    const double correction2 = 1.0 - std::pow(step.beta2, static_cast<double>(step.step));
    const AdamBody body{weights.data,
                        gradient.data,
                        moment1.data,
                        moment2.data,
                        copy.as<BFloat16>(),
                        static_cast<float>(step.learningRate / correction1),
                        static_cast<float>(1.0 / std::sqrt(correction2)),
                        static_cast<float>(step.beta1),
                        static_cast<float>(1.0 - step.beta1),
                        static_cast<float>(step.beta2),
                        static_cast<float>(1.0 - step.beta2),
                        static_cast<float>(step.eps),
                        step.gradientScale};
    mapFlat("adam", m_stream, body, weights.size(),
            aligned16(weights.data, gradient.data, moment1.data, moment2.data, copy.data));
}

void CudaBackend::squaredNorm(ConstMat x, double* sum) {
    const auto count =
        static_cast<int>(std::clamp<std::int64_t>((x.size() + kNormBlock - 1) / kNormBlock, 1, kNormParts));
    auto* parts = m_scratch.get<double>(kNormParts);
    launch("squaredNorm", m_stream, {{static_cast<unsigned>(count)}, {kNormThreads}}, squaresKernel, x.data,
           x.size(), aligned16(x.data), parts);
    launch("squaredNorm", m_stream, {{1}, {kNormParts}}, sumPartsKernel, parts, count, sum);
}

std::int64_t CudaBackend::firstNonFinite(ConstTall x) {
    auto* first = m_scratch.get<unsigned long long>(1);
    require(cudaMemsetAsync(first, 0xFF, sizeof *first, m_stream), "firstNonFinite");
    forElement(x.element, [&]<class E>(E) {
        mapFlat<kAccess<E>>("firstNonFinite", m_stream, FiniteBody<E>{x.as<E>(), first}, x.size(),
                            aligned16(x.data));
    });
    unsigned long long index = 0;
    download(&index, first, sizeof index);
    return index == std::numeric_limits<unsigned long long>::max() ? -1 : static_cast<std::int64_t>(index);
}

} // namespace lab::gpu
