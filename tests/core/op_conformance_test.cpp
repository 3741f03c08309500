// Every op of the list, on every device: its value and its gradients against the double reference.
#include "core/base/error.h"
#include "tests/support/backends.h"
#include "tests/support/near.h"
#include "tests/support/op_cases.h"
#include "tests/support/values.h"

#include <memory>
#include <tuple>

namespace lab::testing {
namespace {

using reference::Matrix;

double dot(const Matrix& a, const Matrix& b) {
    double total = 0;
    for (std::size_t i = 0; i < a.values.size(); ++i)
        total += a.values[i] * b.values[i];
    return total;
}

class Op : public ::testing::TestWithParam<std::tuple<BackendChoice, OpCase>> {
protected:
    void SetUp() override {
        try {
            m_backend = std::get<0>(GetParam()).make();
        } catch (const DeviceError& error) {
            GTEST_SKIP() << error.what();
        }
        m_data = std::make_unique<DeviceData>(*m_backend);
        m_tape = std::make_unique<Tape>(*m_backend);
    }
    void TearDown() override {
        if (m_data) {
            EXPECT_TRUE(m_data->intact()) << "a kernel wrote outside a parameter or its gradient";
        }
    }
    [[nodiscard]] const OpCase& opCase() const { return std::get<1>(GetParam()); }

    /// Records the op with its inputs as parameters whose gradients start at 0.
    Var record() {
        std::vector<Var> vars;
        for (std::size_t i = 0; i < opCase().inputs.size(); ++i) {
            const Matrix& in = opCase().inputs[i];
            const MutMat value = m_data->put(in).view();
            m_gradients.push_back(&m_data->put(Matrix(in.rows, in.cols)));
            vars.push_back(opCase().constants.contains(i)
                               ? m_tape->input(value)
                               : m_tape->parameter(value, m_gradients.back()->view()));
        }
        return opCase().record(*m_tape, *m_data, vars);
    }
    Matrix download(ConstMat m) {
        std::vector<float> host(static_cast<std::size_t>(m.size()));
        m_backend->download(host.data(), m.data, host.size() * sizeof(float));
        Matrix out(m.rows, m.cols);
        std::copy(host.begin(), host.end(), out.values.begin());
        return out;
    }
    /// Gradients of Σ op(inputs) · weights.
    void differentiate(const Matrix& weights) {
        const Var out = record();
        m_tape->backward(ops::weightedSumAll(*m_tape, out, m_data->put(weights).view()));
    }

    std::unique_ptr<Backend> m_backend;
    std::unique_ptr<DeviceData> m_data;
    std::unique_ptr<Tape> m_tape;
    std::vector<DeviceMatrix*> m_gradients;
};

INSTANTIATE_TEST_SUITE_P(
    Backends, Op, ::testing::Combine(::testing::ValuesIn(allBackends()), ::testing::ValuesIn(opCases())),
    [](const auto& chosen) { return std::get<0>(chosen.param).name + "_" + std::get<1>(chosen.param).name; });

TEST_P(Op, GivesTheValueOfItsFormula) {
    const Matrix expected = opCase().evaluate(opCase().inputs);
    const ConstMat value = m_tape->value(record());
    EXPECT_TRUE(near(download(value), expected, {std::get<0>(GetParam()).tolerance, 1, 1e-12}));
}

TEST_P(Op, GradientEqualsCentralDifferencesOfTheReference) {
    const Matrix value = opCase().evaluate(opCase().inputs);
    const Matrix weights = randomMatrix(value.rows, value.cols, 4242, -1, 2);
    differentiate(weights);
    const double tolerance = std::get<0>(GetParam()).tolerance / 10; // a gradient adds up few terms here
    constexpr double kStep = 1e-5;
    for (std::size_t i = 0; i < opCase().inputs.size(); ++i) {
        Matrices inputs = opCase().inputs;
        Matrix expected(inputs[i].rows, inputs[i].cols);
        if (!opCase().constants.contains(i))
            for (std::size_t e = 0; e < expected.values.size(); ++e) {
                const double at = inputs[i].values[e];
                inputs[i].values[e] = at + kStep;
                const double above = dot(opCase().evaluate(inputs), weights);
                inputs[i].values[e] = at - kStep;
                const double below = dot(opCase().evaluate(inputs), weights);
                inputs[i].values[e] = at;
                expected.values[e] = (above - below) / (2 * kStep);
            }
        EXPECT_TRUE(near(m_gradients[i]->download(), expected, {tolerance, 0, tolerance})) << "input " << i;
    }
}

TEST_P(Op, GradientIsTheAdjointWhereTheOpIsLinear) {
    const Matrix value = opCase().evaluate(opCase().inputs);
    const Matrix weights = randomMatrix(value.rows, value.cols, 4243, -1, 2);
    const double forward = dot(value, weights);
    differentiate(weights);
    for (const std::size_t i : opCase().linearIn)
        EXPECT_NEAR(dot(m_gradients[i]->download(), opCase().inputs[i]), forward,
                    1e-5 * (1 + std::abs(forward)))
            << "input " << i;
}

TEST_P(Op, AddsToTheGradientThatAParameterHolds) {
    const Matrix value = opCase().evaluate(opCase().inputs);
    const Matrix weights = randomMatrix(value.rows, value.cols, 4244);
    differentiate(weights);
    std::vector<Matrix> once;
    for (const DeviceMatrix* gradient : m_gradients)
        once.push_back(gradient->download());
    m_tape->clear();
    const std::vector<DeviceMatrix*> first = std::exchange(m_gradients, {});
    // The same pass again, into the same gradients.
    std::vector<Var> vars;
    for (std::size_t i = 0; i < first.size(); ++i) {
        const MutMat in = m_data->put(opCase().inputs[i]).view();
        vars.push_back(opCase().constants.contains(i) ? m_tape->input(in)
                                                      : m_tape->parameter(in, first[i]->view()));
    }
    const Var out = opCase().record(*m_tape, *m_data, vars);
    m_tape->backward(ops::weightedSumAll(*m_tape, out, m_data->put(weights).view()));
    for (std::size_t i = 0; i < first.size(); ++i)
        EXPECT_TRUE(near(first[i]->download(), reference::sum(once[i], once[i]), {1e-6, 1, 1e-12}))
            << "input " << i;
}

TEST(OpList, HasAValueAndAGradientCaseForEveryOp) {
    std::set<std::string_view> covered, differentiated;
    for (const OpCase& c : opCases()) {
        covered.insert(opName(c.op));
        if (c.constants.size() < c.inputs.size())
            differentiated.insert(opName(c.op));
    }
    for (const std::string_view name : opNames) {
        EXPECT_TRUE(covered.contains(name)) << name << " has no case in tests/support/op_cases.cpp";
        EXPECT_TRUE(differentiated.contains(name))
            << name << " has no gradient case in tests/support/op_cases.cpp";
    }
}

} // namespace
} // namespace lab::testing
