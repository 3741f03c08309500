#include "core/base/error.h"
#include "core/encoders/model_check.h"
#include "core/timing/cost_analysis.h"
#include "core/timing/cost_meter.h"

#include "core/backend/backend.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace lab {
namespace {

TEST(MedianOf, FindsTheMiddleAndItsOrderStatistics) {
    EXPECT_DOUBLE_EQ(medianOf({3, 1, 2}).value, 2);
    EXPECT_DOUBLE_EQ(medianOf({4, 1, 2, 3}).value, 2.5);
    const Estimate few = medianOf({5, 1, 2, 4, 3});
    EXPECT_DOUBLE_EQ(few.low, 1) << "five samples: the extremes";
    EXPECT_DOUBLE_EQ(few.high, 5);
    // Tables of the sign test: n = 10 → 2nd and 9th, n = 20 → 6th and 15th.
    std::vector<double> ten, twenty;
    for (int i = 1; i <= 20; ++i) {
        if (i <= 10)
            ten.push_back(i);
        twenty.push_back(i);
    }
    EXPECT_DOUBLE_EQ(medianOf(ten).low, 2);
    EXPECT_DOUBLE_EQ(medianOf(ten).high, 9);
    EXPECT_DOUBLE_EQ(medianOf(twenty).low, 6);
    EXPECT_DOUBLE_EQ(medianOf(twenty).high, 15);
    EXPECT_THROW((void)medianOf({}), std::invalid_argument);
}

TEST(LogSlope, OfPowersIsTheirExponent) {
    std::vector<double> x, flat, linear, square;
    for (double length = 1024; length <= 65536; length *= 2) {
        x.push_back(length);
        flat.push_back(7);
        linear.push_back(3e-4 * length);
        square.push_back(1e-9 * length * length);
    }
    EXPECT_NEAR(logSlope(x, flat)->value, 0, 1e-12);
    EXPECT_NEAR(logSlope(x, linear)->value, 1, 1e-12);
    EXPECT_NEAR(logSlope(x, square)->value, 2, 1e-12);
    EXPECT_NEAR(logSlope(x, square)->high - logSlope(x, square)->low, 0, 1e-6);
    EXPECT_FALSE(logSlope({1, 2}, {1, 2}));
    EXPECT_FALSE(logSlope({2, 2, 2}, {1, 2, 3}));
}

TEST(LogSlope, ItsIntervalIsStudents) {
    // log2 x = 0, 1, 2 and log2 y = 0, 1, 0: slope 0, residual 2/3 over 1 degree of freedom, Σdx² = 2.
    const auto slope = logSlope({1, 2, 4}, {1, 2, 1});
    EXPECT_NEAR(slope->value, 0, 1e-12);
    EXPECT_NEAR(slope->high, 12.706 * std::sqrt((2.0 / 3.0) / 1 / 2), 1e-9);
}

TEST(FittedConstant, IsTheMeanInLogs) {
    EXPECT_NEAR(fittedConstant({1, 10, 100}, {2, 20, 200}), 2, 1e-12);
    EXPECT_NEAR(fittedConstant({1, 1}, {1, 4}), 2, 1e-12);
}

CostCurve curve(std::vector<double> seconds, double spread = 0) {
    CostCurve made;
    double length = 128;
    for (const double s : seconds) {
        made.lengths.push_back(length);
        made.seconds.push_back({s, s * (1 - spread), s * (1 + spread)});
        length *= 2;
    }
    return made;
}

TEST(Crossover, LiesWhereTheLinesMeet) {
    // 1 against 0.5, 1, 2: they meet at the second length exactly when the change is seen from the next one.
    const auto at = crossoverOf(curve({1, 1, 1}), curve({0.5, std::sqrt(0.5), 2}));
    ASSERT_EQ(at->kind, Crossover::Kind::At);
    // between 256 (log-ratio ½ln2) and 512 (−ln2): a third of the way
    EXPECT_NEAR(at->length.value, 256 * std::exp2(1.0 / 3.0), 1e-6);
    const auto wide = crossoverOf(curve({1, 1, 1}, 0.05), curve({0.5, std::sqrt(0.5), 2}, 0.05));
    EXPECT_LT(wide->length.low, at->length.value);
    EXPECT_GT(wide->length.high, at->length.value);
    EXPECT_EQ(crossoverOf(curve({1, 1}), curve({2, 2}))->kind, Crossover::Kind::Always);
    EXPECT_EQ(crossoverOf(curve({2, 2}), curve({1, 1}))->kind, Crossover::Kind::Never);
    EXPECT_FALSE(crossoverOf(curve({1}), CostCurve{}));
}

CostSpot smallSpot(const char* encoder) {
    CostSpot spot;
    spot.model.encoder = encoder;
    spot.model.dim = spot.model.ffn = 32;
    spot.model.heads = 4;
    spot.model.layers = 1;
    spot.model = normalized(spot.model);
    spot.length = 48;
    spot.sequences = 3;
    return spot;
}

TEST(MeasureCost, TimesBothPassesOfEveryEncoderAndCountsMemory) {
    const auto backend = makeCpuBackend(1);
    for (const char* encoder : {"fastformer", "transformer", "longformer", "bigbird", "linformer",
                                "linear_transformer", "poolingformer"}) {
        const CostSamples samples =
            measureCost(*backend, smallSpot(encoder), {.seconds = 0.01, .mostRepeats = 4});
        ASSERT_GE(samples.inference.size(), 1U) << encoder;
        ASSERT_GE(samples.training.size(), 1U) << encoder;
        EXPECT_LE(samples.training.size(), 4U) << encoder;
        EXPECT_GT(samples.inference.front(), 0) << encoder;
        // At least the word table's weights and one activation a token.
        EXPECT_GT(samples.peakBytes, (10'000 * 32 + 3 * 48 * 32) * 4) << encoder;
    }
}

TEST(MeasureCost, MoreTokensTakeMoreMemory) {
    const auto backend = makeCpuBackend(1);
    CostSpot spot = smallSpot("fastformer");
    const auto small = measureCost(*backend, spot, {.seconds = 0.001, .mostRepeats = 1}).peakBytes;
    spot.sequences = 300;
    EXPECT_GT(measureCost(*backend, spot, {.seconds = 0.001, .mostRepeats = 1}).peakBytes, 2 * small);
}

TEST(MeasureCost, StopsWhenAsked) {
    std::stop_source stop;
    stop.request_stop();
    const auto backend = makeCpuBackend(1);
    EXPECT_THROW((void)measureCost(*backend, smallSpot("fastformer"), {}, stop.get_token()), Cancelled);
}

} // namespace
} // namespace lab
