// The workspace Cost: what is measured, shown, cancelled and written.
#include "core/store/timing_repository.h"
#include "tests/ui/window_fixture.h"
#include "ui/bridge/cost_session.h"
#include "ui/pages/cost_figures.h"
#include "ui/pages/page.h"
#include "ui/plots/cost_chart.h"
#include "ui/views/comparing/part_bars.h"
#include "ui/views/controls/fact_list.h"
#include "ui/words/format.h"

#include "core/base/error.h"
#include "tests/ui/fake_training.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTreeView>

#include <cmath>
#include <thread>

namespace lab {
namespace {

TimingPoint pointOf(const std::string& encoder, std::int64_t length, double seconds) {
    TimingPoint point;
    point.encoder = encoder;
    point.sharing = encoder == "fastformer" ? "query_value" : "none";
    point.length = length;
    point.sequences = 65'536 / length;
    point.tokens = 65'536;
    point.dim = 256;
    point.heads = 16;
    point.layers = 1;
    point.repeats = 9;
    point.inference = {seconds, seconds * 0.98, seconds * 1.03};
    point.training = {seconds * 3, seconds * 2.9, seconds * 3.1};
    point.peakBytes = 400'000'000 + length * 1000;
    point.flopsInference = 1e9;
    point.flopsTraining = 3e9;
    point.done = true;
    point.breakdown = CostBreakdown{};
    point.breakdown->inference.fill(seconds / kCostParts);
    point.breakdown->training.fill(3 * seconds / kCostParts);
    return point;
}

/// Fastformer flat at 40 ms; the Transformer from 20 ms on in proportion to the length: they cross at 256.
std::vector<TimingPoint> crossing() {
    std::vector<TimingPoint> points;
    for (std::int64_t length = 128; length <= 8192; length *= 2) {
        points.push_back(pointOf("fastformer", length, 0.04));
        points.push_back(pointOf("transformer", length, 0.02 * static_cast<double>(length) / 128));
    }
    return points;
}

class Cost : public test::WindowTest {
protected:
    void openWith(const std::vector<TimingPoint>& points) {
        {
            LabFile lab(folder.filePath(QStringLiteral("lab.db")).toStdString());
            for (const TimingPoint& point : points)
                TimingRepository(lab).save(timingPlace(2), point);
        }
        open(test::fakeTraining(100000));
        window->showWorkspace(QStringLiteral("cost"));
        chart = find<CostChart>("costChart");
        ASSERT_NE(chart, nullptr);
        if (!points.empty()) {
            ASSERT_TRUE(until([&] { return !chart->lines().empty(); }));
        }
    }
    CostChart* chart = nullptr;
};

TEST_F(Cost, AnEmptyLabSaysWhatMeasuringTakes) {
    openWith({});
    EXPECT_FALSE(chart->isVisible());
    EXPECT_TRUE(find<QPushButton>("measureCostButton")->isEnabled());
    EXPECT_FALSE(find<QAction>("exportCost")->isEnabled());
    EXPECT_FALSE(find<QWidget>("dataList")->isVisible()) << "timings take the navigator's place";
    window->showWorkspace(QStringLiteral("train"));
    EXPECT_TRUE(find<QWidget>("dataList")->isVisible());
}

TEST_F(Cost, ShowsWhatIsStoredWithRatiosSlopesAndCrossover) {
    openWith(crossing());
    ASSERT_EQ(chart->lines().size(), 2U);
    EXPECT_EQ(chart->nameOf(1), QStringLiteral("Transformer"));
    EXPECT_NEAR(chart->lines()[1].slope[0]->value, 1, 1e-9);
    EXPECT_NEAR(chart->lines()[0].slope[0]->value, 0, 1e-9);
    const auto* facts = find<FactList>("costFigures");
    QStringList names;
    for (int y = 0; y < facts->height(); ++y)
        names << facts->nameAt({1, y});
    EXPECT_TRUE(names.contains(QStringLiteral("Transformer"))) << "a name that is elided is told whole";
    QStringList told;
    for (const auto& fact : find<FactList>("costFigures")->facts())
        told << fact.name + u' ' + fact.numbers.join(u' ');
    const QString all = told.join(u'\n');
    EXPECT_TRUE(all.contains(QStringLiteral("Transformer 2.00")))
        << qPrintable(all); // at 512: 80 ms by 40 ms
    EXPECT_TRUE(all.contains(QStringLiteral("Fastformer 256"))) << qPrintable(all);
    EXPECT_TRUE(find<QLabel>("costPlace")->text().contains(QString::fromStdString(timingPlace(2).build)));
    EXPECT_EQ(find<QTreeView>("timingList")->model()->rowCount(), 1);
}

TEST_F(Cost, TicksDecideWhatIsShown) {
    openWith(crossing());
    find<QCheckBox>("costEncoder_transformer")->click();
    ASSERT_EQ(chart->lines().size(), 1U);
    find<QCheckBox>("costLength_128")->click();
    EXPECT_EQ(chart->lines()[0].series.points.size(), 6U);
    EXPECT_EQ(chart->lines()[0].theory[0].points.size(), 6U);
    find<QCheckBox>("costSharing_query_value")->click();
    EXPECT_TRUE(chart->lines().empty());
    EXPECT_FALSE(find<QAction>("measureCost")->isEnabled());
    EXPECT_TRUE(find<QAction>("measureCost")->toolTip().contains(QStringLiteral("at least one")));
    EXPECT_TRUE(find<QLabel>("costHindrance")->isVisible());
    EXPECT_TRUE(find<QLabel>("costHindrance")->text().contains(QStringLiteral("at least one")));
    EXPECT_FALSE(chart->isVisible()) << "a sentence stands where nothing can be drawn";
    find<QCheckBox>("costSharing_query_value")->click();
    EXPECT_FALSE(find<QLabel>("costHindrance")->isVisible());
    EXPECT_TRUE(chart->isVisible());
}

TEST_F(Cost, PassQuantityAndLengthChangeTheFigures) {
    openWith(crossing());
    auto* bars = find<PartBars>("partBars");
    ASSERT_EQ(bars->bars().size(), 2U);
    EXPECT_NEAR(bars->bars()[0].seconds, 0.04, 1e-12);
    trigger("costTraining");
    EXPECT_NEAR(bars->bars()[0].seconds, 0.12, 1e-12);
    auto* at = find<QComboBox>("costAt");
    at->setCurrentIndex(at->findText(formatCount(1024)));
    EXPECT_NEAR(bars->bars()[1].seconds, 3 * 0.16, 1e-12);
    trigger("costMemory");
    EXPECT_FALSE(find<QAction>("costInference")->isEnabled()) << "memory is that of a training pass";
}

TEST_F(Cost, ViewsCanBeExported) {
    openWith(crossing());
    const auto views = window->currentPage()->exportables();
    ASSERT_EQ(views.size(), 2U);
    for (Exportable* view : views) {
        EXPECT_TRUE(view->exportable());
        EXPECT_TRUE(view->exportCaption().contains(QString::fromStdString(timingPlace(2).build)));
        QImage image(view->exportSize(), QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        view->paintExport(painter, image.rect());
        painter.end();
        QImage blank(image.size(), image.format());
        blank.fill(Qt::white);
        EXPECT_NE(image, blank);
    }
    EXPECT_EQ(views[0]->exportNumbers().rows.size(), 14U);
}

TEST_F(Cost, NothingIsMeasuredBesideARun) {
    openWith(crossing());
    trigger("train");
    ASSERT_TRUE(until([&] { return state() == RunState::Running; }));
    EXPECT_FALSE(find<QAction>("measureCost")->isEnabled());
    EXPECT_TRUE(find<QAction>("measureCost")->toolTip().contains(QStringLiteral("A run is training")));
    trigger("stop");
    ASSERT_TRUE(until([&] { return !studio->session().active(); }));
    EXPECT_TRUE(find<QAction>("measureCost")->isEnabled());
}

TEST_F(Cost, MeasuresPointByPointCancelsAndRefusesARunMeanwhile) {
    openWith({});
    studio->costChoice().encoders = {"fastformer"};
    studio->costChoice().lengths = {128, 256, 512};
    studio->costChoice().tokens = 512;
    trigger("measureCost");
    EXPECT_TRUE(studio->cost().active());
    QSignalSpy problems(studio.get(), &Studio::problem);
    trigger("train");
    EXPECT_EQ(problems.size(), 1);
    EXPECT_FALSE(studio->session().active());
    ASSERT_TRUE(until([&] { return !chart->lines().empty(); })) << "the first point appears while it works";
    EXPECT_TRUE(find<QLabel>("statusText")->text().contains(QStringLiteral("Timing: Fastformer")));
    EXPECT_TRUE(find<QPushButton>("cancelCostButton")->isVisible());
    find<QPushButton>("cancelCostButton")->click();
    ASSERT_TRUE(until([&] { return !studio->cost().active(); }));
    EXPECT_TRUE(find<QPushButton>("measureCostButton")->isVisible());
    EXPECT_FALSE(chart->lines().empty()) << "what was measured is kept";
}

CostResult resultOf(const CostRequest& request) {
    return {timingPlace(request.threads), "a processor", spotsOf(request), false};
}

TEST(CostSession, MeasuresAllRequestsAndCountsThemTogether) {
    QTemporaryDir folder;
    CostSession session(folder.filePath(QStringLiteral("lab.db")),
                        [](const CostRequest& request, const auto& tell, const std::stop_token&) {
                            CostResult result = resultOf(request);
                            std::size_t done = 0;
                            for (const TimingPoint& point : result.points)
                                tell(CostProgress{point, ++done, result.points.size(), 1.0});
                            return result;
                        });
    CostRequest first, second;
    first.encoders = {"fastformer", "bigbird"};
    first.lengths = {128, 256};
    second.encoders = {"fastformer"};
    second.sharings = {"query_value_head"};
    second.lengths = {128};
    std::vector<std::size_t> done;
    QObject::connect(&session, &CostSession::progressed, [&](const CostProgress& progress) {
        done = {progress.done, progress.points};
    });
    QSignalSpy finished(&session, &CostSession::finished);
    ASSERT_TRUE(session.measure({first, second}));
    EXPECT_FALSE(session.measure({first})) << "one order at a time";
    ASSERT_TRUE(finished.wait());
    EXPECT_EQ(done, (std::vector<std::size_t>{5, 5}));
    EXPECT_FALSE(finished.front().front().toBool());
}

TEST(CostSession, TellsAnErrorAndEndsAtOnceWhenCancelled) {
    QTemporaryDir folder;
    CostSession broken(folder.filePath(QStringLiteral("a.db")),
                       [](const CostRequest&, const auto&, const std::stop_token&) -> CostResult {
                           throw DeviceError("no memory for it");
                       });
    QSignalSpy failed(&broken, &CostSession::failed);
    ASSERT_TRUE(broken.measure({CostRequest{}}));
    ASSERT_TRUE(failed.wait());
    EXPECT_EQ(failed.front().front().toString(), QStringLiteral("no memory for it"));

    CostSession slow(folder.filePath(QStringLiteral("b.db")),
                     [](const CostRequest& request, const auto&, const std::stop_token& stop) {
                         while (!stop.stop_requested())
                             std::this_thread::sleep_for(std::chrono::milliseconds(1));
                         CostResult result = resultOf(request);
                         result.stopped = true;
                         return result;
                     });
    QSignalSpy finished(&slow, &CostSession::finished);
    ASSERT_TRUE(slow.measure({CostRequest{}}));
    slow.cancel();
    ASSERT_TRUE(finished.wait(1000));
    EXPECT_TRUE(finished.front().front().toBool());
}

TEST(CostSession, WritesTheTableOfTheCommandLine) {
    QTemporaryDir folder;
    TimingSet set;
    set.place = timingPlace(2);
    set.points = crossing();
    const CostSheet sheet = sheetOf(set);
    const QString file = folder.filePath(QStringLiteral("cost.csv"));
    CostSession session(folder.filePath(QStringLiteral("lab.db")));
    QSignalSpy exported(&session, &CostSession::exported);
    session.exportCsv(file, sheet);
    ASSERT_TRUE(exported.wait());
    QFile written(file);
    ASSERT_TRUE(written.open(QIODevice::ReadOnly));
    const std::string build = set.place.build;
    EXPECT_EQ(written.readAll().toStdString(),
              timingsCsv(set.place, build.substr(build.rfind(", ") + 2), sheet.set.points));
    EXPECT_EQ(sheet.set.points.front().encoder, "fastformer");
    EXPECT_EQ(sheet.set.points[1].encoder, "fastformer") << "by encoder, then by length";
}

} // namespace
} // namespace lab
