#pragma once

#include "core/backend/views.h"

#include <cublasLt.h>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>

namespace lab::gpu {

/// Linear maps whose bias cuBLASLt adds where it writes the product, so that y is written once and never
/// read.
///
/// How a shape is computed is asked once and kept, so a steady step asks nothing. The answer depends on the
/// shape, the alignment of the operands and the GPU alone: same input, same bits.
class BiasedProducts {
public:
    struct Workspace {
        void* memory;
        std::size_t bytes;
    };

    /// \throws DeviceError.
    explicit BiasedProducts(cublasComputeType_t compute);
    ~BiasedProducts();
    BiasedProducts(const BiasedProducts&) = delete;
    BiasedProducts& operator=(const BiasedProducts&) = delete;

    /// y = x Wᵀ + b for matrices that are not empty; x [rows, in], weight [out, in], bias [1, out]. False
    /// when cuBLASLt knows no way for this shape; y is untouched then. \throws DeviceError.
    bool linear(ConstMat x, ConstMat weight, ConstMat bias, MutMat y, Workspace workspace,
                cudaStream_t stream);

private:
    struct Shape {
        std::int64_t rows, in, out;
        std::uint32_t alignment; ///< of the operands, in bytes
        auto operator<=>(const Shape&) const = default;
    };
    struct Plan {
        cublasLtMatrixLayoutOpaque_t weight, x, y;
        cublasLtMatmulAlgo_t algorithm;
        bool exists;
    };
    const Plan& planFor(const Shape& shape, cublasLtMatmulDesc_t product, std::size_t workspace);

    cublasLtHandle_t m_handle = nullptr;
    cublasComputeType_t m_compute;
    std::map<Shape, Plan> m_plans;
};

} // namespace lab::gpu
