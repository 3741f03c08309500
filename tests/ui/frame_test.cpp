// The frame around the workspaces: what it remembers, how it is built anew, palette, keys, help.
#include "tests/ui/fake_training.h"
#include "tests/ui/window_fixture.h"
#include "ui/actions/actions.h"
#include "ui/frame/command_palette.h"
#include "ui/frame/shortcuts.h"
#include "ui/models/record_model.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QSet>
#include <QSplitter>
#include <QTableView>
#include <QTextBrowser>
#include <QTreeView>
#include <QTreeWidget>

namespace lab {
namespace {

class Frame : public test::WindowTest {
protected:
    /// Does \p change and waits for the window that is built anew.
    template <class Change> void rebuilding(Change change) {
        const MainWindow* before = window;
        change();
        ASSERT_TRUE(until([&] { return window != before; }));
    }
    /// Closes the window and opens the program again on the same settings.
    void restart() {
        host.reset();
        studio.reset();
        open(test::fakeTraining(10));
    }
    QListWidget* palette(const QString& words) {
        if (!find<QWidget>("commandPalette")->isVisible())
            trigger("commandPalette");
        find<QLineEdit>("paletteWords")->setText(words);
        return find<QListWidget>("paletteList");
    }
    QTreeWidgetItem* shortcutRow(const char* name) {
        auto* list = find<QTreeWidget>("shortcutList");
        for (int row = 0; row < list->topLevelItemCount(); ++row)
            if (list->topLevelItem(row)->data(0, Qt::UserRole).value<QObject*>()->objectName() ==
                QLatin1String(name))
                return list->topLevelItem(row);
        return nullptr;
    }
};

TEST_F(Frame, TypeGrowsAndKeepsWorkspaceTextAndFocus) {
    open(test::fakeTraining(10));
    window->activateWindow();
    ASSERT_TRUE(until([&] { return window->isActiveWindow(); }));
    window->showWorkspace(QStringLiteral("train"));
    auto* own = find<QLineEdit>("ownText");
    own->setFocus();
    QTest::keyClicks(own, QStringLiteral("not bad"));
    own->setCursorPosition(3);
    const int small = find<QWidget>("ownText")->fontMetrics().height();
    rebuilding([&] { host->setTypeSize(200); });
    EXPECT_NEAR(find<QWidget>("ownText")->fontMetrics().height(), 2 * small, 2);
    own = find<QLineEdit>("ownText");
    EXPECT_EQ(own->text(), QStringLiteral("not bad"));
    EXPECT_EQ(own->cursorPosition(), 3);
    EXPECT_TRUE(until([&] { return QApplication::focusWidget() == own; }));
    EXPECT_FALSE(find<QAction>("biggerType")->isEnabled());
    EXPECT_TRUE(find<QAction>("biggerType")->toolTip().contains(QStringLiteral("largest")));
    window->showWorkspace(QStringLiteral("inspect"));
    rebuilding([&] { trigger("normalType"); });
    EXPECT_EQ(window->workspace(), QStringLiteral("inspect"));
    EXPECT_EQ(find<QWidget>("ownText")->fontMetrics().height(), small);
}

TEST_F(Frame, TheChoiceOfTextsIsThereAgainWhenTheTypeHasAnotherSize) {
    open();
    makeSmall();
    trigger("train");
    ASSERT_TRUE(until([&] { return state() == RunState::Finished; }));
    window->showWorkspace(QStringLiteral("data"));
    const auto table = [this] { return find<QTableView>("recordTable"); };
    const auto rows = [&] { return table()->model()->rowCount(); };
    ASSERT_TRUE(until([&] { return rows() > 0; }));
    const int all = rows();
    find<QComboBox>("splitFilter")->setCurrentIndex(3);
    find<QLineEdit>("recordSearch")->setText(QStringLiteral("good"));
    ASSERT_TRUE(until([&] { return rows() > 0 && rows() < all / 5; }));
    find<QLineEdit>("sliceName")->setText(QStringLiteral("good tests"));
    trigger("saveSlice");
    ASSERT_TRUE(until([&] { return find<QComboBox>("sliceChoice")->count() == 2; }));
    trigger("judgeRecords");
    ASSERT_TRUE(until([&] { return find<QLabel>("judgedWeights")->isVisible(); }));
    const QString weights = find<QLabel>("judgedWeights")->text();
    find<QComboBox>("outcomeFilter")->setCurrentIndex(1);
    find<QTableView>("recordTable")->sortByColumn(RecordModel::TokensColumn, Qt::DescendingOrder);
    QTest::qWait(300); // both have been obeyed
    const int last = rows();
    ASSERT_GT(last, 0);
    const auto first = [&] { return table()->model()->index(0, RecordModel::TextColumn).data().toString(); };
    ASSERT_TRUE(until([&] { return first().size() > 3; }));
    const QString top = first();
    rebuilding([&] { host->setTypeSize(150); });
    EXPECT_TRUE(until([&] { return find<QComboBox>("sliceChoice")->count() == 2; }));
    EXPECT_EQ(find<QComboBox>("sliceChoice")->currentText(), QStringLiteral("good tests"));
    EXPECT_EQ(find<QComboBox>("splitFilter")->currentIndex(), 3);
    EXPECT_EQ(find<QComboBox>("outcomeFilter")->currentIndex(), 1);
    EXPECT_EQ(find<QLineEdit>("recordSearch")->text(), QStringLiteral("good"));
    EXPECT_TRUE(until([&] { return rows() == last && first() == top; })) << rows() << " of " << last;
    EXPECT_TRUE(find<QLabel>("judgedWeights")->isVisible());
    EXPECT_EQ(find<QLabel>("judgedWeights")->text(), weights);
    EXPECT_FALSE(table()->isColumnHidden(RecordModel::PredictedColumn));
    EXPECT_EQ(table()->horizontalHeader()->sortIndicatorSection(), RecordModel::TokensColumn);
}

TEST_F(Frame, ThePanesHaveTheirWidthsAgainWhenTheTypeHasItsSizeAgain) {
    open(test::fakeTraining(10));
    const auto panes = [this] { return window->findChild<QSplitter*>()->sizes(); };
    const QList<int> before = panes();
    rebuilding([&] { host->setTypeSize(200); });
    EXPECT_GT(panes().front(), before.front()) << "large type needs more";
    rebuilding([&] { trigger("normalType"); });
    EXPECT_EQ(panes().front(), before.front());
    EXPECT_EQ(panes().back(), before.back());
}

TEST_F(Frame, TheWindowHasItsSizeAgainWhenTheTypeHasItsSizeAgain) {
    open(test::fakeTraining(10));
    const QSize wished = window->minimumSize() + QSize(20, 10);
    window->resize(wished);
    rebuilding([&] { host->setTypeSize(150); });
    EXPECT_GT(window->width(), wished.width()) << "large type needs more";
    rebuilding([&] { host->setTypeSize(200); });
    const int large = window->height();
    rebuilding([&] { trigger("normalType"); });
    EXPECT_EQ(window->width(), wished.width());
    EXPECT_LT(window->height(), large) << "what is being read may ask for more than was wished";

    rebuilding([&] { host->setTypeSize(200); });
    const QSize other = window->size() + QSize(40, 0);
    window->resize(other);
    rebuilding([&] { trigger("normalType"); });
    EXPECT_EQ(window->width(), other.width()) << "the person's own since";
}

TEST_F(Frame, TheSizeUnderNormalTypeOutlastsAProgramThatIsClosedWithLargeType) {
    open(test::fakeTraining(10));
    const QSize wished = window->minimumSize() + QSize(20, 10);
    window->resize(wished);
    rebuilding([&] { host->setTypeSize(200); });
    host.reset();
    host = std::make_unique<WindowHost>(test::look(), *studio, preferences);
    window = &host->window();
    QObject::connect(host.get(), &WindowHost::rebuilt, [this] { window = &host->window(); });
    window->show();
    EXPECT_TRUE(until([&] { return window->width() > wished.width(); })) << "the type is still large";
    const int large = window->height();
    rebuilding([&] { trigger("normalType"); });
    EXPECT_EQ(window->width(), wished.width());
    EXPECT_LT(window->height(), large);
}

TEST_F(Frame, ARunIsNotTouchedWhenTheWindowIsBuiltAnew) {
    open(test::fakeTraining(100000));
    trigger("step");
    ASSERT_TRUE(until([&] { return state() == RunState::Paused; }));
    const auto step = studio->session().step();
    rebuilding([&] { trigger("biggerType"); });
    EXPECT_EQ(state(), RunState::Paused);
    EXPECT_EQ(studio->session().step(), step);
    EXPECT_EQ(find<QPushButton>("trainButton")->isEnabled(), true);
    trigger("step");
    EXPECT_TRUE(until([&] { return studio->session().step() == step + 1; }));
}

TEST_F(Frame, PresenterModeHasLargerTypeAndNoSidePanes) {
    open(test::fakeTraining(10));
    const int before = test::look().u(100);
    ASSERT_TRUE(find<QTreeView>("runList") != nullptr);
    rebuilding([&] { trigger("presenter"); });
    EXPECT_GE(test::look().u(100), before * 1.3);
    EXPECT_FALSE(find<QTreeView>("probeList")->isVisible());
    EXPECT_FALSE(find<QWidget>("field_dim")->isVisible());
    EXPECT_TRUE(find<QAction>("presenter")->isChecked());
    rebuilding([&] { QTest::keyClick(find<QWidget>("ownText"), Qt::Key_Escape); });
    EXPECT_EQ(test::look().u(100), before);
    EXPECT_TRUE(find<QTreeView>("probeList")->isVisible());
}

TEST_F(Frame, AWindowMadeAnewListsTheRunsThatThereAre) {
    open();
    makeSmall();
    EXPECT_TRUE(find<QWidget>("noRuns")->isVisible());
    trigger("train");
    ASSERT_TRUE(until([&] { return state() == RunState::Finished; }));
    ASSERT_TRUE(until([&] { return find<QTreeView>("runList")->model()->rowCount() == 1; }));
    rebuilding([&] { trigger("biggerType"); });
    auto* runs = find<QTreeView>("runList");
    EXPECT_FALSE(find<QWidget>("noRuns")->isVisible());
    EXPECT_TRUE(runs->isExpanded(runs->model()->index(0, 0)));
    EXPECT_EQ(runs->currentIndex(), runs->model()->index(0, 0, runs->model()->index(0, 0)))
        << "the run on show";
}

TEST_F(Frame, RemembersLayoutThemeTypeAndRecentFiles) {
    open(test::fakeTraining(10));
    auto* panes = window->findChild<QSplitter*>();
    ASSERT_NE(panes, nullptr);
    QList<int> sizes = panes->sizes();
    sizes[0] += 40;
    sizes[1] -= 40;
    panes->setSizes(sizes);
    QApplication::processEvents();
    sizes = panes->sizes();
    window->showWorkspace(QStringLiteral("inspect"));
    window->showWorkspace(QStringLiteral("train"));
    trigger("themeDark");
    window->openPaths({QStringLiteral("/nowhere/plums.csv")});
    QApplication::processEvents(); // the panes of the workspace Data find their places
    restart();
    EXPECT_EQ(preferences.value(QStringLiteral("recentFiles")).toStringList(),
              QStringList{QStringLiteral("/nowhere/plums.csv")});
    bool offered = false;
    for (auto* menu : window->findChildren<QMenu*>())
        for (QAction* action : menu->actions())
            offered = offered || action->toolTip() == QStringLiteral("/nowhere/plums.csv");
    EXPECT_TRUE(offered);
    ASSERT_TRUE(until([&] { return window->findChild<QSplitter*>()->sizes()[0] > 0; }));
    EXPECT_NEAR(window->findChild<QSplitter*>()->sizes()[0], sizes[0], 2);
}

TEST_F(Frame, SettingsStandInAFileAndResetLayoutForgetsThem) {
    const QString file = folder.filePath(QStringLiteral("window.ini"));
    {
        Preferences first(file);
        first.setValue(QStringLiteral("layout/workspace"), QStringLiteral("inspect"));
        first.setValue(QStringLiteral("typeSize"), 150);
    }
    Preferences second(file);
    EXPECT_EQ(second.value(QStringLiteral("typeSize")).toInt(), 150);
    second.forget(QStringLiteral("layout"));
    EXPECT_FALSE(second.value(QStringLiteral("layout/workspace")).isValid());
    EXPECT_EQ(Preferences(file).keys(), QStringList{QStringLiteral("typeSize")});

    open(test::fakeTraining(10));
    rebuilding([&] { host->setTypeSize(150); });
    rebuilding([&] { trigger("resetLayout"); });
    EXPECT_EQ(host->typeSize(), 100);
}

TEST_F(Frame, ThePaletteFindsAndRunsActions) {
    open(test::fakeTraining(10));
    auto* list = palette(QStringLiteral("lock col"));
    ASSERT_GT(list->count(), 0);
    EXPECT_EQ(list->item(0)->text(), find<QAction>("lockScale")->text());
    const bool before = find<QAction>("lockScale")->isChecked();
    QTest::keyClick(find<QLineEdit>("paletteWords"), Qt::Key_Return);
    EXPECT_NE(find<QAction>("lockScale")->isChecked(), before);
    EXPECT_FALSE(find<QWidget>("commandPalette")->isVisible());
    EXPECT_EQ(palette(QStringLiteral("undo"))->count() > 0 &&
                  find<QListWidget>("paletteList")->item(0)->text() == QStringLiteral("Undo"),
              false)
        << "what cannot be done now is not offered";
    QTest::keyClick(find<QLineEdit>("paletteWords"), Qt::Key_Escape);
    EXPECT_FALSE(find<QWidget>("commandPalette")->isVisible());
}

TEST_F(Frame, ThePaletteClosesAlsoWhenTheFieldThatHadTheFocusIsNoMore) {
    open();
    makeSmall();
    trigger("train");
    ASSERT_TRUE(until([&] { return state() == RunState::Finished && studio->runs().rowCount() > 0; }));
    window->activateWindow();
    ASSERT_TRUE(until([&] { return window->isActiveWindow(); }));
    auto* list = find<QTreeView>("runList");
    list->setCurrentIndex(studio->runs().indexOf(studio->trace().run));
    list->setFocus();
    list->edit(list->currentIndex());
    const QPointer<QWidget> editor = QApplication::focusWidget();
    ASSERT_NE(editor, nullptr);
    ASSERT_NE(editor, list) << "the name of the run is being changed";
    palette({});
    ASSERT_TRUE(until([&] { return editor == nullptr; })) << "the list has closed it";
    QTest::keyClick(find<QLineEdit>("paletteWords"), Qt::Key_Escape);
    EXPECT_FALSE(find<QWidget>("commandPalette")->isVisible());
    EXPECT_NE(QApplication::focusWidget(), nullptr);
}

TEST_F(Frame, ThePaletteFindsRunsAndDataSets) {
    open();
    makeSmall();
    trigger("train");
    ASSERT_TRUE(until([&] { return state() == RunState::Finished && studio->runs().rowCount() > 0; }));
    const auto run = studio->trace().run;
    trigger("newRun");
    auto* list = palette(QStringLiteral("run %1").arg(run));
    ASSERT_GT(list->count(), 0);
    QTest::keyClick(find<QLineEdit>("paletteWords"), Qt::Key_Return);
    EXPECT_EQ(studio->shown(), Studio::Shown::Stored);
    EXPECT_EQ(studio->trace().run, run);
    palette(QStringLiteral("demo:needle"));
    QTest::keyClick(find<QLineEdit>("paletteWords"), Qt::Key_Return);
    EXPECT_EQ(studio->draft().data.spec, "demo:needle");
}

TEST_F(Frame, AKeyIsChangedItsConflictToldAndRemembered) {
    open(test::fakeTraining(10));
    trigger("shortcuts");
    ASSERT_NE(shortcutRow("newRun"), nullptr);
    find<QTreeWidget>("shortcutList")->setCurrentItem(shortcutRow("newRun"));
    auto* keys = find<QKeySequenceEdit>("shortcutKeys");
    keys->setKeySequence(find<QAction>("exportView")->shortcut());
    EXPECT_TRUE(find<QLabel>("shortcutNote")->text().contains(find<QAction>("exportView")->text()));
    find<QPushButton>("shortcutAssign")->click();
    EXPECT_EQ(find<QAction>("newRun")->shortcut(), QKeySequence(QStringLiteral("Ctrl+E")));
    EXPECT_TRUE(find<QAction>("newRun")->toolTip().contains(QStringLiteral("Ctrl+E")));
    EXPECT_TRUE(find<QAction>("exportView")->shortcut().isEmpty());
    restart();
    EXPECT_EQ(find<QAction>("newRun")->shortcut(), QKeySequence(QStringLiteral("Ctrl+E")));
    trigger("shortcuts");
    find<QPushButton>("shortcutResetAll")->click();
    EXPECT_EQ(find<QAction>("newRun")->shortcut(), QKeySequence(QKeySequence::New));
    EXPECT_EQ(find<QAction>("exportView")->shortcut(), QKeySequence(QStringLiteral("Ctrl+E")));
}

TEST_F(Frame, HelpFollowsTheWorkspace) {
    open(test::fakeTraining(10));
    trigger("help");
    auto* text = find<QTextBrowser>("helpText");
    ASSERT_NE(text, nullptr);
    EXPECT_TRUE(text->isVisible());
    EXPECT_TRUE(text->toPlainText().startsWith(QStringLiteral("Train")));
    window->showWorkspace(QStringLiteral("inspect"));
    trigger("help");
    EXPECT_TRUE(text->toPlainText().startsWith(QStringLiteral("Inspect")));
}

TEST_F(Frame, EveryKeyThatTheHelpNamesIsTheKeyOfAnAction) {
    open(test::fakeTraining(10));
    QSet<QKeySequence> keys;
    for (const QAction* each : window->actions().all())
        for (const QKeySequence& key : each->shortcuts())
            keys.insert(key);
    static const QRegularExpression named(
        QStringLiteral("(?:(?:Ctrl|Shift|Alt)\\+)+(?:Page Down|Page Up|[^\\s*()（），、]+)"));
    int found = 0;
    for (const char* language : {"en", "zh_CN"}) {
        const QDir pages(QStringLiteral(":/help/") + QLatin1String(language));
        for (const QString& name : pages.entryList()) {
            QFile page(pages.filePath(name));
            ASSERT_TRUE(page.open(QIODevice::ReadOnly));
            auto each = named.globalMatch(QString::fromUtf8(page.readAll()));
            while (each.hasNext()) {
                QString key = each.next().captured();
                key.replace(QStringLiteral("Page Down"), QStringLiteral("PgDown"))
                    .replace(QStringLiteral("Page Up"), QStringLiteral("PgUp"));
                EXPECT_TRUE(keys.contains(QKeySequence(key)))
                    << qPrintable(pages.filePath(name) + QStringLiteral(": ") + key);
                ++found;
            }
        }
    }
    EXPECT_GT(found, 20);
}

} // namespace
} // namespace lab
