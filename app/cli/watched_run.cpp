#include "app/cli/watched_run.h"

#include "app/cli/progress.h"
#include "app/cli/signal_watch.h"
#include "core/base/error.h"

#include <fmt/format.h>

#include <ostream>

namespace lab::cli {
namespace {

void collect(WatchedRun& run, const RunEvent& event) {
    if (const auto* prepared = std::get_if<PreparedEvent>(&event)) {
        run.config = prepared->config;
        run.result.run = prepared->run;
    } else if (const auto* step = std::get_if<StepEvent>(&event)) {
        const auto x = static_cast<double>(step->step);
        run.curves.trainLoss.emplace_back(x, step->loss);
        run.curves.trainAccuracy.emplace_back(x, step->accuracy);
    } else if (const auto* evaluation = std::get_if<EvaluationEvent>(&event)) {
        const auto x = static_cast<double>(evaluation->step);
        run.curves.validationLoss.emplace_back(x, evaluation->validation.loss);
        run.curves.validationAccuracy.emplace_back(x, evaluation->validation.accuracy);
    }
}

/// With "auto" on the processor: the reason.
void sayWhyNoGpu(const Context& context, const RunConfig& config) {
    if (context.common.quiet || context.common.device != "auto" || config.device != "cpu")
        return;
    const DeviceInfo gpu = listDevices().back();
    if (!gpu.usable())
        context.err << fmt::format("computing on the processor: {}\n", gpu.reason);
}

} // namespace

WatchedRun runWatched(const RunJob& job, const Context& context, std::int64_t lastStep) {
    WatchedRun run;
    RunControl control;
    const SignalWatch signals([&control] { control.requestStop(); });
    Progress progress(context.err, Progress::styleFor(context.common.quiet));
    try {
        run.result = runTraining(job, control, [&](const RunEvent& event) {
            collect(run, event);
            if (const auto* step = std::get_if<StepEvent>(&event); step != nullptr && step->step == lastStep)
                control.requestStop();
            progress.show(event);
            if (const auto* prepared = std::get_if<PreparedEvent>(&event))
                sayWhyNoGpu(context, prepared->config);
        });
    } catch (const Cancelled&) {
        if (signals.received() == 0)
            throw;
        run.result.run = 0;
    }
    progress.finish();
    run.signal = signals.received();
    if (run.signal != 0 && run.result.run == 0)
        throw Interrupted(run.signal, "stopped before the first step; nothing was kept");
    if (run.result.stopped && run.signal != 0 && !context.common.quiet)
        context.err << fmt::format("stopped after step {}; go on with: fastformer runs continue {}\n",
                                   run.result.steps, run.result.run);
    return run;
}

int exitCodeOf(const WatchedRun& run) {
    return run.result.stopped && run.signal != 0 ? 128 + run.signal : kDone;
}

} // namespace lab::cli
