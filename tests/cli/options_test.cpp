#include "app/cli/flags.h"
#include "app/cli/options.h"
#include "core/base/error.h"

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

namespace lab::cli {
namespace {

RunConfig parsed(std::vector<std::string> arguments) {
    RunConfig config;
    CLI::App app;
    addDataOptions(app, config.data, "--data");
    addTextOptions(app, config.text);
    addPresetOptions(app, config);
    addModelOptions(app, config.model);
    addEncoderOptions(app, config.model);
    addTrainOptions(app, config.train);
    std::transform(arguments.begin(), arguments.end(), arguments.begin(), guarded);
    std::reverse(arguments.begin(), arguments.end());
    app.parse(arguments);
    return config;
}

TEST(Options, LeaveTheDefaultsAloneWhenNothingIsGiven) {
    EXPECT_EQ(parsed({}), RunConfig{});
}

TEST(Options, OverrideAPresetWhereverTheyStand) {
    const RunConfig config = parsed({"--heads", "8", "--preset", "paper-mind", "--lr", "0.01", "--encoder",
                                     "longformer", "--window", "4"});
    EXPECT_EQ(config.model.encoder, "longformer");
    EXPECT_EQ(config.model.maxLength, 2048);
    EXPECT_EQ(config.model.heads, 8);
    EXPECT_EQ(config.model.hyperparameters.at("window"), 4);
    EXPECT_EQ(config.model.hyperparameters.at("global_tokens"), 16);
    EXPECT_EQ(config.train.learningRate, 0.01);
    EXPECT_EQ(config.train.epochs, 3);
    EXPECT_THROW(parsed({"--preset", "nobody"}), ConfigError);
}

TEST(Options, ReachEveryFieldOfTheData) {
    DataConfig wanted;
    wanted.spec = "csv:a.csv";
    wanted.testSpec = "csv:b.csv";
    wanted.textColumns = {"title", "2"};
    wanted.labelColumn = "stars";
    wanted.trainShare = 0.7;
    wanted.validationShare = 0.2;
    wanted.testShare = 0.1;
    wanted.splitSeed = 9;
    wanted.limit = 100;
    wanted.splitColumn = "part";
    EXPECT_EQ(
        parsed({"--data", "csv:a.csv", "--test", "csv:b.csv", "--text", "title,2", "--label", "stars",
                "--split-column", "part", "--split", "0.7/0.2/0.1", "--split-seed", "9", "--limit", "100"})
            .data,
        wanted);
}

TEST(Options, NoneIsNoSplitColumn) {
    EXPECT_EQ(parsed({"--split-column", "none"}).data, DataConfig{});
}

TEST(Options, ReachTheLayoutOfTheData) {
    EXPECT_EQ(parsed({"--delimiter", "|", "--encoding", "latin-1", "--header", "no"}).data.layout,
              (SourceLayout{Delimiter::Pipe, Encoding::Windows1252, HeaderLine::No}));
    EXPECT_THROW(parsed({"--encoding", "ebcdic"}), ConfigError);
}

TEST(Options, ReachEveryFieldOfTheWords) {
    const TextConfig wanted{.tokenizer = TokenizerKind::Whitespace,
                            .vocabulary = 500,
                            .minCount = 3,
                            .embeddings = "glove.txt",
                            .freezeEmbeddings = true};
    EXPECT_EQ(parsed({"--tokenizer", "whitespace", "--vocabulary", "500", "--min-count", "3", "--embeddings",
                      "glove.txt", "--freeze-embeddings"})
                  .text,
              wanted);
}

TEST(Options, ReachEveryFieldOfTheModel) {
    ModelConfig wanted;
    wanted.encoder = "fastformer";
    wanted.sharing = Sharing::None;
    wanted.scores = Scores::PerHead;
    wanted.interaction = Interaction::Concat;
    wanted.dim = 32;
    wanted.heads = 4;
    wanted.layers = 3;
    wanted.ffn = 64;
    wanted.maxLength = 12;
    wanted.dropout = 0.5F;
    wanted.layerNormEps = 1e-5F;
    wanted.initRange = 0.1F;
    wanted.positions = wanted.layerNorm = wanted.feedForward = wanted.residual = false;
    wanted.embeddingDim = 50;
    EXPECT_EQ(parsed({"--encoder",
                      "fastformer",
                      "--sharing",
                      "none",
                      "--scores",
                      "per_head",
                      "--interaction",
                      "concat",
                      "--dim",
                      "32",
                      "--heads",
                      "4",
                      "--layers",
                      "3",
                      "--ffn",
                      "64",
                      "--max-length",
                      "12",
                      "--dropout",
                      "0.5",
                      "--layer-norm-eps",
                      "1e-5",
                      "--init-range",
                      "0.1",
                      "--no-positions",
                      "--no-layer-norm",
                      "--no-feed-forward",
                      "--no-residual",
                      "--embedding-dim",
                      "50"})
                  .model,
              wanted);
}

TEST(Options, ReachEveryFieldOfTheTraining) {
    TrainOptions wanted;
    wanted.steps = 10;
    wanted.batch = 8;
    wanted.learningRate = 0.01;
    wanted.beta1 = 0.8;
    wanted.beta2 = 0.9;
    wanted.adamEps = 1e-6;
    wanted.clipNorm = 1;
    wanted.schedule = Schedule::Cosine;
    wanted.warmupSteps = 5;
    wanted.shuffle = false;
    wanted.evaluateEvery = 7;
    EXPECT_EQ(parsed({"--steps",
                      "10",
                      "--batch",
                      "8",
                      "--lr",
                      "0.01",
                      "--beta1",
                      "0.8",
                      "--beta2",
                      "0.9",
                      "--adam-eps",
                      "1e-6",
                      "--clip-norm",
                      "1",
                      "--schedule",
                      "cosine",
                      "--warmup-steps",
                      "5",
                      "--no-shuffle",
                      "--evaluate-every",
                      "7"})
                  .train,
              wanted);
    EXPECT_EQ(parsed({"--epochs", "2.5"}).train.epochs, 2.5);
}

TEST(Options, TakeTheLastValueOfARepeatedOption) {
    EXPECT_EQ(parsed({"--dim", "8", "--dim", "16"}).model.dim, 16);
}

TEST(Flags, KeepTextsThatLookLikeListsWhole) {
    std::vector<std::string> texts;
    CLI::App app;
    Flags(app, "Texts").texts("--text", texts, "TEXT", "");
    std::vector<std::string> arguments{"--text", guarded("[good, bad]"), "a, b", "--text", guarded("[]"), ""};
    std::reverse(arguments.begin(), arguments.end());
    app.parse(arguments);
    EXPECT_EQ(texts, (std::vector<std::string>{"[good, bad]", "a, b", "[]", ""}));
}

TEST(Flags, KeepAValueBehindAnEqualsSignWhole) {
    for (const std::string argument :
         {"--text=[good, bad]", "--text=[]", "[a]", "--text=a=[b]", "plain", "--text"})
        EXPECT_EQ(restored(guarded(argument)), argument);
    std::vector<std::string> texts;
    CLI::App app;
    Flags(app, "Texts").texts("--text", texts, "TEXT", "");
    app.parse(std::vector<std::string>{guarded("--text=a=[b]"), guarded("--text=[good, bad]")});
    EXPECT_EQ(texts, (std::vector<std::string>{"[good, bad]", "a=[b]"}));
}

TEST(Flags, EnterANamedNumberOnlyWhenItIsGiven) {
    std::map<std::string, double> values;
    CLI::App app;
    Flags flags(app, "Encoders");
    flags.entry("--window", values, "window", true, "");
    flags.entry("--slope", values, "slope", false, "");
    app.parse("--window 64");
    EXPECT_EQ(values, (std::map<std::string, double>{{"window", 64}}));
    EXPECT_THROW(app.parse("--window 1.5"), ConfigError);
    app.parse("--slope 1.5");
    EXPECT_EQ(values.at("slope"), 1.5);
}

TEST(Flags, SayWhichNumbersTheyTake) {
    int value = 3;
    CLI::App app;
    Flags(app, "Numbers").number("-n,--number", value, Range::between(1, 5), "");
    try {
        app.parse("--number 6");
        FAIL() << "6 was taken";
    } catch (const ConfigError& error) {
        EXPECT_STREQ(error.what(), "--number takes a whole number from 1 to 5, not \"6\"");
    }
    EXPECT_EQ(value, 3);
}

} // namespace
} // namespace lab::cli
