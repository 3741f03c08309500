// Products. Eigen computes one chunk at a time on one thread; the chunks are ours. Tall operands are cut by
// rows, wide results of a short inner dimension by columns, and weight gradients (short, with a long inner
// dimension) by the inner dimension: each part reads its tokens once, and the parts are added in their order.
#include "core/cpu/column_sums.h"
#include "core/cpu/cpu_backend.h"
#include "core/cpu/eigen_rows.h"
#include "core/cpu/vector_loops.h"

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

/// One rectangle of C = op(A) op(B), over a piece of the inner dimension.
struct Rectangle {
    std::int64_t row, rows, col, cols;
    std::int64_t from, inner;
};
void multiplyPart(Transpose ta, Transpose tb, ConstMat a, ConstMat b, MutMat c, Accum mode,
                  const Rectangle& r) {
    Strided target = block(c, r.row, r.rows, r.col, r.cols);
    if (ta == Transpose::No) {
        const auto left = block(a, r.row, r.rows, r.from, r.inner);
        if (tb == Transpose::No)
            assign(target, left * block(b, r.from, r.inner, r.col, r.cols), mode);
        else
            assign(target, left * block(b, r.col, r.cols, r.from, r.inner).transpose(), mode);
    } else {
        const auto left = block(a, r.from, r.inner, r.row, r.rows).transpose();
        if (tb == Transpose::No)
            assign(target, left * block(b, r.from, r.inner, r.col, r.cols), mode);
        else
            assign(target, left * block(b, r.col, r.cols, r.from, r.inner).transpose(), mode);
    }
}

constexpr std::int64_t kTallChunk = 256; // rows of a tall product: they stay in the second-level cache
constexpr std::int64_t kShortChunk = 64; // rows or columns of a short product

std::int64_t chunkOf(std::int64_t extent) {
    return extent > 4 * kTallChunk ? kTallChunk : kShortChunk;
}

/// Length of the parts of the inner dimension; 0: it stays whole, as where the result has many chunks of its
/// own and would have to be kept once for each part.
std::int64_t innerPart(std::int64_t inner, std::int64_t results) {
    constexpr std::int64_t kLeast = 2048, kMostParts = 32, kMostResults = 256 * 1024;
    if (inner < 2 * kLeast || results > kMostResults)
        return 0;
    std::int64_t part = kLeast;
    while (inner > part * kMostParts)
        part *= 2;
    return part;
}

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
    if (const std::int64_t part = innerPart(inner, c.size()); part > 0) {
        const std::int64_t parts = (inner + part - 1) / part;
        m_products.resize(std::max(m_products.size(), static_cast<std::size_t>(parts * c.size())));
        forChunks(parts, c.size() * inner / 16, [&](std::int64_t p) {
            multiplyPart(ta, tb, a.f32(), b.f32(), {m_products.data() + p * c.size(), c.rows, c.cols},
                         Accum::Overwrite,
                         {0, c.rows, 0, c.cols, p * part, std::min(part, inner - p * part)});
        });
        addParts({m_products.data(), parts, c.size()}, c.f32(), mode);
        return;
    }
    const bool byRows = c.rows >= c.cols;
    const std::int64_t extent = byRows ? c.rows : c.cols;
    const std::int64_t step = chunkOf(extent);
    forChunks((extent + step - 1) / step, c.size() * inner / 16, [&](std::int64_t chunk) {
        const std::int64_t begin = chunk * step, size = std::min(step, extent - begin);
        multiplyPart(ta, tb, a.f32(), b.f32(), c.f32(), mode,
                     byRows ? Rectangle{begin, size, 0, c.cols, 0, inner}
                            : Rectangle{0, c.rows, begin, size, 0, inner});
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
    sumRows(a.rows, a.cols, a.cols, [&, cols = a.cols](std::int64_t begin, std::int64_t end, float* sums) {
        for (std::int64_t r = begin; r < end; ++r)
            if (b)
                addProducts(a.f32().row(r), b.f32().row(r), cols, sums);
            else
                axpy(1.0F, a.f32().row(r), cols, sums);
    });
    storeRowSums(a.rows, a.cols, 0, out, mode);
}

/// out = or += the sums that sumRows() left of the columns from \p first on; \p width: of sumRows.
void CpuBackend::storeRowSums(std::int64_t rows, std::int64_t width, std::int64_t first, MutMat out,
                              Accum mode) {
    const std::int64_t pieces = (rows + kPieceRows - 1) / kPieceRows;
    addParts({m_rowSums.data() + first, pieces, width}, out, mode);
}

/// target = or += the sum of the first target.size() values of each row of \p parts, in double and in their
/// order.
void CpuBackend::addParts(ConstMat parts, MutMat target, Accum mode) {
    const std::int64_t blocks = (target.size() + kColumnBlock - 1) / kColumnBlock;
    forChunks(blocks, parts.rows * target.size(), [&](std::int64_t chunk) {
        const std::int64_t col = chunk * kColumnBlock, cols = std::min(kColumnBlock, target.size() - col);
        ColumnTotals totals{};
        for (std::int64_t part = 0; part < parts.rows; ++part) {
            const float* values = parts.row(part) + col;
#pragma omp simd
            for (std::int64_t c = 0; c < cols; ++c)
                totals[static_cast<std::size_t>(c)] += static_cast<double>(values[c]);
        }
        storeColumnSums(totals, cols, target.data + col, mode);
    });
}

} // namespace lab
