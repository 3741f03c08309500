#include "ui/bridge/record_session.h"

#include "core/base/error.h"
#include "core/store/run_repository.h"
#include "core/text/tokenizer.h"
#include "datasets/clean_text.h"
#include "workbench/data_source.h"
#include "workbench/predictor.h"
#include "workbench/text_pipeline.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <set>

namespace lab {
namespace {

enum Lane { ListLane = 1, OpenLane, ArrangeLane, CutLane, WordsLane, JudgeLane, CountLane };

constexpr std::size_t kReadAtOnce = 256;
constexpr std::size_t kJudgedAtOnce = 32; // records between two looks at the stop token

QStringList toQt(const std::vector<std::string>& texts) {
    QStringList list;
    for (const std::string& text : texts)
        list << QString::fromStdString(text);
    return list;
}

/// A typed text as a reader would have given it, but for what looks like HTML: that is meant.
std::string asRead(std::string text) {
    cleanText(text, {false, false, false});
    return text;
}

/// The data set's number for each class of the model, −1 for one that the data set does not have.
std::vector<int> translate(const std::vector<std::string>& model, const QStringList& data) {
    std::vector<int> classes;
    for (const std::string& label : model)
        classes.push_back(static_cast<int>(data.indexOf(QString::fromStdString(label))));
    return classes;
}

} // namespace

void readRecords(const RecordExtract& extract, const std::stop_token& stop,
                 const std::function<void(const RecordFacts& facts, const std::string& text)>& take) {
    LabFile lab(extract.labPath);
    const DatasetRepository datasets(lab);
    for (std::size_t from = 0; from < extract.facts.size(); from += kReadAtOnce) {
        if (stop.stop_requested())
            throw Cancelled();
        const std::size_t count = std::min(kReadAtOnce, extract.facts.size() - from);
        std::vector<std::int64_t> positions;
        for (std::size_t i = 0; i < count; ++i)
            positions.push_back(extract.facts[from + i].position);
        const std::vector<std::string> texts = datasets.texts(extract.dataset, positions);
        for (std::size_t i = 0; i < count; ++i)
            take(extract.facts[from + i], texts[i]);
    }
    if (datasets.fingerprint(extract.dataset) != extract.fingerprint)
        throw StoreError(
            RecordSession::tr("the data set was edited while it was written; export it again").toStdString());
}

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
    /// The open data set has become what \p edit says. Whether there are other records now, or they stand at
    /// other positions.
    bool follow(const RecordEdit& edit) {
        dataset = edit.dataset;
        fingerprint = edit.done.to;
        bool rearranged = false;
        for (std::size_t i = 0; i < edit.done.changes.size(); ++i) {
            const auto& [position, record] = edit.done.changes[i];
            const auto& former = edit.back.changes[i].record;
            rearranged = rearranged || record.has_value() != former.has_value();
            const bool sameText = record && former && record->text == former->text;
            if (!sameText)
                touched.insert(position);
            if (!record) {
                index.remove(position);
                continue;
            }
            RecordFacts facts;
            if (const RecordFacts* present = sameText ? index.find(position) : nullptr)
                facts = *present; // what a run made of the text still holds
            else
                facts.tokens = static_cast<std::int32_t>(tokenizer->split(record->text).size());
            facts.position = position;
            facts.split = record->split;
            facts.label = record->label;
            index.put(facts);
        }
        if (edit.found)
            rearranged = index.renumber(DatasetRepository(lab()).positions(dataset)) || rearranged;
        if (rearranged) { // rows are counted anew
            arrangement = 0;
            positions.clear();
        }
        return rearranged;
    }
    std::string path;
    std::unique_ptr<LabFile> file;
    std::int64_t dataset = 0;
    std::string fingerprint;
    TextConfig text;
    std::uint64_t opening = 0;
    std::set<std::int64_t> touched; ///< texts that were edited since a run began to read them
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
    m_counting.request_stop();
    m_lab.finish(); // what was edited or saved at the last moment
}

void RecordSession::listStored() {
    m_lab.run(
        [this, state = m_state](const std::stop_token&) -> Worker::Continuation {
            const DatasetRepository datasets(state->lab());
            return [this, list = datasets.list(DatasetRepository::Listed::All)] { emit storedListed(list); };
        },
        [this](const QString& message) { emit failed(message); }, ListLane);
}

