#include "ui/bridge/training_session.h"

#include "core/base/error.h"

#include <exception>

namespace lab {
namespace {

/// Comes again with the next batch, newer: it may wait.
bool passing(const RunEvent& event) {
    return std::holds_alternative<StepEvent>(event) || std::holds_alternative<SnapshotEvent>(event) ||
           std::holds_alternative<EvaluationEvent>(event);
}

} // namespace

TrainingSession::TrainingSession(TrainingFunction function, QObject* parent)
    : QObject(parent), m_function(std::move(function)) {
    m_poll.setInterval(RefreshPace::kShortestMs);
    connect(&m_poll, &QTimer::timeout, this, &TrainingSession::poll);
}

TrainingSession::~TrainingSession() {
    if (m_control)
        m_control->requestStop();
}

bool TrainingSession::active() const {
    return m_state == RunState::Preparing || m_state == RunState::Running || m_state == RunState::Paused ||
           m_state == RunState::Stopping;
}

bool TrainingSession::start(RunJob job, Begin begin) {
    if (active())
        return false;
    if (m_worker.joinable())
        m_worker.join(); // it has said that it ended: this does not wait
    m_control = std::make_shared<RunControl>();
    m_prepared.reset();
    m_step = 0;
    m_epochWanted = begin == Begin::OneEpoch;
    m_pace.restart(RefreshPace::shareFor(job.threads, static_cast<int>(std::thread::hardware_concurrency())));
    m_pauseMs = 0;
    m_sinceDrain.start();
    if (begin == Begin::OneStep)
        m_control->advance(1);
    else if (begin == Begin::OneEpoch)
        m_control->pause();
    m_worker = std::jthread([this, control = m_control, job = std::move(job)] { work(control, job); });
    m_poll.start();
    setState(RunState::Preparing);
    return true;
}

void TrainingSession::work(const std::shared_ptr<RunControl>& control, const RunJob& job) {
    Ended ended;
    try {
        ended.result = m_function(job, *control, [this](const RunEvent& event) { post(event); });
    } catch (const Cancelled&) { // an answer to the person, not an error
    } catch (const std::exception& error) {
        ended.error = error.what();
    } catch (...) {
        ended.error = "The training ended with an unknown error.";
    }
    m_mailbox.post(std::move(ended));
    m_urgent = true;
}

void TrainingSession::post(const RunEvent& event) {
    m_mailbox.post(event);
    if (!passing(event))
        m_urgent = true;
}

void TrainingSession::pause() {
    if (m_state != RunState::Running && m_state != RunState::Preparing)
        return;
    m_control->pause();
    follow();
}

void TrainingSession::resume() {
    if (m_state != RunState::Paused)
        return;
    m_control->resume();
    follow();
}

void TrainingSession::advanceStep() {
    if (m_state != RunState::Paused && m_state != RunState::Running)
        return;
    m_control->advance(1);
    follow();
}

void TrainingSession::advanceEpoch() {
    if ((m_state != RunState::Paused && m_state != RunState::Running) || !m_prepared)
        return;
    const std::int64_t length = std::max<std::int64_t>(m_prepared->stepsPerEpoch, 1);
    m_control->advance(length - m_step % length);
    follow();
}

void TrainingSession::stop() {
    if (!active() || m_state == RunState::Stopping)
        return;
    m_control->requestStop();
    setState(RunState::Stopping);
}

void TrainingSession::setProbes(std::vector<std::string> texts) {
    if (active())
        m_control->setProbes(std::move(texts));
}

bool TrainingSession::obeys() const {
    return m_prepared && (m_state == RunState::Running || m_state == RunState::Paused);
}

void TrainingSession::change(const LiveSettings& settings) {
    if (obeys())
        m_control->change(settings);
}

void TrainingSession::keepCheckpoint() {
    if (obeys())
        m_control->keepCheckpoint();
}

std::uint64_t TrainingSession::requestReading(std::string text, std::int32_t mapsUpTo,
                                              std::uint64_t instead) {
    return obeys() ? m_control->requestReading(std::move(text), mapsUpTo, instead) : 0;
}

void TrainingSession::poll() {
    const bool urgent = m_urgent.exchange(false);
    if (!urgent && m_state == RunState::Running && m_sinceDrain.elapsed() < m_pauseMs)
        return;
    m_sinceDrain.restart();
    m_pauseMs = m_pace.next(RefreshPace::processorMs()); // what the batch before this one has cost
    drain();
}

void TrainingSession::drain() {
    Batch batch;
    std::optional<Ended> ended;
    for (Message& message : m_mailbox.takeAll()) {
        if (auto* event = std::get_if<RunEvent>(&message))
            take(std::move(*event), batch);
        else
            ended = std::get<Ended>(std::move(message));
    }
    tellSteps(batch.steps);
    if (!batch.evaluations.empty())
        emit evaluated(batch.evaluations);
    if (batch.snapshot)
        emit snapshotArrived(*batch.snapshot, batch.snapshots);
    if (ended)
        end(*ended);
    else
        follow();
}

void TrainingSession::tellSteps(std::vector<StepEvent>& steps) {
    if (steps.empty())
        return;
    m_step = steps.back().step;
    m_learningRate = steps.back().learningRate;
    emit stepsArrived(steps);
    steps.clear();
}

void TrainingSession::take(RunEvent&& event, Batch& batch) {
    if (const auto* stage = std::get_if<ProgressEvent>(&event)) {
        emit progress(QString::fromStdString(stage->stage), stage->share);
    } else if (const auto* ready = std::get_if<PreparedEvent>(&event)) {
        m_prepared = *ready;
        m_step = ready->firstStep;
        m_learningRate = ready->config.train.learningRate;
        emit preparedRun(*ready);
        follow();
        if (std::exchange(m_epochWanted, false))
            advanceEpoch();
    } else if (const auto* step = std::get_if<StepEvent>(&event)) {
        batch.steps.push_back(*step);
    } else if (const auto* evaluation = std::get_if<EvaluationEvent>(&event)) {
        batch.evaluations.push_back(*evaluation);
    } else if (auto* maps = std::get_if<SnapshotEvent>(&event)) {
        batch.snapshots.push_back(maps->step);
        batch.snapshot = std::move(*maps);
    } else if (const auto* reading = std::get_if<ReadingEvent>(&event)) {
        emit readingArrived(*reading);
    } else if (const auto* change = std::get_if<SettingChange>(&event)) {
        emit settingChanged(*change);
    } else if (const auto* precision = std::get_if<PrecisionEvent>(&event)) {
        emit precisionMeasured(*precision);
    } else if (const auto* failure = std::get_if<RunFailure>(&event)) {
        emit failing(*failure);
    } else if (const auto* kept = std::get_if<CheckpointEvent>(&event)) {
        tellSteps(batch.steps); // it came after them
        emit checkpointKept(*kept);
    }
}

void TrainingSession::follow() {
    if (m_state == RunState::Stopping || !m_prepared || !active())
        return;
    setState(m_control->paused() ? RunState::Paused : RunState::Running);
}

void TrainingSession::end(const Ended& ended) {
    m_poll.stop();
    const std::int64_t run = m_prepared ? m_prepared->run : 0;
    if (ended.result) {
        m_step = ended.result->steps;
        setState(RunState::Finished);
        emit finished(*ended.result);
    } else if (ended.error.empty()) {
        setState(RunState::Idle);
        emit cancelled();
    } else {
        setState(RunState::Failed);
        emit failed(QString::fromStdString(ended.error), run);
    }
}

void TrainingSession::setState(RunState state) {
    if (state == m_state)
        return;
    m_state = state;
    emit stateChanged(state);
}

} // namespace lab
