#include "ui/views/runs/run_title.h"

#include "ui/look/look.h"
#include "ui/look/run_mark.h"

#include <QPainter>

namespace lab {

RunTitle::RunTitle(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&look, &Look::changed, this, [this] { update(); });
}

void RunTitle::setRun(int colour, bool running, const QString& name, const QString& about) {
    m_colour = colour;
    m_running = running;
    m_name = name;
    m_about = about;
    setAccessibleName(name + QStringLiteral(", ") + about);
    update();
}

QSize RunTitle::sizeHint() const {
    return {m_look.u(40), m_look.u(12.5)};
}

void RunTitle::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    int left = m_look.u(3.5);
    const int line = m_look.u(4.5), top = (height() - 2 * line) / 2;
    if (m_colour >= 0) {
        paintRunMark(painter, QPointF(left + m_look.u(1.5), top + line / 2.0), m_look.u(1),
                     m_look.theme().runMark(m_colour), m_running);
        left += m_look.u(5);
    }
    const auto write = [&](Type type, Role role, int y, const QString& text) {
        const QFont font = m_look.font(type);
        painter.setFont(font);
        painter.setPen(m_look.colour(role));
        const QRect box(left, y, width() - left - m_look.u(3), line);
        painter.drawText(box, Qt::AlignVCenter,
                         QFontMetrics(font).elidedText(text, Qt::ElideRight, box.width()));
    };
    write(Type::Strong, Role::Text, top, m_name);
    write(Type::Secondary, Role::Muted, top + line, m_about);
}

} // namespace lab
