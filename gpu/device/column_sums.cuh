#pragma once

#include "gpu/device/device_memory.h"
#include "gpu/device/launch.h"
#include "gpu/device/map_rows.cuh"
#include "gpu/device/pack.cuh"
#include "gpu/device/warp.cuh"

namespace lab::gpu {

// Sums over all rows, column by column, of what a pass computes. A block has neighbouring rows and leaves one
// part a column; a second kernel joins the parts in the order of the blocks, in double. How the rows are cut
// depends on the shape alone: same input, same bits.

inline constexpr int kSumThreads = 256, kSumJoinWarps = 16;

/// Up to three sums of one width side by side; those without a target are not kept.
struct ColumnSums {
    struct Target {
        float* data = nullptr;
        bool add = false;
    };
    std::int32_t width = 0;
    Target first, second = {}, third = {};

    __device__ void store(std::int32_t col, double total) const {
        const Target target = col < width ? first : col < 2 * width ? second : third;
        if (target.data == nullptr)
            return;
        float& cell = target.data[col % width];
        cell = static_cast<float>(target.add ? static_cast<double>(cell) + total : total);
    }
};

/// One lane a column of parts [count, cols], one warp every kSumJoinWarps-th part.
template <int Warps>
__global__ void __launch_bounds__(kWarp* Warps)
    joinColumnPartsKernel(const float* parts, std::int32_t count, std::int32_t cols, ColumnSums sums) {
    __shared__ double room[Warps][kWarp];
    const auto lane = static_cast<std::int32_t>(threadIdx.x), warp = static_cast<std::int32_t>(threadIdx.y);
    const auto col = static_cast<std::int32_t>(blockIdx.x) * kWarp + lane;
    double total = 0;
    if (col < cols)
#pragma unroll 8
        for (std::int32_t part = warp; part < count; part += Warps)
            total += static_cast<double>(parts[std::int64_t{part} * cols + col]);
    room[warp][lane] = total;
    __syncthreads();
    if (warp > 0 || col >= cols)
        return;
    for (int w = 1; w < Warps; ++w)
        total += room[w][lane];
    sums.store(col, total);
}

inline void joinColumnParts(const char* name, cudaStream_t stream, const float* parts, std::int64_t count,
                            std::int64_t cols, const ColumnSums& sums) {
    launch(name, stream, {{blocksFor(cols, kWarp)}, {kWarp, kSumJoinWarps}},
           joinColumnPartsKernel<kSumJoinWarps>, parts, static_cast<std::int32_t>(count),
           static_cast<std::int32_t>(cols), sums);
}

/// Rows [block · perBlock, + perBlock) of a pass over rows × cols.
struct SumShape {
    std::int32_t rows, cols, perBlock;
};

/// A thread owns one pack of columns and every blockDim.y-th row of the block. One block stores the sums
/// itself.
template <int N, class Body>
__global__ void __launch_bounds__(kSumThreads)
    sumRowsKernel(Body body, SumShape shape, ColumnSums sums, float* parts) {
    __shared__ Pack<N> room[kSumThreads];
    const auto col = static_cast<std::int32_t>(blockIdx.y * blockDim.x + threadIdx.x) * N;
    const auto step = static_cast<std::int32_t>(blockDim.y), y = static_cast<std::int32_t>(threadIdx.y);
    const std::int32_t begin = static_cast<std::int32_t>(blockIdx.x) * shape.perBlock;
    const std::int32_t end = begin + shape.perBlock < shape.rows ? begin + shape.perBlock : shape.rows;
    Pack<N> total{};
    if (col < shape.cols)
#pragma unroll 4
        for (std::int32_t row = begin + y; row < end; row += step) {
            const Pack<N> value = body.template run<N>(row, col);
            for (int i = 0; i < N; ++i)
                total.v[i] += value.v[i];
        }
    if (sums.first.data == nullptr)
        return;
    const auto across = static_cast<std::int32_t>(blockDim.x);
    Pack<N>* own = room + y * across + static_cast<std::int32_t>(threadIdx.x);
    for (std::int32_t half = step / 2; half > 0; half /= 2) {
        if (y >= half && y < 2 * half)
            *own = total;
        __syncthreads();
        if (y < half) {
            const Pack<N> other = own[half * across];
            for (int i = 0; i < N; ++i)
                total.v[i] += other.v[i];
        }
    }
    if (y > 0 || col >= shape.cols)
        return;
    for (int i = 0; i < N; ++i)
        if (gridDim.x == 1)
            sums.store(col + i, static_cast<double>(total.v[i]));
        else
            parts[std::int64_t{blockIdx.x} * shape.cols + col + i] = total.v[i];
}

template <int N, class Body>
void sumPacks(const char* name, cudaStream_t stream, const Body& body, std::int64_t rows, std::int64_t cols,
              const ColumnSums& sums, DeviceBuffer& room) {
    constexpr std::int64_t kRowsEach = 8, kWanted = 1024;
    const dim3 threads = rowThreads(cols / N, kSumThreads);
    std::int64_t perBlock = threads.y * kRowsEach;
    while (rows > perBlock * kWanted)
        perBlock *= 2;
    const unsigned blocks = rows > 0 ? blocksFor(rows, perBlock) : 1; // the sum of no rows is 0
    auto* parts = blocks > 1 && sums.first.data != nullptr ? room.get<float>(blocks * cols) : nullptr;
    const SumShape shape{static_cast<std::int32_t>(rows), static_cast<std::int32_t>(cols),
                         static_cast<std::int32_t>(perBlock)};
    launch(name, stream, {{blocks, blocksFor(cols / N, threads.x)}, threads}, sumRowsKernel<N, Body>, body,
           shape, sums, parts);
    if (parts != nullptr)
        joinColumnParts(name, stream, parts, blocks, cols, sums);
}

/// body.run<N>(row, first column) for every row and every pack of N columns gives what is summed over the
/// rows. Without a first target in \p sums nothing is summed. \p byFour: packs of four columns are aligned;
/// \p room: for parts.
template <class Body>
void sumRows(const char* name, cudaStream_t stream, const Body& body, std::int64_t rows, std::int64_t cols,
             bool byFour, const ColumnSums& sums, DeviceBuffer& room) {
    if (byFour && cols % 4 == 0)
        sumPacks<4>(name, stream, body, rows, cols, sums, room);
    else
        sumPacks<1>(name, stream, body, rows, cols, sums, room);
}

} // namespace lab::gpu
