#include "ui/look/lab_style.h"

#include "ui/look/look.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>

#include <algorithm>

namespace lab {
namespace {

bool isPrimary(const QWidget* widget) {
    return widget != nullptr && widget->property(kPrimaryProperty).toBool();
}

bool isOn(const QStyleOption& option, QStyle::StateFlag flag) {
    return (option.state & flag) != 0;
}

/// The slider of a scroll bar inside \p groove.
QRect sliderRect(const QStyleOptionSlider& bar, const QRect& groove, int least) {
    const bool horizontal = bar.orientation == Qt::Horizontal;
    const int room = horizontal ? groove.width() : groove.height();
    const int range = bar.maximum - bar.minimum;
    int length = room;
    if (range > 0) {
        const qint64 whole = qint64{range} + bar.pageStep;
        length = std::min(room, std::max<int>(least, static_cast<int>(qint64{bar.pageStep} * room / whole)));
    }
    const int start = QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition,
                                                      room - length, bar.upsideDown);
    return horizontal ? QRect(groove.x() + start, groove.y(), length, groove.height())
                      : QRect(groove.x(), groove.y() + start, groove.width(), length);
}

} // namespace

LabStyle::LabStyle(const Look& look)
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))), m_look(look) {}

void LabStyle::polish(QWidget* widget) {
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) ||
        qobject_cast<QAbstractSpinBox*>(widget) || qobject_cast<QScrollBar*>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

void LabStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                             const QWidget* widget) const {
    switch (element) {
    case PE_PanelButtonCommand:
        return drawPushButton(*option, *painter, widget);
    case PE_PanelButtonTool:
        return drawToolButton(*option, *painter, widget);
    case PE_PanelLineEdit: {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        if (frame != nullptr && frame->lineWidth > 0)
            drawField(option->rect, isOn(*option, State_Enabled), isOn(*option, State_HasFocus), *painter);
        return;
    }
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return drawCheck(*option, *painter, false);
    case PE_IndicatorRadioButton:
        return drawCheck(*option, *painter, true);
    case PE_PanelItemViewItem:
    case PE_PanelItemViewRow:
        return drawItemFace(*option, *painter);
    case PE_IndicatorBranch:
        if (isOn(*option, State_Children))
            drawChevron(option->rect, isOn(*option, State_Open) ? "chevron-down" : "chevron-right", true,
                        *painter);
        return;
    case PE_IndicatorArrowDown:
        return drawChevron(option->rect, "chevron-down", isOn(*option, State_Enabled), *painter);
    case PE_IndicatorArrowUp:
        return drawChevron(option->rect, "chevron-up", isOn(*option, State_Enabled), *painter);
    case PE_FrameFocusRect: {
        painter->setPen(QPen(m_look.colour(Role::Accent), 2 * Look::kLine));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(1, 1, -1, -1));
        return;
    }
    case PE_PanelMenu:
    case PE_PanelTipLabel:
        painter->setPen(m_look.colour(Role::Edge));
        painter->setBrush(m_look.colour(element == PE_PanelMenu ? Role::Base : Role::Tooltip));
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_Frame:
        if (widget != nullptr && widget->inherits("QComboBoxPrivateContainer")) {
            painter->setPen(m_look.colour(Role::Edge));
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        }
        return;
    case PE_FrameMenu:
    case PE_FrameLineEdit:
    case PE_FrameStatusBarItem:
    case PE_PanelStatusBar:
    case PE_PanelMenuBar:
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void LabStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                           const QWidget* widget) const {
    switch (element) {
    case CE_PushButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            const bool enabled = isOn(*option, State_Enabled);
            const Role role = !enabled ? Role::Faint : isPrimary(widget) ? Role::OnFill : Role::Text;
            return drawButtonLabel(button->rect, button->icon, button->iconSize, button->text, *option,
                                   *painter, m_look.colour(role));
        }
        break;
    case CE_ToolButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option)) {
            const bool text = button->toolButtonStyle != Qt::ToolButtonIconOnly && !button->text.isEmpty();
            const bool menu = (button->features & QStyleOptionToolButton::HasMenu) != 0;
            const QRect rect = button->rect.adjusted(0, 0, menu ? -m_look.u(4) : 0, 0);
            return drawButtonLabel(rect, button->icon, button->iconSize, text ? button->text : QString(),
                                   *option, *painter,
                                   m_look.colour(isOn(*option, State_Enabled) ? Role::Text : Role::Faint));
        }
        break;
    case CE_ComboBoxLabel:
        if (const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option)) {
            QStyleOptionComboBox shortened(*box); // words that do not fit end in …, not in half a letter
            const int room = subControlRect(CC_ComboBox, box, SC_ComboBoxEditField, widget).width() -
                             (box->currentIcon.isNull() ? 0 : box->iconSize.width() + m_look.u(1));
            shortened.currentText = box->fontMetrics.elidedText(box->currentText, Qt::ElideRight, room);
            return QProxyStyle::drawControl(element, &shortened, painter, widget);
        }
        break;
    case CE_ProgressBarGroove:
        return;
    case CE_ProgressBarLabel:
        return;
    case CE_ProgressBarContents:
        return drawProgress(*option, *painter);
    case CE_MenuBarItem:
        return drawMenuBarItem(*option, *painter, widget);
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, m_look.colour(Role::Window));
        return;
    case CE_MenuItem:
        return drawMenuItem(*option, *painter, widget);
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        return drawHeaderSection(*option, *painter);
    case CE_Splitter:
        painter->fillRect(option->rect, m_look.colour(Role::Line));
        return;
    case CE_SizeGrip:
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void LabStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                  QPainter* painter, const QWidget* widget) const {
    switch (control) {
    case CC_ComboBox:
        return drawComboBox(*option, *painter, widget);
    case CC_SpinBox:
        return drawSpinBox(*option, *painter, widget);
    case CC_ScrollBar:
        return drawScrollBar(*option, *painter, widget);
    case CC_ToolButton:
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option)) {
            drawToolButton(*button, *painter, widget);
            drawControl(CE_ToolButtonLabel, button, painter, widget);
            const int arrow = m_look.u(4);
            if ((button->features & QStyleOptionToolButton::HasMenu) != 0)
                drawChevron(
                    QRect(button->rect.right() - arrow, button->rect.top(), arrow, button->rect.height()),
                    "chevron-down", isOn(*option, State_Enabled), *painter);
        }
        return;
    default:
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

