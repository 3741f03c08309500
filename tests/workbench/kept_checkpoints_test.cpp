// Checkpoints that a run keeps besides its best and its last, and the memory that it records.
#include "core/base/error.h"
#include "core/store/checkpoint_repository.h"
#include "core/store/run_import.h"
#include "core/store/run_repository.h"
#include "core/store/snapshot_repository.h"
#include "tests/workbench/small_run.h"
#include "workbench/memory_estimate.h"
#include "workbench/model_export.h"
#include "workbench/predictor.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lab {
namespace {

using test::smallJob;

class KeptCheckpoints : public ::testing::Test {
protected:
    std::string lab() const { return m_folder.file("lab.db"); }

    /// Runs \p job; a checkpoint is asked for after step \p keepAt, a stop after \p stopAt.
    RunResult run(const RunJob& job, std::int64_t keepAt = -1, std::int64_t stopAt = -1) {
        RunControl control;
        m_kept.clear();
        return runTraining(job, control, [&](const RunEvent& event) {
            if (const auto* kept = std::get_if<CheckpointEvent>(&event))
                m_kept.push_back(*kept);
            const auto* step = std::get_if<StepEvent>(&event);
            if (step != nullptr && step->step == keepAt)
                control.keepCheckpoint();
            if (step != nullptr && step->step == stopAt)
                control.requestStop();
        });
    }
    std::vector<std::int64_t> keptSteps(std::int64_t id) const {
        LabFile file(lab(), LabMode::ReadOnly);
        std::vector<std::int64_t> steps;
        for (const CheckpointInfo& info : CheckpointRepository(file).list(id))
            if (info.kind == CheckpointKind::Kept)
                steps.push_back(info.step);
        return steps;
    }

