// Linear maps, and sums over columns. The products stand in gemm.cpp and fused_products.cpp: they need no
// device code.
#include "gpu/cuda_backend.h"
#include "gpu/device/column_sums.cuh"
#include "gpu/device/map_rows.cuh"

namespace lab::gpu {
namespace {

/// y becomes bias + residual, to which the product is added: for shapes that cuBLASLt does not take.
template <class E> struct SummandsBody {
    const E *bias, *residual;
    E* y;
    std::int32_t cols;
    template <int N> __device__ void run(std::int32_t row, std::int32_t, std::int32_t col) const {
        const std::int64_t at = std::int64_t{row} * cols + col;
        Pack<N> sum{};
        if (bias != nullptr)
            sum = loadPack<N>(bias + col);
        if (residual != nullptr) {
            const Pack<N> r = loadPack<N>(residual + at);
            for (int i = 0; i < N; ++i)
                sum.v[i] += r.v[i];
        }
        storePack(y + at, sum);
    }
};

template <class E> struct ProductBody {
    const E *a, *b;
    std::int32_t cols;
    template <int N> __device__ Pack<N> run(std::int32_t row, std::int32_t col) const {
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

void CudaBackend::linear(ConstTall x, ConstTall weight, ConstTall bias, ConstTall residual, MutTall y) {
    if (y.size() == 0)
        return;
    const bool more = bias || residual;
    if (more && x.cols > 0 &&
        m_products.linear({x, weight, bias, residual}, y, {m_workspace.get(kWorkspaceBytes), kWorkspaceBytes},
                          m_stream))
        return;
    if (more)
        forElement(y.element, [&]<class E>(E) {
            mapRows(
                "linear", m_stream, WholeLayout{static_cast<std::int32_t>(y.rows)},
                SummandsBody<E>{bias.as<E>(), residual.as<E>(), y.as<E>(), static_cast<std::int32_t>(y.cols)},
                y.rows, y.cols, aligned16(bias.data, residual.data, y.data));
        });
    else if (x.cols == 0)
        clear(y);
    if (x.cols > 0)
        multiply(Transpose::No, Transpose::Yes, x, weight, y, more ? 1.0F : 0.0F);
}

void CudaBackend::columnSums(ConstTall a, ConstTall b, MutMat out, Accum mode) {
    const auto cols = static_cast<std::int32_t>(a.cols);
    forElement(a.element, [&]<class E>(E) {
        sumRows("columnSums", m_stream, ProductBody<E>{a.as<E>(), b.as<E>(), cols}, a.rows, a.cols,
                aligned16(a.data, b.data), {cols, {out.data, mode == Accum::Add}}, m_scratch);
    });
}

} // namespace lab::gpu
