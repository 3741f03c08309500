// Additive attention. The weights of the scores meet the gate once for each piece of a sequence, w ⊙ g, so
// the gated tokens are never made. Tokens are cut by rows; what is summed over the tokens of a sequence is
// cut by sequences and, where these are long, by columns. Chunks depend on the shapes alone.
#include "core/cpu/cpu_backend.h"
#include "core/cpu/eigen_rows.h"
#include "core/cpu/laps.h"

#include <vector>

namespace lab {
namespace {

constexpr std::int64_t kPieceRows =
    256; // rows of a tall product: its operands stay in the second-level cache
constexpr std::int64_t kLongSequence = 1024, kColumnChunk = 64;

/// Room of a thread that grows to what the largest call needs.
float* roomFor(std::vector<float>& room, std::int64_t floats) {
    if (std::ssize(room) < floats)
        room.resize(static_cast<std::size_t>(floats));
    return room.data();
}

/// w ⊙ g[b], [weightRows, width]; valid until the thread's next call.
ConstMat gatedWeights(const AdditiveAttention& a, std::int32_t b) {
    const std::int64_t width = a.x.cols, size = a.weightRows() * width, wSize = a.w.size();
    if (!a.gate && wSize == size)
        return {a.w.data, a.weightRows(), width};
    thread_local std::vector<float> room;
    float* out = roomFor(room, size);
    const std::int64_t step = std::min(wSize, width); // shared by all heads, w is narrower than a row
    for (std::int64_t at = 0; at < size; at += step) {
        const float* w = a.w.data + at % wSize;
        float* target = out + at;
        if (a.gate) {
            const float* g = a.gate.row(b) + at % width;
#pragma omp simd
            for (std::int64_t c = 0; c < step; ++c)
                target[c] = w[c] * g[c];
        } else {
            std::copy_n(w, step, target);
        }
    }
    return {out, a.weightRows(), width};
}

float dot(const float* a, const float* b, std::int64_t count) {
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::int64_t c = 0; c < count; ++c)
        sum += a[c] * b[c];
    return sum;
}

/// scores[i,h] of the rows [from, to) of a sequence with gated weights \p w.
void scoreRows(const AdditiveAttention& a, ConstMat w, std::int64_t from, std::int64_t to, MutMat scores) {
    if (a.acrossHeads()) {
        assign(MutRows(scores.row(from), to - from, a.heads),
               Rows(a.x.row(from), to - from, a.x.cols) * Rows(w.data, a.heads, w.cols).transpose(),
               Accum::Overwrite);
        return;
    }
    const std::int64_t headWidth = a.x.cols / a.heads;
    for (std::int64_t r = from; r < to; ++r)
        for (std::int64_t h = 0; h < a.heads; ++h)
            scores.row(r)[h] = dot(a.x.row(r) + h * headWidth, w.data + h * headWidth, headWidth);
}

/// Gradient of the scores of the rows [from, to) of sequence b, s β (dβ − Σ β dβ), and β dOut in dx. The sum
/// over the tokens is out · dOut, head by head.
void weighRows(const AdditiveAttentionGrad& g, std::int32_t b, std::int64_t from, std::int64_t to) {
    const AdditiveAttention& a = g.forward;
    const std::int64_t headWidth = a.x.cols / a.heads;
    const float* dOut = g.dOut.row(b);
    thread_local std::vector<float> room;
    float* totals = roomFor(room, a.heads);
    for (std::int64_t h = 0; h < a.heads; ++h)
        totals[h] = dot(g.out.row(b) + h * headWidth, dOut + h * headWidth, headWidth);
    for (std::int64_t r = from; r < to; ++r)
        for (std::int64_t h = 0; h < a.heads; ++h) {
            const std::int64_t col = h * headWidth;
            const float weight = g.weights.row(r)[h];
            const float dWeight = dot(a.x.row(r) + col, dOut + col, headWidth);
            g.dScores.row(r)[h] = a.scale * weight * (dWeight - totals[h]);
            if (!g.dx)
                continue;
            float* target = g.dx.row(r) + col;
            if (g.dxMode == Accum::Overwrite)
                std::fill_n(target, headWidth, 0.0F);
#pragma omp simd
            for (std::int64_t c = 0; c < headWidth; ++c)
                target[c] += weight * dOut[col + c];
        }
}

/// dx[i] += Σ_h dScores[i,h] w[h] over the columns that head h reads, for the rows [from, to) of a sequence
/// with gated weights \p w.
void addScoreGradient(const AdditiveAttentionGrad& g, ConstMat w, std::int64_t from, std::int64_t to) {
    const AdditiveAttention& a = g.forward;
    if (a.acrossHeads()) {
        assign(MutRows(g.dx.row(from), to - from, g.dx.cols),
               Rows(g.dScores.row(from), to - from, a.heads) * Rows(w.data, a.heads, w.cols), Accum::Add);
        return;
    }
    const std::int64_t headWidth = a.x.cols / a.heads;
    for (std::int64_t r = from; r < to; ++r)
        for (std::int64_t h = 0; h < a.heads; ++h) {
            const float d = g.dScores.row(r)[h];
            const float* weights = w.data + h * headWidth;
            float* target = g.dx.row(r) + h * headWidth;
#pragma omp simd
            for (std::int64_t c = 0; c < headWidth; ++c)
                target[c] += d * weights[c];
        }
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
#pragma omp simd
            for (std::int64_t c = 0; c < cols; ++c)
                target[c] += from.sums[c];
        } else {
#pragma omp simd
            for (std::int64_t c = 0; c < cols; ++c)
                target[c] += from.factor[c] * from.sums[c];
        }
    }
}

} // namespace

