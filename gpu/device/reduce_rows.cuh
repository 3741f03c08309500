#pragma once

#include "gpu/device/launch.h"
#include "gpu/device/layout.cuh"
#include "gpu/device/map_rows.cuh"
#include "gpu/device/warp.cuh"

namespace lab::gpu {

// Reductions over the rows of each segment, whatever the lengths: the rows are cut into chunks of equal size.
// A thread owns one pack of columns of one chunk and walks down its rows. Segments that lie inside the chunk
// are stored at once, so many short ones share a chunk; of those that cross its edges at most two parts
// remain (slot 0: the one that touches the chunk's first row, slot 1: the one that starts later and goes on).
// A second kernel joins the parts of each crossing segment in the order of the chunks, starting from the
// chunk in which it begins. Chunks depend on the number of rows alone: same input, same bits.
//
// A Reducer has: State, Wide (its precise form), start(), kRows, add(state, row, stop, segment, pack) that
// takes up kRows rows from row on, but none from stop on, widen(state), merge(wide, wide), store(segment,
// pack, wide). It may have merge(wide, states, count) for the first count of kPartsAhead states; the others
// repeat the last of them.

inline constexpr int kReduceThreads = 64, kJoinWarps = 16, kJoinAlone = 16;
inline constexpr int kReduceBlocks =
    16; ///< of a multiprocessor at once: leaves a thread the registers for several rows on their way
inline constexpr int kPartsAhead =
    8; ///< parts that are on their way at once: one by one each would wait alone

struct RowChunks {
    std::int32_t rows, perChunk, count;

