#include "ui/views/model/size_bar.h"

#include "ui/look/look.h"
#include "ui/words/format.h"

#include <QPainter>

#include <numeric>

namespace lab {

SizeBar::SizeBar(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("Parameters by part"));
    connect(&look, &Look::changed, this, [this] { update(); });
}

void SizeBar::setParts(std::vector<Part> parts, const QString& totalName) {
    const bool resized = parts.size() != m_parts.size();
    m_parts = std::move(parts);
    m_totalName = totalName;
    QStringList sentence;
    for (const auto& part : m_parts)
        sentence << part.name + u' ' + formatCount(part.count);
    setAccessibleDescription(sentence.join(QStringLiteral(", ")));
    if (resized)
        updateGeometry();
    update();
}

QSize SizeBar::sizeHint() const {
    const auto rows = static_cast<int>(m_parts.size()) + 1;
    return {m_look.u(58), m_look.u(3.5) + rows * m_look.u(4.75)};
}

void SizeBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto total = std::accumulate(m_parts.begin(), m_parts.end(), std::int64_t{0},
                                       [](std::int64_t sum, const Part& part) { return sum + part.count; });
    if (total <= 0)
        return;
    const int margin = m_look.u(3.5), height = m_look.u(2), room = width() - 2 * margin;
    double x = margin;
    const int row = m_look.u(4.75), square = m_look.u(2);
    int y = m_look.u(3.5);
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const auto& part = m_parts[i];
        const double share = static_cast<double>(part.count) / static_cast<double>(total) * room;
        const QColor colour = m_look.theme().partColour(static_cast<int>(i) % Theme::kParts);
        painter.fillRect(QRectF(x, 0, share, height), colour);
        x += share;
        painter.fillRect(QRect(margin, y + (row - square) / 2, square, square), colour);
        painter.setFont(m_look.font(Type::Body));
        painter.setPen(m_look.colour(Role::Muted));
        painter.drawText(QRect(margin + m_look.u(4), y, room, row), Qt::AlignVCenter, part.name);
        painter.setPen(m_look.colour(Role::Text));
        painter.drawText(QRect(margin, y, room, row), Qt::AlignVCenter | Qt::AlignRight,
                         formatCount(part.count));
        y += row;
    }
    painter.setFont(m_look.font(Type::Strong));
    painter.drawText(QRect(margin, y, room, row), Qt::AlignVCenter, m_totalName);
    painter.drawText(QRect(margin, y, room, row), Qt::AlignVCenter | Qt::AlignRight, formatCount(total));
}

} // namespace lab
