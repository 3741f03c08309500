// Timeline, curves, branches and the queue, on real runs in the whole window.
#include "core/store/run_repository.h"
#include "tests/ui/qt_environment.h"
#include "ui/main_window.h"
#include "ui/pages/page.h"
#include "ui/plots/plot.h"
#include "ui/studio/run_queue.h"
#include "ui/studio/studio.h"
#include "ui/studio/timeline.h"
#include "ui/views/attention/attention_strip.h"
#include "ui/views/controls/message_line.h"
#include "ui/views/runs/confusion_view.h"
#include "ui/views/runs/curve_board.h"
#include "ui/views/runs/timeline_track.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <ctime>
#include <iostream>

namespace lab {
namespace {

constexpr int kPatience = 60000;

class TrainPageTest : public ::testing::Test {
protected:
    void SetUp() override {
        test::look().setChoice(SchemeChoice::Light);
        studio = std::make_unique<Studio>(folder.filePath(QStringLiteral("lab.db")), runTraining);
        window = std::make_unique<MainWindow>(test::look(), *studio);
        window->resize(1440, 900);
        window->show();
        studio->begin();
        ASSERT_TRUE(until([&] { return studio->vocabulary() > 0 && studio->probes().rowCount() > 0; }));
        RunConfig config = studio->draft();
        config.data.limit = 300;
        config.model.dim = 16;
        config.model.heads = 2;
        config.model.ffn = 16;
        config.train.batch = 16;
        config.train.epochs = 2;
        config.train.evaluateEvery = 5;
        studio->addData(config.data, QStringLiteral("small reviews"));
        config.data = studio->draft().data;
        studio->setDraft(config);
        ASSERT_TRUE(until([&] { return studio->vocabulary() > 0; }));
    }
    /// Trains the draft to its end and waits until it is a stored run.
    void train() {
        trigger("train");
        ASSERT_TRUE(until([&] { return studio->session().active(); }));
        ASSERT_TRUE(until([&] { return !studio->session().active(); }));
    }
    template <class Condition> bool until(Condition condition) {
        return QTest::qWaitFor(condition, kPatience);
    }
    void trigger(const char* name) {
        auto* action = window->findChild<QAction*>(QString::fromLatin1(name));
        ASSERT_NE(action, nullptr) << name;
        ASSERT_TRUE(action->isEnabled()) << name;
        action->trigger();
    }
    template <class Widget> Widget* find(const char* name) {
        return window->findChild<Widget*>(QString::fromLatin1(name));
    }
    [[nodiscard]] std::int64_t shownStep() const {
        const SnapshotEvent* snapshot = studio->timeline().snapshot();
        return snapshot != nullptr ? snapshot->step : -1;
    }

    QTemporaryDir folder;
    std::unique_ptr<Studio> studio;
    std::unique_ptr<MainWindow> window;
};

TEST_F(TrainPageTest, ARunWithoutProbesSaysThatItKeptNoAttention) {
    while (studio->probes().rowCount() > 0)
        studio->probes().remove(0);
    train();
    ASSERT_EQ(studio->shown(), Studio::Shown::Stored);
    const auto shows = [&] {
        const auto labels = window->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible() &&
                   label->text().startsWith(QStringLiteral("This run has kept no attention"));
        });
    };
    EXPECT_TRUE(until(shows));
}

