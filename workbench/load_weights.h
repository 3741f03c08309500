#pragma once

#include "core/nn/parameter_store.h"
#include "core/store/safetensors.h"

#include <string>

namespace lab {

/// Sets the parameters from \p weights. \throws DataError that starts with \p source ("model.safetensors").
void loadWeights(ParameterStore& parameters, const TensorFile& weights, const std::string& source,
                 const std::string& prefix = {});

} // namespace lab
