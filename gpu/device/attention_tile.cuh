#pragma once

#include "core/backend/attention_pattern.h"
#include "gpu/device/tiles.cuh"
#include "gpu/device/warp.cuh"

namespace lab::gpu {

// Attention tile by tile, never an N × N matrix. A block owns 32 rows of one head of one sequence (queries,
// or keys for their gradients) and streams the rows of the other kind past them, 32 at a time. Of the 32 × 32
// products a warp has eight owned rows, a lane one streamed row; sums into an owned row have one column a
// lane.

inline constexpr int kAttentionTile = 32, kAttentionThreads = 128, kOwned = 8;
static_assert(kAttentionThreads / kWarp * kOwned == kAttentionTile);

/// KeyRanges without a constructor, for shared memory.
struct Seen {
    std::int32_t count;
    std::int32_t begin[KeyRanges::kMost], end[KeyRanges::kMost];

    __device__ void set(const KeyRanges& ranges) {
        count = ranges.count;
        for (std::int32_t r = 0; r < ranges.count; ++r)
            begin[r] = ranges.begin[r], end[r] = ranges.end[r];
    }
    __device__ bool holds(std::int32_t key) const {
        for (std::int32_t r = 0; r < count; ++r)
            if (key < end[r])
                return key >= begin[r];
        return false;
    }
    /// The first key seen from \p key on; \p none when there is none.
    __device__ std::int32_t from(std::int32_t key, std::int32_t none) const {
        for (std::int32_t r = 0; r < count; ++r)
            if (key < end[r])
                return key > begin[r] ? key : begin[r];
        return none;
    }
};

/// Some rows of a head-by-head matrix.
struct TileRows {
    const float* data;
    std::int32_t count;
};

struct AttentionRoom {
    float owned[kAttentionTile][kAttentionTile + 1], streamed[kAttentionTile][kAttentionTile + 1];
    float weights[kAttentionTile][kAttentionTile + 1];
    Seen seen[kAttentionTile]; ///< by each query of the tile
};

/// Columns [from, from + 32) of the rows into shared memory; zeros outside.
__device__ inline void loadSlice(const TileRows& rows, std::int32_t width, std::int32_t from,
                                 float (&to)[kAttentionTile][kAttentionTile + 1]) {
    for (int i = static_cast<int>(threadIdx.x); i < kAttentionTile * kAttentionTile; i += kAttentionThreads) {
        const int r = i / kAttentionTile, c = i % kAttentionTile;
        to[r][c] = r < rows.count && from + c < width ? rows.data[std::int64_t{r} * width + from + c] : 0.0F;
    }
}

/// products[i] = owned row (warp · 8 + i) · streamed row (lane).
__device__ inline void tileProducts(AttentionRoom& room, const TileRows& owned, const TileRows& streamed,
                                    std::int32_t width, float (&products)[kOwned]) {
    const int warp = static_cast<int>(threadIdx.x) / kWarp, lane = static_cast<int>(threadIdx.x) % kWarp;
    for (float& product : products)
        product = 0;
    for (std::int32_t from = 0; from < width; from += kAttentionTile) {
        __syncthreads();
        loadSlice(owned, width, from, room.owned);
        loadSlice(streamed, width, from, room.streamed);
        __syncthreads();
        const int columns = width - from < kAttentionTile ? width - from : kAttentionTile;
        for (int c = 0; c < columns; ++c) {
            const float other = room.streamed[lane][c];
#pragma unroll
            for (int i = 0; i < kOwned; ++i)
                products[i] += room.owned[warp * kOwned + i][c] * other;
        }
    }
}

/// sums[i][k] += Σ_j weights_j[i] · streamed[j, base + 32 k + lane], weights_j those of lane j.
template <int Cols>
__device__ inline void addWeighted(AttentionRoom& room, const float (&weights)[kOwned],
                                   const TileRows& streamed, std::int32_t width, std::int32_t base,
                                   float (&sums)[kOwned][Cols]) {
    const int warp = static_cast<int>(threadIdx.x) / kWarp, lane = static_cast<int>(threadIdx.x) % kWarp;
    __syncthreads();
    for (int i = 0; i < kOwned; ++i)
        room.weights[warp * kOwned + i][lane] = weights[i];
#pragma unroll
    for (int k = 0; k < Cols; ++k) {
        if (base + k * kWarp >= width)
            break;
        __syncthreads();
        loadSlice(streamed, width, base + k * kWarp, room.streamed);
        __syncthreads();
        for (int j = 0; j < kAttentionTile; ++j) {
            const float value = room.streamed[j][lane];
#pragma unroll
            for (int i = 0; i < kOwned; ++i)
                sums[i][k] += room.weights[warp * kOwned + i][j] * value;
        }
    }
}

/// rows[i, base + 32 k + lane] = sums[i][k].
template <int Cols>
__device__ inline void storeOwned(const float (&sums)[kOwned][Cols], float* rows, std::int32_t count,
                                  std::int32_t width, std::int32_t base) {
    const int warp = static_cast<int>(threadIdx.x) / kWarp, lane = static_cast<int>(threadIdx.x) % kWarp;
#pragma unroll
    for (int i = 0; i < kOwned; ++i)
#pragma unroll
        for (int k = 0; k < Cols; ++k) {
            const std::int32_t row = warp * kOwned + i, col = base + k * kWarp + lane;
            if (row < count && col < width)
                rows[std::int64_t{row} * width + col] = sums[i][k];
        }
}

/// One head of one sequence.
struct AttentionSlice {
    std::int32_t head, queries, keys;
    std::int64_t queryRow, keyRow; ///< first rows in the head-by-head matrices
};

/// What a block owns: the rows of a tile in one head, and the columns [base, base + 32 Cols) of their sums.
struct AttentionBlock {
    TileMap::Tile tile;
    AttentionSlice slice;
    std::int32_t base, width;
    int warp, lane;
};
template <int Cols> __device__ inline AttentionBlock ownBlock(const Attention& a, const TileMap& tiles) {
    const TileMap::Tile tile = tiles.tile(static_cast<std::int32_t>(blockIdx.x));
    const auto head = static_cast<std::int32_t>(blockIdx.y);
    return {tile,
            {head, a.queries.count(tile.length), a.keys.count(tile.length),
             head * (a.q.rows / a.heads) + a.queries.start(tile.sequence, tile.offset),
             head * (a.k.rows / a.heads) + a.keys.start(tile.sequence, tile.offset)},
            static_cast<std::int32_t>(blockIdx.z) * Cols * kWarp,
            static_cast<std::int32_t>(a.q.cols),
            static_cast<int>(threadIdx.x) / kWarp,
            static_cast<int>(threadIdx.x) % kWarp};
}
/// The grid for such blocks.
inline Grid attentionGrid(const Attention& a, const TileMap& tiles, int cols) {
    return {
        {tiles.numbers(), static_cast<unsigned>(a.heads), blocksFor(a.q.cols, std::int64_t{cols} * kWarp)},
        {kAttentionThreads}};
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

template <int Cols> __device__ inline void clear(float (&sums)[kOwned][Cols]) {
#pragma unroll
    for (int i = 0; i < kOwned; ++i)
#pragma unroll
        for (int k = 0; k < Cols; ++k)
            sums[i][k] = 0;
}

/// \p count rows of a head-by-head matrix from row \p first on.
__device__ inline TileRows rowsOf(ConstMat m, std::int64_t first, std::int32_t count) {
    return {m.data + first * m.cols, count};
}

/// What the queries from \p first on see, into shared memory; visible after the next barrier.
__device__ inline void lookAround(AttentionRoom& room, const Attention& a, const AttentionSlice& s,
                                  std::int32_t first, std::int32_t count) {
    const auto i = static_cast<std::int32_t>(threadIdx.x);
    if (i < kAttentionTile) {
        room.seen[i].count = 0;
        if (i < count)
            room.seen[i].set(keyRanges(a.pattern, first + i, s.keys, s.head));
    }
}

/// The first key from \p key on that any query of the tile sees; s.keys when there is none. The same in each
/// thread.
__device__ inline std::int32_t nextKey(const AttentionRoom& room, std::int32_t key, std::int32_t keys) {
    std::int32_t next = room.seen[threadIdx.x % kWarp].from(key, keys);
    for (int distance = kWarp / 2; distance > 0; distance /= 2) {
        const std::int32_t other = __shfl_xor_sync(kWholeWarp, next, distance);
        next = other < next ? other : next;
    }
    return next;
}

} // namespace lab::gpu
