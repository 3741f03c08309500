#pragma once

#include "core/backend/devices.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace lab {

/// What the GPU module (gpu/, loaded at run time) offers the program. Objects with virtual functions cross
/// the border, so both sides must come from one build: the program looks at `build` before anything else.
struct GpuModule {
    const char* build; ///< kGpuModuleBuild of the module's side

    /// The GPUs, or one entry that says why there is none. Does not throw.
    std::vector<DeviceInfo> (*devices)();
    /// A backend on the first GPU. \throws DeviceError with the reason when there is none that can be used.
    std::unique_ptr<Backend> (*make)(Precision precision);
};

/// The module's one C function: gives its GpuModule, which lives as long as the module.
using GpuModuleEntry = const GpuModule* (*)();
inline constexpr char kGpuModuleEntry[] = "fastformer_lab_gpu_module";
inline constexpr char kGpuModuleFile[] = "liblab_gpu.so";

/// LAB_GPU_INTERFACE is a token of the headers whose types cross the border (cmake/GpuInterface.cmake).
inline constexpr char kGpuModuleBuild[] =
    LAB_VERSION " interface " LAB_GPU_INTERFACE ", compiler " __VERSION__;

} // namespace lab
