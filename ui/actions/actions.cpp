#include "ui/actions/actions.h"

#include "ui/look/look.h"

#include <QActionGroup>
#include <QWidget>

namespace lab {

Actions::Actions(const Look& look, QWidget* window) : QObject(window), m_look(look), m_window(window) {
    createFile();
    createTrain();
    createEdit();
    createProbes();
    createInspect();
    createView();
    createType();
    createLanguage();
    createHelp();
}

void Actions::createType() {
    biggerType =
        make({"biggerType", MenuName::View, tr("Larger type"),
              tr("Make all type and everything around it larger"), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    biggerType->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Equal), QKeySequence(Qt::CTRL | Qt::Key_Plus)});
    smallerType =
        make({"smallerType", MenuName::View, tr("Smaller type"),
              tr("Make all type and everything around it smaller"), QKeySequence(Qt::CTRL | Qt::Key_Minus)});
    normalType = make({"normalType", MenuName::View, tr("Normal type"),
                       tr("Type as large as the system wants it"), QKeySequence(Qt::CTRL | Qt::Key_0)});
    addSeparator(MenuName::View);
    fullScreen = make({"fullScreen", MenuName::View, tr("Full screen"),
                       tr("Use the whole screen, without a frame"), QKeySequence(Qt::Key_F11)});
    fullScreen->setCheckable(true);
    presenter =
        make({"presenter", MenuName::View, tr("Presenter mode"),
              tr("Larger type and no side panes, for a projector"), QKeySequence(Qt::SHIFT | Qt::Key_F11)});
    presenter->setCheckable(true);
    resetLayout = make({"resetLayout", MenuName::View, tr("Reset layout"),
                        tr("Window, panes and type as in the first start")});
    addSeparator(MenuName::View);
}

void Actions::createLanguage() {
    auto* language = new QActionGroup(this);
    languageSystem = makeChoice({"languageSystem", MenuName::Language, tr("Follow the system"),
                                 tr("The language of the desktop, if the lab speaks it")},
                                language);
    // Each language under its own name: whoever looks for it can read it.
    languageEnglish = makeChoice(
        {"languageEnglish", MenuName::Language, QStringLiteral("English"), tr("Show the window in English")},
        language);
    languageChinese = makeChoice({"languageChinese", MenuName::Language, QStringLiteral("简体中文"),
                                  tr("Show the window in Simplified Chinese")},
                                 language);
    languageSystem->setChecked(true);
}

void Actions::createHelp() {
    commandPalette = make({"commandPalette", MenuName::Help, tr("Command palette"),
                           tr("Find any command, run or data set by typing some of its letters"),
                           QKeySequence(Qt::CTRL | Qt::Key_K)});
    help = make({"help", MenuName::Help, tr("Help"), tr("What this workspace is for and how to use it"),
                 QKeySequence(Qt::Key_F1)});
    welcome = make(
        {"welcome", MenuName::Help, tr("Welcome"), tr("Show the ways to begin again, on the Train page")});
    welcome->setCheckable(true);
    shortcuts = make({"shortcuts", MenuName::Help, tr("Keyboard shortcuts…"),
                      tr("See and change the key of every action")});
    whatsThis =
        make({"whatsThis", MenuName::Help, tr("What's this?"),
              tr("Click something afterwards to read what it is"), QKeySequence(Qt::SHIFT | Qt::Key_F1)});
    addSeparator(MenuName::Help);
    about =
        make({"about", MenuName::Help, tr("About Fastformer Lab"), tr("Version and licence"), {}, nullptr});
    about->setMenuRole(QAction::AboutRole);
}

