// The Inspect workspace on a real, small run.
#include "tests/ui/qt_environment.h"
#include "ui/main_window.h"
#include "ui/studio/explaining.h"
#include "ui/studio/inspection.h"
#include "ui/studio/studio.h"
#include "ui/views/attention/agreement_list.h"
#include "ui/views/attention/attention_matrix.h"
#include "ui/views/attention/attention_strip.h"
#include "ui/views/attention/tinted_text.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace lab {
namespace {

constexpr int kPatience = 60000;

/// A window in the Inspect workspace over a run that has ended.
class Inspect : public ::testing::Test {
protected:
    void SetUp() override {
        test::look().setChoice(SchemeChoice::Light);
        studio = std::make_unique<Studio>(folder.filePath(QStringLiteral("lab.db")), runTraining);
        window = std::make_unique<MainWindow>(test::look(), *studio);
        window->resize(1300, 850);
        window->show();
        studio->begin();
        ASSERT_TRUE(until([&] { return studio->vocabulary() > 0; }));
        RunConfig config = studio->draft();
        config.data.limit = 400;
        config.model.dim = 16;
        config.model.heads = 2;
        config.model.ffn = 16;
        config.train.epochs = 1;
        studio->addData(config.data, QStringLiteral("small reviews"));
        config.data = studio->draft().data;
        studio->setDraft(config);
    }
    void train() {
        studio->activatePrimary();
        ASSERT_TRUE(until([&] { return studio->session().state() == RunState::Finished; }));
    }
    void inspect() {
        window->showWorkspace(QStringLiteral("inspect"));
        ASSERT_TRUE(until([&] { return strip()->count() == 1 && action("onlyWrong")->isEnabled(); }));
    }
    template <class Condition> bool until(Condition condition) {
        return QTest::qWaitFor(condition, kPatience);
    }
    template <class Widget> Widget* find(const char* name) {
        return window->findChild<Widget*>(QString::fromLatin1(name));
    }
    QAction* action(const char* name) { return find<QAction>(name); }
    AttentionStrip* strip() { return find<AttentionStrip>("inspectStrip"); }
    QString text() { return find<QLineEdit>("inspectText")->text(); }

