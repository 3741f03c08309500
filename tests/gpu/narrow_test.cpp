// Tall matrices of 16 bits a value: every op that reads them against the double reference and, at widths that
// travel in whole packs, against the same op in float32; whole models against the processor's.
#include "core/encoders/model_check.h"
#include "core/ops/additive_attention.h"
#include "core/train/precision_error.h"
#include "tests/gpu/model_passes.h"
#include "tests/support/backends.h"
#include "tests/support/near.h"
#include "tests/support/op_cases.h"
#include "tests/support/values.h"

#include <fmt/format.h>

#include <cmath>
#include <numeric>
#include <utility>

namespace lab::testing {
namespace {

using reference::Matrix;
using Vars = std::vector<Var>;

/// 2^-9 is the largest error of one rounding; a few follow each other in an op and its gradient.
constexpr Tolerance kFewRoundings{1.0 / 128, 1, 1e-6};

Matrix rounded(Matrix m) {
    for (double& value : m.values)
        value = static_cast<double>(widened(narrowed(static_cast<float>(value))));
    return m;
}

Matrices rounded(Matrices all) {
    for (Matrix& m : all)
        m = rounded(std::move(m));
    return all;
}

double dot(const Matrix& a, const Matrix& b) {
    return std::inner_product(a.values.begin(), a.values.end(), b.values.begin(), 0.0);
}

Matrix downloadedMatrix(Backend& backend, ConstMat m) {
    const std::vector<float> host = downloaded(backend, m);
    Matrix out(m.rows, m.cols);
    std::copy(host.begin(), host.end(), out.values.begin());
    return out;
}

/// One pass of an op: its value, and the gradients of Σ value · weights.
struct Pass {
    Matrix value;
    std::vector<Matrix> gradients;
};

/// \p tall(i): input i comes in \p element.
template <class Record, class Tall>
Pass passOf(Backend& backend, Element element, const Matrices& inputs, const Matrix& weights,
            const Record& record, const Tall& tall) {
    DeviceData data(backend);
    Tape tape(backend);
    std::vector<DeviceMatrix*> gradients;
    Vars vars;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        gradients.push_back(&data.put(Matrix(inputs[i].rows, inputs[i].cols)));
        const Var own = tape.parameter(data.put(inputs[i]).view(), gradients.back()->view());
        vars.push_back(tall(i) ? ops::cast(tape, own, element) : own);
    }
    const Var out = ops::cast(tape, record(tape, data, vars), Element::F32);
    Pass pass{downloadedMatrix(backend, tape.value(out)), {}};
    tape.backward(ops::weightedSumAll(tape, out, data.put(weights).view()));
    for (const DeviceMatrix* gradient : gradients)
        pass.gradients.push_back(gradient->download());
    EXPECT_TRUE(data.intact()) << "a kernel wrote outside its output";
    return pass;
}

/// Inputs with a row for each token; the weights of a weighted sum have one, too, and stay float32.
bool isTall(const OpCase& c, std::size_t i) {
    if (c.op == OpId::Gather || c.op == OpId::PositionRows || c.op == OpId::Input)
        return false;
    const std::size_t tokens = c.op == OpId::SegmentWeightedSum ? 1 : 0;
    return i >= tokens && c.inputs[i].rows == c.inputs[tokens].rows;
}

class NarrowOp : public ::testing::TestWithParam<OpCase> {};
INSTANTIATE_TEST_SUITE_P(Ops, NarrowOp, ::testing::ValuesIn(opCases()),
                         [](const auto& chosen) { return chosen.param.name; });

TEST_P(NarrowOp, GivesTheValueAndTheGradientsOfItsFormula) {
    const OpCase& c = GetParam();
    Matrices inputs = rounded(c.inputs);
    const Matrix expected = c.evaluate(inputs);
    const Matrix weights = randomMatrix(expected.rows, expected.cols, 4242, -1, 2);
    const auto backend = makeNarrowTestBackend();
    ASSERT_EQ(backend->tallElement(), Element::BF16);
    const Pass pass = passOf(*backend, Element::BF16, inputs, weights, c.record,
                             [&c](std::size_t i) { return isTall(c, i); });
    EXPECT_TRUE(near(pass.value, expected, kFewRoundings));
    constexpr double kStep = 1e-5;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        if (c.constants.contains(i))
            continue;
        Matrix gradient(inputs[i].rows, inputs[i].cols);
        for (std::size_t e = 0; e < gradient.values.size(); ++e) {
            double& at = inputs[i].values[e];
            const double before = at;
            at = before + kStep;
            const double above = dot(c.evaluate(inputs), weights);
            at = before - kStep;
            const double below = dot(c.evaluate(inputs), weights);
            at = before;
            gradient.values[e] = (above - below) / (2 * kStep);
        }
        EXPECT_TRUE(near(pass.gradients[i], gradient, kFewRoundings)) << "input " << i;
    }
}

