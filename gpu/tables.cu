// Tables of rows. The gradient sorts the tokens by id first (stable radix sort), so that the rows of one word
// are summed in the order of the tokens and no two threads meet in a cell: the same bits every time.
#include "gpu/cuda_backend.h"
#include "gpu/device/column_sums.cuh"
#include "gpu/device/map_rows.cuh"
#include "gpu/device/reduce_rows.cuh"

namespace lab::gpu {
namespace {

template <class E> struct GatherBody {
    const E* table;
    const std::int32_t* ids;
    E* out;
    std::int32_t cols;
    template <int N> __device__ void run(std::int32_t row, std::int32_t, std::int32_t col) const {
        storePack(out + std::int64_t{row} * cols + col,
                  loadPack<N>(table + std::int64_t{ids[row]} * cols + col));
    }
};

/// Rows in the order of the sorted ids.
template <class E> struct PermutedTerm {
    const E* rows;
    const std::int32_t* positions;
    std::int32_t cols;
    template <int N> __device__ Pack<N> load(std::int32_t row, std::int32_t, std::int32_t col) const {
        return loadPack<N>(rows + std::int64_t{positions[row]} * cols + col);
    }
};

OffsetsLayout layoutOf(Segments segments) {
    return {segments.offsets, segments.count, segments.rows};
}

template <class E> struct PositionBody {
    const E* table;
    const std::int32_t* offsets;
    E* out;
    std::int32_t cols;
    template <int N> __device__ void run(std::int32_t row, std::int32_t segment, std::int32_t col) const {
        storePack(out + std::int64_t{row} * cols + col,
                  loadPack<N>(table + std::int64_t{row - offsets[segment]} * cols + col));
    }
};

constexpr int kPlaceThreads = 256;

template <class E> struct PositionGrad {
    const E* dOut;
    const std::int32_t* offsets;
    float *dTable, *parts; ///< parts [chunks of sequences, places, cols] where there are several
    std::int32_t sequences, perChunk, places, cols;
};

/// First rows of the sequences, of a block's worth of them, that are longer than a place, in their order.
struct LongerThan {
    std::int32_t begins[kPlaceThreads], lengths[kPlaceThreads], ofWarp[kPlaceThreads / kWarp], count;

    /// Looks at the sequences from \p first on, one a thread; all threads of the block take part.
    __device__ void find(const std::int32_t* offsets, std::int32_t first, std::int32_t last,
                         std::int32_t place, std::int32_t thread) {
        const std::int32_t sequence = first + thread, lane = thread % kWarp, warp = thread / kWarp;
        const std::int32_t begin = sequence < last ? offsets[sequence] : 0,
                           length = sequence < last ? offsets[sequence + 1] - begin : 0;
        const unsigned longer = __ballot_sync(kWholeWarp, length > place ? 1 : 0);
        __syncthreads(); // all have read those before
        if (lane == 0)
            ofWarp[warp] = __popc(longer);
        __syncthreads();
        std::int32_t at = __popc(longer & ((1U << static_cast<unsigned>(lane)) - 1U));
        for (std::int32_t w = 0; w < warp; ++w)
            at += ofWarp[w];
        if (length > place) {
            begins[at] = begin;
            lengths[at] = length;
        }
        if (thread == kPlaceThreads - 1)
            count = at + (length > place ? 1 : 0);
        __syncthreads();
    }
};

/// A thread owns a place and a pack of columns and walks over those sequences of its chunk that reach the
/// block's first place: few, where one text is much longer than the others.
template <int N, class E>
__global__ void __launch_bounds__(kPlaceThreads) positionGradKernel(PositionGrad<E> g) {
    __shared__ LongerThan longer;
    const auto col = static_cast<std::int32_t>(blockIdx.y * blockDim.x + threadIdx.x) * N;
    const auto firstPlace = static_cast<std::int32_t>(blockIdx.x * blockDim.y);
    const std::int32_t place = firstPlace + static_cast<std::int32_t>(threadIdx.y);
    const auto thread = static_cast<std::int32_t>(threadIdx.y * blockDim.x + threadIdx.x);
    const bool holds = col < g.cols && place < g.places;
    const std::int32_t first = static_cast<std::int32_t>(blockIdx.z) * g.perChunk;
    const std::int32_t last = first + g.perChunk < g.sequences ? first + g.perChunk : g.sequences;
    Pack<N> sum{};
    for (std::int32_t from = first; from < last; from += kPlaceThreads) {
        longer.find(g.offsets, from, last, firstPlace, thread);
#pragma unroll 4
        for (std::int32_t i = 0; i < longer.count; ++i)
            if (holds && place < longer.lengths[i]) {
                const Pack<N> d =
                    loadPack<N>(g.dOut + (std::int64_t{longer.begins[i]} + place) * g.cols + col);
                for (int value = 0; value < N; ++value)
                    sum.v[value] += d.v[value];
            }
    }
    if (!holds)
        return;
    const std::int64_t at = std::int64_t{place} * g.cols + col;
    if (gridDim.z == 1)
        storePack(g.dTable + at, sum, true);
    else
        storePack(g.parts + std::int64_t{blockIdx.z} * g.places * g.cols + at, sum);
}

constexpr int kDigitBits = 8, kDigits = 1 << kDigitBits, kSortThreads = 256,
              kSortWarps = kSortThreads / kWarp;
constexpr int kRounds = 4, kTile = kSortThreads * kRounds; // keys that a block holds at once
constexpr int kSortBlocks = 64;                            // at most: each reads the counts of all
static_assert(kSortThreads == kDigits);

/// One pass of the sort, by the digit at \p shift. positions null: 0, 1, 2 …
struct SortPass {
    const std::int32_t *keys, *positions;
    std::int32_t *keysOut, *positionsOut;
    std::int32_t *counts, *nextCounts; ///< [block, digit], of this pass and the one after it (null: the last)
    std::int32_t count, blocks, perBlock, shift;

