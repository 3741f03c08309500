#pragma once

#include <QTabBar>
#include <QWidget>

class QAction;
class QBoxLayout;

namespace lab {

class Look;

/// The names of the workspaces, the one on show underlined. Each tab is an action: the same one that stands
/// in the View menu.
class WorkspaceTabs : public QTabBar {
    Q_OBJECT
public:
    explicit WorkspaceTabs(const Look& look, QWidget* parent = nullptr);
    /// \p action is triggered by a click on its tab, and moves the tabs when it is triggered elsewhere.
    void addWorkspace(QAction* action);

protected:
    [[nodiscard]] QSize tabSizeHint(int index) const override;
    [[nodiscard]] QSize minimumTabSizeHint(int index) const override { return tabSizeHint(index); }
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString nameOf(int index) const;
    const Look& m_look;
};

/// The row on top: workspaces left, train bar right; the train bar goes to a second row when not all of both
/// fits, and shortens itself when that is not enough.
class HeadBar : public QWidget {
    Q_OBJECT
public:
    HeadBar(WorkspaceTabs* tabs, QWidget* trainBar, QWidget* parent = nullptr);
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    WorkspaceTabs* m_tabs;
    QWidget* m_trainBar;
    QBoxLayout* m_row;
};

} // namespace lab
