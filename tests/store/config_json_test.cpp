#include "core/store/config_json.h"

#include "core/base/error.h"
#include "core/store/safetensors.h"
#include "tests/store/temp_folder.h"
#include "tests/support/paths.h"

#include <nlohmann/json.hpp>

#include <limits>

namespace lab {
namespace {

using nlohmann::json;

/// No field has its default, so that a field which is not stored is seen.
RunConfig unusual() {
    RunConfig config;
    config.data = {"csv:größe.csv",
                   "csv:t.csv",
                   {"title", "2"},
                   "stars",
                   0.5,
                   0.2,
                   0.3,
                   18446744073709551615U,
                   77,
                   {Delimiter::Pipe, Encoding::Windows1252, HeaderLine::No},
                   "part"};
    config.text = {TokenizerKind::Whitespace, 5000, 3, "glove.txt", true};
    config.model = {.encoder = "longformer",
                    .sharing = Sharing::QueryValueLayer,
                    .scores = Scores::PerHead,
                    .interaction = Interaction::Concat,
                    .dim = 128,
                    .heads = 4,
                    .layers = 3,
                    .ffn = 512,
                    .maxLength = 1000,
                    .dropout = 0.3F,
                    .layerNormEps = 1e-5F,
                    .initRange = 0.05F,
                    .positions = false,
                    .layerNorm = false,
                    .feedForward = false,
                    .residual = false,
                    .embeddingDim = 300,
                    .hyperparameters = {{"window", 64}, {"rate", 0.125}}};
    config.train = {2.5,   1000, 32, 3e-4, 0.8, 0.95, 1e-6, 1.5, Schedule::Cosine, 100, 9007199254740993U,
                    false, 50};
    config.device = "cuda";
    config.precision = Precision::Bf16;
    return config;
}

TEST(ConfigJson, BringsEveryFieldBack) {
    const RunConfig config = unusual();
    EXPECT_EQ(runConfigFromJson(toJson(config), "x"), config);
    EXPECT_EQ(runConfigFromJson(toJson(RunConfig{}), "x"), RunConfig{});
}

TEST(ConfigJson, NamesTheLayoutOfASourceOnlyWhereAPersonChoseIt) {
    for (const char* key : {"delimiter", "encoding", "header"})
        EXPECT_FALSE(json::parse(toJson(RunConfig{})).contains(key)) << "older fingerprints would change";
    const json chosen = json::parse(toJson(unusual()));
    EXPECT_EQ(chosen.at("delimiter"), "pipe");
    EXPECT_EQ(chosen.at("encoding"), "windows-1252");
    EXPECT_EQ(chosen.at("header"), "no");
}

TEST(ConfigJson, NamesTheSplitColumnOnlyWhereThereIsOne) {
    EXPECT_FALSE(json::parse(toJson(RunConfig{})).contains("split_column"))
        << "older fingerprints would change";
    EXPECT_EQ(json::parse(toJson(unusual())).at("split_column"), "part");
    EXPECT_TRUE(runConfigFromJson(R"({"data":"csv:old.csv"})", "x").data.splitColumn.empty())
        << "an old run divides its rows as it did";
}

TEST(ConfigJson, StoresNoFieldAtItsDefaultInTheTestAbove) {
    const json whole = json::parse(toJson(unusual())), defaults = json::parse(toJson(RunConfig{}));
    ASSERT_EQ(whole.size(), defaults.size() + 4) << "a chosen layout's three keys and the split column";
    for (const auto& [key, value] : defaults.items())
        EXPECT_NE(whole.at(key), value) << key;
}

TEST(ConfigJson, NamesItsKeysLikeTheCommandLine) {
    const json whole = json::parse(toJson(RunConfig{}));
    for (const char* key :
         {"data",       "test",      "text",       "label",   "split",      "limit",   "tokenizer",
          "vocabulary", "min_count", "embeddings", "encoder", "sharing",    "scores",  "interaction",
          "dim",        "heads",     "layers",     "ffn",     "max_length", "dropout", "epochs",
          "steps",      "batch",     "lr",         "seed",    "shuffle",    "device"})
        EXPECT_TRUE(whole.contains(key)) << key;
    EXPECT_EQ(whole["sharing"], "query_value");
    EXPECT_NE(toJson(RunConfig{}).find("\"dropout\":0.2,"), std::string::npos) << "shortest form of a float";
}

TEST(ConfigJson, IgnoresUnknownKeysAndFillsMissingOnes) {
    RunConfig expected;
    expected.model.dim = 64;
    EXPECT_EQ(runConfigFromJson(R"({"dim":64,"from_the_future":{"a":[1]}})", "x"), expected);
    EXPECT_EQ(runConfigFromJson("{}", "x"), RunConfig{});
}

TEST(ConfigJson, NamesTheKeyOfAWrongType) {
    const auto message = [](const std::string& text) {
        return messageOf<DataError>([&] { runConfigFromJson(text, "m.safetensors"); });
    };
    EXPECT_EQ(message(R"({"dim":"big"})"),
              "m.safetensors: \"dim\" in the configuration must be a whole number");
    EXPECT_NE(message(R"({"dim":1.5})").find("\"dim\""), std::string::npos);
    EXPECT_NE(message(R"({"dim":3000000000})").find("within its range"), std::string::npos);
    EXPECT_NE(message(R"({"seed":-1})").find("\"seed\""), std::string::npos);
    EXPECT_NE(message(R"({"dropout":true})").find("\"dropout\" in the configuration must be a number"),
              std::string::npos);
    EXPECT_NE(message(R"({"dropout":1e300})").find("\"dropout\""), std::string::npos);
    EXPECT_NE(message(R"({"shuffle":1})").find("true or false"), std::string::npos);
    EXPECT_NE(message(R"({"data":7})").find("\"data\""), std::string::npos);
    EXPECT_NE(message(R"({"text":["a",2]})").find("\"text\""), std::string::npos);
    EXPECT_NE(message(R"({"split":[0.5,0.5]})").find("three numbers"), std::string::npos);
    EXPECT_NE(message(R"({"hyperparameters":{"window":"x"}})").find("hyperparameters.window"),
              std::string::npos);
    EXPECT_NE(message(R"({"sharing":"some"})").find("query_value_head"), std::string::npos);
    EXPECT_NE(message(R"({"sharing":3})").find("\"sharing\""), std::string::npos);
    for (const char* text : {"", "[]", "nonsense", "{\"dim\":"})
        EXPECT_NE(message(text).find("not a JSON object"), std::string::npos);
}

TEST(ConfigJson, RefusesWhatJsonCannotHold) {
    RunConfig config;
    config.train.learningRate = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(messageOf<ConfigError>([&] { toJson(config); }), "lr must be a finite number");
    config = {};
    config.data.spec = "csv:\xff";
    EXPECT_THROW(toJson(config), DataError);
}

TEST(ConfigJson, KeepsListsOfStrings) {
    const std::vector<std::string> words{"", "<unk>", "quote\"", "漢", std::string("a\0b", 3)};
    EXPECT_EQ(stringsFromJson(toJson(words), "x"), words);
    EXPECT_EQ(stringsFromJson("[]", "x"), std::vector<std::string>{});
    for (const char* text : {"", "{}", "[1]", "[\"a\",null]", "7"})
        EXPECT_EQ(messageOf<DataError>([&] { stringsFromJson(text, "the labels"); }),
                  "the labels must be a JSON list of strings");
}

TEST(ConfigJson, ReadsTheGoldens) {
    const auto golden = [](const std::string& name) {
        const std::string path = test::goldens() + "/" + name + ".safetensors";
        return modelConfigFromGolden(readSafetensors(path).metadata.at("config"), path);
    };
    const ModelConfig fast = golden("fastformer-none-per_head-product");
    EXPECT_EQ(fast.encoder, "fastformer");
    EXPECT_EQ(fast.sharing, Sharing::None);
    EXPECT_EQ(fast.scores, Scores::PerHead);
    EXPECT_EQ(fast.interaction, Interaction::Product);
    EXPECT_EQ(fast.dim, 32);
    EXPECT_EQ(fast.heads, 4);
    EXPECT_EQ(fast.ffn, 48);
    EXPECT_EQ(fast.layers, 2);
    EXPECT_EQ(fast.maxLength, 32);
    EXPECT_EQ(fast.dropout, 0.0F);
    EXPECT_EQ(fast.layerNormEps, 1e-12F);
    EXPECT_TRUE(fast.hyperparameters.empty());
    EXPECT_EQ(golden("longformer").hyperparameters,
              (std::map<std::string, double>{{"window", 4}, {"global_tokens", 2}}));
    EXPECT_TRUE(golden("trajectory").hyperparameters.empty());
    EXPECT_THROW(modelConfigFromGolden(R"({"d":"x"})", "g"), DataError);
}

} // namespace
} // namespace lab
