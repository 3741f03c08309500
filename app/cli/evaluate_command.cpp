#include "app/cli/command_line.h"
#include "app/cli/flags.h"
#include "app/cli/json_output.h"
#include "app/cli/measured_texts.h"
#include "app/cli/options.h"
#include "app/cli/progress.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <ostream>

namespace lab::cli {
namespace {

void printText(std::ostream& out, const Evaluation& evaluation, const std::string& split,
               const std::vector<std::string>& labels) {
    out << fmt::format("{}: {} texts\n  loss      {:.4f}\n  accuracy  {:.4f}\n  macro-F1  {:.4f}\n", split,
                       groupedText(evaluation.examples), evaluation.loss, evaluation.accuracy,
                       evaluation.macroF1);
    out << "confusion (a row for each true class, columns in the same order)\n";
    for (std::size_t row = 0; row < labels.size(); ++row) {
        for (std::size_t column = 0; column < labels.size(); ++column)
            out << fmt::format("{:>8}", evaluation.confusion.at(row * labels.size() + column));
        out << "  " << labels[row] << '\n';
    }
}

int evaluate(const EvaluateOrder& order, const CLI::App& app, const Context& context) {
    const auto predictor = order.source.open(context);
    const MeasuredTexts texts = measuredTexts(order, *predictor, app, context);
    const Evaluation evaluation = predictor->evaluate(texts.data, Split::Test);
    if (!context.common.json) {
        printText(context.out, evaluation, texts.split, predictor->labels());
        return kDone;
    }
    Json document = toJson(evaluation);
    document["data"] = order.data.spec;
    document["split"] = texts.split;
    document["split_column"] = nullable(texts.splitColumn);
    document["own_parts"] = texts.ownParts ? Json(*texts.ownParts) : Json(nullptr);
    document["seen"] = texts.seen ? Json(*texts.seen) : Json(nullptr);
    document["labels"] = predictor->labels();
    document["seconds"] = evaluation.seconds;
    print(context.out, document);
    return kDone;
}

} // namespace

void addEvaluateCommand(CommandLine& line) {
    const auto order = std::make_shared<EvaluateOrder>();
    CLI::App& app = line.add(line.root(), "evaluate", "quality of a model on a data set");
    addModelSource(app, order->source);
    Flags flags(app, "Data");
    order->data.spec.clear();
    flags.text("--data", order->data.spec, "SPEC", "demo:NAME, a path, or FORMAT:PATH")->required();
    flags.list("--text", order->data.textColumns, "COL[,COL]", "text columns; default: as in training");
    flags.text("--label", order->data.labelColumn, "COL", "label column; default: as in training");
    flags.text("--test", order->data.testSpec, "SPEC", "a separate test set");
    addSplitColumnOption(app, order->data,
                         "default: as in training, in other data one called split, if its values say so");
    addLayoutOptions(app, order->data.layout);
    flags.number("--limit", order->data.limit, Range::atLeast(0),
                 "at most this many examples, 0 = all; of the model's own data: of the part");
    flags.custom("--split", "NAME",
                 "train, validation, test or all; default: test, or all where there is no test part",
                 [order](const std::string& name) {
                     if (name != "train" && name != "validation" && name != "test" && name != "all")
                         throw ConfigError(
                             fmt::format("--split takes train, validation, test or all, not \"{}\"", name));
                     order->split = name;
                 });
    line.onRun(app, [order, &app](const Context& context) { return evaluate(*order, app, context); });
}

} // namespace lab::cli
