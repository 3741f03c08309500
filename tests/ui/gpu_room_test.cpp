// The window on a GPU whose memory is too small for what is asked: the emulated one.
#include "core/store/action_repository.h"
#include "tests/ui/gpu_fixture.h"
#include "ui/views/controls/message_line.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace lab {
namespace {

/// Before anybody looks for GPUs.
[[maybe_unused]] const int kGpuIsSmall = setenv("EMULATED_GPU_MEGABYTES", "80", 1);

class GpuRoom : public test::GpuWindowTest {
protected:
    void SetUp() override {
        openOnTheGpu();
        RunConfig config = studio->draft();
        config.data = {};
        config.data.spec = "demo:needle";
        config.data.limit = 60;
        studio->addData(config.data, QStringLiteral("sixty needles"));
        config.data = studio->draft().data;
        config.model.dim = 64;
        config.model.heads = 2;
        config.model.ffn = 16;
        config.model.layers = 4;
        config.model.maxLength = 200;
        config.train.batch = 60;
        config.train.steps = 2;
        config.train.evaluateEvery = 0;
        studio->setDraft(config);
    }
    QAction* train() { return window->findChild<QAction*>(QStringLiteral("train")); }
    [[nodiscard]] QString message() const {
        for (const MessageLine* line : window->findChildren<MessageLine*>())
            if (line->isVisible())
                return line->text();
        return {};
    }
    [[nodiscard]] RunRow row() const { return stored(1).row; }
};

TEST_F(GpuRoom, ARunWithoutRoomGoesOnWithFewerTextsAtOnce) {
    trainToTheEnd();
    ASSERT_EQ(row().status, RunStatus::Failed);
    EXPECT_TRUE(message().contains(
        QStringLiteral("go on with 30 of its texts at once instead of 60, or on the processor")))
        << qPrintable(message());
    EXPECT_FALSE(message().contains(QStringLiteral("runs continue"))) << "that is a command";
    ASSERT_EQ(studio->primary(), Studio::Primary::Continue);
    EXPECT_TRUE(train()->toolTip().contains(QStringLiteral("30 texts at once instead of 60")))
        << qPrintable(train()->toolTip());

    studio->newRun(); // it is the same when the run is opened later
    studio->showRun(1);
    ASSERT_TRUE(until([&] { return studio->trace().status == RunStatus::Failed; }));
    EXPECT_EQ(studio->primary(), Studio::Primary::Continue);
    EXPECT_TRUE(train()->toolTip().contains(QStringLiteral("30 texts at once instead of 60")))
        << qPrintable(train()->toolTip());

    for (int texts = 60; row().status == RunStatus::Failed && texts > 1; texts /= 2)
        trainToTheEnd();
    EXPECT_EQ(row().status, RunStatus::Finished) << row().error;
    EXPECT_EQ(row().steps, 2);
    EXPECT_EQ(studio->primary(), Studio::Primary::TrainAgain);
    LabFile lab(labPath.toStdString(), LabMode::ReadOnly);
    const auto actions = ActionRepository(lab).list(1);
    EXPECT_TRUE(std::any_of(actions.begin(), actions.end(), [](const ActionRow& action) {
        return action.kind == "batch" && action.detail == "60 → 30";
    }));
}

TEST_F(GpuRoom, ARunWithoutRoomGoesOnOnTheProcessorWithAllItsTexts) {
    trainToTheEnd();
    ASSERT_EQ(row().status, RunStatus::Failed);
    studio->device().choose(DeviceChoice(2));
    EXPECT_TRUE(train()->toolTip().startsWith(QStringLiteral("Go on with the run (")))
        << qPrintable(train()->toolTip());
    trainToTheEnd();
    EXPECT_EQ(row().status, RunStatus::Finished) << row().error;
    LabFile lab(labPath.toStdString(), LabMode::ReadOnly);
    for (const ActionRow& action : ActionRepository(lab).list(1))
        EXPECT_NE(action.kind, "batch") << "it has room for all texts";
}

} // namespace
} // namespace lab
