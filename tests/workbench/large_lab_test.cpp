#include "core/store/metric_repository.h"
#include "workbench/run_comparison.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace lab {
namespace {

/// A lab with very many runs, as after years of work: 10,000, or 1,000 where CI says that the machine is a
/// small one.
class LargeLab : public testing::Test {
protected:
    void SetUp() override {
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

    const int runs = std::getenv("CI") != nullptr ? 1000 : 10000;
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
