#include "core/backend/devices.h"

#include "core/backend/gpu_module.h"
#include "core/base/error.h"

#include <dlfcn.h>

#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <utility>

namespace lab {
namespace {

/// Names a module to load in place of the one beside the program.
constexpr const char* kGpuModuleVariable = "FASTFORMER_GPU_MODULE";

/// The module, or why there is none. Stays loaded: backends and errors of it may live as long as the program.
struct LoadedModule {
    const GpuModule* module = nullptr;
    std::string reason;
};

LoadedModule openModule(const std::string& path) {
    void* handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr)
        return {nullptr,
                fmt::format("the CUDA module cannot be loaded ({}); install the CUDA libraries that it was "
                            "built with",
                            dlerror())};
    const auto entry = reinterpret_cast<GpuModuleEntry>(dlsym(handle, kGpuModuleEntry));
    if (entry == nullptr)
        return {nullptr, fmt::format("{} is not a CUDA module of this program; give {} the path of one", path,
                                     kGpuModuleVariable)};
    const GpuModule* module = entry();
    if (std::string_view(module->build) != kGpuModuleBuild)
        return {
            nullptr,
            fmt::format("the CUDA module {} belongs to another build ({}, this program is {}); build both "
                        "together",
                        path, module->build, kGpuModuleBuild)};
    return {module, ""};
}

/// Asked before the module is loaded: cuBLAS alone takes more memory than a small run.
bool driverPresent() {
    void* driver = dlopen("libcuda.so.1", RTLD_LAZY | RTLD_LOCAL);
    if (driver == nullptr)
        return false;
    dlclose(driver);
    return true;
}

LoadedModule findModule() {
    const bool named = std::getenv(kGpuModuleVariable) != nullptr; // it may need no driver
    for (const std::string& path : gpuModulePaths()) {
        std::error_code ignored;
        if (!std::filesystem::exists(path, ignored))
            continue;
        if (!named && !driverPresent())
            return {nullptr, "this machine has no NVIDIA driver; install it"};
        return openModule(path);
    }
    return {nullptr,
            "this build has no CUDA module: install the package fastformer-lab-cuda, or build where the CUDA "
            "toolkit (nvcc) is found"};
}

const LoadedModule& gpuModule() {
    static const LoadedModule loaded = findModule();
    return loaded;
}

std::vector<DeviceInfo> gpus() {
    const LoadedModule& loaded = gpuModule();
    if (loaded.module == nullptr)
        return {{"cuda", "", 0, loaded.reason}};
    return loaded.module->devices();
}

} // namespace

std::vector<std::string> gpuModulePaths() {
    if (const char* named = std::getenv(kGpuModuleVariable))
        return {named};
    std::error_code ignored;
    const auto folder = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
    std::vector<std::string> paths;
    for (const char* place : {".", "../lib", "../lib/fastformer-lab"})
        paths.push_back((folder / place / kGpuModuleFile).lexically_normal().string());
    return paths;
}

std::vector<DeviceInfo> listDevices() {
    std::vector<DeviceInfo> devices{{"cpu", "", 0, ""}};
    for (DeviceInfo& gpu : gpus())
        devices.push_back(std::move(gpu));
    return devices;
}

std::string resolveDevice(const std::string& name) {
    if (name == "cpu")
        return name;
    if (name != "auto" && name != "cuda")
        throw ConfigError(fmt::format("--device takes auto, cpu or cuda, not \"{}\"", name));
    const DeviceInfo first = gpus().front();
    if (first.usable())
        return "cuda";
    if (name == "cuda")
        throw DeviceError(
            fmt::format("no GPU to compute on: {}, or use the processor (--device cpu)", first.reason));
    return "cpu";
}

std::unique_ptr<Backend> makeBackend(const DeviceChoice& choice) {
    if (resolveDevice(choice.device) == "cuda")
        return gpuModule().module->make(choice.precision);
    if (choice.precision != Precision::Fp32)
        throw ConfigError(fmt::format("--precision {} needs a GPU: the processor computes in fp32",
                                      toString(choice.precision)));
    return makeCpuBackend(choice.threads);
}

} // namespace lab
