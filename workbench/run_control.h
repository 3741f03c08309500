#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace lab {

/// Where a run stands. Buttons and status lines derive from this alone.
enum class RunState { Idle, Preparing, Running, Paused, Stopping, Finished, Failed };

/// Settings that may change between two steps of a run; an empty one stays as it is.
struct LiveSettings {
    std::optional<double> learningRate; ///< with a schedule, its peak
    std::optional<float> dropout;
};

/// The person's hand on a running run: any thread commands, the training thread obeys between two steps.
class RunControl {
public:
    void pause();
    void resume();
    /// Runs \p steps more steps, then pauses.
    void advance(std::int64_t steps);
    /// Ends the run after the current step; it can be continued later.
    void requestStop();

    /// Replaces the probe texts; a snapshot of them follows at once, also while paused.
    void setProbes(std::vector<std::string> probes);
    /// Asks for the attention of one text with the weights of this moment, also while paused. The answer is a
    /// ReadingEvent with the returned number. Whoever asks again names the number of the request before in
    /// \p instead: that one is not answered any more, unless it has been; requests of others are.
    /// The whole maps of a rival only up to \p mapsUpTo tokens (see Evaluator::read).
    std::uint64_t requestReading(std::string text, std::int32_t mapsUpTo = 0, std::uint64_t instead = 0);

    /// Trains on with other settings from the next step; also while paused. Later ones replace earlier ones
    /// that were not obeyed yet. \throws ConfigError for a value with which nothing can be trained.
    void change(const LiveSettings& settings);

    /// Keeps a checkpoint of this moment, also while paused; the answer is a CheckpointEvent.
    void keepCheckpoint();

    [[nodiscard]] bool paused() const;
    [[nodiscard]] bool stopRequested() const { return m_stop.stop_requested(); }
    [[nodiscard]] std::stop_token stopToken() const { return m_stop.get_token(); }

    // For the training thread.

    struct Reading {
        std::uint64_t number = 0;
        std::string text;
        std::int32_t mapsUpTo = 0;
    };
    /// What to do between two steps.
    struct Next {
        enum class Kind { Step, Errand, End } kind = Kind::Step;
        std::optional<std::vector<std::string>> probes = {}; ///< with Errand
        std::optional<Reading> reading = {};                 ///< with Errand
        std::optional<LiveSettings> settings = {};           ///< with Errand
        bool keep = false;                                   ///< with Errand: a checkpoint is asked for
        bool pausing = false; ///< with Errand: the run is about to sleep; a good moment to save
    };
    /// Sleeps while paused and nothing is asked for. Errands come before steps.
    Next awaitNext();

private:
    [[nodiscard]] bool errandWaits() const { return m_probes || !m_readings.empty() || m_settings || m_keep; }
    /// The request that has waited longest; none waits: none.
    std::optional<Reading> takeReading();

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::stop_source m_stop;
    std::int64_t m_allowed = -1; ///< steps before the next pause; negative = unlimited, 0 = paused
    bool m_pauseTold = false, m_keep = false;
    std::uint64_t m_lastReading = 0; ///< its number
    std::optional<std::vector<std::string>> m_probes;
    std::vector<Reading> m_readings; ///< not answered yet, in the order of their asking
    std::optional<LiveSettings> m_settings;
};

} // namespace lab
