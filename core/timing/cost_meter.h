#pragma once

#include "core/config/run_config.h"
#include "core/timing/cost_breakdown.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

namespace lab {

class Backend;

/// Words of the random texts and classes of the head.
inline constexpr std::int64_t kCostWords = 10'000, kCostClasses = 4;

/// One place on the cost chart: a model, the length of its sequences and how many stand in a batch.
struct CostSpot {
    ModelConfig model;          ///< normalised; positions are left out, dropout is the model's
    std::int64_t length = 0;    ///< tokens of one sequence
    std::int64_t sequences = 1; ///< of one batch
};

/// Seconds of single passes over one batch.
struct CostSamples {
    std::vector<double> inference; ///< a forward pass without gradients
    std::vector<double> training;  ///< forward, loss and backward with dropout; the optimiser is left out
    std::int64_t peakBytes = 0; ///< most memory held for a training pass: activations, weights and gradients
};

/// How long one visit to a spot stays.
struct CostVisit {
    double seconds = 0.5;      ///< passes of each kind are repeated for about as long; at least one is made
    double longestWarmUp = 10; ///< seconds; a first pass that takes longer is counted instead of repeated
    int mostRepeats = 20;      ///< of each kind
    std::uint64_t seed = 1;    ///< tokens, weights and dropout
};

/// Measures passes over one batch of random tokens with fixed word vectors (paper section 4.5: constant
/// tokens per batch, embeddings not trained). The first pass of each kind touches its memory for the
/// first time and is not counted, unless it takes longer than the longest warm-up. \throws Cancelled in the
/// middle of a pass when \p stop asks for it; DeviceError without memory.
CostSamples measureCost(Backend& backend, const CostSpot& spot, const CostVisit& visit,
                        const std::stop_token& stop = {});

/// One more pass of each kind, with a clock at every op; warmed up as above. Throws as measureCost.
CostBreakdown measureBreakdown(Backend& backend, const CostSpot& spot, const CostVisit& visit,
                               const std::stop_token& stop = {});

} // namespace lab
