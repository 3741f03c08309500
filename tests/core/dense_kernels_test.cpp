#include "tests/reference/dense.h"
#include "tests/support/kernel_test.h"

#include <tuple>

namespace lab::testing {
namespace {

using reference::Matrix;

class DenseKernels : public KernelTest {};
LAB_ON_ALL_BACKENDS(DenseKernels);

/// rows, cols and inner dimension of C; short, tall, wide, around the chunks of 64 and 256, and in parts of
/// 2,048.
struct ProductShape {
    std::int64_t rows, cols, inner;
};
const std::vector<ProductShape> kProducts{{1, 1, 1},   {3, 5, 7},      {64, 64, 64},  {65, 33, 130},
                                          {7, 300, 9}, {1100, 17, 24}, {19, 40, 700}, {33, 20, 5000}};

TEST_P(DenseKernels, MultiplyInAllTransposeCasesAndBothModes) {
    for (const auto& [rows, cols, inner] : kProducts)
        for (const Transpose ta : {Transpose::No, Transpose::Yes})
            for (const Transpose tb : {Transpose::No, Transpose::Yes}) {
                SCOPED_TRACE(fmt::format("{} × {} over {}, transposed {} {}", rows, cols, inner,
                                         ta == Transpose::Yes, tb == Transpose::Yes));
                const Matrix a = randomMatrix(rows, inner, 1), b = randomMatrix(inner, cols, 2);
                const ConstMat left = put(ta == Transpose::Yes ? reference::transpose(a) : a);
                const ConstMat right = put(tb == Transpose::Yes ? reference::transpose(b) : b);
                expectInBothModes(reference::multiply(a, b), reduction(),
                                  [&, ta = ta, tb = tb](MutMat c, Accum mode) {
                                      backend().gemm(ta, tb, left, right, c, mode);
                                  });
            }
}

TEST_P(DenseKernels, AProductOverNothingIsZeroOrLeavesTheSum) {
    const ConstMat a = put(Matrix(4, 0)), b = put(Matrix(0, 3));
    expectInBothModes(Matrix(4, 3), reduction(), [&](MutMat c, Accum mode) {
        backend().gemm(Transpose::No, Transpose::No, a, b, c, mode);
    });
}

TEST_P(DenseKernels, AnEmptyProductTouchesNothing) {
    const ConstMat a = put(Matrix(0, 5)), b = put(randomMatrix(5, 3, 1));
    expectInBothModes(Matrix(0, 3), reduction(), [&](MutMat c, Accum mode) {
        backend().gemm(Transpose::No, Transpose::No, a, b, c, mode);
    });
    expectOnce(Matrix(0, 5), reduction(),
               [&](MutMat y) { backend().linear(put(Matrix(0, 3)), b, {}, {}, y); });
}

TEST_P(DenseKernels, LinearMapsRowsWithAndWithoutBiasAndResidual) {
    for (const auto& [rows, out, in] : kProducts) {
        SCOPED_TRACE(fmt::format("{} rows, {} to {}", rows, in, out));
        const Matrix x = randomMatrix(rows, in, 3), w = randomMatrix(out, in, 4), b = randomMatrix(1, out, 5);
        const ConstMat dx = put(x), dw = put(w), db = put(b);
        expectOnce(reference::linear(x, w, b), reduction(),
                   [&](MutMat y) { backend().linear(dx, dw, db, {}, y); });
        expectOnce(reference::linear(x, w, {}), reduction(),
                   [&](MutMat y) { backend().linear(dx, dw, {}, {}, y); });
        const Matrix r = randomMatrix(rows, out, 6);
        const ConstMat dr = put(r);
        expectOnce(reference::sum(reference::linear(x, w, b), r), reduction(),
                   [&](MutMat y) { backend().linear(dx, dw, db, dr, y); });
        expectOnce(reference::sum(reference::linear(x, w, {}), r), reduction(),
                   [&](MutMat y) { backend().linear(dx, dw, {}, dr, y); });
    }
}

TEST_P(DenseKernels, ColumnSumsAddUpColumnsAndProductsOfColumns) {
    for (const std::int64_t rows : {0, 1, 129, 5000})
        for (const std::int64_t cols : {1, 15, 64, 130}) {
            SCOPED_TRACE(fmt::format("{} × {}", rows, cols));
            const Matrix a = randomMatrix(rows, cols, 6), b = randomMatrix(rows, cols, 7);
            const ConstMat da = put(a), db = put(b);
            expectInBothModes(reference::columnSums(a, {}), reduction(),
                              [&](MutMat out, Accum mode) { backend().columnSums(da, {}, out, mode); });
            if (rows == 0)
                continue; // to the reference an empty second factor is no factor
            expectInBothModes(reference::columnSums(a, b), reduction(),
                              [&](MutMat out, Accum mode) { backend().columnSums(da, db, out, mode); });
        }
}

TEST_P(DenseKernels, LongColumnSumsKeepTheirDigits) {
    // 100,000 times 0.1: naive float addition is off by 1e-3 relative.
    const Matrix a(100'000, 3, static_cast<double>(0.1F));
    const ConstMat da = put(a);
    expectOnce(Matrix(1, 3, 1e5 * static_cast<double>(0.1F)), {1e-6, 0, 0},
               [&](MutMat out) { backend().columnSums(da, {}, out, Accum::Overwrite); });
}

TEST_P(DenseKernels, GatherCopiesRowsAndScatterAddsThemBack) {
    for (const std::int64_t cols : {1, 15, 64, 130})
        for (const std::int64_t count : {0, 1, 2000}) {
            SCOPED_TRACE(fmt::format("{} ids, {} columns", count, cols));
            const Matrix table = randomMatrix(37, cols, 8), d = randomMatrix(count, cols, 9);
            const reference::Ids ids = randomIds(count, 37, 10);
            const Ids deviceIds = data().ids(ids);
            const ConstMat deviceTable = put(table), deviceD = put(d);
            expectOnce(reference::gatherRows(table, ids), {0, 0, 0},
                       [&](MutMat out) { backend().gatherRows(deviceTable, deviceIds, out); });
            DeviceMatrix& target = data().put(table);
            backend().scatterAddRows(deviceD, deviceIds, target.view());
            EXPECT_TRUE(near(target.download(), reference::sum(table, reference::scatterRows(d, ids, 37)),
                             reduction()));
        }
}

TEST_P(DenseKernels, ScatterKnowsIdsOfThreeBytes) {
    // More of them than the blocks of the GPU's sort hold at once, and every other one the same.
    constexpr std::int64_t kRows = 70'000, kCount = 66'000;
    const Matrix d = randomMatrix(kCount, 1, 9);
    reference::Ids ids = randomIds(kCount, kRows, 10);
    for (std::size_t i = 0; i < ids.size(); i += 2)
        ids[i] = 65'793; // 1 in each byte
    DeviceMatrix& target = data().put(Matrix(kRows, 1));
    backend().scatterAddRows(put(d), data().ids(ids), target.view());
    EXPECT_TRUE(near(target.download(), reference::scatterRows(d, ids, kRows), reduction()));
}

} // namespace
} // namespace lab::testing
