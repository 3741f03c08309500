#pragma once

#include "datasets/dataset.h"
#include "workbench/run_job.h"

#include <chrono>
#include <iosfwd>
#include <string>

namespace lab::cli {

struct Context;

/// Shows what a run does: one line that is redrawn on a terminal, plain lines otherwise (at each epoch's end
/// and every few seconds). Fed from the training thread.
class Progress {
public:
    enum class Style { Silent, Lines, Bar };

    Progress(std::ostream& out, Style style) : m_out(out), m_style(style) {}
    ~Progress() { finish(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void show(const RunEvent& event);
    /// Takes the redrawn line away.
    void finish();

    /// Bar on a terminal, lines otherwise, silent with --quiet.
    static Style styleFor(bool quiet);

private:
    using Clock = std::chrono::steady_clock;

    void showPreparation(const ProgressEvent& event);
    void showPrepared(const PreparedEvent& event);
    void showStep(const StepEvent& event);
    void showEvaluation(const EvaluationEvent& event);
    void line(const std::string& text);
    void redraw(const std::string& text);
    [[nodiscard]] bool due(Clock::duration pause);

    std::ostream& m_out;
    Style m_style;
    bool m_redrawn = false;
    Clock::time_point m_lastShown = Clock::now();
    std::int64_t m_firstStep = 0, m_totalSteps = 0;
    double m_seconds = 0; ///< time of the steps of this session
    std::int64_t m_tokens = 0;
};

/// Reads a data set and shows how far it is. \throws as loadData.
Dataset loadWithProgress(const DataConfig& config, const Context& context);

/// "0:07", "12:34" or "1:02:03".
std::string durationText(double seconds);
/// 1234567 as "1,234,567".
std::string groupedText(std::int64_t value);

} // namespace lab::cli
