#include "workbench/paper_figures.h"

#include <gtest/gtest.h>

#include <cmath>

namespace lab {
namespace {

TEST(PaperFigures, HoldTableFourAndTheSharingModes) {
    EXPECT_EQ(paperFigures().size(), 30U);
    ModelConfig model;
    model.sharing = Sharing::QueryValueLayer;
    const auto amazon = paperDataOf("amazon", 5);
    ASSERT_TRUE(amazon);
    const auto figure = paperFigureOf(*amazon, model);
    ASSERT_TRUE(figure);
    EXPECT_EQ(figure->accuracy, 66.13);
    EXPECT_EQ(figure->accuracyDeviation, 0.29);
    EXPECT_EQ(figure->macroF1, 43.23);
    model.sharing = Sharing::QueryValueHead;
    EXPECT_EQ(paperFigureOf(*amazon, model)->accuracy, 65.63);
    EXPECT_TRUE(std::isnan(paperFigureOf(*amazon, model)->accuracyDeviation));
    model.encoder = "poolingformer";
    EXPECT_EQ(paperFigureOf(*paperDataOf("mind_news", 18), model)->macroF1, 64.10);
    for (const PaperFigure& each : paperFigures()) {
        EXPECT_GT(each.accuracy, 50);
        EXPECT_LT(each.macroF1, each.accuracy);
    }
}

TEST(PaperFigures, AreNotGivenForWhatThePaperDidNotTrain) {
    EXPECT_FALSE(paperDataOf("imdb", 2)) << "the IMDB set with two classes is another one";
    EXPECT_FALSE(paperDataOf("csv", 5));
    ModelConfig model;
    model.interaction = Interaction::Add;
    EXPECT_FALSE(paperFigureOf(*paperDataOf("amazon", 5), model));
}

} // namespace
} // namespace lab
