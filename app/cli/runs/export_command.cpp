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
#include <optional>
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

ModelFile modelOf(const ExportOrder& order, const Context& context) {
    const std::string path = context.labPath();
    if (order.step > 0)
        return modelFileOfStep(path, order.run, order.step);
    return modelFileOfRun(path, order.run, order.best ? Predictor::Weights::Best : Predictor::Weights::Last);
}

int exportParts(const ExportOrder& order, const Context& context) {
    if (order.model.empty() && order.metrics.empty() && order.figures.empty())
        throw ConfigError("say what to write: --model FILE, --metrics FILE.csv or FILE.json, --figures DIR");
    if (order.model.empty() && (order.best || order.step > 0))
        throw ConfigError("--best and --step choose the weights for --model FILE: name that file as well");
    for (const std::string& file : {order.metrics, order.model})
        if (!file.empty())
            requireWritable(file); // before other files are written
    if (!order.figures.empty())
        requireWritableFolder(order.figures);
    const auto lab = openLabFile(context);
    const StoredRun run = RunRepository(*lab).load(order.run);
    // Everything is made before the first file is written, so that an error leaves none behind.
    std::optional<std::string> metrics;
    std::optional<ModelFile> model;
    std::optional<DrawnFigures> figures;
    if (!order.metrics.empty())
        metrics = metricsText(*lab, order);
    if (!order.model.empty())
        model = modelOf(order, context);
    if (!order.figures.empty())
        figures = drawFigures(
            {.id = order.run, .config = run.config, .curves = storedCurves(*lab, order.run)}, context, {});
    Json written = Json::array();
    if (metrics) {
        writeTextFile(order.metrics, *metrics);
        written.push_back(order.metrics);
    }
    if (model) {
        writeModelFile(order.model, *model);
        written.push_back(order.model);
    }
    if (figures) {
        const RunFigures files = writeFigures(*figures, order.figures);
        written.push_back(files.loss);
        written.push_back(files.attention);
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
