#include "core/autograd/tape.h"

#include "core/ops/ops.h"
#include "tests/support/device_data.h"
#include "tests/support/near.h"
#include "tests/support/values.h"

#include <cstdint>
#include <limits>
#include <stdexcept>

namespace lab::testing {
namespace {

using reference::Matrix;

class TapeTest : public ::testing::Test {
protected:
    struct Leaf {
        Var var;
        DeviceMatrix* gradient;
    };
    Leaf leaf(const Matrix& values, double start = 0) {
        DeviceMatrix& gradient = m_data.put(Matrix(values.rows, values.cols, start));
        return {m_tape.parameter(m_data.put(values).view(), gradient.view()), &gradient};
    }
    Var sumAll(Var x) {
        const ConstMat v = m_tape.value(x);
        return ops::weightedSumAll(m_tape, x, m_data.put(Matrix(v.rows, v.cols, 1)).view());
    }
    static Matrix constant(std::int64_t rows, std::int64_t cols, double value) { return {rows, cols, value}; }

    std::unique_ptr<Backend> m_backend = makeCpuBackend(2);
    DeviceData m_data{*m_backend};
    Tape m_tape{*m_backend};
};

TEST_F(TapeTest, AddsUpTheGradientsOfSeveralUses) {
    const Leaf p = leaf(constant(2, 3, 0.5));
    m_tape.backward(sumAll(ops::add(m_tape, ops::add(m_tape, p.var, p.var), p.var)));
    EXPECT_TRUE(near(p.gradient->download(), constant(2, 3, 3), {0, 0, 1e-6}));
}

TEST_F(TapeTest, KeepsWhatTheGradientHeldBefore) {
    const Leaf p = leaf(constant(2, 3, 0.5), 10);
    m_tape.backward(sumAll(ops::add(m_tape, p.var, p.var)));
    EXPECT_TRUE(near(p.gradient->download(), constant(2, 3, 12), {0, 0, 1e-6}));
}

TEST_F(TapeTest, TheSameParameterBoundTwiceAddsUpToo) {
    const MutMat value = m_data.put(constant(1, 4, 1)).view();
    DeviceMatrix& gradient = m_data.put(constant(1, 4, 0));
    const Var one = m_tape.parameter(value, gradient.view()), two = m_tape.parameter(value, gradient.view());
    m_tape.backward(sumAll(ops::add(m_tape, one, two)));
    EXPECT_TRUE(near(gradient.download(), constant(1, 4, 2), {0, 0, 1e-6}));
}

TEST_F(TapeTest, ViewsOfViewsPassTheirGradientToTheSource) {
    const Leaf p = leaf(randomMatrix(4, 6, 1));
    const Var view = ops::reshape(m_tape, ops::reshape(m_tape, p.var, 3, 8), 24, 1);
    const Matrix weights = randomMatrix(24, 1, 2);
    m_tape.backward(ops::weightedSumAll(m_tape, view, m_data.put(weights).view()));
    Matrix expected = weights;
    expected.rows = 4, expected.cols = 6;
    EXPECT_TRUE(near(p.gradient->download(), expected, {1e-6, 0, 0}));
}

TEST_F(TapeTest, AViewSharesTheMemoryOfItsSource) {
    const Leaf p = leaf(randomMatrix(4, 6, 1));
    EXPECT_EQ(m_tape.value(ops::reshape(m_tape, p.var, 2, 12)).data, m_tape.value(p.var).data);
}

TEST_F(TapeTest, LeavesConstantsWithoutGradient) {
    const Var constantVar = m_tape.parameter(m_data.put(constant(2, 2, 1)).view(), {});
    const Leaf p = leaf(constant(2, 2, 1));
    const Var sum = ops::add(m_tape, constantVar, p.var);
    EXPECT_FALSE(m_tape.needsGrad(constantVar));
    EXPECT_TRUE(m_tape.needsGrad(sum));
    m_tape.backward(sumAll(sum));
    EXPECT_TRUE(near(p.gradient->download(), constant(2, 2, 1), {0, 0, 1e-6}));
}

TEST_F(TapeTest, BranchesThatTheResultDoesNotUseGetNoGradient) {
    const Leaf used = leaf(constant(1, 3, 0.2)), unused = leaf(constant(1, 3, 0.2));
    ops::unary(m_tape, Unary::Gelu, ops::add(m_tape, used.var, unused.var));
    m_tape.backward(sumAll(ops::add(m_tape, used.var, used.var)));
    EXPECT_TRUE(near(used.gradient->download(), constant(1, 3, 2), {0, 0, 1e-6}));
    EXPECT_TRUE(near(unused.gradient->download(), constant(1, 3, 0), {0, 0, 0}));
}

TEST_F(TapeTest, RefusesToDifferentiateWhatCannotBe) {
    const Leaf p = leaf(constant(2, 2, 1));
    EXPECT_THROW(m_tape.backward(p.var), std::invalid_argument) << "not a scalar";
    EXPECT_THROW(m_tape.backward(sumAll(m_tape.input(m_data.put(constant(2, 2, 1)).view()))),
                 std::invalid_argument)
        << "depends on no parameter";
    Tape inference(*m_backend, false);
    const Var v =
        inference.parameter(m_data.put(constant(1, 1, 1)).view(), m_data.put(constant(1, 1, 0)).view());
    EXPECT_FALSE(inference.needsGrad(v));
    EXPECT_THROW(inference.backward(v), std::invalid_argument) << "records no gradients";
}

TEST_F(TapeTest, AStepOfTheSameShapesNeedsNoMoreMemory) {
    const Matrix x = randomMatrix(700, 60, 1), w = randomMatrix(60, 60, 2);
    const MutMat value = m_data.put(w).view(), gradient = m_data.put(Matrix(60, 60)).view(),
                 in = m_data.put(x).view();
    const ConstMat ones = m_data.put(Matrix(700, 60, 1)).view();
    std::size_t settled = 0;
    const float* place = nullptr;
    for (int step = 0; step < 6; ++step) {
        m_tape.clear();
        Var v = m_tape.input(in);
        for (int layer = 0; layer < 12; ++layer)
            v = ops::unary(m_tape, Unary::Tanh,
                           ops::linear(m_tape, v, m_tape.parameter(value, gradient), {}));
        m_tape.backward(ops::weightedSumAll(m_tape, v, ones));
        if (step == 2)
            settled = m_tape.memory(), place = m_tape.value(v).data;
        if (step > 2) {
            EXPECT_EQ(m_tape.memory(), settled);
            EXPECT_EQ(m_tape.value(v).data, place) << "the same place every step";
        }
    }
    // 24 values of 700 × 60 live to the end; gradients are handed on, so that a few blocks serve all of them.
    EXPECT_LT(settled, 32U * 700 * 60 * sizeof(float));
}

TEST_F(TapeTest, ArenaPiecesAreAlignedAndApart) {
    Arena arena(*m_backend);
    for (int round = 0; round < 3; ++round) {
        std::vector<std::pair<float*, std::int64_t>> pieces;
        for (const std::int64_t floats : {1, 15, 17, 300'000, 0, 64, 900'000}) {
            float* piece = arena.allocate(floats);
            EXPECT_EQ(reinterpret_cast<std::uintptr_t>(piece) % 64, 0U);
            for (const auto& [other, size] : pieces)
                EXPECT_TRUE(piece + floats <= other || other + size <= piece) << "two pieces overlap";
            pieces.emplace_back(piece, floats);
            std::fill_n(piece, floats, 1.0F);
        }
        arena.reset();
        EXPECT_GE(arena.capacity(), 1'200'000 * sizeof(float));
    }
}

TEST_F(TapeTest, NamesTheFirstOpThatGaveANonFiniteValue) {
    EXPECT_EQ(m_tape.firstNonFinite(), std::nullopt);
    const Leaf p = leaf(constant(1, 4, 3e38));
    const Var doubled = ops::add(m_tape, p.var, p.var);
    ops::unary(m_tape, Unary::Gelu, doubled);
    const auto culprit = m_tape.firstNonFinite();
    ASSERT_TRUE(culprit.has_value());
    EXPECT_EQ(*culprit, "Add (node 1, 1 × 4)");
}

TEST_F(TapeTest, NamesTheParameterThatIsNotANumber) {
    Matrix values = constant(3, 2, 1);
    values.values[4] = std::numeric_limits<double>::quiet_NaN();
    const std::string name = "encoders.0.query.weight";
    const Var p = m_tape.parameter(m_data.put(values).view(), {}, &name);
    ops::unary(m_tape, Unary::Tanh, p);
    const auto culprit = m_tape.firstNonFinite();
    ASSERT_TRUE(culprit.has_value());
    EXPECT_EQ(*culprit, "Parameter encoders.0.query.weight (node 0, 3 × 2)");
}

} // namespace
} // namespace lab::testing
