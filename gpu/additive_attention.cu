// Additive attention: in one pass where the shape allows (additive_rows.cuh), by tiles otherwise
// (additive_tiles.cu).
#include "core/base/scalar_math.h"
#include "gpu/cuda_backend.h"
#include "gpu/device/additive_rows.cuh"
#include "gpu/device/column_sums.cuh"
#include "gpu/device/softmax.cuh"

namespace lab::gpu {
namespace {

OffsetsLayout layoutOf(Segments segments) {
    return {segments.offsets, segments.count, segments.rows};
}

template <class E> AdditiveOperands<E> operandsOf(const AdditiveAttention& a) {
    const auto cols = static_cast<std::int32_t>(a.x.cols);
    return {a.x.as<E>(),
            a.gate.data,
            a.w.data,
            cols,
            a.heads,
            cols / a.heads,
            !a.acrossHeads() && a.w.rows == 1 && a.heads > 1,
            a.scale};
}

/// A block each: its registers leave room for four of two warps at once on a multiprocessor, or for eight of
/// one, so these are one wave on 132 of them.
constexpr std::int64_t kAdditiveChunks = 512, kWideChunks = 1024;
constexpr int kWideHeads = 16, kWideColumns = 8;

/// Sixteen scores that read all columns: with eight columns a thread half as many values meet in the lanes.
bool wide(const AdditiveAttention& a) {
    return a.acrossHeads() && a.heads > kWideHeads / 2 && a.x.cols >= std::int64_t{kWideColumns} * kWarp &&
           a.x.cols / a.heads % kWideColumns == 0;
}

/// A head is whole packs of four columns in neighbouring lanes of one warp.
bool onePass(const AdditiveAttention& a) {
    const std::int64_t width = a.x.cols, headWidth = width / a.heads, lanes = headWidth / 4;
    return headWidth % 4 == 0 && lanes <= kWarp && (lanes & (lanes - 1)) == 0 &&
           width <= 4 * kAdditiveThreads && (!a.acrossHeads() || a.heads <= kAdditiveHeads) &&
           aligned16(a.x.data, a.gate.data, a.w.data);
}

/// run.operator()<Heads, E>() with what additive_rows.cuh means by Heads and the element of the tokens.
template <class Run> void forShape(const AdditiveAttention& a, const Run& run) {
    forElement(a.x.element, [&]<class E>(E) {
        if (!a.acrossHeads())
            run.template operator()<0, E>();
        else if (a.heads <= 4)
            run.template operator()<4, E>();
        else if (a.heads <= 8)
            run.template operator()<8, E>();
        else
            run.template operator()<16, E>();
    });
}

Grid gridOf(const AdditiveAttention& a, const RowChunks& chunks, int columns = 4) {
    return {{static_cast<unsigned>(chunks.count)},
            {blocksFor(a.x.cols, std::int64_t{columns} * kWarp) * kWarp}};
}

} // namespace

void CudaBackend::additiveAttention(const AdditiveAttention& a, MutMat weights, MutMat out) {
    if (!onePass(a) || !aligned16(out.data)) {
        additiveByTiles(a, weights, out);
        return;
    }
    if (!a.segments.allHaveRows)
        fillZero(out);
    if (a.x.rows == 0)
        return;
    const auto cols = static_cast<std::int32_t>(a.x.cols), packs = cols / 4;
    const RowChunks chunks = RowChunks::of(a.x.rows, wide(a) ? kWideChunks : kAdditiveChunks);
    const PoolReducer reducer{out.data, m_statistics.get<float2>(std::int64_t{a.segments.count} * a.heads),
                              cols, a.heads, cols / a.heads};
    auto* parts = m_scratch.get<PoolReducer::State>(chunks.parts(packs));
    forShape(a, [&]<int Heads, class E>() {
        const auto run = [&](const Grid& grid, auto* kernel) {
            launch("additiveAttention", m_stream, grid, kernel, layoutOf(a.segments), operandsOf<E>(a),
                   reducer, chunks, weights.data, parts);
        };
        if constexpr (Heads == kWideHeads)
            if (wide(a))
                return run(gridOf(a, chunks, kWideColumns), additiveKernel<Heads, kWideColumns, E>);
        run(gridOf(a, chunks), additiveKernel<Heads, 4, E>);
    });
    joinParts("additiveAttention", m_stream, layoutOf(a.segments), reducer, chunks, packs, parts);
    mapRows("additiveAttention", m_stream, layoutOf(a.segments),
            SoftmaxBody{weights.data, reducer.statistics, weights.data, a.heads, a.scale}, weights.rows,
            weights.cols, aligned16(weights.data));
}

void CudaBackend::additiveAttentionGrad(const AdditiveAttentionGrad& g) {
    const AdditiveAttention& a = g.forward;
    if (!onePass(a) || !aligned16(g.out.data, g.dOut.data, g.dx.data)) {
        additiveGradByTiles(g);
        return;
    }
    if (g.dGate && g.dGateMode == Accum::Overwrite && !a.segments.allHaveRows)
        fillZero(g.dGate);
    if (a.x.rows == 0) {
        if (g.dw && g.dwMode == Accum::Overwrite)
            fillZero(g.dw);
        return;
    }
    const auto cols = static_cast<std::int32_t>(a.x.cols), packs = cols / 4;
    const RowChunks chunks =
        RowChunks::of(a.x.rows, kAdditiveChunks); // each leaves a matrix of the size of w
    const std::int64_t weightSums = a.weightRows() * a.x.cols;
    auto* weightParts = m_sums.get<float>(chunks.count * weightSums);
    const GateReducer reducer{{}, g.dGate.data, cols, g.dGateMode == Accum::Add};
    auto* parts = g.dGate ? m_scratch.get<Pack<4>>(chunks.parts(packs)) : nullptr;
    forShape(a, [&]<int Heads, class E>() {
        const AdditiveGradients<E> gradients{g.weights.data, g.out.data,  g.dOut.data,
                                             g.dx.as<E>(),   weightParts, g.dxMode == Accum::Add};
        launch("additiveAttentionGrad", m_stream, gridOf(a, chunks), additiveGradKernel<Heads, E>,
               layoutOf(a.segments), operandsOf<E>(a), gradients, reducer, chunks, parts);
    });
    if (g.dGate)
        joinParts("additiveAttentionGrad", m_stream, layoutOf(a.segments), reducer, chunks, packs, parts);
    if (!g.dw)
        return;
    if (g.dw.size() == weightSums)
        joinColumnParts("additiveAttentionGrad", m_stream, weightParts, chunks.count, weightSums,
                        {static_cast<std::int32_t>(weightSums), {g.dw.data, g.dwMode == Accum::Add}});
    else // one w for all heads: a chunk's row is one row for each head
        columnSums({weightParts, chunks.count * weightSums / g.dw.size(), g.dw.size()}, {},
                   {g.dw.data, 1, g.dw.size()}, g.dwMode);
}

} // namespace lab::gpu
