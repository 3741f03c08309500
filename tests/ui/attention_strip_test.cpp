#include "core/inspect/attention_statistics.h"
#include "tests/ui/fake_data.h"
#include "tests/ui/qt_environment.h"
#include "ui/views/attention/attention_strip.h"
#include "ui/views/attention/class_bars.h"

#include <gtest/gtest.h>

#include <QElapsedTimer>
#include <QPainter>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <set>

namespace lab {
namespace {

class Strip : public ::testing::Test {
protected:
    void SetUp() override {
        test::look().setChoice(SchemeChoice::Light);
        strip.resize(920, 480);
        strip.setScale({ScaleMode::Raw, 0.5});
    }
    void show(const std::vector<AttentionMap>& maps) {
        strip.setMaps(maps);
        strip.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&strip));
    }
    [[nodiscard]] QRgb pixel(int text, const AttentionCell& cell) {
        const QRect rect = strip.cellRect(text, cell);
        return strip.viewport()->grab().toImage().pixel(rect.left() + 2, rect.top() + 2);
    }
    AttentionStrip strip{test::look()};
};

TEST_F(Strip, PaintsEachWeightInTheColourOfItsScale) {
    const AttentionMap map = test::fakeMap(test::words("not a bad film , in fact quite moving"));
    show({map});
    const AttentionTable table(map);
    const auto& colours = Theme::light().map(MapKind::Magnitude);
    for (const AttentionCell cell : {AttentionCell{0, 0, 0}, {0, 7, 8}, {1, 3, 4}, {1, 6, 2}, {2, 0, 5}})
        EXPECT_EQ(pixel(0, cell) & 0xFFFFFFU, colours.at(table.value(cell) / 0.5) & 0xFFFFFFU)
            << cell.side << ' ' << cell.row << ' ' << cell.column;
}

TEST_F(Strip, RelativeToUniformUsesTheSignedMapAroundOneOverN) {
    AttentionMap map = test::fakeMap(test::words("one two three four"));
    for (auto& matrix : map.layers)
        std::fill(matrix.values.begin(), matrix.values.end(), 0.25F);
    show({map});
    strip.setScale({ScaleMode::Uniform, 2});
    EXPECT_EQ(pixel(0, {0, 2, 1}) & 0xFFFFFFU, Theme::light().map(MapKind::Signed).at(0.5) & 0xFFFFFFU);
}

TEST_F(Strip, RepaintsWithTheOtherSchemesSurface) {
    show({test::fakeMap(test::words("two words"))});
    EXPECT_EQ(QColor(strip.viewport()->grab().toImage().pixel(5, 300)), Theme::light().colour(Role::Base));
    test::look().setChoice(SchemeChoice::Dark);
    QCoreApplication::processEvents();
    EXPECT_EQ(QColor(strip.viewport()->grab().toImage().pixel(5, 300)), Theme::dark().colour(Role::Base));
}

TEST_F(Strip, ArrowKeysWalkOverCellsSidesAndTexts) {
    show({test::fakeMap(test::words("a b c")), test::fakeMap(test::words("d e"))});
    strip.setFocus(Qt::TabFocusReason);
    QTest::qWait(10);
    if (!strip.hasFocus())
        GTEST_SKIP() << "this platform gives no focus";
    QTest::keyClick(&strip, Qt::Key_Down); // the first key sets the cursor on the first cell
    EXPECT_TRUE(strip.accessibleDescription().startsWith(QStringLiteral("token a, layer 1, head 1, alpha")));
    QTest::keyClick(&strip, Qt::Key_End);
    QTest::keyClick(&strip, Qt::Key_Right);
    EXPECT_TRUE(strip.accessibleDescription().startsWith(QStringLiteral("token a, layer 1, head 1, beta")));
    for (int i = 0; i < 8; ++i)
        QTest::keyClick(&strip, Qt::Key_Down);
    EXPECT_TRUE(strip.accessibleDescription().startsWith(QStringLiteral("token a, pooling weight")));
    QTest::keyClick(&strip, Qt::Key_Down);
    EXPECT_TRUE(strip.accessibleDescription().startsWith(QStringLiteral("token d, layer 1")));
    QTest::keyClick(&strip, Qt::Key_Up);
    EXPECT_TRUE(strip.accessibleDescription().contains(QStringLiteral("pooling")));
}

