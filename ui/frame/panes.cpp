#include "ui/frame/panes.h"

#include <QEvent>

#include <algorithm>

namespace lab {

Panes::Panes(QWidget* parent) : QSplitter(Qt::Horizontal, parent) {
    setChildrenCollapsible(false);
    connect(this, &QSplitter::splitterMoved, this, [this] { m_wishes.clear(); }); // the person's own widths
}

void Panes::setCentreNeed(int width) {
    m_need = width;
    share();
}

void Panes::share() {
    constexpr int kCentre = 1;
    QList<int> widths = sizes();
    if (!isVisible() || widths.size() <= kCentre || widths[kCentre] == 0)
        return;
    m_wishes.resize(widths.size());
    const QList<int> before = widths;
    for (int pane = 0; pane < count(); ++pane)
        if (pane != kCentre && widths[pane] > 0) {
            m_wishes[pane] = std::max(m_wishes[pane], widths[pane]);
            widths[kCentre] -= m_wishes[pane] - widths[pane];
            widths[pane] = m_wishes[pane];
        }
    for (int pane = count() - 1; pane >= 0; --pane) {
        if (pane == kCentre || widths[pane] == 0)
            continue;
        const int least = std::max(widget(pane)->minimumWidth(), widget(pane)->minimumSizeHint().width());
        const int given = std::clamp(m_need - widths[kCentre], 0, std::max(widths[pane] - least, 0));
        widths[pane] -= given;
        widths[kCentre] += given;
    }
    if (widths != before)
        setSizes(widths);
}

bool Panes::event(QEvent* event) {
    const bool handled = QSplitter::event(event);
    if (event->type() == QEvent::LayoutRequest) // a pane has come, gone or changed what it needs
        share();
    return handled;
}

void Panes::resizeEvent(QResizeEvent* event) {
    QSplitter::resizeEvent(event);
    share();
}

} // namespace lab