void RecordSession::open(const DataConfig& config, const TextConfig& text, std::int64_t run) {
    m_opening.request_stop();
    m_opening = std::stop_source();
    m_counting.request_stop();
    stopJudging();
    const auto tell = [this](double share, std::int64_t) {
        m_lab.report([this, share] { emit opening(share); });
    };
    m_lab.run(
        [this, config, text, run, tell, state = m_state, opening = ++m_openings,
         stop = m_opening.get_token()](const std::stop_token&) -> Worker::Continuation {
            const LoadControl control{tell, stop};
            const std::int64_t id = state->find(config, run, control);
            const DatasetRepository datasets(state->lab());
            const Dataset data = fromStored(datasets.load(id, stop));
            DataSurvey numbers = survey(data, text, control);
            state->index = RecordIndex(data, numbers.rows, datasets.positions(id));
            state->dataset = id;
            state->fingerprint = datasets.fingerprint(id);
            state->text = text;
            state->opening = opening;
            state->positions.clear();
            state->take(std::move(numbers.vocabulary), text.tokenizer);
            OpenedData opened{config,
                              id,
                              QString::fromStdString(storedSpec(state->fingerprint)),
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

std::shared_future<RecordExtract> RecordSession::extract(std::uint64_t arrangement) {
    const auto promise = std::make_shared<std::promise<RecordExtract>>();
    m_lab.run(
        [promise, arrangement, state = m_state](const std::stop_token&) -> Worker::Continuation {
            if (arrangement != state->arrangement) {
                promise->set_exception(std::make_exception_ptr(StoreError(
                    tr("the list of texts changed before it was written; export it again").toStdString())));
                return {};
            }
            RecordExtract extract{state->path, state->dataset, state->fingerprint, {}};
            for (const std::int64_t position : state->positions)
                extract.facts.push_back(state->index.at(position));
            promise->set_value(std::move(extract));
            return {};
        },
        {});
    return promise->get_future().share();
}

void RecordSession::judge(std::int64_t run, const WeightChoice& weights) {
    stopJudging();
    m_judging = std::stop_source();
    m_lab.run( // after the edits that were asked for before
        [this, run, weights, state = m_state](const std::stop_token&) -> Worker::Continuation {
            state->touched.clear();
            return [this, run, weights, opening = state->opening] { startJudging(run, weights, opening); };
        },
        [this](const QString& message) { emit failed(message); }, JudgeLane);
}

void RecordSession::startJudging(std::int64_t run, const WeightChoice& weights, std::uint64_t opening) {
    const auto tell = [this](double share) {
        m_judge.report([this, share] { emit judging(share); });
    };
    m_judge.run(
        [this, run, weights, opening, tell, path = m_labPath, dataset = m_dataset, labels = m_labels,
         stop = m_judging.get_token()](const std::stop_token&) -> Worker::Continuation {
            // One thread leaves the others to a training run.
            const auto predictor = Predictor::fromNearest(path, run, weights, 1);
            const std::vector<int> classes = translate(predictor->labels(), labels);
            LabFile lab(path);
            const DatasetRepository datasets(lab);
            const std::vector<std::int64_t> all = datasets.positions(dataset);
            std::vector<RecordVerdict> verdicts;
            for (std::size_t from = 0; from < all.size(); from += kJudgedAtOnce) {
                if (stop.stop_requested())
                    throw Cancelled();
                const std::vector<std::int64_t> positions(
                    all.begin() + static_cast<std::ptrdiff_t>(from),
                    all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), from + kJudgedAtOnce)));
                const std::vector<std::string> texts = datasets.texts(dataset, positions);
                const auto maps = predictor->readAll(texts, false);
                for (std::size_t i = 0; i < maps.size(); ++i) {
                    if (texts[i].empty()) // removed meanwhile
                        continue;
                    const auto label = static_cast<std::size_t>(maps[i].label);
                    verdicts.push_back({positions[i], classes.at(label), maps[i].probabilities.at(label)});
                }
                tell(static_cast<double>(from) / static_cast<double>(all.size()));
            }
            return [this, opening, run, found = predictor->weights().value(),
                    verdicts = std::move(verdicts)] { takeVerdicts(opening, run, found, verdicts); };
        },
        [this](const QString& message) { emit failed(message); });
}

void RecordSession::stopJudging() {
    m_judging.request_stop();
}

void RecordSession::forgetVerdicts() {
    stopJudging();
    takeVerdicts(m_openings, 0, {}, {});
}

void RecordSession::takeVerdicts(std::uint64_t opening, std::int64_t run, const StoredWeights& weights,
                                 std::vector<RecordVerdict> verdicts) {
    m_lab.run(
        [this, opening, run, weights, verdicts = std::move(verdicts),
         state = m_state](const std::stop_token&) mutable -> Worker::Continuation {
            if (state->opening != opening)
                return {};
            std::erase_if(verdicts, [&](const RecordVerdict& verdict) {
                return state->touched.contains(verdict.position); // of the text as it was
            });
            state->index.setVerdicts(verdicts);
            return [this, run, weights] { emit judged(run, weights); };
        },
        [this](const QString& message) { emit failed(message); });
}

void RecordSession::edit(Edit edit, EditDone done) {
    ++m_edits;
    m_lab.run(
        [this, edit = std::move(edit), done = std::move(done),
         state = m_state](const std::stop_token&) -> Worker::Continuation {
            RecordEditor editor(state->lab());
            const std::optional<RecordEdit> stored = edit(*state, editor);
            if (!stored || stored->done.from == stored->done.to)
                return [this] { --m_edits; };
            DataEdit edited{*stored, QString::fromStdString(storedSpec(stored->done.from)),
                            QString::fromStdString(storedSpec(stored->done.to)),
                            state->fingerprint == stored->done.from, false};
            if (edited.open)
                edited.rearranged = state->follow(*stored);
            const bool another = edited.open && (stored->copied || stored->found);
            const auto slices =
                another ? SliceRepository(state->lab()).list(stored->dataset) : std::vector<Slice>();
            return [this, edited, done, another, slices] {
                --m_edits;
                if (edited.open)
                    m_dataset = edited.stored.dataset;
                if (done)
                    done(edited);
                emit this->edited(edited);
                if (another)
                    emit slicesListed(slices);
                if (edited.open)
                    recount();
            };
        },
        [this](const QString& message) {
            --m_edits;
            emit failed(message);
        });
}

void RecordSession::change(std::uint64_t arrangement, const std::vector<int>& rows, const RecordPatch& patch,
                           bool keep, EditDone done) {
    edit(
        [arrangement, rows, patch, keep](State& state, RecordEditor& editor) -> std::optional<RecordEdit> {
            if (arrangement != state.arrangement)
                throw StoreError(tr("the list of texts has just changed; edit it again").toStdString());
            std::vector<std::int64_t> positions;
            for (const int row : rows)
                positions.push_back(state.positions.at(static_cast<std::size_t>(row)));
            std::vector<RecordChange> changes;
            const auto records = editor.records(state.dataset, positions);
            for (std::size_t i = 0; i < positions.size(); ++i) {
                RecordChange& change = changes.emplace_back(RecordChange{positions[i], records[i]});
                if (patch.remove || !change.record) {
                    change.record.reset();
                    continue;
                }
                if (patch.text)
                    change.record->text = asRead(*patch.text);
                change.record->label = patch.label.value_or(change.record->label);
                change.record->split = patch.split.value_or(change.record->split);
            }
            return editor.apply(state.dataset, changes, keep);
        },
        std::move(done));
}

void RecordSession::add(const StoredRecord& record, bool keep, EditDone done) {
    edit(
        [record, keep](State& state, RecordEditor& editor) -> std::optional<RecordEdit> {
            const StoredRecord read{asRead(record.text), record.label, record.split};
            return editor.apply(state.dataset, {{RecordChange::kNew, read}}, keep);
        },
        std::move(done));
}

void RecordSession::retrace(const RecordStep& step, bool dropSource, EditDone done) {
    edit(
        [step, dropSource](State&, RecordEditor& editor) -> std::optional<RecordEdit> {
            return editor.retrace(step, dropSource);
        },
        std::move(done));
}

void RecordSession::recount() {
    m_counting.request_stop();
    m_counting = std::stop_source();
    // What was counted counts only for the content that was read.
    const auto take = [this](const std::string& fingerprint, std::shared_ptr<DataSurvey> numbers) {
        m_lab.run(
            [this, fingerprint, numbers, state = m_state](const std::stop_token&) -> Worker::Continuation {
                if (state->fingerprint != fingerprint)
                    return {};
                state->index.recount(numbers->rows);
                state->take(std::move(numbers->vocabulary), state->text.tokenizer);
                return [this, fingerprint, numbers] {
                    emit recounted(QString::fromStdString(storedSpec(fingerprint)), numbers->statistics);
                };
            },
            [this](const QString& message) { emit failed(message); });
    };
    const auto count = [this, take](std::int64_t dataset, const std::string& fingerprint,
                                    const TextConfig& text) {
        m_count.run(
            [take, dataset, fingerprint, text, path = m_labPath,
             stop = m_counting.get_token()](const std::stop_token&) -> Worker::Continuation {
                LabFile lab(path);
                StoredDataset stored = DatasetRepository(lab).load(dataset, stop);
                if (fingerprintOf(stored, stop) != fingerprint) // edited again: that will be counted
                    return {};
                auto numbers = std::make_shared<DataSurvey>(
                    survey(fromStored(std::move(stored)), text, LoadControl{{}, stop}));
                return [take, fingerprint, numbers] { take(fingerprint, numbers); };
            },
            [this](const QString& message) { emit failed(message); }, CountLane);
    };
    m_lab.run(
        [count, state = m_state](const std::stop_token&) -> Worker::Continuation {
            return [count, dataset = state->dataset, fingerprint = state->fingerprint, text = state->text] {
                count(dataset, fingerprint, text);
            };
        },
        [this](const QString& message) { emit failed(message); }, CountLane);
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
