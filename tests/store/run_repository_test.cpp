#include "core/store/run_repository.h"
#include "core/store/unstored_failures.h"

#include "core/base/error.h"
#include "core/store/action_repository.h"
#include "core/store/checkpoint_repository.h"
#include "core/store/connection.h"
#include "core/store/metric_repository.h"
#include "core/store/run_import.h"
#include "core/store/vocabulary_repository.h"
#include "tests/store/lab_fixture.h"
#include "tests/store/temp_folder.h"

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <stop_token>
#include <thread>

namespace lab {
namespace {

class Runs : public testing::Test {
protected:
    int count(const std::string& table) {
        return lab.connection().database().execAndGet("SELECT count(*) FROM " + table).getInt();
    }
    /// A run with something in every table.
    std::int64_t fullRun() {
        NewRun run = smallRun("full");
        run.dataset = DatasetRepository(lab).save(smallDataset());
        run.vocabulary = VocabularyRepository(lab).save({"", "<unk>", "good"});
        const std::int64_t id = runs.create(run);
        MetricRepository metrics(lab);
        metrics.append(
            id, {{"train", "loss", 1, 0.7}, {"train", "loss", 2, std::nan("")}, {"train", "loss", 3, 0.1}});
        for (std::int64_t step : {1, 3})
            metrics.saveEvaluation(id, {"validation", step, 1, {0.6, 0.5, 0.4, {1, 2, 3, 4}, 10, 0.01}});
        ActionRepository(lab).append(id, {1, "", "pause", "by the button", false});
        ActionRepository(lab).append(id, {3, "", "resume", "", false});
        CheckpointRepository(lab).save(id, 2, CheckpointKind::Best, "best bytes");
        CheckpointRepository(lab).save(id, 3, CheckpointKind::Last, std::string("last\0bytes", 10));
        SnapshotRepository snapshots(lab);
        snapshots.saveProbes(id, {"a good one", "漢"});
        snapshots.save(id, {0, {smallMap(), smallMap(1)}});
        snapshots.save(id, {3, {smallMap(2), smallMap(3)}});
        runs.setSteps(id, 3);
        RunSummary summary;
        summary.seconds = 2.5;
        summary.best.step = 2;
        summary.best.validation = {0.6, 0.5, 0.4};
        summary.last.test.accuracy = 0.75;
        runs.updateSummary(id, summary);
        return id;
    }

