#pragma once

#include "core/train/trainer.h"
#include "tests/support/small_model.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

namespace lab::testing {

/// What the tests of whole models on a GPU compare with the processor.

inline std::vector<std::string> rivals() {
    return {"transformer", "longformer", "bigbird", "linformer", "linear_transformer", "poolingformer"};
}

inline ModelConfig smallConfig(const Variant& variant) {
    ModelConfig config = smallConfig();
    config.sharing = variant.sharing;
    config.scores = variant.scores;
    config.interaction = variant.interaction;
    return config;
}

/// Texts of lengths that meet every case of the kernels.
inline EncodedSplit unevenTexts() {
    return randomSplit({5, 1, 40, 0, 2, 64, 17});
}

/// A model's logits and gradients on one batch, with dropout on.
struct ModelPass {
    std::vector<float> logits;
    std::vector<NamedTensor> gradients;
};
inline ModelPass passOn(Backend& backend, const ModelConfig& config, const EncodedSplit& split) {
    const auto model = makeModel(backend, config);
    BatchBuilder builder(backend);
    Tape tape(backend);
    std::vector<std::int64_t> all(static_cast<std::size_t>(split.size()));
    std::iota(all.begin(), all.end(), 0);
    const PackedBatch batch = pack(builder, split, all);
    const auto output = model->forward({tape, batch, true, 3, 4, nullptr});
    EXPECT_EQ(tape.tall(output.hidden).element, backend.tallElement());
    tape.backward(ops::crossEntropy(tape, output.logits, batch.labels).loss);
    return {downloaded(backend, tape.value(output.logits)), model->parameters().exportGradients()};
}

/// Losses of a training of \p steps steps and what it leaves.
struct Trained {
    std::vector<double> losses;
    std::vector<std::vector<float>> state;
};
inline Trained trainOn(Backend& backend, std::int64_t steps) {
    ModelConfig config;
    config.dim = config.ffn = 32;
    config.heads = 4;
    config.maxLength = 80;
    const auto model = makeModel(backend, config, 3);
    const EncodedSplit split = randomSplit({70, 3, 60, 1, 15, 34, 79, 2, 15, 13});
    TrainOptions options;
    options.steps = steps;
    options.batch = 4;
    options.seed = 3;
    options.clipNorm = 0.5;
    Trainer trainer(*model, split, options);
    Trained result;
    while (!trainer.finished())
        result.losses.push_back(trainer.step().loss);
    result.state = stateOf(*model);
    return result;
}

} // namespace lab::testing
