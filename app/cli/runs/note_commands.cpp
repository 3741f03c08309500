// What a person writes about a run: its name, tags and note.
#include "app/cli/flags.h"
#include "app/cli/json_output.h"
#include "app/cli/runs/run_json.h"
#include "app/cli/runs/runs_commands.h"
#include "core/store/run_repository.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <ostream>

namespace lab::cli {
namespace {

struct NoteOrder {
    std::int64_t run = 0;
    std::string text;
    std::vector<std::string> tags, removed;
};

/// Makes the change and tells the run as it is now.
template <class Change> int change(const NoteOrder& order, const Context& context, const Change& make) {
    const auto lab = openLabFile(context);
    RunRepository runs(*lab);
    lab->transaction([&] { make(runs); });
    const RunRow row = runs.load(order.run).row;
    if (context.common.json)
        print(context.out, toJson(row));
    else
        context.out << fmt::format("run {}  {}{}{}\n", row.id, row.name,
                                   row.tags.empty() ? "" : fmt::format("  [{}]", fmt::join(row.tags, ", ")),
                                   row.note.empty() ? "" : "\n" + row.note);
    return kDone;
}

int rename(const NoteOrder& order, const Context& context) {
    if (order.text.find_first_not_of(" \t\r\n") == std::string::npos)
        throw ConfigError("name: a run needs a name that is not blank");
    return change(order, context, [&](RunRepository& runs) { runs.rename(order.run, order.text); });
}

int tag(const NoteOrder& order, const Context& context) {
    if (order.tags.empty() && order.removed.empty())
        throw ConfigError("say which tags to add, or which to take away with --remove TAG");
    return change(order, context, [&](RunRepository& runs) {
        std::vector<std::string> tags = runs.load(order.run).row.tags;
        tags.insert(tags.end(), order.tags.begin(), order.tags.end());
        std::erase_if(tags, [&](const std::string& each) {
            return std::find(order.removed.begin(), order.removed.end(), each) != order.removed.end();
        });
        runs.setTags(order.run, tags);
    });
}

int note(const NoteOrder& order, const Context& context) {
    return change(order, context, [&](RunRepository& runs) { runs.setNote(order.run, order.text); });
}

void addRun(Flags& flags, NoteOrder& order) {
    addRunId(flags, order.run);
}

} // namespace

void addRunsRenameCommand(CommandLine& line, CLI::App& runs) {
    const auto order = std::make_shared<NoteOrder>();
    CLI::App& app = line.add(runs, "rename", "give a run another name");
    Flags flags(app, "Run");
    addRun(flags, *order);
    flags.text("name", order->text, "NAME", "its name in lists")->required();
    line.onRun(app, [order](const Context& context) { return rename(*order, context); });
}

void addRunsTagCommand(CommandLine& line, CLI::App& runs) {
    const auto order = std::make_shared<NoteOrder>();
    CLI::App& app = line.add(runs, "tag", "add tags to a run, or take them away");
    Flags flags(app, "Run");
    addRun(flags, *order);
    flags.texts("tags", order->tags, "TAG", "tags to add");
    flags.texts("--remove", order->removed, "TAG", "tags to take away");
    line.onRun(app, [order](const Context& context) { return tag(*order, context); });
}

void addRunsNoteCommand(CommandLine& line, CLI::App& runs) {
    const auto order = std::make_shared<NoteOrder>();
    CLI::App& app = line.add(runs, "note", "write a note about a run, in place of the one it has");
    Flags flags(app, "Run");
    addRun(flags, *order);
    flags.text("text", order->text, "TEXT", "the note; \"\" for none")->required();
    line.onRun(app, [order](const Context& context) { return note(*order, context); });
}

} // namespace lab::cli
