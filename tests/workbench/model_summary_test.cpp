#include "workbench/model_summary.h"

#include "core/base/error.h"

#include <gtest/gtest.h>

namespace lab {
namespace {

ModelConfig authors(Sharing sharing) {
    ModelConfig config;
    config.sharing = sharing;
    return config;
}

TEST(ModelSummary, CountsTheAuthorsQuickStart) {
    // The authors' AG News model: 18,046,533 parameters, 205,600 in each layer's attention.
    const ModelSummary s = summarize(authors(Sharing::QueryValue), 66818, 4);
    EXPECT_EQ(s.total, 18'046'533);
    EXPECT_EQ(s.attention, 2 * 205'600);
    EXPECT_EQ(s.embeddings, 66818 * 256 + 256 * 256);
    EXPECT_EQ(s.embeddings + s.attention + s.feedForward + s.rest, s.total);
}

TEST(ModelSummary, SharingLeavesTheParametersThatThePaperCounts) {
    const auto attention = [](Sharing sharing) { return summarize(authors(sharing), 100, 2).attention; };
    constexpr std::int64_t d = 256, h = 16, e = d / h;
    EXPECT_EQ(attention(Sharing::None), 2 * (4 * d * d + 2 * d * h + 4 * d + 2 * h));
    EXPECT_EQ(attention(Sharing::QueryValue), 2 * (3 * d * d + 2 * d * h + 3 * d + 2 * h));
    EXPECT_EQ(attention(Sharing::QueryValueHead), 2 * (3 * e * e + 2 * e + 3 * e + 2));
    EXPECT_EQ(attention(Sharing::QueryValueLayer), 3 * d * d + 2 * d * h + 3 * d + 2 * h);
    ModelConfig paper = authors(Sharing::QueryValueLayer);
    paper.scores = Scores::PerHead;
    EXPECT_EQ(summarize(paper, 100, 2).attention,
              3 * d * d + 2 * d + 3 * d); // the paper's 197,120 and the biases
}

TEST(ModelSummary, WorkGrowsLinearlyWithTheLength) {
    const double once = summarize(authors(Sharing::None), 100, 2, 1000).forwardFlops;
    const double twice = summarize(authors(Sharing::None), 100, 2, 2000).forwardFlops;
    EXPECT_NEAR(twice / once, 2.0, 1e-3);
    // Two layers of six 256 × 256 products and the pooling's one: 2·2·6·65,536 + 131,072 a token at least.
    EXPECT_GT(once / 1000, 2 * 2 * 6 * 65536.0);
}

TEST(ModelSummary, EveryProblemNamesItsField) {
    RunConfig config;
    config.model.heads = 7;
    config.model.dropout = 1.5F;
    config.train.batch = 0;
    config.text.freezeEmbeddings = true;
    std::vector<std::string> fields;
    for (const ConfigProblem& problem : problemsOf(config))
        fields.push_back(problem.field);
    EXPECT_EQ(fields, (std::vector<std::string>{"heads", "dropout", "batch", "freeze_embeddings"}));
    EXPECT_TRUE(problemsOf(RunConfig{}).empty());
}

TEST(ModelSummary, HeadWiseSharingImpliesScoresPerHead) {
    ModelConfig config = authors(Sharing::QueryValueHead);
    config.interaction = Interaction::Concat;
    RunConfig run;
    run.model = config;
    ASSERT_EQ(problemsOf(run).size(), 1U);
    EXPECT_EQ(problemsOf(run)[0].field, "interaction");
    EXPECT_THROW(summarize(config, 100, 2), ConfigError);
}

} // namespace
} // namespace lab
