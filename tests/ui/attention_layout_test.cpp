#include "ui/views/attention/attention_layout.h"

#include <gtest/gtest.h>

namespace lab {
namespace {

AttentionShape shapeOf(int tokens, int layers = 2, int heads = 4) {
    AttentionShape shape;
    shape.tokenWidths.assign(static_cast<std::size_t>(tokens), 30);
    shape.layers = layers;
    shape.heads = heads;
    shape.pool = shape.bars = true;
    shape.turnedHeight = 60;
    return shape;
}

TEST(AttentionLayout, AShortTextStandsSideBySideAndFillsTheWidth) {
    const AttentionLayout layout(shapeOf(9), {}, 900);
    ASSERT_TRUE(layout.sideBySide());
    EXPECT_GT(layout.left(1), layout.left(0) + layout.contentWidth());
    EXPECT_NEAR(layout.contentWidth(), (900 - 2 * 16 - 38 - 16) / 2, 1);
    EXPECT_EQ(layout.top(0, 3), layout.top(1, 3));
}

TEST(AttentionLayout, ColumnsOfAVeryShortTextStopGrowing) {
    const AttentionLayout layout(shapeOf(2), {}, 900);
    EXPECT_EQ(layout.contentWidth(), 2 * 84);
}

TEST(AttentionLayout, WordsThatFitTheWholeWidthAloneStandUprightAboveEachOther) {
    const AttentionLayout layout(shapeOf(20), {}, 900);
    ASSERT_EQ(layout.form(), AttentionLayout::Form::Stacked);
    EXPECT_EQ(layout.left(0), layout.left(1));
    EXPECT_NEAR(layout.contentWidth(), 900 - 2 * 16 - 50, 1);
    EXPECT_GT(layout.top(1, 0), layout.top(0, 7));
}

TEST(AttentionLayout, PaddingGivesWayBeforeTheFormDoes) {
    const AttentionLayout layout(shapeOf(11), {}, 900); // 11 columns of 44 do not fit into 407, of 36 they do
    EXPECT_TRUE(layout.sideBySide());
    EXPECT_NEAR(layout.contentWidth(), 407, 1);
}

TEST(AttentionLayout, ALongTextBecomesAMap) {
    const AttentionLayout layout(shapeOf(48), {}, 900);
    ASSERT_EQ(layout.form(), AttentionLayout::Form::Map);
    EXPECT_EQ(layout.left(0), layout.left(1));
    EXPECT_GT(layout.top(1, 0), layout.top(0, 7) + layout.cellHeight());
    EXPECT_GT(layout.top(2, 0), layout.top(1, 7) + layout.cellHeight());
    EXPECT_EQ(layout.contentWidth(), 48 * 17);
}

TEST(AttentionLayout, LayersStandApart) {
    const AttentionLayout layout(shapeOf(9), {}, 900);
    const int inside = layout.top(0, 1) - layout.top(0, 0), between = layout.top(0, 4) - layout.top(0, 3);
    EXPECT_EQ(inside, 13);
    EXPECT_EQ(between, 17);
    EXPECT_EQ(layout.top(2, 0) - layout.top(0, 7), 13 + 7);
}

TEST(AttentionLayout, EveryCellIsFoundAtItsOwnCentre) {
    for (const int tokens : {1, 9, 48}) {
        const AttentionLayout layout(shapeOf(tokens), {}, 900);
        for (int side = 0; side < 3; ++side)
            for (int row = 0; row < (side == 2 ? 1 : 8); ++row)
                for (int column = 0; column < tokens; ++column) {
                    const AttentionCell cell{side, row, column};
                    const auto found = layout.at(layout.cell(cell).center());
                    ASSERT_TRUE(found.has_value());
                    EXPECT_EQ(*found, cell);
                }
    }
}

TEST(AttentionLayout, OnlyColumnsInTheWindowAreNamed) {
    const AttentionLayout layout(shapeOf(65536), {}, 900);
    const auto [first, last] = layout.columnsWithin(17 * 1000, 17 * 1000 + 800);
    EXPECT_EQ(first, 1000);
    EXPECT_EQ(last, 1048);
    EXPECT_EQ(layout.columnsWithin(-500, 10), (std::pair<int, int>{0, 1}));
    EXPECT_EQ(layout.columnsWithin(17 * 65535, 1 << 30), (std::pair<int, int>{65535, 65536}));
}

TEST(AttentionLayout, ATextWithoutTokensTakesNoCells) {
    const AttentionLayout layout(shapeOf(0), {}, 900);
    EXPECT_EQ(layout.columns(), 0);
    EXPECT_FALSE(layout.at({100, 30}).has_value());
}

} // namespace
} // namespace lab
