#include "app/cli/flags.h"
#include "app/cli/progress.h"
#include "app/cli/runs/run_json.h"
#include "app/cli/runs/runs_commands.h"
#include "core/store/action_repository.h"
#include "core/store/checkpoint_repository.h"
#include "core/store/config_json.h"
#include "core/store/metric_repository.h"
#include "workbench/run_recorder.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <ostream>

namespace lab::cli {
namespace {

Json evaluationsOf(LabFile& lab, std::int64_t run) {
    Json list = Json::array();
    for (const auto& row : MetricRepository(lab).evaluations(run)) {
        Json entry{{"step", row.step}, {"epoch", row.epoch}, {"split", row.split}};
        if (const Json evaluation = toJson(row.evaluation); evaluation.is_object())
            entry.update(evaluation);
        list.push_back(entry);
    }
    return list;
}

Json actionsOf(LabFile& lab, std::int64_t run) {
    Json list = Json::array();
    for (const auto& action : ActionRepository(lab).list(run))
        list.push_back({{"step", action.step},
                        {"time", action.time},
                        {"kind", action.kind},
                        {"detail", action.detail},
                        {"undone", action.undone}});
    return list;
}

Json checkpointsOf(LabFile& lab, std::int64_t run) {
    Json list = Json::object();
    list["kept"] = Json::array();
    for (const CheckpointInfo& info : CheckpointRepository(lab).list(run)) {
        const Json entry{{"step", info.step}, {"bytes", info.size}, {"sha256", info.sha256}};
        if (info.kind == CheckpointKind::Kept)
            list["kept"].push_back(entry);
        else
            list[toString(info.kind)] = entry;
    }
    return list;
}

void printText(std::ostream& out, const StoredRun& run, const Json& config, const Json& evaluations,
               const Json& checkpoints, const std::optional<PrecisionEvent>& precision) {
    const RunRow& row = run.row;
    out << fmt::format("run {}  {}\n  status      {}{}\n  created     {}\n", row.id, row.name,
                       toString(row.status), row.error.empty() ? "" : ": " + row.error, row.created);
    out << fmt::format("  steps       {} of {} ({:.4g} epochs, {})\n", groupedText(row.steps),
                       groupedText(row.totalSteps), row.summary.epochs, durationText(row.summary.seconds));
    out << fmt::format("  parameters  {}, {} of them in the attention\n", groupedText(row.totalParameters),
                       groupedText(row.attentionParameters));
    if (row.summary.peakBytes > 0)
        out << fmt::format("  memory      {:.1f} MB for a training step\n",
                           static_cast<double>(row.summary.peakBytes) / 1e6);
    if (precision)
        out << "  precision   " << toText(*precision) << "\n";
    for (const auto& kept : checkpoints["kept"])
        out << fmt::format("  kept        the checkpoint after step {}, {:.1f} MB\n",
                           groupedText(kept["step"].get<std::int64_t>()), kept["bytes"].get<double>() / 1e6);
    out << "  classes     " << enumerate(run.labels) << "\n  config\n";
    for (const auto& [key, value] : config.items())
        out << fmt::format("    {:<20}{}\n", key, value.dump());
    out << "  evaluations\n";
    for (const auto& entry : evaluations)
        out << fmt::format("    step {:<8} {:<11} loss {:.4f}  accuracy {:.4f}  macro-F1 {:.4f}\n",
                           entry["step"].get<std::int64_t>(), entry["split"].get<std::string>(),
                           entry.value("loss", 0.0), entry.value("accuracy", 0.0),
                           entry.value("macro_f1", 0.0));
}

int show(std::int64_t id, const Context& context) {
    const auto lab = openLabFile(context);
    const StoredRun run = RunRepository(*lab).load(id);
    const Json config = Json::parse(toJson(run.config));
    const Json evaluations = evaluationsOf(*lab, id), checkpoints = checkpointsOf(*lab, id);
    const auto precision = storedPrecision(*lab, run);
    if (!context.common.json) {
        printText(context.out, run, config, evaluations, checkpoints, precision);
        return kDone;
    }
    Json document = toJson(run.row);
    document["labels"] = run.labels;
    document["config"] = config;
    document["checkpoints"] = checkpoints;
    document["evaluations"] = evaluations;
    document["precision_error"] = toJson(precision);
    document["actions"] = actionsOf(*lab, id);
    print(context.out, document);
    return kDone;
}

} // namespace

void addRunsShowCommand(CommandLine& line, CLI::App& runs) {
    const auto id = std::make_shared<std::int64_t>(0);
    CLI::App& app = line.add(runs, "show", "everything about one run");
    Flags flags(app, "Run");
    addRunId(flags, *id);
    line.onRun(app, [id](const Context& context) { return show(*id, context); });
}

} // namespace lab::cli
