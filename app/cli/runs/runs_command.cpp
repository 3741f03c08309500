#include "app/cli/runs/runs_commands.h"

#include "core/base/error.h"
#include "core/store/run_repository.h"

#include <CLI/CLI.hpp>

#include <filesystem>

namespace lab::cli {

std::unique_ptr<LabFile> openLabFile(const Context& context) {
    const std::string path = context.labPath();
    std::error_code error;
    if (!std::filesystem::exists(path, error))
        throw StoreError(fmt::format(
            "{}: there is no lab file yet; train a run first, or name another with --lab FILE", path));
    auto lab = std::make_unique<LabFile>(path);
    if (!lab->readOnly())
        RunRepository(*lab).stopDeadRuns();
    return lab;
}

void addRunId(Flags& flags, std::int64_t& run) {
    flags.number("id", run, Range::atLeast(1), "the run, by its number in fastformer runs list")
        ->required()
        ->default_str("");
}

void refuseFlag(const CLI::App& app, const std::string& flag, const std::string& why) {
    for (const CLI::App* each = &app; each != nullptr; each = each->get_parent())
        if (each->count(flag) > 0)
            throw ConfigError(fmt::format("{}: {}; leave it out", flag, why));
}

void addRunsCommand(CommandLine& line) {
    CLI::App& runs = line.add(line.root(), "runs", "the stored runs of a lab file");
    runs.require_subcommand(0, 1);
    addRunsListCommand(line, runs);
    addRunsShowCommand(line, runs);
    addRunsExportCommand(line, runs);
    addRunsDeleteCommand(line, runs);
    addRunsContinueCommand(line, runs);
    addRunsReplayCommand(line, runs);
    addRunsImportCommand(line, runs);
    addRunsRenameCommand(line, runs);
    addRunsTagCommand(line, runs);
    addRunsNoteCommand(line, runs);
    addRunsRestoreCommand(line, runs);
}

} // namespace lab::cli
