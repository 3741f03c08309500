#include "workbench/cost_series.h"

#include "workbench/cost_study.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <unistd.h>

namespace lab {
namespace {

/// Seconds that follow the definition: c · FLOPs, exactly.
std::vector<TimingPoint> madeUp(double fast, double slow) {
    CostRequest request;
    request.encoders = {"fastformer", "transformer"};
    request.lengths = {128, 1024, 4096, 16384};
    std::vector<TimingPoint> points = spotsOf(request);
    for (TimingPoint& point : points) {
        const double c = point.encoder == "fastformer" ? fast : slow;
        const auto exact = [](double seconds) { return Estimate{seconds, seconds, seconds}; };
        point.inference = exact(c * point.flopsInference);
        point.training = exact(c * point.flopsTraining);
        point.peakBytes = static_cast<std::int64_t>(1.5 * heldBytesOf(point));
        point.repeats = 6;
    }
    return points;
}

TEST(CostSeries, SortByLengthAndKeepTheOrderOfTheEncoders) {
    auto points = madeUp(1e-11, 1e-11);
    std::swap(points[0], points[3]);
    const auto all = seriesOf(points);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].encoder, "fastformer");
    EXPECT_EQ(all[1].encoder, "transformer");
    EXPECT_TRUE(std::is_sorted(all[0].points.begin(), all[0].points.end(),
                               [](const auto& a, const auto& b) { return a.length < b.length; }));
}

TEST(CostSeries, TheoryFindsTheConstantThatWasPutIn) {
    for (const CostSeries& series : seriesOf(madeUp(3e-11, 7e-11))) {
        const TheoryCurve curve = theoryOf(series, CostPass::Training);
        EXPECT_NEAR(curve.secondsPerFlop, series.encoder == "fastformer" ? 3e-11 : 7e-11, 1e-20);
        EXPECT_NEAR(curve.bytesPerByte, 1.5, 1e-6);
        ASSERT_EQ(curve.points.size(), series.points.size());
        for (std::size_t i = 0; i < curve.points.size(); ++i) {
            EXPECT_EQ(curve.points[i].length, series.points[i].length);
            EXPECT_NEAR(curve.points[i].seconds / series.points[i].training.value, 1, 1e-9);
            EXPECT_NEAR(curve.points[i].peakBytes / static_cast<double>(series.points[i].peakBytes), 1, 1e-6);
        }
    }
}

TEST(CostSeries, SlopesAndCrossoversAreThoseOfTheDefinitions) {
    const auto all =
        seriesOf(madeUp(2e-11, 1e-11)); // twice as slow a FLOP: self-attention wins while texts are short
    const auto flat = slopeOf(all[0], CostPass::Inference), steep = slopeOf(all[1], CostPass::Inference);
    ASSERT_TRUE(flat && steep);
    EXPECT_NEAR(flat->value, 0, 0.01);
    EXPECT_GT(steep->value, 0.7);
    EXPECT_LT(steep->value, 1.0);
    const auto from = cheaperFrom(all[0], all[1], CostPass::Inference);
    ASSERT_TRUE(from);
    EXPECT_EQ(from->kind, Crossover::Kind::At);
    EXPECT_GT(from->length.value, 128);
    EXPECT_LT(from->length.value, 4096);
    EXPECT_EQ(cheaperFrom(all[1], all[0], CostPass::Inference)->kind, Crossover::Kind::Never);
}

TEST(CostSeries, RatiosStandBesideThePapers) {
    const auto points = madeUp(1e-11, 1e-11);
    const TimingPoint& transformer = points[4];
    ASSERT_EQ(transformer.length, 128);
    const CostRatio ratio = ratioToFastformer(points, transformer, CostPass::Inference);
    ASSERT_TRUE(ratio.here && ratio.paper);
    EXPECT_NEAR(*ratio.here, transformer.flopsInference / points[0].flopsInference, 1e-9);
    EXPECT_NEAR(*ratio.paper, 122 / 13.1, 1e-9);
    EXPECT_FALSE(ratioToFastformer(points, points[5], CostPass::Inference).paper) << "the paper stops at 512";
    EXPECT_FALSE(ratioToFastformer({transformer}, transformer, CostPass::Inference).here);
}

TEST(CostSeries, HeldBytesGrowWithTheTokensAndTheMaps) {
    const auto points = madeUp(1e-11, 1e-11);
    EXPECT_NEAR(heldBytesOf(points[0]) / heldBytesOf(points[3]), 1, 0.03) << "as many tokens at every length";
    TimingPoint twice = points[0];
    twice.sequences *= 2;
    const double more = heldBytesOf(twice) - heldBytesOf(points[0]);
    // Rows of 256 a token: 4⅛ in the slot, 3 behind it, 5 in the feed-forward part, 3 at the words, 2 in the
    // pooling.
    EXPECT_NEAR(more, 4.0 * 65'536 * 256 * 17.125, 0.005 * more);
}

TEST(CostSeries, TheTableHasAsManyCellsInEveryLine) {
    auto points = madeUp(1e-11, 1e-11);
    points[1].breakdown.emplace();
    points[1].breakdown->training[static_cast<std::size_t>(CostPart::Sums)] = 0.25;
    std::istringstream lines(timingsCsv({"cpu", 2, "a build"}, "a processor", points));
    const auto commas = [](const std::string& line) { return std::count(line.begin(), line.end(), ','); };
    std::string header, line;
    std::getline(lines, header);
    int rows = 0;
    while (std::getline(lines, line)) {
        ++rows;
        EXPECT_EQ(commas(line), commas(header)) << line;
    }
    EXPECT_EQ(rows, 8);
    EXPECT_NE(header.find("training_sums_seconds"), std::string::npos);
}

TEST(CostStudy, StoredTimingsAreListedAsCharts) {
    const std::string path =
        std::filesystem::temp_directory_path() / ("lab-timings-" + std::to_string(::getpid()) + ".db");
    std::filesystem::remove(path);
    EXPECT_TRUE(loadTimings(path).empty());
    CostRequest request;
    request.labPath = path;
    request.encoders = {"fastformer"};
    request.lengths = {16, 32};
    request.tokens = 64;
    request.dim = 16;
    request.heads = 2;
    request.threads = 1;
    request.pointSeconds = 0.01;
    std::size_t told = 0;
    const CostResult first = runCostStudy(request, [&](const CostProgress& p) { told = p.done; });
    EXPECT_EQ(told, 2U);
    ASSERT_EQ(loadTimings(path).size(), 1U);
    EXPECT_FALSE(loadTimings(path).front().points.front().breakdown);

    request.breakdown = true;
    const CostResult second = runCostStudy(request, [](const CostProgress&) {});
    ASSERT_EQ(second.points.size(), 2U);
    EXPECT_EQ(second.points[0].training.value, first.points[0].training.value)
        << "only the breakdown was missing";
    const auto sets = loadTimings(path);
    ASSERT_EQ(sets.size(), 1U);
    EXPECT_EQ(sets[0].place, first.place);
    EXPECT_EQ(sets[0].tokens, 64);
    EXPECT_LE(sets[0].created, sets[0].updated);
    EXPECT_EQ(sets[0].points[1].breakdown, second.points[1].breakdown);

    request.dim = 32;
    runCostStudy(request, [](const CostProgress&) {});
    ASSERT_EQ(loadTimings(path).size(), 2U) << "another size is another chart";
    EXPECT_EQ(loadTimings(path)[0].dim, 32) << "the newest first";
    std::filesystem::remove(path);
}

} // namespace
} // namespace lab
