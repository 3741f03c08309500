#include "workbench/run_control.h"

#include <gtest/gtest.h>

#include <thread>

namespace lab {
namespace {

using Kind = RunControl::Next::Kind;

TEST(RunControl, LetsStepsThroughUntilItIsPaused) {
    RunControl control;
    EXPECT_EQ(control.awaitNext().kind, Kind::Step);
    control.advance(2);
    EXPECT_EQ(control.awaitNext().kind, Kind::Step);
    EXPECT_EQ(control.awaitNext().kind, Kind::Step);
    const auto next = control.awaitNext();
    EXPECT_EQ(next.kind, Kind::Errand);
    EXPECT_TRUE(next.pausing);
    EXPECT_TRUE(control.paused());
}

TEST(RunControl, TellsOncePerPauseThatItSleeps) {
    RunControl control;
    control.pause();
    EXPECT_TRUE(control.awaitNext().pausing);
    control.requestReading("a");
    EXPECT_FALSE(control.awaitNext().pausing);
    control.resume();
    EXPECT_EQ(control.awaitNext().kind, Kind::Step);
    control.pause();
    EXPECT_TRUE(control.awaitNext().pausing);
}

TEST(RunControl, AnswersOnlyTheLatestReading) {
    RunControl control;
    control.requestReading("first");
    const auto number = control.requestReading("second");
    const auto next = control.awaitNext();
    ASSERT_TRUE(next.reading.has_value());
    EXPECT_EQ(next.reading->text, "second");
    EXPECT_EQ(next.reading->number, number);
    EXPECT_EQ(control.awaitNext().kind, Kind::Step);
}

TEST(RunControl, WakesASleeperForResumeAndForStop) {
    RunControl control;
    control.pause();
    ASSERT_TRUE(control.awaitNext().pausing);
    std::vector<Kind> seen;
    std::thread sleeper([&] {
        seen.push_back(control.awaitNext().kind);
        do
            seen.push_back(control.awaitNext().kind);
        while (seen.back() != Kind::End);
    });
    control.resume();
    control.requestStop();
    sleeper.join();
    EXPECT_EQ(seen.back(), Kind::End);
    EXPECT_TRUE(control.stopRequested());
}

} // namespace
} // namespace lab
