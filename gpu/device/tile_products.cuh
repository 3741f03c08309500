#pragma once

#include "gpu/device/pack.cuh"
#include "gpu/device/tiles.cuh"

namespace lab::gpu {

// Products of the rows of each sequence with a small matrix of that sequence, and the sums over its rows that
// make such a matrix; 32 × 32 at a time through shared memory. What is multiplied is up to a Source, which
// computes it on the way.

inline constexpr int kSide = 32, kSideRows = 8, kPerThread = kSide / kSideRows; ///< a block is 32 × 8 threads

using SharedTile = float[kSide][kSide + 1];

/// Shape of the matrices of one call.
struct TileShape {
    std::int32_t rows, cols, heads;
    [[nodiscard]] unsigned tiles() const { return blocksFor(rows, kSide) * blocksFor(cols, kSide); }
};

/// parts[chunk, head, r, c] = Σ over the rows i of the chunk of left(i, r) · right(i, c).
/// Source: left(head, tile, position, r) and right(head, tile, position, c).
template <class Source>
__global__ void __launch_bounds__(kSide* kSideRows)
    outerSumsKernel(Source source, TileMap chunks, TileShape shape, float* parts) {
    __shared__ SharedTile left, right;
    const TileMap::Tile tile = chunks.tile(static_cast<std::int32_t>(blockIdx.x));
    if (tile.count <= 0)
        return;
    const auto x = static_cast<int>(threadIdx.x), y = static_cast<int>(threadIdx.y);
    const auto head = static_cast<std::int32_t>(blockIdx.z), across = (shape.cols + kSide - 1) / kSide;
    const std::int32_t row = static_cast<std::int32_t>(blockIdx.y) / across * kSide;
    const std::int32_t col = static_cast<std::int32_t>(blockIdx.y) % across * kSide;
    float sums[kPerThread] = {};
    for (std::int32_t from = 0; from < tile.count; from += kSide) {
        for (int j = y; j < kSide; j += kSideRows) {
            const bool exists = from + j < tile.count;
            const std::int32_t position = tile.first + from + j;
            left[j][x] = exists && row + x < shape.rows ? source.left(head, tile, position, row + x) : 0.0F;
            right[j][x] = exists && col + x < shape.cols ? source.right(head, tile, position, col + x) : 0.0F;
        }
        __syncthreads();
        for (int j = 0; j < kSide; ++j)
#pragma unroll
            for (int k = 0; k < kPerThread; ++k)
                sums[k] += left[j][y * kPerThread + k] * right[j][x];
        __syncthreads();
    }
    for (int k = 0; k < kPerThread; ++k) {
        const std::int32_t r = row + y * kPerThread + k;
        if (r < shape.rows && col + x < shape.cols)
            parts[((std::int64_t{blockIdx.x} * shape.heads + head) * shape.rows + r) * shape.cols + col + x] =
                sums[k];
    }
}

inline constexpr int kJoinThreads = 256;

/// source.store(head, sequence, r, c, Σ over the chunks of the sequence), in double and in order.
template <class Source>
__global__ void __launch_bounds__(kJoinThreads)
    joinOuterSumsKernel(Source source, TileMap chunks, TileShape shape, const float* parts) {
    const std::int64_t cell = std::int64_t{blockIdx.x} * kJoinThreads + threadIdx.x;
    const std::int64_t cells = std::int64_t{shape.rows} * shape.cols, perSequence = cells * shape.heads;
    if (cell >= perSequence * chunks.segments.count)
        return;
    const auto sequence = static_cast<std::int32_t>(cell / perSequence);
    const std::int64_t inSequence = cell % perSequence, first = chunks.firstOf(sequence);
    const std::int32_t count = chunks.countOf(sequence);
    double sum = 0;
    for (std::int32_t i = 0; i < count; ++i)
        sum += static_cast<double>(parts[(first + i) * perSequence + inSequence]);
    const std::int64_t inMatrix = inSequence % cells;
    source.store(static_cast<std::int32_t>(inSequence / cells), sequence,
                 static_cast<std::int32_t>(inMatrix / shape.cols),
                 static_cast<std::int32_t>(inMatrix % shape.cols), static_cast<float>(sum));
}

/// Both kernels; \p scratch gets room for the parts.
template <class Source, class Scratch>
void outerSums(const char* name, cudaStream_t stream, const Source& source, Segments segments,
               const TileShape& shape, Scratch& scratch) {
    std::int32_t size = 64; // long enough to be worth a part, short enough to fill the GPU
    while (size < 1024 && segments.rows > size * 64)
        size *= 2;
    const TileMap chunks = TileMap::of(segments, {}, size);
    const std::int64_t perSequence = std::int64_t{shape.rows} * shape.cols * shape.heads;
    float* parts = scratch.template get<float>(std::int64_t{chunks.numbers()} * perSequence);
    launch(name, stream,
           {{chunks.numbers(), shape.tiles(), static_cast<unsigned>(shape.heads)}, {kSide, kSideRows}},
           outerSumsKernel<Source>, source, chunks, shape, parts);
    launch(name, stream, {{blocksFor(perSequence * segments.count, kJoinThreads)}, {kJoinThreads}},
           joinOuterSumsKernel<Source>, source, chunks, shape, parts);
}

/// source.store(head, tile, position, c, Σ_i left(position, i) · matrix(i, c)) for every row; i in [0,
/// shape.rows). Source: left(head, tile, position, i), matrix(head, tile, i, c), store.
template <class Source>
__global__ void __launch_bounds__(kSide* kSideRows)
    rowsTimesKernel(Source source, TileMap tiles, TileShape shape) {
    __shared__ SharedTile left, matrix;
    const TileMap::Tile tile = tiles.tile(static_cast<std::int32_t>(blockIdx.x));
    if (tile.count <= 0)
        return;
    const auto x = static_cast<int>(threadIdx.x), y = static_cast<int>(threadIdx.y);
    const auto head = static_cast<std::int32_t>(blockIdx.z);
    const std::int32_t col = static_cast<std::int32_t>(blockIdx.y) * kSide;
    float sums[kPerThread] = {};
    for (std::int32_t from = 0; from < shape.rows; from += kSide) {
        for (int j = y; j < kSide; j += kSideRows) {
            left[j][x] = j < tile.count && from + x < shape.rows
                             ? source.left(head, tile, tile.first + j, from + x)
                             : 0.0F;
            matrix[j][x] = from + j < shape.rows && col + x < shape.cols
                               ? source.matrix(head, tile, from + j, col + x)
                               : 0.0F;
        }
        __syncthreads();
        for (int i = 0; i < kSide; ++i)
#pragma unroll
            for (int k = 0; k < kPerThread; ++k)
                sums[k] += left[y * kPerThread + k][i] * matrix[i][x];
        __syncthreads();
    }
    for (int k = 0; k < kPerThread; ++k) {
        const int j = y * kPerThread + k;
        if (j < tile.count && col + x < shape.cols)
            source.store(head, tile, tile.first + j, col + x, sums[k]);
    }
}

template <class Source>
void rowsTimes(const char* name, cudaStream_t stream, const Source& source, Segments segments,
               const TileShape& shape) {
    const TileMap tiles = TileMap::of(segments, {}, kSide);
    launch(name, stream,
           {{tiles.numbers(), blocksFor(shape.cols, kSide), static_cast<unsigned>(shape.heads)},
            {kSide, kSideRows}},
           rowsTimesKernel<Source>, source, tiles, shape);
}

} // namespace lab::gpu
