#pragma once

#include "core/base/error.h"

#include "gpu/device/launch.h"

#include <cublas_v2.h>

namespace lab::gpu {

/// \throws DeviceError that says what was tried and cuBLAS's reason, when \p status is not success;
/// OutOfDeviceMemory where it found no memory.
inline void requireCublas(cublasStatus_t status, const char* what) {
    if (status == CUBLAS_STATUS_ALLOC_FAILED)
        throwOutOfMemory();
    if (status != CUBLAS_STATUS_SUCCESS)
        throw DeviceError(fmt::format("cuBLAS failed in {} ({})", what, cublasGetStatusString(status)));
}

} // namespace lab::gpu
