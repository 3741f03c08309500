// The trash of data sets: aside, back, and gone for good, as a person does it in the navigator.
#include "core/store/run_repository.h"
#include "tests/ui/data_workspace.h"
#include "ui/views/controls/message_line.h"

#include <QAction>
#include <QComboBox>
#include <QMenu>
#include <QMessageBox>
#include <QTimer>
#include <QTreeView>
#include <QUndoStack>

namespace lab {
namespace {

class DataTrashes : public DataWorkspace {
protected:
    void SetUp() override {
        DataWorkspace::SetUp();
        import(write("plums.csv", 60));
        ASSERT_TRUE(until([&] { return action("trashData")->isEnabled(); }));
        spec = studio->draft().data.spec;
    }
    QAction* action(const char* name) { return find<QAction>(name); }
    QTreeView* trash() { return find<QTreeView>("dataTrash"); }
    [[nodiscard]] std::vector<DatasetRow> trashed() const {
        LabFile lab(labPath().toStdString());
        return DatasetRepository(lab).list(DatasetRepository::Listed::Trashed);
    }
    [[nodiscard]] bool listed() const {
        DataConfig config;
        config.spec = spec;
        return studio->data().rowOf(config) >= 0;
    }
    /// Both the lab file and the lists say that it is aside, or that it is not.
    bool aside(bool wanted) {
        return until([&] {
            return trashed().empty() != wanted && listed() != wanted && trash()->isVisible() == wanted;
        });
    }
    void chooseInTrash() {
        trash()->expandAll();
        trash()->setCurrentIndex(trash()->model()->index(0, 0, trash()->model()->index(0, 0)));
    }
    /// Presses the button of the question whether it is to be removed.
    void removeForGood() {
        chooseInTrash();
        ASSERT_TRUE(action("removeData")->isEnabled());
        action("removeData")->trigger();
        auto* button = find<QPushButton>("removeDataButton");
        ASSERT_NE(button, nullptr);
        button->click();
    }
    std::string spec;
};

TEST_F(DataTrashes, AreLeftOutOfTheListsAndTheNextRunGetsAnotherDataSet) {
    const int choices = find<QComboBox>("dataChoice")->count();
    auto* list = find<QTreeView>("dataList");
    window->activateWindow();
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Delete);
    ASSERT_TRUE(aside(true));
    EXPECT_EQ(find<QComboBox>("dataChoice")->count(), choices - 1);
    EXPECT_NE(studio->draft().data.spec, spec);
    EXPECT_EQ(studio->data().entry(studio->data().current()).config, studio->draft().data);
    const QModelIndex top = trash()->model()->index(0, 0);
    EXPECT_EQ(trash()->model()->rowCount(top), 1);
    EXPECT_FALSE(trash()->isExpanded(top)) << "it takes no room unasked";
    EXPECT_EQ(top.data(NumberRole).toString(), QStringLiteral("1"));
}

TEST_F(DataTrashes, CanBeUndoneInOneStepWithWhatTheNextRunLearnsFrom) {
    action("trashData")->trigger();
    ASSERT_TRUE(aside(true));
    EXPECT_TRUE(action("undo")->text().contains(QStringLiteral("moving data set"))) << "one step";
    studio->undoStack().undo();
    ASSERT_TRUE(aside(false));
    EXPECT_EQ(studio->draft().data.spec, spec);
    ASSERT_TRUE(until([&] { return studio->classes() == 2; })) << "it has been counted again";
    EXPECT_EQ(studio->data().entry(studio->data().current()).config.spec, spec);
    studio->undoStack().redo();
    ASSERT_TRUE(aside(true));
    EXPECT_NE(studio->draft().data.spec, spec);
}

TEST_F(DataTrashes, AreRestoredFromTheirListAlsoAfterARestart) {
    action("trashData")->trigger();
    ASSERT_TRUE(aside(true));
    open();
    ASSERT_TRUE(aside(true));
    EXPECT_FALSE(action("restoreData")->isEnabled());
    trash()->expandAll();
    trash()->setCurrentIndex(trash()->model()->index(0, 0));
    EXPECT_FALSE(action("restoreData")->isEnabled()) << "the row above them is none";
    chooseInTrash();
    ASSERT_TRUE(action("restoreData")->isEnabled());
    action("restoreData")->trigger();
    ASSERT_TRUE(aside(false));
    studio->undoStack().undo();
    ASSERT_TRUE(aside(true));
}

TEST_F(DataTrashes, ComeBackWhenTheyAreImportedAgain) {
    action("trashData")->trigger();
    ASSERT_TRUE(aside(true));
    import(folder.filePath(QStringLiteral("plums.csv")));
    ASSERT_TRUE(aside(false));
    EXPECT_EQ(studio->draft().data.spec, spec);
}

TEST_F(DataTrashes, AreDeletedForGoodOnlyAfterAQuestion) {
    action("trashData")->trigger();
    ASSERT_TRUE(aside(true));
    removeForGood();
    ASSERT_TRUE(until([&] { return trashed().empty() && !trash()->isVisible(); }));
    for (const DatasetRow& row : stored())
        EXPECT_EQ(row.format, "demo") << "what the next run got instead was opened";
    EXPECT_FALSE(action("removeData")->isEnabled());
}

TEST_F(DataTrashes, StayWhenARunNeedsThemAndTheRunGoesOn) {
    trainTiny();
    studio->newRun();
    action("trashData")->trigger();
    ASSERT_TRUE(aside(true));
    removeForGood();
    auto* line = find<MessageLine>("messageLine");
    ASSERT_TRUE(until([&] { return line->isVisible(); }));
    EXPECT_TRUE(line->text().contains(QStringLiteral("1 in number, the first is run 1")))
        << qPrintable(line->text());
    EXPECT_EQ(trashed().size(), 1U);
    studio->showRun(1);
    ASSERT_TRUE(until([&] { return studio->trace().run == 1 && !studio->trace().labels.isEmpty(); }));
    ASSERT_TRUE(until([&] { return rows() == 60; })) << "what the run learnt from can still be read";
    studio->activatePrimary();
    ASSERT_TRUE(until([&] { return trashed().empty(); })) << "a new run on them brings them back";
    ASSERT_TRUE(until([&] { return studio->session().state() == RunState::Finished; }));
}

TEST_F(DataTrashes, AreTheOnesOnShowAndNotThoseOfTheNextRun) {
    const int plums = studio->data().current();
    import(write("pears.csv", 40));
    ASSERT_TRUE(until([&] { return studio->draft().data.spec != spec; }));
    trainTiny();
    studio->chooseData(plums);
    ASSERT_EQ(studio->draft().data.spec, spec);
    studio->showRun(1);
    ASSERT_TRUE(until([&] { return studio->trace().run == 1 && !studio->trace().labels.isEmpty(); }));
    ASSERT_TRUE(until([&] { return rows() == 40; }));
    ASSERT_TRUE(action("trashData")->isEnabled());
    action("trashData")->trigger();
    ASSERT_TRUE(until([&] { return trashed().size() == 1; }));
    EXPECT_EQ(trashed().front().name, "pears.csv");
    ASSERT_TRUE(until([&] { return !action("trashData")->isEnabled(); })) << "it is in the trash";
    EXPECT_EQ(studio->draft().data.spec, spec);
}

TEST_F(DataTrashes, AreTheOnesWhoseMenuIsOpen) {
    const int plums = studio->data().current();
    import(write("pears.csv", 40));
    ASSERT_TRUE(until([&] { return studio->data().current() != plums; }));
    auto* list = find<QTreeView>("dataList");
    const QModelIndex row = studio->data().index(plums);
    list->setCurrentIndex(row); // as the right button does
    QTimer::singleShot(0, list, [&] {
        emit studio->stateChanged(); // as a run does that ends meanwhile
        auto* menu = find<QMenu>("dataMenu");
        ASSERT_NE(menu, nullptr);
        action("trashData")->trigger();
        menu->close();
    });
    emit list->customContextMenuRequested(list->visualRect(row).center());
    ASSERT_TRUE(until([&] { return trashed().size() == 1; }));
    EXPECT_EQ(trashed().front().name, "plums.csv");
}

} // namespace
} // namespace lab
