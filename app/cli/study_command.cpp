#include "app/cli/command_line.h"
#include "app/cli/flags.h"
#include "app/cli/json_output.h"
#include "app/cli/long_study.h"
#include "app/cli/output_file.h"
#include "app/cli/progress.h"
#include "app/cli/signal_watch.h"
#include "core/encoders/presets.h"
#include "workbench/quality_study.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <ostream>

namespace lab::cli {
namespace {

struct StudyOrder {
    StudyRequest request;
    std::string csv;
};

Json toJson(const Spread& spread) {
    return {{"mean", spread.mean}, {"deviation", spread.deviation}};
}

/// The paper's figures as shares, like ours; null where it gives none.
Json toJson(const std::optional<PaperFigure>& paper) {
    if (!paper)
        return nullptr;
    return {{"data", paper->data},
            {"source", paper->source},
            {"accuracy", paper->accuracy / 100},
            {"accuracy_deviation", paper->accuracyDeviation / 100},
            {"macro_f1", paper->macroF1 / 100},
            {"macro_f1_deviation", paper->macroF1Deviation / 100}};
}

Json toJson(const StudyRow& row) {
    Json runs = Json::array();
    for (const StudyRun& run : row.runs)
        runs.push_back({{"run", run.run},
                        {"seed", run.seed},
                        {"accuracy", run.accuracy},
                        {"macro_f1", run.macroF1},
                        {"seconds_per_epoch", run.secondsPerEpoch}});
    return {{"encoder", row.model.encoder},
            {"sharing", toString(row.model.sharing)},
            {"parameters", {{"attention", row.attentionParameters}, {"total", row.totalParameters}}},
            {"accuracy", toJson(row.accuracy)},
            {"macro_f1", toJson(row.macroF1)},
            {"seconds_per_epoch", toJson(row.secondsPerEpoch)},
            {"runs", runs},
            {"paper", toJson(row.paper)}};
}

Json documentOf(const StudyResult& study, const DataConfig& data) {
    Json rows = Json::array();
    for (const StudyRow& row : study.rows)
        rows.push_back(toJson(row));
    return {{"study", study.name},
            {"data", study.data},
            {"split", study.split},
            {"stopped", study.stopped},
            {"split_column", nullable(data.splitColumn)},
            {"rows", rows}};
}

/// One seed has no deviation.
std::string spreadText(const Spread& spread, std::size_t seeds) {
    return seeds > 1 ? fmt::format("{:6.2f} ± {:4.2f}", 100 * spread.mean, 100 * spread.deviation)
                     : fmt::format("{:.2f}       ", 100 * spread.mean);
}

void printText(std::ostream& out, const StudyResult& study) {
    const bool repeated = std::any_of(study.rows.begin(), study.rows.end(),
                                      [](const StudyRow& row) { return row.runs.size() > 1; });
    out << fmt::format("{}: {} split of {}, percent{}\n", study.name, study.split, study.data,
                       repeated ? ", mean ± standard deviation over the seeds" : "");
    out << fmt::format("{:<20}{:<20}{:>6}{:>16}{:>16}{:>14}{:>12}  {}\n", "encoder", "sharing", "seeds",
                       "accuracy", "macro-F1", "attention", "s / epoch", "paper: accuracy, macro-F1");
    for (const StudyRow& row : study.rows)
        out << fmt::format(
            "{:<20}{:<20}{:>6}{:>16}{:>16}{:>14}{:>12.2f}  {}\n", row.model.encoder,
            toString(row.model.sharing), row.runs.size(), spreadText(row.accuracy, row.runs.size()),
            spreadText(row.macroF1, row.runs.size()), groupedText(row.attentionParameters),
            row.secondsPerEpoch.mean,
            row.paper ? fmt::format("{:.2f}, {:.2f}", row.paper->accuracy, row.paper->macroF1) : "-");
}

/// A line when a run begins and one when it has ended.
void tell(const Context& context, const StudyProgress& progress) {
    const std::string run =
        fmt::format("{} {} seed {}", progress.model.encoder, toString(progress.model.sharing), progress.seed);
    const std::string left =
        progress.secondsLeft > 0 ? "  " + durationText(progress.secondsLeft) + " left" : "";
    if (progress.share == 0)
        tellProgress(context, fmt::format("{}/{} runs  {}{}", progress.done, progress.total, run, left));
    else if (progress.share == 1)
        tellProgress(context, fmt::format("{}/{} runs  {} done{}", progress.done, progress.total, run, left));
}

int study(StudyOrder order, const CLI::App& app, const Context& context) {
    StudyRequest& request = order.request;
    request.labPath = context.labPath();
    request.threads = context.common.threads;
    const DeviceChoice choice = chooseDevice(context.common);
    request.config.device = choice.device;
    request.config.precision = choice.precision;
    if (app.count("--split-seed") == 0)
        request.config.data.splitSeed = request.config.train.seed;
    studyRuns(request); // refuse what cannot be trained before the first run
    if (!order.csv.empty())
        requireWritable(order.csv);
    takeSplitColumn(app, request.config.data, context);
    RunControl control;
    const SignalWatch signals([&control] { control.requestStop(); });
    const StudyResult result =
        runStudy(request, control, [&](const StudyProgress& progress) { tell(context, progress); });
    return giveOut({order.csv, [&] { return studyCsv(result); },
                    [&] { return documentOf(result, request.config.data); },
                    [&](std::ostream& out) { printText(out, result); }, result.stopped},
                   context, signals);
}

} // namespace

void addStudyCommand(CommandLine& line) {
    const auto order = std::make_shared<StudyOrder>();
    CLI::App& app =
        line.add(line.root(), "study", "the paper's table: encoders × sharing modes × seeds on one data set");
    StudyRequest& request = order->request;
    Flags flags(app, "Study");
    flags.custom("--preset", "ID", "start from a preset, see fastformer presets; other options override it",
                 [&request](const std::string& id) {
                     apply(findPreset(id), request.config);
                     request.preset = id;
                 });
    flags.list("--encoders", request.encoders, "LIST", "encoders, or all [all]");
    flags.list("--sharing", request.sharings, "LIST",
               "sharing modes, or all that an encoder offers [the preset's, else query_value]");
    flags.number("--seeds", request.seeds, Range::between(1, 1000),
                 "train each with N seeds, from --seed on");
    flags.number("--seed", request.config.train.seed, {}, "first seed, and that of the split");
    flags.text("--name", request.name, "NAME", "the study's name [study of DATA]");
    flags.mark("--fresh", request.fresh, "train again what the lab file holds");
    flags.text("--csv", order->csv, "FILE", "write the table for a spreadsheet");
    addDataOptions(app, request.config.data, "--data");
    addTextOptions(app, request.config.text);
    addModelOptions(app, request.config.model);
    addEncoderOptions(app, request.config.model);
    addTrainOptions(app, request.config.train);
    line.onRun(app, [order, &app](const Context& context) { return study(*order, app, context); });
}

} // namespace lab::cli
