#include "core/encoders/rival.h"

namespace lab {
namespace {

/// softmax(q kᵀ / √e) v, head by head; the output projection is the frame's.
class Transformer final : public Encoder {
public:
    Transformer(ParameterStore& store, const std::string& prefix, const ModelConfig& config)
        : m_maps(Projections::declare(store, prefix, config)), m_heads(config.heads) {}

    Var forward(const EncoderContext& c, Var x) const override {
        return ops::attention(c.tape,
                              {m_maps.query(c.tape, c.parameters, x),
                               m_maps.key(c.tape, c.parameters, x),
                               m_maps.value(c.tape, c.parameters, x),
                               c.segments,
                               {},
                               {},
                               {},
                               m_heads},
                              c.keep(AttentionTrace::Operands::Kind::Tokens));
    }

private:
    Projections m_maps;
    std::int32_t m_heads;
};

} // namespace

EncoderSpec transformerSpec() {
    return {"transformer",
            "Transformer",
            "Vaswani et al.: Attention Is All You Need, NIPS 2017",
            {},
            rivalSharings(),
            [](ParameterStore& store, const std::string& prefix, const ModelConfig& config) {
                return std::make_unique<Transformer>(store, prefix, config);
            },
            [](const ModelConfig& config, std::int64_t tokens) {
                return softmaxFlops(config, static_cast<double>(tokens), 3, static_cast<double>(tokens));
            },
            [](const ModelConfig& config, std::int64_t tokens) {
                return softmaxKept(config, static_cast<double>(tokens), static_cast<double>(tokens));
            }};
}

} // namespace lab
