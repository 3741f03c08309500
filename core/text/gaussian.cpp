#include "core/text/gaussian.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>

namespace lab {

namespace {

/// In-place Cholesky factor of the lower part of \p a [n, n]. A pivot that is not positive becomes 0 with its
/// column: the matrix has no spread in that direction.
void choleskyInPlace(std::vector<double>& a, std::size_t n) {
    for (std::size_t j = 0; j < n; ++j) {
        double pivot = a[j * n + j];
        for (std::size_t k = 0; k < j; ++k)
            pivot -= a[j * n + k] * a[j * n + k];
        const double root = pivot > 0 ? std::sqrt(pivot) : 0;
        a[j * n + j] = root;
        for (std::size_t i = j + 1; i < n; ++i) {
            double value = a[i * n + j];
            for (std::size_t k = 0; k < j; ++k)
                value -= a[i * n + k] * a[j * n + k];
            a[i * n + j] = root > 0 ? value / root : 0;
        }
    }
}

} // namespace

GaussianFit::GaussianFit(int dim)
    : m_dim(dim),
      m_sum(static_cast<std::size_t>(dim)),
      m_product(static_cast<std::size_t>(dim) * static_cast<std::size_t>(dim)) {}

void GaussianFit::add(std::span<const float> vector) {
    const auto n = static_cast<std::size_t>(m_dim);
    check(vector.size() == n, "a vector of {} numbers was given to a fit of width {}", vector.size(), n);
    if (m_count++ == 0)
        m_shift.assign(vector.begin(), vector.end());
    std::vector<double> centred(n);
    for (std::size_t i = 0; i < n; ++i) {
        centred[i] = static_cast<double>(vector[i]) - m_shift[i];
        m_sum[i] += centred[i];
    }
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j <= i; ++j)
            m_product[i * n + j] += centred[i] * centred[j];
}

void GaussianFit::finish() {
    check(m_count > 0, "a normal distribution was asked for, but there are no vectors to fit it to");
    const auto n = static_cast<std::size_t>(m_dim);
    const auto count = static_cast<double>(m_count);
    const double divisor = std::max(1.0, count - 1);
    double trace = 0;
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j <= i; ++j)
            m_product[i * n + j] = (m_product[i * n + j] - m_sum[i] * m_sum[j] / count) / divisor;
        trace += m_product[i * n + i];
    }
    for (std::size_t i = 0; i < n; ++i) {
        m_product[i * n + i] += 1e-8 * trace / static_cast<double>(n);
        m_sum[i] = m_shift[i] + m_sum[i] / count;
    }
    choleskyInPlace(m_product, n);
}

void GaussianFit::draw(Random& random, std::span<float> out) const {
    const auto n = static_cast<std::size_t>(m_dim);
    check(out.size() == n, "a draw of width {} was asked from a fit of width {}", out.size(), n);
    std::vector<double> standard(n);
    for (double& z : standard)
        z = random.normal();
    for (std::size_t i = 0; i < n; ++i) {
        double value = m_sum[i];
        for (std::size_t j = 0; j <= i; ++j)
            value += m_product[i * n + j] * standard[j];
        out[i] = static_cast<float>(value);
    }
}

} // namespace lab
