#include "tests/reference/dense.h"
#include "tests/reference/elementwise.h"
#include "tests/reference/rows.h"
#include "tests/support/kernel_test.h"

#include "core/ops/ops.h"

namespace lab::testing {
namespace {

using reference::Matrix;

class RowKernels : public KernelTest {
protected:
    struct NormCase {
        std::int64_t rows, width;
        bool residual;
        float dropout;
        bool bias;
    };
    static std::vector<NormCase> normCases() {
        std::vector<NormCase> cases;
        for (const auto& [rows, width] : std::vector<std::pair<std::int64_t, std::int64_t>>{
                 {0, 4}, {1, 5}, {3, 15}, {40, 64}, {300, 65}, {2, 4096}})
            for (const bool residual : {false, true})
                for (const float p : {0.0F, 0.3F})
                    cases.push_back({rows, width, residual, p, residual == (p > 0)});
        return cases;
    }
    static reference::NormInputs inputsOf(const NormCase& c) {
        return {randomMatrix(c.rows, c.width, 1, -2, 3),
                c.residual ? randomMatrix(c.rows, c.width, 2) : Matrix{},
                randomMatrix(1, c.width, 3, 0.5, 1.5),
                randomMatrix(1, c.width, 4),
                ops::makeDropout(c.dropout, 9, 5),
                1e-5,
                c.bias ? randomMatrix(1, c.width, 5) : Matrix{}};
    }
    static std::string describe(const NormCase& c) {
        return fmt::format("{} × {}, residual {}, dropout {}, bias {}", c.rows, c.width, c.residual,
                           c.dropout, c.bias);
    }
};
LAB_ON_ALL_BACKENDS(RowKernels);

TEST_P(RowKernels, AddNormAddsDropsAddsAndNormalises) {
    for (const NormCase& c : normCases()) {
        SCOPED_TRACE(describe(c));
        const reference::NormInputs in = inputsOf(c);
        const reference::Normalised expected = reference::addNorm(in);
        const ConstMat residual = c.residual ? put(in.residual) : ConstMat{};
        DeviceMatrix& y = data().target(expected.y, Accum::Overwrite);
        DeviceMatrix& n = data().target(expected.n, Accum::Overwrite);
        DeviceMatrix& inverse = data().target(expected.inverseStd, Accum::Overwrite);
        const ConstMat bias = c.bias ? put(in.bias) : ConstMat{};
        backend().addNorm({put(in.x), residual, in.dropout, put(in.gamma), put(in.beta), 1e-5F, bias},
                          y.view(), n.view(), inverse.view());
        EXPECT_TRUE(near(y.download(), expected.y, reduction()));
        EXPECT_TRUE(near(n.download(), expected.n, reduction()));
        EXPECT_TRUE(near(inverse.download(), expected.inverseStd, pointwise()));
    }
}

TEST_P(RowKernels, AddNormOfRowsFarFromZeroStaysAccurate) {
    // A one-pass variance E[h²] − E[h]² would lose every digit here. What remains is the rounding of the
    // mean, up to 1e-3 at values of 1000, against a spread of 0.3.
    reference::NormInputs in{
        randomMatrix(5, 100, 1, 1000, 1001), {}, Matrix(1, 100, 1), Matrix(1, 100), {}, 1e-12};
    const reference::Normalised expected = reference::addNorm(in);
    DeviceMatrix& n = data().target(expected.n, Accum::Overwrite);
    DeviceMatrix& inverse = data().target(expected.inverseStd, Accum::Overwrite);
    expectOnce(expected.y, {5e-3, 1, 0}, [&](MutMat y) {
        backend().addNorm({put(in.x), {}, {}, put(in.gamma), put(in.beta), 1e-12F}, y, n.view(),
                          inverse.view());
    });
}

TEST_P(RowKernels, GradientOfAddNormFollowsItsJacobian) {
    for (const NormCase& c : normCases()) {
        if (c.width > 1000)
            continue; // the reference is quadratic in the width
        SCOPED_TRACE(describe(c));
        const reference::NormInputs in = inputsOf(c);
        const reference::Normalised forward = reference::addNorm(in);
        const Matrix dy = randomMatrix(c.rows, c.width, 7);
        const Matrix dh = reference::normGradient(dy, forward.n, forward.inverseStd, in.gamma);
        AddNormGrad args{
            put(dy), put(forward.n), put(forward.inverseStd), put(in.gamma), in.dropout, {}, {}, {}, {}};
        expectInBothModes(reference::dropout(dh, in.dropout), reduction(), [&](MutMat dx, Accum mode) {
            args.dx = dx, args.dxMode = mode, args.dResidual = {};
            backend().addNormGrad(args);
        });
        expectInBothModes(dh, reduction(), [&](MutMat dResidual, Accum mode) {
            args.dx = {}, args.dResidual = dResidual, args.dResidualMode = mode;
            backend().addNormGrad(args);
        });
        DeviceMatrix& other = data().target(dh, Accum::Overwrite);
        expectOnce(reference::dropout(dh, in.dropout), reduction(), [&](MutMat dx) {
            args.dx = dx, args.dxMode = Accum::Overwrite;
            args.dResidual = other.view(), args.dResidualMode = Accum::Overwrite;
            backend().addNormGrad(args);
        });
        EXPECT_TRUE(near(other.download(), dh, reduction())) << "both targets at once";
    }
}

TEST_P(RowKernels, GradientOfAddNormSumsTheRowsForGammaAndBeta) {
    std::vector<std::pair<std::int64_t, std::int64_t>> shapes{{2100, 8}, {4200, 8}};
    for (const std::int64_t width : {1, 13, 64, 256, 264, 1000, 1504, 4096})
        for (const std::int64_t rows : {0, 1, 7, 700})
            shapes.emplace_back(rows, width);
    for (const auto& [rows, width] : shapes) {
        SCOPED_TRACE(fmt::format("{} × {}", rows, width));
        const Matrix dy = randomMatrix(rows, width, 7), n = randomMatrix(rows, width, 8);
        AddNormGrad args{put(dy),
                         put(n),
                         put(randomMatrix(rows, 1, 9, 0.5, 2)),
                         put(randomMatrix(1, width, 10)),
                         ops::makeDropout(0.25F, 8, 9),
                         {},
                         Accum::Overwrite,
                         {},
                         Accum::Overwrite};
        expectInBothModes(reference::columnSums(dy, {}), reduction(), [&](MutMat dBeta, Accum mode) {
            AddNormGrad both = args;
            both.dBeta = dBeta, both.dBetaMode = mode;
            backend().addNormGrad(both);
        });
        DeviceMatrix& dBeta = data().target(reference::columnSums(dy, {}), Accum::Overwrite);
        DeviceMatrix& dx = data().target(dy, Accum::Overwrite);
        expectInBothModes(reference::columnSums(dy, n), reduction(), [&](MutMat dGamma, Accum mode) {
            args.dGamma = dGamma, args.dGammaMode = mode, args.dBeta = dBeta.view(), args.dx = dx.view();
            backend().addNormGrad(args);
        });
        EXPECT_TRUE(near(dBeta.download(), reference::columnSums(dy, {}), reduction())) << "all at once";
    }
}

TEST_P(RowKernels, GradientOfAddNormSumsTheRowsOfDxForTheBias) {
    std::vector<std::pair<std::int64_t, std::int64_t>> shapes{{2100, 8}, {4200, 8}};
    for (const std::int64_t width : {1, 13, 256, 264, 1504})
        for (const std::int64_t rows : {0, 1, 90})
            shapes.emplace_back(rows, width);
    for (const auto& [rows, width] : shapes) {
        SCOPED_TRACE(fmt::format("{} × {}", rows, width));
        const Matrix dy = randomMatrix(rows, width, 7), n = randomMatrix(rows, width, 8);
        DeviceMatrix& dx = data().target(dy, Accum::Overwrite);
        DeviceMatrix &dGamma = data().target(Matrix(1, width), Accum::Overwrite),
                     &dBeta = data().target(Matrix(1, width), Accum::Overwrite);
        AddNormGrad args{put(dy),
                         put(n),
                         put(randomMatrix(rows, 1, 9, 0.5, 2)),
                         put(randomMatrix(1, width, 10)),
                         ops::makeDropout(0.25F, 8, 9),
                         dx.view(),
                         Accum::Overwrite,
                         {},
                         Accum::Overwrite};
        backend().addNormGrad(args);
        expectInBothModes(reference::columnSums(dx.download(), {}), reduction(),
                          [&](MutMat dBias, Accum mode) {
                              args.dBias = dBias, args.dBiasMode = mode;
                              args.dGamma = dGamma.view(), args.dBeta = dBeta.view();
                              backend().addNormGrad(args);
                          });
        EXPECT_TRUE(near(dGamma.download(), reference::columnSums(dy, n), reduction())) << "all at once";
        EXPECT_TRUE(near(dBeta.download(), reference::columnSums(dy, {}), reduction())) << "all at once";
    }
}

} // namespace
} // namespace lab::testing
