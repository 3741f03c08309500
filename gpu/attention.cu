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
    const AttentionBlock own = ownBlock<Cols>(a, tiles);
    const AttentionSlice& s = own.slice;
    const TileMap::Tile& tile = own.tile;
    if (tile.count <= 0)
        return;
    const std::int64_t firstRow = s.queryRow + tile.first;
    lookAround(room, a, s, tile.first, tile.count);
    __syncthreads();
    Running running[kOwned];
    float sums[kOwned][Cols];
    clear(sums);
    for (int i = 0; i < kOwned; ++i)
        running[i] = {kLowest, 0};
    for (std::int32_t at = nextKey(room, 0, s.keys); at < s.keys;
         at = nextKey(room, at + kAttentionTile, s.keys)) {
        const std::int32_t count = s.keys - at < kAttentionTile ? s.keys - at : kAttentionTile;
        float weights[kOwned];
        tileProducts(room, rowsOf(a.q, firstRow, tile.count), rowsOf(a.k, s.keyRow + at, count), own.width,
                     weights);
        for (int i = 0; i < kOwned; ++i) {
            const bool sees = own.lane < count && room.seen[own.warp * kOwned + i].holds(at + own.lane);
            float rescale = 1;
            weights[i] = running[i].add(sees ? weights[i] * a.scale : kLowest, rescale);
            for (int k = 0; k < Cols; ++k)
                sums[i][k] *= rescale;
        }
        addWeighted(room, weights, rowsOf(a.v, s.keyRow + at, count), own.width, own.base, sums);
    }
    for (int i = 0; i < kOwned; ++i) {
        const bool sees = running[i].top != kLowest;
        const float factor = sees ? static_cast<float>(1.0 / running[i].sum) : 0.0F;
        for (int k = 0; k < Cols; ++k)
            sums[i][k] *= factor;
        const std::int32_t row = own.warp * kOwned + i;
        if (blockIdx.z == 0 && own.lane == 0 && row < tile.count)
            result.logSum[firstRow + row] =
                sees ? running[i].top + static_cast<float>(log(running[i].sum)) : 0.0F;
    }
    storeOwned(sums, result.out + firstRow * own.width, tile.count, own.width, own.base);
}

} // namespace

void CudaBackend::attention(const Attention& a, MutMat out, MutMat logSum) {
    if (a.segments.count == 0)
        return;
    const TileMap tiles = TileMap::of(a.segments, a.queries, kAttentionTile);
    forColumns(a.q.cols, [&](auto columns) {
        launch("attention", m_stream, attentionGrid(a, tiles, columns), attentionKernel<columns>, a, tiles,
               ForwardOut{out.data, logSum.data});
    });
}

} // namespace lab::gpu
