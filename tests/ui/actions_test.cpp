// Every action of the window, by its object name: it has what a person needs to find it, and it does
// something. An action without a line in the tables of action_*_cases.cpp fails here, and so does a line
// without an action.
#include "tests/ui/action_stage.h"
#include "ui/actions/actions.h"
#include "ui/frame/timeline_bar.h"
#include "ui/frame/train_bar.h"

#include <QMenu>
#include <QToolButton>

#include <map>
#include <set>

namespace lab::test {
namespace {

class EveryAction : public ActionStage {
protected:
    /// The cases that stand for a whole list of actions ("encoder" for encoderFastformer and its like), one
    /// by one.
    ActionCases spelledOut(const ActionCases& lists) {
        ActionCases cases;
        for (const ActionCase& list : lists)
            for (const QAction* each : window->actions().inMenu(MenuName::Model))
                if (each->objectName().startsWith(QString::fromStdString(list.name))) {
                    cases.push_back(list);
                    cases.back().name = each->objectName().toStdString();
                }
        return cases;
    }
};

TEST_F(EveryAction, HasALineInTheTablesAndEachLineAnAction) {
    std::set<std::string> named, made;
    for (const ActionCases& table :
         {frameActions(), workspaceActions(), trainActions(), runActions(), dataActions(),
          spelledOut(modelActions()), inspectActions(), compareActions(), costActions()})
        for (const ActionCase& each : table)
            EXPECT_TRUE(named.insert(each.name).second) << each.name << " has two lines";
    for (const QAction* each : window->actions().all()) {
        made.insert(each->objectName().toStdString());
        EXPECT_TRUE(named.contains(each->objectName().toStdString()))
            << qPrintable(each->objectName()) << " has no line in the tables";
    }
    for (const std::string& name : named)
        EXPECT_TRUE(made.contains(name)) << "there is no action " << name;
}

TEST_F(EveryAction, CanBeFoundAndItsKeyIsItsOwn) {
    std::set<QAction*> inMenus;
    for (QMenu* menu : window->findChildren<QMenu*>())
        for (QAction* each : menu->actions())
            inMenus.insert(each);
    std::set<QString> names;
    std::map<QString, QString> keys;
    for (QAction* each : window->actions().all()) {
        SCOPED_TRACE(qPrintable(each->objectName()));
        EXPECT_TRUE(names.insert(each->objectName()).second) << "another action has the same name";
        EXPECT_FALSE(each->text().isEmpty());
        EXPECT_FALSE(each->toolTip().isEmpty());
        EXPECT_NE(each->statusTip(), QString(each->text()).remove(u'&')) << "its tip only repeats its text";
        EXPECT_TRUE(inMenus.contains(each)) << "it stands in no menu";
        for (const QKeySequence& key : each->shortcuts()) {
            const auto [holder, first] = keys.emplace(key.toString(), each->objectName());
            EXPECT_TRUE(first) << qPrintable(key.toString()) << " is the key of "
                               << qPrintable(holder->second);
        }
    }
}

TEST_F(EveryAction, OfTheBarsHasAPicture) {
    int shown = 0;
    for (const QWidget* bar :
         std::initializer_list<QWidget*>{window->findChild<TrainBar*>(), window->findChild<TimelineBar*>()})
        for (const auto* button : bar->findChildren<QToolButton*>()) {
            ++shown;
            ASSERT_NE(button->defaultAction(), nullptr);
            EXPECT_FALSE(button->icon().isNull()) << qPrintable(button->defaultAction()->objectName());
        }
    EXPECT_GE(shown, 8);
}

TEST_F(EveryAction, OfTheFrameDoesSomething) {
    perform(frameActions());
}
TEST_F(EveryAction, OfTheWorkspacesDoesSomething) {
    perform(workspaceActions());
}
TEST_F(EveryAction, OfTrainingDoesSomething) {
    perform(trainActions());
}
TEST_F(EveryAction, OfTheRunsDoesSomething) {
    perform(runActions());
}
TEST_F(EveryAction, OfDataDoesSomething) {
    perform(dataActions());
}
TEST_F(EveryAction, OfTheModelDoesSomething) {
    perform(spelledOut(modelActions()));
}
TEST_F(EveryAction, OfInspectDoesSomething) {
    perform(inspectActions());
}
TEST_F(EveryAction, OfCompareDoesSomething) {
    perform(compareActions());
}
TEST_F(EveryAction, OfCostDoesSomething) {
    perform(costActions());
}

} // namespace
} // namespace lab::test
