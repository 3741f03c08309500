#include "ui/studio/explaining.h"

namespace lab {
namespace {

constexpr int kTickMs = 100;

} // namespace

Explaining::Explaining(QObject* parent) : QObject(parent) {
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &Explaining::changed);
    connect(&m_session, &PredictSession::explained, this,
            [this](std::int64_t run, const QString& text, const Explanation& explanation) {
                if (run != m_run || text != m_text || explanation.method != m_method)
                    return;
                m_result = explanation;
                set(State::Ready);
            });
    connect(&m_session, &PredictSession::failed, this, [this](const QString& message) {
        m_message = message;
        set(State::Failed);
    });
}

void Explaining::set(State state) {
    m_state = state;
    if (state == State::Working)
        m_tick.start();
    else
        m_tick.stop();
    emit changed();
}

void Explaining::setText(const QString& labPath, std::int64_t run, const QString& text, int tokens) {
    if (labPath == m_path && run == m_run && text == m_text && tokens == m_tokens)
        return;
    m_path = labPath;
    m_run = run;
    m_text = text;
    m_tokens = tokens;
    begin(false);
}

void Explaining::forget(std::int64_t step) {
    m_session.setStep(step);
    m_session.forget();
    begin(false);
}

void Explaining::setMethod(std::optional<Explanation::Method> method) {
    if (method == m_method)
        return;
    m_method = method;
    begin(false);
}

void Explaining::compute() {
    begin(true);
}

void Explaining::stop() {
    m_session.stopExplaining();
    set(State::Stopped);
}

void Explaining::begin(bool asked) {
    m_session.stopExplaining();
    m_result.reset();
    if (!m_method || m_tokens == 0)
        return set(State::Off);
    if (m_run == 0)
        return set(State::Unavailable);
    if (!asked && m_tokens > kMostTokens)
        return set(State::TooLong);
    m_session.explain(m_path, m_run, m_text, *m_method);
    set(State::Working);
}

} // namespace lab
