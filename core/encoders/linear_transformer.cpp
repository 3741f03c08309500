#include "core/encoders/rival.h"

namespace lab {
namespace {

/// Linear Transformer, Katharopoulos et al. 2020: see ops::linearAttention.
class LinearTransformer final : public Encoder {
public:
    LinearTransformer(ParameterStore& store, const std::string& prefix, const ModelConfig& config)
        : m_maps(Projections::declare(store, prefix, config)), m_heads(config.heads) {}

    Var forward(const EncoderContext& c, Var x) const override {
        return ops::linearAttention(c.tape,
                                    {m_maps.query(c.tape, c.parameters, x),
                                     m_maps.key(c.tape, c.parameters, x),
                                     m_maps.value(c.tape, c.parameters, x),
                                     c.segments,
                                     {},
                                     {},
                                     {},
                                     m_heads},
                                    c.keep(AttentionTrace::Operands::Kind::Derived));
    }

private:
    Projections m_maps;
    std::int32_t m_heads;
};

} // namespace

EncoderSpec linearTransformerSpec() {
    return {"linear_transformer",
            "Linear Transformer",
            "Katharopoulos, Vyas, Pappas, Fleuret: Transformers are RNNs, ICML 2020",
            {},
            rivalSharings(),
            [](ParameterStore& store, const std::string& prefix, const ModelConfig& config) {
                return std::make_unique<LinearTransformer>(store, prefix, config);
            },
            [](const ModelConfig& config, std::int64_t tokens) {
                const double n = static_cast<double>(tokens), d = config.dim, e = d / config.heads;
                return n * (6 * d * d + 4 * d * e + 14 * d);
            },
            [](const ModelConfig& config, std::int64_t tokens) {
                const double d = config.dim, e = d / config.heads;
                return static_cast<double>(tokens) * 4 * d + d * (e + 1);
            }};
}

} // namespace lab
