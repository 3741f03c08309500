// Additive attention. The weights of the scores meet the gate once for each sequence, w ⊙ g, so
// the gated tokens are never made. Tokens are cut by rows; what is summed over the tokens of a sequence is
// cut by sequences and, where these are long, by columns. Chunks depend on the shapes alone.
#include "core/cpu/cpu_backend.h"
#include "core/cpu/eigen_rows.h"
#include "core/cpu/laps.h"
#include "core/cpu/vector_loops.h"

#include <algorithm>

namespace lab {
namespace {

/// Rows of a tall product: its operands stay in the second-level cache.
constexpr std::int64_t kPieceRows = 256;
constexpr std::int64_t kLongSequence = 1024, kColumnChunk = 64;

/// The weights of the scores in one sequence, w ⊙ g or w: row h of [heads, width], or the columns of head h.
struct SequenceWeights {
    const float* data;
    bool alike; ///< one w for all heads
    std::int64_t width, headWidth;

    [[nodiscard]] Rows rows(std::int64_t heads) const { return {data, heads, width}; }
    [[nodiscard]] const float* own(std::int64_t h) const { return alike ? data : data + h * headWidth; }
};

/// scores[i,h] of the rows [from, to) of a sequence with gated weights \p w.
void scoreRows(const AdditiveAttention& a, const SequenceWeights& w, std::int64_t from, std::int64_t to,
               MutMat scores) {
    if (a.acrossHeads()) {
        assign(MutRows(scores.row(from), to - from, a.heads),
               Rows(a.x.f32().row(from), to - from, a.x.cols) * w.rows(a.heads).transpose(),
               Accum::Overwrite);
        return;
    }
    const std::int64_t headWidth = a.x.cols / a.heads;
    for (std::int64_t r = from; r < to; ++r)
        for (std::int64_t h = 0; h < a.heads; ++h)
            scores.row(r)[h] = dot(a.x.f32().row(r) + h * headWidth, w.own(h), headWidth);
}

/// Gradient of the scores of the rows [from, to) of sequence b, s β (dβ − Σ β dβ), and β dOut in dx.
/// \p totals: the sums over the tokens, out · dOut of each head.
void weighRows(const AdditiveAttentionGrad& g, const float* totals, std::int32_t b, std::int64_t from,
               std::int64_t to) {
    const AdditiveAttention& a = g.forward;
    const std::int64_t headWidth = a.x.cols / a.heads;
    const float* dOut = g.dOut.row(b);
    for (std::int64_t r = from; r < to; ++r)
        for (std::int64_t h = 0; h < a.heads; ++h) {
            const std::int64_t col = h * headWidth;
            const float weight = g.weights.row(r)[h];
            const float dWeight = dot(a.x.f32().row(r) + col, dOut + col, headWidth);
            g.dScores.row(r)[h] = a.scale * weight * (dWeight - totals[h]);
            if (!g.dx)
                continue;
            float* target = g.dx.f32().row(r) + col;
            if (g.dxMode == Accum::Overwrite)
                std::fill_n(target, headWidth, 0.0F);
            axpy(weight, dOut + col, headWidth, target);
        }
}

/// dx[i] += Σ_h dScores[i,h] w[h] over the columns that head h reads, for the rows [from, to) of a sequence
/// with gated weights \p w.
void addScoreGradient(const AdditiveAttentionGrad& g, const SequenceWeights& w, std::int64_t from,
                      std::int64_t to) {
    const AdditiveAttention& a = g.forward;
    if (a.acrossHeads()) {
        assign(MutRows(g.dx.f32().row(from), to - from, g.dx.cols),
               Rows(g.dScores.row(from), to - from, a.heads) * w.rows(a.heads), Accum::Add);
        return;
    }
    const std::int64_t headWidth = a.x.cols / a.heads;
    for (std::int64_t r = from; r < to; ++r)
        for (std::int64_t h = 0; h < a.heads; ++h)
            axpy(g.dScores.row(r)[h], w.own(h), headWidth, g.dx.f32().row(r) + h * headWidth);
}

struct FactorAndSums {
    const float *factor, *sums; ///< no factor: ones
};

/// target[c] = or += Σ_k factor[c] · sums[c], both of at(k).
template <class At>
void sumProducts(float* target, std::int64_t cols, std::int64_t count, Accum mode, At&& at) {
    if (mode == Accum::Overwrite)
        std::fill_n(target, cols, 0.0F);
    for (std::int64_t k = 0; k < count; ++k) {
        const FactorAndSums from = at(k);
        if (from.factor == nullptr) {
            axpy(1, from.sums, cols, target);
        } else {
#pragma omp simd
            for (std::int64_t c = 0; c < cols; ++c)
                target[c] += from.factor[c] * from.sums[c];
        }
    }
}

} // namespace

/// w ⊙ g of every sequence, [sequences · weightRows, width] in m_gated; nothing without a gate.
void CpuBackend::gateWeights(const AdditiveAttention& a) {
    if (!a.gate)
        return;
    const std::int64_t width = a.x.cols, size = a.weightRows() * width;
    const std::int64_t step = std::min(width, a.w.size()); // shared by all heads, w is narrower than a row
    m_gated.resize(std::max(m_gated.size(), static_cast<std::size_t>(a.segments.count * size)));
    forRange(a.segments.count, size, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t at = begin * size; at < end * size; at += step) {
            const float *w = a.w.data + at % size % a.w.size(), *g = a.gate.row(at / size) + at % width;
            float* target = m_gated.data() + at;
#pragma omp simd
            for (std::int64_t c = 0; c < step; ++c)
                target[c] = w[c] * g[c];
        }
    });
}

