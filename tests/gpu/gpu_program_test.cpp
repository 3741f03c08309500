// The program with a GPU module: the emulated one, loaded from a file as the real one is.
#include "core/store/snapshot_repository.h"
#include "tests/cli/process.h"
#include "tests/cli/temp_folder.h"
#include "tests/support/paths.h"
#include "workbench/run_job.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace lab::cli {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

struct Ended {
    int code;
    std::string out, err;
};

class GpuProgram : public ::testing::Test {
protected:
    void SetUp() override { set("FASTFORMER_GPU_MODULE", EMULATED_MODULE); }
    void TearDown() override {
        for (const char* name : {"FASTFORMER_GPU_MODULE", "EMULATED_GPU_COUNT", "EMULATED_GPU_DRIVER",
                                 "EMULATED_GPU_RUNTIME", "EMULATED_GPU_MEGABYTES"})
            unsetenv(name);
    }
    static void set(const char* name, const std::string& value) { setenv(name, value.c_str(), 1); }

    Ended run(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--lab", m_folder / "lab.db"});
        Process process(arguments);
        const int code = process.wait();
        return {code, process.out(), process.err()};
    }
    Ended train(const std::vector<std::string>& more) {
        std::vector<std::string> arguments{
            "train", "--data", "demo:needle",  "--limit", "60",      "--dim", "16",     "--heads", "2",
            "--ffn", "16",     "--max-length", "24",      "--batch", "8",     "--json", "--quiet"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run(arguments);
    }

    /// Steps whose probes were read.
    [[nodiscard]] std::vector<std::int64_t> snapshotsOf(std::int64_t id) const {
        LabFile lab(m_folder / "lab.db");
        return SnapshotRepository(lab).steps(id);
    }

    TempFolder m_folder;
};

TEST_F(GpuProgram, TrainsAsTheProcessorDoes) {
    const Ended gpu = train({"--device", "cuda", "--steps", "12"}),
                cpu = train({"--device", "cpu", "--steps", "12"});
    ASSERT_EQ(gpu.code, 0) << gpu.err;
    ASSERT_EQ(cpu.code, 0) << cpu.err;
    const double ours = json::parse(gpu.out)["train"]["loss"], theirs = json::parse(cpu.out)["train"]["loss"];
    EXPECT_NEAR(ours, theirs, 1e-4 * theirs);
    const json runs = json::parse(run({"runs", "list", "--json"}).out);
    EXPECT_EQ(runs[1]["device"], "cuda");
    EXPECT_EQ(runs[0]["device"], "cpu");
}

TEST_F(GpuProgram, AutoTakesTheGpu) {
    ASSERT_EQ(train({"--steps", "2"}).code, 0);
    EXPECT_EQ(json::parse(run({"runs", "list", "--json"}).out)[0]["device"], "cuda");
}

TEST_F(GpuProgram, ARunGoesOnFromEitherDevice) {
    ASSERT_EQ(train({"--device", "cuda", "--steps", "4"}).code, 0);
    ASSERT_EQ(train({"--device", "cpu", "--steps", "4"}).code, 0);
    for (const auto& [id, device] : {std::pair{"1", "cpu"}, std::pair{"2", "cuda"}}) {
        const Ended more = run({"runs", "continue", id, "--steps", "8", "--device", device, "--json"});
        ASSERT_EQ(more.code, 0) << more.err;
        EXPECT_EQ(json::parse(more.out)["steps"], 8);
    }
    set("EMULATED_GPU_COUNT", "0"); // the GPU is gone: the processor takes over
    const Ended later = run({"runs", "continue", "1", "--steps", "10", "--json"});
    ASSERT_EQ(later.code, 0) << later.err;
}

TEST_F(GpuProgram, ReplaysItsOwnRunsToTheLastBit) {
    int runs = 0;
    for (const char* precision : {"fp32", "bf16"}) {
        ASSERT_EQ(train({"--device", "cuda", "--precision", precision, "--steps", "6"}).code, 0);
        const Ended replay = run({"runs", "replay", std::to_string(++runs), "--json"});
        ASSERT_EQ(replay.code, 0) << replay.out << replay.err;
        EXPECT_EQ(json::parse(replay.out)["identical"], true) << precision;
    }
}

TEST_F(GpuProgram, PredictsEvaluatesAndTimesThere) {
    ASSERT_EQ(train({"--device", "cuda", "--steps", "2"}).code, 0);
    const Ended read = run(
        {"predict", "--run", "1", "--text", "one two three", "--attention", "--json", "--device", "cuda"});
    ASSERT_EQ(read.code, 0) << read.err;
    EXPECT_EQ(json::parse(read.out)[0]["tokens"].size(), 3U);
    EXPECT_EQ(run({"evaluate", "--run", "1", "--data", "demo:needle", "--limit", "20", "--device", "cuda",
                   "--json"})
                  .code,
              0);
    const Ended timing =
        run({"timing", "--encoders", "fastformer", "--lengths", "16", "--tokens", "32", "--dim", "8",
             "--heads", "2", "--time-limit", "0.1", "--device", "cuda", "--json"});
    ASSERT_EQ(timing.code, 0) << timing.err;
    EXPECT_EQ(json::parse(timing.out)["device"], "cuda");
}

TEST_F(GpuProgram, ReplaysGoldens) {
    const std::string goldens = test::goldens() + "/";
    const Ended check = run({"check", goldens + "fastformer-query_value-across-product.safetensors",
                             goldens + "trajectory.safetensors", goldens + "bigbird.safetensors", "--device",
                             "cuda", "--json"});
    EXPECT_EQ(check.code, 0) << check.out << check.err;
}

TEST_F(GpuProgram, SaysWhyThereIsNoGpu) {
    set("EMULATED_GPU_COUNT", "0");
    EXPECT_THAT(
        train({"--device", "cuda"}).err,
        HasSubstr("no GPU to compute on: the NVIDIA driver finds no GPU; look whether CUDA_VISIBLE_DEVICES "
                  "hides it, or use the processor (--device cpu)"));
    set("EMULATED_GPU_COUNT", "1");
    set("EMULATED_GPU_DRIVER", "12020");
    EXPECT_THAT(train({"--device", "cuda"}).err, HasSubstr("knows CUDA 12.2, the module needs 13.0"));
    set("EMULATED_GPU_DRIVER", "13000");
    // It runs machine code of that toolkit, but the module has none for it.
    set("EMULATED_GPU_RUNTIME", "13020");
    EXPECT_THAT(train({"--device", "cuda"}).err,
                HasSubstr("its driver is too old to translate; update the driver, or build with "
                          "-DLAB_CUDA_ARCHITECTURES=90"));
    set("EMULATED_GPU_DRIVER", "0");
    const Ended none = train({"--device", "cuda"});
    EXPECT_THAT(none.err, HasSubstr("no NVIDIA driver"));
    EXPECT_EQ(none.code, 1);
    const Ended fallback = run({"train", "--limit", "30", "--steps", "1", "--dim", "16", "--heads", "2"});
    EXPECT_THAT(fallback.err, HasSubstr("computing on the processor: this machine has no NVIDIA driver"));
}

TEST_F(GpuProgram, RefusesAFileThatIsNotItsModule) {
    set("FASTFORMER_GPU_MODULE", test::goldens() + "/trajectory.safetensors");
    EXPECT_THAT(train({"--device", "cuda"}).err, HasSubstr("the CUDA module cannot be loaded"));
    set("FASTFORMER_GPU_MODULE", "/no/such/file.so");
    EXPECT_THAT(train({"--device", "cuda"}).err, HasSubstr("this build has no CUDA module"));
}

TEST_F(GpuProgram, RefusesAModuleOfOtherHeaders) {
    set("FASTFORMER_GPU_MODULE", OTHER_MODULE);
    const Ended refused = train({"--device", "cuda"});
    EXPECT_EQ(refused.code, 1);
    EXPECT_THAT(refused.err,
                HasSubstr(std::string("the CUDA module ") + OTHER_MODULE + " belongs to another build ("));
    EXPECT_THAT(refused.err, HasSubstr(" interface 0123456789abcdef, compiler "));
    EXPECT_THAT(refused.err, HasSubstr("build both together"));
}

TEST_F(GpuProgram, WithoutMemoryProposesABatchAndKeepsTheRun) {
    set("EMULATED_GPU_MEGABYTES", "80");
    const Ended full = train({"--device", "cuda", "--steps", "4", "--batch", "60", "--dim", "64",
                              "--max-length", "200", "--layers", "4"});
    EXPECT_EQ(full.code, 1);
    EXPECT_THAT(full.err, HasSubstr("no room for"));
    EXPECT_THAT(full.err, HasSubstr("30 of its texts at once instead of 60 (runs continue 1 --batch 30)"));
    EXPECT_THAT(full.err, HasSubstr("or on the processor (runs continue 1 --device cpu)"));
    const Ended still = run({"runs", "continue", "1", "--json", "--quiet"});
    EXPECT_EQ(still.code, 1) << "without a smaller batch there is no room again";
    const Ended more = run({"runs", "continue", "1", "--batch", "2", "--steps", "1", "--json", "--quiet"});
    ASSERT_EQ(more.code, 0) << more.err;
    EXPECT_EQ(json::parse(run({"runs", "list", "--json"}).out)[0]["device"], "cuda");
    const std::string shown = run({"runs", "show", "1", "--json"}).out;
    EXPECT_THAT(shown, HasSubstr("60 → 2"));
    EXPECT_THAT(shown, HasSubstr("no room for 60 texts at once"));
}

/// Nine or ten short texts and, as the part that is asked for, one that has no room on a small GPU.
struct LongText {
    const char* part;
    std::vector<std::string> data; ///< options
};

TEST_F(GpuProgram, WithoutMemoryForAnEvaluationTheRunGoesOnElsewhere) {
    std::string tooLong, rows = "text,label\n";
    for (int i = 0; i < 3000; ++i)
        tooLong += "one ";
    for (int i = 0; i < 19; ++i)
        rows += "short " + std::to_string(i) + (i % 2 == 0 ? ",a\n" : ",b\n");
    const std::string few = m_folder.file("short.csv", rows),
                      test = m_folder.file("long.csv", "text,label\n" + tooLong + ",a\nx,b\n"),
                      one = m_folder.file("one.csv", rows + tooLong + ",a\n");
    const std::vector<LongText> cases{{"test", {"--data", few, "--test", test}},
                                      {"validation", {"--data", one, "--split-seed", "5"}}};
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const std::string id = std::to_string(i + 1);
        std::vector<std::string> order{"train", "--split",  "0.5/0.5/0", "--dim",        "16",   "--heads",
                                       "2",     "--ffn",    "16",        "--max-length", "3000", "--batch",
                                       "16",    "--epochs", "1",         "--device",     "cuda", "--quiet"};
        order.insert(order.end(), cases[i].data.begin(), cases[i].data.end());
        set("EMULATED_GPU_MEGABYTES", "37");
        const Ended full = run(order);
        EXPECT_EQ(full.code, 1) << cases[i].part;
        EXPECT_THAT(full.err, HasSubstr("no room for"));
        EXPECT_THAT(full.err, HasSubstr("or go on with this run on the processor (runs continue " + id +
                                        " --device cpu)"));
        EXPECT_EQ(full.err.find("--batch"), std::string::npos) << "fewer texts of a step do not help";
        EXPECT_THAT(run({"runs", "show", id, "--json"}).out, HasSubstr("\"steps\": 1"));
        const Ended more = run({"runs", "continue", id, "--device", "cpu", "--json", "--quiet"});
        ASSERT_EQ(more.code, 0) << more.err;
        const json result = json::parse(more.out);
        EXPECT_EQ(result["steps"], 1) << "the step was kept";
        EXPECT_GT(result[cases[i].part]["examples"], 0) << "what was missed is made up";
    }
}

