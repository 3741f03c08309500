#pragma once

#include "core/backend/backend.h"
#include "tests/reference/matrix.h"

namespace lab::reference {

/// x Φ(x) = x (1 + erf(x/√2)) / 2, and its derivative Φ(x) + x φ(x).
double gelu(double x);
double geluDerivative(double x);

/// The function, and its derivative, of each element.
Matrix unary(Unary function, const Matrix& x);
Matrix unaryDerivative(Unary function, const Matrix& x);

/// What a dropout multiplies element \p element by: 0 when its 16 random bits (lane e % 8 of Philox block e /
/// 8, low halves first) are below the threshold, else the scale.
double dropoutFactor(const Dropout& dropout, std::int64_t element);
Matrix dropout(const Matrix& x, const Dropout& dropout);

} // namespace lab::reference
