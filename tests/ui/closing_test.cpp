// Closing the window, and cancelling, while something is under way: nothing is lost unasked, no half file is
// left, and the window goes within moments.
#include "core/store/run_repository.h"
#include "tests/support/sanitizer.h"
#include "tests/ui/at_work.h"

#include <QElapsedTimer>
#include <QMessageBox>
#include <QPushButton>

namespace lab::test {
namespace {

/// The promise is two seconds; a loaded machine gets some more.
constexpr int kSoonMs = static_cast<int>(5000 * kTimeAllowance);

class ClosingWhile : public AtWork, public ::testing::WithParamInterface<Work> {
protected:
    [[nodiscard]] bool goesSoon() {
        QElapsedTimer clock;
        clock.start();
        const bool gone = QTest::qWaitFor([&] { return !window->isVisible(); }, kSoonMs);
        RecordProperty("closed_ms", static_cast<int>(clock.elapsed()));
        return gone;
    }
    void beginTheWork() {
        haveRun();
        open();
        ASSERT_FALSE(HasFatalFailure());
        GetParam().begin(*this);
        ASSERT_FALSE(HasFatalFailure());
        ASSERT_TRUE(until([&] { return GetParam().going(*this); }));
    }
};

TEST_P(ClosingWhile, AsksOnlyWhereSomethingWouldBeLostAndLeavesAllWhole) {
    beginTheWork();
    window->close();
    auto* box = find<QMessageBox>("closingBox");
    ASSERT_EQ(box != nullptr, GetParam().asks);
    if (box != nullptr) {
        EXPECT_TRUE(window->isVisible());
        EXPECT_FALSE(box->text().isEmpty());
        find<QPushButton>("closeAnyway")->click();
    }
    EXPECT_TRUE(goesSoon());
    EXPECT_EQ(message(), QString());
    EXPECT_FALSE(GetParam().busy(*this));
    EXPECT_EQ(wrongAfterTheEnd(), QString());
    EXPECT_EQ(written(), GetParam().files);
}

class ClosingLosing : public ClosingWhile {};

TEST_P(ClosingLosing, CanBeThoughtBetterOf) {
    beginTheWork();
    window->close();
    ASSERT_NE(find<QPushButton>("keepOpen"), nullptr);
    find<QPushButton>("keepOpen")->click();
    QTest::qWait(100);
    EXPECT_TRUE(window->isVisible());
    EXPECT_TRUE(GetParam().busy(*this)) << "it goes on";
    window->close();
    EXPECT_NE(find<QMessageBox>("closingBox"), nullptr) << "and is asked about again";
    GetParam().cancel(*this);
    EXPECT_TRUE(goesSoon()) << "once nothing can be lost any more the window need not ask";
    EXPECT_EQ(wrongAfterTheEnd(), QString());
}

class Cancelling : public ClosingWhile {};

TEST_P(Cancelling, LeavesAllWhole) {
    beginTheWork();
    GetParam().cancel(*this);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !GetParam().busy(*this); }, kSoonMs));
    EXPECT_EQ(message(), QString());
    EXPECT_TRUE(window->isVisible());
    window->close();
    EXPECT_TRUE(goesSoon()) << "there is nothing left to ask about";
    EXPECT_EQ(wrongAfterTheEnd(), QString());
    EXPECT_EQ(written(), QStringList());
}

template <class Wanted> std::vector<Work> workThat(Wanted wanted) {
    std::vector<Work> works = allWork();
    std::erase_if(works, [&](const Work& work) { return !wanted(work); });
    return works;
}
constexpr auto kName = [](const auto& each) { return std::string(each.param.name); };

INSTANTIATE_TEST_SUITE_P(All, ClosingWhile, ::testing::ValuesIn(allWork()), kName);
INSTANTIATE_TEST_SUITE_P(All, ClosingLosing,
                         ::testing::ValuesIn(workThat([](const Work& work) { return work.asks; })), kName);
INSTANTIATE_TEST_SUITE_P(All, Cancelling, ::testing::ValuesIn(workThat([](const Work& work) {
                             return work.cancel != nullptr;
                         })),
                         kName);

using Closes = AtWork;

TEST_F(Closes, AtOnceWithNothingUnderWay) {
    open();
    EXPECT_TRUE(window->close());
}

TEST_F(Closes, OnlyAfterAnEditIsStored) {
    haveRun();
    open();
    ASSERT_TRUE(until([&] { return studio->runs().find(kRun) != nullptr; }));
    for (const char* name : {"first", "second", "third"})
        studio->desk().rename(kRun, QLatin1String(name));
    window->close();
    ASSERT_TRUE(until([&] { return !window->isVisible(); }));
    EXPECT_EQ(wrongAfterTheEnd(), QString());
    LabFile lab(labPath.toStdString());
    EXPECT_EQ(RunRepository(lab).load(kRun).row.name, "third");
}

TEST_F(Closes, ButAnEditSurvivesTheProgramsEndToo) {
    haveRun();
    open();
    ASSERT_TRUE(until([&] { return studio->runs().find(kRun) != nullptr; }));
    for (const char* name : {"first", "second", "third"})
        studio->desk().rename(kRun, QLatin1String(name));
    EXPECT_EQ(wrongAfterTheEnd(), QString());
    LabFile lab(labPath.toStdString());
    EXPECT_EQ(RunRepository(lab).load(kRun).row.name, "third");
}

TEST_F(Closes, NotWhenTheLastFileCannotBeWritten) {
    open();
    studio->exports().saveNumbers({{{QStringLiteral("value")}, {{1.5}}}, {}, {}},
                                  ExportSession::NumberFormat::Csv, QStringLiteral("/nowhere/at/all.csv"));
    window->close();
    ASSERT_TRUE(until([&] { return !message().isEmpty(); }));
    EXPECT_TRUE(message().contains(QStringLiteral("/nowhere/at/all.csv"))) << qPrintable(message());
    QTest::qWait(100);
    EXPECT_TRUE(window->isVisible()) << "the message is to be read";
    EXPECT_TRUE(window->close()) << "then nothing holds it";
}

} // namespace
} // namespace lab::test
