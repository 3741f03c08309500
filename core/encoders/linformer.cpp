#include "core/encoders/rival.h"

namespace lab {
namespace {

/// Linformer, Wang et al. 2020: K' = E[:n]ᵀ K and V' = F[:n]ᵀ V with learnt E, F [max_length, rank], shared
/// by the heads; then softmax(q K'ᵀ / √e) V'. E and F have a row for each position, hence the limit on the
/// length.
class Linformer final : public Encoder {
public:
    Linformer(ParameterStore& store, const std::string& prefix, const ModelConfig& config)
        : m_maps(Projections::declare(store, prefix, config)),
          m_heads(config.heads),
          m_rank(integerOf(config, "rank")) {
        const auto table = [&](const char* name) {
            return store.add(
                {prefix + name, {config.maxLength, m_rank}, Init::Normal, ParameterGroup::Attention});
        };
        m_projectKey = table("project_key");
        m_projectValue = table("project_value");
    }

    Var forward(const EncoderContext& c, Var x) const override {
        const auto project = [&](const Linear& map, ParamId table) {
            const Var rows = map(c.tape, c.parameters, x);
            return ops::segmentProject(c.tape, rows, c.parameters.bind(c.tape, table), c.segments);
        };
        const RowMap landmarks{RowMap::Kind::Fixed, m_rank};
        return ops::attention(
            c.tape,
            {m_maps.query(c.tape, c.parameters, x),
             project(m_maps.key, m_projectKey),
             project(m_maps.value, m_projectValue),
             c.segments,
             {},
             landmarks,
             {},
             m_heads},
            c.keep(AttentionTrace::Operands::Kind::Landmarks, 1, c.parameters.value(m_projectValue)));
    }

private:
    Projections m_maps;
    std::int32_t m_heads, m_rank;
    ParamId m_projectKey, m_projectValue;
};

} // namespace

EncoderSpec linformerSpec() {
    return {"linformer",
            "Linformer",
            "Wang et al.: Linformer: Self-Attention with Linear Complexity, arXiv 2006.04768, 2020",
            {{"rank", "Rank", 16, 1, 1024, true, "rows",
              "Landmarks that a text's keys and values are projected to"}},
            rivalSharings(),
            [](ParameterStore& store, const std::string& prefix, const ModelConfig& config) {
                return std::make_unique<Linformer>(store, prefix, config);
            },
            [](const ModelConfig& config, std::int64_t tokens) {
                const double n = static_cast<double>(tokens), rank = integerOf(config, "rank");
                return softmaxFlops(config, n, 3, rank) + n * 4 * rank * config.dim;
            },
            [](const ModelConfig& config, std::int64_t tokens) {
                const double n = static_cast<double>(tokens);
                return softmaxKept(config, n, integerOf(config, "rank")) + 2 * n * config.dim;
            }};
}

} // namespace lab
