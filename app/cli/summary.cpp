#include "app/cli/summary.h"

#include "app/cli/progress.h"

#include <fmt/format.h>

#include <cmath>
#include <ostream>

namespace lab::cli {
namespace {

constexpr auto kNothingMeasured = "nothing was measured before the first epoch had ended";

void printRow(std::ostream& out, const char* split, const Evaluation& evaluation) {
    if (evaluation.examples > 0)
        out << fmt::format("  {:<12}{:>8.4f}{:>11.4f}{:>11.4f}{:>11}\n", split, evaluation.loss,
                           evaluation.accuracy, evaluation.macroF1, groupedText(evaluation.examples));
}

std::string spreadText(const Spread& spread, bool one) {
    return one ? fmt::format("{:.4f}", spread.mean)
               : fmt::format("{:.4f} ± {:.4f}", spread.mean, spread.deviation);
}

} // namespace

std::vector<Evaluation> measured(const std::vector<WatchedRun>& runs, Evaluation RunResult::*split) {
    std::vector<Evaluation> evaluations;
    for (const auto& run : runs)
        if ((run.result.*split).examples > 0)
            evaluations.push_back(run.result.*split);
    return evaluations;
}

Spread spreadOf(const std::vector<Evaluation>& evaluations, double Evaluation::*measure) {
    std::vector<double> values;
    for (const auto& evaluation : evaluations)
        values.push_back(evaluation.*measure);
    return lab::spreadOf(values);
}

void printSummary(std::ostream& out, const RunResult& result) {
    out << fmt::format("run {}{}\n", result.run, result.stopped ? " (stopped)" : "");
    out << fmt::format("  {} steps, {:.4g} epochs in {}, {} tokens/s\n", groupedText(result.steps),
                       result.epochs, durationText(result.seconds),
                       groupedText(std::llround(result.tokensPerSecond)));
    out << fmt::format("  {} parameters, {} of them in the attention\n", groupedText(result.totalParameters),
                       groupedText(result.attentionParameters));
    if (result.history.empty() && result.validation.examples == 0 && result.test.examples == 0) {
        out << "  " << kNothingMeasured << '\n';
        return;
    }
    out << fmt::format("  {:<12}{:>8}{:>11}{:>11}{:>11}\n", "", "loss", "accuracy", "macro-F1", "texts");
    if (!result.history.empty()) // an epoch has ended
        out << fmt::format("  {:<12}{:>8.4f}{:>11.4f}\n", "train", result.train.loss, result.train.accuracy);
    printRow(out, "validation", result.validation);
    printRow(out, "test", result.test);
}

void printSpread(std::ostream& out, const std::vector<WatchedRun>& runs) {
    out << fmt::format("mean ± standard deviation of {} seeds\n", runs.size());
    const auto row = [&](const char* name, Evaluation RunResult::*split) {
        const std::vector<Evaluation> seeds = measured(runs, split);
        if (seeds.empty())
            return;
        const Spread accuracy = spreadOf(seeds, &Evaluation::accuracy);
        const Spread macroF1 = spreadOf(seeds, &Evaluation::macroF1);
        const bool one = seeds.size() == 1; // which has no deviation
        out << fmt::format("  {:<12}accuracy {}   macro-F1 {}{}\n", name, spreadText(accuracy, one),
                           spreadText(macroF1, one),
                           seeds.size() < runs.size() ? fmt::format("   ({} of them)", seeds.size()) : "");
    };
    row("validation", &RunResult::validation);
    row("test", &RunResult::test);
}

std::string headline(const RunResult& result) {
    if (result.test.examples > 0)
        return fmt::format("test accuracy {:.4f}", result.test.accuracy);
    if (result.validation.examples > 0)
        return fmt::format("validation accuracy {:.4f}", result.validation.accuracy);
    if (!result.history.empty())
        return fmt::format("train accuracy {:.4f}", result.train.accuracy);
    return kNothingMeasured;
}

} // namespace lab::cli
