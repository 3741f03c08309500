#pragma once

#include <QTimer>
#include <QWidget>

class QToolButton;

namespace lab {

class Look;
class LookLabel;
class RunSession;

/// A quiet line about runs on their way into or out of the lab file: how far an import is, with a button that
/// ends it, then what has come of it. Gone when there is nothing to tell.
class RunNotice : public QWidget {
    Q_OBJECT
public:
    RunNotice(const Look& look, RunSession& session, QWidget* parent = nullptr);

private:
    void say(const QString& text, bool cancellable);

    LookLabel* m_text;
    QToolButton* m_cancel;
    QTimer m_hide;
};

} // namespace lab
