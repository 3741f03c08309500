#pragma once

#include <cuda_runtime.h>

#include <cstdint>
#include <type_traits>

namespace lab::gpu {

/// \throws DeviceError that says what was tried and CUDA's reason, when \p status is not success.
void require(cudaError_t status, const char* what);
/// \throws OutOfDeviceMemory where somebody else found no memory and does not say for how much.
[[noreturn]] void throwOutOfMemory();

/// Shape of a launch.
struct Grid {
    dim3 blocks, threads;
};

/// Starts \p kernel on \p stream and checks that it started; nothing for an empty grid.
template <class... Params, class... Args>
void launch(const char* name, cudaStream_t stream, const Grid& grid, void (*kernel)(Params...),
            const Args&... args) {
    if (grid.blocks.x == 0 || grid.blocks.y == 0 || grid.blocks.z == 0)
        return;
    cudaLaunchConfig_t config{};
    config.gridDim = grid.blocks;
    config.blockDim = grid.threads;
    config.stream = stream;
    require(cudaLaunchKernelEx(&config, kernel, static_cast<Params>(args)...), name);
}

/// ⌈count / size⌉ as a grid dimension.
inline unsigned blocksFor(std::int64_t count, std::int64_t size) {
    return static_cast<unsigned>((count + size - 1) / size);
}

} // namespace lab::gpu
