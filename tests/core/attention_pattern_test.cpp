#include "core/backend/attention_pattern.h"

#include <gtest/gtest.h>

#include <set>

namespace lab {
namespace {

AttentionPattern bigBird(std::int32_t block, std::int32_t randomBlocks) {
    AttentionPattern p;
    p.kind = AttentionPattern::Kind::Blocks;
    p.block = block;
    p.randomBlocks = randomBlocks;
    p.seed = 7;
    return p;
}

std::set<std::int32_t> keysOf(const KeyRanges& ranges) {
    std::set<std::int32_t> keys;
    for (int r = 0; r < ranges.count; ++r)
        for (std::int32_t j = ranges.begin[r]; j < ranges.end[r]; ++j)
            keys.insert(j);
    return keys;
}

TEST(AttentionPattern, AWindowCountsGlobalTokensOnce) {
    AttentionPattern p;
    p.kind = AttentionPattern::Kind::Window;
    p.window = 2;
    p.globals = 3;
    EXPECT_EQ(keysOf(keyRanges(p, 3, 10, 0)), (std::set<std::int32_t>{0, 1, 2, 3, 4, 5}));
    EXPECT_EQ(keyRanges(p, 3, 10, 0).keys(), 6);
    EXPECT_EQ(keysOf(keyRanges(p, 9, 10, 0)), (std::set<std::int32_t>{0, 1, 2, 7, 8, 9}));
}

TEST(AttentionPattern, AnInnerBlockSeesFiveFixedBlocksAndTheDrawnOnes) {
    const AttentionPattern p = bigBird(4, 2);
    for (std::int32_t query = 8; query < 4 * 18; query += 5) { // away from the ends: all five are different
        const KeyRanges ranges = keyRanges(p, query, 80, 3);
        EXPECT_EQ(ranges.keys(), 7 * 4) << query;
        const auto keys = keysOf(ranges);
        for (const std::int32_t fixed : {0, 3, 76, 79, query, query - query % 4 - 1, query - query % 4 + 4})
            EXPECT_TRUE(keys.contains(fixed)) << fixed << " for " << query;
    }
}

TEST(AttentionPattern, DrawsDependOnSeedLayerAndHeadAlone) {
    AttentionPattern p = bigBird(4, 3);
    const auto drawn = [&](std::int32_t query, std::int32_t head) {
        return keysOf(keyRanges(p, query, 400, head));
    };
    const auto first = drawn(200, 0);
    EXPECT_EQ(first, drawn(201, 0)); // the same block
    EXPECT_NE(first, drawn(200, 1));
    p.layer = 1;
    EXPECT_NE(first, drawn(200, 0));
    p.layer = 0;
    p.seed = 8;
    EXPECT_NE(first, drawn(200, 0));
}

TEST(AttentionPattern, FewBlocksAndTheEndBlocksSeeAll) {
    const AttentionPattern p = bigBird(4, 2);
    EXPECT_EQ(keyRanges(p, 13, 28, 0).keys(), 28); // seven blocks
    EXPECT_EQ(keyRanges(p, 2, 100, 0).keys(), 100);
    EXPECT_EQ(keyRanges(p, 99, 100, 0).keys(), 100);
    EXPECT_EQ(keyRanges(p, 0, 1, 0).keys(), 1);
}

TEST(AttentionPattern, CentresAreThoseWithinTheWindow) {
    AttentionPattern p;
    p.kind = AttentionPattern::Kind::Centres;
    p.window = 6;
    p.stride = 4;
    EXPECT_EQ(keysOf(keyRanges(p, 10, 20, 0)), (std::set<std::int32_t>{1, 2, 3, 4})); // 4, 8, 12, 16
    EXPECT_EQ(keysOf(keyRanges(p, 0, 2, 0)), (std::set<std::int32_t>{0, 1}));
}

} // namespace
} // namespace lab
