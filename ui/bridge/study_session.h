#pragma once

#include "ui/bridge/mailbox.h"
#include "ui/bridge/worker.h"
#include "workbench/quality_study.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <variant>
#include <vector>

namespace lab {

/// What trains a study: runStudy, or a stand-in in tests.
using StudyFunction = std::function<StudyResult(
    const StudyRequest&, RunControl&, const std::function<void(const StudyProgress&)>&, const RunEventSink&)>;

/// Where a study stands; see StudyProgress.
struct StudyMoment {
    std::size_t done = 0, total = 0;
    ModelConfig model;
    std::uint64_t seed = 0;
    double share = 0, secondsLeft = 0;
};

/// Trains a quality study, one run after the other on a thread of its own, and reads the stored studies on
/// another. What has finished is in the lab file before loaded tells of it. GUI thread; only the destructor
/// waits, for the current step.
class StudySession : public QObject {
    Q_OBJECT
public:
    explicit StudySession(const QString& labPath, StudyFunction train = runStudy, QObject* parent = nullptr);
    ~StudySession() override;

    [[nodiscard]] bool active() const { return m_active; }
    /// Cancelled, and the current step not yet ended.
    [[nodiscard]] bool stopping() const { return m_active && m_control->stopRequested(); }
    /// Name of the study under way or the last one; empty before the first.
    [[nodiscard]] const QString& name() const { return m_name; }
    /// The newest moment of the study under way.
    [[nodiscard]] const std::optional<StudyMoment>& moment() const { return m_moment; }

    /// Reads the stored studies; the answer is loaded, or failed.
    void load();
    /// Trains what is missing of \p request; the lab file is set here. Returns false while another is active.
    bool start(StudyRequest request);
    /// Ends the study after the current step; starting the same request goes on with it.
    void cancel();

signals:
    void stateChanged();
    void loaded(const std::vector<lab::StudyResult>& studies);
    void progressed(const lab::StudyMoment& moment);
    /// A run has begun or ended: the list of runs is another one.
    void runsChanged();
    void finished(bool stopped);
    void failed(const QString& message);

private:
    struct Ended {
        bool stopped = false;
        QString error;
    };
    struct RunBegan {};
    using Message = std::variant<StudyMoment, RunBegan, Ended>;
    void work(const StudyRequest& request, RunControl& control);
    void drain();

    QString m_path, m_name;
    StudyFunction m_train;
    Mailbox<Message> m_mailbox;
    QTimer m_poll;
    bool m_active = false;
    std::optional<StudyMoment> m_moment;
    std::shared_ptr<RunControl> m_control;
    Worker m_reader;
    std::jthread m_thread; ///< last: joins first
};

} // namespace lab