    LabFile lab{":memory:"};
    RunRepository runs{lab};
};

TEST_F(Runs, ComeBackAsTheyWereCreated) {
    NewRun run = smallRun("mine");
    run.dataset = DatasetRepository(lab).save(smallDataset());
    const std::int64_t first = runs.create(run);
    run.parent = first;
    run.parentStep = 40;
    run.group = first;
    run.repeat = 2;
    const std::int64_t id = runs.create(run);
    const StoredRun stored = runs.load(id);
    EXPECT_EQ(stored.config, run.config);
    EXPECT_EQ(stored.labels, run.labels);
    EXPECT_EQ(stored.row.name, "mine");
    EXPECT_EQ(stored.row.status, RunStatus::Preparing);
    EXPECT_EQ(stored.row.encoder, "fastformer");
    EXPECT_EQ(stored.row.sharing, "none");
    EXPECT_EQ(stored.row.data, "demo:reviews");
    EXPECT_EQ(stored.row.seed, 18446744073709551615U);
    EXPECT_EQ(stored.row.device, "cpu");
    EXPECT_EQ(stored.row.dataset, run.dataset);
    EXPECT_EQ(stored.row.vocabulary, std::nullopt);
    EXPECT_EQ(stored.row.parent, first);
    EXPECT_EQ(stored.row.parentStep, 40);
    EXPECT_EQ(stored.row.group, first);
    EXPECT_EQ(stored.row.repeat, 2);
    EXPECT_EQ(stored.row.totalSteps, 100);
    EXPECT_EQ(stored.row.attentionParameters, 1234);
    EXPECT_EQ(stored.row.totalParameters, 56789);
    EXPECT_EQ(stored.row.process.number, ::getpid());
    EXPECT_EQ(stored.row.created.size(), 24U);
    EXPECT_TRUE(std::isnan(stored.row.summary.best.validation.accuracy));
    EXPECT_NE(stored.row.colour, runs.load(first).row.colour);
    EXPECT_EQ(runs.children(first), std::vector<std::int64_t>{id});
    EXPECT_FALSE(runs.find(99));
    EXPECT_NE(messageOf<StoreError>([&] { (void)runs.load(99); }).find("there is no run 99"),
              std::string::npos);
}

TEST(UnstoredFailure, OfARunIsToldUntilTheLabFileTakesIt) {
    const TempFolder folder;
    LabFile lab(folder.file("lab.db"));
    RunRepository runs(lab);
    const std::int64_t id = runs.create(smallRun());
    runs.setStatus(id, RunStatus::Running);
    UnstoredFailures& unstored = UnstoredFailures::ofThisProcess();
    unstored.keep(lab.path(), id, "the disk is full");
    EXPECT_EQ(runs.load(id).row.status, RunStatus::Failed);
    EXPECT_EQ(runs.list().front().error, "the disk is full");
    {
        LabFile reader(lab.path(), LabMode::ReadOnly);
        EXPECT_FALSE(storeFailures(reader)) << "a lab file that takes nothing";
    }
    EXPECT_EQ(unstored.runsOf(lab.path()), std::vector<std::int64_t>{id}) << "it is tried again";
    EXPECT_TRUE(storeFailures(lab));
    EXPECT_TRUE(unstored.runsOf(lab.path()).empty());
    EXPECT_EQ(runs.load(id).row.status, RunStatus::Failed);
    EXPECT_EQ(runs.load(id).row.error, "the disk is full");
    runs.setStatus(id, RunStatus::Running);
    unstored.keep(lab.path(), id, "the disk is full again");
    EXPECT_THROW(lab.transaction([&] {
        runs.takeOver(id);
        throw StoreError("the disk is full once more");
    }),
                 StoreError);
    EXPECT_EQ(runs.load(id).row.error, "the disk is full again") << "it does not go on";
    runs.takeOver(id);
    unstored.forget(lab.path(), id);
    EXPECT_EQ(runs.load(id).row.status, RunStatus::Preparing) << "it goes on: what it failed of is over";
}

TEST_F(Runs, ChangeTheirStateAndSummary) {
    const std::int64_t id = runs.create(smallRun()), other = runs.create(smallRun("other"));
    runs.rename(id, "renamed");
    runs.setStatus(id, RunStatus::Running);
    runs.setSteps(id, 12);
    runs.setTotalSteps(id, 500);
    runs.setColour(id, 5);
    RunSummary summary;
    summary.epochs = 1.5;
    summary.seconds = 9;
    summary.tokensPerSecond = 15000;
    summary.best = {10, {0.1, 0.2, 0.3}, {0.4, 0.5, 0.6}, {0.7, 0.8, 0.9}};
    summary.last = {12, {1.1, 1.2, 1.3}, {1.4, 1.5, 1.6}, {}};
    runs.updateSummary(id, summary);
    const RunRow row = runs.load(id).row;
    EXPECT_EQ(row.name, "renamed");
    EXPECT_EQ(row.status, RunStatus::Running);
    EXPECT_EQ(row.steps, 12);
    EXPECT_EQ(row.totalSteps, 500);
    EXPECT_EQ(row.colour, 5);
    EXPECT_EQ(row.summary.epochs, 1.5);
    EXPECT_EQ(row.summary.seconds, 9);
    EXPECT_EQ(row.summary.tokensPerSecond, 15000);
    EXPECT_EQ(row.summary.best.step, 10);
    EXPECT_EQ(row.summary.best.train.loss, 0.1);
    EXPECT_EQ(row.summary.best.train.accuracy, 0.2);
    EXPECT_EQ(row.summary.best.train.macroF1, 0.3);
    EXPECT_EQ(row.summary.best.validation.loss, 0.4);
    EXPECT_EQ(row.summary.best.validation.macroF1, 0.6);
    EXPECT_EQ(row.summary.best.test.accuracy, 0.8);
    EXPECT_EQ(row.summary.last.step, 12);
    EXPECT_EQ(row.summary.last.validation.macroF1, 1.6);
    EXPECT_TRUE(std::isnan(row.summary.last.test.loss));
    EXPECT_EQ(runs.load(other).row.name, "other") << "another run was changed";
    runs.setError(id, "the loss became NaN");
    EXPECT_EQ(runs.load(id).row.status, RunStatus::Failed);
    EXPECT_EQ(runs.load(id).row.error, "the loss became NaN");
    EXPECT_THROW(runs.setStatus(99, RunStatus::Failed), StoreError);
    EXPECT_THROW(runs.updateSummary(99, summary), StoreError);
}

TEST_F(Runs, AreListedNewestFirst) {
    const std::int64_t first = runs.create(smallRun("first")), second = runs.create(smallRun("second"));
    const auto rows = runs.list();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].id, second);
    EXPECT_EQ(rows[1].id, first);
    EXPECT_EQ(rows[1].name, "first");
}

