#include "ui/bridge/record_session.h"

#include "core/base/error.h"
#include "ui/bridge/opened_records.h"
#include "ui/bridge/record_judging.h"
#include "workbench/data_source.h"
#include "workbench/text_pipeline.h"

#include <optional>

namespace lab {
namespace {

enum Lane { ListLane = 1, OpenLane, ArrangeLane, CutLane, WordsLane, JudgeLane, CountLane };

QStringList toQt(const std::vector<std::string>& texts) {
    QStringList list;
    for (const std::string& text : texts)
        list << QString::fromStdString(text);
    return list;
}

} // namespace

RecordSession::RecordSession(const QString& labPath, QObject* parent)
    : QObject(parent), m_labPath(labPath.toStdString()), m_state(std::make_shared<OpenedRecords>()) {
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
            return [this, opened = std::move(opened)] {
                m_dataset = opened.id;
                m_labels = opened.labels;
                emit this->opened(opened);
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
            return [this, arrangement, first, rows = state->rows(first, count)] {
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
    m_isJudging = true;
    m_lab.run( // after the edits that were asked for before
        [this, run, weights, state = m_state](const std::stop_token&) -> Worker::Continuation {
            state->touched.clear();
            return [this, run, weights, opening = state->opening] { startJudging(run, weights, opening); };
        },
        [this](const QString& message) { failJudging(message); }, JudgeLane);
}

void RecordSession::startJudging(std::int64_t run, const WeightChoice& weights, std::uint64_t opening) {
    const auto tell = [this](double share) { m_judge.report([this, share] { emit judging(share); }); };
    m_judge.run(
        [this, opening, tell, order = JudgeOrder{m_labPath, run, weights, m_dataset, m_labels},
         stop = m_judging.get_token()](const std::stop_token&) -> Worker::Continuation {
            Judgement judgement = judgeRecords(order, stop, tell);
            return [this, opening, run = order.run, judgement = std::move(judgement)] {
                takeVerdicts(opening, run, judgement.weights, judgement.verdicts);
            };
        },
        [this](const QString& message) { failJudging(message); });
}

void RecordSession::failJudging(const QString& message) {
    m_isJudging = false;
    emit failed(message);
}

void RecordSession::stopJudging() {
    m_judging.request_stop();
    m_isJudging = false;
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
            return [this, run, weights] {
                m_isJudging = false;
                emit judged(run, weights);
            };
        },
        [this](const QString& message) { failJudging(message); });
}

void RecordSession::edit(Edit edit, EditDone done) {
    ++m_edits;
    m_lab.run(
        [this, edit = std::move(edit), done = std::move(done),
         state = m_state](const std::stop_token&) -> Worker::Continuation {
            //: marks the name of an edited copy: plums.csv (edited)
            RecordEditor editor(state->lab(), tr("edited").toStdString());
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
        [arrangement, rows, patch, keep](OpenedRecords& state,
                                         RecordEditor& editor) -> std::optional<RecordEdit> {
            if (arrangement != state.arrangement)
                throw StoreError(tr("the list of texts has just changed; edit it again").toStdString());
            return editor.apply(state.dataset, state.changes(editor, rows, patch), keep);
        },
        std::move(done));
}

void RecordSession::add(const StoredRecord& record, bool keep, EditDone done) {
    edit(
        [record, keep](OpenedRecords& state, RecordEditor& editor) -> std::optional<RecordEdit> {
            const StoredRecord read{asRead(record.text), record.label, record.split};
            return editor.apply(state.dataset, {{RecordChange::kNew, read}}, keep);
        },
        std::move(done));
}

void RecordSession::retrace(const RecordStep& step, bool dropSource, EditDone done) {
    edit(
        [step, dropSource](OpenedRecords&, RecordEditor& editor) -> std::optional<RecordEdit> {
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
            return [this, text, words = state->cut(text.toStdString())] { emit cutArrived(text, words); };
        },
        [this](const QString& message) { emit failed(message); }, CutLane);
}

void RecordSession::listWords(const QString& typed) {
    m_lab.run(
        [this, typed = typed.trimmed().toStdString(),
         state = m_state](const std::stop_token&) -> Worker::Continuation {
            return [this, found = state->words(typed, kMostWords)] {
                emit wordsListed(found.first, found.second);
            };
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

void RecordSession::listSlices() {
    changeSlices([](SliceRepository&, std::int64_t) {});
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
