// Dropout in a whole model: masks depend on the seed, the step and the place, and on nothing else.
#include "tests/support/small_model.h"

#include <gtest/gtest.h>

#include <set>
#include <utility>
#include <vector>

namespace lab::testing {
namespace {

/// The last layer's rows of one training pass.
std::vector<float> trainingPass(int threads, std::uint64_t seed, std::uint64_t step) {
    const auto backend = makeCpuBackend(threads);
    ModelConfig config = smallConfig();
    config.maxLength = 3000;
    config.dropout = 0.3F;
    const auto model = makeModel(*backend, config);
    BatchBuilder builder(*backend);
    const PackedBatch batch = pack(builder, randomSplit({3000, 7, 800}), std::vector<std::int64_t>{0, 1, 2});
    Tape tape(*backend);
    return downloaded(*backend, tape.value(model->forward({tape, batch, true, seed, step, nullptr}).hidden));
}

TEST(DropoutMasks, AreTheSameForAnyNumberOfThreads) {
    const std::vector<float> one = trainingPass(1, 7, 3);
    for (const int threads : {2, 3, 5})
        EXPECT_EQ(trainingPass(threads, 7, 3), one) << threads << " threads";
}

TEST(DropoutMasks, DifferFromStepToStepAndFromSeedToSeed) {
    const std::vector<float> one = trainingPass(2, 7, 3);
    EXPECT_NE(trainingPass(2, 7, 4), one);
    EXPECT_NE(trainingPass(2, 8, 3), one);
    EXPECT_EQ(trainingPass(2, 7, 3), one);
}

/// The mask of one place in a training pass. In this model every weight is 0, so the last rows are
/// dropout₀(word vector) + dropout₁(bias of the attention's output); one of the two is set to 1.
std::vector<float> maskAt(bool embedding, std::uint64_t step) {
    const auto backend = makeCpuBackend(1);
    ModelConfig config = smallConfig();
    config.layers = 1;
    config.positions = config.layerNorm = config.feedForward = false;
    config.dropout = 0.5F;
    TextClassifier model(*backend, config, kWords, kClasses);
    const ParamId ones = model.parameters().find(
        embedding ? "word_embedding.weight" : "fastformer_model.encoders.0.attention.output.dense.bias");
    model.parameters().upload(
        ones, std::vector<float>(static_cast<std::size_t>(model.parameters().value(ones).size()), 1.0F));
    BatchBuilder builder(*backend);
    const PackedBatch batch = pack(builder, randomSplit({40}), std::vector<std::int64_t>{0});
    Tape tape(*backend);
    return downloaded(*backend, tape.value(model.forward({tape, batch, true, 7, step, nullptr}).hidden));
}

TEST(DropoutMasks, NoTwoStepsOrPlacesShareOne) {
    std::set<std::vector<float>> masks;
    for (std::uint64_t step = 1; step <= 6; ++step)
        for (const bool embedding : {true, false}) {
            const std::vector<float> mask = maskAt(embedding, step);
            for (const float factor : mask)
                ASSERT_TRUE(factor == 0.0F || factor == 2.0F) << factor;
            EXPECT_TRUE(masks.insert(mask).second) << "step " << step << " repeats a mask";
        }
}

} // namespace
} // namespace lab::testing
