// What `evaluate` calls a model's test part holds nothing that the model was trained on.
#include "core/store/model_file.h"
#include "tests/cli/run_line.h"
#include "tests/cli/temp_folder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>

namespace lab::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;

/// One run on a file of 200 texts that only can be learnt by heart, with a test part of 20.
class Evaluate : public testing::Test {
protected:
    void SetUp() override {
        const auto before = std::filesystem::current_path();
        std::filesystem::current_path(m_folder.path());
        m_folder.file("d.csv", rows(0, kRows));
        m_trained = document(kTrain + Strings{"--data", "d.csv", "--export", model()});
        std::filesystem::current_path(before);
    }

    static std::string rows(int from, int to) {
        std::string text = "text,label\n";
        for (int i = from; i < to; ++i)
            text += fmt::format("word{} and{},{}\n", i, i * 7, i * 31 % 11 % 2 == 0 ? "good" : "bad");
        return text;
    }
    [[nodiscard]] std::string model() const { return m_folder / "m.safetensors"; }
    [[nodiscard]] Outcome line(Strings arguments) const {
        return runLine(arguments + Strings{"--lab", m_folder / "lab.db", "--json"});
    }
    [[nodiscard]] json document(const Strings& arguments) const {
        const Outcome outcome = line(arguments + Strings{"--quiet"});
        EXPECT_EQ(outcome.code, 0) << outcome.err;
        return json::parse(outcome.out, nullptr, false);
    }
    /// By the run and by its model file.
    [[nodiscard]] std::vector<Strings> both(const Strings& arguments) const {
        return {Strings{"evaluate", "--run", "1"} + arguments,
                Strings{"evaluate", "--model", model()} + arguments};
    }

    static constexpr int kRows = 200;
    const Strings kTrain{"train", "--dim",   "8",  "--heads",  "2", "--ffn",    "8", "--lr",
                         "0.05",  "--batch", "16", "--layers", "1", "--epochs", "2"};
    TempFolder m_folder;
    json m_trained;
};

TEST_F(Evaluate, ALimitTakesTextsOfThePartAsItWasForTheTraining) {
    for (const Strings& arguments : both({"--data", m_folder / "d.csv"})) {
        const json whole = document(arguments);
        EXPECT_EQ(whole["split"], "test");
        EXPECT_EQ(whole["own_parts"], true);
        for (const char* field : {"loss", "accuracy", "confusion", "examples"})
            EXPECT_EQ(whole[field], m_trained["test"][field]) << field;
        EXPECT_EQ(document(arguments + Strings{"--limit", "100"})["loss"], whole["loss"]);
        const json some = document(arguments + Strings{"--limit", "8"});
        EXPECT_EQ(some["split"], "test");
        EXPECT_EQ(some["examples"], 8);
        EXPECT_EQ(some["own_parts"], true);
    }
    EXPECT_EQ(document({"evaluate", "--run", "1", "--data", m_folder / "d.csv", "--limit", "8"})["seen"], 0);
    EXPECT_EQ(document({"evaluate", "--run", "1", "--data", m_folder / "d.csv", "--split", "train"})["seen"],
              160);
}

TEST_F(Evaluate, ADemoIsNotDividedAnewForALimit) {
    document(kTrain + Strings{"--data", "demo:needle", "--limit", "200"});
    const json some = document({"evaluate", "--run", "2", "--data", "demo:needle", "--limit", "10"});
    EXPECT_EQ(some["split"], "test");
    EXPECT_EQ(some["examples"], 10);
    EXPECT_EQ(some["own_parts"], true);
    EXPECT_EQ(some["seen"], 0);
}

TEST_F(Evaluate, ItsOwnFileIsKnownByItsContentFromAnyFolder) {
    std::filesystem::create_directory(m_folder / "moved");
    std::filesystem::rename(m_folder / "d.csv", m_folder / "moved/d.csv");
    for (const Strings& arguments : both({"--data", m_folder / "moved/d.csv"})) {
        const json own = document(arguments);
        EXPECT_EQ(own["split"], "test");
        EXPECT_EQ(own["own_parts"], true);
        EXPECT_EQ(own["loss"], m_trained["test"]["loss"]);
    }
}

