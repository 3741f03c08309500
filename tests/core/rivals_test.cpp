// What holds for Fastformer holds for every encoder in its slot: no padding, no minimum length, no
// divisibility, and the same bits for any number of threads.
#include "core/base/error.h"
#include "core/encoders/model_check.h"
#include "core/train/trainer.h"
#include "tests/support/small_model.h"

#include <gtest/gtest.h>

#include <numeric>

namespace lab::testing {
namespace {

ModelConfig configOf(const std::string& encoder) {
    ModelConfig config = smallConfig();
    config.encoder = encoder;
    config.dropout = 0;
    return normalized(config);
}

std::vector<float> logits(TextClassifier& model, const EncodedSplit& split,
                          std::span<const std::int64_t> examples) {
    BatchBuilder builder(model.backend());
    const PackedBatch batch = pack(builder, split, examples);
    Tape tape(model.backend(), false);
    return downloaded(model.backend(), tape.value(model.forward({tape, batch}).logits));
}

class Rivals : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Encoders, Rivals,
                         ::testing::Values("transformer", "longformer", "bigbird", "linformer",
                                           "linear_transformer", "poolingformer"),
                         [](const auto& chosen) { return chosen.param; });

TEST_P(Rivals, ABatchEqualsItsSequencesOneByOneAtEveryAwkwardLength) {
    const auto backend = makeCpuBackend(2);
    const auto model = makeModel(*backend, configOf(GetParam()));
    // Around the window (8), the globals (8), blocks (4, seven of them are 28) and strides (4).
    const std::vector<std::int32_t> lengths{1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 27, 28, 29, 33, 64};
    const EncodedSplit split = randomSplit(lengths);
    std::vector<std::int64_t> all(lengths.size());
    std::iota(all.begin(), all.end(), 0);
    const auto together = logits(*model, split, all);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto alone = logits(*model, split, std::span(&all[i], 1));
        for (std::size_t c = 0; c < alone.size(); ++c)
            EXPECT_NEAR(together[i * alone.size() + c], alone[c], 2e-5) << "length " << lengths[i];
    }
}

TEST_P(Rivals, ThreadsDoNotChangeTheBitsOfTraining) {
    const auto trained = [&](int threads) {
        const auto backend = makeCpuBackend(threads);
        ModelConfig config = configOf(GetParam());
        config.dropout = 0.2F;
        config.dim = 48; // wide enough that work is shared out
        const auto model = makeModel(*backend, config);
        std::vector<std::int32_t> lengths(24, 50);
        lengths[3] = 1;
        const EncodedSplit split = randomSplit(lengths);
        TrainOptions options;
        options.batch = 12;
        options.steps = 3;
        Trainer trainer(*model, split, options);
        while (!trainer.finished())
            trainer.step();
        std::vector<float> values;
        for (const NamedTensor& tensor : model->parameters().exportValues())
            values.insert(values.end(), tensor.values.begin(), tensor.values.end());
        return values;
    };
    const auto one = trained(1);
    EXPECT_EQ(trained(2), one);
    EXPECT_EQ(trained(5), one);
}

TEST_P(Rivals, RefusesSharingThatItHasNoMapsFor) {
    ModelConfig config = smallConfig();
    config.encoder = GetParam();
    config.sharing = Sharing::QueryValueHead;
    EXPECT_THROW(requireValid(config), ConfigError);
    config.sharing = Sharing::QueryValueLayer;
    EXPECT_NO_THROW(requireValid(config));
    config.hyperparameters["no_such"] = 1;
    EXPECT_THROW(requireValid(config), ConfigError);
}

TEST(Linformer, NamesItsLengthLimit) {
    const auto backend = makeCpuBackend(1);
    ModelConfig config = configOf("linformer");
    config.maxLength = 8;
    config.positions = false;
    const auto model = makeModel(*backend, config);
    const EncodedSplit split = randomSplit({9});
    const std::int64_t only = 0;
    try {
        logits(*model, split, std::span(&only, 1));
        FAIL();
    } catch (const ConfigError& error) {
        EXPECT_NE(std::string(error.what()).find("at most 8 tokens"), std::string::npos) << error.what();
    }
}

} // namespace
} // namespace lab::testing
