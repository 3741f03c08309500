#pragma once

#include "tests/reference/matrix.h"

namespace lab::reference {

Matrix transpose(const Matrix& a);
/// a [rows, inner] · b [inner, cols].
Matrix multiply(const Matrix& a, const Matrix& b);
/// x Wᵀ + b; x [rows, in], weight [out, in], bias [1, out] or empty.
Matrix linear(const Matrix& x, const Matrix& weight, const Matrix& bias);
/// Σ_r a[r,c] b[r,c] as [1, cols]; an empty b counts as ones.
Matrix columnSums(const Matrix& a, const Matrix& b);
/// y[r] = table[ids[r]].
Matrix gatherRows(const Matrix& table, const Ids& ids);
/// A table of \p rows rows with table[ids[r]] += d[r].
Matrix scatterRows(const Matrix& d, const Ids& ids, std::int64_t rows);

} // namespace lab::reference
