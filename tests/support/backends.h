#pragma once

#include "core/backend/backend.h"

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace lab::testing {

/// A device that the conformance tests run on.
struct BackendChoice {
    std::string name;     ///< part of the test's name
    double tolerance = 0; ///< relative error of one kernel against the double reference
    /// Throws DeviceError where the device is absent; the tests then skip with its reason.
    std::function<std::unique_ptr<Backend>()> make;
};

/// Every device of this build: one line each.
inline std::vector<BackendChoice> allBackends() {
    return {
        {"Cpu", 1e-5, [] { return makeCpuBackend(3); }},
    };
}

inline void PrintTo(const BackendChoice& choice, std::ostream* out) {
    *out << choice.name;
}

} // namespace lab::testing
