// A step whose shapes have been seen before allocates nothing: no operator new, no malloc, on any thread.
#include "core/train/evaluator.h"
#include "core/train/trainer.h"
#include "tests/support/allocation_counter.h"
#include "tests/support/small_model.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>

namespace lab::testing {
namespace {

/// Heap allocations of three epochs of two batches, after three epochs to settle.
std::int64_t allocationsOfSteadySteps(const ModelConfig& config, const std::vector<std::int32_t>& lengths) {
    const auto backend = makeCpuBackend(3);
    const auto model = makeModel(*backend, config);
    const EncodedSplit split = randomSplit(lengths);
    TrainOptions options;
    options.epochs = 6;
    options.batch = static_cast<int>(lengths.size() / 2);
    options.shuffle = false; // the same two batches again and again
    options.clipNorm = 1;
    options.schedule = Schedule::Cosine;
    Trainer trainer(*model, split, options);
    while (trainer.stepsDone() < 6)
        trainer.step();
    const std::int64_t before = allocationCount();
    const std::size_t memory = trainer.memory();
    while (!trainer.finished())
        trainer.step();
    const std::int64_t after = allocationCount();
    EXPECT_EQ(trainer.memory(), memory);
    return after - before;
}

class SteadyStep : public ::testing::TestWithParam<Variant> {
protected:
    void SetUp() override {
        if (!countsAllocations())
            GTEST_SKIP() << "a sanitizer's heap cannot be counted";
    }
};

INSTANTIATE_TEST_SUITE_P(Fastformer, SteadyStep, ::testing::ValuesIn(variants()),
                         [](const auto& chosen) { return chosen.param.name(); });

TEST_P(SteadyStep, AllocatesNothing) {
    ModelConfig config;
    config.sharing = GetParam().sharing;
    config.scores = GetParam().scores;
    config.interaction = GetParam().interaction;
    config.dim = config.ffn = 64;
    config.heads = 8;
    config.maxLength = 300;
    EXPECT_EQ(allocationsOfSteadySteps(config, {40, 3, 200, 1, 60, 25, 9, 300}), 0);
}

TEST(SteadyStepOfTheAuthorsModel, AllocatesNothing) {
    if (!countsAllocations())
        GTEST_SKIP() << "a sanitizer's heap cannot be counted";
    EXPECT_EQ(allocationsOfSteadySteps({}, {40, 256, 60, 1, 200, 256}), 0);
}

TEST(AllocationCounter, SeesEveryWayToTheHeap) {
    if (!countsAllocations())
        GTEST_SKIP() << "a sanitizer's heap cannot be counted";
    const auto counted = [](auto&& allocate) {
        const std::int64_t before = allocationCount();
        allocate();
        return allocationCount() - before;
    };
    // Through volatile pointers: the compiler may leave out what nobody looks at.
    void* volatile memory = nullptr;
    EXPECT_EQ(counted([&] { memory = std::malloc(100); }), 1);
    std::free(memory);
    EXPECT_EQ(counted([&] { memory = std::aligned_alloc(64, 128); }), 1);
    std::free(memory);
    EXPECT_EQ(counted([&] { memory = ::operator new(100); }), 1);
    ::operator delete(memory);
    const auto backend = makeCpuBackend(1);
    EXPECT_EQ(counted([&] { memory = backend->allocate(100); }), 1);
    backend->release(memory);
}

} // namespace
} // namespace lab::testing
