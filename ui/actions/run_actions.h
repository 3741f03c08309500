#pragma once

#include <QObject>

#include <cstdint>
#include <functional>
#include <vector>

class QAction;
class QMenu;
class QTreeView;

namespace lab {

class Actions;
class Look;
class Studio;

/// The actions on the runs that are chosen in the navigator's list, their context menu and their dialogs.
class RunActions : public QObject {
    Q_OBJECT
public:
    /// Makes the actions; \p list shows studio's runs.
    RunActions(const Look& look, Studio& studio, Actions& actions, QTreeView* list);

    /// Lets the person type the current run's name in its row.
    void rename();
    /// A run stands in the current row.
    [[nodiscard]] bool canRename() const;

private:
    void createEdit(Actions& actions);
    void createFiles(Actions& actions);
    void follow();
    void showMenu(const QPoint& place);
    [[nodiscard]] std::vector<std::int64_t> chosen() const;
    [[nodiscard]] std::int64_t current() const;
    [[nodiscard]] bool trashed() const;
    void emptyTrash();
    void editTags();
    void editNote();
    void chooseColour();
    void saveAs(const QString& title, const QString& name, const QString& filter,
                const std::function<void(const QString&)>& save);
    void exportModel(bool best);
    void exportMetrics();
    void importRuns();
    void openFolder() const;

    const Look& m_look;
    Studio& m_studio;
    QTreeView* m_list;
    QAction *m_rename, *m_tags = nullptr, *m_note = nullptr, *m_colour = nullptr, *m_trash = nullptr,
                       *m_restore = nullptr, *m_empty = nullptr, *m_compare = nullptr;
    QAction *m_model = nullptr, *m_bestModel = nullptr, *m_metrics = nullptr, *m_import = nullptr,
            *m_folder = nullptr;
};

} // namespace lab
