// The studio at training: its one button, and what the running run tells.
#include "core/base/error.h"
#include "ui/studio/occupation.h"
#include "ui/studio/studio.h"
#include "ui/words/core_sentences.h"
#include "ui/words/settings_fields.h"

#include <algorithm>
#include <utility>

namespace lab {
namespace {

/// A small model takes its steps in milliseconds, and its snapshots cost little: they may come often.
std::int64_t snapshotEvery(const ModelConfig& model) {
    return model.dim * model.layers <= 256 ? 5 : 20;
}

} // namespace

void Studio::connectSession() {
    connect(&m_session, &TrainingSession::stateChanged, this, [this](RunState state) {
        m_runs.setLive(m_session.active() ? m_live.run : 0, m_live.bestAccuracy);
        if (state == RunState::Paused || state == RunState::Finished)
            m_lab.refreshRuns();
        emit stateChanged();
    });
    connect(&m_session, &TrainingSession::progress, this, &Studio::progress);
    connect(&m_session, &TrainingSession::preparedRun, this, &Studio::takePrepared);
    connect(&m_session, &TrainingSession::stepsArrived, this, &Studio::takeSteps);
    connect(&m_session, &TrainingSession::evaluated, this, &Studio::takeEvaluations);
    connect(&m_session, &TrainingSession::snapshotArrived, this,
            [this](const SnapshotEvent& event, const std::vector<std::int64_t>& steps) {
                m_live.snapshot = event;
                for (const std::int64_t step : steps)
                    if (m_live.snapshots.empty() || m_live.snapshots.back() < step)
                        m_live.snapshots.push_back(step);
                if (m_shown == Shown::Live) {
                    emit snapshotArrived();
                    readOwnText();
                }
            });
    connect(&m_session, &TrainingSession::readingArrived, this, [this](const ReadingEvent& event) {
        if (m_shown != Shown::Live || event.number != m_reading)
            return;
        if (event.problem.empty())
            return emit ownTextArrived(event.map, event.step);
        m_refusedText = m_ownText;
        emit ownTextCleared();
        emit problem(QString::fromStdString(event.problem));
    });
    connect(&m_session, &TrainingSession::settingChanged, this, [this](const SettingChange& change) {
        m_live.changes.push_back(change);
        if (m_shown == Shown::Live)
            emit settingChanged(change);
    });
    connect(&m_session, &TrainingSession::precisionMeasured, &m_device, &DeviceSetting::keepMeasured);
    connect(&m_session, &TrainingSession::checkpointKept, this, [this](const CheckpointEvent& event) {
        m_live.add(event);
        if (m_shown == Shown::Live)
            emit checkpointsChanged();
    });
    connect(&m_session, &TrainingSession::finished, this, [this](const RunResult& result) {
        m_live.status = result.stopped ? RunStatus::Stopped : RunStatus::Finished;
        m_live.doneSteps = result.steps;
        m_live.addTest(result.steps, result.test);
        m_live.checkpoints = result.checkpoints;
        ended({});
    });
    connect(&m_session, &TrainingSession::failing, this,
            [this](const RunFailure& failure) { m_live.failure = failure; });
    connect(&m_session, &TrainingSession::failed, this, [this](const QString& message, std::int64_t) {
        m_live.status = RunStatus::Failed;
        m_live.error = message;
        ended(message);
    });
    connect(&m_session, &TrainingSession::cancelled, this, [this] {
        if (m_shown == Shown::Live)
            goBack();
    });
}

Studio::Primary Studio::primary() const {
    if (m_session.active()) {
        switch (m_session.state()) {
        case RunState::Running:
            return Primary::Pause;
        case RunState::Paused:
            return Primary::Continue;
        default:
            return Primary::Wait;
        }
    }
    if (m_shown == Shown::Draft)
        return Primary::Train;
    return trace().canGoOn() ? Primary::Continue : Primary::TrainAgain;
}

void Studio::activatePrimary() {
    switch (primary()) {
    case Primary::Pause:
        return m_session.pause();
    case Primary::Continue:
        if (m_session.active())
            return m_session.resume();
        return start(TrainingSession::Begin::Run);
    case Primary::Train:
    case Primary::TrainAgain:
        return start(TrainingSession::Begin::Run);
    case Primary::Wait:
        return;
    }
}

void Studio::step() {
    if (m_session.active())
        m_session.advanceStep();
    else
        start(TrainingSession::Begin::OneStep);
}

void Studio::epoch() {
    if (m_session.active())
        m_session.advanceEpoch();
    else
        start(TrainingSession::Begin::OneEpoch);
}

void Studio::stop() {
    m_session.stop();
}

void Studio::start(TrainingSession::Begin begin) {
    if (const QString why = whatHinders(*this, Work::Run); !why.isEmpty())
        return emit problem(why);
    const RunConfig next = primary() == Primary::TrainAgain ? here(config()) : m_draft;
    RunJob job;
    job.config = next;
    job.branch = m_shown == Shown::Draft ? m_branch : std::nullopt;
    const bool goesOn = m_shown != Shown::Draft && primary() == Primary::Continue;
    RunTrace fresh;
    fresh.config = next;
    fresh.title = tr("New run");
    if (goesOn) {
        fresh = trace();
        fresh.error.clear();
        fresh.failure = {};
        std::erase_if(fresh.checkpoints, [](const CheckpointInfo& info) {
            return info.kind != CheckpointKind::Kept; // others will take their place
        });
        job.continueRun = fresh.run;
        job.continueOn = m_device.choice().device;
        job.fewerTextsForRoom = true;
        job.config = fresh.config;
        job.config.train.epochs = 0;
        job.config.train.steps = 0;
    }
    launch(std::move(job), std::move(fresh), begin, true);
}

void Studio::trainQueued(const RunConfig& config, std::optional<std::int64_t> group, int repeat, bool show) {
    RunJob job;
    job.config = config;
    job.group = group;
    job.repeat = repeat;
    RunTrace fresh;
    fresh.config = config;
    fresh.title = tr("New run");
    const bool watched = m_shown == Shown::Stored && m_live.run != 0 && m_stored.run == m_live.run;
    launch(std::move(job), std::move(fresh), TrainingSession::Begin::Run, show || watched);
}

void Studio::launch(RunJob job, RunTrace fresh, TrainingSession::Begin begin, bool show) {
    job.labPath = m_lab.path().toStdString();
    job.probes = toStrings(m_probes.texts());
    job.threads = m_device.choice().threads;
    job.snapshotEvery = snapshotEvery(job.config.model);
    m_beginning = job.branch;
    m_left = show && m_shown == Shown::Stored ? m_stored.run : 0;
    m_reading = 0; // the numbers begin anew
    fresh.status = RunStatus::Preparing;
    m_live = std::move(fresh);
    if (show) {
        m_shown = Shown::Live;
        emit shownChanged();
    }
    m_session.start(std::move(job), begin);
}

/// A run that was being prepared has come to nothing: what was on show before it is on show again.
void Studio::goBack() {
    if (m_left != 0)
        showRun(m_left);
    else
        showDraft();
}

void Studio::takePrepared(const PreparedEvent& event) {
    if (m_branch == m_beginning)
        m_branch.reset(); // it is a run now, and the next one is no branch
    m_live.run = event.run;
    m_live.config = event.config;
    m_live.labels = toStringList(event.labels);
    m_live.totalSteps = event.totalSteps;
    m_live.stepsPerEpoch = event.stepsPerEpoch;
    m_live.rewind(event.firstStep);
    m_live.vocabulary = event.vocabulary;
    m_live.status = RunStatus::Running;
    RunRow row;
    row.id = event.run;
    row.sharing = toString(event.config.model.sharing);
    row.seed = event.config.train.seed;
    m_live.title = runTitle(row);
    m_runs.setLive(event.run, m_live.bestAccuracy);
    m_lab.refreshRuns();
    if (m_shown == Shown::Live) {
        emit shownChanged();
        readOwnText();
    }
}

void Studio::takeSteps(const std::vector<StepEvent>& steps) {
    const StepPoints points = m_live.add(steps);
    if (m_shown == Shown::Live)
        emit stepsArrived(points);
}

void Studio::takeEvaluations(const std::vector<EvaluationEvent>& events) {
    for (const EvaluationEvent& event : events)
        m_live.add(event);
    m_runs.setLive(m_live.run, m_live.bestAccuracy);
    if (m_shown == Shown::Live)
        emit evaluated();
}

void Studio::ended(const QString& message) {
    m_predict.forget();
    m_lab.refreshRuns();
    if (m_shown == Shown::Live && !m_session.prepared()) {
        goBack();
    } else if (m_shown == Shown::Live) {
        // From here on it is a stored run like any other; what is on the screen stays there.
        m_stored = m_live;
        m_shown = Shown::Stored;
        emit shownChanged();
        if (m_live.status == RunStatus::Failed)
            m_lab.loadRun(m_stored.run); // its checkpoints, which only the lab file knows
        readOwnText();
    }
    emit stateChanged();
    if (!message.isEmpty())
        emit problem(inWords(coreSentence(message), m_live.config));
}

void Studio::change(const LiveSettings& settings) {
    if (!changeable())
        return;
    try {
        m_session.change(settings);
    } catch (const ConfigError& error) {
        emit problem(QString::fromUtf8(error.what()));
    }
}

} // namespace lab
