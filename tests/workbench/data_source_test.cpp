// Data sets that live in the lab file: imported, cancelled, trained on without their source.
#include "workbench/data_source.h"

#include "core/base/error.h"
#include "core/store/record_editor.h"
#include "core/store/run_repository.h"
#include "datasets/statistics.h"
#include "tests/workbench/small_run.h"
#include "workbench/text_pipeline.h"

#include <gtest/gtest.h>

#include <chrono>
#include <ctime>
#include <fstream>
#include <pthread.h>
#include <thread>

namespace lab {
namespace {

DataConfig demo(std::int64_t limit) {
    DataConfig config;
    config.spec = "demo:reviews";
    config.limit = limit;
    return config;
}

class DataSource : public ::testing::Test {
protected:
    std::string writeCsv(int rows) const {
        const std::string path = folder.file("plums.csv");
        std::ofstream file(path);
        file << "words,taste\n";
        for (int i = 0; i < rows; ++i)
            file << (i % 2 == 0 ? "a sweet plum number " : "what a sour plum number ") << i
                 << (i % 2 == 0 ? ",good\n" : ",bad\n");
        return path;
    }
    test::TempFolder folder;
    std::string labPath = folder.file("lab.db");
};

TEST_F(DataSource, AStoredDataSetIsReadBackAsItWasDivided) {
    const Dataset data = loadDataset(demo(300));
    const std::int64_t id = importData(data, demo(300), labPath);
    EXPECT_EQ(importData(data, demo(300), labPath), id) << "once";
    DataConfig config;
    config.spec = "lab:" + std::to_string(id);
    const Dataset stored = loadData(config, labPath);
    EXPECT_EQ(stored.labels, data.labels);
    ASSERT_EQ(stored.examples.size(), data.examples.size());
    for (std::size_t i = 0; i < data.examples.size(); ++i) {
        EXPECT_EQ(stored.examples[i].text, data.examples[i].text);
        EXPECT_EQ(stored.examples[i].split, data.examples[i].split);
    }
    EXPECT_EQ(importData(stored, config, labPath), id);
}

TEST_F(DataSource, WhatCannotBeChangedIsRefusedInWords) {
    DataConfig config;
    config.spec = "lab:1";
    EXPECT_THROW(loadData(config, labPath), StoreError) << "there is no lab file";
    EXPECT_FALSE(std::filesystem::exists(labPath));
    importData(loadDataset(demo(100)), demo(100), labPath);
    config.limit = 10;
    EXPECT_THROW(loadData(config, labPath), ConfigError);
    config.limit = 0;
    config.testSpec = "demo:reviews";
    EXPECT_THROW(loadData(config, labPath), ConfigError);
    config.testSpec.clear();
    config.labelColumn = "1";
    EXPECT_THROW(loadData(config, labPath), ConfigError);
    config.labelColumn.clear();
    config.spec = "lab:7";
    EXPECT_THROW(loadData(config, labPath), StoreError);
}

TEST_F(DataSource, ARunOnStoredDataNeedsNoFileAndGivesTheSameResult) {
    RunJob job = test::smallJob(labPath);
    job.config.data = {};
    job.config.data.spec = writeCsv(120);
    RunControl control;
    const RunResult first = runTraining(job, control, [](const RunEvent&) {});
    std::filesystem::remove(job.config.data.spec);
    job.config.data = {};
    job.config.data.spec = "lab:1";
    RunControl again;
    const RunResult second = runTraining(job, again, [](const RunEvent&) {});
    EXPECT_EQ(second.train.loss, first.train.loss) << "to the last bit";
    EXPECT_EQ(second.test.accuracy, first.test.accuracy);
    LabFile lab(labPath);
    const StoredRun run = RunRepository(lab).load(second.run);
    EXPECT_EQ(run.row.dataset, RunRepository(lab).load(first.run).row.dataset);
    EXPECT_EQ(run.config.data.spec, storedSpec(DatasetRepository(lab).fingerprint(1)))
        << "a number would mean something else in another lab";
}

TEST_F(DataSource, ARunBelongsToTheTextsItWasTrainedOnAlsoWhenTheyAreEditedWhileItGetsReady) {
    RunJob job = test::smallJob(labPath);
    job.config.data = {};
    job.config.data.spec = writeCsv(120);
    const std::int64_t id = importData(loadDataset(job.config.data), job.config.data, labPath);
    job.config.data.spec = "lab:" + std::to_string(id);
    std::string before, after;
    RunControl control;
    const RunResult result = runTraining(job, control, [&](const RunEvent& event) {
        const auto* stage = std::get_if<ProgressEvent>(&event);
        if (stage == nullptr || stage->stage != "building the model" || !before.empty())
            return; // the texts have been read, the run is not in the lab file yet
        LabFile lab(labPath);
        before = DatasetRepository(lab).fingerprint(id);
        after = RecordEditor(lab).apply(id, {{0, std::nullopt}}).done.to;
    });
    ASSERT_FALSE(before.empty());
    LabFile lab(labPath);
    const StoredRun run = RunRepository(lab).load(result.run);
    const DatasetRepository datasets(lab);
    EXPECT_EQ(datasets.fingerprint(*run.row.dataset), before);
    EXPECT_EQ(fingerprintOf(datasets.load(*run.row.dataset)), before);
    EXPECT_EQ(run.config.data.spec, storedSpec(before));
    EXPECT_EQ(datasets.fingerprint(id), after) << "and the edit is not lost";
}

TEST_F(DataSource, ANewRunTakesItsDataSetOutOfTheTrash) {
    RunJob job = test::smallJob(labPath);
    job.config.data = {};
    job.config.data.spec = writeCsv(120);
    const std::int64_t id = importData(loadDataset(job.config.data), job.config.data, labPath);
    LabFile lab(labPath);
    DatasetRepository(lab).trash(id);
    job.config.data.spec = "lab:" + std::to_string(id);
    RunControl control;
    const RunResult first = runTraining(job, control, [](const RunEvent&) {});
    EXPECT_EQ(RunRepository(lab).load(first.run).row.dataset, id);
    EXPECT_EQ(DatasetRepository(lab).list().size(), 1U);
}

TEST_F(DataSource, CancellingTheImportOf100000RowsAnswersWithin100MsAndLeavesNothing) {
    // Processor time of the working thread, so that other work on the machine does not count.
    clockid_t clock{};
    ASSERT_EQ(pthread_getcpuclockid(pthread_self(), &clock), 0);
    const auto now = [clock] {
        timespec time{};
        clock_gettime(clock, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    };
    DataConfig config;
    config.spec = writeCsv(100000);
    LabFile lab(labPath);
    double longest = 0;
    bool cancelledStoring = false;
    for (const int afterMs : {20, 100, 250, 500, 800, 1100, 1500}) {
        std::stop_source stop;
        double asked = 0;
        std::jthread person([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(afterMs));
            asked = now();
            stop.request_stop();
        });
        bool storing = false;
        try {
            const LoadControl control{{}, stop.get_token()};
            const Dataset data = loadDataset(config, control);
            (void)survey(data, {}, control);
            storing = true;
            importData(data, config, labPath, control);
            break; // it was faster than the person
        } catch (const Cancelled&) {
            const double answered = now();
            person.join();
            longest = std::max(longest, answered - asked);
            cancelledStoring = cancelledStoring || storing;
        }
        EXPECT_TRUE(DatasetRepository(lab).list().empty());
        EXPECT_EQ(DatasetRepository(lab).count(1, RecordSplit::Train), 0);
        EXPECT_TRUE(DatasetRepository(lab).search(1, "plum").empty());
    }
    EXPECT_LT(longest, 100);
    std::printf("longest answer to a cancel: %.0f ms%s\n", longest,
                cancelledStoring ? ", while storing too" : "");
    const double before = now();
    const Dataset data = loadDataset(config);
    LabFile whole(folder.file("whole.db")); // the other one may hold the rows by now
    importData(data, config, whole.path());
    std::printf("100,000 rows read and stored in %.0f ms\n", now() - before);
    EXPECT_EQ(DatasetRepository(whole).search(1, "\"sweet plum\"").size(), 50000U);
}

} // namespace
} // namespace lab
