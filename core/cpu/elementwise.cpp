#include "core/base/scalar_math.h"
#include "core/cpu/cpu_backend.h"
#include "core/cpu/dropout_mask.h"

#include <cstring>

namespace lab {
namespace {

/// target[i] = or += value(i), vectorised; the mode is decided outside the loop.
template <class Value> void store(float* target, std::int64_t begin, std::int64_t end, Accum mode, Value&& value) {
    if (mode == Accum::Add) {
#pragma omp simd
        for (std::int64_t i = begin; i < end; ++i)
            target[i] += value(i);
    } else {
#pragma omp simd
        for (std::int64_t i = begin; i < end; ++i)
            target[i] = value(i);
    }
}

} // namespace

void CpuBackend::unary(Unary function, ConstMat x, MutMat y) {
    constexpr std::int64_t kCost = 4; // relative to a plain copy
    forRange(x.size(), kCost, [&](std::int64_t begin, std::int64_t end) {
        if (function == Unary::Gelu)
            store(y.data, begin, end, Accum::Overwrite, [&](std::int64_t i) { return scalar::gelu(x.data[i]); });
        else
            store(y.data, begin, end, Accum::Overwrite, [&](std::int64_t i) { return scalar::tanh(x.data[i]); });
    });
}

void CpuBackend::unaryGrad(Unary function, ConstMat x, ConstMat y, ConstMat dy, MutMat dx, Accum mode) {
    constexpr std::int64_t kCost = 4;
    forRange(x.size(), kCost, [&](std::int64_t begin, std::int64_t end) {
        if (function == Unary::Gelu)
            store(dx.data, begin, end, mode,
                  [&](std::int64_t i) { return scalar::geluDerivative(x.data[i]) * dy.data[i]; });
        else
            store(dx.data, begin, end, mode,
                  [&](std::int64_t i) { return (1.0F - y.data[i] * y.data[i]) * dy.data[i]; });
    });
}

void CpuBackend::add(ConstMat a, ConstMat b, MutMat out) {
    forRange(a.size(), 1, [&](std::int64_t begin, std::int64_t end) {
        store(out.data, begin, end, Accum::Overwrite, [&](std::int64_t i) { return a.data[i] + b.data[i]; });
    });
}

void CpuBackend::multiply(ConstMat a, ConstMat b, MutMat out, Accum mode) {
    forRange(a.size(), 1, [&](std::int64_t begin, std::int64_t end) {
        store(out.data, begin, end, mode, [&](std::int64_t i) { return a.data[i] * b.data[i]; });
    });
}

void CpuBackend::accumulate(ConstMat source, MutMat target, Accum mode) {
    forRange(source.size(), 1, [&](std::int64_t begin, std::int64_t end) {
        store(target.data, begin, end, mode, [&](std::int64_t i) { return source.data[i]; });
    });
}

void CpuBackend::dropout(ConstMat x, const Dropout& dropout, MutMat y, Accum mode) {
    if (dropout.threshold == 0) {
        accumulate(x, y, mode);
        return;
    }
    const DropoutMask mask(dropout);
    forRange(x.size(), 2, [&](std::int64_t begin, std::int64_t end) {
        mask.forTiles(begin, end, [&](std::int64_t at, const float* factors, std::int64_t count) {
            store(y.data + at, 0, count, mode, [&](std::int64_t i) { return x.data[at + i] * factors[i]; });
        });
    });
}

} // namespace lab
