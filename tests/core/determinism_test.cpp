// Same seed, same build, same device: the same bits, whatever the number of threads.
#include "core/base/random.h"
#include "core/train/trainer.h"
#include "tests/support/small_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace lab::testing {
namespace {

/// Sizes at which every kernel cuts its work into several chunks.
ModelConfig wideConfig(Sharing sharing) {
    ModelConfig config;
    config.sharing = sharing;
    config.dim = 64;
    config.heads = 4;
    config.ffn = 72;
    config.maxLength = 600;
    return config;
}

std::vector<std::vector<float>> trained(Sharing sharing, int threads, std::uint64_t seed,
                                        double clipNorm = 0) {
    const auto backend = makeCpuBackend(threads);
    const auto model = makeModel(*backend, wideConfig(sharing), seed);
    const EncodedSplit split = randomSplit({600, 3, 60, 1, 150, 340, 90, 2, 15, 130});
    TrainOptions options;
    options.steps = 5;
    options.batch = 4;
    options.seed = seed;
    options.clipNorm = clipNorm;
    Trainer trainer(*model, split, options);
    while (!trainer.finished())
        trainer.step();
    return stateOf(*model);
}

class Determinism : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Sharings, Determinism,
                         ::testing::Values("none", "query_value", "query_value_head", "query_value_layer"),
                         [](const auto& chosen) { return chosen.param; });

TEST_P(Determinism, FiveTrainingStepsGiveTheSameBitsOnAnyNumberOfThreads) {
    const Sharing sharing = parseSharing(GetParam());
    const auto one = trained(sharing, 1, 3);
    for (const int threads : {2, 3, 5})
        EXPECT_EQ(trained(sharing, threads, 3), one) << threads << " threads";
}

TEST(DeterminismOfTraining, RepeatsWithTheSameSeedAndDiffersWithAnother) {
    const auto first = trained(Sharing::QueryValue, 2, 3, 0.5);
    EXPECT_EQ(trained(Sharing::QueryValue, 2, 3, 0.5), first);
    EXPECT_NE(trained(Sharing::QueryValue, 2, 4, 0.5), first);
}

TEST(DeterminismOfKernels, SumsOverManyTokensHaveTheSameBitsOnAnyNumberOfThreads) {
    constexpr std::int64_t kTokens = 9000, kWidth = 24;
    const auto sums = [](int threads) {
        const auto backend = makeCpuBackend(threads);
        Random random(7);
        std::vector<float> x(kTokens * kWidth), y(x.size()), weights(kWidth * kWidth), column(kWidth);
        for (std::vector<float>* values : {&x, &y})
            std::generate(values->begin(), values->end(),
                          [&] { return static_cast<float>(random.uniform() - 0.5); });
        const MutMat tall{x.data(), kTokens, kWidth}, other{y.data(), kTokens, kWidth};
        backend->gemm(Transpose::Yes, Transpose::No, tall, other, MutMat{weights.data(), kWidth, kWidth},
                      Accum::Overwrite);
        backend->columnSums(tall, {}, {column.data(), 1, kWidth}, Accum::Overwrite);
        weights.insert(weights.end(), column.begin(), column.end());
        return weights;
    };
    const auto one = sums(1);
    for (const int threads : {2, 3, 5})
        EXPECT_EQ(sums(threads), one) << threads << " threads";
}

} // namespace
} // namespace lab::testing
