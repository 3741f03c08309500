// Products by cuBLAS.
#include "gpu/cublas_types.h"
#include "gpu/cuda_backend.h"
#include "gpu/require_cublas.h"

namespace lab::gpu {

// cuBLAS stores matrices by columns: a row-major matrix is its transpose there, so Cᵀ = op(B)ᵀ op(A)ᵀ.
void CudaBackend::multiply(Transpose ta, Transpose tb, ConstTall a, ConstTall b, MutTall c, float keep) {
    const float one = 1;
    const std::int64_t inner = ta == Transpose::No ? a.cols : a.rows;
    requireCublas(cublasGemmEx(m_cublas, tb == Transpose::No ? CUBLAS_OP_N : CUBLAS_OP_T,
                               ta == Transpose::No ? CUBLAS_OP_N : CUBLAS_OP_T, static_cast<int>(c.cols),
                               static_cast<int>(c.rows), static_cast<int>(inner), &one, b.data,
                               cublasType(b.element), static_cast<int>(b.cols), a.data, cublasType(a.element),
                               static_cast<int>(a.cols), &keep, c.data, cublasType(c.element),
                               static_cast<int>(c.cols), computeOf(a.element, m_compute),
                               CUBLAS_GEMM_DEFAULT),
                  "a product");
}

void CudaBackend::gemm(Transpose ta, Transpose tb, ConstTall a, ConstTall b, MutTall c, Accum mode) {
    const std::int64_t inner = ta == Transpose::No ? a.cols : a.rows;
    if (c.size() == 0)
        return;
    if (inner == 0) {
        if (mode == Accum::Overwrite)
            clear(c);
        return;
    }
    multiply(ta, tb, a, b, c, mode == Accum::Add ? 1.0F : 0.0F);
}

} // namespace lab::gpu
