// The menus that are not the window's own: a right click on a view, and the menus of buttons. Their entries
// have what every action has, and do something.
#include "tests/ui/action_stage.h"
#include "ui/actions/actions.h"
#include "ui/export/exportable.h"
#include "ui/pages/page.h"
#include "ui/pages/page_list.h"
#include "ui/studio/curve_settings.h"
#include "ui/views/attention/attention_strip.h"
#include "ui/views/attention/duel_strip.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include <set>

namespace lab::test {
namespace {

class Menus : public ActionStage {
protected:
    void fill(const QString& workspace) {
        window->showWorkspace(workspace);
        if (workspace == QStringLiteral("inspect")) {
            ASSERT_TRUE(until([&] { return find<AttentionStrip>("inspectStrip")->count() == 1; }));
        } else if (workspace == QStringLiteral("compare")) {
            trigger("compareData");
            ASSERT_TRUE(until([&] { return !find<DuelStrip>("duelStrip")->isEmpty(); }));
        } else if (workspace == QStringLiteral("data")) {
            find<QToolButton>("showNumbers")->click();
            ASSERT_TRUE(until([&] { return window->currentPage()->exportables().front()->exportable(); }));
        }
    }
    /// The menu of a right click into the middle of \p view; null when the view has another or none.
    QMenu* menuOf(QWidget* view) {
        const QPoint middle = view->rect().center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, middle, view->mapToGlobal(middle));
        QApplication::sendEvent(view, &event);
        for (QMenu* menu : window->findChildren<QMenu*>(QStringLiteral("exportMenu")))
            if (menu->isVisible())
                return menu;
        return nullptr;
    }
    void chooseOf(QWidget* view, const char* name) {
        QMenu* menu = menuOf(view);
        ASSERT_NE(menu, nullptr);
        menu->findChild<QAction*>(QLatin1String(name))->trigger();
        menu->close();
    }
    void entriesAreWhole(const QMenu& menu) {
        std::set<QString> names;
        for (const QAction* each : menu.actions()) {
            if (each->isSeparator() || each->menu() != nullptr)
                continue;
            SCOPED_TRACE(qPrintable(menu.title() + menu.objectName() + u' ' + each->text()));
            EXPECT_FALSE(each->objectName().isEmpty());
            EXPECT_TRUE(names.insert(each->objectName()).second) << qPrintable(each->objectName());
            EXPECT_FALSE(each->text().isEmpty());
            EXPECT_NE(each->toolTip(), QString(each->text()).remove(u'&')) << "its tip only repeats its text";
        }
    }
    void everyEntryWorks(Exportable& view, QWidget* widget) {
        chooseOf(widget, "exportThisView");
        auto* dialog = find<QDialog>("exportDialog");
        ASSERT_TRUE(dialog != nullptr && dialog->isVisible());
        EXPECT_EQ(dialog->findChild<QComboBox*>(QStringLiteral("exportView"))->currentText(),
                  view.exportTitle());
        dialog->close();
        QClipboard& clipboard = *QGuiApplication::clipboard();
        clipboard.clear();
        chooseOf(widget, "copyThisPicture");
        EXPECT_TRUE(until([&] { return !clipboard.image().isNull(); }));
        clipboard.clear();
        chooseOf(widget, "copyTheseNumbers");
        EXPECT_TRUE(until([&] { return clipboard.text().contains(u'\n'); }));
    }
};

TEST_F(Menus, ARightClickOnEveryViewExportsAndCopiesThatView) {
    showStored(kFirst);
    std::set<std::string> filled;
    for (const PageEntry& page : allPages()) {
        SCOPED_TRACE(page.name);
        fill(QLatin1String(page.name));
        ASSERT_FALSE(HasFatalFailure());
        for (Exportable* view : window->currentPage()->exportables()) {
            auto* widget = dynamic_cast<QWidget*>(view);
            ASSERT_NE(widget, nullptr);
            if (!widget->isVisible() || widget->contextMenuPolicy() != Qt::DefaultContextMenu)
                continue;
            SCOPED_TRACE(qPrintable(view->exportTitle()));
            QMenu* menu = menuOf(widget);
            ASSERT_NE(menu, nullptr);
            entriesAreWhole(*menu);
            ASSERT_EQ(menu->actions().size(), 3);
            for (const QAction* each : menu->actions())
                EXPECT_EQ(each->isEnabled(), view->exportable());
            menu->close();
            if (!view->exportable())
                continue;
            everyEntryWorks(*view, widget);
            ASSERT_FALSE(HasFatalFailure());
            filled.insert(page.name);
        }
    }
    EXPECT_EQ(filled, (std::set<std::string>{"data", "build", "train", "inspect", "compare"}));
}

TEST_F(Menus, OfTheWindowAndItsButtonsHaveNamesAndTips) {
    preferences.setValue(QStringLiteral("recentFiles"), QStringList{QStringLiteral("/data/plums.csv")});
    window->setRecentFiles({QStringLiteral("/data/plums.csv")});
    showStored(kFirst);
    ASSERT_TRUE(until([&] { // the list may be read anew meanwhile, and its choice with it
        find<QTreeView>("runList")->setCurrentIndex(studio->runs().indexOf(kFirst));
        return action("runColour")->isEnabled();
    }));
    trigger("runColour");
    int entries = 0;
    for (const QMenu* menu : window->findChildren<QMenu*>()) {
        if (menu->objectName().startsWith(QStringLiteral("qt_")))
            continue; // Qt's own, as of a tool bar's overflow
        entriesAreWhole(*menu);
        entries += static_cast<int>(menu->actions().size());
    }
    EXPECT_GT(entries, static_cast<int>(window->actions().all().size()));
}

TEST_F(Menus, OfTheChartsChangeWhatTheySay) {
    showStored(kFirst);
    window->showWorkspace(QStringLiteral("train"));
    int charts = 0, smoothings = 0, units = 0;
    for (QAction* each : find<QToolButton>("chartChooser")->menu()->actions()) {
        SCOPED_TRACE(qPrintable(each->objectName()));
        if (each->objectName().startsWith(QStringLiteral("chart_"))) {
            const auto before = studio->curves().charts();
            each->trigger();
            EXPECT_NE(studio->curves().charts(), before);
            each->trigger();
            ++charts;
        } else if (each->objectName().startsWith(QStringLiteral("smoothing_"))) {
            each->trigger();
            EXPECT_TRUE(each->isChecked());
            EXPECT_EQ(std::lround(studio->curves().smoothing() * 100), each->objectName().mid(10).toInt());
            ++smoothings;
        }
    }
    for (QToolButton* button : window->findChildren<QToolButton*>())
        if (button->menu() != nullptr)
            for (QAction* each : button->menu()->actions())
                if (each->objectName().startsWith(QStringLiteral("unit_")) && !each->isChecked()) {
                    each->trigger();
                    EXPECT_EQ(static_cast<int>(studio->curves().axis()), each->objectName().mid(5).toInt());
                    ++units;
                }
    EXPECT_GE(charts, 6);
    EXPECT_GE(smoothings, 4);
    EXPECT_GE(units, 3);
}

TEST_F(Menus, OfTheBranchButtonBeginsABranch) {
    showStored(kFirst);
    QMenu* menu = find<QPushButton>("branchButton")->menu();
    ASSERT_FALSE(menu->isEmpty());
    menu->actions().front()->trigger();
    EXPECT_EQ(studio->shown(), Studio::Shown::Draft);
    ASSERT_TRUE(studio->branchPoint().has_value());
    EXPECT_EQ(studio->branchPoint()->run, kFirst);
}

} // namespace
} // namespace lab::test
