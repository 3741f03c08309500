#include "app/cli/run_figures.h"

#include "app/cli/attention_figure.h"
#include "app/cli/output_file.h"
#include "core/store/dataset_repository.h"
#include "core/store/run_repository.h"
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

/// Of the lab file: the source may be gone.
Sample firstText(LabFile& lab, std::int64_t run) {
    const StoredRun stored = RunRepository(lab).load(run);
    const DatasetRepository datasets(lab);
    if (stored.row.dataset)
        for (const RecordSplit split : {RecordSplit::Test, RecordSplit::Validation, RecordSplit::Train})
            for (const StoredRecord& record : datasets.records(*stored.row.dataset, split, 1))
                return {.text = record.text,
                        .truth = stored.labels.at(static_cast<std::size_t>(record.label))};
    return {};
}

} // namespace

DrawnFigures drawFigures(const DrawnRun& run, const Context& context, std::string text) {
    LabFile lab(context.labPath(), LabMode::ReadOnly);
    const Sample sample =
        text.empty() ? firstText(lab, run.id) : Sample{.text = std::move(text), .truth = {}};
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
    return {.loss = lossFigure(curves), .attention = attentionFigure(map, predictor->labels(), title)};
}

RunFigures writeFigures(const DrawnFigures& figures, const std::string& folder) {
    makeFolder(folder);
    const auto place = std::filesystem::path(folder);
    const RunFigures files{.loss = (place / "loss.svg").string(),
                           .attention = (place / "attention.svg").string()};
    writeTextFile(files.loss, figures.loss);
    writeTextFile(files.attention, figures.attention);
    return files;
}

} // namespace lab::cli
