// Whole models on the GPU's kernels against the processor's: values, gradients, training; and what a step
// promises.
#include "core/backend/devices.h"
#include "core/base/error.h"
#include "core/encoders/model_check.h"
#include "core/train/trainer.h"
#include "tests/support/backends.h"
#include "tests/support/small_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <utility>

namespace lab::testing {
namespace {

/// A model's logits and gradients on one batch, with dropout on.
struct Pass {
    std::vector<float> logits;
    std::vector<NamedTensor> gradients;
};
Pass passOn(Backend& backend, const ModelConfig& config, const EncodedSplit& split) {
    const auto model = makeModel(backend, config);
    BatchBuilder builder(backend);
    Tape tape(backend);
    std::vector<std::int64_t> all(static_cast<std::size_t>(split.size()));
    std::iota(all.begin(), all.end(), 0);
    const PackedBatch batch = pack(builder, split, all);
    const auto output = model->forward({tape, batch, true, 3, 4, nullptr});
    tape.backward(ops::crossEntropy(tape, output.logits, batch.labels).loss);
    return {downloaded(backend, tape.value(output.logits)), model->parameters().exportGradients()};
}

::testing::AssertionResult close(const std::vector<float>& a, const std::vector<float>& b, double relative) {
    double largest = 0, worst = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        largest = std::max(largest, std::abs(static_cast<double>(b[i])));
        const double difference = std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i]));
        worst = std::isnan(difference) ? INFINITY : std::max(worst, difference);
    }
    if (a.size() == b.size() && worst <= relative * largest + 1e-6)
        return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << "differ by " << worst << ", largest value " << largest;
}

void expectSamePass(const ModelConfig& config) {
    const EncodedSplit split = randomSplit({5, 1, 40, 0, 2, 64, 17});
    const auto gpu = makeTestBackend(1), cpu = makeCpuBackend(1);
    const Pass ours = passOn(*gpu, config, split), theirs = passOn(*cpu, config, split);
    EXPECT_TRUE(close(ours.logits, theirs.logits, 1e-4)) << "logits";
    ASSERT_EQ(ours.gradients.size(), theirs.gradients.size());
    for (std::size_t i = 0; i < ours.gradients.size(); ++i)
        EXPECT_TRUE(close(ours.gradients[i].values, theirs.gradients[i].values, 1e-4))
            << ours.gradients[i].name;
}

class FastformerOnTheGpu : public ::testing::TestWithParam<Variant> {};
INSTANTIATE_TEST_SUITE_P(Variants, FastformerOnTheGpu, ::testing::ValuesIn(variants()),
                         [](const auto& chosen) { return chosen.param.name(); });

TEST_P(FastformerOnTheGpu, GivesTheLogitsAndGradientsOfTheProcessor) {
    ModelConfig config = smallConfig();
    config.sharing = GetParam().sharing;
    config.scores = GetParam().scores;
    config.interaction = GetParam().interaction;
    expectSamePass(config);
}

class RivalsOnTheGpu : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Encoders, RivalsOnTheGpu,
                         ::testing::Values("transformer", "longformer", "bigbird", "linformer",
                                           "linear_transformer", "poolingformer"),
                         [](const auto& chosen) { return chosen.param; });

TEST_P(RivalsOnTheGpu, GiveTheLogitsAndGradientsOfTheProcessor) {
    ModelConfig config = smallConfig();
    config.encoder = GetParam();
    expectSamePass(normalized(config));
}

/// Heads of several widths over 32, which the tiles of the attention take in other ways.
TEST_P(RivalsOnTheGpu, WithWideHeadsGiveTheLogitsAndGradientsOfTheProcessor) {
    for (const auto& [dim, heads] : {std::pair{80, 2}, {80, 1}, {160, 1}}) {
        SCOPED_TRACE(fmt::format("{} columns, {} heads", dim, heads));
        ModelConfig config = smallConfig();
        config.encoder = GetParam();
        config.dim = dim;
        config.heads = heads;
        config.layers = 1;
        config.initRange = 0.1F;
        expectSamePass(normalized(config));
    }
}

ModelConfig trainedConfig() {
    ModelConfig config;
    config.dim = config.ffn = 32;
    config.heads = 4;
    config.maxLength = 80;
    return config;
}

TrainOptions optionsFor(std::int64_t steps) {
    TrainOptions options;
    options.steps = steps;
    options.batch = 4;
    options.seed = 3;
    options.clipNorm = 0.5;
    return options;
}

struct Trained {
    std::vector<double> losses;
    std::vector<std::vector<float>> state;
};
Trained trainOn(Backend& backend, std::int64_t steps) {
    const auto model = makeModel(backend, trainedConfig(), 3);
    const EncodedSplit split = randomSplit({70, 3, 60, 1, 15, 34, 79, 2, 15, 13});
    Trainer trainer(*model, split, optionsFor(steps));
    Trained result;
    while (!trainer.finished())
        result.losses.push_back(trainer.step().loss);
    result.state = stateOf(*model);
    return result;
}

TEST(TrainingOnTheGpu, FollowsTheProcessorForFiftySteps) {
    const auto gpu = makeTestBackend(1), cpu = makeCpuBackend(1);
    const Trained ours = trainOn(*gpu, 50), theirs = trainOn(*cpu, 50);
    for (std::size_t step = 0; step < ours.losses.size(); ++step)
        EXPECT_NEAR(ours.losses[step], theirs.losses[step], 1e-4 * theirs.losses[step])
            << "step " << step + 1;
    EXPECT_LT(ours.losses.back(), ours.losses.front());
}

TEST(TrainingOnTheGpu, RepeatsToTheLastBit) {
    for (const BackendChoice& choice :
         allBackends()) { // on the emulated one also with threads and blocks reversed
        const auto first = choice.make();
        const Trained once = trainOn(*first, 6);
        const auto second = allBackends().front().make();
        EXPECT_EQ(trainOn(*second, 6).state, once.state) << choice.name;
    }
}

} // namespace
} // namespace lab::testing
