#pragma once

#include <string>
#include <utility>
#include <vector>

namespace lab::cli {

/// What the curves of one run are drawn from; x is the step.
struct LearningCurves {
    using Points = std::vector<std::pair<double, double>>;
    std::string title;
    Points trainLoss, trainAccuracy;           ///< each step
    Points validationLoss, validationAccuracy; ///< each evaluation
};

/// Loss and accuracy over the steps as an SVG document: training as points, validation as a line, with axes,
/// numbers and a legend.
std::string lossFigure(const LearningCurves& curves);

} // namespace lab::cli
