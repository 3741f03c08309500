// Where the time of a pass goes, and giving up in the middle of one.
#include "core/autograd/pass_profile.h"

#include "core/base/error.h"
#include "core/encoders/model_check.h"
#include "core/timing/cost_meter.h"
#include "tests/support/small_model.h"

#include <gtest/gtest.h>

#include <chrono>
#include <numeric>
#include <thread>

namespace lab::testing {
namespace {

CostSpot spotOf(const std::string& encoder, std::int64_t length = 64) {
    CostSpot spot;
    spot.model.encoder = encoder;
    spot.model.dim = spot.model.ffn = 64;
    spot.model.heads = 4;
    spot.model.layers = 1;
    spot.model.maxLength = static_cast<int>(length);
    spot.model = normalized(spot.model);
    spot.length = length;
    spot.sequences = 4;
    return spot;
}

double at(const PartSeconds& parts, CostPart part) {
    return parts[static_cast<std::size_t>(part)];
}

class Breakdown : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Encoders, Breakdown,
                         ::testing::Values("fastformer", "transformer", "longformer", "bigbird", "linformer",
                                           "linear_transformer", "poolingformer"),
                         [](const auto& chosen) { return chosen.param; });

TEST_P(Breakdown, HasTheEncodersParts) {
    const auto backend = makeCpuBackend(2);
    const CostBreakdown breakdown = measureBreakdown(*backend, spotOf(GetParam()), {});
    for (const PartSeconds* parts : {&breakdown.inference, &breakdown.training}) {
        for (const CostPart part :
             {CostPart::Rest, CostPart::Projections, CostPart::Sums, CostPart::FeedForward})
            EXPECT_GT(at(*parts, part), 0) << kCostPartNames[static_cast<std::size_t>(part)];
        EXPECT_EQ(at(*parts, CostPart::Scores) > 0, GetParam() != "linear_transformer") << "it has no scores";
        const bool derives =
            GetParam() == "longformer" || GetParam() == "linformer" || GetParam() == "poolingformer";
        EXPECT_EQ(at(*parts, CostPart::Pooling) > 0, derives);
        const bool mixes = GetParam() == "fastformer" || GetParam() == "poolingformer";
        EXPECT_EQ(at(*parts, CostPart::Mixing) > 0, mixes);
    }
}

TEST(PassProfile, CoversThePassAndChangesNoBit) {
    const auto backend = makeCpuBackend(2);
    const auto model = makeModel(*backend, normalized(smallConfig()));
    const EncodedSplit split = randomSplit({60, 3, 64, 64});
    const std::vector<std::int64_t> all{0, 1, 2, 3};
    BatchBuilder builder(*backend);
    const PackedBatch batch = pack(builder, split, all);
    Tape tape(*backend);
    const auto gradient = [&] {
        tape.clear();
        const MutMat gradients = model->parameters().gradients();
        backend->fillZero(gradients);
        const ops::Loss loss = ops::crossEntropy(tape, model->forward({tape, batch}).logits, batch.labels);
        tape.backward(loss.loss);
        return downloaded(*backend, gradients);
    };
    const auto plain = gradient();
    PassProfile profile(*backend);
    tape.watch(&profile);
    const auto begin = std::chrono::steady_clock::now();
    const auto watched = gradient();
    const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    profile.end();
    tape.watch(nullptr);
    EXPECT_EQ(watched, plain);
    const double sum = std::accumulate(profile.seconds().begin(), profile.seconds().end(), 0.0);
    EXPECT_GT(sum, 0);
    EXPECT_LE(sum, took);
    const PartSeconds before = profile.seconds();
    EXPECT_EQ(gradient(), plain);
    EXPECT_EQ(profile.seconds(), before) << "off, nothing is counted";
}

TEST(PassProfile, AsksTheScopeOnlyWhereTheOpDoesNotSay) {
    EXPECT_EQ(partOf(OpId::Linear, CostPart::Projections), CostPart::Projections);
    EXPECT_EQ(partOf(OpId::Linear, CostPart::Scores), CostPart::Scores);
    EXPECT_EQ(partOf(OpId::Attention, CostPart::Projections), CostPart::Scores);
    EXPECT_EQ(partOf(OpId::SegmentSoftmax, CostPart::Rest), CostPart::Rest) << "the pooling of the frame";
    EXPECT_EQ(partOf(OpId::Gelu, CostPart::FeedForward), CostPart::FeedForward);
}

TEST(CostMeter, GivesUpInTheMiddleOfAPass) {
    using namespace std::chrono_literals;
    const auto backend = makeCpuBackend(2);
    CostSpot spot = spotOf("transformer", 32'768); // a pass takes seconds
    spot.sequences = 1;
    std::stop_source stop;
    std::chrono::steady_clock::time_point asked;
    std::jthread person([&] {
        std::this_thread::sleep_for(300ms);
        asked = std::chrono::steady_clock::now();
        stop.request_stop();
    });
    EXPECT_THROW(measureCost(*backend, spot, {}, stop.get_token()), Cancelled);
    person.join();
    EXPECT_LT(std::chrono::steady_clock::now() - asked, 1s) << "tens of milliseconds on an idle machine";
    EXPECT_FALSE(backend->stopRequested()) << "the backend is free again";
    EXPECT_FALSE(measureCost(*backend, spotOf("fastformer"), {.seconds = 0.001}).training.empty());
}

} // namespace
} // namespace lab::testing
