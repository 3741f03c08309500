// Additive attention of any shape: the scores and their gradients as products in tiles (tile_products.cuh),
// the rest by the kernels of the segments. The weights meet the gate as they are read.
#include "gpu/cuda_backend.h"
#include "gpu/device/map_rows.cuh"
#include "gpu/device/tile_products.cuh"

namespace lab::gpu {
namespace {

/// The gated weights w ⊙ g of the scores.
struct GatedWeights {
    const float *w, *gate; ///< gate may be null
    std::int32_t cols, heads, headWidth;
    bool across, alike;

    static GatedWeights of(const AdditiveAttention& a) {
        const auto cols = static_cast<std::int32_t>(a.x.cols);
        return {a.w.data, a.gate.data, cols, a.heads, cols / a.heads, a.acrossHeads(), a.w.rows == 1};
    }
    /// What column c weighs in the score of head h.
    __device__ float weight(std::int32_t h, std::int32_t c) const {
        if (across)
            return w[std::int64_t{h} * cols + c];
        return c / headWidth != h ? 0.0F : w[alike ? c % headWidth : c];
    }
    __device__ float factor(std::int32_t sequence, std::int32_t c) const {
        return gate == nullptr ? 1.0F : gate[std::int64_t{sequence} * cols + c];
    }
    __device__ float at(std::int32_t sequence, std::int32_t h, std::int32_t c) const {
        return weight(h, c) * factor(sequence, c);
    }
};

/// scores[i, h] = Σ_c x[i, c] w[h, c] g[b, c].
template <class E> struct ScoreSource {
    GatedWeights weights;
    const E* x;
    float* scores;
    __device__ float left(std::int32_t, const TileMap::Tile& tile, std::int32_t position,
                          std::int32_t c) const {
        return loadPack<1>(x + (std::int64_t{tile.offset} + position) * weights.cols + c).v[0];
    }
    __device__ float matrix(std::int32_t, const TileMap::Tile& tile, std::int32_t c, std::int32_t h) const {
        return weights.at(tile.sequence, h, c);
    }
    __device__ void store(std::int32_t, const TileMap::Tile& tile, std::int32_t position, std::int32_t h,
                          float sum) const {
        scores[(std::int64_t{tile.offset} + position) * weights.heads + h] = sum;
    }
};

/// The gradients of the scores of each token.
struct ScoreGradients {
    const float* dScores;
    std::int32_t heads;
    __device__ float left(std::int32_t, const TileMap::Tile& tile, std::int32_t position,
                          std::int32_t h) const {
        return dScores[(std::int64_t{tile.offset} + position) * heads + h];
    }
};

/// dx[i, c] = or += β[i, head of c] dOut[b, c] + Σ_h dScores[i, h] w[h, c] g[b, c].
template <class E> struct ScoreGradSource : ScoreGradients {
    GatedWeights weights;
    const float *attention, *dOut;
    E* dx;
    bool add;
    __device__ float matrix(std::int32_t, const TileMap::Tile& tile, std::int32_t h, std::int32_t c) const {
        return weights.at(tile.sequence, h, c);
    }
    __device__ void store(std::int32_t, const TileMap::Tile& tile, std::int32_t position, std::int32_t c,
                          float sum) const {
        const std::int64_t row = std::int64_t{tile.offset} + position;
        const float weighed = attention[row * weights.heads + c / weights.headWidth] *
                              dOut[std::int64_t{tile.sequence} * weights.cols + c];
        storePack(dx + row * weights.cols + c, Pack<1>{weighed + sum}, add);
    }
};

/// sums[b · heads + h, c] = Σ_{i in b} dScores[i, h] x[i, c].
template <class E> struct ScoreSums : ScoreGradients {
    const E* x;
    float* sums;
    std::int32_t cols;
    __device__ float right(std::int32_t, const TileMap::Tile& tile, std::int32_t position,
                           std::int32_t c) const {
        return loadPack<1>(x + (std::int64_t{tile.offset} + position) * cols + c).v[0];
    }
    __device__ void store(std::int32_t, std::int32_t sequence, std::int32_t h, std::int32_t c,
                          float sum) const {
        sums[(std::int64_t{sequence} * heads + h) * cols + c] = sum;
    }
};

/// dg[b, c] = or += Σ_h w[h, c] sums[b · rows + h, c].
struct GateGradBody {
    GatedWeights weights;
    const float* sums;
    float* dGate;
    bool add;
    template <int N> __device__ void run(std::int32_t b, std::int32_t, std::int32_t col) const {
        const std::int32_t rows = weights.across ? weights.heads : 1;
        Pack<N> total;
        for (int i = 0; i < N; ++i) {
            total.v[i] = 0;
            const std::int32_t c = col + i, own = c / weights.headWidth;
            for (std::int32_t h = 0; h < rows; ++h)
                total.v[i] += weights.weight(weights.across ? h : own, c) *
                              sums[(std::int64_t{b} * rows + h) * weights.cols + c];
        }
        storePack(dGate + std::int64_t{b} * weights.cols + col, total, add);
    }
};

/// dw[h, c] = or += Σ_b g[b, c] sums[b · rows + h, c]; one w for all heads adds over their columns as well.
struct ScoreWeightGradBody {
    GatedWeights weights;
    const float* sums;
    float* dw;
    std::int32_t sequences, cols; ///< of a row of dw
    bool add;
    template <int N> __device__ void run(std::int32_t h, std::int32_t, std::int32_t col) const {
        const std::int32_t rows = weights.across ? weights.heads : 1;
        Pack<N> total;
        for (int i = 0; i < N; ++i) {
            total.v[i] = 0;
            for (std::int32_t b = 0; b < sequences; ++b)
                for (std::int32_t c = col + i; c < weights.cols; c += cols)
                    total.v[i] +=
                        weights.factor(b, c) * sums[(std::int64_t{b} * rows + h) * weights.cols + c];
        }
        storePack(dw + std::int64_t{h} * cols + col, total, add);
    }
};

} // namespace

void CudaBackend::additiveByTiles(const AdditiveAttention& a, MutMat weights, MutMat out) {
    const GatedWeights gated = GatedWeights::of(a);
    forElement(a.x.element, [&]<class E>(E) {
        rowsTimes("additiveAttention", m_stream, ScoreSource<E>{gated, a.x.as<E>(), weights.data}, a.segments,
                  {gated.cols, a.heads, 1});
    });
    segmentSoftmax(weights, a.segments, a.scale, weights);
    segmentWeightedSum(weights, a.x, a.segments, out, Accum::Overwrite);
}

void CudaBackend::additiveGradByTiles(const AdditiveAttentionGrad& g) {
    const AdditiveAttention& a = g.forward;
    const GatedWeights gated = GatedWeights::of(a);
    segmentWeightedSumGradW(g.dOut, a.x, a.segments, g.dScores, Accum::Overwrite);
    segmentSoftmaxGrad(g.weights, g.dScores, a.segments, a.scale, g.dScores, Accum::Overwrite);
    if (g.dx)
        forElement(g.dx.element, [&]<class E>(E) {
            const ScoreGradSource<E> source{
                {g.dScores.data, a.heads}, gated, g.weights.data, g.dOut.data, g.dx.as<E>(),
                g.dxMode == Accum::Add};
            rowsTimes("additiveAttentionGrad", m_stream, source, a.segments, {a.heads, gated.cols, 1});
        });
    if (!g.dGate && !g.dw)
        return;
    if (gated.across)
        forElement(a.x.element, [&]<class E>(E) {
            outerSums("additiveAttentionGrad", m_stream,
                      ScoreSums<E>{{g.dScores.data, a.heads}, a.x.as<E>(), g.sums.data, gated.cols},
                      a.segments, {a.heads, gated.cols, 1}, m_scratch);
        });
    else
        segmentWeightedSum(g.dScores, a.x, a.segments, g.sums, Accum::Overwrite);
    if (g.dGate)
        mapRows("additiveAttentionGrad", m_stream, WholeLayout{static_cast<std::int32_t>(g.dGate.rows)},
                GateGradBody{gated, g.sums.data, g.dGate.data, g.dGateMode == Accum::Add}, g.dGate.rows,
                g.dGate.cols, aligned16(g.dGate.data));
    if (g.dw) {
        const std::int64_t cols = g.dw.size() < a.x.cols ? g.dw.size() : a.x.cols, rows = g.dw.size() / cols;
        mapRows("additiveAttentionGrad", m_stream, WholeLayout{static_cast<std::int32_t>(rows)},
                ScoreWeightGradBody{gated, g.sums.data, g.dw.data, a.segments.count,
                                    static_cast<std::int32_t>(cols), g.dwMode == Accum::Add},
                rows, cols, aligned16(g.dw.data));
    }
}

} // namespace lab::gpu