/// An op at a width of whole packs: the first inputs are tall.
struct WideCase {
    std::string name;
    std::size_t tall;
    Matrices inputs;
    std::function<Var(Tape&, DeviceData&, const Vars&)> record;
};
void PrintTo(const WideCase& c, std::ostream* out) {
    *out << c.name;
}

const reference::Offsets kOffsets = offsetsOf({40, 0, 1, 90, 6});
constexpr std::int64_t kTokens = 137, kSequences = 5;

std::vector<WideCase> wideCases() {
    const auto tall = [](std::int64_t cols, std::uint64_t seed) {
        return randomMatrix(kTokens, cols, seed, -1, 2);
    };
    const Dropout drop = ops::makeDropout(0.25F, 8, 9);
    std::vector<WideCase> cases;
    cases.push_back(
        {"Linear",
         2,
         {tall(64, 1), tall(32, 2), randomMatrix(32, 64, 3), randomMatrix(1, 32, 4)},
         [](Tape& t, DeviceData&, const Vars& in) { return ops::linear(t, in[0], in[2], in[3], in[1]); }});
    cases.push_back({"Add", 2, {tall(64, 1), tall(64, 2)}, [](Tape& t, DeviceData&, const Vars& in) {
                         return ops::add(t, in[0], in[1]);
                     }});
    cases.push_back(
        {"Gelu", 1, {tall(64, 1), randomMatrix(1, 64, 2)}, [](Tape& t, DeviceData&, const Vars& in) {
             return ops::unary(t, Unary::Gelu, in[0], in[1]);
         }});
    cases.push_back({"TanhAlone", 1, {tall(64, 1)}, [](Tape& t, DeviceData&, const Vars& in) {
                         return ops::unary(t, Unary::Tanh, in[0]);
                     }});
    cases.push_back({"Dropout", 1, {tall(64, 1)}, [drop](Tape& t, DeviceData&, const Vars& in) {
                         return ops::dropout(t, in[0], drop);
                     }});
    for (const std::int64_t width :
         {std::int64_t{64}, std::int64_t{512}, std::int64_t{1104}, std::int64_t{300}})
        cases.push_back({fmt::format("AddNorm{}", width),
                         2,
                         {tall(width, 1), tall(width, 2), randomMatrix(1, width, 3, 0.5, 1.5),
                          randomMatrix(1, width, 4), randomMatrix(1, width, 5)},
                         [drop](Tape& t, DeviceData&, const Vars& in) {
                             return ops::addNorm(t, {in[0], in[1], in[2], in[3], drop, 1e-5F, in[4]});
                         }});
    const auto meets = [&](const char* name, Var (*op)(Tape&, Var, Var, Segments)) {
        cases.push_back({name,
                         1,
                         {tall(64, 1), randomMatrix(kSequences, 64, 2)},
                         [op](Tape& t, DeviceData& d, const Vars& in) {
                             return op(t, in[0], in[1], d.segments(kOffsets));
                         }});
    };
    meets("SegmentMul", &ops::segmentMul);
    meets("SegmentAdd", &ops::segmentAdd);
    meets("SegmentConcat", &ops::segmentConcat);
    cases.push_back({"SegmentWeightedSum",
                     1,
                     {tall(64, 1), randomMatrix(kTokens, 4, 2)},
                     [](Tape& t, DeviceData& d, const Vars& in) {
                         return ops::segmentWeightedSum(t, in[1], in[0], d.segments(kOffsets));
                     }});
    for (const std::int64_t heads : {3, 4, 8, 16})
        for (const bool across : {true, false})
            cases.push_back({fmt::format("AdditiveAttention{}{}", heads, across ? "Across" : "Own"),
                             1,
                             {tall(heads * 8, 1), randomMatrix(kSequences, heads * 8, 2),
                              randomMatrix(heads, across ? heads * 8 : 8, 3)},
                             [heads](Tape& t, DeviceData& d, const Vars& in) {
                                 return ops::additiveAttention(
                                            t, {in[0], in[1], in[2], d.segments(kOffsets), heads, 0.5F})
                                     .out;
                             }});
    return cases;
}

