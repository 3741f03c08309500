#include "ui/bridge/record_session.h"

#include "core/base/error.h"
#include "core/store/run_repository.h"
#include "core/text/tokenizer.h"
#include "workbench/data_source.h"
#include "workbench/predictor.h"
#include "workbench/text_pipeline.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace lab {
namespace {

enum Lane { ListLane = 1, OpenLane, ArrangeLane, CutLane, WordsLane };

constexpr std::int64_t kJudgedAtOnce = 32; // records between two looks at the stop token

QStringList toQt(const std::vector<std::string>& texts) {
    QStringList list;
    for (const std::string& text : texts)
        list << QString::fromStdString(text);
    return list;
}

/// The data set's number for each class of the model, −1 for one that the data set does not have.
std::vector<int> translate(const std::vector<std::string>& model, const QStringList& data) {
    std::vector<int> classes;
    for (const std::string& label : model)
        classes.push_back(static_cast<int>(data.indexOf(QString::fromStdString(label))));
    return classes;
}

} // namespace

struct RecordSession::State {
    LabFile& lab() {
        if (!file)
            file = std::make_unique<LabFile>(path);
        return *file;
    }
    /// The id of the data set that is meant, stored now when it is not in the lab file yet.
    std::int64_t find(const DataConfig& config, std::int64_t run, const LoadControl& control) {
        if (run != 0)
            if (const auto id = RunRepository(lab()).load(run).row.dataset)
                return *id;
        if (namesStoredData(config.spec))
            return storedId(lab(), config.spec);
        lab(); // what cannot be opened is said before anything is read
        return importData(loadDataset(config, control), config, path, control);
    }
    void take(Vocabulary words, TokenizerKind kind) {
        vocabulary = std::move(words);
        tokenizer = makeTokenizer(kind);
        byCount.resize(static_cast<std::size_t>(vocabulary.size()));
        std::iota(byCount.begin(), byCount.end(), 0);
        const auto count = [&](std::int32_t id) { return vocabulary.counts()[static_cast<std::size_t>(id)]; };
        std::stable_sort(byCount.begin(), byCount.end(),
                         [&](std::int32_t a, std::int32_t b) { return count(a) > count(b); });
    }
    [[nodiscard]] WordRow word(std::int32_t id) const {
        return {QString::fromStdString(vocabulary.token(id)), id,
                vocabulary.counts()[static_cast<std::size_t>(id)], true};
    }
    std::string path;
    std::unique_ptr<LabFile> file;
    std::int64_t dataset = 0;
    RecordIndex index;
    Vocabulary vocabulary;
    std::vector<std::int32_t> byCount; ///< ids of the vocabulary, the most frequent first
    std::unique_ptr<Tokenizer> tokenizer;
    std::uint64_t arrangement = 0;
    std::vector<std::int64_t> positions; ///< of the arrangement
};

RecordSession::RecordSession(const QString& labPath, QObject* parent)
    : QObject(parent), m_labPath(labPath.toStdString()), m_state(std::make_shared<State>()) {
    m_state->path = m_labPath;
}

RecordSession::~RecordSession() {
    m_opening.request_stop();
    m_judging.request_stop();
    m_lab.finish(); // a slice that was saved at the last moment
}

void RecordSession::listStored() {
    m_lab.run(
        [this, state = m_state](const std::stop_token&) -> Worker::Continuation {
            return [this, list = DatasetRepository(state->lab()).list()] { emit storedListed(list); };
        },
        [this](const QString& message) { emit failed(message); }, ListLane);
}

void RecordSession::open(const DataConfig& config, const TextConfig& text, std::int64_t run) {
    m_opening.request_stop();
    m_opening = std::stop_source();
    stopJudging();
    const auto tell = [this](double share, std::int64_t) {
        QMetaObject::invokeMethod(
            this, [this, share] { emit opening(share); }, Qt::QueuedConnection);
    };
    m_lab.run(
        [this, config, text, run, tell, state = m_state,
         stop = m_opening.get_token()](const std::stop_token&) -> Worker::Continuation {
            const LoadControl control{tell, stop};
            const std::int64_t id = state->find(config, run, control);
            const DatasetRepository datasets(state->lab());
            const Dataset data = fromStored(datasets.load(id, stop));
            DataSurvey numbers = survey(data, text, control);
            state->dataset = id;
            state->index = RecordIndex(data, numbers.rows);
            state->positions.clear();
            state->take(std::move(numbers.vocabulary), text.tokenizer);
            OpenedData opened{config,
                              id,
                              QString::fromStdString(storedSpec(datasets.fingerprint(id))),
                              QString::fromStdString(data.name),
                              toQt(data.labels),
                              std::move(numbers.statistics)};
            return [this, opened = std::move(opened), slices = SliceRepository(state->lab()).list(id)] {
                m_dataset = opened.id;
                m_labels = opened.labels;
                emit this->opened(opened);
                emit slicesListed(slices);
            };
        },
        [this, config](const QString& message) { emit openFailed(config, message); }, OpenLane);
}

void RecordSession::arrange(const RecordFilter& filter, const RecordOrder& order) {
    m_lab.run(
        [this, filter, order, number = ++m_arrangement,
         state = m_state](const std::stop_token&) -> Worker::Continuation {
            std::optional<std::vector<std::int64_t>> found;
            if (!filter.search.empty())
                found = DatasetRepository(state->lab()).search(state->dataset, filter.search);
            state->positions = state->index.arrange(filter, order, found ? &*found : nullptr);
            state->arrangement = number;
            return [this, number, count = static_cast<std::int64_t>(state->positions.size())] {
                emit arranged(number, count);
            };
        },
        [this](const QString& message) { emit failed(message); }, ArrangeLane);
}

