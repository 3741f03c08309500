// A column that says which part each row belongs to, on the command line.
#include "tests/cli/run_line.h"
#include "tests/cli/temp_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace lab::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class SplitColumn : public testing::Test {
protected:
    static constexpr int kRows = 60;
    /// Every third row is a test text, every third one a validation text, in a column of this name.
    [[nodiscard]] std::string table(const std::string& name, const std::string& column) const {
        std::string rows = "text,label," + column + "\n";
        for (int i = 0; i < kRows; ++i)
            rows += std::to_string(i) + (i % 2 == 0 ? " fine words,good," : " dull words,bad,") +
                    (i % 3 == 0   ? "Test\n"
                     : i % 3 == 1 ? "dev\n"
                                  : "train\n");
        return folder.file(name, rows);
    }
    Outcome line(Strings arguments) {
        arguments.insert(arguments.end(), {"--lab", folder / "lab.db"});
        return runLine(arguments);
    }
    json document(Strings arguments) {
        arguments.insert(arguments.end(), {"--json", "--quiet"});
        const Outcome outcome = line(std::move(arguments));
        EXPECT_EQ(outcome.code, 0) << outcome.err;
        EXPECT_EQ(outcome.err, "");
        return json::parse(outcome.out, nullptr, false);
    }
    json trainTiny(Strings arguments) {
        arguments.insert(arguments.begin(), "train");
        arguments.insert(arguments.end(),
                         {"--dim", "8", "--heads", "2", "--ffn", "8", "--layers", "1", "--steps", "3"});
        return document(std::move(arguments));
    }
    static json parts(int train, int validation, int test) {
        return {{"train", train}, {"validation", validation}, {"test", test}};
    }

    TempFolder folder;
};

TEST_F(SplitColumn, IsNamedByItsHeaderOrNumber) {
    const std::string file = table("a.csv", "fold");
    EXPECT_EQ(document({"data", file})["splits"], parts(48, 6, 6)) << "nobody said what the column is";
    EXPECT_EQ(document({"data", file})["split_column"], nullptr);
    EXPECT_EQ(document({"data", file, "--split-column", "fold"})["splits"], parts(20, 20, 20));
    EXPECT_EQ(document({"data", file, "--split-column", "3"})["splits"], parts(20, 20, 20));
}

TEST_F(SplitColumn, OneCalledSplitIsTakenAndTold) {
    const std::string file = table("a.csv", "split");
    const json data = document({"data", file});
    EXPECT_EQ(data["splits"], parts(20, 20, 20));
    EXPECT_EQ(data["split_column"], "split") << "with --quiet --json the document tells it";
    for (const Strings& more : {Strings{}, Strings{"--quiet"}, Strings{"--json"}}) {
        Strings arguments{"data", file};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const Outcome outcome = line(arguments);
        EXPECT_EQ(outcome.errorLines(), 1) << outcome.err;
        EXPECT_THAT(outcome.err, HasSubstr("column 'split' says which part each row belongs to"));
        EXPECT_THAT(outcome.err, HasSubstr("--split-column none"));
    }
    EXPECT_EQ(line({"data", file, "--split-column", "split"}).err, "") << "no news to whoever named it";
}

TEST_F(SplitColumn, IsLeftOutWhenAPersonSaysSoOrNamesATestSet) {
    const std::string file = table("a.csv", "split");
    for (const Strings& more : {Strings{"--split-column", "none"}, Strings{"--test", file}}) {
        Strings arguments{"data", file};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const json data = document(arguments);
        EXPECT_EQ(data["split_column"], nullptr);
        EXPECT_NE(data["splits"], parts(20, 20, 20));
    }
}

