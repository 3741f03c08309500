// The module's one door; see core/backend/gpu_module.h.
#include "core/backend/gpu_module.h"

#include "core/base/error.h"
#include "gpu/cuda_backend.h"
#include "gpu/device/launch.h"

#include <string>

namespace lab::gpu {
namespace {

std::string version(int number) {
    return fmt::format("{}.{}", number / 1000, number % 1000 / 10);
}

/// Why no GPU can be used; "" when one can.
std::string whyNone(int& count) {
    count = 0;
    const cudaError_t status = cudaGetDeviceCount(&count);
    if (status == cudaSuccess && count > 0)
        return "";
    cudaGetLastError();
    int driver = 0, runtime = 0;
    if (cudaDriverGetVersion(&driver) != cudaSuccess || driver == 0)
        return "this machine has no NVIDIA driver; install it, or use --device cpu";
    cudaRuntimeGetVersion(&runtime);
    if (status == cudaErrorInsufficientDriver)
        return fmt::format(
            "the NVIDIA driver is too old: it knows CUDA {}, the module needs {}; update the driver, or "
            "use --device cpu",
            version(driver), version(runtime));
    if (status == cudaErrorNoDevice || status == cudaSuccess)
        return "the NVIDIA driver finds no GPU; use --device cpu";
    return fmt::format("the GPU cannot be used ({}); use --device cpu", cudaGetErrorString(status));
}

std::vector<DeviceInfo> devices() {
    int count = 0;
    const std::string reason = whyNone(count);
    if (!reason.empty())
        return {{"cuda", "", 0, reason}};
    std::vector<DeviceInfo> found;
    for (int i = 0; i < count; ++i) {
        cudaDeviceProp properties{};
        const cudaError_t status = cudaGetDeviceProperties(&properties, i);
        constexpr int kOldest = 8;
        DeviceInfo info{"cuda", properties.name, properties.totalGlobalMem, ""};
        if (status != cudaSuccess)
            info.reason =
                fmt::format("the GPU cannot be used ({}); use --device cpu", cudaGetErrorString(status));
        else if (properties.major < kOldest)
            info.reason =
                fmt::format("the {} is too old (compute capability {}.{}, {}.0 is needed); use --device cpu",
                            properties.name, properties.major, properties.minor, kOldest);
        found.push_back(std::move(info));
    }
    return found;
}

std::unique_ptr<Backend> make(Precision precision) {
    const DeviceInfo first = devices().front();
    if (!first.usable())
        throw DeviceError(fmt::format("--device cuda: {}", first.reason));
    require(cudaSetDevice(0), "taking the first GPU");
    return std::make_unique<CudaBackend>(precision);
}

constexpr GpuModule kModule{kGpuModuleBuild, &devices, &make};

} // namespace
} // namespace lab::gpu

extern "C" __attribute__((visibility("default"))) const lab::GpuModule* fastformer_lab_gpu_module() {
    return &lab::gpu::kModule;
}
