#pragma once

#include <span>

namespace lab {

/// 97.5 % quantile of Student's t with \p freedom degrees of freedom: so many standard errors on either side
/// of a mean are its 95 % confidence interval. Right to 0.001. \throws std::invalid_argument below one.
double studentT(int freedom);

/// Mean and sample deviation (n − 1) of a few numbers; a single number has deviation 0.
struct Spread {
    double mean = 0;
    double deviation = 0;
};
Spread spreadOf(std::span<const double> values);

} // namespace lab
