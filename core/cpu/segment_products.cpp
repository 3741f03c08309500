// Products of the tokens of each sequence with a matrix of that sequence. By Eigen, one chunk on one thread;
// chunks depend on the shapes alone. Tokens are cut by rows; a matrix's gradient has the tokens as inner
// dimension, so it is cut by sequences and, where these are long, by columns.
#include "core/cpu/cpu_backend.h"
#include "core/cpu/eigen_rows.h"

namespace lab {
namespace {

constexpr std::int64_t kRowChunk = 256; // rows of a tall product: its operands stay in the second-level cache
constexpr std::int64_t kLongSequence = 1024, kColumnChunk = 64;

} // namespace

void CpuBackend::rowProducts(ConstMat w, ConstMat g, MutMat out) {
    forRange(g.rows, w.size(), [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t b = begin; b < end; ++b)
            for (std::int64_t h = 0; h < w.rows; ++h) {
                const float *row = w.row(h), *factor = g.row(b);
                float* target = out.row(b * w.rows + h);
#pragma omp simd
                for (std::int64_t c = 0; c < w.cols; ++c)
                    target[c] = row[c] * factor[c];
            }
    });
}

void CpuBackend::rowProductsGradW(ConstMat dOut, ConstMat g, MutMat dw, Accum mode) {
    forRange(dw.rows, dw.cols * g.rows, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t h = begin; h < end; ++h) {
            float* target = dw.row(h);
            if (mode == Accum::Overwrite)
                std::fill_n(target, dw.cols, 0.0F);
            for (std::int64_t b = 0; b < g.rows; ++b) {
                const float *d = dOut.row(b * dw.rows + h), *factor = g.row(b);
#pragma omp simd
                for (std::int64_t c = 0; c < dw.cols; ++c)
                    target[c] += d[c] * factor[c];
            }
        }
    });
}

void CpuBackend::rowProductsGradG(ConstMat dOut, ConstMat w, MutMat dg, Accum mode) {
    forRange(dg.rows, w.size(), [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t b = begin; b < end; ++b) {
            float* target = dg.row(b);
            if (mode == Accum::Overwrite)
                std::fill_n(target, dg.cols, 0.0F);
            for (std::int64_t h = 0; h < w.rows; ++h) {
                const float *d = dOut.row(b * w.rows + h), *factor = w.row(h);
#pragma omp simd
                for (std::int64_t c = 0; c < dg.cols; ++c)
                    target[c] += d[c] * factor[c];
            }
        }
    });
}

void CpuBackend::segmentLinear(ConstMat x, ConstMat w, Segments segments, MutMat out) {
    forTokens(segments, kRowChunk, x.size() * out.cols / 16,
              [&](std::int32_t b, std::int64_t from, std::int64_t to) {
                  assign(MutRows(out.row(from), to - from, out.cols),
                         Rows(x.row(from), to - from, x.cols) *
                             Rows(w.row(b * out.cols), out.cols, w.cols).transpose(),
                         Accum::Overwrite);
              });
}

void CpuBackend::segmentLinearGradX(ConstMat dOut, ConstMat w, Segments segments, MutMat dx, Accum mode) {
    forTokens(segments, kRowChunk, dx.size() * dOut.cols / 16,
              [&](std::int32_t b, std::int64_t from, std::int64_t to) {
                  assign(MutRows(dx.row(from), to - from, dx.cols),
                         Rows(dOut.row(from), to - from, dOut.cols) *
                             Rows(w.row(b * dOut.cols), dOut.cols, w.cols),
                         mode);
              });
}

void CpuBackend::segmentLinearGradW(ConstMat dOut, ConstMat x, Segments segments, MutMat dw, Accum mode) {
    const std::int64_t step = segments.maxLength > kLongSequence ? kColumnChunk : dw.cols;
    const std::int64_t blocks = (dw.cols + step - 1) / step;
    forChunks(segments.count * blocks, x.size() * dOut.cols / 16, [&](std::int64_t chunk) {
        const std::int64_t b = chunk / blocks, col = chunk % blocks * step,
                           cols = std::min(step, dw.cols - col);
        const std::int64_t first = segments.offsets[b], length = segments.offsets[b + 1] - first;
        auto target = MutRows(dw.row(b * dOut.cols), dOut.cols, dw.cols).middleCols(col, cols);
        if (length > 0)
            assign(target,
                   Rows(dOut.row(first), length, dOut.cols).transpose() *
                       Rows(x.row(first), length, x.cols).middleCols(col, cols),
                   mode);
        else if (mode == Accum::Overwrite)
            target.setZero();
    });
}

} // namespace lab
