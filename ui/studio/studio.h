#pragma once

#include "ui/bridge/cost_session.h"
#include "ui/bridge/lab_session.h"
#include "ui/bridge/predict_session.h"
#include "ui/bridge/study_session.h"
#include "ui/bridge/training_session.h"
#include "ui/export/export_session.h"
#include "ui/models/comparison.h"
#include "ui/models/data_model.h"
#include "ui/models/probe_model.h"
#include "ui/models/run_model.h"
#include "ui/studio/cost_choice.h"
#include "ui/studio/curve_settings.h"
#include "ui/studio/device_setting.h"
#include "ui/studio/run_desk.h"
#include "ui/studio/run_trace.h"
#include "ui/studio/selection.h"
#include "ui/studio/study_choice.h"
#include "workbench/model_summary.h"

#include <QObject>
#include <QTimer>
#include <QUndoStack>

#include <memory>

namespace lab {

class DataDesk;
class DataLibrary;
class RunQueue;
class Timeline;

/// What the window is about: the run on show, the settings of the next one, the probes and the data sets.
/// Views tell it what the person wants and listen to what has become of it; it gives the work to the
/// sessions. GUI thread.
class Studio : public QObject {
    Q_OBJECT
public:
    Studio(const QString& labPath, TrainingFunction training, QObject* parent = nullptr);
    ~Studio() override;

    /// What the views show.
    enum class Shown { Draft, Live, Stored };

    [[nodiscard]] TrainingSession& session() { return m_session; }
    [[nodiscard]] LabSession& lab() { return m_lab; }
    [[nodiscard]] DataLibrary& library() { return *m_library; }
    [[nodiscard]] CostSession& cost() { return m_cost; }
    [[nodiscard]] CostChoice& costChoice() { return m_costChoice; }
    [[nodiscard]] StudySession& study() { return m_study; }
    [[nodiscard]] StudyChoice& studyChoice() { return m_studyChoice; }
    [[nodiscard]] ExportSession& exports() { return m_exports; }
    [[nodiscard]] RunModel& runs() { return m_runs; }
    [[nodiscard]] DataModel& data() { return m_data; }
    [[nodiscard]] ProbeModel& probes() { return m_probes; }
    [[nodiscard]] Selection& selection() { return m_selection; }
    /// Everything the person can take back: settings, probes, what is done with runs and data sets. Training
    /// steps are not on it; moving in training time is the timeline's work.
    [[nodiscard]] QUndoStack& undoStack() { return m_undo; }
    [[nodiscard]] RunDesk& desk() { return m_desk; }
    [[nodiscard]] DataDesk& dataDesk() { return *m_dataDesk; }
    [[nodiscard]] Timeline& timeline() { return *m_timeline; }
    [[nodiscard]] CurveSettings& curves() { return m_curves; }
    [[nodiscard]] RunQueue& queue() { return *m_queue; }
    /// The pinned run, which charts show beside the one on show; none while it is being read.
    [[nodiscard]] const RunTrace* reference() const { return m_reference ? &*m_reference : nullptr; }
    [[nodiscard]] std::int64_t pinned() const { return m_pinned; }
    /// Where the draft branches off a stored run: of its settings only those of training and dropout are its
    /// own.
    [[nodiscard]] const std::optional<BranchPoint>& branchPoint() const { return m_branch; }
    [[nodiscard]] Comparison& comparison() { return m_comparison; }
    [[nodiscard]] Shown shown() const { return m_shown; }
    [[nodiscard]] const RunTrace& trace() const { return m_shown == Shown::Live ? m_live : m_stored; }
    /// Settings of the next run; device and precision are those of device().
    [[nodiscard]] const RunConfig& draft() const { return m_draft; }
    /// Settings of what is shown; of a stored or running run those with which it began.
    [[nodiscard]] const RunConfig& config() const {
        return m_shown == Shown::Draft ? m_draft : trace().config;
    }
    /// The same as they are now: learning rate and dropout may have changed while it trained.
    [[nodiscard]] RunConfig configNow() const {
        return m_shown == Shown::Draft ? m_draft : trace().configNow();
    }
    /// The running run is on show and takes another learning rate or dropout.
    [[nodiscard]] bool changeable() const { return m_shown == Shown::Live && m_session.obeys(); }
    /// What computes the next run.
    [[nodiscard]] DeviceSetting& device() { return m_device; }
    /// Entries of the vocabulary and classes of the shown settings' data; 0 while the data is still being
    /// read.
    [[nodiscard]] std::int64_t vocabulary() const;
    [[nodiscard]] std::int64_t classes() const;
    /// For the queue: trains \p config when nothing else is at work. It is watched when \p show says so or
    /// when the person watched the run before it.
    void trainQueued(const RunConfig& config, std::optional<std::int64_t> group, int repeat, bool show);
    /// The person has chosen the data set of the next run; before that it is the demo.
    [[nodiscard]] bool dataChosen() const { return m_dataChosen; }
    /// Tokens of an average text of the shown settings' data after the cut; a guess while the data is being
    /// read.
    [[nodiscard]] std::int64_t typicalTokens() const;
    /// What the primary button would do now.
    enum class Primary { Train, Pause, Continue, TrainAgain, Wait };
    [[nodiscard]] Primary primary() const;

public slots:
    void begin(); ///< lists runs and reads the demo data
    void activatePrimary();
    void step();
    void epoch();
    void stop();
    /// Goes to the settings of a next run; a copy of those on show.
    void newRun();
    void showRun(std::int64_t run);
    void showLive();
    /// An edit that can be undone; shows the draft. Another split, limit or vocabulary has the data counted
    /// again.
    void setDraft(const lab::RunConfig& config);
    /// Changes the running run from its next step on, when it is on show.
    void change(const lab::LiveSettings& settings);
    /// Keeps \p run beside whatever is on show; 0 = none.
    void pin(std::int64_t run);
    /// Goes to the settings of a run that leaves the one on show after \p step, where it keeps a checkpoint.
    void branch(std::int64_t step);
    void chooseData(int row);
    /// The same, by a person who wants to see it: a source that is being looked at makes room.
    void showData(int row);
    void addData(const lab::DataConfig& config, const QString& name);
    /// An edit has made \p after of the data set that \p before names: what is to be trained follows, without
    /// a step of the undo stack.
    void replaceData(const std::string& before, const lab::DataConfig& after);
    void setOwnText(const QString& text);
    /// Asks the views that look closely at one text to look at this one.
    void inspect(const QString& text) { emit inspectionWanted(text); }
    /// The same with the weights that the run on show holds of \p step.
    void inspectStep(std::int64_t step) { emit weightsWanted(step); }
    /// Shows, in the Inspect workspace, the examples of \p split whose class is \p truth and which the run on
    /// show takes for \p predicted: what a cell of its confusion matrix counts.
    void showExamples(lab::RecordSplit split, int truth, int predicted) {
        emit examplesWanted(split, truth, predicted);
    }

signals:
    void examplesWanted(lab::RecordSplit split, int truth, int predicted);
    /// The person wants to see the runs that are compared.
    void comparisonWanted();
    /// Another run (or the draft) is on show, or the one on show has got its data: fill every view anew.
    void shownChanged();
    /// The draft, the data it names or what is known of them changed.
    void settingsChanged();
    void stateChanged();
    void inspectionWanted(const QString& text);
    void weightsWanted(std::int64_t step);
    /// More of the shown run.
    void stepsArrived(const lab::StepPoints& points);
    /// More evaluations of the shown run.
    void evaluated();
    void settingChanged(const lab::SettingChange& change);
    /// The run on show holds other checkpoints now.
    void checkpointsChanged();
    void snapshotArrived();
    void referenceChanged();
    void ownTextArrived(const lab::AttentionMap& map, std::int64_t step);
    void ownTextCleared();
    void progress(const QString& stage, double share);
    void problem(const QString& message);

private:
    void connectSession();
    void connectLab();
    void takeRuns(const RunTreePtr& tree);
    void followOthers();
    void start(TrainingSession::Begin begin);
    void launch(RunJob job, RunTrace fresh, TrainingSession::Begin begin, bool show);
    void readOwnText();
    [[nodiscard]] std::int64_t ownTextStep() const;
    void takePrepared(const PreparedEvent& event);
    void takeSteps(const std::vector<StepEvent>& steps);
    void takeEvaluations(const std::vector<EvaluationEvent>& events);
    void takeDescribed(const DataView& view);
    void fillProbes(const DataView& view);
    void takeProbeEdit(const QStringList& before);
    void applyDraft(const RunConfig& config);
    /// \p config on the device that is chosen: a draft, wherever it comes from, trains there.
    [[nodiscard]] RunConfig here(RunConfig config) const;
    void followDevice();
    void showDraft();
    void followData(const RunConfig& before);
    void takeListed();
    void ended(const QString& message);
    void goBack();
    [[nodiscard]] const DataView* viewOf(const DataConfig& config) const;

