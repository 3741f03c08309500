#include "workbench/memory_estimate.h"

#include "core/backend/dry_backend.h"
#include "core/base/error.h"
#include "core/encoders/encoder.h"
#include "core/encoders/model_check.h"
#include "core/tasks/text_classifier.h"

#include <gtest/gtest.h>

namespace lab {
namespace {

constexpr std::int64_t kWords = 50, kClasses = 3;

RunConfig small(const std::string& encoder) {
    RunConfig config;
    config.model.encoder = encoder;
    config.model.dim = 32;
    config.model.heads = 4;
    config.model.ffn = 48;
    config.model.maxLength = 64;
    config.train.batch = 5;
    return config;
}

/// Bytes that a real step on the processor holds for its pass, texts of \p lengths tokens.
std::int64_t realActivations(const RunConfig& config, const std::vector<int>& lengths) {
    const auto backend = makeCpuBackend(1);
    TextClassifier model(*backend, normalized(config.model), kWords, kClasses);
    model.parameters().initialise(1, 0.02);
    BatchBuilder builder(*backend);
    builder.begin();
    for (const int length : lengths)
        builder.add(std::vector<std::int32_t>(static_cast<std::size_t>(length), 2), 1);
    const PackedBatch batch = builder.finish();
    Tape tape(*backend);
    const ForwardPass pass{tape, batch, true, 1, 1, nullptr};
    tape.backward(ops::crossEntropy(tape, model.forward(pass).logits, batch.labels).loss);
    tape.clear();
    return static_cast<std::int64_t>(tape.memory());
}

TEST(MemoryEstimate, EqualsTheTapeOfARealStepForEveryEncoder) {
    for (const EncoderSpec& spec : builtinEncoders().all()) {
        const RunConfig config = small(spec.id);
        EXPECT_EQ(trainingMemory(config, kWords, kClasses, 40).activations,
                  realActivations(config, std::vector<int>(5, 40)))
            << spec.id;
    }
}

TEST(MemoryEstimate, SixteenBitsTakeLittleMoreThanHalfForThePassAndHalfAsMuchMoreForTheWeights) {
    RunConfig config = small("fastformer");
    config.train.batch = 400; // beside which the least that an arena takes is little
    const MemoryEstimate wide = trainingMemory(config, kWords, kClasses, 40);
    config.precision = Precision::Bf16;
    const MemoryEstimate narrow = trainingMemory(config, kWords, kClasses, 40);
    EXPECT_LT(static_cast<double>(narrow.activations), 0.6 * static_cast<double>(wide.activations));
    EXPECT_GT(static_cast<double>(narrow.activations), 0.5 * static_cast<double>(wide.activations));
    EXPECT_EQ(2 * narrow.weights, 3 * wide.weights);
    EXPECT_EQ(narrow.moments, wide.moments);
    EXPECT_EQ(narrow.gradients, wide.gradients);
}

TEST(MemoryEstimate, TextsOfDifferentLengthsStayWithinFivePercent) {
    for (const EncoderSpec& spec : builtinEncoders().all()) {
        const RunConfig config = small(spec.id);
        const auto real = static_cast<double>(realActivations(config, {64, 12, 40, 31, 53})); // 40 on average
        const auto dry = static_cast<double>(trainingMemory(config, kWords, kClasses, 40).activations);
        EXPECT_NEAR(dry / real, 1, 0.05) << spec.id;
    }
}

TEST(MemoryEstimate, FrozenWordsHaveNeitherGradientNorMoments) {
    RunConfig config = small("fastformer");
    const MemoryEstimate trained = trainingMemory(config, 1000, kClasses, 40);
    config.text.freezeEmbeddings = true;
    const MemoryEstimate frozen = trainingMemory(config, 1000, kClasses, 40);
    EXPECT_EQ(trained.weights, frozen.weights);
    EXPECT_EQ(trained.gradients - frozen.gradients, 1000 * 32 * 4);
    EXPECT_EQ(trained.moments, 2 * trained.gradients);
}

TEST(MemoryEstimate, ALongTextIsCutAtTheMaximumLength) {
    const RunConfig config = small("fastformer");
    EXPECT_EQ(trainingMemory(config, kWords, kClasses, 9999).activations,
              trainingMemory(config, kWords, kClasses, 64).activations);
}

TEST(MemoryEstimate, RefusesABatchThatNoStepCanHold) {
    RunConfig config = small("fastformer");
    config.model.maxLength = 65536;
    config.train.batch = 65536;
    EXPECT_THROW(trainingMemory(config, kWords, kClasses, 65536), ConfigError);
}

TEST(DryBackend, CountsWhatIsHeld) {
    DryBackend backend;
    void* first = backend.allocate(100);
    void* second = backend.allocate(28);
    EXPECT_NE(first, second);
    EXPECT_EQ(backend.bytes(), 128U);
    backend.release(first);
    EXPECT_EQ(backend.bytes(), 28U);
}

} // namespace
} // namespace lab
