#include "workbench/run_job.h"

#include "core/base/error.h"
#include "core/encoders/encoder.h"
#include "core/store/action_repository.h"
#include "core/store/checkpoint_repository.h"
#include "core/store/metric_repository.h"
#include "core/store/model_file.h"
#include "core/store/run_repository.h"
#include "core/store/snapshot_repository.h"
#include "tests/workbench/small_run.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

namespace lab {
namespace {

using test::smallJob;

class TrainingRunTest : public ::testing::Test {
protected:
    std::string lab() const { return m_folder.file("lab.db"); }

    /// Runs \p job; stops it after \p stopAfter steps when that is positive.
    RunResult run(const RunJob& job, std::int64_t stopAfter = -1) {
        RunControl control;
        m_events.clear();
        return runTraining(job, control, [&](const RunEvent& event) {
            m_events.push_back(event);
            if (const auto* step = std::get_if<StepEvent>(&event); step && step->step == stopAfter)
                control.requestStop();
        });
    }
    template <class Event> std::vector<Event> events() const {
        std::vector<Event> found;
        for (const RunEvent& event : m_events)
            if (const auto* e = std::get_if<Event>(&event))
                found.push_back(*e);
        return found;
    }
    static std::string bytes(const std::string& path) {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    test::TempFolder m_folder;
    std::vector<RunEvent> m_events;
};

TEST_F(TrainingRunTest, WatchesWhatTokensReceiveForEveryEncoder) {
    for (const EncoderSpec& spec : builtinEncoders().all()) {
        SCOPED_TRACE(spec.id);
        m_events.clear();
        RunJob job = smallJob(lab());
        job.config.model.encoder = spec.id;
        job.config.train.epochs = 0.2;
        job.probes = {"not bad at all"};
        const RunResult result = run(job);
        LabFile file(lab(), LabMode::ReadOnly);
        const SnapshotEvent stored = SnapshotRepository(file).load(result.run, 0);
        const AttentionMap told = events<SnapshotEvent>()[0].probes[0];
        ASSERT_EQ(stored.probes.size(), 1U);
        ASSERT_EQ(stored.probes[0].layers.size(), spec.id == "fastformer" ? 4U : 2U);
        for (std::size_t i = 0; i < told.layers.size(); ++i) {
            EXPECT_EQ(stored.probes[0].layers[i].kind == "received", spec.id != "fastformer");
            EXPECT_EQ(stored.probes[0].layers[i].values, told.layers[i].values)
                << "what was told is what is stored";
        }
        EXPECT_TRUE(told.maps.empty()) << "whole maps only on request";
    }
}

TEST_F(TrainingRunTest, TellsWhatItDoesInOrderAndStoresAllOfIt) {
    RunJob job = smallJob(lab());
    job.probes = {"not bad at all", "the battery died"};
    job.snapshotEvery = 5;
    const RunResult result = run(job);

    EXPECT_EQ(result.steps, 20);
    EXPECT_EQ(result.history.size(), 2U);
    EXPECT_FALSE(result.stopped);
    EXPECT_EQ(result.test.examples, 20);
    ASSERT_EQ(events<PreparedEvent>().size(), 1U);
    EXPECT_EQ(events<PreparedEvent>()[0].totalSteps, 20);
    EXPECT_EQ(events<StepEvent>().size(), 20U);
    EXPECT_EQ(events<EvaluationEvent>().size(), 2U);
    ASSERT_EQ(events<SnapshotEvent>().size(), 5U); // untrained, then after 5, 10, 15, 20
    EXPECT_EQ(events<SnapshotEvent>()[0].step, 0);
    EXPECT_EQ(events<SnapshotEvent>()[0].probes[0].tokens,
              (std::vector<std::string>{"not", "bad", "at", "all"}));

    LabFile file(lab(), LabMode::ReadOnly);
    const auto row = RunRepository(file).load(result.run).row;
    EXPECT_EQ(row.status, RunStatus::Finished);
    EXPECT_EQ(row.steps, 20);
    EXPECT_DOUBLE_EQ(row.summary.last.validation.accuracy, result.validation.accuracy);
    EXPECT_DOUBLE_EQ(row.summary.last.test.accuracy, result.test.accuracy);
    const auto losses = MetricRepository(file).series(result.run, "train", "loss");
    ASSERT_EQ(losses.size(), 20U);
    EXPECT_DOUBLE_EQ(losses[7].value, events<StepEvent>()[7].loss);
    EXPECT_EQ(SnapshotRepository(file).steps(result.run), (std::vector<std::int64_t>{0, 5, 10, 15, 20}));
    EXPECT_TRUE(CheckpointRepository(file).find(result.run, CheckpointKind::Best).has_value());
}

TEST_F(TrainingRunTest, AContinuedRunMakesUpTheSnapshotThatItOwes) {
    RunJob part = smallJob(lab());
    part.config.train.steps = 10;
    const std::int64_t id = run(part).run;
    RunJob rest = smallJob(lab());
    rest.continueRun = id;
    rest.config.train.steps = 15;
    rest.probes = {"not bad at all"};
    rest.snapshotEvery = 5;
    run(rest);
    const auto steps = [&] {
        LabFile file(lab(), LabMode::ReadOnly);
        return SnapshotRepository(file).steps(id);
    };
    EXPECT_EQ(steps(), (std::vector<std::int64_t>{10, 15}));
    rest.config.train.steps = 17; // 15 is there already; between two nothing is owed
    run(rest);
    EXPECT_EQ(events<SnapshotEvent>().size(), 0U);
    rest.config.train.steps = 20;
    run(rest);
    EXPECT_EQ(steps(), (std::vector<std::int64_t>{10, 15, 20}));
}

TEST_F(TrainingRunTest, AContinuedRunIsWatchedAsOftenAsBefore) {
    RunJob part = smallJob(lab());
    part.config.train.steps = 10;
    part.probes = {"not bad at all"};
    part.snapshotEvery = 4;
    const std::int64_t id = run(part).run;
    RunJob rest = smallJob(lab());
    rest.continueRun = id;
    rest.config.train.steps = 20;
    rest.probes = part.probes;
    rest.snapshotEvery = 20;
    run(rest);
    LabFile file(lab(), LabMode::ReadOnly);
    EXPECT_EQ(SnapshotRepository(file).steps(id), (std::vector<std::int64_t>{0, 4, 8, 12, 16, 20}));
}

TEST_F(TrainingRunTest, LearnsTheReviewsBetterThanChance) {
    RunJob job = smallJob(lab());
    job.config.data.limit = 1000;
    job.config.train.epochs = 8;
    job.config.train.learningRate = 5e-3;
    EXPECT_GT(run(job).test.accuracy, 0.5); // five classes
}

TEST_F(TrainingRunTest, GoesOnFromACheckpointToTheSameBitsAsAnUninterruptedRun) {
    RunJob whole = smallJob(lab());
    whole.exportFile = m_folder.file("whole.safetensors");
    const RunResult uninterrupted = run(whole);
    const auto wholeSteps = events<StepEvent>();

    const RunResult first = run(smallJob(lab()), 13);
    EXPECT_TRUE(first.stopped);
    EXPECT_EQ(first.steps, 13);
    RunJob rest = smallJob(lab());
    rest.continueRun = first.run;
    rest.config.train.epochs = 0;
    rest.exportFile = m_folder.file("parts.safetensors");
    const RunResult second = run(rest);

    EXPECT_EQ(second.run, first.run);
    EXPECT_EQ(second.steps, 20);
    ASSERT_EQ(events<StepEvent>().size(), 7U);
    for (std::size_t i = 0; i < 7; ++i)
        EXPECT_EQ(events<StepEvent>()[i].loss, wholeSteps[13 + i].loss);
    EXPECT_EQ(bytes(whole.exportFile), bytes(rest.exportFile));
    EXPECT_EQ(second.test.loss, uninterrupted.test.loss);
    ASSERT_EQ(second.history.size(), 2U);
    EXPECT_DOUBLE_EQ(second.history[1].trainLoss, uninterrupted.history[1].trainLoss);

    LabFile file(lab(), LabMode::ReadOnly);
    EXPECT_EQ(MetricRepository(file).series(first.run, "train", "loss").size(), 20U);
    const auto actions = ActionRepository(file).list(first.run);
    ASSERT_EQ(actions.size(), 2U);
    EXPECT_EQ(actions[0].kind, "stop");
    EXPECT_EQ(actions[1].kind, "continue");
}

TEST_F(TrainingRunTest, GoesOnWithFewerTextsAtOnceAsAnActionThatHolds) {
    const RunResult first = run(smallJob(lab()), 5);
    RunJob rest = smallJob(lab());
    const int batch = rest.config.train.batch;
    rest.continueRun = first.run;
    rest.config.train.epochs = 0;
    rest.textsAtOnce = batch / 2;
    run(rest, 9);
    rest.textsAtOnce = 0;
    const RunResult last = run(rest);
    EXPECT_EQ(last.steps, 20) << "updates stay those of the whole batch";

    std::vector<std::string> changes;
    LabFile file(lab(), LabMode::ReadOnly);
    for (const ActionRow& action : ActionRepository(file).list(first.run))
        if (action.kind == "batch") {
            EXPECT_EQ(action.step, 5);
            changes.push_back(action.detail);
        }
    EXPECT_EQ(changes, std::vector<std::string>{std::to_string(batch) + " → " + std::to_string(batch / 2)});
    EXPECT_EQ(RunRepository(file).load(first.run).config.train.batch, batch);
}

TEST_F(TrainingRunTest, RefusesMoreTextsAtOnceThanTheBatchOfTheRun) {
    const RunResult first = run(smallJob(lab()), 5);
    RunJob rest = smallJob(lab());
    rest.continueRun = first.run;
    rest.textsAtOnce = rest.config.train.batch + 1;
    try {
        run(rest);
        FAIL() << "it went on";
    } catch (const ConfigError& error) {
        EXPECT_NE(std::string(error.what()).find("--batch " + std::to_string(rest.textsAtOnce)),
                  std::string::npos)
            << error.what();
    }
}

TEST_F(TrainingRunTest, AFinishedRunCanTrainFurther) {
    const RunResult first = run(smallJob(lab()));
    RunJob more = smallJob(lab());
    more.continueRun = first.run;
    more.config.train.epochs = 3;
    const RunResult second = run(more);
    EXPECT_EQ(second.steps, 30);
    EXPECT_EQ(second.history.size(), 3U);
}

TEST_F(TrainingRunTest, ExportsTheSameBytesWithAnyNumberOfThreads) {
    RunJob job = smallJob(lab());
    job.config.model.dim = 64;
    job.config.model.heads = 4;
    std::vector<std::string> exports;
    for (const int threads : {1, 2, 3}) {
        job.threads = threads;
        job.exportFile = m_folder.file("model.safetensors");
        run(job);
        exports.push_back(bytes(job.exportFile));
    }
    EXPECT_GT(exports[0].size(), 10000U);
    EXPECT_EQ(exports[0], exports[1]);
    EXPECT_EQ(exports[0], exports[2]);
}

TEST_F(TrainingRunTest, SnapshotsAndReadingsDoNotChangeTheResult) {
    RunJob plain = smallJob(lab());
    plain.exportFile = m_folder.file("plain.safetensors");
    run(plain);
    RunJob watched = smallJob(lab());
    watched.probes = {"very good"};
    watched.snapshotEvery = 1;
    watched.config.train.evaluateEvery = 3;
    watched.exportFile = m_folder.file("watched.safetensors");
    run(watched);
    const ModelFile a = readModelFile(plain.exportFile), b = readModelFile(watched.exportFile);
    ASSERT_EQ(a.tensors.tensors.size(), b.tensors.tensors.size());
    for (std::size_t i = 0; i < a.tensors.tensors.size(); ++i)
        EXPECT_EQ(a.tensors.tensors[i].values, b.tensors.tensors[i].values) << a.tensors.tensors[i].name;
}

TEST_F(TrainingRunTest, StartsFromGivenWeights) {
    RunJob first = smallJob(lab());
    first.exportFile = m_folder.file("first.safetensors");
    const RunResult trained = run(first);
    RunJob second = smallJob(lab());
    second.initFile = first.exportFile;
    second.config.train.steps = 1;
    second.config.model.dropout = 0;
    run(second);
    EXPECT_LT(events<StepEvent>()[0].loss, 1.6); // an untrained model of five classes starts at ln 5 = 1.609
    EXPECT_EQ(trained.steps, 20);
}

TEST_F(TrainingRunTest, WordVectorsStayAsInTheFileWhenFrozenAndTakeTheModelsSizeWhenTrained) {
    std::ofstream(m_folder.file("vectors.txt")) << "the 3 -4 1 2\nis 2 2 -2 5\nbattery 1 0 7 -3\n";
    for (const bool frozen : {true, false}) {
        RunJob job = smallJob(lab());
        job.config.text.embeddings = m_folder.file("vectors.txt");
        job.config.text.freezeEmbeddings = frozen;
        job.config.train.steps = 1;
        job.config.train.learningRate = 1e-9;
        job.exportFile = m_folder.file("vectors.safetensors");
        run(job);
        const ModelFile model = readModelFile(job.exportFile);
        ASSERT_NE(model.tensors.find("embedding_projection.weight"), nullptr); // 4 numbers a word, width 16
        const auto& table = model.tensors.find("word_embedding.weight")->values;
        const auto word = std::find(model.vocabulary.begin(), model.vocabulary.end(), "the");
        ASSERT_NE(word, model.vocabulary.end());
        const float* row = table.data() + 4 * (word - model.vocabulary.begin());
        EXPECT_NEAR(row[1] / row[0], -4.0 / 3.0, 1e-4);
        double squares = 0;
        for (const float value : table)
            squares += static_cast<double>(value) * static_cast<double>(value);
        if (frozen)
            EXPECT_EQ(row[0], 3.0F);
        else
            EXPECT_NEAR(std::sqrt(squares / static_cast<double>(table.size())), 0.02, 1e-5);
    }
}

TEST_F(TrainingRunTest, APausedRunAnswersReadingsAndTakesSingleSteps) {
    RunJob job = smallJob(lab());
    RunControl control;
    control.pause();
    std::vector<std::string> story;
    const RunResult result = runTraining(job, control, [&](const RunEvent& event) {
        if (std::holds_alternative<PreparedEvent>(event)) {
            const auto old = control.requestReading("an old text that nobody waits for");
            control.requestReading("very good", 0, old);
        } else if (const auto* reading = std::get_if<ReadingEvent>(&event)) {
            story.push_back(reading->text + "@" + std::to_string(reading->step));
            EXPECT_EQ(reading->map.tokens.size(), 2U);
            EXPECT_EQ(reading->map.layers.size(), 4U);
            if (reading->step == 0)
                control.advance(2);
            else
                control.requestStop();
        } else if (const auto* step = std::get_if<StepEvent>(&event)) {
            story.push_back("step " + std::to_string(step->step));
            if (step->step == 2)
                control.requestReading("very good");
        }
    });
    EXPECT_EQ(story, (std::vector<std::string>{"very good@0", "step 1", "step 2", "very good@2"}));
    EXPECT_TRUE(result.stopped);
    EXPECT_EQ(result.steps, 2);
}

TEST_F(TrainingRunTest, ALossThatIsNotFiniteFailsTheRunAndNamesTheOp) {
    RunJob job = smallJob(lab());
    job.config.train.learningRate = 1e30;
    job.config.model.layerNorm = false;
    try {
        run(job);
        FAIL() << "a learning rate of 1e30 must not train";
    } catch (const TrainingError& error) {
        EXPECT_NE(std::string(error.what()).find("not finite"), std::string::npos) << error.what();
    }
    LabFile file(lab(), LabMode::ReadOnly);
    const auto rows = RunRepository(file).list();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].status, RunStatus::Failed);
    EXPECT_NE(rows[0].error.find("--lr"), std::string::npos) << rows[0].error;
    const RunFailure diverged{RunFailure::Cause::Diverged, 0};
    EXPECT_EQ(lastFailure(file, rows[0].id), diverged);
    ASSERT_EQ(events<RunFailure>().size(), 1U);
    EXPECT_EQ(events<RunFailure>()[0], diverged);
}

TEST_F(TrainingRunTest, ImpossibleSettingsLeaveNoRunBehind) {
    RunJob job = smallJob(lab());
    job.config.model.heads = 7;
    EXPECT_THROW(run(job), ConfigError);
    job = smallJob(lab());
    job.config.train.learningRate = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THROW(run(job), ConfigError);
    job = smallJob(lab());
    job.config.data.spec = m_folder.file("absent.csv");
    EXPECT_THROW(run(job), DataError);
    EXPECT_FALSE(std::filesystem::exists(lab()));
}

TEST_F(TrainingRunTest, StoppingWhileItPreparesKeepsNoRun) {
    RunControl control;
    EXPECT_THROW(runTraining(smallJob(lab()), control, [&](const RunEvent&) { control.requestStop(); }),
                 Cancelled);
    EXPECT_FALSE(std::filesystem::exists(lab()));
}

} // namespace
} // namespace lab
