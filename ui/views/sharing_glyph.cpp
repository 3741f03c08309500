#include "ui/views/sharing_glyph.h"

#include "ui/format.h"
#include "ui/look.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOption>

namespace lab {

SharingPattern patternOf(Sharing sharing) {
    using enum TensorUse;
    switch (sharing) {
    case Sharing::None:
        return {{Stored, Stored, Stored, Stored}, {Stored, Stored, Stored, Stored}};
    case Sharing::QueryValue:
        return {{Stored, Stored, Borrowed, Stored}, {Stored, Stored, Borrowed, Stored}};
    case Sharing::QueryValueHead:
        return {{Slice, Slice, Borrowed, Slice}, {Slice, Slice, Borrowed, Slice}};
    case Sharing::QueryValueLayer:
        return {{Stored, Stored, Borrowed, Stored}, {Borrowed, Borrowed, Borrowed, Borrowed}};
    }
    return {};
}

QSize paintSharingGlyph(QPainter* painter, QPoint topLeft, const Look& look, Sharing sharing, bool selected) {
    const int side = look.u(1.75), step = look.u(2.5);
    const QSize size(3 * step + side, step + side);
    if (painter == nullptr)
        return size;
    const auto pattern = patternOf(sharing);
    const QColor full = look.colour(selected ? Role::Accent : Role::Muted);
    for (int layer = 0; layer < 2; ++layer) {
        for (int tensor = 0; tensor < 4; ++tensor) {
            const auto use = (layer == 0 ? pattern.first : pattern.later)[static_cast<std::size_t>(tensor)];
            const QRect box(topLeft + QPoint(tensor * step, layer * step), QSize(side, side));
            if (use == TensorUse::Stored) {
                painter->fillRect(box, full);
                continue;
            }
            painter->setBrush(Qt::NoBrush);
            painter->setPen(use == TensorUse::Slice ? full : look.colour(Role::Faint));
            painter->drawRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5));
            if (use == TensorUse::Slice)
                painter->fillRect(QRect(box.topLeft(), QSize((side + 1) / 2, (side + 1) / 2)), full);
        }
    }
    return size;
}

SharingOption::SharingOption(const Look& look, Sharing sharing, const QString& text, bool indented,
                             QWidget* parent)
    : QRadioButton(text, parent), m_look(look), m_sharing(sharing), m_indented(indented) {
    setAttribute(Qt::WA_Hover);
}

void SharingOption::setParameters(std::int64_t count) {
    m_parameters = count;
    setAccessibleDescription(count < 0 ? tr("not possible with these settings")
                                       : tr("%1 attention parameters").arg(formatCount(count)));
    update();
}

void SharingOption::setLocked(bool locked) {
    m_locked = locked;
    setAttribute(Qt::WA_TransparentForMouseEvents, locked);
    setFocusPolicy(locked ? Qt::NoFocus : Qt::StrongFocus);
    update();
}

QSize SharingOption::sizeHint() const {
    return {m_look.u(60), m_look.u(6)};
}

QSize SharingOption::minimumSizeHint() const {
    return {m_look.u(45), m_look.u(6)};
}

void SharingOption::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (isChecked())
        painter.fillRect(rect(), m_look.colour(Role::Selection));
    else if (underMouse() && !m_locked)
        painter.fillRect(rect(), m_look.colour(Role::Hover));
    const int margin = m_look.u(3.5), side = m_look.u(3.5);
    QStyleOptionButton option;
    option.initFrom(this);
    option.rect = QRect(margin, (height() - side) / 2, side, side);
    option.state |= isChecked() ? QStyle::State_On : QStyle::State_Off;
    if (!m_locked)
        style()->drawPrimitive(QStyle::PE_IndicatorRadioButton, &option, &painter, this);
    else if (isChecked())
        m_look.icon(QStringLiteral("lock"), Role::Accent).paint(&painter, option.rect);

    painter.setFont(m_look.font(Type::Body));
    painter.setPen(m_look.colour(m_locked && !isChecked() ? Role::Muted : Role::Text));
    const int left = option.rect.right() + m_look.u(m_indented ? 5.5 : 2);
    painter.drawText(rect().adjusted(left, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text());

    const QFont number = m_look.font(isChecked() ? Type::Strong : Type::Body);
    painter.setFont(number);
    if (!isChecked())
        painter.setPen(m_look.colour(Role::Muted));
    painter.drawText(rect().adjusted(0, 0, -margin, 0), Qt::AlignVCenter | Qt::AlignRight,
                     m_parameters < 0 ? QStringLiteral("–") : formatCount(m_parameters));
    const QSize glyph = paintSharingGlyph(nullptr, {}, m_look, m_sharing, false);
    const int right = width() - margin - m_look.u(14.5);
    paintSharingGlyph(&painter, {right - glyph.width(), (height() - glyph.height()) / 2}, m_look, m_sharing,
                      isChecked());
}

} // namespace lab
