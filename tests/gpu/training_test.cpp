// Whole models on the GPU's kernels against the processor's: values, gradients, training; and what a step
// promises.
#include "core/backend/devices.h"
#include "core/base/error.h"
#include "core/encoders/model_check.h"
#include "tests/gpu/model_passes.h"
#include "tests/support/backends.h"

#include <cmath>
#include <utility>

namespace lab::testing {
namespace {

::testing::AssertionResult close(const std::vector<float>& a, const std::vector<float>& b, double relative) {
    double largest = 0, worst = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        largest = std::max(largest, std::abs(static_cast<double>(b[i])));
        const double difference = std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i]));
        worst = std::isnan(difference) ? INFINITY : std::max(worst, difference);
    }
    if (a.size() == b.size() && worst <= relative * largest + 1e-6)
        return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << "differ by " << worst << ", largest value " << largest;
}

void expectSamePass(const ModelConfig& config) {
    const EncodedSplit split = unevenTexts();
    const auto gpu = makeTestBackend(1), cpu = makeCpuBackend(1);
    const ModelPass ours = passOn(*gpu, config, split), theirs = passOn(*cpu, config, split);
    EXPECT_TRUE(close(ours.logits, theirs.logits, 1e-4)) << "logits";
    ASSERT_EQ(ours.gradients.size(), theirs.gradients.size());
    for (std::size_t i = 0; i < ours.gradients.size(); ++i)
        EXPECT_TRUE(close(ours.gradients[i].values, theirs.gradients[i].values, 1e-4))
            << ours.gradients[i].name;
}

class FastformerOnTheGpu : public ::testing::TestWithParam<Variant> {};
INSTANTIATE_TEST_SUITE_P(Variants, FastformerOnTheGpu, ::testing::ValuesIn(variants()),
                         [](const auto& chosen) { return chosen.param.name(); });

TEST_P(FastformerOnTheGpu, GivesTheLogitsAndGradientsOfTheProcessor) {
    expectSamePass(smallConfig(GetParam()));
}

class RivalsOnTheGpu : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Encoders, RivalsOnTheGpu, ::testing::ValuesIn(rivals()),
                         [](const auto& chosen) { return chosen.param; });

TEST_P(RivalsOnTheGpu, GiveTheLogitsAndGradientsOfTheProcessor) {
    ModelConfig config = smallConfig();
    config.encoder = GetParam();
    expectSamePass(normalized(config));
}

/// Heads of several widths over 32, which the tiles of the attention take in other ways.
TEST_P(RivalsOnTheGpu, WithWideHeadsGiveTheLogitsAndGradientsOfTheProcessor) {
    for (const auto& [dim, heads] : {std::pair{80, 2}, {80, 1}, {160, 1}}) {
        SCOPED_TRACE(fmt::format("{} columns, {} heads", dim, heads));
        ModelConfig config = smallConfig();
        config.encoder = GetParam();
        config.dim = dim;
        config.heads = heads;
        config.layers = 1;
        config.initRange = 0.1F;
        expectSamePass(normalized(config));
    }
}

TEST(TrainingOnTheGpu, FollowsTheProcessorForFiftySteps) {
    const auto gpu = makeTestBackend(1), cpu = makeCpuBackend(1);
    const Trained ours = trainOn(*gpu, 50), theirs = trainOn(*cpu, 50);
    for (std::size_t step = 0; step < ours.losses.size(); ++step)
        EXPECT_NEAR(ours.losses[step], theirs.losses[step], 1e-4 * theirs.losses[step])
            << "step " << step + 1;
    EXPECT_LT(ours.losses.back(), ours.losses.front());
}

TEST(TrainingOnTheGpu, RepeatsToTheLastBit) {
    for (const BackendChoice& choice :
         allBackends()) { // on the emulated one also with threads and blocks reversed
        const auto first = choice.make();
        const Trained once = trainOn(*first, 6);
        const auto second = allBackends().front().make();
        EXPECT_EQ(trainOn(*second, 6).state, once.state) << choice.name;
    }
}

} // namespace
} // namespace lab::testing
