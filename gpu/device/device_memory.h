#pragma once

#include <cuda_runtime.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace lab::gpu {

/// Memory of the device that grows when more is asked for; what it held is lost then.
class DeviceBuffer {
public:
    DeviceBuffer() = default;
    ~DeviceBuffer();
    DeviceBuffer(const DeviceBuffer&) = delete;
    DeviceBuffer& operator=(const DeviceBuffer&) = delete;

    /// At least \p bytes, aligned to 256, valid until the next call. \throws OutOfDeviceMemory.
    void* get(std::size_t bytes);
    template <class T> T* get(std::int64_t count) {
        return static_cast<T*>(get(static_cast<std::size_t>(count) * sizeof(T)));
    }

private:
    void* m_memory = nullptr;
    std::size_t m_bytes = 0;
};

/// A little memory of the host that the device copies to and from without a stop in between.
class PinnedBuffer {
public:
    static constexpr std::size_t kBytes = std::size_t{1} << 20;
    PinnedBuffer();
    ~PinnedBuffer();
    PinnedBuffer(const PinnedBuffer&) = delete;
    PinnedBuffer& operator=(const PinnedBuffer&) = delete;
    [[nodiscard]] void* memory() const { return m_memory; }

private:
    void* m_memory = nullptr;
};

/// Copies to the device without waiting for it, on a stream of its own beside that of the kernels: two halves
/// that take turns.
///
///     host --memcpy--> pinned --copy stream--> staging --compute stream--> target
///
/// The target may still be read by kernels that are queued, so only the compute stream writes it, when they
/// are done; that is a copy inside the device, at its full speed. The slow way over the bus runs beside the
/// kernels. Events keep the order: the compute stream waits for what is copied, the copy stream for what is
/// consumed before it writes over it, the host for what is copied before it fills the pinned half again.
/// Small pieces go the same way: a step uploads one, and the four calls that it costs more take the host some
/// microseconds, while the pinned memory never has to wait for a kernel.
class UploadRing {
public:
    /// \throws OutOfDeviceMemory.
    UploadRing();
    ~UploadRing();
    UploadRing(const UploadRing&) = delete;
    UploadRing& operator=(const UploadRing&) = delete;

    /// In the order of \p compute, the same stream each time; \p source may change as soon as this returns.
    void upload(void* target, const void* source, std::size_t bytes, cudaStream_t compute);

private:
    struct Half {
        PinnedBuffer buffer;
        char* staging = nullptr;        ///< as large, on the device
        cudaEvent_t copied = nullptr;   ///< what is in the staging memory so far is there
        cudaEvent_t consumed = nullptr; ///< the compute stream has taken all of it
        std::size_t used = 0;
    };
    void turn(cudaStream_t compute);

    DeviceBuffer m_staging; ///< of both halves
    std::array<Half, 2> m_halves;
    std::size_t m_now = 0;
    cudaStream_t m_copies = nullptr;
};

/// cudaMalloc. \throws OutOfDeviceMemory with the sizes.
void* allocateOnDevice(std::size_t bytes);

} // namespace lab::gpu