void Actions::createFile() {
    openData = make({"openData", MenuName::File, tr("Open data…"),
                     tr("Open files of labelled texts; nothing is stored before you have seen them"),
                     QKeySequence::Open, "open"});
    openFolder = make({"openFolder", MenuName::File, tr("Open folder…"),
                       tr("Open a folder of labelled texts, such as IMDB's"),
                       QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O)});
    openLab = make({"openLab", MenuName::File, tr("Open lab file…"),
                    tr("Open another lab file, in a window of its own"),
                    QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_O)});
    newRun = make({"newRun", MenuName::File, tr("New run"),
                   tr("Set up another run, with the settings on show"), QKeySequence::New, "new-run"});
    addSeparator(MenuName::File);
    exportView = make({"exportView", MenuName::File, tr("Export view…"),
                       tr("Save a view of this workspace as a picture or as numbers"),
                       QKeySequence(Qt::CTRL | Qt::Key_E), "share"});
    cancelExport = make({"cancelExport", MenuName::File, tr("Cancel the export"),
                         tr("End what is being exported or copied; nothing of it is written")});
    cancelExport->setIconText(tr("Cancel")); // on the small button
    addSeparator(MenuName::File);
    quit =
        make({"quit", MenuName::File, tr("Quit"), tr("Close the lab; a run that trains is stopped and kept"),
              QKeySequence(Qt::CTRL | Qt::Key_Q)});
    quit->setMenuRole(QAction::QuitRole);
}

void Actions::createEdit() {
    undo = make({"undo", MenuName::Edit, tr("Undo"), tr("Take back the last edit"), QKeySequence::Undo});
    redo = make({"redo", MenuName::Edit, tr("Redo"), tr("Make the edit again that was taken back"),
                 QKeySequence::Redo});
    undoHistory = make({"undoHistory", MenuName::Edit, tr("Undo history…"),
                        tr("Every edit in order; go back to any of them, and forth again"),
                        QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Z)});
    addSeparator(MenuName::Edit);
    copyPicture = make({"copyPicture", MenuName::Edit, tr("Copy picture"),
                        tr("Put the picture of the view under the pointer on the clipboard"),
                        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)});
    copyNumbers = make({"copyNumbers", MenuName::Edit, tr("Copy numbers"),
                        tr("Put the numbers of the view under the pointer on the clipboard"),
                        QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C)});
    addSeparator(MenuName::Edit);
}

void Actions::createTrain() {
    train = make({"train", MenuName::Train, tr("Train"), tr("Start training"), QKeySequence(Qt::Key_Space)});
    step = make({"step", MenuName::Train, tr("Step"), tr("Train one step, then pause"),
                 QKeySequence(Qt::Key_Period), "step"});
    epoch = make({"epoch", MenuName::Train, tr("Epoch"), tr("Train to the end of the epoch, then pause"),
                  QKeySequence(Qt::SHIFT | Qt::Key_Period), "epoch"});
    addSeparator(MenuName::Train);
    stop = make({"stop", MenuName::Train, tr("Stop"),
                 tr("End the run after this step; it can be continued later"),
                 QKeySequence(Qt::CTRL | Qt::Key_Period), "stop"});
    rewind = make({"rewind", MenuName::Train, tr("Rewind"),
                   tr("Look back at the step with the best validation accuracy"),
                   QKeySequence(Qt::CTRL | Qt::Key_Home), "rewind"});
    addSeparator(MenuName::Train);
    pinRun = make({"pinRun", MenuName::Train, tr("Pin run"),
                   tr("Keep this run's validation curves, dashed, beside whatever is on show"),
                   QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K), "pin"});
    pinRun->setCheckable(true);
    queueRuns = make({"queueRuns", MenuName::Train, tr("Queue…"),
                      tr("Train sharing modes, encoders and seeds one after the other"),
                      QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Q), "queue"});
    queueRuns->setCheckable(true);
}

void Actions::createProbes() {
    editItem = make({"editItem", MenuName::Edit, tr("Rename or edit"),
                     tr("Change the name of the chosen run, or the chosen probe"), QKeySequence(Qt::Key_F2),
                     "edit"});
    addProbe = make({"addProbe", MenuName::Edit, tr("Add probe"), tr("Add a text whose attention is watched"),
                     QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P), "add"});
    removeProbe =
        make({"removeProbe", MenuName::Edit, tr("Remove probe"), tr("Stop watching the chosen probe"),
              QKeySequence(Qt::CTRL | Qt::Key_Delete), "remove"});
    addSeparator(MenuName::Edit);
    ownText = make({"ownText", MenuName::Edit, tr("Your text"), tr("Type a text and see its attention"),
                    QKeySequence(Qt::CTRL | Qt::Key_T)});
}

