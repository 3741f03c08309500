#include "ui/bridge/duel_session.h"

#include "core/base/error.h"
#include "core/store/dataset_repository.h"
#include "core/store/run_repository.h"
#include "workbench/predictor.h"

#include <algorithm>
#include <limits>
#include <map>

namespace lab {
namespace {

enum Lane : int { ReadLane = 1, SearchLane, ExampleLane };

std::vector<StoredRecord> examplesOf(LabFile& lab, std::int64_t run) {
    const RunRow row = RunRepository(lab).load(run).row;
    if (!row.dataset)
        return {};
    const DatasetRepository datasets(lab);
    for (const RecordSplit split : {RecordSplit::Test, RecordSplit::Validation, RecordSplit::Train})
        if (datasets.count(*row.dataset, split) > 0)
            return datasets.records(*row.dataset, split, DuelSession::kMostExamples);
    return {};
}

/// Classes are compared by name: two runs may list them in another order.
int indexIn(const std::vector<std::string>& labels, const std::string& name) {
    const auto known = std::find(labels.begin(), labels.end(), name);
    return known == labels.end() ? -1 : static_cast<int>(known - labels.begin());
}

} // namespace

/// The two predictors in use, kept while the same weights are asked for.
struct DuelSession::Models {
    std::uint64_t generation = 0;
    std::map<DuelSide, std::unique_ptr<Predictor>> predictors;

    void keep(const DuelSide& a, const DuelSide& b, std::uint64_t wanted) {
        if (generation != wanted)
            predictors.clear();
        generation = wanted;
        std::erase_if(predictors, [&](const auto& each) { return each.first != a && each.first != b; });
    }
    Predictor& get(const std::string& lab, const DuelSide& side) {
        auto& predictor = predictors[side];
        if (!predictor)
            predictor = Predictor::fromNearest(lab, side.run, side.weights, 1);
        return *predictor;
    }
};

DuelSession::DuelSession(const QString& labPath, QObject* parent)
    : QObject(parent),
      m_path(labPath.toStdString()),
      m_reading(std::make_shared<Models>()),
      m_searching(std::make_shared<Models>()) {}

DuelSession::~DuelSession() {
    m_search.request_stop();
}

void DuelSession::forget() {
    ++m_generation;
}

void DuelSession::read(const DuelSide& a, const DuelSide& b, const QString& text) {
    m_reader.run(
        [this, models = m_reading, path = m_path, a, b, text,
         generation = m_generation](const std::stop_token&) -> Worker::Continuation {
            models->keep(a, b, generation);
            Predictor &first = models->get(path, a), &second = models->get(path, b);
            Duel duel;
            duel.a = a.run;
            duel.b = b.run;
            duel.text = text;
            duel.weightsA = first.weights().value();
            duel.weightsB = second.weights().value();
            duel.mapA = first.read(text.toStdString());
            duel.mapB = second.read(text.toStdString());
            duel.labelsA = first.labels();
            duel.labelsB = second.labels();
            duel.rowsA = headMeans(duel.mapA);
            duel.rowsB = headMeans(duel.mapB);
            duel.difference = rowDifference(duel.mapA, duel.mapB);
            duel.divergence = duel.labelsA == duel.labelsB
                                  ? klDivergence(duel.mapA.probabilities, duel.mapB.probabilities)
                                  : std::numeric_limits<double>::quiet_NaN();
            return [this, duel = std::move(duel)] { emit arrived(duel); };
        },
        [this](const QString& message) { emit failed(message); }, ReadLane);
}

void DuelSession::loadExamples(std::int64_t run) {
    m_reader.run(
        [this, path = m_path, run](const std::stop_token&) -> Worker::Continuation {
            LabFile lab(path, LabMode::ReadOnly);
            const std::vector<std::string> labels = RunRepository(lab).load(run).labels;
            DuelExamples examples{run, {}, {}};
            for (StoredRecord& record : examplesOf(lab, run)) {
                examples.texts.push_back(std::move(record.text));
                const auto label = static_cast<std::size_t>(record.label);
                examples.labels.push_back(label < labels.size() ? labels[label] : std::string());
            }
            return [this, examples = std::move(examples)] { emit examplesLoaded(examples); };
        },
        [this](const QString& message) { emit failed(message); }, ExampleLane);
}

/// On the searcher's thread; reads in small bites, so that a stop is obeyed at once.
Disagreements DuelSession::search(Models& models, const DuelSide& a, const DuelSide& b,
                                  const std::stop_token& stop) {
    constexpr std::size_t kAtOnce = 32;
    LabFile lab(m_path, LabMode::ReadOnly);
    const std::vector<StoredRecord> records = examplesOf(lab, a.run);
    if (records.empty())
        throw DataError(
            fmt::format("run {} has no data set in the lab file, so there are no examples to read", a.run));
    Predictor &first = models.get(m_path, a), &second = models.get(m_path, b);
    Disagreements result;
    const int total = static_cast<int>(records.size());
    for (std::size_t from = 0; from < records.size() && !stop.stop_requested(); from += kAtOnce) {
        std::vector<std::string> texts;
        for (std::size_t i = from; i < std::min(from + kAtOnce, records.size()); ++i)
            texts.push_back(records[i].text);
        const auto byFirst = first.readAll(texts, false);
        if (stop.stop_requested())
            break;
        const auto bySecond = second.readAll(texts, false);
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const std::string& name = second.labels()[static_cast<std::size_t>(bySecond[i].label)];
            const int other = indexIn(first.labels(), name);
            if (other != byFirst[i].label)
                result.found.push_back(
                    {static_cast<int>(from + i), texts[i], records[from + i].label, byFirst[i].label, other});
        }
        result.examples += static_cast<int>(texts.size());
        m_searcher.report([this, done = result.examples, total] { emit searched(done, total); });
    }
    result.complete = result.examples == total;
    result.labels = first.labels();
    return result;
}

void DuelSession::findDisagreements(const DuelSide& a, const DuelSide& b) {
    abandon();
    m_search = std::stop_source();
    m_searcher.run(
        [this, models = m_searching, a, b, generation = m_generation,
         stop = m_search.get_token()](const std::stop_token&) -> Worker::Continuation {
            models->keep(a, b, generation);
            return [this, result = search(*models, a, b, stop)] { emit disagreementsFound(result); };
        },
        [this](const QString& message) { emit failed(message); }, SearchLane);
}

void DuelSession::cancel() {
    m_search.request_stop();
}

void DuelSession::abandon() {
    m_search.request_stop();
    m_searcher.forget(SearchLane);
}

} // namespace lab
