#pragma once

#include "core/config/run_config.h"

#include <string>
#include <utility>
#include <vector>

namespace lab {

/// Configurations as JSON text, the form in which lab files and model files keep them.
///
/// One flat object; keys are the command line's flags in snake_case (`max_length`, `lr`, `split`),
/// enumerators their names, an encoder's own values an object `hyperparameters`. Unknown keys are ignored and
/// missing keys take their defaults, so that older and newer files stay readable.

std::string toJson(const RunConfig& config);
std::string toJson(const ModelConfig& config);
std::string toJson(const TrainOptions& config);
/// Every setting with its value as text, in the order of the JSON; an encoder's own as
/// "hyperparameters.window".
std::vector<std::pair<std::string, std::string>> settingsOf(const RunConfig& config);
/// A JSON list of strings. \throws DataError when one is not valid UTF-8.
std::string toJson(const std::vector<std::string>& list);

/// \p what names the source in messages ("model.safetensors").
/// \throws DataError when the text is not a JSON object or a value has the wrong type; the sentence names the
/// key.
RunConfig runConfigFromJson(const std::string& json, const std::string& what);
std::vector<std::string> stringsFromJson(const std::string& json, const std::string& what);

/// The model of a golden file's `config` (keys d, di, max_len …; numbers of an encoder's own become
/// hyperparameters). \throws DataError as above.
ModelConfig modelConfigFromGolden(const std::string& json, const std::string& what);

} // namespace lab
