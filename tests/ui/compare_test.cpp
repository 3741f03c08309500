// The Compare workspace: curves, table, and one text through two models.
#include "core/store/action_repository.h"
#include "core/store/dataset_repository.h"
#include "tests/ui/compare_fixture.h"
#include "ui/models/comparison.h"
#include "ui/pages/page.h"
#include "ui/plots/overlay_chart.h"
#include "ui/plots/seed_dots.h"
#include "ui/views/attention/duel_strip.h"
#include "ui/views/comparing/compare_table.h"
#include "ui/views/controls/message_line.h"
#include "ui/views/controls/side_delegate.h"
#include "ui/words/format.h"
#include "workbench/run_control.h"

#include <QAccessible>
#include <QComboBox>
#include <QDropEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTreeView>

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

TEST_F(Compare, SaysHowToBeginWhenNothingIsChosen) {
    open(test::fakeTraining(10));
    window->showWorkspace(QStringLiteral("compare"));
    EXPECT_FALSE(find<QAction>("compareData")->isEnabled());
    EXPECT_FALSE(find<CompareTable>("compareTable")->isVisible());
    EXPECT_FALSE(find<CompareTable>("compareTable")->exportable());
    EXPECT_FALSE(find<OverlayChart>("overlayChart")->exportable());
}

TEST_F(Compare, NamesSettingsInTheLanguageOfTheWindow) {
    preferences.setValue(QStringLiteral("language"), QStringLiteral("zh_CN"));
    addRun(Sharing::QueryValueLayer, 1, 0.6);
    addRun(Sharing::None, 1, 0.5);
    show(2);
    EXPECT_EQ(cell(0, QStringLiteral("参数共享")), QStringLiteral("不共享"));
}

TEST_F(Compare, ARunThatWasChangedOnTheWayIsInNoGroupAndSaysSo) {
    for (const std::uint64_t seed : {1, 2, 3})
        addRun(Sharing::QueryValueLayer, seed, 0.6);
    {
        LabFile lab(path());
        ActionRepository(lab).append(2, {20, "", "learning_rate", "0.001 → 0.0005", false});
    }
    show(2);
    const auto& entries = studio->comparison().entries();
    EXPECT_EQ(entries[0].runs.size(), 2U);
    ASSERT_EQ(entries[1].runs.size(), 1U);
    EXPECT_EQ(entries[1].runs[0]->row.id, 2);
    EXPECT_EQ(cell(0, QStringLiteral("Changed on the way")), QStringLiteral("–"));
    EXPECT_EQ(cell(1, QStringLiteral("Changed on the way")),
              QStringLiteral("LR 0.001 → 0.0005 after step 20"));
}

