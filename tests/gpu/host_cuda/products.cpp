// Products as cuBLAS and cuBLASLt name them: plain loops in double over operands rounded as the compute type
// says.
#include "access_check.h"
#include "cublasLt.h"
#include "emulation.h"

#include "core/base/bfloat16.h"

#include <atomic>
#include <cstring>

struct EmulatedCublas {
    cudaStream_t stream = nullptr;
};

cublasStatus_t cublasCreate(cublasHandle_t* handle) {
    *handle = new EmulatedCublas;
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasDestroy(cublasHandle_t handle) {
    delete handle;
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasSetStream(cublasHandle_t handle, cudaStream_t stream) {
    handle->stream = stream;
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasSetWorkspace(cublasHandle_t, void*, std::size_t) {
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasSetMathMode(cublasHandle_t, cublasMath_t mode) {
    return mode == (CUBLAS_DEFAULT_MATH | CUBLAS_MATH_DISALLOW_REDUCED_PRECISION_REDUCTION)
               ? CUBLAS_STATUS_SUCCESS
               : CUBLAS_STATUS_NOT_SUPPORTED;
}

namespace lab::emulation {
namespace {
std::atomic<std::int64_t> asked{0};
}
std::int64_t waysAsked() {
    return asked;
}
} // namespace lab::emulation

namespace {
/// \p x with so many bits of its fraction left, rounded to the nearest.
float rounded(float x, int dropped) {
    if (dropped == 0)
        return x;
    std::uint32_t bits = 0;
    std::memcpy(&bits, &x, sizeof x);
    bits += (1U << (dropped - 1)) - 1 + (bits >> dropped & 1U);
    bits &= ~0U << dropped;
    std::memcpy(&x, &bits, sizeof x);
    return x;
}

int droppedBits(cublasComputeType_t compute) {
    return compute == CUBLAS_COMPUTE_32F ? 0 : compute == CUBLAS_COMPUTE_32F_FAST_TF32 ? 13 : 16;
}

std::size_t bytesOf(cudaDataType_t type) {
    return type == CUDA_R_32F ? sizeof(float) : sizeof(lab::BFloat16);
}
float valueAt(const void* data, cudaDataType_t type, std::int64_t i) {
    return type == CUDA_R_32F ? static_cast<const float*>(data)[i]
                              : lab::widened(static_cast<const lab::BFloat16*>(data)[i]);
}

/// By columns: element (row, col), or (col, row) when transposed.
struct Operand {
    const void* data;
    cudaDataType_t type;
    std::int64_t leading;
    bool transposed;
    [[nodiscard]] float at(std::int64_t row, std::int64_t col) const {
        return valueAt(data, type, transposed ? row * leading + col : col * leading + row);
    }
};

/// Where a product goes, by columns.
struct Result {
    void* data;
    cudaDataType_t type;
    std::int64_t leading;
    void put(std::int64_t i, float value) const {
        if (type == CUDA_R_32F)
            static_cast<float*>(data)[i] = value;
        else
            static_cast<lab::BFloat16*>(data)[i] = lab::narrowed(value);
    }
};

/// The types and the precision that cuBLAS offers together, of those that are used here.
bool offered(cudaDataType_t a, cudaDataType_t b, cudaDataType_t c, cublasComputeType_t compute) {
    return a == b && (a == CUDA_R_32F ? c == CUDA_R_32F : compute == CUBLAS_COMPUTE_32F);
}

/// On \p stream, cell = value(cell, row, col, Σ_i a(row, i) b(i, col)) for the m × n cells of \p c.
template <class Value>
cublasStatus_t multiply(cudaStream_t stream, const Operand& a, const Operand& b, const Result& c,
                        std::int64_t m, std::int64_t n, std::int64_t k, int dropped, const Value& value) {
    const cudaError_t status = lab::emulation::submit(stream, [=] {
        for (std::int64_t col = 0; col < n; ++col) {
            for (std::int64_t row = 0; row < m; ++row) {
                double sum = 0;
                for (std::int64_t i = 0; i < k; ++i)
                    sum += static_cast<double>(rounded(a.at(row, i), dropped)) *
                           static_cast<double>(rounded(b.at(i, col), dropped));
                const std::int64_t cell = col * c.leading + row;
                const auto before = static_cast<double>(valueAt(c.data, c.type, cell));
                c.put(cell, static_cast<float>(value(before, row, col, sum)));
            }
            const std::size_t bytes = bytesOf(c.type);
            lab::emulation::deviceMemoryWritten(static_cast<std::byte*>(c.data) +
                                                    static_cast<std::size_t>(col * c.leading) * bytes,
                                                static_cast<std::size_t>(m) * bytes);
        }
        return cudaSuccess;
    });
    return status == cudaSuccess ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_INVALID_VALUE;
}
} // namespace

cublasStatus_t cublasGemmEx(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m, int n,
                            int k, const void* alpha, const void* a, cudaDataType_t typeA, int lda,
                            const void* b, cudaDataType_t typeB, int ldb, const void* beta, void* c,
                            cudaDataType_t typeC, int ldc, cublasComputeType_t compute, cublasGemmAlgo_t) {
    const bool leadingFit =
        lda >= (ta == CUBLAS_OP_N ? m : k) && ldb >= (tb == CUBLAS_OP_N ? k : n) && ldc >= m;
    if (m <= 0 || n <= 0 || k <= 0 || !leadingFit)
        return CUBLAS_STATUS_INVALID_VALUE;
    if (!offered(typeA, typeB, typeC, compute))
        return CUBLAS_STATUS_NOT_SUPPORTED;
    const double scale = *static_cast<const float*>(alpha), keep = *static_cast<const float*>(beta);
    return multiply(handle->stream, {a, typeA, lda, ta != CUBLAS_OP_N}, {b, typeB, ldb, tb != CUBLAS_OP_N},
                    {c, typeC, ldc}, m, n, k, droppedBits(compute),
                    [=](double cell, std::int64_t, std::int64_t, double sum) {
                        return scale * sum + (keep == 0 ? 0 : keep * cell);
                    });
}

cublasStatus_t cublasLtCreate(cublasLtHandle_t* handle) {
    *handle = nullptr;
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasLtDestroy(cublasLtHandle_t) {
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasLtMatmulDescInit(cublasLtMatmulDesc_t product, cublasComputeType_t compute,
                                      cudaDataType_t) {
    *product = {compute, CUBLAS_OP_N, CUBLAS_OP_N, CUBLASLT_EPILOGUE_DEFAULT, nullptr};
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasLtMatmulDescSetAttribute(cublasLtMatmulDesc_t product,
                                              cublasLtMatmulDescAttributes_t what, const void* value,
                                              std::size_t bytes) {
    const auto copy = [&](auto& target) {
        if (bytes != sizeof target)
            return CUBLAS_STATUS_INVALID_VALUE;
        std::memcpy(&target, value, bytes);
        return CUBLAS_STATUS_SUCCESS;
    };
    switch (what) {
    case CUBLASLT_MATMUL_DESC_TRANSA:
        return copy(product->ta);
    case CUBLASLT_MATMUL_DESC_TRANSB:
        return copy(product->tb);
    case CUBLASLT_MATMUL_DESC_EPILOGUE:
        return copy(product->epilogue);
    case CUBLASLT_MATMUL_DESC_BIAS_POINTER:
        return copy(product->bias);
    }
    return CUBLAS_STATUS_INVALID_VALUE;
}
cublasStatus_t cublasLtMatrixLayoutInit(cublasLtMatrixLayout_t layout, cudaDataType_t type,
                                        std::uint64_t rows, std::uint64_t cols, std::int64_t leading) {
    *layout = {type, rows, cols, leading};
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasLtMatmulPreferenceInit(cublasLtMatmulPreference_t wish) {
    *wish = {256};
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasLtMatmulPreferenceSetAttribute(cublasLtMatmulPreference_t wish,
                                                    cublasLtMatmulPreferenceAttributes_t what,
                                                    const void* value, std::size_t bytes) {
    if (what == CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES)
        return bytes == sizeof(std::size_t) ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_INVALID_VALUE;
    if (what == CUBLASLT_MATMUL_PREF_REDUCTION_SCHEME_MASK)
        return bytes == sizeof(std::uint32_t) ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_INVALID_VALUE;
    if (bytes != sizeof wish->alignment)
        return CUBLAS_STATUS_INVALID_VALUE;
    std::memcpy(&wish->alignment, value, bytes);
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasLtMatmulAlgoGetHeuristic(cublasLtHandle_t, cublasLtMatmulDesc_t, cublasLtMatrixLayout_t,
                                              cublasLtMatrixLayout_t, cublasLtMatrixLayout_t,
                                              cublasLtMatrixLayout_t layoutD, cublasLtMatmulPreference_t wish,
                                              int, cublasLtMatmulHeuristicResult_t* results, int* found) {
    *found = 0;
    ++lab::emulation::asked;
    if (!lab::emulation::machine().fusesSummands)
        return CUBLAS_STATUS_NOT_SUPPORTED;
    results[0].algo = {wish->alignment, layoutD->cols};
    *found = 1;
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasLtMatmul(cublasLtHandle_t, cublasLtMatmulDesc_t product, const void* alpha,
                              const void* a, cublasLtMatrixLayout_t layoutA, const void* b,
                              cublasLtMatrixLayout_t layoutB, const void* beta, const void* c,
                              cublasLtMatrixLayout_t layoutC, void* d, cublasLtMatrixLayout_t layoutD,
                              const cublasLtMatmulAlgo_t* algorithm, void*, std::size_t,
                              cudaStream_t stream) {
    const bool ta = product->ta != CUBLAS_OP_N, tb = product->tb != CUBLAS_OP_N;
    const std::uint64_t m = ta ? layoutA->cols : layoutA->rows, k = ta ? layoutA->rows : layoutA->cols;
    const std::uint64_t n = tb ? layoutB->rows : layoutB->cols, inner = tb ? layoutB->cols : layoutB->rows;
    const auto aligned = [&](const void* p) {
        return reinterpret_cast<std::uintptr_t>(p) % algorithm->alignment == 0;
    };
    const bool biased = product->epilogue == CUBLASLT_EPILOGUE_BIAS;
    if (m != layoutD->rows || n != layoutD->cols || k != inner || layoutC->rows != m || layoutC->cols != n ||
        !aligned(a) || !aligned(b) || !aligned(c) || !aligned(d) || biased != (product->bias != nullptr) ||
        layoutC->type != layoutD->type)
        return CUBLAS_STATUS_INVALID_VALUE;
    if (!offered(layoutA->type, layoutB->type, layoutD->type, product->compute))
        return CUBLAS_STATUS_NOT_SUPPORTED;
    const auto& machine = lab::emulation::machine();
    if (const int status = algorithm->rows == n ? machine.waysForTheirRows : machine.waysForOtherRows;
        status != 0)
        return static_cast<cublasStatus_t>(status);
    const double scale = *static_cast<const float*>(alpha), keep = *static_cast<const float*>(beta);
    const Operand added{c, layoutC->type, layoutC->leading, false};
    const void* bias = product->bias;
    const cudaDataType_t biasType = layoutD->type;
    return multiply(
        stream, {a, layoutA->type, layoutA->leading, ta}, {b, layoutB->type, layoutB->leading, tb},
        {d, layoutD->type, layoutD->leading}, static_cast<std::int64_t>(m), static_cast<std::int64_t>(n),
        static_cast<std::int64_t>(k), droppedBits(product->compute),
        [=](double, std::int64_t row, std::int64_t col, double sum) {
            const double kept = keep == 0 ? 0 : keep * static_cast<double>(added.at(row, col));
            return scale * sum + kept + (biased ? static_cast<double>(valueAt(bias, biasType, row)) : 0);
        });
}