TEST_F(Runs, TakeEverythingWithThemAndNothingElseWhenRemoved) {
    const std::int64_t id = fullRun(), kept = fullRun();
    NewRun child = smallRun("child");
    child.parent = id;
    const std::int64_t childId = runs.create(child);
    runs.remove(id);
    EXPECT_FALSE(runs.find(id));
    EXPECT_EQ(runs.load(childId).row.parent, std::nullopt);
    EXPECT_EQ(MetricRepository(lab).all(kept).size(), 3U);
    EXPECT_EQ(CheckpointRepository(lab).load(kept, CheckpointKind::Best), "best bytes");
    EXPECT_EQ(VocabularyRepository(lab).load(*runs.load(kept).row.vocabulary).size(), 3U);
    runs.remove(kept);
    for (const char* table : {"metrics", "evaluations", "actions", "checkpoints", "checkpoint_parts",
                              "probes", "snapshots", "vocabularies"})
        EXPECT_EQ(count(table), 0) << table;
    EXPECT_EQ(count("run_summary"), 1);
    EXPECT_EQ(count("datasets"), 1) << "data sets are the person's, not a run's";
    EXPECT_THROW(runs.remove(id), StoreError);
    const std::int64_t next = runs.create(smallRun());
    EXPECT_GT(next, childId) << "ids are never used again";
    EXPECT_TRUE(lab.integrityCheck().empty());
}

TEST_F(Runs, CarryTagsANoteAndASettingsFingerprint) {
    const std::int64_t id = runs.create(smallRun());
    EXPECT_TRUE(runs.load(id).row.tags.empty());
    runs.setTags(id, {" baseline ", "", "漢字", "baseline"});
    runs.setNote(id, "first line\nsecond");
    const RunRow row = runs.load(id).row;
    EXPECT_EQ(row.tags, (std::vector<std::string>{"baseline", "漢字"}));
    EXPECT_EQ(row.note, "first line\nsecond");
    EXPECT_EQ(runs.list()[0].tags, row.tags);
    runs.setTags(id, {});
    EXPECT_TRUE(runs.load(id).row.tags.empty());

    NewRun other = smallRun("another seed");
    other.config.train.seed = 4;
    const RunRow seed = runs.load(runs.create(other)).row;
    other.config.model.dim *= 2;
    const RunRow wider = runs.load(runs.create(other)).row;
    EXPECT_NE(row.settings, 0U);
    EXPECT_EQ(seed.settings, row.settings);
    EXPECT_NE(wider.settings, row.settings);
}

