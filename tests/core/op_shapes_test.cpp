// Ops refuse wrong shapes, and say both.
#include "core/base/error.h"
#include "core/ops/additive_attention.h"
#include "core/ops/ops.h"
#include "tests/support/device_data.h"
#include "tests/support/values.h"

#include <gtest/gtest.h>

namespace lab::testing {
namespace {

class OpShapes : public ::testing::Test {
protected:
    Var var(std::int64_t rows, std::int64_t cols) {
        return m_tape.input(m_data.put(randomMatrix(rows, cols, 1)).view());
    }
    Segments segments(const std::vector<std::int32_t>& lengths) {
        return m_data.segments(offsetsOf(lengths));
    }

    /// \p record throws std::invalid_argument whose text begins with "[op]" and holds every one of \p parts.
    template <class Record>
    void expectRefusal(const std::string& op, const std::vector<std::string>& parts, Record&& record) {
        try {
            record();
            ADD_FAILURE() << op << " took wrong shapes";
        } catch (const std::invalid_argument& error) {
            const std::string message = error.what();
            EXPECT_EQ(message.find("[" + op + "]"), 0U) << message;
            for (const std::string& part : parts)
                EXPECT_NE(message.find(part), std::string::npos)
                    << "\"" << part << "\" is not in: " << message;
        }
    }

