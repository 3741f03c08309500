#include "ui/views/controls/list_place.h"

#include "ui/models/run_model.h"

#include <QLineEdit>
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

bool stands(const QTreeView& list, QModelIndex index) {
    while ((index = index.parent()).isValid())
        if (!list.isExpanded(index))
            return false;
    return true;
}

/// Where a name is being typed now; nullptr when none is.
QLineEdit* editorOf(const QTreeView& list) {
    for (auto* editor : list.viewport()->findChildren<QLineEdit*>(QString(), Qt::FindDirectChildrenOnly))
        if (editor->isVisible())
            return editor;
    return nullptr;
}

} // namespace

ListPlace::ListPlace(const QTreeView& list) : m_scrolled(list.verticalScrollBar()->value()) {
    for (const QModelIndex& index : list.selectionModel()->selectedRows())
        m_chosen.insert(index.data(KeyRole).toString());
    m_current = list.currentIndex().data(KeyRole).toString();
    if (const QLineEdit* editor = editorOf(list); editor != nullptr && editor->isModified())
        m_typed = editor->text();
    if (const QModelIndex top = list.indexAt({0, 0}); top.isValid()) {
        m_top = top.data(KeyRole).toString();
        m_topAt = list.visualRect(top).top();
    }
}

void ListPlace::restore(QTreeView& list) const {
    QItemSelection chosen;
    QModelIndex current, top;
    forEachRow(*list.model(), {}, [&](const QString& key, const QModelIndex& index) {
        if (m_chosen.contains(key))
            chosen.select(index, index);
        if (key == m_current)
            current = index;
        if (key == m_top)
            top = index;
    });
    const bool scrolls = list.hasAutoScroll();
    list.setAutoScroll(false); // the view stays where it is, and what is closed stays closed
    if (current.isValid())
        list.selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    list.selectionModel()->select(chosen, QItemSelectionModel::ClearAndSelect);
    list.setAutoScroll(scrolls);
    list.doItemsLayout(); // the rows that were opened make the room to scroll
    auto* bar = list.verticalScrollBar();
    if (top.isValid() && stands(list, top))
        bar->setValue(bar->value() + list.visualRect(top).top() - m_topAt);
    else
        bar->setValue(m_scrolled);
    if (!current.isValid() || !m_typed)
        return;
    list.edit(current);
    if (QLineEdit* editor = editorOf(list)) {
        editor->setText(*m_typed);
        editor->setModified(true);
    }
}

} // namespace lab