void RecordSession::fetch(std::uint64_t arrangement, std::int64_t first, std::int64_t count) {
    m_lab.run(
        [this, arrangement, first, count, state = m_state](const std::stop_token&) -> Worker::Continuation {
            const auto total = static_cast<std::int64_t>(state->positions.size());
            if (arrangement != state->arrangement || first < 0 || first >= total)
                return {};
            const auto begin = state->positions.begin() + first;
            const std::vector<std::int64_t> positions(begin, begin + std::min(count, total - first));
            const auto texts = DatasetRepository(state->lab()).texts(state->dataset, positions);
            std::vector<RecordRow> rows;
            for (std::size_t i = 0; i < positions.size(); ++i)
                rows.push_back({state->index.at(positions[i]), QString::fromStdString(texts[i])});
            return [this, arrangement, first, rows = std::move(rows)] {
                emit rowsArrived(arrangement, first, rows);
            };
        },
        [this](const QString& message) { emit failed(message); });
}

void RecordSession::judge(std::int64_t run, const WeightChoice& weights) {
    stopJudging();
    m_judging = std::stop_source();
    const auto tell = [this](double share) {
        QMetaObject::invokeMethod(
            this, [this, share] { emit judging(share); }, Qt::QueuedConnection);
    };
    m_judge.run(
        [this, run, weights, tell, path = m_labPath, dataset = m_dataset, labels = m_labels,
         stop = m_judging.get_token()](const std::stop_token&) -> Worker::Continuation {
            // One thread leaves the others to a training run.
            const auto predictor = Predictor::fromNearest(path, run, weights, 1);
            const std::vector<int> classes = translate(predictor->labels(), labels);
            LabFile lab(path);
            const DatasetRepository datasets(lab);
            std::int64_t total = 0;
            for (const RecordSplit split : {RecordSplit::Train, RecordSplit::Validation, RecordSplit::Test})
                total += datasets.count(dataset, split);
            std::vector<RecordVerdict> verdicts;
            for (std::int64_t from = 0; from < total; from += kJudgedAtOnce) {
                if (stop.stop_requested())
                    throw Cancelled();
                std::vector<std::int64_t> positions;
                for (std::int64_t at = from; at < std::min(total, from + kJudgedAtOnce); ++at)
                    positions.push_back(at);
                for (const AttentionMap& map :
                     predictor->readAll(datasets.texts(dataset, positions), false)) {
                    const auto label = static_cast<std::size_t>(map.label);
                    verdicts.push_back({classes.at(label), map.probabilities.at(label)});
                }
                tell(static_cast<double>(from) / static_cast<double>(total));
            }
            return [this, dataset, run, found = predictor->weights().value(),
                    verdicts = std::move(verdicts)] { takeVerdicts(dataset, run, found, verdicts); };
        },
        [this](const QString& message) { emit failed(message); });
}

void RecordSession::stopJudging() {
    m_judging.request_stop();
}

void RecordSession::forgetVerdicts() {
    stopJudging();
    takeVerdicts(m_dataset, 0, {}, {});
}

void RecordSession::takeVerdicts(std::int64_t dataset, std::int64_t run, const StoredWeights& weights,
                                 std::vector<RecordVerdict> verdicts) {
    m_lab.run(
        [this, dataset, run, weights, verdicts = std::move(verdicts),
         state = m_state](const std::stop_token&) -> Worker::Continuation {
            if (state->dataset != dataset)
                return {};
            state->index.setVerdicts(verdicts);
            return [this, run, weights] { emit judged(run, weights); };
        },
        [this](const QString& message) { emit failed(message); });
}

void RecordSession::cut(const QString& text) {
    m_lab.run(
        [this, text, state = m_state](const std::stop_token&) -> Worker::Continuation {
            std::vector<WordRow> words;
            if (state->tokenizer)
                for (const std::string& token : state->tokenizer->split(text.toStdString())) {
                    const std::int32_t id = state->vocabulary.id(token);
                    const bool known = state->vocabulary.contains(token);
                    words.push_back(
                        {QString::fromStdString(token), id, known ? state->word(id).count : 0, known});
                }
            return [this, text, words = std::move(words)] { emit cutArrived(text, words); };
        },
        [this](const QString& message) { emit failed(message); }, CutLane);
}

void RecordSession::listWords(const QString& typed) {
    m_lab.run(
        [this, typed = typed.trimmed().toStdString(),
         state = m_state](const std::stop_token&) -> Worker::Continuation {
            std::vector<WordRow> words;
            std::int64_t total = 0;
            for (const std::int32_t id : state->byCount) {
                if (id == Vocabulary::kPadding ||
                    state->vocabulary.token(id).find(typed) == std::string::npos)
                    continue;
                if (++total <= kMostWords)
                    words.push_back(state->word(id));
            }
            return [this, total, words = std::move(words)] { emit wordsListed(words, total); };
        },
        [this](const QString& message) { emit failed(message); }, WordsLane);
}

void RecordSession::changeSlices(std::function<void(SliceRepository&, std::int64_t)> change) {
    m_lab.run(
        [this, change = std::move(change), dataset = m_dataset,
         state = m_state](const std::stop_token&) -> Worker::Continuation {
            SliceRepository slices(state->lab());
            change(slices, dataset);
            return [this, list = slices.list(dataset)] { emit slicesListed(list); };
        },
        [this](const QString& message) { emit failed(message); });
}

void RecordSession::saveSlice(const QString& name, const RecordFilter& filter) {
    changeSlices([name = name.toStdString(), filter](SliceRepository& slices, std::int64_t dataset) {
        slices.save(dataset, name, filter);
    });
}

void RecordSession::removeSlice(std::int64_t id) {
    changeSlices([id](SliceRepository& slices, std::int64_t) { slices.remove(id); });
}

} // namespace lab
