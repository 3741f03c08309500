// Products. Eigen computes one chunk at a time on one thread; the chunks are ours. Tall operands are cut by rows,
// weight gradients (short, with a long inner dimension) by output columns or rows, so that no partial sums are
// needed and the order of every addition is fixed.
#include "core/cpu/column_sums.h"
#include "core/cpu/cpu_backend.h"
#include "core/cpu/eigen_rows.h"

namespace lab {
namespace {

using Strided = Eigen::Map<Matrix, Eigen::Unaligned, Eigen::OuterStride<>>;
using ConstStrided = Eigen::Map<const Matrix, Eigen::Unaligned, Eigen::OuterStride<>>;

/// Rows [row, row+rows) and columns [col, col+cols) of a view.
ConstStrided block(ConstMat m, std::int64_t row, std::int64_t rows, std::int64_t col, std::int64_t cols) {
    return {m.data + row * m.cols + col, rows, cols, Eigen::OuterStride<>(m.cols)};
}
Strided block(MutMat m, std::int64_t row, std::int64_t rows, std::int64_t col, std::int64_t cols) {
    return {m.data + row * m.cols + col, rows, cols, Eigen::OuterStride<>(m.cols)};
}

/// One rectangle of C = op(A) op(B).
struct Rectangle {
    std::int64_t row, rows, col, cols;
};
void multiplyPart(Transpose ta, Transpose tb, ConstMat a, ConstMat b, MutMat c, Accum mode, const Rectangle& r) {
    const std::int64_t inner = ta == Transpose::No ? a.cols : a.rows;
    Strided target = block(c, r.row, r.rows, r.col, r.cols);
    if (ta == Transpose::No) {
        const auto left = block(a, r.row, r.rows, 0, inner);
        if (tb == Transpose::No)
            assign(target, left * block(b, 0, inner, r.col, r.cols), mode);
        else
            assign(target, left * block(b, r.col, r.cols, 0, inner).transpose(), mode);
    } else {
        const auto left = block(a, 0, inner, r.row, r.rows).transpose();
        if (tb == Transpose::No)
            assign(target, left * block(b, 0, inner, r.col, r.cols), mode);
        else
            assign(target, left * block(b, r.col, r.cols, 0, inner).transpose(), mode);
    }
}

constexpr std::int64_t kTallChunk = 256; // rows of a tall product: its operands stay in the second-level cache
constexpr std::int64_t kShortChunk = 64; // rows or columns of a weight gradient

std::int64_t chunkOf(std::int64_t extent) { return extent > 4 * kTallChunk ? kTallChunk : kShortChunk; }

} // namespace

void CpuBackend::gemm(Transpose ta, Transpose tb, ConstTall a, ConstTall b, MutTall c, Accum mode) {
    const std::int64_t inner = ta == Transpose::No ? a.cols : a.rows;
    if (c.size() == 0)
        return;
    if (inner == 0) {
        if (mode == Accum::Overwrite)
            fillZero(c.f32());
        return;
    }
    const bool byRows = c.rows >= c.cols;
    const std::int64_t extent = byRows ? c.rows : c.cols;
    const std::int64_t step = chunkOf(extent);
    forChunks((extent + step - 1) / step, c.size() * inner / 16, [&](std::int64_t chunk) {
        const std::int64_t begin = chunk * step, size = std::min(step, extent - begin);
        multiplyPart(ta, tb, a.f32(), b.f32(), c.f32(), mode,
                 byRows ? Rectangle{begin, size, 0, c.cols} : Rectangle{0, c.rows, begin, size});
    });
}

void CpuBackend::linear(ConstTall x, ConstTall weight, ConstTall bias, ConstTall residual, MutTall y) {
    if (y.size() == 0)
        return;
    const std::int64_t step = chunkOf(y.rows);
    forChunks((y.rows + step - 1) / step, y.size() * x.cols / 16, [&](std::int64_t chunk) {
        const std::int64_t begin = chunk * step, rows = std::min(step, y.rows - begin);
        Strided target = block(y.f32(), begin, rows, 0, y.cols);
        const auto product = block(x.f32(), begin, rows, 0, x.cols) *
                             block(weight.f32(), 0, weight.rows, 0, weight.cols).transpose();
        target.noalias() = product;
        if (bias)
            target.rowwise() += Eigen::Map<const Eigen::RowVectorXf>(bias.f32().data, bias.cols);
        if (residual)
            target += block(residual.f32(), begin, rows, 0, y.cols);
    });
}

void CpuBackend::columnSums(ConstTall a, ConstTall b, MutMat out, Accum mode) {
    const std::int64_t blocks = (a.cols + kColumnBlock - 1) / kColumnBlock;
    forChunks(blocks, a.size(), [&](std::int64_t chunk) {
        const std::int64_t col = chunk * kColumnBlock, cols = std::min(kColumnBlock, a.cols - col);
        storeColumnSums(sumColumns(a.f32(), b.f32(), {0, a.rows, col, cols}), cols, out.data + col, mode);
    });
}

} // namespace lab
