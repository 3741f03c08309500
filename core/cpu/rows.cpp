#include "core/cpu/column_sums.h"
#include "core/cpu/cpu_backend.h"
#include "core/cpu/dropout_mask.h"

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

/// Sum of a row, in eight float lanes that are joined in a fixed order.
template <class Term> float sumRow(std::int64_t width, Term&& term) {
    float total = 0;
#pragma omp simd reduction(+ : total)
    for (std::int64_t c = 0; c < width; ++c)
        total += term(c);
    return total;
}

/// h = dropout(x + bias) + residual for one row.
void joinRow(const AddNorm& args, const DropoutMask& mask, std::int64_t row, float* h) {
    const std::int64_t width = args.x.cols;
    const float* x = args.x.f32().row(row);
    if (args.bias) {
        const float* bias = args.bias.data;
#pragma omp simd
        for (std::int64_t c = 0; c < width; ++c)
            h[c] = x[c] + bias[c];
        x = h;
    }
    if (args.dropout.threshold == 0) {
        if (x != h)
            std::copy_n(x, width, h);
    } else {
        const std::int64_t first = row * width;
        mask.forTiles(first, first + width, [&](std::int64_t at, const float* factors, std::int64_t count) {
            const float* source = x + (at - first);
            float* target = h + (at - first);
#pragma omp simd
            for (std::int64_t i = 0; i < count; ++i)
                target[i] = source[i] * factors[i];
        });
    }
    if (args.residual) {
        const float* residual = args.residual.f32().row(row);
#pragma omp simd
        for (std::int64_t c = 0; c < width; ++c)
            h[c] += residual[c];
    }
}

/// target = or += source · mask for one row (mask left out when there is no dropout).
void storeRow(const float* source, MutMat target, Accum mode, const DropoutMask* mask, std::int64_t row) {
    const std::int64_t width = target.cols, first = row * width;
    float* out = target.row(row);
    const auto piece = [&](std::int64_t at, const float* factors, std::int64_t count) {
        const std::int64_t c0 = at - first;
        for (std::int64_t i = 0; i < count; ++i) {
            const float value = source[c0 + i] * (factors ? factors[i] : 1.0F);
            out[c0 + i] = mode == Accum::Add ? out[c0 + i] + value : value;
        }
    };
    if (mask)
        mask->forTiles(first, first + width, piece);
    else
        piece(first, nullptr, width);
}

} // namespace

void CpuBackend::addNorm(const AddNorm& args, MutTall y, MutTall normalized, MutMat inverseStd) {
    const std::int64_t width = args.x.cols;
    const DropoutMask mask(args.dropout);
    forRange(args.x.rows, width * 4, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t r = begin; r < end; ++r) {
            float* h = normalized.f32().row(r);
            joinRow(args, mask, r, h);
            // About the first value, so that a row far from 0 with a small spread keeps its digits.
            const float first = h[0];
            const float mean =
                first + sumRow(width, [&](std::int64_t c) { return h[c] - first; }) / static_cast<float>(width);
            const float variance = sumRow(width, [&](std::int64_t c) { return (h[c] - mean) * (h[c] - mean); }) /
                                   static_cast<float>(width);
            const float inverse = 1.0F / std::sqrt(variance + args.eps);
            inverseStd.data[r] = inverse;
            float* out = y.f32().row(r);
#pragma omp simd
            for (std::int64_t c = 0; c < width; ++c) {
                h[c] = (h[c] - mean) * inverse;
                out[c] = h[c] * args.gamma.data[c] + args.beta.data[c];
            }
        }
    });
}

// dh = (g - mean(g) - n · mean(g·n)) / std with g = dy · gamma and n the normalised row.
void CpuBackend::addNormGrad(const AddNormGrad& args) {
    const std::int64_t width = args.dy.cols;
    if (args.dGamma)
        columnSums(args.dy, args.normalized, args.dGamma, args.dGammaMode);
    if (args.dBeta)
        columnSums(args.dy, {}, args.dBeta, args.dBetaMode);
    const DropoutMask mask(args.dropout);
    forRange(args.dy.rows, width * 4, [&](std::int64_t begin, std::int64_t end) {
        float stack[kMaxNormWidth];
        for (std::int64_t r = begin; r < end; ++r) {
            const float* dy = args.dy.f32().row(r);
            const float* n = args.normalized.f32().row(r);
            const float* gamma = args.gamma.data;
            const float scale = 1.0F / static_cast<float>(width);
            const float meanG = scale * sumRow(width, [&](std::int64_t c) { return dy[c] * gamma[c]; });
            const float meanGN = scale * sumRow(width, [&](std::int64_t c) { return dy[c] * gamma[c] * n[c]; });
            const float inverse = args.inverseStd.data[r];
#pragma omp simd
            for (std::int64_t c = 0; c < width; ++c)
                stack[c] = (dy[c] * gamma[c] - meanG - n[c] * meanGN) * inverse;
            if (args.dResidual)
                storeRow(stack, args.dResidual.f32(), args.dResidualMode, nullptr, r);
            if (args.dx)
                storeRow(stack, args.dx.f32(), args.dxMode, args.dropout.threshold ? &mask : nullptr, r);
        }
    });
    if (args.dBias)
        columnSums(args.dx, {}, args.dBias, args.dBiasMode);
}

} // namespace lab
