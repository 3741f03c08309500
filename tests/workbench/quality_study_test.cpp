#include "workbench/quality_study.h"

#include "core/base/error.h"
#include "core/store/run_repository.h"
#include "core/store/study_repository.h"
#include "tests/workbench/small_run.h"
#include "workbench/data_source.h"
#include "workbench/setting_change.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>

namespace lab {
namespace {

StudyRequest smallStudy(const std::string& lab) {
    const RunJob job = test::smallJob(lab);
    StudyRequest request;
    request.config = job.config;
    request.config.train.epochs = 1;
    request.labPath = lab;
    request.name = "small";
    request.encoders = {"fastformer", "longformer"};
    request.sharings = {"query_value", "query_value_layer"};
    request.seeds = 2;
    request.threads = 2;
    return request;
}

void quiet(const StudyProgress&) {}

TEST(QualityStudy, TrainsEveryModelWithEverySeedAndGivesTheTable) {
    const test::TempFolder folder;
    RunControl control;
    std::vector<std::size_t> done;
    std::size_t total = 0;
    const StudyResult study =
        runStudy(smallStudy(folder.file("lab.db")), control, [&](const StudyProgress& progress) {
            done.push_back(progress.done);
            total = progress.total;
            EXPECT_GE(progress.share, 0);
            EXPECT_LE(progress.share, 1);
            EXPECT_LE(progress.soFar.rows.size(), 4U);
        });
    EXPECT_EQ(total, 8U);
    EXPECT_EQ(done.back(), 8U);
    EXPECT_TRUE(std::is_sorted(done.begin(), done.end()));
    EXPECT_EQ(study.split, "test");
    EXPECT_FALSE(study.stopped);
    ASSERT_EQ(study.rows.size(), 4U);
    EXPECT_EQ(study.rows[2].model.encoder, "longformer");
    EXPECT_EQ(study.rows[2].model.sharing, Sharing::None) << "its query cannot serve as value";
    LabFile lab(folder.file("lab.db"));
    for (const StudyRow& row : study.rows) {
        ASSERT_EQ(row.runs.size(), 2U);
        EXPECT_EQ(row.runs[0].seed + 1, row.runs[1].seed);
        EXPECT_NEAR(row.accuracy.mean, (row.runs[0].accuracy + row.runs[1].accuracy) / 2, 1e-12);
        EXPECT_NEAR(row.accuracy.deviation,
                    std::abs(row.runs[0].accuracy - row.runs[1].accuracy) / std::sqrt(2.0), 1e-12);
        EXPECT_GT(row.secondsPerEpoch.mean, 0);
        EXPECT_GT(row.attentionParameters, 0);
        EXPECT_FALSE(row.paper) << "the paper did not train on these reviews";
        const RunRow first = RunRepository(lab).load(row.runs[0].run).row,
                     second = RunRepository(lab).load(row.runs[1].run).row;
        EXPECT_EQ(first.tags, std::vector<std::string>{"study: small"});
        EXPECT_EQ(second.group, first.id) << "the seeds of one model belong together";
        EXPECT_EQ(first.summary.last.test.accuracy, row.runs[0].accuracy);
    }
}

TEST(QualityStudy, GoesOnWithWhatIsMissing) {
    const test::TempFolder folder;
    const StudyRequest request = smallStudy(folder.file("lab.db"));
    StudyResult half;
    {
        RunControl control;
        half = runStudy(request, control, [&](const StudyProgress& progress) {
            if (progress.done == 2 && progress.share > 0.5 && progress.share < 1)
                control.requestStop(); // in the middle of the third run
        });
    }
    EXPECT_TRUE(half.stopped);
    ASSERT_EQ(half.rows.size(), 2U);
    RunControl control;
    const StudyResult whole = runStudy(request, control, quiet);
    EXPECT_FALSE(whole.stopped);
    ASSERT_EQ(whole.rows.size(), 4U);
    EXPECT_EQ(whole.rows[0].runs[0].run, half.rows[0].runs[0].run) << "not trained twice";
    LabFile lab(folder.file("lab.db"));
    EXPECT_EQ(RunRepository(lab).list().size(), 8U) << "the stopped run went on";

    RunControl third;
    const StudyResult again = runStudy(request, third, quiet);
    for (std::size_t row = 0; row < 4; ++row)
        EXPECT_EQ(again.rows[row].accuracy.mean, whole.rows[row].accuracy.mean);
    EXPECT_EQ(RunRepository(lab).list().size(), 8U);

    StudyRequest more = request;
    more.encoders = {"fastformer"};
    more.sharings = {"query_value"};
    more.seeds = 3;
    RunControl fourth;
    EXPECT_EQ(runStudy(more, fourth, quiet).rows[0].runs.size(), 3U);
    EXPECT_EQ(RunRepository(lab).list().size(), 9U) << "one seed more is one run more";
    more.fresh = true;
    more.seeds = 1;
    RunControl fifth;
    runStudy(more, fifth, quiet);
    EXPECT_EQ(RunRepository(lab).list().size(), 10U);
}

TEST(QualityStudy, IsListedFromItsRuns) {
    const test::TempFolder folder;
    EXPECT_TRUE(loadStudies(folder.file("lab.db")).empty());
    StudyRequest request = smallStudy(folder.file("lab.db"));
    request.seeds = 1;
    RunControl control;
    const StudyResult study = runStudy(request, control, quiet);
    const auto listed = loadStudies(folder.file("lab.db"));
    ASSERT_EQ(listed.size(), 1U);
    EXPECT_EQ(listed[0].name, "small");
    EXPECT_EQ(listed[0].data, "demo:reviews");
    ASSERT_EQ(listed[0].rows.size(), study.rows.size());
    for (std::size_t row = 0; row < study.rows.size(); ++row) {
        EXPECT_EQ(listed[0].rows[row].model, study.rows[row].model);
        EXPECT_EQ(listed[0].rows[row].macroF1.mean, study.rows[row].macroF1.mean);
    }
    const std::string csv = studyCsv(study);
    EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 5);
    EXPECT_NE(csv.find("\"small\",\"demo:reviews\",test,longformer,none,1,"), std::string::npos) << csv;
}

TEST(QualityStudy, KeepsWhatWasAskedForAndKnowsWhatIsMissing) {
    const test::TempFolder folder;
    StudyRequest request = smallStudy(folder.file("lab.db"));
    request.sharings = {"query_value"};
    {
        RunControl control;
        runStudy(request, control, [&](const StudyProgress& progress) {
            if (progress.done == 1)
                control.requestStop();
        });
    }
    auto listed = loadStudies(folder.file("lab.db"));
    ASSERT_EQ(listed.size(), 1U);
    EXPECT_TRUE(listed[0].stopped) << "three runs are missing";
    ASSERT_TRUE(listed[0].request);
    EXPECT_EQ(listed[0].request->config, request.config);
    EXPECT_EQ(listed[0].request->encoders, request.encoders);
    EXPECT_EQ(listed[0].request->seeds, 2);
    StudyRequest again = *listed[0].request;
    again.labPath = request.labPath;
    again.threads = 2;
    RunControl control;
    const StudyResult whole = runStudy(again, control, quiet);
    listed = loadStudies(folder.file("lab.db"));
    EXPECT_FALSE(listed[0].stopped);
    ASSERT_EQ(listed[0].rows.size(), whole.rows.size());
    for (std::size_t row = 0; row < whole.rows.size(); ++row)
        EXPECT_EQ(listed[0].rows[row].accuracy.mean, whole.rows[row].accuracy.mean);

    StudyRequest longer = again;
    longer.config.train.epochs = 2;
    longer.encoders = {"fastformer"};
    longer.seeds = 1;
    RunControl third;
    runStudy(longer, third, quiet);
    listed = loadStudies(folder.file("lab.db"));
    ASSERT_EQ(listed.size(), 1U);
    ASSERT_EQ(listed[0].rows.size(), 1U) << "runs with other settings do not count";
    EXPECT_EQ(listed[0].rows[0].runs.size(), 1U);
}

/// Stores the data of \p request and lets it name them by \p spec of their id and fingerprint.
StudyRequest ofStoredData(StudyRequest request,
                          const std::function<std::string(std::int64_t, const std::string&)>& spec) {
    const Dataset data = loadData(request.config.data, request.labPath);
    const std::int64_t id = importData(data, request.config.data, request.labPath);
    LabFile lab(request.labPath);
    const std::string fingerprint = DatasetRepository(lab).fingerprint(id);
    request.config.data.spec = spec(id, fingerprint);
    request.config.data.limit = 0;
    return request;
}

StudyRequest oneEncoder(const std::string& lab) {
    StudyRequest request = smallStudy(lab);
    request.encoders = {"fastformer"};
    request.sharings = {"query_value"};
    return request;
}

std::size_t runsIn(const std::string& path) {
    LabFile lab(path);
    return RunRepository(lab).list().size();
}

TEST(QualityStudy, KnowsItsRunsHoweverStoredDataAreNamed) {
    const auto byNumber = [](std::int64_t id, const std::string&) { return "lab:" + std::to_string(id); };
    const auto byFingerprint = [](std::int64_t, const std::string& print) {
        return "lab:" + print.substr(0, 12);
    };
    for (const auto& spec :
         {std::function<std::string(std::int64_t, const std::string&)>(byNumber), {byFingerprint}}) {
        const test::TempFolder folder;
        const std::string path = folder.file("lab.db");
        StudyRequest request = ofStoredData(oneEncoder(path), spec);
        request.name.clear();
        const std::string typed = request.config.data.spec;
        RunControl control;
        runStudy(request, control, quiet);
        const auto listed = loadStudies(path);
        ASSERT_EQ(listed.size(), 1U);
        EXPECT_EQ(listed[0].name, "study of " + typed) << "as it was typed";
        ASSERT_EQ(listed[0].rows.size(), 1U) << typed;
        EXPECT_EQ(listed[0].rows[0].runs.size(), 2U);
        EXPECT_FALSE(listed[0].stopped);
        EXPECT_EQ(listed[0].request->config.data.spec, listed[0].data);
        RunControl second;
        EXPECT_EQ(runStudy(request, second, quiet).rows[0].runs.size(), 2U);
        EXPECT_EQ(runsIn(path), 2U) << typed << ": nothing is trained twice";
        StudyRequest shown = *listed[0].request;
        shown.labPath = path;
        RunControl third;
        runStudy(shown, third, quiet);
        EXPECT_EQ(runsIn(path), 2U) << "the window goes on with the same study";
        EXPECT_EQ(loadStudies(path).size(), 1U);
    }
}

TEST(QualityStudy, ShowsTheRunsOfARequestThatWasStoredAsItWasTyped) {
    const test::TempFolder folder;
    const std::string path = folder.file("lab.db");
    const StudyRequest request = ofStoredData(
        oneEncoder(path), [](std::int64_t id, const std::string&) { return "lab:" + std::to_string(id); });
    RunControl control;
    runStudy(request, control, quiet);
    {
        LabFile lab(path);
        StoredStudy study = StudyRepository(lab).list().at(0);
        study.config.data.spec = request.config.data.spec; // as older versions did
        StudyRepository(lab).save(study);
    }
    const auto listed = loadStudies(path);
    ASSERT_EQ(listed[0].rows.size(), 1U);
    EXPECT_EQ(listed[0].rows[0].runs.size(), 2U);
}

TEST(QualityStudy, RefusesStoredDataThatAreNotThere) {
    const test::TempFolder folder;
    StudyRequest request = oneEncoder(folder.file("lab.db"));
    request.config.data.spec = "lab:7";
    request.config.data.limit = 0;
    RunControl control;
    EXPECT_THROW(runStudy(request, control, quiet), StoreError);
    EXPECT_FALSE(std::filesystem::exists(request.labPath)) << "no lab is made only to find nothing in it";
    { const LabFile lab(request.labPath); }
    EXPECT_THROW(runStudy(request, control, quiet), StoreError);
    EXPECT_TRUE(loadStudies(request.labPath).empty());
}

TEST(QualityStudy, LeavesOutRunsWhoseSettingsChangedWhileTheyTrained) {
    const test::TempFolder folder;
    const std::string path = folder.file("lab.db");
    const StudyRequest request = oneEncoder(path);
    {
        RunControl control;
        runStudy(request, control, quiet, [&](const RunEvent& event) {
            const auto* step = std::get_if<StepEvent>(&event);
            if (step != nullptr && step->step == 3)
                control.requestStop();
        });
    }
    std::int64_t changed = 0;
    { // a person takes the stopped run to its end with another learning rate
        LabFile lab(path);
        changed = RunRepository(lab).list().at(0).id;
        RunJob job;
        job.labPath = path;
        job.continueRun = changed;
        job.config.train.epochs = 0;
        job.threads = 2;
        RunControl control;
        control.change({5e-4, {}});
        runTraining(job, control, [](const RunEvent&) {});
        ASSERT_EQ(settingChanges(lab, changed).size(), 1U);
        ASSERT_EQ(RunRepository(lab).load(changed).row.status, RunStatus::Finished);
    }
    auto listed = loadStudies(path);
    EXPECT_TRUE(listed[0].rows.empty()) << "trained otherwise than was asked for";
    EXPECT_TRUE(listed[0].stopped);
    RunControl control;
    const StudyResult study = runStudy(request, control, quiet);
    ASSERT_EQ(study.rows[0].runs.size(), 2U);
    for (const StudyRun& run : study.rows[0].runs)
        EXPECT_NE(run.run, changed);
    EXPECT_EQ(runsIn(path), 3U) << "its seed was trained anew";
    listed = loadStudies(path);
    ASSERT_EQ(listed[0].rows.size(), 1U);
    EXPECT_EQ(listed[0].rows[0].accuracy.mean, study.rows[0].accuracy.mean);
    EXPECT_FALSE(listed[0].stopped);
}

TEST(QualityStudy, GoesOnWithNoRunWhoseSettingsChanged) {
    const test::TempFolder folder;
    const std::string path = folder.file("lab.db");
    StudyRequest request = oneEncoder(path);
    request.seeds = 1;
    {
        RunControl control;
        runStudy(request, control, quiet, [&](const RunEvent& event) {
            if (const auto* step = std::get_if<StepEvent>(&event); step != nullptr && step->step == 3)
                control.change({{}, 0.5F});
            if (const auto* step = std::get_if<StepEvent>(&event); step != nullptr && step->step == 5)
                control.requestStop();
        });
    }
    RunControl control;
    const StudyResult study = runStudy(request, control, quiet);
    EXPECT_EQ(study.rows[0].runs.size(), 1U);
    EXPECT_EQ(runsIn(path), 2U);
}

TEST(QualityStudy, EncodersDoWithoutAModeThatTheyRefuse) {
    StudyRequest request;
    request.encoders = {"fastformer", "longformer"};
    request.sharings = {"query_value_head"};
    request.seeds = 1;
    EXPECT_THROW(studyRuns(request), ConfigError);
    request.offeredOnly = true;
    const auto runs = studyRuns(request);
    ASSERT_EQ(runs.size(), 2U);
    EXPECT_EQ(runs[0].model.sharing, Sharing::QueryValueHead);
    EXPECT_EQ(runs[1].model.sharing, Sharing::None);
}

TEST(QualityStudy, GivesEachEncoderItsOwnNumbers) {
    StudyRequest request;
    request.encoders = {"all"};
    request.seeds = 1;
    request.config.model.hyperparameters["window"] = 6;
    auto runs = studyRuns(request);
    ASSERT_EQ(runs.size(), 7U);
    EXPECT_TRUE(runs[0].model.hyperparameters.empty());
    EXPECT_EQ(runs[0].model.sharing, Sharing::QueryValue);
    EXPECT_EQ(runs[2].model.hyperparameters.at("window"), 6);
    EXPECT_EQ(runs[2].model.hyperparameters.at("global_tokens"), 8);

    request.preset = "paper-mind";
    request.config.model.maxLength = 2048;
    runs = studyRuns(request);
    EXPECT_EQ(runs[0].model.sharing, Sharing::QueryValueLayer) << "the preset's";
    EXPECT_EQ(runs[1].model.maxLength, 512) << "the paper's Transformer reads no more";
    EXPECT_EQ(runs[2].model.hyperparameters.at("window"), 6) << "given by hand";
    EXPECT_EQ(runs[2].model.hyperparameters.at("global_tokens"), 16) << "the preset's";

    request.encoders = {"transformer"};
    EXPECT_THROW(studyRuns(request), ConfigError) << "it has no window";
    request.config.model.hyperparameters.clear();
    request.sharings = {"query_value_head"};
    EXPECT_THROW(studyRuns(request), ConfigError);
    request.sharings = {"all"};
    EXPECT_EQ(studyRuns(request).size(), 2U);
    request.seeds = 0;
    EXPECT_THROW(studyRuns(request), ConfigError);
}

} // namespace
} // namespace lab
