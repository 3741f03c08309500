// Kernels over the sequences of a packed batch. Row by row: map_rows.cuh. Sums and the softmax over the rows
// of each sequence: reduce_rows.cuh, one pass, long sequences split over chunks and short ones sharing them.
#include "gpu/cuda_backend.h"
#include "gpu/device/map_rows.cuh"
#include "gpu/device/reduce_rows.cuh"
#include "gpu/device/softmax.cuh"

namespace lab::gpu {
namespace {

OffsetsLayout layoutOf(Segments segments) {
    return {segments.offsets, segments.count, segments.rows};
}

/// Largest value and Σ exp(value − largest) of a column of a segment. The largest is looked for in some rows
/// first, so that a value costs one exponential and no branch.
struct SoftmaxReducer {
    static constexpr int kRows = 8;
    struct State {
        float top, sum;
    };
    struct Wide {
        float top;
        double sum;
    };
    const float* scores;
    float2* statistics; ///< [segments, cols]: largest value, 1 / sum
    std::int32_t cols;
    float scale;

    __device__ State start() const { return {kLowest, 0}; }
    __device__ void add(State& state, std::int32_t row, std::int32_t stop, std::int32_t,
                        std::int32_t col) const {
        float x[kRows], top = state.top;
#pragma unroll
        for (int r = 0; r < kRows; ++r) { // past the end the last one again, which is not counted
            x[r] = scores[std::int64_t{row + r < stop ? row + r : stop - 1} * cols + col] * scale;
            top = fmaxf(top, x[r]);
        }
        state.sum *= scalar::expUpToZero(state.top - top);
        state.top = top;
#pragma unroll
        for (int r = 0; r < kRows; ++r) {
            const float e = scalar::expUpToZero(x[r] - top);
            state.sum += row + r < stop ? e : 0.0F;
        }
    }
    __device__ Wide widen(const State& state) const {
        return {state.top, static_cast<double>(state.sum)};
    }
    __device__ void merge(Wide& total, const Wide& part) const {
        if (part.top == kLowest)
            return;
        if (part.top > total.top) {
            total.sum = total.sum * static_cast<double>(scalar::expUpToZero(total.top - part.top)) + part.sum;
            total.top = part.top;
        } else {
            total.sum += part.sum * static_cast<double>(scalar::expUpToZero(part.top - total.top));
        }
    }
    __device__ void store(std::int32_t segment, std::int32_t col, const Wide& total) const {
        statistics[std::int64_t{segment} * cols + col] = {total.top, static_cast<float>(1.0 / total.sum)};
    }
};

struct SoftmaxGradBody {
    const float *y, *dy, *dots;
    float* dScores;
    std::int32_t cols;
    float scale;
    bool add;
    template <int N> __device__ void run(std::int32_t row, std::int32_t segment, std::int32_t col) const {
        const std::int64_t at = std::int64_t{row} * cols + col;
        Pack<N> p = loadPack<N>(y + at);
        const Pack<N> d = loadPack<N>(dy + at), dot = loadPack<N>(dots + std::int64_t{segment} * cols + col);
        for (int i = 0; i < N; ++i)
            p.v[i] = scale * p.v[i] * (d.v[i] - dot.v[i]);
        storePack(dScores + at, p, add);
    }
};

/// dy[row, c] · x[row, c], and on the way dx[row, c] = dy[row, c] · g[segment, c].
template <class E> struct MulGradTerm {
    const E* x;
    const float* g;
    const E* dy;
    E* dx; ///< may be null
    std::int32_t cols;
    bool add;
    template <int N> __device__ Pack<N> load(std::int32_t row, std::int32_t segment, std::int32_t col) const {
        const std::int64_t at = std::int64_t{row} * cols + col;
        const Pack<N> d = loadPack<N>(dy + at);
        Pack<N> p = loadPack<N>(x + at);
        for (int i = 0; i < N; ++i)
            p.v[i] *= d.v[i];
        if (dx != nullptr) {
            Pack<N> q = loadPack<N>(g + std::int64_t{segment} * cols + col);
            for (int i = 0; i < N; ++i)
                q.v[i] *= d.v[i];
            storePack(dx + at, q, add);
        }
        return p;
    }
};

/// a[row, c] · b[row, c] (without b: a), a wider than what is summed.
template <class E> struct ColumnTerm {
    const E *a, *b;
    std::int32_t stride;
    template <int N> __device__ Pack<N> load(std::int32_t row, std::int32_t, std::int32_t col) const {
        const std::int64_t at = std::int64_t{row} * stride + col;
        Pack<N> p = loadPack<N>(a + at);
        if (b != nullptr) {
            const Pack<N> q = loadPack<N>(b + at);
            for (int i = 0; i < N; ++i)
                p.v[i] *= q.v[i];
        }
        return p;
    }
};

/// w[row, head of c] · x[row, c]; the columns of a pack belong to one head.
template <class E> struct WeightedTerm {
    const float* w;
    const E* x;
    std::int32_t heads, headWidth, cols;
    template <int N> __device__ Pack<N> load(std::int32_t row, std::int32_t, std::int32_t col) const {
        Pack<N> p = loadPack<N>(x + std::int64_t{row} * cols + col);
        const float weight = w[std::int64_t{row} * heads + col / headWidth];
        for (int i = 0; i < N; ++i)
            p.v[i] *= weight;
        return p;
    }
};

/// dx[row, c] = w[row, head of c] · g[segment, c].
template <class E> struct WeightedGradXBody {
    const float *w, *g;
    E* dx;
    std::int32_t heads, headWidth, cols;
    bool add;
    template <int N> __device__ void run(std::int32_t row, std::int32_t segment, std::int32_t col) const {
        Pack<N> p = loadPack<N>(g + std::int64_t{segment} * cols + col);
        const float weight = w[std::int64_t{row} * heads + col / headWidth];
        for (int i = 0; i < N; ++i)
            p.v[i] *= weight;
        storePack(dx + std::int64_t{row} * cols + col, p, add);
    }
};

/// out = x · g or x + g, g the vector of the row's segment.
template <class E> struct MeetBody {
    const E* x;
    const float* g;
    E* out;
    std::int32_t cols;
    bool product, add;
    template <int N> __device__ void run(std::int32_t row, std::int32_t segment, std::int32_t col) const {
        const std::int64_t at = std::int64_t{row} * cols + col;
        Pack<N> p = loadPack<N>(x + at);
        const Pack<N> q = loadPack<N>(g + std::int64_t{segment} * cols + col);
        for (int i = 0; i < N; ++i)
            p.v[i] = product ? p.v[i] * q.v[i] : p.v[i] + q.v[i];
        storePack(out + at, p, add);
    }
};

/// out[row] = [g ; x].
template <class E> struct ConcatBody {
    const E* x;
    const float* g;
    E* out;
    std::int32_t half;
    template <int N> __device__ void run(std::int32_t row, std::int32_t segment, std::int32_t col) const {
        E* target = out + std::int64_t{row} * 2 * half + col;
        storePack(target, loadPack<N>(g + std::int64_t{segment} * half + col));
        storePack(target + half, loadPack<N>(x + std::int64_t{row} * half + col));
    }
};

template <class E> struct ConcatGradBody {
    const E* dOut;
    E* dx;
    std::int32_t half;
    bool add;
    template <int N> __device__ void run(std::int32_t row, std::int32_t, std::int32_t col) const {
        storePack(dx + std::int64_t{row} * half + col,
                  loadPack<N>(dOut + (std::int64_t{row} * 2 + 1) * half + col), add);
    }
};

constexpr int kDotThreads = 256;

template <class E> struct DotHeads {
    const E* x;
    const float* g;
    float* out;
    std::int32_t heads, headWidth, laneBits; ///< 2^laneBits lanes a cell
    bool add;
};

/// out[row, h] = Σ_{c in h} x[row, c] g[segment, c]: so many lanes for each cell that neighbours read
/// neighbours. A thread has the same place in kMapRows neighbouring rows.
template <int N, class E>
__global__ void __launch_bounds__(kDotThreads) dotHeadsKernel(OffsetsLayout layout, DotHeads<E> d) {
    const auto place = static_cast<std::int32_t>(blockIdx.y * blockDim.x + threadIdx.x);
    const auto first = static_cast<std::int32_t>((blockIdx.x * blockDim.y + threadIdx.y) * kMapRows);
    const std::int32_t lanes = 1 << d.laneBits, lane = place & (lanes - 1), head = place >> d.laneBits;
    std::int32_t segment = first < layout.rows ? layout.at(first) : 0;
#pragma unroll
    for (int k = 0; k < kMapRows; ++k) {
        const std::int32_t row = first + k;
        const bool exists = row < layout.rows && head < d.heads;
        float sum = 0;
        if (exists) {
            segment = layout.next(segment, row);
            const E* x = d.x + (std::int64_t{row} * d.heads + head) * d.headWidth;
            const float* g = d.g + (std::int64_t{segment} * d.heads + head) * d.headWidth;
            for (std::int32_t c = lane * N; c < d.headWidth; c += lanes * N) {
                const Pack<N> a = loadPack<N>(x + c), b = loadPack<N>(g + c);
                for (int i = 0; i < N; ++i)
                    sum += a.v[i] * b.v[i];
            }
        }
        sum = laneSum(sum, lanes); // all lanes of the warp take part
        if (exists && lane == 0) {
            float& out = d.out[std::int64_t{row} * d.heads + head];
            out = d.add ? out + sum : sum;
        }
    }
}

/// out = or += x · g or x + g.
struct Meeting {
    ConstTall x;
    ConstMat g;
    MutTall out;
    Segments segments;
    bool product;
    Accum mode = Accum::Overwrite;
};

void meetSegments(const char* name, cudaStream_t stream, const Meeting& m) {
    forElement(m.x.element, [&]<class E>(E) {
        const MeetBody<E> body{m.x.as<E>(),   m.g.data,
                               m.out.as<E>(), static_cast<std::int32_t>(m.x.cols),
                               m.product,     m.mode == Accum::Add};
        mapRows(name, stream, layoutOf(m.segments), body, m.x.rows, m.x.cols,
                aligned16(m.x.data, m.g.data, m.out.data));
    });
}

struct Sums {
    const char* name;
    cudaStream_t stream;
    DeviceBuffer& scratch;
    Segments segments;
};

/// out[segment, c] = or += Σ term, zero for segments without rows.
template <class Term> void sumSegments(const Sums& s, const Term& term, MutMat out, Accum mode, bool byFour) {
    if (mode == Accum::Overwrite && !s.segments.allHaveRows && out.size() > 0)
        require(cudaMemsetAsync(out.data, 0, static_cast<std::size_t>(out.size()) * sizeof(float), s.stream),
                s.name);
    const auto cols = static_cast<std::int32_t>(out.cols);
    const RowChunks chunks = RowChunks::of(s.segments.rows);
    const auto run = [&](auto reducer, std::int64_t packs) {
        using State = typename decltype(reducer)::State;
        reduceRows(s.name, s.stream, layoutOf(s.segments), reducer, chunks, packs,
                   s.scratch.get<State>(chunks.parts(packs)));
    };
    if (byFour && cols % 4 == 0)
        run(SumReducer<4, Term>{term, out.data, cols, mode == Accum::Add}, cols / 4);
    else
        run(SumReducer<1, Term>{term, out.data, cols, mode == Accum::Add}, cols);
}

} // namespace

void CudaBackend::segmentSoftmax(ConstMat scores, Segments segments, float scale, MutMat y) {
    const auto cols = static_cast<std::int32_t>(scores.cols);
    const RowChunks chunks = RowChunks::of(segments.rows);
    auto* statistics = m_statistics.get<float2>(std::int64_t{segments.count} * cols);
    reduceRows("segmentSoftmax", m_stream, layoutOf(segments),
               SoftmaxReducer{scores.data, statistics, cols, scale}, chunks, cols,
               m_scratch.get<SoftmaxReducer::State>(chunks.parts(cols)));
    mapRows("segmentSoftmax", m_stream, layoutOf(segments),
            SoftmaxBody{scores.data, statistics, y.data, cols, scale}, scores.rows, scores.cols,
            aligned16(scores.data, y.data));
}

void CudaBackend::segmentSoftmaxGrad(ConstMat y, ConstMat dy, Segments segments, float scale, MutMat dScores,
                                     Accum mode) {
    const auto cols = static_cast<std::int32_t>(y.cols);
    const bool byFour = aligned16(y.data, dy.data, dScores.data);
    const MutMat dots{m_statistics.get<float>(std::int64_t{segments.count} * cols), segments.count, y.cols};
    sumSegments({"segmentSoftmaxGrad", m_stream, m_scratch, segments},
                ColumnTerm<float>{y.data, dy.data, cols}, dots, Accum::Overwrite, byFour);
    mapRows("segmentSoftmaxGrad", m_stream, layoutOf(segments),
            SoftmaxGradBody{y.data, dy.data, dots.data, dScores.data, cols, scale, mode == Accum::Add},
            y.rows, y.cols, byFour);
}

void CudaBackend::segmentWeightedSum(ConstMat w, ConstTall x, Segments segments, MutMat out, Accum mode) {
    const auto heads = static_cast<std::int32_t>(w.cols), cols = static_cast<std::int32_t>(x.cols);
    forElement(x.element, [&]<class E>(E) {
        const WeightedTerm<E> term{w.data, x.as<E>(), heads, cols / heads, cols};
        sumSegments({"segmentWeightedSum", m_stream, m_scratch, segments}, term, out, mode,
                    term.headWidth % 4 == 0 && aligned16(x.data, out.data));
    });
}

void CudaBackend::segmentWeightedSumGradW(ConstMat dOut, ConstTall x, Segments segments, MutMat dw,
                                          Accum mode) {
    const auto heads = static_cast<std::int32_t>(dw.cols),
               headWidth = static_cast<std::int32_t>(x.cols / dw.cols);
    const bool byFour = headWidth % 4 == 0 && aligned16(x.data, dOut.data);
    forElement(x.element, [&]<class E>(E) {
        DotHeads<E> d{x.as<E>(), dOut.data, dw.data, heads, headWidth, 0, mode == Accum::Add};
        while (d.laneBits < 5 && (byFour ? 4 : 1) << d.laneBits < headWidth)
            ++d.laneBits;
        const std::int64_t places = std::int64_t{heads} << d.laneBits;
        const dim3 threads = rowThreads(places, kDotThreads);
        launch("segmentWeightedSumGradW", m_stream,
               {{blocksFor(segments.rows, std::int64_t{threads.y} * kMapRows), blocksFor(places, threads.x)},
                threads},
               byFour ? dotHeadsKernel<4, E> : dotHeadsKernel<1, E>, layoutOf(segments), d);
    });
}

void CudaBackend::segmentWeightedSumGradX(ConstMat dOut, ConstMat w, Segments segments, MutTall dx,
                                          Accum mode) {
    const auto heads = static_cast<std::int32_t>(w.cols), cols = static_cast<std::int32_t>(dx.cols);
    forElement(dx.element, [&]<class E>(E) {
        const WeightedGradXBody<E> body{w.data,       dOut.data, dx.as<E>(),        heads,
                                        cols / heads, cols,      mode == Accum::Add};
        mapRows("segmentWeightedSumGradX", m_stream, layoutOf(segments), body, dx.rows, dx.cols,
                body.headWidth % 4 == 0 && aligned16(dOut.data, dx.data));
    });
}

void CudaBackend::segmentMul(ConstTall x, ConstMat g, Segments segments, MutTall out) {
    meetSegments("segmentMul", m_stream, {x, g, out, segments, true});
}

void CudaBackend::segmentMulGrad(const SegmentMulGrad& g) {
    if (!g.dg && g.dx)
        meetSegments("segmentMulGrad", m_stream, {g.dy, g.g, g.dx, g.segments, true, g.dxMode});
    if (!g.dg)
        return;
    forElement(g.x.element, [&]<class E>(E) {
        const MulGradTerm<E> term{
            g.x.as<E>(),           g.g.data, g.dy.as<E>(), g.dx.as<E>(), static_cast<std::int32_t>(g.dy.cols),
            g.dxMode == Accum::Add};
        sumSegments({"segmentMulGrad", m_stream, m_scratch, g.segments}, term, g.dg, g.dgMode,
                    aligned16(g.x.data, g.g.data, g.dy.data, g.dx.data, g.dg.data));
    });
}

void CudaBackend::segmentAdd(ConstTall x, ConstMat g, Segments segments, MutTall out) {
    meetSegments("segmentAdd", m_stream, {x, g, out, segments, false});
}

void CudaBackend::segmentSums(ConstTall x, Segments segments, MutMat out, Accum mode) {
    forElement(x.element, [&]<class E>(E) {
        sumSegments({"segmentSums", m_stream, m_scratch, segments},
                    ColumnTerm<E>{x.as<E>(), nullptr, static_cast<std::int32_t>(x.cols)}, out, mode,
                    aligned16(x.data, out.data));
    });
}

void CudaBackend::segmentConcat(ConstTall x, ConstMat g, Segments segments, MutTall out) {
    forElement(x.element, [&]<class E>(E) {
        mapRows("segmentConcat", m_stream, layoutOf(segments),
                ConcatBody<E>{x.as<E>(), g.data, out.as<E>(), static_cast<std::int32_t>(x.cols)}, x.rows,
                x.cols, aligned16(x.data, g.data, out.data));
    });
}

void CudaBackend::segmentConcatGrad(ConstTall dOut, Segments segments, MutTall dx, Accum dxMode, MutMat dg,
                                    Accum dgMode) {
    const std::int64_t half = dOut.cols / 2;
    forElement(dOut.element, [&]<class E>(E) {
        if (dx)
            mapRows("segmentConcatGrad", m_stream, WholeLayout{segments.rows},
                    ConcatGradBody<E>{dOut.as<E>(), dx.as<E>(), static_cast<std::int32_t>(half),
                                      dxMode == Accum::Add},
                    dx.rows, half, aligned16(dOut.data, dx.data));
        if (dg)
            sumSegments({"segmentConcatGrad", m_stream, m_scratch, segments},
                        ColumnTerm<E>{dOut.as<E>(), nullptr, static_cast<std::int32_t>(dOut.cols)}, dg,
                        dgMode, half % 4 == 0 && aligned16(dOut.data, dg.data));
    });
}

} // namespace lab::gpu
