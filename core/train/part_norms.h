#pragma once

#include "core/nn/parameter_store.h"
#include "core/train/events.h"

#include <vector>

namespace lab {

/// Norms of the gradients and weights of each part of the model, in the order of the data's way through it.
/// Reads every parameter once. Layers that share their parameters are one part.
std::vector<PartNorm> partNorms(const ParameterStore& parameters);

} // namespace lab
