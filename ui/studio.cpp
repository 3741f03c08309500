#include "ui/studio.h"

#include "core/base/error.h"
#include "ui/data_desk.h"
#include "ui/edits/draft_edit.h"
#include "ui/edits/probes_edit.h"
#include "ui/occupation.h"
#include "ui/run_queue.h"
#include "ui/settings_fields.h"
#include "ui/timeline.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace lab {
namespace {

/// A small model takes its steps in milliseconds, and its snapshots cost little: they may come often.
std::int64_t snapshotEvery(const ModelConfig& model) {
    return model.dim * model.layers <= 256 ? 5 : 20;
}

std::vector<std::string> toStrings(const QStringList& texts) {
    std::vector<std::string> list;
    for (const auto& text : texts)
        list.push_back(text.toStdString());
    return list;
}

bool sameShape(ModelConfig first, const ModelConfig& second) {
    first.dropout = second.dropout;
    return first == second;
}

DataConfig demoData(const char* spec) {
    DataConfig config;
    config.spec = spec;
    return config;
}

} // namespace

RunConfig teachingConfig() {
    RunConfig config;
    config.data = demoData("demo:reviews");
    config.model.dim = 64;
    config.model.heads = 4;
    config.model.layers = 2;
    config.model.ffn = 128;
    config.model.maxLength = 64;
    config.model.dropout = 0.1F;
    config.train.batch = 32;
    config.train.epochs = 6;
    config.train.evaluateEvery = 25;
    return config;
}

Studio::Studio(const QString& labPath, TrainingFunction training, QObject* parent)
    : QObject(parent),
      m_draft(teachingConfig()),
      m_runWork(labPath),
      m_desk(m_runWork, m_runs, m_undo),
      m_comparison(labPath, m_runs),
      m_lab(labPath),
      m_library(labPath, m_data),
      m_cost(labPath),
      m_study(labPath),
      m_session(std::move(training)) {
    for (const char* spec : {"demo:reviews", "demo:needle", "demo:order"})
        m_data.add(demoData(spec), QString::fromLatin1(spec));
    m_data.setCurrent(0);
    constexpr int kTypingMs = 400;
    m_recount.setSingleShot(true);
    m_recount.setInterval(kTypingMs);
    connect(&m_recount, &QTimer::timeout, this, [this] {
        if (problemsOf(m_draft).empty())
            m_lab.describe(m_draft.data, m_draft.text);
    });
    connectSession();
    connectLab();
    m_dataDesk = std::make_unique<DataDesk>(*this);
    m_timeline = std::make_unique<Timeline>(*this);
    m_queue = std::make_unique<RunQueue>(*this);
    connect(&m_probes, &ProbeModel::edited, this, &Studio::takeProbeEdit);
}

Studio::~Studio() = default;

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
        if (m_shown == Shown::Live && event.number == m_reading)
            emit ownTextArrived(event.map, event.step);
    });
    connect(&m_session, &TrainingSession::settingChanged, this, [this](const SettingChange& change) {
        m_live.changes.push_back(change);
        if (m_shown == Shown::Live)
            emit settingChanged(change);
    });
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
    connect(&m_session, &TrainingSession::failed, this, [this](const QString& message, std::int64_t) {
        m_live.status = RunStatus::Failed;
        m_live.error = message;
        ended(message);
    });
    connect(&m_session, &TrainingSession::cancelled, this, [this] { newRun(); });
}

