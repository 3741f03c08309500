#include "core/train/precision_error.h"

#include "tests/support/small_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace lab::testing {
namespace {

/// A model whose results differ from smallConfig()'s though its weights are the same.
ModelConfig inexactConfig() {
    ModelConfig config = smallConfig();
    config.layerNormEps = 0.01F;
    return config;
}

struct Pass {
    std::vector<float> logits, gradients;
    float loss;
};

Pass passOf(TextClassifier& model, const EncodedSplit& split) {
    Backend& backend = model.backend();
    BatchBuilder builder(backend);
    std::vector<std::int64_t> all(static_cast<std::size_t>(split.size()));
    std::iota(all.begin(), all.end(), 0);
    const PackedBatch batch = pack(builder, split, all);
    Tape tape(backend);
    const Var logits = model.forward({tape, batch}).logits;
    const Var loss = ops::crossEntropy(tape, logits, batch.labels).loss;
    tape.backward(loss);
    return {downloaded(backend, tape.value(logits)), downloaded(backend, model.parameters().gradients()),
            downloaded(backend, tape.value(loss)).front()};
}

double distance(const std::vector<float>& a, const std::vector<float>& b) {
    double between = 0, length = 0;
    for (std::size_t i = 0; i < b.size(); ++i) {
        between += (double{a[i]} - double{b[i]}) * (double{a[i]} - double{b[i]});
        length += double{b[i]} * double{b[i]};
    }
    return std::sqrt(between) / std::sqrt(length);
}

bool zero(const TextClassifier& model) {
    const auto gradients = downloaded(model.backend(), model.parameters().gradients());
    return std::all_of(gradients.begin(), gradients.end(), [](float x) { return x == 0; });
}

TEST(PrecisionErrorTest, IsTheDistanceOfBothModelsResults) {
    const auto backend = makeCpuBackend(1);
    const EncodedSplit split = randomSplit({5, 1, 40, 2, 17});
    const auto model = makeModel(*backend, inexactConfig(), 5), exact = makeModel(*backend, smallConfig(), 6);
    const auto state = stateOf(*model);
    const PrecisionError error = precisionError(*model, *exact, split);
    EXPECT_EQ(stateOf(*model), state) << "weights or moments have changed";
    EXPECT_TRUE(zero(*model) && zero(*exact)) << "a gradient was left behind";

    const Pass ours = passOf(*model, split), theirs = passOf(*makeModel(*backend, smallConfig(), 5), split);
    EXPECT_EQ(error.texts, 5);
    EXPECT_GT(error.logits, 1e-4) << "the models are too alike to tell anything";
    EXPECT_NEAR(error.logits, distance(ours.logits, theirs.logits), 1e-12);
    EXPECT_NEAR(error.gradients, distance(ours.gradients, theirs.gradients), 1e-12);
    EXPECT_EQ(error.loss, std::abs(double{ours.loss} - double{theirs.loss}));
}

TEST(PrecisionErrorTest, IsZeroForEqualModels) {
    const auto backend = makeCpuBackend(1);
    const auto model = makeModel(*backend, smallConfig(), 5), exact = makeModel(*backend, smallConfig(), 6);
    EXPECT_EQ(precisionError(*model, *exact, randomSplit({3, 0, 8})), (PrecisionError{3, 0, 0, 0}));
}

TEST(PrecisionErrorTest, ReadsSomeTextsOfMany) {
    const auto backend = makeCpuBackend(1);
    ModelConfig config = smallConfig();
    config.maxLength = 5000;
    const auto model = makeModel(*backend, config), exact = makeModel(*backend, config);
    EXPECT_EQ(precisionError(*model, *exact, randomSplit(std::vector<std::int32_t>(50, 4))).texts, 32);
    EXPECT_EQ(precisionError(*model, *exact, randomSplit({5000, 2})).texts, 1) << "a long text alone is read";
    EXPECT_THROW(precisionError(*model, *exact, {}), std::invalid_argument);
}

} // namespace
} // namespace lab::testing
