#pragma once

#include <cmath>
#include <vector>

namespace lab {

/// Mean and sample deviation (n − 1) of a few numbers; a single number has deviation 0.
struct Spread {
    double mean = 0;
    double deviation = 0;
};

inline Spread spreadOf(const std::vector<double>& values) {
    if (values.empty())
        return {};
    const auto count = static_cast<double>(values.size());
    double sum = 0, squares = 0;
    for (const double value : values)
        sum += value;
    const double mean = sum / count;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    return {mean, values.size() > 1 ? std::sqrt(squares / (count - 1)) : 0};
}

} // namespace lab
