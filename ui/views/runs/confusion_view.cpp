#include "ui/views/runs/confusion_view.h"

#include "ui/look/colour_map.h"
#include "ui/look/look.h"
#include "ui/words/format.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lab {

ConfusionView::ConfusionView(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setObjectName(QStringLiteral("confusionView"));
    setAccessibleName(tr("Confusion matrix"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(look.u(44), look.u(30));
    connect(&look, &Look::changed, this, qOverload<>(&QWidget::update));
}

void ConfusionView::show(const QStringList& classes, const std::vector<std::int64_t>& counts,
                         const QString& note) {
    const auto size = static_cast<std::size_t>(classes.size());
    m_classes = classes;
    m_counts = counts.size() == size * size ? counts : std::vector<std::int64_t>{};
    m_note = note;
    m_cursor = {std::min(m_cursor.x(), std::max(this->classes() - 1, 0)),
                std::min(m_cursor.y(), std::max(this->classes() - 1, 0))};
    setAccessibleDescription(m_counts.empty() ? tr("Nothing measured yet") : note);
    update();
}

std::int64_t ConfusionView::count(int truth, int predicted) const {
    return m_counts.empty() ? 0 : m_counts[static_cast<std::size_t>(truth * classes() + predicted)];
}

QString ConfusionView::exportTitle() const {
    return tr("Confusion");
}

QSize ConfusionView::exportSize() const {
    const int side = std::max(m_look.u(120), classes() * m_look.u(14) + m_look.u(40));
    return {side, side * 3 / 4};
}

NumberTable ConfusionView::exportNumbers() const {
    NumberTable table{{QStringLiteral("true"), QStringLiteral("predicted"), QStringLiteral("examples")}, {}};
    if (!m_counts.empty())
        for (int truth = 0; truth < classes(); ++truth)
            for (int predicted = 0; predicted < classes(); ++predicted)
                table.rows.push_back({m_classes[truth], m_classes[predicted],
                                      QVariant::fromValue<qlonglong>(count(truth, predicted))});
    return table;
}

void ConfusionView::paintExport(QPainter& painter, const QRect& place) {
    paint(painter, place);
}

QRect ConfusionView::grid(const QRect& place) const {
    const QFontMetrics metrics(m_look.font(Type::Axis));
    int names = 0;
    for (const QString& name : m_classes)
        names = std::max(names, metrics.horizontalAdvance(name));
    names = std::min(names + m_look.u(6), place.width() * 2 / 5);
    return place.adjusted(names, m_look.u(13.5), -m_look.u(4), -m_look.u(3));
}

QRect ConfusionView::cellRect(int truth, int predicted, const QRect& place) const {
    const QRect all = grid(place);
    const int n = std::max(classes(), 1);
    const int left = all.left() + all.width() * predicted / n,
              right = all.left() + all.width() * (predicted + 1) / n;
    const int top = all.top() + all.height() * truth / n, bottom = all.top() + all.height() * (truth + 1) / n;
    return {left, top, std::max(right - left - 1, 1), std::max(bottom - top - 1, 1)};
}

std::optional<QPoint> ConfusionView::cellAt(const QPoint& place) const {
    for (int truth = 0; truth < classes(); ++truth)
        for (int predicted = 0; predicted < classes(); ++predicted)
            if (cellRect(truth, predicted).contains(place))
                return QPoint(predicted, truth);
    return std::nullopt;
}

QString ConfusionView::sentence(int truth, int predicted) const {
    const auto row = m_counts.begin() + truth * classes();
    const std::int64_t all = std::accumulate(row, row + classes(), std::int64_t{0});
    return tr("%1 of %2 texts of class %3 are taken for %4")
        .arg(formatCount(count(truth, predicted)), formatCount(all), m_classes[truth], m_classes[predicted]);
}

void ConfusionView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paint(painter, rect());
    if (!hasFocus() || m_counts.empty())
        return;
    const QRect cell = cellRect(m_cursor.y(), m_cursor.x());
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_look.colour(Role::Base), 3));
    painter.drawRect(cell.adjusted(1, 1, -2, -2));
    painter.setPen(QPen(m_look.colour(Role::Accent), 1.75));
    painter.drawRect(cell.adjusted(1, 1, -2, -2));
}

