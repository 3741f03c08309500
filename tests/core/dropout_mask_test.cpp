#include "core/cpu/dropout_mask.h"

#include "core/ops/ops.h"
#include "tests/reference/elementwise.h"

#include <gtest/gtest.h>

#include <array>
#include <utility>
#include <vector>

namespace lab::testing {
namespace {

TEST(DropoutMask, EqualsItsScalarDefinitionForAnyRange) {
    const Dropout dropout = ops::makeDropout(0.3F, 0xFEDC'BA98'7654'3210ULL, (5ULL << 33) + 1);
    const DropoutMask mask(dropout);
    for (const auto& [begin, end] : std::vector<std::pair<std::int64_t, std::int64_t>>{
             {0, 64}, {0, 1}, {63, 65}, {5, 200}, {128, 128}, {(1LL << 35) - 70, (1LL << 35) + 70}}) {
        std::int64_t next = begin;
        mask.forTiles(begin, end, [&, last = end](std::int64_t at, const float* factors, std::int64_t count) {
            EXPECT_EQ(at, next) << "pieces follow one another";
            EXPECT_LE(at + count, last);
            for (std::int64_t i = 0; i < count; ++i)
                EXPECT_EQ(static_cast<double>(factors[i]), reference::dropoutFactor(dropout, at + i))
                    << at + i;
            next = at + count;
        });
        EXPECT_EQ(next, end);
    }
}

TEST(DropoutMask, DropsItsShareAndKeepsTheMean) {
    for (const float p : {0.1F, 0.2F, 0.5F}) {
        const DropoutMask mask(ops::makeDropout(p, 11, 12));
        constexpr std::int64_t kCount = 200'000;
        std::int64_t dropped = 0;
        double sum = 0;
        mask.forTiles(0, kCount, [&](std::int64_t, const float* factors, std::int64_t count) {
            for (std::int64_t i = 0; i < count; ++i) {
                dropped += factors[i] == 0;
                sum += static_cast<double>(factors[i]);
            }
        });
        EXPECT_NEAR(static_cast<double>(dropped) / kCount, static_cast<double>(p), 0.005);
        EXPECT_NEAR(sum / kCount, 1.0, 0.01);
    }
}

TEST(DropoutMask, StreamsAreIndependent) {
    const DropoutMask one(ops::makeDropout(0.5F, 1, 1)), two(ops::makeDropout(0.5F, 1, 2));
    std::array<float, DropoutMask::kTile> a, b;
    int same = 0;
    for (std::int64_t tile = 0; tile < 200; ++tile) {
        one.fill(tile, a.data());
        two.fill(tile, b.data());
        for (std::size_t i = 0; i < a.size(); ++i)
            same += a[i] == b[i];
    }
    EXPECT_NEAR(same / (200.0 * DropoutMask::kTile), 0.5, 0.025);
}

} // namespace
} // namespace lab::testing
