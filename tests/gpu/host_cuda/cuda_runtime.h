#pragma once

// A stand-in for CUDA's header of the same name: with this folder first in the include path a C++ compiler
// builds the sources of gpu/ for the processor, so that tests run the very kernels where there is no GPU. It
// shows whether their logic is right (indices, barriers, order of sums), and nothing about speed.
//
// The threads of a block are fibres of the calling thread. A fibre runs until it meets a barrier or a warp's
// exchange; see emulation.h for what is checked on the way.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <tuple>
#include <utility>

#define __global__
#define __device__
#define __host__
#define __forceinline__ inline
#define __shared__ thread_local // one block at a time runs on a thread
#define __launch_bounds__(...)

struct dim3 {
    unsigned x, y, z;
    constexpr dim3(unsigned xs = 1, unsigned ys = 1, unsigned zs = 1) : x(xs), y(ys), z(zs) {}
};
struct alignas(8) float2 {
    float x, y;
};
struct alignas(16) float4 {
    float x, y, z, w;
};
struct alignas(8) uint2 {
    unsigned x, y;
};
struct alignas(16) uint4 {
    unsigned x, y, z, w;
};

extern thread_local dim3 threadIdx, blockIdx, blockDim, gridDim;

enum cudaError_t {
    cudaSuccess = 0,
    cudaErrorInvalidValue = 1,
    cudaErrorMemoryAllocation = 2,
    cudaErrorInsufficientDriver = 35,
    cudaErrorNoDevice = 100,
    cudaErrorLaunchFailure = 719
};
enum cudaMemcpyKind { cudaMemcpyHostToDevice = 1, cudaMemcpyDeviceToHost = 2, cudaMemcpyDeviceToDevice = 3 };
using cudaStream_t = struct EmulatedStream*;
using cudaEvent_t = struct EmulatedEvent*;
inline constexpr unsigned cudaStreamNonBlocking = 1, cudaEventDisableTiming = 2, cudaHostAllocDefault = 0;

struct cudaDeviceProp {
    char name[256];
    std::size_t totalGlobalMem;
    int major, minor, multiProcessorCount;
};
struct cudaLaunchConfig_t {
    dim3 gridDim, blockDim;
    std::size_t dynamicSmemBytes;
    cudaStream_t stream;
    void* attrs;
    unsigned numAttrs;
};

const char* cudaGetErrorString(cudaError_t error);
cudaError_t cudaGetLastError();
cudaError_t cudaGetDeviceCount(int* count);
cudaError_t cudaDriverGetVersion(int* version);
cudaError_t cudaRuntimeGetVersion(int* version);
cudaError_t cudaSetDevice(int device);
cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int device);
cudaError_t cudaMemGetInfo(std::size_t* left, std::size_t* total);
cudaError_t cudaMalloc(void** memory, std::size_t bytes);
cudaError_t cudaFree(void* memory);
cudaError_t cudaHostAlloc(void** memory, std::size_t bytes, unsigned flags);
cudaError_t cudaFreeHost(void* memory);
cudaError_t cudaMemcpyAsync(void* target, const void* source, std::size_t bytes, cudaMemcpyKind kind,
                            cudaStream_t stream);
cudaError_t cudaMemsetAsync(void* target, int value, std::size_t bytes, cudaStream_t stream);
cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned flags);
cudaError_t cudaStreamDestroy(cudaStream_t stream);
cudaError_t cudaStreamSynchronize(cudaStream_t stream);
cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t event, unsigned flags = 0);
cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned flags);
cudaError_t cudaEventDestroy(cudaEvent_t event);
cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream);
cudaError_t cudaEventSynchronize(cudaEvent_t event);

