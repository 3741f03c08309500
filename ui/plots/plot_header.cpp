#include "ui/plots/plot_header.h"

#include "ui/look/look.h"

#include <QLayout>
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
    const int right = contentsRect().right() - (layout() != nullptr ? layout()->minimumSize().width() : 0);
    const auto write = [&](const QString& text, const QFont& font, const QColor& colour, int width) {
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(QRect(x, 0, width + 1, height()), Qt::AlignVCenter | Qt::AlignLeft, text);
        x += width;
    };
    const auto advance = [](const QFont& font, const QString& text) {
        return QFontMetrics(font).horizontalAdvance(text);
    };
    const QString title =
        QFontMetrics(strong).elidedText(m_title, Qt::ElideRight, std::max(right - x - m_look.u(1), 0));
    write(title, strong, m_look.colour(Role::Text), advance(strong, title));
    for (const auto& number : m_numbers) {
        const bool marked = number.colour.isValid();
        // The slot is measured from zeros, so that a "1" does not pull the line together.
        const int slot =
            std::max(advance(value, QString(number.value.size(), u'0')), advance(value, number.value));
        const int words = advance(label, number.label);
        if (x + m_look.u(4) + words + slot > right)
            return; // a number is shown whole or not at all
        x += m_look.u(3);
        write(number.label, label, m_look.colour(Role::Muted), words);
        x += m_look.u(1);
        write(number.value, marked ? value : label, marked ? number.colour : m_look.colour(Role::Text), slot);
    }
}

} // namespace lab