void Studio::connectLab() {
    connect(&m_lab, &LabSession::runsListed, this, &Studio::takeRuns);
    connect(&m_runWork, &RunSession::changed, &m_lab, &LabSession::refreshRuns);
    connect(&m_runWork, &RunSession::failed, this, &Studio::problem);
    connect(&m_runWork, &RunSession::checkpointRemoved, this, [this](std::int64_t run, std::int64_t step) {
        for (RunTrace* trace : {&m_live, &m_stored})
            if (trace->run == run)
                trace->forgetKept(step);
        emit checkpointsChanged();
    });
    connect(&m_lab, &LabSession::runLoaded, this, [this](const RunView& view) {
        if (m_shown != Shown::Stored || m_stored.run != view.run.row.id)
            return;
        m_stored = traceOf(view);
        emit shownChanged();
        readOwnText();
    });
    connect(&m_lab, &LabSession::referenceLoaded, this, [this](const RunView& view) {
        if (m_pinned != view.run.row.id)
            return;
        m_reference = traceOf(view);
        emit referenceChanged();
    });
    connect(&m_lab, &LabSession::described, this, &Studio::takeDescribed);
    connect(&m_lab, &LabSession::describeFailed, this,
            [this](const DataConfig& config, const QString& message) {
                m_data.setProblem(config, message);
                emit problem(message);
            });
    connect(&m_lab, &LabSession::runsFailed, this, &Studio::problem);
    connect(&m_library, &DataLibrary::problem, this, &Studio::problem);
    connect(&m_library, &DataLibrary::imported, this, &Studio::chooseData);
    connect(&m_data, &QAbstractItemModel::rowsInserted, this, &Studio::takeListed);
    connect(&m_data, &QAbstractItemModel::rowsRemoved, this, &Studio::settingsChanged); // for the choosers
    connect(&m_cost, &CostSession::failed, this, &Studio::problem);
    connect(&m_study, &StudySession::failed, this, &Studio::problem);
    connect(&m_study, &StudySession::runsChanged, &m_lab, &LabSession::refreshRuns);
    connect(&m_lab, &LabSession::runFailed, this,
            [this](std::int64_t, const QString& message) { emit problem(message); });
    connect(&m_predict, &PredictSession::failed, this, &Studio::problem);
    connect(&m_predict, &PredictSession::arrived, this,
            [this](std::int64_t run, const QString& text, const AttentionMap& map,
                   const std::vector<std::string>&) {
                if (m_shown != Shown::Draft && trace().run == run && text == m_ownText)
                    emit ownTextArrived(map, trace().doneSteps);
            });
}

void Studio::takeRuns(const RunTreePtr& tree) {
    m_runs.setTree(tree);
    if (m_shown == Shown::Stored && m_stored.run != 0 && m_runs.find(m_stored.run) == nullptr)
        return showDraft(); // it has been removed for good
    const auto follow = [this](RunTrace& trace, Shown shown) {
        const RunRow* row = m_runs.find(trace.run);
        if (row == nullptr || (row->colour == trace.colour && runTitle(*row) == trace.title))
            return;
        trace.colour = row->colour;
        trace.title = runTitle(*row);
        if (m_shown == shown)
            emit shownChanged();
    };
    follow(m_live, Shown::Live);
    follow(m_stored, Shown::Stored);
}