TEST_F(SplitColumn, ARunKeepsItAndIsContinuedReplayedAndEvaluatedWithTheSameParts) {
    const std::string file = table("a.csv", "split");
    const json trained = trainTiny({"--data", file, "--export", folder / "m.safetensors"});
    EXPECT_EQ(trained["split_column"], "split");
    EXPECT_EQ(trained["validation"]["examples"], 20);
    EXPECT_EQ(trained["test"]["examples"], 20);
    const std::string id = std::to_string(trained["run"].get<int>());
    EXPECT_EQ(document({"runs", "show", id})["config"]["split_column"], "split");
    const json replayed = document({"runs", "replay", id});
    EXPECT_EQ(replayed["identical"], true);
    EXPECT_EQ(replayed["same_data"], true);
    EXPECT_EQ(document({"runs", "continue", id, "--steps", "5"})["test"]["examples"], 20);
    for (const Strings& model : {Strings{"--run", id}, Strings{"--model", folder / "m.safetensors"}}) {
        Strings arguments{"evaluate", "--data", file};
        arguments.insert(arguments.end(), model.begin(), model.end());
        const json own = document(arguments);
        EXPECT_EQ(own["examples"], 20);
        EXPECT_EQ(own["split"], "test");
        EXPECT_EQ(own["split_column"], "split");
        EXPECT_EQ(line(arguments).err, "") << "as in training is no news";
    }
}

TEST_F(SplitColumn, ARunFromBeforeThereWasOneDividesItsRowsAsItDid) {
    const std::string file = table("a.csv", "split");
    const json trained = trainTiny({"--data", file, "--split-column", "none"});
    const std::string id = std::to_string(trained["run"].get<int>());
    EXPECT_FALSE(document({"runs", "show", id})["config"].contains("split_column"));
    EXPECT_EQ(document({"runs", "replay", id})["identical"], true);
    const json own = document({"evaluate", "--data", file, "--run", id});
    EXPECT_EQ(own["examples"], 6) << "a tenth, drawn";
    EXPECT_EQ(own["split_column"], nullptr);
}

TEST_F(SplitColumn, OfOtherDataSaysWhichTextsAreItsTestPart) {
    const std::string id = std::to_string(trainTiny({"--data", table("a.csv", "fold")})["run"].get<int>());
    const std::string other = table("b.csv", "split");
    const json measured = document({"evaluate", "--data", other, "--run", id});
    EXPECT_EQ(measured["examples"], 20);
    EXPECT_EQ(measured["split_column"], "split");
    EXPECT_EQ(document({"evaluate", "--data", other, "--run", id, "--split", "validation"})["examples"], 20);
    EXPECT_EQ(document({"evaluate", "--data", other, "--run", id, "--split-column", "none"})["examples"],
              kRows);
    const Outcome outcome = line({"evaluate", "--data", other, "--run", id});
    EXPECT_EQ(outcome.errorLines(), 2) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr("column 'split' says which part"));
    EXPECT_THAT(outcome.err, HasSubstr("of the 20 texts stand in the training part")) << "the same texts";
}

TEST_F(SplitColumn, AStudyTrainsEveryModelOnItsParts) {
    const json study =
        document({"study", "--data", table("a.csv", "split"), "--encoders", "fastformer", "--seeds", "1",
                  "--dim", "8", "--heads", "2", "--ffn", "8", "--layers", "1", "--steps", "2"});
    EXPECT_EQ(study["split_column"], "split");
    const std::string run = std::to_string(study["rows"][0]["runs"][0]["run"].get<int>());
    EXPECT_EQ(document({"runs", "show", run})["config"]["split_column"], "split");
}

TEST_F(SplitColumn, AFileWithoutTrainingRowsIsToldHowToMendIt) {
    const std::string file =
        folder.file("t.csv", "text,label,split\na fine one,good,test\na dull one,bad,test\n");
    const Outcome outcome = line({"train", "--data", file, "--quiet", "--json"});
    EXPECT_EQ(outcome.code, 1);
    EXPECT_EQ(outcome.errorLines(), 1) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr("column 'split' calls none of them train"));
    EXPECT_THAT(outcome.err, HasSubstr("--split-column none"));
}

TEST_F(SplitColumn, IsRefusedBesideATestSetAndForAStoredDataSet) {
    const std::string file = table("a.csv", "split");
    const Outcome both = line({"data", file, "--test", file, "--split-column", "split"});
    EXPECT_EQ(both.code, 2);
    EXPECT_THAT(both.err, HasSubstr("leave out one"));
    trainTiny({"--data", file});
    EXPECT_EQ(document({"data", "lab:1"})["splits"], parts(20, 20, 20)) << "as it was imported";
    const Outcome stored = line({"data", "lab:1", "--split-column", "split"});
    EXPECT_EQ(stored.code, 2);
    EXPECT_THAT(stored.err, HasSubstr("--split-column"));
}

} // namespace
} // namespace lab::cli
