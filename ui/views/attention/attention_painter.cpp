#include "ui/views/attention/attention_painter.h"

#include "ui/look/look.h"
#include "ui/views/attention/class_bars.h"
#include "ui/words/format.h"

#include <QCoreApplication>
#include <QPaintDevice>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

QString text(const char* source) {
    return QCoreApplication::translate("AttentionStrip", source);
}

/// α, β if there is one, and the pooling row if there is one.
std::vector<int> sidesOf(const AttentionTable& table) {
    std::vector<int> sides{0};
    if (table.sides() > 1)
        sides.push_back(1);
    if (table.hasPool())
        sides.push_back(2);
    return sides;
}

} // namespace

AttentionPainter::AttentionPainter(const Look& look, const Settings& settings, QPainter& painter, QRect clip)
    : m_look(look),
      m_settings(settings),
      m_painter(painter),
      m_clip(clip),
      m_ratio(painter.device()->devicePixelRatioF()) {}

QRectF AttentionPainter::snapped(const QRectF& rect) const {
    const auto snap = [&](double value) { return std::round(value * m_ratio) / m_ratio; };
    const double left = snap(rect.left()), top = snap(rect.top());
    return {left, top, snap(rect.right()) - left, snap(rect.bottom()) - top};
}

bool AttentionPainter::isSelected(const Block& block, int row) const {
    return block.cursor && block.cursor->side < 2 && block.cursor->row == row;
}

void AttentionPainter::draw(const Block& block) const {
    if (block.layout.form() == AttentionLayout::Form::Map)
        drawTurnedTokens(block);
    else if (block.layout.form() == AttentionLayout::Form::Stacked)
        drawTokens(block, 0);
    for (const int side : sidesOf(block.table)) {
        if (block.layout.sideBySide() && side < 2)
            drawTokens(block, side);
        drawRowLabels(block, side);
        clipToCells(block, side);
        const int rows = side == 2 ? 1 : block.layout.rows();
        for (int row = 0; row < rows; ++row)
            drawRow(block, side, row);
        m_painter.setClipping(false);
    }
    if (const QRect bars = block.layout.barsRect(); !bars.isEmpty())
        paintClassBars(m_painter, bars.translated(block.origin), m_look, m_settings.classes,
                       block.table.map().probabilities, m_settings.winner);
    if (block.table.hasContributions())
        drawContributions(block);
    if (block.cursor)
        drawCursor(block);
}

void AttentionPainter::clipToCells(const Block& block, int side, int frame) const {
    // Labels stay where they are while a map scrolls under them.
    const int left = block.origin.x() + block.layout.left(side) - frame;
    if (!block.layout.sideBySide())
        m_painter.setClipRect(QRect(left, m_clip.top(), m_clip.right() + 1 - left, m_clip.height()));
}

void AttentionPainter::drawTokens(const Block& block, int side) const {
    const QFont font = m_look.font(Type::Secondary);
    const QFontMetrics metrics(font);
    m_painter.setFont(font);
    for (int column = 0; column < block.layout.columns(); ++column) {
        const auto [from, to] = block.layout.column(column);
        const QRect box(block.origin.x() + block.layout.left(side) + from, block.origin.y(), to - from,
                        block.layout.headerHeight() - m_look.u(0.5));
        m_painter.setPen(
            m_look.colour(block.cursor && block.cursor->column == column ? Role::Accent : Role::Text));
        const QString token =
            QString::fromStdString(block.table.map().tokens[static_cast<std::size_t>(column)]);
        m_painter.drawText(box.adjusted(-m_look.u(1), 0, m_look.u(1), 0), Qt::AlignHCenter | Qt::AlignVCenter,
                           metrics.elidedText(token, Qt::ElideRight, box.width() + m_look.u(1)));
    }
}

