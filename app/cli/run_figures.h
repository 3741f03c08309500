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

/// Draws the learning curves of \p run and its attention to \p text (empty: the first text of the run's test
/// part, else of its validation or training part) into \p folder, which is made when absent.
RunFigures writeFigures(const DrawnRun& run, const Context& context, const std::string& folder,
                        std::string text);

} // namespace lab::cli
