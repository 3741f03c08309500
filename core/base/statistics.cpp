#include "core/base/statistics.h"

#include "core/base/error.h"

#include <array>
#include <cmath>

namespace lab {

double studentT(int freedom) {
    check(freedom >= 1, "Student's t has at least one degree of freedom, not {}", freedom);
    // Any table of the distribution, e.g. NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
    constexpr std::array kTable{12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
                                2.201,  2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
                                2.080,  2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042};
    if (static_cast<std::size_t>(freedom) <= kTable.size())
        return kTable.at(static_cast<std::size_t>(freedom) - 1);
    // Beyond the table: the first terms of the expansion around the normal quantile in 1 / freedom
    // (Abramowitz and Stegun, 26.7.5).
    const double f = freedom;
    return 1.95996 + 2.3723 / f + 2.8225 / (f * f);
}

Spread spreadOf(std::span<const double> values) {
    if (values.empty())
        return {};
    const auto count = static_cast<double>(values.size());
    double sum = 0, squares = 0;
    for (const double value : values)
        sum += value;
    const double mean = sum / count;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    return {.mean = mean, .deviation = values.size() > 1 ? std::sqrt(squares / (count - 1)) : 0};
}

} // namespace lab
