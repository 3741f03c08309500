#include "workbench/quality_study.h"

#include "core/base/error.h"
#include "core/encoders/model_check.h"
#include "core/encoders/presets.h"
#include "core/store/dataset_repository.h"
#include "core/store/run_repository.h"
#include "core/store/study_repository.h"
#include "workbench/data_source.h"
#include "workbench/encoder_choice.h"
#include "workbench/model_summary.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <map>

namespace lab {
namespace {

/// What tells a study's tag from a person's.
const std::string kTag = "study: ";

bool knows(const EncoderSpec& spec, const std::string& key) {
    return std::any_of(spec.hyperparameters.begin(), spec.hyperparameters.end(),
                       [&](const Hyperparameter& h) { return h.key == key; });
}

/// A number that was given must belong to one of the encoders; the others do without it.
void requireKnownNumbers(const StudyRequest& request, const std::vector<const EncoderSpec*>& specs) {
    for (const auto& [key, value] : request.config.model.hyperparameters)
        if (std::none_of(specs.begin(), specs.end(),
                         [&, &k = key](const EncoderSpec* spec) { return knows(*spec, k); }))
            throw ConfigError(fmt::format("none of the chosen encoders has a setting \"{}\"", key));
}

ModelConfig modelFor(const StudyRequest& request, const EncoderSpec& spec, Sharing sharing) {
    ModelConfig model = request.config.model;
    model.encoder = spec.id;
    model.sharing = sharing;
    std::erase_if(model.hyperparameters, [&](const auto& entry) { return !knows(spec, entry.first); });
    if (!request.preset.empty()) {
        const Preset& preset = findPreset(request.preset);
        const ModelConfig own = modelOf(preset, spec.id);
        model.hyperparameters.insert(own.hyperparameters.begin(), own.hyperparameters.end());
        if (model.maxLength == preset.model.maxLength) // not set by hand
            model.maxLength = own.maxLength;
    }
    return normalized(model);
}

std::vector<Sharing> sharingsFor(const StudyRequest& request, const EncoderSpec& spec) {
    if (!request.sharings.empty()) {
        std::vector<Sharing> chosen = chosenSharings(request.sharings, spec);
        if (request.offeredOnly) {
            std::erase_if(chosen, [&](Sharing mode) {
                return std::find(spec.sharings.begin(), spec.sharings.end(), mode) == spec.sharings.end();
            });
            if (chosen.empty()) // it takes part all the same
                chosen.push_back(spec.sharings.front());
        }
        return chosen;
    }
    if (!request.preset.empty())
        return {modelOf(findPreset(request.preset), spec.id).sharing};
    return chosenSharings({toString(Sharing::QueryValue)}, spec);
}

bool sameConfig(RunConfig config, const RunConfig& stored) {
    config.model.embeddingDim = stored.model.embeddingDim; // set by the file of word vectors
    return config == stored;
}

/// \p stored counts as a run of \p config: it was trained as its configuration says all the time.
bool sameRun(const RunConfig& config, const StoredRun& stored) {
    return sameConfig(config, stored.config) && !stored.row.changed;
}

/// Runs on stored data keep the spec that means the same in every lab; so must what they are compared with.
/// \throws StoreError when \p lab holds no such data.
void resolveData(LabFile& lab, DataConfig& data) {
    if (namesStoredData(data.spec))
        data.spec = storedSpec(DatasetRepository(lab).fingerprint(storedId(lab, data.spec)));
}

/// \p request as its runs will know it.
StudyRequest resolved(StudyRequest request) {
    request.name = studyName(request); // of the data as they were named
    if (!namesStoredData(request.config.data.spec))
        return request;
    // A lab that is not there is not to be made only to find nothing in it.
    LabFile lab(request.labPath,
                std::filesystem::exists(request.labPath) ? LabMode::ReadWrite : LabMode::ReadOnly);
    resolveData(lab, request.config.data);
    return request;
}

StudyRun studyRunOf(const RunRow& row, bool test) {
    const SplitQuality& quality = test ? row.summary.last.test : row.summary.last.validation;
    return {row.id, row.seed, quality.accuracy, quality.macroF1,
            row.summary.epochs > 0 ? row.summary.seconds / row.summary.epochs : 0};
}

Spread spreadOver(const std::vector<StudyRun>& runs, double StudyRun::*measure) {
    std::vector<double> values;
    for (const StudyRun& run : runs)
        values.push_back(run.*measure);
    return spreadOf(values);
}

/// The table as it fills.
class Table {
public:
    Table(LabFile& lab, StudyResult& result) : m_lab(lab), m_result(result) {}

