#pragma once

#include "app/cli/json_output.h"

#include <functional>
#include <iosfwd>
#include <string>

namespace lab::cli {

struct Context;
class SignalWatch;

/// A line on standard error about work that takes its time; nothing with --quiet. \p line without its end.
void tellProgress(const Context& context, const std::string& line);

/// The results of work that a signal may stop and that the same command goes on with, for each way to read
/// them.
struct StudyOutput {
    std::string csvFile; ///< empty = none is asked for
    std::function<std::string()> csv;
    std::function<Json()> document;
    std::function<void(std::ostream&)> text;
    bool stopped = false; ///< before all of it was done
};

/// Writes the table where one is asked for, prints the document with --json and else the text, and says how
/// to go on with what was stopped. Returns the exit code.
int giveOut(const StudyOutput& output, const Context& context, const SignalWatch& signals);

} // namespace lab::cli
