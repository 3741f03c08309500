#include "tests/reference/rows.h"

#include "tests/reference/elementwise.h"

#include <cmath>

namespace lab::reference {

Normalised addNorm(const NormInputs& in) {
    Matrix h = dropout(in.bias.empty() ? in.x : addedToRows(in.x, in.bias), in.dropout);
    if (!in.residual.empty())
        h = sum(h, in.residual);
    const auto width = static_cast<double>(h.cols);
    Normalised out{Matrix(h.rows, h.cols), Matrix(h.rows, h.cols), Matrix(h.rows, 1)};
    for (std::int64_t r = 0; r < h.rows; ++r) {
        double mean = 0, variance = 0;
        for (std::int64_t c = 0; c < h.cols; ++c)
            mean += h.at(r, c) / width;
        for (std::int64_t c = 0; c < h.cols; ++c)
            variance += (h.at(r, c) - mean) * (h.at(r, c) - mean) / width;
        out.inverseStd.at(r, 0) = 1 / std::sqrt(variance + in.eps);
        for (std::int64_t c = 0; c < h.cols; ++c) {
            out.n.at(r, c) = (h.at(r, c) - mean) * out.inverseStd.at(r, 0);
            out.y.at(r, c) = out.n.at(r, c) * in.gamma.at(0, c) + in.beta.at(0, c);
        }
    }
    return out;
}

Matrix normGradient(const Matrix& dy, const Matrix& n, const Matrix& inverseStd, const Matrix& gamma) {
    const auto width = static_cast<double>(dy.cols);
    Matrix dh(dy.rows, dy.cols);
    for (std::int64_t r = 0; r < dy.rows; ++r)
        for (std::int64_t j = 0; j < dy.cols; ++j)
            for (std::int64_t i = 0; i < dy.cols; ++i) {
                const double jacobian = ((i == j ? 1.0 : 0.0) - 1 / width - n.at(r, i) * n.at(r, j) / width);
                dh.at(r, j) += dy.at(r, i) * gamma.at(0, i) * jacobian * inverseStd.at(r, 0);
            }
    return dh;
}

} // namespace lab::reference
