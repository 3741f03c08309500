// Stored runs in the window: their tree, and what a person does with them.
#include "core/store/lab_file.h"
#include "core/store/metric_repository.h"
#include "tests/ui/fake_training.h"
#include "tests/ui/qt_environment.h"
#include "ui/actions/actions.h"
#include "ui/main_window.h"
#include "ui/studio/studio.h"
#include "ui/views/controls/message_line.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QFile>
#include <QFileDialog>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

namespace lab {
namespace {

constexpr auto kMode = QAbstractItemModelTester::FailureReportingMode::Fatal;
constexpr int kPatience = 30000;

RunRow rowOf(std::int64_t id, std::uint64_t settings = 0) {
    RunRow run;
    run.id = id;
    run.data = "demo:reviews";
    run.encoder = "fastformer";
    run.sharing = "query_value_layer";
    run.seed = static_cast<std::uint64_t>(id);
    run.status = RunStatus::Finished;
    run.settings = settings;
    run.summary.best.validation.accuracy = 0.5 + 0.01 * static_cast<double>(id);
    return run;
}

TEST(RunTrees, SeedsOfTheSameSettingsStandTogetherHoweverTheyWereBegun) {
    RunRow before = rowOf(1, 7), first = rowOf(2, 7), second = rowOf(3, 7);
    RunModel model;
    model.setTree(buildRunTree({first, before}));
    EXPECT_EQ(model.runsOf(model.indexOf(1).parent()), (std::vector<std::int64_t>{1, 2}));
    second.group = 2; // the first of repeats has no group yet when it begins
    model.setTree(buildRunTree({second, first, before}));
    EXPECT_EQ(model.runsOf(model.indexOf(1).parent()), (std::vector<std::int64_t>{1, 2, 3}));
}

TEST(RunTrees, OfAnOldLabTheFirstOfRepeatsStandsInTheirGroup) {
    RunRow second = rowOf(2), third = rowOf(3);
    second.group = third.group = 1;
    RunModel model;
    model.setTree(buildRunTree({rowOf(4), third, second, rowOf(1)}));
    EXPECT_EQ(model.runsOf(model.indexOf(1).parent()), (std::vector<std::int64_t>{1, 2, 3}));
    EXPECT_EQ(model.runsOf(model.indexOf(4).parent()).size(), 4U) << "it is alone below the data set";
}

TEST(RunTrees, GroupSeedsPutBranchesBelowTheirParentAndKeepTheTrashApart) {
    RunRow branch = rowOf(5), trashed = rowOf(6, 7), orphan = rowOf(8);
    branch.parent = 3;
    branch.parentStep = 800;
    trashed.trashed = "2026-01-01T00:00:00.000Z";
    orphan.parent = 99;
    RunModel model;
    const QAbstractItemModelTester tester(&model, kMode);
    model.setTree(buildRunTree({orphan, trashed, branch, rowOf(4, 9), rowOf(3, 7), rowOf(2, 7)}));
    ASSERT_EQ(model.rowCount(), 2);
    const QModelIndex data = model.index(0, 0), trash = model.index(1, 0);
    ASSERT_EQ(model.rowCount(data), 3)
        << "run 4 alone, the group of 3 and 2, and the branch without a parent";
    const QModelIndex group = model.indexOf(2).parent();
    EXPECT_EQ(group.data().toString(), QStringLiteral("qv-layer"));
    EXPECT_EQ(group.data(AsideRole).toString(), QStringLiteral("2 seeds"));
    EXPECT_EQ(group.data(NumberRole).toString(), QStringLiteral("0.525"));
    EXPECT_EQ(model.runsOf(group), (std::vector<std::int64_t>{2, 3}));
    EXPECT_EQ(model.indexOf(5).parent(), model.indexOf(3));
    EXPECT_EQ(model.indexOf(5).data().toString(), QStringLiteral("5 from step 800"));
    EXPECT_EQ(model.indexOf(6).parent(), trash);
    EXPECT_EQ(model.indexOf(8).parent(), data);
    EXPECT_EQ(trash.data(NumberRole).toString(), QStringLiteral("1 run"));
    EXPECT_FALSE(model.flags(trash) & Qt::ItemIsDragEnabled);

    const std::unique_ptr<QMimeData> dragged(model.mimeData({group}));
    EXPECT_EQ(RunModel::runsIn(*dragged), (std::vector<std::int64_t>{2, 3}));
}

TEST(RunTrees, CallARunByItsOwnNameOnceItHasOne) {
    RunRow run = rowOf(14);
    run.name = "fastformer query_value_layer · seed 14";
    EXPECT_EQ(runTitle(run), QStringLiteral("14 qv-layer · seed 14"));
    run.name = "with dropout";
    EXPECT_EQ(runTitle(run), QStringLiteral("14 with dropout"));
    EXPECT_EQ(runShort(run), QStringLiteral("14 with dropout"));
}

TEST(RunTrees, OfTenThousandRunsAreFilledWithoutAStall) {
    std::vector<RunRow> rows;
    for (std::int64_t id = 10000; id >= 1; --id)
        rows.push_back(rowOf(id, static_cast<std::uint64_t>(id / 5) + 1));
    QElapsedTimer clock;
    clock.start();
    const RunTreePtr tree = buildRunTree(rows); // on the session's thread
    const double built = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    RunModel model;
    QTreeView view;
    view.setUniformRowHeights(true);
    view.setModel(&model);
    view.resize(300, 600);
    view.show();
    clock.restart();
    model.setTree(tree);
    view.expand(model.index(0, 0));
    view.grab();
    const double shown = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    std::printf("10,000 runs: tree built in %.1f ms, shown in %.1f ms\n", built, shown);
    EXPECT_EQ(model.rowCount(model.index(0, 0)), 2001);
    EXPECT_LT(shown, 50);
}

/// A window over a lab with a few finished runs.
class RunDesks : public ::testing::Test {
protected:
    void SetUp() override {
        for (const char* name : {"first", "second", "third"})
            addRun(path(), name);
        studio = std::make_unique<Studio>(path(), test::fakeTraining(10));
        window = std::make_unique<MainWindow>(test::look(), *studio);
        window->resize(1200, 800);
        window->show();
        studio->begin();
        list = window->findChild<QTreeView*>(QStringLiteral("runList"));
        ASSERT_TRUE(until([&] { return studio->runs().find(3) != nullptr; }));
    }
    [[nodiscard]] QString path() const { return folder.filePath(QStringLiteral("lab.db")); }
    static void addRun(const QString& file, const char* name) {
        LabFile lab(file.toStdString());
        RunRepository runs(lab);
        NewRun run;
        run.name = name;
        run.labels = {"bad", "good"};
        const std::int64_t id = runs.create(run);
        MetricRepository(lab).append(id, {{"train", "loss", 1, 0.5}});
        runs.setStatus(id, RunStatus::Finished);
    }
    template <class Condition> bool until(Condition condition) {
        return QTest::qWaitFor(condition, kPatience);
    }
    void choose(std::int64_t run) { list->setCurrentIndex(studio->runs().indexOf(run)); }
    QAction* action(const char* name) {
        auto* found = window->findChild<QAction*>(QString::fromLatin1(name));
        EXPECT_NE(found, nullptr) << name;
        return found;
    }
    void trigger(const char* name) {
        ASSERT_TRUE(action(name)->isEnabled()) << name;
        action(name)->trigger();
    }
    [[nodiscard]] std::string nameOf(std::int64_t run) const { return studio->runs().find(run)->name; }

