// What computes: the choice on the train bar, and what follows it.
#include "tests/ui/window_fixture.h"
#include "ui/studio/device_setting.h"
#include "ui/views/comparing/study_chooser.h"
#include "ui/views/runs/device_combo.h"
#include "ui/words/format.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QStandardItemModel>

namespace lab {
namespace {

const DeviceInfo kCpu{"cpu", "", 0, ""};
const DeviceInfo kGpu{"cuda", "NVIDIA H100 80GB HBM3", 85'029'158'912, ""};
const DeviceInfo kNoGpu{"cuda", "", 0, "this machine has no NVIDIA driver; install it"};

QStringList linesOf(const QComboBox& combo) {
    QStringList lines;
    for (int row = 0; row < combo.count(); ++row)
        if (!combo.itemText(row).isEmpty())
            lines += combo.itemText(row);
    return lines;
}

bool canBeChosen(const QComboBox& combo, const QString& text) {
    const auto* items = qobject_cast<const QStandardItemModel*>(combo.model());
    return items->item(combo.findText(text))->isEnabled();
}

TEST(DeviceSetting, TakesTheGpuUntilThePersonChooses) {
    DeviceSetting setting;
    EXPECT_EQ(setting.choice().device, "cpu");
    EXPECT_EQ(setting.gpu(), nullptr) << "nobody has looked yet";
    setting.take({kCpu, kGpu});
    EXPECT_EQ(setting.choice().device, "cuda");
    EXPECT_EQ(setting.choice().precision, Precision::Fp32);

    DeviceSetting chosen;
    chosen.choose(DeviceChoice(1));
    chosen.take({kCpu, kGpu});
    EXPECT_EQ(chosen.choice(), DeviceChoice(1));
}

TEST(DeviceSetting, StaysOnTheProcessorWithoutAGpu) {
    DeviceSetting setting;
    QSignalSpy changed(&setting, &DeviceSetting::changed);
    setting.take({kCpu, kNoGpu});
    EXPECT_EQ(changed.count(), 1);
    EXPECT_EQ(setting.choice().device, "cpu");
    ASSERT_NE(setting.gpu(), nullptr);
    EXPECT_FALSE(setting.gpu()->usable());
}

TEST(DeviceSetting, LooksForGpusWithoutHoldingTheWindow) {
    DeviceSetting setting;
    QSignalSpy changed(&setting, &DeviceSetting::changed);
    setting.look();
    ASSERT_TRUE(changed.wait(20'000));
    ASSERT_NE(setting.gpu(), nullptr);
    EXPECT_EQ(setting.gpu()->usable(), setting.choice().device == "cuda");
}

TEST(DeviceCombo, OffersTheGpuByNameMemoryAndPrecision) {
    DeviceSetting setting;
    DeviceCombo combo(setting);
    EXPECT_EQ(combo.currentText(), formatThreads(setting.threads()));
    const int narrow = combo.sizeHint().width();
    setting.take({kCpu, kGpu});
    const QString heading = QStringLiteral("NVIDIA H100 80GB HBM3 · 79.2 GiB");
    EXPECT_EQ(linesOf(combo).mid(linesOf(combo).size() - 4),
              (QStringList{heading, QStringLiteral("GPU · fp32"), QStringLiteral("GPU · tf32"),
                           QStringLiteral("GPU · bf16")}));
    EXPECT_FALSE(canBeChosen(combo, heading));
    EXPECT_EQ(combo.currentText(), QStringLiteral("GPU · fp32"));
    EXPECT_TRUE(combo.toolTip().contains(heading));
    setting.keepMeasured({120, Precision::Bf16, {32, 0.00421, 0.0113, 3.1e-4}});
    const auto tipOf = [&combo](const char* precision) {
        return combo
            .itemData(combo.findText(QStringLiteral("GPU · ") + QLatin1String(precision)), Qt::ToolTipRole)
            .toString();
    };
    EXPECT_TRUE(
        tipOf("bf16").endsWith(QStringLiteral("bf16 beside fp32 after step 120: logits differ by 0.421 %, "
                                              "gradients by 1.13 %, the loss by 0.00031.")))
        << qPrintable(tipOf("bf16"));
    EXPECT_FALSE(tipOf("tf32").contains(QStringLiteral("beside fp32"))) << "nobody has measured it";
    EXPECT_EQ(combo.currentText(), QStringLiteral("GPU · fp32"));
    EXPECT_EQ(combo.sizeHint().width(), narrow) << "the bar has no room for the GPU's whole name";

    const int bf16 = combo.findText(QStringLiteral("GPU · bf16"));
    combo.setCurrentIndex(bf16);
    emit combo.activated(bf16);
    EXPECT_EQ(setting.choice(), DeviceChoice(0, "cuda", Precision::Bf16));
    setting.choose(DeviceChoice(1));
    EXPECT_EQ(combo.currentText(), formatThreads(1));
}

TEST(DeviceCombo, SaysWhyThereIsNoGpu) {
    DeviceSetting setting;
    DeviceCombo combo(setting);
    setting.take({kCpu, kNoGpu});
    const QString line = combo.itemText(combo.count() - 1);
    EXPECT_EQ(line, QStringLiteral("No GPU"));
    EXPECT_FALSE(canBeChosen(combo, line));
    EXPECT_EQ(combo.itemData(combo.count() - 1, Qt::ToolTipRole).toString(),
              QString::fromStdString(kNoGpu.reason));
    EXPECT_EQ(combo.currentText(), formatThreads(setting.threads()));
}

class DeviceOfTheWindow : public test::WindowTest {
protected:
    void SetUp() override {
        open();
        ASSERT_TRUE(until([&] { return studio->device().gpu() != nullptr; }));
    }
};

TEST_F(DeviceOfTheWindow, TheNextRunFollowsTheChoice) {
    studio->device().take({kCpu, kGpu});
    EXPECT_EQ(studio->draft().device, "cuda");
    studio->device().choose({0, "cuda", Precision::Bf16});
    EXPECT_EQ(studio->draft().precision, Precision::Bf16);
    const StudyRequest request = requestOf(*studio, {});
    EXPECT_EQ(request.config.device, "cuda");
    EXPECT_EQ(request.config.precision, Precision::Bf16);
    EXPECT_EQ(find<QLabel>("statusDevice")->text(),
              QStringLiteral("NVIDIA H100 80GB HBM3 · 79.2 GiB · bf16"));

    RunConfig elsewhere = studio->draft(); // as copied from a run of another machine
    elsewhere.device = "cpu";
    elsewhere.precision = Precision::Fp32;
    elsewhere.model.layers = 3;
    studio->setDraft(elsewhere);
    EXPECT_EQ(studio->draft().model.layers, 3);
    EXPECT_EQ(studio->draft().device, "cuda");

    studio->device().choose(DeviceChoice(1));
    studio->undoStack().undo();
    EXPECT_EQ(studio->draft().model.layers, 2) << "the layers are taken back";
    EXPECT_EQ(studio->draft().device, "cpu") << "the device is not";
    EXPECT_EQ(studio->draft().precision, Precision::Fp32);
    EXPECT_EQ(find<QLabel>("statusDevice")->text(), formatThreads(1));
}

} // namespace
} // namespace lab
