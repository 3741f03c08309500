#pragma once

#include "core/base/random.h"
#include "tests/reference/matrix.h"

#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

namespace lab::testing {

/// Uniform values of [low, high) that float32 holds exactly, so that the device and the reference read the
/// same.
inline reference::Matrix randomMatrix(std::int64_t rows, std::int64_t cols, std::uint64_t seed,
                                      double low = -1, double high = 1) {
    reference::Matrix m(rows, cols);
    Random random(seed, 77);
    for (double& v : m.values)
        v = static_cast<double>(static_cast<float>(low + (high - low) * random.uniform()));
    return m;
}

inline reference::Ids randomIds(std::int64_t count, std::uint32_t bound, std::uint64_t seed) {
    reference::Ids ids(static_cast<std::size_t>(count));
    Random random(seed, 78);
    for (auto& id : ids)
        id = static_cast<std::int32_t>(random.below(bound));
    return ids;
}

inline reference::Offsets offsetsOf(const std::vector<std::int32_t>& lengths) {
    reference::Offsets offsets(lengths.size() + 1, 0);
    std::partial_sum(lengths.begin(), lengths.end(), offsets.begin() + 1);
    return offsets;
}

/// Batches that kernels have to get right: the usual, the smallest, holes, and very unequal lengths.
struct Layout {
    std::string name;
    std::vector<std::int32_t> lengths;
    [[nodiscard]] reference::Offsets offsets() const { return offsetsOf(lengths); }
    [[nodiscard]] std::int64_t rows() const { return offsets().back(); }
    [[nodiscard]] std::int64_t sequences() const { return static_cast<std::int64_t>(lengths.size()); }
};
inline std::vector<Layout> layouts() {
    std::vector<std::int32_t> unequal(150, 1);
    unequal[40] = 5000;
    return {{"one token", {1}},
            {"uneven", {7, 3, 12, 1, 30}},
            {"empty sequences", {0, 0, 5, 0, 9, 1, 0}},
            {"only empty sequences", {0, 0}},
            {"one of 5000 among many of 1", unequal}};
}

/// Rows as heads × width of a head; the products are 1, 15, 64, 65 and 130: under, at and past the vector
/// lengths.
struct HeadShape {
    std::int64_t heads, headWidth;
    [[nodiscard]] std::int64_t width() const { return heads * headWidth; }
};
inline std::vector<HeadShape> headShapes() {
    return {{1, 1}, {3, 5}, {4, 16}, {5, 13}, {1, 130}};
}

} // namespace lab::testing