    test::TempFolder m_folder;
    std::vector<CheckpointEvent> m_kept;
};

TEST_F(KeptCheckpoints, TheNearestWeightsReadWhereThoseOfAStepAreNotStored) {
    const RunResult result = run(smallJob(lab()), 7);
    LabFile file(lab(), LabMode::ReadOnly);
    const auto last = CheckpointRepository(file).find(result.run, CheckpointKind::Last);
    ASSERT_TRUE(last);
    ASSERT_GT(last->step, 9);
    const auto find = [&](const WeightChoice& choice) { return findWeights(file, result.run, choice); };
    EXPECT_EQ(find({}).kind, CheckpointKind::Last);
    EXPECT_TRUE(find({}).exact());
    EXPECT_EQ(find({WeightChoice::Kind::Best}).kind, CheckpointKind::Best);
    EXPECT_EQ(find(WeightChoice::ofStep(7)).kind, CheckpointKind::Kept);
    EXPECT_TRUE(find(WeightChoice::ofStep(7)).exact());
    EXPECT_EQ(find(WeightChoice::ofStep(last->step + 100)).step, last->step);
    const auto predictor = Predictor::fromNearest(lab(), result.run, WeightChoice::ofStep(6));
    EXPECT_EQ(predictor->weights()->step, 7);
    EXPECT_FALSE(predictor->weights()->exact());
    EXPECT_EQ(predictor->read("a good battery").logits,
              Predictor::fromStep(lab(), result.run, 7)->read("a good battery").logits);
    EXPECT_THROW(static_cast<void>(findWeights(file, 99, {})), StoreError);
}

TEST_F(KeptCheckpoints, AreKeptOnRequestWithASnapshotAndLeaveTheResultAsItIs) {
    RunJob job = smallJob(lab());
    job.probes = {"a good one"};
    job.exportFile = m_folder.file("plain");
    run(job);
    job.exportFile = m_folder.file("kept");
    const RunResult result = run(job, 7);
    ASSERT_EQ(m_kept.size(), 1U);
    EXPECT_EQ(m_kept[0].step, 7);
    EXPECT_EQ(keptSteps(result.run), std::vector<std::int64_t>{7});
    LabFile file(lab(), LabMode::ReadOnly);
    EXPECT_EQ(m_kept[0].bytes, std::ssize(CheckpointRepository(file).loadStep(result.run, 7)));
    const auto snapshots = SnapshotRepository(file).steps(result.run);
    EXPECT_NE(std::find(snapshots.begin(), snapshots.end(), 7), snapshots.end());
    EXPECT_EQ(readModelFile(m_folder.file("plain")).tensors.tensors[0].values,
              readModelFile(m_folder.file("kept")).tensors.tensors[0].values);
}

TEST_F(KeptCheckpoints, ComeAfterEverySoManyEpochsAndAgainAfterAStop) {
    RunJob job = smallJob(lab());
    job.config.train.epochs = 4;
    job.config.train.keepEvery = 2;
    const RunResult whole = run(job);
    EXPECT_EQ(keptSteps(whole.run), (std::vector<std::int64_t>{20, 40}));
    const RunResult part = run(job, -1, 25);
    EXPECT_EQ(keptSteps(part.run), std::vector<std::int64_t>{20});
    RunJob rest = smallJob(lab());
    rest.continueRun = part.run;
    rest.config.train.epochs = 0;
    run(rest);
    EXPECT_EQ(keptSteps(part.run), (std::vector<std::int64_t>{20, 40}));
}

TEST_F(KeptCheckpoints, AreABeginningForBranches) {
    RunJob job = smallJob(lab());
    job.exportFile = m_folder.file("parent");
    const RunResult parent = run(job, 7);
    job.branch = BranchPoint{parent.run, 7};
    job.exportFile = m_folder.file("branch");
    EXPECT_EQ(run(job).steps, 20);
    EXPECT_EQ(readModelFile(m_folder.file("parent")).tensors.tensors[0].values,
              readModelFile(m_folder.file("branch")).tensors.tensors[0].values)
        << "without other settings it goes on like its parent";
    job.branch = BranchPoint{parent.run, 8};
    try {
        run(job);
        FAIL() << "there is no checkpoint after step 8";
    } catch (const StoreError& error) {
        EXPECT_NE(std::string(error.what()).find("after step 7 and"), std::string::npos) << error.what();
    }
}

TEST_F(KeptCheckpoints, AreReadAndExportedLikeAnyOtherWeights) {
    const RunResult result = run(smallJob(lab()), 3);
    const auto early = Predictor::fromStep(lab(), result.run, 3)->read("a good battery").logits;
    const auto last =
        Predictor::fromRun(lab(), result.run, Predictor::Weights::Last)->read("a good battery").logits;
    EXPECT_NE(early, last);
    EXPECT_EQ(Predictor::fromStep(lab(), result.run, 20)->read("a good battery").logits, last);
    const std::string path = m_folder.file("model.safetensors");
    writeModelFile(path, modelFileOfStep(lab(), result.run, 3));
    EXPECT_EQ(Predictor::fromModelFile(path)->read("a good battery").logits, early);
    EXPECT_THROW(Predictor::fromStep(lab(), result.run, 4), StoreError);
}

TEST_F(KeptCheckpoints, GoWithTheRunToAnotherLab) {
    const RunResult result = run(smallJob(lab()), 3);
    LabFile source(lab(), LabMode::ReadOnly), target(m_folder.file("other.db"));
    const std::int64_t copy = importRun(target, source, result.run, {});
    EXPECT_EQ(CheckpointRepository(target).loadStep(copy, 3),
              CheckpointRepository(source).loadStep(result.run, 3));
    EXPECT_EQ(RunRepository(target).load(copy).row.summary.peakBytes, result.peakBytes);
}

TEST_F(KeptCheckpoints, TheMemoryOfAStepIsRecordedAndAgreesWithTheEstimate) {
    const RunJob job = smallJob(lab());
    const RunResult result = run(job);
    LabFile file(lab(), LabMode::ReadOnly);
    const StoredRun stored = RunRepository(file).load(result.run);
    EXPECT_EQ(stored.row.summary.peakBytes, result.peakBytes);
    const std::int64_t words = modelFileOfRun(lab(), result.run, Predictor::Weights::Last).vocabulary.size();
    const MemoryEstimate most = trainingMemory(stored.config, words, 5, job.config.model.maxLength),
                         least = trainingMemory(stored.config, words, 5, 4);
    // A step that needs more than those before it holds another block of the arena until it ends.
    constexpr std::int64_t kBlock = std::int64_t{1} << 20;
    EXPECT_LE(result.peakBytes, most.total() + kBlock) << "no text is longer than the longest";
    EXPECT_GE(result.peakBytes, least.total());
}

TEST(KeepCheckpoint, IsAnErrandAlsoBeforeAStop) {
    RunControl control;
    control.keepCheckpoint();
    control.requestStop();
    EXPECT_TRUE(control.awaitNext().keep);
    EXPECT_EQ(control.awaitNext().kind, RunControl::Next::Kind::End);
}

} // namespace
} // namespace lab
