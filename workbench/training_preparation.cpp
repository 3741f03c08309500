// The stages of TrainingRun before its first step.
#include "workbench/training_run.h"

#include "core/backend/devices.h"
#include "core/base/error.h"
#include "core/encoders/model_check.h"
#include "core/store/action_repository.h"
#include "core/store/checkpoint_repository.h"
#include "core/store/model_file.h"
#include "core/store/safetensors.h"
#include "core/store/snapshot_repository.h"
#include "core/store/unstored_failures.h"
#include "core/store/vocabulary_repository.h"
#include "core/text/word_vectors.h"
#include "workbench/data_source.h"
#include "workbench/load_weights.h"
#include "workbench/memory_advice.h"
#include "workbench/model_export.h"
#include "workbench/model_summary.h"
#include "workbench/run_name.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

namespace lab {
namespace {

/// Brings word vectors to the size that the model's own start values have (root mean square \p deviation). A
/// norm follows, so the size says nothing; but Adam moves every value by the learning rate a step whatever
/// its size, and positions are added to words: vectors twenty times larger would hardly learn and would drown
/// the positions. Measured on IMDB folders, GloVe 50-d, two epochs: test accuracy 0.73 as they are in the
/// file, 0.79 so.
void scaleTo(float deviation, std::vector<float>& table) {
    double squares = 0;
    for (const float value : table)
        squares += static_cast<double>(value) * static_cast<double>(value);
    if (squares == 0)
        return;
    const auto factor = static_cast<float>(static_cast<double>(deviation) /
                                           std::sqrt(squares / static_cast<double>(table.size())));
    for (float& value : table)
        value *= factor;
}

/// Weights and moments that \p from's run keeps of that step.
TensorFile checkpointAt(LabFile& lab, const BranchPoint& from) {
    const CheckpointRepository checkpoints(lab);
    std::vector<std::int64_t> steps;
    for (const CheckpointInfo& info : checkpoints.list(from.run))
        if (steps.empty() || steps.back() != info.step)
            steps.push_back(info.step);
    if (std::find(steps.begin(), steps.end(), from.step) == steps.end())
        throw StoreError(fmt::format(
            "run {} keeps no checkpoint after step {}; {}", from.run, from.step,
            steps.empty() ? "it has none yet"
                          : fmt::format("it keeps those after step {}", fmt::join(steps, " and "))));
    const std::string what = fmt::format("the checkpoint of run {} after step {}", from.run, from.step);
    TensorFile state = readSafetensorsBytes(checkpoints.loadStep(from.run, from.step), what);
    const auto isMoment = [](const NamedTensor& tensor) { return tensor.name.starts_with("adam."); };
    if (std::none_of(state.tensors.begin(), state.tensors.end(), isMoment))
        throw StoreError(fmt::format("{} was stored by an older version, without the optimiser's state: a "
                                     "branch cannot begin there",
                                     what));
    return state;
}

/// An action of this kind says how many texts are computed at once from its step on: "64 → 32".
constexpr const char* kBatchAction = "batch";
constexpr std::string_view kArrow = " → ";

std::optional<int> textsAtOnceOf(const ActionRow& action) {
    const std::string_view detail = action.detail;
    const std::size_t arrow = detail.find(kArrow);
    if (action.kind != kBatchAction || arrow == std::string_view::npos)
        return std::nullopt;
    int texts = 0;
    const char* last = detail.data() + detail.size();
    const auto [end, error] = std::from_chars(detail.data() + arrow + kArrow.size(), last, texts);
    return error == std::errc() && end == last && texts >= 1 ? std::optional(texts) : std::nullopt;
}

/// An action of this kind says how often the probes are recorded from its step on: "every 20".
constexpr const char* kSnapshotsAction = "snapshots";
constexpr std::string_view kEvery = "every ";

/// How often \p run's probes are recorded; none for a run of an older version, or without probes.
std::optional<std::int64_t> snapshotInterval(LabFile& lab, std::int64_t run) {
    std::optional<std::int64_t> interval;
    for (const ActionRow& action : ActionRepository(lab).list(run)) {
        const std::string_view detail = action.detail;
        std::int64_t steps = 0;
        if (action.undone || action.kind != kSnapshotsAction || !detail.starts_with(kEvery))
            continue;
        const auto [end, error] =
            std::from_chars(detail.data() + kEvery.size(), detail.data() + detail.size(), steps);
        if (error == std::errc() && steps > 0)
            interval = steps;
    }
    return interval;
}

/// A run goes on without a checkpoint only from weights that its seed can make again.
void requireFirstWeights(LabFile& lab, const StoredRun& run) {
    const bool fromSeed = !run.row.parent && run.row.parentStep == 0 && run.config.text.embeddings.empty();
    if (!fromSeed && !CheckpointRepository(lab).find(run.row.id, CheckpointKind::Last))
        throw StoreError(fmt::format("run {} cannot go on: the lab file does not hold the weights that it "
                                     "started from; delete it and begin it again",
                                     run.row.id));
}

} // namespace

void TrainingRun::prepare() {
    if (m_job.continueRun)
        prepareContinued(*m_job.continueRun);
    else if (m_job.branch)
        prepareBranch(*m_job.branch);
    else
        prepareNew();
}

void TrainingRun::prepareNew() {
    m_config.model = normalized(m_config.model);
    m_config.device = resolveDevice(m_config.device);
    requireTrainable(m_config);
    progress("reading " + m_config.data.spec, 0);
    const LoadControl load{
        [this](double share, std::int64_t) { progress("reading " + m_config.data.spec, share); },
        m_control->stopToken()};
    const Dataset data = loadData(m_config.data, m_job.labPath, load);
    m_labels = data.labels;
    progress("learning the vocabulary");
    m_pipeline = TextPipeline::learn(data, m_config.text, m_config.model.maxLength, m_control->stopToken());
    encode(data);
    startWeights();
    progress("storing the data set");
    lab().transaction([&] { // data set and run together: an edit in between would part them
        DatasetRepository datasets(lab());
        const std::int64_t dataset = datasets.save(toStored(data, m_config.data), m_control->stopToken());
        if (namesStoredData(m_config.data.spec)) // a number would mean something else in another lab
            m_config.data.spec = storedSpec(datasets.fingerprint(dataset));
        createRun(dataset);
    });
}

void TrainingRun::prepareContinued(std::int64_t run) {
    RunRepository runs(lab());
    runs.stopDeadRuns();
    const StoredRun stored = runs.load(run);
    requireFirstWeights(lab(), stored);
    m_config = stored.config;
    if (m_job.textsAtOnce > m_config.train.batch)
        throw ConfigError(fmt::format("--batch {}: run {} takes {} texts per update; give at most {}",
                                      m_job.textsAtOnce, run, m_config.train.batch, m_config.train.batch));
    chooseDeviceAgain();
    if (m_job.fewerTextsForRoom && m_config.device != "cpu")
        m_job.textsAtOnce = lastFailure(lab(), run).textsAtOnce / 2;
    m_labels = stored.labels;
    if (m_job.snapshotEvery > 0)
        m_job.snapshotEvery = snapshotInterval(lab(), run).value_or(m_job.snapshotEvery);
    takeTexts(stored);
    chooseEnd(stored);
    restoreProgress(stored);
}

/// As far as the job says, or else to its own end. Another end becomes the run's own: lists then count it
/// among those that were trained so far.
void TrainingRun::chooseEnd(const StoredRun& stored) {
    const TrainOptions& wanted = m_job.config.train;
    TrainOptions& train = m_config.train;
    const std::int64_t texts = m_trainSplit.size(), before = totalSteps(train, texts);
    if (wanted.steps > 0) {
        train.steps = wanted.steps;
    } else if (wanted.epochs > 0) {
        train.steps = 0;
        train.epochs = wanted.epochs;
    } else if (before != stored.row.totalSteps) { // an older version kept another end beside the settings
        train.steps = stored.row.totalSteps;
    }
    const std::int64_t end = totalSteps(train, texts);
    if (end == before)
        train = stored.config.train;
    const auto last = CheckpointRepository(lab()).find(stored.row.id, CheckpointKind::Last);
    if (last && end < last->step)
        throw ConfigError(fmt::format("run {} has done {} steps already and cannot end after step {}; give a "
                                      "later end with --steps or --epochs",
                                      stored.row.id, last->step, end));
}

void TrainingRun::takeTexts(const StoredRun& stored) {
    const std::int64_t run = stored.row.id;
    if (!stored.row.dataset || !stored.row.vocabulary)
        throw StoreError(
            fmt::format("run {} cannot go on: the lab file does not hold its data set any more", run));
    progress("reading the data set of run " + std::to_string(run));
    const Dataset data =
        fromStored(DatasetRepository(lab()).load(*stored.row.dataset, m_control->stopToken()));
    m_pipeline.emplace(m_config.text.tokenizer,
                       Vocabulary::fromTokens(VocabularyRepository(lab()).load(*stored.row.vocabulary)),
                       m_config.model.maxLength);
    encode(data);
}

void TrainingRun::prepareBranch(const BranchPoint& from) {
    const StoredRun parent = RunRepository(lab()).load(from.run);
    const TensorFile state = checkpointAt(lab(), from);
    m_labels = parent.labels;
    m_config.data = parent.config.data;
    m_config.text = parent.config.text;
    m_config.model = parent.config.model;
    m_config.model.dropout = m_job.config.model.dropout;
    requireTrainable(m_config);
    takeTexts(parent);
    buildModel();
    if (m_trainer->totalSteps() <= from.step)
        throw ConfigError(
            fmt::format("a branch from step {} would end before it begins: its settings say {} steps; "
                        "give it more epochs",
                        from.step, m_trainer->totalSteps()));
    m_model->parameters().importState(state);
    m_trainer->resumeAfter(from.step);
    createRun(parent.row.dataset);
}

// Weights and moments know no device, so a run goes on anywhere; only its bits depend on it.
void TrainingRun::chooseDeviceAgain() {
    const bool where = m_job.continueOn == "auto";
    m_config.device = resolveDevice(where && m_config.device == "cuda" ? "auto"
                                    : where                            ? m_config.device
                                                                       : m_job.continueOn);
    if (m_config.device == "cpu")
        m_config.precision = Precision::Fp32;
}

void TrainingRun::encode(const Dataset& data) {
    progress("turning text into tokens");
    m_trainSplit = m_pipeline->encode(data, Split::Train, m_control->stopToken());
    m_validationSplit = m_pipeline->encode(data, Split::Validation, m_control->stopToken());
    m_testSplit = m_pipeline->encode(data, Split::Test, m_control->stopToken());
    if (m_trainSplit.size() == 0 && !m_config.data.splitColumn.empty())
        throw DataError(fmt::format("{} has no training examples: its column '{}' calls none of them train; "
                                    "divide them anew with --split-column none",
                                    m_config.data.spec, m_config.data.splitColumn));
    if (m_trainSplit.size() == 0)
        throw DataError(
            fmt::format("{} has no training examples; give the training part a larger share with --split",
                        m_config.data.spec));
}

void TrainingRun::buildModel() {
    progress("building the model");
    try {
        m_backend = makeBackend({m_job.threads, m_config.device, m_config.precision});
        m_model = std::make_unique<TextClassifier>(
            *m_backend, m_config.model, m_pipeline->vocabulary().size(),
            static_cast<std::int64_t>(m_labels.size()), m_config.text.freezeEmbeddings);
        m_trainer = std::make_unique<Trainer>(*m_model, m_trainSplit, m_config.train);
        m_evaluator = std::make_unique<Evaluator>(*m_model);
    } catch (const OutOfDeviceMemory& error) {
        adviseBuilding(error, m_job.continueRun);
    }
}

void TrainingRun::startWeights() {
    std::optional<WordVectors> vectors;
    if (!m_config.text.embeddings.empty()) {
        const std::string stage = "reading " + m_config.text.embeddings;
        vectors = readWordVectors(
            m_config.text.embeddings, m_pipeline->vocabulary(),
            {m_config.train.seed, [&](double share) { progress(stage, share); }, m_control->stopToken()});
        m_embeddings = {vectors->found, vectors->words, std::move(vectors->notes)};
        m_config.model.embeddingDim = vectors->dim == m_config.model.dim ? 0 : vectors->dim;
    }
    buildModel();
    m_model->parameters().initialise(m_config.train.seed, m_config.model.initRange);
    if (vectors && !m_config.text.freezeEmbeddings)
        scaleTo(m_config.model.initRange, vectors->table);
    if (vectors)
        m_model->parameters().upload(m_model->wordTable(), vectors->table);
    if (!m_job.initFile.empty())
        loadWeights(m_model->parameters(), readWeights(m_job.initFile), m_job.initFile);
    if (m_control->stopRequested())
        throw Cancelled();
}

void TrainingRun::createRun(std::optional<std::int64_t> dataset) {
    NewRun run;
    run.name = m_job.name.empty() ? defaultRunName(m_config.model.encoder, toString(m_config.model.sharing),
                                                   m_config.train.seed)
                                  : m_job.name;
    run.config = m_config;
    run.labels = m_labels;
    run.dataset = dataset;
    run.group = m_job.group;
    run.repeat = m_job.repeat;
    if (m_job.branch) {
        run.parent = m_job.branch->run;
        run.parentStep = m_job.branch->step;
    }
    run.totalSteps = m_trainer->totalSteps();
    run.attentionParameters = m_model->parameters().count(ParameterGroup::Attention);
    run.totalParameters = m_model->parameters().count();
    lab().transaction([&] {
        run.vocabulary = VocabularyRepository(lab()).save(m_pipeline->vocabulary().tokens());
        const std::int64_t step = m_trainer->stepsDone();
        m_recorder = std::make_unique<RunRecorder>(lab(), RunRepository(lab()).create(run), step);
        // Start weights that the seed alone cannot make again are kept, so that the run can go on from any
        // moment.
        if (!m_config.text.embeddings.empty() || !m_job.initFile.empty() || m_job.branch)
            m_recorder->saveLast(m_model->parameters(), step);
    });
    if (m_embeddings)
        m_recorder->recordAction(m_trainer->stepsDone(), "embeddings", toText(*m_embeddings));
}

void TrainingRun::restoreProgress(const StoredRun& stored) {
    const std::int64_t run = stored.row.id;
    buildModel();
    CheckpointRepository checkpoints(lab());
    std::int64_t step = 0;
    if (const auto last = checkpoints.find(run, CheckpointKind::Last)) {
        step = last->step;
        m_model->parameters().importState(readSafetensorsBytes(checkpoints.load(run, CheckpointKind::Last),
                                                               fmt::format("the checkpoint of run {}", run)));
    } else {
        m_model->parameters().initialise(m_config.train.seed, m_config.model.initRange);
    }
    m_trainer->resumeAfter(step);
    restoreSettings(run, step);
    lab().transaction([&] { // one that cannot begin again stays as it was
        RunRepository(lab()).takeOver(run);
        RunRepository(lab()).rewind(run, step);
        m_recorder = std::make_unique<RunRecorder>(lab(), run, step);
        m_recorder->recordAction(step, "continue",
                                 m_config.device == stored.row.device ? "" : "on " + m_config.device);
        storeEnd(stored);
        restoreTextsAtOnce(run, step);
        restoreSums(stored, step);
        m_recorder->begin();
    });
    UnstoredFailures::ofThisProcess().forget(lab().path(), run);
}

void TrainingRun::storeEnd(const StoredRun& stored) {
    RunRepository runs(lab());
    if (const std::int64_t end = m_trainer->totalSteps(); end != stored.row.totalSteps) {
        runs.setTotalSteps(stored.row.id, end);
        // A schedule of the learning rate that led to the old end led elsewhere than one of the new end does.
        const bool scheduled = m_config.train.schedule != Schedule::Constant;
        m_recorder->recordAction(m_trainer->stepsDone(), scheduled ? "schedule" : "steps",
                                 fmt::format("{}{}{}", stored.row.totalSteps, kArrow, end));
    }
    if (m_config.train != stored.config.train)
        runs.setTrainOptions(stored.row.id, m_config.train);
}

/// What the last "batch" action before \p step says, or what the job asks for, which becomes such an action.
void TrainingRun::restoreTextsAtOnce(std::int64_t run, std::int64_t step) {
    for (const ActionRow& action : ActionRepository(lab()).list(run))
        if (const auto texts = textsAtOnceOf(action); texts && !action.undone && action.step <= step)
            m_trainer->setTextsAtOnce(*texts);
    const int before = m_trainer->textsAtOnce();
    if (m_job.textsAtOnce == 0 || m_job.textsAtOnce == before)
        return;
    m_trainer->setTextsAtOnce(m_job.textsAtOnce);
    m_recorder->recordAction(step, kBatchAction, fmt::format("{}{}{}", before, kArrow, m_job.textsAtOnce));
}

/// The settings in force after \p step; later changes are undone together with their steps.
void TrainingRun::restoreSettings(std::int64_t run, std::int64_t step) {
    for (const SettingChange& change : settingChanges(lab(), run)) {
        if (change.step > step)
            continue;
        if (change.setting == SettingChange::Setting::LearningRate)
            m_trainer->setLearningRate(change.to);
        else
            m_model->setDropout(static_cast<float>(change.to));
    }
}

/// What the run would know if it had not been interrupted: history, best accuracy, sums of the running epoch.
void TrainingRun::restoreSums(const StoredRun& stored, std::int64_t step) {
    MetricRepository metrics(lab());
    const std::int64_t run = stored.row.id, perEpoch = m_trainer->stepsPerEpoch();
    const auto losses = metrics.series(run, "train", "loss"),
               accuracies = metrics.series(run, "train", "accuracy");
    const auto seconds = metrics.series(run, "train", "seconds"),
               tokens = metrics.series(run, "train", "tokens");
    const auto evaluations = metrics.evaluations(run);
    m_recorder->summary() = stored.row.summary;
    m_recorder->summary().seconds = 0;
    for (const EvaluationRow& row : evaluations)
        if (row.split == "validation") {
            m_bestAccuracy = std::max(m_bestAccuracy, row.evaluation.accuracy);
            m_evaluatedStep = std::max(m_evaluatedStep, row.step);
        }
    const std::size_t count = std::min({losses.size(), accuracies.size(), seconds.size(), tokens.size()});
    for (std::size_t i = 0; i < count && losses[i].step <= step; ++i) {
        m_recorder->summary().seconds += seconds[i].value;
        m_result.seconds += seconds[i].value;
        m_tokens += static_cast<std::int64_t>(tokens[i].value);
        m_epoch.trainLoss += losses[i].value;
        m_epoch.trainAccuracy += accuracies[i].value;
        m_epoch.seconds += seconds[i].value;
        ++m_epochSteps;
        if (losses[i].step % perEpoch != 0)
            continue;
        const auto at = std::find_if(evaluations.begin(), evaluations.end(), [&](const EvaluationRow& row) {
            return row.split == "validation" && row.step == losses[i].step;
        });
        closeEpoch(losses[i].step, at == evaluations.end() ? Evaluation{} : at->evaluation);
    }
    restoreNewest(step, evaluations);
}

/// The newest numbers of a run that was set back are those that were measured until then; the test split is
/// measured when it ends.
void TrainingRun::restoreNewest(std::int64_t step, const std::vector<EvaluationRow>& evaluations) {
    RunSummary& summary = m_recorder->summary();
    summary.epochs = static_cast<double>(step) / static_cast<double>(m_trainer->stepsPerEpoch());
    summary.last = {step, {}, {}, {}};
    if (!m_result.history.empty())
        summary.last.train = {m_result.history.back().trainLoss, m_result.history.back().trainAccuracy};
    for (const auto& [split, at, epoch, evaluation] : evaluations)
        if (split == "validation")
            summary.last.validation = {evaluation.loss, evaluation.accuracy, evaluation.macroF1};
}

/// Stores which texts are watched and, for whoever goes on with the run, how often.
void TrainingRun::watch() {
    const std::int64_t every = m_job.snapshotEvery;
    m_recorder->recordProbes(m_job.probes);
    if (every > 0 && !m_job.probes.empty() && snapshotInterval(lab(), m_recorder->run()) != every)
        m_recorder->recordAction(m_trainer->stepsDone(), kSnapshotsAction,
                                 fmt::format("{}{}", kEvery, every));
}

} // namespace lab
