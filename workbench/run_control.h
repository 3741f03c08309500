#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>

namespace lab {

/// Where a run stands. Buttons and status lines derive from this alone.
enum class RunState { Idle, Preparing, Running, Paused, Stopping, Finished, Failed };

/// The person's hand on a running run: any thread commands, the training thread obeys between two steps.
class RunControl {
public:
    void pause();
    void resume();
    /// Runs \p steps more steps, then pauses.
    void advance(std::int64_t steps);
    /// Ends the run after the current step; it can be continued later.
    void requestStop();

    [[nodiscard]] bool paused() const;
    [[nodiscard]] bool stopRequested() const { return m_stop.stop_requested(); }
    [[nodiscard]] std::stop_token stopToken() const { return m_stop.get_token(); }

    /// Training thread, before each step: blocks (asleep) while paused. Returns false when the run must end.
    bool awaitStep();

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::stop_source m_stop;
    std::int64_t m_allowed = -1; ///< steps before the next pause; negative = unlimited, 0 = paused
};

} // namespace lab
