// The calls of the CUDA runtime that gpu/ makes, on plain memory; streams are in streams.cpp.
#include "access_check.h"
#include "cuda_runtime.h"
#include "emulation.h"
#include "streams.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>

namespace lab::emulation {
namespace {
std::mutex mutex;
std::map<void*, std::size_t> blocks;
std::size_t used = 0;
std::atomic<std::int64_t> mallocs{0};
} // namespace

Machine& machine() {
    static Machine one = [] {
        Machine made;
        if (const char* count = std::getenv("EMULATED_GPU_COUNT"))
            made.devices = std::atoi(count);
        if (const char* driver = std::getenv("EMULATED_GPU_DRIVER"))
            made.driver = std::atoi(driver);
        if (const char* runtime = std::getenv("EMULATED_GPU_RUNTIME"))
            made.runtime = std::atoi(runtime);
        if (const char* megabytes = std::getenv("EMULATED_GPU_MEGABYTES"))
            made.memory = static_cast<std::size_t>(std::atoi(megabytes)) << 20U;
        return made;
    }();
    return one;
}
std::size_t memoryInUse() {
    const std::lock_guard lock(mutex);
    return used;
}
std::int64_t allocations() {
    return mallocs;
}

} // namespace lab::emulation

using lab::emulation::machine;

const char* cudaGetErrorString(cudaError_t error) {
    switch (error) {
    case cudaSuccess:
        return "no error";
    case cudaErrorMemoryAllocation:
        return "out of memory";
    case cudaErrorNoDevice:
        return "no CUDA-capable device is detected";
    case cudaErrorInsufficientDriver:
        return "CUDA driver version is insufficient for CUDA runtime version";
    case cudaErrorLaunchFailure: {
        thread_local std::string text;
        text = "the emulated launch failed: " + lab::emulation::lastFault();
        return text.c_str();
    }
    default:
        return "invalid argument";
    }
}
cudaError_t cudaGetLastError() {
    return cudaSuccess;
}
cudaError_t cudaGetDeviceCount(int* count) {
    *count = machine().devices;
    if (machine().driver / 1000 < machine().runtime / 1000) // newer ones of a generation run on its drivers
        return cudaErrorInsufficientDriver;
    return *count > 0 ? cudaSuccess : cudaErrorNoDevice;
}
cudaError_t cudaDriverGetVersion(int* version) {
    *version = machine().driver;
    return cudaSuccess;
}
cudaError_t cudaRuntimeGetVersion(int* version) {
    *version = machine().runtime;
    return cudaSuccess;
}
cudaError_t cudaSetDevice(int device) {
    return device < machine().devices ? cudaSuccess : cudaErrorNoDevice;
}
cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int device) {
    *properties = {};
    std::snprintf(properties->name, sizeof properties->name, "Emulated GPU %d", device);
    properties->totalGlobalMem = machine().memory;
    properties->major = 9;
    properties->multiProcessorCount = 4;
    return cudaSuccess;
}
cudaError_t cudaMemGetInfo(std::size_t* left, std::size_t* total) {
    *total = machine().memory;
    *left = *total - std::min(*total, lab::emulation::memoryInUse());
    return cudaSuccess;
}
cudaError_t cudaMalloc(void** memory, std::size_t bytes) {
    const std::lock_guard lock(lab::emulation::mutex);
    ++lab::emulation::mallocs;
    if (lab::emulation::used + bytes > machine().memory)
        return cudaErrorMemoryAllocation;
    constexpr std::size_t kAlignment = 256;
    const std::size_t guard = lab::emulation::guardBytes();
    auto* room = static_cast<char*>(
        std::aligned_alloc(kAlignment, (bytes + 2 * guard + kAlignment - 1) / kAlignment * kAlignment));
    if (room == nullptr)
        return cudaErrorMemoryAllocation;
    void* block = room + guard;
    // NaN; of a large block, above all of the workspace of cuBLAS (32 MB), a part: to fill it takes longer
    // than a test.
    constexpr std::size_t kFilled = std::size_t{1} << 20;
    std::memset(block, 0xFF, std::min(bytes, kFilled));
    lab::emulation::deviceMemoryMade(block, bytes);
    lab::emulation::blocks[block] = bytes;
    lab::emulation::used += bytes;
    *memory = block;
    return cudaSuccess;
}
cudaError_t cudaFree(void* memory) {
    lab::emulation::drainAll();
    const std::lock_guard lock(lab::emulation::mutex);
    if (memory == nullptr)
        return cudaSuccess;
    const auto block = lab::emulation::blocks.find(memory);
    if (block == lab::emulation::blocks.end())
        return cudaErrorInvalidValue;
    lab::emulation::used -= block->second;
    lab::emulation::deviceMemoryGone(memory);
    lab::emulation::blocks.erase(block);
    std::free(static_cast<char*>(memory) - lab::emulation::guardBytes());
    return cudaSuccess;
}
cudaError_t cudaHostAlloc(void** memory, std::size_t bytes, unsigned) {
    *memory = std::malloc(bytes);
    return *memory != nullptr ? cudaSuccess : cudaErrorMemoryAllocation;
}
cudaError_t cudaFreeHost(void* memory) {
    lab::emulation::drainAll();
    std::free(memory);
    return cudaSuccess;
}
cudaError_t cudaMemcpyAsync(void* target, const void* source, std::size_t bytes, cudaMemcpyKind,
                            cudaStream_t stream) {
    return lab::emulation::submit(stream, [=] {
        if (bytes > 0)
            std::memcpy(target, source, bytes);
        lab::emulation::deviceMemoryWritten(target, bytes);
        return cudaSuccess;
    });
}
cudaError_t cudaMemsetAsync(void* target, int value, std::size_t bytes, cudaStream_t stream) {
    return lab::emulation::submit(stream, [=] {
        if (bytes > 0)
            std::memset(target, value, bytes);
        lab::emulation::deviceMemoryWritten(target, bytes);
        return cudaSuccess;
    });
}
