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

/// Copies small pieces to the device without waiting for it: two pinned halves that take turns.
class PinnedRing {
public:
    PinnedRing();
    ~PinnedRing();
    PinnedRing(const PinnedRing&) = delete;
    PinnedRing& operator=(const PinnedRing&) = delete;

    /// \p source may change as soon as this returns.
    void upload(void* target, const void* source, std::size_t bytes, cudaStream_t stream);

private:
    struct Half {
        PinnedBuffer buffer;
        cudaEvent_t done = nullptr; ///< the copies out of this half are over
        std::size_t used = 0;
    };
    void turn(cudaStream_t stream);

    std::array<Half, 2> m_halves;
    std::size_t m_now = 0;
};

/// cudaMalloc. \throws OutOfDeviceMemory with the sizes.
void* allocateOnDevice(std::size_t bytes);

} // namespace lab::gpu
