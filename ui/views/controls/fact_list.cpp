#include "ui/views/controls/fact_list.h"

#include "ui/look/look.h"
#include "ui/look/run_mark.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace lab {

FactList::FactList(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&look, &Look::changed, this, [this] { update(); });
}

void FactList::setFacts(std::vector<Fact> facts) {
    m_facts = std::move(facts);
    QStringList words;
    for (const Fact& fact : m_facts)
        words << (fact.numbers.isEmpty() ? fact.name
                                         : fact.name + QStringLiteral(": ") + fact.numbers.join(u' '));
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

int FactList::heightOf(const Fact& fact) const {
    switch (fact.kind) {
    case Fact::Kind::Heading:
        return m_look.u(8.5);
    case Fact::Kind::Note: {
        const int room = std::max(width(), m_look.u(60)) - 2 * m_look.u(3.5);
        const QFontMetrics metrics(m_look.font(Type::Axis));
        return metrics.boundingRect(QRect(0, 0, room, 1000), Qt::TextWordWrap, fact.name).height() +
               m_look.u(2);
    }
    case Fact::Kind::Columns:
    case Fact::Kind::Row:
        break;
    }
    return m_look.u(5.75);
}

QSize FactList::sizeHint() const {
    int height = 0;
    for (const Fact& fact : m_facts)
        height += heightOf(fact);
    return {m_look.u(60), height};
}

void FactList::drawFact(QPainter& painter, const Fact& fact, const QRect& row) const {
    const QRect inner = row.adjusted(m_look.u(3.5), 0, -m_look.u(3.5), 0);
    if (fact.kind == Fact::Kind::Note) {
        painter.setFont(m_look.font(Type::Axis));
        painter.setPen(m_look.colour(Role::Muted));
        painter.drawText(inner, Qt::TextWordWrap | Qt::AlignVCenter, fact.name);
        return;
    }
    const bool heading = fact.kind == Fact::Kind::Heading, columns = fact.kind == Fact::Kind::Columns;
    const Qt::Alignment middle = heading ? Qt::AlignBottom : Qt::AlignVCenter;
    const QRect line = heading ? inner.adjusted(0, 0, 0, -m_look.u(1.5)) : inner;
    QFont nameFont = m_look.font(heading ? Type::Heading : Type::Secondary);
    if (fact.strong)
        nameFont.setWeight(QFont::DemiBold);
    painter.setFont(nameFont);
    painter.setPen(m_look.colour(columns ? Role::Muted : Role::Text));
    int left = 0;
    if (fact.colour >= 0) {
        paintRunMark(painter, QPointF(inner.left() + m_look.u(1), row.center().y() + 0.5), m_look.u(1),
                     m_look.theme().runMark(fact.colour), false);
        left = m_look.u(4);
    }
    const bool many = fact.numbers.size() > 2;
    const auto slotOf = [&](qsizetype number) { // an interval needs more room than a number
        const bool interval = fact.numbers.size() == 2 && number == 1;
        const int usual = m_look.u(heading                    ? 40
                                   : many                     ? 10.5
                                   : interval                 ? 25
                                   : fact.numbers.size() == 1 ? 24
                                                              : 11);
        QFont font = m_look.font(Type::Secondary);
        font.setWeight(QFont::DemiBold);
        const int needed = QFontMetrics(font).horizontalAdvance(fact.numbers[number]) + m_look.u(1.5);
        return heading ? usual : std::max(usual, needed);
    };
    int taken = 0;
    for (qsizetype i = 0; i < fact.numbers.size(); ++i)
        taken += heading ? QFontMetrics(m_look.font(Type::Secondary)).horizontalAdvance(fact.numbers[i])
                         : slotOf(i);
    const QString name =
        painter.fontMetrics().elidedText(fact.name, Qt::ElideRight, line.width() - left - taken);
    painter.drawText(line.adjusted(left, 0, 0, 0), static_cast<int>(middle | Qt::AlignLeft), name);
    int right = inner.right() + 1;
    for (qsizetype i = fact.numbers.size() - 1; i >= 0; --i) {
        const QRect cell(right - slotOf(i), line.top(), slotOf(i), line.height());
        right = cell.left();
        const bool foreign = fact.foreignEverySecond && i % 2 == 1;
        const bool quiet = heading || columns || foreign;
        QFont font = m_look.font(Type::Secondary);
        if (!quiet && (fact.strong || fact.foreignEverySecond))
            font.setWeight(QFont::DemiBold);
        painter.setFont(font);
        painter.setPen(m_look.colour(quiet ? Role::Muted : Role::Text));
        painter.drawText(cell, static_cast<int>(middle | Qt::AlignRight), fact.numbers[i]);
    }
    if (columns) {
        painter.setPen(QPen(m_look.colour(Role::Edge), Look::kLine));
        painter.drawLine(QPointF(row.left(), row.bottom() + 0.5), QPointF(row.right(), row.bottom() + 0.5));
    }
}

void FactList::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    int y = 0;
    for (const Fact& fact : m_facts) {
        const int height = heightOf(fact);
        drawFact(painter, fact, QRect(0, y, width(), height));
        y += height;
    }
}

QString FactList::nameAt(const QPoint& place) const {
    int y = 0;
    for (const Fact& fact : m_facts) {
        y += heightOf(fact);
        if (place.y() < y)
            return fact.kind == Fact::Kind::Row ? fact.name : QString();
    }
    return {};
}

bool FactList::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString name = nameAt(help->pos()); // it may be elided
    name.isEmpty() ? QToolTip::hideText() : QToolTip::showText(help->globalPos(), name, this);
    return true;
}

void FactList::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    updateGeometry(); // notes may wrap otherwise
}

} // namespace lab
