#include "ui/main_window.h"

#include "ui/actions/actions.h"
#include "ui/frame/command_palette.h"
#include "ui/frame/export_desk.h"
#include "ui/frame/head_bar.h"
#include "ui/frame/help_window.h"
#include "ui/frame/navigator.h"
#include "ui/frame/panes.h"
#include "ui/frame/properties_pane.h"
#include "ui/frame/status_line.h"
#include "ui/frame/timeline_bar.h"
#include "ui/frame/train_bar.h"
#include "ui/frame/undo_dialog.h"
#include "ui/look/look.h"
#include "ui/pages/page.h"
#include "ui/pages/page_list.h"
#include "ui/studio/closing.h"
#include "ui/studio/data_desk.h"
#include "ui/studio/data_library.h"
#include "ui/studio/studio.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/controls/message_line.h"
#include "ui/words/format.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDir>
#include <QFileDialog>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QScrollArea>
#include <QStackedWidget>
#include <QUndoStack>
#include <QVBoxLayout>
#include <QWhatsThis>

#include <algorithm>
#include <iterator>
#include <set>

namespace lab {
namespace {

/// A control that the Tab key reaches may be moved in by these keys, which are the timeline's elsewhere.
bool steers(const QKeyEvent& key, const QWidget* focused) {
    static const std::set<int> keys{Qt::Key_Left, Qt::Key_Right, Qt::Key_Home, Qt::Key_End,
                                    Qt::Key_Backspace};
    return focused != nullptr && (focused->focusPolicy() & Qt::TabFocus) != 0 && keys.contains(key.key()) &&
           (key.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
}

QStringList localPaths(const QMimeData& data) {
    QStringList paths;
    for (const QUrl& url : data.urls())
        if (url.isLocalFile())
            paths << url.toLocalFile();
    return paths;
}

/// A page that needs more room than the window has (large type, a small screen) scrolls; it does not push the
/// window off the screen.
class PageFrame : public QScrollArea {
public:
    PageFrame(Page* page, QWidget* parent) : QScrollArea(parent), m_page(page) {
        setFrameShape(NoFrame);
        setWidgetResizable(true);
        setFocusPolicy(Qt::NoFocus);
        setWidget(page);
    }
    [[nodiscard]] Page* page() const { return m_page; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {1, 1}; }

private:
    Page* m_page;
};

} // namespace

MainWindow::MainWindow(Look& look, Studio& studio, QWidget* parent)
    : QMainWindow(parent), m_look(look), m_studio(studio), m_actions(new Actions(look, this)) {
    setWindowTitle(QStringLiteral("Fastformer Lab"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/fastformer-lab.svg")));
    setAcceptDrops(true);
    resize(look.u(360), look.u(225));
    m_export = new ExportDesk(look, studio, *m_actions, this);
    m_closing = new Closing(studio, this);
    // Before the page's own connections: what an action shows must be on show when it takes the focus.
    connect(m_actions->ownText, &QAction::triggered, this,
            [this] { showWorkspace(QStringLiteral("train")); });
    connect(m_actions->queueRuns, &QAction::triggered, this, [this](bool on) {
        if (on)
            showWorkspace(QStringLiteral("train"));
    });
    createBody();
    createMenus();
    connectActions();
    connectStudio();
    connectUndo();
    qApp->installEventFilter(this);
}

void MainWindow::createMenus() {
    const QString titles[] = {tr("&File"),  tr("&Edit"),    tr("&View"),    tr("&Data"), tr("&Model"),
                              tr("&Train"), tr("&Inspect"), tr("&Compare"), tr("C&ost"), tr("&Help")};
    m_recent = new QMenu(tr("Open &recent"), this);
    for (int index = 0; index < static_cast<int>(std::size(titles)); ++index) {
        const auto name = static_cast<MenuName>(index);
        const auto entries = m_actions->inMenu(name);
        if (entries.isEmpty())
            continue;
        QMenu* menu = menuBar()->addMenu(titles[index]);
        menu->addActions(entries);
        if (name == MenuName::File) {
            menu->insertMenu(m_actions->newRun, m_recent);
            menu->addSeparator();
            menu->addAction(m_actions->quit); // below what other classes add to the menu
        }
        if (name == MenuName::View)
            menu->addMenu(tr("&Language"))->addActions(m_actions->inMenu(MenuName::Language));
    }
    setRecentFiles({});
}

void MainWindow::setRecentFiles(const QStringList& paths) {
    m_recent->clear();
    m_recent->setEnabled(!paths.isEmpty());
    for (const QString& path : paths) {
        QAction* action = m_recent->addAction(dataName(path), this, [this, path] { openPaths({path}); });
        action->setObjectName(QStringLiteral("recent_%1").arg(m_recent->actions().size()));
        action->setToolTip(QDir::toNativeSeparators(path));
    }
    m_recent->setToolTipsVisible(true);
}

void MainWindow::createBody() {
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_tabs = new WorkspaceTabs(m_look, body);
    column->addWidget(new HeadBar(m_tabs, new TrainBar(m_look, m_studio, *m_actions, body), body));
    column->addWidget(new Hairline(m_look, Qt::Horizontal, body));

    m_panes = new Panes(body);
    m_navigator = new Navigator(m_look, m_studio, *m_actions, m_panes);
    m_panes->addWidget(m_navigator);
    auto* centre = new QWidget(m_panes);
    auto* middle = new QVBoxLayout(centre);
    middle->setContentsMargins(0, 0, 0, 0);
    middle->setSpacing(0);
    m_message = new MessageLine(m_look, centre);
    middle->addWidget(m_message);
    m_pages = new QStackedWidget(centre);
    middle->addWidget(m_pages, 1);
    m_panes->addWidget(centre);
    m_properties = new PropertiesPane(m_look, m_studio, *m_actions, m_panes);
    m_panes->addWidget(m_properties);
    createPages();
    m_panes->setStretchFactor(1, 1);
    m_panes->setSizes({m_look.u(58), m_look.u(225), m_properties->sizeHint().width()});
    column->addWidget(m_panes, 1);
    column->addWidget(new Hairline(m_look, Qt::Horizontal, body));
    column->addWidget(new TimelineBar(m_look, m_studio, *m_actions, body));
    column->addWidget(new Hairline(m_look, Qt::Horizontal, body));
    m_status = new StatusLine(m_look, m_studio, *m_actions, body);
    column->addWidget(m_status);
    setCentralWidget(body);
    centre->setFocusPolicy(Qt::ClickFocus); // no control is asked for at the start, so none wears a ring
    centre->setFocus();
}

void MainWindow::createPages() {
    auto* workspaces = new QActionGroup(this);
    for (const PageEntry& entry : allPages()) {
        const QString name = QString::fromLatin1(entry.name);
        const QByteArray object = "show" + name.left(1).toUpper().toLatin1() + name.mid(1).toLatin1();
        QAction* action =
            m_actions->makeChoice({object.constData(), MenuName::View, entry.title(), entry.tip(),
                                   QKeySequence(Qt::CTRL | (Qt::Key_0 + entry.place))},
                                  workspaces);
        m_tabs->addWorkspace(action);
        Page* page = entry.make(m_look, m_studio, *m_actions, m_pages);
        auto* frame = new PageFrame(page, m_pages);
        m_pages->addWidget(frame);
        connect(action, &QAction::toggled, this, [this, page, frame, name, &entry](bool on) {
            if (!on)
                return;
            m_pages->setCurrentWidget(frame);
            m_export->setPage(page);
            m_workspace = name;
            m_settingsBeside = entry.settings;
            m_navigatorBeside = entry.navigator;
            showPanes();
        });
    }
    showWorkspace(QStringLiteral("train"));
}

void MainWindow::showPanes() {
    m_navigator->setVisible(m_navigatorBeside && !m_presenting);
    m_properties->setVisible(m_settingsBeside && !m_presenting);
    constexpr double kBesideSettings = 95, kAlone = 155; // units of the look; a page may ask for more
    m_panes->setCentreNeed(std::max(m_look.u(m_settingsBeside ? kBesideSettings : kAlone),
                                    currentPage()->minimumSizeHint().width() +
                                        style()->pixelMetric(QStyle::PM_ScrollBarExtent)));
}

void MainWindow::setPresenting(bool on) {
    m_presenting = on;
    showPanes();
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (m_presenting && event->key() == Qt::Key_Escape) // nothing in the window had a use for it
        return m_actions->presenter->trigger();
    QMainWindow::keyPressEvent(event);
}

Page* MainWindow::currentPage() const {
    return static_cast<const PageFrame*>(m_pages->currentWidget())->page();
}

void MainWindow::connectActions() {
    const Actions& a = *m_actions;
    connect(a.openData, &QAction::triggered, this, [this] { chooseData(false); });
    connect(a.openFolder, &QAction::triggered, this, [this] { chooseData(true); });
    connect(a.openLab, &QAction::triggered, this, &MainWindow::chooseLab);
    connect(a.welcome, &QAction::triggered, this, [this] { showWorkspace(QStringLiteral("train")); });
    connect(a.newRun, &QAction::triggered, &m_studio, &Studio::newRun);
    connect(a.quit, &QAction::triggered, this, &QWidget::close);
    connect(a.train, &QAction::triggered, &m_studio, &Studio::activatePrimary);
    connect(a.step, &QAction::triggered, &m_studio, &Studio::step);
    connect(a.epoch, &QAction::triggered, &m_studio, &Studio::epoch);
    connect(a.stop, &QAction::triggered, &m_studio, &Studio::stop);
    connect(a.followSystem, &QAction::triggered, &m_look,
            [this] { m_look.setChoice(SchemeChoice::FollowSystem); });
    connect(a.light, &QAction::triggered, &m_look, [this] { m_look.setChoice(SchemeChoice::Light); });
    connect(a.dark, &QAction::triggered, &m_look, [this] { m_look.setChoice(SchemeChoice::Dark); });
    connect(a.about, &QAction::triggered, this, &MainWindow::showAbout);
    connect(a.help, &QAction::triggered, this, &MainWindow::showHelp);
    connect(a.whatsThis, &QAction::triggered, this, [] { QWhatsThis::enterWhatsThisMode(); });
    connect(a.fullScreen, &QAction::triggered, this,
            [this](bool on) { setWindowState(windowState().setFlag(Qt::WindowFullScreen, on)); });
    new CommandPalette(m_look, m_studio, a, this);
}

void MainWindow::connectStudio() {
    connect(&m_studio, &Studio::examplesWanted, this, [this] { showWorkspace(QStringLiteral("inspect")); });
    connect(&m_studio, &Studio::comparisonWanted, this, [this] { showWorkspace(QStringLiteral("compare")); });
    connect(&m_studio, &Studio::problem, m_message, &MessageLine::showProblem);
    connect(m_export, &ExportDesk::failed, m_message, &MessageLine::showProblem);
    connect(m_export, &ExportDesk::done, m_status, &StatusLine::showNotice);
    connect(&m_studio.dataDesk(), &DataDesk::told, m_status, &StatusLine::showNotice);
    connect(&m_studio, &Studio::inspectionWanted, this, [this] { showWorkspace(QStringLiteral("inspect")); });
    connect(&m_studio, &Studio::weightsWanted, this, [this] { showWorkspace(QStringLiteral("inspect")); });
    connect(m_closing, &Closing::ready, this, &QWidget::close);
    connect(m_closing, &Closing::waits, m_status, &StatusLine::showNotice);
}

void MainWindow::connectUndo() {
    QUndoStack& stack = m_studio.undoStack();
    const auto follow = [this, &stack] {
        QAction *undo = m_actions->undo, *redo = m_actions->redo;
        undo->setEnabled(stack.canUndo());
        undo->setText(stack.canUndo() ? tr("Undo %1").arg(stack.undoText()) : tr("Undo"));
        Actions::setTip(undo, stack.canUndo() ? tr("Take back the last edit") : tr("No edit to take back"));
        redo->setEnabled(stack.canRedo());
        redo->setText(stack.canRedo() ? tr("Redo %1").arg(stack.redoText()) : tr("Redo"));
        Actions::setTip(redo, stack.canRedo() ? tr("Make the edit again that was taken back")
                                              : tr("No edit was taken back"));
    };
    connect(m_actions->undo, &QAction::triggered, &stack, &QUndoStack::undo);
    connect(m_actions->redo, &QAction::triggered, &stack, &QUndoStack::redo);
    connect(m_actions->undoHistory, &QAction::triggered, this,
            [this, &stack] { UndoDialog::showOver(this, m_look, stack); });
    connect(&stack, &QUndoStack::indexChanged, this, follow);
    follow();
}

void MainWindow::openPaths(const QStringList& paths) {
    m_message->hide();
    for (const QString& path : paths)
        emit pathOpened(path);
    m_studio.library().offer(paths);
    showWorkspace(QStringLiteral("data"));
}

void MainWindow::showWorkspace(const QString& name) {
    const QString object = QStringLiteral("show") + name.left(1).toUpper() + name.mid(1);
    if (auto* action = m_actions->findChild<QAction*>(object, Qt::FindDirectChildrenOnly))
        action->trigger();
}

void MainWindow::chooseData(bool folder) {
    auto* dialog = new QFileDialog(this, folder ? tr("Open folder") : tr("Open data"));
    dialog->setObjectName(QStringLiteral("openDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFiles);
    if (!folder)
        dialog->setNameFilters(
            {tr("Labelled texts (*.csv *.tsv *.jsonl *.json *.txt *.gz *.tar.gz)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::filesSelected, this, &MainWindow::openPaths);
    dialog->open();
}

void MainWindow::chooseLab() {
    auto* dialog = new QFileDialog(this, tr("Open lab file"));
    dialog->setObjectName(QStringLiteral("openLabDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Lab files (*.db)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::labWanted);
    dialog->open();
}

void MainWindow::showAbout() {
    auto* box = new QMessageBox(
        QMessageBox::NoIcon, tr("About Fastformer Lab"),
        tr("Fastformer Lab %1\n\nTrain small Fastformer models and watch their attention while "
           "they learn.\n\nFree software under the GNU General Public License, version 3 or "
           "later.")
            .arg(QStringLiteral(LAB_VERSION)),
        QMessageBox::Close, this);
    box->setObjectName(QStringLiteral("aboutBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void MainWindow::showHelp() {
    auto* window = findChild<HelpWindow*>();
    if (window == nullptr)
        window = new HelpWindow(m_look, this);
    window->showPage(m_workspace);
}

// What a control is stands in its tooltip already; "What's this?" shows the same.
bool MainWindow::explain(QWidget* widget, QEvent* event) {
    const QString text = widget->toolTip().isEmpty() ? widget->accessibleName() : widget->toolTip();
    if (text.isEmpty() || !widget->whatsThis().isEmpty())
        return false;
    if (event->type() == QEvent::WhatsThis)
        QWhatsThis::showText(static_cast<QHelpEvent*>(event)->globalPos(), text, widget);
    event->accept();
    return true;
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::WindowStateChange)
        m_actions->fullScreen->setChecked(isFullScreen());
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    event->setAccepted(m_closing->mayClose());
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!localPaths(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    openPaths(localPaths(*event->mimeData()));
    event->acceptProposedAction();
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    // Plain keys are shortcuts only where they mean nothing to the control that has the focus.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool control = qobject_cast<QAbstractButton*>(watched) != nullptr ||
                             qobject_cast<QComboBox*>(watched) != nullptr ||
                             qobject_cast<QAbstractItemView*>(watched) != nullptr;
        const bool spins = qobject_cast<QAbstractSpinBox*>(watched) != nullptr;
        // A number in a field is an edit of the settings, which the window's undo takes back.
        if (spins && (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo))) {
            event->ignore();
            return true;
        }
        if (steers(*key, qobject_cast<QWidget*>(watched)) || (control && key->key() == Qt::Key_Space) ||
            (spins && key->modifiers() == Qt::NoModifier)) {
            event->accept();
            return true;
        }
    }
    const bool asked = event->type() == QEvent::WhatsThis || event->type() == QEvent::QueryWhatsThis;
    if (asked && watched->isWidgetType() && explain(static_cast<QWidget*>(watched), event))
        return true;
    if (event->type() == QEvent::ContextMenu && watched->isWidgetType()) {
        auto* widget = static_cast<QWidget*>(watched);
        if (widget->window() == this && m_export->openMenu(widget, *static_cast<QContextMenuEvent*>(event)))
            return true;
    }
    return QMainWindow::eventFilter(watched, event);
}

} // namespace lab
