#pragma once

#include <QKeySequence>
#include <QObject>

class QAction;

namespace lab {

class Actions;
class Preferences;

/// The person's own keys for the actions of the window; what differs from the built-in ones is remembered.
class Shortcuts : public QObject {
    Q_OBJECT
public:
    /// Gives \p actions the remembered keys. All three must outlive it.
    Shortcuts(Actions& actions, Preferences& preferences, QObject* parent = nullptr);

    [[nodiscard]] QList<QAction*> actions() const;
    [[nodiscard]] static QKeySequence builtIn(const QAction* action);
    /// The action that already answers to \p keys, or null.
    [[nodiscard]] QAction* holder(const QKeySequence& keys, const QAction* except) const;
    /// Takes the keys away from the action that held them.
    void set(QAction* action, const QKeySequence& keys);
    void reset(QAction* action) { set(action, builtIn(action)); }
    void resetAll();

signals:
    void changed();

private:
    void assign(QAction* action, const QKeySequence& keys);

    Actions& m_actions;
    Preferences& m_preferences;
};

} // namespace lab
