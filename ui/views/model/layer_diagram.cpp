#include "ui/views/model/layer_diagram.h"

#include "ui/look/look.h"
#include "ui/words/format.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace lab {
namespace {

constexpr double kTieWidth = 1.25;
constexpr double kBox = 5.5, kPitch = 8.5,
                 kLane = 4; ///< in units: height of a box, from row to row, of a lane

QString useName(TensorUse use) {
    switch (use) {
    case TensorUse::Stored:
        return QStringLiteral("stored");
    case TensorUse::Borrowed:
        return QStringLiteral("borrowed");
    case TensorUse::Slice:
        return QStringLiteral("slice");
    }
    return {};
}

} // namespace

void paintTensorBox(QPainter& painter, const Look& look, const QRectF& rect, TensorUse use) {
    const bool own = use != TensorUse::Borrowed;
    QPen pen(look.colour(own ? Role::Accent : Role::Faint), Look::kLine);
    if (!own)
        pen.setDashPattern({3, 3});
    painter.setPen(pen);
    painter.setBrush(use == TensorUse::Stored ? QBrush(look.colour(Role::Selection)) : QBrush(Qt::NoBrush));
    painter.drawRect(rect);
    if (use == TensorUse::Slice) // one head's columns; the rest of the box is the same for the other heads
        painter.fillRect(
            QRectF(rect.left(), rect.top(), rect.width() / 4, rect.height()).adjusted(0.5, 0.5, 0, -0.5),
            look.colour(Role::Selection));
}