class NarrowWideOp : public ::testing::TestWithParam<WideCase> {};
INSTANTIATE_TEST_SUITE_P(Ops, NarrowWideOp, ::testing::ValuesIn(wideCases()),
                         [](const auto& chosen) { return chosen.param.name; });

TEST_P(NarrowWideOp, GivesWhatItGivesInFloat32) {
    const WideCase& c = GetParam();
    const Matrices inputs = rounded(c.inputs);
    const auto isTallHere = [&c](std::size_t i) { return i < c.tall; };
    const auto narrow = makeNarrowTestBackend(), wide = makeTestBackend(1);
    const auto shapeOf = [&] {
        DeviceData data(*wide);
        Tape tape(*wide, false);
        Vars vars;
        for (const Matrix& input : inputs)
            vars.push_back(tape.input(data.put(input).view()));
        return tape.value(c.record(tape, data, vars));
    };
    const ConstMat shape = shapeOf();
    const Matrix weights = rounded(randomMatrix(shape.rows, shape.cols, 4242, -1, 2));
    const Pass ours = passOf(*narrow, Element::BF16, inputs, weights, c.record, isTallHere),
               theirs = passOf(*wide, Element::F32, inputs, weights, c.record, isTallHere);
    EXPECT_TRUE(near(ours.value, theirs.value, kFewRoundings));
    for (std::size_t i = 0; i < inputs.size(); ++i)
        EXPECT_TRUE(near(ours.gradients[i], theirs.gradients[i], kFewRoundings)) << "input " << i;
}

/// |a − b| / |b| over all values, those of b taken as large as \p least at least.
double distance(const std::vector<float>& a, const std::vector<float>& b, double least = 0) {
    double difference = 0, size = 0;
    for (std::size_t i = 0; i < b.size(); ++i) {
        difference += std::pow(static_cast<double>(a[i]) - static_cast<double>(b[i]), 2);
        size += std::pow(std::max(std::abs(static_cast<double>(b[i])), least), 2);
    }
    return std::sqrt(difference / size);
}

void expectNearlyTheSamePass(ModelConfig config) {
    config.initRange = 0.15F; // large weights make a pass so steep that roundings say little of its faults
    const EncodedSplit split = unevenTexts();
    const auto gpu = makeNarrowTestBackend(), cpu = makeCpuBackend(1);
    const ModelPass ours = passOn(*gpu, config, split), theirs = passOn(*cpu, config, split);
    constexpr double kAllowed = 0.08;
    EXPECT_LT(distance(ours.logits, theirs.logits), kAllowed) << "logits";
    ASSERT_EQ(ours.gradients.size(), theirs.gradients.size());
    double largest = 0;
    for (const NamedTensor& tensor : theirs.gradients)
        for (const float value : tensor.values)
            largest = std::max(largest, std::abs(static_cast<double>(value)));
    for (std::size_t i = 0; i < ours.gradients.size(); ++i) // some are 0, and what is left of them is noise
        EXPECT_LT(distance(ours.gradients[i].values, theirs.gradients[i].values, 1e-2 * largest), kAllowed)
            << ours.gradients[i].name;
}

class NarrowFastformer : public ::testing::TestWithParam<Variant> {};
INSTANTIATE_TEST_SUITE_P(Variants, NarrowFastformer, ::testing::ValuesIn(variants()),
                         [](const auto& chosen) { return chosen.param.name(); });

