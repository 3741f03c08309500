#include "core/backend/devices.h"
#include "tests/support/backends.h"

namespace lab::testing {

std::vector<BackendChoice> allBackends() {
    return {
        {"Cuda", 1e-4,
         [] {
             return makeBackend({0, "cuda"});
         }},
    };
}

std::unique_ptr<Backend> makeTestBackend(int) {
    return makeBackend({0, "cuda"});
}

std::unique_ptr<Backend> makeNarrowTestBackend() {
    return makeBackend({0, "cuda", Precision::Bf16});
}

} // namespace lab::testing
