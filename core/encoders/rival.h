#pragma once

#include "core/encoders/encoder.h"
#include "core/nn/layers.h"
#include "core/ops/attention.h"

#include <string>
#include <string_view>

/// What the encoders beside Fastformer have in common.
namespace lab {

/// Query, key and value maps [dim, dim] with bias, named "query" + suffix and so on.
struct Projections {
    Linear query, key, value;

    static Projections declare(ParameterStore& store, const std::string& prefix, const ModelConfig& config,
                               const std::string& suffix = {}) {
        const auto map = [&](const char* name) {
            return Linear::declare(store, prefix + name + suffix,
                                   {config.dim, config.dim, ParameterGroup::Attention});
        };
        return {map("query"), map("key"), map("value")};
    }
};

/// The value of hyperparameter \p key; the config is normalised, so it is there.
inline std::int32_t integerOf(const ModelConfig& config, const std::string& key) {
    return static_cast<std::int32_t>(config.hyperparameters.at(key));
}

/// FLOPs of one softmax attention layer: \p maps projections [dim, dim] and \p keys keys for each of n
/// queries (scores and mixing, 4·dim a pair, and about 8 per head for the exponential).
inline double softmaxFlops(const ModelConfig& config, double tokens, double maps, double keys) {
    const double d = config.dim;
    return tokens * (maps * 2 * d * d + keys * (4 * d + 8 * config.heads));
}

/// Kept values of softmax attention: queries, keys, values, results, and one normaliser a head (weights are
/// made again).
inline double softmaxKept(const ModelConfig& config, double queries, double keys) {
    return queries * (2.0 * config.dim + config.heads) + keys * 2.0 * config.dim;
}

EncoderSpec transformerSpec();
EncoderSpec longformerSpec();
EncoderSpec bigbirdSpec();
EncoderSpec linformerSpec();
EncoderSpec linearTransformerSpec();
EncoderSpec poolingformerSpec();

/// Sharing modes of the rivals: whole layers may be tied; query and value or heads may not.
inline std::vector<Sharing> rivalSharings() {
    return {Sharing::None, Sharing::QueryValueLayer};
}

} // namespace lab
