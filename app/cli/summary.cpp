#include "app/cli/summary.h"

#include "app/cli/progress.h"

#include <fmt/format.h>

#include <cmath>
#include <ostream>

namespace lab::cli {
namespace {

void printRow(std::ostream& out, const char* split, const Evaluation& evaluation) {
    if (evaluation.examples > 0)
        out << fmt::format("  {:<12}{:>8.4f}{:>11.4f}{:>11.4f}{:>11}\n", split, evaluation.loss,
                           evaluation.accuracy, evaluation.macroF1, groupedText(evaluation.examples));
}

} // namespace

Spread spreadOf(const std::vector<RunResult>& results, Evaluation RunResult::*split,
                double Evaluation::*measure) {
    std::vector<double> values;
    for (const auto& result : results)
        values.push_back(result.*split.*measure);
    return lab::spreadOf(values);
}

void printSummary(std::ostream& out, const RunResult& result) {
    out << fmt::format("run {}{}\n", result.run, result.stopped ? " (stopped)" : "");
    out << fmt::format("  {} steps, {:.4g} epochs in {}, {} tokens/s\n", groupedText(result.steps),
                       result.epochs, durationText(result.seconds),
                       groupedText(std::llround(result.tokensPerSecond)));
    out << fmt::format("  {} parameters, {} of them in the attention\n", groupedText(result.totalParameters),
                       groupedText(result.attentionParameters));
    out << fmt::format("  {:<12}{:>8}{:>11}{:>11}{:>11}\n", "", "loss", "accuracy", "macro-F1", "texts");
    out << fmt::format("  {:<12}{:>8.4f}{:>11.4f}\n", "train", result.train.loss, result.train.accuracy);
    printRow(out, "validation", result.validation);
    printRow(out, "test", result.test);
}

void printSpread(std::ostream& out, const std::vector<RunResult>& results) {
    out << fmt::format("mean ± standard deviation of {} seeds\n", results.size());
    const auto row = [&](const char* name, Evaluation RunResult::*split) {
        if ((results.front().*split).examples == 0)
            return;
        const Spread accuracy = spreadOf(results, split, &Evaluation::accuracy);
        const Spread macroF1 = spreadOf(results, split, &Evaluation::macroF1);
        out << fmt::format("  {:<12}accuracy {:.4f} ± {:.4f}   macro-F1 {:.4f} ± {:.4f}\n", name,
                           accuracy.mean, accuracy.deviation, macroF1.mean, macroF1.deviation);
    };
    row("validation", &RunResult::validation);
    row("test", &RunResult::test);
}

std::string headline(const RunResult& result) {
    if (result.test.examples > 0)
        return fmt::format("test accuracy {:.4f}", result.test.accuracy);
    if (result.validation.examples > 0)
        return fmt::format("validation accuracy {:.4f}", result.validation.accuracy);
    return fmt::format("train accuracy {:.4f}", result.train.accuracy);
}

} // namespace lab::cli
