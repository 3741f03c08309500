#pragma once

#include "app/cli/command_line.h"
#include "app/cli/loss_figure.h"
#include "core/config/run_config.h"

#include <cstdint>
#include <string>

namespace lab::cli {

/// The run that is to be drawn.
struct DrawnRun {
    std::int64_t id = 0;
    RunConfig config;
    LearningCurves curves; ///< its title is made here
};

/// Where the pictures of one run lie.
struct RunFigures {
    std::string loss;
    std::string attention;
};

/// The pictures of one run, as SVG.
struct DrawnFigures {
    std::string loss;
    std::string attention;
};

/// Draws the learning curves of \p run and its attention to \p text (empty: the first text of the run's test
/// part, else of its validation or training part, as the lab file holds it).
DrawnFigures drawFigures(const DrawnRun& run, const Context& context, std::string text);

/// Writes them into \p folder, which is made when absent.
RunFigures writeFigures(const DrawnFigures& figures, const std::string& folder);

} // namespace lab::cli