    std::unique_ptr<Backend> m_backend = makeCpuBackend(1);
    DeviceData m_data{*m_backend};
    Tape m_tape{*m_backend};
};

TEST_F(OpShapes, ReshapeKeepsTheNumberOfValues) {
    expectRefusal("reshape", {"4 × 6", "5 × 5"}, [&] { ops::reshape(m_tape, var(4, 6), 5, 5); });
}

TEST_F(OpShapes, LinearNeedsAsManyInputsAsTheWeightHasColumns) {
    expectRefusal("linear", {"4 × 6", "3 × 5"}, [&] { ops::linear(m_tape, var(4, 6), var(3, 5), {}); });
    expectRefusal("linear", {"7", "3"}, [&] { ops::linear(m_tape, var(4, 6), var(3, 6), var(1, 7)); });
    expectRefusal("linear", {"4 × 5", "4 × 3"},
                  [&] { ops::linear(m_tape, var(4, 6), var(3, 6), {}, var(4, 5)); });
}

TEST_F(OpShapes, AFunctionNeedsABiasAsWideAsItsInput) {
    expectRefusal("unary", {"6", "5"}, [&] { ops::unary(m_tape, Unary::Gelu, var(4, 6), var(1, 5)); });
}

TEST_F(OpShapes, PositionsNeedARowForEachTokenOfTheLongestSequence) {
    const Segments nine = segments({4, 5});
    expectRefusal("positionRows", {"4", "5"}, [&] { ops::positionRows(m_tape, var(4, 2), nine); });
}

TEST_F(OpShapes, AddNeedsEqualShapes) {
    expectRefusal("add", {"2 × 3", "3 × 2"}, [&] { ops::add(m_tape, var(2, 3), var(3, 2)); });
    expectRefusal("add", {"2 × 3", "2 × 4"}, [&] { ops::add(m_tape, var(2, 3), var(2, 4)); });
    expectRefusal("multiply", {"2 × 3", "3 × 2"}, [&] { ops::multiply(m_tape, var(2, 3), var(3, 2)); });
    expectRefusal("multiply", {"2 × 3", "2 × 4"}, [&] { ops::multiply(m_tape, var(2, 3), var(2, 4)); });
}

TEST_F(OpShapes, AddNormNeedsScaleShiftAndResidualOfItsWidth) {
    const auto norm = [&](Var residual, Var gamma, Var beta) {
        ops::addNorm(m_tape, {var(4, 6), residual, gamma, beta, {}, 1e-5F});
    };
    expectRefusal("addNorm", {"6", "5"}, [&] { norm({}, var(1, 5), var(1, 6)); });
    expectRefusal("addNorm", {"6", "7"}, [&] { norm({}, var(1, 6), var(1, 7)); });
    expectRefusal("addNorm", {"4 × 6", "3 × 6"}, [&] { norm(var(3, 6), var(1, 6), var(1, 6)); });
    expectRefusal("addNorm", {"6", "5"}, [&] {
        ops::addNorm(m_tape, {var(4, 6), {}, var(1, 6), var(1, 6), {}, 1e-5F, var(1, 5)});
    });
    expectRefusal("addNorm", {"4096", "4097"}, [&] {
        ops::addNorm(m_tape, {var(1, 4097), {}, var(1, 4097), var(1, 4097), {}, 1e-5F});
    });
}

TEST_F(OpShapes, AdditiveAttentionNeedsAGateForEachSequenceAndWeightsThatFitTheHeads) {
    const Segments two = segments({4, 5});
    const auto attend = [&](std::int64_t rows, std::int64_t gates, Var w, std::int64_t heads) {
        return [=, this] { ops::additiveAttention(m_tape, {var(rows, 6), var(gates, 6), w, two, heads, 1}); };
    };
    expectRefusal("additiveAttention", {"8", "9"}, attend(8, 2, var(3, 6), 3));
    expectRefusal("additiveAttention", {"3 × 6", "2 × 6"}, attend(9, 3, var(3, 6), 3));
    expectRefusal("additiveAttention", {"6", "4"}, attend(9, 2, var(4, 6), 4));
    expectRefusal("additiveAttention", {"6", "0"}, attend(9, 2, var(1, 6), 0));
    expectRefusal("additiveAttention", {"2 × 6", "3 heads"}, attend(9, 2, var(2, 6), 3));
    expectRefusal("additiveAttention", {"3 × 3", "2 each"}, attend(9, 2, var(3, 3), 3));
    expectRefusal("additiveAttention", {"2 × 2", "2 each"}, attend(9, 2, var(2, 2), 3));
}

TEST_F(OpShapes, SegmentOpsNeedALayoutThatCoversTheRows) {
    const Segments nine = segments({4, 5});
    expectRefusal("segmentSoftmax", {"8", "9"}, [&] { ops::segmentSoftmax(m_tape, var(8, 2), nine, 1); });
    expectRefusal("segmentWeightedSum", {"8", "9"},
                  [&] { ops::segmentWeightedSum(m_tape, var(8, 2), var(8, 4), nine); });
    expectRefusal("segmentMul", {"8", "9"}, [&] { ops::segmentMul(m_tape, var(8, 2), var(2, 2), nine); });
    expectRefusal("segmentAdd", {"8", "9"}, [&] { ops::segmentAdd(m_tape, var(8, 2), var(2, 2), nine); });
    expectRefusal("segmentConcat", {"8", "9"},
                  [&] { ops::segmentConcat(m_tape, var(8, 2), var(2, 2), nine); });
}

TEST_F(OpShapes, SegmentOpsNeedOneVectorForEachSequence) {
    const Segments two = segments({4, 5});
    expectRefusal("segmentMul", {"3 × 2", "2 × 2"},
                  [&] { ops::segmentMul(m_tape, var(9, 2), var(3, 2), two); });
    expectRefusal("segmentAdd", {"2 × 3", "2 × 2"},
                  [&] { ops::segmentAdd(m_tape, var(9, 2), var(2, 3), two); });
    expectRefusal("segmentConcat", {"1 × 2", "2 × 2"},
                  [&] { ops::segmentConcat(m_tape, var(9, 2), var(1, 2), two); });
}

TEST_F(OpShapes, SegmentWeightedSumNeedsHeadsThatDivideTheWidth) {
    const Segments two = segments({4, 5});
    expectRefusal("segmentWeightedSum", {"9 × 4", "9 × 6"},
                  [&] { ops::segmentWeightedSum(m_tape, var(9, 4), var(9, 6), two); });
    expectRefusal("segmentWeightedSum", {"8 × 3", "9 × 6"},
                  [&] { ops::segmentWeightedSum(m_tape, var(8, 3), var(9, 6), two); });
}

TEST_F(OpShapes, CrossEntropyNeedsALabelForEachRow) {
    expectRefusal("crossEntropy", {"2", "3"}, [&] {
        ops::crossEntropy(m_tape, var(3, 4), m_data.ids({0, 1}));
    });
    expectRefusal("crossEntropy", {"0 × 4"}, [&] { ops::crossEntropy(m_tape, var(0, 4), m_data.ids({})); });
}

TEST_F(OpShapes, WeightedSumAllNeedsAWeightForEachValue) {
    expectRefusal("weightedSumAll", {"6", "5"},
                  [&] { ops::weightedSumAll(m_tape, var(2, 3), m_data.put(randomMatrix(1, 5, 1)).view()); });
}

TEST_F(OpShapes, DropoutTakesAProbabilityBelowOne) {
    for (const float p : {-0.1F, 1.0F, 2.0F})
        EXPECT_THROW(ops::makeDropout(p, 1, 2), std::invalid_argument) << p;
    EXPECT_EQ(ops::makeDropout(0, 1, 2).threshold, 0U);
    EXPECT_EQ(ops::makeDropout(0.5F, 1, 2).threshold, 32768U);
    EXPECT_FLOAT_EQ(ops::makeDropout(0.5F, 1, 2).scale, 2.0F);
}

} // namespace
} // namespace lab::testing
