#pragma once

#include <QWidget>

class QToolButton;

namespace lab {

class Look;
class LookLabel;

/// One line on top of a view that says what went wrong and stays until it is dismissed.
class MessageLine : public QWidget {
    Q_OBJECT
public:
    explicit MessageLine(const Look& look, QWidget* parent = nullptr);

    void showProblem(const QString& message);
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Look& m_look;
    LookLabel* m_text;
};

} // namespace lab
