#include "app/cli/command_line.h"
#include "app/cli/flags.h"
#include "app/cli/json_output.h"
#include "app/cli/model_source.h"
#include "app/cli/options.h"
#include "app/cli/progress.h"
#include "datasets/dataset.h"
#include "datasets/registry.h"
#include "workbench/data_source.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <ostream>

namespace lab::cli {
namespace {

struct EvaluateOrder {
    ModelSource source;
    DataConfig data;
    std::string split; ///< train, validation, test or all; empty = test, or all where there is no test part
};

/// Two specs name the same source, however they are written.
bool sameSource(const std::string& a, const std::string& b) {
    if (a == b)
        return true;
    if (namesStoredData(a) || namesStoredData(b))
        return false;
    const ReaderRegistry registry = makeReaderRegistry();
    const SourceSpec left = parseSpec(a, registry), right = parseSpec(b, registry);
    const bool sameFormat = left.format.empty() || right.format.empty() || left.format == right.format;
    std::error_code error;
    return sameFormat && std::filesystem::equivalent(left.path, right.path, error) && !error;
}

/// The model's own data is divided as it was for its training, so that the test part holds nothing it has
/// seen. Other data is not divided at all.
DataConfig divisionFor(const DataConfig& asked, const DataConfig& own, bool ownData) {
    if (namesStoredData(asked.spec)) // its columns and parts are those it was imported with
        return asked;
    DataConfig data = asked;
    if (data.textColumns.empty())
        data.textColumns = own.textColumns;
    if (data.labelColumn.empty())
        data.labelColumn = own.labelColumn;
    if (ownData && data.layout == SourceLayout{})
        data.layout = own.layout;
    data.trainShare = ownData ? own.trainShare : 1;
    data.validationShare = ownData ? own.validationShare : 0;
    data.testShare = ownData ? own.testShare : 0;
    if (!ownData)
        return data;
    data.splitSeed = own.splitSeed;
    if (data.testSpec.empty() && data.splitColumn.empty())
        data.testSpec = own.testSpec;
    if (data.limit == 0)
        data.limit = own.limit;
    return data;
}

/// Moves what is asked for into the test part and returns its name.
std::string selectSplit(Dataset& data, const std::string& asked) {
    const bool hasTest = data.count(Split::Test) > 0;
    const std::string name = !asked.empty() ? asked : hasTest ? "test" : "all";
    const Split wanted = name == "train"        ? Split::Train
                         : name == "validation" ? Split::Validation
                                                : Split::Test;
    if (name != "all" && data.count(wanted) == 0)
        throw DataError(fmt::format("{}: it has no {} part; --split all takes every text", data.name, name));
    for (auto& example : data.examples)
        example.split = name == "all" || example.split == wanted ? Split::Test : Split::Train;
    return name;
}

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
    const DataConfig& own = predictor->config().data;
    const bool ownData = sameSource(order.data.spec, own.spec);
    DataConfig config = divisionFor(order.data, own, ownData);
    if (!ownData)
        takeSplitColumn(app, config, context);
    else if (app.count("--split-column") == 0 && order.data.testSpec.empty())
        config.splitColumn = own.splitColumn;
    Dataset data = loadWithProgress(config, context);
    const std::string split = selectSplit(data, order.split);
    const Evaluation evaluation = predictor->evaluate(data, Split::Test);
    if (!context.common.json) {
        printText(context.out, evaluation, split, predictor->labels());
        return kDone;
    }
    Json document = toJson(evaluation);
    document["data"] = order.data.spec;
    document["split"] = split;
    document["split_column"] = nullable(config.splitColumn);
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
    flags.number("--limit", order->data.limit, Range::atLeast(0), "at most this many examples, 0 = all");
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