TEST_F(GpuProgram, WithoutMemoryForTheModelItSaysWhatIsSmallerAndStoresNothing) {
    set("EMULATED_GPU_MEGABYTES", "36");
    const Ended full = train({"--device", "cuda", "--steps", "1", "--dim", "256"});
    EXPECT_EQ(full.code, 1);
    EXPECT_THAT(full.err, HasSubstr("no room for"));
    EXPECT_THAT(full.err,
                HasSubstr("smaller --dim, --layers or --vocabulary, or on the processor (--device cpu)"));
    EXPECT_EQ(train({"--device", "cpu", "--steps", "1", "--dim", "256"}).code, 0);
    EXPECT_EQ(json::parse(run({"runs", "list", "--json"}).out).size(), 1U) << "the failed one left a run";
}

TEST_F(GpuProgram, WithoutMemoryAContinuedRunIsLeftAsItWas) {
    ASSERT_EQ(train({"--device", "cuda", "--steps", "1", "--dim", "256"}).code, 0);
    const std::string before = run({"runs", "show", "1", "--json"}).out;
    set("EMULATED_GPU_MEGABYTES", "36");
    const Ended full = run({"runs", "continue", "1", "--steps", "2", "--device", "cuda", "--quiet"});
    EXPECT_EQ(full.code, 1);
    EXPECT_THAT(full.err, HasSubstr("go on with this run on the processor (runs continue 1 --device cpu)"));
    EXPECT_EQ(run({"runs", "show", "1", "--json"}).out, before);
    EXPECT_EQ(run({"runs", "continue", "1", "--steps", "2", "--device", "cpu", "--quiet"}).code, 0);
}

