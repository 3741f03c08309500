#include "core/base/statistics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

namespace lab {
namespace {

TEST(StudentT, AgreesWithTheTableInsideAndBeyondItsRows) {
    struct Row {
        int freedom;
        double quantile;
    };
    // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, column 0.975.
    for (const auto& [freedom, quantile] :
         {Row{1, 12.706}, Row{2, 4.303}, Row{4, 2.776}, Row{10, 2.228}, Row{11, 2.201}, Row{12, 2.179},
          Row{15, 2.131}, Row{20, 2.086}, Row{30, 2.042}, Row{31, 2.040}, Row{35, 2.030}, Row{40, 2.021},
          Row{50, 2.009}, Row{60, 2.000}, Row{80, 1.990}, Row{100, 1.984}, Row{1'000'000, 1.960}})
        EXPECT_NEAR(studentT(freedom), quantile, 0.001) << freedom;
    EXPECT_THROW((void)studentT(0), std::invalid_argument);
}

TEST(StudentT, FallsWithEveryDegreeOfFreedom) {
    for (int freedom = 1; freedom < 200; ++freedom)
        EXPECT_GT(studentT(freedom), studentT(freedom + 1)) << freedom;
}

TEST(Spread, IsTheMeanAndTheDeviationOfTheSample) {
    const std::vector<double> values{2, 4, 4, 4, 5, 5, 7, 9};
    EXPECT_DOUBLE_EQ(spreadOf(values).mean, 5);
    EXPECT_NEAR(spreadOf(values).deviation, std::sqrt(32.0 / 7), 1e-12);
    EXPECT_EQ(spreadOf(std::vector<double>{3}).mean, 3);
    EXPECT_EQ(spreadOf(std::vector<double>{3}).deviation, 0) << "a single number";
    EXPECT_EQ(spreadOf({}).mean, 0);
}

} // namespace
} // namespace lab
