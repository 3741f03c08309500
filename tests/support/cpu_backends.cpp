#include "tests/support/backends.h"

namespace lab::testing {

std::vector<BackendChoice> allBackends() {
    return {
        {"Cpu", 1e-5, [] { return makeCpuBackend(3); }},
    };
}

std::unique_ptr<Backend> makeTestBackend(int threads) {
    return makeCpuBackend(threads);
}

} // namespace lab::testing
