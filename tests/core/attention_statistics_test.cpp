#include "core/inspect/attention_statistics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace lab {
namespace {

TEST(AttentionStatistics, EntropyOfKnownWeights) {
    EXPECT_DOUBLE_EQ(entropyBits({0.25, 0.25, 0.25, 0.25}), 2);
    EXPECT_DOUBLE_EQ(entropyBits({1, 0, 0}), 0);
    EXPECT_DOUBLE_EQ(entropyBits({0.5, 0.25, 0.25}), 1.5);
    EXPECT_DOUBLE_EQ(entropyBits({2, 1, 1}), 1.5) << "weights are brought to the sum 1";
    EXPECT_DOUBLE_EQ(entropyBits({0, 0}), 0);
    EXPECT_DOUBLE_EQ(entropyBits({}), 0);
}

TEST(AttentionStatistics, EachHeadOfEachMatrix) {
    AttentionMap map;
    map.layers = {{0, "alpha", 2, {0.5F, 1, 0.5F, 0}}, {1, "beta", 1, {0.25F, 0.75F}}};
    const auto heads = headStatistics(map);
    ASSERT_EQ(heads.size(), 3U);
    EXPECT_EQ(heads[0].kind, "alpha");
    EXPECT_DOUBLE_EQ(heads[0].entropy, 1);
    EXPECT_DOUBLE_EQ(heads[0].effectiveTokens, 2);
    EXPECT_EQ(heads[1].head, 1);
    EXPECT_DOUBLE_EQ(heads[1].effectiveTokens, 1);
    EXPECT_EQ(heads[2].layer, 1);
    EXPECT_NEAR(heads[2].entropy, -0.25 * std::log2(0.25) - 0.75 * std::log2(0.75), 1e-12);
}

TEST(AttentionStatistics, HeadWeightsAndTheirMean) {
    const AttentionMap::Matrix matrix{0, "alpha", 2, {0.5F, 0.25F, 0.5F, 0.75F}};
    EXPECT_EQ(headWeights(matrix, 1), (std::vector<double>{0.25, 0.75}));
    EXPECT_EQ(headWeights(matrix, -1), (std::vector<double>{0.375, 0.625}));
}

TEST(AttentionStatistics, StandingCountsWhatIsLarger) {
    const std::vector<double> weights{0.1, 0.4, 0.4, 0.1};
    EXPECT_EQ(standingOf(weights, 1).rank, 1);
    EXPECT_EQ(standingOf(weights, 2).rank, 1);
    EXPECT_EQ(standingOf(weights, 3).rank, 3);
    EXPECT_DOUBLE_EQ(standingOf(weights, 1).ratio, 1.6);
    EXPECT_THROW((void)standingOf(weights, 4), std::out_of_range);
}

} // namespace
} // namespace lab
