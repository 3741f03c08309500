// The whole window on real training, driven as a person would: by its actions, buttons and fields.
#include "tests/ui/fake_training.h"
#include "tests/ui/qt_environment.h"
#include "tests/ui/window_fixture.h"
#include "ui/views/attention/attention_strip.h"
#include "ui/views/controls/message_line.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

#include <set>

namespace lab {
namespace {

using Window = test::WindowTest;

TEST_F(Window, TrainsPausesStepsReadsAndComesBackToAStoredRun) {
    open();
    makeSmall(40);
    ASSERT_TRUE(until([&] { return studio->vocabulary() > 0; }));
    auto* strip = find<AttentionStrip>("probeStrip");
    EXPECT_EQ(strip->count(), 0);
    QTest::mouseClick(find<QPushButton>("trainButton"), Qt::LeftButton);
    ASSERT_TRUE(until([&] { return studio->session().step() >= 3; }));
    EXPECT_EQ(find<QPushButton>("trainButton")->text(), QStringLiteral("Pause"));
    EXPECT_EQ(strip->count(), studio->probes().rowCount());
    trigger("train");
    ASSERT_TRUE(until([&] { return state() == RunState::Paused; }));
    QTest::qWait(300); // the step under way ends
    const auto held = studio->session().step();
    trigger("step");
    ASSERT_TRUE(until([&] { return studio->session().step() == held + 1; }));
    const auto* status = find<QLabel>("statusText");
    EXPECT_TRUE(status->text().endsWith(QStringLiteral("paused at step %1").arg(held + 1)))
        << qPrintable(status->text());

    auto* own = find<AttentionStrip>("ownStrip");
    QTest::keyClicks(find<QLineEdit>("ownText"), QStringLiteral("a good phone"));
    ASSERT_TRUE(until([&] {
        return own->count() == 1 && own->sentenceFor(0, {2, 0, 2}).contains(QStringLiteral("phone"));
    }));
    EXPECT_EQ(state(), RunState::Paused) << "the blanks and letters of a text are not shortcuts";

    trigger("stop");
    ASSERT_TRUE(until([&] { return state() == RunState::Finished; }));
    const auto run = studio->trace().run;
    ASSERT_TRUE(until([&] { return studio->runs().find(run) != nullptr; }));
    trigger("newRun");
    EXPECT_EQ(studio->shown(), Studio::Shown::Draft);
    EXPECT_EQ(strip->count(), 0);
    find<QTreeView>("runList")->setCurrentIndex(studio->runs().indexOf(run));
    ASSERT_TRUE(until([&] { return strip->count() > 0 && own->count() == 1; }));
    EXPECT_EQ(studio->shown(), Studio::Shown::Stored);
    EXPECT_EQ(studio->trace().doneSteps, held + 1);
    EXPECT_EQ(static_cast<std::int64_t>(studio->trace().steps.loss.size()), held + 1);

    trigger("train"); // a stopped run is continued where it stood
    ASSERT_TRUE(until([&] { return studio->session().step() > held + 1; }));
    EXPECT_EQ(studio->trace().run, run);
}

TEST_F(Window, TheSharingModeChangesTheParameterCounts) {
    open(test::fakeTraining(10));
    std::set<std::int64_t> counts;
    for (const char* name :
         {"sharing_none", "sharing_query_value", "sharing_query_value_head", "sharing_query_value_layer"}) {
        auto* option = find<QRadioButton>(name);
        ASSERT_NE(option, nullptr) << name;
        option->click();
        EXPECT_EQ(std::string("sharing_") + toString(studio->draft().model.sharing), name);
        EXPECT_TRUE(option->accessibleDescription().contains(QStringLiteral("attention parameters")));
        counts.insert(summarize(studio->draft().model, studio->vocabulary(), studio->classes()).attention);
    }
    EXPECT_EQ(counts.size(), 4U);
}

TEST_F(Window, AnImpossibleSettingIsToldAtItsFieldAndCannotBeTrained) {
    open(test::fakeTraining(10));
    auto* heads = find<QSpinBox>("field_heads");
    heads->setValue(7);
    EXPECT_FALSE(find<QPushButton>("trainButton")->isEnabled());
    bool told = false;
    for (auto* label : window->findChildren<QLabel*>())
        told = told || (label->isVisible() && label->text().contains(QStringLiteral("7 heads")) &&
                        !label->text().contains(QStringLiteral("--")));
    EXPECT_TRUE(told);
    heads->setValue(4);
    EXPECT_TRUE(find<QPushButton>("trainButton")->isEnabled());
}

TEST_F(Window, OpensACsvFileAndTrainsOnIt) {
    open(test::fakeTraining(10));
    QFile file(folder.filePath(QStringLiteral("plums.csv")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    QByteArray rows("words,taste\n");
    for (int i = 0; i < 60; ++i)
        rows += i % 2 == 0 ? "a sweet plum it is indeed,good\n" : "what a sour plum this one is,bad\n";
    file.write(rows);
    file.close();
    window->openPaths({file.fileName()});
    auto* import = find<QPushButton>("importData");
    ASSERT_TRUE(until([&] { return import->isVisible() && find<QComboBox>("columnRole1") != nullptr; }));
    find<QComboBox>("columnRole0")->setCurrentIndex(1);
    find<QComboBox>("columnRole1")->setCurrentIndex(0);
    EXPECT_FALSE(import->isEnabled()) << "no column says the class";
    find<QComboBox>("columnRole1")->setCurrentIndex(2);
    ASSERT_TRUE(until([&] { return import->isEnabled(); })) << "once its texts are counted";
    import->click();
    ASSERT_TRUE(until([&] { return studio->classes() == 2; }));
    EXPECT_TRUE(QString::fromStdString(studio->draft().data.spec).startsWith(QStringLiteral("lab:")));
    EXPECT_TRUE(studio->probes().texts().front().contains(QStringLiteral("plum")));
}

TEST_F(Window, AMissingFileIsToldInOneLineThatStays) {
    open(test::fakeTraining(10));
    window->openPaths({folder.filePath(QStringLiteral("absent.csv"))});
    auto* line = find<MessageLine>("messageLine");
    ASSERT_TRUE(until([&] { return line->isVisible(); }));
    EXPECT_TRUE(line->text().contains(QStringLiteral("absent.csv")));
}

TEST_F(Window, ProbesAreEditedWhileTheRunIsPaused) {
    open(test::fakeTraining(100000));
    auto* strip = find<AttentionStrip>("probeStrip");
    trigger("step");
    ASSERT_TRUE(until([&] { return state() == RunState::Paused && strip->count() > 0; }));
    const int before = strip->count();
    studio->probes().append(QStringLiteral("one more text"));
    EXPECT_TRUE(until([&] { return strip->count() == before + 1; }));
    find<QTreeView>("probeList")->setCurrentIndex(studio->probes().index(0));
    trigger("removeProbe");
    EXPECT_TRUE(until([&] { return strip->count() == before; }));
}

TEST_F(Window, LearningRateAndDropoutChangeWhileTheRunTrains) {
    open();
    makeSmall(40);
    auto* rate = find<QComboBox>("learningRate");
    auto* dropout = find<QDoubleSpinBox>("field_dropout");
    trigger("step");
    ASSERT_TRUE(until([&] { return state() == RunState::Paused && studio->session().step() == 1; }));
    EXPECT_TRUE(rate->isEnabled());
    EXPECT_TRUE(dropout->isVisible());
    EXPECT_FALSE(find<QSpinBox>("field_dim")->isVisible()) << "the shape of the model is fixed";
    rate->setCurrentText(QStringLiteral("0,0007")); // with the comma of many a keyboard
    QTest::keyClick(rate->lineEdit(), Qt::Key_Return);
    dropout->setValue(0.3);
    ASSERT_TRUE(until([&] { return studio->trace().changes.size() == 2; }));
    EXPECT_EQ(rate->currentText(), QStringLiteral("7e-4"));
    trigger("step");
    ASSERT_TRUE(until([&] { return studio->session().step() == 2; }));
    EXPECT_EQ(studio->session().learningRate(), 7e-4);
    const std::int64_t run = studio->trace().run;
    trigger("stop");
    ASSERT_TRUE(until([&] { return !studio->session().active(); }));
    EXPECT_FALSE(rate->isEnabled());
    LabFile lab(studio->lab().path().toStdString());
    const auto changes = settingChanges(lab, run);
    ASSERT_EQ(changes.size(), 2U);
    EXPECT_EQ(changes[0].to, 7e-4);
    EXPECT_NEAR(changes[1].to, 0.3, 1e-6);
}

TEST_F(Window, ClosingWhileTrainingStopsTheRunFirstAndKeepsIt) {
    open();
    makeSmall(40);
    trigger("train");
    ASSERT_TRUE(until([&] { return studio->session().step() >= 2; }));
    window->close();
    ASSERT_TRUE(until([&] { return !window->isVisible(); }));
    EXPECT_FALSE(studio->session().active());
    LabFile lab(studio->lab().path().toStdString());
    const auto runs = RunRepository(lab).list();
    ASSERT_EQ(runs.size(), 1U);
    EXPECT_EQ(runs.front().status, RunStatus::Stopped);
    EXPECT_GE(runs.front().steps, 2);
}

TEST_F(Window, NoEventHoldsTheGuiThreadWhileARunTrains) {
    open();
    makeSmall(20);
    find<QLineEdit>("ownText")->setText(QStringLiteral("the screen is not bad but the battery is terrible"));
    QTest::qWait(200);
    trigger("train");
    ASSERT_TRUE(until([&] { return studio->session().step() >= 3; }));
    test::restartWatch();
    for (int i = 0; i < 20 && studio->session().active(); ++i) {
        QTest::qWait(100);
        find<QLineEdit>("ownText")->insert(QStringLiteral("!"));
    }
    EXPECT_LT(test::eventWatch().longestMs, 50.0 * test::kTimeAllowance)
        << test::eventWatch().longest.toStdString();
}

/// A training that has no room for texts of more than one word.
RunResult narrowTraining(const RunJob& job, RunControl& control, const RunEventSink& sink) {
    return test::fakeTraining(100000)(job, control, [&](const RunEvent& event) {
        const auto* reading = std::get_if<ReadingEvent>(&event);
        if (reading == nullptr || reading->map.tokens.size() < 2)
            return sink(event);
        sink(ReadingEvent{reading->number,
                          reading->step,
                          reading->text,
                          {},
                          "this text is not read: no room; shorten it. The training goes on"});
    });
}

TEST_F(Window, ATextThatTheRunHasNoRoomForIsSaidOnceAndTheTrainingGoesOn) {
    open(narrowTraining);
    trigger("train");
    ASSERT_TRUE(until([&] { return studio->session().step() >= 3; }));
    QSignalSpy said(studio.get(), &Studio::problem);
    auto* strip = find<AttentionStrip>("ownStrip");
    auto* text = find<QLineEdit>("ownText");
    text->setText(QStringLiteral("one"));
    ASSERT_TRUE(until([&] { return strip->count() == 1; }));
    text->setText(QStringLiteral("one two"));
    ASSERT_TRUE(until([&] { return said.count() == 1; }));
    EXPECT_EQ(strip->count(), 0) << "not what an older text gave";
    const auto step = studio->session().step();
    ASSERT_TRUE(until([&] { return studio->session().step() > step + 20; })) << "snapshots come, too";
    EXPECT_EQ(said.count(), 1);
    EXPECT_EQ(state(), RunState::Running);
    text->setText(QStringLiteral("two"));
    EXPECT_TRUE(until([&] { return strip->count() == 1; }));
    trigger("stop");
    ASSERT_TRUE(until([&] { return !studio->session().active(); }));
}

} // namespace
} // namespace lab
