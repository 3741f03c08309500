#pragma once

#include "tests/reference/matrix.h"

namespace lab::reference {

/// y[i,h] = exp(s x[i,h]) / Σ_j exp(s x[j,h]), i and j in one sequence (shifted by the largest, which changes
/// nothing).
Matrix segmentSoftmax(const Matrix& scores, const Offsets& offsets, double scale);
/// dx_j = s Σ_i dy_i y_i (δ_ij − y_j).
Matrix segmentSoftmaxGrad(const Matrix& y, const Matrix& dy, const Offsets& offsets, double scale);

/// out[b,c] = Σ_{i in b} w[i, head of c] x[i,c]; and its gradients.
Matrix segmentWeightedSum(const Matrix& w, const Matrix& x, const Offsets& offsets);
Matrix segmentWeightedSumGradW(const Matrix& dOut, const Matrix& x, const Offsets& offsets,
                               std::int64_t heads);
Matrix segmentWeightedSumGradX(const Matrix& dOut, const Matrix& w, const Offsets& offsets);

/// x[i,c] g[b,c], x[i,c] + g[b,c] and [g[b] ; x[i]] for i in b.
Matrix segmentMul(const Matrix& x, const Matrix& g, const Offsets& offsets);
Matrix segmentAdd(const Matrix& x, const Matrix& g, const Offsets& offsets);
Matrix segmentConcat(const Matrix& x, const Matrix& g, const Offsets& offsets);
/// out[b,c] = Σ_{i in b} a[i,c] b[i,c]; an empty b counts as ones.
Matrix segmentSums(const Matrix& a, const Matrix& b, const Offsets& offsets);

/// Columns [first, first + count).
Matrix columns(const Matrix& x, std::int64_t first, std::int64_t count);

} // namespace lab::reference
