#pragma once

#include "core/base/scalar_math.h"
#include "gpu/device/reduce_rows.cuh"

namespace lab::gpu {

// Additive attention in one pass over its tokens. A block owns a chunk of rows (reduce_rows.cuh) and all
// columns: a thread has four columns of one head (eight, where that lets one warp have 256 columns and needs
// no shared memory), keeps what concerns them in registers and walks down the rows, a few at a time. The sums
// of a product meet in the lanes of a head, and where a score reads all columns in shared memory.
//
// Heads: how many scores read all columns (a power of two up to 16 that is not below the heads); 0: each
// head's score reads its own. N: columns of a thread.

inline constexpr int kAdditiveRows = 4;      ///< of one step
inline constexpr int kAdditiveThreads = 256; ///< at most, four columns each
inline constexpr int kAdditiveWarps = kAdditiveThreads / kWarp;
inline constexpr std::int32_t kAdditiveHeads = 16;

template <class E> struct AdditiveOperands {
    const E* x;
    const float *gate, *w; ///< gate may be null
    std::int32_t cols, heads, headWidth;
    bool alike; ///< one w for all heads
    float scale;
};

/// The columns of a thread: N neighbouring ones of one head. One that has none computes with the first, which
/// weigh nothing there.
template <int N> struct OwnColumns {
    std::int32_t first, head, lanes; ///< lanes of the head
    bool exist, lead;                ///< lead: the first of their head

    template <class E> __device__ explicit OwnColumns(const AdditiveOperands<E>& o) : lanes(o.headWidth / N) {
        const std::int32_t own = static_cast<std::int32_t>(threadIdx.x) * N;
        exist = own < o.cols;
        first = exist ? own : 0;
        head = first / o.headWidth;
        lead = exist && first % o.headWidth == 0;
    }

    /// Of row \p row of a matrix of \p cols columns; \p otherwise where there is no matrix.
    template <class E>
    __device__ Pack<N> load(const E* matrix, std::int64_t row, std::int32_t cols, float otherwise = 0) const {
        if (matrix != nullptr)
            return loadPack<N>(matrix + row * cols + first);
        Pack<N> all;
        for (float& value : all.v)
            value = otherwise;
        return all;
    }
};

template <int N> __device__ inline float dot(const Pack<N>& a, const Pack<N>& b) {
    float sum = a.v[0] * b.v[0];
#pragma unroll
    for (int i = 1; i < N; ++i)
        sum += a.v[i] * b.v[i];
    return sum;
}

template <int N> __device__ inline Pack<N> times(const Pack<N>& a, const Pack<N>& b) {
    Pack<N> product;
#pragma unroll
    for (int i = 0; i < N; ++i)
        product.v[i] = a.v[i] * b.v[i];
    return product;
}

/// target += factor · x.
template <int N> __device__ inline void addTimes(Pack<N>& target, float factor, const Pack<N>& x) {
#pragma unroll
    for (int i = 0; i < N; ++i)
        target.v[i] += factor * x.v[i];
}

/// What the thread's columns weigh in the scores: rows[i] is that of head i ^ turn.
template <int Heads, int N> struct ScoreWeights {
    static constexpr int kRows = Heads == 0 ? 1 : Heads;
    Pack<N> rows[kRows];

    template <class E>
    __device__ ScoreWeights(const AdditiveOperands<E>& o, const OwnColumns<N>& columns, std::int32_t turn) {
        if constexpr (Heads == 0) {
            const std::int32_t in = o.alike ? columns.first % o.headWidth : columns.first;
            rows[0] = columns.exist ? loadPack<N>(o.w + in) : Pack<N>{};
        } else {
#pragma unroll
            for (int i = 0; i < Heads; ++i)
                rows[i] =
                    columns.load(columns.exist && (i ^ turn) < o.heads ? o.w : nullptr, i ^ turn, o.cols);
        }
    }
};

/// Which of Count values a lane gets from foldLanes().
template <int Count> __device__ inline std::int32_t foldedPlace() {
    return static_cast<std::int32_t>(threadIdx.x % kWarp) * Count / kWarp;
}

/// Sums of each of the values over the lanes of the warp. A lane holds them in an order of its own, values[i]
/// being that of place i ^ foldedPlace(), so that the half which it gives away lies at the same places in all
/// lanes; it gets the sum of foldedPlace().
template <int Count, int Left = Count / 2> __device__ inline float foldLanes(float (&values)[Count]) {
    constexpr int kLanes = kWarp / Count;
    static_assert(Count <= kWarp && (Count & (Count - 1)) == 0);
    if constexpr (Left > 0) {
#pragma unroll
        for (int i = 0; i < Left; ++i)
            values[i] += __shfl_xor_sync(kWholeWarp, values[Left + i], Left * kLanes);
        return foldLanes<Count, Left / 2>(values);
    } else {
        return laneSum(values[0], kLanes);
    }
}

/// The warps' parts of the scores of a step. Two that take turns: one barrier a step is enough, because a
/// room is written again only after the barrier of the step between.
template <int Heads> struct ScoreRoom {
    Pack<kAdditiveRows> parts[2][kAdditiveWarps][Heads == 0 ? 1 : Heads];
};

/// Sums of each of the values over groups of \p lanes neighbouring lanes, the same bits in each.
template <int Count> __device__ inline void laneSums(float (&values)[Count], int lanes) {
    for (int distance = lanes / 2; distance > 0; distance /= 2)
#pragma unroll
        for (int i = 0; i < Count; ++i)
            values[i] += __shfl_xor_sync(kWholeWarp, values[i], distance);
}

/// scores[r] = Σ_c p[r, c] w[head, c], head that of the thread's columns. Every thread of the block takes
/// part. inLanes: one warp has all columns, and each lane folds the scores of its own head.
template <int Heads, int N>
__device__ inline void scoreStep(const ScoreWeights<Heads, N>& w, const Pack<N> (&p)[kAdditiveRows],
                                 const OwnColumns<N>& columns, ScoreRoom<Heads>& room, int step, bool inLanes,
                                 float (&scores)[kAdditiveRows]) {
    if constexpr (Heads == 0) {
#pragma unroll
        for (int r = 0; r < kAdditiveRows; ++r)
            scores[r] = dot(p[r], w.rows[0]);
        laneSums(scores, columns.lanes);
    } else {
#pragma unroll
        for (int r = 0; r < kAdditiveRows; ++r) {
            float values[Heads];
#pragma unroll
            for (int i = 0; i < Heads; ++i)
                values[i] = dot(p[r], w.rows[i]);
            scores[r] = foldLanes(values);
        }
        if (inLanes)
            return;
        auto& parts = room.parts[step % 2];
        if (threadIdx.x % (kWarp / Heads) == 0)
            for (int r = 0; r < kAdditiveRows; ++r)
                parts[threadIdx.x / kWarp][foldedPlace<Heads>()].v[r] = scores[r];
        __syncthreads();
#pragma unroll
        for (int r = 0; r < kAdditiveRows; ++r)
            scores[r] = 0;
        const Pack<kAdditiveRows>* part = &parts[0][columns.head];
#pragma unroll 1
        for (unsigned warp = 0; warp < blockDim.x / kWarp; ++warp, part += Heads)
#pragma unroll
            for (int r = 0; r < kAdditiveRows; ++r)
                scores[r] += part->v[r];
    }
}

/// Σ e^(s − top) x over some tokens, and Σ e^(s − top): the sum of an additive attention on the way.
template <int N> struct PoolSum {
    float top = kLowest, sum = 0;
    Pack<N> values{};
};

struct PoolReducer {
    using State = PoolSum<4>;
    struct Wide {
        float top;
        double sum, values[4];
    };
    float* out;         ///< [segments, cols]
    float2* statistics; ///< [segments, heads]: largest score, 1 / sum
    std::int32_t cols, heads, headWidth;

