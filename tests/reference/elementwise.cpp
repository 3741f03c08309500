#include "tests/reference/elementwise.h"

#include "core/base/random.h"

#include <cmath>
#include <numbers>

namespace lab::reference {
namespace {
// erfc keeps the left tail exact, where 1 + erf would cancel.
double distribution(double x) {
    return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}
} // namespace

double gelu(double x) {
    return x * distribution(x);
}

double geluDerivative(double x) {
    const double density = std::exp(-0.5 * x * x) / std::sqrt(2 * std::numbers::pi);
    return distribution(x) + x * density;
}

Matrix unary(Unary function, const Matrix& x) {
    Matrix out = x;
    for (double& v : out.values)
        v = function == Unary::Gelu ? gelu(v) : std::tanh(v);
    return out;
}

Matrix unaryDerivative(Unary function, const Matrix& x) {
    Matrix out = x;
    for (double& v : out.values)
        v = function == Unary::Gelu ? geluDerivative(v) : 1 / (std::cosh(v) * std::cosh(v));
    return out;
}

double dropoutFactor(const Dropout& dropout, std::int64_t element) {
    if (dropout.threshold == 0)
        return 1;
    std::uint32_t words[4];
    Philox{dropout.key, dropout.stream}.block(static_cast<std::uint64_t>(element / 8), words);
    const std::int64_t lane = element % 8;
    const std::uint32_t bits = lane % 2 == 0 ? words[lane / 2] & 0xFFFFU : words[lane / 2] >> 16;
    return bits < dropout.threshold ? 0.0 : static_cast<double>(dropout.scale);
}

Matrix dropout(const Matrix& x, const Dropout& dropout) {
    Matrix out = x;
    for (std::int64_t i = 0; i < x.size(); ++i)
        out.values[static_cast<std::size_t>(i)] *= dropoutFactor(dropout, i);
    return out;
}

} // namespace lab::reference
