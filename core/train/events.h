#pragma once

#include "core/inspect/attention_map.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace lab {

/// Quality of a model on one split. Confusion is row-major [classes, classes]: row = true class.
struct Evaluation {
    double loss = 0; ///< mean cross-entropy, nats
    double accuracy = 0;
    double macroF1 = 0;
    std::vector<std::int64_t> confusion;
    std::int64_t examples = 0;
    double seconds = 0;
};

/// Size of one part of the model: √Σx² over its parameters.
struct PartNorm {
    std::string part;    ///< "embedding", "layer1", "layer2", …, "head"
    double gradient = 0; ///< of this step, before clipping; 0 for a part that is not trained
    double weight = 0;   ///< before the update
};

/// After each optimiser step.
struct StepEvent {
    std::int64_t step = 0; ///< number of updates done, 1 for the first
    double epoch = 0;      ///< position in epochs
    double loss = 0;
    double accuracy = 0; ///< share of this batch that was right, before the update
    double learningRate = 0;
    double gradientNorm = 0;
    std::int64_t tokens = 0;          ///< real tokens of this batch
    double seconds = 0;               ///< time of this step
    std::vector<PartNorm> norms = {}; ///< only when they were asked for
};

/// After an evaluation of the validation split.
struct EvaluationEvent {
    std::int64_t step = 0;
    int epoch = 0; ///< finished epochs
    Evaluation validation;
    bool best = false; ///< the best validation accuracy so far
};

/// Attention of the probe texts with the weights of one step.
struct SnapshotEvent {
    std::int64_t step = 0;
    std::vector<AttentionMap> probes;
};

using TrainEvent = std::variant<StepEvent, EvaluationEvent, SnapshotEvent>;

} // namespace lab
