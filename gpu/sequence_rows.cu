// Rows derived from the tokens of each sequence, and the head-by-head layout.
#include "core/backend/row_map.h"
#include "gpu/cuda_backend.h"
#include "gpu/device/map_rows.cuh"
#include "gpu/device/tile_products.cuh"

namespace lab::gpu {
namespace {

/// packed[h · rows + r, c] = x[r, h · width + c], or the other way round.
template <class E> struct HeadsBody {
    float* packed;
    E* x;
    std::int64_t rows;
    std::int32_t cols, headWidth;
    bool unpack, add;
    template <int N> __device__ void run(std::int32_t row, std::int32_t, std::int32_t col) const {
        float* other = packed + (col / headWidth * rows + row) * headWidth + col % headWidth;
        E* own = x + std::int64_t{row} * cols + col;
        if (unpack)
            storePack(own, loadPack<N>(other), add);
        else
            storePack(other, loadPack<N>(own));
    }
};

/// Row \p place of those derived with a stride.
struct Pooling {
    Segments segments;
    std::int32_t kernel, stride;

    struct Window {
        std::int32_t from, to; ///< tokens, from the start of the sequence
    };
    __device__ Window window(std::int32_t place, std::int32_t length) const {
        const std::int32_t centre = place * stride, half = kernel / 2;
        return {centre > half ? centre - half : 0, centre + half + 1 < length ? centre + half + 1 : length};
    }
    __device__ std::int32_t places(std::int32_t length) const { return (length + stride - 1) / stride; }
};

struct MeanPoolBody {
    Pooling pooling;
    const float* x;
    float* out;
    std::int32_t cols;
    template <int N> __device__ void run(std::int32_t row, std::int32_t, std::int32_t col) const {
        const std::int32_t* offsets = pooling.segments.offsets;
        const std::int32_t b = lastAtOrBefore(
            pooling.segments.count, row, [&](std::int32_t s) { return offsets[s] / pooling.stride + s; });
        const std::int32_t place = row - (offsets[b] / pooling.stride + b),
                           length = offsets[b + 1] - offsets[b];
        Pack<N> sum;
        for (int i = 0; i < N; ++i)
            sum.v[i] = 0;
        if (place < pooling.places(length)) { // else the row belongs to no sequence
            const Pooling::Window window = pooling.window(place, length);
            const float share = 1.0F / static_cast<float>(window.to - window.from);
            for (std::int32_t token = window.from; token < window.to; ++token) {
                const Pack<N> p = loadPack<N>(x + (std::int64_t{offsets[b]} + token) * cols + col);
                for (int i = 0; i < N; ++i)
                    sum.v[i] += share * p.v[i];
            }
        }
        storePack(out + std::int64_t{row} * cols + col, sum);
    }
};

/// A token gathers from the rows that it went into.
struct MeanPoolGradBody {
    Pooling pooling;
    const float* dOut;
    float* dx;
    std::int32_t cols;
    bool add;
    template <int N> __device__ void run(std::int32_t row, std::int32_t b, std::int32_t col) const {
        const std::int32_t offset = pooling.segments.offsets[b],
                           length = pooling.segments.offsets[b + 1] - offset;
        const std::int32_t token = row - offset, half = pooling.kernel / 2, stride = pooling.stride;
        const std::int64_t start = std::int64_t{offset / stride} + b;
        const std::int32_t first = token > half ? (token - half + stride - 1) / stride : 0;
        const std::int32_t past = (token + half) / stride + 1, places = pooling.places(length);
        Pack<N> sum;
        for (int i = 0; i < N; ++i)
            sum.v[i] = 0;
        for (std::int32_t place = first; place < past && place < places; ++place) {
            const Pooling::Window window = pooling.window(place, length);
            const float share = 1.0F / static_cast<float>(window.to - window.from);
            const Pack<N> p = loadPack<N>(dOut + (start + place) * cols + col);
            for (int i = 0; i < N; ++i)
                sum.v[i] += share * p.v[i];
        }
        storePack(dx + std::int64_t{row} * cols + col, sum, add);
    }
};

enum class LeadingUse : std::uint8_t { Gather, Scatter, Clear };

/// The first tokens of each sequence; visited by the rows that stand for them.
struct LeadingBody {
    LeadingUse use;
    Segments segments;
    std::int32_t size, cols;
    float *lead, *x;
    bool add;
    template <int N> __device__ void run(std::int32_t row, std::int32_t, std::int32_t col) const {
        const std::int32_t b = row / size, token = row % size;
        const bool exists = token < segments.offsets[b + 1] - segments.offsets[b];
        float* own = x + (std::int64_t{segments.offsets[b]} + token) * cols + col;
        Pack<N> pack;
        for (int i = 0; i < N; ++i)
            pack.v[i] = 0;
        if (use == LeadingUse::Gather) {
            if (exists)
                pack = loadPack<N>(own);
            storePack(lead + std::int64_t{row} * cols + col, pack);
        } else if (exists) {
            if (use == LeadingUse::Scatter)
                pack = loadPack<N>(lead + std::int64_t{row} * cols + col);
            storePack(own, pack, add);
        }
    }
};

/// out[b · rank + r] = Σ_i table[i, r] x[i].
struct ProjectSource {
    const float *table, *x;
    float* out;
    std::int32_t rank, cols;
    __device__ float left(std::int32_t, const TileMap::Tile&, std::int32_t position, std::int32_t r) const {
        return table[std::int64_t{position} * rank + r];
    }
    __device__ float right(std::int32_t, const TileMap::Tile& tile, std::int32_t position,
                           std::int32_t c) const {
        return x[(std::int64_t{tile.offset} + position) * cols + c];
    }
    __device__ void store(std::int32_t, std::int32_t sequence, std::int32_t r, std::int32_t c,
                          float sum) const {
        out[(std::int64_t{sequence} * rank + r) * cols + c] = sum;
    }
};

/// dx[i] = Σ_r table[i, r] dOut[b · rank + r].
struct ProjectGradSource {
    const float *table, *dOut;
    float* dx;
    std::int32_t rank, cols;
    bool add;
    __device__ float left(std::int32_t, const TileMap::Tile&, std::int32_t position, std::int32_t r) const {
        return table[std::int64_t{position} * rank + r];
    }
    __device__ float matrix(std::int32_t, const TileMap::Tile& tile, std::int32_t r, std::int32_t c) const {
        return dOut[(std::int64_t{tile.sequence} * rank + r) * cols + c];
    }
    __device__ void store(std::int32_t, const TileMap::Tile& tile, std::int32_t position, std::int32_t c,
                          float sum) const {
        float& target = dx[(std::int64_t{tile.offset} + position) * cols + c];
        target = add ? target + sum : sum;
    }
};

struct TableGrad {
    const float *dOut, *x;
    float* dTable;
    std::int32_t rank, cols;
};

/// dTable[position, r] += Σ_b x[b, position] · dOut[b, r]: the block owns 32 × 32 cells and goes through the
/// sequences that are long enough in order.
__global__ void __launch_bounds__(kSide* kSideRows) projectGradTableKernel(TableGrad g, Segments segments) {
    __shared__ SharedTile left, right;
    const auto x = static_cast<int>(threadIdx.x), y = static_cast<int>(threadIdx.y);
    const std::int32_t position = static_cast<std::int32_t>(blockIdx.x) * kSide,
                       r = static_cast<std::int32_t>(blockIdx.y) * kSide;
    float sums[kPerThread] = {};
    for (std::int32_t b = 0; b < segments.count; ++b) {
        const std::int32_t offset = segments.offsets[b], length = segments.offsets[b + 1] - offset;
        if (length <= position)
            continue;
        for (std::int32_t from = 0; from < g.cols; from += kSide) {
            for (int j = y; j < kSide; j += kSideRows) {
                const bool column = from + x < g.cols;
                left[j][x] = column && position + j < length
                                 ? g.x[(std::int64_t{offset} + position + j) * g.cols + from + x]
                                 : 0.0F;
                right[j][x] = column && r + j < g.rank
                                  ? g.dOut[(std::int64_t{b} * g.rank + r + j) * g.cols + from + x]
                                  : 0.0F;
            }
            __syncthreads();
            for (int c = 0; c < kSide; ++c)
#pragma unroll
                for (int k = 0; k < kPerThread; ++k)
                    sums[k] += left[y * kPerThread + k][c] * right[x][c];
            __syncthreads();
        }
    }
    for (int k = 0; k < kPerThread; ++k) {
        const std::int32_t p = position + y * kPerThread + k;
        if (p < segments.maxLength && r + x < g.rank)
            g.dTable[std::int64_t{p} * g.rank + r + x] += sums[k];
    }
}

} // namespace

void CudaBackend::packHeads(ConstTall x, std::int32_t heads, MutMat out) {
    const auto cols = static_cast<std::int32_t>(x.cols);
    forElement(x.element, [&]<class E>(E) {
        const HeadsBody<E> body{out.data, const_cast<E*>(x.as<E>()), x.rows, cols, cols / heads, false,
                                false};
        mapRows("packHeads", m_stream, WholeLayout{static_cast<std::int32_t>(x.rows)}, body, x.rows, x.cols,
                body.headWidth % 4 == 0 && aligned16(x.data, out.data));
    });
}

void CudaBackend::unpackHeads(ConstMat x, std::int32_t heads, MutTall out, Accum mode) {
    const auto cols = static_cast<std::int32_t>(out.cols);
    forElement(out.element, [&]<class E>(E) {
        const HeadsBody<E> body{const_cast<float*>(x.data), out.as<E>(), out.rows, cols, cols / heads, true,
                                mode == Accum::Add};
        mapRows("unpackHeads", m_stream, WholeLayout{static_cast<std::int32_t>(out.rows)}, body, out.rows,
                out.cols, body.headWidth % 4 == 0 && aligned16(x.data, out.data));
    });
}

void CudaBackend::segmentMeanPool(ConstMat x, Segments segments, std::int32_t kernel, std::int32_t stride,
                                  MutMat out) {
    const MeanPoolBody body{{segments, kernel, stride}, x.data, out.data, static_cast<std::int32_t>(x.cols)};
    mapRows("segmentMeanPool", m_stream, WholeLayout{static_cast<std::int32_t>(out.rows)}, body, out.rows,
            out.cols, aligned16(x.data, out.data));
}

void CudaBackend::segmentMeanPoolGrad(ConstMat dOut, Segments segments, std::int32_t kernel,
                                      std::int32_t stride, MutMat dx, Accum mode) {
    const MeanPoolGradBody body{{segments, kernel, stride},
                                dOut.data,
                                dx.data,
                                static_cast<std::int32_t>(dx.cols),
                                mode == Accum::Add};
    mapRows("segmentMeanPoolGrad", m_stream, OffsetsLayout{segments.offsets, segments.count, segments.rows},
            body, dx.rows, dx.cols, aligned16(dOut.data, dx.data));
}

void CudaBackend::segmentProject(ConstMat x, ConstMat table, Segments segments, MutMat out) {
    const auto rank = static_cast<std::int32_t>(table.cols), cols = static_cast<std::int32_t>(x.cols);
    outerSums("segmentProject", m_stream, ProjectSource{table.data, x.data, out.data, rank, cols}, segments,
              {rank, cols, 1}, m_scratch);
}

void CudaBackend::segmentProjectGradX(ConstMat dOut, ConstMat table, Segments segments, MutMat dx,
                                      Accum mode) {
    const auto rank = static_cast<std::int32_t>(table.cols), cols = static_cast<std::int32_t>(dx.cols);
    rowsTimes("segmentProjectGradX", m_stream,
              ProjectGradSource{table.data, dOut.data, dx.data, rank, cols, mode == Accum::Add}, segments,
              {rank, cols, 1});
}

void CudaBackend::segmentProjectGradTable(ConstMat dOut, ConstMat x, Segments segments, MutMat dTable) {
    const auto rank = static_cast<std::int32_t>(dTable.cols), cols = static_cast<std::int32_t>(x.cols);
    launch("segmentProjectGradTable", m_stream,
           {{blocksFor(segments.maxLength, kSide), blocksFor(rank, kSide)}, {kSide, kSideRows}},
           projectGradTableKernel, TableGrad{dOut.data, x.data, dTable.data, rank, cols}, segments);
}

void CudaBackend::segmentLeading(ConstMat x, Segments segments, std::int32_t size, MutMat out) {
    const LeadingBody body{
        LeadingUse::Gather,         segments, size, static_cast<std::int32_t>(x.cols), out.data,
        const_cast<float*>(x.data), false};
    mapRows("segmentLeading", m_stream, WholeLayout{static_cast<std::int32_t>(out.rows)}, body, out.rows,
            out.cols, aligned16(x.data, out.data));
}

void CudaBackend::segmentLeadingScatter(ConstMat lead, Segments segments, std::int32_t size, MutMat x,
                                        Accum mode) {
    const LeadingBody body{LeadingUse::Scatter,
                           segments,
                           size,
                           static_cast<std::int32_t>(x.cols),
                           const_cast<float*>(lead.data),
                           x.data,
                           mode == Accum::Add};
    mapRows("segmentLeadingScatter", m_stream, WholeLayout{static_cast<std::int32_t>(lead.rows)}, body,
            lead.rows, x.cols, aligned16(lead.data, x.data));
}

void CudaBackend::segmentLeadingClear(Segments segments, std::int32_t size, MutMat x) {
    const std::int64_t rows = std::int64_t{segments.count} * size;
    const LeadingBody body{LeadingUse::Clear, segments, size, static_cast<std::int32_t>(x.cols),
                           nullptr,           x.data,   false};
    mapRows("segmentLeadingClear", m_stream, WholeLayout{static_cast<std::int32_t>(rows)}, body, rows, x.cols,
            aligned16(x.data));
}

} // namespace lab::gpu
