#include "core/encoders/rival.h"

#include <algorithm>

namespace lab {
namespace {

/// Window attention with global tokens, Beltagy et al. 2020.
///
/// The first `global_tokens` of a text are global. Every other token sees them and `window` / 2 tokens on
/// each side in one joint softmax; a global token's row comes from maps of its own and sees the whole text.
class Longformer final : public Encoder {
public:
    Longformer(ParameterStore& store, const std::string& prefix, const ModelConfig& config)
        : m_local(Projections::declare(store, prefix, config)),
          m_heads(config.heads),
          m_globals(integerOf(config, "global_tokens")) {
        if (m_globals > 0)
            m_global = Projections::declare(store, prefix, config, "_global");
        m_pattern.kind = AttentionPattern::Kind::Window;
        m_pattern.window = integerOf(config, "window") / 2;
        m_pattern.globals = m_globals;
    }

    Var forward(const EncoderContext& c, Var x) const override {
        const auto map = [&](const Linear& linear, Var from) { return linear(c.tape, c.parameters, from); };
        const Var local = ops::attention(c.tape,
                                         {map(m_local.query, x),
                                          map(m_local.key, x),
                                          map(m_local.value, x),
                                          c.segments,
                                          {},
                                          {},
                                          m_pattern,
                                          m_heads},
                                         c.keep(AttentionTrace::Operands::Kind::Tokens));
        if (m_globals == 0)
            return local;
        const RowMap leading{RowMap::Kind::Leading, m_globals};
        const Var first = ops::segmentLeading(c.tape, x, c.segments, m_globals);
        const Var global = ops::attention(c.tape,
                                          {map(m_global.query, first),
                                           map(m_global.key, x),
                                           map(m_global.value, x),
                                           c.segments,
                                           leading,
                                           {},
                                           {},
                                           m_heads},
                                          c.keep(AttentionTrace::Operands::Kind::Leading));
        return ops::segmentReplaceLeading(c.tape, local, global, c.segments, m_globals);
    }

private:
    Projections m_local, m_global;
    std::int32_t m_heads, m_globals;
    AttentionPattern m_pattern;
};

} // namespace

EncoderSpec longformerSpec() {
    return {"longformer",
            "Longformer",
            "Beltagy, Peters, Cohan: Longformer: The Long-Document Transformer, arXiv 2004.05150, 2020",
            {{"window", "Window", 8, 0, 4096, true, "tokens",
              "How many neighbours a token sees, half on each side"},
             {"global_tokens", "Global tokens", 8, 0, 4096, true, "tokens",
              "The first tokens of a text see all and are seen by all"}},
            rivalSharings(),
            [](ParameterStore& store, const std::string& prefix, const ModelConfig& config) {
                return std::make_unique<Longformer>(store, prefix, config);
            },
            [](const ModelConfig& config, std::int64_t tokens) {
                const double n = static_cast<double>(tokens), g = integerOf(config, "global_tokens");
                return softmaxFlops(config, n, 5, std::min(n, integerOf(config, "window") + 1 + g)) +
                       softmaxFlops(config, std::min(n, g), 1, n);
            },
            [](const ModelConfig& config, std::int64_t tokens) {
                const double n = static_cast<double>(tokens), g = integerOf(config, "global_tokens");
                const double global = g > 0 ? softmaxKept(config, g, n) + (g + n) * config.dim : 0;
                return softmaxKept(config, n, n) +
                       global; // and the global tokens' rows, and both results in one
            }};
}

} // namespace lab
