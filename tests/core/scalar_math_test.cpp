// The scalar functions against libm in double. The bounds are what was measured over these grids, with a
// margin for compilers that fuse multiplications and additions or do not.
#include "core/base/bfloat16.h"
#include "core/base/scalar_math.h"
#include "tests/reference/elementwise.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace lab::testing {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

struct Range {
    double low, high;
};

/// The size of the last place of float32 at \p value.
double lastPlace(double value) {
    const float magnitude = std::abs(static_cast<float>(value));
    return static_cast<double>(std::nextafter(magnitude, kInfinity)) - static_cast<double>(magnitude);
}

/// Largest error(approximate, exact) of a function over 300,001 points of a range.
template <class Function, class Exact, class Error>
double worst(const Range& range, Function&& function, Exact&& exact, Error&& error) {
    constexpr int kPoints = 300'000;
    double largest = 0;
    for (int i = 0; i <= kPoints; ++i) {
        const auto x = static_cast<float>(range.low + (range.high - range.low) * i / kPoints);
        const double found = error(static_cast<double>(function(x)), exact(static_cast<double>(x)));
        largest = std::isnan(found) ? kInfinity : std::max(largest, found);
    }
    return largest;
}
template <class Function, class Exact> double worstUlp(const Range& range, Function&& f, Exact&& exact) {
    return worst(range, f, exact, [](double a, double e) { return std::abs(a - e) / lastPlace(e); });
}
template <class Function, class Exact> double worstRelative(const Range& range, Function&& f, Exact&& exact) {
    return worst(range, f, exact,
                 [](double a, double e) { return e == 0 ? std::abs(a) : std::abs(a / e - 1); });
}
template <class Function, class Exact> double worstAbsolute(const Range& range, Function&& f, Exact&& exact) {
    return worst(range, f, exact, [](double a, double e) { return std::abs(a - e); });
}

double exactExp(double x) {
    return std::exp(x);
}
double exactTanh(double x) {
    return std::tanh(x);
}

TEST(ScalarExp, IsWithinOneAndAHalfUnitsOfTheLastPlace) {
    EXPECT_LE(worstUlp({-87.2, 88.2}, scalar::exp, exactExp), 1.5);
    EXPECT_LE(worstUlp({-1, 1}, scalar::exp, exactExp), 1.5);
    EXPECT_LE(worstUlp({-1e-3, 1e-3}, scalar::exp, exactExp), 0.6);
}

TEST(ScalarExp, GoesToZeroOnTheLeftAndStaysFiniteOnTheRight) {
    EXPECT_EQ(scalar::exp(0.0F), 1.0F);
    for (const float x : {-87.31F, -1e4F, -3e38F, -kInfinity})
        EXPECT_EQ(scalar::exp(x), 0.0F) << x;
    for (const float x : {88.3F, 89.0F, 1e4F, 3e38F, kInfinity}) {
        EXPECT_TRUE(std::isfinite(scalar::exp(x))) << x;
        EXPECT_GT(scalar::exp(x), 2e38F) << x;
    }
    EXPECT_TRUE(std::isnan(scalar::exp(kNaN)));
}

TEST(ScalarTanh, IsWithinThreeUnitsOfTheLastPlace) {
    EXPECT_LE(worstUlp({-10, 10}, scalar::tanh, exactTanh), 3);
    EXPECT_LE(worstUlp({-1, 1}, scalar::tanh, exactTanh), 3);
    EXPECT_LE(worstUlp({-1e-3, 1e-3}, scalar::tanh, exactTanh), 3);
    EXPECT_LE(worstUlp({1e-12, 1e-6}, scalar::tanh, exactTanh), 3);
}

TEST(ScalarTanh, IsOddAndEndsAtOne) {
    EXPECT_EQ(scalar::tanh(0.0F), 0.0F);
    for (const float x : {9.1F, 20.0F, 1e4F, kInfinity}) {
        EXPECT_EQ(scalar::tanh(x), 1.0F) << x;
        EXPECT_EQ(scalar::tanh(-x), -1.0F) << x;
    }
    EXPECT_TRUE(std::isnan(scalar::tanh(kNaN)));
}

TEST(ScalarGelu, IsWithinEightUnitsOfTheLastPlaceWhereItMatters) {
    EXPECT_LE(worstUlp({-3, 1000}, scalar::gelu, reference::gelu), 8);
    EXPECT_LE(worstUlp({-3, 6}, scalar::gelu, reference::gelu), 8);
    EXPECT_LE(worstUlp({-1e-3, 1e-3}, scalar::gelu, reference::gelu), 8);
}

