// What gives way where there is little room, and how.
#include "core/encoders/model_check.h"
#include "tests/ui/fake_training.h"
#include "tests/ui/window_fixture.h"
#include "ui/frame/panes.h"
#include "ui/views/comparing/part_bars.h"
#include "ui/views/controls/flow_layout.h"
#include "ui/views/controls/folding_columns.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/controls/segments.h"
#include "ui/views/model/sharing_glyph.h"
#include "ui/views/runs/curve_board.h"

#include <QActionGroup>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lab {
namespace {

QWidget* block(int width, int height, QWidget* parent) {
    auto* made = new QWidget(parent);
    made->setFixedSize(width, height);
    return made;
}

void showAt(QWidget& widget, int width, int height) {
    widget.resize(width, height);
    widget.show();
    QApplication::processEvents();
}

TEST(Flow, GoesOnInAFurtherRowWhereThereIsNoRoom) {
    QWidget zone;
    auto* flow = new FlowLayout(&zone, 10, 5);
    flow->setContentsMargins(0, 0, 0, 0);
    QWidget* blocks[] = {block(100, 20, &zone), block(100, 30, &zone), block(100, 20, &zone)};
    for (QWidget* each : blocks)
        flow->addWidget(each);
    EXPECT_EQ(flow->sizeHint(), QSize(320, 30));
    EXPECT_EQ(flow->minimumSize().width(), 100) << "the widest alone";
    EXPECT_EQ(flow->heightForWidth(320), 30);
    EXPECT_EQ(flow->heightForWidth(319), 30 + 5 + 20);
    EXPECT_EQ(flow->heightForWidth(100), 20 + 5 + 30 + 5 + 20);
    showAt(zone, 215, 55);
    EXPECT_EQ(blocks[1]->x(), 110);
    EXPECT_EQ(blocks[0]->y(), 5) << "in the middle of its row";
    EXPECT_EQ(blocks[2]->pos(), QPoint(0, 35));
    blocks[0]->hide();
    QApplication::processEvents();
    EXPECT_EQ(blocks[2]->pos(), QPoint(110, 5)) << "what is hidden takes no room";
}

TEST(Flow, WhatYieldsTakesTheRestAndAStretchPushesToTheRight) {
    QWidget zone;
    auto* flow = new FlowLayout(&zone, 0, 0);
    flow->setContentsMargins(0, 0, 0, 0);
    auto* note = new LookLabel(test::look(), Type::Body, Role::Text, QStringLiteral("a long note"), &zone);
    note->setElided(true);
    QWidget* end = block(50, 20, &zone);
    flow->addWidget(note);
    flow->addWidget(end);
    showAt(zone, 300, 20);
    EXPECT_EQ(note->width(), 250);
    EXPECT_EQ(end->x(), 250);

    QWidget other;
    auto* row = new FlowLayout(&other, 0, 0);
    row->setContentsMargins(0, 0, 0, 0);
    QWidget *first = block(50, 20, &other), *last = block(50, 20, &other);
    row->addWidget(first);
    row->addStretch();
    row->addWidget(last);
    showAt(other, 300, 20);
    EXPECT_EQ(last->x(), 250);
    showAt(other, 80, 40);
    EXPECT_EQ(last->pos(), QPoint(0, 20)) << "at the beginning of a row a stretch means nothing";
}

TEST(Folding, ColumnsStandInFourThenTwoThenOne) {
    FoldingColumns columns(test::look());
    for (int zone = 0; zone < 4; ++zone)
        columns.addZone(1)->addWidget(block(200, 50, &columns));
    showAt(columns, 1000, 400);
    EXPECT_EQ(columns.columns(), 4);
    showAt(columns, 600, 400);
    EXPECT_EQ(columns.columns(), 2);
    showAt(columns, 300, 400);
    EXPECT_EQ(columns.columns(), 1);
    EXPECT_LE(columns.minimumSizeHint().width(), 300);
    showAt(columns, 1000, 400);
    EXPECT_EQ(columns.columns(), 4);
}

TEST(Folding, AColumnThatComesToHoldMoreIsWidenedOrFolded) {
    FoldingColumns columns(test::look());
    columns.addZone(1)->addWidget(block(200, 50, &columns));
    auto* grows = block(200, 50, &columns);
    columns.addZone(1)->addWidget(grows);
    showAt(columns, 600, 400);
    const auto whole = [&] {
        return grows->mapTo(&columns, QPoint(grows->width(), 0)).x() <= columns.width();
    };
    grows->setFixedWidth(320);
    EXPECT_TRUE(QTest::qWaitFor(whole));
    EXPECT_EQ(columns.columns(), 2);
    grows->setFixedWidth(450);
    EXPECT_TRUE(QTest::qWaitFor(whole));
    EXPECT_EQ(columns.columns(), 1);
}

TEST(Folding, SegmentsBecomeAMenuThatSaysTheChoice) {
    QActionGroup group(nullptr);
    QList<QAction*> actions;
    for (const char* name : {"Fastformer", "Transformer", "Longformer"}) {
        actions << group.addAction(QString::fromLatin1(name));
        actions.back()->setCheckable(true);
    }
    actions[1]->setChecked(true);
    FoldingSegments segments(test::look(), actions, QStringLiteral("Encoder"), nullptr);
    showAt(segments, segments.sizeHint().width(), segments.sizeHint().height());
    const auto shown = [&] {
        QStringList texts;
        for (const QToolButton* each : segments.findChildren<QToolButton*>())
            if (each->isVisible())
                texts << each->text();
        return texts;
    };
    EXPECT_EQ(shown().size(), 3);
    showAt(segments, segments.minimumSizeHint().width(), segments.sizeHint().height());
    EXPECT_EQ(shown(), QStringList{QStringLiteral("Transformer")});
    actions[2]->trigger();
    EXPECT_EQ(shown(), QStringList{QStringLiteral("Longformer")});
    EXPECT_LT(segments.minimumSizeHint().width(), segments.sizeHint().width());
}

TEST(PanesOfTheWindow, TheSidesGiveTheCentreItsRoomDownToTheirOwnLeast) {
    Panes panes;
    for (int pane = 0; pane < 3; ++pane) {
        auto* each = new QWidget;
        each->setMinimumWidth(pane == 1 ? 0 : 100);
        panes.addWidget(each);
    }
    panes.setStretchFactor(1, 1);
    showAt(panes, 1000, 100);
    panes.setSizes({300, 400, 300});
    panes.setCentreNeed(450);
    EXPECT_GE(panes.sizes()[1], 450);
    EXPECT_EQ(panes.sizes()[0], 300) << "the right one gives first";
    panes.setCentreNeed(5000);
    EXPECT_EQ(panes.sizes()[0], 100);
    EXPECT_EQ(panes.sizes()[2], 100);
}

TEST(PartBarsLegend, TakesFurtherLinesWhereItHasNotTheWidth) {
    PartBars bars(test::look());
    PartBars::Bar bar{0, QStringLiteral("Fastformer"), 1, {}};
    bar.parts.fill(0.1);
    bars.setBars({bar}, {});
    const int one = bars.heightForWidth(test::look().u(300));
    EXPECT_GT(bars.heightForWidth(test::look().u(90)), one);
    EXPECT_GT(bars.heightForWidth(test::look().u(45)), bars.heightForWidth(test::look().u(90)));
}

TEST(Strokes, GrowWithTheTypeAndNeverUnderOnePixel) {
    Look look;
    EXPECT_EQ(look.stroke(2), 2);
    EXPECT_EQ(look.line(), 1);
    look.setEnlargement(1.4);
    EXPECT_DOUBLE_EQ(look.stroke(2), 2.8);
    EXPECT_EQ(look.line(), 2);
    look.setEnlargement(2);
    EXPECT_EQ(look.line(), 2);
    look.setEnlargement(0.8);
    EXPECT_EQ(look.stroke(2), 2);
    EXPECT_EQ(look.line(), 1);
}

TEST(ElidedLabel, TellsTheWholeTextWhereItIsCutAndOnlyThere) {
    LookLabel label(test::look(), Type::Body, Role::Text, QStringLiteral("a text that has no room here"));
    label.setElided(true);
    showAt(label, 60, 20);
    (void)label.grab();
    EXPECT_EQ(label.toolTip(), label.text());
    label.setText(QStringLiteral("a"));
    (void)label.grab();
    EXPECT_EQ(label.toolTip(), QString()) << "not the text before";
    label.setToolTip(QStringLiteral("its own"));
    (void)label.grab();
    EXPECT_EQ(label.toolTip(), QStringLiteral("its own"));
}

/// A row of the sharing modes as it is painted.
struct SharingRow {
    explicit SharingRow(std::int64_t parametersAtMost)
        : most(parametersAtMost), option(test::look(), Sharing::None) {
        option.setTitle(QStringLiteral("none"), false);
        option.resize(test::look().u(100), option.sizeHint().height());
    }
    QImage painted(std::vector<AttentionTensor> tensors, std::int64_t parameters) {
        option.setAttention(std::move(tensors), parameters, most);
        return option.grab().toImage();
    }
    /// The first and the last column of pixels that two pictures do not share.
    static std::pair<int, int> columnsThatDiffer(const QImage& a, const QImage& b) {
        std::pair columns(a.width(), -1);
        for (int x = 0; x < a.width(); ++x)
            for (int y = 0; y < a.height(); ++y)
                if (a.pixel(x, y) != b.pixel(x, y))
                    columns = {std::min(columns.first, x), x};
        return columns;
    }
    std::pair<int, int> glyph(std::int64_t parameters) {
        return columnsThatDiffer(painted({}, parameters),
                                 painted(attentionTensors(normalized(ModelConfig())), parameters));
    }
    /// Of a number of ones: a dash instead of it differs in its first digit.
    int number(std::int64_t parameters) {
        return columnsThatDiffer(painted({}, parameters), painted({}, -1)).first;
    }
    std::int64_t most;
    SharingOption option;
};

TEST(SharingGlyph, LeavesRoomForTheLargestNumberAndStandsInOneColumn) {
    for (const std::int64_t most : {1'111LL, 111'111LL, 1'111'111'111LL, 1'111'111'111'111LL}) {
        SharingRow row(most);
        for (const bool chosen : {false, true}) { // the chosen one's number is bold
            row.option.setChecked(chosen);
            const auto [left, right] = row.glyph(most);
            ASSERT_GE(right, left) << "a glyph is painted";
            EXPECT_GE(row.number(most) - right, test::look().u(1)) << most;
            EXPECT_EQ(row.glyph(11), std::pair(left, right)) << "beside a short number it stands there, too";
        }
    }
}

class Room : public test::WindowTest {};

TEST_F(Room, TheTrainBarLosesWordsBeforeControls) {
    open(test::fakeTraining(10));
    const auto* step = [this]() -> QToolButton* {
        for (auto* button : window->findChildren<QToolButton*>())
            if (button->defaultAction() == find<QAction>("step"))
                return button;
        return nullptr;
    }();
    ASSERT_NE(step, nullptr);
    window->resize(2000, 900);
    QApplication::processEvents();
    EXPECT_EQ(step->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
    const int primary = find<QPushButton>("trainButton")->width();
    window->resize(window->minimumSizeHint().width(), 900);
    QApplication::processEvents();
    EXPECT_EQ(step->toolButtonStyle(), Qt::ToolButtonIconOnly);
    EXPECT_TRUE(find<QComboBox>("dataChoice")->isVisible());
    EXPECT_TRUE(find<QComboBox>("device")->isVisible());
    EXPECT_EQ(find<QPushButton>("trainButton")->width(), primary);
}

TEST_F(Room, TheStatusLineShowsWhatHasRoom) {
    open(test::fakeTraining(10));
    ASSERT_TRUE(until([&] { return !find<QLabel>("statusFile")->text().isEmpty(); }));
    window->resize(1400, 900);
    QApplication::processEvents();
    EXPECT_TRUE(find<QLabel>("statusFile")->isVisible());
    find<QLabel>("statusText")->setText(QString(400, u'x'));
    QApplication::processEvents();
    EXPECT_EQ(window->width(), 1400) << "a long sentence does not widen the window";
    auto* line = find<QLabel>("statusText")->parentWidget();
    auto* said = find<QLabel>("statusText");
    said->setText(QStringLiteral("a sentence that is as long as what is said of a run in bad hours"));
    find<QLabel>("statusDevice")->setText(QStringLiteral("A GPU of some name · 80 GiB · bf16, 0.348 % off"));
    line->setFixedWidth(2 * said->sizeHint().width() + test::look().u(10));
    QApplication::processEvents();
    EXPECT_GE(said->width(), said->sizeHint().width()) << "it goes before what can be looked up";
    EXPECT_TRUE(find<QLabel>("statusDevice")->isVisible());
    line->setFixedWidth(test::look().u(60));
    QApplication::processEvents();
    EXPECT_FALSE(find<QLabel>("statusFile")->isVisible());
    EXPECT_TRUE(find<QLabel>("statusText")->isVisible());
}

TEST_F(Room, TheStatusLineTellsHowManyWordsHaveAVector) {
    open(test::fakeTraining(100000));
    RunConfig config = studio->draft();
    config.text.embeddings = "vectors.txt";
    studio->setDraft(config);
    trigger("train");
    EXPECT_TRUE(until([&] {
        return find<QLabel>("statusText")->text() ==
               QStringLiteral("Training run 7; 90 of 98 words have a vector in the file");
    }));
}

TEST_F(Room, TheCurvesLeaveMostOfThePageToTheAttention) {
    open(test::fakeTraining(10));
    window->resize(1440, 900);
    trigger("train");
    ASSERT_TRUE(until([&] { return window->findChild<CurveBoard*>()->isVisible(); }));
    QApplication::processEvents();
    const auto* board = window->findChild<CurveBoard*>();
    EXPECT_LE(board->height(), test::look().u(50));
    EXPECT_GE(board->height(), test::look().u(36)) << "one row of charts";
}

TEST_F(Room, PresenterModeHasThickerLines) {
    open(test::fakeTraining(10));
    const double curve = test::look().stroke(2);
    const MainWindow* before = window;
    trigger("presenter");
    ASSERT_TRUE(until([&] { return window != before; }));
    EXPECT_GE(test::look().stroke(2), 1.3 * curve);
    EXPECT_GE(test::look().line(), 2);
    before = window;
    trigger("presenter");
    ASSERT_TRUE(until([&] { return window != before; }));
    EXPECT_EQ(test::look().stroke(2), curve);
}

} // namespace
} // namespace lab
