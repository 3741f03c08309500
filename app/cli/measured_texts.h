#pragma once

#include "app/cli/model_source.h"
#include "core/config/run_config.h"
#include "datasets/dataset.h"

#include <cstdint>
#include <optional>
#include <string>

namespace CLI {
class App;
} // namespace CLI

namespace lab::cli {

struct EvaluateOrder {
    ModelSource source;
    DataConfig data;
    std::string split; ///< train, validation, test or all; empty = test, or all where there is no test part
};

/// The texts that a model is measured on and what is known of them.
struct MeasuredTexts {
    Dataset data;            ///< what is measured is its test part
    std::string split;       ///< the name of the part that was chosen
    std::string splitColumn; ///< that the parts were read from, empty = none
    /// The parts are those of the model's training, to the last text; nothing for a model file that does not
    /// say what it was trained on.
    std::optional<bool> ownParts;
    /// How many of the measured texts stand in the training part; nothing for a model file.
    std::optional<std::int64_t> seen;
};

/// Finds the texts that \p order asks for. Data that is the model's own, by its content, is divided as it was
/// for the training and the limit takes texts of the chosen part; where its source is gone the lab file's
/// copy serves. Any other data is not divided. What \p app's options do not say and a person would not expect
/// is told on context.err. \throws as loadData; DataError when there is no such part.
MeasuredTexts measuredTexts(const EvaluateOrder& order, const Predictor& predictor, const CLI::App& app,
                            const Context& context);

} // namespace lab::cli
