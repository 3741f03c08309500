#pragma once

#include "app/cli/command_line.h"
#include "workbench/predictor.h"

#include <cstdint>
#include <memory>
#include <string>

namespace lab::cli {

/// Which trained model a subcommand works with: a stored run or a model file, exactly one of them.
struct ModelSource {
    std::int64_t run = 0;
    std::string model;
    bool best = false;     ///< a run's weights of the best validation instead of its last
    std::int64_t step = 0; ///< a run's weights after this step, whose checkpoint it holds; 0 = as `best` says

    /// \throws ConfigError when neither or both are named, or `best` or `step` with a model file;
    /// DeviceError, StoreError, DataError.
    [[nodiscard]] std::unique_ptr<Predictor> open(const Context& context) const;
};

/// Adds --run, --model, --best and --step.
void addModelSource(CLI::App& app, ModelSource& source);

} // namespace lab::cli
