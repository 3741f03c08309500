#pragma once

#include "core/base/random.h"
#include "core/tasks/text_classifier.h"
#include "core/train/encoded_split.h"

#include <cstdint>
#include <memory>
#include <ostream>
#include <span>
#include <string>
#include <vector>

namespace lab::testing {

/// One form of the additive attention.
struct Variant {
    Sharing sharing;
    Scores scores;
    Interaction interaction;
    [[nodiscard]] std::string name() const {
        return std::string(toString(sharing)) + "_" + toString(scores) + "_" + toString(interaction);
    }
};
inline void PrintTo(const Variant& variant, std::ostream* out) {
    *out << variant.name();
}

/// Every form that exists: head-wise sharing has no maps for concat.
inline std::vector<Variant> variants() {
    std::vector<Variant> all;
    for (const Sharing sharing :
         {Sharing::None, Sharing::QueryValue, Sharing::QueryValueHead, Sharing::QueryValueLayer})
        for (const Scores scores : {Scores::Across, Scores::PerHead})
            for (const Interaction interaction :
                 {Interaction::Product, Interaction::Add, Interaction::Concat})
                if (sharing != Sharing::QueryValueHead || interaction != Interaction::Concat)
                    all.push_back({sharing, scores, interaction});
    return all;
}

inline constexpr std::int64_t kWords = 40, kClasses = 3;

/// A model that is quick to run, with weights large enough that attention is far from uniform.
inline ModelConfig smallConfig() {
    ModelConfig config;
    config.dim = 12;
    config.heads = 3;
    config.layers = 2;
    config.ffn = 10;
    config.maxLength = 64;
    config.initRange = 0.3F;
    return config;
}

inline std::unique_ptr<TextClassifier> makeModel(Backend& backend, const ModelConfig& config,
                                                 std::uint64_t seed = 5) {
    auto model = std::make_unique<TextClassifier>(backend, config, kWords, kClasses);
    model->parameters().initialise(seed, static_cast<double>(config.initRange));
    return model;
}

/// One sequence of random tokens and a random label for each length.
inline EncodedSplit randomSplit(const std::vector<std::int32_t>& lengths, std::uint64_t seed = 21) {
    EncodedSplit split;
    Random random(seed, 79);
    std::vector<std::int32_t> tokens;
    for (const std::int32_t length : lengths) {
        tokens.clear();
        for (std::int32_t i = 0; i < length; ++i)
            tokens.push_back(1 + static_cast<std::int32_t>(random.below(kWords - 1)));
        split.add(tokens, static_cast<std::int32_t>(random.below(kClasses)));
    }
    return split;
}

inline PackedBatch pack(BatchBuilder& builder, const EncodedSplit& split,
                        std::span<const std::int64_t> examples) {
    builder.begin();
    for (const std::int64_t i : examples)
        builder.add(split.tokens(i), split.label(i));
    return builder.finish();
}

inline std::vector<float> downloaded(Backend& backend, ConstMat m) {
    std::vector<float> host(static_cast<std::size_t>(m.size()));
    backend.download(host.data(), m.data, host.size() * sizeof(float));
    return host;
}

/// Values and moments of a model, to compare bit by bit.
inline std::vector<std::vector<float>> stateOf(const TextClassifier& model) {
    std::vector<std::vector<float>> state;
    for (NamedTensor& tensor : model.parameters().exportState())
        state.push_back(std::move(tensor.values));
    return state;
}

} // namespace lab::testing