/// body(from, to, w) over pieces that lie in one chunk and, with a gate, in one sequence; before it each(b,
/// from, to) for every sequence in the piece.
template <class Each, class Body>
void CpuBackend::forGatedRows(const AdditiveAttention& a, Each&& each, Body&& body) {
    const std::int64_t rows = a.segments.rows;
    forChunks((rows + kPieceRows - 1) / kPieceRows, a.x.size(), [&](std::int64_t chunk) {
        const std::int64_t begin = chunk * kPieceRows, end = std::min(rows, begin + kPieceRows);
        forPieces(a.segments, begin, end, [&](std::int32_t b, std::int64_t from, std::int64_t to) {
            each(b, from, to);
            if (a.gate)
                body(from, to, gatedWeights(a, b));
        });
        if (!a.gate)
            body(begin, end, gatedWeights(a, 0));
    });
}

void CpuBackend::additiveAttention(const AdditiveAttention& a, MutMat weights, MutMat out) {
    Laps laps(fusedTimes());
    forGatedRows(
        a, [](std::int32_t, std::int64_t, std::int64_t) {},
        [&](std::int64_t from, std::int64_t to, ConstMat w) { scoreRows(a, w, from, to, weights); });
    segmentSoftmax(weights, a.segments, a.scale, weights);
    laps.scores();
    segmentWeightedSum(weights, a.x, a.segments, out, Accum::Overwrite);
    laps.sums();
}

void CpuBackend::additiveAttentionGrad(const AdditiveAttentionGrad& g) {
    forGatedRows(
        g.forward,
        [&](std::int32_t b, std::int64_t from, std::int64_t to) {
            Laps laps(fusedTimes());
            weighRows(g, b, from, to);
            laps.sums();
        },
        [&](std::int64_t from, std::int64_t to, ConstMat w) {
            Laps laps(fusedTimes());
            if (g.dx)
                addScoreGradient(g, w, from, to);
            laps.scores();
        });
    if (!g.dw && !g.dGate)
        return;
    if (g.forward.acrossHeads() && !g.forward.gate) {
        gemm(Transpose::Yes, Transpose::No, g.dScores, g.forward.x, g.dw, g.dwMode);
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
                       Rows(a.x.row(first), length, width).middleCols(col, cols),
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