/// body(from, to, weights) over pieces that lie in one chunk and, with a gate, in one sequence; before it
/// each(b, from, to) for every sequence in the piece.
template <class Each, class Body>
void CpuBackend::forGatedRows(const AdditiveAttention& a, Each&& each, Body&& body) {
    gateWeights(a);
    const std::int64_t rows = a.segments.rows, width = a.x.cols, size = a.weightRows() * width;
    const auto weights = [&](std::int64_t b) {
        return SequenceWeights{a.gate ? m_gated.data() + b * size : a.w.data, !a.gate && a.w.size() < width,
                               width, width / a.heads};
    };
    forChunks((rows + kPieceRows - 1) / kPieceRows, a.x.size(), [&](std::int64_t chunk) {
        const std::int64_t begin = chunk * kPieceRows, end = std::min(rows, begin + kPieceRows);
        forPieces(a.segments, begin, end, [&](std::int32_t b, std::int64_t from, std::int64_t to) {
            each(b, from, to);
            if (a.gate)
                body(from, to, weights(b));
        });
        if (!a.gate)
            body(begin, end, weights(0));
    });
}

void CpuBackend::additiveAttention(const AdditiveAttention& a, MutMat weights, MutMat out) {
    Laps laps(fusedTimes());
    forGatedRows(
        a, [](std::int32_t, std::int64_t, std::int64_t) {},
        [&](std::int64_t from, std::int64_t to, const SequenceWeights& w) {
            scoreRows(a, w, from, to, weights);
        });
    segmentSoftmax(weights, a.segments, a.scale, weights);
    laps.scores();
    segmentWeightedSum(weights, a.x, a.segments, out, Accum::Overwrite);
    laps.sums();
}

