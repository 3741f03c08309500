#pragma once

#include "core/backend/views.h"

#include <array>

namespace lab {

/// Columns that one chunk of a reduction owns: a whole number of cache lines and of vectors.
inline constexpr std::int64_t kColumnBlock = 64;

/// Rows [begin, end) and columns [col, col+cols) of a reduction, cols ≤ kColumnBlock.
struct ColumnRange {
    std::int64_t begin, end, col, cols;
};

using ColumnTotals = std::array<double, kColumnBlock>;

/// Σ over the rows of term(row pointer offset, column); float inside short blocks, double across them, so
/// that 65,536 rows lose no more than 100 do.
template <class Term> ColumnTotals sumColumnTerms(const ColumnRange& range, Term&& term) {
    constexpr std::int64_t kBlockRows = 128;
    ColumnTotals totals{};
    for (std::int64_t from = range.begin; from < range.end; from += kBlockRows) {
        const std::int64_t to = from + kBlockRows < range.end ? from + kBlockRows : range.end;
        std::array<float, kColumnBlock> partial{};
        for (std::int64_t r = from; r < to; ++r)
            term(r, partial.data());
        for (std::int64_t c = 0; c < range.cols; ++c)
            totals[static_cast<std::size_t>(c)] += static_cast<double>(partial[static_cast<std::size_t>(c)]);
    }
    return totals;
}

/// Σ_r a[r,c] · b[r,c] (without b: Σ_r a[r,c]) over a range.
inline ColumnTotals sumColumns(ConstMat a, ConstMat b, const ColumnRange& range) {
    if (b)
        return sumColumnTerms(range, [&](std::int64_t r, float* partial) {
            const float* x = a.row(r) + range.col;
            const float* y = b.row(r) + range.col;
#pragma omp simd
            for (std::int64_t c = 0; c < range.cols; ++c)
                partial[c] += x[c] * y[c];
        });
    return sumColumnTerms(range, [&](std::int64_t r, float* partial) {
        const float* x = a.row(r) + range.col;
#pragma omp simd
        for (std::int64_t c = 0; c < range.cols; ++c)
            partial[c] += x[c];
    });
}

inline void storeColumnSums(const ColumnTotals& totals, std::int64_t cols, float* out, Accum mode) {
    for (std::int64_t c = 0; c < cols; ++c) {
        const double total = totals[static_cast<std::size_t>(c)];
        out[c] = static_cast<float>(mode == Accum::Add ? static_cast<double>(out[c]) + total : total);
    }
}

} // namespace lab
