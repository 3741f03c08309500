#pragma once

#include "ui/bridge/mailbox.h"
#include "ui/bridge/refresh_pace.h"
#include "workbench/run_job.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include <atomic>
#include <memory>
#include <optional>
#include <thread>

namespace lab {

/// What trains: runTraining, or a stand-in in tests.
using TrainingFunction = std::function<RunResult(const RunJob&, RunControl&, const RunEventSink&)>;

/// One training run at a time, on a thread of its own, seen from the GUI thread: commands go to the run's
/// control, its events come back as signals, in batches at the pace that RefreshPace allows; answers (a
/// reading, a change, the end) come within 33 ms. All functions are for the GUI thread and never wait, but
/// the destructor: it stops the run and waits for its current step.
class TrainingSession : public QObject {
    Q_OBJECT
public:
    /// How a run begins.
    enum class Begin { Run, OneStep, OneEpoch };

    explicit TrainingSession(TrainingFunction function = runTraining, QObject* parent = nullptr);
    ~TrainingSession() override;

    [[nodiscard]] RunState state() const { return m_state; }
    /// A run is being prepared, trained, held or ended.
    [[nodiscard]] bool active() const;
    /// What the run told when it was ready; empty before that.
    [[nodiscard]] const std::optional<PreparedEvent>& prepared() const { return m_prepared; }
    /// Updates done by the run, as far as the GUI has heard.
    [[nodiscard]] std::int64_t step() const { return m_step; }
    [[nodiscard]] double learningRate() const { return m_learningRate; }

    /// A run that is ready and takes readings and changes.
    [[nodiscard]] bool obeys() const;

    /// Starts \p job; does nothing and returns false while another run is active.
    bool start(RunJob job, Begin begin = Begin::Run);
    void pause();
    void resume();
    void advanceStep();
    /// To the end of the current epoch, or of the next one when one has just ended.
    void advanceEpoch();
    /// Ends the run after the current step; everything stays stored and it can be continued.
    void stop();
    void setProbes(std::vector<std::string> texts);
    /// From the next step on, also while paused; settingChanged tells when it is so. Only a prepared, active
    /// run obeys. \throws ConfigError for a value with which nothing can be trained.
    void change(const LiveSettings& settings);
    /// Keeps a checkpoint of this moment, also while paused; the answer is checkpointKept. Only a prepared,
    /// active run obeys.
    void keepCheckpoint();
    /// Attention of \p text with the weights of this moment; the answer is readingArrived. Only a prepared,
    /// active run reads; returns 0 otherwise, else the number that the answer will carry. \p instead as in
    /// RunControl::requestReading.
    std::uint64_t requestReading(std::string text, std::int32_t mapsUpTo = 0, std::uint64_t instead = 0);

signals:
    void stateChanged(lab::RunState state);
    void progress(const QString& stage, double share);
    void preparedRun(const lab::PreparedEvent& event);
    void stepsArrived(const std::vector<lab::StepEvent>& steps);
    /// After the steps of the batch.
    void evaluated(const std::vector<lab::EvaluationEvent>& events);
    /// The newest snapshot of the batch, and the steps of all of them, which are stored.
    void snapshotArrived(const lab::SnapshotEvent& event, const std::vector<std::int64_t>& steps);
    void readingArrived(const lab::ReadingEvent& event);
    void settingChanged(const lab::SettingChange& change);
    void precisionMeasured(const lab::PrecisionEvent& event);
    void checkpointKept(const lab::CheckpointEvent& event);
    void finished(const lab::RunResult& result);
    /// Why the run is about to fail; failed() follows.
    void failing(const lab::RunFailure& failure);
    /// \p run is 0 when the failure came before there was one.
    void failed(const QString& message, std::int64_t run);
    /// Stopped before there was anything to keep.
    void cancelled();

private:
    struct Ended {
        std::optional<RunResult> result;
        std::string error; ///< empty = cancelled, when there is no result
    };
    using Message = std::variant<RunEvent, Ended>;

    void work(const std::shared_ptr<RunControl>& control, const RunJob& job);
    void post(const RunEvent& event);
    void poll();
    void drain();
    /// What came of a batch and is told once.
    struct Batch {
        std::vector<StepEvent> steps;
        std::vector<EvaluationEvent> evaluations;
        std::optional<SnapshotEvent> snapshot;
        std::vector<std::int64_t> snapshots;
    };
    void tellSteps(std::vector<StepEvent>& steps);
    void take(RunEvent&& event, Batch& batch);
    void end(const Ended& ended);
    void follow();
    void setState(RunState state);

    TrainingFunction m_function;
    Mailbox<Message> m_mailbox;
    std::atomic<bool> m_urgent = false; ///< something lies in the mailbox that the person waits for
    QTimer m_poll;
    RefreshPace m_pace;
    QElapsedTimer m_sinceDrain;
    int m_pauseMs = 0; ///< before the next batch
    RunState m_state = RunState::Idle;
    std::shared_ptr<RunControl> m_control;
    std::optional<PreparedEvent> m_prepared;
    bool m_epochWanted = false; ///< an epoch was asked for before its length was known
    std::int64_t m_step = 0;
    double m_learningRate = 0;
    std::jthread m_worker; ///< last, so that it is joined before anything it uses goes
};

} // namespace lab
