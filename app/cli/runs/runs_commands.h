#pragma once

#include "app/cli/command_line.h"
#include "app/cli/flags.h"
#include "core/store/lab_file.h"

#include <memory>

namespace lab::cli {

/// Each adds one command of `fastformer runs`.
void addRunsListCommand(CommandLine& line, CLI::App& runs);
void addRunsShowCommand(CommandLine& line, CLI::App& runs);
void addRunsExportCommand(CommandLine& line, CLI::App& runs);
void addRunsDeleteCommand(CommandLine& line, CLI::App& runs);
void addRunsContinueCommand(CommandLine& line, CLI::App& runs);
void addRunsReplayCommand(CommandLine& line, CLI::App& runs);
void addRunsImportCommand(CommandLine& line, CLI::App& runs);
void addRunsRenameCommand(CommandLine& line, CLI::App& runs);
void addRunsTagCommand(CommandLine& line, CLI::App& runs);
void addRunsNoteCommand(CommandLine& line, CLI::App& runs);
void addRunsRestoreCommand(CommandLine& line, CLI::App& runs);

/// The positional argument of the commands for one run.
void addRunId(Flags& flags, std::int64_t& run);
/// \throws ConfigError when \p flag was given to \p app or to the program; \p why it has no use there.
void refuseFlag(const CLI::App& app, const std::string& flag, const std::string& why);

/// The lab file of the command line, which must exist; runs whose process has died are marked as stopped.
/// \throws StoreError.
std::unique_ptr<LabFile> openLabFile(const Context& context);

} // namespace lab::cli
