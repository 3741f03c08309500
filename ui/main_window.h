#pragma once

#include <QMainWindow>

class QMenu;
class QStackedWidget;

namespace lab {

class Actions;
class Closing;
class ExportDesk;
class Look;
class MessageLine;
class Page;
class Panes;
class StatusLine;
class Studio;
class WorkspaceTabs;

/// The window: puts bars, panes and pages together, owns the menus, opens files and ends in good order.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(Look& look, Studio& studio, QWidget* parent = nullptr);

    [[nodiscard]] Actions& actions() const { return *m_actions; }
    /// Shows what was found in files or folders and lets the person choose columns before anything is stored.
    void openPaths(const QStringList& paths);
    /// \p name as in the list of pages: "train", "inspect"; another one changes nothing.
    void showWorkspace(const QString& name);
    /// Name of the workspace on show.
    [[nodiscard]] const QString& workspace() const { return m_workspace; }
    [[nodiscard]] Page* currentPage() const;
    /// Without navigator and properties.
    void setPresenting(bool on);
    /// Files for File > Open recent.
    void setRecentFiles(const QStringList& paths);

signals:
    /// The person asked for this data.
    void pathOpened(const QString& path);
    /// The person wants this lab file, in another window: this one stays with its own.
    void labWanted(const QString& path);

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void createMenus();
    void createBody();
    void createPages();
    void connectActions();
    void connectStudio();
    void connectUndo();
    void chooseData(bool folder);
    void chooseLab();
    void showAbout();
    void showHelp();
    void showPanes();
    static bool explain(QWidget* widget, QEvent* event);

    Look& m_look;
    Studio& m_studio;
    Actions* m_actions;
    WorkspaceTabs* m_tabs = nullptr;
    QStackedWidget* m_pages = nullptr;
    Panes* m_panes = nullptr;
    QWidget *m_navigator = nullptr, *m_properties = nullptr;
    QMenu* m_recent = nullptr;
    QString m_workspace;
    MessageLine* m_message = nullptr;
    StatusLine* m_status = nullptr;
    ExportDesk* m_export = nullptr;
    bool m_settingsBeside = true, m_navigatorBeside = true; ///< the page on show wants these panes
    bool m_presenting = false;
    Closing* m_closing = nullptr;
};

} // namespace lab
