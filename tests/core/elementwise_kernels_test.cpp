#include "tests/reference/dense.h"
#include "tests/reference/elementwise.h"
#include "tests/support/kernel_test.h"

#include "core/ops/ops.h"

#include <cmath>
#include <limits>

namespace lab::testing {
namespace {

using reference::Matrix;

class ElementwiseKernels : public KernelTest {};
LAB_ON_ALL_BACKENDS(ElementwiseKernels);

const std::vector<std::pair<std::int64_t, std::int64_t>> kShapes{{0, 3}, {1, 1}, {3, 5}, {64, 64}, {701, 65}};

TEST_P(ElementwiseKernels, GeluAndTanhEqualTheirFormulas) {
    for (const auto& [rows, cols] : kShapes)
        for (const Unary function : {Unary::Gelu, Unary::Tanh}) {
            SCOPED_TRACE(fmt::format("{} × {}, {}", rows, cols, function == Unary::Gelu ? "gelu" : "tanh"));
            const Matrix x = randomMatrix(rows, cols, 1, -6, 6);
            const ConstMat dx = put(x);
            expectOnce(reference::unary(function, x), pointwise(),
                       [&](MutMat y) { backend().unary(function, dx, {}, y); });
        }
}

TEST_P(ElementwiseKernels, GeluAndTanhOfHugeValuesAreTheirLimits) {
    const Matrix x = [] {
        Matrix m(1, 8);
        m.values = {-1e4, -200, -30, 30, 200, 1e4, -1e30, 1e30};
        return m;
    }();
    const ConstMat dx = put(x), dy = put(Matrix(1, 8, 1));
    Matrix limit = x, sign = x, slope = x;
    for (std::size_t i = 0; i < 8; ++i) {
        limit.values[i] = x.values[i] > 0 ? static_cast<double>(static_cast<float>(x.values[i])) : 0;
        sign.values[i] = x.values[i] > 0 ? 1 : -1;
        slope.values[i] = x.values[i] > 0 ? 1 : 0;
    }
    const Tolerance exact{1e-7, 0, 1e-30};
    expectOnce(limit, exact, [&](MutMat y) { backend().unary(Unary::Gelu, dx, {}, y); });
    expectOnce(sign, exact, [&](MutMat y) { backend().unary(Unary::Tanh, dx, {}, y); });
    expectOnce(slope, exact, [&](MutMat y) {
        backend().unaryGrad({Unary::Gelu, dx, {}, put(limit), dy, y, Accum::Overwrite});
    });
}

TEST_P(ElementwiseKernels, GradientsOfGeluAndTanhScaleTheUpstreamGradient) {
    for (const auto& [rows, cols] : kShapes)
        for (const Unary function : {Unary::Gelu, Unary::Tanh}) {
            SCOPED_TRACE(fmt::format("{} × {}", rows, cols));
            const Matrix x = randomMatrix(rows, cols, 2, -3, 3), d = randomMatrix(rows, cols, 3);
            Matrix expected = reference::unaryDerivative(function, x);
            for (std::size_t i = 0; i < expected.values.size(); ++i)
                expected.values[i] *= d.values[i];
            const ConstMat dx = put(x), y = put(reference::unary(function, x)), dy = put(d);
            expectInBothModes(expected, reduction(), [&](MutMat out, Accum mode) {
                backend().unaryGrad({function, dx, {}, y, dy, out, mode});
            });
        }
}

TEST_P(ElementwiseKernels, GeluAndTanhAddABiasAndItsGradientIsTheSumOfTheRows) {
    for (const auto& [rows, cols] : kShapes)
        for (const Unary function : {Unary::Gelu, Unary::Tanh}) {
            SCOPED_TRACE(fmt::format("{} × {}", rows, cols));
            const Matrix x = randomMatrix(rows, cols, 2, -3, 3), b = randomMatrix(1, cols, 4),
                         d = randomMatrix(rows, cols, 3), sum = reference::addedToRows(x, b);
            const ConstMat dx = put(x), db = put(b), dy = put(d);
            expectOnce(reference::unary(function, sum), pointwise(),
                       [&](MutMat y) { backend().unary(function, dx, db, y); });
            const Matrix expected = reference::product(reference::unaryDerivative(function, sum), d);
            const ConstMat y = put(reference::unary(function, sum));
            expectInBothModes(expected, reduction(), [&](MutMat out, Accum mode) {
                backend().unaryGrad({function, dx, db, y, dy, out, mode});
            });
            DeviceMatrix& other = data().target(expected, Accum::Overwrite);
            expectInBothModes(reference::columnSums(expected, {}), reduction(), [&](MutMat out, Accum mode) {
                backend().unaryGrad({function, dx, db, y, dy, other.view(), Accum::Overwrite, out, mode});
            });
            EXPECT_TRUE(near(other.download(), expected, reduction())) << "both gradients at once";
        }
}

TEST_P(ElementwiseKernels, TheRowsOfAGradientAreSummedWithoutABiasToo) {
    // 40,000 rows: more than the blocks of a sum have at their least size.
    for (const std::int64_t rows : {3, 40'000}) {
        const Matrix x = randomMatrix(rows, 33, 2, -3, 3), d = randomMatrix(rows, 33, 3);
        const Matrix expected = reference::product(reference::unaryDerivative(Unary::Gelu, x), d);
        const ConstMat dx = put(x), y = put(reference::unary(Unary::Gelu, x)), dy = put(d);
        DeviceMatrix& other = data().target(expected, Accum::Overwrite);
        expectInBothModes(reference::columnSums(expected, {}), reduction(), [&](MutMat out, Accum mode) {
            backend().unaryGrad({Unary::Gelu, dx, {}, y, dy, other.view(), Accum::Overwrite, out, mode});
        });
        EXPECT_TRUE(near(other.download(), expected, reduction()));
    }
}

TEST_P(ElementwiseKernels, AddAndAccumulateAddElementByElement) {
    for (const auto& [rows, cols] : kShapes) {
        SCOPED_TRACE(fmt::format("{} × {}", rows, cols));
        const Matrix a = randomMatrix(rows, cols, 4), b = randomMatrix(rows, cols, 5);
        const ConstMat da = put(a), db = put(b);
        expectOnce(reference::sum(a, b), reduction(), [&](MutMat out) { backend().add(da, db, out); });
        expectInBothModes(a, reduction(),
                          [&](MutMat out, Accum mode) { backend().accumulate(da, out, mode); });
    }
}

TEST_P(ElementwiseKernels, MultiplyMultipliesElementByElement) {
    for (const auto& [rows, cols] : kShapes) {
        SCOPED_TRACE(fmt::format("{} × {}", rows, cols));
        const Matrix a = randomMatrix(rows, cols, 4), b = randomMatrix(rows, cols, 5);
        const ConstMat da = put(a), db = put(b);
        expectOnce(reference::product(a, b), reduction(),
                   [&](MutMat out) { backend().multiply(da, db, out); });
    }
}

TEST_P(ElementwiseKernels, GradientsOfMultiplyAreTheUpstreamGradientTimesTheOtherFactor) {
    for (const auto& [rows, cols] : kShapes) {
        SCOPED_TRACE(fmt::format("{} × {}", rows, cols));
        const Matrix a = randomMatrix(rows, cols, 4), b = randomMatrix(rows, cols, 5),
                     d = randomMatrix(rows, cols, 6);
        const ConstMat da = put(a), db = put(b), dy = put(d);
        expectInBothModes(reference::product(d, b), reduction(), [&](MutMat out, Accum mode) {
            backend().multiplyGrad({da, db, dy, out, mode});
        });
        expectInBothModes(reference::product(d, a), reduction(), [&](MutMat out, Accum mode) {
            backend().multiplyGrad({da, db, dy, {}, Accum::Overwrite, out, mode});
        });
        DeviceMatrix& other = data().target(a, Accum::Overwrite);
        expectInBothModes(reference::product(d, a), reduction(), [&](MutMat out, Accum mode) {
            backend().multiplyGrad({da, db, dy, other.view(), Accum::Overwrite, out, mode});
        });
        EXPECT_TRUE(near(other.download(), reference::product(d, b), reduction())) << "both at once";
    }
}

TEST_P(ElementwiseKernels, FillSetsTheWholeTarget) {
    for (const auto& [rows, cols] : kShapes) {
        expectOnce(Matrix(rows, cols), {0, 0, 0}, [&](MutMat out) { backend().fillZero(out); });
        expectOnce(Matrix(rows, cols, 2.5), {0, 0, 0}, [&](MutMat out) { backend().fill(out, 2.5F); });
    }
}

TEST_P(ElementwiseKernels, DropoutDropsTheElementsThatItsScalarDefinitionDrops) {
    for (const auto& [rows, cols] : kShapes)
        for (const float p : {0.0F, 0.2F, 0.9F}) {
            SCOPED_TRACE(fmt::format("{} × {}, p = {}", rows, cols, p));
            const Dropout dropout = ops::makeDropout(p, 0x1234'5678'9ABCULL, (1ULL << 40) + 3);
            const Matrix x = randomMatrix(rows, cols, 6, 1, 2);
            const ConstMat dx = put(x);
            expectInBothModes(reference::dropout(x, dropout), pointwise(),
                              [&](MutMat out, Accum mode) { backend().dropout(dx, dropout, out, mode); });
        }
}

} // namespace
} // namespace lab::testing
