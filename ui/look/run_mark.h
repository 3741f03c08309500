#pragma once

#include "ui/look/theme.h"

#include <QIcon>
#include <QPainterPath>

class QPainter;
class QPointF;

namespace lab {

class Look;

/// The outline of a mark around \p centre; \p radius is that of the circle, the other shapes look equally
/// large.
QPainterPath runMarkPath(MarkShape shape, const QPointF& centre, double radius);

/// Draws a run's mark around \p centre; \p radius is that of the circle, the other shapes look equally large.
/// A running run wears a still ring.
void paintRunMark(QPainter& painter, const QPointF& centre, double radius, const RunMark& mark, bool running);

/// The mark of colour \p slot, for a menu or a check box.
QIcon runMarkIcon(const Look& look, int slot);

} // namespace lab
