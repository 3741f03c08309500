// Gradients of the softmax attention. Those of the queries walk over the keys as the forward kernel does;
// those of the keys are owned by key tiles, which walk over the queries that see them, so every sum has a
// fixed order.
#include "core/base/scalar_math.h"
#include "gpu/cuda_backend.h"
#include "gpu/device/query_list.cuh"

namespace lab::gpu {
namespace {

/// deltas[r] = Σ_c a[r, c] b[r, c]; one warp a row.
__global__ void __launch_bounds__(kAttentionThreads)
    rowDotsKernel(ConstMat a, const float* b, float* deltas) {
    const std::int64_t row = std::int64_t{blockIdx.x} * (kAttentionThreads / kWarp) + threadIdx.x / kWarp;
    if (row >= a.rows)
        return;
    float sum = 0;
    for (std::int64_t c = threadIdx.x % kWarp; c < a.cols; c += kWarp)
        sum += a.data[row * a.cols + c] * b[row * a.cols + c];
    sum = laneSum(sum);
    if (threadIdx.x % kWarp == 0)
        deltas[row] = sum;
}

/// P and dS = P ∘ (dO Vᵀ − δ) · scale of one query and key from the products q·k and dO·v.
struct ScoreGrad {
    float weight, score;
    __device__ static ScoreGrad of(const AttentionGrad& g, const float* deltas, std::int64_t query, float qk,
                                   float dov) {
        const float weight = scalar::exp(qk * g.forward.scale - g.logSum.data[query]);
        return {weight, weight * (dov - deltas[query]) * g.forward.scale};
    }
};

/// dQ += dS K.
template <int Cols>
__global__ void __launch_bounds__(kAttentionThreads)
    queryGradKernel(AttentionGrad g, TileMap tiles, const float* deltas) {
    __shared__ AttentionRoom room;
    const Attention& a = g.forward;
    const AttentionBlock own = ownBlock<Cols>(a, tiles);
    const AttentionSlice& s = own.slice;
    const TileMap::Tile& tile = own.tile;
    if (tile.count <= 0)
        return;
    const std::int64_t firstRow = s.queryRow + tile.first;
    const TileRows ownQ = rowsOf(a.q, firstRow, tile.count), ownOut = rowsOf(g.dOut, firstRow, tile.count);
    lookAround(room, a, s, tile.first, tile.count);
    __syncthreads();
    float sums[kOwned][Cols];
    clear(sums);
    for (std::int32_t at = nextKey(room, 0, s.keys); at < s.keys;
         at = nextKey(room, at + kAttentionTile, s.keys)) {
        const std::int32_t count = s.keys - at < kAttentionTile ? s.keys - at : kAttentionTile;
        const TileRows k = rowsOf(a.k, s.keyRow + at, count), v = rowsOf(a.v, s.keyRow + at, count);
        float scores[kOwned], weights[kOwned];
        tileProducts(room, ownQ, k, own.width, scores);
        tileProducts(room, ownOut, v, own.width, weights);
        for (int i = 0; i < kOwned; ++i) {
            const std::int32_t row = own.warp * kOwned + i;
            const bool sees = own.lane < count && row < tile.count && room.seen[row].holds(at + own.lane);
            weights[i] = sees ? ScoreGrad::of(g, deltas, firstRow + row, scores[i], weights[i]).score : 0.0F;
        }
        addWeighted(room, weights, k, own.width, own.base, sums);
    }
    storeOwned(sums, g.dq.data + firstRow * own.width, tile.count, own.width, own.base);
}

/// dV += Pᵀ dO and dK += dSᵀ Q.
template <int Cols>
__global__ void __launch_bounds__(kAttentionThreads)
    keyGradKernel(AttentionGrad g, TileMap tiles, TileMap queryBlocks, DrawnTiles drawn,
                  const float* deltas) {
    __shared__ AttentionRoom room;
    const Attention& a = g.forward;
    const AttentionBlock own = ownBlock<Cols>(a, tiles);
    const AttentionSlice& s = own.slice;
    const TileMap::Tile& tile = own.tile;
    if (tile.count <= 0)
        return;
    const std::int64_t keyRow = s.keyRow + tile.first;
    const TileRows ownK = rowsOf(a.k, keyRow, tile.count), ownV = rowsOf(a.v, keyRow, tile.count);
    float sumsK[kOwned][Cols], sumsV[kOwned][Cols];
    clear(sumsK);
    clear(sumsV);
    QueryList queries(a, own, drawn, queryBlocks);
    for (std::int32_t at = queries.from(0); at < s.queries; at = queries.from(at + kAttentionTile)) {
        const std::int32_t count = s.queries - at < kAttentionTile ? s.queries - at : kAttentionTile;
        const std::int64_t queryRow = s.queryRow + at;
        const TileRows q = rowsOf(a.q, queryRow, count), dOut = rowsOf(g.dOut, queryRow, count);
        // The sums of the tile before hold barriers, so what it saw has been read by all.
        lookAround(room, a, s, at, count);
        float p[kOwned], dp[kOwned];
        tileProducts(room, ownK, q, own.width, p);
        tileProducts(room, ownV, dOut, own.width, dp);
        for (int i = 0; i < kOwned; ++i) {
            const std::int32_t row = own.warp * kOwned + i;
            const bool sees =
                own.lane < count && row < tile.count && room.seen[own.lane].holds(tile.first + row);
            const ScoreGrad grad =
                sees ? ScoreGrad::of(g, deltas, queryRow + own.lane, p[i], dp[i]) : ScoreGrad{0, 0};
            p[i] = grad.weight;
            dp[i] = grad.score;
        }
        addWeighted(room, p, dOut, own.width, own.base, sumsV);
        addWeighted(room, dp, q, own.width, own.base, sumsK);
    }
    storeOwned(sumsK, g.dk.data + keyRow * own.width, tile.count, own.width, own.base);
    storeOwned(sumsV, g.dv.data + keyRow * own.width, tile.count, own.width, own.base);
}

} // namespace

void CudaBackend::attentionGrad(const AttentionGrad& g) {
    const Attention& a = g.forward;
    if (a.segments.count == 0)
        return;
    const TileMap queries = TileMap::of(a.segments, a.queries, kAttentionTile);
    const TileMap keys = TileMap::of(a.segments, a.keys, kAttentionTile);
    const TileMap blocks = TileMap::of(a.segments, a.queries, a.pattern.block);
    DrawnTiles drawn{};
    if (const std::int32_t perBlock = Draws::most(a.pattern);
        a.pattern.kind == AttentionPattern::Kind::Blocks && perBlock > 0) {
        const auto numbers = static_cast<std::int32_t>(blocks.numbers()),
                   tiles = static_cast<std::int32_t>(keys.numbers());
        const std::int64_t count = std::int64_t{numbers} * a.heads * perBlock;
        const Draws draws{blocks, keys, perBlock, numbers, tiles, m_statistics.get<std::int32_t>(count)};
        launch("attentionGrad (draws)", m_stream,
               {{blocksFor(std::int64_t{numbers} * a.heads, kDrawThreads)}, {kDrawThreads}}, drawKernel, a,
               draws);
        const SortedIds sorted = sortIds({draws.out, count}, std::int64_t{tiles} * a.heads + 1);
        drawn = {sorted.keys, sorted.positions, static_cast<std::int32_t>(count), perBlock, numbers};
    }
    auto* deltas = m_scratch.get<float>(a.q.rows);
    launch("attentionGrad (δ)", m_stream,
           {{blocksFor(a.q.rows, kAttentionThreads / kWarp)}, {kAttentionThreads}}, rowDotsKernel, g.out,
           g.dOut.data, deltas);
    forColumns(a.q.cols, [&](auto columns) {
        launch("attentionGrad (queries)", m_stream, attentionGrid(a, queries, columns),
               queryGradKernel<columns>, g, queries, deltas);
        launch("attentionGrad (keys)", m_stream, attentionGrid(a, keys, columns), keyGradKernel<columns>, g,
               keys, blocks, drawn, deltas);
    });
}

} // namespace lab::gpu
