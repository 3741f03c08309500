#pragma once

#include <vector>

namespace lab {

/// Spearman's rank correlation of two rows of numbers: Pearson's correlation of their ranks, equal numbers
/// share the mean of their ranks. −1 to 1; NaN for fewer than two numbers or where one row is constant.
/// \throws std::invalid_argument when their lengths differ.
double rankCorrelation(const std::vector<double>& first, const std::vector<double>& second);

/// Ranks of \p values, 1 for the smallest; equal values share the mean of their ranks.
std::vector<double> fractionalRanks(const std::vector<double>& values);

} // namespace lab