QRect LabStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                               const QWidget* widget) const {
    const QRect all = option->rect;
    const int arrow = m_look.u(5);
    QRect rect;
    if (control == CC_ScrollBar) {
        const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        const QRect slider = bar ? sliderRect(*bar, all, m_look.u(6)) : QRect();
        const bool horizontal = bar && bar->orientation == Qt::Horizontal;
        switch (part) {
        case SC_ScrollBarGroove:
            return all;
        case SC_ScrollBarSlider:
            return slider;
        case SC_ScrollBarSubPage:
            return horizontal ? QRect(all.topLeft(), QPoint(slider.left() - 1, all.bottom()))
                              : QRect(all.topLeft(), QPoint(all.right(), slider.top() - 1));
        case SC_ScrollBarAddPage:
            return horizontal ? QRect(QPoint(slider.right() + 1, all.top()), all.bottomRight())
                              : QRect(QPoint(all.left(), slider.bottom() + 1), all.bottomRight());
        default:
            return {};
        }
    }
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        rect = all.adjusted(m_look.u(2), 1, -arrow - m_look.u(0.5), -1);
    else if (control == CC_ComboBox && part == SC_ComboBoxArrow)
        rect = QRect(all.right() - arrow - m_look.u(0.5), all.top(), arrow, all.height());
    else if (control == CC_SpinBox && part == SC_SpinBoxEditField)
        rect = all.adjusted(m_look.u(1), 1, -arrow, -1);
    else if (control == CC_SpinBox && part == SC_SpinBoxUp)
        rect = QRect(all.right() - arrow, all.top(), arrow, all.height() / 2);
    else if (control == CC_SpinBox && part == SC_SpinBoxDown)
        rect =
            QRect(all.right() - arrow, all.top() + all.height() / 2, arrow, all.height() - all.height() / 2);
    else
        return QProxyStyle::subControlRect(control, option, part, widget);
    return visualRect(option->direction, all, rect);
}

