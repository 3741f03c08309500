#pragma once

#include "core/encoders/encoder.h"
#include "workbench/cost_series.h"

#include <cstdint>
#include <set>
#include <string>

namespace lab {

/// What the axis of a cost chart counts.
enum class CostQuantity { Time, Memory };

/// What the person wants to see and to measure in the workspace Cost.
struct CostChoice {
    std::set<std::string> encoders;
    std::set<Sharing> sharings = {Sharing::QueryValue};
    std::set<std::int64_t> lengths;
    std::int64_t tokens = 65'536; ///< of a batch, constant over the lengths as in the paper's experiment
    CostPass pass = CostPass::Inference;
    CostQuantity quantity = CostQuantity::Time;
    std::int64_t at = 512; ///< the length that ratios and parts are told for
    bool shares = true;    ///< parts as shares of the pass, not in milliseconds

    CostChoice() {
        for (const EncoderSpec& spec : builtinEncoders().all())
            encoders.insert(spec.id);
        for (std::int64_t length = 128; length <= 65'536; length *= 2)
            lengths.insert(length);
    }
};

} // namespace lab
