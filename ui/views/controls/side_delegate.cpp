#include "ui/views/controls/side_delegate.h"

#include "ui/look/look.h"
#include "ui/look/run_mark.h"
#include "ui/models/run_model.h"

#include <QApplication>
#include <QLineEdit>
#include <QPainter>
#include <QTreeView>

namespace lab {

SideDelegate::SideDelegate(const Look& look, QObject* parent) : QStyledItemDelegate(parent), m_look(look) {}

QSize SideDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {m_look.u(30), m_look.u(6)};
}

QRect SideDelegate::checkRect(const Look& look, const QRect& row) {
    const int side = look.u(3);
    return {row.left() + look.u(0.5), row.center().y() - side / 2, side, side};
}

void SideDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    const auto* line = qobject_cast<QLineEdit*>(editor);
    if (line == nullptr || !line->isModified())
        QStyledItemDelegate::setEditorData(editor, index);
}

void SideDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                        const QModelIndex&) const {
    editor->setGeometry(option.rect.adjusted(m_look.u(2), 0, -m_look.u(1), 0));
}

void SideDelegate::paint(QPainter* painter, const QStyleOptionViewItem& given,
                         const QModelIndex& index) const {
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    const bool selected = (option.state & QStyle::State_Selected) != 0;
    const bool strong = index.data(StrongRole).toBool() || (selected && index.data(RunIdRole).isValid());
    const bool quiet = index.data(QuietRole).toBool();
    const auto* tree = qobject_cast<const QTreeView*>(option.widget);
    const bool flat = tree != nullptr && !tree->rootIsDecorated();
    QRect rect = option.rect.adjusted(m_look.u(flat ? 3 : 1), 0, -m_look.u(3), 0);

    if (const QVariant check = index.data(Qt::CheckStateRole); check.isValid()) {
        QStyleOptionViewItem box = option;
        box.rect = checkRect(m_look, option.rect);
        box.state &= ~(QStyle::State_HasFocus | QStyle::State_Selected | QStyle::State_On |
                       QStyle::State_Off | QStyle::State_NoChange);
        box.state |= check.toInt() == Qt::Checked     ? QStyle::State_On
                     : check.toInt() == Qt::Unchecked ? QStyle::State_Off
                                                      : QStyle::State_NoChange;
        style->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &box, painter, option.widget);
        rect.setLeft(rect.left() + m_look.u(4));
    }
    const QVariant mark = index.data(MarkRole);
    const QString icon = index.data(IconRole).toString();
    if (mark.isValid()) {
        const QPointF centre(rect.left() + m_look.u(1.5), rect.center().y() + 0.5);
        paintRunMark(*painter, centre, m_look.u(1), m_look.theme().runMark(mark.toInt()),
                     index.data(LiveRole).toBool());
        rect.setLeft(rect.left() + m_look.u(5));
    } else if (!icon.isEmpty()) {
        const int side = m_look.u(3.5);
        m_look.icon(icon).paint(painter, QRect(rect.left(), rect.center().y() - side / 2, side, side));
        rect.setLeft(rect.left() + m_look.u(5.5));
    }
    if (const QString prefix = index.data(PrefixRole).toString(); !prefix.isEmpty()) {
        painter->setFont(m_look.font(Type::Secondary));
        painter->setPen(m_look.colour(Role::Muted));
        painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft, prefix);
        rect.setLeft(rect.left() + m_look.u(3.75));
    }
    const QString number = index.data(NumberRole).toString();
    if (!number.isEmpty()) {
        const QFont font = m_look.font(Type::Body);
        painter->setFont(font);
        painter->setPen(m_look.colour(Role::Muted));
        painter->drawText(rect, Qt::AlignVCenter | Qt::AlignRight, number);
        rect.setRight(rect.right() - QFontMetrics(font).horizontalAdvance(number) - m_look.u(2));
    }
    const QFont font = m_look.font(strong ? Type::Strong : Type::Body);
    painter->setFont(font);
    painter->setPen(m_look.colour(quiet ? Role::Muted : Role::Text));
    const QString text =
        QFontMetrics(font).elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, rect.width());
    painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft, text);
    rect.setLeft(rect.left() + QFontMetrics(font).horizontalAdvance(text) + m_look.u(1));
    const QString aside = index.data(AsideRole).toString();
    if (aside.isEmpty() || rect.width() < m_look.u(6))
        return;
    const QFont small = m_look.font(Type::Secondary);
    painter->setFont(small);
    painter->setPen(m_look.colour(Role::Muted));
    painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft,
                      QFontMetrics(small).elidedText(aside, Qt::ElideRight, rect.width()));
}

} // namespace lab
