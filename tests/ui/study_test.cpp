// The tab Quality of the workspace Cost: a study is trained, cancelled, gone on with, shown and exported.
#include "tests/ui/fake_training.h"
#include "tests/ui/window_fixture.h"
#include "ui/export/number_text.h"
#include "ui/models/compare_model.h"
#include "ui/models/study_model.h"
#include "ui/pages/page.h"
#include "ui/plots/seed_dots.h"
#include "ui/studio/run_queue.h"
#include "ui/views/comparing/study_chooser.h"
#include "ui/views/comparing/study_table.h"

#include "core/base/error.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTreeView>

#include <thread>

namespace lab {
namespace {

class Study : public test::WindowTest {
protected:
    void openSmall(TrainingFunction training = runTraining) {
        open(std::move(training));
        makeSmall();
        window->showWorkspace(QStringLiteral("cost"));
        trigger("costQuality");
        table = find<StudyTable>("studyTable");
        ASSERT_NE(table, nullptr);
    }
    /// Two encoders, two seeds, one epoch.
    void chooseTwo() {
        for (const EncoderSpec& spec : builtinEncoders().all())
            if (spec.id != "fastformer" && spec.id != "longformer")
                find<QCheckBox>(("studyEncoder_" + spec.id).c_str())->click();
        find<QSpinBox>("studySeeds")->setValue(2);
        find<QDoubleSpinBox>("studyEpochs")->setValue(1);
    }
    void waitUntilDone() {
        ASSERT_TRUE(until([&] { return !studio->study().active(); }));
        ASSERT_TRUE(until([&] { return shown() == runsOf(loadStudies(labPath.toStdString())); }));
    }
    static std::size_t runsOf(const std::vector<StudyResult>& studies) {
        std::size_t runs = 0;
        for (const StudyResult& study : studies)
            for (const StudyRow& row : study.rows)
                runs += row.runs.size();
        return runs;
    }
    [[nodiscard]] std::size_t shown() const { return runsOf({table->source().study()}); }
    StudyTable* table = nullptr;
};

TEST_F(Study, AnEmptyLabSaysWhatAStudyIs) {
    openSmall();
    EXPECT_FALSE(table->isVisible());
    EXPECT_TRUE(find<QPushButton>("runStudyButton")->isEnabled());
    EXPECT_FALSE(find<QAction>("cancelStudy")->isEnabled());
    EXPECT_FALSE(find<QAction>("continueStudy")->isEnabled());
    find<QCheckBox>("studySharing_query_value")->click();
    EXPECT_FALSE(find<QAction>("runStudy")->isEnabled());
    EXPECT_TRUE(find<QAction>("runStudy")->toolTip().contains(QStringLiteral("at least one")));
    EXPECT_TRUE(find<QLabel>("studyHindrance")->isVisible());
    trigger("costTimings");
    EXPECT_FALSE(find<QPushButton>("runStudyButton")->isVisible());
}

TEST_F(Study, TrainsFillsTheTableAndExportsTheNumbersOfTheCommandLine) {
    openSmall();
    chooseTwo();
    find<QPushButton>("runStudyButton")->click();
    ASSERT_TRUE(studio->study().active());
    EXPECT_FALSE(find<QAction>("runStudy")->isEnabled());
    waitUntilDone();
    const auto stored = loadStudies(labPath.toStdString());
    ASSERT_EQ(stored.size(), 1U);
    ASSERT_EQ(stored[0].rows.size(), 2U);
    EXPECT_FALSE(stored[0].stopped);
    const auto& rows = table->source().rows();
    ASSERT_EQ(rows.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_EQ(rows[i].model, stored[0].rows[i].model);
        EXPECT_EQ(rows[i].accuracy.mean, stored[0].rows[i].accuracy.mean);
        EXPECT_EQ(rows[i].macroF1.deviation, stored[0].rows[i].macroF1.deviation);
        ASSERT_EQ(rows[i].runs.size(), 2U);
    }
    EXPECT_EQ(find<SeedDots>("studyDots")->lines()[1].values.size(), 2U);
    EXPECT_TRUE(find<QLabel>("studyPaper")->text().contains(QStringLiteral("No figures of the paper")));
    EXPECT_EQ(table->model()->index(0, StudyModel::SeedsColumn).data().toString(), QStringLiteral("2 of 2"));
    const QStringList ours = QString::fromUtf8(numbersAsCsv(table->exportNumbers())).split(u'\n'),
                      theirs = QString::fromStdString(studyCsv(stored[0])).split(u'\n');
    ASSERT_EQ(ours.size(), theirs.size());
    EXPECT_EQ(ours[0], theirs[0]);
    for (qsizetype line = 1; line < ours.size(); ++line) {
        const QStringList first = ours[line].split(u','), second = theirs[line].split(u',');
        ASSERT_EQ(first.size(), second.size());
        for (qsizetype cell = 0; cell < first.size(); ++cell) {
            bool number = false;
            const double value = first[cell].toDouble(&number);
            if (number)
                EXPECT_EQ(value, second[cell].toDouble()) << line << ' ' << cell;
            else
                EXPECT_EQ(first[cell], QString(second[cell]).remove(u'"'));
        }
    }
    ASSERT_EQ(window->currentPage()->exportables().size(), 2U);
    for (Exportable* view : window->currentPage()->exportables())
        EXPECT_TRUE(view->exportable());
    table->chooseEntry(1);
    trigger("compareStudy");
    EXPECT_TRUE(studio->comparison().contains(rows[1].runs[0].run));
    EXPECT_TRUE(find<QAction>("showCompare")->isChecked());
}

TEST_F(Study, IsCancelledAtOnceAndGoesOnAfterARestart) {
    openSmall();
    chooseTwo();
    trigger("runStudy");
    ASSERT_TRUE(until([&] { return shown() == 1; })) << "the table fills as runs finish";
    EXPECT_EQ(table->source().rows().size(), 2U) << "the other model waits in the table";
    QSignalSpy problems(studio.get(), &Studio::problem);
    trigger("train");
    EXPECT_EQ(problems.size(), 1) << "only one thing trains at a time";
    EXPECT_FALSE(studio->session().active());
    EXPECT_FALSE(find<QAction>("measureCost")->isEnabled());
    QElapsedTimer clock;
    clock.start();
    find<QPushButton>("cancelStudyButton")->click();
    EXPECT_TRUE(find<QLabel>("studyState")->text().contains(QStringLiteral("Stopping")));
    EXPECT_LT(clock.elapsed(), 100);
    waitUntilDone();
    const std::size_t before = shown();
    ASSERT_LT(before, 4U);
    host.reset();
    studio.reset();

    open();
    window->showWorkspace(QStringLiteral("cost"));
    trigger("costQuality");
    table = find<StudyTable>("studyTable");
    ASSERT_TRUE(until([&] { return shown() == before; }));
    find<QPushButton>("continueStudyButton")->click();
    ASSERT_TRUE(studio->study().active());
    waitUntilDone();
    EXPECT_EQ(shown(), 4U);
    EXPECT_FALSE(find<QPushButton>("continueStudyButton")->isVisible());
}

TEST_F(Study, IsRefusedWhileARunTrains) {
    openSmall(test::fakeTraining(100000));
    trigger("train");
    ASSERT_TRUE(until([&] { return state() == RunState::Running; }));
    EXPECT_FALSE(find<QAction>("runStudy")->isEnabled());
    EXPECT_TRUE(find<QAction>("runStudy")->toolTip().contains(QStringLiteral("A run is training")));
    trigger("stop");
    ASSERT_TRUE(until([&] { return !studio->session().active(); }));
    EXPECT_TRUE(find<QAction>("runStudy")->isEnabled());
}

TEST_F(Study, TheQueueWaitsUntilAStudyHasEnded) {
    openSmall();
    chooseTwo();
    trigger("runStudy");
    studio->queue().add({studio->draft()});
    EXPECT_FALSE(studio->session().active());
    EXPECT_EQ(studio->queue().entries()[0].state, RunQueue::State::Waiting);
    trigger("cancelStudy");
    ASSERT_TRUE(until([&] { return studio->queue().entries()[0].state == RunQueue::State::Done; }));
    EXPECT_FALSE(studio->study().active());
}

TEST_F(Study, TheWindowClosesWhenTheStudyHasStoredItsStep) {
    openSmall();
    trigger("runStudy");
    ASSERT_TRUE(until([&] { return studio->study().moment().has_value(); }));
    window->close();
    EXPECT_TRUE(window->isVisible()) << "it waits without holding the window";
    ASSERT_TRUE(until([&] { return !window->isVisible(); }));
    EXPECT_FALSE(studio->study().active());
}

TEST_F(Study, OtherSettingsMakeAStudyOfTheirOwn) {
    openSmall();
    chooseTwo();
    const StudyRequest first = requestOf(*studio, {});
    StudyResult stored;
    stored.name = first.name;
    stored.request = first;
    EXPECT_EQ(requestOf(*studio, {stored}).name, first.name) << "the same study goes on";
    find<QDoubleSpinBox>("studyEpochs")->setValue(2);
    EXPECT_EQ(requestOf(*studio, {stored}).name, first.name + ", 2");
    auto* presets = find<QComboBox>("studyPreset");
    presets->setCurrentIndex(presets->findData(QStringLiteral("paper-imdb")));
    emit presets->activated(presets->currentIndex());
    const StudyRequest paper = requestOf(*studio, {});
    EXPECT_EQ(paper.config.train.epochs, 3) << "the preset's";
    EXPECT_EQ(paper.config.model.maxLength, 1024);
    EXPECT_EQ(paper.config.data, studio->draft().data);
}

TEST(StudyTable, ShowsThePapersFiguresWhereThereAreSomeAndSortsByValue) {
    StudyResult study;
    study.name = "paper";
    for (const auto& [encoder, accuracy] : {std::pair{"transformer", 0.5}, std::pair{"longformer", 0.25}}) {
        StudyRow& row = study.rows.emplace_back();
        row.model.encoder = encoder;
        row.model.sharing = Sharing::None;
        row.runs = {{1, 1, accuracy, accuracy, 2}, {2, 2, accuracy, accuracy, 2}};
        row.accuracy = {accuracy, 0.125};
        row.paper = paperFigureOf(paperData()[0], row.model);
    }
    StudyTable table(test::look());
    table.setStudy(study);
    EXPECT_FALSE(table.isColumnHidden(StudyModel::PaperAccuracyColumn));
    const auto cell = [&](int row, int column, int role = Qt::DisplayRole) {
        return table.model()->index(row, column).data(role);
    };
    EXPECT_EQ(cell(0, StudyModel::PaperAccuracyColumn).toString(), QStringLiteral("65.32"));
    EXPECT_EQ(cell(0, StudyModel::AccuracyColumn).toString(), QStringLiteral("50.00"));
    EXPECT_TRUE(cell(0, StudyModel::AccuracyColumn, BestRole).toBool());
    EXPECT_FALSE(cell(1, StudyModel::AccuracyColumn, BestRole).toBool());
    EXPECT_EQ(cell(0, StudyModel::AccuracyColumn, SpreadRole).toString(), QStringLiteral("± 12.50"));
    table.sortByColumn(StudyModel::AccuracyColumn, Qt::AscendingOrder);
    EXPECT_EQ(cell(0, StudyModel::EncoderColumn).toString(), QStringLiteral("Longformer"));
    EXPECT_DOUBLE_EQ(table.exportNumbers().rows[0].back().toDouble(), 0.4231);
    study.rows.back().paper.reset();
    study.rows.front().paper.reset();
    table.setStudy(study);
    EXPECT_TRUE(table.isColumnHidden(StudyModel::PaperAccuracyColumn));
}

TEST(StudySession, TellsProgressAnErrorAndTheEnd) {
    QTemporaryDir folder;
    StudySession session(folder.filePath(QStringLiteral("lab.db")),
                         [](const StudyRequest& request, RunControl& control, const auto& tell, const auto&) {
                             StudyResult result;
                             tell(StudyProgress{result, 1, 4, {}, 7, 0.5, 12.0});
                             if (request.name == "broken")
                                 throw DeviceError("no memory for it");
                             while (!control.stopRequested())
                                 std::this_thread::sleep_for(std::chrono::milliseconds(1));
                             result.stopped = true;
                             return result;
                         });
    QSignalSpy finished(&session, &StudySession::finished), failed(&session, &StudySession::failed);
    StudyRequest request;
    request.name = "slow";
    ASSERT_TRUE(session.start(request));
    EXPECT_FALSE(session.start(request)) << "one study at a time";
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.moment().has_value(); }));
    EXPECT_EQ(session.moment()->total, 4U);
    EXPECT_EQ(session.moment()->secondsLeft, 12.0);
    session.cancel();
    EXPECT_TRUE(session.stopping());
    ASSERT_TRUE(finished.wait(1000));
    EXPECT_TRUE(finished.front().front().toBool());
    request.name = "broken";
    ASSERT_TRUE(session.start(request));
    ASSERT_TRUE(failed.wait(1000));
    EXPECT_EQ(failed.front().front().toString(), QStringLiteral("no memory for it"));
    EXPECT_FALSE(session.active());
}

} // namespace
} // namespace lab
