#pragma once

#include "datasets/dataset.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace lab {

/// Shares of train, validation and test.
struct SplitShares {
    double train = 0.8;
    double validation = 0.1;
    double test = 0.1;
};

/// \throws ConfigError unless every share is a number ≥ 0 and they sum to 1 (within 1e-6).
void checkShares(const SplitShares& shares);

/// \p count divided in the proportion of the shares by the largest remainder: the parts sum to \p count and
/// none is more than one away from its exact size. At equal remainders the earlier part gets the item.
std::array<std::int64_t, 3> apportion(std::int64_t count, const SplitShares& shares);

/// The part that a source calls \p name, whatever the case of its letters: train or training; validation,
/// valid, val or dev; test.
std::optional<Split> splitNamed(std::string_view name);

/// Divides \p examples, class by class, in random order drawn from \p seed. Only those named in \p which
/// (their indices) are touched.
void stratify(std::vector<Example>& examples, const std::vector<std::size_t>& which,
              const SplitShares& shares, std::uint64_t seed);

} // namespace lab
