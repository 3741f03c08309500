#include "workbench/training_run.h"

#include "core/base/error.h"
#include "core/store/dataset_repository.h"
#include "core/store/lab_wait.h"
#include "core/store/snapshot_repository.h"
#include "core/store/unstored_failures.h"
#include "workbench/memory_advice.h"
#include "workbench/model_export.h"

#include <algorithm>
#include <filesystem>

namespace lab {

TrainingRun::TrainingRun(const RunJob& job, RunControl& control, const RunEventSink& sink)
    : m_job(job),
      m_control(&control),
      m_sink(sink),
      m_config(job.config),
      m_planned(job.changes.begin(), job.changes.end()) {
    if (std::filesystem::exists(m_job.labPath))
        lab();
}

TrainingRun::~TrainingRun() = default;

LabFile& TrainingRun::lab() {
    if (!m_lab)
        m_lab = std::make_unique<LabFile>(m_job.labPath);
    return *m_lab;
}

void TrainingRun::progress(const std::string& stage, double share) {
    m_sink(ProgressEvent{stage, share});
}

void TrainingRun::announce() {
    PreparedEvent event;
    event.run = m_recorder->run();
    event.config = m_config;
    event.labels = m_labels;
    event.trainExamples = m_trainSplit.size();
    event.validationExamples = m_validationSplit.size();
    event.testExamples = m_testSplit.size();
    event.vocabulary = m_pipeline->vocabulary().size();
    event.totalSteps = m_trainer->totalSteps();
    event.stepsPerEpoch = m_trainer->stepsPerEpoch();
    event.firstStep = m_trainer->stepsDone();
    event.learningRate = m_trainer->options().learningRate;
    event.dropout = static_cast<double>(m_model->config().dropout);
    event.attentionParameters = m_model->parameters().count(ParameterGroup::Attention);
    event.totalParameters = m_model->parameters().count();
    event.embeddings = m_embeddings;
    m_result.embeddings = m_embeddings;
    m_result.run = event.run;
    m_result.attentionParameters = event.attentionParameters;
    m_result.totalParameters = event.totalParameters;
    m_sink(event);
}

/// Where there is no room for a second model beside the run's own, the run goes on without the figure.
void TrainingRun::measurePrecision() {
    if (m_config.precision == Precision::Fp32)
        return;
    try {
        const auto backend = makeBackend({m_job.threads, m_config.device, Precision::Fp32});
        TextClassifier exact(*backend, m_config.model, m_pipeline->vocabulary().size(), m_model->classes(),
                             m_config.text.freezeEmbeddings);
        m_result.precision = {m_trainer->stepsDone(), m_config.precision,
                              precisionError(*m_model, exact, m_trainSplit)};
        m_recorder->record(*m_result.precision);
        m_sink(*m_result.precision);
    } catch (const OutOfDeviceMemory&) { // NOLINT: see above
    }
}

RunResult TrainingRun::train() {
    const WithPatience great(Patience::Great); // what has to be stored now would be lost
    try {
        fromStartToEnd();
    } catch (const std::exception& error) {
        const bool waited = dynamic_cast<const LabBusy*>(&error) != nullptr; // long enough
        const WithPatience again(waited ? Patience::Usual : Patience::Great);
        recordFailure(error.what());
        throw;
    }
    return m_result;
}

/// Without memory for a step, an evaluation or a probe the run is kept as it is: all three change no weight
/// before they have what they need.
void TrainingRun::fromStartToEnd() {
    try {
        setStatus(RunStatus::Running);
        announce();
        measurePrecision();
        if (!m_job.probes.empty())
            watch();
        if (startsWithSnapshot())
            snapshot();
        makeUpEvaluation();
        loop();
        close();
    } catch (const OutOfDeviceMemory& error) {
        m_recorder->saveLast(m_model->parameters(), m_trainer->stepsDone());
        const int texts = m_inStep && m_trainer->textsAtOnce() > 1 ? m_trainer->textsAtOnce() : 0;
        m_failure = {RunFailure::Cause::NoRoom, texts};
        adviseTraining(error, m_recorder->run(), texts);
    } catch (const TrainingError&) {
        m_failure = {RunFailure::Cause::Diverged, 0};
        throw;
    }
}

void TrainingRun::loop() {
    while (!m_trainer->finished()) {
        repeatChanges();
        const RunControl::Next next = m_control->awaitNext();
        if (next.kind == RunControl::Next::Kind::End) {
            m_result.stopped = true;
            m_recorder->recordAction(m_trainer->stepsDone(), "stop");
            return;
        }
        if (next.kind == RunControl::Next::Kind::Errand) {
            errand(next);
            continue;
        }
        setStatus(RunStatus::Running);
        step();
    }
}

void TrainingRun::setStatus(RunStatus status) {
    if (status == m_status)
        return;
    RunRepository(lab()).setStatus(m_recorder->run(), status);
    m_status = status;
}

void TrainingRun::step() {
    m_inStep = true;
    const StepEvent event = m_trainer->step(evaluationDue(m_trainer->stepsDone() + 1));
    m_inStep = false;
    countMemory();
    m_recorder->record(event);
    m_sink(event);
    m_result.seconds += event.seconds;
    m_tokens += event.tokens;
    m_epoch.trainLoss += event.loss;
    m_epoch.trainAccuracy += event.accuracy;
    m_epoch.seconds += event.seconds;
    ++m_epochSteps;
    if (m_job.snapshotEvery > 0 && event.step % m_job.snapshotEvery == 0)
        snapshot();
    evaluateIfDue();
    const std::int64_t keep = m_config.train.keepEvery * m_trainer->stepsPerEpoch();
    if (keep > 0 && event.step % keep == 0)
        keepCheckpoint();
    if (m_recorder->checkpointDue())
        m_recorder->saveLastIfFree(m_model->parameters(), event.step);
    m_recorder->flushIfDue();
}

/// What the step held on the device; the processor's or the GPU's own working copies are not counted.
void TrainingRun::countMemory() {
    const ParameterStore& parameters = m_model->parameters();
    constexpr int kPerTrained = 3; // its gradient and both of Adam's moments
    const std::int64_t numbers = parameters.count() + kPerTrained * parameters.gradients().size();
    const std::int64_t bytes =
        numbers * static_cast<std::int64_t>(sizeof(float)) + static_cast<std::int64_t>(m_trainer->memory());
    std::int64_t& peak = m_recorder->summary().peakBytes;
    peak = std::max(peak, bytes);
    m_result.peakBytes = peak;
}

/// With a snapshot, so that the moment can be looked at, too.
void TrainingRun::keepCheckpoint() {
    m_sink(m_recorder->keep(m_model->parameters(), m_trainer->stepsDone()));
    snapshot();
}

void TrainingRun::errand(const RunControl::Next& next) {
    const std::int64_t step = m_trainer->stepsDone();
    if (next.pausing) {
        m_recorder->recordAction(step, "pause");
        m_recorder->saveLast(m_model->parameters(), step);
        setStatus(RunStatus::Paused);
    }
    if (next.settings)
        change(*next.settings);
    if (next.keep)
        keepCheckpoint();
    if (next.probes) {
        m_job.probes = *next.probes;
        watch();
        snapshot();
    }
    if (next.reading)
        answer(*next.reading);
}

/// A text that somebody typed must not end the training for want of room.
void TrainingRun::answer(const RunControl::Reading& reading) {
    ReadingEvent event{reading.number, m_trainer->stepsDone(), reading.text, {}};
    try {
        event.map = read(reading.text, reading.mapsUpTo);
    } catch (const OutOfDeviceMemory& error) {
        event.problem =
            fmt::format("this text is not read: {}; shorten it. The training goes on", error.what());
    }
    m_sink(event);
}

void TrainingRun::change(const LiveSettings& settings) {
    using Setting = SettingChange::Setting;
    if (settings.learningRate)
        change(Setting::LearningRate, *settings.learningRate);
    if (settings.dropout)
        change(Setting::Dropout, static_cast<double>(*settings.dropout));
}

void TrainingRun::change(SettingChange::Setting setting, double to) {
    const bool rate = setting == SettingChange::Setting::LearningRate;
    const double from =
        rate ? m_trainer->options().learningRate : static_cast<double>(m_model->config().dropout);
    if (to == from)
        return;
    if (rate)
        m_trainer->setLearningRate(to);
    else
        m_model->setDropout(static_cast<float>(to));
    const SettingChange done{m_trainer->stepsDone(), setting, from, to};
    m_recorder->record(done, m_model->parameters());
    m_sink(done);
}

void TrainingRun::repeatChanges() {
    for (; !m_planned.empty() && m_planned.front().step <= m_trainer->stepsDone(); m_planned.pop_front())
        change(m_planned.front().setting, m_planned.front().to);
}

// After each epoch, every so many steps if asked for, and at the end of the run.
bool TrainingRun::evaluationDue(std::int64_t step) const {
    const std::int64_t every = m_config.train.evaluateEvery;
    return step % m_trainer->stepsPerEpoch() == 0 || step >= m_trainer->totalSteps() ||
           (every > 0 && step % every == 0);
}

void TrainingRun::evaluateIfDue() {
    const std::int64_t step = m_trainer->stepsDone();
    if (!evaluationDue(step))
        return;
    const bool epochEnd = m_trainer->atEpochEnd();
    const Evaluation validation = validate();
    if (!epochEnd && !m_trainer->finished())
        return;
    closeEpoch(step, validation);
    m_recorder->recordEpoch({m_result.train.loss, m_result.train.accuracy});
}

/// Measures the validation split; all zero where there is none.
Evaluation TrainingRun::validate() {
    EvaluationEvent event;
    event.step = m_trainer->stepsDone();
    event.epoch = static_cast<int>(event.step / m_trainer->stepsPerEpoch());
    if (m_validationSplit.size() == 0)
        return event.validation;
    event.validation = m_evaluator->evaluate(m_validationSplit);
    event.best = event.validation.accuracy > m_bestAccuracy;
    m_result.validation = event.validation;
    m_recorder->record(event);
    if (event.best) {
        m_bestAccuracy = event.validation.accuracy;
        m_recorder->saveBest(m_model->parameters(), event.step);
    }
    m_sink(event);
    return event.validation;
}

/// What a continued run owes where its last evaluation had no room.
void TrainingRun::makeUpEvaluation() {
    const std::int64_t step = m_trainer->stepsDone();
    if (!m_job.continueRun || step == 0 || step <= m_evaluatedStep || !evaluationDue(step))
        return;
    const Evaluation validation = validate();
    if (m_result.history.empty() || m_result.history.back().step != step)
        return;
    m_result.history.back().validation = validation;
    m_recorder->recordEpoch({m_result.train.loss, m_result.train.accuracy});
}

void TrainingRun::closeEpoch(std::int64_t step, const Evaluation& validation) {
    m_epoch.epoch = static_cast<int>((step + m_trainer->stepsPerEpoch() - 1) / m_trainer->stepsPerEpoch());
    m_epoch.step = step;
    m_epoch.trainLoss /= static_cast<double>(m_epochSteps);
    m_epoch.trainAccuracy /= static_cast<double>(m_epochSteps);
    m_epoch.validation = validation;
    m_result.train.loss = m_epoch.trainLoss;
    m_result.train.accuracy = m_epoch.trainAccuracy;
    m_result.validation = validation;
    m_result.history.push_back(m_epoch);
    m_epoch = {};
    m_epochSteps = 0;
}

/// The untrained model, the first moment of a branch, and what a continued run owes where its last snapshot
/// had no room.
bool TrainingRun::startsWithSnapshot() {
    const std::int64_t step = m_trainer->stepsDone();
    if (step == 0 || m_job.branch)
        return true;
    if (!m_job.continueRun || m_job.snapshotEvery <= 0 || step % m_job.snapshotEvery != 0)
        return false;
    const std::vector<std::int64_t> taken = SnapshotRepository(lab()).steps(m_recorder->run());
    return taken.empty() || taken.back() < step;
}

void TrainingRun::snapshot() {
    if (m_job.probes.empty())
        return;
    SnapshotEvent event;
    event.step = m_trainer->stepsDone();
    for (const std::string& probe : m_job.probes)
        event.probes.push_back(read(probe));
    m_recorder->record(event);
    m_sink(event);
}

AttentionMap TrainingRun::read(const std::string& text, std::int32_t mapsUpTo) {
    TextPipeline::Encoded encoded = m_pipeline->encode(text);
    AttentionMap map = m_evaluator->read(encoded.ids, true, mapsUpTo);
    m_pipeline->name(map, std::move(encoded));
    return map;
}

void TrainingRun::close() {
    const std::int64_t step = m_trainer->stepsDone();
    m_result.steps = step;
    m_result.epochs = static_cast<double>(step) / static_cast<double>(m_trainer->stepsPerEpoch());
    m_result.tokensPerSecond = m_result.seconds > 0 ? static_cast<double>(m_tokens) / m_result.seconds : 0;
    m_recorder->summary().tokensPerSecond = m_result.tokensPerSecond;
    measurePrecision();
    if (!m_result.stopped && m_testSplit.size() > 0) {
        progress("measuring the test split");
        m_result.test = m_evaluator->evaluate(m_testSplit);
        m_recorder->recordTest(step, static_cast<int>(m_result.epochs), m_result.test);
    }
    m_recorder->saveLast(m_model->parameters(), step);
    m_result.checkpoints = CheckpointRepository(lab()).list(m_recorder->run());
    m_recorder->finish(m_result.stopped ? RunStatus::Stopped : RunStatus::Finished);
    if (m_job.exportFile.empty())
        return;
    ModelFile file = modelFileOf(m_config, *m_pipeline, m_labels, *m_model);
    if (const auto dataset = RunRepository(lab()).load(m_recorder->run()).row.dataset)
        file.trainedOn = DatasetRepository(lab()).fingerprint(*dataset);
    writeModelFile(m_job.exportFile, file);
}

// The lab file itself may be what failed: the message is kept until it can be written.
void TrainingRun::recordFailure(const std::string& message) noexcept {
    try {
        m_sink(m_failure);
        UnstoredFailures& unstored = UnstoredFailures::ofThisProcess();
        unstored.keep(m_job.labPath, m_recorder->run(), message);
        m_recorder->fail(message, m_failure);
        unstored.forget(m_job.labPath, m_recorder->run());
    } catch (const std::exception&) { // NOLINT: see above
    }
}

} // namespace lab
