#include "ui/views/sharing_diagram.h"

#include "ui/look.h"
#include "ui/views/sharing_glyph.h"

#include <QPainter>

#include <algorithm>

namespace lab {
namespace {

constexpr int kTensors = 4;
constexpr double kTieWidth = 1.25;

QString sentence(Sharing sharing) {
    switch (sharing) {
    case Sharing::None:
        return SharingDiagram::tr("Every layer keeps its own query, key, value and transform.");
    case Sharing::QueryValue:
        return SharingDiagram::tr("The value is the query; every layer keeps its own three.");
    case Sharing::QueryValueHead:
        return SharingDiagram::tr("The value is the query; all heads use one head's slice.");
    case Sharing::QueryValueLayer:
        return SharingDiagram::tr("The value is the query; all layers use the first layer's parameters.");
    }
    return {};
}

} // namespace

SharingDiagram::SharingDiagram(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("Diagram of the parameter sharing"));
    setSharing(m_sharing);
    connect(&look, &Look::changed, this, [this] { update(); });
}

void SharingDiagram::setSharing(Sharing sharing) {
    m_sharing = sharing;
    setAccessibleDescription(sentence(sharing));
    setToolTip(sentence(sharing));
    update();
}

QSize SharingDiagram::sizeHint() const {
    return {m_look.u(58), m_look.u(27)};
}

QRectF SharingDiagram::box(int layer, int tensor) const {
    const double side = m_look.u(6.5), step = m_look.u(11);
    return {m_look.u(14.5) + tensor * step + 0.5, m_look.u(8) + layer * m_look.u(11.5) + 0.5, side, side};
}

void SharingDiagram::drawBox(QPainter& painter, int layer, int tensor) const {
    static const QString kNames[kTensors] = {QStringLiteral("Q"), QStringLiteral("K"), QStringLiteral("V"),
                                             QStringLiteral("T")};
    const auto pattern = patternOf(m_sharing);
    const auto use = (layer == 0 ? pattern.first : pattern.later)[static_cast<std::size_t>(tensor)];
    const QRectF rect = box(layer, tensor);
    const bool own = use != TensorUse::Borrowed;
    QPen pen(m_look.colour(own ? Role::Accent : Role::Faint));
    if (!own)
        pen.setDashPattern({3, 3});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    if (use == TensorUse::Stored)
        painter.setBrush(m_look.colour(Role::Selection));
    painter.drawRect(rect);
    if (use == TensorUse::Slice) {
        // One narrow column is kept; the dotted rest is the same column for the other heads.
        const double slice = rect.width() / 4;
        painter.fillRect(QRectF(rect.left(), rect.top(), slice, rect.height()).adjusted(0.5, 0.5, 0, -0.5),
                         m_look.colour(Role::Accent));
        painter.setPen(QPen(m_look.colour(Role::Faint), 1, Qt::DotLine));
        for (int line = 2; line < 4; ++line)
            painter.drawLine(QPointF(rect.left() + line * slice, rect.top() + 1),
                             QPointF(rect.left() + line * slice, rect.bottom() - 1));
    }
    QFont font = m_look.font(Type::Secondary);
    if (own)
        font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(m_look.colour(own ? Role::Text : Role::Muted));
    painter.drawText(rect.adjusted(use == TensorUse::Slice ? rect.width() / 4 : 0, 0, 0, 0), Qt::AlignCenter,
                     kNames[tensor]);
}

void SharingDiagram::drawTies(QPainter& painter) const {
    painter.setPen(QPen(m_look.colour(Role::Accent), kTieWidth));
    painter.setBrush(Qt::NoBrush);
    const auto pattern = patternOf(m_sharing);
    if (m_sharing == Sharing::None)
        return;
    for (int layer = 0; layer < 2; ++layer) {
        const bool owns = (layer == 0 ? pattern.first : pattern.later)[0] != TensorUse::Borrowed;
        if (!owns)
            continue;
        const QRectF query = box(layer, 0), value = box(layer, 2);
        const double y = query.top() - m_look.u(2);
        painter.drawPolyline(QPolygonF({{query.center().x(), query.top()},
                                        {query.center().x(), y},
                                        {value.center().x(), y},
                                        {value.center().x(), value.top()}}));
    }
    if (m_sharing == Sharing::QueryValueLayer)
        for (const int tensor : {0, 1, 3})
            painter.drawLine(QPointF(box(0, tensor).center().x(), box(0, tensor).bottom()),
                             QPointF(box(1, tensor).center().x(), box(1, tensor).top()));
    painter.setFont(m_look.font(Type::Axis));
    painter.setPen(m_look.colour(Role::Muted));
    const QRectF label(box(0, 0).left(), 0, box(0, 2).right() - box(0, 0).left(),
                       box(0, 0).top() - m_look.u(2));
    painter.drawText(label, Qt::AlignHCenter | Qt::AlignBottom, tr("query = value"));
}

void SharingDiagram::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    drawTies(painter);
    painter.setFont(m_look.font(Type::Axis));
    painter.setPen(m_look.colour(Role::Muted));
    for (int layer = 0; layer < 2; ++layer) {
        const QRectF first = box(layer, 0);
        painter.drawText(QRectF(m_look.u(3.5), first.top(), first.left(), first.height()), Qt::AlignVCenter,
                         tr("layer %1").arg(layer + 1));
    }
    for (int layer = 0; layer < 2; ++layer)
        for (int tensor = 0; tensor < kTensors; ++tensor)
            drawBox(painter, layer, tensor);
}

} // namespace lab
