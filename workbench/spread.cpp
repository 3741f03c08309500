#include "workbench/spread.h"

#include <cmath>

namespace lab {

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
