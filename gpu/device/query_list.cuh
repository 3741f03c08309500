#pragma once

#include "gpu/device/attention_tile.cuh"

namespace lab::gpu {

// Which queries see some key of a tile: the pattern read backwards. What is fixed are a few ranges; the
// random blocks of Blocks are drawn by the queries, so they are listed once for all tiles and sorted by tile.

/// A draw stands at (head · query blocks + number of the query block) · perBlock + i and names the key tile
/// that it hit, head · key tiles + number; past the last tile where nothing was drawn.
struct DrawnTiles {
    const std::int32_t *tiles, *places; ///< sorted by tile, and where each stood: ascending for one tile
    std::int32_t count, perBlock, queryBlocks;

    /// Query block of the draw with place \p i of the sorted list, counted from the first of all sequences.
    __device__ std::int32_t queryBlock(std::int32_t i) const { return places[i] / perBlock % queryBlocks; }
    /// The first draw of \p tile or of a later one.
    __device__ std::int32_t begin(std::int32_t tile) const {
        std::int32_t low = 0, high = count;
        while (low < high) {
            const std::int32_t middle = low + (high - low) / 2;
            if (tiles[middle] < tile)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
};

/// The queries of one key tile, in ascending order; the same in each thread of the block.
class QueryList {
public:
    __device__ QueryList(const Attention& a, const AttentionBlock& own, const DrawnTiles& drawn,
                         const TileMap& queryBlocks)
        : m_queries(own.slice.queries), m_block(a.pattern.block), m_drawn(drawn) {
        const AttentionPattern& p = a.pattern;
        const std::int32_t begin = own.tile.first, end = begin + own.tile.count;
        if (p.kind == AttentionPattern::Kind::Window && begin >= p.globals)
            set(0, std::int64_t{begin} - p.window, std::int64_t{end} + p.window);
        else if (p.kind == AttentionPattern::Kind::Centres)
            set(0, std::int64_t{begin} * p.stride - p.window,
                (std::int64_t{end} - 1) * p.stride + p.window + 1);
        else if (p.kind == AttentionPattern::Kind::Blocks)
            addBlocks(p, own, queryBlocks);
        else
            set(0, 0, m_queries);
    }

    /// The first query from \p query on that may see a key of the tile; none: the number of queries. Ask in
    /// ascending order.
    __device__ std::int32_t from(std::int32_t query) {
        std::int32_t next = m_queries;
#pragma unroll
        for (int r = 0; r < kRanges; ++r)
            if (query < m_last[r])
                next = least(next, query > m_first[r] ? query : m_first[r]);
        while (m_at < m_drawn.count && m_drawn.tiles[m_at] == m_tile) {
            const std::int32_t first = (m_drawn.queryBlock(m_at) - m_firstBlock) * m_block;
            if (query < first + m_block)
                return least(next, query > first ? query : first);
            ++m_at;
        }
        return next;
    }

private:
    static constexpr int kRanges = 3;

    __device__ static std::int32_t least(std::int32_t a, std::int32_t b) {
        return a < b ? a : b;
    }
    __device__ void set(int range, std::int64_t first, std::int64_t last) {
        m_first[range] = static_cast<std::int32_t>(first < 0 ? 0 : first);
        m_last[range] = static_cast<std::int32_t>(last > m_queries ? m_queries : last);
    }
    __device__ void addBlocks(const AttentionPattern& p, const AttentionBlock& own,
                              const TileMap& queryBlocks) {
        const std::int32_t blocks = blocksOf(p, own.slice.keys), firstOwn = own.tile.first / p.block,
                           lastOwn = (own.tile.first + own.tile.count - 1) / p.block;
        if (blocks <= 5 + p.randomBlocks || firstOwn == 0 || lastOwn == blocks - 1) {
            set(0, 0, m_queries); // the first and the last block are seen by all
            return;
        }
        set(0, 0, p.block); // those that see all
        set(1, (std::int64_t{firstOwn} - 1) * p.block, (std::int64_t{lastOwn} + 2) * p.block);
        set(2, (std::int64_t{blocks} - 1) * p.block, m_queries);
        m_firstBlock = queryBlocks.firstOf(own.tile.sequence);
        m_tile =
            own.slice.head * static_cast<std::int32_t>(gridDim.x) + static_cast<std::int32_t>(blockIdx.x);
        m_at = m_drawn.begin(m_tile);
    }

    std::int32_t m_queries, m_block;
    std::int32_t m_first[kRanges] = {},
                 m_last[kRanges] = {}; ///< indexed by constants alone: they stay in registers
    DrawnTiles m_drawn;
    std::int32_t m_firstBlock = 0, m_tile = -1, m_at = 0;
};

inline constexpr int kDrawThreads = 128;

struct Draws {
    TileMap queryBlocks, keyTiles;
    std::int32_t perBlock, blocks, tiles; ///< blocks and tiles: those that are numbered
    std::int32_t* out;

    /// Room for what one block of queries draws: a block of keys lies in so many tiles.
    static std::int32_t most(const AttentionPattern& p) {
        return p.randomBlocks * ((p.block + kAttentionTile - 2) / kAttentionTile + 1);
    }
};

/// One thread a head and query block: writes what it drew (DrawnTiles).
inline __global__ void __launch_bounds__(kDrawThreads) drawKernel(Attention a, Draws draws) {
    const std::int64_t at = std::int64_t{blockIdx.x} * kDrawThreads + threadIdx.x;
    if (at >= std::int64_t{draws.blocks} * a.heads)
        return;
    const auto head = static_cast<std::int32_t>(at / draws.blocks);
    const TileMap::Tile block = draws.queryBlocks.tile(static_cast<std::int32_t>(at % draws.blocks));
    const AttentionPattern& p = a.pattern;
    const std::int32_t keys = a.keys.count(block.length), count = blocksOf(p, keys),
                       own = block.first / p.block;
    std::int32_t* out = draws.out + at * draws.perBlock;
    std::int32_t written = 0;
    if (block.count > 0 && !seesAllBlocks(p, own, count)) {
        const SeenBlocks seen = seenBlocks(p, own, count, head);
        const std::int32_t firstTile = head * draws.tiles + draws.keyTiles.firstOf(block.sequence);
        for (std::int32_t i = 0; i < seen.count; ++i) {
            if (isFixedBlock(own, seen.blocks[i], count))
                continue;
            const std::int32_t begin = seen.blocks[i] * p.block,
                               end = begin + p.block < keys ? begin + p.block : keys;
            for (std::int32_t t = begin / kAttentionTile; t <= (end - 1) / kAttentionTile; ++t)
                out[written++] = firstTile + t;
        }
    }
    while (written < draws.perBlock)
        out[written++] = a.heads * draws.tiles;
}

} // namespace lab::gpu
