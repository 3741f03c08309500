#include "ui/bridge/training_session.h"

#include "tests/ui/fake_training.h"
#include "ui/studio/run_trace.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>

#include <atomic>

namespace lab {
namespace {

constexpr int kPatience = 20000;

class Session : public ::testing::Test {
protected:
    [[nodiscard]] bool reaches(TrainingSession& session, RunState state) {
        return QTest::qWaitFor([&] { return session.state() == state; }, kPatience);
    }
    RunJob job() {
        RunJob result;
        result.probes = {"a b c", "d e"};
        return result;
    }
};

TEST_F(Session, TellsEveryStepInOrderAndEndsFinished) {
    TrainingSession session(test::fakeTraining(60));
    std::vector<std::int64_t> steps;
    QObject::connect(&session, &TrainingSession::stepsArrived, [&](const std::vector<StepEvent>& events) {
        for (const auto& event : events)
            steps.push_back(event.step);
    });
    int evaluations = 0, snapshots = 0, batches = 0;
    QObject::connect(&session, &TrainingSession::evaluated, [&](const std::vector<EvaluationEvent>& events) {
        evaluations += static_cast<int>(events.size());
    });
    QObject::connect(&session, &TrainingSession::stepsArrived, [&] { ++batches; });
    QObject::connect(&session, &TrainingSession::snapshotArrived, [&](const SnapshotEvent& event) {
        ++snapshots;
        EXPECT_EQ(event.probes.size(), 2U);
    });
    ASSERT_TRUE(session.start(job()));
    EXPECT_FALSE(session.start(job())) << "one run at a time";
    ASSERT_TRUE(reaches(session, RunState::Finished));
    ASSERT_EQ(steps.size(), 60U);
    for (std::size_t i = 0; i < steps.size(); ++i)
        EXPECT_EQ(steps[i], static_cast<std::int64_t>(i) + 1);
    EXPECT_EQ(evaluations, 6);
    EXPECT_GE(snapshots, 1);
    EXPECT_LE(batches, 60) << "steps come in batches";
}

TEST_F(Session, PausesContinuesAndStops) {
    TrainingSession session(test::fakeTraining(100000));
    session.start(job());
    ASSERT_TRUE(reaches(session, RunState::Running));
    session.pause();
    EXPECT_EQ(session.state(), RunState::Paused);
    QTest::qWait(100);
    const auto held = session.step();
    QTest::qWait(150);
    EXPECT_EQ(session.step(), held) << "nothing moves while paused";
    session.resume();
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.step() > held; }, kPatience));
    session.stop();
    EXPECT_EQ(session.state(), RunState::Stopping);
    ASSERT_TRUE(reaches(session, RunState::Finished));
}

TEST_F(Session, OneStepMeansOneStepAndOneEpochEndsAtItsBorder) {
    TrainingSession session(test::fakeTraining(100000));
    session.start(job(), TrainingSession::Begin::OneStep);
    ASSERT_TRUE(reaches(session, RunState::Paused));
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.step() == 1; }, kPatience));
    session.advanceEpoch();
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.step() == 10; }, kPatience));
    ASSERT_TRUE(reaches(session, RunState::Paused));
    session.advanceStep();
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.step() == 11; }, kPatience));
    QTest::qWait(100);
    EXPECT_EQ(session.step(), 11);
}

TEST_F(Session, AnEpochFromTheStartPausesAtItsEnd) {
    TrainingSession session(test::fakeTraining(100000));
    session.start(job(), TrainingSession::Begin::OneEpoch);
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.step() == 10; }, kPatience));
    ASSERT_TRUE(reaches(session, RunState::Paused));
}

