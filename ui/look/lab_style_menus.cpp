// Menus, headers, scroll bars and the two fields with parts: what LabStyle draws besides buttons and marks.
#include "ui/look/lab_style.h"
#include "ui/look/look.h"

#include <QPainter>
#include <QStyleOption>

#include <algorithm>

namespace lab {
namespace {

bool isOn(const QStyleOption& option, QStyle::StateFlag flag) {
    return (option.state & flag) != 0;
}

} // namespace

void LabStyle::drawMenuBarItem(const QStyleOption& option, QPainter& painter, const QWidget* widget) const {
    const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(&option);
    if (item == nullptr)
        return;
    painter.fillRect(option.rect, m_look.colour(Role::Window));
    if (isOn(option, State_Selected) && isOn(option, State_Enabled)) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_look.colour(isOn(option, State_Sunken) ? Role::Pressed : Role::Hover));
        painter.drawRoundedRect(option.rect.adjusted(0, 1, 0, -1), m_look.u(1), m_look.u(1));
        painter.restore();
    }
    int flags = Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine;
    if (!styleHint(SH_UnderlineShortcut, &option, widget, nullptr))
        flags |= Qt::TextHideMnemonic;
    drawItemText(&painter, option.rect, flags, item->palette, isOn(option, State_Enabled), item->text,
                 QPalette::WindowText);
}

void LabStyle::drawMenuItem(const QStyleOption& option, QPainter& painter, const QWidget* widget) const {
    const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(&option);
    if (item == nullptr)
        return;
    const QRect rect = option.rect;
    if (item->menuItemType == QStyleOptionMenuItem::Separator)
        return painter.fillRect(
            QRect(rect.left() + m_look.u(2), rect.center().y(), rect.width() - m_look.u(4), 1),
            m_look.colour(Role::Line));
    const bool enabled = isOn(option, State_Enabled);
    painter.fillRect(rect, m_look.colour(Role::Base));
    if (isOn(option, State_Selected) && enabled)
        painter.fillRect(rect, m_look.colour(Role::Selection));
    const int mark = m_look.u(4);
    const QRect box(rect.left() + m_look.u(2), rect.center().y() - mark / 2, mark, mark);
    const auto mode = enabled ? QIcon::Normal : QIcon::Disabled;
    if (item->checkType != QStyleOptionMenuItem::NotCheckable) {
        if (item->checked)
            m_look.icon(QStringLiteral("check"), Role::Accent).paint(&painter, box, Qt::AlignCenter, mode);
    } else if (!item->icon.isNull()) {
        item->icon.paint(&painter, box, Qt::AlignCenter, mode);
    }
    painter.setFont(item->font);
    const QStringList parts = item->text.split(u'\t');
    const QRect text = rect.adjusted(m_look.u(8), 0, -m_look.u(4), 0);
    const int flags = Qt::AlignVCenter | Qt::TextShowMnemonic | Qt::TextSingleLine |
                      (styleHint(SH_UnderlineShortcut, &option, widget, nullptr) ? 0 : Qt::TextHideMnemonic);
    painter.setPen(m_look.colour(enabled ? Role::Text : Role::Faint));
    painter.drawText(text, flags | Qt::AlignLeft, parts.front());
    if (parts.size() > 1) {
        painter.setPen(m_look.colour(enabled ? Role::Muted : Role::Faint));
        painter.drawText(text, flags | Qt::AlignRight, parts.at(1));
    }
    if (item->menuItemType == QStyleOptionMenuItem::SubMenu)
        drawChevron(QRect(rect.right() - m_look.u(5), rect.top(), m_look.u(4), rect.height()),
                    "chevron-right", enabled, painter);
}

void LabStyle::drawHeaderSection(const QStyleOption& option, QPainter& painter) const {
    painter.fillRect(option.rect, m_look.colour(Role::Base));
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                     m_look.colour(Role::Edge));
}

void LabStyle::drawScrollBar(const QStyleOptionComplex& option, QPainter& painter,
                             const QWidget* widget) const {
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(&option);
    if (bar == nullptr || bar->maximum <= bar->minimum)
        return;
    const QRect slider = subControlRect(CC_ScrollBar, bar, SC_ScrollBarSlider, widget);
    const bool active = isOn(option, State_MouseOver) || isOn(option, State_Sunken);
    const int inset = m_look.u(0.5);
    const QRect box = bar->orientation == Qt::Horizontal ? slider.adjusted(1, inset, -1, -inset)
                                                         : slider.adjusted(inset, 1, -inset, -1);
    painter.fillRect(box, m_look.colour(active ? Role::Faint : Role::Edge));
}

void LabStyle::drawComboBox(const QStyleOptionComplex& option, QPainter& painter,
                            const QWidget* widget) const {
    const bool enabled = isOn(option, State_Enabled);
    drawField(option.rect, enabled, isOn(option, State_HasFocus), painter);
    if (isOn(option, State_MouseOver) && enabled && !isOn(option, State_HasFocus)) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(m_look.colour(Role::Faint));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), m_look.u(1), m_look.u(1));
        painter.restore();
    }
    drawChevron(subControlRect(CC_ComboBox, &option, SC_ComboBoxArrow, widget), "chevron-down", enabled,
                painter);
}

void LabStyle::drawSpinBox(const QStyleOptionComplex& option, QPainter& painter,
                           const QWidget* widget) const {
    const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(&option);
    if (spin == nullptr)
        return;
    const bool enabled = isOn(option, State_Enabled);
    drawField(option.rect, enabled, isOn(option, State_HasFocus), painter);
    const QRect up = subControlRect(CC_SpinBox, &option, SC_SpinBoxUp, widget);
    const QRect down = subControlRect(CC_SpinBox, &option, SC_SpinBoxDown, widget);
    const bool upEnabled = enabled && (spin->stepEnabled & QAbstractSpinBox::StepUpEnabled) != 0;
    const bool downEnabled = enabled && (spin->stepEnabled & QAbstractSpinBox::StepDownEnabled) != 0;
    drawChevron(up.translated(0, m_look.u(0.5)), "chevron-up", upEnabled, painter);
    drawChevron(down.translated(0, -m_look.u(0.5)), "chevron-down", downEnabled, painter);
}

} // namespace lab
