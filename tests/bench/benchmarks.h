#pragma once

#include "tests/bench/bounds.h"

namespace lab::bench {

/// One benchmark for each kernel, at the width of the authors' model.
void registerKernels(const Bounds& bounds);

/// Whole training steps of the authors' model: 64 texts of about 50 tokens, 16,384 tokens, one text of 65,536
/// tokens.
void registerTrainingSteps(const Bounds& bounds);

} // namespace lab::bench
