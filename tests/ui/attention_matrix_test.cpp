// The whole maps of encoders that compare tokens with tokens.
#include "tests/ui/qt_environment.h"
#include "ui/views/attention/attention_matrix.h"

#include <gtest/gtest.h>

#include <QPainter>
#include <QSignalSpy>
#include <QTest>

namespace lab {
namespace {

const QStringList kTokens = {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"),
                             QStringLiteral("d")};

AttentionMap::Rows dense() {
    AttentionMap::Rows rows;
    rows.kind = "attention";
    rows.rows = rows.columns = 4;
    rows.values = {1, 0, 0, 0, .5F, .5F, 0, 0, .25F, .25F, .5F, 0, .1F, .2F, .3F, .4F};
    return rows;
}

/// A window of one neighbour on each side.
AttentionMap::Rows banded() {
    AttentionMap::Rows rows;
    rows.kind = "attention";
    rows.rows = rows.columns = 4;
    rows.starts = {0, 2, 5, 8, 10};
    rows.seen = {0, 1, 0, 1, 2, 1, 2, 3, 2, 3};
    rows.values = {.5F, .5F, .2F, .3F, .5F, .2F, .3F, .5F, .5F, .5F};
    return rows;
}

class Matrix : public ::testing::Test {
protected:
    void SetUp() override {
        test::look().setChoice(SchemeChoice::Light);
        matrix.resize(500, 500);
    }
    QRgb pixel(int row, int column) {
        return matrix.grab().toImage().pixel(matrix.cellRect(row, column).center()) & 0xFFFFFFU;
    }
    AttentionMatrix matrix{test::look()};
};

TEST_F(Matrix, DrawsEachWeightAndTellsBothTokens) {
    matrix.setRows(kTokens, dense());
    matrix.show();
    const auto& colours = Theme::light().map(MapKind::Magnitude);
    EXPECT_EQ(pixel(0, 0), colours.at(1) & 0xFFFFFFU);
    EXPECT_EQ(pixel(1, 0), colours.at(0.5) & 0xFFFFFFU);
    EXPECT_EQ(pixel(0, 3), colours.at(0) & 0xFFFFFFU);
    EXPECT_EQ(matrix.sentenceFor(3, 2),
              QStringLiteral("token d, place 4 looks at c, place 3, weight 0.3000"));
    EXPECT_EQ(matrix.exportNumbers().rows.size(), 16U);
}

TEST_F(Matrix, ABandLeavesOutWhatIsNotSeen) {
    matrix.setRows(kTokens, banded());
    matrix.show();
    EXPECT_EQ(pixel(0, 3), Theme::light().colour(Role::Line).rgb() & 0xFFFFFFU);
    EXPECT_TRUE(matrix.sentenceFor(0, 3).contains(QStringLiteral("does not see d")));
    EXPECT_EQ(matrix.exportNumbers().rows.size(), 10U);
    EXPECT_EQ(matrix.exportNumbers().rows[4][2].toInt(), 2);
    EXPECT_FLOAT_EQ(matrix.exportNumbers().rows[4][3].toFloat(), 0.5F);
}

TEST_F(Matrix, SaysWhatTheColumnsAre) {
    AttentionMap::Rows rows = dense();
    rows.kind = "derived";
    matrix.setRows(kTokens, rows);
    EXPECT_TRUE(matrix.note().contains(QStringLiteral("never computes")));
    rows.kind = "landmarks";
    matrix.setRows(kTokens, rows);
    EXPECT_TRUE(matrix.sentenceFor(0, 1).contains(QStringLiteral("looks at landmark 2")));
    rows.kind = "pooled";
    rows.columns = 2;
    rows.stride = 2;
    rows.values.resize(8);
    matrix.setRows(kTokens, rows);
    EXPECT_TRUE(matrix.sentenceFor(0, 1).contains(QStringLiteral("the mean around c")));
}

TEST_F(Matrix, ArrowKeysAndClicksMoveTheCursor) {
    matrix.setRows(kTokens, dense());
    matrix.show();
    QSignalSpy chosen(&matrix, &AttentionMatrix::tokenChosen);
    QTest::mouseClick(&matrix, Qt::LeftButton, {}, matrix.cellRect(2, 1).center());
    ASSERT_EQ(chosen.size(), 1);
    EXPECT_EQ(chosen[0][0].toInt(), 2);
    QTest::keyClick(&matrix, Qt::Key_Down);
    EXPECT_EQ(chosen[1][0].toInt(), 3);
    QTest::keyClick(&matrix, Qt::Key_Right);
    EXPECT_TRUE(matrix.accessibleDescription().contains(QStringLiteral("token d, place 4 looks at c")));
}

} // namespace
} // namespace lab
