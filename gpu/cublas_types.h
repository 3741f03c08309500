#pragma once

#include "core/backend/views.h"

#include <cublas_v2.h>

namespace lab::gpu {

inline cudaDataType_t cublasType(Element element) {
    return element == Element::F32 ? CUDA_R_32F : CUDA_R_16BF;
}

/// How a product of operands of this element is computed; \p ofFloats says it for float32. Sums are float32.
inline cublasComputeType_t computeOf(Element element, cublasComputeType_t ofFloats) {
    return element == Element::F32 ? ofFloats : CUBLAS_COMPUTE_32F;
}

} // namespace lab::gpu
