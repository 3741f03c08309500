// Small things of the window that were wrong once: boxes ticked in part, numbers and labels that touched, a
// button out of reach, notes that said something else.
#include "core/store/run_repository.h"
#include "tests/ui/fake_training.h"
#include "tests/ui/window_fixture.h"
#include "ui/plots/plot.h"
#include "ui/views/attention/scale_control.h"
#include "ui/words/format.h"

#include <QCheckBox>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>

#include <algorithm>

namespace lab {
namespace {

/// Left and right ends of what is written in rows \p from to \p to; a gap of \p apart pixels parts two.
std::vector<std::pair<int, int>> inkIn(const QImage& image, int from, int to, const QColor& ground,
                                       int apart) {
    std::vector<std::pair<int, int>> groups;
    for (int x = 0; x < image.width(); ++x) {
        bool ink = false;
        for (int y = from; y < to && !ink; ++y)
            ink = image.pixelColor(x, y).rgb() != ground.rgb();
        if (!ink)
            continue;
        if (groups.empty() || x - groups.back().second > apart)
            groups.push_back({x, x});
        groups.back().second = x;
    }
    return groups;
}

/// The lowest rows of \p image in which something is written.
std::pair<int, int> lowestLine(const QImage& image, const QColor& ground) {
    const auto empty = [&](int y) { return inkIn(image, y, y + 1, ground, 0).empty(); };
    int to = image.height();
    while (to > 0 && empty(to - 1))
        --to;
    int from = to;
    while (from > 0 && !empty(from - 1))
        --from;
    return {from, to};
}

TEST(Details, ABoxTickedInPartHasABarAndNoTick) {
    test::look().setChoice(SchemeChoice::Light);
    QCheckBox box;
    box.setTristate(true);
    const auto shown = [&](Qt::CheckState state) {
        box.setCheckState(state);
        return box.grab().toImage();
    };
    const QImage none = shown(Qt::Unchecked), some = shown(Qt::PartiallyChecked), all = shown(Qt::Checked);
    EXPECT_NE(some, none);
    EXPECT_NE(some, all);
    const QColor mark = test::look().colour(Role::OnFill), fill = test::look().colour(Role::Fill);
    /// Rows in which the mark lies inside the filled box, with its width there.
    const auto marked = [&](const QImage& image) {
        std::vector<int> widths;
        for (int y = 0; y < image.height(); ++y) {
            int first = -1, last = -1;
            for (int x = 0; x < image.width(); ++x)
                if (image.pixelColor(x, y).rgb() == fill.rgb()) {
                    first = first < 0 ? x : first;
                    last = x;
                }
            int width = 0;
            for (int x = first; x >= 0 && x < last; ++x)
                width += image.pixelColor(x, y).rgb() == mark.rgb() ? 1 : 0;
            if (width > 0)
                widths.push_back(width);
        }
        return widths;
    };
    EXPECT_TRUE(marked(none).empty());
    const std::vector<int> bar = marked(some);
    ASSERT_FALSE(bar.empty()) << "it is filled and has a mark";
    EXPECT_LE(bar.size(), 4U) << "a bar is flat";
    EXPECT_GE(bar.front(), 4) << "and wide";
}

TEST(Details, NumbersOfANarrowAxisDoNotTouch) {
    test::look().setChoice(SchemeChoice::Light);
    Plot plot(test::look(), QStringLiteral("Loss"), Plot::Range::FromZero);
    plot.setExtent(88888, 1);
    std::vector<PlotPoint> points;
    for (int step = 0; step < 88888; step += 1000)
        points.push_back({static_cast<double>(step), step / 88888.0, 0.5});
    plot.appendTraining(points);
    plot.show();
    const QColor ground = test::look().colour(Role::Base);
    for (const int units : {60, 80, 140}) {
        plot.resize(test::look().u(units), test::look().u(50));
        QCoreApplication::processEvents();
        plot.flush();
        QWidget* canvas = nullptr;
        for (auto* child : plot.findChildren<QWidget*>())
            if (child->inherits("QCustomPlot"))
                canvas = child;
        ASSERT_NE(canvas, nullptr);
        const QImage image = canvas->grab().toImage().convertToFormat(QImage::Format_RGB32);
        const auto [from, to] = lowestLine(image, ground);
        const QFontMetrics metrics(test::look().font(Type::Axis));
        const auto numbers = inkIn(image, from, to, ground, metrics.horizontalAdvance(u' '));
        ASSERT_GE(numbers.size(), 2U) << units;
        for (const auto& [left, right] : numbers)
            EXPECT_LE(right - left, metrics.horizontalAdvance(formatCount(88888)) + 2) << units;
    }
}

TEST(Details, NumbersOfALegendDoNotTouch) {
    test::look().setChoice(SchemeChoice::Light);
    ScaleLegend legend(test::look());
    const AttentionScale scale{ScaleMode::Uniform, 10};
    ASSERT_EQ(scale.ticks().size(), 3U);
    legend.setScale(scale);
    const QFontMetrics metrics(test::look().font(Type::Tiny));
    int ends = 0;
    for (const auto& tick : scale.ticks())
        ends += metrics.horizontalAdvance(tick.text);
    const auto numbersAt = [&](int width) {
        QImage image(width, legend.sizeHint().height(), QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        paintScaleLegend(painter, image.rect(), test::look(), scale);
        painter.end();
        const auto [from, to] = lowestLine(image, Qt::white);
        return inkIn(image, from, to, Qt::white, 2 * metrics.horizontalAdvance(u' '));
    };
    EXPECT_EQ(numbersAt(4 * ends).size(), 3U) << "with room all three stand there";
    EXPECT_EQ(numbersAt(ends).size(), 2U) << "without it the middle one goes";
}

class DetailsOfTheWindow : public test::WindowTest {
protected:
    [[nodiscard]] bool says(const QString& sentence) {
        const auto labels = window->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
            return label->isVisible() && label->text() == sentence;
        });
    }
};

TEST_F(DetailsOfTheWindow, TheButtonBelowTheSettingsIsInReachHoweverLowTheWindow) {
    {
        LabFile lab(folder.filePath(QStringLiteral("lab.db")).toStdString());
        NewRun run;
        run.labels = {"1", "2"};
        RunRepository(lab).setStatus(RunRepository(lab).create(run), RunStatus::Finished);
    }
    open(test::fakeTraining(10));
    auto* button = find<QPushButton>("newRunButton");
    EXPECT_FALSE(button->isVisible()) << "the settings of the next run are on show";
    studio->showRun(1);
    ASSERT_TRUE(until([&] { return button->isVisible(); }));
    window->resize(1200, 500);
    QCoreApplication::processEvents();
    const auto place = [&] { return QRect(button->mapTo(window, QPoint()), button->size()); };
    const QRect before = place();
    EXPECT_TRUE(window->rect().contains(before));
    EXPECT_EQ(button->visibleRegion().boundingRect().size(), button->size()) << "nothing covers it";
    auto* pane = qobject_cast<QScrollArea*>(button->parentWidget()->parentWidget());
    ASSERT_NE(pane, nullptr);
    ASSERT_GT(pane->verticalScrollBar()->maximum(), 0) << "there is more than fits";
    pane->verticalScrollBar()->setValue(pane->verticalScrollBar()->maximum());
    EXPECT_EQ(place(), before) << "it does not scroll away";
}

TEST_F(DetailsOfTheWindow, BuildSaysWhyTheSettingsOfARunAreFixed) {
    open(test::fakeTraining(1000000));
    window->showWorkspace(QStringLiteral("build"));
    EXPECT_FALSE(says(QStringLiteral("fixed while it trains")));
    trigger("train");
    ASSERT_TRUE(until([&] { return says(QStringLiteral("fixed while it trains")); }));
    EXPECT_FALSE(says(QStringLiteral("as it was trained")));
    trigger("stop");
    ASSERT_TRUE(until([&] { return !studio->session().active(); }));
    EXPECT_FALSE(says(QStringLiteral("fixed while it trains")));
}

} // namespace
} // namespace lab
