#pragma once

#include "core/config/run_config.h"

#include <string>
#include <vector>

namespace lab {

/// A field that is wrong and why; the field has the name of its command-line flag without dashes ("heads").
struct FieldProblem {
    std::string field, message;
};

/// Everything that makes \p config impossible, one entry a field.
std::vector<FieldProblem> modelProblems(const ModelConfig& config);

/// Everything that makes training with \p options impossible.
std::vector<FieldProblem> trainingProblems(const TrainOptions& options);

/// \throws ConfigError with the first problem: "--heads 7: …".
void requireValid(const ModelConfig& config);
void requireValid(const TrainOptions& options);

/// The config as it will be used: head-wise sharing reads each head's own slice, so it implies per-head
/// scores; query_value, the default, means none for an encoder whose query cannot serve as value; scores and
/// interaction are the defaults where there is no additive attention to have them; hyperparameters that were
/// not given take the encoder's defaults.
ModelConfig normalized(ModelConfig config);

} // namespace lab
