#include "app/cli/flags.h"
#include "app/cli/json_output.h"
#include "app/cli/runs/runs_commands.h"
#include "core/base/error.h"
#include "core/store/run_repository.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <ostream>

namespace lab::cli {
namespace {

bool atWork(const RunRow& row) {
    const bool claims = row.status == RunStatus::Preparing || row.status == RunStatus::Running ||
                        row.status == RunStatus::Paused;
    return claims && !isGone(row.process);
}

int remove(const std::vector<std::int64_t>& ids, const Context& context) {
    const auto lab = openLabFile(context);
    RunRepository runs(*lab);
    lab->transaction([&] {
        for (const auto id : ids) {
            if (const RunRow row = runs.load(id).row; atWork(row))
                throw StoreError(fmt::format("run {} is being trained by process {} on {}; stop it first", id,
                                             row.process.number, row.process.host));
            runs.remove(id);
        }
    });
    if (context.common.json)
        print(context.out, {{"deleted", ids}});
    else
        context.out << fmt::format("deleted {} run{}\n", ids.size(), ids.size() == 1 ? "" : "s");
    return kDone;
}

} // namespace

void addRunsDeleteCommand(CommandLine& line, CLI::App& runs) {
    const auto ids = std::make_shared<std::vector<std::int64_t>>();
    CLI::App& app = line.add(runs, "delete", "remove runs and all that belongs to them alone");
    Flags(app, "Runs")
        .numbers("ids", *ids, Range::atLeast(1), "the runs; after an error none of them is removed")
        ->required();
    line.onRun(app, [ids](const Context& context) { return remove(*ids, context); });
}

} // namespace lab::cli
