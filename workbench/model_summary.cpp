#include "workbench/model_summary.h"

#include "core/base/error.h"
#include "core/encoders/model_check.h"
#include "core/tasks/text_classifier.h"

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

/// One sequence through the frame: the encoder's own work, then dense, feed-forward, norms, pooling and head.
double forwardFlops(const ModelConfig& config, std::int64_t tokens, std::int64_t classes) {
    constexpr double kNorm = 8, kGelu = 30, kTanh = 15; // per element
    const double n = static_cast<double>(tokens), d = config.dim, wide = config.ffn,
                 c = static_cast<double>(classes);
    const double norm = config.layerNorm ? kNorm * d : 0;
    double layer =
        builtinEncoders().find(config.encoder).forwardFlops(config, tokens) + n * (2 * d * d + norm + d);
    if (config.feedForward)
        layer += n * (4 * d * wide + kGelu * wide + norm + d);
    double total = config.layers * layer + n * norm;
    if (config.embeddingDim > 0 && config.embeddingDim != config.dim)
        total += n * 2 * d * config.embeddingDim;
    return total + n * (2 * d * d + kTanh * d + 4 * d) + 2 * d * c;
}

/// One sequence: what the encoder keeps, and of the frame the results of its maps, of GELU and tanh, and of
/// each norm the rows before scale and shift beside its result.
double keptFloats(const ModelConfig& config, std::int64_t tokens) {
    const double n = static_cast<double>(tokens), d = config.dim, wide = config.ffn;
    const double norm = config.layerNorm ? 2 * d + 1 : d;
    double layer = builtinEncoders().find(config.encoder).keptFloats(config, tokens) + n * (d + norm);
    if (config.feedForward)
        layer += n * (2 * wide + d + norm);
    return config.layers * layer + n * (d + norm) + n * (2 * d + 2) + d;
}

void checkSplit(const DataConfig& data, std::vector<ConfigProblem>& problems) {
    const double sum = data.trainShare + data.validationShare + data.testShare;
    if (data.trainShare <= 0 || data.validationShare < 0 || data.testShare < 0)
        problems.push_back({"split", "the training part needs a share above 0, the others at least 0"});
    else if (std::abs(sum - 1) > 1e-6)
        problems.push_back({"split", fmt::format("the three shares sum to {:.4g}, not to 1", sum)});
}

/// freeze_embeddings → freeze-embeddings
std::string flagOf(std::string field) {
    std::replace(field.begin(), field.end(), '_', '-');
    return field;
}

} // namespace

ModelSummary summarize(const ModelConfig& model, std::int64_t vocabulary, std::int64_t classes,
                       std::int64_t tokens, int batch) {
    const ModelConfig config = normalized(model);
    ParameterStore store;
    declareTextClassifier(store, config, vocabulary, classes);
    ModelSummary summary;
    summary.embeddings = store.count(ParameterGroup::Embedding);
    summary.feedForward = store.count(ParameterGroup::FeedForward);
    summary.attention = store.count(ParameterGroup::Attention);
    summary.rest = store.count(ParameterGroup::Rest);
    summary.total = store.count();
    summary.keptFloats = keptFloats(config, tokens);
    summary.forwardFlops = forwardFlops(config, tokens, classes);
    summary.trainingFlops =
        3 * summary.forwardFlops * batch; // backward: one product for inputs, one for weights
    return summary;
}

std::vector<ConfigProblem> problemsOf(const RunConfig& config) {
    std::vector<ConfigProblem> problems;
    for (const auto& list : {modelProblems(config.model), trainingProblems(config.train)})
        for (const FieldProblem& p : list)
            problems.push_back({p.field, p.message});
    checkSplit(config.data, problems);
    if (config.text.freezeEmbeddings && config.text.embeddings.empty())
        problems.push_back({"freeze_embeddings",
                            "there are no loaded word vectors to freeze; name a file with --embeddings"});
    return problems;
}

void requireTrainable(const RunConfig& config) {
    if (const auto problems = problemsOf(config); !problems.empty())
        throw ConfigError(fmt::format("--{}: {}", flagOf(problems.front().field), problems.front().message));
}

} // namespace lab