TEST_F(Runs, GoToTheTrashAndComeBack) {
    const std::int64_t kept = fullRun(), id = fullRun();
    EXPECT_NE(messageOf<StoreError>([&] { runs.trash(id); }).find("stop it first"), std::string::npos);
    for (const std::int64_t each : {kept, id})
        runs.setStatus(each, RunStatus::Finished);
    runs.trash(id);
    ASSERT_EQ(runs.list().size(), 1U);
    EXPECT_EQ(runs.list()[0].id, kept);
    ASSERT_EQ(runs.list(RunRepository::Listed::Trashed).size(), 1U);
    const std::string when = runs.load(id).row.trashed;
    EXPECT_EQ(when.size(), 24U);
    runs.trash(id);
    EXPECT_EQ(runs.load(id).row.trashed, when) << "it is there already";
    runs.restore(id);
    EXPECT_EQ(runs.list().size(), 2U);
    EXPECT_EQ(MetricRepository(lab).all(id).size(), 3U);
    runs.trash(id);
    EXPECT_EQ(runs.emptyTrash(), std::vector<std::int64_t>{id});
    EXPECT_FALSE(runs.find(id));
    EXPECT_TRUE(runs.find(kept));
    EXPECT_TRUE(runs.emptyTrash().empty());
    EXPECT_THROW(runs.trash(99), StoreError);
    EXPECT_THROW(runs.restore(99), StoreError);
}

TEST_F(Runs, AreSetBackToACheckpoint) {
    const std::int64_t id = fullRun();
    runs.rewind(id, 2);
    EXPECT_EQ(runs.load(id).row.steps, 2);
    const auto loss = MetricRepository(lab).series(id, "train", "loss");
    ASSERT_EQ(loss.size(), 2U);
    EXPECT_EQ(loss.back().step, 2);
    EXPECT_EQ(MetricRepository(lab).evaluations(id).size(), 1U);
    EXPECT_EQ(SnapshotRepository(lab).steps(id), std::vector<std::int64_t>{0});
    const auto actions = ActionRepository(lab).list(id);
    ASSERT_EQ(actions.size(), 2U);
    EXPECT_FALSE(actions[0].undone);
    EXPECT_TRUE(actions[1].undone);
    EXPECT_THROW(runs.rewind(99, 0), StoreError);
}

TEST_F(Runs, OfAProcessThatIsGoneAreFoundStopped) {
    const std::int64_t alive = runs.create(smallRun()), dead = runs.create(smallRun()),
                       done = runs.create(smallRun());
    runs.setStatus(done, RunStatus::Finished);
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(0);
    ::waitpid(child, nullptr, 0);
    lab.connection().exec(fmt::format("UPDATE runs SET process = {} WHERE id <> {}", child, alive));
    EXPECT_EQ(runs.stopDeadRuns(), std::vector<std::int64_t>{dead});
    EXPECT_EQ(runs.load(dead).row.status, RunStatus::Stopped);
    EXPECT_EQ(runs.load(done).row.status, RunStatus::Finished);
    EXPECT_EQ(runs.load(alive).row.status, RunStatus::Preparing);
}

TEST_F(Runs, AreTakenOverOnlyWhenNobodyTrainsThem) {
    const std::int64_t id = runs.create(smallRun());
    runs.setError(id, "broken");
    runs.takeOver(id);
    EXPECT_EQ(runs.load(id).row.status, RunStatus::Preparing);
    EXPECT_EQ(runs.load(id).row.error, "");
    runs.setStatus(id, RunStatus::Running);
    lab.connection().exec("UPDATE runs SET host = 'another machine', process = 1");
    EXPECT_NE(messageOf<StoreError>([&] { runs.takeOver(id); }).find("process 1 on another machine"),
              std::string::npos);
    runs.setStatus(id, RunStatus::Stopped);
    runs.takeOver(id);
    EXPECT_EQ(runs.load(id).row.process.number, ::getpid());
}

