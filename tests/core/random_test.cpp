#include "core/base/random.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>
#include <vector>

namespace lab::testing {
namespace {

using Words = std::array<std::uint32_t, 4>;

Words philox(std::uint64_t key, std::uint64_t stream, std::uint64_t index) {
    Words out;
    Philox{key, stream}.block(index, out.data());
    return out;
}

TEST(Philox, GivesTheKnownAnswersOfRandom123) {
    // kat_vectors of Random123, philox4x32-10; the counter is (index, stream), low words first.
    EXPECT_EQ(philox(0, 0, 0), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    constexpr std::uint64_t kOnes = ~std::uint64_t{0};
    EXPECT_EQ(philox(kOnes, kOnes, kOnes), (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    EXPECT_EQ(philox(0x299f31d0'a4093822, 0x03707344'13198a2e, 0x85a308d3'243f6a88),
              (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Random, ReadsItsStreamWordByWord) {
    Random random(7, 9);
    for (std::uint64_t block = 0; block < 3; ++block)
        for (const std::uint32_t word : philox(7, 9, block))
            EXPECT_EQ(random.bits(), word);
}

TEST(Random, SeedsAndStreamsGiveDifferentNumbers) {
    std::map<std::uint32_t, int> seen;
    for (std::uint64_t seed = 0; seed < 30; ++seed)
        for (std::uint64_t stream = 0; stream < 30; ++stream)
            ++seen[Random(seed, stream).bits()];
    EXPECT_EQ(seen.size(), 900U);
}

TEST(Random, UniformFillsTheUnitIntervalEvenly) {
    Random random(1);
    constexpr int kDraws = 200'000, kBins = 20;
    std::array<int, kBins> bins{};
    double sum = 0, squares = 0;
    for (int i = 0; i < kDraws; ++i) {
        const double u = random.uniform();
        ASSERT_GE(u, 0.0);
        ASSERT_LT(u, 1.0);
        ++bins[static_cast<std::size_t>(u * kBins)];
        sum += u;
        squares += u * u;
    }
    const double mean = sum / kDraws;
    EXPECT_NEAR(mean, 0.5, 0.004); // five deviations of 1/√(12 n)
    EXPECT_NEAR(squares / kDraws - mean * mean, 1.0 / 12, 0.002);
    double chiSquare = 0;
    for (const int count : bins)
        chiSquare += std::pow(count - kDraws / kBins, 2) / (kDraws / static_cast<double>(kBins));
    EXPECT_LT(chiSquare, 50.0); // 19 degrees of freedom: 1 in 10,000 lies above
}

TEST(Random, NormalHasTheMomentsAndTailsOfTheStandardNormal) {
    Random random(2);
    constexpr int kDraws = 200'000;
    double sum = 0, squares = 0, cubes = 0, fourths = 0;
    int beyondTwo = 0;
    for (int i = 0; i < kDraws; ++i) {
        const double z = random.normal();
        sum += z, squares += z * z, cubes += z * z * z, fourths += z * z * z * z;
        beyondTwo += std::abs(z) > 2;
    }
    EXPECT_NEAR(sum / kDraws, 0, 0.012);
    EXPECT_NEAR(squares / kDraws, 1, 0.016);
    EXPECT_NEAR(cubes / kDraws, 0, 0.05);
    EXPECT_NEAR(fourths / kDraws, 3, 0.12);
    EXPECT_NEAR(static_cast<double>(beyondTwo) / kDraws, 0.0455, 0.0024);
}

TEST(Random, BelowIsUnbiasedOverItsRange) {
    Random random(3);
    for (const std::uint32_t bound : {1U, 2U, 7U, 100U}) {
        std::vector<int> counts(bound);
        const int draws = static_cast<int>(bound) * 2000;
        for (int i = 0; i < draws; ++i)
            ++counts.at(random.below(bound));
        for (const int count : counts)
            EXPECT_NEAR(count, 2000, bound == 1 ? 0 : 250) << "of " << bound;
    }
    // A bound of two thirds of 2^32 would show plain modulo: the lower half would come twice as often.
    const std::uint32_t large = 0xAAAA'AAAAU;
    int lower = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::uint32_t draw = random.below(large);
        ASSERT_LT(draw, large);
        lower += draw < large / 2;
    }
    EXPECT_NEAR(lower, 10'000, 360);
}

} // namespace
} // namespace lab::testing
