#include "app/cli/runs/run_json.h"
#include "app/cli/runs/runs_commands.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <ostream>

namespace lab::cli {
namespace {

/// A default lab that nobody has made yet simply holds nothing; a named one must be there.
std::vector<RunRow> storedRuns(const Context& context) {
    std::error_code error;
    if (context.common.lab.empty() && !std::filesystem::exists(context.labPath(), error))
        return {};
    const auto lab = openLabFile(context);
    return RunRepository(*lab).list();
}

std::string numberText(double value) {
    return std::isnan(value) ? "–" : fmt::format("{:.4f}", value);
}

void printText(std::ostream& out, const std::vector<RunRow>& rows) {
    if (rows.empty()) {
        out << "no runs yet; fastformer train makes one\n";
        return;
    }
    out << fmt::format("{:>5}  {:<10} {:<19} {:<22} {:>8} {:>10} {:>9}  {}\n", "id", "status", "created",
                       "data", "steps", "validation", "test", "name");
    for (const auto& row : rows)
        out << fmt::format("{:>5}  {:<10} {:<19} {:<22} {:>8} {:>10} {:>9}  {}\n", row.id,
                           toString(row.status), row.created.substr(0, 19), row.data, row.steps,
                           numberText(row.summary.best.validation.accuracy),
                           numberText(row.summary.last.test.accuracy), row.name);
}

int list(const Context& context) {
    const auto rows = storedRuns(context);
    if (!context.common.json) {
        printText(context.out, rows);
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
    CLI::App& app = line.add(runs, "list", "all runs, newest first");
    line.onRun(app, list);
}

} // namespace lab::cli
