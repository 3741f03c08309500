#include "ui/bridge/predict_session.h"

#include <algorithm>

namespace lab {

struct PredictSession::Cache {
    Weights weights;
    std::unique_ptr<Predictor> predictor;

    Predictor& get(const Weights& wanted) {
        if (!predictor || weights != wanted) {
            predictor.reset();
            // One thread is enough for one text and leaves the others to a training run.
            predictor = wanted.step > 0
                            ? Predictor::fromStep(wanted.lab, wanted.run, wanted.step, 1)
                            : Predictor::fromRun(wanted.lab, wanted.run, Predictor::Weights::Last, 1);
            weights = wanted;
        }
        return *predictor;
    }
};

struct PredictSession::Explaining {
    std::stop_source stop;
    std::atomic<double> share = 0;
};

PredictSession::PredictSession(QObject* parent)
    : QObject(parent),
      m_cache(std::make_shared<Cache>()),
      m_classification(std::make_shared<std::atomic<std::uint64_t>>(0)) {}

PredictSession::~PredictSession() {
    stopExplaining(); // the worker waits for it
}

PredictSession::Weights PredictSession::weightsOf(const QString& labPath, std::int64_t run) const {
    return {labPath.toStdString(), run, m_step, m_generation};
}

void PredictSession::setStep(std::int64_t step) {
    if (step == m_step)
        return;
    m_step = step;
    forget();
}

void PredictSession::forget() {
    stopExplaining();
    ++m_generation;
    ++*m_classification;
}

void PredictSession::read(const QString& labPath, std::int64_t run, const QString& text) {
    constexpr int kTextLane = 1;
    m_worker.run(
        [this, cache = m_cache, run, text,
         weights = weightsOf(labPath, run)](const std::stop_token&) -> Worker::Continuation {
            Predictor& predictor = cache->get(weights);
            AttentionMap map = predictor.read(text.toStdString(), kWholeMapTokens);
            return [this, run, text, map = std::move(map), labels = predictor.labels()] {
                emit arrived(run, text, map, labels);
            };
        },
        [this](const QString& message) { emit failed(message); }, kTextLane);
}

void PredictSession::classify(const QString& labPath, std::int64_t run, std::vector<std::string> texts) {
    constexpr int kManyLane = 2;
    constexpr std::size_t kAtOnce = 64; // a newer request waits for these at most
    m_worker.run(
        [this, cache = m_cache, run, texts = std::move(texts), weights = weightsOf(labPath, run),
         newest = m_classification,
         number = ++*m_classification](const std::stop_token& stop) -> Worker::Continuation {
            Predictor& predictor = cache->get(weights);
            std::vector<int> labels;
            for (std::size_t from = 0; from < texts.size() && !stop.stop_requested() && *newest == number;
                 from += kAtOnce) {
                const std::size_t to = std::min(from + kAtOnce, texts.size());
                const auto begin = texts.begin();
                for (const AttentionMap& map : predictor.readAll(
                         {begin + static_cast<std::ptrdiff_t>(from), begin + static_cast<std::ptrdiff_t>(to)},
                         false))
                    labels.push_back(map.label);
            }
            return [this, run, labels = std::move(labels)] { emit classified(run, labels); };
        },
        [this](const QString& message) { emit failed(message); }, kManyLane);
}

void PredictSession::explain(const QString& labPath, std::int64_t run, const QString& text,
                             Explanation::Method method) {
    constexpr int kExplainLane = 3;
    stopExplaining();
    m_explaining = std::make_shared<Explaining>();
    m_worker.run(
        [this, cache = m_cache, run, text, method, weights = weightsOf(labPath, run),
         own = m_explaining](const std::stop_token&) -> Worker::Continuation {
            Predictor::ExplainOrder order;
            order.method = method;
            order.stop = own->stop.get_token();
            order.progress = [own](std::int64_t done, std::int64_t total) {
                own->share =
                    static_cast<double>(done) / static_cast<double>(std::max<std::int64_t>(total, 1));
            };
            if (order.stop.stop_requested())
                return {};
            Explanation explanation = cache->get(weights).explain(text.toStdString(), order);
            return [this, own, run, text, explanation = std::move(explanation)] {
                if (own == m_explaining)
                    emit explained(run, text, explanation);
            };
        },
        [this](const QString& message) { emit failed(message); }, kExplainLane);
}

void PredictSession::stopExplaining() {
    if (m_explaining)
        m_explaining->stop.request_stop();
    m_explaining.reset();
}

double PredictSession::shareExplained() const {
    return m_explaining ? m_explaining->share.load() : 0;
}

} // namespace lab
