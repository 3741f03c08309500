#pragma once

namespace lab {

/// How often the window may show a run, so that showing it does not slow it down. It watches what the GUI
/// thread spends and chooses the pause after each refresh so that the spending stays below a share of the
/// time. GUI thread.
class RefreshPace {
public:
    /// Of the GUI thread's time, where training leaves a processor free or does not train at all.
    static constexpr double kFreeShare = 0.5;
    /// The same where training uses every processor: it waits for its slowest thread, so what the window
    /// takes of one processor is what the run loses.
    static constexpr double kBusyShare = 0.015;
    static constexpr int kShortestMs = 33;  ///< 30 pictures a second
    static constexpr int kLongestMs = 1000; ///< a second: slower would not look alive

    /// \p threads of the run, 0 = one for each processor; \p processors of the machine.
    static double shareFor(int threads, int processors);

    /// Counts from now on.
    void restart(double share);
    /// Milliseconds until the next refresh, from the processor time that the GUI thread has spent since the
    /// last call (milliseconds, any steady count).
    [[nodiscard]] int next(double processorMs);
    /// The processor time of the calling thread in milliseconds.
    static double processorMs();

private:
    double m_share = kFreeShare;
    double m_before = -1;
};

} // namespace lab
