#pragma once

#include "core/backend/views.h"

#include <cublasLt.h>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>

namespace lab::gpu {

/// Linear maps whose bias and residual cuBLASLt adds where it writes the product, so that y is written once
/// and never read.
///
/// How a shape is computed is asked once and kept, so a steady step asks nothing. Asking takes longer than a
/// short product does, and batches of texts have another number of rows at every step: what is asked for is
/// that number rounded up by at most an eighth. The answer depends on the shape, the alignment of the
/// operands and the GPU alone: same input, same bits.
class FusedProducts {
public:
    struct Workspace {
        void* memory;
        std::size_t bytes;
    };

    /// \throws DeviceError.
    explicit FusedProducts(cublasComputeType_t compute);
    ~FusedProducts();
    FusedProducts(const FusedProducts&) = delete;
    FusedProducts& operator=(const FusedProducts&) = delete;

    /// y = x Wᵀ + b + residual, as Backend::linear says it.
    struct Map {
        ConstTall x, weight, bias, residual;
    };
    /// For matrices that are not empty. False when cuBLASLt knows no way for this shape; y is untouched then.
    /// \throws DeviceError.
    bool linear(const Map& map, MutTall y, Workspace workspace, cudaStream_t stream);

private:
    struct Shape {
        std::int64_t rows, in, out;
        bool bias, residual;
        Element element;
        std::uint32_t alignment; ///< of the operands, in bytes
        auto operator<=>(const Shape&) const = default;
    };
    struct Plan {
        cublasLtMatmulAlgo_t algorithm;
        bool exists;
    };
    const Plan& planFor(const Shape& shape, cublasLtMatmulDesc_t product, std::size_t workspace);
    cublasStatus_t multiply(const Map& map, MutTall y, const Plan& plan, cublasLtMatmulDesc_t product,
                            Workspace workspace, cudaStream_t stream);

    cublasLtHandle_t m_handle = nullptr;
    cublasComputeType_t m_compute; ///< of float32 operands
    std::map<Shape, Plan> m_plans;
};

} // namespace lab::gpu
