#include "ui/models/data_model.h"
#include "ui/models/probe_model.h"
#include "ui/models/run_model.h"
#include "ui/studio/run_pace.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>

namespace lab {
namespace {

constexpr auto kMode = QAbstractItemModelTester::FailureReportingMode::Fatal;

RunRow row(std::int64_t id, const std::string& data, double accuracy) {
    RunRow run;
    run.id = id;
    run.data = data;
    run.sharing = "query_value_layer";
    run.seed = 3;
    run.status = RunStatus::Finished;
    run.summary.best.validation.accuracy = accuracy;
    return run;
}

TEST(RunModels, GroupRunsByTheirData) {
    RunModel model;
    const QAbstractItemModelTester tester(&model, kMode);
    model.setTree(buildRunTree(
        {row(3, "demo:reviews", 0.874), row(2, "/x/ag_news/test.csv", 0.9), row(1, "demo:reviews", 0.5)}));
    ASSERT_EQ(model.rowCount(), 2);
    const QModelIndex reviews = model.index(0, 0);
    EXPECT_EQ(reviews.data().toString(), QStringLiteral("demo:reviews"));
    EXPECT_EQ(reviews.data(NumberRole).toString(), QStringLiteral("2 runs"));
    EXPECT_EQ(model.index(1, 0).data().toString(), QStringLiteral("ag_news/test.csv"));
    const QModelIndex run = model.indexOf(3);
    EXPECT_EQ(run.parent(), reviews);
    EXPECT_EQ(run.data().toString(), QStringLiteral("3 qv-layer · s3"));
    EXPECT_EQ(run.data(NumberRole).toString(), QStringLiteral("0.874"));
    EXPECT_EQ(run.data(RunIdRole).toLongLong(), 3);
    EXPECT_FALSE(model.indexOf(99).isValid());
}

TEST(RunModels, NewNumbersOfTheSameRunsKeepIndexesAlive) {
    RunModel model;
    const QAbstractItemModelTester tester(&model, kMode);
    model.setTree(buildRunTree({row(1, "demo:reviews", 0.5)}));
    const QPersistentModelIndex kept(model.indexOf(1));
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setTree(buildRunTree({row(1, "demo:reviews", 0.75)}));
    EXPECT_EQ(resets.count(), 0);
    EXPECT_EQ(kept.data(NumberRole).toString(), QStringLiteral("0.750"));
    model.setLive(1, 0.8);
    EXPECT_TRUE(kept.data(LiveRole).toBool());
    EXPECT_EQ(kept.data(NumberRole).toString(), QStringLiteral("0.800"));
    model.setTree(buildRunTree({}));
    EXPECT_EQ(model.rowCount(), 0);
}

TEST(DataModels, KnowEachSourceOnceAndShowItsSize) {
    DataModel model;
    const QAbstractItemModelTester tester(&model, kMode);
    DataConfig reviews;
    EXPECT_EQ(model.add(reviews, QStringLiteral("demo:reviews")), 0);
    EXPECT_EQ(model.add(reviews, QStringLiteral("demo:reviews")), 0);
    EXPECT_EQ(model.rowCount(), 1);
    DataView view;
    view.config = reviews;
    view.statistics.examples = 4000;
    model.setView(view);
    model.setCurrent(0);
    EXPECT_EQ(model.index(0).data(NumberRole).toString(), QStringLiteral("4\u202F000"));
    EXPECT_TRUE(model.index(0).data(StrongRole).toBool());
    model.setProblem(reviews, QStringLiteral("the file is gone"));
    EXPECT_EQ(model.index(0).data(Qt::ToolTipRole).toString(), QStringLiteral("the file is gone"));
}

TEST(ProbeModels, AreEditedInPlace) {
    ProbeModel model;
    const QAbstractItemModelTester tester(&model, kMode);
    QSignalSpy edits(&model, &ProbeModel::edited);
    model.setTexts({QStringLiteral("one"), QStringLiteral("two")});
    EXPECT_EQ(edits.count(), 0);
    EXPECT_TRUE(model.setData(model.index(1), QStringLiteral("  three  four "), Qt::EditRole));
    EXPECT_FALSE(model.setData(model.index(0), QStringLiteral("   "), Qt::EditRole));
    model.append(QStringLiteral("five"));
    model.remove(0);
    model.remove(17);
    EXPECT_EQ(model.texts(), (QStringList{QStringLiteral("three four"), QStringLiteral("five")}));
    EXPECT_EQ(edits.count(), 3);
}

TEST(RunPaces, CountTheStepsOfTheLastSeconds) {
    RunPace pace;
    EXPECT_EQ(pace.stepsPerSecond(0), 0);
    for (int i = 0; i <= 100; ++i)
        pace.add(2, 50, i * 100);
    EXPECT_NEAR(pace.stepsPerSecond(10000), 20, 1e-6);
    EXPECT_NEAR(pace.tokensPerSecond(10000), 500, 1e-6);
    EXPECT_LT(pace.stepsPerSecond(14000), 10) << "an idle run slows down";
    pace.reset();
    EXPECT_EQ(pace.tokensPerSecond(10000), 0);
}

} // namespace
} // namespace lab
