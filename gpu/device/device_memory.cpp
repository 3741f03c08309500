#include "gpu/device/device_memory.h"

#include "core/base/error.h"
#include "gpu/device/launch.h"

#include <algorithm>
#include <cstring>

namespace lab::gpu {

void throwOutOfMemory() {
    std::size_t left = 0, total = 0;
    require(cudaMemGetInfo(&left, &total), "asking for the free memory");
    throw OutOfDeviceMemory(left, total);
}

void require(cudaError_t status, const char* what) {
    if (status != cudaSuccess) {
        cudaGetLastError(); // a failure that the context survives must not be reported twice
        // A kernel that is loaded at its first launch takes memory, too.
        if (status == cudaErrorMemoryAllocation)
            throwOutOfMemory();
        throw DeviceError(
            fmt::format("the GPU failed in {} ({}); the run can be continued from its last checkpoint, "
                        "also on the processor (--device cpu)",
                        what, cudaGetErrorString(status)));
    }
}

void* allocateOnDevice(std::size_t bytes) {
    void* memory = nullptr;
    const cudaError_t status = cudaMalloc(&memory, std::max<std::size_t>(bytes, 1));
    if (status == cudaErrorMemoryAllocation) {
        cudaGetLastError();
        std::size_t left = 0, total = 0;
        require(cudaMemGetInfo(&left, &total), "asking for the free memory");
        throw OutOfDeviceMemory(bytes, left, total);
    }
    require(status, "allocating memory");
    return memory;
}

DeviceBuffer::~DeviceBuffer() {
    cudaFree(m_memory);
}

void* DeviceBuffer::get(std::size_t bytes) {
    if (bytes > m_bytes || m_memory == nullptr) {
        cudaFree(m_memory); // waits for the kernels that still use it
        m_memory = nullptr;
        m_bytes = 0;
        m_memory = allocateOnDevice(bytes);
        m_bytes = bytes;
    }
    return m_memory;
}

PinnedBuffer::PinnedBuffer() {
    require(cudaHostAlloc(&m_memory, kBytes, cudaHostAllocDefault), "allocating pinned memory");
}
PinnedBuffer::~PinnedBuffer() {
    cudaFreeHost(m_memory);
}

UploadRing::UploadRing() {
    auto* staging = static_cast<char*>(m_staging.get(m_halves.size() * PinnedBuffer::kBytes));
    require(cudaStreamCreateWithFlags(&m_copies, cudaStreamNonBlocking), "creating a stream");
    for (Half& half : m_halves) {
        half.staging = staging;
        staging += PinnedBuffer::kBytes;
        for (cudaEvent_t* event : {&half.copied, &half.consumed})
            require(cudaEventCreateWithFlags(event, cudaEventDisableTiming), "creating an event");
    }
}
UploadRing::~UploadRing() {
    cudaStreamSynchronize(m_copies);
    for (const Half& half : m_halves)
        for (cudaEvent_t event : {half.copied, half.consumed})
            cudaEventDestroy(event);
    cudaStreamDestroy(m_copies);
}

void UploadRing::turn(cudaStream_t compute) {
    require(cudaEventRecord(m_halves[m_now].consumed, compute), "recording an event");
    m_now = 1 - m_now;
    Half& half = m_halves[m_now];
    require(cudaEventSynchronize(half.copied), "waiting for an upload");
    require(cudaStreamWaitEvent(m_copies, half.consumed, 0), "waiting for an upload");
    half.used = 0;
}

void UploadRing::upload(void* target, const void* source, std::size_t bytes, cudaStream_t compute) {
    const auto* from = static_cast<const char*>(source);
    auto* to = static_cast<char*>(target);
    while (bytes > 0) {
        if (m_halves[m_now].used == PinnedBuffer::kBytes)
            turn(compute);
        Half& half = m_halves[m_now];
        const std::size_t piece = std::min(bytes, PinnedBuffer::kBytes - half.used);
        char* pinned = static_cast<char*>(half.buffer.memory()) + half.used;
        char* staged = half.staging + half.used;
        std::memcpy(pinned, from, piece);
        require(cudaMemcpyAsync(staged, pinned, piece, cudaMemcpyHostToDevice, m_copies), "uploading");
        require(cudaEventRecord(half.copied, m_copies), "recording an event");
        require(cudaStreamWaitEvent(compute, half.copied, 0), "waiting for an upload");
        require(cudaMemcpyAsync(to, staged, piece, cudaMemcpyDeviceToDevice, compute), "uploading");
        constexpr std::size_t kAlignment = 64;
        half.used =
            std::min(PinnedBuffer::kBytes, (half.used + piece + kAlignment - 1) / kAlignment * kAlignment);
        from += piece, to += piece, bytes -= piece;
    }
}

} // namespace lab::gpu
