#include "app/cli/flags.h"
#include "app/cli/runs/run_json.h"
#include "app/cli/runs/runs_commands.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <ostream>

namespace lab::cli {
namespace {

struct ListOrder {
    bool trash = false;
    std::string tag;
};

/// A default lab that nobody has made yet simply holds nothing; a named one must be there.
std::vector<RunRow> storedRuns(const ListOrder& order, const Context& context) {
    std::error_code error;
    if (context.common.lab.empty() && !std::filesystem::exists(context.labPath(), error))
        return {};
    const auto lab = openLabFile(context);
    auto rows =
        RunRepository(*lab).list(order.trash ? RunRepository::Listed::Trashed : RunRepository::Listed::Kept);
    if (!order.tag.empty())
        std::erase_if(rows, [&](const RunRow& row) {
            return std::find(row.tags.begin(), row.tags.end(), order.tag) == row.tags.end();
        });
    return rows;
}

std::string numberText(double value) {
    return std::isnan(value) ? "–" : fmt::format("{:.4f}", value);
}

std::string nameAndTags(const RunRow& row) {
    return row.tags.empty() ? row.name : fmt::format("{}  [{}]", row.name, fmt::join(row.tags, ", "));
}

void printText(std::ostream& out, const ListOrder& order, const std::vector<RunRow>& rows) {
    if (rows.empty()) {
        out << (order.trash         ? "the trash is empty\n"
                : order.tag.empty() ? "no runs yet; fastformer train makes one\n"
                                    : fmt::format("no run has the tag \"{}\"\n", order.tag));
        return;
    }
    out << fmt::format("{:>5}  {:<10} {:<19} {:<22} {:>8} {:>10} {:>9}  {}\n", "id", "status", "created",
                       "data", "steps", "validation", "test", "name");
    for (const auto& row : rows)
        out << fmt::format("{:>5}  {:<10} {:<19} {:<22} {:>8} {:>10} {:>9}  {}\n", row.id,
                           toString(row.status), row.created.substr(0, 19), row.data, row.steps,
                           numberText(row.summary.best.validation.accuracy),
                           numberText(row.summary.last.test.accuracy), nameAndTags(row));
}

int list(const ListOrder& order, const Context& context) {
    const auto rows = storedRuns(order, context);
    if (!context.common.json) {
        printText(context.out, order, rows);
        return kDone;
    }
    Json document = Json::array();
    for (const auto& row : rows)
        document.push_back(toJson(row));
    print(context.out, document);
    return kDone;
}

} // namespace

void addRunsListCommand(CommandLine& line, CLI::App& runs) {
    const auto order = std::make_shared<ListOrder>();
    CLI::App& app = line.add(runs, "list", "all runs, newest first");
    Flags flags(app, "List");
    flags.mark("--trash", order->trash, "those in the trash instead");
    flags.text("--tag", order->tag, "TAG", "only runs with this tag");
    line.onRun(app, [order](const Context& context) { return list(*order, context); });
}

} // namespace lab::cli
