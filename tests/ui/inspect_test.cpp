// The Inspect workspace on a real, small run.
#include "tests/ui/qt_environment.h"
#include "ui/inspection.h"
#include "ui/main_window.h"
#include "ui/studio.h"
#include "ui/views/attention_strip.h"
#include "ui/views/tinted_text.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
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
