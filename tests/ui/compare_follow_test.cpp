// What a person has chosen in the Compare workspace stays while runs come, go and train on.
#include "tests/ui/compare_fixture.h"
#include "workbench/run_control.h"

#include <QLabel>
#include <QLineEdit>

namespace lab {
namespace {

class CompareFollow : public Compare {
protected:
    [[nodiscard]] Comparison& comparison() { return studio->comparison(); }
};

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
