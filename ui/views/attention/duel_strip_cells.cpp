// The cells of a duel as a table: its cursor, and what a screen reader is told.
#include "ui/look/look.h"
#include "ui/views/attention/duel_strip.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace lab {
namespace {

constexpr int kBlocks = 3;

} // namespace

std::pair<int, int> DuelStrip::blockOf(int row) const {
    int block = 0;
    while (block < kBlocks - 1 && row >= static_cast<int>(rowsOf(block).size()))
        row -= static_cast<int>(rowsOf(block++).size());
    return {block, row};
}

const AttentionRow& DuelStrip::tableRow(int row) const {
    const auto [block, inside] = blockOf(row);
    return rowsOf(block)[static_cast<std::size_t>(inside)];
}

int DuelStrip::cellRows() const {
    std::size_t rows = 0;
    for (int block = 0; m_duel && block < kBlocks; ++block)
        rows += rowsOf(block).size();
    return static_cast<int>(rows);
}

int DuelStrip::cellColumns(int row) const {
    return static_cast<int>(tableRow(row).weights.size());
}

QString DuelStrip::rowTitle(int row) const {
    return sideName(blockOf(row).first) + QStringLiteral(", ") + rowName(tableRow(row));
}

QString DuelStrip::columnTitle(int column) const {
    return QString::fromStdString(m_duel->mapA.tokens[static_cast<std::size_t>(column)]);
}

QString DuelStrip::cellSentence(int row, int column) const {
    const auto [block, inside] = blockOf(row);
    return sentenceFor(block, inside, column);
}

QRect DuelStrip::cellPlace(int row, int column) const {
    const Layout layout = layoutFor(viewport()->width());
    const auto [block, inside] = blockOf(row);
    return {layout.left + column * layout.column - horizontalScrollBar()->value(),
            topOf(layout, block, inside) - verticalScrollBar()->value(), layout.column - 1, layout.cell};
}

std::pair<int, int> DuelStrip::cellUnder(QPoint point) const {
    if (!m_duel)
        return {-1, -1};
    const Layout layout = layoutFor(viewport()->width());
    const int column = (point.x() - layout.left + horizontalScrollBar()->value()) / layout.column;
    if (point.x() < layout.left || point.x() >= layout.right)
        return {-1, -1};
    for (int row = 0; row < cellRows(); ++row) {
        const QRect place = cellPlace(row, column);
        if (column < cellColumns(row) && point.y() >= place.top() && point.y() <= place.bottom())
            return {row, column};
    }
    return {-1, -1};
}

std::pair<int, int> DuelStrip::cellCursor() const {
    return {m_row, m_column};
}

void DuelStrip::paintCursor(QPainter& painter, const Layout& layout) const {
    if (m_row < 0 || !hasFocus())
        return;
    painter.setClipRect(QRect(layout.left - 2, 0, layout.right - layout.left + 4, viewport()->height()));
    const QRectF cell(cellPlace(m_row, m_column));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_look.colour(Role::Base), 3));
    painter.drawRect(cell.adjusted(0.5, 0.5, -0.5, -0.5));
    painter.setPen(QPen(m_look.colour(Role::Accent), 1.75));
    painter.drawRect(cell.adjusted(-0.5, -0.5, 0.5, 0.5));
}

void DuelStrip::setCursorCell(int row, int column) {
    m_row = row;
    m_column = column;
    if (row >= 0) {
        const Layout layout = layoutFor(viewport()->width());
        const QRect cell = cellPlace(row, column);
        auto *across = horizontalScrollBar(), *down = verticalScrollBar();
        if (cell.left() < layout.left)
            across->setValue(across->value() + cell.left() - layout.left);
        else if (cell.right() > layout.right)
            across->setValue(across->value() + cell.right() - layout.right);
        if (cell.top() < layout.header)
            down->setValue(down->value() + cell.top() - layout.header);
        else if (cell.bottom() > viewport()->height())
            down->setValue(down->value() + cell.bottom() - viewport()->height() + m_look.u(2));
        setAccessibleDescription(cellSentence(row, column));
        QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&changed);
    }
    viewport()->update();
}

void DuelStrip::moveCursor(int rows, int columns) {
    if (cellRows() == 0)
        return;
    if (m_row < 0)
        return setCursorCell(0, 0);
    const int row = std::clamp(m_row + rows, 0, cellRows() - 1);
    setCursorCell(row, std::clamp(m_column + columns, 0, cellColumns(row) - 1));
}

void DuelStrip::keyPressEvent(QKeyEvent* event) {
    constexpr int kFar = 1 << 24;
    switch (event->key()) {
    case Qt::Key_Left:
        return moveCursor(0, -1);
    case Qt::Key_Right:
        return moveCursor(0, 1);
    case Qt::Key_Up:
        return moveCursor(-1, 0);
    case Qt::Key_Down:
        return moveCursor(1, 0);
    case Qt::Key_Home:
        return moveCursor(0, -kFar);
    case Qt::Key_End:
        return moveCursor(0, kFar);
    case Qt::Key_Escape:
        return setCursorCell(-1, -1);
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void DuelStrip::mousePressEvent(QMouseEvent* event) {
    const auto [row, column] = cellUnder(event->position().toPoint());
    setCursorCell(row, column);
}

void DuelStrip::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    const bool byKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (byKey && m_row < 0 && cellRows() > 0)
        setCursorCell(0, 0);
    viewport()->update();
}

void DuelStrip::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void DuelStrip::tellTableReset() {
    QAccessibleTableModelChangeEvent reset(this, QAccessibleTableModelChangeEvent::ModelReset);
    QAccessible::updateAccessibility(&reset);
}

} // namespace lab
