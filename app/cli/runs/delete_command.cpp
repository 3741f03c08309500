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

struct DeleteOrder {
    std::vector<std::int64_t> runs;
    bool trash = false, emptyTrash = false;
};

int tell(const char* key, const char* word, const std::vector<std::int64_t>& ids, const Context& context) {
    if (context.common.json)
        print(context.out, {{key, ids}});
    else
        context.out << fmt::format("{} {} run{}\n", word, ids.size(), ids.size() == 1 ? "" : "s");
    return kDone;
}

int remove(const DeleteOrder& order, const Context& context) {
    if (order.runs.empty() != order.emptyTrash)
        throw ConfigError("say which runs to delete, or --empty-trash for those in the trash");
    if (order.emptyTrash && order.trash)
        throw ConfigError("--trash and --empty-trash exclude each other");
    const auto lab = openLabFile(context);
    RunRepository runs(*lab);
    if (order.emptyTrash)
        return tell("deleted", "deleted", runs.emptyTrash(), context);
    lab->transaction([&] {
        for (const auto id : order.runs)
            if (order.trash) {
                runs.trash(id);
            } else {
                runs.requireIdle(id);
                runs.remove(id);
            }
    });
    return order.trash ? tell("trashed", "moved to the trash:", order.runs, context)
                       : tell("deleted", "deleted", order.runs, context);
}

int restore(const std::vector<std::int64_t>& ids, const Context& context) {
    const auto lab = openLabFile(context);
    RunRepository runs(*lab);
    lab->transaction([&] {
        for (const auto id : ids)
            runs.restore(id);
    });
    return tell("restored", "restored", ids, context);
}

} // namespace

void addRunsDeleteCommand(CommandLine& line, CLI::App& runs) {
    const auto order = std::make_shared<DeleteOrder>();
    CLI::App& app = line.add(runs, "delete", "remove runs and all that belongs to them alone");
    Flags flags(app, "Runs");
    flags.numbers("ids", order->runs, Range::atLeast(1), "the runs; after an error none of them is removed");
    flags.mark("--trash", order->trash, "only move them to the trash, from which they can be restored");
    flags.mark("--empty-trash", order->emptyTrash, "remove the runs in the trash");
    line.onRun(app, [order](const Context& context) { return remove(*order, context); });
}

void addRunsRestoreCommand(CommandLine& line, CLI::App& runs) {
    const auto ids = std::make_shared<std::vector<std::int64_t>>();
    CLI::App& app = line.add(runs, "restore", "bring runs back from the trash");
    Flags(app, "Runs").numbers("ids", *ids, Range::atLeast(1), "the runs")->required();
    line.onRun(app, [ids](const Context& context) { return restore(*ids, context); });
}

} // namespace lab::cli