TEST_F(TrainPageTest, TheTimelineGoesThroughStoredSnapshotsAndBackToTheNewest) {
    auto* step = find<QSpinBox>("timelineStep");
    EXPECT_FALSE(step->isEnabled()) << "there is no run yet";
    train();
    Timeline& timeline = studio->timeline();
    const auto steps = timeline.snapshots();
    ASSERT_GE(steps.size(), 5U);
    EXPECT_EQ(steps.front(), 0);
    EXPECT_TRUE(timeline.follows());
    EXPECT_EQ(shownStep(), steps.back());

    trigger("firstSnapshot");
    ASSERT_TRUE(until([&] { return shownStep() == 0; }));
    EXPECT_EQ(studio->selection().step(), 0);
    EXPECT_FALSE(find<QCheckBox>("followBox")->isChecked());
    trigger("nextSnapshot");
    ASSERT_TRUE(until([&] { return shownStep() == steps[1]; }));
    EXPECT_EQ(step->value(), steps[1]);
    step->setValue(static_cast<int>(steps[3]) + 1);
    ASSERT_TRUE(until([&] { return shownStep() == steps[3]; })) << "the nearest snapshot";
    EXPECT_EQ(step->value(), steps[3]);
    auto* track = find<TimelineTrack>("timelineTrack");
    QTest::keyClick(track, Qt::Key_Backspace);
    ASSERT_TRUE(until([&] { return shownStep() == steps[2]; }));
    QTest::mouseClick(track, Qt::LeftButton, {}, QPoint(track->width() - 30, track->height() / 2));
    ASSERT_TRUE(until([&] { return shownStep() == steps.back(); }));
    QTest::keyClick(track, Qt::Key_Home);
    ASSERT_TRUE(until([&] { return shownStep() == 0; }));
    trigger("followTraining");
    EXPECT_EQ(shownStep(), steps.back());
    EXPECT_TRUE(timeline.follows());
}

TEST_F(TrainPageTest, TheTimelineDrawsTheValidationLossAsALine) {
    train();
    ASSERT_GE(studio->trace().evaluations.size(), 2U);
    const QImage picture = find<TimelineTrack>("timelineTrack")->grab().toImage();
    const QColor run = test::look().theme().runMark(studio->trace().colour).colour;
    const auto near = [&](const QColor& pixel) {
        return std::abs(pixel.red() - run.red()) + std::abs(pixel.green() - run.green()) +
                   std::abs(pixel.blue() - run.blue()) <
               120;
    };
    int columns = 0; // in which a pixel has the colour of the run
    for (int x = 0; x < picture.width(); ++x)
        for (int y = 0, found = 0; y < picture.height() && found == 0; ++y)
            columns += found = near(picture.pixelColor(x, y)) ? 1 : 0;
    EXPECT_GT(columns, picture.width() / 4);
}

TEST_F(TrainPageTest, ScrubbingWhileTheRunTrainsReadsStoredSnapshotsAndLeavesTheRunAlone) {
    RunConfig config = studio->draft();
    config.train.epochs = 60;
    studio->setDraft(config);
    trigger("train");
    ASSERT_TRUE(until([&] { return studio->timeline().snapshots().size() >= 4; }));
    trigger("firstSnapshot");
    ASSERT_TRUE(until([&] { return shownStep() == 0; }));
    const auto before = studio->session().step();
    ASSERT_TRUE(until([&] { return studio->session().step() > before + 5; }));
    EXPECT_EQ(shownStep(), 0) << "it does not follow";
    trigger("newestSnapshot");
    ASSERT_TRUE(until([&] { return shownStep() > 0; }));
    trigger("stop");
    ASSERT_TRUE(until([&] { return !studio->session().active(); }));
}

TEST_F(TrainPageTest, OneChoiceOfAxisAndPartAppliesToEveryChart) {
    train();
    auto* loss = find<Plot>("lossPlot");
    auto* accuracy = find<Plot>("accuracyPlot");
    for (const auto& [action, axis] :
         {std::pair{"axisTokens", PlotAxis::Tokens}, std::pair{"axisTime", PlotAxis::Time},
          std::pair{"axisEpoch", PlotAxis::Epoch}}) {
        trigger(action);
        EXPECT_EQ(loss->axis(), axis);
        EXPECT_EQ(accuracy->axis(), axis);
        EXPECT_GT(loss->training().last()->x(axis), 0);
        EXPECT_GT(accuracy->validation().last()->x(axis), 0);
    }
    const PlotZoom whole = loss->shown();
    QWidget* canvas = loss->findChildren<QWidget*>().constLast();
    for (QWidget* child : loss->findChildren<QWidget*>())
        if (child->inherits("QCustomPlot"))
            canvas = child;
    const QPoint from(canvas->width() / 3, canvas->height() / 2),
        to(canvas->width() * 2 / 3, canvas->height() / 2);
    QTest::mousePress(canvas, Qt::LeftButton, {}, from);
    QTest::mouseMove(canvas, to);
    QTest::mouseRelease(canvas, Qt::LeftButton, {}, to);
    EXPECT_LT(accuracy->shown().high - accuracy->shown().low, (whole.high - whole.low) / 2);
    EXPECT_EQ(loss->shown().low, accuracy->shown().low);
    QTest::mouseDClick(canvas, Qt::LeftButton, {}, from);
    EXPECT_EQ(loss->shown().high, whole.high);
}

