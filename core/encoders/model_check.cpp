#include "core/encoders/model_check.h"

#include "core/backend/backend.h"
#include "core/base/error.h"
#include "core/encoders/encoder.h"

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

class Problems {
public:
    [[nodiscard]] bool none() const { return m_found.empty(); }
    void add(const std::vector<FieldProblem>& more) {
        m_found.insert(m_found.end(), more.begin(), more.end());
    }
    template <class... Args>
    void require(bool holds, const char* field, fmt::format_string<Args...> message, Args&&... args) {
        if (!holds)
            m_found.push_back({field, fmt::format(message, std::forward<Args>(args)...)});
    }
    std::vector<FieldProblem> take() { return std::move(m_found); }

private:
    std::vector<FieldProblem> m_found;
};

bool offers(const EncoderSpec& spec, Sharing sharing) {
    return std::count(spec.sharings.begin(), spec.sharings.end(), sharing) > 0;
}

/// \p config with every number of the encoder.
ModelConfig withDefaults(const EncoderSpec& spec, ModelConfig config) {
    for (const Hyperparameter& h : spec.hyperparameters)
        config.hyperparameters.try_emplace(h.key, h.initial);
    return config;
}

void checkHyperparameters(Problems& problems, const EncoderSpec& spec, const ModelConfig& config) {
    for (const auto& [key, value] : config.hyperparameters) {
        const auto known = std::find_if(spec.hyperparameters.begin(), spec.hyperparameters.end(),
                                        [&, &k = key](const Hyperparameter& h) { return h.key == k; });
        if (known == spec.hyperparameters.end()) {
            problems.require(false, key.c_str(), "{} has no such setting", spec.title);
            continue;
        }
        problems.require(value >= known->lowest && value <= known->highest, key.c_str(),
                         "{} lies outside {} … {}", value, known->lowest, known->highest);
    }
    if (spec.problems && problems.none())
        problems.add(spec.problems(withDefaults(spec, config)));
}

std::string knownEncoders() {
    std::string list;
    for (const EncoderSpec& spec : builtinEncoders().all())
        list += (list.empty() ? "" : ", ") + spec.id;
    return list;
}

void requireNone(const std::vector<FieldProblem>& problems) {
    if (problems.empty())
        return;
    std::string flag = problems.front().field;
    std::replace(flag.begin(), flag.end(), '_', '-');
    throw ConfigError(fmt::format("--{}: {}", flag, problems.front().message));
}

} // namespace

std::vector<FieldProblem> modelProblems(const ModelConfig& c) {
    constexpr int kMaxLength = 1 << 20, kMaxLayers = 200;
    Problems p;
    const auto& all = builtinEncoders().all();
    const auto spec =
        std::find_if(all.begin(), all.end(), [&](const EncoderSpec& s) { return s.id == c.encoder; });
    if (spec == all.end()) {
        p.require(false, "encoder", "there is no encoder \"{}\"; known: {}", c.encoder, knownEncoders());
    } else {
        checkHyperparameters(p, *spec, c);
        p.require(
            c.sharing == Sharing::QueryValue || offers(*spec, c.sharing), "sharing",
            "{} has no query that could serve as value and no maps that heads could share; choose none or "
            "query_value_layer",
            spec->title);
    }
    p.require(c.dim >= 1 && c.dim <= kMaxNormWidth, "dim", "the width must lie in 1 … {}, it is {}",
              kMaxNormWidth, c.dim);
    p.require(c.heads >= 1, "heads", "at least one head is needed, not {}", c.heads);
    p.require(c.heads < 1 || c.dim % c.heads == 0, "heads",
              "{} heads do not divide a width of {}; choose --heads so that it divides --dim", c.heads,
              c.dim);
    p.require(c.layers >= 1 && c.layers <= kMaxLayers, "layers",
              "the number of layers must lie in 1 … {}, it is {}", kMaxLayers, c.layers);
    p.require(c.ffn >= 1 && c.ffn <= 65536, "ffn", "the feed-forward width must lie in 1 … 65536, it is {}",
              c.ffn);
    p.require(c.maxLength >= 1 && c.maxLength <= kMaxLength, "max_length",
              "the length must lie in 1 … {} tokens, it is {}", kMaxLength, c.maxLength);
    p.require(c.dropout >= 0.0F && c.dropout < 0.99F, "dropout",
              "the probability must lie in 0 … 0.99, it is {}", c.dropout);
    p.require(std::isfinite(c.initRange) && c.initRange > 0, "init_range",
              "the deviation must be positive, it is {}", c.initRange);
    p.require(std::isfinite(c.layerNormEps) && c.layerNormEps >= 0, "layer_norm_eps",
              "it must not be negative, it is {}", c.layerNormEps);
    p.require(c.embeddingDim >= 0 && c.embeddingDim <= 65536, "embedding_dim",
              "the width must lie in 1 … 65536, it is {}", c.embeddingDim);
    p.require(
        c.sharing != Sharing::QueryValueHead || c.interaction != Interaction::Concat, "interaction",
        "concat needs maps of the whole width, which head-wise sharing does not have; choose product or add");
    return p.take();
}

