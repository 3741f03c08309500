#include "app/cli/progress.h"

#include "app/cli/command_line.h"
#include "workbench/data_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ostream>
#include <sys/ioctl.h>
#include <unistd.h>

namespace lab::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto kRedrawPause = 100ms;
constexpr auto kLinePause = 5s;
constexpr int kBarCells = 20;

std::string barText(double share) {
    const auto filled = static_cast<std::size_t>(std::lround(share * kBarCells));
    return fmt::format("[{}{}] {:>3.0f} %", std::string(filled, '='), std::string(kBarCells - filled, ' '),
                       100 * share);
}

double shareOf(std::int64_t step, std::int64_t total) {
    return total > 0 ? std::clamp(static_cast<double>(step) / static_cast<double>(total), 0.0, 1.0) : 0;
}

std::size_t terminalWidth() {
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col : 80;
}

template <class... Parts> struct Overloaded : Parts... { using Parts::operator()...; };
template <class... Parts> Overloaded(Parts...) -> Overloaded<Parts...>;

} // namespace

Dataset loadWithProgress(const DataConfig& config, const Context& context) {
    Progress progress(context.err, Progress::styleFor(context.common.quiet));
    const auto show = [&](double share, std::int64_t) {
        progress.show(ProgressEvent{"reading " + config.spec, share});
    };
    return loadData(config, context.labPath(), {.progress = show, .stop = {}});
}

std::string durationText(double seconds) {
    const auto whole = static_cast<std::int64_t>(std::max(0.0, seconds) + 0.5);
    const auto hours = whole / 3600, minutes = whole / 60 % 60;
    return hours > 0 ? fmt::format("{}:{:02}:{:02}", hours, minutes, whole % 60)
                     : fmt::format("{}:{:02}", minutes, whole % 60);
}

std::string groupedText(std::int64_t value) {
    std::string digits = std::to_string(std::abs(value));
    for (auto i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > 0; i -= 3)
        digits.insert(static_cast<std::size_t>(i), 1, ',');
    return fmt::format("{}{}", value < 0 ? "-" : "", digits);
}

Progress::Style Progress::styleFor(bool quiet) {
    return quiet ? Style::Silent : isatty(STDERR_FILENO) != 0 ? Style::Bar : Style::Lines;
}

void Progress::show(const RunEvent& event) {
    if (m_style == Style::Silent)
        return;
    std::visit(Overloaded{[this](const ProgressEvent& e) { showPreparation(e); },
                          [this](const PreparedEvent& e) { showPrepared(e); },
                          [this](const StepEvent& e) { showStep(e); },
                          [this](const EvaluationEvent& e) { showEvaluation(e); },
                          [this](const PrecisionEvent& e) { line(toText(e)); }, [](const auto&) {}},
               event);
}

// Quick stages are not worth a line, so that a plain error stands alone on standard error.
void Progress::showPreparation(const ProgressEvent& event) {
    const std::string text =
        event.share < 0 ? event.stage : fmt::format("{} {:.0f} %", event.stage, 100 * event.share);
    if (m_style == Style::Bar && due(kRedrawPause))
        redraw(text);
    else if (m_style == Style::Lines && due(kLinePause))
        line(text);
}

void Progress::showPrepared(const PreparedEvent& event) {
    m_firstStep = event.firstStep;
    m_totalSteps = event.totalSteps;
    line(fmt::format(
        "run {}: {} texts to train, {} to validate, {} to test; {} classes, {} words, {} parameters",
        event.run, groupedText(event.trainExamples), groupedText(event.validationExamples),
        groupedText(event.testExamples), event.labels.size(), groupedText(event.vocabulary),
        groupedText(event.totalParameters)));
    if (event.embeddings)
        line(fmt::format("word vectors: {}", toText(*event.embeddings)));
    m_lastShown = Clock::now();
}

void Progress::showStep(const StepEvent& event) {
    m_seconds += event.seconds;
    m_tokens += event.tokens;
    const bool last = event.step >= m_totalSteps;
    if (!due(m_style == Style::Bar ? Clock::duration(kRedrawPause) : Clock::duration(kLinePause)) && !last)
        return;
    const double done = static_cast<double>(std::max<std::int64_t>(1, event.step - m_firstStep));
    const std::string left = durationText(m_seconds / done * static_cast<double>(m_totalSteps - event.step));
    const std::string quality = fmt::format(
        "loss {:.4f}  accuracy {:.3f}  epoch {:.2f}  {} tokens/s", event.loss, event.accuracy, event.epoch,
        groupedText(m_seconds > 0 ? std::llround(static_cast<double>(m_tokens) / m_seconds) : 0));
    if (m_style == Style::Bar)
        redraw(fmt::format("{}  {} left  {}", barText(shareOf(event.step, m_totalSteps)), left, quality));
    else
        line(fmt::format("step {}/{}  {}  {} left", event.step, m_totalSteps, quality, left));
}

void Progress::showEvaluation(const EvaluationEvent& event) {
    line(fmt::format("step {}  epoch {}  validation loss {:.4f}  accuracy {:.4f}  macro-F1 {:.4f}{}",
                     event.step, event.epoch, event.validation.loss, event.validation.accuracy,
                     event.validation.macroF1, event.best ? "  (best)" : ""));
}

void Progress::line(const std::string& text) {
    if (m_redrawn)
        m_out << "\r\033[K";
    m_redrawn = false;
    m_out << text << std::endl;
}

void Progress::redraw(const std::string& text) {
    m_out << '\r' << text.substr(0, terminalWidth() - 1) << "\033[K" << std::flush;
    m_redrawn = true;
}

void Progress::finish() {
    if (m_redrawn)
        m_out << "\r\033[K" << std::flush;
    m_redrawn = false;
}

bool Progress::due(Clock::duration pause) {
    const auto now = Clock::now();
    if (now - m_lastShown < pause)
        return false;
    m_lastShown = now;
    return true;
}

} // namespace lab::cli