TEST_F(TrainPageTest, AllChartsCanBeShownAndHoldTheRunsNumbers) {
    train();
    for (const char* chart :
         {"chart_macroF1", "chart_gradientNorm", "chart_learningRate", "chart_gradientParts",
          "chart_weightParts", "chart_confusionValidation", "chart_confusionTest"})
        trigger(chart);
    EXPECT_GE(window->currentPage()->exportables().size(), 9U) << "every chart";
    EXPECT_TRUE(find<Plot>("macroF1Plot")->validation().last());
    EXPECT_EQ(find<Plot>("learningRatePlot")->training().last()->value, studio->draft().train.learningRate);
    EXPECT_GT(find<Plot>("gradientNormPlot")->training().last()->value, 0);
    EXPECT_EQ(find<Plot>("gradientPartsPlot")->exportNumbers().rows.size(),
              studio->trace().parts.size() * studio->trace().parts.front().gradient.size());
    auto* confusion = find<ConfusionView>("confusionTest");
    std::int64_t sum = 0;
    const int classes = static_cast<int>(studio->trace().labels.size());
    for (int truth = 0; truth < classes; ++truth)
        for (int predicted = 0; predicted < classes; ++predicted)
            sum += confusion->count(truth, predicted);
    EXPECT_EQ(sum, studio->trace().measured.back().evaluation.examples);
    QTest::mouseClick(confusion, Qt::LeftButton, {}, confusion->cellRect(1, 0).center());
    auto* filter = find<QLabel>("exampleFilter");
    EXPECT_TRUE(until([&] { return filter->isVisible() && !filter->text().isEmpty(); }))
        << "Inspect goes through the examples of the cell";
    window->showWorkspace(QStringLiteral("train"));
    window->grab(); // every chart paints
}

TEST_F(TrainPageTest, SmoothingIsAMeanThatDoesNotPullToZero) {
    RunningMean mean(0.9);
    EXPECT_DOUBLE_EQ(mean.next(5), 5);
    EXPECT_NEAR(mean.next(5), 5, 1e-12);
    EXPECT_NEAR(mean.next(10), (0.9 * 0.9 * 5 + 0.9 * 5 + 10) / (0.9 * 0.9 + 0.9 + 1), 1e-12);
    train();
    auto* loss = find<Plot>("lossPlot");
    EXPECT_TRUE(loss->smoothed().points().empty()) << "off by default";
    trigger("smoothing_90");
    EXPECT_EQ(loss->smoothed().points().size(), loss->training().points().size());
    trigger("smoothing_0");
    EXPECT_TRUE(loss->smoothed().points().empty());
}

TEST_F(TrainPageTest, ABranchFromTheBestStepIsANewRunWithItsParent) {
    train();
    const std::int64_t parent = studio->trace().run, best = studio->trace().bestStep;
    ASSERT_GT(best, 0);
    auto* button = find<QPushButton>("branchButton");
    ASSERT_TRUE(button->isVisible());
    auto* from = window->findChild<QAction*>(QStringLiteral("branchFrom_%1").arg(best));
    ASSERT_NE(from, nullptr);
    from->trigger();
    ASSERT_TRUE(studio->branchPoint());
    EXPECT_FALSE(find<QSpinBox>("field_dim")->isVisible()) << "the shape is the parent's";
    RunConfig config = studio->draft();
    config.train.epochs = 4;
    config.train.learningRate = 5e-4;
    studio->setDraft(config);
    train();
    EXPECT_NE(studio->trace().run, parent);
    LabFile lab(studio->lab().path().toStdString());
    const RunRow row = RunRepository(lab).load(studio->trace().run).row;
    EXPECT_EQ(row.parent, parent);
    EXPECT_EQ(row.parentStep, best);
    EXPECT_FALSE(studio->branchPoint()) << "the next run is not a branch";
    studio->showRun(parent);
    ASSERT_TRUE(until([&] {
        const auto& events = studio->timeline().events();
        return std::any_of(events.begin(), events.end(),
                           [](const auto& event) { return event.kind == Timeline::Event::Kind::Branch; });
    }));
}

