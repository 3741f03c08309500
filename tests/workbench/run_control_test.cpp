#include "workbench/run_control.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

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

/// The texts that are read before the next step.
std::vector<std::string> readings(RunControl& control) {
    std::vector<std::string> texts;
    for (auto next = control.awaitNext(); next.kind == Kind::Errand; next = control.awaitNext())
        if (next.reading)
            texts.push_back(next.reading->text);
    return texts;
}

TEST(RunControl, AnswersOnlyTheLatestReadingOfOneWhoAsks) {
    RunControl control;
    const auto first = control.requestReading("first");
    const auto number = control.requestReading("second", 0, first);
    const auto next = control.awaitNext();
    ASSERT_TRUE(next.reading.has_value());
    EXPECT_EQ(next.reading->text, "second");
    EXPECT_EQ(next.reading->number, number);
    EXPECT_EQ(control.awaitNext().kind, Kind::Step);
    control.requestReading("third", 0, number);
    EXPECT_EQ(readings(control), std::vector<std::string>{"third"}) << "the one before has been answered";
}

TEST(RunControl, AnswersEveryOneWhoAsksInTheirTurn) {
    RunControl control;
    auto one = control.requestReading("one");
    const auto other = control.requestReading("other");
    EXPECT_NE(one, other);
    one = control.requestReading("one again", 0, one);
    control.requestReading("one at last", 0, one);
    EXPECT_EQ(readings(control), (std::vector<std::string>{"one at last", "other"}));
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
