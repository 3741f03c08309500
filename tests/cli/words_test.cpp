// Words that are values: no name of a command and no bracket among them is taken for anything else.
#include "core/store/lab_file.h"
#include "core/store/snapshot_repository.h"
#include "tests/cli/run_line.h"
#include "tests/cli/temp_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace lab::cli {
namespace {

using nlohmann::json;
using Words = std::vector<std::string>;

/// One small run in a lab of its own.
class WordsOfALine : public testing::Test {
protected:
    void SetUp() override { run({"train", "--data", "demo:needle", "--limit", "100", "--steps", "1"}); }

    json run(Words arguments) {
        if (arguments[0] == "train")
            arguments.insert(arguments.begin() + 1,
                             {"--dim", "8", "--heads", "2", "--ffn", "8", "--layers", "1"});
        arguments.insert(arguments.begin(), {"--lab", m_folder / "lab.db", "--json", "--quiet"});
        const Outcome outcome = runLine(arguments);
        EXPECT_EQ(outcome.code, 0) << outcome.err;
        return json::parse(outcome.out, nullptr, false);
    }
    Words textsRead(const Words& given) {
        Words line{"predict", "--run", "1"}, texts;
        line.insert(line.end(), given.begin(), given.end());
        for (const json& entry : run(line))
            texts.push_back(entry["text"]);
        return texts;
    }

    TempFolder m_folder;
};

TEST_F(WordsOfALine, TagsMayBeCalledLikeCommands) {
    EXPECT_EQ(run({"runs", "tag", "1", "train", "list", "data"})["tags"],
              json::parse(R"(["train","list","data"])"));
    EXPECT_EQ(run({"runs", "tag", "1", "--remove", "data", "train"})["tags"], json::parse(R"(["list"])"));
    EXPECT_EQ(run({"runs", "list"}).size(), 1U) << "something was trained";
}

TEST_F(WordsOfALine, TextsMayBeNamesOfCommands) {
    EXPECT_EQ(textsRead({"--text", "good", "train", "runs", "list"}),
              (Words{"good", "train", "runs", "list"}));
    EXPECT_EQ(textsRead({"--text", "predict"}), (Words{"predict"}));
    EXPECT_EQ(run({"runs", "list"}).size(), 1U) << "something was trained";
}

TEST_F(WordsOfALine, ProbesMayBeNamesOfCommands) {
    run({"train", "--data", "demo:needle", "--limit", "100", "--steps", "1", "--probe", "a", "data",
         "check"});
    LabFile lab(m_folder / "lab.db");
    EXPECT_EQ(SnapshotRepository(lab).probes(2), (Words{"a", "data", "check"}));
}

TEST_F(WordsOfALine, NamesAndNotesMayBeNamesOfCommands) {
    EXPECT_EQ(run({"runs", "rename", "1", "list"})["name"], "list");
    EXPECT_EQ(run({"runs", "note", "1", "train"})["note"], "train");
}

TEST_F(WordsOfALine, ATextInBracketsStaysOneText) {
    EXPECT_EQ(textsRead({"--text=[alpha, beta]"}), (Words{"[alpha, beta]"}));
    EXPECT_EQ(textsRead({"--text", "[alpha, beta]", "[]"}), (Words{"[alpha, beta]", "[]"}));
    EXPECT_EQ(textsRead({"--text=a=[b, c]"}), (Words{"a=[b, c]"}));
    EXPECT_EQ(run({"runs", "rename", "1", "--", "--x=[a, b]"})["name"], "--x=[a, b]");
}

} // namespace
} // namespace lab::cli