    __device__ std::int32_t digit(std::int32_t key) const { return key >> shift & (kDigits - 1); }
    /// Tells the pass after this one where it will find a key.
    __device__ void countNext(std::int32_t key, std::int32_t to) const {
        if (nextCounts != nullptr) // whole numbers: any order gives the same
            atomicAdd(&nextCounts[to / perBlock * kDigits + (key >> (shift + kDigitBits) & (kDigits - 1))],
                      1);
    }
};

/// Counts the digits of the first pass; \p passes: their counts lie one behind the other, those of later
/// passes begin at 0.
__global__ void __launch_bounds__(kSortThreads) countDigitsKernel(SortPass pass, std::int32_t passes) {
    __shared__ std::int32_t counts[kDigits];
    const auto thread = static_cast<std::int32_t>(threadIdx.x), block = static_cast<std::int32_t>(blockIdx.x);
    counts[thread] = 0;
    __syncthreads();
    const std::int32_t begin = block * pass.perBlock,
                       end = begin + pass.perBlock < pass.count ? begin + pass.perBlock : pass.count;
    for (std::int32_t i = begin + thread; i < end; i += kSortThreads)
        atomicAdd(&counts[pass.digit(pass.keys[i])], 1); // as above
    __syncthreads();
    for (std::int32_t p = 0; p < passes; ++p)
        pass.counts[(p * pass.blocks + block) * kDigits + thread] = p == 0 ? counts[thread] : 0;
}

/// Σ of \p value over the threads before this one; room: one value a warp, all threads of the block take
/// part.
__device__ inline std::int32_t sumBefore(std::int32_t value, std::int32_t (&room)[kSortWarps]) {
    const auto lane = static_cast<std::int32_t>(threadIdx.x % kWarp),
               warp = static_cast<std::int32_t>(threadIdx.x / kWarp);
    std::int32_t sum = value; // of the lanes up to this one
#pragma unroll
    for (int distance = 1; distance < kWarp; distance *= 2) {
        const std::int32_t before = __shfl_sync(kWholeWarp, sum, lane - distance);
        sum += lane >= distance ? before : 0;
    }
    if (lane == kWarp - 1)
        room[warp] = sum;
    __syncthreads();
    for (std::int32_t w = 0; w < warp; ++w)
        sum += room[w];
    return sum - value;
}

/// Moves each key behind those with smaller digits and those with its digit before it. A warp owns
/// neighbouring keys.
__global__ void __launch_bounds__(kSortThreads) moveByDigitKernel(SortPass pass) {
    __shared__ std::int32_t next[kSortWarps][kDigits], sums[kSortWarps];
    const auto thread = static_cast<std::int32_t>(threadIdx.x), block = static_cast<std::int32_t>(blockIdx.x);
    const std::int32_t warp = thread / kWarp, lane = thread % kWarp;
    std::int32_t before = 0, all = 0; // keys with this thread's digit, in the blocks before and in all
#pragma unroll 16
    for (std::int32_t b = 0; b < pass.blocks; ++b) {
        const std::int32_t count = pass.counts[b * kDigits + thread];
        before += b < block ? count : 0;
        all += count;
    }
    std::int32_t running = sumBefore(all, sums) + before;
    const std::int32_t begin = block * pass.perBlock,
                       end = begin + pass.perBlock < pass.count ? begin + pass.perBlock : pass.count;
    for (std::int32_t first = begin; first < end; first += kTile) {
        for (std::int32_t w = 0; w < kSortWarps; ++w)
            next[w][thread] = 0;
        __syncthreads();
        std::int32_t keys[kRounds];
        unsigned peers[kRounds]; // lanes with the same digit
        const auto indexOf = [&](int round) { return first + (warp * kRounds + round) * kWarp + lane; };
#pragma unroll
        for (int round = 0; round < kRounds; ++round)
            keys[round] = indexOf(round) < end ? pass.keys[indexOf(round)] : 0;
#pragma unroll
        for (int round = 0; round < kRounds; ++round) {
            const bool holds = indexOf(round) < end;
            const std::int32_t digit = pass.digit(keys[round]);
            peers[round] = __match_any_sync(kWholeWarp, static_cast<std::uint32_t>(holds ? digit : kDigits));
            if (holds && __ffs(static_cast<int>(peers[round])) - 1 == lane)
                next[warp][digit] += __popc(peers[round]);
            __syncwarp();
        }
        __syncthreads();
        for (std::int32_t w = 0; w < kSortWarps; ++w) { // of this thread's digit
            const std::int32_t count = next[w][thread];
            next[w][thread] = running;
            running += count;
        }
        __syncthreads();
#pragma unroll
        for (int round = 0; round < kRounds; ++round) {
            const std::int32_t i = indexOf(round), digit = pass.digit(keys[round]);
            const std::int32_t rank = __popc(peers[round] & ((1U << static_cast<unsigned>(lane)) - 1U));
            if (i < end) {
                const std::int32_t to = next[warp][digit] + rank;
                pass.keysOut[to] = keys[round];
                pass.positionsOut[to] = pass.positions != nullptr ? pass.positions[i] : i;
                pass.countNext(keys[round], to);
            }
            __syncwarp();
            if (i < end && rank == 0)
                next[warp][digit] += __popc(peers[round]);
            __syncwarp();
        }
        __syncthreads();
    }
}

} // namespace

void CudaBackend::gatherRows(ConstTall table, Ids ids, MutTall out) {
    forElement(table.element, [&]<class E>(E) {
        const GatherBody<E> body{table.as<E>(), ids.data, out.as<E>(), static_cast<std::int32_t>(table.cols)};
        mapRows("gatherRows", m_stream, WholeLayout{static_cast<std::int32_t>(ids.count)}, body, ids.count,
                table.cols, aligned16(table.data, out.data));
    });
}

void CudaBackend::positionRows(ConstTall table, Segments segments, MutTall out) {
    forElement(table.element, [&]<class E>(E) {
        const PositionBody<E> body{table.as<E>(), segments.offsets, out.as<E>(),
                                   static_cast<std::int32_t>(table.cols)};
        mapRows("positionRows", m_stream, layoutOf(segments), body, out.rows, table.cols,
                aligned16(table.data, out.data));
    });
}

void CudaBackend::positionRowsGrad(ConstTall dOut, Segments segments, MutMat dTable) {
    if (segments.rows == 0)
        return;
    constexpr std::int32_t kSequences = 64; // one after the other, beside as many threads as there are cells
    const std::int32_t wanted = (segments.count + kSequences - 1) / kSequences,
                       most = segments.rows / segments.maxLength; // so that the parts are no more than dOut
    const std::int32_t chunks = wanted < most ? wanted : most;
    const std::int32_t perChunk = (segments.count + chunks - 1) / chunks;
    const auto used = static_cast<unsigned>((segments.count + perChunk - 1) / perChunk);
    const std::int64_t cells = segments.maxLength * dOut.cols;
    float* parts = used > 1 ? m_scratch.get<float>(used * cells) : nullptr;
    const bool byFour = dOut.cols % 4 == 0 && aligned16(dOut.data, dTable.data);
    const std::int64_t packs = byFour ? dOut.cols / 4 : dOut.cols;
    const dim3 threads = rowThreads(packs, kPlaceThreads);
    forElement(dOut.element, [&]<class E>(E) {
        const PositionGrad<E> g{
            dOut.as<E>(),   segments.offsets, dTable.data,        parts,
            segments.count, perChunk,         segments.maxLength, static_cast<std::int32_t>(dOut.cols)};
        launch("positionRowsGrad", m_stream,
               {{blocksFor(g.places, threads.y), blocksFor(packs, threads.x), used}, threads},
               byFour ? positionGradKernel<4, E> : positionGradKernel<1, E>, g);
    });
    if (used > 1)
        joinColumnParts("positionRowsGrad", m_stream, parts, used, cells,
                        {static_cast<std::int32_t>(cells), {dTable.data, true}});
}

CudaBackend::SortedIds CudaBackend::sortIds(Ids ids, std::int64_t bound) {
    const auto count = static_cast<std::int32_t>(ids.count);
    std::int32_t passes = 1, perBlock = kTile;
    while (bound > std::int64_t{1} << (passes * kDigitBits))
        ++passes;
    while (count > std::int64_t{perBlock} * kSortBlocks)
        perBlock *= 2;
    const std::int32_t blocks = (count + perBlock - 1) / perBlock, counts = kDigits * blocks;
    auto* room = m_sorted.get<std::int32_t>(std::int64_t{4} * count + std::int64_t{passes} * counts);
    std::int32_t* halves[2] = {room, room + std::int64_t{2} * count};
    SortPass pass{ids.data, nullptr, halves[0], halves[0] + count, room + std::int64_t{4} * count,
                  nullptr,  count,   blocks,    perBlock,          0};
    const Grid grid{{static_cast<unsigned>(blocks)}, {kSortThreads}};
    launch("sorting ids (count)", m_stream, grid, countDigitsKernel, pass, passes);
    for (std::int32_t done = 1; done <= passes; ++done) {
        pass.nextCounts = done < passes ? pass.counts + counts : nullptr;
        launch("sorting ids (move)", m_stream, grid, moveByDigitKernel, pass);
        pass.keys = pass.keysOut;
        pass.positions = pass.positionsOut;
        pass.keysOut = halves[done % 2];
        pass.positionsOut = halves[done % 2] + count;
        pass.counts = pass.nextCounts;
        pass.shift += kDigitBits;
    }
    return {pass.keys, pass.positions};
}

void CudaBackend::scatterAddRows(ConstTall dOut, Ids ids, MutMat dTable) {
    if (ids.count == 0)
        return;
    const SortedIds sorted = sortIds(ids, dTable.rows);
    const auto count = static_cast<std::int32_t>(ids.count), cols = static_cast<std::int32_t>(dTable.cols);
    constexpr std::int64_t kWanted = 4096;
    constexpr int kTogether = 4; // most runs are short: their rows are asked for at once
    const RowChunks chunks = RowChunks::of(count, kWanted);
    const auto sum = [&](auto reducer, std::int64_t packs) {
        using State = typename decltype(reducer)::State;
        reduceRows("scatterAddRows", m_stream, RunsLayout{sorted.keys, count}, reducer, chunks, packs,
                   m_scratch.get<State>(chunks.parts(packs)));
    };
    forElement(dOut.element, [&]<class E>(E) {
        const PermutedTerm<E> term{dOut.as<E>(), sorted.positions, cols};
        if (cols % 4 == 0 && aligned16(dOut.data))
            sum(SumReducer<4, PermutedTerm<E>, kTogether>{term, dTable.data, cols, true}, cols / 4);
        else
            sum(SumReducer<1, PermutedTerm<E>, kTogether>{term, dTable.data, cols, true}, cols);
    });
}

} // namespace lab::gpu
