#pragma once

#include "core/inspect/attention_difference.h"
#include "core/inspect/attention_map.h"
#include "ui/bridge/worker.h"
#include "workbench/stored_weights.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace lab {

/// A run and which of its weights read.
struct DuelSide {
    std::int64_t run = 0;
    WeightChoice weights;
    auto operator<=>(const DuelSide&) const = default;
};

/// One text read by two runs.
struct Duel {
    std::int64_t a = 0, b = 0;
    StoredWeights weightsA, weightsB;
    QString text;
    AttentionMap mapA, mapB;
    std::vector<std::string> labelsA, labelsB;
    std::vector<AttentionRow> rowsA, rowsB;
    std::vector<AttentionRow> difference; ///< B − A; empty when the two read other tokens
    double divergence = 0;                ///< KL(A‖B), nats; NaN when their classes differ
};

/// A text of the test part that two runs do not agree on.
struct Disagreement {
    int example = 0; ///< its place in the list of examples, from 0
    std::string text;
    int label = 0, predictedA = 0, predictedB = 0;
};
struct Disagreements {
    int examples = 0;                ///< how many texts were read
    bool complete = false;           ///< false: ended before all were read
    std::vector<std::string> labels; ///< class names of A
    std::vector<Disagreement> found;
};

/// Texts of a run's test part (validation or train where there is none).
struct DuelExamples {
    std::int64_t run = 0;
    std::vector<std::string> texts, labels; ///< a text, and the name of its class
};

/// Reads texts with two stored runs side by side, on threads of its own: one for the text on show, one for
/// the whole test part. Only the newest request of each is answered. GUI thread.
class DuelSession : public QObject {
    Q_OBJECT
public:
    explicit DuelSession(const QString& labPath, QObject* parent = nullptr);
    ~DuelSession() override;

    void read(const DuelSide& a, const DuelSide& b, const QString& text);
    /// The answer is examplesLoaded() or failed().
    void loadExamples(std::int64_t run);
    /// Classes of A's test part by both runs.
    void findDisagreements(const DuelSide& a, const DuelSide& b);
    /// Ends the search; what was found by then is told.
    void cancel();
    /// Ends the search and tells nothing of it: its weights are not those asked about any more.
    void abandon();
    /// The weights have changed: the next request loads them anew.
    void forget();
    static constexpr std::int64_t kMostExamples = 5000;

signals:
    void arrived(const lab::Duel& duel);
    void examplesLoaded(const lab::DuelExamples& examples);
    void searched(int done, int total);
    void disagreementsFound(const lab::Disagreements& found);
    void failed(const QString& message);

private:
    struct Models;
    Disagreements search(Models& models, const DuelSide& a, const DuelSide& b, const std::stop_token& stop);
    std::string m_path;
    std::uint64_t m_generation = 0;
    std::shared_ptr<Models> m_reading, m_searching; ///< each used by its thread alone
    std::stop_source m_search;
    Worker m_reader, m_searcher; ///< last: their threads use the models
};

} // namespace lab