std::vector<FieldProblem> trainingProblems(const TrainOptions& o) {
    Problems p;
    p.require(o.epochs >= 0 && o.epochs <= 1e9, "epochs", // more steps than that cannot be counted
              "the number of epochs must lie in 0 … 1000000000, it is {}", o.epochs);
    p.require(o.steps >= 0, "steps", "the number of steps must not be negative, it is {}", o.steps);
    p.require(o.epochs > 0 || o.steps > 0, "epochs", "give --epochs or --steps, both are 0");
    p.require(o.batch >= 1 && o.batch <= 65536, "batch",
              "the batch must lie in 1 … 65536 sequences, it is {}", o.batch);
    p.require(std::isfinite(o.learningRate) && o.learningRate > 0, "lr",
              "the learning rate must be a positive number, it is {}", o.learningRate);
    p.require(o.beta1 >= 0 && o.beta1 < 1, "beta1", "it must lie in 0 … 1, it is {}", o.beta1);
    p.require(o.beta2 >= 0 && o.beta2 < 1, "beta2", "it must lie in 0 … 1, it is {}", o.beta2);
    p.require(std::isfinite(o.adamEps) && o.adamEps > 0, "adam_eps", "it must be positive, it is {}",
              o.adamEps);
    p.require(std::isfinite(o.clipNorm) && o.clipNorm >= 0, "clip_norm",
              "the limit must not be negative, it is {}", o.clipNorm);
    p.require(o.warmupSteps >= 0, "warmup_steps", "the number of steps must not be negative, it is {}",
              o.warmupSteps);
    p.require(o.keepEvery >= 0, "keep_every", "the number of epochs must not be negative, it is {}",
              o.keepEvery);
    p.require(o.evaluateEvery >= 0, "evaluate_every", "the number of steps must not be negative, it is {}",
              o.evaluateEvery);
    return p.take();
}

void requireValid(const ModelConfig& config) {
    requireNone(modelProblems(config));
}
void requireValid(const TrainOptions& options) {
    requireNone(trainingProblems(options));
}

ModelConfig normalized(ModelConfig config) {
    const EncoderSpec& spec = builtinEncoders().find(config.encoder);
    if (config.sharing == Sharing::QueryValueHead)
        config.scores = Scores::PerHead;
    if (config.sharing == Sharing::QueryValue && !offers(spec, Sharing::QueryValue))
        config.sharing = Sharing::None;
    if (!spec.additive) {
        config.scores = ModelConfig().scores;
        config.interaction = ModelConfig().interaction;
    }
    return withDefaults(spec, std::move(config));
}

} // namespace lab
