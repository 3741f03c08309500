// The window stays quick while a run trains, and the run stays quick while the window watches.
#include "tests/ui/window_fixture.h"
#include "ui/bridge/refresh_pace.h"
#include "ui/models/comparison.h"
#include "ui/pages/page_list.h"
#include "ui/studio/timeline.h"

#include <gtest/gtest.h>

#include <QAbstractItemView>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QTimer>

#include <cstdio>
#include <thread>

namespace lab {
namespace {

class Smooth : public test::WindowTest {
protected:
    /// Finished runs to compare, and one that trains longer than any test.
    void begin() {
        open();
        makeSmall();
        for (const std::uint64_t seed : {1, 2}) {
            RunConfig config = studio->draft();
            config.train.seed = seed;
            studio->setDraft(config);
            trigger("train");
            ASSERT_TRUE(until([&] { return state() == RunState::Finished; }));
            studio->newRun();
        }
        for (const char* chart :
             {"chart_macroF1", "chart_gradientNorm", "chart_learningRate", "chart_gradientParts",
              "chart_weightParts", "chart_confusionValidation", "chart_confusionTest"})
            if (auto* action = find<QAction>(chart); !action->isChecked())
                action->trigger();
        RunConfig config = teachingConfig();
        config.train.epochs = 10000;
        studio->setDraft(config);
        ASSERT_TRUE(until([&] { return studio->vocabulary() > 0; }));
        window->showWorkspace(QStringLiteral("train"));
        trigger("train");
        ASSERT_TRUE(until([&] { return studio->session().step() >= 10; }));
    }
    void end() {
        test::endWatch();
        studio->session().stop();
        ASSERT_TRUE(until([&] { return !studio->session().active(); }));
    }
    /// As if a person did it: from the event loop, where it is watched.
    template <class Deed> void act(Deed deed) {
        QTimer::singleShot(0, window, deed);
        QTest::qWait(300);
    }
    void press(const char* name) {
        auto* action = find<QAction>(name);
        ASSERT_NE(action, nullptr) << name;
        act([action] { action->trigger(); }); // one that is disabled does nothing
    }
    /// What a person does in each workspace while the run goes on.
    void use(const QString& page, int round) {
        act([&] { window->showWorkspace(page); });
        if (page == QLatin1String("data")) {
            act([&] {
                find<QLineEdit>("recordSearch")
                    ->setText(round % 2 == 0 ? QStringLiteral("battery") : QStringLiteral("screen not"));
            });
        } else if (page == QLatin1String("train")) {
            act([&] {
                find<QLineEdit>("ownText")->setText(
                    QStringLiteral("the screen is not bad but the battery is terrible %1").arg(round));
            });
            press("previousSnapshot");
            press("newestSnapshot");
            press(round % 2 == 0 ? "axisTime" : "axisStep");
        } else if (page == QLatin1String("inspect")) {
            act([&] { find<QLineEdit>("inspectText")->insert(QStringLiteral(" not good")); });
            press("nextExample");
            press("nextLayer");
            press("computeExplanation");
        } else if (page == QLatin1String("compare")) {
            press(round == 0 ? "compareData" : "onlyDifferences");
        }
        QTest::qWait(300);
    }
};

TEST_F(Smooth, NoEventHoldsTheGuiThreadInAMinuteOfTrainingWithEveryViewInUse) {
    begin();
    test::restartWatch();
    QElapsedTimer minute;
    minute.start();
    for (int round = 0; minute.elapsed() < 60000; ++round)
        for (const PageEntry& page : allPages())
            use(QString::fromLatin1(page.name), round);
    EXPECT_TRUE(studio->session().active()) << "it trained all the time";
    EXPECT_GE(studio->comparison().entries().size(), 1U);
    const test::EventWatch& watch = test::eventWatch();
    std::printf("longest event %.1f ms: %s\n%s", watch.longestMs, watch.longest.constData(),
                watch.costliest(12).c_str());
    EXPECT_LT(watch.longestMs, 50.0 * test::kTimeAllowance) << watch.longest.toStdString();
    end();
}

TEST_F(Smooth, WatchingARunTakesNoMoreOfTheProcessorThanItsShare) {
    begin();
    QTest::qWait(1500);
    test::restartWatch();
    const double before = RefreshPace::processorMs();
    const std::int64_t step = studio->session().step();
    int refreshes = 0;
    QObject::connect(&studio->session(), &TrainingSession::stepsArrived, window, [&] { ++refreshes; });
    QElapsedTimer timer;
    timer.start();
    QTest::qWait(8000);
    const double wall = static_cast<double>(timer.elapsed());
    const double share = (RefreshPace::processorMs() - before) / wall;
    std::printf("the window's thread took %.2f %% of a processor for %d refreshes\n%s", 100 * share,
                refreshes, test::eventWatch().costliest(12).c_str());
    EXPECT_GT(studio->session().step(), step);
    EXPECT_GE(refreshes, 6) << "and it still looks alive";
    const double allowed = RefreshPace::shareFor(studio->device().choice().threads,
                                                 static_cast<int>(std::thread::hardware_concurrency()));
    EXPECT_LT(share, allowed + 0.015) << "the bound, and what a second at least per picture costs";
    end();
}

TEST(RefreshPace, PausesLongEnoughForItsShare) {
    RefreshPace pace;
    pace.restart(0.02);
    EXPECT_EQ(pace.next(1000), RefreshPace::kShortestMs) << "nothing is known yet";
    EXPECT_EQ(pace.next(1006), 300);
    EXPECT_EQ(pace.next(1006.1), RefreshPace::kShortestMs);
    EXPECT_EQ(pace.next(2000), RefreshPace::kLongestMs);
    EXPECT_EQ(RefreshPace::shareFor(0, 8), RefreshPace::kBusyShare);
    EXPECT_EQ(RefreshPace::shareFor(8, 8), RefreshPace::kBusyShare);
    EXPECT_EQ(RefreshPace::shareFor(7, 8), RefreshPace::kFreeShare);
}

} // namespace
} // namespace lab
