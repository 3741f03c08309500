#pragma once

#include "core/backend/backend.h"
#include "core/backend/precision.h"
#include "gpu/device/device_memory.h"
#include "gpu/fused_products.h"

#include <cublas_v2.h>
#include <cuda_runtime.h>

namespace lab::gpu {

/// The kernels on one NVIDIA GPU: cuBLAS for products, own kernels elsewhere (one file each, named as in
/// core/cpu).
///
/// Everything runs in the order of the calls on one stream, uploads come to it over a second one; only
/// downloads and results that come back as numbers wait for it. Sums are cut and joined by the shapes alone
/// and no kernel adds floats atomically, so the same input gives the same bits on the same GPU. Scratch
/// memory grows to what the largest call needs and stays. Every call throws DeviceError with CUDA's reason
/// when it fails, OutOfDeviceMemory when memory is used up.
class CudaBackend final : public Backend {
public:
    explicit CudaBackend(Precision precision);
    ~CudaBackend() override;

    [[nodiscard]] std::string name() const override { return "cuda"; }
    [[nodiscard]] Element tallElement() const override { return m_tall; }

    void* allocate(std::size_t bytes) override;
    void release(void* memory) noexcept override;
    void upload(void* target, const void* source, std::size_t bytes) override;
    using Backend::download;
    void download(std::span<const Download> parts) override;
    void finish() override;
    void fillZero(MutMat target) override;
    void fill(MutMat target, float value) override;

    void gemm(Transpose ta, Transpose tb, ConstTall a, ConstTall b, MutTall c, Accum mode) override;
    void linear(ConstTall x, ConstTall weight, ConstTall bias, ConstTall residual, MutTall y) override;
    void columnSums(ConstTall a, ConstTall b, MutMat out, Accum mode) override;

    void gatherRows(ConstTall table, Ids ids, MutTall out) override;
    void scatterAddRows(ConstTall dOut, Ids ids, MutMat dTable) override;
    void positionRows(ConstTall table, Segments segments, MutTall out) override;
    void positionRowsGrad(ConstTall dOut, Segments segments, MutMat dTable) override;

    void unary(Unary function, ConstTall x, ConstMat bias, MutTall y) override;
    void unaryGrad(const UnaryGrad& args) override;
    void add(ConstTall a, ConstTall b, MutTall out) override;
    void multiply(ConstMat a, ConstMat b, MutMat out) override;
    void multiplyGrad(const MultiplyGrad& args) override;
    void accumulate(ConstTall source, MutTall target, Accum mode) override;
    void dropout(ConstTall x, const Dropout& dropout, MutTall y, Accum mode) override;

    void addNorm(const AddNorm& args, MutTall y, MutTall normalized, MutMat inverseStd) override;
    void addNormGrad(const AddNormGrad& args) override;

    void segmentSoftmax(ConstMat scores, Segments segments, float scale, MutMat y) override;
    void segmentSoftmaxGrad(ConstMat y, ConstMat dy, Segments segments, float scale, MutMat dScores,
                            Accum mode) override;
    void segmentWeightedSum(ConstMat w, ConstTall x, Segments segments, MutMat out, Accum mode) override;
    void segmentWeightedSumGradW(ConstMat dOut, ConstTall x, Segments segments, MutMat dw,
                                 Accum mode) override;
    void segmentWeightedSumGradX(ConstMat dOut, ConstMat w, Segments segments, MutTall dx,
                                 Accum mode) override;
    void segmentMul(ConstTall x, ConstMat g, Segments segments, MutTall out) override;
    void segmentMulGrad(const SegmentMulGrad& args) override;
    void segmentAdd(ConstTall x, ConstMat g, Segments segments, MutTall out) override;
    void segmentSums(ConstTall x, Segments segments, MutMat out, Accum mode) override;
    void segmentConcat(ConstTall x, ConstMat g, Segments segments, MutTall out) override;
    void segmentConcatGrad(ConstTall dOut, Segments segments, MutTall dx, Accum dxMode, MutMat dg,
                           Accum dgMode) override;

