// Settings that change while a run trains, branches, and what a continued or replayed run makes of them.
#include "core/base/error.h"
#include "core/store/checkpoint_repository.h"
#include "core/store/metric_repository.h"
#include "core/store/run_repository.h"
#include "tests/workbench/small_run.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>

namespace lab {
namespace {

using test::smallJob;
using Setting = SettingChange::Setting;

class LiveSettingsTest : public ::testing::Test {
protected:
    std::string lab() const { return m_folder.file("lab.db"); }

    /// Runs \p job; after step 6 the learning rate falls and after step 13 the dropout rises, if \p changed.
    RunResult run(const RunJob& job, bool changed, std::int64_t stopAfter = -1) {
        RunControl control;
        m_losses.clear();
        m_changes.clear();
        return runTraining(job, control, [&](const RunEvent& event) {
            if (const auto* change = std::get_if<SettingChange>(&event))
                m_changes.push_back(*change);
            const auto* step = std::get_if<StepEvent>(&event);
            if (step == nullptr)
                return;
            m_losses.push_back(step->loss);
            if (changed && step->step == 6)
                control.change({5e-4, {}});
            if (changed && step->step == 13)
                control.change({{}, 0.4F});
            if (step->step == stopAfter)
                control.requestStop();
        });
    }
    static std::string bytes(const std::string& path) {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    RunJob jobWithExport(const std::string& name) {
        RunJob job = smallJob(lab());
        job.exportFile = m_folder.file(name);
        return job;
    }

    test::TempFolder m_folder;
    std::vector<double> m_losses;
    std::vector<SettingChange> m_changes;
};

TEST_F(LiveSettingsTest, AreObeyedFromTheNextStepToldAndStored) {
    run(smallJob(lab()), false);
    const auto plain = m_losses;
    const RunResult result = run(smallJob(lab()), true);
    ASSERT_EQ(m_losses.size(), plain.size());
    for (std::size_t i = 0; i < 7; ++i) // the seventh loss is that of the weights after six steps
        EXPECT_EQ(m_losses[i], plain[i]) << i;
    EXPECT_NE(m_losses[7], plain[7]);
    ASSERT_EQ(m_changes.size(), 2U);
    EXPECT_EQ(m_changes[0].step, 6);
    EXPECT_EQ(m_changes[0].from, 1e-3);
    EXPECT_EQ(m_changes[0].to, 5e-4);
    EXPECT_EQ(m_changes[1].setting, Setting::Dropout);

    LabFile file(lab(), LabMode::ReadOnly);
    const auto rates = MetricRepository(file).series(result.run, "train", "learning_rate");
    EXPECT_EQ(rates[5].value, 1e-3);
    EXPECT_EQ(rates[6].value, 5e-4);
    const auto actions = ActionRepository(file).list(result.run);
    ASSERT_EQ(actions.size(), 2U);
    EXPECT_EQ(actions[0].kind, "learning_rate");
    EXPECT_EQ(actions[0].detail, "0.001 → 0.0005");
    EXPECT_EQ(actions[1].detail, "0.2 → 0.4");
    EXPECT_EQ(settingChanges(file, result.run).size(), 2U);
}

TEST_F(LiveSettingsTest, AContinuedRunWithChangesEqualsTheUninterruptedOne) {
    run(jobWithExport("whole"), true);
    for (const std::int64_t stop : {6, 9, 13, 17}) {
        const RunResult first = run(smallJob(lab()), true, stop);
        RunJob rest = jobWithExport("parts");
        rest.continueRun = first.run;
        rest.config.train.epochs = 0;
        run(rest, true);
        EXPECT_EQ(bytes(m_folder.file("whole")), bytes(rest.exportFile)) << "stopped after step " << stop;
    }
}

TEST_F(LiveSettingsTest, AReplayMakesTheSameChangesAtTheSameSteps) {
    const RunResult original = run(jobWithExport("original"), true);
    RunJob replay = jobWithExport("replay");
    {
        LabFile file(lab(), LabMode::ReadOnly);
        replay.changes = settingChanges(file, original.run);
    }
    run(replay, false);
    EXPECT_EQ(m_changes.size(), 2U);
    EXPECT_EQ(bytes(m_folder.file("original")), bytes(replay.exportFile));
}

TEST_F(LiveSettingsTest, ImpossibleValuesAreRefusedAtOnce) {
    RunControl control;
    EXPECT_THROW(control.change({0.0, {}}), ConfigError);
    EXPECT_THROW(control.change({std::numeric_limits<double>::infinity(), {}}), ConfigError);
    EXPECT_THROW(control.change({{}, 1.0F}), ConfigError);
    EXPECT_EQ(control.awaitNext().kind, RunControl::Next::Kind::Step) << "nothing of it was kept";
}

TEST_F(LiveSettingsTest, APausedRunObeysAndLaterWishesReplaceEarlierOnes) {
    RunControl control;
    control.pause();
    ASSERT_TRUE(control.awaitNext().pausing);
    control.change({1e-2, {}});
    control.change({2e-2, 0.3F});
    const auto next = control.awaitNext();
    ASSERT_TRUE(next.settings);
    EXPECT_EQ(next.settings->learningRate, 2e-2);
    EXPECT_EQ(next.settings->dropout, 0.3F);
}

TEST_F(LiveSettingsTest, ABranchWithoutChangesGoesOnLikeItsParent) {
    run(jobWithExport("whole"), false);
    const auto whole = m_losses;
    const RunResult parent = run(smallJob(lab()), false, 12);
    RunJob job = jobWithExport("branch");
    job.branch = BranchPoint{parent.run, 12};
    const RunResult branch = run(job, false);
    EXPECT_NE(branch.run, parent.run);
    EXPECT_EQ(branch.steps, 20);
    ASSERT_EQ(m_losses.size(), 8U);
    EXPECT_EQ(m_losses[0], whole[12]);
    EXPECT_EQ(bytes(m_folder.file("whole")), bytes(job.exportFile));
    LabFile file(lab(), LabMode::ReadOnly);
    const RunRow row = RunRepository(file).load(branch.run).row;
    EXPECT_EQ(row.parent, parent.run);
    EXPECT_EQ(row.parentStep, 12);
}

TEST_F(LiveSettingsTest, ABranchBeginsAtTheBestStepWithOtherSettingsAndCanBeContinued) {
    const RunResult parent = run(smallJob(lab()), false);
    std::int64_t best = 0;
    {
        LabFile file(lab(), LabMode::ReadOnly);
        best = CheckpointRepository(file).find(parent.run, CheckpointKind::Best)->step;
    }
    RunJob job = smallJob(lab());
    job.branch = BranchPoint{parent.run, best};
    job.config.train.learningRate = 1e-2;
    job.config.train.epochs = 4;
    job.config.model.dim = 32; // of no account: the shape is the parent's
    job.exportFile = m_folder.file("whole");
    const RunResult whole = run(job, false);
    EXPECT_EQ(whole.steps, 40);
    job.exportFile.clear();
    const RunResult part = run(job, false, best + 5);
    RunJob rest = jobWithExport("parts");
    rest.continueRun = part.run;
    rest.config.train.epochs = 0;
    run(rest, false);
    EXPECT_EQ(bytes(m_folder.file("whole")), bytes(rest.exportFile));
}

TEST_F(LiveSettingsTest, ABranchSaysWhichStepsItCanBeginAt) {
    const RunResult parent = run(smallJob(lab()), false);
    RunJob job = smallJob(lab());
    job.branch = BranchPoint{parent.run, 3};
    try {
        run(job, false);
        FAIL() << "there is no checkpoint after step 3";
    } catch (const StoreError& error) {
        EXPECT_NE(std::string(error.what()).find("those after step "), std::string::npos) << error.what();
    }
    job.branch = BranchPoint{parent.run, 20};
    EXPECT_THROW(run(job, false), ConfigError) << "two epochs end at step 20";
}

TEST_F(LiveSettingsTest, NormsOfThePartsAreStoredAtEvaluations) {
    const RunResult result = run(smallJob(lab()), false);
    LabFile file(lab(), LabMode::ReadOnly);
    const MetricRepository metrics(file);
    for (const char* part : {"embedding", "layer1", "layer2", "head"}) {
        const auto gradients = metrics.series(result.run, "train", std::string("gradient_norm.") + part);
        const auto weights = metrics.series(result.run, "train", std::string("weight_norm.") + part);
        ASSERT_EQ(gradients.size(), 2U) << part;
        ASSERT_EQ(weights.size(), 2U) << part;
        EXPECT_GT(gradients[0].value, 0) << part;
        EXPECT_GT(weights[0].value, 0) << part;
    }
    double squares = 0;
    for (const char* part : {"embedding", "layer1", "layer2", "head"}) {
        const double norm =
            metrics.series(result.run, "train", std::string("gradient_norm.") + part)[0].value;
        squares += norm * norm;
    }
    const double whole = metrics.series(result.run, "train", "gradient_norm")[9].value;
    EXPECT_NEAR(std::sqrt(squares), whole, 1e-5 * whole) << "the parts make up the whole";
}

} // namespace
} // namespace lab
