#include "core/base/scalar_math.h"
#include "core/cpu/cpu_backend.h"
#include "core/cpu/dropout_mask.h"
#include "core/cpu/vector_loops.h"

#include <algorithm>
#include <array>

namespace lab {
namespace {

/// target[i] = or += value(i), vectorised; the mode is decided outside the loop.
template <class Value>
void store(float* target, std::int64_t begin, std::int64_t end, Accum mode, Value&& value) {
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

/// body(first element, x + bias of the elements from there on, their number) for pieces of the elements
/// [begin, end).
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

void CpuBackend::unary(Unary function, ConstTall x, ConstMat bias, MutTall y) {
    forRange(x.size(), kUnaryCost, [&, y = y.f32()](std::int64_t begin, std::int64_t end) {
        forBiased(x.f32(), bias, begin, end, [&](std::int64_t at, const float* in, std::int64_t count) {
            if (function == Unary::Gelu)
                store(y.data + at, 0, count, Accum::Overwrite,
                      [=](std::int64_t i) { return scalar::gelu(in[i]); });
            else
                store(y.data + at, 0, count, Accum::Overwrite,
                      [=](std::int64_t i) { return scalar::tanh(in[i]); });
        });
    });
}

void CpuBackend::unaryGrad(const UnaryGrad& args) {
    const ConstMat x = args.x.f32(), y = args.y.f32(), gradient = args.dy.f32();
    const MutMat dx = args.dx.f32();
    const auto pass = [&](std::int64_t begin, std::int64_t end) {
        if (args.function == Unary::Gelu)
            forBiased(x, args.bias, begin, end, [&](std::int64_t at, const float* in, std::int64_t count) {
                const float* dy = gradient.data + at;
                store(dx.data + at, 0, count, args.dxMode,
                      [=](std::int64_t i) { return scalar::geluDerivative(in[i]) * dy[i]; });
            });
        else
            store(dx.data, begin, end, args.dxMode,
                  [&](std::int64_t i) { return (1.0F - y.data[i] * y.data[i]) * gradient.data[i]; });
    };
    if (!args.dBias) {
        forRange(x.size(), kUnaryCost, pass);
        return;
    }
    const std::int64_t cols = x.cols;
    sumRows(x.rows, cols, cols * kUnaryCost, [&](std::int64_t begin, std::int64_t end, float* sums) {
        for (std::int64_t r = begin; r < end; ++r) {
            pass(r * cols, (r + 1) * cols);
            axpy(1.0F, dx.row(r), cols, sums);
        }
    });
    storeRowSums(x.rows, cols, 0, args.dBias, args.dBiasMode);
}

void CpuBackend::add(ConstTall a, ConstTall b, MutTall out) {
    forRange(a.size(), 1, [a = a.f32(), b = b.f32(), out = out.f32()](std::int64_t begin, std::int64_t end) {
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
            store(g.da.data, begin, end, g.daMode,
                  [&](std::int64_t i) { return g.dy.data[i] * g.b.data[i]; });
        if (g.db)
            store(g.db.data, begin, end, g.dbMode,
                  [&](std::int64_t i) { return g.dy.data[i] * g.a.data[i]; });
    });
}

void CpuBackend::accumulate(ConstTall source, MutTall target, Accum mode) {
    forRange(source.size(), 1,
             [source = source.f32(), target = target.f32(), mode](std::int64_t begin, std::int64_t end) {
                 store(target.data, begin, end, mode, [&](std::int64_t i) { return source.data[i]; });
             });
}

void CpuBackend::dropout(ConstTall x, const Dropout& dropout, MutTall y, Accum mode) {
    if (dropout.threshold == 0) {
        accumulate(x, y, mode);
        return;
    }
    const DropoutMask mask(dropout);
    forRange(x.size(), 2, [&, x = x.f32(), y = y.f32()](std::int64_t begin, std::int64_t end) {
        mask.forTiles(begin, end, [&](std::int64_t at, const float* factors, std::int64_t count) {
            store(y.data + at, 0, count, mode, [&](std::int64_t i) { return x.data[at + i] * factors[i]; });
        });
    });
}

} // namespace lab