void AttentionPainter::drawTurnedTokens(const Block& block) const {
    const QFont font = m_look.font(Type::Secondary);
    const QFontMetrics metrics(font);
    clipToCells(block, 0);
    m_painter.setFont(font);
    const int left = block.origin.x() + block.layout.left(0) - block.scroll;
    const auto [first, last] = block.layout.columnsWithin(m_clip.left() - left, m_clip.right() + 1 - left);
    const int room = block.layout.headerHeight() - m_look.u(1.5);
    for (int column = first; column < last; ++column) {
        const auto [from, to] = block.layout.column(column);
        m_painter.setPen(
            m_look.colour(block.cursor && block.cursor->column == column ? Role::Accent : Role::Text));
        m_painter.save();
        m_painter.translate(left + (from + to) / 2.0,
                            block.origin.y() + block.layout.headerHeight() - m_look.u(1));
        m_painter.rotate(-90);
        const QString token =
            QString::fromStdString(block.table.map().tokens[static_cast<std::size_t>(column)]);
        m_painter.drawText(QRectF(0, -metrics.height() / 2.0, room, metrics.height()), Qt::AlignVCenter,
                           metrics.elidedText(token, Qt::ElideRight, room));
        m_painter.restore();
    }
    m_painter.setClipping(false);
}

