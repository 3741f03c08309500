// Products of the tokens of each sequence with a matrix of that sequence (tile_products.cuh), and the
// matrices that are one matrix times the sequences' vectors.
#include "gpu/cuda_backend.h"
#include "gpu/device/map_rows.cuh"
#include "gpu/device/tile_products.cuh"

namespace lab::gpu {
namespace {

/// out[b · n + h, c] = w[h, c] · g[b, c].
struct RowProductsBody {
    const float *w, *g;
    float* out;
    std::int32_t n, cols;
    template <int N> __device__ void run(std::int32_t row, std::int32_t, std::int32_t col) const {
        Pack<N> p = loadPack<N>(w + std::int64_t{row % n} * cols + col);
        const Pack<N> q = loadPack<N>(g + std::int64_t{row / n} * cols + col);
        for (int i = 0; i < N; ++i)
            p.v[i] *= q.v[i];
        storePack(out + std::int64_t{row} * cols + col, p);
    }
};

/// target[row, c] = or += Σ_k factor[k, c] · dOut[row · stride + k · step, c]: the sum over the sequences, or
/// over the rows of one of them.
struct RowProductsGradBody {
    const float *dOut, *factor;
    float* target;
    std::int32_t count, stride, step, cols;
    bool add;
    template <int N> __device__ void run(std::int32_t row, std::int32_t, std::int32_t col) const {
        Pack<N> sum;
        for (int i = 0; i < N; ++i)
            sum.v[i] = 0;
#pragma unroll 4
        for (std::int32_t k = 0; k < count; ++k) {
            const std::int64_t from = std::int64_t{row} * stride + std::int64_t{k} * step;
            const Pack<N> d = loadPack<N>(dOut + from * cols + col);
            const Pack<N> f = loadPack<N>(factor + std::int64_t{k} * cols + col);
            for (int i = 0; i < N; ++i)
                sum.v[i] += d.v[i] * f.v[i];
        }
        storePack(target + std::int64_t{row} * cols + col, sum, add);
    }
};

/// out[i, h] = Σ_c x[i, c] w[b · n + h, c].
struct LinearSource {
    const float *x, *w;
    float* out;
    std::int32_t n, cols;
    __device__ float left(std::int32_t, const TileMap::Tile& tile, std::int32_t position,
                          std::int32_t c) const {
        return x[(std::int64_t{tile.offset} + position) * cols + c];
    }
    __device__ float matrix(std::int32_t, const TileMap::Tile& tile, std::int32_t c, std::int32_t h) const {
        return w[(std::int64_t{tile.sequence} * n + h) * cols + c];
    }
    __device__ void store(std::int32_t, const TileMap::Tile& tile, std::int32_t position, std::int32_t h,
                          float sum) const {
        out[(std::int64_t{tile.offset} + position) * n + h] = sum;
    }
};

/// The n numbers of each token.
struct TokenScores {
    const float* dOut;
    std::int32_t n;
    __device__ float left(std::int32_t, const TileMap::Tile& tile, std::int32_t position,
                          std::int32_t h) const {
        return dOut[(std::int64_t{tile.offset} + position) * n + h];
    }
};

/// dx[i, c] = Σ_h dOut[i, h] w[b · n + h, c].
struct LinearGradXSource : TokenScores {
    const float* w;
    float* dx;
    std::int32_t cols;
    bool add;
    __device__ float matrix(std::int32_t, const TileMap::Tile& tile, std::int32_t h, std::int32_t c) const {
        return w[(std::int64_t{tile.sequence} * n + h) * cols + c];
    }
    __device__ void store(std::int32_t, const TileMap::Tile& tile, std::int32_t position, std::int32_t c,
                          float sum) const {
        float& target = dx[(std::int64_t{tile.offset} + position) * cols + c];
        target = add ? target + sum : sum;
    }
};

/// dw[b · n + h, c] = Σ_{i in b} dOut[i, h] x[i, c].
struct LinearGradWSource : TokenScores {
    const float* x;
    float* dw;
    std::int32_t cols;
    bool add;
    __device__ float right(std::int32_t, const TileMap::Tile& tile, std::int32_t position,
                           std::int32_t c) const {
        return x[(std::int64_t{tile.offset} + position) * cols + c];
    }
    __device__ void store(std::int32_t, std::int32_t sequence, std::int32_t h, std::int32_t c,
                          float sum) const {
        float& target = dw[(std::int64_t{sequence} * n + h) * cols + c];
        target = add ? target + sum : sum;
    }
};

std::int32_t narrow(std::int64_t value) {
    return static_cast<std::int32_t>(value);
}

} // namespace

void CudaBackend::rowProducts(ConstMat w, ConstMat g, MutMat out) {
    mapRows("rowProducts", m_stream, WholeLayout{narrow(out.rows)},
            RowProductsBody{w.data, g.data, out.data, narrow(w.rows), narrow(w.cols)}, out.rows, out.cols,
            aligned16(w.data, g.data, out.data));
}

void CudaBackend::rowProductsGradW(ConstMat dOut, ConstMat g, MutMat dw, Accum mode) {
    const RowProductsGradBody body{dOut.data, g.data,          dw.data,         narrow(g.rows),
                                   1,         narrow(dw.rows), narrow(dw.cols), mode == Accum::Add};
    mapRows("rowProductsGradW", m_stream, WholeLayout{narrow(dw.rows)}, body, dw.rows, dw.cols,
            aligned16(dOut.data, g.data, dw.data));
}

void CudaBackend::rowProductsGradG(ConstMat dOut, ConstMat w, MutMat dg, Accum mode) {
    const RowProductsGradBody body{dOut.data,      w.data, dg.data,         narrow(w.rows),
                                   narrow(w.rows), 1,      narrow(dg.cols), mode == Accum::Add};
    mapRows("rowProductsGradG", m_stream, WholeLayout{narrow(dg.rows)}, body, dg.rows, dg.cols,
            aligned16(dOut.data, w.data, dg.data));
}

void CudaBackend::segmentLinear(ConstMat x, ConstMat w, Segments segments, MutMat out) {
    const std::int32_t n = narrow(out.cols), cols = narrow(x.cols);
    rowsTimes("segmentLinear", m_stream, LinearSource{x.data, w.data, out.data, n, cols}, segments,
              {cols, n, 1});
}

void CudaBackend::segmentLinearGradX(ConstMat dOut, ConstMat w, Segments segments, MutMat dx, Accum mode) {
    const std::int32_t n = narrow(dOut.cols), cols = narrow(dx.cols);
    rowsTimes("segmentLinearGradX", m_stream,
              LinearGradXSource{{dOut.data, n}, w.data, dx.data, cols, mode == Accum::Add}, segments,
              {n, cols, 1});
}

void CudaBackend::segmentLinearGradW(ConstMat dOut, ConstMat x, Segments segments, MutMat dw, Accum mode) {
    const std::int32_t n = narrow(dOut.cols), cols = narrow(x.cols);
    outerSums("segmentLinearGradW", m_stream,
              LinearGradWSource{{dOut.data, n}, x.data, dw.data, cols, mode == Accum::Add}, segments,
              {n, cols, 1}, m_scratch);
}

} // namespace lab::gpu
