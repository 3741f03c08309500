#pragma once

#include "ui/export/figure.h"

#include <QWidget>

namespace lab {

/// A figure, as large as fits.
class FigurePreview : public QWidget {
    Q_OBJECT
public:
    explicit FigurePreview(const Look& look, QWidget* parent = nullptr);
    void setFigure(const Figure& figure);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Look& m_look;
    Figure m_figure;
};

} // namespace lab
