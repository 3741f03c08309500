#include "app/cli/command_line.h"
#include "app/cli/flags.h"
#include "app/cli/json_output.h"
#include "app/cli/progress.h"
#include "datasets/dataset.h"
#include "datasets/statistics.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace lab::cli {
namespace {

struct DataOrder {
    DataConfig data;
    TextConfig text;
    std::uint64_t seed = 1;
};

Json rowsOf(const std::vector<SkippedRows>& rows) {
    Json list = Json::array();
    for (const auto& row : rows)
        list.push_back({{"reason", row.reason}, {"count", row.count}, {"first_row", row.firstRow}});
    return list;
}

Json splitsOf(const std::array<std::int64_t, 3>& counts) {
    return {{"train", counts[static_cast<std::size_t>(Split::Train)]},
            {"validation", counts[static_cast<std::size_t>(Split::Validation)]},
            {"test", counts[static_cast<std::size_t>(Split::Test)]}};
}

Json documentOf(const DataConfig& config, const Dataset& data, const DataStatistics& numbers) {
    Json classes = Json::array();
    for (const auto& entry : numbers.classes)
        classes.push_back(
            {{"label", entry.label}, {"count", entry.count}, {"splits", splitsOf(entry.bySplit)}});
    return {{"name", data.name},
            {"format", data.format},
            {"examples", numbers.examples},
            {"splits", splitsOf(numbers.splits)},
            {"split_column", nullable(config.splitColumn)},
            {"classes", classes},
            {"tokens",
             {{"mean", numbers.meanTokens},
              {"median", numbers.medianTokens},
              {"p95", numbers.p95Tokens},
              {"max", numbers.maxTokens}}},
            {"vocabulary", numbers.vocabulary},
            {"unknown_share", {{"validation", numbers.unknownShare[1]}, {"test", numbers.unknownShare[2]}}},
            {"repeated_texts", numbers.repeatedTexts},
            {"leaked_texts", numbers.leakedTexts},
            {"skipped", rowsOf(data.skipped)},
            {"repaired", rowsOf(data.repaired)}};
}

void printRows(std::ostream& out, const char* what, const std::vector<SkippedRows>& rows) {
    for (const auto& row : rows)
        out << fmt::format("  {:<11}{:>9}  {} (first: row {})\n", what, groupedText(row.count), row.reason,
                           groupedText(row.firstRow));
}

void printText(std::ostream& out, const Dataset& data, const DataStatistics& numbers) {
    out << fmt::format("{} ({}): {} texts\n", data.name, data.format, groupedText(numbers.examples));
    out << fmt::format("  train {}, validation {}, test {}\n", groupedText(numbers.splits[0]),
                       groupedText(numbers.splits[1]), groupedText(numbers.splits[2]));
    out << fmt::format("  tokens: mean {:.1f}, median {}, 95 % within {}, longest {}\n", numbers.meanTokens,
                       groupedText(numbers.medianTokens), groupedText(numbers.p95Tokens),
                       groupedText(numbers.maxTokens));
    out << fmt::format("  vocabulary of the training part: {}\n", groupedText(numbers.vocabulary));
    std::vector<std::string> lacking;
    for (const auto& [part, share] :
         {std::pair("validation", numbers.unknownShare[1]), std::pair("test", numbers.unknownShare[2])})
        if (!std::isnan(share))
            lacking.push_back(fmt::format("{:.1f} % of the {} part", 100 * share, part));
    if (!lacking.empty())
        out << fmt::format("  words that it lacks: {}\n", fmt::join(lacking, ", "));
    if (numbers.repeatedTexts > 0)
        out << fmt::format("  {} texts repeat an earlier one; {} test texts also stand in another part\n",
                           groupedText(numbers.repeatedTexts), groupedText(numbers.leakedTexts));
    for (const auto& entry : numbers.classes)
        out << fmt::format("  class {:>14}  {}\n", groupedText(entry.count), entry.label);
    printRows(out, "skipped", data.skipped);
    printRows(out, "repaired", data.repaired);
}

int describeData(const DataOrder& order, const Context& context) {
    const Dataset data = loadWithProgress(order.data, context);
    const DataStatistics numbers = describe(data, order.text);
    if (context.common.json)
        print(context.out, documentOf(order.data, data, numbers));
    else
        printText(context.out, data, numbers);
    return kDone;
}

} // namespace

void addDataCommand(CommandLine& line) {
    const auto order = std::make_shared<DataOrder>();
    order->data.spec.clear();
    CLI::App& app = line.add(line.root(), "data", "what a data set holds");
    addDataOptions(app, order->data, "spec");
    app.get_option("spec")->required();
    Flags(app, "Data").number("--seed", order->seed, {}, "seed of the split and of a demo");
    addTokenOptions(app, order->text);
    line.onRun(app, [order, &app](const Context& context) {
        if (app.count("--split-seed") == 0)
            order->data.splitSeed = order->seed;
        takeSplitColumn(app, order->data, context);
        return describeData(*order, context);
    });
}

} // namespace lab::cli
