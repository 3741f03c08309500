#pragma once

#include "ui/bridge/predict_session.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace lab {

/// The explanation of the text on show by the weights of a stored run, when the person wants one. A long text
/// is explained on request only. GUI thread; the work is done elsewhere.
class Explaining : public QObject {
    Q_OBJECT
public:
    explicit Explaining(QObject* parent = nullptr);

    /// Texts of more tokens wait for compute(): leaving out one token after the other grows with the square.
    static constexpr int kMostTokens = 512;

    enum class State {
        Off,         ///< nothing is wanted
        Unavailable, ///< the run has no stored weights to ask
        TooLong,     ///< waits for compute()
        Working,
        Stopped, ///< by the person
        Ready,
        Failed
    };
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] double share() const { return m_session.shareExplained(); } ///< of the work, 0 to 1
    [[nodiscard]] const std::optional<Explanation>& result() const { return m_result; }
    [[nodiscard]] const QString& message() const { return m_message; } ///< of a failure
    [[nodiscard]] std::optional<Explanation::Method> method() const { return m_method; }

    /// What is to be explained: \p text of \p tokens tokens as \p run reads it. Run 0 = there are no stored
    /// weights.
    void setText(const QString& labPath, std::int64_t run, const QString& text, int tokens);
    /// The weights of the run are others now: those of \p step, 0 = the last.
    void forget(std::int64_t step = 0);

public slots:
    /// No method ends it.
    void setMethod(std::optional<lab::Explanation::Method> method);
    void compute();
    void stop();

signals:
    /// State, share or result.
    void changed();

private:
    void begin(bool asked);
    void set(State state);

    PredictSession m_session;
    QTimer m_tick;
    State m_state = State::Off;
    std::optional<Explanation::Method> m_method;
    std::optional<Explanation> m_result;
    QString m_path, m_text, m_message;
    std::int64_t m_run = 0;
    int m_tokens = 0;
};

} // namespace lab
