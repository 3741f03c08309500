#include "gpu/fused_products.h"

#include "gpu/cublas_types.h"
#include "gpu/require_cublas.h"

#include <algorithm>

namespace lab::gpu {
namespace {

/// The largest power of two up to 256 that divides all addresses.
template <class... Pointers> std::uint32_t commonAlignment(const Pointers*... pointers) {
    constexpr std::uintptr_t kMost = 256;
    const std::uintptr_t bits = (kMost | ... | reinterpret_cast<std::uintptr_t>(pointers));
    return static_cast<std::uint32_t>(bits & (~bits + 1));
}

/// Of narrower results: the parts of a product that is split over its inner dimension are added in float32.
constexpr std::uint32_t kReductions = CUBLASLT_REDUCTION_SCHEME_COMPUTE_TYPE;

template <class Value>
void set(cublasLtMatmulDesc_t product, cublasLtMatmulDescAttributes_t what, const Value& value) {
    requireCublas(cublasLtMatmulDescSetAttribute(product, what, &value, sizeof value),
                  "describing a product");
}

template <class Value>
void set(cublasLtMatmulPreference_t wish, cublasLtMatmulPreferenceAttributes_t what, const Value& value) {
    requireCublas(cublasLtMatmulPreferenceSetAttribute(wish, what, &value, sizeof value),
                  "describing a product");
}

void layOut(cublasLtMatrixLayout_t layout, Element element, std::int64_t rows, std::int64_t cols) {
    requireCublas(cublasLtMatrixLayoutInit(layout, cublasType(element), static_cast<std::uint64_t>(rows),
                                           static_cast<std::uint64_t>(cols), rows),
                  "describing a matrix");
}

} // namespace

FusedProducts::FusedProducts(cublasComputeType_t compute) : m_compute(compute) {
    requireCublas(cublasLtCreate(&m_handle), "its start");
}

FusedProducts::~FusedProducts() {
    cublasLtDestroy(m_handle);
}

const FusedProducts::Plan& FusedProducts::planFor(const Shape& shape, cublasLtMatmulDesc_t product,
                                                  std::size_t workspace) {
    const auto known = m_plans.find(shape);
    if (known != m_plans.end())
        return known->second;
    constexpr std::size_t kKept = 4096; // texts of all lengths make many shapes; these take 2 MB
    if (m_plans.size() >= kKept)
        m_plans.clear();
    Plan plan{};
    layOut(&plan.weight, shape.element, shape.in, shape.out);
    layOut(&plan.x, shape.element, shape.in, shape.rows);
    layOut(&plan.y, shape.element, shape.out, shape.rows);
    cublasLtMatmulPreferenceOpaque_t wish;
    requireCublas(cublasLtMatmulPreferenceInit(&wish), "describing a product");
    set(&wish, CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES, workspace);
    if (shape.element != Element::F32)
        set(&wish, CUBLASLT_MATMUL_PREF_REDUCTION_SCHEME_MASK, kReductions);
    for (const auto operand :
         {CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_B_BYTES,
          CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_C_BYTES, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES})
        set(&wish, operand, shape.alignment);
    cublasLtMatmulHeuristicResult_t best{};
    int found = 0;
    plan.exists = cublasLtMatmulAlgoGetHeuristic(m_handle, product, &plan.weight, &plan.x, &plan.y, &plan.y,
                                                 &wish, 1, &best, &found) == CUBLAS_STATUS_SUCCESS &&
                  found > 0;
    plan.algorithm = best.algo;
    return m_plans.emplace(shape, plan).first->second;
}

// cuBLASLt stores matrices by columns: a row-major matrix is its transpose there, so yᵀ = W xᵀ with W read
// transposed, and the bias goes along the rows of yᵀ, as the epilogue wants it.
bool FusedProducts::linear(const Map& map, MutTall y, Workspace workspace, cudaStream_t stream) {
    const auto& [x, weight, bias, residual] = map;
    cublasLtMatmulDescOpaque_t product;
    requireCublas(cublasLtMatmulDescInit(&product, computeOf(x.element, m_compute), CUDA_R_32F),
                  "describing a product");
    set(&product, CUBLASLT_MATMUL_DESC_TRANSA, CUBLAS_OP_T);
    set(&product, CUBLASLT_MATMUL_DESC_TRANSB, CUBLAS_OP_N);
    if (bias) {
        set(&product, CUBLASLT_MATMUL_DESC_EPILOGUE, CUBLASLT_EPILOGUE_BIAS);
        set(&product, CUBLASLT_MATMUL_DESC_BIAS_POINTER, bias.data);
    }
    const Plan& plan =
        planFor({x.rows, x.cols, y.cols, static_cast<bool>(bias), static_cast<bool>(residual), x.element,
                 commonAlignment(x.data, weight.data, bias.data, residual.data, y.data)},
                &product, workspace.bytes);
    if (!plan.exists)
        return false;
    // The layouts are only read; C's interface takes them without const.
    Plan call = plan;
    const float one = 1, kept = residual ? 1.0F : 0.0F;
    requireCublas(cublasLtMatmul(m_handle, &product, &one, weight.data, &call.weight, x.data, &call.x, &kept,
                                 residual ? residual.data : y.data, &call.y, y.data, &call.y, &call.algorithm,
                                 workspace.memory, workspace.bytes, stream),
                  "a product with a bias or a residual");
    return true;
}

} // namespace lab::gpu