TEST_F(Compare, GroupsSeedsAndShowsWhereRunsDiffer) {
    for (const std::uint64_t seed : {1, 2, 3})
        addRun(Sharing::QueryValueLayer, seed, 0.60 + 0.01 * static_cast<double>(seed));
    addRun(Sharing::None, 1, 0.5);
    show(2);
    const auto& entries = studio->comparison().entries();
    EXPECT_EQ(entries[0].runs.size(), 1U) << "the newest first";
    EXPECT_EQ(entries[1].aside, QStringLiteral("3 seeds"));
    const CurveBand& band = find<OverlayChart>("overlayChart")->band(1);
    ASSERT_EQ(band.x.size(), 4U);
    EXPECT_EQ(band.x.back(), 2.0) << "epochs";
    EXPECT_NEAR(band.mean.back(), 0.62 - 0.01, 1e-9);
    EXPECT_NEAR(band.high.back() - band.low.back(), 0.02, 1e-9);

    EXPECT_EQ(cell(1, QStringLiteral("Parameter sharing")), QStringLiteral("query = value + all layers"));
    EXPECT_EQ(cell(1, QStringLiteral("Test accuracy ± sd")), QStringLiteral("62.00"));
    EXPECT_EQ(cell(1, QStringLiteral("Test accuracy ± sd"), SpreadRole), QStringLiteral("± 1.00"));
    EXPECT_EQ(cell(1, QStringLiteral("Test accuracy ± sd"), BestRole), QStringLiteral("true"));
    EXPECT_EQ(cell(1, QStringLiteral("s / epoch")), QStringLiteral("10.0"));
    EXPECT_EQ(cell(1, QStringLiteral("Memory")), formatBytes(3'000'000));
    EXPECT_EQ(cell(0, QStringLiteral("Memory")), QStringLiteral("–")) << "a run of an older version";
    EXPECT_EQ(cell(0, QStringLiteral("Width")), QStringLiteral("no column Width"));
    trigger("onlyDifferences");
    EXPECT_EQ(cell(0, QStringLiteral("Width")), QStringLiteral("256"));
    EXPECT_EQ(cell(0, QStringLiteral("Scores")), QStringLiteral("across heads")) << "as in the settings";
    EXPECT_EQ(cell(0, QStringLiteral("Interaction")), QStringLiteral("product"));
    EXPECT_EQ(cell(0, QStringLiteral("Word vectors kept")), QStringLiteral("no"));
    EXPECT_EQ(cell(0, QStringLiteral("Shares of the parts")), QStringLiteral("0.8, 0.1, 0.1"));
    trigger("onlyDifferences");

    auto* table = find<CompareTable>("compareTable");
    table->selectRow(0);
    trigger("compareReference");
    EXPECT_EQ(studio->comparison().reference(), 0);
    EXPECT_TRUE(cell(1, QStringLiteral("Δ to ") + entries[0].name).startsWith(QStringLiteral("▴ +12.00")));
    table->selectRow(0);
    trigger("removeFromComparison");
    ASSERT_TRUE(until([&] { return studio->comparison().entries().size() == 1; }));
    EXPECT_NE(studio->runs().find(4), nullptr) << "the run itself stays";
    trigger("clearComparison");
    ASSERT_TRUE(until([&] { return studio->comparison().entries().empty(); }));
}

TEST_F(Compare, TheMeanOfAGroupFollowsARepeatThatTrains) {
    open();
    makeSmall(2);
    RunConfig config = studio->draft();
    trigger("train");
    ASSERT_TRUE(until([&] { return state() == RunState::Finished && studio->runs().find(1) != nullptr; }));
    const double first = studio->trace().bestAccuracy;
    config.train.seed = 2;
    studio->newRun();
    studio->setDraft(config);
    trigger("step");
    const RunModel& runs = studio->runs();
    ASSERT_TRUE(until([&] { return state() == RunState::Paused && runs.find(2) != nullptr; }));
    const QModelIndex group = runs.indexOf(2).parent();
    ASSERT_EQ(runs.runsOf(group).size(), 2U);
    EXPECT_EQ(group.data(NumberRole).toString(), formatFixed(first, 3));
    EXPECT_TRUE(group.data(Qt::ToolTipRole).toString().contains(QStringLiteral("1 of the 2 runs")));
    Comparison& comparison = studio->comparison();
    comparison.add({1, 2});
    ASSERT_TRUE(until([&] { return comparison.entries().size() == 1 && !comparison.working(); }));
    EXPECT_EQ(comparison.entries()[0].aside, QStringLiteral("2 seeds, 1 in training"));
    EXPECT_TRUE(comparison.entries()[0].runs[1]->curve.empty());

    QSignalSpy changes(&runs, &QAbstractItemModel::dataChanged);
    trigger("epoch");
    ASSERT_TRUE(until([&] { return state() == RunState::Paused && studio->trace().bestAccuracy > 0; }));
    const double second = studio->trace().bestAccuracy;
    EXPECT_EQ(group.data(NumberRole).toString(), formatFixed((first + second) / 2, 3));
    EXPECT_FALSE(group.data(Qt::ToolTipRole).toString().contains(QStringLiteral("1 of the 2 runs")));
    EXPECT_TRUE(std::any_of(changes.begin(), changes.end(), [&](const QList<QVariant>& change) {
        return change[0].toModelIndex() == group;
    })) << "the list paints it again";
    EXPECT_TRUE(until([&] { return !comparison.entries()[0].runs[1]->curve.empty(); }));
    EXPECT_EQ(comparison.entries()[0].aside, QStringLiteral("2 seeds, 1 in training"));
    trigger("stop");
    EXPECT_TRUE(until([&] { return comparison.entries()[0].aside == QStringLiteral("2 seeds"); }));
}