    __device__ State start() const { return {}; }
    __device__ Wide widen(const State& s) const {
        return {s.top,
                static_cast<double>(s.sum),
                {static_cast<double>(s.values.v[0]), static_cast<double>(s.values.v[1]),
                 static_cast<double>(s.values.v[2]), static_cast<double>(s.values.v[3])}};
    }
    __device__ void merge(Wide& total, const Wide& part) const {
        if (part.top == kLowest)
            return;
        const bool higher = part.top > total.top;
        const float top = higher ? part.top : total.top;
        const auto keep = static_cast<double>(scalar::expUpToZero(total.top - top)),
                   take = static_cast<double>(scalar::expUpToZero(part.top - top));
        total.top = top;
        total.sum = total.sum * keep + part.sum * take;
        for (int i = 0; i < 4; ++i)
            total.values[i] = total.values[i] * keep + part.values[i] * take;
    }
    /// Several at once, added in float: numbers become doubles at an eighth of the speed of multiply-adds.
    __device__ void merge(Wide& total, const State (&parts)[kPartsAhead], std::int32_t count) const {
        State sum{total.top};
        for (const State& part : parts)
            sum.top = fmaxf(sum.top, part.top);
        if (sum.top == kLowest)
            return;
#pragma unroll
        for (int i = 0; i < kPartsAhead; ++i) {
            const float value = scalar::expUpToZero(parts[i].top - sum.top), take = i < count ? value : 0.0F;
            sum.sum += take * parts[i].sum;
            addTimes(sum.values, take, parts[i].values);
        }
        merge(total, widen(sum));
    }
    __device__ void store(std::int32_t segment, std::int32_t pack, const Wide& total) const {
        const double inverse = 1.0 / total.sum;
        const std::int32_t col = pack * 4;
        for (int i = 0; i < 4; ++i)
            out[std::int64_t{segment} * cols + col + i] = static_cast<float>(total.values[i] * inverse);
        if (col % headWidth == 0)
            statistics[std::int64_t{segment} * heads + col / headWidth] = {total.top,
                                                                           static_cast<float>(inverse)};
    }
};

/// Takes up the first \p count tokens of a step, those after them being the last one again: the running
/// maximum rises at most once for all of them.
template <int N>
__device__ inline void poolStep(PoolSum<N>& state, const Pack<N> (&x)[kAdditiveRows],
                                const float (&scores)[kAdditiveRows], std::int32_t count) {
    float top = state.top;
#pragma unroll
    for (int r = 0; r < kAdditiveRows; ++r)
        top = fmaxf(top, scores[r]);
    const float keep = scalar::expUpToZero(state.top - top);
    state.top = top;
    state.sum *= keep;
    for (float& value : state.values.v)
        value *= keep;
#pragma unroll
    for (int r = 0; r < kAdditiveRows; ++r) {
        const float value = scalar::expUpToZero(scores[r] - top), e = r < count ? value : 0.0F;
        state.sum += e;
        addTimes(state.values, e, x[r]);
    }
}

/// The rows of a step; past the end of the piece its last one again.
template <class E, int N>
__device__ inline void loadStep(const AdditiveOperands<E>& o, const OwnColumns<N>& columns, std::int32_t from,
                                std::int32_t stop, Pack<N> (&x)[kAdditiveRows]) {
    const std::int32_t last = stop - 1;
#pragma unroll
    for (int r = 0; r < kAdditiveRows; ++r) {
        const std::int32_t row = from + r < last ? from + r : last;
        x[r] = loadPack<N>(o.x + std::int64_t{row} * o.cols + columns.first);
    }
}

/// \p scores gets the products without the scale; out and statistics, or parts of them, what reducer keeps.
template <int Heads, int N, class E>
__global__ void __launch_bounds__(kAdditiveThreads)
    additiveKernel(OffsetsLayout layout, AdditiveOperands<E> o, PoolReducer reducer, RowChunks chunks,
                   float* scores, PoolReducer::State* parts) {
    __shared__ ScoreRoom<Heads> room;
    const OwnColumns<N> columns(o);
    const ScoreWeights<Heads, N> w(o, columns, foldedPlace<Heads>());
    const bool inLanes = o.cols == N * kWarp && o.heads == Heads;
    const auto chunk = static_cast<std::int32_t>(blockIdx.x);
    const std::int32_t begin = chunk * chunks.perChunk, packs = o.cols / 4;
    const std::int32_t limit = begin + chunks.perChunk < chunks.rows ? begin + chunks.perChunk : chunks.rows;
    std::int32_t segment = layout.at(begin);
    int step = 0;
    for (std::int32_t row = begin; row < limit;) {
        segment = layout.next(segment, row);
        const std::int32_t stop = layout.pieceEnd(segment, row, limit);
        const Pack<N> gate = columns.load(o.gate, segment, o.cols, 1);
        PoolSum<N> state;
        Pack<N> x[kAdditiveRows], next[kAdditiveRows];
        loadStep(o, columns, row, stop, x);
        for (std::int32_t from = row; from < stop; from += kAdditiveRows, ++step) {
            loadStep(o, columns, from + kAdditiveRows, stop, next);
            Pack<N> p[kAdditiveRows];
            float s[kAdditiveRows];
#pragma unroll
            for (int r = 0; r < kAdditiveRows; ++r)
                p[r] = times(x[r], gate);
            scoreStep(w, p, columns, room, step, inLanes, s);
            if (columns.lead) {
                float* own = scores + std::int64_t{from} * o.heads + columns.head;
#pragma unroll
                for (int r = 0; r < kAdditiveRows; ++r)
                    if (from + r < stop)
                        own[r * o.heads] = s[r];
            }
#pragma unroll
            for (int r = 0; r < kAdditiveRows; ++r)
                s[r] *= o.scale;
            poolStep(state, x, s, stop - from);
#pragma unroll
            for (int r = 0; r < kAdditiveRows; ++r)
                x[r] = next[r];
        }
        const bool whole = wholeSegment(layout, segment, row, stop);
#pragma unroll
        for (int i = 0; i < N; i += 4) {
            const std::int32_t pack = (columns.first + i) / 4;
            const PoolSum<4> four{
                state.top,
                state.sum,
                {state.values.v[i], state.values.v[i + 1], state.values.v[i + 2], state.values.v[i + 3]}};
            if (columns.exist && whole)
                reducer.store(segment, pack, reducer.widen(four));
            else if (columns.exist)
                parts[(std::int64_t{chunk} * 2 + (row == begin ? 0 : 1)) * packs + pack] = four;
        }
        row = stop;
    }
}

template <class E> struct AdditiveGradients {
    const float *weights, *out, *dOut;
    E* dx;              ///< may be null
    float* weightParts; ///< [chunks, heads that read all columns or 1, cols]
    bool addDx;
};

/// The weights of the thread's head in the rows of a step; zeros past the end of the piece.
template <class E>
__device__ inline void loadWeights(const AdditiveGradients<E>& g, std::int32_t heads,
                                   const OwnColumns<4>& columns, std::int32_t from, std::int32_t stop,
                                   float (&weight)[kAdditiveRows]) {
#pragma unroll
    for (int r = 0; r < kAdditiveRows; ++r)
        weight[r] = from + r < stop ? g.weights[std::int64_t{from + r} * heads + columns.head] : 0.0F;
}

/// Only the end of a sum: the gates' gradients come from registers.
struct NoTerm {};
using GateReducer = SumReducer<4, NoTerm>;

/// The 1: for room for more blocks the compiler would spill.
template <int Heads, class E>
__global__ void __launch_bounds__(kAdditiveThreads, 1)
    additiveGradKernel(OffsetsLayout layout, AdditiveOperands<E> o, AdditiveGradients<E> g,
                       GateReducer reducer, RowChunks chunks, Pack<4>* parts) {
    constexpr int kRows = ScoreWeights<Heads, 4>::kRows;
    __shared__ float room[2][kAdditiveRows][kRows]; ///< gradients of the scores of a step; as ScoreRoom
    const OwnColumns<4> columns(o);
    const ScoreWeights<Heads, 4> w(o, columns, 0);
    const auto chunk = static_cast<std::int32_t>(blockIdx.x), pack = static_cast<std::int32_t>(threadIdx.x);
    const std::int32_t begin = chunk * chunks.perChunk, packs = o.cols / 4;
    const std::int32_t limit = begin + chunks.perChunk < chunks.rows ? begin + chunks.perChunk : chunks.rows;
    if constexpr (Heads > 0) { // heads that do not exist have no gradient
        for (int i = pack; i < 2 * kAdditiveRows * kRows; i += static_cast<int>(blockDim.x))
            room[i / (kAdditiveRows * kRows)][i / kRows % kAdditiveRows][i % kRows] = 0;
        __syncthreads();
    }
    Pack<4> sums[kRows];
#pragma unroll
    for (int h = 0; h < kRows; ++h)
        sums[h] = {0, 0, 0, 0};
    const bool stores = g.dx != nullptr && columns.exist;
    std::int32_t segment = layout.at(begin);
    int step = 0;
    for (std::int32_t row = begin; row < limit;) {
        segment = layout.next(segment, row);
        const std::int32_t stop = layout.pieceEnd(segment, row, limit);
        const Pack<4> gate = columns.load(o.gate, segment, o.cols, 1),
                      d = columns.load(g.dOut, segment, o.cols);
        const float total = laneSum(dot(columns.load(g.out, segment, o.cols), d), columns.lanes);
        Pack<4> dGate = reducer.start();
        Pack<4> x[kAdditiveRows], next[kAdditiveRows];
        float weight[kAdditiveRows], nextWeight[kAdditiveRows];
        loadStep(o, columns, row, stop, x);
        loadWeights(g, o.heads, columns, row, stop, weight);
        for (std::int32_t from = row; from < stop; from += kAdditiveRows, ++step) {
            loadStep(o, columns, from + kAdditiveRows, stop, next);
            loadWeights(g, o.heads, columns, from + kAdditiveRows, stop, nextWeight);
            float dScore[kAdditiveRows];
#pragma unroll
            for (int r = 0; r < kAdditiveRows; ++r)
                dScore[r] = dot(x[r], d);
            laneSums(dScore, columns.lanes); // the gradients of the weights
#pragma unroll
            for (int r = 0; r < kAdditiveRows; ++r) {
                dScore[r] = o.scale * weight[r] * (dScore[r] - total);
                if (Heads > 0 && columns.lead)
                    room[step % 2][r][columns.head] = dScore[r];
            }
            if constexpr (Heads > 0)
                __syncthreads();
#pragma unroll
            for (int r = 0; r < kAdditiveRows; ++r) {
                const Pack<4> p = times(x[r], gate);
                Pack<4> dp{0, 0, 0, 0};
#pragma unroll
                for (int h = 0; h < kRows; ++h) {
                    const float ds = Heads > 0 ? room[step % 2][r][h] : dScore[r];
                    addTimes(dp, ds, w.rows[h]);
                    addTimes(sums[h], ds, p);
                }
                Pack<4> dx = times(dp, gate);
                addTimes(dx, weight[r], d);
                for (int i = 0; i < 4; ++i)
                    dGate.v[i] += dp.v[i] * x[r].v[i];
                if (stores && from + r < stop)
                    storePack(g.dx + std::int64_t{from + r} * o.cols + columns.first, dx, g.addDx);
            }
#pragma unroll
            for (int r = 0; r < kAdditiveRows; ++r)
                x[r] = next[r], weight[r] = nextWeight[r];
        }
        if (columns.exist && parts != nullptr) {
            if (wholeSegment(layout, segment, row, stop))
                reducer.store(segment, pack, reducer.widen(dGate));
            else
                parts[(std::int64_t{chunk} * 2 + (row == begin ? 0 : 1)) * packs + pack] = dGate;
        }
        row = stop;
    }
    if (!columns.exist)
        return;
#pragma unroll
    for (int h = 0; h < kRows; ++h)
        if (Heads == 0 || h < o.heads)
            storePack(g.weightParts + (std::int64_t{chunk} * (Heads == 0 ? 1 : o.heads) + h) * o.cols +
                          columns.first,
                      sums[h]);
}

} // namespace lab::gpu
