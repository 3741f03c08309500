#pragma once

#include <QAction>
#include <QObject>

namespace lab {

class Look;

/// Every action of the window: made once, with its object name, text, shortcut and tooltip; menus, bars and
/// lists show them.
class Actions : public QObject {
    Q_OBJECT
public:
    Actions(const Look& look, QWidget* window);

    QAction *openData, *newRun, *quit;
    /// The workspaces: one of them is checked.
    QAction *showTrain, *showInspect;
    QAction *train, *step, *epoch, *stop;
    QAction *addProbe, *editProbe, *removeProbe, *ownText;
    QAction *previousExample, *nextExample, *onlyWrong, *pinProbe;
    QAction *scaleRaw, *scaleFixed, *scaleUniform, *lockScale;
    QAction *axisStep, *axisEpoch;
    QAction *followSystem, *light, *dark;
    QAction* about;

private:
    QAction* make(const char* name, const QString& text, const QString& tip, const QKeySequence& key = {},
                  const char* icon = nullptr);
    QAction* makeChoice(const char* name, const QString& text, const QString& tip, QActionGroup* group,
                        const QKeySequence& key = {});
    const Look& m_look;
    QWidget* m_window;
};

} // namespace lab
