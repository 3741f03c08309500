#pragma once

#include <QColor>
#include <QString>
#include <QWidget>

#include <vector>

namespace lab {

class Look;

/// The line above a plot: its name, then labelled numbers that change live without dancing. A layout of it
/// may hold buttons at its right end.
class PlotHeader : public QWidget {
    Q_OBJECT
public:
    struct Number {
        QString label;
        QString value;
        QColor colour; ///< invalid = text colour
    };
    PlotHeader(const Look& look, QString title, QWidget* parent = nullptr);
    void setNumbers(std::vector<Number> numbers);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Look& m_look;
    QString m_title;
    std::vector<Number> m_numbers;
};

} // namespace lab
