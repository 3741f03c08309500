#include "ui/views/controls/scrolled_page.h"

#include "ui/look/look.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace lab {

QVBoxLayout* scrolledPage(QScrollArea& area, const Look& look) {
    area.setFrameShape(QFrame::NoFrame);
    area.setWidgetResizable(true);
    area.setFocusPolicy(Qt::NoFocus);
    area.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* page = new QWidget(&area);
    for (QWidget* each : {page, area.viewport()}) {
        each->setAutoFillBackground(true);
        each->setBackgroundRole(QPalette::Base);
    }
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(look.u(4), look.u(2), look.u(4), look.u(2));
    area.setWidget(page);
    return column;
}

QVBoxLayout* plainColumn(QWidget* widget) {
    auto* column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    return column;
}

} // namespace lab
