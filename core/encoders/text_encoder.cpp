#include "core/encoders/text_encoder.h"

#include <fmt/format.h>

#include <cmath>

namespace lab {
namespace {
const std::string kModel = "fastformer_model."; // the authors' name of the frame, whatever stands in the slot
}

TextEncoder::TextEncoder(ParameterStore& store, const ModelConfig& config, std::int64_t words)
    : m_store(&store), m_config(config) {
    const std::int64_t dim = config.dim, wordDim = config.embeddingDim > 0 ? config.embeddingDim : dim;
    m_words =
        store.add({"word_embedding.weight", {words, wordDim}, Init::NormalPadded, ParameterGroup::Embedding});
    if (wordDim != dim) // starts so that projected words are as large as the words themselves
        m_projection = Linear::declare(
            store, "embedding_projection",
            {wordDim, dim, ParameterGroup::Embedding, true, 1.0 / std::sqrt(static_cast<double>(wordDim))});
    if (config.positions)
        m_positions = store.add({kModel + "position_embeddings.weight",
                                 {config.maxLength, dim},
                                 Init::Normal,
                                 ParameterGroup::Embedding});
    if (config.layerNorm)
        m_embeddingNorm = Norm::declare(store, kModel + "LayerNorm", dim);
    for (int i = 0; i < config.layers; ++i)
        m_layers.push_back(declareLayer(i));
    m_poolHidden = Linear::declare(store, kModel + "poolers.0.att_fc1", {dim, dim});
    m_poolScore = Linear::declare(store, kModel + "poolers.0.att_fc2", {dim, 1});
}

// With layer-wise sharing every layer declares, and so gets, the parameters of layer 0 (all of them, as
// ALBERT does).
TextEncoder::Layer TextEncoder::declareLayer(int index) {
    const int stored = m_config.sharing == Sharing::QueryValueLayer ? 0 : index;
    const std::string prefix = fmt::format("{}encoders.{}.", kModel, stored);
    const std::int64_t dim = m_config.dim, wide = m_config.ffn;
    Layer layer;
    layer.attention =
        builtinEncoders().find(m_config.encoder).make(*m_store, prefix + "attention.self.", m_config);
    layer.attentionOutput = Linear::declare(*m_store, prefix + "attention.output.dense", {dim, dim});
    if (m_config.layerNorm)
        layer.attentionNorm = Norm::declare(*m_store, prefix + "attention.output.LayerNorm", dim);
    if (m_config.feedForward) {
        constexpr auto kGroup = ParameterGroup::FeedForward;
        layer.intermediate = Linear::declare(*m_store, prefix + "intermediate.dense", {dim, wide, kGroup});
        layer.output = Linear::declare(*m_store, prefix + "output.dense", {wide, dim, kGroup});
        if (m_config.layerNorm)
            layer.outputNorm = Norm::declare(*m_store, prefix + "output.LayerNorm", dim);
    }
    return layer;
}

Dropout TextEncoder::dropoutAt(const ForwardPass& pass, std::uint64_t site) const {
    constexpr std::uint64_t kSitesPerStep = 1024;
    if (!pass.training)
        return {};
    return ops::makeDropout(m_config.dropout, pass.dropoutKey, pass.step * kSitesPerStep + site);
}

Var TextEncoder::embed(const ForwardPass& pass) const {
    Tape& tape = pass.tape;
    Var x = pass.words.values ? tape.parameter(pass.words.values, pass.words.gradient)
                              : ops::gather(tape, m_store->bind(tape, m_words), pass.batch.tokens);
    x = ops::cast(tape, x, tape.backend().tallElement());
    if (m_projection.weight)
        x = m_projection(tape, *m_store, x);
    Var positions;
    if (m_config.positions)
        positions = ops::positionRows(tape, m_store->bind(tape, m_positions), pass.batch.segments);
    if (m_config.layerNorm)
        x = ops::addNorm(tape, {x,
                                positions,
                                m_store->bind(tape, m_embeddingNorm.gamma),
                                m_store->bind(tape, m_embeddingNorm.beta),
                                {},
                                m_config.layerNormEps});
    else if (positions)
        x = ops::add(tape, x, positions);
    return ops::dropout(tape, x, dropoutAt(pass, 0));
}

/// What join takes: where it normalises, it adds the bias as well.
Linear::Parts TextEncoder::beforeJoin(const ForwardPass& pass, const Linear& map, Var x) const {
    if (m_config.layerNorm)
        return map.parts(pass.tape, *m_store, x);
    return {map(pass.tape, *m_store, x), {}};
}

/// [LayerNorm](dropout(mapped) [+ residual]), as the switches say.
Var TextEncoder::join(const ForwardPass& pass, std::uint64_t site, const Linear::Parts& mapped, Var residual,
                      const Norm& norm) const {
    Tape& tape = pass.tape;
    const Dropout dropout = dropoutAt(pass, site);
    const Var kept = m_config.residual ? residual : Var{};
    if (m_config.layerNorm)
        return ops::addNorm(tape,
                            {mapped.product, kept, m_store->bind(tape, norm.gamma),
                             m_store->bind(tape, norm.beta), dropout, m_config.layerNormEps, mapped.bias});
    const Var dropped = ops::dropout(tape, mapped.product, dropout);
    return kept ? ops::add(tape, dropped, kept) : dropped;
}

Linear::Parts TextEncoder::attend(const ForwardPass& pass, int index, Var x) const {
    const Tape::Scope scope(pass.tape, CostPart::Projections);
    const Layer& layer = m_layers[static_cast<std::size_t>(index)];
    const Var attended =
        layer.attention->forward({pass.tape, *m_store, pass.batch.segments, index, pass.trace}, x);
    return beforeJoin(pass, layer.attentionOutput,
                      ops::cast(pass.tape, attended, pass.tape.backend().tallElement()));
}

Linear::Parts TextEncoder::feedForward(const ForwardPass& pass, const Layer& layer, Var x) const {
    const Tape::Scope scope(pass.tape, CostPart::FeedForward);
    const auto [product, bias] = layer.intermediate.parts(pass.tape, *m_store, x);
    return beforeJoin(pass, layer.output, ops::unary(pass.tape, Unary::Gelu, product, bias));
}

Var TextEncoder::runLayer(const ForwardPass& pass, int index, Var x) const {
    const Layer& layer = m_layers[static_cast<std::size_t>(index)];
    const auto site = static_cast<std::uint64_t>(2 * index + 1);
    const Var y = join(pass, site, attend(pass, index, x), x, layer.attentionNorm);
    if (!m_config.feedForward)
        return y;
    return join(pass, site + 1, feedForward(pass, layer, y), y, layer.outputNorm);
}

Var TextEncoder::pool(const ForwardPass& pass, Var x) const {
    Tape& tape = pass.tape;
    const auto [product, bias] = m_poolHidden.parts(tape, *m_store, x);
    const Var scores = m_poolScore(tape, *m_store, ops::unary(tape, Unary::Tanh, product, bias));
    const Var weights = ops::segmentSoftmax(tape, scores, pass.batch.segments, 1.0F);
    if (pass.trace)
        pass.trace->pool = weights;
    return ops::segmentWeightedSum(tape, weights, x, pass.batch.segments);
}

TextEncoder::Output TextEncoder::forward(const ForwardPass& pass) const {
    Var x = embed(pass);
    for (int i = 0; i < m_config.layers; ++i)
        x = runLayer(pass, i, x);
    return {x, pool(pass, x)};
}

} // namespace lab
