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
    bool slow = false; ///< emulated, access by access: a long test may take some of its cases
};

/// The devices that this test program is for: one list a program, so that the same tests serve each device.
std::vector<BackendChoice> allBackends();

/// The first of them. \p threads: of the processor, where that is the device.
std::unique_ptr<Backend> makeTestBackend(int threads);

/// The same device with tall matrices of 16 bits a value; only where one has them.
std::unique_ptr<Backend> makeNarrowTestBackend();

inline void PrintTo(const BackendChoice& choice, std::ostream* out) {
    *out << choice.name;
}

} // namespace lab::testing