TEST(ScalarGelu, KeepsItsRelativeAccuracyInTheLeftTail) {
    EXPECT_LE(worstRelative({-6, -3}, scalar::gelu, reference::gelu), 2e-6);
    EXPECT_LE(worstRelative({-13, -6}, scalar::gelu, reference::gelu), 1e-5);
    EXPECT_LE(worstAbsolute({-1e4, -13}, scalar::gelu, reference::gelu), 1e-36);
}

TEST(ScalarGelu, IsTheIdentityFarToTheRight) {
    for (const float x : {20.0F, 1e4F, 3e38F, kInfinity})
        EXPECT_EQ(scalar::gelu(x), x);
    EXPECT_EQ(scalar::gelu(0.0F), 0.0F);
    EXPECT_TRUE(std::isnan(scalar::gelu(kNaN)));
}

TEST(ScalarGeluDerivative, IsWithinAQuarterOfAMillionth) {
    EXPECT_LE(worstAbsolute({-20, 20}, scalar::geluDerivative, reference::geluDerivative), 2.5e-7);
    EXPECT_LE(worstAbsolute({-1e4, 1e4}, scalar::geluDerivative, reference::geluDerivative), 2.5e-7);
    EXPECT_EQ(scalar::geluDerivative(0.0F), 0.5F);
    EXPECT_TRUE(std::isnan(scalar::geluDerivative(kNaN)));
}

TEST(ScalarGaussian, DistributionRisesFromZeroToOne) {
    float before = 0;
    for (int i = -2000; i <= 2000; ++i) {
        const float x = static_cast<float>(i) * 0.01F;
        const float p = scalar::gaussian(x).distribution;
        EXPECT_GE(p, before - 1e-7F) << x;
        EXPECT_GE(p, 0.0F);
        EXPECT_LE(p, 1.0F);
        before = p;
    }
    EXPECT_NEAR(scalar::gaussian(0).distribution, 0.5, 1e-7);
    EXPECT_NEAR(scalar::gaussian(0).density, 0.3989422804, 1e-7);
}

TEST(ScalarExp2, GivesExactPowersOfTwo) {
    for (int n = -126; n <= 127; ++n)
        EXPECT_EQ(scalar::exp2Integer(static_cast<float>(n)), std::ldexp(1.0F, n)) << n;
}

std::uint16_t bitsOf(float x) {
    return narrowed(x).bits;
}

TEST(BFloat16, KeepsWhatItHoldsAndRoundsTheRestToTheNearestAndThenToTheEvenOne) {
    for (std::uint32_t bits = 0; bits <= 0xFFFF; ++bits) {
        const float value = widened({static_cast<std::uint16_t>(bits)});
        ASSERT_TRUE(std::isnan(value) || bitsOf(value) == bits) << bits;
    }
    constexpr float kStep = 1.0F / 128; // from 1 to the next
    EXPECT_EQ(widened(narrowed(1 + 0.49F * kStep)), 1.0F);
    EXPECT_EQ(widened(narrowed(1 + 0.51F * kStep)), 1 + kStep);
    EXPECT_EQ(widened(narrowed(1 + 0.5F * kStep)), 1.0F) << "the even one below";
    EXPECT_EQ(widened(narrowed(1 + 1.5F * kStep)), 1 + 2 * kStep) << "the even one above";
    EXPECT_EQ(widened(narrowed(-1 - 1.5F * kStep)), -1 - 2 * kStep);
}

TEST(BFloat16, GoesToInfinityAndKeepsNaN) {
    EXPECT_EQ(widened(narrowed(std::numeric_limits<float>::max())), kInfinity);
    EXPECT_EQ(widened(narrowed(-kInfinity)), -kInfinity);
    EXPECT_TRUE(std::isnan(widened(narrowed(kNaN))));
    EXPECT_TRUE(std::isnan(widened(narrowed(std::bit_cast<float>(0x7F800001U)))))
        << "its only bit is one that goes";
    EXPECT_EQ(bitsOf(-0.0F), 0x8000);
}

TEST(BFloat16, APairHasItsFirstInTheLowerHalf) {
    EXPECT_EQ(narrowedPair(1.0F, -2.0F), 0xC0003F80U);
}

} // namespace
} // namespace lab::testing
