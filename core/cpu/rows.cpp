#include "core/cpu/cpu_backend.h"
#include "core/cpu/dropout_mask.h"
#include "core/cpu/vector_loops.h"

#include <algorithm>
#include <cmath>
#include <utility>

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
        const float* from = source + (at - first);
        float* to = out + (at - first);
        if (mode == Accum::Overwrite && factors != nullptr) {
#pragma omp simd
            for (std::int64_t i = 0; i < count; ++i)
                to[i] = from[i] * factors[i];
        } else if (mode == Accum::Overwrite) {
            std::copy_n(from, count, to);
        } else if (factors != nullptr) {
            addProducts(from, factors, count, to);
        } else {
            axpy(1.0F, from, count, to);
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
            const float mean = first + sumRow(width, [&](std::int64_t c) { return h[c] - first; }) /
                                           static_cast<float>(width);
            const float variance =
                sumRow(width, [&](std::int64_t c) { return (h[c] - mean) * (h[c] - mean); }) /
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

// dh = (g - mean(g) - n · mean(g·n)) / std with g = dy · gamma and n the normalised row. The sums over the
// rows, of gamma, beta and the bias side by side, are taken while a row is at hand.
void CpuBackend::addNormGrad(const AddNormGrad& args) {
    const std::int64_t width = args.dy.cols, rows = args.dy.rows;
    const DropoutMask mask(args.dropout);
    const bool sums = args.dGamma || args.dBeta || args.dBias;
    const auto pass = [&](std::int64_t begin, std::int64_t end, float* totals) {
        float stack[kMaxNormWidth];
        for (std::int64_t r = begin; r < end; ++r) {
            const float* dy = args.dy.f32().row(r);
            const float* n = args.normalized.f32().row(r);
            const float* gamma = args.gamma.data;
            const float scale = 1.0F / static_cast<float>(width);
            const float meanG = scale * sumRow(width, [&](std::int64_t c) { return dy[c] * gamma[c]; });
            const float meanGN =
                scale * sumRow(width, [&](std::int64_t c) { return dy[c] * gamma[c] * n[c]; });
            const float inverse = args.inverseStd.data[r];
#pragma omp simd
            for (std::int64_t c = 0; c < width; ++c)
                stack[c] = (dy[c] * gamma[c] - meanG - n[c] * meanGN) * inverse;
            if (args.dResidual)
                storeRow(stack, args.dResidual.f32(), args.dResidualMode, nullptr, r);
            if (args.dx)
                storeRow(stack, args.dx.f32(), args.dxMode, args.dropout.threshold ? &mask : nullptr, r);
            if (args.dGamma)
                addProducts(dy, n, width, totals);
            if (args.dBeta)
                axpy(1.0F, dy, width, totals + width);
            if (args.dBias)
                axpy(1.0F, args.dx.f32().row(r), width, totals + 2 * width);
        }
    };
    if (!sums) {
        forRange(rows, width * 4, [&](std::int64_t begin, std::int64_t end) { pass(begin, end, nullptr); });
        return;
    }
    sumRows(rows, 3 * width, width * 4, pass);
    std::int64_t first = 0;
    for (const auto& [target, mode] :
         {std::pair{args.dGamma, args.dGammaMode}, std::pair{args.dBeta, args.dBetaMode},
          std::pair{args.dBias, args.dBiasMode}}) {
        if (target)
            storeRowSums(rows, 3 * width, first, target, mode);
        first += width;
    }
}

} // namespace lab
