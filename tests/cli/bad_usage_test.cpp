#include "tests/cli/run_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

namespace lab::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

/// A wrong command line and what its one sentence must mention.
struct BadLine {
    const char* name;
    std::vector<std::string> arguments;
    int code;
    std::vector<const char*> mentions;
};

void PrintTo(const BadLine& line, std::ostream* out) {
    *out << line.name;
}

class BadUsage : public testing::TestWithParam<BadLine> {
protected:
    void SetUp() override {
        setenv("FASTFORMER_GPU_MODULE", "/no/such/module.so", 1); // the same sentence on every machine
        m_lab =
            (std::filesystem::temp_directory_path() / ("bad-usage-" + std::string(GetParam().name) + ".db"))
                .string();
        std::filesystem::remove(m_lab);
    }
    void TearDown() override { std::filesystem::remove(m_lab); }

    std::string m_lab;
};

TEST_P(BadUsage, IsRefusedInOneSentenceAndLeavesNothingBehind) {
    auto arguments = GetParam().arguments;
    if (!arguments.empty())
        arguments.insert(arguments.begin() + 1, {"--lab", m_lab});
    const Outcome outcome = runLine(arguments);
    EXPECT_EQ(outcome.code, GetParam().code) << outcome.err;
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(outcome.errorLines(), 1) << outcome.err;
    EXPECT_THAT(outcome.err, StartsWith("fastformer: "));
    for (const char* mention : GetParam().mentions)
        EXPECT_THAT(outcome.err, HasSubstr(mention));
    EXPECT_FALSE(std::filesystem::exists(m_lab));
}

