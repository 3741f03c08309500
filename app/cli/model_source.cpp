#include "app/cli/model_source.h"

#include "app/cli/flags.h"

#include <CLI/CLI.hpp>

namespace lab::cli {

std::unique_ptr<Predictor> ModelSource::open(const Context& context) const {
    if ((run != 0) == !model.empty())
        throw ConfigError("say which model: either --run ID of a stored run or --model FILE");
    if (!model.empty() && (best || step > 0))
        throw ConfigError("--best and --step choose among the weights of a stored run: leave them out with "
                          "--model, or name the run with --run ID");
    const DeviceChoice choice = chooseDevice(context.common);
    if (!model.empty())
        return Predictor::fromModelFile(model, choice);
    if (step > 0)
        return Predictor::fromStep(context.labPath(), run, step, choice);
    return Predictor::fromRun(context.labPath(), run,
                              best ? Predictor::Weights::Best : Predictor::Weights::Last, choice);
}

void addModelSource(CLI::App& app, ModelSource& source) {
    Flags flags(app, "Model");
    flags.number("--run", source.run, Range::atLeast(1), "a stored run")->default_str("");
    flags.text("--model", source.model, "FILE", "a model file (safetensors)");
    auto* best =
        flags.mark("--best", source.best, "the run's weights of the best validation instead of its last");
    flags
        .number("--step", source.step, Range::atLeast(1),
                "the run's weights after this step, of which it holds a checkpoint")
        ->excludes(best)
        ->default_str("");
}

} // namespace lab::cli
