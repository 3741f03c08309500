#include "ui/export/figure_preview.h"

#include "ui/look/look.h"

#include <algorithm>

namespace lab {

FigurePreview::FigurePreview(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setAccessibleName(tr("Preview of the picture"));
}

void FigurePreview::setFigure(const Figure& figure) {
    m_figure = figure;
    update();
}

QSize FigurePreview::sizeHint() const {
    return {m_look.u(120), m_look.u(70)};
}

void FigurePreview::paintEvent(QPaintEvent*) {
    if (m_figure.size.isEmpty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double share = std::min(
        {1.0, double(width() - 2) / m_figure.size.width(), double(height() - 2) / m_figure.size.height()});
    const QSizeF shown = QSizeF(m_figure.size) * share;
    const QRectF place((width() - shown.width()) / 2, (height() - shown.height()) / 2, shown.width(),
                       shown.height());
    painter.fillRect(place, m_figure.background);
    painter.save();
    painter.setClipRect(place);
    painter.translate(place.topLeft());
    painter.scale(share, share);
    painter.drawPicture(0, 0, m_figure.drawing);
    painter.restore();
    painter.setPen(QPen(m_look.colour(Role::Line), Look::kLine));
    painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace lab