void Studio::begin() {
    m_lab.refreshRuns();
    m_lab.watchVitals();
    for (int row = 0; row < m_data.rowCount(); ++row)
        m_lab.describe(m_data.entry(row).config, m_draft.text);
    m_library.refresh();
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
    const RunStatus status = trace().status;
    const bool open = status == RunStatus::Stopped && trace().doneSteps < trace().totalSteps;
    return open ? Primary::Continue : Primary::TrainAgain;
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
    const RunConfig next = primary() == Primary::TrainAgain ? config() : m_draft;
    RunJob job;
    job.config = next;
    job.branch = m_shown == Shown::Draft ? std::exchange(m_branch, {}) : std::nullopt;
    const bool goesOn = m_shown != Shown::Draft && primary() == Primary::Continue;
    RunTrace fresh;
    fresh.config = next;
    fresh.title = tr("New run");
    if (goesOn) {
        fresh = trace();
        std::erase_if(fresh.checkpoints, [](const CheckpointInfo& info) {
            return info.kind != CheckpointKind::Kept; // others will take their place
        });
        job.continueRun = fresh.run;
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
    job.threads = m_threads;
    job.snapshotEvery = snapshotEvery(job.config.model);
    fresh.status = RunStatus::Preparing;
    m_live = std::move(fresh);
    if (show) {
        m_shown = Shown::Live;
        emit shownChanged();
    }
    m_session.start(std::move(job), begin);
}

void Studio::takePrepared(const PreparedEvent& event) {
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
    if (m_shown == Shown::Live) {
        // From here on it is a stored run like any other; what is on the screen stays there.
        m_stored = m_live;
        m_shown = Shown::Stored;
        if (m_stored.run == 0)
            newRun();
        else
            emit shownChanged();
        readOwnText();
    }
    emit stateChanged();
    if (!message.isEmpty())
        emit problem(inWords(message, m_live.config));
}

void Studio::newRun() {
    m_branch.reset();
    RunConfig next = config();
    if (const auto& opened = m_library.opened(); opened && opened->asked == next.data) {
        DataConfig edited; // an edit of the run's data set went into a copy, which is open in its place
        edited.spec = opened->spec.toStdString();
        if (m_data.rowOf(edited) >= 0)
            next.data = edited;
    }
    if (m_data.rowOf(next.data) < 0)
        next.data = m_data.entry(std::max(m_data.current(), 0)).config;
    if (next == m_draft)
        showDraft();
    else
        setDraft(next);
}

void Studio::showDraft() {
    m_shown = Shown::Draft;
    m_stored = {};
    m_data.setCurrent(m_data.rowOf(m_draft.data));
    emit ownTextCleared();
    emit shownChanged();
    emit stateChanged();
}

void Studio::showLive() {
    if (!m_session.active() || m_shown == Shown::Live)
        return;
    m_shown = Shown::Live;
    emit ownTextCleared();
    emit shownChanged();
    emit stateChanged();
    readOwnText();
}

void Studio::showRun(std::int64_t run) {
    if (m_session.active() && run == m_live.run)
        return showLive();
    if (m_shown == Shown::Stored && m_stored.run == run)
        return;
    m_shown = Shown::Stored;
    m_stored = {};
    m_stored.run = run;
    if (const RunRow* row = m_runs.find(run))
        m_stored.title = runTitle(*row);
    m_predict.forget();
    m_lab.loadRun(run);
    emit ownTextCleared();
    emit stateChanged();
}

void Studio::setDraft(const RunConfig& config) {
    if (m_draft == config)
        return;
    RunConfig next = config;
    if (next.model.encoder != m_draft.model.encoder &&
        next.model.hyperparameters == m_draft.model.hyperparameters)
        next.model.hyperparameters.clear(); // they are the other encoder's
    m_undo.push(new DraftEdit(m_draft, next, [this](const RunConfig& wanted) { applyDraft(wanted); }));
}

void Studio::applyDraft(const RunConfig& config) {
    const bool otherData = !(config.data == m_draft.data);
    if (otherData || !sameShape(config.model, m_draft.model))
        m_branch
            .reset(); // what is undone or redone here was no branch: that keeps its parent's data and shape
    const RunConfig before = std::exchange(m_draft, config);
    followData(before);
    if (otherData) {
        m_data.setCurrent(m_data.rowOf(config.data));
        if (const DataView* view = viewOf(config.data))
            fillProbes(*view);
    }
    // What is changed, undone or redone has to be seen.
    if (m_shown != Shown::Draft)
        showDraft();
    else
        emit settingsChanged();
}

void Studio::takeProbeEdit(const QStringList& before) {
    m_undo.push(
        new ProbesEdit({before, m_probesEdited}, {m_probes.texts(), true}, [this](const ProbesState& state) {
            m_probesEdited = state.touched;
            m_probes.setTexts(state.texts);
            m_session.setProbes(toStrings(state.texts));
        }));
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

void Studio::pin(std::int64_t run) {
    m_pinned = run;
    m_reference.reset();
    if (run != 0)
        m_lab.loadReference(run);
    emit referenceChanged();
}

void Studio::branch(std::int64_t step) {
    if (m_shown == Shown::Draft || m_shown == Shown::Live || !trace().holds(step))
        return;
    const BranchPoint from{trace().run, step};
    const double epochs = trace().epochOf(step);
    RunConfig next = trace().configNow();
    next.train.steps = 0;
    next.train.epochs = std::max(next.train.epochs, std::floor(epochs) + 1); // it has to have something to do
    if (next == m_draft)
        showDraft();
    else
        setDraft(next);
    m_branch = from;
    emit shownChanged();
}

// The data set in the list is the one that the settings name: a changed split or limit changes its entry.
void Studio::followData(const RunConfig& before) {
    if (before.data.spec == m_draft.data.spec && m_data.rowOf(m_draft.data) < 0)
        m_data.setConfig(m_data.rowOf(before.data), m_draft.data);
    const auto counts = [](const TextConfig& text) {
        return std::tuple(text.tokenizer, text.vocabulary, text.minCount);
    };
    if (before.data != m_draft.data || counts(before.text) != counts(m_draft.text))
        m_recount.start();
}

void Studio::setThreads(int threads) {
    m_threads = threads;
    emit settingsChanged();
}

void Studio::setOwnText(const QString& text) {
    m_ownText = text.trimmed();
    if (m_ownText.isEmpty() || m_shown == Shown::Draft)
        emit ownTextCleared();
    else
        readOwnText();
}

void Studio::readOwnText() {
    if (m_ownText.isEmpty() || m_shown == Shown::Draft || trace().run == 0)
        return;
    if (m_shown == Shown::Live)
        m_reading = m_session.requestReading(m_ownText.toStdString());
    else
        m_predict.read(m_lab.path(), m_stored.run, m_ownText);
}

} // namespace lab