    QTemporaryDir folder;
    std::unique_ptr<Studio> studio;
    std::unique_ptr<MainWindow> window;
};

TEST_F(Inspect, SaysWhatItNeedsWithoutARun) {
    window->showWorkspace(QStringLiteral("inspect"));
    EXPECT_TRUE(action("showInspect")->isChecked());
    EXPECT_FALSE(action("nextExample")->isEnabled());
    EXPECT_FALSE(action("pinProbe")->isEnabled());
    EXPECT_EQ(strip()->count(), 0);
}

TEST_F(Inspect, ShowsAnExampleItsHeadsAndTheNextOne) {
    train();
    inspect();
    const QString first = text();
    EXPECT_FALSE(first.isEmpty());
    auto* heads = find<QTableWidget>("headTable");
    // 2 layers × 2 heads × (α, β)
    ASSERT_EQ(heads->rowCount(), 8);
    for (int row = 0; row < heads->rowCount(); ++row) {
        const double bits = heads->item(row, 1)->text().toDouble(),
                     tokens = heads->item(row, 2)->text().toDouble();
        EXPECT_NEAR(std::exp2(bits), tokens, 0.01 * tokens + 0.06) << row;
    }
    EXPECT_TRUE(find<QLabel>("verdict")->text().startsWith(QStringLiteral("predicted ")));
    action("nextExample")->trigger();
    ASSERT_TRUE(until([&] { return text() != first; }));
    action("previousExample")->trigger();
    EXPECT_EQ(text(), first);
}

TEST_F(Inspect, FollowsAnEditedText) {
    train();
    inspect();
    auto* edit = find<QLineEdit>("inspectText");
    edit->selectAll();
    QTest::keyClicks(edit, QStringLiteral("a good phone"));
    ASSERT_TRUE(until([&] {
        return strip()->count() == 1 && strip()->sentenceFor(0, {2, 0, 2}).contains(QStringLiteral("phone"));
    }));
    EXPECT_FALSE(find<QLabel>("verdict")->text().contains(QStringLiteral("right")))
        << "an edited text has no known class";
    edit->clear();
    QTest::keyClick(edit, Qt::Key_Backspace);
    emit edit->textEdited(QString());
    ASSERT_TRUE(until([&] { return strip()->count() == 0; }));
}

TEST_F(Inspect, AClickedWordIsChosenEverywhere) {
    train();
    inspect();
    auto* words = find<TintedText>("tintedText");
    QTest::mouseClick(words->viewport(), Qt::LeftButton, {}, words->tokenRect(1).center());
    EXPECT_EQ(words->current(), 1);
    const double pool = find<QLabel>("tokenPoolValue")->text().toDouble();
    EXPECT_GT(pool, 0);
    EXPECT_LT(pool, 1);
    EXPECT_TRUE(find<QLabel>("tokenPlace")->text().contains(QStringLiteral(" · id ")))
        << find<QLabel>("tokenPlace")->text().toStdString();
    const QRect cell = strip()->cellRect(0, {1, 3, 2});
    QTest::mouseClick(strip()->viewport(), Qt::LeftButton, {}, cell.center());
    EXPECT_EQ(words->current(), 2);
    EXPECT_TRUE(find<QTableWidget>("headTable")
                    ->item(find<QTableWidget>("headTable")->currentRow(), 0)
                    ->text()
                    .contains(QStringLiteral("β  L2 · 2")));
}

TEST_F(Inspect, OnlyWrongOnesAreWrong) {
    train();
    inspect();
    auto* inspection = window->findChild<Inspection*>();
    const int wrong = inspection->wrongCount();
    ASSERT_GT(wrong, 0) << "a model of one epoch makes mistakes";
    action("onlyWrong")->trigger();
    const auto& records = inspection->examples().records;
    std::set<int> seen;
    for (int i = 0; i < wrong; ++i) {
        const int at = inspection->index();
        EXPECT_NE(inspection->predicted(at), records[static_cast<std::size_t>(at)].label);
        seen.insert(at);
        action("nextExample")->trigger();
    }
    EXPECT_EQ(static_cast<int>(seen.size()), wrong);
}

TEST_F(Inspect, ACellOfTheConfusionMatrixShowsItsExamples) {
    train();
    inspect();
    auto* inspection = window->findChild<Inspection*>();
    // The pair of classes with the most examples, so that there are some.
    std::map<std::pair<int, int>, int> cells;
    for (int i = 0; i < static_cast<int>(inspection->examples().records.size()); ++i)
        ++cells[{inspection->examples().records[static_cast<std::size_t>(i)].label,
                 inspection->predicted(i)}];
    const auto largest = std::max_element(cells.begin(), cells.end(),
                                          [](const auto& a, const auto& b) { return a.second < b.second; });
    const auto [truth, predicted] = largest->first;
    window->showWorkspace(QStringLiteral("train"));
    studio->showExamples(inspection->examples().split, truth, predicted);
    EXPECT_TRUE(action("showInspect")->isChecked());
    ASSERT_TRUE(until([&] { return inspection->classified(); }));
    EXPECT_EQ(inspection->offered(), largest->second);
    for (int i = 0; i < 5; ++i) {
        const int at = inspection->index();
        EXPECT_EQ(inspection->predicted(at), predicted);
        EXPECT_EQ(inspection->examples().records[static_cast<std::size_t>(at)].label, truth);
        action("nextExample")->trigger();
    }
    EXPECT_TRUE(find<QLabel>("exampleFilter")->text().contains(QStringLiteral("predicted ")));
    action("allExamples")->trigger();
    EXPECT_EQ(inspection->offered(), static_cast<int>(inspection->examples().records.size()));
    EXPECT_FALSE(find<QLabel>("exampleFilter")->isVisible());
}

TEST_F(Inspect, TheExamplesOfAnotherSplitAreFetched) {
    train();
    inspect();
    auto* inspection = window->findChild<Inspection*>();
    ASSERT_EQ(inspection->examples().split, RecordSplit::Test);
    studio->showExamples(RecordSplit::Validation, 0, 0);
    ASSERT_TRUE(until(
        [&] { return inspection->examples().split == RecordSplit::Validation && inspection->classified(); }));
    if (inspection->offered() > 0) {
        EXPECT_EQ(inspection->predicted(inspection->index()), 0);
    }
}

TEST_F(Inspect, KeysGoFromHeadToHeadAndTheWholeWindowKnows) {
    train();
    inspect();
    Selection& selection = studio->selection();
    auto* heads = find<QTableWidget>("headTable");
    const int first = heads->currentRow();
    action("nextHead")->trigger();
    EXPECT_NE(heads->currentRow(), first);
    const int layer = selection.layer(), head = selection.head();
    ASSERT_GE(head, 0);
    action("nextLayer")->trigger();
    EXPECT_EQ(selection.layer(), 1 - layer) << "of two layers";
    EXPECT_EQ(selection.head(), head);
    action("previousLayer")->trigger();
    action("previousHead")->trigger();
    EXPECT_EQ(heads->currentRow(), first);
    selection.setHead(1, 1); // as another view would
    EXPECT_TRUE(heads->item(heads->currentRow(), 0)->text().endsWith(QStringLiteral("L2 · 2")));
    selection.setToken(2);
    EXPECT_EQ(find<TintedText>("tintedText")->current(), 2);
    selection.setExample(3);
    EXPECT_EQ(window->findChild<Inspection*>()->index(), 3);
}

TEST_F(Inspect, JumpsFromMaximumToMaximum) {
    train();
    inspect();
    auto* words = find<TintedText>("tintedText");
    find<QComboBox>("tintChoice")->setCurrentIndex(1); // the chosen head
    const auto rank = [&] {
        const AttentionTable& table = strip()->table(0);
        return table.rank(
            {0, table.rowOf(studio->selection().layer(), studio->selection().head()), words->current()});
    };
    action("nextHead")->trigger();
    action("nextMaximum")->trigger();
    EXPECT_EQ(rank(), 1);
    action("nextMaximum")->trigger();
    EXPECT_LE(rank(), 2);
    action("previousMaximum")->trigger();
    EXPECT_EQ(rank(), 1);
    EXPECT_EQ(studio->selection().token(), words->current());
}

TEST_F(Inspect, ShowsAllHeadsTheirMeanOrOne) {
    train();
    inspect();
    EXPECT_EQ(strip()->table(0).heads(), 2);
    action("headsMean")->trigger();
    EXPECT_EQ(strip()->table(0).heads(), 1);
    EXPECT_EQ(strip()->table(0).layers(), 2);
    EXPECT_TRUE(strip()->sentenceFor(0, {0, 1, 0}).contains(QStringLiteral("layer 2, mean of heads, alpha")));
    EXPECT_EQ(find<QComboBox>("headChoice")->currentIndex(), 1);
    action("headsChosen")->trigger();
    EXPECT_EQ(strip()->table(0).layers(), 1);
    studio->selection().setHead(1, 0);
    EXPECT_TRUE(strip()->sentenceFor(0, {0, 0, 0}).contains(QStringLiteral("layer 2, head 1, alpha")));
    action("headsAll")->trigger();
    EXPECT_EQ(strip()->table(0).heads() * strip()->table(0).layers(), 4);
}

TEST_F(Inspect, ExplainsATextByLeavingOutItsTokens) {
    train();
    inspect();
    EXPECT_FALSE(strip()->table(0).hasContributions());
    action("leaveOneOut")->trigger();
    ASSERT_TRUE(until([&] { return strip()->table(0).hasContributions(); }));
    EXPECT_TRUE(strip()->sentenceFor(0, {3, 0, 0}).contains(QStringLiteral("leave-one-out")));
    EXPECT_TRUE(strip()->exportNumbers().columns.contains(QStringLiteral("leave-one-out")));
    EXPECT_EQ(find<AgreementList>("agreement")->rows().size(), 4U);
    action("gradientTimesInput")->trigger();
    ASSERT_TRUE(until([&] { return strip()->exportNumbers().columns.contains(QStringLiteral("gradient")); }));
    EXPECT_TRUE(find<AgreementList>("agreement")->rows().empty());
    action("nextExample")->trigger();
    ASSERT_TRUE(until([&] { return strip()->table(0).hasContributions(); })) << "and goes with the text";
    action("explainNothing")->trigger();
    EXPECT_FALSE(strip()->table(0).hasContributions());
}

TEST_F(Inspect, AVeryLongTextIsExplainedOnRequestAndCanBeStopped) {
    train();
    inspect();
    Explaining explaining;
    explaining.setMethod(Explanation::Method::LeaveOneOut);
    explaining.setText(studio->lab().path(), studio->trace().run, text(), Explaining::kMostTokens + 1);
    EXPECT_EQ(explaining.state(), Explaining::State::TooLong);
    explaining.compute();
    EXPECT_EQ(explaining.state(), Explaining::State::Working);
    explaining.stop();
    EXPECT_EQ(explaining.state(), Explaining::State::Stopped);
    explaining.compute();
    ASSERT_TRUE(until([&] { return explaining.state() == Explaining::State::Ready; }));
    EXPECT_FALSE(explaining.result()->values.empty());
    explaining.setText(studio->lab().path(), 0, text(), 5);
    EXPECT_EQ(explaining.state(), Explaining::State::Unavailable) << "no stored weights";
}

TEST_F(Inspect, ATransformerShowsWhatItsTokensReceiveAndItsWholeMaps) {
    RunConfig config = studio->draft();
    config.model.encoder = "transformer";
    config.model.sharing = Sharing::None;
    studio->setDraft(config);
    train();
    inspect();
    EXPECT_TRUE(strip()->sentenceFor(0, {0, 0, 0}).contains(QStringLiteral("layer 1, head 1, received")));
    EXPECT_EQ(find<QTableWidget>("headTable")->rowCount(), 4);
    ASSERT_TRUE(action("showMatrix")->isEnabled());
    action("showMatrix")->trigger();
    auto* matrix = find<AttentionMatrix>("matrix1");
    ASSERT_TRUE(matrix->isVisible());
    const auto tokens = static_cast<std::size_t>(strip()->table(0).tokens());
    EXPECT_EQ(matrix->exportNumbers().rows.size(), tokens * tokens);
    const auto first = matrix->exportNumbers().rows[1][3].toDouble();
    action("nextHead")->trigger();
    EXPECT_NE(matrix->exportNumbers().rows[1][3].toDouble(), first) << "the map of another head";
    QTest::mouseClick(matrix, Qt::LeftButton, {}, matrix->cellRect(3, 1).center());
    EXPECT_EQ(studio->selection().token(), 3);
    action("showMatrix")->trigger();
    EXPECT_FALSE(matrix->isVisible());
}

TEST_F(Inspect, AnotherRunReadsTheSameExampleAndTheSameOwnText) {
    train();
    const auto first = studio->trace().run;
    studio->activatePrimary(); // train again: a second run
    ASSERT_TRUE(until([&] { return studio->trace().run > first && !studio->session().active(); }));
    const auto second = studio->trace().run;
    inspect();
    action("nextExample")->trigger();
    const QString example = text();
    auto* inspection = window->findChild<Inspection*>();
    const auto show = [&](std::int64_t run) {
        studio->showRun(run);
        return until([&] {
            return inspection->examples().run == run && inspection->classified() && strip()->count() == 1;
        });
    };
    ASSERT_TRUE(show(first));
    EXPECT_EQ(inspection->index(), 1);
    EXPECT_EQ(text(), example);
    auto* edit = find<QLineEdit>("inspectText");
    edit->selectAll();
    QTest::keyClicks(edit, QStringLiteral("my own words"));
    ASSERT_TRUE(show(second));
    EXPECT_EQ(text(), QStringLiteral("my own words")) << "what a person typed is not lost";
}

TEST_F(Inspect, FollowsTheTrainingBesideATextOfOnesOwn) {
    RunConfig config = studio->draft();
    config.train.epochs = 400;
    studio->setDraft(config);
    find<QLineEdit>("ownText")->setText(QStringLiteral("a good phone"));
    window->showWorkspace(QStringLiteral("inspect"));
    std::set<std::int64_t> inspected, own; // steps
    auto* inspection = window->findChild<Inspection*>();
    const QObject here;
    QObject::connect(inspection, &Inspection::mapArrived, &here,
                     [&](const AttentionMap&, std::int64_t step) { inspected.insert(step); });
    QObject::connect(studio.get(), &Studio::ownTextArrived, &here,
                     [&](const AttentionMap&, std::int64_t step) { own.insert(step); });
    studio->activatePrimary();
    ASSERT_TRUE(until([&] { return inspection->index() == 0 && own.size() >= 3; }));
    inspected.clear();
    own.clear();
    EXPECT_TRUE(until([&] { return own.size() >= 8; }));
    EXPECT_GE(inspected.size(), 4U) << "of " << own.size() << " moments";
    studio->stop();
    ASSERT_TRUE(until([&] { return !studio->session().active(); }));
}

TEST_F(Inspect, PinsTheTextAsAProbe) {
    train();
    inspect();
    const int before = studio->probes().rowCount();
    action("pinProbe")->trigger();
    ASSERT_EQ(studio->probes().rowCount(), before + 1);
    EXPECT_EQ(studio->probes().texts().back(), text());
}

} // namespace
} // namespace lab