void ConfusionView::paint(QPainter& painter, const QRect& place) const {
    painter.fillRect(place, m_look.colour(Role::Base));
    painter.setFont(m_look.font(Type::Strong));
    painter.setPen(m_look.colour(Role::Text));
    const QRect title(place.left() + m_look.u(4), place.top(), place.width() - m_look.u(8), m_look.u(9));
    painter.drawText(title, Qt::AlignVCenter | Qt::AlignLeft, exportTitle());
    const int width = painter.fontMetrics().horizontalAdvance(exportTitle()) + m_look.u(3);
    painter.setFont(m_look.font(Type::Secondary));
    painter.setPen(m_look.colour(Role::Muted));
    const QString note =
        m_counts.empty() ? tr("nothing measured yet") : m_note + tr(" · rows true, columns predicted");
    painter.drawText(title.adjusted(width, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(note, Qt::ElideRight, title.width() - width));
    if (m_counts.empty())
        return;
    paintNames(painter, place);
    for (int truth = 0; truth < classes(); ++truth)
        for (int predicted = 0; predicted < classes(); ++predicted)
            paintCell(painter, cellRect(truth, predicted, place), truth, predicted);
}

void ConfusionView::paintNames(QPainter& painter, const QRect& place) const {
    painter.setFont(m_look.font(Type::Axis));
    painter.setPen(m_look.colour(Role::Muted));
    const QFontMetrics metrics = painter.fontMetrics();
    const QRect all = grid(place);
    for (int c = 0; c < classes(); ++c) {
        const QRect column = cellRect(0, c, place), row = cellRect(c, 0, place);
        painter.drawText(QRect(column.left(), all.top() - m_look.u(4.5), column.width(), m_look.u(4)),
                         Qt::AlignHCenter | Qt::AlignVCenter,
                         metrics.elidedText(m_classes[c], Qt::ElideRight, column.width()));
        const int room = all.left() - place.left() - m_look.u(6);
        painter.drawText(QRect(place.left() + m_look.u(4), row.top(), room, row.height()),
                         Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(m_classes[c], Qt::ElideRight, room));
    }
}

void ConfusionView::paintCell(QPainter& painter, const QRect& cell, int truth, int predicted) const {
    const auto row = m_counts.begin() + truth * classes();
    const auto all = static_cast<double>(
        std::max<std::int64_t>(std::accumulate(row, row + classes(), std::int64_t{0}), 1));
    const std::int64_t value = count(truth, predicted);
    painter.fillRect(cell,
                     QColor::fromRgb(m_look.theme().map(MapKind::Tint).at(static_cast<double>(value) / all)));
    painter.setFont(m_look.font(truth == predicted ? Type::Strong : Type::Secondary));
    const QString text = formatCount(value);
    if (painter.fontMetrics().horizontalAdvance(text) + 2 > cell.width() ||
        painter.fontMetrics().ascent() > cell.height())
        return; // its tooltip says it
    painter.setPen(m_look.colour(value == 0 ? Role::Muted : Role::Text));
    painter.drawText(cell, Qt::AlignCenter, text);
}

void ConfusionView::mouseReleaseEvent(QMouseEvent* event) {
    const auto cell = m_counts.empty() ? std::nullopt : cellAt(event->position().toPoint());
    if (!cell || event->button() != Qt::LeftButton)
        return;
    m_cursor = *cell;
    update();
    emit cellChosen(cell->y(), cell->x());
}

void ConfusionView::keyPressEvent(QKeyEvent* event) {
    QPoint to = m_cursor;
    switch (event->key()) {
    case Qt::Key_Left:
        to.rx() -= 1;
        break;
    case Qt::Key_Right:
        to.rx() += 1;
        break;
    case Qt::Key_Up:
        to.ry() -= 1;
        break;
    case Qt::Key_Down:
        to.ry() += 1;
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_counts.empty())
            emit cellChosen(m_cursor.y(), m_cursor.x());
        return;
    default:
        return QWidget::keyPressEvent(event);
    }
    if (m_counts.empty() || !QRect(0, 0, classes(), classes()).contains(to))
        return;
    m_cursor = to;
    setAccessibleDescription(sentence(to.y(), to.x()));
    update();
}

bool ConfusionView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const auto cell = m_counts.empty() ? std::nullopt : cellAt(help->pos()))
        QToolTip::showText(help->globalPos(),
                           sentence(cell->y(), cell->x()) + u'\n' + tr("Click to see them in Inspect"), this);
    else
        QToolTip::hideText();
    return true;
}

} // namespace lab
