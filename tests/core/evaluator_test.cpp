#include "core/train/evaluator.h"

#include "core/base/error.h"
#include "tests/support/small_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace lab::testing {
namespace {

/// A model that a person can compute: word i has the i-th unit vector (words 1 … 3), the attention adds
/// nothing, and the head turns the mean of the word vectors into twice the class scores.
std::unique_ptr<TextClassifier> countingModel(Backend& backend) {
    ModelConfig config;
    config.dim = 4;
    config.heads = 2;
    config.layers = 1;
    config.positions = config.layerNorm = config.feedForward = false;
    auto model = std::make_unique<TextClassifier>(backend, config, 4, 3);
    const auto set = [&](const std::string& name, std::vector<float> values) {
        model->parameters().upload(model->parameters().find(name), values);
    };
    // Everything else stays 0: pooling weights are uniform, the layer gives its input back.
    set("word_embedding.weight", {0, 0, 0, 0, /**/ 1, 0, 0, 0, /**/ 0, 1, 0, 0, /**/ 0, 0, 1, 0});
    set("dense_linear.weight", {2, 0, 0, 0, /**/ 0, 2, 0, 0, /**/ 0, 0, 2, 0});
    return model;
}

using Tokens = std::vector<std::int32_t>;

double lossOf(const std::vector<double>& logits, std::size_t label) {
    double total = 0;
    for (const double x : logits)
        total += std::exp(x);
    return std::log(total) - logits[label];
}

class EvaluatorTest : public ::testing::Test {
protected:
    std::unique_ptr<Backend> m_backend = makeCpuBackend(2);
    std::unique_ptr<TextClassifier> m_model = countingModel(*m_backend);
    Evaluator m_evaluator{*m_model};
};

TEST_F(EvaluatorTest, GivesTheLossAccuracyAndConfusionOfAHandMadeCase) {
    EncodedSplit split;
    split.add(Tokens{1}, 0);          // class 0, right
    split.add(Tokens{2, 2}, 1);       // class 1, right
    split.add(Tokens{2, 2, 2, 1}, 0); // taken for class 1
    split.add(Tokens{3}, 2);          // class 2, right
    split.add(Tokens{1, 1, 3}, 2);    // taken for class 0
    const Evaluation result = m_evaluator.evaluate(split);
    EXPECT_EQ(result.examples, 5);
    EXPECT_EQ(result.confusion, (std::vector<std::int64_t>{1, 1, 0, /**/ 0, 1, 0, /**/ 1, 0, 1}));
    EXPECT_DOUBLE_EQ(result.accuracy, 0.6);
    // F1: class 0 has 1 hit, 1 miss, 1 false alarm; class 1 1, 0, 1; class 2 1, 1, 0.
    EXPECT_DOUBLE_EQ(result.macroF1, (0.5 + 2.0 / 3 + 2.0 / 3) / 3);
    const double expected = lossOf({2, 0, 0}, 0) + lossOf({0, 2, 0}, 1) + lossOf({0.5, 1.5, 0}, 0) +
                            lossOf({0, 0, 2}, 2) + lossOf({4.0 / 3, 0, 2.0 / 3}, 2);
    EXPECT_NEAR(result.loss, expected / 5, 1e-6);
}

TEST_F(EvaluatorTest, AnEmptySplitIsAllZero) {
    const Evaluation result = m_evaluator.evaluate({});
    EXPECT_EQ(result.examples, 0);
    EXPECT_EQ(result.loss, 0);
    EXPECT_EQ(result.accuracy, 0);
    EXPECT_EQ(result.macroF1, 0);
    EXPECT_EQ(result.confusion, std::vector<std::int64_t>(9, 0));
}

TEST_F(EvaluatorTest, ATextWithoutTokensCountsAsWell) {
    EncodedSplit split;
    split.add(Tokens{}, 0);
    const Evaluation result = m_evaluator.evaluate(split);
    EXPECT_EQ(result.examples, 1);
    EXPECT_NEAR(result.loss, std::log(3.0), 1e-6) << "no word, no preference";
}

TEST_F(EvaluatorTest, TheWayASplitIsCutIntoBatchesDoesNotMatter) {
    // 300 texts and long ones among them: more than one batch by count and by tokens.
    std::vector<std::int32_t> lengths;
    for (std::int32_t i = 0; i < 300; ++i)
        lengths.push_back(i % 50 == 7 ? 3000 : 1 + i % 20);
    ModelConfig config = smallConfig();
    config.maxLength = 3000;
    const auto model = makeModel(*m_backend, config);
    const EncodedSplit split = randomSplit(lengths);
    Evaluator evaluator(*model);
    const Evaluation whole = evaluator.evaluate(split);
    double loss = 0;
    std::vector<std::int64_t> confusion(9, 0);
    for (std::int64_t i = 0; i < split.size(); ++i) {
        EncodedSplit one;
        one.add(split.tokens(i), split.label(i));
        const Evaluation alone = evaluator.evaluate(one);
        loss += alone.loss / static_cast<double>(split.size());
        for (std::size_t c = 0; c < confusion.size(); ++c)
            confusion[c] += alone.confusion[c];
    }
    EXPECT_EQ(whole.examples, 300);
    EXPECT_EQ(std::accumulate(whole.confusion.begin(), whole.confusion.end(), std::int64_t{0}), 300);
    EXPECT_EQ(whole.confusion, confusion);
    EXPECT_NEAR(whole.loss, loss, 1e-5);
}

TEST_F(EvaluatorTest, StopsWhenAsked) {
    std::stop_source source;
    source.request_stop();
    EncodedSplit split;
    split.add(Tokens{1}, 0);
    EXPECT_THROW(m_evaluator.evaluate(split, source.get_token()), Cancelled);
}

TEST_F(EvaluatorTest, ReadsOneTextWithItsAttention) {
    const AttentionMap map = m_evaluator.read(Tokens{3, 3, 1}, true);
    EXPECT_EQ(map.label, 2);
    ASSERT_EQ(map.logits.size(), 3U);
    EXPECT_NEAR(map.logits[0], 2.0F / 3, 1e-6);
    EXPECT_NEAR(map.logits[2], 4.0F / 3, 1e-6);
    EXPECT_NEAR(map.probabilities[0] + map.probabilities[1] + map.probabilities[2], 1.0F, 1e-6);
    EXPECT_NEAR(map.probabilities[2] / map.probabilities[0], std::exp(2.0 / 3), 1e-5);
    ASSERT_EQ(map.layers.size(), 2U);
    EXPECT_EQ(map.layers[0].kind, "alpha");
    EXPECT_EQ(map.layers[1].kind, "beta");
    for (const auto& matrix : map.layers) {
        EXPECT_EQ(matrix.layer, 0);
        EXPECT_EQ(matrix.heads, 2);
        ASSERT_EQ(matrix.values.size(), 6U);
        for (const float weight : matrix.values)
            EXPECT_NEAR(weight, 1.0F / 3, 1e-6) << "weights of 0 attend evenly";
    }
    ASSERT_EQ(map.pool.size(), 3U);
    EXPECT_NEAR(map.pool[1], 1.0F / 3, 1e-6);
}

TEST_F(EvaluatorTest, ReadingWithoutAttentionGivesTheSameBits) {
    const auto model = makeModel(*m_backend, smallConfig());
    Evaluator evaluator(*model);
    const Tokens tokens{5, 17, 2, 30};
    const AttentionMap with = evaluator.read(tokens, true), without = evaluator.read(tokens, false);
    EXPECT_EQ(with.logits, without.logits);
    EXPECT_EQ(with.probabilities, without.probabilities);
    EXPECT_TRUE(without.layers.empty());
    EXPECT_TRUE(without.pool.empty());
}

TEST_F(EvaluatorTest, RefusesToReadNothing) {
    EXPECT_THROW(m_evaluator.read({}), std::invalid_argument);
}

TEST(MacroF1, IsTheMeanOverTheClassesThatOccur) {
    const std::vector<std::int64_t> perfect{5, 0, 0, 7};
    EXPECT_DOUBLE_EQ(macroF1(perfect, 2), 1);
    const std::vector<std::int64_t> allWrong{0, 5, 7, 0};
    EXPECT_DOUBLE_EQ(macroF1(allWrong, 2), 0);
    const std::vector<std::int64_t> alwaysFirst{6, 0, 4, 0}; // F1 = 12/16 and 0
    EXPECT_DOUBLE_EQ(macroF1(alwaysFirst, 2), 0.375);
    const std::vector<std::int64_t> third{2, 0, 0, /**/ 0, 3, 0, /**/ 0, 0, 0};
    EXPECT_DOUBLE_EQ(macroF1(third, 3), 1) << "a class that never occurs does not count";
    const std::vector<std::int64_t> onlyPredicted{2, 0, 1, /**/ 0, 3, 0, /**/ 0, 0, 0}; // 4/5, 1, 0
    EXPECT_DOUBLE_EQ(macroF1(onlyPredicted, 3), 0.6) << "one that is only predicted does";
    EXPECT_DOUBLE_EQ(macroF1(std::vector<std::int64_t>(9, 0), 3), 0);
}

} // namespace
} // namespace lab::testing
