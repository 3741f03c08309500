#pragma once

#include "core/backend/backend.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace lab {

/// A device that computes nothing and owns no memory: it counts what is asked of it. A pass on it has the
/// shapes, and therefore the memory, of a real one, and takes microseconds however long the texts are.
/// The addresses that it hands out must not be read or written; downloads leave their target as it is.
class DryBackend final : public Backend {
public:
    /// \p tall: as the device in whose place it stands.
    explicit DryBackend(Element tall = Element::F32) : m_tall(tall) {}

    [[nodiscard]] std::string name() const override { return "dry"; }
    [[nodiscard]] Element tallElement() const override { return m_tall; }
    /// Bytes that are allocated now.
    [[nodiscard]] std::size_t bytes() const noexcept { return m_bytes; }

    void* allocate(std::size_t bytes) override;
    void release(void* memory) noexcept override;
    void upload(void*, const void*, std::size_t) override {}
    using Backend::download;
    void download(std::span<const Download>) override {}
    void fillZero(MutMat) override {}
    void fill(MutMat, float) override {}

    void gemm(Transpose, Transpose, ConstTall, ConstTall, MutTall, Accum) override {}
    void linear(ConstTall, ConstTall, ConstTall, ConstTall, MutTall) override {}
    void columnSums(ConstTall, ConstTall, MutMat, Accum) override {}
    void gatherRows(ConstTall, Ids, MutTall) override {}
    void scatterAddRows(ConstTall, Ids, MutMat) override {}
    void positionRows(ConstTall, Segments, MutTall) override {}
    void positionRowsGrad(ConstTall, Segments, MutMat) override {}
    void unary(Unary, ConstTall, ConstMat, MutTall) override {}
    void unaryGrad(const UnaryGrad&) override {}
    void add(ConstTall, ConstTall, MutTall) override {}
    void multiply(ConstMat, ConstMat, MutMat) override {}
    void multiplyGrad(const MultiplyGrad&) override {}
    void accumulate(ConstTall, MutTall, Accum) override {}
    void dropout(ConstTall, const Dropout&, MutTall, Accum) override {}
    void addNorm(const AddNorm&, MutTall, MutTall, MutMat) override {}
    void addNormGrad(const AddNormGrad&) override {}
    void segmentSoftmax(ConstMat, Segments, float, MutMat) override {}
    void segmentSoftmaxGrad(ConstMat, ConstMat, Segments, float, MutMat, Accum) override {}
    void segmentWeightedSum(ConstMat, ConstTall, Segments, MutMat, Accum) override {}
    void segmentWeightedSumGradW(ConstMat, ConstTall, Segments, MutMat, Accum) override {}
    void segmentWeightedSumGradX(ConstMat, ConstMat, Segments, MutTall, Accum) override {}
    void segmentMul(ConstTall, ConstMat, Segments, MutTall) override {}
    void segmentMulGrad(const SegmentMulGrad&) override {}
    void segmentAdd(ConstTall, ConstMat, Segments, MutTall) override {}
    void segmentSums(ConstTall, Segments, MutMat, Accum) override {}
    void segmentConcat(ConstTall, ConstMat, Segments, MutTall) override {}
    void segmentConcatGrad(ConstTall, Segments, MutTall, Accum, MutMat, Accum) override {}
    void additiveAttention(const AdditiveAttention&, MutMat, MutMat) override {}
    void additiveAttentionGrad(const AdditiveAttentionGrad&) override {}
    void packHeads(ConstTall, std::int32_t, MutMat) override {}
    void unpackHeads(ConstMat, std::int32_t, MutTall, Accum) override {}
    void attention(const Attention&, MutMat, MutMat) override {}
    void attentionGrad(const AttentionGrad&) override {}
    void linearAttention(const LinearAttention&, MutMat, MutMat) override {}
    void linearAttentionGrad(const LinearAttentionGrad&) override {}
    void segmentMeanPool(ConstMat, Segments, std::int32_t, std::int32_t, MutMat) override {}
    void segmentMeanPoolGrad(ConstMat, Segments, std::int32_t, std::int32_t, MutMat, Accum) override {}
    void segmentProject(ConstMat, ConstMat, Segments, MutMat) override {}
    void segmentProjectGradX(ConstMat, ConstMat, Segments, MutMat, Accum) override {}
    void segmentProjectGradTable(ConstMat, ConstMat, Segments, MutMat) override {}
    void segmentLeading(ConstMat, Segments, std::int32_t, MutMat) override {}
    void segmentLeadingScatter(ConstMat, Segments, std::int32_t, MutMat, Accum) override {}
    void segmentLeadingClear(Segments, std::int32_t, MutMat) override {}
    void crossEntropy(ConstMat, Ids, MutMat, MutMat) override {}
    void crossEntropyGrad(ConstMat, Ids, ConstMat, MutMat, Accum) override {}
    void adam(const AdamStep&, MutMat, MutMat, MutMat, MutMat, MutTall) override {}
    void squaredNorm(ConstMat, double*) override {}
    [[nodiscard]] std::int64_t firstNonFinite(ConstTall) override { return -1; }

private:
    struct Piece {
        std::uintptr_t address;
        std::size_t bytes;
    };
    Element m_tall;
    std::vector<Piece> m_pieces;
    std::uintptr_t m_next = 64;
    std::size_t m_bytes = 0;
};

} // namespace lab
