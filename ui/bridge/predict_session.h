#pragma once

#include "core/inspect/attention_map.h"
#include "ui/bridge/worker.h"
#include "workbench/predictor.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace lab {

/// Reads texts with the weights of a stored run, on a thread of its own. Only the newest request is answered;
/// the model is kept until another one is asked for. GUI thread.
class PredictSession : public QObject {
    Q_OBJECT
public:
    explicit PredictSession(QObject* parent = nullptr);
    ~PredictSession() override;

    /// Texts of at most so many tokens get the whole maps of encoders that have some (AttentionMap::maps).
    static constexpr int kWholeMapTokens = 256;
    /// Attention of \p text with the last weights of a run. The answer is arrived() or failed(), unless a
    /// newer request comes first.
    void read(const QString& labPath, std::int64_t run, const QString& text);
    /// Classes of \p texts with the last weights of a run, in their order; the answer is classified() or
    /// failed(), unless a newer request comes first.
    void classify(const QString& labPath, std::int64_t run, std::vector<std::string> texts);
    /// How much each token speaks for the class that the run gives \p text. The answer is explained() or
    /// failed(), unless a newer explanation is asked for or stopExplaining() comes first.
    void explain(const QString& labPath, std::int64_t run, const QString& text, Explanation::Method method);
    void stopExplaining();
    /// Share of the running explanation that is done, 0 to 1.
    [[nodiscard]] double shareExplained() const;
    /// Reads with the weights that the run holds of \p step from now on; 0 = the last ones, as at first.
    void setStep(std::int64_t step);
    /// The run's weights have changed: the next request loads them anew.
    void forget();

signals:
    void arrived(std::int64_t run, const QString& text, const lab::AttentionMap& map,
                 const std::vector<std::string>& labels);
    void classified(std::int64_t run, const std::vector<int>& labels);
    void explained(std::int64_t run, const QString& text, const lab::Explanation& explanation);
    void failed(const QString& message);

private:
    struct Cache;
    std::shared_ptr<Cache> m_cache; ///< used by the worker's thread alone
    std::uint64_t m_generation = 0;
    std::int64_t m_step = 0;
    struct Weights {
        std::string lab;
        std::int64_t run = 0, step = 0;
        std::uint64_t generation = 0;
        bool operator==(const Weights&) const = default;
    };
    [[nodiscard]] Weights weightsOf(const QString& labPath, std::int64_t run) const;
    std::shared_ptr<std::atomic<std::uint64_t>> m_classification; ///< number of the newest; older ones end
    struct Explaining;
    std::shared_ptr<Explaining> m_explaining; ///< the newest explanation
    Worker m_worker;                          ///< last: its thread uses the cache
};

} // namespace lab
