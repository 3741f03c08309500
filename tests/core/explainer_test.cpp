#include "core/inspect/explainer.h"

#include "core/base/error.h"
#include "core/inspect/rank_correlation.h"
#include "core/train/evaluator.h"
#include "tests/support/small_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace lab::testing {
namespace {

using Tokens = std::vector<std::int32_t>;

class ExplainerTest : public ::testing::Test {
protected:
    /// A token's row, moved by \p change in one place: a word of its own at the end of the table.
    double logitWith(const Tokens& tokens, std::size_t token, int place, float change, int label) {
        auto model = makeModel(*m_backend, smallConfig());
        auto& store = model->parameters();
        const ParamId table = store.find("word_embedding.weight");
        std::vector<float> words = downloaded(*m_backend, store.value(table));
        constexpr std::int32_t kSpare = kWords - 1; // the text must not use it
        const auto width = static_cast<std::size_t>(smallConfig().dim);
        const auto from = static_cast<std::ptrdiff_t>(static_cast<std::size_t>(tokens[token]) * width);
        std::copy_n(words.begin() + from, width, words.begin() + kSpare * static_cast<std::ptrdiff_t>(width));
        words[kSpare * width + static_cast<std::size_t>(place)] += change;
        store.upload(table, words);
        Tokens changed = tokens;
        changed[token] = kSpare;
        return double{Evaluator(*model).read(changed, false).logits[static_cast<std::size_t>(label)]};
    }
    float word(std::int32_t id, int place) {
        const ConstMat table = m_model->parameters().value(m_model->wordTable());
        return table.data[id * table.cols + place];
    }
    std::unique_ptr<Backend> m_backend = makeCpuBackend(2);
    std::unique_ptr<TextClassifier> m_model = makeModel(*m_backend, smallConfig());
    Explainer m_explainer{*m_model};
    Tokens m_text{3, 7, 3, 12, 5, 9};
};

TEST_F(ExplainerTest, GradientTimesInputAgreesWithCentralDifferences) {
    for (const int label : {0, 2}) {
        const auto values = m_explainer.gradientTimesInput(m_text, label);
        ASSERT_EQ(values.size(), m_text.size());
        for (std::size_t token = 0; token < m_text.size(); ++token) {
            double expected = 0;
            constexpr float kStep = 1e-2F;
            for (int place = 0; place < smallConfig().dim; ++place)
                expected += double{word(m_text[token], place)} *
                            (logitWith(m_text, token, place, kStep, label) -
                             logitWith(m_text, token, place, -kStep, label)) /
                            (2 * double{kStep});
            EXPECT_NEAR(values[token], expected, 2e-3 * std::max(1.0, std::abs(expected)))
                << "token " << token << " of class " << label;
        }
    }
}

TEST_F(ExplainerTest, EqualWordsAtTwoPlacesHaveTheirOwnValues) {
    const auto values = m_explainer.gradientTimesInput(m_text, 1);
    EXPECT_NE(values[0], values[2]);
}

TEST_F(ExplainerTest, IntegratedGradientsSumToTheChangeOfTheLogit) {
    std::vector<std::int64_t> told;
    const auto result = m_explainer.integratedGradients(m_text, 1, 256,
                                                        {[&](std::int64_t done, std::int64_t total) {
                                                             EXPECT_EQ(total, 256);
                                                             told.push_back(done);
                                                         },
                                                         {}});
    const double sum = std::accumulate(result.values.begin(), result.values.end(), 0.0);
    EXPECT_GT(std::abs(result.change), 0.01);
    EXPECT_NEAR(sum, result.change, 0.02 * std::abs(result.change) + 1e-3);
    EXPECT_EQ(told.back(), 256);
}

TEST_F(ExplainerTest, LeaveOneOutReadsTheTextWithoutEachToken) {
    Evaluator evaluator(*m_model);
    const auto values = m_explainer.leaveOneOut(m_text, 2, 1, {});
    const double whole = double{evaluator.read(m_text, false).probabilities[2]};
    ASSERT_EQ(values.size(), m_text.size());
    for (std::size_t i = 0; i < m_text.size(); ++i) {
        Tokens rest = m_text;
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_NEAR(values[i], whole - double{evaluator.read(rest, false).probabilities[2]}, 1e-6) << i;
    }
}

TEST_F(ExplainerTest, ATextOfOneTokenIsComparedWithTheEmptyWord) {
    Evaluator evaluator(*m_model);
    const auto values = m_explainer.leaveOneOut(Tokens{7}, 0, 1, {});
    ASSERT_EQ(values.size(), 1U);
    EXPECT_NEAR(values[0],
                double{evaluator.read(Tokens{7}, false).probabilities[0]} -
                    double{evaluator.read(Tokens{1}, false).probabilities[0]},
                1e-6);
}

TEST_F(ExplainerTest, StopsWhenAskedAndLeavesTheModelAsItWas) {
    std::stop_source source;
    source.request_stop();
    EXPECT_THROW(m_explainer.leaveOneOut(m_text, 0, 1, {{}, source.get_token()}), Cancelled);
    EXPECT_THROW(m_explainer.integratedGradients(m_text, 0, 4, {{}, source.get_token()}), Cancelled);
    const auto before = stateOf(*m_model);
    m_explainer.gradientTimesInput(m_text, 0);
    EXPECT_EQ(stateOf(*m_model), before);
    const MutMat gradients = m_model->parameters().gradients();
    for (std::int64_t i = 0; i < gradients.size(); ++i)
        ASSERT_EQ(gradients.data[i], 0) << i;
}

TEST(RankCorrelation, ComparesOrdersAndSharesTies) {
    EXPECT_DOUBLE_EQ(rankCorrelation({1, 2, 3, 4}, {10, 20, 30, 99}), 1);
    EXPECT_DOUBLE_EQ(rankCorrelation({1, 2, 3, 4}, {4, 3, 2, 1}), -1);
    // Ranks 1, 2.5, 2.5, 4 against 1, 3, 2, 4.
    EXPECT_NEAR(rankCorrelation({1, 2, 2, 3}, {1, 3, 2, 4}), 4.5 / std::sqrt(4.5 * 5), 1e-12);
    EXPECT_TRUE(std::isnan(rankCorrelation({1, 1, 1}, {1, 2, 3}))) << "a constant row has no order";
    EXPECT_TRUE(std::isnan(rankCorrelation({1}, {1})));
    EXPECT_THROW(rankCorrelation({1, 2}, {1}), std::invalid_argument);
    EXPECT_EQ(fractionalRanks({5, 1, 5}), (std::vector<double>{2.5, 1, 2.5}));
}

} // namespace
} // namespace lab::testing
