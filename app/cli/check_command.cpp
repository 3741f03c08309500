#include "app/cli/command_line.h"
#include "app/cli/flags.h"
#include "app/cli/json_output.h"
#include "workbench/golden_check.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <ostream>

namespace lab::cli {
namespace {

struct CheckOrder {
    std::vector<std::string> files;
    double tolerance = 1e-4;
};

void printText(std::ostream& out, const GoldenReport& report) {
    out << fmt::format("{}: {}\n  {:<64}{:>12}{:>12}\n", report.file, report.passed ? "passed" : "FAILED",
                       "tensor", "absolute", "relative");
    for (const auto& error : report.tensors)
        out << fmt::format("  {:<64}{:>12.2e}{:>12.2e}{}\n", error.tensor, error.absolute, error.relative,
                           error.passed ? "" : "  FAILED");
}

Json toJson(const GoldenReport& report) {
    Json tensors = Json::array();
    for (const auto& error : report.tensors)
        tensors.push_back({{"tensor", error.tensor},
                           {"absolute", error.absolute},
                           {"relative", error.relative},
                           {"passed", error.passed}});
    return {{"file", report.file}, {"passed", report.passed}, {"tensors", tensors}};
}

int check(const CheckOrder& order, const Context& context) {
    const DeviceChoice choice = chooseDevice(context.common);
    std::vector<GoldenReport> reports;
    for (const auto& file : order.files)
        reports.push_back(checkGolden(file, order.tolerance, choice));
    const bool passed =
        std::all_of(reports.begin(), reports.end(), [](const auto& report) { return report.passed; });
    if (context.common.json) {
        Json files = Json::array();
        for (const auto& report : reports)
            files.push_back(toJson(report));
        print(context.out, {{"passed", passed}, {"tolerance", order.tolerance}, {"files", files}});
    } else {
        for (const auto& report : reports)
            printText(context.out, report);
        context.out << fmt::format(
            "{} of {} files within {:g}\n",
            std::count_if(reports.begin(), reports.end(), [](const auto& report) { return report.passed; }),
            reports.size(), order.tolerance);
    }
    return passed ? kDone : kFailed;
}

} // namespace

void addCheckCommand(CommandLine& line) {
    const auto order = std::make_shared<CheckOrder>();
    CLI::App& app = line.add(line.root(), "check", "replay golden tensors on this build and device");
    Flags flags(app, "Check");
    flags.texts("files", order->files, "FILE", "golden files (safetensors)")->required();
    flags.number("--tolerance", order->tolerance, Range::positive(),
                 "largest error, relative to the tensor's largest value");
    line.onRun(app, [order](const Context& context) { return check(*order, context); });
}

} // namespace lab::cli
