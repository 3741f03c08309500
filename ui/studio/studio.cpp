#include "ui/studio/studio.h"

#include "ui/studio/data_desk.h"
#include "ui/studio/data_library.h"
#include "ui/studio/run_queue.h"
#include "ui/studio/timeline.h"
#include "ui/words/core_sentences.h"
#include "ui/words/settings_fields.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lab {
namespace {

DataConfig demoData(const char* spec) {
    DataConfig config;
    config.spec = spec;
    return config;
}

} // namespace

Studio::Studio(const QString& labPath, TrainingFunction training, QObject* parent)
    : QObject(parent),
      m_draft(teachingConfig()),
      m_runWork(labPath),
      m_desk(m_runWork, m_runs, m_undo),
      m_comparison(labPath, m_runs),
      m_lab(labPath),
      m_library(std::make_unique<DataLibrary>(labPath, m_data)),
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
    connect(&m_device, &DeviceSetting::changed, this, &Studio::followDevice);
    connectSession();
    connectLab();
    m_dataDesk = std::make_unique<DataDesk>(*this);
    m_timeline = std::make_unique<Timeline>(*this);
    m_queue = std::make_unique<RunQueue>(*this);
    connect(&m_probes, &ProbeModel::edited, this, &Studio::takeProbeEdit);
}

Studio::~Studio() = default;

void Studio::connectLab() {
    connect(&m_lab, &LabSession::runsListed, this, &Studio::takeRuns);
    connect(&m_lab, &LabSession::outOfDate, this, &Studio::followOthers);
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
        const bool follows = !m_stored.labels.isEmpty(); // it was on show before, and trains elsewhere
        const std::int64_t weights = m_stored.newestWeights();
        m_stored = traceOf(view);
        emit shownChanged();
        if (follows && m_stored.newestWeights() == weights)
            return;
        m_predict.forget();
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
    connect(m_library.get(), &DataLibrary::problem, this, &Studio::problem);
    connect(m_library.get(), &DataLibrary::imported, this, &Studio::chooseData);
    connect(&m_data, &QAbstractItemModel::rowsInserted, this, &Studio::takeListed);
    connect(&m_data, &QAbstractItemModel::rowsRemoved, this, &Studio::settingsChanged); // for the choosers
    connect(&m_cost, &CostSession::failed, this,
            [this](const QString& message) { emit problem(inWords(coreSentence(message), m_draft)); });
    connect(&m_study, &StudySession::failed, this, &Studio::problem);
    connect(&m_study, &StudySession::runsChanged, &m_lab, &LabSession::refreshRuns);
    connect(&m_lab, &LabSession::runFailed, this,
            [this](std::int64_t, const QString& message) { emit problem(message); });
    connect(&m_predict, &PredictSession::failed, this, &Studio::problem);
    connect(&m_predict, &PredictSession::arrived, this,
            [this](std::int64_t run, const QString& text, const AttentionMap& map,
                   const std::vector<std::string>&) {
                if (m_shown != Shown::Draft && trace().run == run && text == m_ownText)
                    emit ownTextArrived(map, m_ownTextStep > 0 ? m_ownTextStep : trace().doneSteps);
            });
    const auto followMoment = [this] {
        if (m_shown == Shown::Stored && ownTextStep() != m_ownTextStep)
            readOwnText();
    };
    connect(&m_selection, &Selection::stepChanged, this, followMoment);
    connect(this, &Studio::checkpointsChanged, this, followMoment);
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

/// Shows what another window or the command line has done to the lab file, a training there as it goes on.
void Studio::followOthers() {
    if (m_session.active())
        return; // it writes all the time itself, and its end lists the runs
    const RunRow* row = m_shown == Shown::Stored ? m_runs.find(m_stored.run) : nullptr;
    const bool trained =
        row != nullptr && (row->status == RunStatus::Preparing || row->status == RunStatus::Running);
    m_lab.refreshRuns();
    if (trained)
        m_lab.loadRun(m_stored.run);
}

void Studio::begin() {
    m_device.look();
    m_lab.refreshRuns();
    m_lab.watchVitals();
    for (int row = 0; row < m_data.rowCount(); ++row)
        m_lab.describe(m_data.entry(row).config, m_draft.text);
    m_library->refresh();
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

void Studio::pin(std::int64_t run) {
    m_pinned = run;
    m_reference.reset();
    if (run != 0)
        m_lab.loadReference(run);
    emit referenceChanged();
}

void Studio::setOwnText(const QString& text) {
    m_ownText = text.trimmed();
    m_refusedText.clear();
    if (m_ownText.isEmpty() || m_shown == Shown::Draft)
        emit ownTextCleared();
    else
        readOwnText();
}

void Studio::readOwnText() {
    if (m_ownText.isEmpty() || m_shown == Shown::Draft || trace().run == 0)
        return;
    if (m_shown == Shown::Live) {
        if (m_ownText != m_refusedText)
            m_reading = m_session.requestReading(m_ownText.toStdString(), 0, m_reading);
    } else {
        m_ownTextStep = ownTextStep();
        m_predict.setStep(m_ownTextStep);
        m_predict.read(m_lab.path(), m_stored.run, m_ownText);
    }
}

/// The moment that the timeline shows, where the run holds its weights; 0 = the last ones.
std::int64_t Studio::ownTextStep() const {
    const std::int64_t step = m_selection.step();
    return m_stored.holds(step) && step != m_stored.doneSteps ? step : 0;
}

} // namespace lab
