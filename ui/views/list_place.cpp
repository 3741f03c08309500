#include "ui/views/list_place.h"

#include "ui/models/run_model.h"

#include <QScrollBar>
#include <QTreeView>

namespace lab {
namespace {

/// Calls \p visit with the key and the index of every row.
template <class Visit>
void forEachRow(const QAbstractItemModel& model, const QModelIndex& parent, Visit visit) {
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        visit(index.data(KeyRole).toString(), index);
        forEachRow(model, index, visit);
    }
}

} // namespace

ListPlace::ListPlace(const QTreeView& list) : m_scrolled(list.verticalScrollBar()->value()) {
    for (const QModelIndex& index : list.selectionModel()->selectedRows())
        m_chosen.insert(index.data(KeyRole).toString());
    m_current = list.currentIndex().data(KeyRole).toString();
}

void ListPlace::restore(QTreeView& list) const {
    QItemSelection chosen;
    QModelIndex current;
    forEachRow(*list.model(), {}, [&](const QString& key, const QModelIndex& index) {
        if (m_chosen.contains(key))
            chosen.select(index, index);
        if (key == m_current)
            current = index;
    });
    const bool scrolls = list.hasAutoScroll();
    list.setAutoScroll(false); // the view stays where it is, and what is closed stays closed
    if (current.isValid())
        list.selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    list.selectionModel()->select(chosen, QItemSelectionModel::ClearAndSelect);
    list.setAutoScroll(scrolls);
    list.doItemsLayout(); // the rows that were opened make the room to scroll
    list.verticalScrollBar()->setValue(m_scrolled);
}

} // namespace lab
