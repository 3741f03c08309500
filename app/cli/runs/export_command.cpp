#include "app/cli/flags.h"
#include "app/cli/json_output.h"
#include "app/cli/output_file.h"
#include "app/cli/run_figures.h"
#include "app/cli/runs/runs_commands.h"
#include "core/base/error.h"
#include "core/store/metric_repository.h"
#include "core/store/run_repository.h"
#include "workbench/model_export.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <ostream>

namespace lab::cli {
namespace {

struct ExportOrder {
    std::int64_t run = 0;
    std::string model, metrics, figures;
    bool best = false;
    std::int64_t step = 0;
};

std::string metricsText(LabFile& lab, const ExportOrder& order) {
    const auto rows = MetricRepository(lab).all(order.run);
    const auto extension = std::filesystem::path(order.metrics).extension();
    if (extension == ".json")
        return metricsAsJson(rows);
    if (extension == ".csv")
        return metricsAsCsv(rows);
    throw ConfigError(fmt::format("--metrics writes FILE.csv or FILE.json, not \"{}\"", order.metrics));
}

LearningCurves storedCurves(LabFile& lab, std::int64_t run) {
    const MetricRepository metrics(lab);
    const auto points = [&](const char* split, const char* name) {
        LearningCurves::Points result;
        for (const auto& point : metrics.series(run, split, name))
            result.emplace_back(static_cast<double>(point.step), point.value);
        return result;
    };
    return {.title = {},
            .trainLoss = points("train", "loss"),
            .trainAccuracy = points("train", "accuracy"),
            .validationLoss = points("validation", "loss"),
            .validationAccuracy = points("validation", "accuracy")};
}

int exportParts(const ExportOrder& order, const Context& context) {
    if (order.model.empty() && order.metrics.empty() && order.figures.empty())
        throw ConfigError("say what to write: --model FILE, --metrics FILE.csv or FILE.json, --figures DIR");
    if (order.model.empty() && (order.best || order.step > 0))
        throw ConfigError("--best and --step choose the weights for --model FILE: name that file as well");
    if (!order.model.empty())
        requireWritable(order.model); // before other files are written
    if (!order.figures.empty())
        requireWritableFolder(order.figures);
    const auto lab = openLabFile(context);
    const StoredRun run = RunRepository(*lab).load(order.run);
    Json written = Json::array();
    if (!order.metrics.empty()) {
        writeTextFile(order.metrics, metricsText(*lab, order));
        written.push_back(order.metrics);
    }
    if (!order.model.empty()) {
        const std::string path = context.labPath();
        writeModelFile(order.model, order.step > 0 ? modelFileOfStep(path, order.run, order.step)
                                    : order.best   ? modelFileOfRun(path, order.run, Predictor::Weights::Best)
                                                 : modelFileOfRun(path, order.run, Predictor::Weights::Last));
        written.push_back(order.model);
    }
    if (!order.figures.empty()) {
        const DrawnRun drawn{.id = order.run, .config = run.config, .curves = storedCurves(*lab, order.run)};
        const RunFigures figures = writeFigures(drawn, context, order.figures, {});
        written.push_back(figures.loss);
        written.push_back(figures.attention);
    }
    if (context.common.json)
        print(context.out, {{"run", order.run}, {"written", written}});
    else
        for (const auto& path : written)
            context.out << "wrote " << path.get<std::string>() << '\n';
    return kDone;
}

} // namespace

void addRunsExportCommand(CommandLine& line, CLI::App& runs) {
    const auto order = std::make_shared<ExportOrder>();
    CLI::App& app = line.add(runs, "export", "write a run's model, numbers or pictures to files");
    Flags flags(app, "Export");
    addRunId(flags, order->run);
    flags.text("--model", order->model, "FILE", "its last weights as a model file (safetensors)");
    auto* best = flags.mark("--best", order->best, "the weights of the best validation instead of the last");
    flags
        .number("--step", order->step, Range::atLeast(1),
                "the weights after this step, of which the run holds a checkpoint")
        ->excludes(best)
        ->default_str("");
    flags.text("--metrics", order->metrics, "FILE", "every number over time, as .csv or .json");
    flags.text("--figures", order->figures, "DIR", "loss.svg and attention.svg");
    line.onRun(app, [order](const Context& context) { return exportParts(*order, context); });
}

} // namespace lab::cli