    void add(const StoredRun& run) {
        const bool test = std::isfinite(run.row.summary.last.test.accuracy);
        m_result.split = test ? "test" : "validation";
        auto row = std::find_if(m_result.rows.begin(), m_result.rows.end(),
                                [&](const StudyRow& known) { return known.model == run.config.model; });
        if (row == m_result.rows.end()) {
            row = m_result.rows.insert(m_result.rows.end(), StudyRow{});
            row->model = run.config.model;
        }
        const std::uint64_t seed = run.row.seed;
        if (std::any_of(row->runs.begin(), row->runs.end(),
                        [seed](const StudyRun& known) { return known.seed == seed; }))
            return; // the newer one came first
        row->attentionParameters = run.row.attentionParameters;
        row->totalParameters = run.row.totalParameters;
        row->runs.push_back(studyRunOf(run.row, test));
        std::sort(row->runs.begin(), row->runs.end(),
                  [](const StudyRun& a, const StudyRun& b) { return a.seed < b.seed; });
        row->accuracy = spreadOver(row->runs, &StudyRun::accuracy);
        row->macroF1 = spreadOver(row->runs, &StudyRun::macroF1);
        row->secondsPerEpoch = spreadOver(row->runs, &StudyRun::secondsPerEpoch);
        row->paper = paperOf(run);
    }

private:
    [[nodiscard]] std::optional<PaperFigure> paperOf(const StoredRun& run) const {
        const auto datasets = DatasetRepository(m_lab).list(DatasetRepository::Listed::All);
        const auto data = std::find_if(datasets.begin(), datasets.end(), [&](const DatasetRow& row) {
            return run.row.dataset && row.id == *run.row.dataset;
        });
        if (data == datasets.end())
            return std::nullopt;
        const auto paper = paperDataOf(data->format, static_cast<int>(run.labels.size()));
        return paper ? paperFigureOf(*paper, run.config.model) : std::nullopt;
    }

    LabFile& m_lab;
    StudyResult& m_result;
};

bool hasTag(const RunRow& row, const std::string& tag) {
    return std::find(row.tags.begin(), row.tags.end(), tag) != row.tags.end();
}

/// FLOPs of one training text, to weigh a run against the others.
double weightOf(const RunConfig& config) {
    constexpr std::int64_t kWords = 1000, kTokens = 64; // neither changes the order of the encoders much
    return summarize(config.model, kWords, 2, std::min<std::int64_t>(config.model.maxLength, kTokens), 1)
        .trainingFlops;
}

class Study {
public:
    Study(const StudyRequest& request, RunControl& control,
          const std::function<void(const StudyProgress&)>& tell, const RunEventSink& sink)
        : m_request(request),
          m_control(control),
          m_tell(tell),
          m_sink(sink),
          m_configs(studyRuns(request)),
          m_tag(kTag + studyName(request)),
          m_lab(request.labPath),
          m_table(m_lab, m_result) {
        m_result.name = studyName(request);
        m_result.data = request.config.data.spec;
        for (const RunConfig& config : m_configs)
            m_weight += weightOf(config);
    }

    StudyResult run() {
        keepRequest();
        findStored();
        for (const RunConfig& config : m_configs) {
            if (takeFinished(config))
                continue;
            if (m_control.stopRequested() || !train(config)) {
                m_result.stopped = true;
                break;
            }
        }
        return m_result;
    }

private:
    using Clock = std::chrono::steady_clock;

    void keepRequest() {
        m_result.request = m_request;
        StudyRepository(m_lab).save({m_result.name,
                                     m_request.config,
                                     m_request.preset,
                                     m_request.encoders,
                                     m_request.sharings,
                                     m_request.offeredOnly,
                                     m_request.seeds,
                                     {}});
    }

    void findStored() {
        if (m_request.fresh)
            return;
        RunRepository runs(m_lab);
        runs.stopDeadRuns();
        for (const RunRow& row : runs.list())
            if (hasTag(row, m_tag))
                m_stored.push_back(runs.load(row.id));
    }

    [[nodiscard]] const StoredRun* stored(const RunConfig& config, RunStatus status) {
        const auto found = std::find_if(m_stored.begin(), m_stored.end(), [&](const StoredRun& run) {
            return run.row.status == status && sameRun(config, run);
        });
        return found == m_stored.end() ? nullptr : &*found;
    }

    bool takeFinished(const RunConfig& config) {
        const StoredRun* run = stored(config, RunStatus::Finished);
        if (run == nullptr)
            return false;
        m_groups.try_emplace(keyOf(config), run->row.group.value_or(run->row.id));
        finish(config, *run);
        return true;
    }

