#pragma once

#include <QDialog>

class QKeySequenceEdit;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace lab {

class Look;
class LookLabel;
class Shortcuts;

/// Every action with its key, to read and to change: choose an action, press the new key. A key that another
/// action has is told before it is taken. Not modal.
class ShortcutDialog : public QDialog {
    Q_OBJECT
public:
    ShortcutDialog(const Look& look, Shortcuts& shortcuts, QWidget* parent);

private:
    void createList();
    void createEditor();
    void fill();
    void filter(const QString& words);
    void followChoice();
    void followKeys();
    [[nodiscard]] QAction* chosen() const;

    const Look& m_look;
    Shortcuts& m_shortcuts;
    QLineEdit* m_filter = nullptr;
    QTreeWidget* m_list = nullptr;
    QKeySequenceEdit* m_keys = nullptr;
    LookLabel* m_note = nullptr;
    QPushButton *m_assign = nullptr, *m_reset = nullptr;
};

} // namespace lab
