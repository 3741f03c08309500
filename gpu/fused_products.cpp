#include "gpu/fused_products.h"

#include "gpu/cublas_types.h"
#include "gpu/require_cublas.h"

#include <algorithm>

namespace lab::gpu {
namespace {

/// What the widest accesses of a kernel need; all that is allocated has it.
constexpr std::uint32_t kAlignment = 16;

/// The largest power of two up to kAlignment that divides all addresses.
template <class... Pointers> std::uint32_t commonAlignment(const Pointers*... pointers) {
    const std::uintptr_t bits =
        (std::uintptr_t{kAlignment} | ... | reinterpret_cast<std::uintptr_t>(pointers));
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

/// As columns see them: row-major matrices are their transposes there.
struct Layouts {
    cublasLtMatrixLayoutOpaque_t weight, x, y;

    Layouts(Element element, std::int64_t rows, std::int64_t in, std::int64_t out) {
        layOut(&weight, element, in, out);
        layOut(&x, element, in, rows);
        layOut(&y, element, out, rows);
    }
};

/// \p rows rounded up to four significant bits.
std::int64_t coarse(std::int64_t rows) {
    std::int64_t step = 1;
    while (rows > step * 16)
        step *= 2;
    return (rows + step - 1) / step * step;
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
    constexpr std::size_t kKept = 4096; // these take 1 MB
    if (m_plans.size() >= kKept)
        m_plans.clear();
    Plan plan{};
    Layouts layouts(shape.element, shape.rows, shape.in, shape.out);
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
    plan.exists =
        cublasLtMatmulAlgoGetHeuristic(m_handle, product, &layouts.weight, &layouts.x, &layouts.y, &layouts.y,
                                       &wish, 1, &best, &found) == CUBLAS_STATUS_SUCCESS &&
        found > 0;
    plan.algorithm = best.algo;
    return m_plans.emplace(shape, plan).first->second;
}

cublasStatus_t FusedProducts::multiply(const Map& map, MutTall y, const Plan& plan,
                                       cublasLtMatmulDesc_t product, Workspace workspace,
                                       cudaStream_t stream) {
    Layouts layouts(map.x.element, map.x.rows, map.x.cols, y.cols);
    const float one = 1, kept = map.residual ? 1.0F : 0.0F;
    return cublasLtMatmul(m_handle, product, &one, map.weight.data, &layouts.weight, map.x.data, &layouts.x,
                          &kept, map.residual ? map.residual.data : y.data, &layouts.y, y.data, &layouts.y,
                          &plan.algorithm, workspace.memory, workspace.bytes, stream);
}

// cuBLASLt stores matrices by columns: a row-major matrix is its transpose there, so yᵀ = W xᵀ with W read
// transposed, and the bias goes along the rows of yᵀ, as the epilogue wants it.
bool FusedProducts::linear(const Map& map, MutTall y, Workspace workspace, cudaStream_t stream) {
    const auto& [x, weight, bias, residual] = map;
    if (commonAlignment(bias.data) < kAlignment)
        return false; // no wish can say how a bias is aligned
    cublasLtMatmulDescOpaque_t product;
    requireCublas(cublasLtMatmulDescInit(&product, computeOf(x.element, m_compute), CUDA_R_32F),
                  "describing a product");
    set(&product, CUBLASLT_MATMUL_DESC_TRANSA, CUBLAS_OP_T);
    set(&product, CUBLASLT_MATMUL_DESC_TRANSB, CUBLAS_OP_N);
    if (bias) {
        set(&product, CUBLASLT_MATMUL_DESC_EPILOGUE, CUBLASLT_EPILOGUE_BIAS);
        set(&product, CUBLASLT_MATMUL_DESC_BIAS_POINTER, bias.data);
    }
    const std::uint32_t alignment = commonAlignment(x.data, weight.data, residual.data, y.data);
    // The way for a few more rows is one for these as well, but for exceptions that cuBLASLt may know.
    for (const std::int64_t rows : {coarse(x.rows), x.rows}) {
        const Plan& plan = planFor({rows, x.cols, y.cols, static_cast<bool>(bias),
                                    static_cast<bool>(residual), x.element, alignment},
                                   &product, workspace.bytes);
        if (!plan.exists)
            continue;
        const cublasStatus_t status = multiply(map, y, plan, &product, workspace, stream);
        const bool noWay = status == CUBLAS_STATUS_NOT_SUPPORTED || status == CUBLAS_STATUS_INVALID_VALUE;
        // How a way for other rows is refused is promised nowhere; one for these rows says no in two words.
        if (status != CUBLAS_STATUS_SUCCESS && (noWay || rows != x.rows))
            continue;
        requireCublas(status, "a product with a bias or a residual");
        return true;
    }
    return false;
}

} // namespace lab::gpu
