// Linear maps, and sums over columns. The products stand in gemm.cpp and biased_products.cpp: they need no
// device code.
#include "gpu/cuda_backend.h"
#include "gpu/device/map_rows.cuh"
#include "gpu/device/reduce_rows.cuh"

namespace lab::gpu {
namespace {

/// Every row of y becomes the bias, to which the product is added: for shapes that cuBLASLt does not take.
struct BiasBody {
    const float* bias;
    float* y;
    std::int32_t cols;
    template <int N> __device__ void run(std::int32_t row, std::int32_t, std::int32_t col) const {
        storePack(y + std::int64_t{row} * cols + col, loadPack<N>(bias + col));
    }
};

struct ProductTerm {
    const float *a, *b;
    std::int32_t cols;
    template <int N> __device__ Pack<N> load(std::int32_t row, std::int32_t col) const {
        const std::int64_t at = std::int64_t{row} * cols + col;
        Pack<N> p = loadPack<N>(a + at);
        if (b != nullptr) {
            const Pack<N> q = loadPack<N>(b + at);
            for (int i = 0; i < N; ++i)
                p.v[i] *= q.v[i];
        }
        return p;
    }
};

} // namespace

void CudaBackend::linear(ConstMat x, ConstMat weight, ConstMat bias, MutMat y) {
    if (y.size() == 0)
        return;
    if (bias && x.cols > 0 &&
        m_biased.linear(x, weight, bias, y, {m_workspace.get(kWorkspaceBytes), kWorkspaceBytes}, m_stream))
        return;
    if (bias)
        mapRows("linear", m_stream, WholeLayout{static_cast<std::int32_t>(y.rows)},
                BiasBody{bias.data, y.data, static_cast<std::int32_t>(y.cols)}, y.rows, y.cols,
                aligned16(bias.data, y.data));
    else if (x.cols == 0)
        fillZero(y);
    if (x.cols > 0)
        multiply(Transpose::No, Transpose::Yes, x, weight, y, bias ? 1.0F : 0.0F);
}

void CudaBackend::columnSums(ConstMat a, ConstMat b, MutMat out, Accum mode) {
    if (a.rows == 0) {
        if (mode == Accum::Overwrite)
            fillZero(out);
        return;
    }
    const auto cols = static_cast<std::int32_t>(a.cols);
    const RowChunks chunks = RowChunks::of(a.rows);
    const WholeLayout layout{static_cast<std::int32_t>(a.rows)};
    const auto sum = [&](auto reducer, std::int64_t packs) {
        using State = typename decltype(reducer)::State;
        reduceRows("columnSums", m_stream, layout, reducer, chunks, packs,
                   m_scratch.get<State>(chunks.parts(packs)));
    };
    const ProductTerm term{a.data, b.data, cols};
    if (cols % 4 == 0 && aligned16(a.data, b.data))
        sum(SumReducer<4, ProductTerm>{term, out.data, cols, mode == Accum::Add}, cols / 4);
    else
        sum(SumReducer<1, ProductTerm>{term, out.data, cols, mode == Accum::Add}, cols);
}

} // namespace lab::gpu
