#include "app/cli/json_output.h"
#include "app/cli/progress.h"
#include "app/cli/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <sstream>

namespace lab::cli {
namespace {

using testing::HasSubstr;

RunResult someResult() {
    RunResult result;
    result.run = 7;
    result.steps = 20;
    result.epochs = 2;
    result.seconds = 1.5;
    result.tokensPerSecond = 1000;
    result.attentionParameters = 10;
    result.totalParameters = 30;
    result.peakBytes = 4096;
    result.train.loss = 0.5;
    result.train.accuracy = 0.75;
    result.validation = {
        .loss = 0.6, .accuracy = 0.7, .macroF1 = 0.65, .confusion = {3, 1, 2, 4}, .examples = 10};
    result.history.push_back({.epoch = 1, .step = 10, .trainLoss = 0.9, .validation = result.validation});
    return result;
}

TEST(TrainJson, HasTheFieldsOfTheContract) {
    const Json document = toJson(someResult());
    EXPECT_EQ(document["run"], 7);
    EXPECT_EQ(document["steps"], 20);
    EXPECT_EQ(document["epochs"], 2.0);
    EXPECT_EQ(document["seconds"], 1.5);
    EXPECT_EQ(document["tokens_per_second"], 1000.0);
    EXPECT_EQ(document["peak_bytes"], 4096);
    EXPECT_EQ(document["parameters"]["attention"], 10);
    EXPECT_EQ(document["parameters"]["total"], 30);
    EXPECT_EQ(document["train"]["loss"], 0.5);
    EXPECT_EQ(document["train"]["accuracy"], 0.75);
    EXPECT_EQ(document["validation"]["loss"], 0.6);
    EXPECT_EQ(document["validation"]["accuracy"], 0.7);
    EXPECT_EQ(document["validation"]["macro_f1"], 0.65);
    EXPECT_EQ(document["validation"]["confusion"], Json::parse("[[3,1],[2,4]]"));
    EXPECT_TRUE(document["test"].is_null()) << "no test texts, no numbers";
    EXPECT_EQ(document["history"][0]["epoch"], 1);
    EXPECT_EQ(document["history"][0]["train"]["loss"], 0.9);
}

std::vector<WatchedRun> someRepeats() {
    std::vector<WatchedRun> runs(3, WatchedRun{.result = someResult(), .config = {}, .curves = {}});
    runs[0].result.validation.accuracy = 0.6;
    runs[1].result.validation.accuracy = 0.7;
    runs[2].result.validation.accuracy = 0.8;
    return runs;
}

TEST(TrainJson, GivesMeanAndSampleDeviationOfRepeats) {
    const std::vector<WatchedRun> runs = someRepeats();
    Json document = documentOf(runs[0], "lab.db");
    addRepeats(document, runs, "lab.db");
    EXPECT_EQ(document["repeats"].size(), 3U);
    EXPECT_NEAR(document["mean"]["validation"]["accuracy"], 0.7, 1e-12);
    EXPECT_NEAR(document["deviation"]["validation"]["accuracy"], 0.1, 1e-12);
    EXPECT_FALSE(document["mean"].contains("test"));
}

TEST(Repeats, CountOnlyTheSeedsThatWereMeasured) {
    std::vector<WatchedRun> runs = someRepeats();
    runs[0].result.validation = {}; // also the first may be stopped before it is measured
    runs[2].result.test = {.loss = 0.4, .accuracy = 0.9, .macroF1 = 0.8, .confusion = {}, .examples = 5};
    Json document = documentOf(runs[0], "lab.db");
    addRepeats(document, runs, "lab.db");
    EXPECT_NEAR(document["mean"]["validation"]["accuracy"], 0.75, 1e-12);
    EXPECT_NEAR(document["deviation"]["validation"]["accuracy"], std::sqrt(0.005), 1e-12);
    EXPECT_EQ(document["mean"]["test"]["accuracy"], 0.9);
    EXPECT_TRUE(document["deviation"]["test"]["accuracy"].is_null());
    std::ostringstream out;
    printSpread(out, runs);
    EXPECT_THAT(out.str(), HasSubstr("accuracy 0.7500 ± 0.0707"));
    EXPECT_THAT(out.str(), HasSubstr("accuracy 0.9000   macro-F1 0.8000   (1 of them)"));
}

TEST(TrainJson, LeavesOutWhatWasNotMeasured) {
    RunResult stopped = someResult();
    stopped.stopped = true;
    stopped.train = stopped.validation = {};
    stopped.history.clear();
    EXPECT_TRUE(toJson(stopped)["train"].is_null());
    EXPECT_TRUE(toJson(stopped)["validation"].is_null());
    std::ostringstream out;
    printSummary(out, stopped);
    EXPECT_THAT(out.str(), testing::Not(HasSubstr("0.0000")));
    EXPECT_THAT(out.str(), testing::EndsWith("nothing was measured before the first epoch had ended\n"));
    EXPECT_EQ(headline(stopped), "nothing was measured before the first epoch had ended");
}

TEST(PredictJson, HoldsTokensProbabilitiesAndAttentionByToken) {
    AttentionMap map;
    map.tokens = {"a", "b"};
    map.layers = {{.layer = 0, .kind = "alpha", .heads = 3, .values = {1, 2, 3, 4, 5, 6}}};
    map.pool = {0.25F, 0.75F};
    map.probabilities = {0.25F, 0.75F};
    map.logits = {-1, 1};
    map.label = 1;
    const Json entry = toJson("a b", map, {"no", "yes"}, true);
    EXPECT_EQ(entry["text"], "a b");
    EXPECT_EQ(entry["label"], "yes");
    EXPECT_EQ(entry["probabilities"]["no"], 0.25);
    EXPECT_EQ(entry["logits"], Json::parse("[-1.0,1.0]"));
    EXPECT_EQ(entry["attention"][0],
              Json::parse(R"({"layer":0,"kind":"alpha","values":[[1.0,2.0,3.0],[4.0,5.0,6.0]]})"));
    EXPECT_EQ(entry["attention"][1], Json::parse(R"({"kind":"pool","values":[0.25,0.75]})"));
    EXPECT_FALSE(toJson("a b", map, {"no", "yes"}, false).contains("attention"));
}

TEST(Json, WritesBrokenTextAndNumbersWithoutFailing) {
    std::ostringstream out;
    print(out, {{"text", "a\xFF"}, {"number", std::nan("")}});
    const Json back = Json::parse(out.str());
    EXPECT_EQ(back["text"], "a\xEF\xBF\xBD");
    EXPECT_TRUE(back["number"].is_null());
}

TEST(Summary, ShowsOnlySplitsThatHaveTexts) {
    std::ostringstream out;
    printSummary(out, someResult());
    EXPECT_THAT(out.str(), HasSubstr("validation"));
    EXPECT_THAT(out.str(), testing::Not(HasSubstr("test")));
    EXPECT_EQ(headline(someResult()), "validation accuracy 0.7000");
}

TEST(Progress, WritesPlainLinesWhereThereIsNoTerminal) {
    std::ostringstream out;
    Progress progress(out, Progress::Style::Lines);
    progress.show(ProgressEvent{"reading a.csv", 0.1});
    progress.show(ProgressEvent{"reading a.csv", 0.2});
    PreparedEvent prepared;
    prepared.run = 4;
    prepared.totalSteps = 2;
    progress.show(prepared);
    progress.show(StepEvent{.step = 1});
    progress.show(StepEvent{.step = 2, .loss = 0.25});
    EvaluationEvent evaluation{.step = 2, .epoch = 1, .validation = {}, .best = true};
    progress.show(evaluation);
    progress.show(PrecisionEvent{2, Precision::Bf16, {32, 0.00421, 0.0113, 3.14e-4}});
    const std::string text = out.str();
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 4) << text;
    EXPECT_THAT(text,
                HasSubstr("bf16 beside fp32 after step 2, 32 texts: logits differ by 0.42 %, gradients by "
                          "1.1 %, the loss by 3.1e-04\n"));
    EXPECT_THAT(text, HasSubstr("step 2/2  loss 0.2500"));
    EXPECT_THAT(text, HasSubstr("(best)"));
    EXPECT_THAT(out.str(), testing::Not(HasSubstr("\r")));
}

TEST(Progress, IsSilentWhenAskedToBe) {
    std::ostringstream out;
    Progress progress(out, Progress::Style::Silent);
    progress.show(ProgressEvent{"reading", -1});
    progress.finish();
    EXPECT_EQ(out.str(), "");
}

TEST(Numbers, AreWrittenForPeople) {
    EXPECT_EQ(groupedText(1234567), "1,234,567");
    EXPECT_EQ(groupedText(-1000), "-1,000");
    EXPECT_EQ(groupedText(999), "999");
    EXPECT_EQ(durationText(7), "0:07");
    EXPECT_EQ(durationText(3723), "1:02:03");
}

} // namespace
} // namespace lab::cli
