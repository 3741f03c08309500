#pragma once

#include "core/config/run_config.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lab {

/// Sizes and costs of a model, computed from its configuration without building it.
struct ModelSummary {
    std::int64_t embeddings = 0; ///< word and position tables (and the projection of foreign vectors)
    std::int64_t feedForward = 0;
    std::int64_t attention = 0; ///< the tensors under `attention.self`
    std::int64_t rest = 0;      ///< output projections, norms, pooling, classifier
    std::int64_t total = 0;
    double keptFloats =
        0; ///< values of one sequence that a training step keeps for the gradient, by definition
    double forwardFlops = 0;  ///< one sequence of \p tokens tokens, multiply and add counted as two
    double trainingFlops = 0; ///< forward + backward of one training step of a batch
};

/// \throws ConfigError when the configuration is impossible; the text names the field (`--heads` …).
ModelSummary summarize(const ModelConfig& model, std::int64_t vocabulary, std::int64_t classes,
                       std::int64_t tokens = 64, int batch = 64);

/// One field of the model that is wrong, for a form that shows the reason beside the field.
struct ConfigProblem {
    std::string field; ///< "heads", "dim", …
    std::string message;
};
/// Every problem of \p config; empty = it can be trained.
std::vector<ConfigProblem> problemsOf(const RunConfig& config);
/// \throws ConfigError with the first of them: "--heads: 7 heads do not divide …".
void requireTrainable(const RunConfig& config);

} // namespace lab