TEST_F(Evaluate, ASourceThatHasChangedIsMeasuredAsOtherDataAndSaysSo) {
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(m_folder.path());
    m_folder.file("d.csv", rows(1, kRows));
    for (const Strings& arguments : both({"--data", "d.csv"})) {
        const Outcome outcome = line(arguments);
        const json measured = json::parse(outcome.out, nullptr, false);
        EXPECT_EQ(measured["split"], "all");
        EXPECT_EQ(measured["examples"], kRows - 1);
        EXPECT_EQ(measured["own_parts"], false);
        EXPECT_THAT(outcome.err, HasSubstr("its texts and parts are not those that "));
        const Outcome test = line(arguments + Strings{"--split", "test"});
        EXPECT_EQ(test.code, 1);
        EXPECT_EQ(test.errorLines(), 1) << test.err;
        EXPECT_THAT(test.err, HasSubstr("are not those that "));
    }
    EXPECT_THAT(line({"evaluate", "--run", "1", "--data", "d.csv"}).err,
                testing::ContainsRegex("1(59|60) of the 199 texts stand in the training part of run 1"));
    std::filesystem::current_path(before);
}

TEST_F(Evaluate, ASourceThatIsGoneIsReplacedByTheLabFilesCopy) {
    std::filesystem::create_directory(m_folder / "two");
    const std::string train = m_folder.file("two/train.csv", rows(0, 100)),
                      test = m_folder.file("te.csv", rows(100, 150));
    const json trained = document(kTrain + Strings{"--data", train, "--test", test});
    const Strings arguments{"evaluate", "--run", "2", "--data", train};
    EXPECT_EQ(document(arguments)["loss"], trained["test"]["loss"]);
    for (const std::string& gone : {test, train}) {
        std::filesystem::remove(gone);
        const Outcome outcome = line(arguments);
        ASSERT_EQ(outcome.code, 0) << outcome.err;
        EXPECT_THAT(outcome.err, HasSubstr("the lab file holds"));
        const json measured = json::parse(outcome.out);
        EXPECT_EQ(measured["own_parts"], true);
        EXPECT_EQ(measured["loss"], trained["test"]["loss"]);
    }
    const Outcome elsewhere = line({"evaluate", "--run", "2", "--data", m_folder / "train.csv"});
    EXPECT_EQ(elsewhere.code, 1) << "another file of that name";
    EXPECT_THAT(elsewhere.err, HasSubstr("does not exist"));
}

TEST_F(Evaluate, AStoredDataSetWithOtherPartsTellsWhatWasSeen) {
    document(kTrain + Strings{"--data", m_folder / "d.csv", "--split-seed", "7"});
    EXPECT_EQ(document({"evaluate", "--run", "2", "--data", "lab:2"})["own_parts"], true);
    const Outcome outcome = line({"evaluate", "--run", "2", "--data", "lab:1"});
    const json measured = json::parse(outcome.out, nullptr, false);
    EXPECT_EQ(measured["own_parts"], false);
    EXPECT_GT(measured["seen"], 0);
    EXPECT_THAT(outcome.err, HasSubstr("of the 20 texts stand in the training part of run 2"));
}

TEST_F(Evaluate, AModelFileOfAnOlderVersionSaysThatItDoesNotKnow) {
    ModelFile file = readModelFile(model());
    file.trainedOn.clear();
    file.config.data.spec = m_folder / "d.csv";
    writeModelFile(model(), file);
    const Outcome outcome = line({"evaluate", "--model", model(), "--data", m_folder / "d.csv"});
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(outcome.errorLines(), 1) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr("does not say which texts it was trained on"));
    const json measured = json::parse(outcome.out);
    EXPECT_TRUE(measured["own_parts"].is_null());
    EXPECT_TRUE(measured["seen"].is_null());
    EXPECT_EQ(measured["examples"], 20);
}

TEST_F(Evaluate, AFormatThatTheTrainingNamedHolds) {
    std::string news;
    for (int i = 0; i < 60; ++i)
        news += fmt::format("\"{}\",\"A title {}\",\"A text number {} that is longer\"\n", i % 2 + 1, i, i);
    const std::string file = m_folder.file("news.csv", news);
    document(kTrain + Strings{"--data", "csv:" + file});
    const json own = document({"evaluate", "--run", "2", "--data", file});
    EXPECT_EQ(own["own_parts"], true) << "it would be known as AG News";
    EXPECT_EQ(own["split"], "test");
}

TEST_F(Evaluate, OtherColumnsAreOtherData) {
    const json measured =
        document({"evaluate", "--run", "1", "--data", m_folder / "d.csv", "--test", m_folder / "d.csv"});
    EXPECT_EQ(measured["own_parts"], false);
    EXPECT_EQ(measured["split"], "test");
    EXPECT_EQ(measured["seen"], 160);
}

} // namespace
} // namespace lab::cli