TEST_F(GpuProgram, WithoutMemoryAModelThatReadsIsSentToTheProcessor) {
    ASSERT_EQ(train({"--device", "cpu", "--steps", "1", "--dim", "256", "--max-length", "400"}).code, 0);
    std::string text;
    for (int i = 0; i < 400; ++i)
        text += "one ";
    const std::vector<std::vector<std::string>> commands{
        {"predict", "--run", "1", "--text", text, "--attention"},
        {"predict", "--run", "1", "--text", text, "--explain", "gradient"},
        {"evaluate", "--run", "1", "--data", "demo:needle", "--limit", "20"}};
    for (const char* megabytes : {"20", "36"}) // no room for the backend; for the model
        for (const auto& command : commands) {
            set("EMULATED_GPU_MEGABYTES", megabytes);
            auto there = command, here = command;
            there.insert(there.end(), {"--device", "cuda"});
            here.insert(here.end(), {"--device", "cpu"});
            const Ended full = run(there);
            EXPECT_EQ(full.code, 1) << command.front();
            EXPECT_THAT(full.err, HasSubstr("no room for"));
            EXPECT_THAT(full.err, HasSubstr("read with this model (--device cpu)"));
            EXPECT_EQ(run(here).code, 0) << command.front();
        }
}

/// \p count words, one after another.
std::string wordsOf(int count) {
    std::string text;
    for (int i = 0; i < count; ++i)
        text += "one ";
    return text;
}

