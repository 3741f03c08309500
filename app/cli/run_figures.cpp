#include "app/cli/run_figures.h"

#include "app/cli/attention_figure.h"
#include "app/cli/output_file.h"
#include "datasets/dataset.h"
#include "workbench/data_source.h"
#include "workbench/predictor.h"

#include <fmt/format.h>

#include <filesystem>

namespace lab::cli {
namespace {

/// What the title says about the text: its true class, where it is known.
struct Sample {
    std::string text;
    std::string truth;
};

Sample firstText(const DataConfig& config, const std::string& labPath) {
    const Dataset data = loadData(config, labPath);
    for (const Split split : {Split::Test, Split::Validation, Split::Train})
        for (const auto& example : data.examples)
            if (example.split == split)
                return {.text = example.text, .truth = data.labels[static_cast<std::size_t>(example.label)]};
    return {};
}

} // namespace

RunFigures writeFigures(const DrawnRun& run, const Context& context, const std::string& folder,
                        std::string text) {
    const Sample sample =
        text.empty() ? firstText(run.config.data, context.labPath()) : Sample{.text = std::move(text), .truth = {}};
    const auto predictor =
        Predictor::fromRun(context.labPath(), run.id, Predictor::Weights::Last, context.common.threads);
    const AttentionMap map = predictor->read(sample.text);
    const std::string title =
        fmt::format("Run {}: attention of one text, read as {}{}", run.id,
                    predictor->labels().at(static_cast<std::size_t>(map.label)),
                    sample.truth.empty() ? "" : fmt::format(" (it is {})", sample.truth));
    LearningCurves curves = run.curves;
    curves.title = fmt::format("Run {}: {} on {}, seed {}", run.id, run.config.model.encoder,
                               run.config.data.spec, run.config.train.seed);

    makeFolder(folder);
    const auto place = std::filesystem::path(folder);
    const RunFigures figures{.loss = (place / "loss.svg").string(),
                             .attention = (place / "attention.svg").string()};
    writeTextFile(figures.loss, lossFigure(curves));
    writeTextFile(figures.attention, attentionFigure(map, predictor->labels(), title));
    return figures;
}

} // namespace lab::cli
