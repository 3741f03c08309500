#pragma once

#include "core/config/run_config.h"

#include <map>
#include <string>
#include <vector>

namespace lab {

/// A set of hyperparameters that somebody published or that teaches well, for any encoder.
struct Preset {
    std::string id;     ///< "paper-amazon"
    std::string title;  ///< "Paper: Amazon"
    std::string source; ///< where the numbers stand, and which of them are a choice of this program
    ModelConfig model;  ///< for Fastformer
    TrainOptions train;
    std::map<std::string, std::map<std::string, double>> hyperparameters; ///< encoder → its own values
    std::map<std::string, int> maxLength; ///< encoder → tokens, where it differs from model.maxLength
};

/// Every preset, the authors' quick start first.
const std::vector<Preset>& builtinPresets();

/// \throws ConfigError that lists the known ids.
const Preset& findPreset(const std::string& id);

/// The preset's model with \p encoder in its slot; its sharing mode is one that the encoder offers.
/// \throws ConfigError for an unknown encoder.
ModelConfig modelOf(const Preset& preset, const std::string& encoder);

/// Puts the preset's model for \p config.model.encoder and its training into \p config; seed, data and words
/// stay.
void apply(const Preset& preset, RunConfig& config);

} // namespace lab
