// What becomes of the window when a run ends before it has begun: stopped or failed while it is prepared.
#include "core/base/error.h"
#include "core/store/run_repository.h"
#include "tests/ui/window_fixture.h"
#include "ui/studio/run_queue.h"

#include <atomic>
#include <thread>

namespace lab {
namespace {

class Preparing : public test::WindowTest {
protected:
    enum class Way { Trains, Hangs, Fails };

    void SetUp() override {
        open([this](const RunJob& job, RunControl& control, const RunEventSink& sink) {
            if (m_way == Way::Trains)
                return runTraining(job, control, sink);
            sink(ProgressEvent{"reading", 0.5});
            if (m_way == Way::Fails)
                throw DataError("the data set cannot be read; import it again");
            while (!control.stopRequested())
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            throw Cancelled();
        });
        makeSmall();
    }
    /// What the runs from here on do.
    void runs(Way way) { m_way = way; }
    void ends() {
        ASSERT_TRUE(until([&] { return !studio->session().active(); }));
    }
    /// Trains the draft to its end.
    void train() {
        trigger("train");
        ends();
        ASSERT_EQ(studio->shown(), Studio::Shown::Stored);
    }
    void show(std::int64_t run) {
        studio->showRun(run);
        ASSERT_TRUE(until([&] { return studio->trace().run == run && !studio->trace().labels.isEmpty(); }));
    }
    [[nodiscard]] bool shows(std::int64_t run) {
        return studio->shown() == Studio::Shown::Stored && studio->trace().run == run;
    }
    /// Goes to settings of a next run that are not those of any stored one.
    RunConfig otherDraft() {
        studio->newRun();
        RunConfig config = studio->draft();
        config.train.seed += 7;
        studio->setDraft(config);
        return studio->draft();
    }

private:
    std::atomic<Way> m_way = Way::Trains;
};

TEST_F(Preparing, ARunThatIsStoppedLeavesTheRunOnShowAndTheDraftAlone) {
    train();
    const std::int64_t stored = studio->trace().run;
    const RunConfig draft = otherDraft();
    const int undo = studio->undoStack().count();
    runs(Way::Hangs);
    trigger("train");
    ASSERT_TRUE(until([&] { return state() == RunState::Preparing; }));
    show(stored);
    studio->stop();
    ends();
    EXPECT_TRUE(shows(stored));
    EXPECT_TRUE(studio->draft() == draft);
    EXPECT_EQ(studio->undoStack().count(), undo) << "the person has changed nothing";
}

TEST_F(Preparing, AQueuedRunThatIsCancelledLeavesThemAloneToo) {
    train();
    const std::int64_t stored = studio->trace().run;
    const RunConfig draft = otherDraft();
    const int undo = studio->undoStack().count();
    runs(Way::Hangs);
    RunConfig queued = draft;
    queued.train.seed += 1;
    studio->queue().add({queued});
    ASSERT_TRUE(until([&] { return studio->shown() == Studio::Shown::Live; }));
    studio->queue().cancel(0); // it is watched
    ends();
    EXPECT_EQ(studio->shown(), Studio::Shown::Draft) << "from where it was watched";
    EXPECT_TRUE(studio->draft() == draft);
    studio->queue().add({queued});
    ASSERT_TRUE(until([&] { return state() == RunState::Preparing; }));
    show(stored);
    studio->queue().cancel(1); // it is not
    ends();
    EXPECT_TRUE(shows(stored));
    EXPECT_TRUE(studio->draft() == draft);
    EXPECT_EQ(studio->undoStack().count(), undo);
}

TEST_F(Preparing, ARunThatWasToGoOnIsOnShowAgainAsItWas) {
    makeSmall(200);
    trigger("train");
    ASSERT_TRUE(until([&] { return studio->session().step() >= 6; }));
    trigger("stop");
    ends();
    const std::int64_t run = studio->trace().run, last = studio->trace().newestWeights();
    ASSERT_GT(last, 0);
    for (const Way way : {Way::Hangs, Way::Fails}) {
        runs(way);
        ASSERT_EQ(studio->primary(), Studio::Primary::Continue);
        studio->activatePrimary();
        studio->stop();
        ends();
        ASSERT_TRUE(until([&] { return shows(run) && studio->trace().newestWeights() == last; }));
        EXPECT_EQ(studio->trace().status, RunStatus::Stopped);
    }
}

TEST_F(Preparing, ARunThatWasToBeTrainedAgainIsOnShowAgain) {
    train();
    const std::int64_t run = studio->trace().run;
    for (const Way way : {Way::Hangs, Way::Fails}) {
        otherDraft();
        show(run);
        runs(way);
        ASSERT_EQ(studio->primary(), Studio::Primary::TrainAgain);
        studio->activatePrimary();
        studio->stop();
        ends();
        EXPECT_TRUE(until([&] { return shows(run) && !studio->trace().labels.isEmpty(); }));
    }
}

TEST_F(Preparing, ABranchThatDidNotComeAboutIsABranchStill) {
    train();
    const BranchPoint from{studio->trace().run, studio->trace().newestWeights()};
    studio->branch(from.step);
    ASSERT_EQ(studio->branchPoint(), from);
    for (const Way way : {Way::Hangs, Way::Fails}) {
        runs(way);
        trigger("train");
        ASSERT_TRUE(until([&] { return studio->session().active(); }));
        studio->stop();
        ends();
        ASSERT_EQ(studio->shown(), Studio::Shown::Draft);
        EXPECT_EQ(studio->branchPoint(), from);
    }
    runs(Way::Trains);
    train();
    EXPECT_FALSE(studio->branchPoint()) << "the next run is none";
    LabFile lab(studio->lab().path().toStdString());
    const RunRow row = RunRepository(lab).load(studio->trace().run).row;
    EXPECT_EQ(row.parent, from.run);
    EXPECT_EQ(row.parentStep, from.step);
}

TEST_F(Preparing, AQueuedRunThatFailsLeavesTheDraftAlone) {
    const RunConfig draft = otherDraft();
    const int undo = studio->undoStack().count();
    RunConfig queued = draft;
    queued.train.seed += 1;
    runs(Way::Fails);
    studio->queue().add({queued});
    ends();
    EXPECT_EQ(studio->shown(), Studio::Shown::Draft);
    EXPECT_TRUE(studio->draft() == draft);
    EXPECT_EQ(studio->undoStack().count(), undo);
}

TEST_F(Preparing, TheDraftsBranchSaysNothingAboutAnotherRun) {
    train();
    const std::int64_t parent = studio->trace().run;
    studio->newRun();
    train();
    const std::int64_t other = studio->trace().run;
    show(parent);
    studio->branch(studio->trace().newestWeights());
    EXPECT_TRUE(find<QWidget>("field_epochs")->isVisible()) << "a branch may train longer";
    show(other);
    EXPECT_FALSE(find<QWidget>("field_epochs")->isVisible()) << "a run that has ended is as it was trained";
    studio->chooseData(studio->data().rowOf(studio->config().data)); // with the settings of this run
    EXPECT_EQ(studio->shown(), Studio::Shown::Draft);
    EXPECT_FALSE(studio->branchPoint());
}

} // namespace
} // namespace lab
