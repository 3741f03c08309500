// A GPU module as another build would make it: nothing of it but its token may be touched.
#include "core/backend/gpu_module.h"

namespace {
constexpr lab::GpuModule kModule{lab::kGpuModuleBuild, nullptr, nullptr};
}

extern "C" __attribute__((visibility("default"))) const lab::GpuModule* fastformer_lab_gpu_module() {
    return &kModule;
}