LayerDiagram::LayerDiagram(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setAccessibleName(tr("Structure of a layer"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&look, &Look::changed, this, [this] { update(); });
}

void LayerDiagram::setModel(const ModelConfig& config, const QString& caption) {
    const int before = m_plan.rows;
    m_plan = layerPlanOf(config);
    m_caption = caption;
    setAccessibleDescription(m_plan.sentence);
    if (before != m_plan.rows)
        updateGeometry();
    update();
}

QSize LayerDiagram::sizeHint() const {
    return {m_look.u(92), static_cast<int>(m_look.u(kPitch) * std::max(m_plan.rows, 1))};
}

QSize LayerDiagram::minimumSizeHint() const {
    return {m_look.u(70), sizeHint().height()};
}

QRectF LayerDiagram::boxRect(const PlanBox& box, const QRect& place) const {
    const double lane = m_look.u(kLane), gap = m_look.u(1.5);
    const double column = (place.width() - 2 * lane) / m_plan.columns;
    const double left = place.left() + lane + box.column * column;
    return QRectF(left + gap / 2, place.top() + box.row * m_look.u(kPitch) + m_look.u(1),
                  box.columns * column - gap, m_look.u(kBox))
        .toAlignedRect()
        .toRectF()
        .translated(0.5, 0.5);
}

void LayerDiagram::drawLine(QPainter& painter, const PlanLine& line, const QRect& place) const {
    const QRectF from = boxRect(m_plan.boxes[static_cast<std::size_t>(line.from)], place);
    const QRectF to = boxRect(m_plan.boxes[static_cast<std::size_t>(line.to)], place);
    const bool tie = line.way == PlanLine::Way::Tie;
    painter.setPen(QPen(m_look.colour(tie ? Role::Accent : Role::Edge), tie ? kTieWidth : Look::kLine));
    painter.setBrush(Qt::NoBrush);
    const double lane = m_look.u(kLane) / 2.0;
    switch (line.way) {
    case PlanLine::Way::Tie: {
        const double y = from.top() - m_look.u(1), shift = m_look.u(3);
        painter.drawPolyline(QPolygonF({{from.center().x() + shift, from.top()},
                                        {from.center().x() + shift, y},
                                        {to.center().x() + shift, y},
                                        {to.center().x() + shift, to.top()}}));
        return;
    }
    case PlanLine::Way::LeftLane:
    case PlanLine::Way::RightLane: {
        const bool left = line.way == PlanLine::Way::LeftLane;
        const double x = left ? place.left() + lane : place.right() - lane;
        painter.drawPolyline(QPolygonF({{left ? from.left() : from.right(), from.center().y()},
                                        {x, from.center().y()},
                                        {x, to.center().y()},
                                        {left ? to.left() : to.right(), to.center().y()}}));
        return;
    }
    case PlanLine::Way::Flow:
        break;
    }
    // Down from the upper box where the lower one lies under it, else sideways in the gap above the lower
    // one.
    const double start = std::clamp(to.center().x(), from.left() + m_look.u(1), from.right() - m_look.u(1));
    const double x = from.width() > to.width() ? start : from.center().x();
    const double end = std::clamp(x, to.left() + m_look.u(1), to.right() - m_look.u(1));
    const double turn = to.top() - m_look.u(1.5);
    painter.drawPolyline(QPolygonF({{x, from.bottom()}, {x, turn}, {end, turn}, {end, to.top()}}));
}

void LayerDiagram::drawText(QPainter& painter, const PlanBox& box, const QRectF& rect, bool faint) const {
    QFont name = m_look.font(Type::Secondary);
    const QFont note = m_look.font(Type::Axis);
    if (box.kind == PlanBox::Kind::Tensor && !faint)
        name.setWeight(QFont::DemiBold);
    const double room = rect.width() - m_look.u(2);
    const double noteWidth = QFontMetricsF(note).horizontalAdvance(box.note);
    const double nameWidth = QFontMetricsF(name).horizontalAdvance(box.text);
    const double gap = box.note.isEmpty() ? 0 : m_look.u(1.5);
    const bool both = nameWidth + gap + noteWidth <= room && !box.note.isEmpty();
    const double left = rect.left() + (rect.width() - nameWidth - (both ? gap + noteWidth : 0)) / 2;
    painter.setFont(name);
    painter.setPen(m_look.colour(faint ? Role::Muted : Role::Text));
    if (nameWidth > room)
        return painter.drawText(rect.adjusted(m_look.u(1), 0, -m_look.u(1), 0),
                                Qt::AlignVCenter | Qt::AlignLeft,
                                QFontMetricsF(name).elidedText(box.text, Qt::ElideRight, room));
    painter.drawText(QRectF(left, rect.top(), nameWidth + 2, rect.height()), Qt::AlignVCenter, box.text);
    if (!both)
        return;
    painter.setFont(note);
    painter.setPen(m_look.colour(Role::Muted));
    painter.drawText(QRectF(left + nameWidth + gap, rect.top(), noteWidth + 2, rect.height()),
                     Qt::AlignVCenter, box.note);
}

void LayerDiagram::drawBox(QPainter& painter, const PlanBox& box, const QRect& place) const {
    const QRectF rect = boxRect(box, place);
    if (box.kind == PlanBox::Kind::Tensor) {
        const TensorUse use = m_plan.tensors[static_cast<std::size_t>(box.tensor)].first;
        painter.fillRect(rect, m_look.colour(Role::Base));
        paintTensorBox(painter, m_look, rect, use);
        return drawText(painter, box, rect, use == TensorUse::Borrowed);
    }
    const bool frame = box.kind == PlanBox::Kind::Frame;
    painter.setPen(QPen(m_look.colour(frame ? Role::Edge : Role::Line), Look::kLine));
    painter.setBrush(m_look.colour(frame ? Role::Alt : Role::Base));
    if (box.kind == PlanBox::Kind::Rows)
        painter.setPen(Qt::NoPen);
    painter.drawRect(rect);
    drawText(painter, box, rect, false);
}

void LayerDiagram::draw(QPainter& painter, const QRect& place) const {
    for (const PlanLine& line : m_plan.lines)
        drawLine(painter, line, place);
    for (const PlanBox& box : m_plan.boxes)
        drawBox(painter, box, place);
    for (const PlanLine& line : m_plan.lines) // over the boxes that they join
        if (line.way == PlanLine::Way::Tie)
            drawLine(painter, line, place);
}

void LayerDiagram::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    draw(painter, rect());
}

void LayerDiagram::paintExport(QPainter& painter, const QRect& place) {
    draw(painter, place);
}

NumberTable LayerDiagram::exportNumbers() const {
    NumberTable table{{QStringLiteral("tensor"), QStringLiteral("meaning"), QStringLiteral("first_layer"),
                       QStringLiteral("later_layers"), QStringLiteral("parameters")},
                      {}};
    for (const AttentionTensor& tensor : m_plan.tensors)
        table.rows.push_back({tensor.name, tensor.meaning, useName(tensor.first), useName(tensor.later),
                              static_cast<qlonglong>(tensor.parameters)});
    return table;
}

bool LayerDiagram::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (const PlanBox& box : m_plan.boxes) {
        if (!boxRect(box, rect()).contains(help->pos()))
            continue;
        QString text = box.note.isEmpty() ? box.text : box.text + QStringLiteral(" · ") + box.note;
        if (box.tensor >= 0) {
            const AttentionTensor& tensor = m_plan.tensors[static_cast<std::size_t>(box.tensor)];
            text = tensor.meaning + QStringLiteral(" · ") + text + QStringLiteral("\n") +
                   (tensor.first == TensorUse::Borrowed
                        ? tr("borrowed: no parameters of its own")
                        : tr("%1 parameters").arg(formatCount(tensor.parameters)));
        }
        QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    QToolTip::hideText();
    return true;
}

} // namespace lab
