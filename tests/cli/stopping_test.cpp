// Ctrl-C at the moments where there is something to lose: among repeats, and while a text is waited for.
#include "core/store/lab_file.h"
#include "core/store/run_repository.h"
#include "tests/cli/process.h"
#include "tests/cli/temp_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <thread>
#include <unistd.h>

namespace lab::cli {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using testing::HasSubstr;

template <class Condition> bool waitFor(const Condition& condition) {
    const auto deadline = std::chrono::steady_clock::now() + 60s;
    while (std::chrono::steady_clock::now() < deadline) {
        if (condition())
            return true;
        std::this_thread::sleep_for(2ms);
    }
    return false;
}

/// Three seeds in a lab of their own.
class StoppedRepeats : public testing::Test {
protected:
    [[nodiscard]] std::vector<std::string> line(const std::vector<std::string>& further) const {
        std::vector<std::string> arguments{
            "train",    "--data", "demo:needle", "--dim", "32",     "--heads", "4",   "--ffn",     "32",
            "--layers", "1",      "--repeats",   "3",     "--json", "--lab",   m_lab, "--threads", "1"};
        arguments.insert(arguments.end(), further.begin(), further.end());
        return arguments;
    }
    [[nodiscard]] std::vector<RunRow> stored() const {
        LabFile lab(m_lab, LabMode::ReadOnly);
        return RunRepository(lab).list();
    }
    [[nodiscard]] bool finishedOne() const {
        if (!std::filesystem::exists(m_lab))
            return false;
        const auto rows = stored();
        return !rows.empty() && rows.front().status == RunStatus::Finished;
    }

    TempFolder m_folder;
    std::string m_lab = m_folder / "lab.db";
};

TEST_F(StoppedRepeats, InTheSecondSeedGiveTheMeanOfWhatWasMeasured) {
    Process process(line({"--limit", "2000", "--batch", "8", "--epochs", "5"}));
    ASSERT_TRUE(waitFor([&] { return process.err().find("run 2:") != std::string::npos; }));
    process.send(SIGINT);
    EXPECT_EQ(process.wait(), 128 + SIGINT) << process.err();
    EXPECT_THAT(process.err(), HasSubstr("fastformer runs continue 2"));
    EXPECT_THAT(process.err(), HasSubstr("seed 3 was not trained"));
    const json document = json::parse(process.out());
    ASSERT_EQ(document["repeats"].size(), 2U);
    EXPECT_EQ(document["repeats"][1]["stopped"], true);
    EXPECT_TRUE(document["repeats"][1]["test"].is_null());
    for (const char* measure : {"loss", "accuracy", "macro_f1"}) {
        EXPECT_EQ(document["mean"]["test"][measure], document["repeats"][0]["test"][measure]);
        EXPECT_TRUE(document["deviation"]["test"][measure].is_null()) << "one number does not deviate";
    }
}

TEST_F(StoppedRepeats, WhileTheFirstIsMeasuredTrainNoOther) {
    Process process(line({"--limit", "20000", "--steps", "1", "--split", "0.1/0.1/0.8"}));
    ASSERT_TRUE(waitFor([&] { return process.err().find("validation loss") != std::string::npos; }));
    process.send(SIGINT);
    EXPECT_EQ(process.wait(), 128 + SIGINT) << process.err();
    EXPECT_THAT(process.err(), HasSubstr("seeds 2 to 3 were not trained"));
    const json document = json::parse(process.out());
    EXPECT_EQ(document["stopped"], false);
    ASSERT_EQ(document["repeats"].size(), 1U);
    EXPECT_EQ(document["mean"]["test"]["accuracy"], document["test"]["accuracy"]);
    ASSERT_EQ(stored().size(), 1U);
    EXPECT_EQ(stored()[0].status, RunStatus::Finished);
}

TEST_F(StoppedRepeats, WhileTheSecondReadsItsDataTellTheFirst) {
    Process process(line({"--limit", "30000", "--steps", "1", "--split", "0.98/0.01/0.01"}));
    ASSERT_TRUE(waitFor([&] { return finishedOne(); }));
    std::this_thread::sleep_for(30ms);
    process.send(SIGINT);
    EXPECT_EQ(process.wait(), 128 + SIGINT) << process.err();
    EXPECT_THAT(process.err(), HasSubstr("seeds 2 to 3 were not trained"));
    EXPECT_THAT(process.err(), testing::Not(HasSubstr("nothing was kept")));
    const json document = json::parse(process.out(), nullptr, false);
    ASSERT_TRUE(document.is_object()) << process.out();
    EXPECT_EQ(document["run"], 1);
    EXPECT_EQ(document["repeats"].size(), 1U);
    EXPECT_EQ(stored().size(), 1U);
}

TEST(Explaining, EndsAtOnceWhileItWaitsForATextToRead) {
    int ends[2];
    ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
    Process process({"predict", "--run", "1", "--explain", "gradient", "--input", "-"}, ends[0]);
    std::this_thread::sleep_for(300ms);
    process.send(SIGINT);
    EXPECT_TRUE(waitFor([&] { return !process.running(); })) << "it still waits";
    close(ends[0]);
    close(ends[1]);
    EXPECT_EQ(process.wait(), 128 + SIGINT);
}

} // namespace
} // namespace lab::cli