void AttentionPainter::drawRowLabels(const Block& block, int side) const {
    const auto& layout = block.layout;
    if (layout.sideBySide() && side == 1)
        return;
    const QFont layerFont = m_look.font(Type::Axis);
    QFont headFont = m_look.font(Type::Tiny), selectedFont = headFont;
    selectedFont.setWeight(QFont::Bold);
    const int right = block.origin.x() + layout.left(side) - m_look.u(2.5);
    const auto line = [&](int row) {
        return QRect(block.origin.x(), block.origin.y() + layout.top(side, row) - m_look.u(1),
                     right - block.origin.x(), layout.cellHeight() + m_look.u(2));
    };
    const int start = block.origin.x() + m_look.u(4);
    m_painter.setPen(m_look.colour(Role::Muted));
    m_painter.setFont(layerFont);
    if (side == 2)
        return m_painter.drawText(line(0).adjusted(m_look.u(4), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                                  text(QT_TRANSLATE_NOOP("AttentionStrip", "pool")));
    const int heads = block.table.heads();
    for (int row = 0; row < layout.rows(); ++row) {
        const bool selected = isSelected(block, row);
        if (row % heads == 0) {
            m_painter.setFont(layerFont);
            m_painter.setPen(m_look.colour(Role::Muted));
            // A map writes its kind where its first layer stands: "α L1".
            QString label = QCoreApplication::translate("AttentionStrip", "L%1", "layer number")
                                .arg(block.table.layerOf(row) + 1);
            if (!layout.sideBySide() && block.table.sides() == 2 && row == 0)
                label = (side == 0 ? QStringLiteral("α ") : QStringLiteral("β ")) + label;
            m_painter.drawText(QRect(QPoint(start, line(row).top()), line(row).bottomRight()),
                               Qt::AlignVCenter | Qt::AlignLeft, label);
        }
        m_painter.setFont(selected ? selectedFont : headFont);
        m_painter.setPen(m_look.colour(selected ? Role::Accent : Role::Muted));
        const int head = block.table.headOf(row);
        m_painter.drawText(line(row), Qt::AlignVCenter | Qt::AlignRight,
                           head < 0 ? text(QT_TRANSLATE_NOOP("AttentionStrip", "mean"))
                                    : QString::number(head + 1));
    }
}

void AttentionPainter::drawRow(const Block& block, int side, int row) const {
    const auto& layout = block.layout;
    const int y = block.origin.y() + layout.top(side, row);
    if (y > m_clip.bottom() || y + layout.cellHeight() < m_clip.top())
        return;
    const int left = block.origin.x() + layout.left(side) - scrollOf(block);
    const auto [first, last] = layout.columnsWithin(m_clip.left() - left, m_clip.right() + 1 - left);
    const ColourMap& colours = m_look.theme().map(m_settings.scale.map());
    const int tokens = block.table.tokens();
    const QFont font = m_look.font(Type::Tiny);
    const bool numbers = layout.cellHeight() >= m_look.u(4);
    m_painter.setFont(font);
    for (int column = first; column < last; ++column) {
        const auto [from, to] = layout.column(column);
        const double value = block.table.value({side, row, column});
        const QRgb face = colours.at(m_settings.scale.position(value, tokens));
        const QRectF box = snapped(QRectF(left + from, y, to - from, layout.cellHeight()));
        m_painter.fillRect(box, QColor::fromRgb(face));
        if (numbers && to - from >= m_look.u(8))
            drawNumber(box, m_settings.scale.shown(value, tokens), face);
    }
}

// Up in purple speaks for the class, down in orange against it; the numbers of the axis stand at the left.
void AttentionPainter::drawContributions(const Block& block) const {
    constexpr double kFor = 0.85, kAgainst = 0.15; // places on the signed map
    const auto& layout = block.layout;
    const std::vector<float>& values = block.table.contributions();
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    const double high = std::max(double{*most}, 0.0), low = std::min(double{*least}, 0.0);
    const double span = high > low ? high - low : 1;
    const QRect row = layout.row(3, 0).translated(block.origin.x() - scrollOf(block), block.origin.y());
    const double zero = row.top() + row.height() * high / span;
    const ColourMap& colours = m_look.theme().map(MapKind::Signed);
    clipToCells(block, 3);
    const auto [first, last] =
        layout.columnsWithin(m_clip.left() - row.left(), m_clip.right() + 1 - row.left());
    for (int column = first; column < last; ++column) {
        const auto [from, to] = layout.column(column);
        const double value = block.table.value({3, 0, column});
        const double end = zero - row.height() * value / span;
        m_painter.fillRect(
            snapped(QRectF(row.left() + from, std::min(zero, end), to - from, std::abs(end - zero))),
            QColor::fromRgb(colours.at(value >= 0 ? kFor : kAgainst)));
    }
    m_painter.fillRect(snapped(QRectF(row.left(), zero, row.width(), Look::kLine)),
                       m_look.colour(Role::Edge));
    m_painter.setClipping(false);
    m_painter.setFont(m_look.font(Type::Tiny));
    m_painter.setPen(m_look.colour(Role::Muted));
    const int right = block.origin.x() + layout.left(0) - m_look.u(2);
    const auto number = [&](double y, const QString& value) {
        m_painter.drawText(QRectF(block.origin.x(), y - m_look.u(2), right - block.origin.x(), m_look.u(4)),
                           Qt::AlignVCenter | Qt::AlignRight, value);
    };
    if (high > 0)
        number(row.top(), u'+' + formatTick(high));
    if (low < 0)
        number(row.bottom(), formatTick(low));
    m_painter.setFont(m_look.font(Type::Secondary));
    const QRect caption = layout.captionRect().translated(block.origin);
    m_painter.drawText(
        caption, Qt::AlignVCenter,
        m_painter.fontMetrics().elidedText(m_settings.caption, Qt::ElideRight, caption.width()));
}

void AttentionPainter::drawNumber(const QRectF& cell, double shown, QRgb face) const {
    m_painter.setPen(inkOn(QColor::fromRgb(face)));
    m_painter.drawText(cell, Qt::AlignCenter, formatCell(shown));
}

void AttentionPainter::drawCursor(const Block& block) const {
    const auto& layout = block.layout;
    const AttentionCell cursor = *block.cursor;
    const QColor accent = m_look.colour(Role::Accent);
    constexpr int kFrame = 2; // lines around cells of the first column lie outside of it
    const QPoint shift(block.origin.x() - scrollOf(block), block.origin.y());
    m_painter.setBrush(Qt::NoBrush);
    if (cursor.side < 2) {
        m_painter.setPen(QPen(accent, 1.5));
        for (int side = 0; side < block.table.sides(); ++side) {
            clipToCells(block, side, kFrame);
            m_painter.drawRect(
                QRectF(layout.row(side, cursor.row).translated(shift)).adjusted(-0.75, -0.75, 0.75, 0.75));
            m_painter.setClipping(false);
        }
    }
    if (!block.focused)
        return;
    clipToCells(block, cursor.side, kFrame);
    const QRectF cell = layout.cell(cursor).translated(shift);
    m_painter.setPen(QPen(m_look.colour(Role::Base), 3));
    m_painter.drawRect(cell.adjusted(0.5, 0.5, -0.5, -0.5));
    m_painter.setPen(QPen(accent, 1.75));
    m_painter.drawRect(cell.adjusted(-0.5, -0.5, 0.5, 0.5));
    m_painter.setClipping(false);
}

} // namespace lab
