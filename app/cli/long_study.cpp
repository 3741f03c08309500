#include "app/cli/long_study.h"

#include "app/cli/command_line.h"
#include "app/cli/output_file.h"
#include "app/cli/signal_watch.h"

#include <nlohmann/json.hpp>

#include <ostream>

namespace lab::cli {

void tellProgress(const Context& context, const std::string& line) {
    if (!context.common.quiet)
        context.err << line << '\n' << std::flush;
}

int giveOut(const StudyOutput& output, const Context& context, const SignalWatch& signals) {
    if (!output.csvFile.empty())
        writeTextFile(output.csvFile, output.csv());
    if (context.common.json)
        print(context.out, output.document());
    else
        output.text(context.out);
    if (!output.stopped)
        return kDone;
    context.err << "stopped; the same command goes on with what is missing\n";
    return 128 + signals.received();
}

} // namespace lab::cli
