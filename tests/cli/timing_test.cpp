#include "tests/cli/run_line.h"
#include "tests/cli/temp_folder.h"
#include "workbench/cost_study.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <sstream>

namespace lab::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;

std::vector<std::string> smallTiming(const std::string& lab) {
    return {"timing",    "--encoders", "fastformer,transformer",
            "--lengths", "16,32,64",   "--tokens",
            "64",        "--dim",      "32",
            "--heads",   "4",          "--time-limit",
            "0.05",      "--json",     "--quiet",
            "--lab",     lab};
}

TEST(Timing, GivesTheDocumentOfTheContract) {
    const TempFolder folder;
    const Outcome outcome = runLine(smallTiming(folder / "lab.db"));
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    const json document = json::parse(outcome.out);
    EXPECT_EQ(document["device"], "cpu");
    EXPECT_GE(document["threads"], 1);
    EXPECT_FALSE(document["build"].get<std::string>().empty());
    ASSERT_EQ(document["results"].size(), 6U);
    for (const json& point : document["results"]) {
        EXPECT_EQ(point["length"].get<int>() * point["sequences"].get<int>(), 64);
        EXPECT_GT(point["inference_seconds"], 0);
        EXPECT_GT(point["training_seconds"], 0);
        EXPECT_GT(point["peak_bytes"], 10'000 * 32 * 4);
        EXPECT_GT(point["flops_inference"], 0);
        EXPECT_DOUBLE_EQ(point["flops_training"].get<double>(), 3 * point["flops_inference"].get<double>());
        EXPECT_GE(point["repeats"], 1);
        EXPECT_LE(point["interval"][0], point["training_seconds"]);
        EXPECT_GE(point["interval"][1], point["training_seconds"]);
    }
    EXPECT_EQ(document["results"][0]["encoder"], "fastformer");
    EXPECT_EQ(document["results"][0]["sharing"], "query_value");
    EXPECT_EQ(document["results"][3]["encoder"], "transformer");
    EXPECT_EQ(document["results"][3]["sharing"], "none") << "it has no query that could serve as value";
    EXPECT_EQ(document["cheaper_from"].size(), 2U) << "each pair both ways";
    EXPECT_GT(document["slopes"][0]["peak_bytes_per_held_byte"], 0);
    EXPECT_TRUE(document["results"][0]["breakdown"].is_null()) << "not asked for";
    const json& fit = document["slopes"][0];
    double logs = 0; // of the three points of Fastformer
    for (int i = 0; i < 3; ++i)
        logs += std::log(document["results"][i]["training_seconds"].get<double>() /
                         document["results"][i]["flops_training"].get<double>());
    EXPECT_NEAR(std::log(fit["training_seconds_per_flop"].get<double>()), logs / 3, 1e-9);
}

TEST(Timing, MeasuresNothingTwiceUnlessAsked) {
    const TempFolder folder;
    const std::string lab = folder / "lab.db";
    const json first = json::parse(runLine(smallTiming(lab)).out);
    const json again = json::parse(runLine(smallTiming(lab)).out);
    EXPECT_EQ(again["results"], first["results"])
        << "the same numbers to the last digit come from the lab file";
    auto fresh = smallTiming(lab);
    fresh.emplace_back("--fresh");
    EXPECT_NE(json::parse(runLine(fresh).out)["results"], first["results"]);
    auto more = smallTiming(lab);
    more[4] = "16,32,64,8";
    EXPECT_EQ(json::parse(runLine(more).out)["results"].size(), 8U);
}

TEST(Timing, EachSizeOfBatchHasItsOwnChart) {
    const TempFolder folder;
    const std::string lab = folder / "lab.db";
    const auto measure = [&](const char* tokens, bool fresh) {
        auto line = smallTiming(lab);
        line[6] = tokens;
        if (fresh)
            line.emplace_back("--fresh");
        return json::parse(runLine(line).out)["results"];
    };
    const json wide = measure("64", false);
    const json narrow = measure("32", false); // 64 tokens are a batch alone here, too
    EXPECT_EQ(narrow.size(), 6U);
    measure("32", true);
    EXPECT_EQ(measure("64", false), wide) << "the other size was not touched";
    const auto sets = loadTimings(lab);
    ASSERT_EQ(sets.size(), 2U);
    for (const TimingSet& set : sets) {
        EXPECT_EQ(set.points.size(), 6U) << set.tokens;
        EXPECT_EQ(set.points[2].length, 64) << set.tokens;
    }
}

TEST(Timing, SaysWhereTheTimeGoesWhenAsked) {
    const TempFolder folder;
    const std::string lab = folder / "lab.db";
    const json plain = json::parse(runLine(smallTiming(lab)).out);
    auto line = smallTiming(lab);
    line.emplace_back("--breakdown");
    const json document = json::parse(runLine(line).out);
    for (std::size_t i = 0; i < document["results"].size(); ++i) {
        EXPECT_EQ(document["results"][i]["training_seconds"], plain["results"][i]["training_seconds"])
            << "the stored point stays, only the breakdown is added";
        for (const char* pass : {"inference", "training"}) {
            const json& parts = document["results"][i]["breakdown"][pass];
            EXPECT_EQ(parts.size(), 7U);
            EXPECT_GT(parts["projections"], 0);
            EXPECT_GT(parts["feed_forward"], 0);
        }
    }
    line.erase(std::find(line.begin(), line.end(), "--json"));
    EXPECT_THAT(runLine(line).out, HasSubstr("where the time of one pass goes"));
}

TEST(Timing, WritesATable) {
    const TempFolder folder;
    auto line = smallTiming(folder / "lab.db");
    line.insert(line.end(), {"--csv", folder / "points.csv"});
    const Outcome outcome = runLine(line);
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    std::ifstream file(folder / "points.csv");
    std::string text;
    int rows = 0;
    ASSERT_TRUE(std::getline(file, text));
    EXPECT_THAT(text, HasSubstr("encoder,sharing,length"));
    while (std::getline(file, text))
        ++rows;
    EXPECT_EQ(rows, 6);
}

TEST(Timing, RefusesWhatCannotBe) {
    const TempFolder folder;
    const auto refused = [&](std::vector<std::string> flags, const char* sentence) {
        flags.insert(flags.begin(), "timing");
        flags.insert(flags.end(), {"--lab", folder / "none.db"});
        const Outcome outcome = runLine(flags);
        EXPECT_EQ(outcome.code, 2) << outcome.err;
        EXPECT_EQ(outcome.errorLines(), 1);
        EXPECT_THAT(outcome.err, HasSubstr(sentence));
    };
    refused({"--lengths", "0"}, "--lengths 0");
    refused({"--lengths", "12x"}, "--lengths 12x");
    refused({"--encoders", "foo"}, "fastformer");
    refused({"--heads", "7"}, "heads");
    refused({"--encoders", "transformer", "--sharing", "query_value_head"}, "sharing");
    EXPECT_FALSE(std::ifstream(folder / "none.db").good()) << "nothing is left behind";
}

} // namespace
} // namespace lab::cli
