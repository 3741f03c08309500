#include "app/cli/flags.h"
#include "app/cli/json_output.h"
#include "app/cli/runs/runs_commands.h"
#include "core/store/run_import.h"
#include "core/store/run_repository.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <ostream>

namespace lab::cli {
namespace {

struct ImportOrder {
    std::string source;
    std::int64_t run = 0; ///< 0 = all
};

/// Oldest first, so that the copies stand in the order of the originals.
std::vector<std::int64_t> wantedRuns(LabFile& source, std::int64_t run) {
    if (run != 0)
        return {run};
    std::vector<std::int64_t> ids;
    for (const auto& row : RunRepository(source).list())
        ids.push_back(row.id);
    std::reverse(ids.begin(), ids.end());
    return ids;
}

int import(const ImportOrder& order, const Context& context) {
    LabFile source(order.source, LabMode::ReadOnly);
    LabFile target(context.labPath());
    Json copies = Json::array();
    for (const auto id : wantedRuns(source, order.run))
        copies.push_back({{"from", id}, {"run", importRun(target, source, id)}});
    if (context.common.json) {
        print(context.out, {{"imported", copies}});
        return kDone;
    }
    for (const auto& copy : copies)
        context.out << fmt::format("run {} is now run {}\n", copy["from"].get<std::int64_t>(),
                                   copy["run"].get<std::int64_t>());
    if (copies.empty())
        context.out << fmt::format("{} holds no runs\n", order.source);
    return kDone;
}

} // namespace

void addRunsImportCommand(CommandLine& line, CLI::App& runs) {
    const auto order = std::make_shared<ImportOrder>();
    CLI::App& app = line.add(runs, "import", "copy runs from another lab file");
    Flags flags(app, "Import");
    flags.text("file", order->source, "FILE", "the other lab file")->required();
    flags.number("--run", order->run, Range::atLeast(1), "only this run of it")->default_str("all");
    line.onRun(app, [order](const Context& context) { return import(*order, context); });
}

} // namespace lab::cli
