#pragma once

#include "ui/views/controls/list_place.h"

#include <QSet>
#include <QWidget>

#include <cstdint>
#include <utility>

class QTreeView;

namespace lab {

class Actions;
class Look;
class RunActions;
class Studio;

/// The left pane: data sets, stored runs with their best accuracy, probe texts.
class Navigator : public QWidget {
    Q_OBJECT
public:
    Navigator(const Look& look, Studio& studio, Actions& actions, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

private:
    [[nodiscard]] QTreeView* makeList(const char* name, const QString& accessibleName,
                                      QAbstractItemModel* model);
    void createData(Actions& actions);
    void createRuns(Actions& actions);
    void createProbes(const Actions& actions);
    void follow();
    void followRun();
    void editProbe();
    void editItem();
    void expandRuns();

    const Look& m_look;
    Studio& m_studio;
    RunActions* m_runActions = nullptr;
    QSet<QString> m_collapsed, m_expanded; ///< rows of runs the person opened or closed, by their keys
    QTreeView *m_data = nullptr, *m_runs = nullptr, *m_probes = nullptr;
    ListPlace m_place;                                  ///< in the runs, while they are read anew
    std::pair<std::int64_t, bool> m_followed{0, false}; ///< the run on show, and whether it was in the list
    bool m_following = false;                           ///< the selection moves because the shown run did
};

} // namespace lab
