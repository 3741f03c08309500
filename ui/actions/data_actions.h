#pragma once

#include "ui/models/data_model.h"

#include <QObject>
#include <QPersistentModelIndex>

#include <optional>

class QAction;
class QTreeView;

namespace lab {

class Actions;
class Look;
class Studio;

/// The actions on the data sets that are chosen in the navigator's lists, their context menus and dialogs.
/// GUI thread.
class DataActions : public QObject {
    Q_OBJECT
public:
    /// Makes the actions; \p list shows studio's data sets, \p trash those in the trash.
    DataActions(const Look& look, Studio& studio, Actions& actions, QTreeView* list, QTreeView* trash);

private:
    void createActions(Actions& actions);
    /// The chosen data set, or the one on show; null when the lab file does not hold it.
    [[nodiscard]] const DataModel::Entry* chosen() const;
    /// The row of the data set that the shown settings name, or that is open in its place; -1: it is not
    /// listed.
    [[nodiscard]] int shownRow() const;
    /// Chosen data sets in the trash.
    [[nodiscard]] QList<QModelIndex> trashed() const;
    void follow();
    void showMenu(const QPoint& place);
    void showTrashMenu(const QPoint& place);
    void askName();
    void askRemoval();
    void askFile();

    const Look& m_look;
    Studio& m_studio;
    QTreeView *m_list, *m_trashList;
    std::optional<QPersistentModelIndex> m_pointed; ///< the row whose menu is open
    QAction *m_rename = nullptr, *m_export = nullptr, *m_trash = nullptr, *m_restore = nullptr,
            *m_remove = nullptr;
};

} // namespace lab
