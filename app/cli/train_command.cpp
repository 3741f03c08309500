#include "app/cli/command_line.h"
#include "app/cli/flags.h"
#include "app/cli/json_output.h"
#include "app/cli/output_file.h"
#include "app/cli/run_figures.h"
#include "app/cli/summary.h"
#include "app/cli/watched_run.h"
#include "core/encoders/encoder.h"
#include "core/encoders/model_check.h"
#include "core/encoders/presets.h"
#include "workbench/model_summary.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <ostream>

namespace lab::cli {
namespace {

struct TrainOrder {
    RunJob job;
    int repeats = 1;
    std::string figures; ///< folder, empty = none
};

/// With no --data: product reviews and a model that learns them in some ten seconds. Given options stay.
void fillInDemo(const CLI::App& app, RunConfig& config) {
    const auto fill = [&app](const char* option, auto& field, auto value) {
        if (app.count(option) == 0)
            field = value;
    };
    config.data.spec = "demo:reviews";
    fill("--limit", config.data.limit, 8000);
    if (app.count("--preset") > 0)
        return;
    const Preset& teaching = findPreset("teaching");
    fill("--dim", config.model.dim, teaching.model.dim);
    fill("--heads", config.model.heads, teaching.model.heads);
    fill("--ffn", config.model.ffn, teaching.model.ffn);
    fill("--max-length", config.model.maxLength, teaching.model.maxLength);
    fill("--dropout", config.model.dropout, teaching.model.dropout);
    fill("--lr", config.train.learningRate, teaching.train.learningRate);
    fill("--schedule", config.train.schedule, teaching.train.schedule);
    fill("--warmup-steps", config.train.warmupSteps, teaching.train.warmupSteps);
    fill("--epochs", config.train.epochs, teaching.train.epochs);
}

/// What follows from other options.
void complete(TrainOrder& order, const CLI::App& app, const Context& context) {
    RunConfig& config = order.job.config;
    if (app.count("--data") == 0)
        fillInDemo(app, config);
    if (app.count("--split-seed") == 0)
        config.data.splitSeed = config.train.seed;
    const DeviceChoice choice = chooseDevice(context.common);
    config.device = choice.device;
    config.precision = choice.precision;
    order.job.labPath = context.labPath();
    order.job.threads = context.common.threads;
}

/// The default means none for an encoder whose query cannot serve as value; said by hand it is a mistake.
void refuseSharing(const CLI::App& app, const ModelConfig& model) {
    if (app.count("--sharing") > 0 && model.sharing == Sharing::QueryValue &&
        normalized(model).sharing != Sharing::QueryValue)
        throw ConfigError(
            fmt::format("--sharing query_value: {} has no query that could serve as value; choose none "
                        "or query_value_layer",
                        builtinEncoders().find(model.encoder).title));
}

/// What the encoder has no use for, said by hand.
void refuseUnused(const CLI::App& app, const ModelConfig& model) {
    const EncoderSpec& spec = builtinEncoders().find(model.encoder);
    if (spec.additive)
        return;
    const ModelConfig plain;
    const auto refuse = [&spec](const char* flag, const char* value) {
        throw ConfigError(
            fmt::format("{} {}: {} has no additive attention; leave {} out", flag, value, spec.title, flag));
    };
    if (app.count("--scores") > 0 && model.scores != plain.scores)
        refuse("--scores", toString(model.scores));
    if (app.count("--interaction") > 0 && model.interaction != plain.interaction)
        refuse("--interaction", toString(model.interaction));
}

void refuseImpossible(const TrainOrder& order) {
    requireTrainable(order.job.config);
    if (!order.job.exportFile.empty() && order.repeats > 1)
        throw ConfigError(
            "--export writes one model; leave out --repeats, or export one of the runs afterwards "
            "with fastformer runs export ID --model FILE");
    if (!order.job.exportFile.empty())
        requireWritable(order.job.exportFile);
    if (!order.figures.empty())
        requireWritableFolder(order.figures);
}

/// The runs of the seeds, at least one.
struct TrainedSeeds {
    std::vector<WatchedRun> runs;
    int signal = 0; ///< that came meanwhile, after which no further seed was trained; 0 for none
};

/// \throws Interrupted when a signal came before there was a run.
TrainedSeeds trainAll(const TrainOrder& order, const Context& context) {
    TrainedSeeds seeds;
    RunJob job = order.job;
    for (int repeat = 0; repeat < order.repeats && seeds.signal == 0; ++repeat) {
        job.config.train.seed = order.job.config.train.seed + static_cast<std::uint64_t>(repeat);
        job.repeat = repeat;
        try {
            seeds.runs.push_back(runWatched(job, context));
        } catch (const Interrupted& interrupted) {
            if (seeds.runs.empty())
                throw;
            seeds.signal = interrupted.signal();
            break;
        }
        job.group = seeds.runs.front().result.run;
        seeds.signal = seeds.runs.back().signal;
    }
    return seeds;
}

void sayWhichAreMissing(const TrainOrder& order, std::size_t trained, const Context& context) {
    const std::uint64_t begin = order.job.config.train.seed, first = begin + trained,
                        last = begin + static_cast<std::uint64_t>(order.repeats) - 1;
    if (context.common.quiet)
        return;
    context.err << (first == last ? fmt::format("stopped: seed {} was not trained\n", first)
                                  : fmt::format("stopped: seeds {} to {} were not trained\n", first, last));
}

void printJson(const Context& context, const TrainOrder& order, const std::vector<WatchedRun>& runs,
               const RunFigures& figures) {
    Json document = documentOf(runs.front(), context.labPath(), order.job.exportFile);
    if (order.repeats > 1)
        addRepeats(document, runs, context.labPath());
    if (!order.figures.empty())
        document["figures"] = {{"loss", figures.loss}, {"attention", figures.attention}};
    print(context.out, document);
}

void printText(const Context& context, const TrainOrder& order, const std::vector<WatchedRun>& runs,
               const RunFigures& figures) {
    for (const auto& run : runs)
        printSummary(context.out, run.result);
    if (runs.size() > 1)
        printSpread(context.out, runs);
    if (!order.job.exportFile.empty())
        context.out << fmt::format("model file         {}\n", order.job.exportFile);
    if (!order.figures.empty())
        context.out << fmt::format("{}\nloss curve         {}\nattention picture  {}\n",
                                   headline(runs.front().result), figures.loss, figures.attention);
}

int train(const TrainOrder& order, const Context& context) {
    const TrainedSeeds seeds = trainAll(order, context);
    const std::vector<WatchedRun>& runs = seeds.runs;
    RunFigures figures;
    if (!order.figures.empty())
        figures = writeFigures(
            drawFigures({runs.front().result.run, runs.front().config, runs.front().curves}, context,
                        order.job.probes.empty() ? std::string() : order.job.probes.front()),
            order.figures);
    if (context.common.json)
        printJson(context, order, runs, figures);
    else
        printText(context, order, runs, figures);
    if (runs.size() == static_cast<std::size_t>(order.repeats))
        return exitCodeOf(runs.back());
    sayWhichAreMissing(order, runs.size(), context);
    return 128 + seeds.signal;
}

void addRunOptions(CLI::App& app, TrainOrder& order) {
    Flags flags(app, "Run");
    RunConfig& config = order.job.config;
    flags.number("--seed", config.train.seed, {},
                 "seed of the weights, the order, the dropout and the split");
    flags.number("--repeats", order.repeats, Range::between(1, 1000), "train with N seeds, from --seed on");
    flags.text("--name", order.job.name, "NAME", "the run's name in lists");
    flags.text("--init", order.job.initFile, "FILE", "start from the weights of a model file (safetensors)");
    flags.text("--export", order.job.exportFile, "FILE",
               "write the final weights as a model file (safetensors)");
    flags.texts("--probe", order.job.probes, "TEXT", "record the attention to these texts while training");
    flags.number("--snapshot-every", order.job.snapshotEvery, Range::atLeast(1),
                 "steps between these records");
    flags.text("--figures", order.figures, "DIR", "draw loss.svg and attention.svg into this folder");
}

} // namespace

void addTrainCommand(CommandLine& line) {
    const auto order = std::make_shared<TrainOrder>();
    CLI::App& app = line.add(line.root(), "train", "train one run; with no --data, the built-in demo");
    RunConfig& config = order->job.config;
    addDataOptions(app, config.data, "--data");
    addTextOptions(app, config.text);
    addPresetOptions(app, config);
    addModelOptions(app, config.model);
    addEncoderOptions(app, config.model);
    addTrainOptions(app, config.train);
    addRunOptions(app, *order);
    line.onRun(app, [order, &app](const Context& context) {
        complete(*order, app, context);
        refuseImpossible(*order);
        refuseSharing(app, order->job.config.model);
        refuseUnused(app, order->job.config.model);
        takeSplitColumn(app, order->job.config.data, context);
        return train(*order, context);
    });
}

} // namespace lab::cli
