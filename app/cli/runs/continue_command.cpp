#include "app/cli/flags.h"
#include "app/cli/json_output.h"
#include "app/cli/output_file.h"
#include "app/cli/runs/runs_commands.h"
#include "app/cli/summary.h"
#include "app/cli/watched_run.h"
#include "core/store/snapshot_repository.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <ostream>

namespace lab::cli {
namespace {

struct ContinueOrder {
    std::int64_t run = 0;
    double epochs = 0;
    std::int64_t steps = 0;
    int batch = 0;
    std::string exportFile;
};

int goOn(const ContinueOrder& order, const Context& context) {
    if (context.common.device != "auto")
        chooseDevice(context.common);
    if (!order.exportFile.empty())
        requireWritable(order.exportFile);
    RunJob job;
    job.probes = SnapshotRepository(*openLabFile(context)).probes(order.run);
    job.labPath = context.labPath();
    job.continueRun = order.run;
    job.config.train.epochs = order.epochs;
    job.config.train.steps = order.steps;
    job.textsAtOnce = order.batch;
    job.exportFile = order.exportFile;
    job.threads = context.common.threads;
    job.continueOn = context.common.device;
    const WatchedRun run = runWatched(job, context);
    if (context.common.json)
        print(context.out, documentOf(run, context.labPath(), order.exportFile));
    else
        printSummary(context.out, run.result);
    return exitCodeOf(run);
}

} // namespace

void addRunsContinueCommand(CommandLine& line, CLI::App& runs) {
    const auto order = std::make_shared<ContinueOrder>();
    CLI::App& app = line.add(runs, "continue", "go on with a run that stopped, to its end or further");
    Flags flags(app, "Run");
    addRunId(flags, order->run);
    auto* epochs =
        flags.number("--epochs", order->epochs, Range::positive(), "how far, in epochs from the start");
    epochs->default_str("its own end");
    flags.number("--steps", order->steps, Range::atLeast(1), "how far, in updates from the start")
        ->excludes(epochs)
        ->default_str("");
    flags
        .number("--batch", order->batch, Range::between(1, 1048576),
                "texts computed at once, to need less memory; an update still takes the run's own batch")
        ->default_str("as before");
    flags.text("--export", order->exportFile, "FILE",
               "write the final weights as a model file (safetensors)");
    line.onRun(app, [order, &app](const Context& context) {
        refuseFlag(app, "--precision", "a run that goes on keeps the precision of its first step");
        return goOn(*order, context);
    });
}

} // namespace lab::cli