    QTemporaryDir folder;
    std::unique_ptr<Studio> studio;
    std::unique_ptr<MainWindow> window;
    QTreeView* list = nullptr;
};

TEST_F(RunDesks, RenameInPlaceAndTakeItBack) {
    choose(2);
    trigger("editItem");
    auto* editor = list->findChild<QLineEdit*>();
    ASSERT_NE(editor, nullptr);
    EXPECT_EQ(editor->text(), QStringLiteral("second"));
    editor->selectAll();
    QTest::keyClicks(editor, QStringLiteral("the best"));
    QTest::keyClick(editor, Qt::Key_Return);
    ASSERT_TRUE(until([&] { return nameOf(2) == "the best"; }));
    EXPECT_EQ(studio->runs().indexOf(2).data().toString(), QStringLiteral("2 the best"));
    EXPECT_EQ(action("undo")->text(), QStringLiteral("Undo rename run 2"));
    trigger("undo");
    ASSERT_TRUE(until([&] { return nameOf(2) == "second"; }));
    trigger("redo");
    ASSERT_TRUE(until([&] { return nameOf(2) == "the best"; }));
}

TEST_F(RunDesks, ANameIsTypedOnWhileTheListIsReadAnew) {
    choose(2);
    trigger("editItem");
    const auto editor = [&]() -> QLineEdit* {
        for (auto* each : list->findChildren<QLineEdit*>())
            if (each->isVisible())
                return each;
        return nullptr;
    };
    ASSERT_NE(editor(), nullptr);
    editor()->selectAll();
    QTest::keyClicks(editor(), QStringLiteral("the be"));
    studio->runs().setLive(2, 0.9);
    EXPECT_EQ(editor()->text(), QStringLiteral("the be")) << "new numbers of the run";
    addRun(path(), "fourth");
    emit studio->desk().session().changed();
    ASSERT_TRUE(until([&] { return studio->runs().find(4) != nullptr; }));
    ASSERT_NE(editor(), nullptr) << "another run is in the list now";
    EXPECT_EQ(editor()->text(), QStringLiteral("the be"));
    QTest::keyClicks(editor(), QStringLiteral("st"));
    QTest::keyClick(editor(), Qt::Key_Return);
    ASSERT_TRUE(until([&] { return nameOf(2) == "the best"; }));
}

TEST_F(RunDesks, OneKeyEditsTheListThatHasTheFocus) {
    ASSERT_TRUE(until([&] { return studio->probes().rowCount() > 0; }));
    auto* probes = window->findChild<QTreeView*>(QStringLiteral("probeList"));
    choose(1);
    probes->setCurrentIndex(studio->probes().index(0));
    probes->setFocus();
    window->activateWindow();
    ASSERT_TRUE(until([&] { return probes->hasFocus(); }));
    trigger("editItem");
    EXPECT_NE(probes->findChild<QLineEdit*>(), nullptr);
    EXPECT_EQ(list->findChild<QLineEdit*>(), nullptr);
}

TEST_F(RunDesks, TagNoteAndColourSeveral) {
    choose(1);
    list->selectionModel()->select(studio->runs().indexOf(3), QItemSelectionModel::Select);
    EXPECT_FALSE(action("runNote")->isEnabled()) << "a note belongs to one run";
    trigger("runTags");
    auto* tags = list->findChild<QInputDialog*>(QStringLiteral("tagsDialog"));
    ASSERT_NE(tags, nullptr);
    tags->setTextValue(QStringLiteral("baseline,  paper ,, baseline"));
    tags->accept();
    const std::vector<std::string> expected{"baseline", "paper"};
    ASSERT_TRUE(until([&] { return studio->runs().find(3)->tags == expected; }));
    EXPECT_EQ(studio->runs().find(1)->tags, expected);
    trigger("runColour");
    auto* menu = list->findChild<QMenu*>(QStringLiteral("colourMenu"));
    ASSERT_NE(menu, nullptr);
    ASSERT_EQ(menu->actions().size(), 7);
    menu->actions().at(5)->trigger();
    menu->close();
    ASSERT_TRUE(
        until([&] { return studio->runs().find(1)->colour == 5 && studio->runs().find(3)->colour == 5; }));
    trigger("undo");
    trigger("undo");
    ASSERT_TRUE(
        until([&] { return studio->runs().find(1)->tags.empty() && studio->runs().find(1)->colour != 5; }));

    choose(2);
    trigger("runNote");
    auto* note = list->findChild<QInputDialog*>(QStringLiteral("noteDialog"));
    ASSERT_NE(note, nullptr);
    note->setTextValue(QStringLiteral("why\nnot"));
    note->accept();
    ASSERT_TRUE(until([&] { return studio->runs().find(2)->note == "why\nnot"; }));
    EXPECT_TRUE(
        studio->runs().indexOf(2).data(Qt::ToolTipRole).toString().contains(QStringLiteral("why\nnot")));
}

TEST_F(RunDesks, TrashRestoreAndEmpty) {
    EXPECT_FALSE(action("emptyTrash")->isEnabled());
    choose(2);
    trigger("trashRuns");
    ASSERT_TRUE(until([&] { return !studio->runs().find(2)->trashed.empty(); }));
    EXPECT_EQ(RunRepository(*std::make_unique<LabFile>(path().toStdString())).list().size(), 2U);
    choose(2);
    EXPECT_FALSE(action("trashRuns")->isEnabled());
    trigger("restoreRuns");
    ASSERT_TRUE(until([&] { return studio->runs().find(2)->trashed.empty(); }));
    trigger("undo");
    ASSERT_TRUE(until([&] { return !studio->runs().find(2)->trashed.empty(); }));
    trigger("emptyTrash");
    auto* remove = list->findChild<QPushButton*>(QStringLiteral("emptyTrashButton"));
    ASSERT_NE(remove, nullptr);
    remove->click();
    ASSERT_TRUE(until([&] { return studio->runs().find(2) == nullptr; }));
    EXPECT_NE(studio->runs().find(1), nullptr);
    EXPECT_EQ(action("undo")->text(), QStringLiteral("Undo move runs to the trash"));
    trigger("undo"); // of a run that is gone: a sentence, no crash
    auto* message = window->findChild<MessageLine*>();
    ASSERT_TRUE(until([&] { return message->text().contains(QStringLiteral("there is no run 2")); }));
}

TEST_F(RunDesks, TheTrashTakesARunAsSoonAsItHasEnded) {
    choose(2);
    EXPECT_TRUE(action("trashRuns")->isEnabled());
    studio->runs().setLive(2, 0.5);
    EXPECT_FALSE(action("trashRuns")->isEnabled()) << "it goes on";
    studio->runs().setLive(0, 0.5);
    EXPECT_TRUE(action("trashRuns")->isEnabled());
}

TEST_F(RunDesks, ExportNumbersAndTellWhenTheyCannotBeWritten) {
    choose(1);
    const QString file = folder.filePath(QStringLiteral("numbers.csv"));
    trigger("exportMetrics");
    auto* dialog = list->findChild<QFileDialog*>(QStringLiteral("runExportDialog"));
    ASSERT_NE(dialog, nullptr);
    emit dialog->fileSelected(file);
    dialog->close();
    ASSERT_TRUE(until([&] { return QFile::exists(file); }));
    QFile written(file);
    ASSERT_TRUE(written.open(QIODevice::ReadOnly));
    EXPECT_EQ(written.readAll(), QByteArray("step,split,name,value\n1,train,loss,0.5\n"));
    QSignalSpy failures(&studio->desk().session(), &RunSession::failed);
    studio->desk().session().exportMetrics(1, QStringLiteral("/nowhere/at/all.json"));
    studio->desk().session().exportModel(1, RunSession::Weights::Last,
                                         folder.filePath(QStringLiteral("m.safetensors")));
    ASSERT_TRUE(until([&] { return failures.count() == 2; })) << "a run without weights has no model";
    EXPECT_TRUE(failures[0][0].toString().contains(QStringLiteral("/nowhere/at/all.json")));
    EXPECT_FALSE(QFile::exists(folder.filePath(QStringLiteral("m.safetensors"))));
}

TEST_F(RunDesks, ImportFromAnotherLab) {
    const QString other = folder.filePath(QStringLiteral("other.db"));
    addRun(other, "from afar");
    QSignalSpy imported(&studio->desk().session(), &RunSession::imported);
    studio->desk().session().importRuns(other);
    ASSERT_TRUE(until([&] { return studio->runs().find(4) != nullptr; }));
    EXPECT_EQ(nameOf(4), "from afar");
    ASSERT_EQ(imported.count(), 1);
    EXPECT_EQ(imported[0][0].toInt(), 1);
    studio->desk().session().importRuns(folder.filePath(QStringLiteral("absent.db")));
    auto* message = window->findChild<MessageLine*>();
    ASSERT_TRUE(until([&] { return message->text().contains(QStringLiteral("absent.db")); }));
}

} // namespace
} // namespace lab
