#pragma once

#include "core/tasks/text_classifier.h"
#include "core/train/encoded_split.h"

#include <cstdint>

namespace lab {

/// What a reduced precision changes in one pass over some texts: its results beside those of float32 with the
/// same weights, without dropout. A vector's distance is ‖a − a₃₂‖ / ‖a₃₂‖.
struct PrecisionError {
    std::int64_t texts = 0; ///< that were read
    double logits = 0;      ///< distance of all logits
    double gradients = 0;   ///< distance of the gradient of the mean loss, all parameters as one vector
    double loss = 0;        ///< |L − L₃₂| of the mean loss, nats

    bool operator==(const PrecisionError&) const = default;
};

/// Reads the first texts of \p split, some thousand tokens at most and at least one text, with \p model and
/// with \p exact: the same model on a float32 backend, which takes over its weights. Weights and moments of
/// \p model stay as they are; the gradients of both are zero afterwards. \throws OutOfDeviceMemory, then as
/// well with gradients of zero; std::invalid_argument for an empty split.
PrecisionError precisionError(TextClassifier& model, TextClassifier& exact, const EncodedSplit& split);

} // namespace lab
