#pragma once

#include "tests/reference/matrix.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace lab::testing {

/// How far a value may be from the expected one: relative · (|expected| + floor · largest |expected|) +
/// absolute. A sum is judged by the largest value of its tensor (floor 1), since its terms may cancel; a
/// function of one element by that element (floor 0.001).
struct Tolerance {
    double relative = 1e-5, floor = 1, absolute = 1e-12;
};

inline ::testing::AssertionResult near(const reference::Matrix& actual, const reference::Matrix& expected,
                                       const Tolerance& tolerance) {
    if (actual.rows != expected.rows || actual.cols != expected.cols)
        return ::testing::AssertionFailure() << "shape " << actual.rows << " × " << actual.cols
                                             << ", expected " << expected.rows << " × " << expected.cols;
    double largest = 0;
    for (const double v : expected.values)
        largest = std::max(largest, std::abs(v));
    for (std::int64_t r = 0; r < actual.rows; ++r)
        for (std::int64_t c = 0; c < actual.cols; ++c) {
            const double a = actual.at(r, c), e = expected.at(r, c);
            const double allowed =
                tolerance.relative * (std::abs(e) + tolerance.floor * largest) + tolerance.absolute;
            if (!(std::abs(a - e) <= allowed)) // catches NaN too
                return ::testing::AssertionFailure()
                       << "at [" << r << ", " << c << "] " << a << ", expected " << e << " ± " << allowed
                       << " (largest " << largest << ")";
        }
    return ::testing::AssertionSuccess();
}

} // namespace lab::testing
