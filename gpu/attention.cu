// Softmax attention over packed sequences with a running maximum: memory is linear for every pattern. The
// queries of a tile share the keys that any of them sees; where they differ the others are masked inside the
// tile.
#include "core/base/scalar_math.h"
#include "gpu/cuda_backend.h"
#include "gpu/device/attention_tile.cuh"

namespace lab::gpu {
namespace {

struct ForwardOut {
    float *out, *logSum;
};

/// Running softmax of one owned row: weight of this lane's key, and the factor that brings older sums to the
/// new maximum.
struct Running {
    float top;
    double sum;

    __device__ float add(float score, float& rescale) {
        const float tileTop = warpMax(score), high = tileTop > top ? tileTop : top;
        rescale = 1;
        if (high == kLowest) // the row sees none of these keys, nor any before
            return 0;
        if (high > top) {
            rescale = top == kLowest ? 0.0F : scalar::exp(top - high);
            sum *= static_cast<double>(rescale);
            top = high;
        }
        const float weight = score == kLowest ? 0.0F : scalar::exp(score - high);
        sum += static_cast<double>(laneSum(weight));
        return weight;
    }
};

template <int Cols>
__global__ void __launch_bounds__(kAttentionThreads)
    attentionKernel(Attention a, TileMap tiles, ForwardOut result) {
    __shared__ AttentionRoom room;
    const TileMap::Tile tile = tiles.tile(static_cast<std::int32_t>(blockIdx.x));
    const AttentionSlice s = sliceOf(a, tile, static_cast<std::int32_t>(blockIdx.y));
    if (tile.count <= 0 || s.keys <= 0)
        return;
    const auto base = static_cast<std::int32_t>(blockIdx.z) * Cols * kWarp,
               width = static_cast<std::int32_t>(a.q.cols);
    const int warp = static_cast<int>(threadIdx.x) / kWarp, lane = static_cast<int>(threadIdx.x) % kWarp;
    const std::int64_t firstRow = s.queryRow + tile.first;
    lookAround(room, a, s, tile.first, tile.count);
    __syncthreads();
    Running running[kOwned];
    float sums[kOwned][Cols];
    for (int i = 0; i < kOwned; ++i) {
        running[i] = {kLowest, 0};
        for (int k = 0; k < Cols; ++k)
            sums[i][k] = 0;
    }
    for (std::int32_t at = nextKey(room, 0, s.keys); at < s.keys;
         at = nextKey(room, at + kAttentionTile, s.keys)) {
        const std::int32_t count = s.keys - at < kAttentionTile ? s.keys - at : kAttentionTile;
        const std::int64_t keyRow = s.keyRow + at;
        float weights[kOwned];
        tileProducts(room, {a.q.data + firstRow * width, tile.count}, {a.k.data + keyRow * width, count},
                     width, weights);
        for (int i = 0; i < kOwned; ++i) {
            const bool sees = lane < count && room.seen[warp * kOwned + i].holds(at + lane);
            float rescale = 1;
            weights[i] = running[i].add(sees ? weights[i] * a.scale : kLowest, rescale);
            for (int k = 0; k < Cols; ++k)
                sums[i][k] *= rescale;
        }
        addWeighted(room, weights, {a.v.data + keyRow * width, count}, width, base, sums);
    }
    float factors[kOwned];
    for (int i = 0; i < kOwned; ++i) {
        factors[i] = static_cast<float>(1.0 / running[i].sum);
        const std::int32_t row = warp * kOwned + i;
        if (blockIdx.z == 0 && lane == 0 && row < tile.count)
            result.logSum[firstRow + row] = running[i].top + static_cast<float>(log(running[i].sum));
    }
    storeOwned(sums, factors, result.out + firstRow * width, tile.count, width, base);
}

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

/// dQ += dS K with dS = P ∘ (dO Vᵀ − δ) · scale, P from the saved sums.
template <int Cols>
__global__ void __launch_bounds__(kAttentionThreads)
    queryGradKernel(AttentionGrad g, TileMap tiles, const float* deltas) {
    __shared__ AttentionRoom room;
    const Attention& a = g.forward;
    const TileMap::Tile tile = tiles.tile(static_cast<std::int32_t>(blockIdx.x));
    const AttentionSlice s = sliceOf(a, tile, static_cast<std::int32_t>(blockIdx.y));
    if (tile.count <= 0)
        return;
    const auto base = static_cast<std::int32_t>(blockIdx.z) * Cols * kWarp,
               width = static_cast<std::int32_t>(a.q.cols);
    const int warp = static_cast<int>(threadIdx.x) / kWarp, lane = static_cast<int>(threadIdx.x) % kWarp;
    const std::int64_t firstRow = s.queryRow + tile.first;
    lookAround(room, a, s, tile.first, tile.count);
    __syncthreads();
    float sums[kOwned][Cols], ones[kOwned];
    for (int i = 0; i < kOwned; ++i) {
        ones[i] = 1;
        for (int k = 0; k < Cols; ++k)
            sums[i][k] = 0;
    }
    for (std::int32_t at = nextKey(room, 0, s.keys); at < s.keys;
         at = nextKey(room, at + kAttentionTile, s.keys)) {
        const std::int32_t count = s.keys - at < kAttentionTile ? s.keys - at : kAttentionTile;
        const std::int64_t keyRow = s.keyRow + at;
        float scores[kOwned], weights[kOwned];
        tileProducts(room, {a.q.data + firstRow * width, tile.count}, {a.k.data + keyRow * width, count},
                     width, scores);
        tileProducts(room, {g.dOut.data + firstRow * width, tile.count}, {a.v.data + keyRow * width, count},
                     width, weights);
        for (int i = 0; i < kOwned; ++i) {
            const std::int32_t row = warp * kOwned + i;
            const bool sees = lane < count && row < tile.count && room.seen[row].holds(at + lane);
            weights[i] = sees ? scalar::exp(scores[i] * a.scale - g.logSum.data[firstRow + row]) *
                                    (weights[i] - deltas[firstRow + row]) * a.scale
                              : 0.0F;
        }
        addWeighted(room, weights, {a.k.data + keyRow * width, count}, width, base, sums);
    }
    storeOwned(sums, ones, g.dq.data + firstRow * width, tile.count, width, base);
}

/// Positions [first, last) of queries outside of which none sees the keys [begin, end).
struct QueryRange {
    std::int32_t first, last;
};
__device__ inline QueryRange queriesOf(const AttentionPattern& p, std::int32_t begin, std::int32_t end,
                                       std::int32_t queries) {
    std::int64_t first = 0, last = queries;
    if (p.kind == AttentionPattern::Kind::Window && begin >= p.globals) {
        first = std::int64_t{begin} - p.window;
        last = std::int64_t{end} + p.window;
    } else if (p.kind == AttentionPattern::Kind::Centres) {
        first = std::int64_t{begin} * p.stride - p.window;
        last = (std::int64_t{end} - 1) * p.stride + p.window + 1;
    }
    first = first < 0 ? 0 : first;
    last = last > queries ? queries : last;
    return {static_cast<std::int32_t>(first), static_cast<std::int32_t>(last)};
}

/// Whether some of \p count queries from \p first on may see some of the keys [begin, end).
__device__ inline bool mayMeet(const Attention& a, const AttentionSlice& s, std::int32_t first,
                               std::int32_t begin, std::int32_t end) {
    const std::int32_t last = first + kAttentionTile < s.queries ? first + kAttentionTile : s.queries;
    if (a.pattern.kind != AttentionPattern::Kind::Blocks)
        return first < last;
    for (std::int32_t query = first; query < last; query = (query / a.pattern.block + 1) * a.pattern.block) {
        const KeyRanges ranges = keyRanges(a.pattern, query, s.keys, s.head); // those of its whole block
        for (std::int32_t r = 0; r < ranges.count; ++r)
            if (ranges.begin[r] < end && begin < ranges.end[r])
                return true;
    }
    return false;
}

/// dV += Pᵀ dO and dK += dSᵀ Q: the block owns keys and streams the queries that see them, in their order.
template <int Cols>
__global__ void __launch_bounds__(kAttentionThreads)
    keyGradKernel(AttentionGrad g, TileMap tiles, const float* deltas) {
    __shared__ AttentionRoom room;
    __shared__ bool meets[kAttentionThreads];
    const Attention& a = g.forward;
    const TileMap::Tile tile = tiles.tile(static_cast<std::int32_t>(blockIdx.x));
    const AttentionSlice s = sliceOf(a, tile, static_cast<std::int32_t>(blockIdx.y));
    if (tile.count <= 0)
        return;
    const auto base = static_cast<std::int32_t>(blockIdx.z) * Cols * kWarp,
               width = static_cast<std::int32_t>(a.q.cols);
    const int warp = static_cast<int>(threadIdx.x) / kWarp, lane = static_cast<int>(threadIdx.x) % kWarp;
    const std::int64_t keyRow = s.keyRow + tile.first;
    const TileRows ownK{a.k.data + keyRow * width, tile.count}, ownV{a.v.data + keyRow * width, tile.count};
    float sumsK[kOwned][Cols], sumsV[kOwned][Cols], ones[kOwned];
    for (int i = 0; i < kOwned; ++i) {
        ones[i] = 1;
        for (int k = 0; k < Cols; ++k)
            sumsK[i][k] = sumsV[i][k] = 0;
    }
    const QueryRange range = queriesOf(a.pattern, tile.first, tile.first + tile.count, s.queries);
    for (std::int32_t block = range.first; block < range.last; block += kAttentionThreads * kAttentionTile) {
        __syncthreads();
        const std::int32_t own = block + static_cast<std::int32_t>(threadIdx.x) * kAttentionTile;
        meets[threadIdx.x] = own < range.last && mayMeet(a, s, own, tile.first, tile.first + tile.count);
        __syncthreads();
        for (std::int32_t t = 0; t < kAttentionThreads; ++t) {
            if (!meets[t])
                continue;
            const std::int32_t at = block + t * kAttentionTile, left = range.last - at;
            const std::int32_t count = left < kAttentionTile ? left : kAttentionTile;
            const std::int64_t queryRow = s.queryRow + at;
            const TileRows q{a.q.data + queryRow * width, count}, dOut{g.dOut.data + queryRow * width, count};
            __syncthreads(); // the tile before has read what is written now
            lookAround(room, a, s, at, count);
            float p[kOwned], dp[kOwned];
            tileProducts(room, ownK, q, width, p);
            tileProducts(room, ownV, dOut, width, dp);
            for (int i = 0; i < kOwned; ++i) {
                const std::int32_t key = tile.first + warp * kOwned + i;
                const bool sees =
                    lane < count && warp * kOwned + i < tile.count && room.seen[lane].holds(key);
                p[i] = sees ? scalar::exp(p[i] * a.scale - g.logSum.data[queryRow + lane]) : 0.0F;
                dp[i] = sees ? p[i] * (dp[i] - deltas[queryRow + lane]) * a.scale : 0.0F;
            }
            addWeighted(room, p, dOut, width, base, sumsV);
            addWeighted(room, dp, q, width, base, sumsK);
        }
    }
    storeOwned(sumsK, ones, g.dk.data + keyRow * width, tile.count, width, base);
    storeOwned(sumsV, ones, g.dv.data + keyRow * width, tile.count, width, base);
}

/// Calls body(columns of 32 that a block has) as a constant.
template <class Body> void forColumns(std::int64_t width, const Body& body) {
    if (width <= kWarp)
        body(std::integral_constant<int, 1>{});
    else if (width <= 2 * kWarp)
        body(std::integral_constant<int, 2>{});
    else
        body(std::integral_constant<int, 4>{}); // more columns: more blocks, which make the products again
}

} // namespace

void CudaBackend::attention(const Attention& a, MutMat out, MutMat logSum) {
    if (a.segments.count == 0)
        return;
    const TileMap tiles = TileMap::of(a.segments, a.queries, kAttentionTile);
    forColumns(a.q.cols, [&](auto columns) {
        const Grid grid{
            {tiles.numbers(), static_cast<unsigned>(a.heads), blocksFor(a.q.cols, columns * kWarp)},
            {kAttentionThreads}};
        launch("attention", m_stream, grid, attentionKernel<columns>, a, tiles,
               ForwardOut{out.data, logSum.data});
    });
}

void CudaBackend::attentionGrad(const AttentionGrad& g) {
    const Attention& a = g.forward;
    if (a.segments.count == 0)
        return;
    const TileMap queries = TileMap::of(a.segments, a.queries, kAttentionTile);
    const TileMap keys = TileMap::of(a.segments, a.keys, kAttentionTile);
    auto* deltas = m_scratch.get<float>(a.q.rows);
    launch("attentionGrad (δ)", m_stream,
           {{blocksFor(a.q.rows, kAttentionThreads / kWarp)}, {kAttentionThreads}}, rowDotsKernel, g.out,
           g.dOut.data, deltas);
    forColumns(a.q.cols, [&](auto columns) {
        const auto heads = static_cast<unsigned>(a.heads), slices = blocksFor(a.q.cols, columns * kWarp);
        launch("attentionGrad (queries)", m_stream, {{queries.numbers(), heads, slices}, {kAttentionThreads}},
               queryGradKernel<columns>, g, queries, deltas);
        launch("attentionGrad (keys)", m_stream, {{keys.numbers(), heads, slices}, {kAttentionThreads}},
               keyGradKernel<columns>, g, keys, deltas);
    });
}

} // namespace lab::gpu
