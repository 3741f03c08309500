#include "core/encoders/rival.h"

#include <algorithm>

namespace lab {
namespace {

/// Block-sparse attention, Zaheer et al. 2020 (see AttentionPattern::Kind::Blocks).
///
/// The random blocks are a pure function of (seed, layer, head, query block), so every device and every
/// number of threads draws the same; the upstream limit of the draw to the first 1024 positions is a quirk
/// and not copied.
class BigBird final : public Encoder {
public:
    BigBird(ParameterStore& store, const std::string& prefix, const ModelConfig& config)
        : m_maps(Projections::declare(store, prefix, config)), m_heads(config.heads) {
        m_pattern.kind = AttentionPattern::Kind::Blocks;
        m_pattern.block = integerOf(config, "block");
        m_pattern.randomBlocks = integerOf(config, "random_blocks");
        m_pattern.seed = static_cast<std::uint64_t>(config.hyperparameters.at("pattern_seed"));
    }

    Var forward(const EncoderContext& c, Var x) const override {
        AttentionPattern pattern = m_pattern;
        pattern.layer = static_cast<std::uint64_t>(c.layer);
        return ops::attention(c.tape,
                              {m_maps.query(c.tape, c.parameters, x),
                               m_maps.key(c.tape, c.parameters, x),
                               m_maps.value(c.tape, c.parameters, x),
                               c.segments,
                               {},
                               {},
                               pattern,
                               m_heads},
                              c.keep(AttentionTrace::Operands::Kind::Tokens));
    }

private:
    Projections m_maps;
    std::int32_t m_heads;
    AttentionPattern m_pattern;
};

} // namespace

EncoderSpec bigbirdSpec() {
    return {"bigbird",
            "BigBird",
            "Zaheer et al.: Big Bird: Transformers for Longer Sequences, NeurIPS 2020",
            {{"block", "Block", 4, 1, 1024, true, "tokens", "Tokens that see and are seen together"},
             {"random_blocks", "Random blocks", 2, 0, kMaxRandomBlocks, true, "blocks",
              "Blocks drawn for each block, layer and head"},
             {"pattern_seed", "Pattern seed", 1, 0, 1e9, true, "", "Which random blocks are drawn"}},
            rivalSharings(),
            [](ParameterStore& store, const std::string& prefix, const ModelConfig& config) {
                return std::make_unique<BigBird>(store, prefix, config);
            },
            [](const ModelConfig& config, std::int64_t tokens) {
                const double n = static_cast<double>(tokens), block = integerOf(config, "block");
                const double seen = (5 + integerOf(config, "random_blocks")) * block;
                if (seen >= n)
                    return softmaxFlops(config, n, 3, n);
                return softmaxFlops(config, n, 3, seen) + softmaxFlops(config, 2 * block, 0, n);
            },
            [](const ModelConfig& config, std::int64_t tokens) {
                return softmaxKept(config, static_cast<double>(tokens), static_cast<double>(tokens));
            }};
}

} // namespace lab