TEST_F(Compare, TheNumbersAtThePointerStayWhileOthersAreRead) {
    addRun(Sharing::QueryValueLayer, 1, 0.6);
    addRun(Sharing::None, 1, 0.5);
    show(2);
    auto* chart = find<OverlayChart>("overlayChart");
    auto* note = find<QLabel>("compareCurveNote");
    emit chart->hovered(2);
    const QString told = note->text();
    EXPECT_TRUE(told.contains(QStringLiteral("0.490"))) << qPrintable(told);
    emit studio->comparison().entriesChanged(); // as every two seconds while one of them trains
    EXPECT_EQ(note->text(), told);
    studio->comparison().setReference(0);
    EXPECT_EQ(note->text(), told);
    emit chart->hovered(-1);
    EXPECT_NE(note->text(), told);
}

TEST_F(Compare, ChangesUnitMetricAndMomentAndSorts) {
    addRun(Sharing::QueryValueLayer, 1, 0.6);
    addRun(Sharing::None, 1, 0.7);
    show(2);
    auto* chart = find<OverlayChart>("overlayChart");
    const auto choose = [&](const char* name, int index) {
        auto* combo = find<QComboBox>(name);
        combo->setCurrentIndex(index);
        emit combo->activated(index);
    };
    choose("compareMetric", 1);
    EXPECT_NEAR(chart->band(0).mean.front(), 0.1, 1e-9);
    EXPECT_EQ(chart->exportTitle(), QStringLiteral("Validation loss"));
    choose("compareAxis", 2);
    ASSERT_TRUE(until([&] { return !chart->band(0).x.empty(); })) << "times are read when they are asked for";
    EXPECT_NEAR(chart->band(0).x.back(), 2.0, 1e-9);
    choose("compareMetric", 0);
    choose("compareMoment", 1);
    EXPECT_EQ(cell(0, QStringLiteral("Validation ± sd")), QStringLiteral("69.00"));
    emit chart->clicked(1.0);
    EXPECT_EQ(find<QComboBox>("compareMoment")->currentIndex(), 2);
    EXPECT_EQ(cell(0, QStringLiteral("Validation ± sd")), QStringLiteral("68.00"));

    auto* table = find<CompareTable>("compareTable");
    EXPECT_EQ(cell(0, QStringLiteral("Test accuracy ± sd")), QStringLiteral("70.00"));
    for (int column = 0; column < table->model()->columnCount(); ++column)
        if (table->model()
                ->headerData(column, Qt::Horizontal)
                .toString()
                .startsWith(QStringLiteral("Test accuracy")))
            table->sortByColumn(column, Qt::AscendingOrder);
    EXPECT_EQ(cell(0, QStringLiteral("Test accuracy ± sd")), QStringLiteral("60.00"));
    const NumberTable numbers = table->exportNumbers();
    EXPECT_EQ(numbers.columns.front(), QStringLiteral("name"));
    EXPECT_TRUE(numbers.columns.contains(QStringLiteral("test_accuracy")));
    EXPECT_EQ(numbers.rows.size(), 2U);
    EXPECT_EQ(find<SeedDots>("seedDots")->exportNumbers().rows.size(), 2U);
    EXPECT_EQ(chart->exportNumbers().rows.size(), 8U);
    for (Exportable* view : window->currentPage()->exportables()) {
        if (!view->exportable())
            continue;
        QImage image(view->exportSize(), QImage::Format_ARGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        view->paintExport(painter, image.rect());
        painter.end();
        QImage blank(image.size(), image.format());
        blank.fill(Qt::white);
        EXPECT_NE(image, blank) << qPrintable(view->exportTitle());
    }
}

TEST_F(Compare, ShowsThePapersFiguresBesideTheSameModelAndData) {
    std::int64_t dataset = 0;
    {
        LabFile lab(path());
        dataset = DatasetRepository(lab).save({"reviews",
                                               "amazon:reviews.json",
                                               "amazon",
                                               {"1", "2", "3", "4", "5"},
                                               {{"good", 4, RecordSplit::Test}},
                                               "{}"});
    }
    addRun(Sharing::QueryValueLayer, 1, 0.6, dataset);
    addRun(Sharing::None, 1, 0.7, dataset);
    show(2);
    EXPECT_EQ(cell(1, QStringLiteral("Paper: accuracy")), QStringLiteral("66.13"));
    EXPECT_EQ(cell(1, QStringLiteral("Paper: accuracy"), SpreadRole), QStringLiteral("± 0.29"));
    EXPECT_EQ(cell(0, QStringLiteral("Paper: macro-F1")), QStringLiteral("42.76"));
    EXPECT_EQ(cell(0, QStringLiteral("Paper: macro-F1"), ForeignRole), QStringLiteral("true"));
    trigger("paperFigures");
    EXPECT_TRUE(cell(0, QStringLiteral("Paper: accuracy")).startsWith(QStringLiteral("no column")));
}

TEST_F(Compare, TakesRunsFromTheListByActionAndByDragAndLetsTheTrashGo) {
    addRun(Sharing::QueryValueLayer, 1, 0.6);
    addRun(Sharing::None, 1, 0.7);
    open(test::fakeTraining(10));
    ASSERT_TRUE(until([&] { return studio->runs().find(2) != nullptr; }));
    auto* list = find<QTreeView>("runList");
    list->setCurrentIndex(studio->runs().indexOf(1));
    trigger("compareRuns");
    ASSERT_TRUE(until([&] { return studio->comparison().entries().size() == 1; }));
    const std::unique_ptr<QMimeData> dragged(studio->runs().mimeData({studio->runs().indexOf(2)}));
    window->showWorkspace(QStringLiteral("compare"));
    QDropEvent drop(QPointF(10, 10), Qt::CopyAction, dragged.get(), Qt::LeftButton, Qt::NoModifier);
    static_cast<QObject*>(window->currentPage())->event(&drop);
    ASSERT_TRUE(until([&] { return studio->comparison().entries().size() == 2; }));
    studio->desk().trash({1});
    ASSERT_TRUE(until([&] { return studio->comparison().entries().size() == 1; }));
    EXPECT_EQ(studio->comparison().chosen(), std::vector<std::int64_t>{2});
}

TEST_F(Compare, CheckMarksInTheListAreTheComparison) {
    for (const std::uint64_t seed : {1, 2})
        addRun(Sharing::QueryValueLayer, seed, 0.6);
    addRun(Sharing::None, 1, 0.7);
    open(test::fakeTraining(10));
    ASSERT_TRUE(until([&] { return studio->runs().find(3) != nullptr; }));
    RunModel& runs = studio->runs();
    auto* list = find<QTreeView>("runList");
    const QModelIndex alone = runs.indexOf(3), group = runs.indexOf(1).parent();
    const auto stateOf = [](const QModelIndex& index) { return index.data(Qt::CheckStateRole).toInt(); };
    EXPECT_FALSE(alone.parent().data(Qt::CheckStateRole).isValid()) << "not whole data sets";
    list->setCurrentIndex(alone);
    const std::int64_t shown = studio->trace().run;
    QTest::keyClick(list, Qt::Key_Space);
    EXPECT_EQ(studio->comparison().chosen(), std::vector<std::int64_t>{3});
    EXPECT_EQ(stateOf(alone), Qt::Checked);
    list->expand(group);
    const QRect mark = SideDelegate::checkRect(test::look(), list->visualRect(runs.indexOf(2)));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, mark.center());
    EXPECT_EQ(studio->comparison().chosen(), (std::vector<std::int64_t>{3, 2}));
    EXPECT_EQ(stateOf(group), Qt::PartiallyChecked);
    EXPECT_EQ(studio->trace().run, shown) << "a mark is no choice of the run on show";
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      SideDelegate::checkRect(test::look(), list->visualRect(group)).center());
    EXPECT_EQ(stateOf(group), Qt::Checked);
    const QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(list);
    int checkable = 0, checked = 0;
    for (int i = 0; i < accessible->childCount(); ++i) {
        const QAccessible::State state = accessible->child(i)->state();
        checkable += state.checkable ? 1 : 0;
        checked += state.checked ? 1 : 0;
    }
    EXPECT_EQ(checkable, 4) << "two seeds, their group, and the run alone";
    EXPECT_EQ(checked, 4);
    window->showWorkspace(QStringLiteral("compare"));
    ASSERT_TRUE(until([&] { return studio->comparison().entries().size() == 2; }));
    trigger("clearComparison");
    EXPECT_EQ(stateOf(alone), Qt::Unchecked) << "one set, two places";
    EXPECT_EQ(stateOf(group), Qt::Unchecked);
}

