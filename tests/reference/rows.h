#pragma once

#include "core/backend/backend.h"
#include "tests/reference/matrix.h"

namespace lab::reference {

/// What one LayerNorm of dropout(x + bias) + residual gives.
struct Normalised {
    Matrix y;          ///< n γ + β
    Matrix n;          ///< (h − mean) / √(var + eps)
    Matrix inverseStd; ///< [rows, 1]
};
struct NormInputs {
    Matrix x, residual; ///< residual may be empty
    Matrix gamma, beta; ///< [1, width]
    Dropout dropout;
    double eps = 0;
    Matrix bias = {}; ///< [1, width], may be empty
};
Normalised addNorm(const NormInputs& in);

/// dh from the Jacobian of the normalisation: ∂n_i/∂h_j = (δ_ij − 1/w − n_i n_j / w) / σ.
Matrix normGradient(const Matrix& dy, const Matrix& n, const Matrix& inverseStd, const Matrix& gamma);

} // namespace lab::reference
