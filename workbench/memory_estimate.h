#pragma once

#include "core/config/run_config.h"

#include <cstdint>

namespace lab {

/// Bytes that one training step holds on the device.
struct MemoryEstimate {
    std::int64_t weights = 0;
    std::int64_t gradients = 0;   ///< of the weights that are trained
    std::int64_t moments = 0;     ///< both of Adam's
    std::int64_t activations = 0; ///< every value of the pass that the gradient needs, and their gradients

    [[nodiscard]] std::int64_t total() const { return weights + gradients + moments + activations; }
};

/// Memory of a step over \p batch texts of \p tokens tokens each, found by a dry run: the model's own forward
/// and backward pass on a device that computes nothing. It equals what the processor's backend is asked for
/// to the byte; a batch of texts of different lengths with as many tokens differs by a few rows. Working
/// copies inside kernels and the texts themselves are left out. Takes well under a millisecond. \throws
/// ConfigError when the configuration is impossible or the batch has more than 2^31 − 1 tokens.
MemoryEstimate trainingMemory(const RunConfig& config, std::int64_t vocabulary, std::int64_t classes,
                              std::int64_t tokens);

} // namespace lab
