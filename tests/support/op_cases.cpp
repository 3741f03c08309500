#include "tests/support/op_cases.h"

#include "core/ops/additive_attention.h"
#include "tests/reference/additive_attention.h"
#include "tests/reference/dense.h"
#include "tests/reference/elementwise.h"
#include "tests/reference/rows.h"
#include "tests/reference/segment.h"
#include "tests/reference/training.h"
#include "tests/support/attention_cases.h"
#include "tests/support/values.h"

namespace lab::testing {
namespace {

using reference::Matrix;
using reference::Offsets;
using Vars = std::vector<Var>;

Matrix reshaped(Matrix m, std::int64_t rows, std::int64_t cols) {
    m.rows = rows;
    m.cols = cols;
    return m;
}

void addLeafCases(std::vector<OpCase>& cases) {
    cases.push_back({OpId::Input,
                     "Input",
                     {randomMatrix(3, 5, 1), randomMatrix(3, 5, 2)},
                     [](Tape& t, DeviceData&, const Vars& in) { return ops::add(t, in[0], in[1]); },
                     [](const Matrices& in) { return reference::sum(in[0], in[1]); },
                     {},
                     {0}});
    cases.push_back({OpId::Parameter,
                     "Parameter",
                     {randomMatrix(3, 5, 1)},
                     [](Tape&, DeviceData&, const Vars& in) { return in[0]; },
                     [](const Matrices& in) { return in[0]; },
                     {0},
                     {}});
    cases.push_back({OpId::Parameter,
                     "ParameterUsedThreeTimes",
                     {randomMatrix(3, 5, 1)},
                     [](Tape& t, DeviceData&, const Vars& in) {
                         return ops::add(t, ops::add(t, in[0], in[0]), ops::unary(t, Unary::Tanh, in[0]));
                     },
                     [](const Matrices& in) {
                         return reference::sum(reference::sum(in[0], in[0]),
                                               reference::unary(Unary::Tanh, in[0]));
                     },
                     {},
                     {}});
}

void addDenseCases(std::vector<OpCase>& cases) {
    cases.push_back({OpId::Reshape,
                     "Reshape",
                     {randomMatrix(4, 6, 1)},
                     [](Tape& t, DeviceData&, const Vars& in) { return ops::reshape(t, in[0], 8, 3); },
                     [](const Matrices& in) { return reshaped(in[0], 8, 3); },
                     {0},
                     {}});
    cases.push_back({OpId::Reshape,
                     "ReshapeOfAnInnerValueThatIsUsedInBothShapes",
                     {randomMatrix(4, 6, 1)},
                     [](Tape& t, DeviceData&, const Vars& in) {
                         const Var inner = ops::unary(t, Unary::Tanh, in[0]);
                         const Var seen = ops::unary(t, Unary::Gelu, ops::reshape(t, inner, 2, 12));
                         return ops::add(t, inner, ops::reshape(t, seen, 4, 6));
                     },
                     [](const Matrices& in) {
                         const Matrix inner = reference::unary(Unary::Tanh, in[0]);
                         return reference::sum(inner, reference::unary(Unary::Gelu, inner));
                     },
                     {},
                     {}});
    cases.push_back({OpId::Cast, // another element than float32 is for the tests of the devices that have one
                     "CastToFloat32",
                     {randomMatrix(4, 6, 1)},
                     [](Tape& t, DeviceData&, const Vars& in) { return ops::cast(t, in[0], Element::F32); },
                     [](const Matrices& in) { return in[0]; },
                     {0},
                     {}});
    cases.push_back({OpId::Linear,
                     "LinearWithBias",
                     {randomMatrix(9, 5, 1), randomMatrix(7, 5, 2), randomMatrix(1, 7, 3)},
                     [](Tape& t, DeviceData&, const Vars& in) { return ops::linear(t, in[0], in[1], in[2]); },
                     [](const Matrices& in) { return reference::linear(in[0], in[1], in[2]); },
                     {},
                     {}});
    cases.push_back({OpId::Linear,
                     "LinearWithoutBias",
                     {randomMatrix(9, 5, 1), randomMatrix(7, 5, 2)},
                     [](Tape& t, DeviceData&, const Vars& in) { return ops::linear(t, in[0], in[1], {}); },
                     [](const Matrices& in) { return reference::linear(in[0], in[1], {}); },
                     {0, 1},
                     {}});
    cases.push_back(
        {OpId::Linear,
         "LinearWithBiasAndResidual",
         {randomMatrix(9, 5, 1), randomMatrix(7, 5, 2), randomMatrix(1, 7, 3), randomMatrix(9, 7, 4)},
         [](Tape& t, DeviceData&, const Vars& in) { return ops::linear(t, in[0], in[1], in[2], in[3]); },
         [](const Matrices& in) { return reference::sum(reference::linear(in[0], in[1], in[2]), in[3]); },
         {},
         {}});
    cases.push_back({OpId::Linear,
                     "LinearWithItsOwnInputAsResidual",
                     {randomMatrix(6, 5, 1), randomMatrix(5, 5, 2)},
                     [](Tape& t, DeviceData&, const Vars& in) {
                         const Var inner = ops::unary(t, Unary::Tanh, in[0]);
                         return ops::linear(t, inner, in[1], {}, inner);
                     },
                     [](const Matrices& in) {
                         const Matrix inner = reference::unary(Unary::Tanh, in[0]);
                         return reference::sum(reference::linear(inner, in[1], {}), inner);
                     },
                     {},
                     {}});
    cases.push_back({OpId::Linear,
                     "LinearWithAResidualInAnotherShapeThatIsReadAgain",
                     {randomMatrix(4, 6, 1), randomMatrix(3, 3, 2)},
                     [](Tape& t, DeviceData&, const Vars& in) {
                         const Var inner = ops::unary(t, Unary::Tanh, in[0]);
                         const Var read = ops::unary(t, Unary::Gelu, inner);
                         const Var sum = ops::linear(t, ops::reshape(t, read, 8, 3), in[1], {},
                                                     ops::reshape(t, inner, 8, 3));
                         return ops::multiply(t, ops::reshape(t, sum, 4, 6), inner);
                     },
                     [](const Matrices& in) {
                         const Matrix inner = reference::unary(Unary::Tanh, in[0]);
                         const Matrix read = reshaped(reference::unary(Unary::Gelu, inner), 8, 3);
                         const Matrix sum =
                             reference::sum(reference::linear(read, in[1], {}), reshaped(inner, 8, 3));
                         return reference::product(reshaped(sum, 4, 6), inner);
                     },
                     {},
                     {}});
    const reference::Ids ids{3, 0, 3, 3, 1, 0};
    cases.push_back(
        {OpId::Gather,
         "GatherOfAParameterWithRepeatedRows",
         {randomMatrix(5, 4, 1)},
         [ids](Tape& t, DeviceData& d, const Vars& in) { return ops::gather(t, in[0], d.ids(ids)); },
         [ids](const Matrices& in) { return reference::gatherRows(in[0], ids); },
         {0},
         {}});
    cases.push_back({OpId::Gather,
                     "GatherOfAnInnerValue",
                     {randomMatrix(5, 4, 1)},
                     [ids](Tape& t, DeviceData& d, const Vars& in) {
                         return ops::gather(t, ops::unary(t, Unary::Tanh, in[0]), d.ids(ids));
                     },
                     [ids](const Matrices& in) {
                         return reference::gatherRows(reference::unary(Unary::Tanh, in[0]), ids);
                     },
                     {},
                     {}});
    const Offsets offsets = offsetsOf({3, 0, 5, 1});
    const reference::Ids places{0, 1, 2, 0, 1, 2, 3, 4, 0};
    cases.push_back({OpId::PositionRows,
                     "PositionRowsOfAParameter",
                     {randomMatrix(6, 4, 1)},
                     [offsets](Tape& t, DeviceData& d, const Vars& in) {
                         return ops::positionRows(t, in[0], d.segments(offsets));
                     },
                     [places](const Matrices& in) { return reference::gatherRows(in[0], places); },
                     {0},
                     {}});
    cases.push_back({OpId::PositionRows,
                     "PositionRowsOfAnInnerValue",
                     {randomMatrix(6, 4, 1)},
                     [offsets](Tape& t, DeviceData& d, const Vars& in) {
                         return ops::positionRows(t, ops::unary(t, Unary::Tanh, in[0]), d.segments(offsets));
                     },
                     [places](const Matrices& in) {
                         return reference::gatherRows(reference::unary(Unary::Tanh, in[0]), places);
                     },
                     {},
                     {}});
    cases.push_back({OpId::Add,
                     "Add",
                     {randomMatrix(3, 7, 1), randomMatrix(3, 7, 2)},
                     [](Tape& t, DeviceData&, const Vars& in) { return ops::add(t, in[0], in[1]); },
                     [](const Matrices& in) { return reference::sum(in[0], in[1]); },
                     {},
                     {}});
    cases.push_back({OpId::Multiply,
                     "Multiply",
                     {randomMatrix(3, 7, 1), randomMatrix(3, 7, 2)},
                     [](Tape& t, DeviceData&, const Vars& in) { return ops::multiply(t, in[0], in[1]); },
                     [](const Matrices& in) { return reference::product(in[0], in[1]); },
                     {0, 1},
                     {}});
    cases.push_back({OpId::Multiply,
                     "MultiplyBySelf",
                     {randomMatrix(3, 7, 1)},
                     [](Tape& t, DeviceData&, const Vars& in) { return ops::multiply(t, in[0], in[0]); },
                     [](const Matrices& in) { return reference::product(in[0], in[0]); },
                     {},
                     {}});
}

void addElementwiseCases(std::vector<OpCase>& cases) {
    for (const Unary function : {Unary::Gelu, Unary::Tanh})
        cases.push_back(
            {function == Unary::Gelu ? OpId::Gelu : OpId::Tanh,
             function == Unary::Gelu ? "Gelu" : "Tanh",
             {randomMatrix(6, 11, 1, -3, 3)},
             [function](Tape& t, DeviceData&, const Vars& in) { return ops::unary(t, function, in[0]); },
             [function](const Matrices& in) { return reference::unary(function, in[0]); },
             {},
             {}});
    for (const Unary function : {Unary::Gelu, Unary::Tanh})
        cases.push_back({function == Unary::Gelu ? OpId::Gelu : OpId::Tanh,
                         function == Unary::Gelu ? "GeluWithBias" : "TanhWithBias",
                         {randomMatrix(6, 11, 1, -3, 3), randomMatrix(1, 11, 2)},
                         [function](Tape& t, DeviceData&, const Vars& in) {
                             return ops::unary(t, function, in[0], in[1]);
                         },
                         [function](const Matrices& in) {
                             return reference::unary(function, reference::addedToRows(in[0], in[1]));
                         },
                         {},
                         {}});
    cases.push_back(
        {OpId::Gelu,
         "GeluWithABiasOfAValueThatNeedsNoGradient",
         {randomMatrix(6, 11, 1, -3, 3), randomMatrix(1, 11, 2)},
         [](Tape& t, DeviceData&, const Vars& in) { return ops::unary(t, Unary::Gelu, in[0], in[1]); },
         [](const Matrices& in) {
             return reference::unary(Unary::Gelu, reference::addedToRows(in[0], in[1]));
         },
         {},
         {0}});
    cases.push_back({OpId::Gelu,
                     "GeluWithABiasOfAnInnerValueThatIsReadTwice",
                     {randomMatrix(6, 11, 1, -3, 3), randomMatrix(1, 11, 2)},
                     [](Tape& t, DeviceData&, const Vars& in) {
                         const Var inner = ops::unary(t, Unary::Tanh, in[0]);
                         return ops::add(t, ops::unary(t, Unary::Gelu, inner, in[1]), inner);
                     },
                     [](const Matrices& in) {
                         const Matrix inner = reference::unary(Unary::Tanh, in[0]);
                         return reference::sum(
                             reference::unary(Unary::Gelu, reference::addedToRows(inner, in[1])), inner);
                     },
                     {},
                     {}});
    const Dropout dropout = ops::makeDropout(0.4F, 5, 6);
    cases.push_back(
        {OpId::Dropout,
         "Dropout",
         {randomMatrix(9, 13, 1)},
         [dropout](Tape& t, DeviceData&, const Vars& in) { return ops::dropout(t, in[0], dropout); },
         [dropout](const Matrices& in) { return reference::dropout(in[0], dropout); },
         {0},
         {}});
    cases.push_back({OpId::Dropout,
                     "DropoutOfNothing",
                     {randomMatrix(2, 3, 1)},
                     [](Tape& t, DeviceData&, const Vars& in) { return ops::dropout(t, in[0], {}); },
                     [](const Matrices& in) { return in[0]; },
                     {0},
                     {}});
}

void addRowCases(std::vector<OpCase>& cases) {
    const Dropout dropout = ops::makeDropout(0.25F, 8, 9);
    const Matrix gamma = randomMatrix(1, 13, 3, 0.5, 1.5), beta = randomMatrix(1, 13, 4);
    for (const Dropout& drop : {Dropout{}, dropout})
        cases.push_back({OpId::AddNorm,
                         drop.threshold ? "AddNormWithDropoutAndResidual" : "AddNormWithResidual",
                         {randomMatrix(6, 13, 1, -2, 2), randomMatrix(6, 13, 2), gamma, beta},
                         [drop](Tape& t, DeviceData&, const Vars& in) {
                             return ops::addNorm(t, {in[0], in[1], in[2], in[3], drop, 1e-5F});
                         },
                         [drop](const Matrices& in) {
                             return reference::addNorm({in[0], in[1], in[2], in[3], drop, 1e-5}).y;
                         },
                         {},
                         {}});
    cases.push_back(
        {OpId::AddNorm,
         "AddNormWithBiasDropoutAndResidual",
         {randomMatrix(6, 13, 1, -2, 2), randomMatrix(6, 13, 2), gamma, beta, randomMatrix(1, 13, 5)},
         [dropout](Tape& t, DeviceData&, const Vars& in) {
             return ops::addNorm(t, {in[0], in[1], in[2], in[3], dropout, 1e-5F, in[4]});
         },
         [dropout](const Matrices& in) {
             return reference::addNorm({in[0], in[1], in[2], in[3], dropout, 1e-5, in[4]}).y;
         },
         {},
         {}});
    cases.push_back(
        {OpId::AddNorm,
         "AddNormWithABiasOfAnInnerValueThatIsReadTwice",
         {randomMatrix(6, 13, 1, -2, 2), gamma, beta, randomMatrix(1, 13, 5)},
         [](Tape& t, DeviceData&, const Vars& in) {
             const Var inner = ops::unary(t, Unary::Tanh, in[0]);
             return ops::add(t, ops::addNorm(t, {inner, {}, in[1], in[2], {}, 1e-5F, in[3]}), inner);
         },
         [](const Matrices& in) {
             const Matrix inner = reference::unary(Unary::Tanh, in[0]);
             return reference::sum(reference::addNorm({inner, {}, in[1], in[2], {}, 1e-5, in[3]}).y, inner);
         },
         {},
         {}});
    cases.push_back({OpId::AddNorm,
                     "AddNormAlone",
                     {randomMatrix(6, 13, 1), gamma, beta},
                     [](Tape& t, DeviceData&, const Vars& in) {
                         return ops::addNorm(t, {in[0], {}, in[1], in[2], {}, 1e-5F});
                     },
                     [](const Matrices& in) {
                         return reference::addNorm({in[0], {}, in[1], in[2], {}, 1e-5}).y;
                     },
                     {},
                     {}});
}

const Offsets kOffsets = offsetsOf({4, 0, 1, 6, 2, 0});

void addSegmentCases(std::vector<OpCase>& cases) {
    cases.push_back({OpId::SegmentSoftmax,
                     "SegmentSoftmax",
                     {randomMatrix(13, 3, 1, -4, 4)},
                     [](Tape& t, DeviceData& d, const Vars& in) {
                         return ops::segmentSoftmax(t, in[0], d.segments(kOffsets), 0.7F);
                     },
                     [](const Matrices& in) {
                         return reference::segmentSoftmax(in[0], kOffsets, static_cast<double>(0.7F));
                     },
                     {},
                     {}});
    cases.push_back({OpId::SegmentWeightedSum,
                     "SegmentWeightedSum",
                     {randomMatrix(13, 3, 1), randomMatrix(13, 15, 2)},
                     [](Tape& t, DeviceData& d, const Vars& in) {
                         return ops::segmentWeightedSum(t, in[0], in[1], d.segments(kOffsets));
                     },
                     [](const Matrices& in) { return reference::segmentWeightedSum(in[0], in[1], kOffsets); },
                     {0, 1},
                     {}});
    cases.push_back({OpId::SegmentWeightedSum,
                     "AttentionWithWeightsOfItsOwnValues",
                     {randomMatrix(13, 4, 1, -2, 2)},
                     [](Tape& t, DeviceData& d, const Vars& in) {
                         const Segments s = d.segments(kOffsets);
                         return ops::segmentWeightedSum(t, ops::segmentSoftmax(t, in[0], s, 1), in[0], s);
                     },
                     [](const Matrices& in) {
                         return reference::segmentWeightedSum(reference::segmentSoftmax(in[0], kOffsets, 1),
                                                              in[0], kOffsets);
                     },
                     {},
                     {}});
    using Record = Var (*)(Tape&, Var, Var, Segments);
    using Evaluate = Matrix (*)(const Matrix&, const Matrix&, const Offsets&);
    struct Meeting {
        OpId op;
        Record record;
        Evaluate evaluate;
        std::vector<std::size_t> linearIn;
    };
    for (const Meeting& meeting :
         {Meeting{OpId::SegmentMul, ops::segmentMul, reference::segmentMul, {0, 1}},
          Meeting{OpId::SegmentAdd, ops::segmentAdd, reference::segmentAdd, {}},
          Meeting{OpId::SegmentConcat, ops::segmentConcat, reference::segmentConcat, {}}})
        cases.push_back(
            {meeting.op,
             std::string(opName(meeting.op)),
             {randomMatrix(13, 5, 1), randomMatrix(6, 5, 2)},
             [record = meeting.record](Tape& t, DeviceData& d, const Vars& in) {
                 return record(t, in[0], in[1], d.segments(kOffsets));
             },
             [evaluate = meeting.evaluate](const Matrices& in) { return evaluate(in[0], in[1], kOffsets); },
             meeting.linearIn,
             {}});
}

/// How the weights of the scores are laid out, with and without a gate.
struct AdditiveShape {
    const char* name;
    std::int64_t heads, width, rows, cols; ///< of the weights
};

void addAdditiveAttentionCases(std::vector<OpCase>& cases) {
    for (const AdditiveShape& shape : {AdditiveShape{"AcrossHeads", 3, 15, 3, 15},
                                       {"OfEachHead", 3, 15, 3, 5},
                                       {"AlikeForAllHeads", 3, 15, 1, 5},
                                       {"AcrossFourHeads", 4, 32, 4, 32},
                                       {"OfFourHeads", 4, 32, 4, 8},
                                       {"AlikeForFourHeads", 4, 32, 1, 8},
                                       {"OfOneHead", 1, 7, 1, 7}})
        for (const bool gate : {false, true}) {
            Matrices in{randomMatrix(13, shape.width, 1), randomMatrix(shape.rows, shape.cols, 2, -2, 2)};
            if (gate)
                in.push_back(randomMatrix(6, shape.width, 3));
            cases.push_back({OpId::AdditiveAttention,
                             std::string(gate ? "GatedAdditiveAttention" : "AdditiveAttention") + shape.name,
                             in,
                             [heads = shape.heads](Tape& t, DeviceData& d, const Vars& v) {
                                 return ops::additiveAttention(t, {v[0], v.size() > 2 ? v[2] : Var{}, v[1],
                                                                   d.segments(kOffsets), heads, 0.7F})
                                     .out;
                             },
                             [heads = shape.heads](const Matrices& m) {
                                 return reference::additiveAttention({m[0], m.size() > 2 ? m[2] : Matrix{},
                                                                      m[1], kOffsets, heads,
                                                                      static_cast<double>(0.7F)})
                                     .out;
                             },
                             {},
                             {}});
        }
    // As in the paper: the gated values p = g ⊙ x are made by the reference alone, Σ β p = g ⊙ Σ β x.
    cases.push_back(
        {OpId::AdditiveAttention,
         "AdditiveAttentionOfGatedValues",
         {randomMatrix(13, 15, 1), randomMatrix(3, 15, 2), randomMatrix(6, 15, 3)},
         [](Tape& t, DeviceData& d, const Vars& in) {
             const Var sum =
                 ops::additiveAttention(t, {in[0], in[2], in[1], d.segments(kOffsets), 3, 0.7F}).out;
             return ops::multiply(t, sum, in[2]);
         },
         [](const Matrices& in) {
             const Matrix gated = reference::segmentMul(in[0], in[2], kOffsets);
             return reference::additiveAttention({gated, {}, in[1], kOffsets, 3, static_cast<double>(0.7F)})
                 .out;
         },
         {},
         {}});
}

void addLossCases(std::vector<OpCase>& cases) {
    const reference::Ids labels{2, 0, 3, 1, 2};
    cases.push_back(
        {OpId::CrossEntropy,
         "CrossEntropy",
         {randomMatrix(5, 4, 1, -3, 3)},
         [labels](Tape& t, DeviceData& d, const Vars& in) {
             return ops::crossEntropy(t, in[0], d.ids(labels)).loss;
         },
         [labels](const Matrices& in) { return Matrix(1, 1, reference::crossEntropy(in[0], labels)); },
         {},
         {}});
    const Matrix weights = randomMatrix(3, 8, 2);
    cases.push_back({OpId::WeightedSumAll,
                     "WeightedSumAll",
                     {randomMatrix(3, 8, 1)},
                     [weights](Tape& t, DeviceData& d, const Vars& in) {
                         return ops::weightedSumAll(t, in[0], d.put(weights).view());
                     },
                     [weights](const Matrices& in) {
                         double total = 0;
                         for (std::size_t i = 0; i < weights.values.size(); ++i)
                             total += in[0].values[i] * weights.values[i];
                         return Matrix(1, 1, total);
                     },
                     {0},
                     {}});
}

} // namespace

std::vector<OpCase> opCases() {
    std::vector<OpCase> cases;
    addLeafCases(cases);
    addDenseCases(cases);
    addElementwiseCases(cases);
    addRowCases(cases);
    addSegmentCases(cases);
    addAdditiveAttentionCases(cases);
    addAttentionCases(cases);
    addLossCases(cases);
    return cases;
}

} // namespace lab::testing