    /// At most about \p wanted of them.
    static RowChunks of(std::int64_t rows, std::int64_t wanted = 1024) {
        constexpr std::int64_t kLeast = 32, kMost = 4096;
        std::int64_t size = kLeast;
        while (size < kMost && rows > size * wanted)
            size *= 2;
        return {static_cast<std::int32_t>(rows), static_cast<std::int32_t>(size),
                static_cast<std::int32_t>((rows + size - 1) / size)};
    }
    /// Parts that the first kernel may leave.
    [[nodiscard]] std::int64_t parts(std::int64_t packs) const { return std::int64_t{count} * 2 * packs; }
};

/// Whether the rows [row, stop) are all of their segment.
template <class Layout>
__device__ inline bool wholeSegment(const Layout& layout, std::int32_t segment, std::int32_t row,
                                    std::int32_t stop) {
    return !layout.holds(segment, row - 1) && !layout.holds(segment, stop);
}

template <class Layout, class Reducer>
__global__ void __launch_bounds__(kReduceThreads, kReduceBlocks)
    reduceChunksKernel(Layout layout, Reducer reducer, RowChunks chunks, std::int32_t packs,
                       typename Reducer::State* parts) {
    const auto pack = static_cast<std::int32_t>(blockIdx.y * blockDim.x + threadIdx.x);
    const auto chunk = static_cast<std::int32_t>(blockIdx.x * blockDim.y + threadIdx.y);
    if (pack >= packs || chunk >= chunks.count)
        return;
    const std::int32_t begin = chunk * chunks.perChunk;
    const std::int32_t limit = begin + chunks.perChunk < chunks.rows ? begin + chunks.perChunk : chunks.rows;
    std::int32_t segment = layout.at(begin);
    for (std::int32_t row = begin; row < limit;) {
        segment = layout.next(segment, row);
        const std::int32_t stop = layout.pieceEnd(segment, row, limit);
        auto state = reducer.start();
#pragma unroll(Reducer::kRows == 1 ? 4 : 1)
        for (std::int32_t r = row; r < stop; r += Reducer::kRows)
            reducer.add(state, r, stop, segment, pack);
        if (wholeSegment(layout, segment, row, stop))
            reducer.store(segment, pack, reducer.widen(state));
        else
            parts[(std::int64_t{chunk} * 2 + (row == begin ? 0 : 1)) * packs + pack] = state;
        row = stop;
    }
}

/// What a chunk has to join: the segment that begins in it and goes on.
struct Crossing {
    std::int32_t segment, slot, lastChunk; ///< segment −1: nothing to join
};
template <class Layout>
__device__ inline Crossing crossingOf(const Layout& layout, const RowChunks& chunks, std::int32_t chunk) {
    const std::int32_t begin = chunk * chunks.perChunk, limit = begin + chunks.perChunk;
    Crossing crossing{-1, 0, 0};
    if (chunk >= chunks.count || limit >= chunks.rows)
        return crossing;
    const std::int32_t segment = layout.at(limit - 1);
    if (!layout.holds(segment, limit) || layout.holds(segment, begin - 1))
        return crossing; // it ends here, or it began in a chunk before
    crossing.segment = segment;
    crossing.slot = layout.holds(segment, begin) ? 0 : 1;
    crossing.lastChunk = (layout.end(segment, limit - 1) - 1) / chunks.perChunk;
    return crossing;
}

/// The parts of one pack, [chunks, slot, packs].
template <class Reducer> struct PartsOfPack {
    const typename Reducer::State* parts;
    std::int32_t packs, pack;

    /// Those of every \p step-th chunk from begin + \p skipped on, in their order; \p begin: the first chunk
    /// of the crossing.
    __device__ typename Reducer::Wide joined(const Reducer& reducer, const Crossing& crossing,
                                             std::int32_t begin, std::int32_t skipped,
                                             std::int32_t step) const {
        auto total = reducer.widen(reducer.start());
        for (std::int32_t chunk = begin + skipped; chunk <= crossing.lastChunk; chunk += kPartsAhead * step) {
            typename Reducer::State read[kPartsAhead]; // past the last one: again the last, and not merged
#pragma unroll
            for (int i = 0; i < kPartsAhead; ++i) {
                const std::int32_t wanted = chunk + i * step,
                                   at = wanted < crossing.lastChunk ? wanted : crossing.lastChunk;
                read[i] = parts[(std::int64_t{at} * 2 + (at == begin ? crossing.slot : 0)) * packs + pack];
            }
            const std::int32_t count = (crossing.lastChunk - chunk) / step + 1; // or more
            if constexpr (requires { reducer.merge(total, read, count); }) {
                reducer.merge(total, read, count);
            } else {
#pragma unroll
                for (int i = 0; i < kPartsAhead; ++i)
                    if (i < count)
                        reducer.merge(total, reducer.widen(read[i]));
            }
        }
        return total;
    }
};

/// One warp a chunk, one lane a pack; a segment over many chunks is joined by the whole block.
template <class Layout, class Reducer>
__global__ void __launch_bounds__(kWarp* kJoinWarps)
    joinPartsKernel(Layout layout, Reducer reducer, RowChunks chunks, std::int32_t packs,
                    const typename Reducer::State* parts) {
    __shared__ Crossing crossings[kJoinWarps];
    __shared__ typename Reducer::Wide room[kJoinWarps][kWarp];
    const auto warp = static_cast<std::int32_t>(threadIdx.y), lane = static_cast<std::int32_t>(threadIdx.x);
    const auto pack = static_cast<std::int32_t>(blockIdx.y) * kWarp + lane;
    const auto first = static_cast<std::int32_t>(blockIdx.x) * kJoinWarps;
    const PartsOfPack<Reducer> ofPack{parts, packs, pack};
    const Crossing own = crossingOf(layout, chunks, first + warp);
    if (lane == 0)
        crossings[warp] = own;
    if (own.segment >= 0 && own.lastChunk - (first + warp) < kJoinAlone && pack < packs)
        reducer.store(own.segment, pack, ofPack.joined(reducer, own, first + warp, 0, 1));
    __syncthreads();
    for (std::int32_t w = 0; w < kJoinWarps; ++w) {
        const Crossing crossing = crossings[w];
        const std::int32_t begin = first + w;
        if (crossing.segment < 0 || crossing.lastChunk - begin < kJoinAlone)
            continue;
        auto total = pack < packs ? ofPack.joined(reducer, crossing, begin, warp, kJoinWarps)
                                  : reducer.widen(reducer.start());
        room[warp][lane] = total;
        __syncthreads();
        if (warp == 0 && pack < packs) {
            for (int other = 1; other < kJoinWarps; ++other)
                reducer.merge(total, room[other][lane]);
            reducer.store(crossing.segment, pack, total);
        }
        return; // it ends behind the chunks of this block, so no other begins in them
    }
}

/// Joins the parts that a kernel left of the segments that cross the edges of chunks.
template <class Layout, class Reducer>
void joinParts(const char* name, cudaStream_t stream, const Layout& layout, const Reducer& reducer,
               const RowChunks& chunks, std::int64_t packs, const typename Reducer::State* parts) {
    if (chunks.count > 1)
        launch(name, stream,
               {{blocksFor(chunks.count, kJoinWarps), blocksFor(packs, kWarp)}, {kWarp, kJoinWarps}},
               joinPartsKernel<Layout, Reducer>, layout, reducer, chunks, static_cast<std::int32_t>(packs),
               parts);
}

/// Reduces the rows of every segment that has rows. \p parts: RowChunks::parts(packs) states of scratch.
template <class Layout, class Reducer>
void reduceRows(const char* name, cudaStream_t stream, const Layout& layout, const Reducer& reducer,
                const RowChunks& chunks, std::int64_t packs, typename Reducer::State* parts) {
    if (chunks.rows == 0 || packs == 0)
        return;
    const dim3 threads = rowThreads(packs, kReduceThreads);
    launch(name, stream, {{blocksFor(chunks.count, threads.y), blocksFor(packs, threads.x)}, threads},
           reduceChunksKernel<Layout, Reducer>, layout, reducer, chunks, static_cast<std::int32_t>(packs),
           parts);
    joinParts(name, stream, layout, reducer, chunks, packs, parts);
}

/// out[segment, c] = or += Σ term(row, c), in float inside a chunk and in double across chunks.
/// Term: load<N>(row, segment, first column) gives a pack of N. Rows: how many are asked for before the first
/// is added; with more than one the term may be asked for a row again, which is not counted.
template <int N, class Term, int Rows = 1> struct SumReducer {
    static constexpr int kRows = Rows;
    using State = Pack<N>;
    struct Wide {
        double v[N];
    };
    Term term;
    float* out;
    std::int32_t cols;
    bool addTo;

    __device__ State start() const {
        State zero;
        for (int i = 0; i < N; ++i)
            zero.v[i] = 0;
        return zero;
    }
    __device__ void add(State& state, std::int32_t row, std::int32_t stop, std::int32_t segment,
                        std::int32_t pack) const {
        Pack<N> values[Rows];
#pragma unroll
        for (int r = 0; r < Rows; ++r)
            values[r] = term.template load<N>(row + r < stop ? row + r : stop - 1, segment, pack * N);
#pragma unroll
        for (int r = 0; r < Rows; ++r)
            for (int i = 0; i < N; ++i)
                state.v[i] += row + r < stop ? values[r].v[i] : 0.0F;
    }
    __device__ Wide widen(const State& state) const {
        Wide wide;
        for (int i = 0; i < N; ++i)
            wide.v[i] = static_cast<double>(state.v[i]);
        return wide;
    }
    __device__ void merge(Wide& total, const Wide& part) const {
        for (int i = 0; i < N; ++i)
            total.v[i] += part.v[i];
    }
    __device__ void store(std::int32_t segment, std::int32_t pack, const Wide& total) const {
        float* target = out + std::int64_t{segment} * cols + pack * N;
        if constexpr (N % 4 == 0)
            if (reinterpret_cast<std::uintptr_t>(target) % 16 == 0) { // one access instead of four
                Pack<N> sum = addTo ? loadPack<N>(target) : start();
                for (int i = 0; i < N; ++i)
                    sum.v[i] = static_cast<float>(static_cast<double>(sum.v[i]) + total.v[i]);
                return storePack(target, sum);
            }
        for (int i = 0; i < N; ++i)
            target[i] = static_cast<float>(addTo ? static_cast<double>(target[i]) + total.v[i] : total.v[i]);
    }
};

} // namespace lab::gpu
