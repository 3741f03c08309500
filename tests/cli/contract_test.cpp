// The JSON that scripts rely on (docs/command-line.md): every field of the contract, with the right meaning.
#include "core/store/lab_file.h"
#include "core/store/run_repository.h"
#include "tests/cli/run_line.h"
#include "tests/cli/temp_folder.h"
#include "tests/support/paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <atomic>
#include <chrono>
#include <fstream>
#include <thread>

namespace lab::cli {
namespace {

using nlohmann::json;

/// One small trained run for all tests of this file.
class Contract : public testing::Test {
protected:
    static void SetUpTestSuite() {
        s_folder = new TempFolder;
        s_train = new json(run({"train", "--data", "demo:needle", "--limit", "400", "--dim", "32", "--heads",
                                "4", "--ffn", "32", "--layers", "2", "--epochs", "2", "--export", model(),
                                "--figures", *s_folder / "figures"}));
    }
    static void TearDownTestSuite() {
        delete s_train;
        delete s_folder;
    }

    static std::string model() { return *s_folder / "model.safetensors"; }
    static json run(std::vector<std::string> arguments, int code = 0) {
        arguments.insert(arguments.end(), {"--lab", *s_folder / "lab.db", "--json", "--quiet"});
        const Outcome outcome = runLine(arguments);
        EXPECT_EQ(outcome.code, code) << outcome.err;
        EXPECT_EQ(outcome.err, "");
        return json::parse(outcome.out, nullptr, false);
    }

    static TempFolder* s_folder;
    static json* s_train;
};
TempFolder* Contract::s_folder = nullptr;
json* Contract::s_train = nullptr;

void expectSplit(const json& split, std::int64_t examples) {
    EXPECT_EQ(split["examples"], examples);
    EXPECT_GT(split["loss"], 0.0);
    EXPECT_GT(split["accuracy"], 0.0);
    EXPECT_GT(split["macro_f1"], 0.0);
}

TEST_F(Contract, Presets) {
    const json presets = run({"presets"});
    ASSERT_GE(presets.size(), 5U);
    EXPECT_EQ(presets[0]["id"], "quick-start");
    for (const json& preset : presets) {
        EXPECT_FALSE(preset["title"].get<std::string>().empty());
        EXPECT_FALSE(preset["source"].get<std::string>().empty());
        EXPECT_GT(preset["train"]["epochs"], 0);
        EXPECT_FALSE(preset["train"].contains("seed"));
        ASSERT_EQ(preset["models"].size(), 7U);
        EXPECT_EQ(preset["models"][0]["encoder"], "fastformer");
        EXPECT_GT(preset["models"][2]["hyperparameters"]["window"], 0);
    }
}

TEST_F(Contract, Train) {
    const json& train = *s_train;
    EXPECT_EQ(train["run"], 1);
    EXPECT_EQ(train["steps"], 10);
    EXPECT_EQ(train["epochs"], 2.0);
    EXPECT_GT(train["seconds"], 0.0);
    EXPECT_GT(train["tokens_per_second"], 0.0);
    EXPECT_GT(train["parameters"]["attention"], 0);
    EXPECT_GT(train["parameters"]["total"], train["parameters"]["attention"]);
    EXPECT_GT(train["train"]["loss"], 0.0);
    expectSplit(train["validation"], 40);
    expectSplit(train["test"], 40);
    ASSERT_EQ(train["history"].size(), 2U);
    EXPECT_EQ(train["history"][1]["epoch"], 2);
    EXPECT_EQ(train["history"][1]["validation"]["accuracy"], train["validation"]["accuracy"]);
    for (const char* figure : {"loss", "attention"})
        EXPECT_THAT(contentOf(train["figures"][figure]), testing::EndsWith("</svg>\n"));
}

TEST_F(Contract, TrainSaysHowManyWordVectorsWereFound) {
    const std::string table =
        s_folder->file("words.csv", "text,label\ngood one,yes\nbad one,no\ngood two,yes\n"
                                    "bad two,no\n");
    const std::string vectors =
        s_folder->file("vectors.txt", "good 1 2\nbad 2 1\ngood 3 3\nrouge 1 1\ntwo 1");
    const std::vector<std::string> line{"train", "--data",  table, "--split",  "1/0/0", "--embeddings",
                                        vectors, "--dim",   "8",   "--heads",  "2",     "--ffn",
                                        "8",     "--steps", "1",   "--layers", "1"};
    const json train = run(line);
    EXPECT_EQ(train["embeddings"], json::parse(R"({"found": 2, "words": 4, "passed_over": [
        {"what": "repeated word", "count": 1, "first_line": 3},
        {"what": "last line cut off", "count": 1, "first_line": 5}]})"));
    EXPECT_TRUE((*s_train)["embeddings"].is_null());
    const json actions = run({"runs", "show", std::to_string(train["run"].get<std::int64_t>())})["actions"];
    EXPECT_EQ(actions[0]["kind"], "embeddings");
    EXPECT_EQ(actions[0]["detail"], "2 of 4 words found; repeated word (line 3); last line cut off (line 5)");