TEST_F(TrainPageTest, ARunThatFailedSaysWhyWhenItIsShownAgain) {
    RunConfig config = studio->draft();
    config.train.learningRate = 1e6;
    studio->setDraft(config);
    trigger("train");
    auto* failure = window->findChild<MessageLine*>(QStringLiteral("runFailure"));
    auto* told = window->findChild<MessageLine*>(QStringLiteral("messageLine"));
    ASSERT_TRUE(until([&] { return told->isVisible(); }));
    EXPECT_FALSE(failure->isVisible()) << "who watched it is told once";
    const std::int64_t run = studio->trace().run;
    trigger("newRun");
    ASSERT_TRUE(until([&] { return studio->runs().find(run) != nullptr; }));
    studio->showRun(run);
    ASSERT_TRUE(until([&] { return failure->isVisible(); }));
    EXPECT_TRUE(failure->text().contains(QStringLiteral("learning rate"))) << qPrintable(failure->text());
    EXPECT_FALSE(failure->text().contains(QStringLiteral("--"))) << "the window has no flags";
    trigger("newRun");
    EXPECT_FALSE(failure->isVisible());
}

TEST_F(TrainPageTest, ARunThatDivergedHasItsCheckpointsAtOnce) {
    RunConfig config = studio->draft();
    config.train.epochs = 60;
    studio->setDraft(config);
    trigger("train");
    ASSERT_TRUE(until([&] { return studio->trace().bestStep > 0 && studio->changeable(); }));
    studio->change({.learningRate = 1e6});
    ASSERT_TRUE(until([&] { return studio->session().state() == RunState::Failed; }));
    ASSERT_EQ(studio->shown(), Studio::Shown::Stored);
    ASSERT_TRUE(until([&] { return !studio->trace().heldSteps().empty(); }));
    EXPECT_TRUE(find<QPushButton>("branchButton")->isEnabled());
    EXPECT_FALSE(studio->trace().canGoOn()) << "it would diverge again";
    trigger("checkpoints");
    EXPECT_GE(find<QTableWidget>("checkpointTable")->rowCount(), 1);
    EXPECT_FALSE(find<MessageLine>("runFailure")->isVisible()) << "who watched it is told once";
}

TEST_F(TrainPageTest, APinnedRunStaysBesideTheOneOnShow) {
    train();
    const std::int64_t first = studio->trace().run;
    trigger("pinRun");
    ASSERT_TRUE(until([&] { return studio->reference() != nullptr; }));
    trigger("newRun");
    train();
    EXPECT_EQ(studio->reference()->run, first);
    EXPECT_FALSE(find<QAction>("pinRun")->isChecked());
    find<Plot>("lossPlot")->flush();
}

TEST_F(TrainPageTest, AQueueTrainsItsGridAndTellsTheSpread) {
    RunGrid grid{{"fastformer"}, {Sharing::None, Sharing::QueryValueLayer}, 2};
    const auto runs = grid.runs(studio->draft());
    ASSERT_EQ(runs.size(), 4U);
    EXPECT_EQ(runs[0].train.seed, runs[1].train.seed);
    EXPECT_EQ(runs[2].train.seed, runs[0].train.seed + 1);
    trigger("queueRuns");
    EXPECT_TRUE(find<QWidget>("queuePanel")->isVisible());
    RunQueue& queue = studio->queue();
    queue.add(runs);
    queue.cancel(3);
    ASSERT_TRUE(until([&] { return !queue.open(); }));
    EXPECT_EQ(queue.entries()[0].state, RunQueue::State::Done);
    EXPECT_EQ(queue.entries()[3].state, RunQueue::State::Cancelled);
    const auto results = queue.results();
    ASSERT_EQ(results.size(), 2U);
    EXPECT_EQ(results[0].finished, 2);
    EXPECT_DOUBLE_EQ(results[0].accuracy.mean,
                     (queue.entries()[0].accuracy + queue.entries()[2].accuracy) / 2);
    EXPECT_EQ(find<QTableWidget>("queueResults")->rowCount(), 2);
    LabFile lab(studio->lab().path().toStdString());
    const RunRow repeat = RunRepository(lab).load(queue.entries()[2].run).row;
    EXPECT_EQ(repeat.group, queue.entries()[0].run);
    EXPECT_EQ(repeat.repeat, 1);
}