TEST_F(Runs, OfAnotherMachineCountAsStoppedAfterALongSilence) {
    const std::int64_t running = runs.create(smallRun()), paused = runs.create(smallRun());
    runs.setStatus(running, RunStatus::Running);
    runs.setStatus(paused, RunStatus::Paused);
    const auto silent = [&](const char* since) {
        lab.connection().exec(fmt::format("UPDATE runs SET host = 'another machine', process = 1, updated = "
                                          "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '{}')",
                                          since));
    };
    silent("-59 minutes");
    EXPECT_TRUE(runs.stopDeadRuns().empty());
    const std::string message = messageOf<StoreError>([&] { runs.trash(running); });
    EXPECT_NE(message.find("on another machine; stop it there first, or wait"), std::string::npos) << message;
    EXPECT_THROW(runs.requireIdle(paused), StoreError);
    silent("-61 minutes");
    runs.requireIdle(running);
    EXPECT_EQ(runs.stopDeadRuns(), std::vector<std::int64_t>{running});
    runs.setStatus(running, RunStatus::Running);
    silent("-23 hours");
    EXPECT_THROW(runs.takeOver(paused), StoreError) << "a person may come back to it tomorrow";
    runs.takeOver(running);
    silent("-25 hours");
    runs.setStatus(running, RunStatus::Stopped);
    runs.trash(running);
    EXPECT_EQ(runs.stopDeadRuns(), std::vector<std::int64_t>{paused});
    lab.connection().exec("UPDATE runs SET status = 'running', updated = 'unknown'");
    EXPECT_TRUE(runs.stopDeadRuns().empty());
}

TEST_F(Runs, TellWhetherTheyWereChangedOnTheWay) {
    const std::int64_t id = fullRun(), rate = fullRun(), schedule = fullRun();
    ActionRepository actions(lab);
    actions.append(rate, {3, "", "learning_rate", "0.001 → 0.0005", false});
    actions.append(schedule, {2, "", "schedule", "20 → 40", false});
    EXPECT_FALSE(runs.load(id).row.changed);
    EXPECT_TRUE(runs.load(rate).row.changed);
    EXPECT_TRUE(runs.list().front().changed);
    runs.rewind(rate, 2);
    EXPECT_FALSE(runs.load(rate).row.changed) << "the change was undone";
}

TEST_F(Runs, AreStoppedInTheLabToWhichTheyAreCopiedWhileTheyTrain) {
    const std::int64_t run = fullRun();
    for (const RunStatus status : {RunStatus::Preparing, RunStatus::Running, RunStatus::Paused}) {
        runs.setStatus(run, status);
        LabFile target(":memory:");
        const std::int64_t copy = importRun(target, lab, run);
        EXPECT_EQ(RunRepository(target).load(copy).row.status, RunStatus::Stopped);
        EXPECT_EQ(runs.load(run).row.status, status);
    }
}

TEST(RunImport, CopiesOneMomentOfARunThatTrains) {
    const TempFolder folder;
    const std::string path = folder.file("lab.db");
    std::int64_t run = 0;
    {
        LabFile lab(path);
        run = RunRepository(lab).create(smallRun());
    }
    const std::jthread trainer([&](const std::stop_token& stop) {
        LabFile lab(path);
        for (std::int64_t step = 1; !stop.stop_requested(); ++step)
            lab.transaction([&] {
                RunRepository(lab).setSteps(run, step);
                MetricRepository(lab).append(run, {{"train", "loss", step, 0.5}});
                CheckpointRepository(lab).save(run, step, CheckpointKind::Last, std::to_string(step));
            });
    });
    LabFile source(path, LabMode::ReadOnly), target(":memory:");
    for (int i = 0; i < 200; ++i) {
        const std::int64_t copy = importRun(target, source, run);
        const std::int64_t steps = RunRepository(target).load(copy).row.steps;
        const auto loss = MetricRepository(target).series(copy, "train", "loss");
        const auto last = CheckpointRepository(target).find(copy, CheckpointKind::Last);
        ASSERT_EQ(std::ssize(loss), steps) << i;
        if (steps == 0)
            continue;
        ASSERT_EQ(last->step, steps) << i;
        ASSERT_EQ(CheckpointRepository(target).load(copy, CheckpointKind::Last), std::to_string(steps)) << i;
    }
}

