#pragma once

#include "app/cli/options.h"
#include "core/base/error.h"

#include <functional>
#include <iosfwd>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace CLI {
class App;
} // namespace CLI

namespace lab::cli {

/// Exit codes of the program. A run that a signal stopped gives 128 + the signal, as shells expect.
enum ExitCode { kDone = 0, kFailed = 1, kBadUsage = 2 };

/// A signal ended the work before there was anything to keep.
class Interrupted : public Error {
public:
    Interrupted(int signal, const std::string& message) : Error(message), m_signal(signal) {}
    [[nodiscard]] int signal() const { return m_signal; }

private:
    int m_signal;
};

/// What a subcommand works with: the common options, where results go and where progress goes.
struct Context {
    CommonOptions common;
    std::ostream& out;
    std::ostream& err;

    /// The lab file: --lab, else the default place.
    [[nodiscard]] std::string labPath() const;
};

/// Does the work of one subcommand and returns the exit code.
using Action = std::function<int(const Context&)>;

/// The parsed command line: subcommands register here, one of them is chosen and run.
class CommandLine {
public:
    CommandLine(std::ostream& out, std::ostream& err);
    ~CommandLine();

    CLI::App& root() { return *m_app; }
    /// Adds a subcommand of \p parent with the common options.
    CLI::App& add(CLI::App& parent, const std::string& name, const std::string& help);
    /// What is done when \p command is the one that was chosen; without it the command only groups others.
    void onRun(CLI::App& command, Action action);

    /// Parses, runs the chosen action and reports errors, each in one line "fastformer: …". Never throws.
    int run(std::vector<std::string> arguments);

private:
    /// Hands the gathered result to standard output; false when that failed, which it has reported then.
    bool deliver();
    int parseAndRun(std::vector<std::string> arguments);
    void refuseLeftovers() const;
    int fail(int code, const std::string& message);

    std::unique_ptr<CLI::App> m_app;
    std::ostream& m_out;
    std::ostringstream m_result; ///< shown only when the work is done
    Context m_context;
    Action m_chosen;
};

/// The whole program: all subcommands over these streams.
int runCommandLine(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);

/// Each adds one subcommand (with its own subcommands) to the line.
void addDataCommand(CommandLine& line);
void addTrainCommand(CommandLine& line);
void addPresetsCommand(CommandLine& line);
void addPredictCommand(CommandLine& line);
void addEvaluateCommand(CommandLine& line);
void addStudyCommand(CommandLine& line);
void addTimingCommand(CommandLine& line);
void addCheckCommand(CommandLine& line);
void addRunsCommand(CommandLine& line);

} // namespace lab::cli
