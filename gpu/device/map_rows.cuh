#pragma once

#include "gpu/device/launch.h"
#include "gpu/device/layout.cuh"
#include "gpu/device/pack.cuh"

namespace lab::gpu {

inline constexpr int kMapThreads = 256;
inline constexpr int kMapRows = 4; ///< neighbouring rows of a thread: the segment is looked up once for them

/// body.run<N>(row, segment, first column) for every row and every pack of N columns.
template <int N, class Layout, class Body>
__global__ void __launch_bounds__(kMapThreads)
    mapRowsKernel(Layout layout, Body body, std::int32_t rows, std::int32_t packs) {
    const auto pack = static_cast<std::int32_t>(blockIdx.y * blockDim.x + threadIdx.x);
    const auto first = static_cast<std::int32_t>((blockIdx.x * blockDim.y + threadIdx.y) * kMapRows);
    if (pack >= packs || first >= rows)
        return;
    std::int32_t segment = layout.at(first);
#pragma unroll
    for (int k = 0; k < kMapRows; ++k) {
        const std::int32_t row = first + k;
        if (row >= rows)
            break;
        segment = layout.next(segment, row);
        body.template run<N>(row, segment, pack * N);
    }
}

/// The threads of a block over packs (x) and rows (y): all columns side by side where they fit.
inline dim3 rowThreads(std::int64_t packs, int threads, unsigned widest = 64) {
    unsigned x = 1;
    while (x < widest && x < packs)
        x *= 2;
    return {x, static_cast<unsigned>(threads) / x, 1};
}

template <int N, class Layout, class Body>
void mapPacks(const char* name, cudaStream_t stream, const Layout& layout, const Body& body,
              std::int64_t rows, std::int64_t packs) {
    const dim3 threads = rowThreads(packs, kMapThreads);
    const Grid grid{{blocksFor(rows, std::int64_t{threads.y} * kMapRows), blocksFor(packs, threads.x)},
                    threads};
    launch(name, stream, grid, mapRowsKernel<N, Layout, Body>, layout, body, static_cast<std::int32_t>(rows),
           static_cast<std::int32_t>(packs));
}

/// Visits [rows, cols); \p byFour: packs of four columns are aligned and mean the same as single ones.
template <class Layout, class Body>
void mapRows(const char* name, cudaStream_t stream, const Layout& layout, const Body& body, std::int64_t rows,
             std::int64_t cols, bool byFour) {
    if (rows == 0 || cols == 0)
        return;
    if (byFour && cols % 4 == 0)
        mapPacks<4>(name, stream, layout, body, rows, cols / 4);
    else
        mapPacks<1>(name, stream, layout, body, rows, cols);
}

} // namespace lab::gpu
