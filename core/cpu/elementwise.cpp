#include "core/base/scalar_math.h"
#include "core/cpu/cpu_backend.h"
#include "core/cpu/dropout_mask.h"

#include <algorithm>
#include <array>

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

constexpr std::int64_t kUnaryCost = 4; // relative to a plain copy

/// body(first element, x + bias of the elements from there on, their number) for pieces of the elements [begin, end).
template <class Body>
void forBiased(ConstMat x, ConstMat bias, std::int64_t begin, std::int64_t end, Body&& body) {
    if (!bias) {
        body(begin, x.data + begin, end - begin);
        return;
    }
    constexpr std::int64_t kPiece = 512;
    std::array<float, kPiece> sums;
    for (std::int64_t at = begin; at < end;) {
        const std::int64_t col = at % x.cols, count = std::min({kPiece, x.cols - col, end - at});
        const float *from = x.data + at, *added = bias.data + col;
        store(sums.data(), 0, count, Accum::Overwrite, [=](std::int64_t i) { return from[i] + added[i]; });
        body(at, sums.data(), count);
        at += count;
    }
}

} // namespace

void CpuBackend::unary(Unary function, ConstMat x, ConstMat bias, MutMat y) {
    forRange(x.size(), kUnaryCost, [&](std::int64_t begin, std::int64_t end) {
        forBiased(x, bias, begin, end, [&](std::int64_t at, const float* in, std::int64_t count) {
            if (function == Unary::Gelu)
                store(y.data + at, 0, count, Accum::Overwrite, [=](std::int64_t i) { return scalar::gelu(in[i]); });
            else
                store(y.data + at, 0, count, Accum::Overwrite, [=](std::int64_t i) { return scalar::tanh(in[i]); });
        });
    });
}

void CpuBackend::unaryGrad(const UnaryGrad& args) {
    forRange(args.x.size(), kUnaryCost, [&](std::int64_t begin, std::int64_t end) {
        if (args.function == Unary::Gelu)
            forBiased(args.x, args.bias, begin, end, [&](std::int64_t at, const float* in, std::int64_t count) {
                const float* dy = args.dy.data + at;
                store(args.dx.data + at, 0, count, args.dxMode,
                      [=](std::int64_t i) { return scalar::geluDerivative(in[i]) * dy[i]; });
            });
        else
            store(args.dx.data, begin, end, args.dxMode, [&](std::int64_t i) {
                return (1.0F - args.y.data[i] * args.y.data[i]) * args.dy.data[i];
            });
    });
    if (args.dBias)
        columnSums(args.dx, {}, args.dBias, args.dBiasMode);
}

void CpuBackend::add(ConstMat a, ConstMat b, MutMat out) {
    forRange(a.size(), 1, [&](std::int64_t begin, std::int64_t end) {
        store(out.data, begin, end, Accum::Overwrite, [&](std::int64_t i) { return a.data[i] + b.data[i]; });
    });
}

void CpuBackend::multiply(ConstMat a, ConstMat b, MutMat out) {
    forRange(a.size(), 1, [&](std::int64_t begin, std::int64_t end) {
        store(out.data, begin, end, Accum::Overwrite, [&](std::int64_t i) { return a.data[i] * b.data[i]; });
    });
}

void CpuBackend::multiplyGrad(const MultiplyGrad& g) {
    forRange(g.dy.size(), 2, [&](std::int64_t begin, std::int64_t end) {
        if (g.da)
            store(g.da.data, begin, end, g.daMode, [&](std::int64_t i) { return g.dy.data[i] * g.b.data[i]; });
        if (g.db)
            store(g.db.data, begin, end, g.dbMode, [&](std::int64_t i) { return g.dy.data[i] * g.a.data[i]; });
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
