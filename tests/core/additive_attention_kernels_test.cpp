// Additive attention of many lengths and shapes against the reference, and each of its gradients in both
// modes.
#include "tests/reference/additive_attention.h"
#include "tests/support/kernel_test.h"

namespace lab::testing {
namespace {

using reference::AdditiveInputs;
using reference::Matrix;

struct Shape {
    std::int64_t heads, headWidth;
};
enum class Reads { All, Own, Alike };

/// Shapes for every way through a device's kernels: widths of some warps, of a part of one, and crooked ones.
std::vector<Shape> shapes() {
    return {{1, 1},   {3, 5},   {4, 16}, {16, 16}, {16, 8},  {5, 12},
            {2, 128}, {1, 130}, {20, 4}, {12, 8},  {12, 32}, {8, 64}};
}

class AdditiveKernels : public KernelTest {
protected:
    /// body(inputs, whether the layout is worth all modes) for each shape, way of reading and gate.
    template <class Body> void forAll(const Layout& layout, Body&& body) {
        for (const Shape& shape : shapes())
            for (const Reads reads : {Reads::All, Reads::Own, Reads::Alike})
                for (const bool gate : {false, true}) {
                    SCOPED_TRACE(fmt::format("{}, {} heads of {}, reads {}{}", layout.name, shape.heads,
                                             shape.headWidth, static_cast<int>(reads),
                                             gate ? ", gated" : ""));
                    const std::int64_t width = shape.heads * shape.headWidth;
                    const Matrix w = randomMatrix(reads == Reads::Alike ? 1 : shape.heads,
                                                  reads == Reads::All ? width : shape.headWidth, 2, -1, 1);
                    if (reads == Reads::Alike && shape.heads > 1 && w.cols == width)
                        continue;
                    body(AdditiveInputs{randomMatrix(layout.rows(), width, 1),
                                        gate ? randomMatrix(layout.sequences(), width, 3) : Matrix{}, w,
                                        layout.offsets(), shape.heads, 0.5});
                }
    }
    /// Both; on a slow device the cases take turns, so that shapes, ways of reading and gates meet either.
    std::vector<Accum> modes() {
        if (!GetParam().slow)
            return {std::begin(kModes), std::end(kModes)};
        constexpr int kEvery = 5, kOverwriting = 3; // no divisor of the number of cases of a shape or layout
        return {m_cases++ % kEvery < kOverwriting ? Accum::Overwrite : Accum::Add};
    }
    AdditiveAttention upload(const AdditiveInputs& in) {
        return {put(in.x),
                in.gate.empty() ? ConstMat{} : put(in.gate),
                put(in.w),
                data().segments(in.offsets),
                static_cast<std::int32_t>(in.heads),
                static_cast<float>(in.scale)};
    }

private:
    int m_cases = 0;
};
LAB_ON_ALL_BACKENDS(AdditiveKernels);

/// The usual layouts with a shorter long sequence, still cut into many pieces everywhere, and one whose
/// sequences begin and end at every place of the pieces.
std::vector<Layout> additiveLayouts() {
    std::vector<std::int32_t> unequal(40, 1);
    unequal[10] = 1100;
    std::vector<Layout> all = layouts();
    all.back() = {"one of 1100 among many of 1", unequal};
    all.push_back({"around the pieces", {31, 1, 33, 64, 3, 0, 200, 5, 1, 130}});
    return all;
}

TEST_P(AdditiveKernels, WeightsAndSumsFollowTheFormula) {
    for (const Layout& layout : additiveLayouts())
        forAll(layout, [&](const AdditiveInputs& in) {
            const reference::AdditiveResult expected = reference::additiveAttention(in);
            DeviceMatrix& weights = data().target(expected.weights, Accum::Overwrite);
            const AdditiveAttention args = upload(in);
            expectOnce(expected.out, reduction(),
                       [&](MutMat out) { backend().additiveAttention(args, weights.view(), out); });
            EXPECT_TRUE(near(weights.download(), expected.weights, reduction()));
        });
}

TEST_P(AdditiveKernels, GradientsFollowTheChainThroughTheGatedTokens) {
    for (const Layout& layout : additiveLayouts())
        forAll(layout, [&](const AdditiveInputs& in) {
            const Matrix dOut = randomMatrix(layout.sequences(), in.x.cols, 4);
            const reference::AdditiveResult saved = reference::additiveAttention(in);
            const reference::AdditiveGradients expected = reference::additiveAttentionGrad(in, dOut);
            AdditiveAttentionGrad args{upload(in), put(saved.weights), put(saved.out), put(dOut)};
            args.dScores = data().target(saved.weights, Accum::Overwrite).view();
            args.sums = data()
                            .target(Matrix(layout.sequences() * args.forward.weightRows(), in.x.cols),
                                    Accum::Overwrite)
                            .view();
            for (const Accum mode : modes()) {
                const auto baseOf = [](const Matrix& m) { return randomMatrix(m.rows, m.cols, 990); };
                DeviceMatrix& dx = data().target(baseOf(expected.dx), mode);
                DeviceMatrix& dGate = data().target(baseOf(expected.dGate), mode);
                DeviceMatrix& dw = data().target(baseOf(expected.dw), mode);
                args.dx = dx.view(), args.dxMode = mode;
                args.dw = dw.view(), args.dwMode = mode;
                if (!in.gate.empty())
                    args.dGate = dGate.view(), args.dGateMode = mode;
                backend().additiveAttentionGrad(args);
                Tolerance allowed = reduction();
                allowed.absolute += 1e-6; // sums cancel
                const auto wanted = [&](const Matrix& m) { return accumulated(baseOf(m), m, mode); };
                EXPECT_TRUE(near(dx.download(), wanted(expected.dx), allowed));
                EXPECT_TRUE(near(dw.download(), wanted(expected.dw), allowed));
                if (!in.gate.empty()) {
                    EXPECT_TRUE(near(dGate.download(), wanted(expected.dGate), allowed));
                }
            }
        });
}

TEST_P(AdditiveKernels, WritesOnlyTheGradientsThatAreAskedFor) {
    const Layout layout{"uneven", {7, 3, 40, 1}};
    for (const Reads reads : {Reads::All, Reads::Own}) {
        const AdditiveInputs in{randomMatrix(51, 64, 1),
                                randomMatrix(4, 64, 3),
                                randomMatrix(4, reads == Reads::All ? 64 : 16, 2),
                                layout.offsets(),
                                4,
                                0.5};
        const Matrix dOut = randomMatrix(4, 64, 4);
        const reference::AdditiveResult saved = reference::additiveAttention(in);
        const reference::AdditiveGradients expected = reference::additiveAttentionGrad(in, dOut);
        AdditiveAttentionGrad args{upload(in), put(saved.weights), put(saved.out), put(dOut)};
        args.dScores = data().target(saved.weights, Accum::Overwrite).view();
        args.sums = data().target(Matrix(4 * args.forward.weightRows(), 64), Accum::Overwrite).view();
        const auto alone = [&](auto AdditiveAttentionGrad::*target, const Matrix& result) {
            expectOnce(result, reduction(), [&](MutMat out) {
                AdditiveAttentionGrad one = args;
                one.*target = out;
                backend().additiveAttentionGrad(one);
            });
        };
        alone(&AdditiveAttentionGrad::dx, expected.dx);
        alone(&AdditiveAttentionGrad::dGate, expected.dGate);
        alone(&AdditiveAttentionGrad::dw, expected.dw);
    }
}

TEST_P(AdditiveKernels, ManyTokensAreTakenInLongerPieces) {
    const Layout layout{"40,000 tokens", {1, 39'900, 0, 99}};
    const AdditiveInputs in{randomMatrix(layout.rows(), 8, 1),
                            randomMatrix(layout.sequences(), 8, 3),
                            randomMatrix(2, 8, 2),
                            layout.offsets(),
                            2,
                            0.5};
    const reference::AdditiveResult saved = reference::additiveAttention(in);
    const AdditiveAttention args = upload(in);
    DeviceMatrix& weights = data().target(saved.weights, Accum::Overwrite);
    expectOnce(saved.out, reduction(),
               [&](MutMat out) { backend().additiveAttention(args, weights.view(), out); });
    EXPECT_TRUE(near(weights.download(), saved.weights, reduction()));
    const Matrix dOut = randomMatrix(layout.sequences(), 8, 4);
    const reference::AdditiveGradients expected = reference::additiveAttentionGrad(in, dOut);
    AdditiveAttentionGrad grad{args, put(saved.weights), put(saved.out), put(dOut)};
    grad.dScores = data().target(saved.weights, Accum::Overwrite).view();
    grad.sums = data().target(Matrix(layout.sequences() * 2, 8), Accum::Overwrite).view();
    DeviceMatrix &dx = data().target(expected.dx, Accum::Overwrite),
                 &dGate = data().target(expected.dGate, Accum::Overwrite),
                 &dw = data().target(expected.dw, Accum::Overwrite);
    grad.dx = dx.view(), grad.dGate = dGate.view(), grad.dw = dw.view();
    backend().additiveAttentionGrad(grad);
    EXPECT_TRUE(near(dx.download(), expected.dx, reduction()));
    EXPECT_TRUE(near(dGate.download(), expected.dGate, reduction()));
    EXPECT_TRUE(near(dw.download(), expected.dw, reduction()));
}

TEST_P(AdditiveKernels, ScoresUpToTenThousandStayFinite) {
    const reference::Offsets offsets = offsetsOf({1, 50, 0, 2000});
    const AdditiveInputs in{
        randomMatrix(offsets.back(), 16, 1, -1e3, 1e3), {}, randomMatrix(2, 16, 2, -1, 1), offsets, 2, 1};
    const reference::AdditiveResult expected = reference::additiveAttention(in);
    DeviceMatrix& weights = data().target(expected.weights, Accum::Overwrite);
    const AdditiveAttention args = upload(in);
    Tolerance allowed = reduction();
    allowed.relative = 2e-2; // a score of 10,000 is known to 5e-4
    expectOnce(expected.out, allowed,
               [&](MutMat out) { backend().additiveAttention(args, weights.view(), out); });
}

} // namespace
} // namespace lab::testing