TEST_F(GpuProgram, WithoutMemoryForAProbeTheRunGoesOnElsewhere) {
    const std::string probe = wordsOf(3000);
    set("EMULATED_GPU_MEGABYTES", "37");
    const Ended full = train({"--device", "cuda", "--steps", "2", "--max-length", "3000", "--probe", probe});
    EXPECT_EQ(full.code, 1);
    EXPECT_THAT(full.err, HasSubstr("no room for"));
    EXPECT_THAT(full.err,
                HasSubstr("or go on with this run on the processor (runs continue 1 --device cpu)"));
    EXPECT_EQ(full.err.find("--batch"), std::string::npos) << "fewer texts of a step do not help";
    const Ended still = run({"runs", "continue", "1", "--json", "--quiet"});
    EXPECT_EQ(still.code, 1) << "the probe has no room again";
    const Ended more = run({"runs", "continue", "1", "--device", "cpu", "--json", "--quiet"});
    ASSERT_EQ(more.code, 0) << more.err;
    EXPECT_EQ(json::parse(more.out)["steps"], 2);
    const std::vector<std::int64_t> steps = snapshotsOf(1);
    ASSERT_FALSE(steps.empty());
    EXPECT_EQ(steps.front(), 0) << "the moment that had no room is made up";
}

TEST_F(GpuProgram, WithoutMemoryForATextThatIsTypedTheTrainingGoesOn) {
    set("EMULATED_GPU_MEGABYTES", "37");
    RunJob job;
    job.labPath = m_folder / "lab.db";
    job.config.data.spec = "demo:needle";
    job.config.data.limit = 60;
    job.config.model.dim = job.config.model.ffn = 16;
    job.config.model.heads = 2;
    job.config.model.maxLength = 3000;
    job.config.train.batch = 8;
    job.config.train.steps = 3;
    job.config.device = "cuda";
    RunControl control;
    std::vector<ReadingEvent> readings;
    const RunResult result = runTraining(job, control, [&](const RunEvent& event) {
        if (const auto* step = std::get_if<StepEvent>(&event); step != nullptr && step->step < 3)
            control.requestReading(step->step == 1 ? wordsOf(3000) : "one");
        else if (const auto* reading = std::get_if<ReadingEvent>(&event))
            readings.push_back(*reading);
    });
    EXPECT_EQ(result.steps, 3);
    ASSERT_EQ(readings.size(), 2U);
    EXPECT_THAT(readings[0].problem, HasSubstr("no room for"));
    EXPECT_THAT(readings[0].problem, HasSubstr("shorten it"));
    EXPECT_TRUE(readings[0].map.tokens.empty());
    EXPECT_EQ(readings[1].problem, "");
    EXPECT_EQ(readings[1].map.tokens.size(), 1U);
}

