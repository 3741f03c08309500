#include "core/encoders/presets.h"

#include "core/base/error.h"
#include "core/encoders/encoder.h"
#include "core/encoders/model_check.h"

#include <gtest/gtest.h>

#include <set>

namespace lab::testing {
namespace {

TEST(Presets, CanBeTrainedWithEveryEncoder) {
    std::set<std::string> ids;
    for (const Preset& preset : builtinPresets()) {
        EXPECT_TRUE(ids.insert(preset.id).second) << preset.id;
        EXPECT_FALSE(preset.source.empty());
        EXPECT_NO_THROW(requireValid(preset.train)) << preset.id;
        for (const EncoderSpec& spec : builtinEncoders().all()) {
            const ModelConfig model = modelOf(preset, spec.id);
            EXPECT_TRUE(modelProblems(model).empty()) << preset.id << " " << spec.id;
            EXPECT_EQ(normalized(model).sharing, model.sharing) << "no mode that the encoder has to replace";
        }
    }
}

TEST(Presets, HoldThePapersTable) {
    const ModelConfig imdb = modelOf(findPreset("paper-imdb"), "longformer");
    EXPECT_EQ(imdb.maxLength, 1024);
    EXPECT_EQ(imdb.hyperparameters.at("window"), 8);
    EXPECT_EQ(imdb.hyperparameters.at("global_tokens"), 8);
    EXPECT_EQ(modelOf(findPreset("paper-imdb"), "transformer").maxLength, 512);
    const Preset& mind = findPreset("paper-mind");
    EXPECT_EQ(modelOf(mind, "fastformer").maxLength, 2048);
    EXPECT_EQ(modelOf(mind, "fastformer").sharing, Sharing::QueryValueLayer);
    EXPECT_EQ(modelOf(mind, "fastformer").scores, Scores::PerHead);
    EXPECT_EQ(modelOf(mind, "bigbird").sharing, Sharing::None);
    EXPECT_EQ(modelOf(mind, "bigbird").hyperparameters.at("block"), 8);
    EXPECT_EQ(modelOf(mind, "linformer").hyperparameters.at("rank"), 16);
    EXPECT_EQ(modelOf(mind, "poolingformer").hyperparameters.at("window_pooled"), 256);
    EXPECT_EQ(mind.train.epochs, 3);
    EXPECT_EQ(findPreset("paper-amazon").model.maxLength, 512);
}

TEST(Presets, TheQuickStartIsTheDefaultForTwoEpochs) {
    RunConfig config;
    config.train.seed = 9;
    config.data.spec = "mine.csv";
    apply(findPreset("quick-start"), config);
    RunConfig wanted;
    wanted.train.seed = 9;
    wanted.data.spec = "mine.csv";
    wanted.train.epochs = 2;
    EXPECT_EQ(config, wanted);
}

TEST(Presets, AnUnknownOneIsAnErrorThatListsThem) {
    try {
        (void)findPreset("nobody");
        FAIL();
    } catch (const ConfigError& error) {
        EXPECT_NE(std::string(error.what()).find("paper-mind"), std::string::npos) << error.what();
    }
}

} // namespace
} // namespace lab::testing
