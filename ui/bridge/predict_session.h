#pragma once

#include "core/train/events.h"
#include "ui/bridge/worker.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace lab {

class Predictor;

/// Reads texts with the weights of a stored run, on a thread of its own. Only the newest request is answered;
/// the model is kept until another one is asked for. GUI thread.
class PredictSession : public QObject {
    Q_OBJECT
public:
    explicit PredictSession(QObject* parent = nullptr);
    ~PredictSession() override;

    /// Attention of \p text with the last weights of a run. The answer is arrived() or failed(), unless a
    /// newer request comes first.
    void read(const QString& labPath, std::int64_t run, const QString& text);
    /// Classes of \p texts with the last weights of a run, in their order; the answer is classified() or
    /// failed(), unless a newer request comes first.
    void classify(const QString& labPath, std::int64_t run, std::vector<std::string> texts);
    /// The run's weights have changed: the next request loads them anew.
    void forget();

signals:
    void arrived(std::int64_t run, const QString& text, const lab::AttentionMap& map,
                 const std::vector<std::string>& labels);
    void classified(std::int64_t run, const std::vector<int>& labels);
    void failed(const QString& message);

private:
    struct Cache;
    std::shared_ptr<Cache> m_cache; ///< used by the worker's thread alone
    std::uint64_t m_generation = 0;
    std::shared_ptr<std::atomic<std::uint64_t>> m_classification; ///< number of the newest; older ones end
    Worker m_worker;                                              ///< last: its thread uses the cache
};

} // namespace lab
