// The calls of the CUDA runtime and of cuBLAS that gpu/ makes, on plain memory; streams are in streams.cpp.
#include "cublas_v2.h"
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
    if (machine().driver < machine().runtime)
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
    void* block = std::aligned_alloc(kAlignment, (bytes + kAlignment - 1) / kAlignment * kAlignment);
    if (block == nullptr)
        return cudaErrorMemoryAllocation;
    std::memset(block, 0xFF, bytes); // NaN
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
    lab::emulation::blocks.erase(block);
    std::free(memory);
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
        return cudaSuccess;
    });
}
cudaError_t cudaMemsetAsync(void* target, int value, std::size_t bytes, cudaStream_t stream) {
    return lab::emulation::submit(stream, [=] {
        if (bytes > 0)
            std::memset(target, value, bytes);
        return cudaSuccess;
    });
}

struct EmulatedCublas {
    cudaStream_t stream = nullptr;
};

cublasStatus_t cublasCreate(cublasHandle_t* handle) {
    *handle = new EmulatedCublas;
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasDestroy(cublasHandle_t handle) {
    delete handle;
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasSetStream(cublasHandle_t handle, cudaStream_t stream) {
    handle->stream = stream;
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasSetWorkspace(cublasHandle_t, void*, std::size_t) {
    return CUBLAS_STATUS_SUCCESS;
}

namespace {
/// \p x with so many bits of its fraction left, rounded to the nearest.
float rounded(float x, int dropped) {
    if (dropped == 0)
        return x;
    std::uint32_t bits = 0;
    std::memcpy(&bits, &x, sizeof x);
    bits += (1U << (dropped - 1)) - 1 + (bits >> dropped & 1U);
    bits &= ~0U << dropped;
    std::memcpy(&x, &bits, sizeof x);
    return x;
}
} // namespace

cublasStatus_t cublasGemmEx(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m, int n,
                            int k, const void* alpha, const void* a, cudaDataType_t, int lda, const void* b,
                            cudaDataType_t, int ldb, const void* beta, void* c, cudaDataType_t, int ldc,
                            cublasComputeType_t compute, cublasGemmAlgo_t) {
    const bool leadingFit =
        lda >= (ta == CUBLAS_OP_N ? m : k) && ldb >= (tb == CUBLAS_OP_N ? k : n) && ldc >= m;
    if (m <= 0 || n <= 0 || k <= 0 || !leadingFit)
        return CUBLAS_STATUS_INVALID_VALUE;
    const int dropped = compute == CUBLAS_COMPUTE_32F ? 0 : compute == CUBLAS_COMPUTE_32F_FAST_TF32 ? 13 : 16;
    const auto* left = static_cast<const float*>(a);
    const auto* right = static_cast<const float*>(b);
    auto* out = static_cast<float*>(c);
    const float scale = *static_cast<const float*>(alpha), keep = *static_cast<const float*>(beta);
    const auto at = [](const float* x, int ld, bool transposed, int row, int col) {
        return transposed ? x[static_cast<std::size_t>(row) * static_cast<std::size_t>(ld) +
                              static_cast<std::size_t>(col)]
                          : x[static_cast<std::size_t>(col) * static_cast<std::size_t>(ld) +
                              static_cast<std::size_t>(row)];
    };
    const cudaError_t status = lab::emulation::submit(handle->stream, [=] {
        for (int col = 0; col < n; ++col)
            for (int row = 0; row < m; ++row) {
                double sum = 0;
                for (int i = 0; i < k; ++i)
                    sum += static_cast<double>(rounded(at(left, lda, ta != CUBLAS_OP_N, row, i), dropped)) *
                           static_cast<double>(rounded(at(right, ldb, tb != CUBLAS_OP_N, i, col), dropped));
                float& target = out[static_cast<std::size_t>(col) * static_cast<std::size_t>(ldc) +
                                    static_cast<std::size_t>(row)];
                const double old =
                    keep == 0.0F ? 0.0 : static_cast<double>(keep) * static_cast<double>(target);
                target = static_cast<float>(static_cast<double>(scale) * sum + old);
            }
        return cudaSuccess;
    });
    return status == cudaSuccess ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_INVALID_VALUE;
}
