#pragma once

#include "gpu/device/launch.h"
#include "gpu/device/pack.cuh"

namespace lab::gpu {

inline constexpr int kFlatThreads = 256;

/// body.run<N>(first element) over [0, count): packs of N where \p whole, else one by one.
template <int N, class Body>
__global__ void __launch_bounds__(kFlatThreads) mapFlatKernel(Body body, std::int64_t count, bool whole) {
    const std::int64_t first = (std::int64_t{blockIdx.x} * kFlatThreads + threadIdx.x) * N;
    if (whole && first + N <= count) {
        body.template run<N>(first);
        return;
    }
    for (std::int64_t i = first; i < first + N && i < count; ++i)
        body.template run<1>(i);
}

/// \p aligned: every matrix of the body lies on 16 bytes, and N values of each on as many as they take.
template <int N = 4, class Body>
void mapFlat(const char* name, cudaStream_t stream, const Body& body, std::int64_t count, bool aligned) {
    const Grid grid{{blocksFor(count, std::int64_t{kFlatThreads} * N)}, {kFlatThreads}};
    launch(name, stream, grid, mapFlatKernel<N, Body>, body, count, aligned);
}

} // namespace lab::gpu
