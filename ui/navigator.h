#pragma once

#include <QWidget>

class QTreeView;

namespace lab {

class Actions;
class Look;
class Studio;

/// The left pane: data sets, stored runs with their best accuracy, probe texts.
class Navigator : public QWidget {
    Q_OBJECT
public:
    Navigator(const Look& look, Studio& studio, const Actions& actions, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

private:
    [[nodiscard]] QTreeView* makeList(const char* name, const QString& accessibleName,
                                      QAbstractItemModel* model);
    void createData(const Actions& actions);
    void createRuns(const Actions& actions);
    void createProbes(const Actions& actions);
    void follow();
    void editProbe();

    const Look& m_look;
    Studio& m_studio;
    QTreeView *m_data = nullptr, *m_runs = nullptr, *m_probes = nullptr;
    bool m_following = false; ///< the selection moves because the shown run did
};

} // namespace lab