TEST_P(NarrowFastformer, GivesNearlyTheLogitsAndGradientsOfTheProcessor) {
    ModelConfig config = smallConfig(GetParam());
    config.dim = 32;
    config.heads = 4;
    config.ffn = 24;
    expectNearlyTheSamePass(config);
}

class NarrowRivals : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Encoders, NarrowRivals, ::testing::ValuesIn(rivals()),
                         [](const auto& chosen) { return chosen.param; });

TEST_P(NarrowRivals, GiveNearlyTheLogitsAndGradientsOfTheProcessor) {
    ModelConfig config = smallConfig();
    config.encoder = GetParam();
    expectNearlyTheSamePass(normalized(config));
}

TEST(NarrowModel, WithoutNormsPositionsAndFeedForwardWorksAsWell) {
    ModelConfig config = smallConfig();
    config.layerNorm = config.positions = config.feedForward = false;
    expectNearlyTheSamePass(config);
    config.residual = false;
    config.embeddingDim = 7;
    expectNearlyTheSamePass(config);
}

TEST(NarrowModel, SaysHowFarItIsFromFloat32) {
    ModelConfig config = smallConfig();
    config.initRange = 0.15F;
    const EncodedSplit split = unevenTexts();
    const auto narrow = makeNarrowTestBackend(), wide = makeTestBackend(1);
    const auto model = makeModel(*narrow, config), exact = makeModel(*wide, config, 7);
    const PrecisionError error = precisionError(*model, *exact, split);
    EXPECT_EQ(error.texts, split.size());
    for (const double distance : {error.logits, error.gradients}) {
        EXPECT_GT(distance, 1e-5) << "nothing was rounded";
        EXPECT_LT(distance, 0.08);
    }
    EXPECT_LT(error.loss, 0.03);
    const auto same = makeModel(*wide, config);
    EXPECT_EQ(precisionError(*same, *exact, split), (PrecisionError{split.size(), 0, 0, 0}));
}

TEST(NarrowTraining, FollowsTheProcessorAndLearns) {
    const auto gpu = makeNarrowTestBackend(), cpu = makeCpuBackend(1);
    const Trained ours = trainOn(*gpu, 50), theirs = trainOn(*cpu, 50);
    for (std::size_t step = 0; step < ours.losses.size(); ++step)
        EXPECT_NEAR(ours.losses[step], theirs.losses[step], 0.03) << "step " << step + 1;
    EXPECT_LT(ours.losses.back(), ours.losses.front());
}

TEST(NarrowTraining, RepeatsToTheLastBit) {
    EXPECT_EQ(trainOn(*makeNarrowTestBackend(), 6).state, trainOn(*makeNarrowTestBackend(), 6).state);
}

/// The copies of the weights, by what a model computes with them.
TEST(NarrowWeights, AreThoseOfTheMomentHoweverTheyCome) {
    const auto backend = makeNarrowTestBackend();
    const EncodedSplit split = randomSplit({30, 12, 5});
    const auto logitsOf = [&](const TextClassifier& model) {
        BatchBuilder builder(*backend);
        Tape tape(*backend, false);
        const PackedBatch batch = pack(builder, split, std::vector<std::int64_t>{0, 1, 2});
        return downloaded(*backend, tape.value(model.forward({tape, batch}).logits));
    };
    const auto trained = makeModel(*backend, smallConfig(), 3);
    TrainOptions options;
    options.steps = 3;
    options.batch = 3;
    options.learningRate = 0.05;
    Trainer trainer(*trained, split, options);
    while (!trainer.finished())
        trainer.step();
    const auto loaded = makeModel(*backend, smallConfig(), 8);
    EXPECT_NE(logitsOf(*loaded), logitsOf(*trained));
    for (std::size_t i = 0; i < trained->parameters().infos().size(); ++i) {
        const ParamId id{static_cast<std::int32_t>(i)};
        loaded->parameters().upload(id, downloaded(*backend, trained->parameters().value(id)));
    }
    EXPECT_EQ(logitsOf(*loaded), logitsOf(*trained));
    const auto imported = makeModel(*backend, smallConfig(), 9);
    imported->parameters().importState({{}, trained->parameters().exportState()});
    EXPECT_EQ(logitsOf(*imported), logitsOf(*trained));
}

} // namespace
} // namespace lab::testing
