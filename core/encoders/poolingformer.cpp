#include "core/encoders/rival.h"

#include <fmt/format.h>

#include <algorithm>

namespace lab {
namespace {

/// Poolingformer, Zhang et al. 2021, with mean pooling.
///
/// Level 1: each token sees `window` tokens on each side → y. Level 2 works on y with maps of its own: keys
/// and values are averaged over `kernel` tokens every `stride` tokens, and a token sees the averages whose
/// centre is at most `window_pooled` tokens away → z. Result y + z.
class Poolingformer final : public Encoder {
public:
    Poolingformer(ParameterStore& store, const std::string& prefix, const ModelConfig& config)
        : m_near(Projections::declare(store, prefix, config)),
          m_far(Projections::declare(store, prefix, config, "_pooled")),
          m_heads(config.heads),
          m_kernel(integerOf(config, "kernel")),
          m_stride(integerOf(config, "stride")) {
        m_window.kind = AttentionPattern::Kind::Window;
        m_window.window = integerOf(config, "window");
        m_centres.kind = AttentionPattern::Kind::Centres;
        m_centres.window = integerOf(config, "window_pooled");
        m_centres.stride = m_stride;
    }

    Var forward(const EncoderContext& c, Var x) const override {
        const auto map = [&](const Linear& linear, Var from) { return linear(c.tape, c.parameters, from); };
        const Var y = ops::attention(c.tape,
                                     {map(m_near.query, x),
                                      map(m_near.key, x),
                                      map(m_near.value, x),
                                      c.segments,
                                      {},
                                      {},
                                      m_window,
                                      m_heads},
                                     c.keep(AttentionTrace::Operands::Kind::Tokens));
        const auto pooled = [&](const Linear& linear) {
            return ops::segmentMeanPool(c.tape, map(linear, y), c.segments, m_kernel, m_stride);
        };
        const RowMap strided{RowMap::Kind::Strided, m_stride};
        const Var z = ops::attention(c.tape,
                                     {map(m_far.query, y),
                                      pooled(m_far.key),
                                      pooled(m_far.value),
                                      c.segments,
                                      {},
                                      strided,
                                      m_centres,
                                      m_heads},
                                     c.keep(AttentionTrace::Operands::Kind::Pooled, m_kernel));
        return ops::add(c.tape, y, z);
    }

private:
    Projections m_near, m_far;
    std::int32_t m_heads, m_kernel, m_stride;
    AttentionPattern m_window, m_centres;
};

/// A token stands at most stride − 1 tokens behind an average, at the end of a text.
std::vector<FieldProblem> poolingformerProblems(const ModelConfig& config) {
    const int stride = integerOf(config, "stride"), window = integerOf(config, "window_pooled");
    std::vector<FieldProblem> found;
    if (stride > window + 1)
        found.push_back({"stride", fmt::format("with a stride of {} some tokens see no average within a "
                                               "pooled window of {}; choose --stride up to {} or a wider "
                                               "--window-pooled",
                                               stride, window, window + 1)});
    return found;
}

} // namespace

EncoderSpec poolingformerSpec() {
    return {"poolingformer",
            "Poolingformer",
            "Zhang et al.: Poolingformer: Long Document Modeling with Pooling Attention, ICML 2021",
            {{"window", "Window", 8, 0, 4096, true, "tokens", "Neighbours on each side in the first level"},
             {"window_pooled", "Pooled window", 64, 0, 65536, true, "tokens",
              "How far the second level looks on each side"},
             {"kernel", "Kernel", 5, 1, 255, true, "tokens", "Tokens that one average covers"},
             {"stride", "Stride", 4, 1, 255, true, "tokens",
              "Tokens from one average to the next; at most the pooled window plus 1"}},
            rivalSharings(),
            [](ParameterStore& store, const std::string& prefix, const ModelConfig& config) {
                return std::make_unique<Poolingformer>(store, prefix, config);
            },
            [](const ModelConfig& config, std::int64_t tokens) {
                const double n = static_cast<double>(tokens), stride = integerOf(config, "stride");
                const double near = std::min(n, 2.0 * integerOf(config, "window") + 1);
                const double far = std::min(n, 2.0 * integerOf(config, "window_pooled") + 1) / stride;
                return softmaxFlops(config, n, 3, near) + softmaxFlops(config, n, 3, far) +
                       n * 2 * config.dim * (integerOf(config, "kernel") / stride + 0.5);
            },
            [](const ModelConfig& config, std::int64_t tokens) {
                const double n = static_cast<double>(tokens), pooled = n / integerOf(config, "stride");
                return softmaxKept(config, n, n) + softmaxKept(config, n, pooled) + 3 * n * config.dim;
            },
            false,
            poolingformerProblems};
}

} // namespace lab
