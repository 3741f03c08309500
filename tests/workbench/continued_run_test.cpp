// Runs that go on, and branches: what the lab file says of them whatever happens.
#include "core/base/error.h"
#include "core/base/named_tensor.h"
#include "core/store/action_repository.h"
#include "core/store/checkpoint_repository.h"
#include "core/store/connection.h"
#include "core/store/metric_repository.h"
#include "core/store/run_repository.h"
#include "core/store/safetensors.h"
#include "core/store/snapshot_repository.h"
#include "tests/workbench/small_run.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <limits>
#include <thread>

namespace lab {
namespace {

using test::smallJob;

class ContinuedRun : public ::testing::Test {
protected:
    std::string lab() const { return m_folder.file("lab.db"); }

    RunResult run(const RunJob& job, std::int64_t stopAfter = -1) {
        RunControl control;
        return runTraining(job, control, [&](const RunEvent& event) {
            if (const auto* prepared = std::get_if<PreparedEvent>(&event))
                m_prepared = *prepared;
            if (const auto* step = std::get_if<StepEvent>(&event); step && step->step == stopAfter)
                control.requestStop();
        });
    }
    /// What goes on with \p id, to its own end.
    RunJob rest(std::int64_t id) const {
        RunJob job = smallJob(lab());
        job.continueRun = id;
        job.config.train.epochs = 0;
        return job;
    }
    StoredRun stored(std::int64_t id) const {
        LabFile file(lab(), LabMode::ReadOnly);
        return RunRepository(file).load(id);
    }
    void sql(const std::string& statement) const { LabFile(lab()).connection().exec(statement); }
    /// From now on the lab file takes no row of \p table for which \p condition holds.
    void refuse(const std::string& table, const std::string& condition = "1") const {
        sql("CREATE TRIGGER full BEFORE INSERT ON " + table + " WHEN " + condition +
            " BEGIN SELECT RAISE(FAIL, 'full'); END");
    }
    template <class Error> std::string errorOf(const RunJob& job) {
        try {
            run(job);
        } catch (const Error& error) {
            return error.what();
        }
        return "it went on";
    }
    /// Another number for the whole training, as if it had been asked for at the start.
    std::uint64_t settingsOf(const TrainOptions& train, const RunConfig& like) {
        NewRun run;
        run.config = like;
        run.config.train = train;
        LabFile file(m_folder.file("other.db"));
        RunRepository runs(file);
        return runs.load(runs.create(run)).row.settings;
    }

