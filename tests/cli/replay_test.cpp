// `runs replay` and `runs export` with a signal in between and without the source of the data.
#include "tests/cli/run_line.h"
#include "tests/cli/temp_folder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>
#include <unistd.h>

namespace lab::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;

/// Standard error that sends SIGINT to the program as soon as it has written \p cue.
class Interrupting : public std::stringbuf {
public:
    explicit Interrupting(std::string cue) : m_cue(std::move(cue)) {}

protected:
    int sync() override {
        if (!m_sent && str().find(m_cue) != std::string::npos) {
            m_sent = true;
            kill(getpid(), SIGINT);
            std::this_thread::sleep_for(std::chrono::milliseconds(200)); // until it was noticed
        }
        return 0;
    }

private:
    std::string m_cue;
    bool m_sent = false;
};

class Replay : public testing::Test {
protected:
    void SetUp() override {
        m_data = m_folder.file("d.csv", rows(0, 80));
        m_test = m_folder.file("te.csv", rows(80, 100));
        ASSERT_EQ(line(kTrain + Strings{"--data", m_data, "--test", m_test}).code, 0);
    }

    static std::string rows(int from, int to) {
        std::string text = "text,label\n";
        for (int i = from; i < to; ++i)
            text += fmt::format("word{} and{},{}\n", i, i * 7, i % 2 == 0 ? "good" : "bad");
        return text;
    }
    [[nodiscard]] Strings whole(const Strings& arguments) const {
        return arguments + Strings{"--lab", m_folder / "lab.db", "--json"};
    }
    [[nodiscard]] Outcome line(const Strings& arguments) const { return runLine(whole(arguments)); }
    /// The command gets SIGINT when it has written \p cue.
    [[nodiscard]] Outcome interrupted(const Strings& arguments, const std::string& cue) const {
        std::ostringstream out;
        Interrupting buffer(cue);
        std::ostream err(&buffer);
        const int code = runCommandLine(whole(arguments), out, err);
        return {.code = code, .out = out.str(), .err = buffer.str()};
    }

    const Strings kTrain{"train", "--dim",    "8", "--heads",  "2", "--ffn",     "8", "--batch",
                         "16",    "--layers", "1", "--epochs", "2", "--threads", "1"};
    TempFolder m_folder;
    std::string m_data, m_test;
};

TEST_F(Replay, ThatCompletedIsComparedAlsoBehindASignal) {
    const Outcome outcome = interrupted({"runs", "replay", "1"}, "epoch 2  validation loss");
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    const json document = json::parse(outcome.out, nullptr, false);
    EXPECT_EQ(document["identical"], true);
    EXPECT_GT(document["metrics"]["compared"], 0);
}

TEST_F(Replay, ThatASignalStoppedIsNoSuccess) {
    const Outcome outcome = interrupted({"runs", "replay", "1"}, "epoch 1  validation loss");
    EXPECT_EQ(outcome.code, 128 + SIGINT) << outcome.err;
    EXPECT_EQ(outcome.out, "");
}

TEST_F(Replay, NeedsNeitherSource) {
    for (const std::string& gone : {m_test, m_data}) {
        std::filesystem::remove(gone);
        const Outcome outcome = line({"runs", "replay", "1"});
        ASSERT_EQ(outcome.code, 0) << outcome.err;
        EXPECT_EQ(json::parse(outcome.out)["same_data"], true);
    }
}

TEST_F(Replay, FiguresAreDrawnWithoutTheSource) {
    std::filesystem::remove(m_data);
    const std::string metrics = m_folder / "m.csv", figures = m_folder / "fg";
    const Outcome outcome = line({"runs", "export", "1", "--metrics", metrics, "--figures", figures});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_THAT(contentOf(figures + "/attention.svg"), HasSubstr("(it is good)"));
    EXPECT_TRUE(std::filesystem::exists(metrics));
}

TEST_F(Replay, AnExportThatFailsLeavesNothingBehind) {
    const std::size_t before = m_folder.entries();
    const std::string model = m_folder / "m.st", metrics = m_folder / "m.csv";
    EXPECT_EQ(line({"runs", "export", "1", "--metrics", metrics, "--model", model, "--step", "999"}).code, 1);
    EXPECT_EQ(line({"runs", "export", "1", "--metrics", m_folder / "none/m.csv", "--model", model}).code, 1);
    EXPECT_EQ(m_folder.entries(), before);
}

} // namespace
} // namespace lab::cli