QRect LabStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const {
    if (element == SE_ProgressBarContents || element == SE_ProgressBarGroove)
        return option->rect;
    if (element == SE_LineEditContents) {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        if (frame != nullptr && frame->lineWidth > 0)
            return option->rect.adjusted(m_look.u(1.5), 1, -m_look.u(1.5), -1);
    }
    if (element == SE_HeaderLabel && widget != nullptr) {
        const int inset = widget->property(kHeaderInsetProperty).toInt();
        const QRect rect = QProxyStyle::subElementRect(element, option, widget);
        return inset > 0 ? QRect(option->rect.left() + inset, rect.top(), option->rect.width() - 2 * inset,
                                 rect.height())
                         : rect;
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QSize LabStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                                 const QWidget* widget) const {
    const QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    switch (type) {
    case CT_PushButton: {
        const int least = isPrimary(widget) ? m_look.u(28) : 0;
        return {std::max(contents.width() + 2 * m_look.u(3) + m_look.u(1), least), m_look.u(7)};
    }
    case CT_ToolButton: {
        const bool segment = widget != nullptr && widget->property(kSegmentProperty).toInt() != SegmentNone;
        const bool iconOnly = contents.width() <= contents.height() + m_look.u(1);
        if (segment)
            return {contents.width() + m_look.u(3), m_look.u(5.5)};
        if (iconOnly)
            return {m_look.u(6), m_look.u(5.5)};
        const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option);
        const bool menu = button != nullptr && (button->features & QStyleOptionToolButton::HasMenu) != 0;
        if (menu)
            return {contents.width() + m_look.u(5), m_look.u(5)};
        return {contents.width() + m_look.u(5), m_look.u(7)};
    }
    case CT_LineEdit:
        return {size.width(), m_look.u(6.5)};
    case CT_ComboBox:
        return {contents.width() + m_look.u(2) + m_look.u(6), m_look.u(6.5)};
    case CT_SpinBox:
        return {contents.width() + m_look.u(7), m_look.u(6.5)};
    case CT_MenuBarItem:
        return {contents.width() + m_look.u(4), m_look.u(6.5)};
    case CT_MenuItem: {
        const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
        if (item != nullptr && item->menuItemType == QStyleOptionMenuItem::Separator)
            return {size.width(), m_look.u(2)};
        return {contents.width() + m_look.u(item && item->text.contains(u'\t') ? 18 : 14), m_look.u(6.5)};
    }
    case CT_ItemViewItem:
        return {size.width(), std::max(size.height(), m_look.u(6))};
    case CT_HeaderSection: {
        const int inset = widget != nullptr ? widget->property(kHeaderInsetProperty).toInt() : 0;
        const int usual = 3 * pixelMetric(PM_HeaderMargin, option, widget); // what the base class adds
        return {size.width() + (inset > 0 ? 2 * inset - usual : m_look.u(2)), m_look.u(6.5)};
    }
    default:
        return size;
    }
}

int LabStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return m_look.u(3.5);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return m_look.u(2);
    case PM_ScrollBarExtent:
        return m_look.u(2.5);
    case PM_ScrollBarSliderMin:
        return m_look.u(6);
    case PM_FocusFrameHMargin:
        return std::max(m_look.u(0.5), 2 * Look::kLine); // beside the text of a cell
    case PM_HeaderMargin:
        return std::max(m_look.u(1), 4 * Look::kLine);
    case PM_MenuButtonIndicator:
        return m_look.u(4);
    case PM_SplitterWidth:
        return m_look.line();
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_ListViewIconSize:
        return m_look.u(4);
    case PM_TreeViewIndentation:
        return m_look.u(4);
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return m_look.u(2);
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return m_look.u(3);
    case PM_DefaultFrameWidth:
    case PM_MenuPanelWidth:
        return Look::kLine;
    case PM_ToolTipLabelFrameWidth:
        return m_look.u(2);
    case PM_MenuVMargin:
        return m_look.u(1);
    case PM_MenuHMargin:
    case PM_MenuBarPanelWidth:
    case PM_MenuBarItemSpacing:
    case PM_MenuBarVMargin:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_MenuBarHMargin:
        return m_look.u(2);
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int LabStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                        QStyleHintReturn* data) const {
    switch (hint) {
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ComboBox_Popup:
    case SH_UnderlineShortcut:
    case SH_Widget_Animation_Duration:
    case SH_ScrollView_FrameOnlyAroundContents:
        return 0;
    case SH_ToolTipLabel_Opacity:
        return 255;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

void LabStyle::drawPushButton(const QStyleOption& option, QPainter& painter, const QWidget* widget) const {
    const bool enabled = isOn(option, State_Enabled);
    const bool primary = isPrimary(widget) && enabled;
    const bool over = isOn(option, State_MouseOver), down = isOn(option, State_Sunken);
    QColor face = m_look.colour(primary ? Role::Fill
                                : down  ? Role::Pressed
                                : over  ? Role::Hover
                                        : Role::Base);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(primary ? QPen(face) : QPen(m_look.colour(enabled ? Role::Edge : Role::Line)));
    painter.setBrush(enabled ? QBrush(face) : QBrush(Qt::NoBrush));
    const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(box, m_look.u(1), m_look.u(1));
    if (isOn(option, State_HasFocus) && isOn(option, State_KeyboardFocusChange)) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_look.colour(primary ? Role::OnFill : Role::Accent), 2 * Look::kLine));
        painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), m_look.u(0.5), m_look.u(0.5));
    }
    painter.restore();
}

void LabStyle::drawButtonLabel(const QRect& rect, const QIcon& icon, const QSize& iconSize,
                               const QString& text, const QStyleOption& option, QPainter& painter,
                               const QColor& colour) const {
    const int flags = Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine | Qt::TextHideMnemonic;
    const QFontMetrics metrics = painter.fontMetrics();
    const int gap = icon.isNull() || text.isEmpty() ? 0 : m_look.u(2);
    const int picture = icon.isNull() ? 0 : iconSize.width();
    const int words = text.isEmpty() ? 0 : metrics.size(flags, text).width();
    int x = rect.left() + (rect.width() - picture - gap - words) / 2;
    if (!icon.isNull()) {
        const auto mode = isOn(option, State_Enabled) ? QIcon::Normal : QIcon::Disabled;
        icon.paint(&painter,
                   QRect(x, rect.top() + (rect.height() - iconSize.height()) / 2, picture, iconSize.height()),
                   Qt::AlignCenter, mode, isOn(option, State_On) ? QIcon::On : QIcon::Off);
    }
    painter.setPen(colour);
    painter.drawText(QRect(x + picture + gap, rect.top(), words + 1, rect.height()), flags, text);
}

void LabStyle::drawToolButton(const QStyleOption& option, QPainter& painter, const QWidget* widget) const {
    const int segment = widget != nullptr ? widget->property(kSegmentProperty).toInt() : SegmentNone;
    const bool enabled = isOn(option, State_Enabled), on = isOn(option, State_On);
    const bool over = isOn(option, State_MouseOver) && enabled, down = isOn(option, State_Sunken);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (segment != SegmentNone) {
        // A joined row: each button draws its own part of one rounded frame, cut by the button's clip.
        const double radius = m_look.u(1);
        QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
        if (segment != SegmentFirst)
            box.setLeft(box.left() - (segment == SegmentMiddle ? 2 * radius : 2 * radius) - 1);
        if (segment != SegmentLast)
            box.setRight(box.right() + 2 * radius);
        painter.setClipRect(option.rect);
        painter.setPen(m_look.colour(enabled ? Role::Edge : Role::Line));
        painter.setBrush(m_look.colour(on ? Role::Selection : over ? Role::Hover : Role::Base));
        painter.drawRoundedRect(box, radius, radius);
        if (segment != SegmentLast)
            painter.fillRect(QRectF(option.rect.right(), option.rect.top(), 1, option.rect.height()),
                             m_look.colour(Role::Edge));
    } else if (down || over || on) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_look.colour(down ? Role::Pressed : on && !over ? Role::Selection : Role::Hover));
        painter.drawRoundedRect(option.rect, m_look.u(1), m_look.u(1));
    }
    if (isOn(option, State_HasFocus) && isOn(option, State_KeyboardFocusChange)) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_look.colour(Role::Accent), 2 * Look::kLine));
        painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), m_look.u(0.75), m_look.u(0.75));
    }
    painter.restore();
}

