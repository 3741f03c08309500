#include "core/base/error.h"
#include "gpu/cuda_backend.h"
#include "gpu/device/launch.h"
#include "gpu/require_cublas.h"

#include <cstring>

namespace lab::gpu {
namespace {

cublasComputeType_t computeType(Precision precision) {
    switch (precision) {
    case Precision::Tf32:
        return CUBLAS_COMPUTE_32F_FAST_TF32;
    case Precision::Bf16:
        return CUBLAS_COMPUTE_32F_FAST_16BF;
    case Precision::Fp32:
        break;
    }
    return CUBLAS_COMPUTE_32F;
}

/// The parts of a product that is split over its tokens are added in float32, whatever they are made of.
constexpr auto kMathMode =
    static_cast<cublasMath_t>(CUBLAS_DEFAULT_MATH | CUBLAS_MATH_DISALLOW_REDUCED_PRECISION_REDUCTION);

} // namespace

CudaBackend::CudaBackend(Precision precision)
    : m_tall(tallElementOf(precision)), m_compute(computeType(precision)), m_products(m_compute) {
    void* workspace = m_workspace.get(kWorkspaceBytes); // first: without room nothing is left behind
    require(cudaStreamCreateWithFlags(&m_stream, cudaStreamNonBlocking), "creating a stream");
    requireCublas(cublasCreate(&m_cublas), "its start");
    requireCublas(cublasSetStream(m_cublas, m_stream), "setting its stream");
    requireCublas(cublasSetWorkspace(m_cublas, workspace, kWorkspaceBytes), "setting its workspace");
    requireCublas(cublasSetMathMode(m_cublas, kMathMode), "setting its precision");
}

CudaBackend::~CudaBackend() {
    cudaStreamSynchronize(m_stream);
    if (m_cublas != nullptr)
        cublasDestroy(m_cublas);
    cudaStreamDestroy(m_stream);
}

void* CudaBackend::allocate(std::size_t bytes) {
    return allocateOnDevice(bytes);
}
void CudaBackend::release(void* memory) noexcept {
    cudaFree(memory);
}

void CudaBackend::upload(void* target, const void* source, std::size_t bytes) {
    if (bytes > 0)
        m_uploads.upload(target, source, bytes, m_stream);
}

// Small pieces go through pinned memory, one behind the other, so that their copies do not wait for each
// other.
void CudaBackend::download(std::span<const Download> parts) {
    std::size_t used = 0;
    const auto pinned = [&](const Download& part) {
        const bool fits = used + part.bytes <= PinnedBuffer::kBytes;
        char* place = fits ? static_cast<char*>(m_results.memory()) + used : nullptr;
        used += fits ? part.bytes : 0;
        return place;
    };
    for (const Download& part : parts) {
        char* place = pinned(part);
        if (part.bytes > 0)
            require(cudaMemcpyAsync(place != nullptr ? place : part.target, part.source, part.bytes,
                                    cudaMemcpyDeviceToHost, m_stream),
                    "downloading");
    }
    require(cudaStreamSynchronize(m_stream), "the kernels before a download");
    used = 0;
    for (const Download& part : parts)
        if (const char* place = pinned(part); place != nullptr && part.bytes > 0)
            std::memcpy(part.target, place, part.bytes);
}

void CudaBackend::finish() {
    require(cudaStreamSynchronize(m_stream), "the kernels so far");
}

void CudaBackend::fillZero(MutMat target) {
    clear(target);
}

void CudaBackend::clear(MutTall target) {
    if (target.size() > 0)
        require(cudaMemsetAsync(target.data, 0, target.bytes(), m_stream), "clearing memory");
}

} // namespace lab::gpu
