#pragma once

#include <QObject>

#include <cstdint>

namespace lab {

/// What the person points at, besides the run on show (see Studio): one value for the whole window, so that a
/// click in one view is seen in all of them. −1 = nothing. GUI thread.
class Selection : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Updates done when the attention on show was taken; −1 follows the newest.
    [[nodiscard]] std::int64_t step() const { return m_step; }
    /// Row of the example among the run's examples.
    [[nodiscard]] int example() const { return m_example; }
    [[nodiscard]] int token() const { return m_token; }
    [[nodiscard]] int layer() const { return m_layer; }
    [[nodiscard]] int head() const { return m_head; }

public slots:
    void setStep(std::int64_t step) { set(m_step, step, &Selection::stepChanged); }
    void setExample(int example) { set(m_example, example, &Selection::exampleChanged); }
    void setToken(int token) { set(m_token, token, &Selection::tokenChanged); }
    /// A head of a layer; −1 for all of them.
    void setHead(int layer, int head) {
        if (layer == m_layer && head == m_head)
            return;
        m_layer = layer;
        m_head = head;
        emit headChanged(layer, head);
    }

signals:
    void stepChanged(std::int64_t step);
    void exampleChanged(int example);
    void tokenChanged(int token);
    void headChanged(int layer, int head);

private:
    template <class Value> void set(Value& member, Value value, void (Selection::*changed)(Value)) {
        if (member == value)
            return;
        member = value;
        emit(this->*changed)(value);
    }

    std::int64_t m_step = -1;
    int m_example = -1, m_token = -1, m_layer = -1, m_head = -1;
};

} // namespace lab
