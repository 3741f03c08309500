#pragma once

#include "core/encoders/encoder.h"
#include "core/nn/layers.h"
#include "core/nn/packed_batch.h"

#include <memory>
#include <vector>

namespace lab {

/// Rows that stand in place of the word table's: values and the zeroed memory of their gradient, both
/// [tokens, width of the word table] on the device.
struct WordRows {
    MutMat values, gradient;
};

/// One forward pass: where it is recorded, what it reads and whether it drops out.
struct ForwardPass {
    Tape& tape;
    const PackedBatch& batch;
    bool training = false;        ///< dropout on
    std::uint64_t dropoutKey = 0; ///< the run's seed
    std::uint64_t step = 0;       ///< masks differ from step to step
    AttentionTrace* trace = nullptr;
    WordRows words = {}; ///< empty = the words of the batch
};

/// The authors' frame around any attention: embeddings, layers, attention pooling.
///
/// x = LayerNorm(word + position), dropout; per layer y = LayerNorm(dropout(dense(attention(x))) + x),
/// x = LayerNorm(dropout(output(GELU(intermediate(y)))) + y); then w = softmax over tokens of
/// att_fc2(tanh(att_fc1(x))) and one vector per sequence Σ w_i x_i. Positions, norms, feed-forward and
/// residuals can be switched off. Source: the authors' PyTorch code (reference: order of operations,
/// parameter names).
class TextEncoder {
public:
    /// Declares every parameter. \p words = rows of the word table.
    TextEncoder(ParameterStore& store, const ModelConfig& config, std::int64_t words);

    struct Output {
        Var hidden; ///< [tokens, dim], the last layer
        Var pooled; ///< [sequences, dim]
    };
    Output forward(const ForwardPass& pass) const;

    void setDropout(float probability) { m_config.dropout = probability; }

    [[nodiscard]] ParamId wordTable() const { return m_words; }

private:
    struct Layer {
        std::unique_ptr<Encoder> attention;
        Linear attentionOutput, intermediate, output;
        Norm attentionNorm, outputNorm;
    };
    Layer declareLayer(int index);
    Var embed(const ForwardPass& pass) const;
    Var runLayer(const ForwardPass& pass, int index, Var x) const;
    Linear::Parts attend(const ForwardPass& pass, int index, Var x) const;
    Linear::Parts feedForward(const ForwardPass& pass, const Layer& layer, Var x) const;
    Linear::Parts beforeJoin(const ForwardPass& pass, const Linear& map, Var x) const;
    Var join(const ForwardPass& pass, std::uint64_t site, const Linear::Parts& mapped, Var residual,
             const Norm& norm) const;
    Var pool(const ForwardPass& pass, Var x) const;
    [[nodiscard]] Dropout dropoutAt(const ForwardPass& pass, std::uint64_t site) const;

    ParameterStore* m_store;
    ModelConfig m_config;
    ParamId m_words, m_positions;
    Linear m_projection, m_poolHidden, m_poolScore;
    Norm m_embeddingNorm;
    std::vector<Layer> m_layers;
};

} // namespace lab
