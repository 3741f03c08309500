#include "core/encoders/model_check.h"

#include "core/base/error.h"
#include "core/encoders/encoder.h"
#include "core/tasks/text_classifier.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>

namespace lab::testing {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

TEST(ModelCheck, TakesTheAuthorsQuickStart) {
    EXPECT_TRUE(modelProblems({}).empty());
    EXPECT_TRUE(trainingProblems({}).empty());
    EXPECT_NO_THROW(requireValid(ModelConfig{}));
}

TEST(ModelCheck, NamesEachFieldThatIsWrong) {
    const std::vector<std::pair<std::string, std::function<void(ModelConfig&)>>> cases{
        {"encoder", [](ModelConfig& c) { c.encoder = "nobody"; }},
        {"dim", [](ModelConfig& c) { c.dim = 0; }},
        {"dim", [](ModelConfig& c) { c.dim = 8192; }},
        {"heads", [](ModelConfig& c) { c.heads = 7; }},
        {"heads", [](ModelConfig& c) { c.heads = 0; }},
        {"heads", [](ModelConfig& c) { c.heads = -2; }},
        {"layers", [](ModelConfig& c) { c.layers = 0; }},
        {"ffn", [](ModelConfig& c) { c.ffn = 0; }},
        {"max_length", [](ModelConfig& c) { c.maxLength = 0; }},
        {"dropout", [](ModelConfig& c) { c.dropout = 1; }},
        {"dropout", [](ModelConfig& c) { c.dropout = static_cast<float>(kNaN); }},
        {"init_range", [](ModelConfig& c) { c.initRange = 0; }},
        {"layer_norm_eps", [](ModelConfig& c) { c.layerNormEps = static_cast<float>(kNaN); }},
        {"embedding_dim", [](ModelConfig& c) { c.embeddingDim = -1; }},
        {"window", [](ModelConfig& c) { c.hyperparameters["window"] = 3; }},
        {"interaction",
         [](ModelConfig& c) { c.sharing = Sharing::QueryValueHead, c.interaction = Interaction::Concat; }},
    };
    for (const auto& [field, spoil] : cases) {
        ModelConfig config;
        spoil(config);
        const auto problems = modelProblems(config);
        ASSERT_FALSE(problems.empty()) << field;
        EXPECT_EQ(problems.front().field, field) << problems.front().message;
        EXPECT_THROW(requireValid(config), ConfigError);
    }
}

TEST(ModelCheck, EveryTokenOfAPoolingformerSeesAnAverage) {
    ModelConfig config;
    config.encoder = "poolingformer";
    const auto problems = [&](double stride, double window) {
        config.hyperparameters = {{"stride", stride}, {"window_pooled", window}};
        return modelProblems(config);
    };
    EXPECT_TRUE(problems(65, 64).empty());
    EXPECT_TRUE(problems(1, 0).empty());
    ASSERT_EQ(problems(66, 64).size(), 1U);
    EXPECT_EQ(problems(66, 64).front().field, "stride");
    EXPECT_NE(problems(66, 64).front().message.find("up to 65"), std::string::npos);
    ASSERT_EQ(problems(0, 0).size(), 1U);            // out of its range: said once
    config.hyperparameters = {{"window_pooled", 2}}; // the stride is the default, 4
    EXPECT_EQ(modelProblems(config).size(), 1U);
    EXPECT_THROW(requireValid(config), ConfigError);
}

TEST(ModelCheck, NamesEachTrainingOptionThatIsWrong) {
    const std::vector<std::pair<std::string, std::function<void(TrainOptions&)>>> cases{
        {"epochs", [](TrainOptions& o) { o.epochs = -1, o.steps = 5; }},
        {"epochs", [](TrainOptions& o) { o.epochs = 0; }},
        {"steps", [](TrainOptions& o) { o.steps = -1; }},
        {"batch", [](TrainOptions& o) { o.batch = 0; }},
        {"lr", [](TrainOptions& o) { o.learningRate = kNaN; }},
        {"lr", [](TrainOptions& o) { o.learningRate = 0; }},
        {"beta1", [](TrainOptions& o) { o.beta1 = 1; }},
        {"beta2", [](TrainOptions& o) { o.beta2 = kNaN; }},
        {"adam_eps", [](TrainOptions& o) { o.adamEps = 0; }},
        {"clip_norm", [](TrainOptions& o) { o.clipNorm = -1; }},
        {"warmup_steps", [](TrainOptions& o) { o.warmupSteps = -1; }},
        {"evaluate_every", [](TrainOptions& o) { o.evaluateEvery = -1; }},
    };
    for (const auto& [field, spoil] : cases) {
        TrainOptions options;
        spoil(options);
        const auto problems = trainingProblems(options);
        ASSERT_FALSE(problems.empty()) << field;
        EXPECT_EQ(problems.front().field, field) << problems.front().message;
    }
}

TEST(ModelCheck, SpeaksTheFlagsOfTheCommandLine) {
    ModelConfig config;
    config.heads = 7;
    try {
        requireValid(config);
        ADD_FAILURE();
    } catch (const ConfigError& error) {
        const std::string message = error.what();
        EXPECT_EQ(message.find("--heads"), 0U) << message;
        EXPECT_NE(message.find("256"), std::string::npos) << message;
    }
    config = {};
    config.maxLength = 0;
    try {
        requireValid(config);
        ADD_FAILURE();
    } catch (const ConfigError& error) {
        EXPECT_EQ(std::string(error.what()).find("--max-length"), 0U) << error.what();
    }
}

TEST(ModelCheck, HeadWiseSharingImpliesScoresPerHead) {
    ModelConfig config;
    config.sharing = Sharing::QueryValueHead;
    EXPECT_EQ(normalized(config).scores, Scores::PerHead);
    config.sharing = Sharing::QueryValue;
    EXPECT_EQ(normalized(config).scores, Scores::Across);
}

TEST(ModelCheck, OnlyAdditiveAttentionHasScoresAndAnInteraction) {
    ModelConfig config;
    config.scores = Scores::PerHead;
    config.interaction = Interaction::Concat;
    EXPECT_EQ(normalized(config).scores, Scores::PerHead);
    EXPECT_EQ(normalized(config).interaction, Interaction::Concat);
    for (const EncoderSpec& spec : builtinEncoders().all())
        if (spec.id != "fastformer") {
            config.encoder = spec.id;
            EXPECT_EQ(normalized(config).scores, Scores::Across) << spec.id;
            EXPECT_EQ(normalized(config).interaction, Interaction::Product) << spec.id;
        }
}

TEST(ModelCheck, AClassifierNeedsWordsAndTwoClasses) {
    const auto backend = makeCpuBackend(1);
    EXPECT_THROW(TextClassifier(*backend, {}, 10, 1), std::invalid_argument);
    EXPECT_THROW(TextClassifier(*backend, {}, 0, 2), std::invalid_argument);
}

TEST(EncoderRegistry, KnowsTheBuiltInEncodersAndNoIdTwice) {
    EXPECT_EQ(builtinEncoders().find("fastformer").title, "Fastformer");
    try {
        static_cast<void>(builtinEncoders().find("nobody"));
        ADD_FAILURE();
    } catch (const ConfigError& error) {
        EXPECT_NE(std::string(error.what()).find("fastformer"), std::string::npos) << error.what();
    }
    EncoderRegistry registry;
    registry.add(builtinEncoders().find("fastformer"));
    EXPECT_THROW(registry.add(builtinEncoders().find("fastformer")), std::invalid_argument);
}

TEST(RunConfig, NamesOfEnumeratorsTravelBothWays) {
    for (const Sharing s :
         {Sharing::None, Sharing::QueryValue, Sharing::QueryValueHead, Sharing::QueryValueLayer})
        EXPECT_EQ(parseSharing(toString(s)), s);
    for (const Scores s : {Scores::Across, Scores::PerHead})
        EXPECT_EQ(parseScores(toString(s)), s);
    for (const Interaction i : {Interaction::Product, Interaction::Add, Interaction::Concat})
        EXPECT_EQ(parseInteraction(toString(i)), i);
    for (const Schedule s : {Schedule::Constant, Schedule::Linear, Schedule::Cosine})
        EXPECT_EQ(parseSchedule(toString(s)), s);
    for (const TokenizerKind t : {TokenizerKind::WordPunct, TokenizerKind::Whitespace})
        EXPECT_EQ(parseTokenizer(toString(t)), t);
    EXPECT_THROW(parseSharing("all"), ConfigError);
}

} // namespace
} // namespace lab::testing
