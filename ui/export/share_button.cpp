#include "ui/export/share_button.h"

#include "ui/look/look.h"

#include <QContextMenuEvent>
#include <QCoreApplication>

namespace lab {

ShareButton::ShareButton(const Look& look, QWidget* view, QWidget* parent) : QToolButton(parent) {
    setObjectName(QStringLiteral("shareButton"));
    setIcon(look.icon(QStringLiteral("share")));
    setIconSize(QSize(look.u(4), look.u(4)));
    setToolTip(tr("Export or copy this view"));
    setAccessibleName(toolTip());
    setFocusPolicy(Qt::TabFocus);
    connect(this, &QToolButton::clicked, view, [this, view] {
        // The window opens the menu wherever one is asked for.
        const QPoint corner = mapToGlobal(rect().bottomLeft());
        QContextMenuEvent event(QContextMenuEvent::Other, view->mapFromGlobal(corner), corner);
        QCoreApplication::sendEvent(view, &event);
    });
}

} // namespace lab
