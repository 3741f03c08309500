#include "ui/views/controls/folding_columns.h"

#include "ui/look/look.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/controls/scrolled_page.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace lab {

FoldingColumns::FoldingColumns(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
}

QVBoxLayout* FoldingColumns::addZone(int stretch) {
    auto* row = static_cast<QHBoxLayout*>(layout());
    QWidget* line = nullptr;
    if (!m_places.empty()) {
        line = new Hairline(m_look, Qt::Vertical, this);
        row->addWidget(line);
    }
    auto* area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setBackgroundRole(QPalette::Base);
    area->setMinimumWidth(1); // it is as wide as fold() has found room for
    auto* holder = new QWidget(area);
    QVBoxLayout* zones = plainColumn(holder);
    zones->addStretch(1);
    area->setWidget(holder);
    holder->installEventFilter(this);
    row->addWidget(area, stretch);
    m_places.push_back({area, zones, line, stretch});
    auto* zone = new QWidget(holder);
    QVBoxLayout* column = plainColumn(zone);
    column->setContentsMargins(0, m_look.u(1), 0, m_look.u(2));
    m_zones.push_back(zone);
    zones->insertWidget(0, zone);
    m_columns = static_cast<int>(m_places.size());
    return column;
}

/// All beside one another they have every word; folded they may shorten some.
int FoldingColumns::zoneWidth(std::size_t zone, int columns) const {
    return columns == static_cast<int>(m_zones.size()) ? m_zones[zone]->layout()->sizeHint().width()
                                                       : m_zones[zone]->minimumSizeHint().width();
}

int FoldingColumns::widthIn(int columns) const {
    int all = 0;
    for (int place = 0; place < columns; ++place) {
        int width = 0;
        for (std::size_t zone = static_cast<std::size_t>(place); zone < m_zones.size();
             zone += static_cast<std::size_t>(columns))
            width = std::max(width, zoneWidth(zone, columns));
        all += width + m_places.front().area->verticalScrollBar()->sizeHint().width() + m_look.line();
    }
    return all;
}

QSize FoldingColumns::minimumSizeHint() const {
    return {widthIn(1), m_look.u(40)};
}

void FoldingColumns::fold() {
    const auto count = static_cast<int>(m_zones.size());
    const int columns = widthIn(count) <= width() ? count : std::min(widthIn(2) <= width() ? 2 : 1, count);
    for (int place = 0; place < count; ++place) {
        const Column& column = m_places[static_cast<std::size_t>(place)];
        column.area->setVisible(place < columns);
        if (column.line != nullptr)
            column.line->setVisible(place < columns);
        if (place >= columns)
            continue;
        int least = 0;
        for (int zone = place; zone < count; zone += columns)
            least = std::max(least, zoneWidth(static_cast<std::size_t>(zone), columns));
        column.area->setMinimumWidth(least + column.area->verticalScrollBar()->sizeHint().width());
    }
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (QWidget* zone : m_zones)
        zone->parentWidget()->layout()->removeWidget(zone);
    for (int zone = 0; zone < count; ++zone) {
        QVBoxLayout* zones = m_places[static_cast<std::size_t>(zone % columns)].zones;
        zones->insertWidget(zones->count() - 1, m_zones[static_cast<std::size_t>(zone)]);
    }
}

void FoldingColumns::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fold();
}

/// What a column holds has another size: its area keeps that to itself.
bool FoldingColumns::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::LayoutRequest)
        QCoreApplication::postEvent(this, new QEvent(QEvent::LayoutRequest));
    return QWidget::eventFilter(watched, event);
}

bool FoldingColumns::event(QEvent* event) {
    const bool handled = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest)
        fold();
    return handled;
}

} // namespace lab
