// Checkpoints that stay: kept while a run trains, marked on the timeline, a beginning for whatever one likes.
#include "core/store/checkpoint_repository.h"
#include "tests/ui/fake_training.h"
#include "tests/ui/window_fixture.h"
#include "ui/studio/inspection.h"
#include "ui/studio/timeline.h"
#include "ui/views/attention/attention_strip.h"
#include "ui/words/format.h"
#include "workbench/predictor.h"

#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>

#include <algorithm>

namespace lab {
namespace {

class CheckpointsTest : public test::WindowTest {
protected:
    /// A run that has ended and keeps its first step.
    void trainAndKeep() {
        open();
        makeSmall();
        trigger("step");
        ASSERT_TRUE(until([&] { return state() == RunState::Paused; }));
        trigger("keepStep");
        ASSERT_TRUE(until([&] { return studio->trace().holds(1); }));
        studio->activatePrimary();
        ASSERT_TRUE(until([&] { return state() == RunState::Finished; }));
    }
    QTableWidget* openDialog() {
        trigger("checkpoints");
        return find<QTableWidget>("checkpointTable");
    }
    void press(const char* name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    [[nodiscard]] std::vector<std::int64_t> marks() const {
        std::vector<std::int64_t> steps;
        for (const Timeline::Event& event : studio->timeline().events())
            if (event.kind == Timeline::Event::Kind::Kept)
                steps.push_back(event.step);
        return steps;
    }
};

TEST_F(CheckpointsTest, AreKeptWhileARunTrainsAndMarkedOnTheTimeline) {
    open(test::fakeTraining(1000));
    EXPECT_FALSE(find<QAction>("keepStep")->isEnabled()) << "nothing trains";
    studio->activatePrimary();
    ASSERT_TRUE(until([&] { return studio->changeable() && studio->trace().doneSteps > 3; }));
    trigger("keepStep");
    ASSERT_TRUE(until([&] { return marks().size() == 1; }));
    const auto& events = studio->timeline().events();
    const auto kept = std::find_if(events.begin(), events.end(), [](const Timeline::Event& event) {
        return event.kind == Timeline::Event::Kind::Kept;
    });
    EXPECT_TRUE(kept->tip.contains(formatBytes(1'000'000))) << qPrintable(kept->tip);
    QTableWidget* table = openDialog();
    ASSERT_EQ(table->rowCount(), 1);
    EXPECT_FALSE(find<QPushButton>("branchCheckpoint")->isEnabled()) << "the run still trains";
    EXPECT_TRUE(find<QPushButton>("exportCheckpoint")->isEnabled());
    studio->stop();
    ASSERT_TRUE(until([&] { return !studio->session().active(); }));
}

TEST_F(CheckpointsTest, ReadTheOwnTextAtTheMomentThatTheTimelineShows) {
    trainAndKeep();
    const std::int64_t run = studio->trace().run, last = studio->trace().doneSteps;
    std::int64_t step = 0;
    std::vector<float> logits;
    const QObject here;
    QObject::connect(studio.get(), &Studio::ownTextArrived, &here,
                     [&](const AttentionMap& map, std::int64_t of) {
                         logits = map.logits;
                         step = of;
                     });
    const auto expectRead = [&](std::int64_t with) {
        ASSERT_TRUE(until([&] { return step == with; }));
        const auto predictor = Predictor::fromStep(studio->lab().path().toStdString(), run, with);
        EXPECT_EQ(logits, predictor->read("a good phone").logits);
    };
    find<QLineEdit>("ownText")->setText(QStringLiteral("a good phone"));
    expectRead(last);
    studio->selection().setStep(1);
    expectRead(1);
    studio->selection().setStep(-1);
    expectRead(last);
}

TEST_F(CheckpointsTest, AreListedWithTheirSizeAndReadInInspect) {
    trainAndKeep();
    EXPECT_EQ(marks(), std::vector<std::int64_t>{1});
    QTableWidget* table = openDialog();
    ASSERT_GE(table->rowCount(), 2);
    EXPECT_EQ(table->item(0, 0)->text(), QStringLiteral("1"));
    EXPECT_EQ(table->item(0, 2)->text(), QStringLiteral("kept"));
    EXPECT_TRUE(table->item(0, 3)->text().endsWith(QStringLiteral("B")));
    EXPECT_TRUE(find<QLabel>("checkpointTotal")->text().contains(QStringLiteral("in the lab file")));
    table->setCurrentCell(0, 0);
    press("inspectCheckpoint");
    auto* inspection = window->findChild<Inspection*>();
    auto* strip = find<AttentionStrip>("inspectStrip");
    ASSERT_TRUE(until([&] { return inspection->weightsStep() == 1 && strip->count() == 1; }));
    EXPECT_TRUE(find<QAction>("showInspect")->isChecked());
    EXPECT_TRUE(strip->exportCaption().contains(QStringLiteral("step 1")));
    auto* choice = find<QComboBox>("weightsChoice");
    ASSERT_TRUE(choice->isVisible());
    EXPECT_EQ(choice->currentText(), QStringLiteral("kept step, 1"));
    const double early = strip->table(0).value({2, 0, 0});
    ASSERT_TRUE(until([&] { return inspection->classified(); }));
    choice->setCurrentIndex(choice->count() - 1);
    emit choice->activated(choice->count() - 1);
    EXPECT_EQ(inspection->weightsStep(), 0) << "the last ones";
    ASSERT_TRUE(until([&] { return strip->table(0).value({2, 0, 0}) != early; }));
    studio->timeline().goTo(1);
    EXPECT_EQ(inspection->weightsStep(), 1) << "the timeline's moment, where its weights are there";
    studio->timeline().newest();
    EXPECT_EQ(inspection->weightsStep(), 0);
}

TEST_F(CheckpointsTest, BranchExportAndGo) {
    trainAndKeep();
    const std::int64_t run = studio->trace().run;
    EXPECT_NE(window->findChild<QAction*>(QStringLiteral("branchFrom_1")), nullptr);
    openDialog()->setCurrentCell(0, 0);
    press("exportCheckpoint");
    auto* dialog = find<QFileDialog>("checkpointExportDialog");
    ASSERT_NE(dialog, nullptr);
    const QString file = folder.filePath(QStringLiteral("kept.safetensors"));
    emit dialog->fileSelected(file);
    ASSERT_TRUE(until([&] { return QFile::exists(file); }));
    dialog->close();
    press("branchCheckpoint");
    ASSERT_TRUE(studio->branchPoint());
    EXPECT_EQ(*studio->branchPoint(), (BranchPoint{run, 1}));
    EXPECT_EQ(find<QTableWidget>("checkpointTable")->rowCount(), 0) << "the next run has none yet";
    studio->showRun(run);
    ASSERT_TRUE(until([&] { return studio->trace().holds(1); }));
    find<QTableWidget>("checkpointTable")->setCurrentCell(0, 0);
    press("removeCheckpoint");
    press("removeCheckpointButton");
    ASSERT_TRUE(until([&] { return !studio->trace().holds(1); }));
    EXPECT_TRUE(marks().empty());
    LabFile lab(studio->lab().path().toStdString(), LabMode::ReadOnly);
    for (const CheckpointInfo& info : CheckpointRepository(lab).list(run))
        EXPECT_NE(info.kind, CheckpointKind::Kept);
}

} // namespace
} // namespace lab
