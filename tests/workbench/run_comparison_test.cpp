#include "workbench/run_comparison.h"

#include "core/store/metric_repository.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <ctime>
#include <filesystem>

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
    const Spread spread = spreadOf({0.65, 0.66, kNone, 0.64, 0.65, 0.65});
    EXPECT_EQ(spread.count, 5);
    EXPECT_NEAR(spread.mean, 0.65, 1e-12);
    EXPECT_NEAR(spread.deviation, std::sqrt(0.0002 / 4), 1e-12);
    EXPECT_NEAR(spread.half, 2.776 * spread.deviation / std::sqrt(5.0), 1e-9);
    EXPECT_TRUE(std::isnan(spreadOf({0.5}).half));
    EXPECT_TRUE(std::isnan(spreadOf({}).mean));
    std::vector<double> many(121, 0.0);
    many[0] = 1;
    const Spread wide = spreadOf(many);
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

/// A lab with very many runs, as after years of work; LAB_RUNS says how many (10,000).
class LargeLab : public testing::Test {
protected:
    void SetUp() override {
        if (const char* wanted = std::getenv("LAB_RUNS"))
            runs = std::max(std::atoi(wanted), 50);
        path = (std::filesystem::temp_directory_path() / ("large-lab-" + std::to_string(::getpid()) + ".db"))
                   .string();
        std::filesystem::remove(path);
        LabFile lab(path);
        lab.transaction([&] { fill(lab); });
    }
    void TearDown() override {
        for (const char* suffix : {"", "-wal", "-shm"})
            std::filesystem::remove(path + suffix);
    }
    /// 200 metric rows a run: 180 of the training, 20 of the validation.
    void fill(LabFile& lab) {
        RunRepository repository(lab);
        MetricRepository metrics(lab);
        std::vector<MetricRow> rows;
        for (int step = 1; step <= 45; ++step)
            for (const char* name : {"loss", "accuracy", "learning_rate", "seconds"})
                rows.push_back({"train", name, step, 0.5 / step});
        for (int step = 9; step <= 45; step += 9)
            for (const char* name : {"loss", "accuracy", "macro_f1"})
                rows.push_back({"validation", name, step, 0.9 - 0.5 / step});
        for (int extra = 0; rows.size() < 200; ++extra)
            rows.push_back({"validation", "loss", 100 + extra, 0.1});
        for (int i = 0; i < runs; ++i) {
            NewRun run;
            run.name = "run " + std::to_string(i);
            run.config.train.seed = static_cast<std::uint64_t>(i % 5);
            run.config.model.dim = 64 + 8 * (i / 5 % 100);
            run.labels = {"bad", "good"};
            const std::int64_t id = repository.create(run);
            metrics.append(id, rows);
            RunSummary summary;
            summary.best.validation.accuracy = 0.5;
            repository.updateSummary(id, summary);
            repository.setStatus(id, RunStatus::Finished);
        }
    }
    /// Processor time, because other programs of a shared machine must not make the test fail.
    template <class Work> static double milliseconds(Work work) {
        const auto now = [] {
            timespec time{};
            ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
            return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
        };
        const double start = now();
        work();
        return now() - start;
    }

    int runs = 10000;
    std::string path;
};

TEST_F(LargeLab, IsListedAndComparedWithoutAWait) {
    std::unique_ptr<LabFile> lab;
    std::vector<RunRow> rows;
    const double opened = milliseconds([&] {
        lab = std::make_unique<LabFile>(path);
        RunRepository(*lab).stopDeadRuns();
        rows = RunRepository(*lab).list();
    });
    ASSERT_EQ(rows.size(), static_cast<std::size_t>(runs));
    const double listed = milliseconds([&] { rows = RunRepository(*lab).list(); });
    const double compared = milliseconds([&] {
        for (std::size_t i = 0; i < 50; ++i) {
            const ComparedRun run = loadComparedRun(*lab, rows[i * (rows.size() / 50)].id, false);
            ASSERT_GE(run.curve.size(), 5U);
        }
    });
    std::printf("%d runs, %d metric rows: start to list %.0f ms, list %.0f ms, curves of 50 runs %.0f ms\n",
                runs, runs * 200, opened, listed, compared);
    RecordProperty("list_milliseconds", static_cast<int>(listed));
    EXPECT_LT(opened, 1000);
    EXPECT_LT(listed, 200);
    EXPECT_LT(compared, 300);
}

} // namespace
} // namespace lab