void LabStyle::drawField(const QRect& rect, bool enabled, bool focused, QPainter& painter) const {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double inset = focused ? 1 : 0.5;
    painter.setPen(QPen(m_look.colour(focused   ? Role::Accent
                                      : enabled ? Role::Edge
                                                : Role::Line),
                        focused ? 2 * Look::kLine : Look::kLine));
    painter.setBrush(enabled ? QBrush(m_look.colour(Role::Base)) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), m_look.u(1), m_look.u(1));
    painter.restore();
}

void LabStyle::drawCheck(const QStyleOption& option, QPainter& painter, bool round) const {
    const bool enabled = isOn(option, State_Enabled), some = isOn(option, State_NoChange),
               on = isOn(option, State_On) || some;
    const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(m_look.colour(on && !round && enabled ? Role::Fill : Role::Base));
    painter.setPen(m_look.colour(on && enabled ? Role::Fill : enabled ? Role::Faint : Role::Line));
    if (round) {
        painter.drawEllipse(box);
        if (on) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_look.colour(enabled ? Role::Fill : Role::Faint));
            const double inset = box.width() * 0.28;
            painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset));
        }
    } else {
        painter.drawRoundedRect(box, m_look.u(0.5), m_look.u(0.5));
        if (some)
            painter.fillRect(box.adjusted(box.width() * 0.25, (box.height() - m_look.u(0.5)) / 2,
                                          -box.width() * 0.25, -(box.height() - m_look.u(0.5)) / 2),
                             m_look.colour(Role::OnFill));
        else if (on)
            m_look.icon(QStringLiteral("check"), Role::OnFill).paint(&painter, option.rect);
    }
    if (isOn(option, State_HasFocus) && isOn(option, State_KeyboardFocusChange)) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_look.colour(Role::Accent), 2 * Look::kLine));
        round ? painter.drawEllipse(box) : painter.drawRoundedRect(box, m_look.u(0.5), m_look.u(0.5));
    }
    painter.restore();
}

void LabStyle::drawItemFace(const QStyleOption& option, QPainter& painter) const {
    if (isOn(option, State_Selected))
        painter.fillRect(option.rect, m_look.colour(Role::Selection));
    else if (isOn(option, State_MouseOver) && isOn(option, State_Enabled))
        painter.fillRect(option.rect, m_look.colour(Role::Hover));
}

void LabStyle::drawChevron(const QRect& rect, const char* direction, bool enabled, QPainter& painter) const {
    const int side = std::min({m_look.u(3.25), rect.width(), rect.height() + m_look.u(0.5)});
    QRect box(0, 0, side, side);
    box.moveCenter(rect.center());
    m_look.icon(QString::fromLatin1(direction))
        .paint(&painter, box, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
}

void LabStyle::drawProgress(const QStyleOption& option, QPainter& painter) const {
    const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(&option);
    if (bar == nullptr)
        return;
    const int height = std::min(m_look.u(1.25), bar->rect.height());
    const QRect groove(bar->rect.x(), bar->rect.center().y() - height / 2, bar->rect.width(), height);
    painter.fillRect(groove, m_look.colour(Role::Track));
    const int range = bar->maximum - bar->minimum;
    if (range <= 0) // unknown length: a still half-strength bar, nothing moves
        return painter.fillRect(groove, m_look.colour(Role::Edge));
    const auto done = static_cast<int>(qint64{bar->progress - bar->minimum} * groove.width() / range);
    painter.fillRect(QRect(groove.topLeft(), QSize(std::max(done, 0), height)), m_look.colour(Role::Accent));
}

} // namespace lab
