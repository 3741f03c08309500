#pragma once

#include "core/backend/devices.h"

#include <string>
#include <vector>

namespace lab {

/// How far one tensor of a golden file is from what this build computes.
struct TensorError {
    std::string tensor;
    double absolute = 0; ///< largest |ours − golden|
    double relative = 0; ///< absolute / largest |golden|; 0 where the golden is 0 everywhere
    bool passed = false;
};

struct GoldenReport {
    std::string file;
    std::vector<TensorError> tensors;
    bool passed = false; ///< all tensors are within the tolerance
};

/// Replays a golden file: loads its weights, runs its batch forward and backward (or, when it holds a
/// training trajectory, its Adam steps), and compares every output, trace and gradient.
///
/// A tensor passes when relative ≤ \p tolerance; one whose exact value is 0 (score biases, which a softmax
/// ignores) when absolute ≤ 1e-6.
/// \throws DataError when the file is damaged or lacks a tensor; ConfigError when its model is unknown.
GoldenReport checkGolden(const std::string& path, double tolerance = 1e-4, const DeviceChoice& choice = {});

} // namespace lab