    test::TempFolder m_folder;
    PreparedEvent m_prepared;
};

TEST_F(ContinuedRun, ABranchWhoseFirstWeightsAreNotStoredIsNoRun) {
    const RunResult parent = run(smallJob(lab()), 12);
    RunJob job = smallJob(lab());
    job.branch = BranchPoint{parent.run, 12};
    refuse("checkpoints");
    EXPECT_THROW(run(job), StoreError);
    LabFile file(lab(), LabMode::ReadOnly);
    EXPECT_EQ(RunRepository(file).list().size(), 1U);
}

TEST_F(ContinuedRun, ABranchDoesNotGoOnFromRandomWeights) {
    const RunResult parent = run(smallJob(lab()), 12);
    RunJob job = smallJob(lab());
    job.branch = BranchPoint{parent.run, 12};
    const std::int64_t branch = run(job, 15).run;
    sql("DELETE FROM checkpoints WHERE run_id = " + std::to_string(branch));
    const std::string message = errorOf<StoreError>(rest(branch));
    EXPECT_NE(message.find("the weights that it started from"), std::string::npos) << message;
    EXPECT_EQ(stored(branch).row.status, RunStatus::Stopped);
}

TEST_F(ContinuedRun, ARunThatIsNotBegunAgainStaysAsItWas) {
    const std::int64_t id = run(smallJob(lab()), 13).run;
    const StoredRun before = stored(id);
    refuse("actions");
    EXPECT_THROW(run(rest(id)), StoreError);
    const StoredRun after = stored(id);
    EXPECT_EQ(after.row.status, RunStatus::Stopped);
    EXPECT_EQ(after.row.steps, 13);
    EXPECT_EQ(after.row.summary.last.step, before.row.summary.last.step);
    sql("DROP TRIGGER full");
    EXPECT_EQ(run(rest(id)).steps, 20);
}

TEST_F(ContinuedRun, ThatFailsInItsFirstStepKeepsItsSteps) {
    const std::int64_t id = run(smallJob(lab()), 13).run;
    {
        LabFile file(lab());
        CheckpointRepository checkpoints(file);
        TensorFile state = readSafetensorsBytes(checkpoints.load(id, CheckpointKind::Last), "weights");
        for (NamedTensor& tensor : state.tensors)
            for (float& value : tensor.values)
                value = std::numeric_limits<float>::quiet_NaN();
        checkpoints.save(id, 13, CheckpointKind::Last, safetensorsBytes(state));
    }
    EXPECT_THROW(run(rest(id)), TrainingError);
    EXPECT_EQ(stored(id).row.status, RunStatus::Failed);
    EXPECT_EQ(stored(id).row.steps, 13);
    LabFile file(lab(), LabMode::ReadOnly);
    EXPECT_EQ(ActionRepository(file).list(id).back().step, 13);
}

TEST_F(ContinuedRun, ThatWasPausedTellsThatItTrainsAgain) {
    RunControl control;
    std::vector<std::string> story;
    std::int64_t id = 0;
    const auto status = [&] { return std::string(toString(stored(id).row.status)); };
    std::thread person;
    const RunResult result = runTraining(smallJob(lab()), control, [&](const RunEvent& event) {
        if (const auto* prepared = std::get_if<PreparedEvent>(&event)) {
            id = prepared->run;
            control.pause();
            person = std::thread([&] {
                for (const std::int64_t steps : {2, 0}) {
                    while (!control.paused() || status() != "paused")
                        std::this_thread::sleep_for(std::chrono::milliseconds(1));
                    steps > 0 ? control.advance(steps) : control.resume();
                }
            });
        } else if (const auto* step = std::get_if<StepEvent>(&event); step != nullptr && step->step <= 4) {
            story.push_back(status());
        }
    });
    person.join();
    EXPECT_EQ(result.steps, 20);
    EXPECT_EQ(story, std::vector<std::string>(4, "running"));
    EXPECT_EQ(status(), "finished");
}

TEST_F(ContinuedRun, SummariesHoldTheNumbersOfTheirSteps) {
    RunJob job = smallJob(lab());
    job.config.train.epochs = 4;
    job.config.train.evaluateEvery = 7;
    job.config.train.learningRate = 5e-3;
    const RunResult result = run(job);
    RunSummary summary = stored(result.run).row.summary;
    const auto trainAt = [&](std::int64_t step) {
        for (const RunResult::Epoch& epoch : result.history)
            if (epoch.step == step)
                return epoch.trainAccuracy;
        return std::numeric_limits<double>::quiet_NaN();
    };
    ASSERT_GT(summary.best.step, 0);
    const double then = trainAt(summary.best.step);
    if (std::isnan(then))
        EXPECT_TRUE(std::isnan(summary.best.train.accuracy)) << "in the midst of an epoch it has no means";
    else
        EXPECT_EQ(summary.best.train.accuracy, then);
    EXPECT_TRUE(std::isnan(summary.best.test.accuracy));
    EXPECT_EQ(summary.last.train.accuracy, trainAt(40));
    EXPECT_FALSE(std::isnan(summary.last.test.accuracy));

    RunJob more = rest(result.run);
    more.config.train.epochs = 6;
    run(more, 45);
    summary = stored(result.run).row.summary;
    EXPECT_EQ(summary.last.step, 45);
    EXPECT_TRUE(std::isnan(summary.last.test.accuracy)) << "that was 5 steps ago";
    EXPECT_EQ(summary.last.train.accuracy, trainAt(40)) << "the last whole epoch";
}

TEST_F(ContinuedRun, TheBestStepHasTheTrainingNumbersOfItsOwnEpoch) {
    const RunResult result = run(smallJob(lab()));
    const RunQuality best = stored(result.run).row.summary.best;
    const RunResult::Epoch& epoch = result.history.at(best.step == 10 ? 0 : 1);
    ASSERT_EQ(epoch.step, best.step);
    EXPECT_EQ(best.train.accuracy, epoch.trainAccuracy);
    EXPECT_EQ(best.train.loss, epoch.trainLoss);
    EXPECT_EQ(best.validation.accuracy, epoch.validation.accuracy);
}

TEST_F(ContinuedRun, ThatIsSetBackSaysSoInItsSummary) {
    RunJob job = smallJob(lab());
    job.config.train.epochs = 3;
    RunControl control;
    const std::int64_t id = runTraining(job, control, [&](const RunEvent& event) {
                                if (const auto* step = std::get_if<StepEvent>(&event)) {
                                    if (step->step == 12)
                                        control.keepCheckpoint();
                                    if (step->step == 25)
                                        control.requestStop();
                                }
                            }).run;
    const double train = stored(id).row.summary.best.train.accuracy;
    {
        LabFile file(lab()); // as if it had been killed before the checkpoint of its end
        CheckpointRepository checkpoints(file);
        const std::string bytes = checkpoints.loadStep(id, 12);
        checkpoints.save(id, 12, CheckpointKind::Last, bytes);
    }
    RunJob again = rest(id);
    RunControl stopped;
    runTraining(again, stopped, [&](const RunEvent& event) {
        if (std::holds_alternative<PreparedEvent>(event))
            stopped.requestStop();
    });
    const RunRow row = stored(id).row;
    EXPECT_EQ(row.steps, 12);
    EXPECT_EQ(row.summary.last.step, 12);
    EXPECT_NEAR(row.summary.epochs, 1.2, 1e-9);
    LabFile file(lab(), LabMode::ReadOnly);
    const auto evaluations = MetricRepository(file).evaluations(id);
    ASSERT_EQ(evaluations.size(), 1U);
    EXPECT_EQ(row.summary.last.validation.accuracy, evaluations[0].evaluation.accuracy);
    EXPECT_FALSE(std::isnan(train));
}

TEST_F(ContinuedRun, FurtherThanItsEndHasTheSettingsOfALongerRun) {
    const std::int64_t id = run(smallJob(lab())).run;
    RunJob more = rest(id);
    more.config.train.epochs = 4;
    run(more, 25);
    StoredRun row = stored(id);
    EXPECT_EQ(row.config.train.epochs, 4);
    EXPECT_EQ(row.row.totalSteps, 40);
    TrainOptions train = smallJob(lab()).config.train;
    train.epochs = 4;
    EXPECT_EQ(row.row.settings, settingsOf(train, row.config)) << "it is one of those";
    EXPECT_EQ(m_prepared.config.train.epochs, 4);
    const RunResult end = run(rest(id));
    EXPECT_EQ(end.steps, 40) << "its own end is the new one";
    more.config.train.epochs = 0;
    more.config.train.steps = 45;
    run(more);
    row = stored(id);
    EXPECT_EQ(row.config.train.steps, 45);
    LabFile file(lab(), LabMode::ReadOnly);
    std::vector<std::string> changes;
    for (const ActionRow& action : ActionRepository(file).list(id))
        if (action.kind == "steps")
            changes.push_back(std::to_string(action.step) + ": " + action.detail);
    EXPECT_EQ(changes, (std::vector<std::string>{"20: 20 → 40", "40: 40 → 45"}));
}

TEST_F(ContinuedRun, ToTheSameEndKeepsItsSettings) {
    const std::int64_t id = run(smallJob(lab()), 5).run;
    const StoredRun before = stored(id);
    RunJob same = rest(id);
    same.config.train.steps = 20;
    run(same);
    EXPECT_EQ(stored(id).config, before.config);
    EXPECT_EQ(stored(id).row.settings, before.row.settings);
}

TEST_F(ContinuedRun, DoesNotEndBeforeWhatItHasDone) {
    const std::int64_t id = run(smallJob(lab()), 13).run;
    RunJob less = rest(id);
    less.config.train.steps = 12;
    const std::string message = errorOf<ConfigError>(less);
    EXPECT_NE(message.find("13 steps"), std::string::npos) << message;
    EXPECT_EQ(stored(id).row.status, RunStatus::Stopped);
    EXPECT_EQ(stored(id).row.totalSteps, 20);
}

TEST_F(ContinuedRun, OfAnOlderVersionGoesToTheEndThatItsRowNames) {
    const std::int64_t id = run(smallJob(lab()), 13).run;
    sql("UPDATE runs SET total_steps = 30"); // was continued further; its settings stayed
    EXPECT_EQ(run(rest(id)).steps, 30);
    EXPECT_EQ(stored(id).config.train.steps, 30);
}

TEST_F(ContinuedRun, IsWatchedAsOftenAsBeforeWhateverElseWasKept) {
    RunJob job = smallJob(lab());
    job.config.train.epochs = 3;
    job.probes = {"not bad at all"};
    job.snapshotEvery = 7;
    RunControl control;
    const auto keep = [&](const RunEvent& event) {
        const auto* step = std::get_if<StepEvent>(&event);
        if (step != nullptr && (step->step == 8 || step->step == 15))
            control.keepCheckpoint();
        if (step != nullptr && step->step == 15)
            control.requestStop();
    };
    const std::int64_t id = runTraining(job, control, keep).run;
    RunJob more = rest(id);
    more.probes = job.probes;
    more.snapshotEvery = 3;
    run(more);
    LabFile file(lab(), LabMode::ReadOnly);
    EXPECT_EQ(SnapshotRepository(file).steps(id), (std::vector<std::int64_t>{0, 7, 8, 14, 15, 21, 28}));
}

} // namespace
} // namespace lab
