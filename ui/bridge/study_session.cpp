#include "ui/bridge/study_session.h"

#include "core/base/error.h"

#include <exception>

namespace lab {
namespace {

constexpr int kPollMs = 33;
enum Lane { LoadLane = 1 };

} // namespace

StudySession::StudySession(const QString& labPath, StudyFunction train, QObject* parent)
    : QObject(parent), m_path(labPath), m_train(std::move(train)) {
    m_poll.setInterval(kPollMs);
    connect(&m_poll, &QTimer::timeout, this, &StudySession::drain);
}

StudySession::~StudySession() {
    if (m_control)
        m_control->requestStop();
}

void StudySession::load() {
    m_reader.run(
        [this, path = m_path.toStdString()](const std::stop_token&) -> Worker::Continuation {
            return [this, studies = loadStudies(path)] { emit loaded(studies); };
        },
        [this](const QString& message) { emit failed(message); }, LoadLane);
}

bool StudySession::start(StudyRequest request) {
    if (m_active)
        return false;
    if (m_thread.joinable())
        m_thread.join(); // it has said that it ended: this does not wait
    request.labPath = m_path.toStdString();
    m_name = QString::fromStdString(studyName(request));
    m_active = true;
    m_moment.reset();
    m_control = std::make_shared<RunControl>();
    m_thread =
        std::jthread([this, request = std::move(request), control = m_control] { work(request, *control); });
    m_poll.start();
    emit stateChanged();
    return true;
}

void StudySession::work(const StudyRequest& request, RunControl& control) {
    Ended ended;
    try {
        const StudyResult result = m_train(
            request, control,
            [this](const StudyProgress& progress) {
                m_mailbox.post(StudyMoment{progress.done, progress.total, progress.model, progress.seed,
                                           progress.share, progress.secondsLeft});
            },
            [this](const RunEvent& event) {
                if (std::holds_alternative<PreparedEvent>(event))
                    m_mailbox.post(RunBegan{});
            });
        ended.stopped = result.stopped;
    } catch (const Cancelled&) {
        ended.stopped = true;
    } catch (const std::exception& error) {
        ended.error = QString::fromUtf8(error.what());
    }
    m_mailbox.post(std::move(ended));
}

void StudySession::cancel() {
    if (!m_active || m_control->stopRequested())
        return;
    m_control->requestStop();
    emit stateChanged();
}

void StudySession::drain() {
    std::optional<Ended> ended;
    bool news = false, runs = false, more = false;
    for (Message& message : m_mailbox.takeAll()) {
        if (auto* moment = std::get_if<StudyMoment>(&message)) {
            more = more || !m_moment || moment->done != m_moment->done;
            m_moment = std::move(*moment);
            news = true;
        } else if (std::holds_alternative<RunBegan>(message)) {
            runs = true;
        } else {
            ended = std::get<Ended>(std::move(message));
        }
    }
    if (news)
        emit progressed(*m_moment);
    if (ended) {
        m_poll.stop();
        m_active = false;
        m_moment.reset();
    }
    if (more || ended)
        load();
    if (more || runs || ended)
        emit runsChanged();
    if (!ended)
        return;
    emit stateChanged();
    if (ended->error.isEmpty())
        emit finished(ended->stopped);
    else
        emit failed(ended->error);
}

} // namespace lab
