#include "tests/ui/qt_environment.h"
#include "ui/look/look.h"
#include "ui/plots/plot.h"
#include "ui/plots/seed_dots.h"

#include <gtest/gtest.h>

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

std::vector<PlotPoint> line(int from, int to) {
    std::vector<PlotPoint> points;
    for (int step = from; step < to; ++step)
        points.push_back({static_cast<double>(step), step / 100.0, 1.0 / (1 + step)});
    return points;
}

bool holds(const QImage& image, const QColor& colour) {
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y).rgb() == colour.rgb())
                return true;
    return false;
}

TEST(PlotSeriesTest, ThinsByTwoAndKeepsTheNewest) {
    PlotSeries series(100);
    for (const auto& point : line(0, 1000))
        series.append(point);
    EXPECT_LE(series.points().size(), 100U);
    EXPECT_GE(series.points().size(), 50U);
    EXPECT_EQ(series.last()->step, 999);
    const auto& points = series.points();
    for (std::size_t i = 2; i < points.size(); ++i)
        EXPECT_EQ(points[i].step - points[i - 1].step, points[1].step - points[0].step) << "evenly spaced";
    EXPECT_FALSE(series.at(PlotAxis::Step, -1).has_value());
    EXPECT_EQ(series.at(PlotAxis::Step, 5000)->step, 999);
}

TEST(PlotSeriesTest, RoundsUpToFriendlyNumbers) {
    EXPECT_EQ(roundUp(1.1), 1.2);
    EXPECT_EQ(roundUp(0.034), 0.04);
    EXPECT_EQ(roundUp(2), 2);
    EXPECT_EQ(roundUp(870), 1000);
    EXPECT_EQ(roundUp(0), 1);
}

TEST(Plots, DrawTheRunsLineAndFollowTheTheme) {
    test::look().setChoice(SchemeChoice::Light);
    Plot plot(test::look(), QStringLiteral("Loss"), Plot::Range::FromZero);
    plot.resize(500, 260);
    plot.setMark(Theme::light().runMark(0));
    plot.setExtent(100, 1);
    plot.show();
    plot.appendTraining(line(0, 60));
    for (int step = 10; step <= 60; step += 10)
        plot.appendValidation({PlotPoint{static_cast<double>(step), step / 100.0, 0.5}});
    plot.flush();
    QTest::qWait(50);
    EXPECT_EQ(plot.training().points().size(), 60U);
    EXPECT_EQ(plot.validation().points().size(), 6U);
    const QImage light = plot.grab().toImage();
    EXPECT_TRUE(holds(light, Theme::light().runMark(0).colour));
    EXPECT_EQ(light.pixelColor(2, 130), Theme::light().colour(Role::Base));
    test::look().setChoice(SchemeChoice::Dark);
    plot.setMark(Theme::dark().runMark(0));
    plot.flush();
    QTest::qWait(50);
    const QImage dark = plot.grab().toImage();
    EXPECT_TRUE(holds(dark, Theme::dark().runMark(0).colour));
    EXPECT_EQ(dark.pixelColor(2, 130), Theme::dark().colour(Role::Base));
    test::look().setChoice(SchemeChoice::Light);
}

TEST(Plots, AppendingAtThirtyHertzIsCheapEvenInALongRun) {
    Plot plot(test::look(), QStringLiteral("Loss"), Plot::Range::FromZero);
    plot.resize(700, 260);
    plot.setExtent(100000, 10);
    plot.appendTraining(line(0, 100000));
    plot.show();
    plot.flush();
    QElapsedTimer clock;
    clock.start();
    for (int frame = 0; frame < 30; ++frame)
        plot.appendTraining(line(100000 + frame * 50, 100050 + frame * 50));
    EXPECT_LT(static_cast<double>(clock.elapsed()) / 30, 20.0) << "milliseconds per batch";
}

TEST(Plots, NumbersOfTheOutermostDotsAreWhole) {
    test::look().setChoice(SchemeChoice::Light);
    SeedDots dots(test::look());
    dots.resize(200, 160); // as wide for its type as with 200 % in a small window
    dots.setLines(
        {{QStringLiteral("A"), 0, {1}, {1}, {0.300}, {}}, {QStringLiteral("B"), 1, {2}, {2}, {0.525}, {}}});
    dots.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&dots));
    dots.flush();
    QTest::qWait(50);
    const QImage picture = dots.grab().toImage();
    const QColor ink = test::look().colour(Role::Text);
    const int right = picture.width() - test::look().u(5), axis = picture.height() - test::look().u(6);
    int last = 0; // column of ink before the drawing ends
    for (int y = 0; y < axis - 2; ++y)
        for (int x = right - 12; x < right; ++x)
            if (picture.pixelColor(x, y).lightness() < (ink.lightness() + 255) / 2)
                last = std::max(last, x);
    EXPECT_LT(last, right - 2) << "the number is cut at the edge";
}

TEST(Plots, ValuesThatAreNotNumbersAreLeftOut) {
    Plot plot(test::look(), QStringLiteral("Loss"), Plot::Range::FromZero);
    plot.appendTraining({{1, 0, std::nan("")}, {2, 0, 1}});
    plot.appendValidation({PlotPoint{2, 0, INFINITY}});
    EXPECT_EQ(plot.training().points().size(), 1U);
    EXPECT_TRUE(plot.validation().points().empty());
}

} // namespace
} // namespace lab