    /// False when it was stopped.
    bool train(const RunConfig& config) {
        RunJob job;
        job.config = config;
        job.labPath = m_request.labPath;
        job.threads = m_request.threads;
        if (const auto group = m_groups.find(keyOf(config)); group != m_groups.end())
            job.group = group->second;
        job.repeat = static_cast<int>(config.train.seed - m_request.config.train.seed);
        if (const StoredRun* run = stored(config, RunStatus::Stopped)) {
            job.continueRun = run->row.id;
            job.config.train.steps = 0; // to its own end
            job.config.train.epochs = 0;
        }
        std::int64_t id = 0;
        m_begin = Clock::now();
        say(config, 0);
        try {
            const RunResult result =
                runTraining(job, m_control, [&](const RunEvent& event) { hear(event, config, id); });
            if (result.stopped)
                return false;
        } catch (const Cancelled&) {
            return false;
        }
        m_spent += sinceBegin();
        m_trained += weightOf(config);
        m_groups.try_emplace(keyOf(config), id);
        finish(config, RunRepository(m_lab).load(id));
        return true;
    }

    void hear(const RunEvent& event, const RunConfig& config, std::int64_t& id) {
        if (m_sink)
            m_sink(event);
        if (const auto* prepared = std::get_if<PreparedEvent>(&event)) {
            id = prepared->run;
            m_steps = prepared->totalSteps;
            if (prepared->firstStep == 0)
                RunRepository(m_lab).setTags(id, {m_tag});
        } else if (const auto* step = std::get_if<StepEvent>(&event);
                   step != nullptr && step->step < m_steps) {
            say(config,
                static_cast<double>(step->step) / static_cast<double>(std::max<std::int64_t>(m_steps, 1)));
        }
    }

    void finish(const RunConfig& config, const StoredRun& run) {
        m_table.add(run);
        ++m_done;
        m_weightDone += weightOf(config);
        say(config, 1);
    }

    [[nodiscard]] double sinceBegin() const {
        return std::chrono::duration<double>(Clock::now() - m_begin).count();
    }

    void say(const RunConfig& config, double share) const {
        const double part = share < 1 ? share * weightOf(config) : 0, trained = m_trained + part;
        const double perWeight = trained > 0 ? (m_spent + (part > 0 ? sinceBegin() : 0)) / trained : 0;
        const double open = m_weight - m_weightDone - part;
        m_tell({m_result, m_done, m_configs.size(), config.model, config.train.seed, share,
                std::max(perWeight * open, 0.0)});
    }

    static std::string keyOf(const RunConfig& config) {
        return config.model.encoder + " " + toString(config.model.sharing);
    }

    const StudyRequest& m_request;
    RunControl& m_control;
    const std::function<void(const StudyProgress&)>& m_tell;
    const RunEventSink& m_sink;
    std::vector<RunConfig> m_configs;
    std::string m_tag;
    LabFile m_lab;
    StudyResult m_result;
    Table m_table;
    std::vector<StoredRun> m_stored;
    std::map<std::string, std::int64_t> m_groups; ///< by model: its first run
    std::size_t m_done = 0;
    std::int64_t m_steps = 0;
    Clock::time_point m_begin; ///< of the run that is trained
    double m_weight = 0, m_weightDone = 0, m_trained = 0, m_spent = 0;
};

/// Puts the studies together again from what the lab file holds.
class StudyList {
public:
    explicit StudyList(LabFile& lab) : m_lab(lab), m_requests(StudyRepository(lab).list()) {}

    std::vector<StudyResult> read() {
        const RunRepository runs(m_lab);
        for (const RunRow& row : runs.list()) {
            const auto tag = std::find_if(row.tags.begin(), row.tags.end(),
                                          [](const std::string& t) { return t.starts_with(kTag); });
            if (tag != row.tags.end())
                take(studyCalled(tag->substr(kTag.size()), row), row, runs);
        }
        for (StudyResult& study : m_studies)
            finish(study);
        return std::move(m_studies);
    }

private:
    StudyResult& studyCalled(const std::string& name, const RunRow& newest) {
        const auto known = std::find_if(m_studies.begin(), m_studies.end(),
                                        [&](const StudyResult& study) { return study.name == name; });
        if (known != m_studies.end())
            return *known;
        StudyResult& study = m_studies.emplace_back();
        study.name = name;
        study.data = newest.data;
        study.request = requestOf(name);
        return study;
    }

    [[nodiscard]] std::optional<StudyRequest> requestOf(const std::string& name) const {
        const auto stored = std::find_if(m_requests.begin(), m_requests.end(),
                                         [&](const StoredStudy& study) { return study.name == name; });
        if (stored == m_requests.end())
            return std::nullopt;
        StudyRequest request;
        request.name = name;
        request.config = stored->config;
        try {
            resolveData(m_lab, request.config.data); // older versions kept it as it was typed
        } catch (const StoreError&) {                // NOLINT: the data are gone, and so are the runs on them
        }
        request.preset = stored->preset;
        request.encoders = stored->encoders;
        request.sharings = stored->sharings;
        request.offeredOnly = stored->offeredOnly;
        request.seeds = stored->seeds;
        try {
            studyRuns(request);
        } catch (const ConfigError&) {
            return std::nullopt; // a newer program's: its runs are shown as they are
        }
        return request;
    }