TEST_F(GpuProgram, WithoutMemoryACheckIsSentToTheProcessor) {
    const std::string golden = test::goldens() + "/fastformer-query_value-across-product.safetensors";
    for (const char* megabytes : {"20", "34"}) { // no room for the backend; for the model
        set("EMULATED_GPU_MEGABYTES", megabytes);
        const Ended full = run({"check", golden, "--device", "cuda"});
        EXPECT_EQ(full.code, 1);
        EXPECT_THAT(full.err, HasSubstr("no room for"));
        EXPECT_THAT(full.err, HasSubstr("(--device cpu)"));
        EXPECT_EQ(full.out, "") << "a check that was not made says nothing of passing";
    }
    EXPECT_EQ(run({"check", golden, "--device", "cpu"}).code, 0);
}

TEST_F(GpuProgram, WithoutMemoryForManyTextsAnExplanationReadsFewerAtOnce) {
    ASSERT_EQ(train({"--device", "cpu", "--steps", "1", "--max-length", "200", "--dim", "64"}).code, 0);
    const auto valuesIn = [&](const char* megabytes) {
        set("EMULATED_GPU_MEGABYTES", megabytes);
        const Ended read = run({"predict", "--run", "1", "--text", wordsOf(40), "--explain", "leave-one-out",
                                "--device", "cuda", "--json"});
        EXPECT_EQ(read.code, 0) << read.err;
        return read.code == 0 ? json::parse(read.out)[0]["explanation"]["values"].get<std::vector<double>>()
                              : std::vector<double>();
    };
    const std::vector<double> all = valuesIn("1000"), few = valuesIn("38");
    ASSERT_EQ(all.size(), 40U);
    ASSERT_EQ(few.size(), all.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        EXPECT_NEAR(few[i], all[i], 1e-6) << i;
}

TEST_F(GpuProgram, WithoutMemoryATimingNamesThePoint) {
    set("EMULATED_GPU_MEGABYTES", "80");
    const Ended full =
        run({"timing", "--encoders", "fastformer", "--lengths", "16,2048", "--tokens", "32", "--dim", "256",
             "--heads", "2", "--time-limit", "0.1", "--device", "cuda", "--quiet"});
    EXPECT_EQ(full.code, 1);
    EXPECT_THAT(full.err, HasSubstr("the GPU has no room for"));
    EXPECT_THAT(full.err, HasSubstr("; fastformer at 2048 tokens needs more: measure"));
    EXPECT_THAT(full.err, HasSubstr("shorter --lengths"));
}

TEST_F(GpuProgram, PrecisionNeedsAGpu) {
    EXPECT_EQ(train({"--device", "cuda", "--precision", "bf16", "--steps", "2"}).code, 0);
    const Ended refused = train({"--device", "cpu", "--precision", "tf32", "--steps", "2"});
    EXPECT_EQ(refused.code, 2);
    EXPECT_THAT(refused.err, HasSubstr("--precision tf32 needs a GPU"));
}

TEST_F(GpuProgram, SaysHowFarAReducedPrecisionIsFromFloat32) {
    int runs = 0;
    for (const char* precision : {"tf32", "bf16"}) {
        SCOPED_TRACE(precision);
        const Ended trained = train({"--device", "cuda", "--precision", precision, "--steps", "5"});
        ASSERT_EQ(trained.code, 0) << trained.err;
        const json error = json::parse(trained.out)["precision_error"];
        EXPECT_EQ(error["precision"], precision);
        EXPECT_EQ(error["step"], 5);
        EXPECT_EQ(error["texts"], 32);
        for (const char* distance : {"logits", "gradients"}) {
            EXPECT_GT(error[distance], 1e-7) << distance;
            EXPECT_LT(error[distance], 0.08) << distance;
        }
        const std::string id = std::to_string(++runs);
        EXPECT_EQ(json::parse(run({"runs", "show", id, "--json"}).out)["precision_error"], error);
        EXPECT_THAT(
            run({"runs", "show", id}).out,
            HasSubstr(std::string(precision) + " beside fp32 after step 5, 32 texts: logits differ by "));
    }
    const Ended told = run({"train", "--data", "demo:needle", "--limit", "60", "--dim", "16", "--heads", "2",
                            "--steps", "2", "--device", "cuda", "--precision", "bf16"});
    EXPECT_THAT(told.err, HasSubstr("bf16 beside fp32 after step 0, 32 texts: logits differ by "));
    EXPECT_THAT(told.err, HasSubstr("bf16 beside fp32 after step 2, 32 texts: logits differ by "));
    for (const char* device : {"cuda", "cpu"})
        EXPECT_EQ(json::parse(train({"--device", device, "--steps", "2"}).out)["precision_error"], nullptr);
}

TEST_F(GpuProgram, MeasuringThePrecisionChangesNoRun) {
    ASSERT_EQ(train({"--device", "cuda", "--precision", "bf16", "--steps", "4"}).code, 0);
    ASSERT_EQ(run({"runs", "continue", "1", "--steps", "8", "--device", "cuda", "--json", "--quiet"}).code,
              0);
    const json replay = json::parse(run({"runs", "replay", "1", "--json"}).out);
    EXPECT_EQ(replay["identical"], true) << "measured once more where it went on: " << replay;
}

TEST_F(GpuProgram, WithoutRoomToMeasureThePrecisionTheRunGoesOn) {
    // The smallest GPU with room for the run itself, of those that have none for a second model.
    for (int megabytes = 36; megabytes < 200; megabytes += 4) {
        set("EMULATED_GPU_MEGABYTES", std::to_string(megabytes));
        const Ended trained = train({"--device", "cuda", "--precision", "bf16", "--steps", "2"});
        if (trained.code != 0)
            continue;
        EXPECT_EQ(json::parse(trained.out)["precision_error"], nullptr);
        EXPECT_EQ(json::parse(trained.out)["steps"], 2);
        return;
    }
    FAIL() << "no GPU was large enough";
}

TEST_F(GpuProgram, WithSixteenBitsATextIsReadNearlyAsOnTheProcessor) {
    int runs = 0;
    for (const char* encoder : {"fastformer", "transformer", "longformer", "linformer", "poolingformer"}) {
        SCOPED_TRACE(encoder);
        ASSERT_EQ(
            train({"--encoder", encoder, "--device", "cuda", "--precision", "bf16", "--steps", "4"}).code, 0);
        const std::string number = std::to_string(++runs);
        const auto readOn = [&](std::vector<std::string> device, const char* how) {
            std::vector<std::string> line{"predict", "--run",     number, "--text", "one two three four",
                                          "--json",  "--explain", how};
            line.insert(line.end(), device.begin(), device.end());
            const Ended read = run(line);
            EXPECT_EQ(read.code, 0) << read.err;
            return read.code == 0 ? json::parse(read.out)[0] : json();
        };
        for (const char* how : {"gradient", "leave-one-out"}) {
            const json gpu = readOn({"--device", "cuda", "--precision", "bf16"}, how),
                       cpu = readOn({"--device", "cpu"}, how);
            ASSERT_FALSE(gpu.is_null() || cpu.is_null());
            const auto ours = gpu["explanation"]["values"].get<std::vector<double>>(),
                       theirs = cpu["explanation"]["values"].get<std::vector<double>>();
            ASSERT_EQ(ours.size(), theirs.size());
            double largest = 0;
            for (const double value : theirs)
                largest = std::max(largest, std::abs(value));
            for (std::size_t i = 0; i < ours.size(); ++i)
                EXPECT_NEAR(ours[i], theirs[i], 0.1 * largest + 2e-3) << how << " " << i;
        }
    }
    const Ended timed = run({"timing", "--encoders", "fastformer,longformer", "--lengths", "16", "--tokens",
                             "32", "--dim", "32", "--heads", "2", "--time-limit", "0.1", "--device", "cuda",
                             "--products", "bf16", "--quiet"});
    EXPECT_EQ(timed.code, 0) << timed.err;
}

} // namespace
} // namespace lab::cli
