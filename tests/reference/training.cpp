#include "tests/reference/training.h"

#include <algorithm>
#include <cmath>

namespace lab::reference {

Matrix rowSoftmax(const Matrix& logits) {
    Matrix p(logits.rows, logits.cols);
    for (std::int64_t r = 0; r < logits.rows; ++r) {
        double top = logits.at(r, 0), total = 0;
        for (std::int64_t c = 1; c < logits.cols; ++c)
            top = std::max(top, logits.at(r, c));
        for (std::int64_t c = 0; c < logits.cols; ++c)
            total += std::exp(logits.at(r, c) - top);
        for (std::int64_t c = 0; c < logits.cols; ++c)
            p.at(r, c) = std::exp(logits.at(r, c) - top) / total;
    }
    return p;
}

double crossEntropy(const Matrix& logits, const Ids& labels) {
    double loss = 0;
    for (std::int64_t r = 0; r < logits.rows; ++r) {
        // log Σ exp(x − x_label) ≥ 0, stable for logits of any size.
        const double own = logits.at(r, labels[static_cast<std::size_t>(r)]);
        double top = 0, total = 0;
        for (std::int64_t c = 0; c < logits.cols; ++c)
            top = std::max(top, logits.at(r, c) - own);
        for (std::int64_t c = 0; c < logits.cols; ++c)
            total += std::exp(logits.at(r, c) - own - top);
        loss += (top + std::log(total)) / static_cast<double>(logits.rows);
    }
    return loss;
}

Matrix crossEntropyGrad(const Matrix& logits, const Ids& labels) {
    Matrix d = rowSoftmax(logits);
    for (std::int64_t r = 0; r < d.rows; ++r)
        d.at(r, labels[static_cast<std::size_t>(r)]) -= 1;
    for (double& v : d.values)
        v /= static_cast<double>(d.rows);
    return d;
}

void Adam::step(const AdamStep& options, Matrix& weights, const Matrix& gradient) {
    const auto t = static_cast<double>(options.step);
    const double correction1 = 1 - std::pow(options.beta1, t), correction2 = 1 - std::pow(options.beta2, t);
    for (std::size_t i = 0; i < weights.values.size(); ++i) {
        const double g = gradient.values[i] * static_cast<double>(options.gradientScale);
        double& m = m_moment1.values[i];
        double& v = m_moment2.values[i];
        m = options.beta1 * m + (1 - options.beta1) * g;
        v = options.beta2 * v + (1 - options.beta2) * g * g;
        weights.values[i] -=
            options.learningRate * (m / correction1) / (std::sqrt(v / correction2) + options.eps);
    }
}

} // namespace lab::reference
