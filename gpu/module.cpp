// The module's one door; see core/backend/gpu_module.h.
#include "core/backend/gpu_module.h"

#include "core/base/error.h"
#include "gpu/cuda_backend.h"
#include "gpu/device/launch.h"

#include <charconv>
#include <string>
#include <string_view>
#include <system_error>

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
        return "this machine has no NVIDIA driver; install it";
    cudaRuntimeGetVersion(&runtime);
    if (status == cudaErrorInsufficientDriver)
        return fmt::format("the NVIDIA driver is too old: it knows CUDA {}, the module needs {}; update the "
                           "driver",
                           version(driver), version(runtime));
    if (status == cudaErrorNoDevice || status == cudaSuccess)
        return "the NVIDIA driver finds no GPU; look whether CUDA_VISIBLE_DEVICES hides it";
    return fmt::format("the GPU cannot be used ({}); look whether nvidia-smi knows it",
                       cudaGetErrorString(status));
}

/// The module holds machine code for GPUs of this generation; else the driver has to translate.
bool holdsCodeFor(int major, int minor) {
    // "80-real,90": N-real and N hold code of N, N-virtual does not
    const std::string_view list = LAB_CUDA_CODE;
    for (std::size_t at = 0; at < list.size();) {
        const std::string_view entry = list.substr(at, list.find(',', at) - at);
        at += entry.size() + 1;
        if (entry.ends_with("-virtual"))
            continue;
        int number = 0;
        if (std::from_chars(entry.data(), entry.data() + entry.size(), number).ec != std::errc())
            return true; // native, all: made for this machine
        if (number / 10 == major && number % 10 <= minor)
            return true;
    }
    return false;
}

/// The driver cannot translate what a newer toolkit than itself has made.
bool cannotTranslate() {
    int driver = 0, runtime = 0;
    cudaDriverGetVersion(&driver);
    cudaRuntimeGetVersion(&runtime);
    return driver < runtime;
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
            info.reason = fmt::format("the GPU cannot be used ({}); look whether nvidia-smi knows it",
                                      cudaGetErrorString(status));
        else if (properties.major < kOldest)
            info.reason =
                fmt::format("the {} is too old (compute capability {}.{}, {}.0 is needed); take a newer one",
                            properties.name, properties.major, properties.minor, kOldest);
        else if (!holdsCodeFor(properties.major, properties.minor) && cannotTranslate())
            info.reason = fmt::format("the module has no machine code for the {}, and its driver is too old "
                                      "to translate; update the "
                                      "driver, or build with -DLAB_CUDA_ARCHITECTURES={}{}",
                                      properties.name, properties.major, properties.minor);
        found.push_back(std::move(info));
    }
    return found;
}

std::unique_ptr<Backend> make(Precision precision) {
    const DeviceInfo first = devices().front();
    if (!first.usable())
        throw DeviceError(
            fmt::format("no GPU to compute on: {}, or use the processor (--device cpu)", first.reason));
    require(cudaSetDevice(0), "taking the first GPU");
    return std::make_unique<CudaBackend>(precision);
}

constexpr GpuModule kModule{kGpuModuleBuild, &devices, &make};

} // namespace
} // namespace lab::gpu

extern "C" __attribute__((visibility("default"))) const lab::GpuModule* fastformer_lab_gpu_module() {
    return &lab::gpu::kModule;
}
