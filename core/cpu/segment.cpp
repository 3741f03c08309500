// Kernels over the sequences of a packed batch. Reductions are cut by (sequence, column block): every output
// cell is the work of one chunk. Row-wise kernels are cut by rows, whatever the sequences, so that one
// sequence of 65,536 tokens and 512 of 128 keep all threads busy alike.
#include "core/base/scalar_math.h"
#include "core/cpu/column_sums.h"
#include "core/cpu/cpu_backend.h"
#include "core/cpu/vector_loops.h"

#include <array>
#include <limits>

namespace lab {
namespace {

/// target[c] = or += value(c) over one row.
template <class Value> void storeColumns(float* target, std::int64_t cols, Accum mode, Value&& value) {
    if (mode == Accum::Add) {
#pragma omp simd
        for (std::int64_t c = 0; c < cols; ++c)
            target[c] += value(c);
    } else {
#pragma omp simd
        for (std::int64_t c = 0; c < cols; ++c)
            target[c] = value(c);
    }
}

/// A column block of the softmax over the rows [begin, end).
void softmaxBlock(ConstMat scores, float scale, MutMat y, const ColumnRange& range) {
    std::array<float, kColumnBlock> top, inverse;
    top.fill(-std::numeric_limits<float>::infinity());
    for (std::int64_t r = range.begin; r < range.end; ++r) {
        const float* x = scores.row(r) + range.col;
        for (std::int64_t c = 0; c < range.cols; ++c)
            top[static_cast<std::size_t>(c)] = x[c] * scale > top[static_cast<std::size_t>(c)]
                                                   ? x[c] * scale
                                                   : top[static_cast<std::size_t>(c)];
    }
    const auto totals = sumColumnTerms(range, [&](std::int64_t r, float* partial) {
        const float* x = scores.row(r) + range.col;
        float* e = y.row(r) + range.col;
#pragma omp simd
        for (std::int64_t c = 0; c < range.cols; ++c) {
            e[c] = scalar::exp(x[c] * scale - top[static_cast<std::size_t>(c)]);
            partial[c] += e[c];
        }
    });
    for (std::size_t c = 0; c < kColumnBlock; ++c)
        inverse[c] = static_cast<float>(1.0 / totals[c]);
    for (std::int64_t r = range.begin; r < range.end; ++r) {
        float* e = y.row(r) + range.col;
        for (std::int64_t c = 0; c < range.cols; ++c)
            e[c] *= inverse[static_cast<std::size_t>(c)];
    }
}

std::int64_t columnBlocks(std::int64_t cols) {
    return (cols + kColumnBlock - 1) / kColumnBlock;
}

/// The range of chunk \p chunk when each sequence has \p blocks column blocks.
ColumnRange rangeOf(Segments segments, std::int64_t chunk, std::int64_t blocks, std::int64_t cols) {
    const std::int64_t b = chunk / blocks, col = chunk % blocks * kColumnBlock;
    return {segments.offsets[b], segments.offsets[b + 1], col, std::min(kColumnBlock, cols - col)};
}

} // namespace

void CpuBackend::segmentSoftmax(ConstMat scores, Segments segments, float scale, MutMat y) {
    const std::int64_t blocks = columnBlocks(scores.cols);
    forChunks(segments.count * blocks, scores.size() * 4, [&](std::int64_t chunk) {
        softmaxBlock(scores, scale, y, rangeOf(segments, chunk, blocks, scores.cols));
    });
}

void CpuBackend::segmentSoftmaxGrad(ConstMat y, ConstMat dy, Segments segments, float scale, MutMat dScores,
                                    Accum mode) {
    const std::int64_t blocks = columnBlocks(y.cols);
    forChunks(segments.count * blocks, y.size() * 2, [&](std::int64_t chunk) {
        const ColumnRange range = rangeOf(segments, chunk, blocks, y.cols);
        const ColumnTotals dots = sumColumns(y, dy, range);
        std::array<float, kColumnBlock> dot;
        std::transform(dots.begin(), dots.end(), dot.begin(), [](double d) { return static_cast<float>(d); });
        for (std::int64_t r = range.begin; r < range.end; ++r) {
            const float* yr = y.row(r) + range.col;
            const float* dr = dy.row(r) + range.col;
            storeColumns(dScores.row(r) + range.col, range.cols, mode, [&](std::int64_t c) {
                return scale * yr[c] * (dr[c] - dot[static_cast<std::size_t>(c)]);
            });
        }
    });
}

void CpuBackend::segmentWeightedSum(ConstMat w, ConstTall x, Segments segments, MutMat out, Accum mode) {
    const std::int64_t blocks = columnBlocks(x.cols), headWidth = x.cols / w.cols;
    forChunks(segments.count * blocks, x.size(), [&](std::int64_t chunk) {
        const ColumnRange range = rangeOf(segments, chunk, blocks, x.cols);
        const std::int64_t firstHead = range.col / headWidth,
                           firstStop = (firstHead + 1) * headWidth - range.col;
        const auto totals = sumColumnTerms(range, [&](std::int64_t r, float* partial) {
            const float* weight = w.row(r) + firstHead;
            const float* values = x.f32().row(r) + range.col;
            for (std::int64_t c = 0, stop = firstStop; c < range.cols; c = stop, stop += headWidth, ++weight)
                axpy(*weight, values + c, std::min(stop, range.cols) - c, partial + c);
        });
        storeColumnSums(totals, range.cols, out.row(chunk / blocks) + range.col, mode);
    });
}

void CpuBackend::segmentWeightedSumGradW(ConstMat dOut, ConstTall x, Segments segments, MutMat dw,
                                         Accum mode) {
    const std::int64_t heads = dw.cols, headWidth = x.cols / heads;
    forTokens(segments, x.cols, [&](std::int32_t b, std::int64_t from, std::int64_t to) {
        for (std::int64_t r = from; r < to; ++r)
            for (std::int64_t h = 0; h < heads; ++h) {
                const float* values = x.f32().row(r) + h * headWidth;
                const float* g = dOut.row(b) + h * headWidth;
                float dot = 0;
#pragma omp simd reduction(+ : dot)
                for (std::int64_t c = 0; c < headWidth; ++c)
                    dot += values[c] * g[c];
                float& target = dw.row(r)[h];
                target = mode == Accum::Add ? target + dot : dot;
            }
    });
}

void CpuBackend::segmentWeightedSumGradX(ConstMat dOut, ConstMat w, Segments segments, MutTall dx,
                                         Accum mode) {
    const std::int64_t heads = w.cols, headWidth = dx.cols / heads;
    forTokens(segments, dx.cols, [&](std::int32_t b, std::int64_t from, std::int64_t to) {
        for (std::int64_t r = from; r < to; ++r)
            for (std::int64_t h = 0; h < heads; ++h) {
                const float weight = w.row(r)[h];
                const float* g = dOut.row(b) + h * headWidth;
                storeColumns(dx.f32().row(r) + h * headWidth, headWidth, mode,
                             [&](std::int64_t c) { return weight * g[c]; });
            }
    });
}

void CpuBackend::segmentMul(ConstTall x, ConstMat g, Segments segments, MutTall out) {
    forTokens(segments, x.cols, [&](std::int32_t b, std::int64_t from, std::int64_t to) {
        const float* factor = g.row(b);
        for (std::int64_t r = from; r < to; ++r) {
            const float* values = x.f32().row(r);
            storeColumns(out.f32().row(r), x.cols, Accum::Overwrite,
                         [&](std::int64_t c) { return values[c] * factor[c]; });
        }
    });
}

void CpuBackend::segmentMulGrad(const SegmentMulGrad& g) {
    if (g.dx)
        forTokens(g.segments, g.dy.cols, [&](std::int32_t b, std::int64_t from, std::int64_t to) {
            const float* factor = g.g.row(b);
            for (std::int64_t r = from; r < to; ++r) {
                const float* dy = g.dy.f32().row(r);
                storeColumns(g.dx.f32().row(r), g.dy.cols, g.dxMode,
                             [&](std::int64_t c) { return dy[c] * factor[c]; });
            }
        });
    if (g.dg)
        sumTokens(g.dy.f32(), g.x.f32(), g.segments, g.dg, g.dgMode);
}

void CpuBackend::segmentAdd(ConstTall x, ConstMat g, Segments segments, MutTall out) {
    forTokens(segments, x.cols, [&](std::int32_t b, std::int64_t from, std::int64_t to) {
        const float* term = g.row(b);
        for (std::int64_t r = from; r < to; ++r) {
            const float* values = x.f32().row(r);
            storeColumns(out.f32().row(r), x.cols, Accum::Overwrite,
                         [&](std::int64_t c) { return values[c] + term[c]; });
        }
    });
}

void CpuBackend::segmentSums(ConstTall x, Segments segments, MutMat out, Accum mode) {
    sumTokens(x.f32(), {}, segments, out, mode);
}

/// out[b,c] = Σ_{i in b} a[i,c] · b[i,c]; without b the sum of a.
void CpuBackend::sumTokens(ConstMat a, ConstMat b, Segments segments, MutMat out, Accum mode) {
    const std::int64_t blocks = columnBlocks(a.cols);
    forChunks(segments.count * blocks, a.size(), [&](std::int64_t chunk) {
        const ColumnRange range = rangeOf(segments, chunk, blocks, a.cols);
        storeColumnSums(sumColumns(a, b, range), range.cols, out.row(chunk / blocks) + range.col, mode);
    });
}

void CpuBackend::segmentConcat(ConstTall x, ConstMat g, Segments segments, MutTall out) {
    forTokens(segments, out.cols, [&](std::int32_t b, std::int64_t from, std::int64_t to) {
        for (std::int64_t r = from; r < to; ++r) {
            float* target = out.f32().row(r);
            std::copy_n(g.row(b), g.cols, target);
            std::copy_n(x.f32().row(r), x.cols, target + g.cols);
        }
    });
}

void CpuBackend::segmentConcatGrad(ConstTall dOut, Segments segments, MutTall dx, Accum dxMode, MutMat dg,
                                   Accum dgMode) {
    const std::int64_t half = dOut.cols / 2;
    if (dx)
        forRange(dx.rows, half, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t r = begin; r < end; ++r) {
                const float* source = dOut.f32().row(r) + half;
                storeColumns(dx.f32().row(r), half, dxMode, [&](std::int64_t c) { return source[c]; });
            }
        });
    if (dg) {
        const std::int64_t blocks = columnBlocks(half);
        forChunks(segments.count * blocks, dOut.size(), [&](std::int64_t chunk) {
            const ColumnRange range = rangeOf(segments, chunk, blocks, half);
            storeColumnSums(sumColumns(dOut.f32(), {}, range), range.cols, dg.row(chunk / blocks) + range.col,
                            dgMode);
        });
    }
}

} // namespace lab
