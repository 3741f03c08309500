#pragma once

#include "ui/bridge/dataset_session.h"

#include <QObject>

class QAction;
class QTreeView;

namespace lab {

class Actions;
class Look;
class Studio;

/// The actions on the data set that is chosen in the navigator's list, its context menu and dialog. Another
/// name can be undone. GUI thread.
class DataActions : public QObject {
    Q_OBJECT
public:
    /// Makes the actions; \p list shows studio's data sets.
    DataActions(const Look& look, Studio& studio, Actions& actions, QTreeView* list);

private:
    /// The chosen row, or that of the next run's data set; -1 when the lab file does not hold it.
    [[nodiscard]] int row() const;
    void follow();
    void showMenu(const QPoint& place);
    void askName();
    void rename(const QString& spec, const QString& before, const QString& after);

    const Look& m_look;
    Studio& m_studio;
    QTreeView* m_list;
    QAction* m_rename;
    DatasetSession m_session;
};

} // namespace lab
