#pragma once

#include "core/train/evaluator.h"
#include "core/train/trainer.h"
#include "workbench/run_job.h"
#include "workbench/run_recorder.h"
#include "workbench/text_pipeline.h"

#include <deque>
#include <memory>
#include <optional>

namespace lab {

/// One run from its job to its result: the stages behind runTraining. Lives on one thread.
class TrainingRun {
public:
    TrainingRun(const RunJob& job, RunControl& control, const RunEventSink& sink);
    ~TrainingRun();

    /// Data, vocabulary, model and the run's row in the lab file.
    void prepare();
    /// Steps, evaluations, checkpoints, until the end or a stop.
    RunResult train();

private:
    LabFile& lab();
    void progress(const std::string& stage, double share = -1);
    void prepareNew();
    void prepareContinued(std::int64_t run);
    void prepareBranch(const BranchPoint& from);
    void takeTexts(const StoredRun& stored);
    void chooseDeviceAgain();
    void chooseEnd(const StoredRun& stored);
    void encode(const Dataset& data);
    void buildModel();
    void startWeights();
    void createRun(std::optional<std::int64_t> dataset);
    void restoreSettings(std::int64_t run, std::int64_t step);
    void restoreTextsAtOnce(std::int64_t run, std::int64_t step);
    void restoreProgress(const StoredRun& stored);
    void restoreSums(const StoredRun& stored, std::int64_t step);
    void restoreNewest(std::int64_t step, const std::vector<EvaluationRow>& evaluations);
    void storeEnd(const StoredRun& stored);
    void announce();
    void measurePrecision();

    void fromStartToEnd();
    void makeUpEvaluation();
    void loop();
    void step();
    [[nodiscard]] bool evaluationDue(std::int64_t step) const;
    void change(const LiveSettings& settings);
    void change(SettingChange::Setting setting, double to);
    void repeatChanges();
    void setStatus(RunStatus status);
    void errand(const RunControl::Next& next);
    void answer(const RunControl::Reading& reading);
    void keepCheckpoint();
    void countMemory();
    void evaluateIfDue();
    Evaluation validate();
    void closeEpoch(std::int64_t step, const Evaluation& validation);
    [[nodiscard]] bool startsWithSnapshot();
    void watch();
    void snapshot();
    AttentionMap read(const std::string& text, std::int32_t mapsUpTo = 0);
    void close();
    void recordFailure(const std::string& message) noexcept;

    RunJob m_job;
    RunControl* m_control;
    RunEventSink m_sink;
    RunConfig m_config;
    std::unique_ptr<LabFile> m_lab; ///< opened at once when it exists, else when there is something to keep
    std::vector<std::string> m_labels;
    std::optional<TextPipeline> m_pipeline;
    EncodedSplit m_trainSplit, m_validationSplit, m_testSplit;
    std::unique_ptr<Backend> m_backend;
    std::unique_ptr<TextClassifier> m_model;
    std::unique_ptr<Trainer> m_trainer;
    std::unique_ptr<Evaluator> m_evaluator;
    std::unique_ptr<RunRecorder> m_recorder;
    RunResult m_result;
    std::optional<WordsFound> m_embeddings;
    RunFailure m_failure;                ///< what is known of an exception that ends the run
    RunResult::Epoch m_epoch;            ///< sums of the running epoch
    std::deque<SettingChange> m_planned; ///< changes of a replayed run that are still to come
    std::int64_t m_epochSteps = 0, m_tokens = 0, m_evaluatedStep = -1;
    double m_bestAccuracy = -1;
    RunStatus m_status = RunStatus::Preparing; ///< as stored
    bool m_inStep = false; ///< the trainer works; an evaluation reads one text at once if it must
};

} // namespace lab
