#include "core/train/optimiser.h"
#include "core/train/trainer.h"

#include "core/base/error.h"
#include "core/train/evaluator.h"
#include "tests/support/small_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

namespace lab::testing {
namespace {

std::vector<std::int32_t> lengths(int count, int modulus = 13) {
    std::vector<std::int32_t> result;
    for (int i = 0; i < count; ++i)
        result.push_back(1 + (i * 7) % modulus);
    return result;
}

TrainOptions options(int batch, std::int64_t steps) {
    TrainOptions o;
    o.batch = batch;
    o.steps = steps;
    return o;
}

/// State after \p steps steps.
std::vector<std::vector<float>> stateAfter(TextClassifier& model, const EncodedSplit& split,
                                           const TrainOptions& o) {
    Trainer trainer(model, split, o);
    while (!trainer.finished())
        trainer.step();
    return stateOf(model);
}

class Learning : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Sharings, Learning,
                         ::testing::Values("none", "query_value", "query_value_head", "query_value_layer"),
                         [](const auto& chosen) { return chosen.param; });

TEST_P(Learning, OverfitsThirtyTwoSamplesToNearZeroLoss) {
    const auto backend = makeCpuBackend(2);
    ModelConfig config = smallConfig();
    config.sharing = parseSharing(GetParam());
    config.dim = 24;
    config.heads = 4;
    config.dropout = 0;
    config.initRange = 0.1F;
    const auto model = makeModel(*backend, config);
    const EncodedSplit split = randomSplit(lengths(32));
    TrainOptions o = options(32, 80);
    o.learningRate = 1e-2;
    Trainer trainer(*model, split, o);
    const double first = trainer.step().loss;
    EXPECT_NEAR(first, std::log(3.0), 0.35) << "three classes, untrained";
    StepEvent last;
    while (!trainer.finished())
        last = trainer.step();
    EXPECT_LT(last.loss, 0.01);
    EXPECT_EQ(last.accuracy, 1.0);
    EXPECT_EQ(Evaluator(*model).evaluate(split).accuracy, 1.0);
}

class TrainerTest : public ::testing::Test {
protected:
    std::unique_ptr<Backend> m_backend = makeCpuBackend(2);
    EncodedSplit m_split = randomSplit(lengths(25));
};

TEST_F(TrainerTest, CountsStepsEpochsAndTokens) {
    const auto model = makeModel(*m_backend, smallConfig());
    TrainOptions o = options(8, 0);
    o.epochs = 1.5;
    Trainer trainer(*model, m_split, o);
    EXPECT_EQ(trainer.stepsPerEpoch(), 4);
    EXPECT_EQ(trainer.totalSteps(), 6);
    std::int64_t tokens = 0;
    for (std::int64_t step = 1; step <= 6; ++step) {
        EXPECT_FALSE(trainer.finished());
        const StepEvent event = trainer.step();
        EXPECT_EQ(event.step, step);
        EXPECT_DOUBLE_EQ(event.epoch, static_cast<double>(step) / 4);
        EXPECT_EQ(trainer.atEpochEnd(), step == 4);
        EXPECT_GT(event.gradientNorm, 0);
        EXPECT_DOUBLE_EQ(event.learningRate, 1e-3);
        if (step <= 4)
            tokens += event.tokens;
    }
    EXPECT_TRUE(trainer.finished());
    EXPECT_EQ(tokens, m_split.tokenCount()) << "an epoch sees every token once, the short last batch too";
}

TEST_F(TrainerTest, RefusesImpossibleOptionsAndNoExamples) {
    const auto model = makeModel(*m_backend, smallConfig());
    EXPECT_THROW(Trainer(*model, {}, options(8, 3)), std::invalid_argument);
    EXPECT_THROW(Trainer(*model, m_split, options(0, 3)), ConfigError);
    TrainOptions o = options(8, 3);
    o.learningRate = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THROW(Trainer(*model, m_split, o), ConfigError);
}

TEST_F(TrainerTest, PartsOfABatchAddUpToItsUpdate) {
    ModelConfig config = smallConfig();
    config.dropout = 0;
    const auto whole = makeModel(*m_backend, config), parted = makeModel(*m_backend, config);
    Trainer once(*whole, m_split, options(8, 6)), inParts(*parted, m_split, options(8, 6));
    EXPECT_EQ(inParts.textsAtOnce(), 8);
    inParts.setTextsAtOnce(3);
    while (!once.finished()) {
        const StepEvent expected = once.step(), found = inParts.step();
        SCOPED_TRACE(expected.step);
        EXPECT_EQ(found.step, expected.step);
        EXPECT_EQ(found.tokens, expected.tokens);
        EXPECT_NEAR(found.loss, expected.loss, 1e-5 * expected.loss);
        EXPECT_EQ(found.accuracy, expected.accuracy);
        EXPECT_NEAR(found.gradientNorm, expected.gradientNorm, 1e-4 * expected.gradientNorm);
    }
    EXPECT_TRUE(inParts.finished());
}

TEST_F(TrainerTest, PartsOfABatchNeedLessMemory) {
    ModelConfig config = smallConfig();
    config.dim = 48;
    const EncodedSplit split = randomSplit(std::vector<std::int32_t>(64, 60));
    const auto memoryOf = [&](int atOnce) {
        const auto model = makeModel(*m_backend, config);
        Trainer trainer(*model, split, options(64, 1));
        trainer.setTextsAtOnce(atOnce);
        trainer.step();
        return trainer.memory();
    };
    EXPECT_LT(2 * memoryOf(8), memoryOf(64));
}

TEST_F(TrainerTest, MoreTextsAtOnceThanTheBatchAreTheBatch) {
    const auto whole = makeModel(*m_backend, smallConfig()), other = makeModel(*m_backend, smallConfig());
    Trainer once(*whole, m_split, options(8, 2)), wide(*other, m_split, options(8, 2));
    wide.setTextsAtOnce(100);
    EXPECT_EQ(wide.textsAtOnce(), 8);
    while (!once.finished()) {
        once.step();
        wide.step();
    }
    EXPECT_EQ(stateOf(*other), stateOf(*whole));
    EXPECT_THROW(wide.setTextsAtOnce(0), std::invalid_argument);
}

TEST_F(TrainerTest, PartsOfABatchDropDifferentElements) {
    ModelConfig config = smallConfig();
    config.dropout = 0.5F;
    EncodedSplit twins; // two equal texts: with equal masks their losses would be equal as well
    for (int i = 0; i < 2; ++i)
        twins.add(std::vector<std::int32_t>(9, 3), 1);
    const auto lossOf = [&](int texts, int atOnce) {
        const auto model = makeModel(*m_backend, config);
        EncodedSplit split;
        for (int i = 0; i < texts; ++i)
            split.add(twins.tokens(i), twins.label(i));
        Trainer trainer(*model, split, options(texts, 1));
        trainer.setTextsAtOnce(atOnce);
        return trainer.step().loss;
    };
    EXPECT_GT(std::abs(lossOf(2, 1) - lossOf(1, 1)), 1e-4);
}

TEST_F(TrainerTest, ShufflesEachEpochDifferentlyAndCanKeepTheOrder) {
    // Every example has its own length, so the tokens of batches of one show the order.
    EncodedSplit split;
    for (std::int32_t length = 1; length <= 12; ++length)
        split.add(std::vector<std::int32_t>(static_cast<std::size_t>(length), 3), length % 3);
    const auto order = [&](bool shuffle, std::uint64_t seed) {
        const auto model = makeModel(*m_backend, smallConfig());
        TrainOptions o = options(1, 24);
        o.shuffle = shuffle;
        o.seed = seed;
        Trainer trainer(*model, split, o);
        std::vector<std::int64_t> tokens;
        while (!trainer.finished())
            tokens.push_back(trainer.step().tokens);
        return tokens;
    };
    const auto shuffled = order(true, 1), straight = order(false, 1);
    const std::vector<std::int64_t> first(shuffled.begin(), shuffled.begin() + 12),
        second(shuffled.begin() + 12, shuffled.end());
    EXPECT_EQ(std::set(first.begin(), first.end()).size(), 12U) << "each example once";
    EXPECT_EQ(std::set(second.begin(), second.end()).size(), 12U);
    EXPECT_NE(first, second);
    EXPECT_NE(order(true, 2), shuffled);
    for (std::int64_t i = 0; i < 24; ++i)
        EXPECT_EQ(straight[static_cast<std::size_t>(i)], i % 12 + 1);
}

TEST_F(TrainerTest, AContinuedRunEqualsTheUninterruptedOneBitForBit) {
    TrainOptions o = options(8, 11); // through two ends of epochs
    o.schedule = Schedule::Cosine;
    o.warmupSteps = 3;
    o.clipNorm = 1;
    const auto whole = makeModel(*m_backend, smallConfig());
    const auto expected = stateAfter(*whole, m_split, o);
    for (const std::int64_t pause : {1, 3, 4, 6, 8}) {
        SCOPED_TRACE(pause);
        const auto before = makeModel(*m_backend, smallConfig());
        Trainer first(*before, m_split, o);
        for (std::int64_t i = 0; i < pause; ++i)
            first.step();
        const TensorFile checkpoint{{}, before->parameters().exportState()};

        const auto other = makeCpuBackend(1);
        const auto after = makeModel(*other, smallConfig(), 999);
        after->parameters().importState(checkpoint);
        Trainer second(*after, m_split, o);
        second.resumeAfter(pause);
        while (!second.finished())
            second.step();
        EXPECT_EQ(stateOf(*after), expected);
    }
}

TEST_F(TrainerTest, TrainsWithDropoutOnlyWhileTraining) {
    ModelConfig config = smallConfig();
    config.dropout = 0.5F;
    const auto model = makeModel(*m_backend, config);
    Evaluator evaluator(*model);
    const double first = evaluator.evaluate(m_split).loss;
    EXPECT_EQ(evaluator.evaluate(m_split).loss, first) << "an evaluation draws nothing";
    TrainOptions o = options(25, 1);
    EXPECT_NE(Trainer(*model, m_split, o).step().loss, first);
}

TEST_F(TrainerTest, WithoutDropoutTheFirstLossIsThatOfTheEvaluation) {
    ModelConfig config = smallConfig();
    config.dropout = 0;
    const auto model = makeModel(*m_backend, config);
    const double evaluated = Evaluator(*model).evaluate(m_split).loss;
    EXPECT_NEAR(Trainer(*model, m_split, options(25, 1)).step().loss, evaluated, 1e-5);
}

TEST_F(TrainerTest, FrozenWordVectorsDoNotMove) {
    TextClassifier model(*m_backend, smallConfig(), kWords, kClasses, true);
    model.parameters().initialise(5, 0.3);
    const ParameterStore& parameters = model.parameters();
    const std::vector<float> words = downloaded(*m_backend, parameters.value(model.wordTable()));
    const ParamId head = parameters.find("dense_linear.weight");
    const std::vector<float> weights = downloaded(*m_backend, parameters.value(head));
    stateAfter(model, m_split, options(8, 6));
    EXPECT_EQ(downloaded(*m_backend, parameters.value(model.wordTable())), words);
    EXPECT_NE(downloaded(*m_backend, parameters.value(head)), weights);
}

TEST_F(TrainerTest, WordsThatDoNotOccurDoNotMoveInTheFirstStep) {
    const auto model = makeModel(*m_backend, smallConfig());
    EncodedSplit split;
    split.add(std::vector<std::int32_t>{3, 9, 3}, 1);
    const auto row = [&](std::int64_t word) {
        const MutMat table = model->parameters().value(model->wordTable());
        const std::vector<float> all = downloaded(*m_backend, table);
        return std::vector<float>(all.begin() + word * table.cols, all.begin() + (word + 1) * table.cols);
    };
    const auto three = row(3), four = row(4);
    Trainer(*model, split, options(1, 1)).step();
    EXPECT_NE(row(3), three);
    EXPECT_EQ(row(4), four);
    EXPECT_EQ(row(0), std::vector<float>(12, 0.0F)) << "the padding row stays zero";
}

/// Puts \p bad into a weight, steps, and gives back what the trainer says; the weights must be as before.
std::string failure(TextClassifier& model, const EncodedSplit& split, const std::string& name, float bad) {
    ParameterStore& parameters = model.parameters();
    const ParamId id = parameters.find(name);
    std::vector<float> values = downloaded(model.backend(), parameters.value(id));
    for (float& v : values)
        v = bad;
    parameters.upload(id, values);
    const auto bits = [&](ParamId other) { return downloaded(model.backend(), parameters.value(other)); };
    const auto before = bits(model.wordTable());
    Trainer trainer(model, split, options(8, 3));
    std::string message;
    try {
        trainer.step();
        ADD_FAILURE() << "trained with " << name << " = " << bad;
    } catch (const TrainingError& error) {
        message = error.what();
    }
    EXPECT_EQ(bits(model.wordTable()), before) << "a failed step changed the weights";
    EXPECT_EQ(squaredGradientNorm(model.parameters()), 0) << "a failed step left gradients";
    EXPECT_EQ(trainer.stepsDone(), 0);
    return message;
}

TEST_F(TrainerTest, ALossThatIsNotFiniteNamesTheParameterOrTheOp) {
    const std::string key = "fastformer_model.encoders.1.attention.self.key.weight";
    const std::string notANumber =
        failure(*makeModel(*m_backend, smallConfig()), m_split, key, std::numeric_limits<float>::quiet_NaN());
    EXPECT_NE(notANumber.find("Parameter " + key), std::string::npos) << notANumber;
    EXPECT_NE(notANumber.find("step 1"), std::string::npos) << notANumber;

    const std::string tooLarge = failure(*makeModel(*m_backend, smallConfig()), m_split, key, 3e38F);
    EXPECT_NE(tooLarge.find("Linear"), std::string::npos) << tooLarge;
}

} // namespace
} // namespace lab::testing