TEST_F(Session, ReadsATextAndTakesNewProbesWhilePaused) {
    TrainingSession session(test::fakeTraining(100000));
    EXPECT_EQ(session.requestReading("nothing runs"), 0U);
    session.start(job(), TrainingSession::Begin::OneStep);
    ASSERT_TRUE(reaches(session, RunState::Paused));
    QSignalSpy snapshots(&session, &TrainingSession::snapshotArrived);
    std::vector<std::string> tokens;
    QObject::connect(&session, &TrainingSession::readingArrived,
                     [&](const ReadingEvent& event) { tokens = event.map.tokens; });
    EXPECT_GT(session.requestReading("one two three"), 0U);
    session.setProbes({"x y"});
    ASSERT_TRUE(QTest::qWaitFor([&] { return tokens.size() == 3 && !snapshots.isEmpty(); }, kPatience));
}

TEST_F(Session, AFailureIsToldInItsOwnWords) {
    TrainingSession session(test::failingTraining());
    QString message;
    QObject::connect(&session, &TrainingSession::failed, [&](const QString& text, std::int64_t run) {
        message = text;
        EXPECT_EQ(run, 7);
    });
    session.start(job());
    ASSERT_TRUE(reaches(session, RunState::Failed));
    EXPECT_TRUE(message.contains(QStringLiteral("lower the learning rate")));
    EXPECT_EQ(session.step(), 1) << "what was done before is kept";
    EXPECT_FALSE(session.active());
}

TEST_F(Session, DestroyingItStopsTheRunAtAnyMoment) {
    std::atomic<int> begun = 0, ended = 0;
    const auto counted = [&](const RunJob& job, RunControl& control, const RunEventSink& sink) {
        ++begun;
        const RunResult result = test::fakeTraining(100000)(job, control, sink);
        ++ended;
        return result;
    };
    int living = 0, told = 0, late = 0;
    for (int i = 0; i < 30; ++i) {
        {
            TrainingSession session(counted);
            living = i + 1;
            const auto count = [&, i] { ++(living == i + 1 ? told : late); };
            QObject::connect(&session, &TrainingSession::stateChanged, count);
            QObject::connect(&session, &TrainingSession::stepsArrived, count);
            QObject::connect(&session, &TrainingSession::snapshotArrived, count);
            QObject::connect(&session, &TrainingSession::finished, count);
            session.start(job());
            QTest::qWait(i % 7);
        }
        living = 0;
        EXPECT_EQ(begun, i + 1);
        EXPECT_EQ(ended, i + 1) << "its thread has ended when it is gone";
    }
    QTest::qWait(2 * RefreshPace::kShortestMs);
    EXPECT_GE(told, 30);
    EXPECT_EQ(late, 0) << "nothing is told by one that is gone";
}

TEST_F(Session, CanStartAgainAfterTheEnd) {
    TrainingSession session(test::fakeTraining(5));
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(session.start(job()));
        ASSERT_TRUE(reaches(session, RunState::Finished));
        EXPECT_EQ(session.step(), 5);
    }
}

TEST(RunTrace, GoesOnUnlessItEndedOrDiverged) {
    RunTrace trace;
    trace.totalSteps = 10;
    trace.doneSteps = 4;
    const auto goesOn = [&trace](RunStatus status, RunFailure::Cause cause = RunFailure::Cause::Other) {
        trace.status = status;
        trace.failure.cause = cause;
        return trace.canGoOn();
    };
    EXPECT_TRUE(goesOn(RunStatus::Stopped));
    EXPECT_FALSE(goesOn(RunStatus::Finished));
    EXPECT_TRUE(goesOn(RunStatus::Failed)) << "a disk or a device that can be mended";
    EXPECT_TRUE(goesOn(RunStatus::Failed, RunFailure::Cause::NoRoom));
    EXPECT_FALSE(goesOn(RunStatus::Failed, RunFailure::Cause::Diverged)) << "it would diverge again";
    trace.doneSteps = 10;
    EXPECT_FALSE(goesOn(RunStatus::Stopped)) << "nothing is left to do";
    EXPECT_TRUE(goesOn(RunStatus::Failed)) << "its last evaluation is owed";
}

} // namespace
} // namespace lab
