#include "app/cli/attention_figure.h"
#include "app/cli/loss_figure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <cmath>

namespace lab::cli {
namespace {

using testing::HasSubstr;

std::size_t countOf(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
        ++count;
    return count;
}

AttentionMap someMap(std::size_t tokens) {
    AttentionMap map;
    for (std::size_t t = 0; t < tokens; ++t)
        map.tokens.push_back(fmt::format("t{}", t));
    for (const char* kind : {"alpha", "beta"})
        map.layers.push_back(
            {.layer = 0, .kind = kind, .heads = 2, .values = std::vector<float>(2 * tokens, 0.125F)});
    map.pool.assign(tokens, 0.5F);
    map.probabilities = {0.25F, 0.75F};
    map.label = 1;
    return map;
}

TEST(Viridis, RunsFromDarkVioletToYellow) {
    EXPECT_EQ(viridis(0), "#440154");
    EXPECT_EQ(viridis(1), "#FDE725");
    EXPECT_EQ(viridis(std::nan("")), "#440154");
}

TEST(AttentionFigure, HasACellForEachTokenHeadAndHalfAndAPoolingRow) {
    const std::string svg = attentionFigure(someMap(3), {"no", "yes"}, "A title");
    EXPECT_EQ(countOf(svg, ": 0.1250</title>"), 2U * 2U * 3U);
    EXPECT_EQ(countOf(svg, ": 0.5000</title>"), 3U);
    EXPECT_EQ(countOf(svg, ">t1</text>"), 2U) << "each half has the tokens on top";
    EXPECT_THAT(svg, HasSubstr(">yes</text>"));
    EXPECT_THAT(svg, HasSubstr(">0.750</text>"));
    EXPECT_THAT(svg, HasSubstr(">0.12</text>")) << "the legend's largest value";
}

TEST(AttentionFigure, ShowsWhatTokensReceiveOfAnEncoderWithoutAlphaAndBeta) {
    AttentionMap map = someMap(3);
    map.layers.pop_back();
    map.layers[0].kind = "received";
    const std::string svg = attentionFigure(map, {"no", "yes"}, "A title");
    EXPECT_EQ(countOf(svg, ": 0.1250</title>"), 2U * 3U);
    EXPECT_EQ(countOf(svg, ">t1</text>"), 1U) << "one half";
    EXPECT_THAT(svg, HasSubstr("received: mean weight"));
    EXPECT_THAT(svg, testing::Not(HasSubstr("α")));
}

TEST(AttentionFigure, EscapesWhatATextMayHold) {
    AttentionMap map = someMap(1);
    map.tokens = {"<b>&\"\x01"};
    const std::string svg = attentionFigure(map, {"no", "yes"}, "a < b");
    EXPECT_THAT(svg, HasSubstr("&lt;b&gt;&amp;&quot;</text>"));
    EXPECT_THAT(svg, testing::Not(HasSubstr("<b>")));
}

TEST(AttentionFigure, SaysWhenItShowsOnlyTheStartOfALongText) {
    EXPECT_THAT(attentionFigure(someMap(400), {"no", "yes"}, "long"),
                HasSubstr("the first 128 of 400 tokens"));
}

TEST(LossFigure, DrawsEveryTrainingPointAndTheValidationLine) {
    LearningCurves curves;
    curves.title = "Run 1";
    for (int step = 1; step <= 10; ++step) {
        curves.trainLoss.emplace_back(step, 1.0 / step);
        curves.trainAccuracy.emplace_back(step, 0.1 * step);
    }
    curves.validationLoss = {{5, 0.4}, {10, std::nan("")}};
    curves.validationAccuracy = {{5, 0.5}, {10, 0.875}};
    const std::string svg = lossFigure(curves);
    EXPECT_EQ(countOf(svg, "fill-opacity=\"0.3\""), 20U);
    EXPECT_EQ(countOf(svg, "<polyline"), 2U);
    EXPECT_THAT(svg, HasSubstr("validation 0.875"));
    EXPECT_THAT(svg, testing::Not(HasSubstr("nan")));
}

TEST(LossFigure, ThinsLongRunsAndSurvivesEmptyOnes) {
    LearningCurves curves;
    curves.title = "long";
    for (int step = 1; step <= 5000; ++step)
        curves.trainLoss.emplace_back(step, 1.0);
    EXPECT_EQ(countOf(lossFigure(curves), "fill-opacity=\"0.3\""), 600U);
    EXPECT_THAT(lossFigure({}), HasSubstr("</svg>"));
}

} // namespace
} // namespace lab::cli
