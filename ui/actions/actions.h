#pragma once

#include <QAction>
#include <QKeySequence>
#include <QList>
#include <QObject>

class QActionGroup;

namespace lab {

class Look;

/// The menus of the window, from left to right; Language stands inside View.
enum class MenuName { File, Edit, View, Data, Model, Train, Inspect, Compare, Cost, Help, Language, Count };

/// An action as data. Every action stands in a menu.
struct ActionSpec {
    const char* name; ///< object name, by which tests and the command palette know it
    MenuName menu;
    QString text;
    QString tip; ///< one sentence without its key
    QKeySequence key = {};
    const char* icon = nullptr; ///< of resources/icons
};

/// Every action of the window: made once, with its object name, text, shortcut, tooltip and place in a menu.
/// The ones that several parts of the window show are members; a page makes its own in its constructor.
class Actions : public QObject {
    Q_OBJECT
public:
    Actions(const Look& look, QWidget* window);

    QAction *openData, *openFolder, *openLab, *newRun, *quit;
    QAction *exportView, *cancelExport;
    QAction *undo, *redo, *undoHistory, *copyPicture, *copyNumbers;
    QAction *train, *step, *epoch, *stop, *rewind, *pinRun, *queueRuns;
    QAction* editItem; ///< the chosen run's name or the chosen probe, whichever list was used last
    QAction *addProbe, *removeProbe, *ownText;
    QAction *previousExample, *nextExample, *onlyWrong, *pinProbe;
    QAction *scaleRaw, *scaleFixed, *scaleUniform, *lockScale;
    QAction *axisStep, *axisEpoch, *axisTokens, *axisTime;
    QAction *followSystem, *light, *dark;
    QAction *biggerType, *smallerType, *normalType, *fullScreen, *presenter, *resetLayout;
    QAction *languageSystem, *languageEnglish, *languageChinese;
    QAction *commandPalette, *help, *welcome, *shortcuts, *whatsThis, *about;

    QAction* make(const ActionSpec& spec);
    /// One of several of which one is checked.
    QAction* makeChoice(const ActionSpec& spec, QActionGroup* group);
    void addSeparator(MenuName menu);
    /// Every action of the window, in the order in which they were made.
    [[nodiscard]] QList<QAction*> all() const;
    /// In the order in which they were made.
    [[nodiscard]] QList<QAction*> inMenu(MenuName menu) const;

    /// Says in the tooltip what the action does, and by which key.
    static void setTip(QAction* action, const QString& tip);

private:
    void createFile();
    void createEdit();
    void createTrain();
    void createProbes();
    void createInspect();
    void createView();
    void createType();
    void createLanguage();
    void createHelp();

    const Look& m_look;
    QWidget* m_window;
    QList<QAction*> m_menus[static_cast<int>(MenuName::Count)];
};

} // namespace lab