void Actions::createInspect() {
    previousExample = make({"previousExample", MenuName::Inspect, tr("Previous example"),
                            tr("Inspect the example before this one"),
                            QKeySequence(Qt::CTRL | Qt::Key_PageUp), "chevron-left"});
    nextExample =
        make({"nextExample", MenuName::Inspect, tr("Next example"), tr("Inspect the example after this one"),
              QKeySequence(Qt::CTRL | Qt::Key_PageDown), "chevron-right"});
    onlyWrong = make({"onlyWrong", MenuName::Inspect, tr("Only wrong ones"),
                      tr("Go only through examples that the run gets wrong"),
                      QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_W)});
    onlyWrong->setCheckable(true);
    addSeparator(MenuName::Inspect);
    pinProbe = make({"pinProbe", MenuName::Inspect, tr("Pin as probe"),
                     tr("Watch this text while a run trains"), QKeySequence(Qt::CTRL | Qt::Key_D), "pin"});
}

void Actions::createView() {
    auto* scheme = new QActionGroup(this);
    followSystem = makeChoice(
        {"themeSystem", MenuName::View, tr("Follow the system"), tr("Light or dark as the desktop is")},
        scheme);
    light = makeChoice({"themeLight", MenuName::View, tr("Light"), tr("Light colours")}, scheme);
    dark = makeChoice({"themeDark", MenuName::View, tr("Dark"), tr("Dark colours")}, scheme);
    followSystem->setChecked(true);

    addSeparator(MenuName::View);
    auto* scale = new QActionGroup(this);
    scaleRaw = makeChoice(
        {"scaleModeRaw", MenuName::View, tr("Raw weights"), tr("Colours from 0 to the largest weight")},
        scale);
    scaleFixed = makeChoice({"scaleModeFixed", MenuName::View, tr("Weights from 0 to 1"),
                             tr("Colours from 0 to 1 for every text")},
                            scale);
    scaleUniform = makeChoice({"scaleModeUniform", MenuName::View, tr("Relative to uniform"),
                               tr("Colours by weight × number of tokens, on a log scale")},
                              scale);
    scaleRaw->setChecked(true);
    lockScale = make({"lockScale", MenuName::View, tr("Lock colour scale"),
                      tr("Keep the numbers of the colours while weights change"), QKeySequence(Qt::Key_L)});
    lockScale->setCheckable(true);

    addSeparator(MenuName::View);
    auto* axis = new QActionGroup(this);
    axisStep = makeChoice(
        {"axisStep", MenuName::View, tr("Curves over steps"), tr("Count steps along the curves")}, axis);
    axisEpoch = makeChoice(
        {"axisEpoch", MenuName::View, tr("Curves over epochs"), tr("Count epochs along the curves")}, axis);
    axisTokens = makeChoice({"axisTokens", MenuName::View, tr("Curves over tokens"),
                             tr("Count the tokens trained on along the curves")},
                            axis);
    axisTime = makeChoice({"axisTime", MenuName::View, tr("Curves over time"),
                           tr("Count minutes of training along the curves")},
                          axis);
    axisStep->setChecked(true);
    addSeparator(MenuName::View);
}

QAction* Actions::make(const ActionSpec& spec) {
    auto* action = new QAction(spec.text, this);
    action->setObjectName(QString::fromLatin1(spec.name));
    action->setShortcut(spec.key);
    setTip(action, spec.tip);
    if (spec.icon != nullptr)
        action->setIcon(m_look.icon(QString::fromLatin1(spec.icon), Role::Text));
    action->setIconVisibleInMenu(false);
    m_window->addAction(action);
    m_menus[static_cast<int>(spec.menu)].append(action);
    return action;
}

QAction* Actions::makeChoice(const ActionSpec& spec, QActionGroup* group) {
    QAction* action = make(spec);
    action->setCheckable(true);
    group->addAction(action);
    return action;
}

void Actions::addSeparator(MenuName menu) {
    auto* separator = new QAction(m_window);
    separator->setSeparator(true);
    m_menus[static_cast<int>(menu)].append(separator);
}

QList<QAction*> Actions::all() const {
    return findChildren<QAction*>(QString(), Qt::FindDirectChildrenOnly);
}

QList<QAction*> Actions::inMenu(MenuName menu) const {
    return m_menus[static_cast<int>(menu)];
}

void Actions::setTip(QAction* action, const QString& tip) {
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(keys.isEmpty() ? tip : tip + QStringLiteral(" (") + keys + u')');
    action->setStatusTip(tip);
}

} // namespace lab
