#pragma once

#include <span>

namespace lab {

/// Mean and sample deviation (n − 1) of a few numbers; a single number has deviation 0.
struct Spread {
    double mean = 0;
    double deviation = 0;
};
Spread spreadOf(std::span<const double> values);

} // namespace lab
