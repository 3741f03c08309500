#include "ui/plots/plot_header.h"

#include "ui/look.h"

#include <QPainter>

#include <algorithm>

namespace lab {

PlotHeader::PlotHeader(const Look& look, QString title, QWidget* parent)
    : QWidget(parent), m_look(look), m_title(std::move(title)) {
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void PlotHeader::setNumbers(std::vector<Number> numbers) {
    m_numbers = std::move(numbers);
    QStringList parts{m_title};
    for (const auto& number : m_numbers)
        parts << number.label + u' ' + number.value;
    setAccessibleName(parts.join(QStringLiteral(", ")));
    update();
}

QSize PlotHeader::sizeHint() const {
    return {m_look.u(60), m_look.u(9)};
}

void PlotHeader::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QFont strong = m_look.font(Type::Strong);
    QFont label = m_look.font(Type::Secondary), value = label;
    value.setWeight(QFont::DemiBold);
    int x = m_look.u(4);
    const auto write = [&](const QString& text, const QFont& font, const QColor& colour, int slot) {
        painter.setFont(font);
        painter.setPen(colour);
        const int width = std::max(QFontMetrics(font).horizontalAdvance(text), slot);
        if (x + width > this->width())
            return false;
        painter.drawText(QRect(x, 0, width + 1, height()), Qt::AlignVCenter | Qt::AlignLeft, text);
        x += width;
        return true;
    };
    if (!write(m_title, strong, m_look.colour(Role::Text), 0))
        return;
    for (const auto& number : m_numbers) {
        x += m_look.u(3);
        if (!write(number.label, label, m_look.colour(Role::Muted), 0))
            return;
        x += m_look.u(1);
        // The slot is measured from zeros, so that a "1" does not pull the line together.
        const int slot = QFontMetrics(value).horizontalAdvance(QString(number.value.size(), u'0'));
        const QColor colour = number.colour.isValid() ? number.colour : m_look.colour(Role::Text);
        if (!write(number.value, number.colour.isValid() ? value : label, colour, slot))
            return;
    }
}

} // namespace lab