TEST_F(TrainPageTest, StoppingByHandHoldsTheQueueUntilItIsToGoOn) {
    RunConfig config = studio->draft();
    config.train.epochs = 200;
    RunConfig shorter = studio->draft();
    RunQueue& queue = studio->queue();
    queue.add({config, shorter});
    ASSERT_TRUE(until([&] { return studio->session().step() >= 2; }));
    trigger("stop");
    ASSERT_TRUE(until([&] { return queue.held(); }));
    QTest::qWait(200);
    EXPECT_FALSE(studio->session().active());
    EXPECT_EQ(queue.entries()[0].state, RunQueue::State::Stopped);
    queue.goOn();
    ASSERT_TRUE(until([&] { return !queue.open(); }));
    EXPECT_EQ(queue.entries()[1].state, RunQueue::State::Done);
}

TEST_F(TrainPageTest, StoppingARunThatIsStillPreparedHoldsTheQueueToo) {
    RunQueue& queue = studio->queue();
    queue.add({studio->draft(), studio->draft()});
    ASSERT_EQ(studio->session().state(), RunState::Preparing);
    trigger("stop");
    ASSERT_TRUE(until([&] { return !studio->session().active(); }));
    QTest::qWait(200);
    EXPECT_FALSE(studio->session().active());
    EXPECT_TRUE(queue.held());
    EXPECT_EQ(queue.entries()[0].state, RunQueue::State::Cancelled);
    EXPECT_EQ(queue.entries()[1].state, RunQueue::State::Waiting);
    queue.goOn();
    ASSERT_EQ(studio->session().state(), RunState::Preparing);
    queue.add({studio->draft()});
    queue.cancel(1); // this one alone
    ASSERT_TRUE(until([&] { return !queue.open(); }));
    EXPECT_EQ(queue.entries()[1].state, RunQueue::State::Cancelled);
    EXPECT_EQ(queue.entries()[2].state, RunQueue::State::Done);
}

TEST_F(TrainPageTest, TheQueueBeginsWhenARunBegunByHandIsCancelled) {
    trigger("train");
    ASSERT_EQ(studio->session().state(), RunState::Preparing);
    RunQueue& queue = studio->queue();
    queue.add({studio->draft()});
    trigger("stop");
    ASSERT_TRUE(until([&] { return !queue.open(); }));
    EXPECT_EQ(queue.entries()[0].state, RunQueue::State::Done);
}