const BadLine kBadLines[] = {
    {"nothing", {}, 2, {"needs a command", "train", "runs"}},
    {"unknown_command", {"trian"}, 2, {"unknown command \"trian\"", "train"}},
    {"group_without_command", {"runs"}, 2, {"fastformer runs needs a command", "list"}},
    {"unknown_run_command", {"runs", "lst"}, 2, {"unknown command \"lst\"", "list"}},
    {"unknown_option", {"train", "--learning-rat", "1"}, 2, {"unknown option --learning-rat"}},
    {"near_option", {"train", "--epoch", "1"}, 2, {"did you mean --epochs?"}},
    {"no_shared_query",
     {"train", "--encoder", "bigbird", "--sharing", "query_value"},
     2,
     {"--sharing query_value", "BigBird", "query_value_layer"}},
    {"no_shared_heads",
     {"train", "--encoder", "linformer", "--sharing", "query_value_head"},
     2,
     {"--sharing", "Linformer", "heads"}},
    {"scores_of_a_rival",
     {"train", "--encoder", "transformer", "--scores", "per_head"},
     2,
     {"--scores per_head", "Transformer", "leave --scores out"}},
    {"interaction_of_a_rival",
     {"train", "--encoder", "linformer", "--interaction", "concat"},
     2,
     {"--interaction concat", "Linformer", "leave --interaction out"}},
    {"unknown_preset", {"train", "--preset", "papr"}, 2, {"papr", "paper-mind"}},
    {"one_too_many", {"data", "demo:needle", "more"}, 2, {"\"more\""}},
    {"two_commands", {"train", "runs", "list"}, 2, {"\"runs\"", "one argument too many"}},
    {"word_for_a_number", {"runs", "delete", "1", "list"}, 2, {"ids takes a whole number", "\"list\""}},
    {"word_for_a_file", {"check", "train"}, 1, {"train"}},
    {"missing_value", {"train", "--dim"}, 2, {"--dim needs a value"}},
    {"flag_with_a_value", {"train", "--json=3"}, 2, {"--json takes no value"}},
    {"epochs_beyond_counting", {"train", "--epochs", "1e300"}, 2, {"--epochs", "1000000000"}},
    {"figure_in_another_format",
     {"predict", "--run", "1", "--text", "a", "--figure", "a.png"},
     2,
     {"--figure writes FILE.svg", "a.png"}},
    {"lr_nan", {"train", "--lr", "nan"}, 2, {"--lr takes a number above 0", "nan"}},
    {"lr_infinite", {"train", "--lr", "inf"}, 2, {"--lr"}},
    {"lr_negative", {"train", "--lr", "-0.1"}, 2, {"--lr", "-0.1"}},
    {"lr_zero", {"train", "--lr", "0"}, 2, {"--lr"}},
    {"lr_word", {"train", "--lr", "fast"}, 2, {"--lr", "fast"}},
    {"lr_with_rest", {"train", "--lr", "0.1x"}, 2, {"--lr", "0.1x"}},
    {"dropout_one", {"train", "--dropout", "1"}, 2, {"--dropout takes a number from 0 to below 1"}},
    {"batch_zero", {"train", "--batch", "0"}, 2, {"--batch takes a whole number from 1"}},
    {"batch_fraction", {"train", "--batch", "1.5"}, 2, {"--batch", "whole number"}},
    {"batch_huge", {"train", "--batch", "99999999999999999999"}, 2, {"--batch"}},
    {"seed_negative", {"train", "--seed", "-1"}, 2, {"--seed", "-1"}},
    {"threads_negative", {"train", "--threads", "-1"}, 2, {"--threads"}},
    {"epochs_and_steps", {"train", "--epochs", "1", "--steps", "5"}, 2, {"--steps", "--epochs", "exclude"}},
    {"split_sum", {"train", "--split", "0.5/0.1/0.1"}, 2, {"--split", "sum to 1", "0.5/0.1/0.1"}},
    {"split_form", {"train", "--split", "0.8,0.1,0.1"}, 2, {"--split"}},
    {"split_negative", {"train", "--split", "1.1/-0.1/0"}, 2, {"--split"}},
    {"split_nan", {"train", "--split", "nan/0/1"}, 2, {"--split"}},
    {"sharing", {"train", "--sharing", "all"}, 2, {"all", "query_value_head"}},
    {"scores", {"train", "--scores", "x"}, 2, {"per_head"}},
    {"interaction", {"train", "--interaction", "mul"}, 2, {"concat"}},
    {"schedule", {"train", "--schedule", "step"}, 2, {"cosine"}},
    {"tokenizer", {"train", "--tokenizer", "bpe"}, 2, {"wordpunct", "whitespace"}},
    {"encoder", {"train", "--encoder", "bert"}, 2, {"bert", "fastformer"}},
    {"heads",
     {"train", "--data", "demo:needle", "--dim", "256", "--heads", "7"},
     2,
     {"7 heads", "256", "--dim"}},
    {"empty_column", {"train", "--text", "a,,b"}, 2, {"--text"}},
    {"device", {"train", "--device", "gpu"}, 2, {"auto, cpu or cuda"}},
    {"cuda", {"train", "--device", "cuda"}, 1, {"no GPU to compute on: ", "--device cpu"}},
    {"repeats_export",
     {"train", "--repeats", "2", "--export", "m.safetensors"},
     2,
     {"--export", "--repeats"}},
    {"no_model", {"predict", "--text", "a"}, 2, {"--run ID", "--model FILE"}},
    {"two_models", {"predict", "--run", "1", "--model", "m", "--text", "a"}, 2, {"--run", "--model"}},
    {"step_of_a_model_file",
     {"predict", "--model", "m.st", "--step", "3", "--text", "a"},
     2,
     {"--step", "--run ID", "--model"}},
    {"best_of_a_model_file",
     {"evaluate", "--model", "m.st", "--best", "--data", "demo:needle"},
     2,
     {"--best", "--run ID", "--model"}},
    {"stored_test_set",
     {"train", "--data", "demo:needle", "--test", "lab:1"},
     2,
     {"--test lab:1", "stored data set", "file"}},
    {"precision_of_a_stored_run",
     {"runs", "continue", "1", "--precision", "bf16"},
     2,
     {"--precision", "keeps", "leave it out"}},
    {"device_of_a_replay",
     {"runs", "replay", "1", "--device", "cpu"},
     2,
     {"--device", "as it was trained", "leave it out"}},
    {"precision_of_a_replay",
     {"runs", "replay", "1", "--precision", "tf32"},
     2,
     {"--precision", "as it was trained", "leave it out"}},
    {"no_such_explanation",
     {"predict", "--run", "1", "--text", "a", "--explain", "magic"},
     2,
     {"--explain", "leave-one-out", "magic"}},
    {"no_text", {"predict", "--run", "1"}, 2, {"--text", "--input"}},
    {"no_data", {"evaluate", "--run", "1"}, 2, {"--data"}},
    {"evaluate_split",
     {"evaluate", "--run", "1", "--data", "demo:needle", "--split", "dev"},
     2,
     {"validation", "dev"}},
    {"no_files", {"check", "--tolerance", "1"}, 2, {"fastformer check needs files: golden files"}},
    {"no_run",
     {"runs", "show"},
     2,
     {"fastformer runs show needs id: the run, by its number in fastformer runs list"}},
    {"weights_of_no_model",
     {"runs", "export", "1", "--best", "--metrics", "m.csv"},
     2,
     {"--best", "--step", "--model FILE"}},
    {"tolerance", {"check", "f", "--tolerance", "nan"}, 2, {"--tolerance"}},
    {"no_spec", {"data", "--seed", "1"}, 2, {"spec"}},
    {"unknown_demo", {"data", "demo:nothing"}, 2, {"nothing", "needle"}},
    {"run_id", {"runs", "show", "one"}, 2, {"id", "one"}},
    {"no_lab", {"runs", "show", "1"}, 1, {"no lab file"}},
    {"no_run_lab", {"runs", "delete", "1"}, 1, {"no lab file"}},
};

INSTANTIATE_TEST_SUITE_P(Lines, BadUsage, testing::ValuesIn(kBadLines),
                         [](const auto& line) { return line.param.name; });

TEST(Help, NamesEveryCommandAndEveryOptionWithItsDefault) {
    const Outcome root = runLine({"--help"});
    EXPECT_EQ(root.code, 0);
    for (const char* command : {"data", "train", "predict", "evaluate", "check", "runs"})
        EXPECT_THAT(root.out, HasSubstr(command));
    const Outcome train = runLine({"train", "--help"});
    EXPECT_EQ(train.code, 0);
    EXPECT_EQ(train.err, "");
    for (const char* option : {"--data SPEC", "--sharing NAME", "[query_value]", "--dim N", "[256]",
                               "--heads N", "[16]", "[0.2]", "[0.001]", "[64]", "--json", "--no-positions"})
        EXPECT_THAT(train.out, HasSubstr(option));
}

TEST(Version, IsPrinted) {
    const Outcome outcome = runLine({"--version"});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_EQ(outcome.out, "fastformer " LAB_VERSION "\n");
}

} // namespace
} // namespace lab::cli
