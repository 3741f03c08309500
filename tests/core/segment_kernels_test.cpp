#include "tests/reference/dense.h"
#include "tests/reference/segment.h"
#include "tests/support/kernel_test.h"

#include <cmath>

namespace lab::testing {
namespace {

using reference::Matrix;
using reference::Offsets;

class SegmentKernels : public KernelTest {
protected:
    /// body(layout, offsets, device segments, head shape) for every pair.
    template <class Body> void forAll(Body&& body) {
        for (const Layout& layout : layouts())
            for (const HeadShape& shape : headShapes()) {
                SCOPED_TRACE(fmt::format("{}, {} heads of {}", layout.name, shape.heads, shape.headWidth));
                body(layout, layout.offsets(), data().segments(layout.offsets()), shape);
            }
    }
};
LAB_ON_ALL_BACKENDS(SegmentKernels);

TEST_P(SegmentKernels, SoftmaxSumsToOneInEachSequence) {
    forAll([&](const Layout& layout, const Offsets& offsets, Segments segments, const HeadShape& shape) {
        const Matrix scores = randomMatrix(layout.rows(), shape.width(), 1, -8, 8);
        const ConstMat x = put(scores);
        const Matrix expected = reference::segmentSoftmax(scores, offsets, 0.25);
        DeviceMatrix& y = data().target(expected, Accum::Overwrite);
        backend().segmentSoftmax(x, segments, 0.25F, y.view());
        const Matrix result = y.download();
        EXPECT_TRUE(near(result, expected, pointwise()));
        const Matrix sums = reference::segmentSums(result, {}, offsets);
        for (std::int64_t b = 0; b < sums.rows; ++b)
            for (std::int64_t h = 0; h < sums.cols; ++h)
                EXPECT_NEAR(sums.at(b, h), layout.lengths[static_cast<std::size_t>(b)] > 0 ? 1.0 : 0.0, 1e-5);
    });
}

TEST_P(SegmentKernels, SoftmaxOfScoresUpToTenThousandIsFiniteAndExact) {
    const Offsets offsets = offsetsOf({1, 50, 0, 2000});
    Matrix scores = randomMatrix(offsets.back(), 3, 2, -1e4, 1e4);
    for (std::int64_t i = 1; i < 20; ++i) // a column of equal scores, and one of the two extremes
        scores.at(i, 0) = 1e4, scores.at(i, 1) = i % 2 ? 1e4 : -1e4;
    const ConstMat x = put(scores);
    expectOnce(reference::segmentSoftmax(scores, offsets, 1), pointwise(),
               [&](MutMat y) { backend().segmentSoftmax(x, data().segments(offsets), 1, y); });
}

TEST_P(SegmentKernels, SoftmaxTakesANegativeScale) {
    const Offsets offsets = offsetsOf({3, 70});
    const Matrix scores = randomMatrix(73, 5, 3, -5, 5);
    const ConstMat x = put(scores);
    expectOnce(reference::segmentSoftmax(scores, offsets, -0.5), pointwise(),
               [&](MutMat y) { backend().segmentSoftmax(x, data().segments(offsets), -0.5F, y); });
}

TEST_P(SegmentKernels, GradientOfSoftmaxFollowsItsJacobian) {
    forAll([&](const Layout& layout, const Offsets& offsets, Segments segments, const HeadShape& shape) {
        const Matrix y =
            reference::segmentSoftmax(randomMatrix(layout.rows(), shape.width(), 4, -3, 3), offsets, 1);
        const Matrix d = randomMatrix(layout.rows(), shape.width(), 5);
        const ConstMat dy = put(d), dyY = put(y);
        expectInBothModes(reference::segmentSoftmaxGrad(y, d, offsets, 0.5), reduction(),
                          [&](MutMat out, Accum mode) {
                              backend().segmentSoftmaxGrad(dyY, dy, segments, 0.5F, out, mode);
                          });
    });
}

TEST_P(SegmentKernels, WeightedSumAndItsGradientsUseTheWeightOfTheColumnsHead) {
    forAll([&](const Layout& layout, const Offsets& offsets, Segments segments, const HeadShape& shape) {
        const Matrix w = randomMatrix(layout.rows(), shape.heads, 6, 0, 1);
        const Matrix x = randomMatrix(layout.rows(), shape.width(), 7);
        const Matrix d = randomMatrix(layout.sequences(), shape.width(), 8);
        const ConstMat dw = put(w), dx = put(x), dOut = put(d);
        expectInBothModes(
            reference::segmentWeightedSum(w, x, offsets), reduction(),
            [&](MutMat out, Accum mode) { backend().segmentWeightedSum(dw, dx, segments, out, mode); });
        expectInBothModes(reference::segmentWeightedSumGradW(d, x, offsets, shape.heads), reduction(),
                          [&](MutMat out, Accum mode) {
                              backend().segmentWeightedSumGradW(dOut, dx, segments, out, mode);
                          });
        expectInBothModes(reference::segmentWeightedSumGradX(d, w, offsets), pointwise(),
                          [&](MutMat out, Accum mode) {
                              backend().segmentWeightedSumGradX(dOut, dw, segments, out, mode);
                          });
    });
}

TEST_P(SegmentKernels, TokensMeetTheVectorOfTheirSequence) {
    forAll([&](const Layout& layout, const Offsets& offsets, Segments segments, const HeadShape& shape) {
        const Matrix x = randomMatrix(layout.rows(), shape.width(), 9);
        const Matrix g = randomMatrix(layout.sequences(), shape.width(), 10);
        const ConstMat dx = put(x), dg = put(g);
        expectOnce(reference::segmentMul(x, g, offsets), pointwise(),
                   [&](MutMat out) { backend().segmentMul(dx, dg, segments, out); });
        expectOnce(reference::segmentAdd(x, g, offsets), pointwise(),
                   [&](MutMat out) { backend().segmentAdd(dx, dg, segments, out); });
        expectOnce(reference::segmentConcat(x, g, offsets), {0, 0, 0},
                   [&](MutMat out) { backend().segmentConcat(dx, dg, segments, out); });
    });
}

TEST_P(SegmentKernels, SumsAddUpTheTokensOfEachSequence) {
    forAll([&](const Layout& layout, const Offsets& offsets, Segments segments, const HeadShape& shape) {
        const Matrix x = randomMatrix(layout.rows(), shape.width(), 11);
        const ConstMat dx = put(x);
        expectInBothModes(reference::segmentSums(x, {}, offsets), reduction(),
                          [&](MutMat out, Accum mode) { backend().segmentSums(dx, segments, out, mode); });
    });
}

TEST_P(SegmentKernels, SumsOfManyTokensAreTakenInLongerPieces) {
    const Layout layout{"40,000 tokens", {1, 39'900, 0, 99}};
    const Matrix x = randomMatrix(layout.rows(), 8, 11), w = randomMatrix(layout.rows(), 2, 12, 0, 1);
    const ConstMat dx = put(x), dw = put(w);
    const Segments segments = data().segments(layout.offsets());
    expectOnce(reference::segmentSums(x, {}, layout.offsets()), reduction(),
               [&](MutMat out) { backend().segmentSums(dx, segments, out, Accum::Overwrite); });
    expectOnce(reference::segmentWeightedSum(w, x, layout.offsets()), reduction(),
               [&](MutMat out) { backend().segmentWeightedSum(dw, dx, segments, out, Accum::Overwrite); });
}

TEST_P(SegmentKernels, GradientsOfAProductGoToTheTokensAndToTheVectorOfTheirSequence) {
    forAll([&](const Layout& layout, const Offsets& offsets, Segments segments, const HeadShape& shape) {
        const Matrix x = randomMatrix(layout.rows(), shape.width(), 9),
                     g = randomMatrix(layout.sequences(), shape.width(), 10),
                     dy = randomMatrix(layout.rows(), shape.width(), 11);
        const Matrix toTokens = reference::segmentMul(dy, g, offsets),
                     toVectors = reference::segmentSums(dy, x, offsets);
        SegmentMulGrad args{put(x), put(g), put(dy), segments, {}};
        expectInBothModes(toTokens, pointwise(), [&](MutMat dx, Accum mode) {
            args.dx = dx, args.dxMode = mode, args.dg = {};
            backend().segmentMulGrad(args);
        });
        expectInBothModes(toVectors, reduction(), [&](MutMat dg, Accum mode) {
            args.dx = {}, args.dg = dg, args.dgMode = mode;
            backend().segmentMulGrad(args);
        });
        for (const Accum dxMode : kModes) {
            const Matrix base = randomMatrix(x.rows, x.cols, 12);
            expectInBothModes(toVectors, reduction(), [&](MutMat dg, Accum mode) {
                DeviceMatrix& dx = data().target(base, dxMode);
                args.dx = dx.view(), args.dxMode = dxMode, args.dg = dg, args.dgMode = mode;
                backend().segmentMulGrad(args);
                EXPECT_TRUE(near(dx.download(), accumulated(base, toTokens, dxMode), reduction()))
                    << "both at once";
            });
        }
    });
}

TEST_P(SegmentKernels, PositionRowsAreThoseOfThePlacesAndTheirGradientIsSummedOverTheSequences) {
    forAll([&](const Layout& layout, const Offsets& offsets, Segments segments, const HeadShape& shape) {
        reference::Ids places;
        for (std::size_t b = 0; b + 1 < offsets.size(); ++b)
            for (std::int32_t place = 0; place < offsets[b + 1] - offsets[b]; ++place)
                places.push_back(place);
        const std::int64_t rows = segments.maxLength + 3;
        const Matrix table = randomMatrix(rows, shape.width(), 9),
                     d = randomMatrix(layout.rows(), shape.width(), 10);
        const ConstMat deviceTable = put(table), deviceD = put(d);
        expectOnce(reference::gatherRows(table, places), {0, 0, 0},
                   [&](MutMat out) { backend().positionRows(deviceTable, segments, out); });
        DeviceMatrix& target = data().put(table);
        backend().positionRowsGrad(deviceD, segments, target.view());
        EXPECT_TRUE(near(target.download(), reference::sum(table, reference::scatterRows(d, places, rows)),
                         reduction()));
    });
}

/// One text much longer than hundreds of others: most places belong to it alone.
TEST_P(SegmentKernels, GradientOfPositionsIsThatOfEverySequenceBesideAVeryLongOne) {
    std::vector<std::int32_t> lengths(600);
    for (std::size_t b = 0; b < lengths.size(); ++b)
        lengths[b] = static_cast<std::int32_t>(b % 4);
    lengths[17] = 1200;
    lengths[590] = 70;
    const Offsets offsets = offsetsOf(lengths);
    reference::Ids places;
    for (const std::int32_t length : lengths)
        for (std::int32_t place = 0; place < length; ++place)
            places.push_back(place);
    for (const std::int64_t width : {5, 8}) {
        const Matrix table = randomMatrix(1200, width, 21), d = randomMatrix(offsets.back(), width, 22);
        const ConstMat deviceD = put(d);
        DeviceMatrix& target = data().put(table);
        backend().positionRowsGrad(deviceD, data().segments(offsets), target.view());
        EXPECT_TRUE(near(target.download(), reference::sum(table, reference::scatterRows(d, places, 1200)),
                         reduction()));
    }
}

TEST_P(SegmentKernels, GradientOfConcatSplitsIntoBothHalves) {
    forAll([&](const Layout& layout, const Offsets& offsets, Segments segments, const HeadShape& shape) {
        const std::int64_t width = shape.width();
        const Matrix d = randomMatrix(layout.rows(), 2 * width, 13);
        const ConstMat dOut = put(d);
        expectInBothModes(reference::columns(d, width, width), {0, 0, 1e-6}, [&](MutMat dx, Accum mode) {
            backend().segmentConcatGrad(dOut, segments, dx, mode, {}, Accum::Overwrite);
        });
        const Matrix dg = reference::segmentSums(reference::columns(d, 0, width), {}, offsets);
        expectInBothModes(dg, reduction(), [&](MutMat target, Accum mode) {
            backend().segmentConcatGrad(dOut, segments, {}, Accum::Overwrite, target, mode);
        });
    });
}

} // namespace
} // namespace lab::testing
