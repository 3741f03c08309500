#include "core/base/error.h"
#include "core/cpu/cpu_backend.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace lab {
namespace {
constexpr std::size_t kAlignment = 64; // a cache line, and the widest vector
}

void* CpuBackend::allocate(std::size_t bytes) {
    const std::size_t rounded = (std::max<std::size_t>(bytes, 1) + kAlignment - 1) / kAlignment * kAlignment;
    void* memory = std::aligned_alloc(kAlignment, rounded);
    if (memory == nullptr)
        throw DeviceError(
            fmt::format("the machine has no {:.1f} MB of memory left; use a smaller batch, width or length",
                        static_cast<double>(bytes) / 1e6));
    return memory;
}

void CpuBackend::release(void* memory) noexcept {
    std::free(memory);
}

void CpuBackend::upload(void* target, const void* source, std::size_t bytes) {
    if (bytes > 0)
        std::memcpy(target, source, bytes);
}

void CpuBackend::download(std::span<const Download> parts) {
    for (const Download& part : parts)
        if (part.bytes > 0)
            std::memcpy(part.target, part.source, part.bytes);
}

void CpuBackend::fillZero(MutMat target) {
    forRange(target.size(), 1, [&](std::int64_t begin, std::int64_t end) {
        std::memset(target.data + begin, 0, static_cast<std::size_t>(end - begin) * sizeof(float));
    });
}

void CpuBackend::fill(MutMat target, float value) {
    forRange(target.size(), 1, [&](std::int64_t begin, std::int64_t end) {
        std::fill(target.data + begin, target.data + end, value);
    });
}

std::unique_ptr<Backend> makeCpuBackend(int threads) {
    return std::make_unique<CpuBackend>(threads);
}

const char* cpuInstructions() {
#if defined(__AVX512F__)
    return "AVX-512";
#elif defined(__AVX2__)
    return "AVX2";
#else
    return "portable";
#endif
}

} // namespace lab