TEST_F(Compare, ReadsOneTextWithBothModelsAndFindsWhereTheyDisagree) {
    for (const Sharing sharing : {Sharing::QueryValue, Sharing::None}) {
        RunJob job = tinyJob(sharing);
        job.config.train.steps = sharing == Sharing::None ? 2 : 60;
        RunControl control;
        runTraining(job, control, [](const RunEvent&) {});
    }
    show(2);
    auto* strip = find<DuelStrip>("duelStrip");
    ASSERT_TRUE(until([&] { return !strip->isEmpty(); }));
    auto* text = find<QLineEdit>("duelText");
    EXPECT_FALSE(text->text().isEmpty());
    EXPECT_EQ(strip->duel()->rowsA.size(), 5U) << "α and β of two layers, and the pooling";
    const double before = strip->duel()->difference[0].weights[0];
    EXPECT_NEAR(before, strip->duel()->rowsB[0].weights[0] - strip->duel()->rowsA[0].weights[0], 1e-12);
    EXPECT_GT(strip->duel()->divergence, 0);
    EXPECT_TRUE(strip->sentenceFor(2, 0, 0).contains(QStringLiteral("B − A α L1")));
    const std::int64_t a = studio->comparison().a(), b = studio->comparison().b();
    trigger("swapCompared");
    ASSERT_TRUE(until([&] { return !strip->isEmpty() && strip->duel()->a == b && strip->duel()->b == a; }));
    EXPECT_NEAR(strip->duel()->difference[0].weights[0], -before, 1e-12);

    const QString first = text->text();
    trigger("nextCompared");
    ASSERT_TRUE(until([&] { return text->text() != first && strip->duel()->text == text->text(); }));
    text->clear();
    QTest::keyClicks(text, QStringLiteral("a very good phone"));
    ASSERT_TRUE(until([&] { return strip->duel()->text == QStringLiteral("a very good phone"); }));
    EXPECT_EQ(strip->exportNumbers().rows.size(), 5U * 4U * 3U);

    QAccessibleInterface* seen = QAccessible::queryAccessibleInterface(strip);
    QAccessibleTableInterface* table = seen->tableInterface();
    ASSERT_NE(table, nullptr) << "a screen reader reads it as a table";
    EXPECT_EQ(table->rowCount(), 3 * 5);
    EXPECT_EQ(table->columnCount(), 4);
    EXPECT_EQ(table->columnDescription(2), QStringLiteral("good"));
    EXPECT_EQ(table->rowDescription(5), QStringLiteral("B, α L1"));
    strip->setFocus(Qt::TabFocusReason);
    QTest::keyClick(strip, Qt::Key_Home);
    for (int i = 0; i < 10; ++i)
        QTest::keyClick(strip, Qt::Key_Down);
    QTest::keyClick(strip, Qt::Key_Right);
    EXPECT_EQ(strip->cellCursor(), std::pair(10, 1));
    EXPECT_EQ(strip->accessibleDescription(), strip->sentenceFor(2, 0, 1));
    ASSERT_EQ(table->selectedCells().size(), 1);
    EXPECT_EQ(table->selectedCells()[0], table->cellAt(10, 1));
    EXPECT_EQ(table->cellAt(10, 1)->text(QAccessible::Name), strip->sentenceFor(2, 0, 1));
    QTest::keyClick(strip, Qt::Key_End);
    EXPECT_EQ(strip->cellCursor(), std::pair(10, 3));
    QTest::mouseClick(strip->viewport(), Qt::LeftButton, {}, strip->cellPlace(1, 2).center());
    EXPECT_EQ(strip->cellCursor(), std::pair(1, 2));
    QTest::keyClick(strip, Qt::Key_Escape);
    EXPECT_EQ(table->selectedCells().size(), 0);

    trigger("findDisagreements");
    auto* list = find<QListWidget>("disagreementList");
    auto* note = find<QLabel>("disagreementNote");
    ASSERT_TRUE(until([&] { return note->text().contains(QStringLiteral("differ")); }));
    ASSERT_GT(list->count(), 0) << "a run of two steps and one of sixty do not agree everywhere";
    list->setCurrentRow(list->count() - 1);
    ASSERT_TRUE(until([&] {
        return strip->duel()->text == text->text() && !text->text().startsWith(QStringLiteral("a very"));
    }));
    const Duel& duel = *strip->duel();
    EXPECT_NE(duel.mapA.label, duel.mapB.label);
}

