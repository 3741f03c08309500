#pragma once

#include "core/base/random.h"

#include <cstdint>
#include <span>
#include <vector>

namespace lab {

/// Mean and covariance of a stream of vectors, in double precision, and draws from the normal distribution
/// they describe.
class GaussianFit {
public:
    explicit GaussianFit(int dim);

    void add(std::span<const float> vector);
    [[nodiscard]] std::int64_t count() const { return m_count; }

    /// Computes the Cholesky factor of the covariance (divided by count − 1). A small ridge on the diagonal
    /// keeps it positive when there are fewer vectors than dimensions. Requires count() ≥ 1; with 1 the
    /// spread is 0.
    void finish();

    /// mean + factor · z with z standard normal from \p random. Requires finish().
    void draw(Random& random, std::span<float> out) const;

private:
    int m_dim;
    std::int64_t m_count = 0;
    std::vector<double> m_sum; ///< [dim]; the mean after finish()
    std::vector<double>
        m_product;               ///< [dim, dim] sums of products around m_shift, lower part; then the factor
    std::vector<double> m_shift; ///< [dim] the first vector: sums around it do not cancel
};

} // namespace lab
