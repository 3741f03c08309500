// The charts of a run that trains for long.
#include "tests/ui/fake_training.h"
#include "tests/ui/window_fixture.h"
#include "ui/plots/plot.h"
#include "ui/studio/curve_settings.h"

#include <chrono>
#include <thread>

namespace lab {
namespace {

using LongRun = test::WindowTest;

TEST_F(LongRun, ItsValidationCurveIsDrawnTheSameWhileItTrainsAndAfterwards) {
    constexpr int kBefore = 4100, kAfter = 40; // a curve is thinned out past 4000 points
    open([](const RunJob& job, RunControl& control, const RunEventSink& sink) {
        PreparedEvent prepared;
        prepared.run = 7;
        prepared.config = job.config;
        prepared.labels = {"bad", "good"};
        prepared.totalSteps = kBefore + kAfter;
        prepared.stepsPerEpoch = 100;
        sink(prepared);
        RunResult result;
        result.run = 7;
        while (result.steps < prepared.totalSteps && !control.stopRequested()) {
            ++result.steps;
            sink(EvaluationEvent{result.steps,
                                 static_cast<int>(result.steps / prepared.stepsPerEpoch),
                                 {1.0 / static_cast<double>(result.steps), 0.5, 0.5, {}, 40, 0.001},
                                 false});
            if (result.steps >= kBefore)
                std::this_thread::sleep_for(std::chrono::milliseconds(20)); // drawn one by one
        }
        return result;
    });
    int looked = 0;
    const auto ascends = [&] {
        const auto& drawn = find<Plot>("lossPlot")->validation().points();
        for (std::size_t i = 1; i < drawn.size(); ++i)
            ASSERT_GT(drawn[i].step, drawn[i - 1].step) << "no step is drawn twice";
        EXPECT_LE(drawn.size(), static_cast<std::size_t>(kBefore + kAfter));
        ++looked;
    };
    QObject::connect(studio.get(), &Studio::evaluated, window, ascends);
    trigger("train");
    ASSERT_TRUE(until([&] { return state() == RunState::Finished; }));
    ASSERT_EQ(studio->trace().evaluations.size(), static_cast<std::size_t>(kBefore + kAfter));
    EXPECT_GT(looked, 1) << "it was drawn while it came";
    const std::vector<PlotPoint> live = find<Plot>("lossPlot")->validation().points();
    EXPECT_GT(live.size(), 2000U);
    emit studio->curves().smoothingChanged(); // all is drawn anew from what is kept
    const auto& anew = find<Plot>("lossPlot")->validation().points();
    ASSERT_EQ(live.size(), anew.size());
    for (std::size_t i = 0; i < live.size(); ++i)
        EXPECT_EQ(live[i].step, anew[i].step);
}

} // namespace
} // namespace lab
