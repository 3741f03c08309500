#pragma once

#include <optional>
#include <vector>

namespace lab {

/// A number with the ends of its 95 % interval.
struct Estimate {
    double value = 0, low = 0, high = 0;
};

/// Median of \p samples with the interval between two order statistics that holds the true median with at
/// least 95 %, whatever the distribution: x(k) … x(n+1−k) with the largest k for which P(Binomial(n, ½) < k)
/// ≤ 2.5 %. Fewer than six samples cannot promise that: their extremes are given. \throws
/// std::invalid_argument without samples.
Estimate medianOf(std::vector<double> samples);

/// Slope of log y over log x by least squares, with the 95 % interval of Student's t with n − 2 degrees of
/// freedom. Nothing for fewer than three points or where x never differs. 0 = constant, 1 = proportional.
std::optional<Estimate> logSlope(const std::vector<double>& x, const std::vector<double>& y);

/// The one constant c of y = c·theory, fitted by the mean of log y − log theory. 0 without points.
double fittedConstant(const std::vector<double>& theory, const std::vector<double>& y);

/// One encoder's cost over the length; lengths rise.
struct CostCurve {
    std::vector<double> lengths;
    std::vector<Estimate> seconds;
};

/// The length from which on \p first is cheaper than \p second, between two measured lengths by a straight
/// line in log–log. The interval holds every crossing of curves that run within the points' intervals at both
/// ends of the segments; its ends are measured lengths where only those can be told.
struct Crossover {
    enum class Kind {
        Never,
        Always,
        At
    } kind = Kind::Never; ///< at every common length, at none, or from a length on
    Estimate length;      ///< of At
};
/// Nothing when the curves have no length in common.
std::optional<Crossover> crossoverOf(const CostCurve& first, const CostCurve& second);

} // namespace lab
