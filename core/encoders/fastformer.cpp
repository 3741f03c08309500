#include "core/encoders/fastformer.h"

#include "core/nn/layers.h"
#include "core/ops/additive_attention.h"

#include <cmath>

namespace lab {
namespace {

class Fastformer final : public Encoder {
public:
    Fastformer(ParameterStore& store, const std::string& prefix, const ModelConfig& config);
    Var forward(const EncoderContext& context, Var x) const override;

private:
    [[nodiscard]] bool headwise() const { return m_sharing == Sharing::QueryValueHead; }
    Var project(const EncoderContext& context, const Linear& map, Var x, Var residual = {}) const;
    Var mix(const EncoderContext& context, const Linear& map, Var tokens, Var global) const;
    Var attend(const EncoderContext& context, const char* kind, const Linear& score, Var x, Var gate) const;
    Var globalKey(const EncoderContext& context, Var key, Var globalQuery) const;

    Sharing m_sharing;
    Scores m_scores;
    Interaction m_interaction;
    std::int64_t m_heads, m_headWidth;
    Linear m_query, m_key, m_value, m_transform, m_queryScore, m_keyScore, m_mixKey, m_mixValue;
};

Fastformer::Fastformer(ParameterStore& store, const std::string& prefix, const ModelConfig& config)
    : m_sharing(config.sharing),
      m_scores(config.scores),
      m_interaction(config.interaction),
      m_heads(config.heads),
      m_headWidth(config.dim / config.heads) {
    constexpr auto kGroup = ParameterGroup::Attention;
    const std::int64_t width = headwise() ? m_headWidth : config.dim;
    const auto map = [&](const char* name) {
        return Linear::declare(store, prefix + name, {width, width, kGroup});
    };
    const auto score = [&](const char* name) {
        if (headwise())
            return Linear::declare(store, prefix + name, {m_headWidth, 1, kGroup});
        const bool across = m_scores == Scores::Across;
        return Linear::declare(store, prefix + name, {across ? width : m_headWidth, m_heads, kGroup, across});
    };
    m_query = map("query");
    m_key = map("key");
    m_value = m_sharing == Sharing::None ? map("value") : Linear{};
    m_queryScore = score("query_att");
    m_keyScore = score("key_att");
    if (m_interaction == Interaction::Concat) {
        m_mixKey = Linear::declare(store, prefix + "mix_key", {2 * width, width, kGroup, false});
        m_mixValue = Linear::declare(store, prefix + "mix_value", {2 * width, width, kGroup, false});
    }
    m_transform = map("transform");
}

// Head-wise: the same map for every head's slice, so the heads become rows.
Var Fastformer::project(const EncoderContext& c, const Linear& map, Var x, Var residual) const {
    if (!headwise())
        return map(c.tape, c.parameters, x, residual);
    const std::int64_t tokens = c.tape.tall(x).rows;
    const auto slices = [&](Var v) {
        return v ? ops::reshape(c.tape, v, tokens * m_heads, m_headWidth) : Var{};
    };
    return ops::reshape(c.tape, map(c.tape, c.parameters, slices(x), slices(residual)), tokens,
                        m_heads * m_headWidth);
}

Var Fastformer::mix(const EncoderContext& c, const Linear& map, Var tokens, Var global) const {
    const Tape::Scope scope(c.tape, CostPart::Mixing);
    switch (m_interaction) {
    case Interaction::Product:
        return ops::segmentMul(c.tape, tokens, global, c.segments);
    case Interaction::Add:
        return ops::segmentAdd(c.tape, tokens, global, c.segments);
    case Interaction::Concat:
        break;
    }
    return map(c.tape, c.parameters, ops::segmentConcat(c.tape, tokens, global, c.segments));
}

// One additive attention: the weighted sum of the rows of x, [sequences, width]. The biases of the scores are
// stored, because the authors' models have them, and have no part: their gradient is 0 (reference, "the
// biases have no effect").
Var Fastformer::attend(const EncoderContext& c, const char* kind, const Linear& score, Var x,
                       Var gate) const {
    const Tape::Scope scope(c.tape, CostPart::Scores);
    const float scale = 1.0F / std::sqrt(static_cast<float>(m_headWidth));
    const auto [sum, weights] = ops::additiveAttention(
        c.tape, {x, gate, c.parameters.bind(c.tape, score.weight), c.segments, m_heads, scale});
    if (c.trace)
        c.trace->layers.push_back({c.layer, kind, weights});
    return sum;
}

/// Σ β_i p_i with p_i = mix(k_i, q). Of products, Σ β_i (q ⊙ k_i) = q ⊙ Σ β_i k_i (reference §1.2).
Var Fastformer::globalKey(const EncoderContext& c, Var key, Var globalQuery) const {
    if (m_interaction != Interaction::Product)
        return attend(c, "beta", m_keyScore, mix(c, m_mixKey, key, globalQuery), {});
    const Var sum = attend(c, "beta", m_keyScore, key, globalQuery);
    const Tape::Scope scope(c.tape, CostPart::Mixing);
    return ops::multiply(c.tape, sum, globalQuery);
}

Var Fastformer::forward(const EncoderContext& c, Var x) const {
    const Var query = project(c, m_query, x);
    const Var key = project(c, m_key, x);
    const Var value = m_sharing == Sharing::None ? project(c, m_value, x) : query;
    const Var globalQuery = attend(c, "alpha", m_queryScore, query, {});
    const Var mixedValue = mix(c, m_mixValue, value, globalKey(c, key, globalQuery));
    return project(c, m_transform, mixedValue, query);
}

double forwardFlops(const ModelConfig& config, std::int64_t tokens) {
    const double n = static_cast<double>(tokens), d = config.dim, h = config.heads, e = d / h;
    const double maps = config.sharing == Sharing::None ? 4 : 3;
    const double perMap = config.sharing == Sharing::QueryValueHead ? 2 * d * e : 2 * d * d;
    const double scores =
        config.scores == Scores::Across && config.sharing != Sharing::QueryValueHead ? 4 * d * h : 4 * d;
    double mixing = 2 * d;
    if (config.interaction == Interaction::Concat)
        mixing = 8 * d * d;
    else if (config.interaction == Interaction::Product)
        mixing = d; // with the values alone
    return n * (maps * perMap + scores + mixing + 4 * d /* weighted sums */ + 10 * h /* softmax */ + d);
}

/// q, k, (v), p unless it is a product, u and the result; the weights of both attentions and both global
/// vectors.
double keptFloats(const ModelConfig& config, std::int64_t tokens) {
    const double n = static_cast<double>(tokens), d = config.dim;
    double rows = config.sharing == Sharing::None ? 6 : 5;
    if (config.interaction == Interaction::Product)
        rows -= 1;
    if (config.interaction == Interaction::Concat)
        rows += 4; // [g ; x] twice
    return n * (rows * d + 2 * config.heads) + 2 * d;
}

} // namespace

EncoderSpec fastformerSpec() {
    return {
        "fastformer",
        "Fastformer",
        "Wu, Wu, Qi, Huang, Xie: Fastformer: Additive Attention Can Be All You Need, arXiv 2108.09084, 2021",
        {},
        {Sharing::None, Sharing::QueryValue, Sharing::QueryValueHead, Sharing::QueryValueLayer},
        [](ParameterStore& store, const std::string& prefix, const ModelConfig& config) {
            return std::make_unique<Fastformer>(store, prefix, config);
        },
        forwardFlops,
        keptFloats,
        true};
}

} // namespace lab