    auto loud = line;
    loud.insert(loud.end(), {"--lab", *s_folder / "loud.db"});
    EXPECT_THAT(runLine(loud).err,
                testing::HasSubstr("word vectors: 2 of 4 words found; repeated word (line 3); "
                                   "last line cut off (line 5)\n"));
}

TEST_F(Contract, TrainWithRepeatsUsesOneSeedAfterTheOther) {
    const json document =
        run({"train", "--data", "demo:needle", "--limit", "200", "--dim", "8", "--heads", "2", "--ffn", "8",
             "--layers", "1", "--repeats", "3", "--seed", "5", "--split", "0.8/0/0.2"});
    ASSERT_EQ(document["repeats"].size(), 3U);
    EXPECT_EQ(document["run"], document["repeats"][0]["run"]);
    for (std::uint64_t i = 0; i < 3; ++i) {
        EXPECT_EQ(document["repeats"][i]["seed"], 5 + i);
        EXPECT_EQ(document["repeats"][i]["lab"], document["lab"]);
        EXPECT_TRUE(document["repeats"][i].contains("split_column"));
    }
    EXPECT_TRUE(document["validation"].is_null());
    double sum = 0;
    for (const auto& repeat : document["repeats"])
        sum += repeat["test"]["accuracy"].get<double>();
    EXPECT_NEAR(document["mean"]["test"]["accuracy"], sum / 3, 1e-12);
    EXPECT_TRUE(document["deviation"]["test"]["accuracy"].is_number());
    const json list = run({"runs", "list"});
    EXPECT_EQ(list[0]["seed"], 7);
    EXPECT_EQ(list[2]["seed"], 5);
}

TEST_F(Contract, Data) {
    const json data = run({"data", "demo:needle", "--limit", "400"});
    EXPECT_EQ(data["examples"], 400);
    EXPECT_EQ(data["splits"], json::parse(R"({"train":320,"validation":40,"test":40})"));
    std::int64_t classes = 0;
    for (const auto& entry : data["classes"])
        classes += entry["count"].get<std::int64_t>();
    EXPECT_EQ(classes, 400);
    EXPECT_TRUE(data["classes"][0]["label"].is_string());
    EXPECT_LE(data["tokens"]["median"], data["tokens"]["p95"]);
    EXPECT_LE(data["tokens"]["p95"], data["tokens"]["max"]);
    EXPECT_GT(data["tokens"]["mean"], 0.0);
    EXPECT_GT(data["vocabulary"], 2);
    EXPECT_EQ(data["skipped"], json::array());
}

TEST_F(Contract, DataCountsSkippedRowsByReason) {
    const std::string file = s_folder->file("a.csv", "text,label\na,yes\n,no\nb,no\n,no\nc,yes\nd,no\n");
    const json data = run({"data", file, "--split", "1/0/0"});
    EXPECT_EQ(data["examples"], 4);
    EXPECT_EQ(data["splits"]["train"], 4);
    ASSERT_EQ(data["skipped"].size(), 1U);
    EXPECT_EQ(data["skipped"][0]["count"], 2);
    EXPECT_TRUE(data["skipped"][0]["first_row"].is_number());
    EXPECT_TRUE(data["skipped"][0]["reason"].is_string());
}

TEST_F(Contract, AStoredDataSetIsNamedByItsNumberAndOutlivesItsFile) {
    std::string rows = "text,label\n";
    for (int i = 0; i < 60; ++i)
        rows += std::to_string(i) + (i % 2 == 0 ? " fine words,good\n" : " dull words,bad\n");
    const std::string file = s_folder->file("kept.csv", rows);
    const json trained =
        run({"train", "--data", file, "--dim", "8", "--heads", "2", "--ffn", "8", "--steps", "4"});
    const std::string id = std::to_string(trained["run"].get<std::int64_t>());
    std::filesystem::remove(file);
    const json replay = run({"runs", "replay", id});
    EXPECT_EQ(replay["identical"], true);
    EXPECT_EQ(replay["same_data"], true);
    const json copy = run({"runs", "show", std::to_string(replay["replay"].get<std::int64_t>())});
    const std::string spec = copy["config"]["data"];
    EXPECT_THAT(spec, testing::StartsWith("lab:"));
    EXPECT_EQ(run({"data", spec})["examples"], 60);
    EXPECT_EQ(run({"evaluate", "--run", id, "--data", spec})["accuracy"], trained["test"]["accuracy"]);
    const auto outcome = runLine({"--lab", *s_folder / "lab.db", "data", spec, "--limit", "3"});
    EXPECT_EQ(outcome.code, 2);
    EXPECT_EQ(outcome.errorLines(), 1);
}

TEST_F(Contract, PredictExplainsWithOneNumberAToken) {
    for (const char* method : {"leave-one-out", "gradient", "integrated"}) {
        const json entry = run({"predict", "--run", "1", "--text", "one two three", "--explain", method})[0];
        const json& explanation = entry["explanation"];
        EXPECT_EQ(explanation["method"], method);
        EXPECT_EQ(explanation["label"], entry["label"]);
        ASSERT_EQ(explanation["values"].size(), entry["tokens"].size());
        EXPECT_EQ(entry["ids"].size(), entry["tokens"].size());
        EXPECT_EQ(explanation.contains("rank_correlation"), std::string(method) == "leave-one-out");
        EXPECT_EQ(explanation.contains("change"), std::string(method) == "integrated");
    }
    const json whole = run({"predict", "--run", "1", "--text", "one two", "--explain", "leave-one-out"})[0];
    const json without = run({"predict", "--run", "1", "--text", "two"})[0];
    const std::string label = whole["label"];
    EXPECT_NEAR(whole["explanation"]["values"][0].get<double>(),
                whole["probabilities"][label].get<double>() - without["probabilities"][label].get<double>(),
                1e-5);
    for (const char* name : {"alpha", "beta", "pool", "gradient"})
        EXPECT_TRUE(whole["explanation"]["rank_correlation"].contains(name)) << name;
}

TEST_F(Contract, PredictFromARunAndFromItsModelFileAgree) {
    const json fromRun =
        run({"predict", "--run", "1", "--text", "one two", "[three, four]", "", "--attention"});
    ASSERT_EQ(fromRun.size(), 3U);
    EXPECT_EQ(fromRun[1]["text"], "[three, four]");
    for (const auto& entry : fromRun) {
        double sum = 0, pool = 0;
        for (const auto& [label, probability] : entry["probabilities"].items())
            sum += probability.get<double>();
        EXPECT_NEAR(sum, 1, 1e-5);
        EXPECT_EQ(entry["logits"].size(), entry["probabilities"].size());
        EXPECT_TRUE(entry["probabilities"].contains(entry["label"].get<std::string>()));
        const auto& attention = entry["attention"];
        ASSERT_EQ(attention.size(), 5U) << "alpha and beta of two layers, and the pooling";
        EXPECT_EQ(attention[0]["layer"], 0);
        EXPECT_EQ(attention[0]["kind"], "alpha");
        EXPECT_EQ(attention[1]["kind"], "beta");
        EXPECT_EQ(attention[0]["values"].size(), entry["tokens"].size());
        EXPECT_EQ(attention[0]["values"][0].size(), 4U);
        EXPECT_EQ(attention[4]["kind"], "pool");
        for (const auto& weight : attention[4]["values"])
            pool += weight.get<double>();
        EXPECT_NEAR(pool, 1, 1e-5);
    }
    const json fromFile =
        run({"predict", "--model", model(), "--text", "one two", "[three, four]", "", "--attention"});
    EXPECT_EQ(fromRun, fromFile);
    EXPECT_FALSE(run({"predict", "--run", "1", "--text", "one"})[0].contains("attention"));
}

TEST_F(Contract, PredictReadsALineForEachText) {
    const std::string file = s_folder->file("texts.txt", "one two\r\nthree\n");
    const json document = run({"predict", "--run", "1", "--input", file});
    ASSERT_EQ(document.size(), 2U);
    EXPECT_EQ(document[0]["text"], "one two");
}

TEST_F(Contract, PredictReadsTheFirstLineWithoutItsByteOrderMark) {
    const std::string file = s_folder->file("marked.txt", "\xEF\xBB\xBFone two\n\xEF\xBB\xBFthree\n");
    const json document = run({"predict", "--run", "1", "--input", file});
    EXPECT_EQ(document[0]["text"], "one two");
    EXPECT_EQ(document[0]["tokens"], json::parse(R"(["one","two"])"));
    EXPECT_EQ(document[1]["text"], "\xEF\xBB\xBFthree") << "only at the start of a file is it a mark";
    const Outcome nothing = runLine({"predict", "--lab", *s_folder / "lab.db", "--run", "1", "--input",
                                     s_folder->file("mark.txt", "\xEF\xBB\xBF")});
    EXPECT_EQ(nothing.code, 1);
    EXPECT_THAT(nothing.err, testing::HasSubstr("it is empty"));
}

TEST_F(Contract, EvaluateOnTheTestPartGivesTheNumbersOfTheTraining) {
    for (const auto& source : {std::vector<std::string>{"--run", "1"}, {"--model", model()}}) {
        std::vector<std::string> line{"evaluate", "--data", "demo:needle"};
        line.insert(line.end(), source.begin(), source.end());
        const json document = run(line);
        EXPECT_EQ(document["split"], "test");
        for (const char* field : {"loss", "accuracy", "macro_f1", "examples", "confusion"})
            EXPECT_EQ(document[field], (*s_train)["test"][field]) << field;
        line.insert(line.end(), {"--split", "all"});
        EXPECT_EQ(run(line)["examples"], 400);
    }
}

TEST_F(Contract, EvaluateTakesAllOfADataSetThatWasNeverDivided) {
    const json other = run({"data", "demo:needle", "--limit", "50"});
    std::ofstream file(*s_folder / "other.csv");
    file << "text,label\n";
    for (int i = 0; i < 10; ++i)
        for (const auto& entry : other["classes"])
            file << "some words," << entry["label"].get<std::string>() << '\n';
    file.close();
    const json document = run({"evaluate", "--run", "1", "--data", *s_folder / "other.csv"});
    EXPECT_EQ(document["split"], "all");
    EXPECT_EQ(document["examples"], 10 * static_cast<int>(other["classes"].size()));
}

TEST_F(Contract, Check) {
    const std::string golden = test::goldens() + "/fastformer-query_value-across-product.safetensors";
    const json document = run({"check", golden});
    EXPECT_EQ(document["passed"], true);
    EXPECT_EQ(document["files"][0]["passed"], true);
    const auto& tensors = document["files"][0]["tensors"];
    EXPECT_GT(tensors.size(), 10U);
    EXPECT_LT(tensors[0]["relative"], 1e-4);
    EXPECT_EQ(run({"check", golden, "--tolerance", "1e-12"}, 1)["passed"], false);
}

TEST_F(Contract, RunsListAndShow) {
    const json list = run({"runs", "list"});
    const json& first = list.back();
    EXPECT_EQ(first["id"], 1);
    EXPECT_EQ(first["status"], "finished");
    EXPECT_EQ(first["encoder"], "fastformer");
    EXPECT_EQ(first["sharing"], "query_value");
    EXPECT_EQ(first["data"], "demo:needle");
    EXPECT_EQ(first["seed"], 1);
    EXPECT_EQ(first["steps"], 10);
    EXPECT_THAT(first["created"].get<std::string>(), testing::StartsWith("20"));
    EXPECT_TRUE(first["name"].is_string());
    EXPECT_TRUE(first["best"]["validation"]["accuracy"].is_number());
    EXPECT_EQ(first["last"]["test"]["accuracy"], (*s_train)["test"]["accuracy"]);
    const json shown = run({"runs", "show", "1"});
    EXPECT_EQ(shown["config"]["dim"], 32);
    EXPECT_EQ(shown["checkpoints"]["last"]["step"], 10);
    EXPECT_EQ(shown["evaluations"].size(), 3U);
    EXPECT_EQ(shown["peak_bytes"], (*s_train)["peak_bytes"]);
    EXPECT_GT(shown["peak_bytes"], shown["parameters"]["total"].get<std::int64_t>() * 16);
}

TEST_F(Contract, RunsShowNamesTheStepAtWhichABranchLeftItsParent) {
    const std::string path = *s_folder / "branch.db";
    ASSERT_EQ(runLine({"runs", "import", *s_folder / "lab.db", "--run", "1", "--lab", path}).code, 0);
    {
        LabFile lab(path);
        RunRepository runs(lab);
        NewRun branch{.name = "branch", .config = runs.load(1).config, .labels = {"a", "b"}};
        branch.parent = 1;
        branch.parentStep = 10;
        runs.create(branch);
    }
    const Outcome outcome = runLine({"runs", "list", "--lab", path, "--json"});
    const json list = json::parse(outcome.out);
    EXPECT_EQ(list[0]["parent"], 1);
    EXPECT_EQ(list[0]["parent_step"], 10);
    EXPECT_TRUE(list[1]["parent"].is_null());
    EXPECT_TRUE(list[1]["parent_step"].is_null());
}

TEST_F(Contract, KeptCheckpointsAreListedReadAndExported) {
    const json trained = run({"train", "--data", "demo:needle", "--limit", "200", "--dim", "8", "--heads",
                              "2", "--ffn", "8", "--layers", "1", "--epochs", "4", "--keep-every", "2"});
    const std::string id = std::to_string(trained["run"].get<std::int64_t>()), file = *s_folder / "kept.st";
    const std::int64_t half = trained["steps"].get<std::int64_t>() / 2;
    const json kept = run({"runs", "show", id})["checkpoints"]["kept"];
    ASSERT_EQ(kept.size(), 2U);
    EXPECT_EQ(kept[0]["step"], half);
    EXPECT_GT(kept[0]["bytes"], 0);
    const json early = run({"predict", "--run", id, "--step", std::to_string(half), "--text", "one two"});
    EXPECT_NE(early[0]["logits"], run({"predict", "--run", id, "--text", "one two"})[0]["logits"]);
    run({"runs", "export", id, "--model", file, "--step", std::to_string(half)});
    EXPECT_EQ(run({"predict", "--model", file, "--text", "one two"})[0]["logits"], early[0]["logits"]);
    EXPECT_EQ(
        runLine({"--lab", *s_folder / "lab.db", "predict", "--run", id, "--step", "1", "--text", "a"}).code,
        1);
    EXPECT_EQ(run({"runs", "delete", id})["deleted"].size(), 1U);
}

TEST_F(Contract, RunsExportWritesTheFileThatTrainExports) {
    const std::string again = *s_folder / "again.safetensors", csv = *s_folder / "m.csv",
                      numbers = *s_folder / "m.json";
    run({"runs", "export", "1", "--model", again, "--metrics", csv});
    EXPECT_TRUE(contentOf(again) == contentOf(model()));
    EXPECT_THAT(contentOf(csv), testing::StartsWith("step,split,name,value\n1,train,"));
    run({"runs", "export", "1", "--metrics", numbers});
    EXPECT_GT(json::parse(contentOf(numbers)).size(), 20U);
}

TEST_F(Contract, RunsReplayRepeatsEveryBit) {
    const json document = run({"runs", "replay", "1"});
    EXPECT_EQ(document["identical"], true);
    EXPECT_EQ(document["same_data"], true);
    EXPECT_EQ(document["weights"]["original"], document["weights"]["replay"]);
    EXPECT_EQ(document["metrics"]["different"], 0);
    EXPECT_GE(document["metrics"]["compared"], 50);
}

TEST_F(Contract, ARunThatWasContinuedBeyondItsEndIsReplayedAsOne) {
    const json trained =
        run({"train", "--data", "demo:needle", "--limit", "200", "--dim", "8", "--heads", "2", "--ffn", "8",
             "--steps", "2"}); // ends amid an epoch, and measures both parts there
    const std::string id = std::to_string(trained["run"].get<std::int64_t>());
    run({"runs", "continue", id, "--steps", "6"});
    const json replay = run({"runs", "replay", id});
    EXPECT_EQ(replay["steps"], 6);
    EXPECT_EQ(replay["identical"], true);
    EXPECT_EQ(replay["metrics"]["different"], 0);
}

TEST_F(Contract, RunsImportCopiesAndDeleteRemoves) {
    const std::string other = *s_folder / "other.db";
    const Outcome copied =
        runLine({"runs", "import", *s_folder / "lab.db", "--run", "1", "--lab", other, "--json"});
    ASSERT_EQ(copied.code, 0) << copied.err;
    EXPECT_EQ(json::parse(copied.out)["imported"], json::parse(R"([{"from":1,"run":1}])"));
    const Outcome read = runLine({"predict", "--run", "1", "--text", "one two", "--lab", other, "--json"});
    EXPECT_EQ(json::parse(read.out)[0]["logits"],
              run({"predict", "--run", "1", "--text", "one two"})[0]["logits"]);

    EXPECT_EQ(runLine({"runs", "delete", "1", "2", "--lab", other}).code, 1) << "run 2 does not exist";
    EXPECT_EQ(runLine({"runs", "show", "1", "--lab", other}).code, 0) << "none is removed after an error";
    EXPECT_EQ(runLine({"runs", "delete", "1", "--lab", other}).code, 0);
    EXPECT_EQ(runLine({"runs", "show", "1", "--lab", other}).code, 1);
}

TEST_F(Contract, ACommandSaysOnceWhatItWaitsFor) {
    const std::string path = *s_folder / "held.db";
    ASSERT_EQ(runLine({"runs", "import", *s_folder / "lab.db", "--run", "1", "--lab", path}).code, 0);
    std::atomic<bool> held = false;
    const std::jthread other([&] {
        LabFile lab(path);
        lab.transaction([&] {
            held = true;
            std::this_thread::sleep_for(std::chrono::milliseconds(2600));
        });
    });
    while (!held)
        std::this_thread::yield();
    const Outcome outcome = runLine({"runs", "rename", "1", "late", "--lab", path});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_EQ(outcome.errorLines(), 1) << outcome.err;
    EXPECT_THAT(outcome.err, testing::StartsWith("fastformer: waiting for "));
    EXPECT_THAT(outcome.err, testing::HasSubstr("held.db, which another program holds; gives up after 30 s"));
}

TEST_F(Contract, RunsAreNamedTaggedNotedTrashedAndRestored) {
    const std::string lab = *s_folder / "notes.db";
    ASSERT_EQ(runLine({"runs", "import", *s_folder / "lab.db", "--run", "1", "--lab", lab}).code, 0);
    const auto runs = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "runs");
        arguments.insert(arguments.end(), {"--lab", lab, "--json"});
        const Outcome outcome = runLine(arguments);
        EXPECT_EQ(outcome.code, 0) << outcome.err;
        return json::parse(outcome.out, nullptr, false);
    };
    EXPECT_EQ(runs({"rename", "1", "the good one"})["name"], "the good one");
    EXPECT_EQ(runs({"tag", "1", "baseline", "paper"})["tags"], json::parse(R"(["baseline","paper"])"));
    EXPECT_EQ(runs({"tag", "1", "--remove", "paper"})["tags"], json::parse(R"(["baseline"])"));
    EXPECT_EQ(runs({"note", "1", "why: it works"})["note"], "why: it works");
    EXPECT_EQ(runs({"list", "--tag", "baseline"}).size(), 1U);
    EXPECT_EQ(runs({"list", "--tag", "other"}).size(), 0U);
    EXPECT_EQ(runs({"list"})[0]["trashed"], nullptr);

    EXPECT_EQ(runs({"delete", "--trash", "1"})["trashed"], json::parse("[1]"));
    EXPECT_EQ(runs({"list"}).size(), 0U);
    EXPECT_EQ(runs({"list", "--trash"})[0]["name"], "the good one");
    EXPECT_EQ(runs({"restore", "1"})["restored"], json::parse("[1]"));
    EXPECT_EQ(runs({"list"}).size(), 1U);
    runs({"delete", "--trash", "1"});
    EXPECT_EQ(runs({"delete", "--empty-trash"})["deleted"], json::parse("[1]"));
    EXPECT_EQ(runs({"list", "--trash"}).size(), 0U);

    for (const std::vector<std::string>& bad : {std::vector<std::string>{"delete"},
                                                {"delete", "1", "--empty-trash"},
                                                {"rename", "1", " "},
                                                {"tag", "1"}}) {
        std::vector<std::string> line{"runs"};
        line.insert(line.end(), bad.begin(), bad.end());
        line.insert(line.end(), {"--lab", lab});
        EXPECT_EQ(runLine(line).code, 2) << bad[0];
    }
}

TEST_F(Contract, RunsContinueGoesFurther) {
    const std::string lab = *s_folder / "further.db";
    const std::vector<std::string> model{"train", "--data",  "demo:needle", "--limit", "200",    "--dim",
                                         "8",     "--heads", "2",           "--ffn",   "8",      "--layers",
                                         "1",     "--lab",   lab,           "--json",  "--quiet"};
    ASSERT_EQ(runLine(model).code, 0);
    const std::string file = *s_folder / "further.safetensors";
    const Outcome more = runLine(
        {"runs", "continue", "1", "--epochs", "3", "--export", file, "--lab", lab, "--json", "--quiet"});
    ASSERT_EQ(more.code, 0) << more.err;
    const json document = json::parse(more.out);
    EXPECT_EQ(document["epochs"], 3.0);
    EXPECT_EQ(document["history"].size(), 3U);
    for (const auto& [field, value] : s_train->items())
        EXPECT_TRUE(document.contains(field) || field == "figures") << field << " is a field of train";
    EXPECT_EQ(document["seed"], 1);
    EXPECT_EQ(document["lab"], lab);
    EXPECT_TRUE(document["split_column"].is_null());
    EXPECT_EQ(document["export"], file);
}

} // namespace
} // namespace lab::cli