TEST_F(Compare, ATextIsReadWithTheWeightsOfTheChosenMomentAndItSaysWhich) {
    for (const Sharing sharing : {Sharing::QueryValue, Sharing::None}) {
        RunJob job = tinyJob(sharing);
        job.config.train.steps = 40;
        job.config.train.evaluateEvery = 5;
        RunControl control;
        runTraining(job, control, [&](const RunEvent& event) {
            const auto* step = std::get_if<StepEvent>(&event);
            if (step != nullptr && step->step == 10)
                control.keepCheckpoint();
        });
    }
    show(2);
    auto* strip = find<DuelStrip>("duelStrip");
    auto* note = find<QLabel>("duelWeights");
    auto* moment = find<QComboBox>("compareMoment");
    const auto choose = [&](int index) {
        moment->setCurrentIndex(index);
        emit moment->activated(index);
    };
    const auto told = [&](const char* words) {
        return until([&] { return note->text().contains(QString::fromUtf8(words)); });
    };
    ASSERT_TRUE(told("(best) · B")) << "the moment is the best one at first";
    EXPECT_EQ(strip->duel()->weightsB.kind, CheckpointKind::Best);
    choose(1);
    ASSERT_TRUE(told("A: weights of step 40 (last) · B: weights of step 40 (last)"))
        << qPrintable(note->text());
    const std::vector<float> last = strip->duel()->mapA.logits;
    trigger("findDisagreements");
    ASSERT_TRUE(until([&] { return find<QLabel>("disagreementNote")->text().contains(u"differ"); }));
    studio->comparison().setAxis(CurveAxis::Step);
    emit find<OverlayChart>("overlayChart")->clicked(12);
    ASSERT_TRUE(told("A: weights of step 10 (kept)")) << qPrintable(note->text());
    EXPECT_NE(strip->duel()->mapA.logits, last);
    EXPECT_TRUE(find<QLabel>("disagreementNote")->text().isEmpty()) << "they were found with other weights";
    EXPECT_TRUE(strip->exportCaption().contains(QStringLiteral("step 10 (kept)")));
    trigger("findDisagreements");
    emit find<OverlayChart>("overlayChart")->clicked(1);
    ASSERT_TRUE(told("no weights of step 0 are stored, the nearest are of step "))
        << qPrintable(note->text());
    constexpr int kLongerThanTheSearchMs = 500;
    QTest::qWait(kLongerThanTheSearchMs);
    EXPECT_TRUE(find<QLabel>("disagreementNote")->text().isEmpty()) << "the search was of other weights";
    EXPECT_TRUE(find<QAction>("findDisagreements")->isEnabled());

    auto* text = find<QLineEdit>("duelText");
    const auto unread = [&] {
        const auto labels = window->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible() &&
                   label->text().startsWith(QStringLiteral("No reading by both models"));
        });
    };
    EXPECT_FALSE(unread());
    text->selectAll();
    QTest::keyClick(text, Qt::Key_Delete);
    EXPECT_TRUE(until(unread)) << "without a text it says what to do";
    EXPECT_FALSE(strip->isVisible());
    QTest::keyClicks(text, QStringLiteral("good"));
    EXPECT_TRUE(until([&] { return strip->isVisible() && !unread(); }));
}

TEST_F(Compare, TellsWhenARunHasNoWeights) {
    addRun(Sharing::QueryValueLayer, 1, 0.6);
    addRun(Sharing::None, 1, 0.7);
    show(2);
    auto* message = find<MessageLine>("compareMessage");
    QTest::keyClicks(find<QLineEdit>("duelText"), QStringLiteral("a text"));
    ASSERT_TRUE(until([&] { return message->text().contains(QStringLiteral("no stored weights")); }));
    trigger("findDisagreements");
    ASSERT_TRUE(until([&] { return message->text().contains(QStringLiteral("no data set")); }));
    EXPECT_TRUE(find<DuelStrip>("duelStrip")->isEmpty());
}

} // namespace
} // namespace lab