    void additiveAttention(const AdditiveAttention& args, MutMat weights, MutMat out) override;
    void additiveAttentionGrad(const AdditiveAttentionGrad& args) override;

    void packHeads(ConstTall x, std::int32_t heads, MutMat out) override;
    void unpackHeads(ConstMat x, std::int32_t heads, MutTall out, Accum mode) override;
    void attention(const Attention& args, MutMat out, MutMat logSum) override;
    void attentionGrad(const AttentionGrad& args) override;
    void linearAttention(const LinearAttention& args, MutMat out, MutMat state) override;
    void linearAttentionGrad(const LinearAttentionGrad& args) override;
    void segmentMeanPool(ConstMat x, Segments segments, std::int32_t kernel, std::int32_t stride,
                         MutMat out) override;
    void segmentMeanPoolGrad(ConstMat dOut, Segments segments, std::int32_t kernel, std::int32_t stride,
                             MutMat dx, Accum mode) override;
    void segmentProject(ConstMat x, ConstMat table, Segments segments, MutMat out) override;
    void segmentProjectGradX(ConstMat dOut, ConstMat table, Segments segments, MutMat dx,
                             Accum mode) override;
    void segmentProjectGradTable(ConstMat dOut, ConstMat x, Segments segments, MutMat dTable) override;
    void segmentLeading(ConstMat x, Segments segments, std::int32_t size, MutMat out) override;
    void segmentLeadingScatter(ConstMat lead, Segments segments, std::int32_t size, MutMat x,
                               Accum mode) override;
    void segmentLeadingClear(Segments segments, std::int32_t size, MutMat x) override;

    void crossEntropy(ConstMat logits, Ids labels, MutMat probabilities, MutMat loss) override;
    void crossEntropyGrad(ConstMat probabilities, Ids labels, ConstMat dLoss, MutMat dLogits,
                          Accum mode) override;

    void adam(const AdamStep& step, MutMat weights, MutMat gradient, MutMat moment1, MutMat moment2,
              MutTall copy) override;
    void squaredNorm(ConstMat x, double* sum) override;
    [[nodiscard]] std::int64_t firstNonFinite(ConstTall x) override;

private:
    /// C = op(A) op(B) + keep · C for row-major matrices that are not empty.
    void multiply(Transpose ta, Transpose tb, ConstTall a, ConstTall b, MutTall c, float keep);
    void clear(MutTall target);
    /// Additive attention of any shape; the other kernel needs whole packs of columns in a head.
    void additiveByTiles(const AdditiveAttention& args, MutMat weights, MutMat out);
    void additiveGradByTiles(const AdditiveAttentionGrad& args);
    /// The ids in ascending order and where each stood; equal ids keep their order. In m_sorted.
    struct SortedIds {
        const std::int32_t *keys, *positions;
    };
    SortedIds sortIds(Ids ids, std::int64_t bound);

    static constexpr std::size_t kWorkspaceBytes = std::size_t{32} << 20;

    cudaStream_t m_stream = nullptr;
    cublasHandle_t m_cublas = nullptr;
    Element m_tall;
    cublasComputeType_t m_compute; ///< of float32 operands
    FusedProducts m_products;
    DeviceBuffer m_workspace;  ///< of cuBLAS and cuBLASLt; its own, so that its choice of algorithm does not
                               ///< depend on luck
    DeviceBuffer m_scratch;    ///< parts of reductions
    DeviceBuffer m_statistics; ///< one value for each segment and column, between two kernels of one call
    DeviceBuffer m_sums;       ///< of chunks, that a call joins with parts of its own in m_scratch
    DeviceBuffer m_sorted;
    UploadRing m_uploads;
    PinnedBuffer m_results;
};

} // namespace lab::gpu