    void take(StudyResult& study, const RunRow& row, const RunRepository& runs) {
        if (row.status != RunStatus::Finished) {
            study.stopped = true;
            return;
        }
        const StoredRun run = runs.load(row.id);
        if (!study.request || belongs(*study.request, run))
            Table(m_lab, study).add(run);
    }

    /// Trained with the settings of \p request, whether or not this model was asked for.
    [[nodiscard]] bool belongs(const StudyRequest& request, const StoredRun& run) const {
        const auto& specs = builtinEncoders().all();
        const auto spec = std::find_if(specs.begin(), specs.end(), [&](const EncoderSpec& s) {
            return s.id == run.config.model.encoder;
        });
        if (spec == specs.end())
            return false;
        RunConfig expected = request.config;
        expected.model = modelFor(request, *spec, run.config.model.sharing);
        expected.train.seed = run.config.train.seed;
        return sameRun(expected, run);
    }

    /// Rows in the order of the request, then those that it does not name.
    static void finish(StudyResult& study) {
        std::reverse(study.rows.begin(), study.rows.end()); // runs are listed from the newest on
        if (!study.request)
            return;
        const auto wanted = studyRuns(*study.request);
        const auto place = [&](const StudyRow& row) {
            return std::find_if(wanted.begin(), wanted.end(),
                                [&](const RunConfig& config) { return sameModel(config, row); }) -
                   wanted.begin();
        };
        std::stable_sort(study.rows.begin(), study.rows.end(),
                         [&](const StudyRow& a, const StudyRow& b) { return place(a) < place(b); });
        study.stopped = !std::all_of(wanted.begin(), wanted.end(), [&](const RunConfig& config) {
            return std::any_of(study.rows.begin(), study.rows.end(), [&](const StudyRow& row) {
                return sameModel(config, row) &&
                       std::any_of(row.runs.begin(), row.runs.end(),
                                   [&](const StudyRun& run) { return run.seed == config.train.seed; });
            });
        });
    }

    static bool sameModel(RunConfig config, const StudyRow& row) {
        config.model.embeddingDim = row.model.embeddingDim;
        return config.model == row.model;
    }

    LabFile& m_lab;
    std::vector<StoredStudy> m_requests;
    std::vector<StudyResult> m_studies;
};

} // namespace

std::vector<RunConfig> studyRuns(const StudyRequest& request) {
    if (request.seeds < 1)
        throw ConfigError(fmt::format("--seeds {}: at least one is needed", request.seeds));
    const auto specs = chosenEncoders(request.encoders);
    requireKnownNumbers(request, specs);
    std::vector<RunConfig> runs;
    for (int seed = 0; seed < request.seeds; ++seed)
        for (const EncoderSpec* spec : specs)
            for (const Sharing sharing : sharingsFor(request, *spec)) {
                RunConfig config = request.config;
                config.model = modelFor(request, *spec, sharing);
                config.train.seed += static_cast<std::uint64_t>(seed);
                requireTrainable(config);
                runs.push_back(config);
            }
    return runs;
}

StudyResult runStudy(const StudyRequest& request, RunControl& control,
                     const std::function<void(const StudyProgress&)>& tell, const RunEventSink& sink) {
    const StudyRequest known = resolved(request);
    return Study(known, control, tell, sink).run();
}

std::string studyName(const StudyRequest& request) {
    return request.name.empty() ? "study of " + request.config.data.spec : request.name;
}

std::vector<StudyResult> loadStudies(const std::string& labPath) {
    if (!std::filesystem::exists(labPath))
        return {};
    LabFile lab(labPath);
    return StudyList(lab).read();
}

std::string studyCsv(const StudyResult& study) {
    std::string text =
        "study,data,split,encoder,sharing,seeds,accuracy,accuracy_deviation,macro_f1,macro_f1_deviation,"
        "attention_parameters,total_parameters,seconds_per_epoch,paper_accuracy,paper_macro_f1\n";
    const auto quoted = [](std::string field) {
        for (std::size_t at = 0; (at = field.find('"', at)) != std::string::npos; at += 2)
            field.insert(at, 1, '"');
        return '"' + field + '"';
    };
    for (const StudyRow& row : study.rows)
        text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", quoted(study.name),
                            quoted(study.data), study.split, row.model.encoder, toString(row.model.sharing),
                            row.runs.size(), row.accuracy.mean, row.accuracy.deviation, row.macroF1.mean,
                            row.macroF1.deviation, row.attentionParameters, row.totalParameters,
                            row.secondsPerEpoch.mean,
                            row.paper ? fmt::format("{}", row.paper->accuracy / 100) : "",
                            row.paper ? fmt::format("{}", row.paper->macroF1 / 100) : "");
    return text;
}

} // namespace lab
