#include "tests/cli/run_line.h"
#include "tests/cli/temp_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

namespace lab::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;

std::vector<std::string> smallStudy(const std::string& lab) {
    return {"study",
            "--data",
            "demo:reviews",
            "--limit",
            "120",
            "--encoders",
            "fastformer,linformer",
            "--seeds",
            "2",
            "--dim",
            "16",
            "--heads",
            "2",
            "--ffn",
            "16",
            "--epochs",
            "1",
            "--batch",
            "16",
            "--name",
            "tiny",
            "--lab",
            lab,
            "--max-length",
            "32"};
}

TEST(Study, TellsADeviationWhereThereAreSeveralSeeds) {
    const TempFolder folder;
    const auto rowsOf = [&](const char* seeds) {
        auto line = smallStudy(folder / "lab.db");
        line.push_back("--quiet");
        *(std::find(line.begin(), line.end(), "--seeds") + 1) = seeds;
        const Outcome outcome = runLine(line);
        EXPECT_EQ(outcome.code, 0) << outcome.err;
        return outcome.out;
    };
    EXPECT_THAT(rowsOf("2"), HasSubstr("±"));
    const std::string one = rowsOf("1");
    EXPECT_THAT(one, HasSubstr("linformer"));
    EXPECT_THAT(one, testing::Not(HasSubstr("±")));
}

TEST(Study, GivesTheDocumentOfTheContract) {
    const TempFolder folder;
    auto line = smallStudy(folder / "lab.db");
    line.insert(line.end(), {"--json", "--quiet", "--csv", folder / "study.csv"});
    const Outcome outcome = runLine(line);
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    const json study = json::parse(outcome.out);
    EXPECT_EQ(study["study"], "tiny");
    EXPECT_EQ(study["data"], "demo:reviews");
    EXPECT_EQ(study["split"], "test");
    EXPECT_EQ(study["stopped"], false);
    ASSERT_EQ(study["rows"].size(), 2U);
    for (const json& row : study["rows"]) {
        EXPECT_EQ(row["runs"].size(), 2U);
        EXPECT_GT(row["parameters"]["attention"], 0);
        EXPECT_GE(row["accuracy"]["mean"], 0);
        EXPECT_GE(row["macro_f1"]["deviation"], 0);
        EXPECT_GT(row["seconds_per_epoch"]["mean"], 0);
        EXPECT_TRUE(row["paper"].is_null());
    }
    EXPECT_EQ(study["rows"][1]["encoder"], "linformer");
    EXPECT_EQ(study["rows"][1]["sharing"], "none");
    EXPECT_EQ(json::parse(runLine(line).out)["rows"][0]["runs"], study["rows"][0]["runs"])
        << "nothing is trained twice";
    std::ifstream file(folder / "study.csv");
    std::string text;
    int lines = 0;
    while (std::getline(file, text))
        ++lines;
    EXPECT_EQ(lines, 3);
}

TEST(Study, ShowsATableAndHowFarItIs) {
    const TempFolder folder;
    const Outcome outcome = runLine(smallStudy(folder / "lab.db"));
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("tiny: test split of demo:reviews"));
    EXPECT_THAT(outcome.err, HasSubstr("4/4 runs  linformer none seed 2 done"));
}

TEST(Study, RefusesWhatCannotBe) {
    const TempFolder folder;
    const auto refused = [&](std::vector<std::string> flags, const char* sentence) {
        flags.insert(flags.begin(), "study");
        flags.insert(flags.end(), {"--lab", folder / "none.db"});
        const Outcome outcome = runLine(flags);
        EXPECT_EQ(outcome.code, 2) << outcome.err;
        EXPECT_EQ(outcome.errorLines(), 1);
        EXPECT_THAT(outcome.err, HasSubstr(sentence));
    };
    refused({"--encoders", "nobody"}, "fastformer");
    refused({"--seeds", "0"}, "--seeds");
    refused({"--preset", "nobody"}, "paper-mind");
    refused({"--encoders", "bigbird", "--sharing", "query_value_head"}, "sharing");
    refused({"--encoders", "bigbird", "--window", "4"}, "window");
    EXPECT_FALSE(std::ifstream(folder / "none.db").good()) << "nothing is left behind";
}

} // namespace
} // namespace lab::cli
