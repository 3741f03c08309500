#include "workbench/run_comparison.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace lab {
namespace {

ComparedRun runOf(std::vector<CurvePoint> curve) {
    ComparedRun run;
    run.curve = std::move(curve);
    return run;
}

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

TEST(RunComparison, BandHasTheStepsThatAllSeedsShare) {
    const ComparedRun a = runOf({{10, 0.5, kNone, 0.9, 0.5, 0.4}, {20, 1, kNone, 0.8, 0.7, 0.6}});
    const ComparedRun b = runOf({{10, 0.5, kNone, 0.7, 0.6, 0.4}, {30, 1.5, kNone, 0.6, 0.9, 0.8}});
    const CurveBand band = bandOf({&a, &b}, CurveMetric::Accuracy, CurveAxis::Step);
    ASSERT_EQ(band.x, std::vector<double>{10});
    EXPECT_NEAR(band.mean[0], 0.55, 1e-12);
    EXPECT_EQ(band.low[0], 0.5);
    EXPECT_EQ(band.high[0], 0.6);
    EXPECT_EQ(bandOf({&a}, CurveMetric::Loss, CurveAxis::Epoch).x, (std::vector<double>{0.5, 1}));
    EXPECT_TRUE(bandOf({&a}, CurveMetric::Loss, CurveAxis::Seconds).x.empty()) << "time was not loaded";
    EXPECT_TRUE(bandOf({}, CurveMetric::Loss, CurveAxis::Step).x.empty());
}

TEST(RunComparison, SpreadIsStudentsInterval) {
    const SeedSpread spread = seedSpreadOf({0.65, 0.66, kNone, 0.64, 0.65, 0.65});
    EXPECT_EQ(spread.count, 5);
    EXPECT_NEAR(spread.mean, 0.65, 1e-12);
    EXPECT_NEAR(spread.deviation, std::sqrt(0.0002 / 4), 1e-12);
    EXPECT_NEAR(spread.half, 2.776 * spread.deviation / std::sqrt(5.0), 1e-9);
    EXPECT_TRUE(std::isnan(seedSpreadOf({0.5}).half));
    EXPECT_TRUE(std::isnan(seedSpreadOf({}).mean));
    std::vector<double> many(121, 0.0);
    many[0] = 1;
    const SeedSpread wide = seedSpreadOf(many);
    EXPECT_NEAR(wide.half / (wide.deviation / 11), 1.97993, 1e-3) << "t with 120 degrees of freedom";
}

TEST(RunComparison, PointsAtTheBestTheLastAndAChosenPlace) {
    const ComparedRun run =
        runOf({{10, 1, kNone, 0.9, 0.5, 0.4}, {20, 2, kNone, 0.7, 0.8, 0.6}, {30, 3, kNone, 0.8, 0.7, 0.5}});
    EXPECT_EQ(pointAt(run, {CurveMoment::Kind::Best})->step, 20);
    EXPECT_EQ(pointAt(run, {CurveMoment::Kind::Last})->step, 30);
    EXPECT_EQ(pointAt(run, {CurveMoment::Kind::At, 1.9, CurveAxis::Epoch})->step, 10);
    EXPECT_FALSE(pointAt(run, {CurveMoment::Kind::At, 0.5, CurveAxis::Epoch}));
    EXPECT_FALSE(pointAt(runOf({}), {}));
}

TEST(RunComparison, SettingsDifferButForTheSeed) {
    RunConfig a, b;
    b.train.seed = 9;
    EXPECT_TRUE(compareSettings({&a, &b}).differing.empty());
    b.model.sharing = Sharing::None;
    b.model.hyperparameters["window"] = 8;
    const SettingsComparison settings = compareSettings({&a, &b});
    ASSERT_EQ(settings.differing.size(), 2U);
    EXPECT_EQ(settings.differing[0].key, "sharing");
    EXPECT_EQ(settings.differing[0].values, (std::vector<std::string>{"query_value", "none"}));
    EXPECT_EQ(settings.differing[1].key, "hyperparameters.window");
    EXPECT_EQ(settings.differing[1].values, (std::vector<std::string>{"", "8"}));
    EXPECT_GT(settings.equal.size(), 20U);
    EXPECT_TRUE(compareSettings({}).differing.empty());
}

} // namespace
} // namespace lab
