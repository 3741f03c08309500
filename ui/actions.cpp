#include "ui/actions.h"

#include "ui/look.h"

#include <QActionGroup>
#include <QWidget>

namespace lab {

Actions::Actions(const Look& look, QWidget* window) : QObject(window), m_look(look), m_window(window) {
    openData = make("openData", tr("Open data…"), tr("Open a file or folder of labelled texts"),
                    QKeySequence::Open, "open");
    newRun = make("newRun", tr("New run"), tr("Set up another run, with the settings on show"),
                  QKeySequence::New, "new-run");
    quit = make("quit", tr("Quit"), tr("Close the lab; a run that trains is stopped and kept"),
                QKeySequence(Qt::CTRL | Qt::Key_Q));
    quit->setMenuRole(QAction::QuitRole);

    auto* workspaces = new QActionGroup(this);
    showTrain = makeChoice("showTrain", tr("Train"), tr("Watch a run learn"), workspaces,
                           QKeySequence(Qt::CTRL | Qt::Key_3));
    showInspect = makeChoice("showInspect", tr("Inspect"), tr("Look closely at what a run attends to"),
                             workspaces, QKeySequence(Qt::CTRL | Qt::Key_4));
    showTrain->setChecked(true);

    train = make("train", tr("Train"), tr("Start training"), QKeySequence(Qt::Key_Space));
    step = make("step", tr("Step"), tr("Train one step, then pause"), QKeySequence(Qt::Key_Period), "step");
    epoch = make("epoch", tr("Epoch"), tr("Train to the end of the epoch, then pause"),
                 QKeySequence(Qt::SHIFT | Qt::Key_Period), "epoch");
    stop = make("stop", tr("Stop"), tr("End the run after this step; it can be continued later"),
                QKeySequence(Qt::CTRL | Qt::Key_Period), "stop");

    addProbe = make("addProbe", tr("Add probe"), tr("Add a text whose attention is watched"),
                    QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P), "add");
    editProbe =
        make("editProbe", tr("Edit probe"), tr("Change the chosen probe"), QKeySequence(Qt::Key_F2), "edit");
    removeProbe = make("removeProbe", tr("Remove probe"), tr("Stop watching the chosen probe"),
                       QKeySequence(Qt::CTRL | Qt::Key_Delete), "remove");
    ownText = make("ownText", tr("Your text"), tr("Type a text and see its attention"),
                   QKeySequence(Qt::CTRL | Qt::Key_T));

    previousExample =
        make("previousExample", tr("Previous example"), tr("Inspect the example before this one"),
             QKeySequence(Qt::CTRL | Qt::Key_PageUp), "chevron-left");
    nextExample = make("nextExample", tr("Next example"), tr("Inspect the example after this one"),
                       QKeySequence(Qt::CTRL | Qt::Key_PageDown), "chevron-right");
    onlyWrong =
        make("onlyWrong", tr("Only wrong ones"), tr("Go only through examples that the run gets wrong"),
             QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_W));
    onlyWrong->setCheckable(true);
    pinProbe = make("pinProbe", tr("Pin as probe"), tr("Watch this text while a run trains"),
                    QKeySequence(Qt::CTRL | Qt::Key_D), "pin");

    auto* scale = new QActionGroup(this);
    scaleRaw =
        makeChoice("scaleModeRaw", tr("Raw weights"), tr("Colours from 0 to the largest weight"), scale);
    scaleFixed = makeChoice("scaleModeFixed", tr("Weights from 0 to 1"),
                            tr("Colours from 0 to 1 for every text"), scale);
    scaleUniform = makeChoice("scaleModeUniform", tr("Relative to uniform"),
                              tr("Colours by weight × number of tokens, on a log scale"), scale);
    scaleRaw->setChecked(true);
    lockScale = make("lockScale", tr("Lock colour scale"),
                     tr("Keep the numbers of the colours while weights change"), QKeySequence(Qt::Key_L));
    lockScale->setCheckable(true);

    auto* axis = new QActionGroup(this);
    axisStep = makeChoice("axisStep", tr("Curves over steps"), tr("Count steps along the curves"), axis);
    axisEpoch = makeChoice("axisEpoch", tr("Curves over epochs"), tr("Count epochs along the curves"), axis);
    axisStep->setChecked(true);

    auto* scheme = new QActionGroup(this);
    followSystem =
        makeChoice("themeSystem", tr("Follow the system"), tr("Light or dark as the desktop is"), scheme);
    light = makeChoice("themeLight", tr("Light"), tr("Light colours"), scheme);
    dark = makeChoice("themeDark", tr("Dark"), tr("Dark colours"), scheme);
    followSystem->setChecked(true);

    about = make("about", tr("About Fastformer Lab"), tr("Version and licence"));
    about->setMenuRole(QAction::AboutRole);
}

QAction* Actions::make(const char* name, const QString& text, const QString& tip, const QKeySequence& key,
                       const char* icon) {
    auto* action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcut(key);
    const QString keys = key.toString(QKeySequence::NativeText);
    action->setToolTip(keys.isEmpty() ? tip : tip + QStringLiteral(" (") + keys + u')');
    action->setStatusTip(tip);
    if (icon != nullptr)
        action->setIcon(m_look.icon(QString::fromLatin1(icon), Role::Text));
    action->setIconVisibleInMenu(false);
    m_window->addAction(action);
    return action;
}

QAction* Actions::makeChoice(const char* name, const QString& text, const QString& tip, QActionGroup* group,
                             const QKeySequence& key) {
    QAction* action = make(name, text, tip, key);
    action->setCheckable(true);
    group->addAction(action);
    return action;
}

} // namespace lab
