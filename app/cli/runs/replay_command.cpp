#include "app/cli/flags.h"
#include "app/cli/json_output.h"
#include "app/cli/runs/runs_commands.h"
#include "app/cli/watched_run.h"
#include "core/base/error.h"
#include "core/store/action_repository.h"
#include "core/store/checkpoint_repository.h"
#include "core/store/metric_repository.h"
#include "core/store/run_repository.h"
#include "core/store/safetensors.h"
#include "core/store/sha256.h"
#include "workbench/data_source.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <bit>
#include <map>
#include <ostream>
#include <set>
#include <tuple>

namespace lab::cli {
namespace {

/// What a run left behind up to its last checkpoint, without anything that depends on the clock.
struct Trace {
    std::string weights; ///< SHA-256 of names, shapes and values of weights and optimiser state
    std::map<std::tuple<std::int64_t, std::string, std::string>, double> metrics; ///< by step, split and name
};

std::string fingerprintOf(const TensorFile& file) {
    Sha256 hash;
    for (const auto& tensor : file.tensors) {
        hash.add(tensor.name);
        for (const auto size : tensor.shape)
            hash.add(static_cast<std::uint64_t>(size));
        hash.add(std::string_view(reinterpret_cast<const char*>(tensor.values.data()),
                                  tensor.values.size() * sizeof(float)));
        hash.add(std::string_view(reinterpret_cast<const char*>(tensor.ids.data()),
                                  tensor.ids.size() * sizeof(std::int32_t)));
    }
    return hash.hex();
}

Trace traceOf(LabFile& lab, std::int64_t run, std::int64_t lastStep) {
    Trace trace;
    const std::string bytes = CheckpointRepository(lab).load(run, CheckpointKind::Last);
    trace.weights = fingerprintOf(readSafetensorsBytes(bytes, fmt::format("the checkpoint of run {}", run)));
    for (const auto& row : MetricRepository(lab).all(run))
        if (row.name != "seconds" && row.step <= lastStep)
            trace.metrics[{row.step, row.split, row.name}] = row.value;
    return trace;
}

/// A run that was continued beyond its end has measured its parts where it ended before, which a training in
/// one go has no reason to do. \p original forgets what it measured there and \p copy did not.
void forgetFormerEnds(Trace& original, const Trace& copy, const std::vector<ActionRow>& actions) {
    std::set<std::int64_t> ends;
    for (const auto& action : actions)
        if (action.kind == "continue")
            ends.insert(action.step);
    std::erase_if(original.metrics, [&](const auto& metric) {
        return ends.contains(std::get<0>(metric.first)) && !copy.metrics.contains(metric.first);
    });
}

bool sameBits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// How the copy differs from the original.
struct Difference {
    std::int64_t metrics = 0; ///< numbers that differ or are missing
    std::string first;        ///< the first of them in words
};

Difference differenceOf(const Trace& original, const Trace& copy) {
    Difference difference;
    for (const auto& [key, value] : original.metrics) {
        const auto other = copy.metrics.find(key);
        if (other != copy.metrics.end() && sameBits(value, other->second))
            continue;
        const auto& [step, split, name] = key;
        if (difference.metrics++ == 0)
            difference.first =
                fmt::format("{} {} after step {}: {} then, {} now", split, name, step, value,
                            other == copy.metrics.end() ? "nothing" : fmt::format("{}", other->second));
    }
    return difference;
}

/// The source is read again, to see whether it has changed; where it is gone the lab file's copy does.
DataConfig dataOf(const StoredRun& stored, LabFile& lab) {
    const DataConfig& own = stored.config.data;
    if (!stored.row.dataset || (!namesStoredData(own.spec) && sourcesAreThere(own)))
        return own;
    DataConfig data;
    data.spec = storedSpec(DatasetRepository(lab).fingerprint(*stored.row.dataset));
    return data;
}

RunJob jobOf(const StoredRun& stored, LabFile& lab, const Context& context) {
    RunJob job;
    job.changes = settingChanges(lab, stored.row.id);
    if (stored.row.parent)
        job.branch = BranchPoint{*stored.row.parent, stored.row.parentStep};
    job.config = stored.config;
    job.config.data = dataOf(stored, lab);
    job.config.train.steps =
        stored.row.totalSteps; // a continued run may have gone further than its config says
    job.labPath = context.labPath();
    job.name = fmt::format("replay of run {}", stored.row.id);
    job.threads = context.common.threads;
    return job;
}

void printText(std::ostream& out, std::int64_t run, const WatchedRun& copy, bool sameData, bool sameWeights,
               const Difference& difference) {
    out << fmt::format("run {} replayed as run {}, {} steps\n", run, copy.result.run, copy.result.steps);
    out << fmt::format("  data     {}\n", sameData ? "identical" : "DIFFERENT: the source has changed since");
    out << fmt::format("  weights  {}\n", sameWeights ? "identical" : "DIFFERENT");
    out << fmt::format("  metrics  {}\n",
                       difference.metrics == 0
                           ? "identical"
                           : fmt::format("{} DIFFERENT; first: {}", difference.metrics, difference.first));
}

int replay(std::int64_t run, const Context& context) {
    const auto lab = openLabFile(context);
    const StoredRun stored = RunRepository(*lab).load(run);
    const auto checkpoint = CheckpointRepository(*lab).find(run, CheckpointKind::Last);
    if (!checkpoint || checkpoint->step == 0)
        throw StoreError(
            fmt::format("run {} has no checkpoint after a step that a replay could be compared with", run));

    const bool partly = checkpoint->step < stored.row.totalSteps;
    const WatchedRun copy = runWatched(jobOf(stored, *lab, context), context, partly ? checkpoint->step : 0);
    if (copy.result.steps < checkpoint->step) // a signal that came later has left everything to compare
        return exitCodeOf(copy);
    Trace original = traceOf(*lab, run, checkpoint->step);
    const Trace replayed = traceOf(*lab, copy.result.run, checkpoint->step);
    forgetFormerEnds(original, replayed, ActionRepository(*lab).list(run));
    const Difference difference = differenceOf(original, replayed);
    const bool sameWeights = original.weights == replayed.weights;
    const bool sameData = stored.row.dataset == RunRepository(*lab).load(copy.result.run).row.dataset;
    const bool identical = sameWeights && difference.metrics == 0;
    if (context.common.json)
        print(context.out,
              {{"run", run},
               {"replay", copy.result.run},
               {"steps", copy.result.steps},
               {"identical", identical},
               {"same_data", sameData},
               {"weights", {{"original", original.weights}, {"replay", replayed.weights}}},
               {"metrics", {{"compared", original.metrics.size()}, {"different", difference.metrics}}}});
    else
        printText(context.out, run, copy, sameData, sameWeights, difference);
    return identical ? kDone : kFailed;
}

} // namespace

void addRunsReplayCommand(CommandLine& line, CLI::App& runs) {
    const auto run = std::make_shared<std::int64_t>(0);
    CLI::App& app = line.add(runs, "replay", "train a run again from its config and compare every bit");
    Flags flags(app, "Run");
    addRunId(flags, *run);
    line.onRun(app, [run, &app](const Context& context) {
        for (const char* flag : {"--device", "--precision"})
            refuseFlag(app, flag, "a run is replayed as it was trained");
        return replay(*run, context);
    });
}

} // namespace lab::cli
