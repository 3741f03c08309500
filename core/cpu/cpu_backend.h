#pragma once

#include "core/backend/backend.h"
#include "core/base/thread_pool.h"
#include "core/cpu/segment_walk.h"

#include <algorithm>
#include <vector>

namespace lab {

/// The kernels on the CPU. Loops are cut into chunks that depend on the shapes alone, so that every number of
/// threads gives the same bits; a loop too small to be worth waking a thread runs on the caller.
class CpuBackend final : public Backend {
public:
    explicit CpuBackend(int threads) : m_pool(threads) {}

    [[nodiscard]] std::string name() const override { return "cpu"; }

    void* allocate(std::size_t bytes) override;
    void release(void* memory) noexcept override;
    void upload(void* target, const void* source, std::size_t bytes) override;
    using Backend::download;
    void download(std::span<const Download> parts) override;
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
    template <class Body>
    void sumRows(std::int64_t rows, std::int64_t width, std::int64_t workPerRow, Body&& body);
    void storeRowSums(std::int64_t rows, std::int64_t width, std::int64_t first, MutMat out, Accum mode);
    void addParts(ConstMat parts, MutMat target, Accum mode);
    void sumTokens(ConstMat a, ConstMat b, Segments segments, MutMat out, Accum mode);
    template <class Each, class Body> void forGatedRows(const AdditiveAttention& a, Each&& each, Body&& body);
    void gateWeights(const AdditiveAttention& a);
    void sumScoreGradients(const AdditiveAttentionGrad& g);
    void gateGradient(const AdditiveAttentionGrad& g);
    void scoreWeightGradient(const AdditiveAttentionGrad& g);

    /// Work below this many element visits is not worth waking another thread for.
    static constexpr std::int64_t kInlineWork = 24 * 1024;
    /// Rows whose sums are taken in float.
    static constexpr std::int64_t kPieceRows = 128;
    /// Element visits of one chunk.
    static constexpr std::int64_t kChunkWork = 32 * 1024;

    /// body(begin, end) over fixed chunks of [0, count), each item costing \p workPerItem element visits.
    template <class Body> void forRange(std::int64_t count, std::int64_t workPerItem, Body&& body) {
        const std::int64_t work = std::max<std::int64_t>(workPerItem, 1);
        const std::int64_t perChunk = std::max<std::int64_t>(kChunkWork / work, 1);
        const std::int64_t chunks = (count + perChunk - 1) / perChunk;
        forChunks(chunks, count * work, [&](std::int64_t chunk) {
            body(chunk * perChunk, std::min(count, (chunk + 1) * perChunk));
        });
    }
    template <class Body> void forChunks(std::int64_t chunks, std::int64_t work, Body&& body) {
        if (work >= kInlineWork) {
            m_pool.run(chunks, [&](std::int64_t chunk) {
                if (!stopRequested())
                    body(chunk);
            });
        } else {
            for (std::int64_t chunk = 0; chunk < chunks; ++chunk)
                body(chunk);
        }
    }

    /// body(sequence, from, to) over the tokens, cut every \p rows of them and where a sequence ends.
    template <class Body>
    void forTokens(Segments segments, std::int64_t rows, std::int64_t work, Body&& body) {
        forChunks((segments.rows + rows - 1) / rows, work, [&](std::int64_t chunk) {
            forPieces(segments, chunk * rows, std::min<std::int64_t>(segments.rows, (chunk + 1) * rows),
                      body);
        });
    }
    /// The same with the chunks of forRange.
    template <class Body> void forTokens(Segments segments, std::int64_t workPerToken, Body&& body) {
        forRange(segments.rows, workPerToken,
                 [&](std::int64_t begin, std::int64_t end) { forPieces(segments, begin, end, body); });
    }

    ThreadPool m_pool;
    // They grow to what the largest call needs.
    std::vector<float> m_rowSums;  ///< of sumRows [pieces of rows, width]
    std::vector<float> m_products; ///< of parts of a long inner dimension [parts, rows · columns]
    // Of additive attention; they grow to what the largest call needs.
    std::vector<float> m_gated;  ///< w ⊙ g [sequences · weightRows, width]
    std::vector<float> m_totals; ///< out · dOut [sequences, heads]
};

/// Sums over all rows, column by column, of what a pass computes: body(begin, end, sums [width]) adds the
/// terms of the rows [begin, end) to \p sums, which start at 0. storeRowSums() takes them from there. Float
/// inside short pieces of the rows, double across them in their order, so that 65,536 rows lose no more than
/// 100 do.
template <class Body>
void CpuBackend::sumRows(std::int64_t rows, std::int64_t width, std::int64_t workPerRow, Body&& body) {
    const std::int64_t pieces = (rows + kPieceRows - 1) / kPieceRows;
    m_rowSums.resize(std::max(m_rowSums.size(), static_cast<std::size_t>(pieces * width)));
    forChunks(pieces, rows * workPerRow, [&](std::int64_t piece) {
        float* sums = m_rowSums.data() + piece * width;
        std::fill_n(sums, width, 0.0F);
        body(piece * kPieceRows, std::min(rows, (piece + 1) * kPieceRows), sums);
    });
}

} // namespace lab