    RunModel m_runs;
    DataModel m_data;
    ProbeModel m_probes;
    Selection m_selection;
    QUndoStack m_undo;
    RunConfig m_draft;
    RunTrace m_live, m_stored;
    Shown m_shown = Shown::Draft;
    std::optional<RunTrace> m_reference;
    std::int64_t m_pinned = 0;
    std::optional<BranchPoint> m_branch;
    std::optional<BranchPoint> m_beginning; ///< where the run that is being prepared branches off
    std::int64_t m_left = 0; ///< the run that the live one took the place of on show; 0 = the draft
    CurveSettings m_curves;
    QString m_ownText;
    QString m_refusedText;          ///< that the running run has no room for
    std::int64_t m_ownTextStep = 0; ///< whose weights a stored run reads it with; 0 = the last ones
    std::uint64_t m_reading = 0;    ///< number of the newest request to the running run
    QTimer m_recount;               ///< waits until the person has finished typing
    DeviceSetting m_device;
    bool m_dataChosen = false;
    bool m_probesEdited = false; ///< by the person, so that new data does not replace them
    CostChoice m_costChoice;
    StudyChoice m_studyChoice;
    RunSession m_runWork;
    RunDesk m_desk;
    Comparison m_comparison;
    LabSession m_lab;
    std::unique_ptr<DataLibrary> m_library;
    CostSession m_cost;
    StudySession m_study;
    PredictSession m_predict;
    ExportSession m_exports;
    std::unique_ptr<DataDesk> m_dataDesk;
    std::unique_ptr<Timeline> m_timeline;
    std::unique_ptr<RunQueue> m_queue;
    TrainingSession m_session; ///< last: stops and joins first
};

/// The small model the window opens with: it learns demo:reviews in front of one's eyes in seconds.
RunConfig teachingConfig();

} // namespace lab
