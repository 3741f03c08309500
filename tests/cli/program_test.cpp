// The program as people and scripts run it: killed, interrupted, with any number of threads.
#include "core/store/checkpoint_repository.h"
#include "core/store/lab_file.h"
#include "core/store/run_repository.h"
#include "core/store/safetensors.h"
#include "tests/cli/process.h"
#include "tests/cli/temp_folder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <csignal>
#include <random>
#include <thread>

namespace lab::cli {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using testing::HasSubstr;

std::vector<std::string> operator+(std::vector<std::string> a, const std::vector<std::string>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

/// A run of about 120 small steps.
const std::vector<std::string> kSmallRun{"train",     "--data",  "demo:needle", "--limit",  "800", "--dim",
                                         "32",        "--heads", "4",           "--ffn",    "32",  "--layers",
                                         "1",         "--batch", "16",          "--epochs", "3",   "--json",
                                         "--threads", "1",       "--quiet"};

std::string weightsOf(const std::string& labPath, std::int64_t run) {
    LabFile lab(labPath, LabMode::ReadOnly);
    const auto file =
        readSafetensorsBytes(CheckpointRepository(lab).load(run, CheckpointKind::Last), "checkpoint");
    std::string bytes;
    for (const auto& tensor : file.tensors)
        bytes.append(reinterpret_cast<const char*>(tensor.values.data()),
                     tensor.values.size() * sizeof(float));
    return bytes;
}

TEST(Program, ExportsTheSameBytesForAnyNumberOfThreads) {
    const TempFolder folder;
    std::vector<std::string> files;
    for (const char* threads : {"1", "2", "3"}) {
        files.push_back(folder / ("model-" + std::string(threads) + ".safetensors"));
        Process process({"train", "--data", "demo:reviews", "--limit", "400", "--dim", "64", "--heads", "4",
                         "--epochs", "1", "--quiet", "--threads", threads, "--lab",
                         folder / (std::string(threads) + ".db"), "--export", files.back()});
        ASSERT_EQ(process.wait(), 0) << process.err();
    }
    const std::string first = contentOf(files[0]);
    ASSERT_GT(first.size(), 100'000U);
    EXPECT_TRUE(first == contentOf(files[1])) << "2 threads differ from 1";
    EXPECT_TRUE(first == contentOf(files[2])) << "3 threads differ from 1";
}

TEST(Program, LosesNothingButAMomentWhenItIsKilledAndGoesOnToTheSameBits) {
    const TempFolder folder;
    const std::string wholeLab = folder / "whole.db", lab = folder / "killed.db";
    const auto begin = std::chrono::steady_clock::now();
    Process whole(kSmallRun + std::vector<std::string>{"--lab", wholeLab});
    ASSERT_EQ(whole.wait(), 0) << whole.err();
    // Under a sanitizer everything takes longer: the moments are parts of a whole run's time.
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    const long longest = std::max<long>(200, static_cast<long>(took.count()) / 2);

    std::mt19937 random(7);
    int killed = 0;
    for (int moment = 0; moment < 10; ++moment) {
        const bool started =
            std::filesystem::exists(lab) && !RunRepository(*std::make_unique<LabFile>(lab)).list().empty();
        Process process(started ? std::vector<std::string>{"runs", "continue", "1", "--lab", lab, "--quiet",
                                                           "--threads", "1"}
                                : kSmallRun + std::vector<std::string>{"--lab", lab});
        std::this_thread::sleep_for(
            std::chrono::milliseconds(20 + static_cast<long>(random()) % (longest - 20)));
        killed += process.running() ? 1 : 0;
        process.send(SIGKILL);
        process.wait();
        if (std::filesystem::exists(lab)) {
            const LabFile sound(lab);
            EXPECT_THAT(sound.integrityCheck(), testing::IsEmpty()) << "killed at moment " << moment;
        }
    }
    EXPECT_GE(killed, 2) << "the run ended before it could be killed";
    LabFile after(lab);
    ASSERT_FALSE(RunRepository(after).list().empty());
    Process last({"runs", "continue", "1", "--lab", lab, "--json", "--quiet", "--threads", "1"});
    ASSERT_EQ(last.wait(), 0) << last.err();
    EXPECT_EQ(json::parse(last.out())["steps"], json::parse(whole.out())["steps"]);
    EXPECT_EQ(json::parse(last.out())["test"], json::parse(whole.out())["test"]);
    EXPECT_TRUE(weightsOf(lab, 1) == weightsOf(wholeLab, 1))
        << "the continued run differs from the uninterrupted one";
}

TEST(Program, AKilledCostStudyGoesOnWithWhatItHadMeasured) {
    const TempFolder folder;
    const std::string lab = folder / "lab.db";
    const std::vector<std::string> study{"timing",
                                         "--encoders",
                                         "fastformer,linformer",
                                         "--lengths",
                                         "32,64,128,256",
                                         "--tokens",
                                         "512",
                                         "--dim",
                                         "32",
                                         "--heads",
                                         "4",
                                         "--time-limit",
                                         "0.05",
                                         "--precision",
                                         "1e-9",
                                         "--json",
                                         "--lab",
                                         lab};
    Process killed(study);
    const auto deadline = std::chrono::steady_clock::now() + 60s;
    while (std::chrono::steady_clock::now() < deadline &&
           killed.err().find("3/8 points") == std::string::npos)
        std::this_thread::sleep_for(1ms);
    killed.send(SIGKILL);
    killed.wait();
    {
        const LabFile sound(lab);
        EXPECT_THAT(sound.integrityCheck(), testing::IsEmpty());
    }
    Process again(study);
    ASSERT_EQ(again.wait(), 0) << again.err();
    const json whole = json::parse(again.out());
    EXPECT_EQ(whole["results"].size(), 8U);
    EXPECT_EQ(again.err().find("1/8 points"), std::string::npos)
        << "measured again what was stored: " << again.err();
    Process third(study);
    ASSERT_EQ(third.wait(), 0) << third.err();
    EXPECT_EQ(json::parse(third.out())["results"], whole["results"]);
    EXPECT_EQ(third.err(), "") << "nothing is left to measure";
}

TEST(Program, AKilledQualityStudyEndsWithTheSameTable) {
    const TempFolder folder;
    const std::vector<std::string> study{"study",
                                         "--data",
                                         "demo:reviews",
                                         "--limit",
                                         "300",
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
                                         "2",
                                         "--json"};
    Process whole(study + std::vector<std::string>{"--lab", folder / "whole.db", "--quiet"});
    ASSERT_EQ(whole.wait(), 0) << whole.err();
    const std::vector<std::string> killable = study + std::vector<std::string>{"--lab", folder / "killed.db"};
    Process killed(killable);
    const auto deadline = std::chrono::steady_clock::now() + 60s;
    while (std::chrono::steady_clock::now() < deadline &&
           killed.err().find("2/4 runs  fastformer query_value seed 2") == std::string::npos)
        std::this_thread::sleep_for(1ms);
    killed.send(SIGKILL);
    killed.wait();
    Process again(killable);
    ASSERT_EQ(again.wait(), 0) << again.err();
    EXPECT_EQ(again.err().find("0/4 runs  fastformer query_value seed 1\n"), std::string::npos)
        << "trained again what was stored: " << again.err();
    const json expected = json::parse(whole.out()), table = json::parse(again.out());
    ASSERT_EQ(table["rows"].size(), 2U);
    EXPECT_EQ(table["stopped"], false);
    for (std::size_t row = 0; row < 2; ++row) {
        EXPECT_EQ(table["rows"][row]["accuracy"], expected["rows"][row]["accuracy"]);
        EXPECT_EQ(table["rows"][row]["macro_f1"], expected["rows"][row]["macro_f1"]);
        EXPECT_EQ(table["rows"][row]["runs"].size(), 2U);
    }
}

TEST(Program, StopsPolitelyAtAnInterruptAndContinues) {
    const TempFolder folder;
    const std::string lab = folder / "lab.db";
    Process process({"train", "--data", "demo:needle", "--limit", "800", "--dim", "32", "--heads", "4",
                     "--epochs", "10000", "--json", "--lab", lab});
    const auto deadline = std::chrono::steady_clock::now() + 60s;
    while (std::chrono::steady_clock::now() < deadline && process.err().find("run 1:") == std::string::npos)
        std::this_thread::sleep_for(20ms);
    process.send(SIGINT);
    EXPECT_EQ(process.wait(), 128 + SIGINT) << process.err();
    EXPECT_THAT(process.err(), HasSubstr("fastformer runs continue 1"));
    const json stopped = json::parse(process.out());
    EXPECT_EQ(stopped["stopped"], true);

    const std::int64_t further = stopped["steps"].get<std::int64_t>() + 10;
    Process more(
        {"runs", "continue", "1", "--steps", std::to_string(further), "--json", "--quiet", "--lab", lab});
    ASSERT_EQ(more.wait(), 0) << more.err();
    EXPECT_EQ(json::parse(more.out())["steps"], further);
    EXPECT_EQ(json::parse(more.out())["stopped"], false);
}

TEST(Program, EndsAtOnceAtASecondInterrupt) {
    const TempFolder folder;
    Process process({"train", "--data", "demo:needle", "--limit", "800", "--dim", "32", "--heads", "4",
                     "--epochs", "10000", "--lab", folder / "lab.db"});
    std::this_thread::sleep_for(300ms);
    for (int i = 0; i < 200 && process.running(); ++i) {
        process.send(SIGTERM);
        std::this_thread::sleep_for(10ms);
    }
    EXPECT_EQ(process.wait(), 128 + SIGTERM);
}

/// Runs \p script in a mount namespace of its own, where \p folder is a disk of \p size; false when this
/// machine does not allow that.
bool onSmallDisk(const std::string& folder, const char* size, const std::string& script) {
    const std::string mount = fmt::format("mount -t tmpfs -o size={} none {}", size, folder);
    const auto inside = [&](const std::string& what) {
        return std::system(
                   fmt::format("unshare --mount sh -c '{} && {}' > /dev/null 2>&1", mount, what).c_str()) ==
               0;
    };
    return inside("true") && (inside(script) || true);
}

TEST(Program, SaysThatTheDiskIsFullAndKeepsTheLabSound) {
    const TempFolder folder;
    const std::string disk = folder / "disk", lab = disk + "/lab.db", copy = folder / "copy.db",
                      report = folder / "report";
    std::filesystem::create_directory(disk);
    // Room for the data set but not for the weights.
    const std::string script = fmt::format(
        "{{ {0} train --data demo:needle --limit 2000 --dim 64 --heads 4 --quiet --lab {1} 2> {2}; "
        "echo code $? >> {2}; {0} runs list --lab {1} >> {2}; {0} runs import {1} --lab {3}; }}",
        FASTFORMER_PROGRAM, lab, report, copy);
    if (!onSmallDisk(disk, "1500k", script))
        GTEST_SKIP() << "this machine allows no mount namespaces";
    const std::string text = contentOf(report);
    EXPECT_THAT(text, HasSubstr("the disk is full"));
    EXPECT_THAT(text, HasSubstr("\ncode 1\n"));
    EXPECT_THAT(text, HasSubstr("failed")) << "the run is listed with its state";
    const LabFile imported(copy);
    EXPECT_THAT(imported.integrityCheck(), testing::IsEmpty());
}

TEST(Program, ReportsAFullStandardOutput) {
    Process process({"--version"});
    EXPECT_EQ(process.wait(), 0);
    EXPECT_EQ(std::system(("exec " FASTFORMER_PROGRAM " --help > /dev/full 2> /dev/null")) / 256, 1);
}

} // namespace
} // namespace lab::cli