TEST_F(Strip, TellsValueAndRankOfACell) {
    AttentionMap map = test::fakeMap(test::words("x y z"));
    map.pool = {0.2F, 0.7F, 0.1F};
    show({map});
    EXPECT_EQ(strip.sentenceFor(0, {2, 0, 1}), QStringLiteral("token y, pooling weight 0.700, rank 1 of 3"));
    EXPECT_EQ(strip.sentenceFor(0, {2, 0, 2}), QStringLiteral("token z, pooling weight 0.100, rank 3 of 3"));
}

TEST_F(Strip, AVeryLongTextScrollsAndPaintsOnlyWhatIsSeen) {
    std::vector<std::string> tokens;
    for (int i = 0; i < 65536; ++i)
        tokens.push_back(std::to_string(i % 100));
    show({test::fakeMap(tokens, 2, 4)});
    EXPECT_GT(strip.horizontalScrollBar()->maximum(), 65536 * 12);
    QElapsedTimer clock;
    clock.start();
    for (int i = 0; i < 20; ++i) {
        strip.horizontalScrollBar()->setValue(i * 50000);
        strip.viewport()->grab();
    }
    EXPECT_LT(clock.elapsed() / 20.0, 50.0 * test::kTimeAllowance) << "one frame of a scrolled long text";
}

TEST_F(Strip, TheSameTextOfAnotherModelIsLaidOutAnew) {
    const auto tokens = test::words("one two three");
    show({test::fakeMap(tokens, 2, 4)});
    strip.setMaps({test::fakeMap(tokens, 2, 8)});
    EXPECT_GT(strip.cellRect(0, {0, 15, 0}).top(), strip.cellRect(0, {0, 14, 0}).top());
    EXPECT_GT(strip.cellRect(0, {2, 0, 0}).top(), strip.cellRect(0, {0, 15, 0}).bottom())
        << "the pooling stands below every head";
    AttentionMap rival = test::fakeMap(tokens, 4, 4);
    std::erase_if(rival.layers, [](const auto& layer) { return layer.kind == "beta"; });
    for (auto& layer : rival.layers)
        layer.kind = "received"; // as many matrices as two layers of α and β have
    strip.setMaps({test::fakeMap(tokens, 2, 4)});
    strip.setMaps({rival});
    EXPECT_GT(strip.cellRect(0, {2, 0, 0}).top(), strip.cellRect(0, {0, 15, 0}).bottom());
}

TEST_F(Strip, ADifferenceIsDrawnAroundZero) {
    AttentionMap difference = test::fakeMap(test::words("one two three"));
    for (AttentionMap::Matrix& matrix : difference.layers)
        std::fill(matrix.values.begin(), matrix.values.end(), 0.0F);
    std::fill(difference.pool.begin(), difference.pool.end(), 0.0F);
    difference.layers[0].values[0] = 0.1F;   // token 0, head 0 of α
    difference.layers[0].values[4] = -0.05F; // token 1, head 0
    show({difference});
    EXPECT_NEAR(strip.range().largest, 0.1, 1e-6);
    strip.setScale(scaleFor(ScaleMode::Difference, strip.range()));
    const auto& colours = Theme::light().map(MapKind::Signed);
    EXPECT_EQ(pixel(0, {0, 0, 2}) & 0xFFFFFFU, colours.at(0.5) & 0xFFFFFFU) << "no difference";
    EXPECT_EQ(pixel(0, {0, 0, 1}) & 0xFFFFFFU, colours.at(0.25) & 0xFFFFFFU) << "−0.05 of 0.1";
    EXPECT_TRUE(
        strip.sentenceFor(0, {0, 0, 1}).contains(QStringLiteral("alpha difference −0.050, rank 2 of 3")));
    EXPECT_EQ(strip.exportTitle(), QStringLiteral("Attention difference"));
}

TEST_F(Strip, ARivalHasOneSide) {
    AttentionMap map = test::fakeMap(test::words("one two three"));
    std::erase_if(map.layers, [](const auto& matrix) { return matrix.kind == "beta"; });
    for (auto& matrix : map.layers)
        matrix.kind = "received";
    show({map});
    EXPECT_TRUE(
        strip.sentenceFor(0, {0, 0, 1}).startsWith(QStringLiteral("token two, layer 1, head 1, received")));
    EXPECT_EQ(strip.cellRect(0, {2, 0, 0}).left(), strip.cellRect(0, {0, 0, 0}).left());
    EXPECT_EQ(strip.exportNumbers().columns.count(), 3 + 8 + 1);
}

