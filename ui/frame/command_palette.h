#pragma once

#include <QFrame>
#include <QPointer>
#include <QString>

#include <functional>
#include <vector>

class QLineEdit;
class QListWidget;

namespace lab {

class Actions;
class Look;
class Studio;

/// Ctrl+K: type a few letters of an action, a run or a data set, Enter does it. It lies over the upper part
/// of the window, holds nothing up, and goes away with Esc or when it loses the focus.
class CommandPalette : public QFrame {
    Q_OBJECT
public:
    CommandPalette(const Look& look, Studio& studio, const Actions& actions, QWidget* window);

    void open();
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Entry {
        QString text, detail; ///< detail: key or kind, at the right
        std::function<void()> run;
    };
    void collect();
    void collectActions();
    void collectRuns();
    void collectData();
    void search(const QString& words);
    void runChosen();
    void leave();

    const Look& m_look;
    Studio& m_studio;
    const Actions& m_actions;
    QLineEdit* m_words;
    QListWidget* m_list;
    std::vector<Entry> m_entries;
    QPointer<QWidget> m_focusBefore; ///< a list may close its editor meanwhile
};

} // namespace lab
