#include "ui/look/run_mark.h"

#include "ui/look/look.h"

#include <QPainter>

#include <cmath>
#include <numbers>

namespace lab {
namespace {

QPolygonF regular(const QPointF& centre, double radius, int corners, double turn) {
    QPolygonF polygon;
    for (int i = 0; i < corners; ++i) {
        const double angle = turn + 2 * std::numbers::pi * i / corners;
        polygon << centre + QPointF(radius * std::sin(angle), -radius * std::cos(angle));
    }
    return polygon;
}

} // namespace

QPainterPath runMarkPath(MarkShape shape, const QPointF& centre, double radius) {
    QPainterPath path;
    switch (shape) {
    case MarkShape::Circle:
        path.addEllipse(centre, radius, radius);
        break;
    case MarkShape::Square:
        path.addPolygon(regular(centre, radius * 1.25, 4, std::numbers::pi / 4));
        break;
    case MarkShape::TriangleUp:
        path.addPolygon(regular(centre + QPointF(0, radius * 0.2), radius * 1.35, 3, 0));
        break;
    case MarkShape::Diamond:
        path.addPolygon(regular(centre, radius * 1.25, 4, 0));
        break;
    case MarkShape::Cross: {
        const double arm = radius * 1.15, half = radius * 0.42;
        path.addRect(QRectF(centre.x() - arm, centre.y() - half, 2 * arm, 2 * half));
        QPainterPath upright;
        upright.addRect(QRectF(centre.x() - half, centre.y() - arm, 2 * half, 2 * arm));
        path = path.united(upright);
        break;
    }
    case MarkShape::TriangleDown:
        path.addPolygon(regular(centre - QPointF(0, radius * 0.2), radius * 1.35, 3, std::numbers::pi));
        break;
    case MarkShape::Hexagon:
        path.addPolygon(regular(centre, radius * 1.1, 6, std::numbers::pi / 6));
        break;
    }
    path.closeSubpath();
    return path;
}

void paintRunMark(QPainter& painter, const QPointF& centre, double radius, const RunMark& mark,
                  bool running) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(mark.hollow ? QPen(mark.colour, 1.4) : QPen(Qt::NoPen));
    painter.setBrush(mark.hollow ? QBrush(Qt::NoBrush) : QBrush(mark.colour));
    painter.drawPath(runMarkPath(mark.shape, centre, mark.hollow ? radius - 0.5 : radius));
    if (running) {
        painter.setPen(QPen(mark.colour, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(centre, radius + 2.5, radius + 2.5);
    }
    painter.restore();
}

QIcon runMarkIcon(const Look& look, int slot) {
    constexpr int kSharp = 2; // enough for type of 200 %
    const int side = look.u(4);
    QPixmap pixmap(QSize(side, side) * kSharp);
    pixmap.setDevicePixelRatio(kSharp);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintRunMark(painter, QPointF(side / 2.0, side / 2.0), look.u(1.25), look.theme().runMark(slot), false);
    return QIcon(pixmap);
}

} // namespace lab