void CpuBackend::additiveAttentionGrad(const AdditiveAttentionGrad& g) {
    const AdditiveAttention& a = g.forward;
    const std::int64_t cells = a.segments.count * a.heads, headWidth = a.x.cols / a.heads;
    m_totals.resize(std::max(m_totals.size(), static_cast<std::size_t>(cells)));
    forRange(cells, headWidth, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t cell = begin; cell < end; ++cell)
            m_totals[static_cast<std::size_t>(cell)] =
                dot(g.out.data + cell * headWidth, g.dOut.data + cell * headWidth, headWidth);
    });
    forGatedRows(
        a,
        [&](std::int32_t b, std::int64_t from, std::int64_t to) {
            Laps laps(fusedTimes());
            weighRows(g, m_totals.data() + std::int64_t{b} * a.heads, b, from, to);
            laps.sums();
        },
        [&](std::int64_t from, std::int64_t to, const SequenceWeights& w) {
            Laps laps(fusedTimes());
            if (g.dx)
                addScoreGradient(g, w, from, to);
            laps.scores();
        });
    if (!g.dw && !g.dGate)
        return;
    if (a.acrossHeads() && !a.gate) {
        gemm(Transpose::Yes, Transpose::No, g.dScores, a.x, g.dw, g.dwMode);
        return;
    }
    sumScoreGradients(g);
    if (g.dGate)
        gateGradient(g);
    if (g.dw)
        scoreWeightGradient(g);
}

/// sums[b n + h] = Σ_{i in b} dScores[i,h] x[i], n = weightRows.
void CpuBackend::sumScoreGradients(const AdditiveAttentionGrad& g) {
    const AdditiveAttention& a = g.forward;
    if (!a.acrossHeads()) {
        segmentWeightedSum(g.dScores, a.x, a.segments, g.sums, Accum::Overwrite);
        return;
    }
    const std::int64_t width = a.x.cols, step = a.segments.maxLength > kLongSequence ? kColumnChunk : width;
    const std::int64_t blocks = (width + step - 1) / step;
    forChunks(a.segments.count * blocks, a.x.size() * a.heads / 16, [&](std::int64_t chunk) {
        const std::int64_t b = chunk / blocks, col = chunk % blocks * step,
                           cols = std::min(step, width - col);
        const std::int64_t first = a.segments.offsets[b], length = a.segments.offsets[b + 1] - first;
        Laps laps(fusedTimes());
        auto target = MutRows(g.sums.row(b * a.heads), a.heads, width).middleCols(col, cols);
        if (length > 0)
            assign(target,
                   Rows(g.dScores.row(first), length, a.heads).transpose() *
                       Rows(a.x.f32().row(first), length, width).middleCols(col, cols),
                   Accum::Overwrite);
        else
            target.setZero();
        laps.scores();
    });
}

/// dg[b,c] = Σ_h w[h,c] sums[b n + h, c].
void CpuBackend::gateGradient(const AdditiveAttentionGrad& g) {
    const AdditiveAttention& a = g.forward;
    const std::int64_t rows = a.weightRows(), width = a.x.cols;
    const std::int64_t step = std::min(width, a.w.size()); // shared by all heads, w is narrower than a row
    forRange(a.segments.count, rows * width, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t b = begin; b < end; ++b)
            for (std::int64_t col = 0; col < width; col += step)
                sumProducts(g.dGate.row(b) + col, step, rows, g.dGateMode, [&](std::int64_t h) {
                    return FactorAndSums{a.w.data + h * width, g.sums.row(b * rows + h) + col};
                });
    });
}

/// dw[h,c] = Σ_b g[b,c] sums[b n + h, c]; shared by all heads, also over the heads' columns.
void CpuBackend::scoreWeightGradient(const AdditiveAttentionGrad& g) {
    const AdditiveAttention& a = g.forward;
    const std::int64_t rows = a.weightRows(), width = a.x.cols;
    const std::int64_t cols = std::min(width, g.dw.size()), pieces = width / cols,
                       count = a.segments.count * pieces;
    forRange(g.dw.size() / cols, cols * count, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t h = begin; h < end; ++h)
            sumProducts(g.dw.data + h * cols, cols, count, g.dwMode, [&](std::int64_t k) {
                const std::int64_t b = k / pieces, col = k % pieces * cols;
                return FactorAndSums{a.gate ? a.gate.row(b) + col : nullptr, g.sums.row(b * rows + h) + col};
            });
    });
}

} // namespace lab
