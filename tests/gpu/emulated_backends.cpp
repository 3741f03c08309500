#include "gpu/cuda_backend.h"
#include "tests/gpu/host_cuda/emulation.h"
#include "tests/support/backends.h"

namespace lab::testing {
namespace {

std::unique_ptr<Backend> emulated(emulation::Order order, Precision precision = Precision::Fp32) {
    emulation::setOrder(order);
    return std::make_unique<gpu::CudaBackend>(precision);
}

} // namespace

std::vector<BackendChoice> allBackends() {
    return {
        {"CudaEmulated", 1e-4, [] { return emulated(emulation::Order::Forward); }, true},
        {"CudaEmulatedBackward", 1e-4, [] { return emulated(emulation::Order::Backward); }, true},
    };
}

std::unique_ptr<Backend> makeTestBackend(int) {
    return emulated(emulation::Order::Forward);
}

std::unique_ptr<Backend> makeNarrowTestBackend() {
    return emulated(emulation::Order::Forward, Precision::Bf16);
}

} // namespace lab::testing
