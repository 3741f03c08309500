// What the person edits can be taken back, from the window's menu and by key.
#include "tests/ui/fake_training.h"
#include "tests/ui/window_fixture.h"

#include <QSpinBox>
#include <QTreeView>
#include <QUndoView>

namespace lab {
namespace {

using Undo = test::WindowTest;

TEST_F(Undo, TakesBackSettingsAndSaysWhich) {
    open(test::fakeTraining(10));
    auto* action = find<QAction>("undo");
    EXPECT_FALSE(action->isEnabled());
    EXPECT_FALSE(action->toolTip().isEmpty());
    const int before = studio->draft().model.dim;
    find<QSpinBox>("field_dim")->setValue(32);
    EXPECT_EQ(action->text(), QStringLiteral("Undo change of width"));
    find<QSpinBox>("field_heads")->setValue(2);
    EXPECT_EQ(action->text(), QStringLiteral("Undo change of heads"));
    trigger("undo");
    trigger("undo");
    EXPECT_EQ(studio->draft().model.dim, before);
    EXPECT_EQ(find<QSpinBox>("field_dim")->value(), before);
    EXPECT_FALSE(action->isEnabled());
    EXPECT_EQ(find<QAction>("redo")->text(), QStringLiteral("Redo change of width"));
    trigger("redo");
    EXPECT_EQ(find<QSpinBox>("field_dim")->value(), 32);
}

TEST_F(Undo, ABurstOnOneFieldIsOneStepAndComingBackIsNone) {
    open(test::fakeTraining(10));
    auto* dim = find<QSpinBox>("field_dim");
    const int before = dim->value();
    for (int i = 0; i < 5; ++i)
        dim->stepUp();
    EXPECT_EQ(studio->undoStack().count(), 1);
    trigger("undo");
    EXPECT_EQ(dim->value(), before);
    dim->stepUp();
    dim->stepDown();
    EXPECT_FALSE(studio->undoStack().canUndo());
}

TEST_F(Undo, TheKeyTakesBackANumberWhileItsFieldHasTheFocus) {
    open(test::fakeTraining(10));
    window->activateWindow();
    ASSERT_TRUE(until([&] { return window->isActiveWindow(); }));
    auto* dim = find<QSpinBox>("field_dim");
    const int before = dim->value();
    dim->setFocus();
    QTest::keyClick(dim, Qt::Key_Up);
    EXPECT_NE(studio->draft().model.dim, before);
    QTest::keyClick(dim, Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(studio->draft().model.dim, before);
}

TEST_F(Undo, TakesBackAChoiceOfData) {
    open(test::fakeTraining(10));
    const DataConfig before = studio->draft().data;
    studio->chooseData(1);
    EXPECT_FALSE(studio->draft().data == before);
    EXPECT_EQ(find<QAction>("undo")->text(), QStringLiteral("Undo change of data set"));
    trigger("undo");
    EXPECT_TRUE(studio->draft().data == before);
    EXPECT_EQ(studio->data().current(), 0);
}

TEST_F(Undo, TakesBackProbes) {
    open(test::fakeTraining(10));
    const QStringList before = studio->probes().texts();
    ASSERT_GE(before.size(), 2);
    ProbeModel& probes = studio->probes();
    const int row = probes.append(QStringLiteral("a text to watch"));
    probes.setData(probes.index(row), QStringLiteral("my text"), Qt::EditRole);
    EXPECT_EQ(studio->undoStack().count(), 1) << "typing its text belongs to adding the probe";
    EXPECT_EQ(find<QAction>("undo")->text(), QStringLiteral("Undo adding a probe"));
    find<QTreeView>("probeList")->setCurrentIndex(probes.index(0));
    trigger("removeProbe");
    EXPECT_EQ(probes.texts().front(), before[1]);
    trigger("undo");
    EXPECT_EQ(probes.texts(), before + QStringList{QStringLiteral("my text")});
    trigger("undo");
    EXPECT_EQ(probes.texts(), before);
    trigger("redo");
    EXPECT_EQ(probes.texts().back(), QStringLiteral("my text"));
}

TEST_F(Undo, BringsTheSettingsOnShowWhenARunIs) {
    open(test::fakeTraining(100000));
    find<QSpinBox>("field_dim")->setValue(32);
    trigger("step");
    ASSERT_TRUE(until([&] { return state() == RunState::Paused; }));
    ASSERT_EQ(studio->shown(), Studio::Shown::Live);
    trigger("undo");
    EXPECT_EQ(studio->shown(), Studio::Shown::Draft);
    EXPECT_EQ(studio->draft().model.dim, 64);
    EXPECT_EQ(studio->session().state(), RunState::Paused) << "the run itself is not touched";
}

TEST_F(Undo, TheHistoryListsEveryEditAndGoesToAnyOfThem) {
    open(test::fakeTraining(10));
    trigger("undoHistory");
    auto* list = find<QUndoView>("undoList");
    ASSERT_NE(list, nullptr);
    ASSERT_TRUE(list->isVisible());
    ASSERT_EQ(list->model()->rowCount(), 1) << "the beginning";
    const int width = studio->draft().model.dim, heads = studio->draft().model.heads;
    find<QSpinBox>("field_dim")->setValue(32);
    find<QSpinBox>("field_dim")->setValue(48);
    find<QSpinBox>("field_heads")->setValue(2);
    studio->chooseData(1);
    const auto line = [&](int row) { return list->model()->index(row, 0).data().toString(); };
    ASSERT_EQ(list->model()->rowCount(), 4);
    EXPECT_EQ(line(0), QStringLiteral("Before the first edit"));
    EXPECT_EQ(line(1), QStringLiteral("Width: %1 → 48").arg(width)) << "one line for a burst";
    EXPECT_EQ(line(2), QStringLiteral("Heads: %1 → 2").arg(heads));
    EXPECT_EQ(line(3), QStringLiteral("Data set: demo:reviews → demo:needle"));
    EXPECT_EQ(find<QAction>("undo")->text(), QStringLiteral("Undo change of data set"));
    list->setCurrentIndex(list->model()->index(1, 0));
    EXPECT_EQ(studio->draft().model.heads, heads);
    EXPECT_EQ(studio->draft().model.dim, 48);
    list->setCurrentIndex(list->model()->index(3, 0));
    EXPECT_EQ(studio->draft().model.heads, 2);
    EXPECT_EQ(studio->draft().data.spec, "demo:needle");
}

} // namespace
} // namespace lab
