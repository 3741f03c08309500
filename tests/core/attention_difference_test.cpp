#include "core/inspect/attention_difference.h"

#include <gtest/gtest.h>

#include <cmath>

namespace lab {
namespace {

AttentionMap mapOf(std::vector<float> alpha, std::vector<float> pool) {
    AttentionMap map;
    map.tokens = {"not", "bad"};
    map.layers = {{0, "alpha", 2, std::move(alpha)}};
    map.pool = std::move(pool);
    return map;
}

TEST(AttentionDifference, TakesTheMeanOverHeadsAndSubtractsRowByRow) {
    const AttentionMap a = mapOf({0.2F, 0.4F, 0.8F, 0.6F}, {0.5F, 0.5F});
    const AttentionMap b = mapOf({0.5F, 0.5F, 0.5F, 0.5F}, {0.25F, 0.75F});
    const auto rows = headMeans(a);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].kind, "alpha");
    EXPECT_NEAR(rows[0].weights[0], 0.3, 1e-7);
    EXPECT_EQ(rows[1].kind, "pool");
    EXPECT_EQ(rows[1].layer, -1);
    const auto difference = rowDifference(a, b);
    ASSERT_EQ(difference.size(), 2U);
    EXPECT_NEAR(difference[0].weights[0], 0.2, 1e-7);
    EXPECT_NEAR(difference[0].weights[1], -0.2, 1e-7);
    EXPECT_NEAR(difference[1].weights[1], 0.25, 1e-7);
    EXPECT_NEAR(largestMagnitude(difference), 0.25, 1e-7);
}

TEST(AttentionDifference, OfOtherTokensIsEmptyAndOfOtherLayersOnlyWhatBothHave) {
    const AttentionMap a = mapOf({0.2F, 0.4F, 0.8F, 0.6F}, {0.5F, 0.5F});
    AttentionMap other = a;
    other.tokens[1] = "good";
    EXPECT_TRUE(rowDifference(a, other).empty());
    AttentionMap deeper = a;
    deeper.layers.push_back({1, "beta", 2, {0, 0, 1, 1}});
    EXPECT_EQ(rowDifference(a, deeper).size(), 2U);
    AttentionMap damaged = a;
    damaged.layers[0].values.pop_back();
    EXPECT_EQ(headMeans(damaged).size(), 1U) << "a matrix of the wrong size is left out";
    EXPECT_EQ(largestMagnitude({}), 0);
}

TEST(KlDivergence, IsZeroForEqualAndInfiniteWhereTheSecondHasNothing) {
    EXPECT_EQ(klDivergence({0.5F, 0.5F}, {0.5F, 0.5F}), 0);
    EXPECT_NEAR(klDivergence({0.75F, 0.25F}, {0.5F, 0.5F}), 0.75 * std::log(1.5) + 0.25 * std::log(0.5),
                1e-7);
    EXPECT_EQ(klDivergence({1, 0}, {1, 0}), 0);
    EXPECT_TRUE(std::isinf(klDivergence({0.5F, 0.5F}, {1, 0})));
    EXPECT_TRUE(std::isnan(klDivergence({1}, {0.5F, 0.5F})));
}

} // namespace
} // namespace lab
