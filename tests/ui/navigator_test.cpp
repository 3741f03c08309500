// The list of runs while it is read anew: what a person sees and has chosen in it stays.
#include "core/store/metric_repository.h"
#include "core/store/run_repository.h"
#include "tests/ui/fake_training.h"
#include "tests/ui/window_fixture.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

namespace lab {
namespace {

class RunList : public test::WindowTest {
protected:
    [[nodiscard]] std::string path() const { return folder.filePath(QStringLiteral("lab.db")).toStdString(); }
    std::int64_t addRun(Sharing sharing, std::uint64_t seed, int dim) {
        LabFile lab(path());
        RunRepository runs(lab);
        NewRun run;
        run.config.model.sharing = sharing;
        run.config.model.dim = dim;
        run.config.train.seed = seed;
        run.labels = {"1", "2"};
        const std::int64_t id = runs.create(run);
        runs.setStatus(id, RunStatus::Finished);
        return id;
    }
    void SetUp() override {
        for (std::uint64_t seed = 1; seed <= 3; ++seed)
            addRun(Sharing::None, seed, 16);
        for (int i = 1; i <= 60; ++i)
            addRun(Sharing::QueryValue, 1, 16 * (i + 1)); // of each setting one
        open(test::fakeTraining(10));
        ASSERT_TRUE(until([&] { return studio->runs().find(63) != nullptr; }));
        list = find<QTreeView>("runList");
    }
    /// Reads the list anew with one run more.
    void refresh() {
        const std::int64_t id = addRun(Sharing::QueryValueLayer, 1, 8);
        studio->lab().refreshRuns();
        ASSERT_TRUE(until([&] { return studio->runs().find(id) != nullptr; }));
        QCoreApplication::processEvents();
    }
    [[nodiscard]] QModelIndex row(std::int64_t run) const { return studio->runs().indexOf(run); }
    [[nodiscard]] std::vector<std::int64_t> chosen() const {
        std::vector<std::int64_t> runs;
        for (const QModelIndex& index : list->selectionModel()->selectedRows())
            runs.push_back(index.data(RunIdRole).toLongLong());
        std::sort(runs.begin(), runs.end());
        return runs;
    }
    QTreeView* list = nullptr;
};

TEST_F(RunList, KeepsWhatIsChosenOpenAndScrolledToOverEveryRefresh) {
    list->setCurrentIndex(row(30));
    for (const std::int64_t run : {28, 26})
        list->selectionModel()->select(row(run), QItemSelectionModel::Select);
    ASSERT_TRUE(until([&] { return studio->trace().run == 30 && studio->trace().doneSteps >= 0; }));
    list->expand(row(1).parent());
    ASSERT_GT(list->verticalScrollBar()->maximum(), 200);
    list->verticalScrollBar()->setValue(201);
    const std::int64_t top = list->indexAt({0, 0}).data(RunIdRole).toLongLong();
    const int at = list->visualRect(row(top)).top();
    for (int time = 0; time < 2; ++time) {
        refresh();
        EXPECT_EQ(chosen(), (std::vector<std::int64_t>{26, 28, 30}));
        EXPECT_EQ(list->currentIndex(), row(30));
        EXPECT_TRUE(list->isExpanded(row(1).parent()));
        EXPECT_EQ(list->visualRect(row(top)).top(), at) << "what one looks at does not move";
        EXPECT_TRUE(find<QAction>("compareRuns")->isEnabled());
        EXPECT_FALSE(find<QAction>("runNote")->isEnabled()) << "a note is one run's, three are chosen";
    }
    EXPECT_EQ(studio->trace().run, 30);
    list->collapse(row(1).parent().parent());
    refresh();
    EXPECT_FALSE(list->isExpanded(row(1).parent().parent())) << "what was closed stays closed";
    EXPECT_EQ(chosen(), (std::vector<std::int64_t>{26, 28, 30}));
}

TEST_F(RunList, AChosenGroupStaysChosenWhileOtherThingsChange) {
    const QModelIndex group = row(1).parent();
    ASSERT_EQ(studio->runs().runsOf(group).size(), 3U);
    list->setCurrentIndex(group);
    const QString key = group.data(KeyRole).toString();
    studio->device().choose(DeviceChoice(2)); // settings of the draft: another refresh of the views
    EXPECT_EQ(list->currentIndex().data(KeyRole).toString(), key);
    refresh();
    EXPECT_EQ(list->currentIndex().data(KeyRole).toString(), key);
    EXPECT_EQ(list->selectionModel()->selectedRows().size(), 1);
    EXPECT_TRUE(find<QAction>("compareRuns")->isEnabled());
}

TEST_F(RunList, ARunThatBeginsIsChosenAndOneThatIsGoneNoMore) {
    list->setCurrentIndex(row(30));
    ASSERT_TRUE(until([&] { return studio->trace().run == 30; }));
    trigger("newRun");
    EXPECT_FALSE(list->currentIndex().isValid()) << "the settings of a next run are on show";
    EXPECT_TRUE(chosen().empty());
    studio->showRun(20);
    EXPECT_EQ(list->currentIndex(), row(20));
    {
        LabFile lab(path());
        RunRepository(lab).remove(20);
    }
    studio->lab().refreshRuns();
    ASSERT_TRUE(until([&] { return studio->runs().find(20) == nullptr; }));
    EXPECT_EQ(studio->shown(), Studio::Shown::Draft);
    EXPECT_FALSE(list->currentIndex().isValid());
    EXPECT_TRUE(chosen().empty());
}

TEST_F(RunList, FollowsWhatAnotherProgramDoesToTheLabFile) {
    LabFile lab(path()); // as the command line has it
    RunRepository runs(lab);
    NewRun made;
    made.labels = {"1", "2"};
    const std::int64_t run = runs.create(made);
    runs.setStatus(run, RunStatus::Running);
    ASSERT_TRUE(until([&] { return studio->runs().find(run) != nullptr; })) << "nobody asked for a list";
    studio->showRun(run);
    ASSERT_TRUE(until([&] { return studio->trace().status == RunStatus::Running; }));
    QSignalSpy problems(studio.get(), &Studio::problem);
    studio->setOwnText(QStringLiteral("plums and pears"));
    ASSERT_TRUE(until([&] { return !problems.isEmpty(); })) << "it has no weights yet";
    for (std::int64_t step = 1; step <= 2; ++step) {
        MetricRepository(lab).append(run, {{"train", "loss", step, 1.0 / static_cast<double>(step)}});
        runs.setSteps(run, step);
        ASSERT_TRUE(until([&] { return studio->trace().doneSteps == step; }));
        EXPECT_EQ(studio->trace().steps.loss.size(), static_cast<std::size_t>(step));
    }
    runs.setStatus(run, RunStatus::Finished);
    ASSERT_TRUE(until([&] { return studio->trace().status == RunStatus::Finished; }));
    EXPECT_EQ(list->currentIndex(), row(run));
    EXPECT_EQ(problems.size(), 1) << "what has no weights still is not read again";
}

TEST_F(RunList, TwoWindowsOnOneLabLeaveEachOtherInPeace) {
    LabSession other(QString::fromStdString(path()));
    QSignalSpy listed(&other, &LabSession::runsListed);
    other.refreshRuns();
    other.watchVitals();
    ASSERT_TRUE(until([&] { return !listed.isEmpty(); })) << "else the run below is in its first list";
    QSignalSpy here(&studio->lab(), &LabSession::outOfDate), there(&other, &LabSession::outOfDate);
    QObject::connect(&other, &LabSession::outOfDate, &other, &LabSession::refreshRuns);
    addRun(Sharing::None, 9, 16);
    ASSERT_TRUE(until([&] { return !here.isEmpty() && !there.isEmpty(); }));
    QTest::qWait(3500); // three looks more of each
    EXPECT_LE(here.size(), 2);
    EXPECT_LE(there.size(), 2);
}

} // namespace
} // namespace lab