TEST_F(TrainPageTest, RunsOfDifferentSettingsAreNoSeedsOfOneAnother) {
    RunConfig narrow = studio->draft();
    narrow.model.sharing = Sharing::None;
    RunConfig wide = narrow;
    wide.model.dim = 32;
    RunConfig other = narrow;
    other.model.sharing = Sharing::QueryValue;
    RunQueue& queue = studio->queue();
    queue.hold();
    queue.add({narrow, other});
    const auto name = [&](int row) { return queue.index(row, RunQueue::RunColumn).data().toString(); };
    const QString alone = name(0);
    EXPECT_TRUE(alone.endsWith(QStringLiteral("none · s%1").arg(narrow.train.seed))) << qPrintable(alone);
    RunConfig again = narrow;
    ++again.train.seed;
    queue.add({wide, again});
    ASSERT_TRUE(until([&] { return !queue.open(); }));
    EXPECT_TRUE(name(0).endsWith(QStringLiteral("none · Width 16 · s%1").arg(narrow.train.seed)))
        << qPrintable(name(0));
    EXPECT_TRUE(name(2).endsWith(QStringLiteral("none · Width 32 · s%1").arg(narrow.train.seed)))
        << qPrintable(name(2));
    EXPECT_TRUE(name(3).endsWith(QStringLiteral("none · Width 16 · s%1").arg(again.train.seed)));
    EXPECT_FALSE(name(1).contains(QStringLiteral("Width"))) << "its name stands once";
    const auto results = queue.results();
    ASSERT_EQ(results.size(), 3U);
    EXPECT_EQ(results[0].setting, QStringLiteral("none · Width 16"));
    EXPECT_EQ(results[0].all, 2);
    EXPECT_DOUBLE_EQ(results[0].accuracy.mean,
                     (queue.entries()[0].accuracy + queue.entries()[3].accuracy) / 2);
    EXPECT_EQ(results[2].setting, QStringLiteral("none · Width 32"));
    EXPECT_EQ(results[2].all, 1);
    EXPECT_DOUBLE_EQ(results[2].accuracy.mean, queue.entries()[2].accuracy);
}

TEST_F(TrainPageTest, NoEventHoldsTheGuiThreadWithEveryChartOnShow) {
    for (const char* chart : {"chart_macroF1", "chart_gradientNorm", "chart_learningRate",
                              "chart_gradientParts", "chart_weightParts", "chart_confusionValidation"})
        trigger(chart);
    RunConfig config = studio->draft();
    config.train.epochs = 60;
    studio->setDraft(config);
    trigger("train");
    ASSERT_TRUE(until([&] { return studio->session().step() >= 3; }));
    test::restartWatch();
    for (int i = 0; i < 20 && studio->session().active(); ++i) {
        QTest::qWait(100);
        if (i % 4 == 2)
            studio->timeline().previous();
        if (i % 4 == 3)
            studio->timeline().newest();
    }
    EXPECT_LT(test::eventWatch().longestMs, 50.0 * test::kTimeAllowance)
        << test::eventWatch().longest.toStdString();
    studio->session().stop();
    ASSERT_TRUE(until([&] { return !studio->session().active(); }));
}

// Not a test but a measurement, for a machine that does nothing else:
//   ui_test --gtest_also_run_disabled_tests --gtest_filter='*InTheWindowAndWithoutIt'
TEST_F(TrainPageTest, DISABLED_SpeedInTheWindowAndWithoutIt) {
    const auto clockOf = [](clockid_t clock) {
        timespec now{};
        clock_gettime(clock, &now);
        return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
    };
    const auto secondsOf = [&](const auto& work) {
        const double before = clockOf(CLOCK_MONOTONIC);
        work();
        return clockOf(CLOCK_MONOTONIC) - before;
    };
    double inWindow = 1e9, without = 1e9;
    double gui = 0, all = 0;
    for (int round = 0; round < 5; ++round) {
        RunConfig config = teachingConfig();
        studio->newRun();
        studio->setDraft(config);
        const double guiStart = clockOf(CLOCK_THREAD_CPUTIME_ID),
                     allStart = clockOf(CLOCK_PROCESS_CPUTIME_ID);
        inWindow = std::min(inWindow, secondsOf([&] { train(); }));
        gui += clockOf(CLOCK_THREAD_CPUTIME_ID) - guiStart;
        all += clockOf(CLOCK_PROCESS_CPUTIME_ID) - allStart;
        RunJob job;
        job.config = config;
        job.labPath = folder.filePath(QStringLiteral("other.db")).toStdString();
        for (const QString& probe : studio->probes().texts())
            job.probes.push_back(probe.toStdString());
        job.snapshotEvery = 5;
        RunControl control;
        without = std::min(without, secondsOf([&] { runTraining(job, control, [](const RunEvent&) {}); }));
    }
    std::cout << "best of 5: in the window " << inWindow << " s, without it " << without << " s, "
              << 100 * (inWindow / without - 1) << " % slower; processor time of the window's thread "
              << 100 * gui / all << " % of all\n";
    EXPECT_GT(without, 0);
}

} // namespace
} // namespace lab