namespace lab::emulation {
/// Runs call(argument) once for each thread of each block.
cudaError_t run(dim3 grid, dim3 block, void (*call)(void*), void* argument);
/// Queues \p work on \p stream; null is done at once. What fails later is told by a call that waits.
cudaError_t submit(cudaStream_t stream, std::function<cudaError_t()> work);
void barrier();
/// Lays \p bits down for the warp, waits for its other lanes and gives all their bits, by lane.
const std::uint64_t* exchange(unsigned mask, std::uint64_t bits);
/// exchange() that orders the accesses of the warp's lanes as well.
void syncWarp(unsigned mask);
unsigned lane();
/// Tells the check of accesses of one that other threads' updates may meet.
void atomicAccess(const void* address, std::size_t bytes);

template <class T> std::uint64_t toBits(T value) {
    static_assert(sizeof(T) <= sizeof(std::uint64_t));
    std::uint64_t bits = 0;
    __builtin_memcpy(&bits, &value, sizeof value);
    return bits;
}
template <class T> T fromBits(std::uint64_t bits) {
    T value;
    __builtin_memcpy(&value, &bits, sizeof value);
    return value;
}
} // namespace lab::emulation

template <class... Params, class... Args>
cudaError_t cudaLaunchKernelEx(const cudaLaunchConfig_t* config, void (*kernel)(Params...), Args&&... args) {
    struct Call {
        void (*kernel)(Params...);
        std::tuple<Params...> arguments;
    };
    return lab::emulation::submit(config->stream,
                                  [grid = config->gridDim, block = config->blockDim,
                                   call = Call{kernel, {std::forward<Args>(args)...}}]() mutable {
                                      return lab::emulation::run(
                                          grid, block,
                                          [](void* raw) {
                                              auto& c = *static_cast<Call*>(raw);
                                              std::apply(c.kernel, c.arguments);
                                          },
                                          &call);
                                  });
}

inline void __syncthreads() {
    lab::emulation::barrier();
}
inline void __syncwarp(unsigned mask = ~0U) {
    lab::emulation::syncWarp(mask);
}
template <class T> T __shfl_sync(unsigned mask, T value, int source, int width = 32) {
    const std::uint64_t* lanes = lab::emulation::exchange(mask, lab::emulation::toBits(value));
    const unsigned first =
        lab::emulation::lane() / static_cast<unsigned>(width) * static_cast<unsigned>(width);
    return lab::emulation::fromBits<T>(
        lanes[first + static_cast<unsigned>(source) % static_cast<unsigned>(width)]);
}
template <class T> T __shfl_xor_sync(unsigned mask, T value, int distance) {
    const std::uint64_t* lanes = lab::emulation::exchange(mask, lab::emulation::toBits(value));
    return lab::emulation::fromBits<T>(lanes[lab::emulation::lane() ^ static_cast<unsigned>(distance)]);
}
inline unsigned __match_any_sync(unsigned mask, std::uint32_t value) {
    const std::uint64_t* lanes = lab::emulation::exchange(mask, value);
    unsigned same = 0;
    for (unsigned i = 0; i < 32; ++i)
        same |= (mask >> i & 1U) != 0 && lanes[i] == value ? 1U << i : 0U;
    return same;
}
inline unsigned __ballot_sync(unsigned mask, int holds) {
    const std::uint64_t* lanes = lab::emulation::exchange(mask, holds != 0 ? 1 : 0);
    unsigned votes = 0;
    for (unsigned i = 0; i < 32; ++i)
        votes |= (mask >> i & 1U) != 0 && lanes[i] != 0 ? 1U << i : 0U;
    return votes;
}
inline int __popc(unsigned bits) {
    return __builtin_popcount(bits);
}
inline int __ffs(int bits) {
    return __builtin_ffs(bits);
}
template <class T> __attribute__((no_sanitize_thread)) T atomicAdd(T* target, T value) {
    lab::emulation::atomicAccess(target, sizeof *target);
    const T old = *target;
    *target = old + value;
    return old;
}
template <class T> __attribute__((no_sanitize_thread)) T atomicMin(T* target, T value) {
    lab::emulation::atomicAccess(target, sizeof *target);
    const T old = *target;
    *target = value < old ? value : old;
    return old;
}
