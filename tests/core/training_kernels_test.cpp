#include "core/backend/device_array.h"
#include "tests/reference/training.h"
#include "tests/support/kernel_test.h"

#include <cmath>
#include <limits>

namespace lab::testing {
namespace {

using reference::Matrix;

class TrainingKernels : public KernelTest {};
LAB_ON_ALL_BACKENDS(TrainingKernels);

TEST_P(TrainingKernels, CrossEntropyIsTheMeanNegativeLogProbabilityOfTheLabels) {
    for (const auto& [rows, classes, size] : std::vector<std::tuple<std::int64_t, std::uint32_t, double>>{
             {1, 2, 1}, {5, 3, 4}, {64, 4, 30}, {300, 130, 1e4}}) {
        SCOPED_TRACE(fmt::format("{} × {}, logits up to {}", rows, classes, size));
        const Matrix logits = randomMatrix(rows, classes, 1, -size, size);
        const reference::Ids labels = randomIds(rows, classes, 2);
        const ConstMat x = put(logits);
        const Ids ids = data().ids(labels);
        DeviceMatrix& probabilities = data().target(logits, Accum::Overwrite);
        const Matrix loss(1, 1, reference::crossEntropy(logits, labels));
        expectOnce(loss, reduction(),
                   [&](MutMat out) { backend().crossEntropy(x, ids, probabilities.view(), out); });
        const Matrix p = reference::rowSoftmax(logits);
        EXPECT_TRUE(near(probabilities.download(), p, pointwise()));

        Matrix expected = reference::crossEntropyGrad(logits, labels);
        for (double& v : expected.values)
            v *= 0.5;
        const ConstMat dp = put(p), dLoss = put(Matrix(1, 1, 0.5));
        expectInBothModes(expected, reduction(), [&](MutMat out, Accum mode) {
            backend().crossEntropyGrad(dp, ids, dLoss, out, mode);
        });
    }
}

TEST_P(TrainingKernels, AdamFollowsTorchForTwentySteps) {
    constexpr std::int64_t kSize = 30'011; // several chunks and a ragged end
    AdamStep options{3e-3, 0.9, 0.999, 1e-8, 0, 0.5F};
    Matrix weights = randomMatrix(1, kSize, 1);
    reference::Adam adam(kSize);
    DeviceMatrix& w = data().put(weights);
    DeviceMatrix& m = data().put(Matrix(1, kSize));
    DeviceMatrix& v = data().put(Matrix(1, kSize));
    for (options.step = 1; options.step <= 20; ++options.step) {
        Matrix gradient = randomMatrix(1, kSize, 100 + static_cast<std::uint64_t>(options.step));
        gradient.values[0] = 0;     // never moves
        gradient.values[1] *= 1e-7; // of the size of eps
        gradient.values[2] *= 1e6;  // huge
        gradient.values[3] = 1;     // constant: moves by the learning rate
        DeviceMatrix& g = data().put(gradient);
        backend().adam(options, w.view(), g.view(), m.view(), v.view(), {});
        adam.step(options, weights, gradient);
        EXPECT_TRUE(near(g.download(), Matrix(1, kSize), {0, 0, 0})) << "the gradient is not cleared";
    }
    EXPECT_TRUE(near(m.download(), adam.moment1(), {1e-5, 0, 1e-7}));
    EXPECT_TRUE(near(v.download(), adam.moment2(), {1e-5, 0, 1e-20}));
    EXPECT_TRUE(near(w.download(), weights, {0, 0, 2e-6}));
    EXPECT_EQ(w.download().values[0], randomMatrix(1, kSize, 1).values[0]);
}

TEST_P(TrainingKernels, AdamLetsTheMomentOfAWordThatNoBatchHasEndAtZero) {
    constexpr std::int64_t kSize = 100, kSteps = 1200;
    AdamStep options{1e-3, 0.9, 0.999, 1e-8, 0, 1};
    DeviceMatrix &w = data().put(Matrix(1, kSize)), &m = data().put(Matrix(1, kSize)),
                 &v = data().put(Matrix(1, kSize)), &g = data().put(randomMatrix(1, kSize, 3));
    Matrix before;
    for (options.step = 1; options.step <= kSteps; ++options.step) { // the first clears the gradient
        backend().adam(options, w.view(), g.view(), m.view(), v.view(), {});
        if (options.step == 800)
            before = w.download();
        for (const double moment : options.step % 50 == 0 ? m.download().values : std::vector<double>{})
            EXPECT_TRUE(moment == 0 || std::abs(moment) >= std::numeric_limits<float>::min()) << moment;
    }
    EXPECT_EQ(m.download().values, Matrix(1, kSize).values);
    EXPECT_EQ(w.download().values, before.values) << "a word moves without a gradient";
}

TEST_P(TrainingKernels, SquaredNormKeepsItsDigits) {
    for (const std::int64_t size : {0, 1, 1000, 300'001, 1'200'001}) {
        const Matrix x = randomMatrix(1, size, 4, -3, 3);
        double expected = 0;
        for (const double v : x.values)
            expected += v * v;
        const DeviceArray<double> room(backend(), 1);
        backend().squaredNorm(put(x), room.data());
        double sum = -1;
        backend().download(&sum, room.data(), sizeof sum);
        EXPECT_NEAR(sum, expected, 1e-6 * expected) << size << " values";
    }
}

TEST_P(TrainingKernels, FirstNonFiniteFindsTheFirstBadValue) {
    Matrix x = randomMatrix(70, 1001, 5, -1e30, 1e30);
    EXPECT_EQ(backend().firstNonFinite(put(x)), -1);
    x.values[69'000] = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(backend().firstNonFinite(put(x)), 69'000);
    x.values[40'321] = -std::numeric_limits<double>::infinity();
    EXPECT_EQ(backend().firstNonFinite(put(x)), 40'321);
    EXPECT_EQ(backend().firstNonFinite({}), -1);
}

} // namespace
} // namespace lab::testing
