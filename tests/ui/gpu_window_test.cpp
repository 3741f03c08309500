// The window on a GPU: the emulated one, loaded from a file as the real one is.
#include "core/store/lab_file.h"
#include "core/store/timing_repository.h"
#include "tests/ui/gpu_fixture.h"

#include <gtest/gtest.h>

#include <QLabel>

namespace lab {
namespace {

class GpuWindow : public test::GpuWindowTest {
protected:
    void SetUp() override {
        openOnTheGpu();
        makeSmall();
        RunConfig config = studio->draft();
        config.model.maxLength = 16;
        config.train.batch = 8;
        config.train.steps = 6;
        config.train.evaluateEvery = 0;
        studio->setDraft(config);
    }
};

TEST_F(GpuWindow, TrainsOnTheGpuThatTheBarShows) {
    EXPECT_EQ(find<QLabel>("statusDevice")->text(), QStringLiteral("Emulated GPU 0 · 4.0 GiB · fp32"));
    trainToTheEnd();
    EXPECT_EQ(stored(1).row.status, RunStatus::Finished) << stored(1).row.error;
    EXPECT_EQ(stored(1).config.device, "cuda");

    studio->device().choose({0, "cuda", Precision::Bf16});
    trainToTheEnd(); // again, with the settings of the run on show
    EXPECT_EQ(stored(2).row.status, RunStatus::Finished) << stored(2).row.error;
    EXPECT_EQ(stored(2).config.precision, Precision::Bf16);
    EXPECT_TRUE(find<QLabel>("statusDevice")->text().endsWith(QStringLiteral(" % off")))
        << qPrintable(find<QLabel>("statusDevice")->text());
    EXPECT_TRUE(find<QLabel>("statusDevice")
                    ->toolTip()
                    .startsWith(QStringLiteral("bf16 beside fp32 after step 6: logits differ by ")))
        << qPrintable(find<QLabel>("statusDevice")->toolTip());

    studio->device().choose(DeviceChoice(1));
    trainToTheEnd();
    EXPECT_EQ(stored(3).config.device, "cpu");
    EXPECT_EQ(stored(3).config.precision, Precision::Fp32);
}

TEST_F(GpuWindow, AStoppedRunGoesOnWhereTheBarSays) {
    RunConfig config = studio->draft();
    config.train.steps = 40;
    studio->setDraft(config);
    trigger("step");
    ASSERT_TRUE(until([&] { return studio->session().state() == RunState::Paused; }));
    trigger("stop");
    ASSERT_TRUE(until([&] { return !studio->session().active(); }));
    EXPECT_EQ(stored(1).config.device, "cuda");

    studio->device().choose(DeviceChoice(1));
    trainToTheEnd();
    const RunRow row = stored(1).row;
    EXPECT_EQ(row.status, RunStatus::Finished) << row.error;
    EXPECT_EQ(row.steps, 40);
}

TEST_F(GpuWindow, TimingsAreMeasuredWhereTheBarSays) {
    studio->device().choose({0, "cuda", Precision::Bf16});
    studio->costChoice().encoders = {"fastformer"};
    studio->costChoice().lengths = {128};
    studio->costChoice().tokens = 128;
    trigger("measureCost");
    ASSERT_TRUE(until([&] { return studio->cost().progress().has_value(); }));
    studio->cost().cancel(); // one visit is enough, it is stored
    ASSERT_TRUE(until([&] { return !studio->cost().active(); }));
    LabFile lab(labPath.toStdString(), LabMode::ReadOnly);
    const std::vector<TimingSet> sets = TimingRepository(lab).sets();
    ASSERT_EQ(sets.size(), 1U);
    EXPECT_EQ(sets[0].place.device, "cuda");
    EXPECT_NE(sets[0].place.build.find("bf16, Emulated GPU 0"), std::string::npos) << sets[0].place.build;
}

} // namespace
} // namespace lab