TEST_F(Strip, ExportsItsPictureAndItsNumbers) {
    const AttentionMap map = test::fakeMap(test::words("not a bad film"));
    show({map});
    strip.setExportCaption(QStringLiteral("run 3"));
    ASSERT_TRUE(strip.exportable());
    const NumberTable numbers = strip.exportNumbers();
    ASSERT_EQ(numbers.rows.size(), 4U);
    ASSERT_EQ(numbers.columns.size(), 3 + 16 + 1);
    const AttentionTable table(map);
    const auto at = [&](const char* column) { return numbers.columns.indexOf(QString::fromLatin1(column)); };
    EXPECT_EQ(numbers.rows[2][static_cast<std::size_t>(at("beta.1.3"))].toDouble(), table.value({1, 7, 2}));
    EXPECT_EQ(numbers.rows[2][static_cast<std::size_t>(at("token"))].toString(), QStringLiteral("bad"));
    EXPECT_EQ(strip.exportCaption(), QStringLiteral("run 3"));
    QImage image(strip.exportSize(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    strip.paintExport(painter, image.rect());
    painter.end();
    std::set<QRgb> colours;
    for (int x = 0; x < image.width(); ++x)
        for (int y = 0; y < image.height(); ++y)
            colours.insert(image.pixel(x, y));
    EXPECT_GT(colours.size(), 40U) << "cells, words and a legend";
}

TEST_F(Strip, TheExportOfAVeryLongTextSaysWhichPartItShows) {
    std::vector<std::string> tokens(5000, "word");
    show({test::fakeMap(tokens, 1, 2)});
    EXPECT_LE(strip.exportSize().width(), test::look().u(4000));
    EXPECT_TRUE(strip.exportCaption().startsWith(QStringLiteral("tokens 1 to ")))
        << qPrintable(strip.exportCaption());
    EXPECT_EQ(strip.exportNumbers().rows.size(), 5000U) << "the numbers are all of them";
}

TEST_F(Strip, ANewSnapshotOfTheSameTextsKeepsTheScrolling) {
    std::vector<std::string> tokens(200, "word");
    show({test::fakeMap(tokens)});
    strip.horizontalScrollBar()->setValue(500);
    strip.setMaps({test::fakeMap(tokens)});
    EXPECT_EQ(strip.horizontalScrollBar()->value(), 500);
}

TEST(AttentionScales, TheTopStandsOnALadder) {
    EXPECT_EQ(scaleFor(ScaleMode::Raw, {0.42, 0}).top, 0.5);
    EXPECT_EQ(scaleFor(ScaleMode::Raw, {0.05, 0}).top, 0.05);
    EXPECT_EQ(scaleFor(ScaleMode::Raw, {1.0, 0}).top, 1.0);
    EXPECT_EQ(scaleFor(ScaleMode::Fixed, {0.1, 0}).top, 1.0);
    EXPECT_EQ(scaleFor(ScaleMode::Uniform, {0, 6.5}).top, 3.0);
}

TEST(AttentionScales, UniformPutsOneOverNInTheMiddleAndTwiceOneOverNAboveIt) {
    const AttentionScale scale{ScaleMode::Uniform, 2};
    EXPECT_DOUBLE_EQ(scale.position(0.1, 10), 0.5);
    EXPECT_DOUBLE_EQ(scale.position(0.2, 10), 0.75);
    EXPECT_DOUBLE_EQ(scale.position(0.05, 10), 0.25);
    EXPECT_DOUBLE_EQ(scale.position(0, 10), 0);
    EXPECT_EQ(scale.ticks().size(), 3U);
    EXPECT_EQ(scale.ticks().front().text, QStringLiteral("≤ 1/4×"));
}

TEST(AttentionTables, MissingRowsReadAsZero) {
    AttentionMap map;
    map.tokens = {"a", "b"};
    map.layers.push_back({1, "alpha", 2, {0.25F, 0.5F, 0.75F}});
    const AttentionTable table(map);
    EXPECT_EQ(table.layers(), 2);
    EXPECT_EQ(table.value({0, 0, 0}), 0);
    EXPECT_EQ(table.value({0, 2, 1}), 0.75);
    EXPECT_EQ(table.value({0, 3, 1}), 0);
    EXPECT_EQ(table.value({1, 2, 0}), 0);
}

TEST(ClassBars, TheLikeliestClassesStayInClassOrder) {
    EXPECT_EQ(shownClasses({0.1F, 0.4F, 0.05F, 0.45F}, 2), (std::vector<int>{1, 3}));
    EXPECT_EQ(shownClasses({0.1F, 0.4F}, 9), (std::vector<int>{0, 1}));
}

} // namespace
} // namespace lab
