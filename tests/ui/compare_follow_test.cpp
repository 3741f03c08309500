// What a person has chosen in the Compare workspace stays while runs come, go and train on.
#include "tests/ui/compare_fixture.h"
#include "workbench/run_control.h"

#include <QComboBox>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>

#include <set>

namespace lab {
namespace {

class CompareFollow : public Compare {
protected:
    /// Runs 1 … 4 with accuracies of 0.51 … 0.54, none of which is a seed of another.
    void addFour() {
        addRun(Sharing::None, 1, 0.51);
        addRun(Sharing::QueryValue, 1, 0.52);
        addRun(Sharing::QueryValueHead, 1, 0.53);
        addRun(Sharing::QueryValueLayer, 1, 0.54);
    }
    [[nodiscard]] Comparison& comparison() { return studio->comparison(); }
    [[nodiscard]] CompareTable* table() { return find<CompareTable>("compareTable"); }
    [[nodiscard]] std::int64_t runOf(int entry) {
        const auto& entries = comparison().entries();
        return entry >= 0 && entry < static_cast<int>(entries.size())
                   ? entries[static_cast<std::size_t>(entry)].runs.front()->row.id
                   : 0;
    }
    /// Row of the comparison in which \p run stands, −1 = none.
    [[nodiscard]] int entryOf(std::int64_t run) {
        for (int entry = 0; entry < static_cast<int>(comparison().entries().size()); ++entry)
            if (runOf(entry) == run)
                return entry;
        return -1;
    }
    [[nodiscard]] std::set<std::int64_t> chosenRuns() {
        std::set<std::int64_t> runs;
        for (const int entry : table()->chosenEntries())
            runs.insert(runOf(entry));
        return runs;
    }
    void choose(const std::vector<std::int64_t>& runs) {
        table()->clearSelection();
        for (const std::int64_t run : runs)
            table()->selectionModel()->setCurrentIndex(table()->model()->index(entryOf(run), 0),
                                                       QItemSelectionModel::Select |
                                                           QItemSelectionModel::Rows);
    }
    void remove(std::int64_t run) {
        const std::size_t before = comparison().entries().size();
        comparison().remove({run});
        ASSERT_TRUE(until([&] { return comparison().entries().size() == before - 1; }));
    }
    void chooseIn(const char* name, int index) {
        auto* combo = find<QComboBox>(name);
        combo->setCurrentIndex(index);
        emit combo->activated(index);
    }
};

TEST_F(CompareFollow, DifferencesStayThoseToTheRunThatWasChosen) {
    addFour();
    show(4);
    comparison().setReference(entryOf(2));
    remove(4); // it stands before it
    EXPECT_EQ(runOf(comparison().reference()), 2);
    const QString title =
        QStringLiteral("Δ to ") + comparison().entries()[static_cast<std::size_t>(entryOf(2))].name;
    EXPECT_TRUE(cell(entryOf(1), title).contains(QStringLiteral("1.00")))
        << qPrintable(cell(entryOf(1), title));
    remove(2);
    EXPECT_EQ(comparison().reference(), -1) << "without the row there is nothing to differ from";
    comparison().add({2});
    ASSERT_TRUE(until([&] { return comparison().entries().size() == 3; }));
    EXPECT_EQ(comparison().reference(), -1) << "it was let go of";
}

TEST_F(CompareFollow, AGroupStaysTheReferenceWithoutItsFirstSeed) {
    for (const std::uint64_t seed : {1, 2, 3})
        addRun(Sharing::QueryValueLayer, seed, 0.6);
    addRun(Sharing::None, 1, 0.5);
    show(2);
    const int group = comparison().entries()[0].runs.size() == 3 ? 0 : 1;
    comparison().setReference(group);
    comparison().remove({runOf(group)});
    const auto grouped = [&] {
        const int entry = comparison().reference();
        return entry >= 0 && comparison().entries()[static_cast<std::size_t>(entry)].runs.size() == 2;
    };
    EXPECT_TRUE(until(grouped));
}

TEST_F(CompareFollow, ChosenRowsStayChosenWhenTheTableIsMadeAnew) {
    addFour();
    show(4);
    choose({4, 1, 2});
    emit comparison().entriesChanged(); // as every two seconds while one of them trains
    EXPECT_EQ(chosenRuns(), (std::set<std::int64_t>{1, 2, 4}));
    EXPECT_EQ(runOf(table()->currentEntry()), 2);
    remove(4);
    EXPECT_EQ(chosenRuns(), (std::set<std::int64_t>{1, 2}));
    EXPECT_EQ(runOf(table()->currentEntry()), 2) << "the run, not the row";
    remove(2);
    EXPECT_EQ(chosenRuns(), (std::set<std::int64_t>{1}));
    table()->clearSelection();
    table()->setCurrentIndex({});
    emit comparison().entriesChanged();
    EXPECT_TRUE(chosenRuns().empty()) << "none is chosen that the person did not choose";
}

TEST_F(CompareFollow, ARunThatComesWhileThePointerIsOnTheCurvesIsNamedThere) {
    addFour();
    show(4);
    for (const std::int64_t run : {3, 4})
        remove(run);
    auto* note = find<QLabel>("compareCurveNote");
    emit find<OverlayChart>("overlayChart")->hovered(2);
    bool read = false;
    QObject::connect(&comparison(), &Comparison::workingChanged, window, [&] {
        if (comparison().working())
            return;
        read = true;
        for (const ComparedEntry& entry : comparison().entries())
            EXPECT_TRUE(note->text().contains(entry.name + QStringLiteral(" 0.")))
                << qPrintable(note->text());
    });
    comparison().add({3, 4});
    ASSERT_TRUE(until([&] { return read; }));
    EXPECT_EQ(comparison().entries().size(), 4U);
}

TEST_F(CompareFollow, TheCursorStaysAtItsMomentWhenTheAxisCountsSomethingElse) {
    addFour(); // 40 steps in two epochs, 10 steps between two validations
    show(4);
    const auto validation = [&] { return cell(entryOf(4), QStringLiteral("Validation ± sd")); };
    ASSERT_EQ(comparison().axis(), CurveAxis::Epoch);
    emit find<OverlayChart>("overlayChart")->clicked(1.2);
    ASSERT_EQ(validation(), QStringLiteral("52.00")) << "of step 20";
    chooseIn("compareAxis", static_cast<int>(CurveAxis::Step));
    EXPECT_EQ(validation(), QStringLiteral("52.00"));
    EXPECT_EQ(comparison().moment().at, 20);
    chooseIn("compareAxis", static_cast<int>(CurveAxis::Seconds));
    EXPECT_EQ(validation(), QStringLiteral("52.00")) << "also before the times are read";
    ASSERT_TRUE(until([&] { return comparison().moment().axis == CurveAxis::Seconds; }));
    EXPECT_EQ(validation(), QStringLiteral("52.00"));
    EXPECT_NEAR(comparison().moment().at, 1.0, 1e-9) << "half a second each ten steps";
    chooseIn("compareAxis", static_cast<int>(CurveAxis::Epoch));
    EXPECT_EQ(comparison().moment().at, 1.0);
    emit find<OverlayChart>("overlayChart")->clicked(2);
    EXPECT_EQ(validation(), QStringLiteral("53.00")) << "of step 40, where the person has now clicked";
}

TEST_F(CompareFollow, AnExampleOfTheFormerRunIsNotTakenForOneOfTheOther) {
    for (const std::int64_t limit : {400, 100}) {
        RunJob job = tinyJob(Sharing::None);
        job.config.data.limit = limit;
        job.config.train.steps = 2;
        RunControl control;
        runTraining(job, control, [](const RunEvent&) {});
    }
    show(2);
    auto* note = find<QLabel>("duelNote");
    auto* text = find<QLineEdit>("duelText");
    comparison().setPair(1, 2);
    const auto steppable = [&] { return find<QAction>("previousCompared")->isEnabled(); };
    ASSERT_TRUE(until(steppable));
    while (!note->text().startsWith(QStringLiteral("test example 1 ")))
        trigger("nextCompared");
    trigger("previousCompared"); // the last one
    const QString last = text->text();
    EXPECT_TRUE(note->text().startsWith(QStringLiteral("test example 40 "))) << qPrintable(note->text());
    trigger("swapCompared");
    emit comparison().entriesChanged(); // before the other's examples are there
    comparison().setMoment(CurveMoment::Kind::Last);
    ASSERT_TRUE(until(steppable));
    EXPECT_EQ(text->text(), last) << "the text stays";
    EXPECT_TRUE(note->text().startsWith(QStringLiteral("your text"))) << qPrintable(note->text());
    trigger("nextCompared");
    EXPECT_TRUE(note->text().startsWith(QStringLiteral("test example 1 "))) << qPrintable(note->text());
}

TEST_F(CompareFollow, AnExampleOfBothRunsKeepsItsNumberWhenTheyAreSwapped) {
    for (const Sharing sharing : {Sharing::None, Sharing::QueryValue}) {
        RunJob job = tinyJob(sharing);
        job.config.train.steps = 2;
        RunControl control;
        runTraining(job, control, [](const RunEvent&) {});
    }
    show(2);
    auto* note = find<QLabel>("duelNote");
    const auto steppable = [&] { return find<QAction>("nextCompared")->isEnabled(); };
    ASSERT_TRUE(until(steppable));
    trigger("nextCompared");
    const QString told = note->text();
    ASSERT_TRUE(told.startsWith(QStringLiteral("test example "))) << qPrintable(told);
    trigger("swapCompared");
    ASSERT_TRUE(until(steppable));
    EXPECT_EQ(note->text(), told);
}

} // namespace
} // namespace lab
