#include "ui/views/controls/look_label.h"

#include <QPainter>

namespace lab {

LookLabel::LookLabel(const Look& look, Type type, Role role, const QString& text, QWidget* parent)
    : QLabel(text, parent), m_look(look), m_type(type), m_role(role) {
    setTextFormat(Qt::PlainText);
    setForegroundRole(QPalette::WindowText); // also on the data surface, where labels would take Text
    applyLook();
    connect(&look, &Look::changed, this, &LookLabel::applyLook);
}

void LookLabel::applyLook() {
    setFont(m_look.font(m_type));
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, m_look.colour(m_role));
    setPalette(colours);
}

void LookLabel::setRole(Role role) {
    m_role = role;
    applyLook();
}

void LookLabel::setElided(bool elided) {
    m_elided = elided;
    setSizePolicy(elided ? QSizePolicy::Ignored : QSizePolicy::Preferred, QSizePolicy::Preferred);
}

void LookLabel::setYielding() {
    m_elided = true;
    m_yielding = true;
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

QSize LookLabel::minimumSizeHint() const {
    const QSize size = QLabel::minimumSizeHint();
    return m_elided ? QSize(m_look.u(8), size.height()) : size;
}

void LookLabel::paintEvent(QPaintEvent* event) {
    if (!m_elided)
        return QLabel::paintEvent(event);
    QPainter painter(this);
    painter.setPen(m_look.colour(m_role));
    const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, width());
    painter.drawText(rect(), Qt::AlignVCenter | static_cast<int>(alignment() & Qt::AlignHorizontal_Mask),
                     shown);
    const QString tip = shown != text() ? text() : QString();
    const bool mine =
        !tip.isEmpty() || toolTip() == m_tip; // a tooltip that it was given stays where all is seen
    if (!m_yielding && mine && toolTip() != tip) {
        setToolTip(tip);
        m_tip = tip;
    }
}

Hairline::Hairline(const Look& look, Qt::Orientation orientation, QWidget* parent)
    : QWidget(parent), m_look(look) {
    orientation == Qt::Horizontal ? setFixedHeight(look.line()) : setFixedWidth(look.line());
    connect(&look, &Look::changed, this, [this] { update(); });
}

void Hairline::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(rect(), m_look.colour(Role::Line));
}

} // namespace lab