TEST_F(Runs, AreCopiedFromAnotherLabWithAllTheyHave) {
    const std::int64_t run = fullRun();
    runs.setStatus(run, RunStatus::Finished);
    runs.setTags(run, {"kept"});
    runs.setNote(run, "why");
    LabFile target(":memory:");
    RunRepository(target).create(smallRun("already there"));
    const std::int64_t copy = importRun(target, lab, run);
    const StoredRun from = runs.load(run), to = RunRepository(target).load(copy);
    EXPECT_NE(copy, run);
    EXPECT_EQ(to.config, from.config);
    EXPECT_EQ(to.labels, from.labels);
    EXPECT_EQ(to.row.status, RunStatus::Finished);
    EXPECT_EQ(to.row.created, from.row.created);
    EXPECT_EQ(to.row.tags, from.row.tags);
    EXPECT_EQ(to.row.note, "why");
    EXPECT_EQ(to.row.settings, from.row.settings);
    EXPECT_EQ(to.row.steps, 3);
    EXPECT_EQ(to.row.summary.best.validation.accuracy, 0.5);
    EXPECT_EQ(to.row.summary.last.test.accuracy, 0.75);
    EXPECT_EQ(metricsAsCsv(MetricRepository(target).all(copy)), metricsAsCsv(MetricRepository(lab).all(run)));
    EXPECT_EQ(MetricRepository(target).evaluations(copy).size(), 2U);
    EXPECT_EQ(ActionRepository(target).list(copy)[0].time, ActionRepository(lab).list(run)[0].time);
    EXPECT_EQ(CheckpointRepository(target).load(copy, CheckpointKind::Last), std::string("last\0bytes", 10));
    EXPECT_EQ(CheckpointRepository(target).find(copy, CheckpointKind::Best)->step, 2);
    EXPECT_EQ(SnapshotRepository(target).probes(copy), SnapshotRepository(lab).probes(run));
    expectSame(SnapshotRepository(target).load(copy, 3).probes.at(1), smallMap(3));
    expectSame(DatasetRepository(target).load(*to.row.dataset), smallDataset());
    EXPECT_EQ(VocabularyRepository(target).load(*to.row.vocabulary),
              VocabularyRepository(lab).load(*from.row.vocabulary));
    importRun(target, lab, run);
    EXPECT_EQ(DatasetRepository(target).list().size(), 1U) << "the data set was stored twice";
    EXPECT_THROW(importRun(target, lab, 99), StoreError);
    EXPECT_EQ(RunRepository(target).list().size(), 3U);
    EXPECT_TRUE(target.integrityCheck().empty());
}

TEST_F(Runs, AreNotCopiedIntoTheLabFileThatHasThem) {
    const TempFolder folder;
    const std::string path = folder.file("lab.db"), other = folder.file("other name.db");
    LabFile target(path);
    std::filesystem::create_symlink(path, other);
    LabFile source(other, LabMode::ReadOnly);
    try {
        importRun(target, source, 1);
        FAIL();
    } catch (const StoreError& error) {
        EXPECT_NE(std::string(error.what()).find("has them already; name another one"), std::string::npos)
            << error.what();
    }
}

TEST_F(Runs, LeaveNothingOfACopyThatWasCancelled) {
    const std::int64_t run = fullRun();
    LabFile target(":memory:");
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THROW(importRun(target, lab, run, stop.get_token()), Cancelled);
    EXPECT_TRUE(RunRepository(target).list().empty());
    EXPECT_TRUE(DatasetRepository(target).list().empty());
}

TEST_F(Runs, AreListedFastEvenWhenTheyAreTenThousand) {
    lab.transaction([&] {
        for (int i = 0; i < 10000; ++i)
            runs.create(smallRun("run " + std::to_string(i)));
    });
    const auto start = std::chrono::steady_clock::now();
    const auto rows = runs.list();
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    EXPECT_EQ(rows.size(), 10000U);
    RecordProperty("milliseconds", static_cast<int>(seconds.count() * 1000));
    std::printf("10,000 runs listed in %.1f ms\n", seconds.count() * 1000);
    EXPECT_LT(seconds.count(), 1.0);
}

} // namespace
} // namespace lab
