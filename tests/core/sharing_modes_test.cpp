// Which sharing modes an encoder offers, what they tie, and that the others are refused with the reason.
#include "core/base/error.h"
#include "core/encoders/model_check.h"
#include "core/train/trainer.h"
#include "tests/support/small_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace lab::testing {
namespace {

constexpr std::array kModes{Sharing::None, Sharing::QueryValue, Sharing::QueryValueHead,
                            Sharing::QueryValueLayer};

ModelConfig configOf(const std::string& encoder, Sharing sharing, int layers = 2) {
    ModelConfig config = smallConfig();
    config.encoder = encoder;
    config.sharing = sharing;
    config.layers = layers;
    return normalized(config);
}

std::int64_t attentionCount(const ModelConfig& config) {
    ParameterStore store;
    declareTextClassifier(store, config, kWords, kClasses);
    return store.count(ParameterGroup::Attention);
}

TEST(SharingModes, WhatIsOfferedTrains) {
    const auto backend = makeCpuBackend(2);
    const EncodedSplit split = randomSplit({9, 1, 30, 17});
    for (const EncoderSpec& spec : builtinEncoders().all())
        for (const Sharing sharing : spec.sharings) {
            SCOPED_TRACE(spec.id + " " + toString(sharing));
            const ModelConfig config = configOf(spec.id, sharing);
            EXPECT_EQ(config.sharing, sharing) << "what is offered is not replaced";
            EXPECT_TRUE(modelProblems(config).empty());
            const auto model = makeModel(*backend, config);
            TrainOptions options;
            options.batch = 4;
            options.steps = 2;
            Trainer trainer(*model, split, options);
            while (!trainer.finished())
                EXPECT_TRUE(std::isfinite(trainer.step().loss));
        }
}

TEST(SharingModes, WhatIsNotOfferedIsRefusedWithTheReason) {
    for (const EncoderSpec& spec : builtinEncoders().all())
        for (const Sharing sharing : kModes) {
            if (std::count(spec.sharings.begin(), spec.sharings.end(), sharing) > 0)
                continue;
            SCOPED_TRACE(spec.id + " " + toString(sharing));
            ModelConfig config = smallConfig();
            config.encoder = spec.id;
            config.sharing = sharing;
            if (sharing == Sharing::QueryValue) { // the default of every configuration: it means none here
                EXPECT_EQ(normalized(config).sharing, Sharing::None);
                continue;
            }
            const auto problems = modelProblems(config);
            ASSERT_EQ(problems.size(), 1U);
            EXPECT_EQ(problems[0].field, "sharing");
            EXPECT_NE(problems[0].message.find(spec.title), std::string::npos) << problems[0].message;
            EXPECT_NE(problems[0].message.find("query_value_layer"), std::string::npos)
                << "what to choose instead";
            EXPECT_THROW(requireValid(config), ConfigError);
        }
}

TEST(SharingModes, LayersAreTiedForEveryEncoder) {
    for (const EncoderSpec& spec : builtinEncoders().all()) {
        SCOPED_TRACE(spec.id);
        ASSERT_EQ(std::count(spec.sharings.begin(), spec.sharings.end(), Sharing::QueryValueLayer), 1);
        const Sharing untied = spec.sharings.front();
        EXPECT_EQ(attentionCount(configOf(spec.id, untied, 2)),
                  2 * attentionCount(configOf(spec.id, untied, 1)));
        EXPECT_EQ(attentionCount(configOf(spec.id, Sharing::QueryValueLayer, 3)),
                  attentionCount(configOf(spec.id, Sharing::QueryValueLayer, 1)));
    }
}

} // namespace
} // namespace lab::testing
