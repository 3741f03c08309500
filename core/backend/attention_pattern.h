#pragma once

#include "core/base/random.h"

#include <cstdint>

namespace lab {

/// Which keys a query sees. A pure function of positions, so both devices and the tests share it.
///
/// Full: all. Window: the first `globals` keys and those at most `window` positions away. Blocks (BigBird):
/// keys in blocks of `block`; a query's block, its neighbours, the first and the last block, and
/// `randomBlocks` others drawn per layer and head from `seed`; the first and the last query block see all,
/// and so does everyone when there are at most 5 + randomBlocks blocks. Centres (Poolingformer): key c stands
/// for position c·stride; seen when at most `window` positions away.
struct AttentionPattern {
    enum class Kind : std::uint8_t { Full, Window, Blocks, Centres } kind = Kind::Full;
    std::int32_t window = 0;
    std::int32_t globals = 0;
    std::int32_t block = 1;
    std::int32_t randomBlocks = 0;
    std::int32_t stride = 1;
    std::uint64_t seed = 0;
    std::uint64_t layer = 0;
};

/// Ascending, disjoint ranges [begin, end) of key positions.
struct KeyRanges {
    static constexpr int kMost = 40;
    std::int32_t count = 0;
    std::int32_t begin[kMost], end[kMost];

    LAB_HD void add(std::int32_t from, std::int32_t to) {
        if (from >= to)
            return;
        if (count > 0 && from <= end[count - 1]) { // touches or overlaps the one before
            end[count - 1] = to > end[count - 1] ? to : end[count - 1];
            return;
        }
        begin[count] = from;
        end[count] = to;
        ++count;
    }
    [[nodiscard]] LAB_HD std::int32_t keys() const {
        std::int32_t total = 0;
        for (int r = 0; r < count; ++r)
            total += end[r] - begin[r];
        return total;
    }
};

/// Most random blocks that a pattern may ask for.
inline constexpr std::int32_t kMaxRandomBlocks = 32;

namespace detail {

/// Adds block \p candidate to the ascending list unless it is there.
LAB_HD inline bool insertBlock(std::int32_t* blocks, std::int32_t& count, std::int32_t candidate) {
    std::int32_t at = count;
    while (at > 0 && blocks[at - 1] >= candidate)
        --at;
    if (at < count && blocks[at] == candidate)
        return false;
    for (std::int32_t i = count; i > at; --i)
        blocks[i] = blocks[i - 1];
    blocks[at] = candidate;
    ++count;
    return true;
}

} // namespace detail

// Blocks: the pattern block by block.

LAB_HD inline std::int32_t blocksOf(const AttentionPattern& p, std::int32_t keys) {
    return (keys + p.block - 1) / p.block;
}
/// Whether the queries of block \p own see every key.
LAB_HD inline bool seesAllBlocks(const AttentionPattern& p, std::int32_t own, std::int32_t blockCount) {
    return blockCount <= 5 + p.randomBlocks || own == 0 || own == blockCount - 1;
}
/// Whether the queries of block \p own see block \p candidate without a draw.
LAB_HD inline bool isFixedBlock(std::int32_t own, std::int32_t candidate, std::int32_t blockCount) {
    return candidate == 0 || candidate == blockCount - 1 || (candidate >= own - 1 && candidate <= own + 1);
}

/// Ascending numbers of blocks.
struct SeenBlocks {
    std::int32_t count = 0;
    std::int32_t blocks[5 + kMaxRandomBlocks];
};
/// What the queries of block \p own see in head \p head when they do not see all.
LAB_HD inline SeenBlocks seenBlocks(const AttentionPattern& p, std::int32_t own, std::int32_t blockCount,
                                    std::int32_t head) {
    SeenBlocks seen;
    for (const std::int32_t fixed : {std::int32_t{0}, own - 1, own, own + 1, blockCount - 1})
        detail::insertBlock(seen.blocks, seen.count, fixed);
    // Rejection: there are more free blocks than are wanted, see seesAllBlocks.
    const std::int32_t wanted = seen.count + p.randomBlocks;
    const Philox draws{p.seed,
                       0x4269'6742'0000'0000ULL + (p.layer << 16U) + static_cast<std::uint64_t>(head)};
    for (std::uint64_t n = 0; seen.count < wanted; ++n) {
        std::uint32_t words[4];
        draws.block((static_cast<std::uint64_t>(own) << 20U) + n, words);
        for (int w = 0; w < 4 && seen.count < wanted; ++w)
            detail::insertBlock(
                seen.blocks, seen.count,
                static_cast<std::int32_t>(
                    (std::uint64_t{words[w]} * static_cast<std::uint32_t>(blockCount)) >> 32U));
    }
    return seen;
}

namespace detail {

LAB_HD inline void blockRanges(const AttentionPattern& p, std::int32_t query, std::int32_t keys,
                               std::int32_t head, KeyRanges& ranges) {
    const std::int32_t blockCount = blocksOf(p, keys), own = query / p.block;
    if (seesAllBlocks(p, own, blockCount)) {
        ranges.add(0, keys);
        return;
    }
    const SeenBlocks seen = seenBlocks(p, own, blockCount, head);
    for (std::int32_t i = 0; i < seen.count; ++i) {
        const std::int32_t end = (seen.blocks[i] + 1) * p.block;
        ranges.add(seen.blocks[i] * p.block, end < keys ? end : keys);
    }
}

} // namespace detail

/// The keys that the query at position \p query of a sequence sees, out of \p keys, in head \p head.
LAB_HD inline KeyRanges keyRanges(const AttentionPattern& p, std::int32_t query, std::int32_t keys,
                                  std::int32_t head) {
    const auto low = [](std::int32_t a, std::int32_t b) { return a < b ? a : b; };
    const auto high = [](std::int32_t a, std::int32_t b) { return a > b ? a : b; };
    KeyRanges ranges;
    switch (p.kind) {
    case AttentionPattern::Kind::Full:
        ranges.add(0, keys);
        break;
    case AttentionPattern::Kind::Window:
        ranges.add(0, low(p.globals, keys));
        ranges.add(high(0, query - p.window), low(keys, query + p.window + 1));
        break;
    case AttentionPattern::Kind::Centres: {
        const std::int32_t first = query > p.window ? (query - p.window + p.stride - 1) / p.stride : 0;
        ranges.add(first, low(keys, (query + p.window) / p.stride + 1));
        break;
    }
    case AttentionPattern::Kind::Blocks:
        detail::blockRanges(p, query, keys, head, ranges);
        break;
    }
    return ranges;
}

} // namespace lab
