#include "core/train/optimiser.h"

#include "core/base/error.h"
#include "tests/reference/training.h"
#include "tests/support/near.h"
#include "tests/support/small_model.h"
#include "tests/support/values.h"

#include <cmath>
#include <limits>

namespace lab::testing {
namespace {

using reference::Matrix;

class Optimiser : public ::testing::Test {
protected:
    void SetUp() override {
        m_first = m_store.add({"first", {7, 5}});
        m_second = m_store.add({"second", {3}});
        m_store.allocate(*m_backend);
        m_store.initialise(3, 1);
    }
    void setGradient(ParamId id, const Matrix& gradient) {
        const std::vector<float> host(gradient.values.begin(), gradient.values.end());
        m_backend->upload(m_store.gradient(id).data, host.data(), host.size() * sizeof(float));
    }
    Matrix value(ParamId id) {
        const MutMat m = m_store.value(id);
        const std::vector<float> host = downloaded(*m_backend, m);
        Matrix out(m.rows, m.cols);
        std::copy(host.begin(), host.end(), out.values.begin());
        return out;
    }

    std::unique_ptr<Backend> m_backend = makeCpuBackend(1);
    ParameterStore m_store;
    ParamId m_first, m_second;
};

TEST_F(Optimiser, FollowsTorchAdamForTwentySteps) {
    TrainOptions options;
    options.beta1 = 0.8;
    options.beta2 = 0.95;
    options.adamEps = 1e-6;
    Matrix first = value(m_first), second = value(m_second);
    reference::Adam firstAdam(35), secondAdam(3);
    for (std::int64_t step = 1; step <= 20; ++step) {
        const double rate = 1e-2 / static_cast<double>(step);
        const auto seed = static_cast<std::uint64_t>(step);
        const Matrix g1 = randomMatrix(7, 5, seed, -1, 2), g2 = randomMatrix(1, 3, 100 + seed);
        setGradient(m_first, g1);
        setGradient(m_second, g2);
        updateParameters(m_store, options, step, rate, squaredGradientNorm(m_store));
        const AdamStep update{rate, options.beta1, options.beta2, options.adamEps, step, 1.0F};
        firstAdam.step(update, first, g1);
        secondAdam.step(update, second, g2);
    }
    EXPECT_TRUE(near(value(m_first), first, {0, 0, 1e-6}));
    EXPECT_TRUE(near(value(m_second), second, {0, 0, 1e-6}));
    EXPECT_EQ(squaredGradientNorm(m_store), 0.0) << "the gradients are cleared";
}

TEST_F(Optimiser, ClipsByTheNormOfAllGradientsTogether) {
    const Matrix g1(7, 5, 2), g2(1, 3, -1);
    const double norm = std::sqrt(35 * 4 + 3);
    for (const double limit : {0.0, 0.5, 1000.0}) {
        SCOPED_TRACE(limit);
        m_store.initialise(3, 1);
        m_backend->fillZero(m_store.moment1());
        m_backend->fillZero(m_store.moment2());
        TrainOptions options;
        options.clipNorm = limit;
        options.adamEps = 1; // so that the size of the gradient matters to the first step
        setGradient(m_first, g1);
        setGradient(m_second, g2);
        Matrix expected = value(m_first);
        reference::Adam adam(35);
        const double scale = limit > 0 ? std::min(1.0, limit / (norm + 1e-6)) : 1.0;
        adam.step({1e-2, 0.9, 0.999, 1, 1, static_cast<float>(scale)}, expected, g1);
        EXPECT_NEAR(updateParameters(m_store, options, 1, 1e-2, squaredGradientNorm(m_store)), norm, 1e-5)
            << "the norm before clipping";
        EXPECT_TRUE(near(value(m_first), expected, {0, 0, 1e-7}));
    }
}

TEST_F(Optimiser, RefusesGradientsThatAreNotFiniteAndChangesNothing) {
    for (const double bad :
         {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
        Matrix g(1, 3, 1);
        g.values[1] = bad;
        setGradient(m_second, g);
        const auto before = m_store.exportState();
        try {
            updateParameters(m_store, {}, 1, 1e-3, squaredGradientNorm(m_store));
            ADD_FAILURE() << "took a gradient of " << bad;
        } catch (const TrainingError& error) {
            EXPECT_NE(std::string(error.what()).find("second"), std::string::npos) << error.what();
        }
        const auto after = m_store.exportState();
        for (std::size_t i = 0; i < before.size(); ++i)
            EXPECT_EQ(after[i].values, before[i].values) << before[i].name;
    }
}

TrainOptions scheduled(Schedule schedule, std::int64_t warmup) {
    TrainOptions options;
    options.schedule = schedule;
    options.warmupSteps = warmup;
    options.learningRate = 0.8;
    return options;
}

TEST(LearningRate, StaysWhenConstant) {
    for (const std::int64_t step : {1, 7, 100})
        EXPECT_DOUBLE_EQ(learningRateAt(scheduled(Schedule::Constant, 10), step, 100), 0.8);
}

TEST(LearningRate, WarmsUpLinearlyThenFallsToZero) {
    const TrainOptions options = scheduled(Schedule::Linear, 10);
    EXPECT_DOUBLE_EQ(learningRateAt(options, 1, 110), 0.08);
    EXPECT_DOUBLE_EQ(learningRateAt(options, 5, 110), 0.4);
    EXPECT_DOUBLE_EQ(learningRateAt(options, 10, 110), 0.8);
    EXPECT_DOUBLE_EQ(learningRateAt(options, 11, 110), 0.8);
    EXPECT_NEAR(learningRateAt(options, 61, 110), 0.4, 1e-12);
    EXPECT_NEAR(learningRateAt(options, 110, 110), 0.008, 1e-12) << "the last step still moves";
    EXPECT_DOUBLE_EQ(learningRateAt(options, 111, 110), 0);
    EXPECT_DOUBLE_EQ(learningRateAt(options, 500, 110), 0);
}

TEST(LearningRate, FollowsHalfACosine) {
    const TrainOptions options = scheduled(Schedule::Cosine, 0);
    EXPECT_DOUBLE_EQ(learningRateAt(options, 1, 100), 0.8);
    EXPECT_NEAR(learningRateAt(options, 26, 100), 0.8 * 0.5 * (1 + std::sqrt(0.5)), 1e-12);
    EXPECT_NEAR(learningRateAt(options, 51, 100), 0.4, 1e-12);
    EXPECT_NEAR(learningRateAt(options, 101, 100), 0, 1e-12);
    for (std::int64_t step = 2; step <= 100; ++step)
        EXPECT_LT(learningRateAt(options, step, 100), learningRateAt(options, step - 1, 100));
}

TEST(LearningRate, AWarmUpLongerThanTheRunNeverPassesThePeak) {
    for (const Schedule schedule : {Schedule::Linear, Schedule::Cosine})
        for (std::int64_t step = 1; step <= 20; ++step)
            EXPECT_NEAR(learningRateAt(scheduled(schedule, 40), step, 20),
                        0.8 * static_cast<double>(step) / 40, 1e-12);
}

} // namespace
} // namespace lab::testing
