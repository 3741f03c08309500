#include "datasets/statistics.h"

#include "tests/datasets/load.h"

#include <gtest/gtest.h>

#include <cmath>

namespace lab {

namespace {

Dataset small() {
    Dataset data;
    data.labels = {"a", "b"};
    data.examples = {{"one two three", 0, Split::Train},
                     {"one two", 1, Split::Train},
                     {"four", 0, Split::Validation},
                     {"one two", 1, Split::Test},
                     {"five six seven eight", 0, Split::Test}};
    return data;
}

TEST(Statistics, CountSplitsClassesAndLengths) {
    const DataStatistics s = describe(small(), {});
    EXPECT_EQ(s.examples, 5);
    EXPECT_EQ(s.splits, (std::array<std::int64_t, 3>{2, 1, 2}));
    ASSERT_EQ(s.classes.size(), 2U);
    EXPECT_EQ(s.classes[0].label, "a");
    EXPECT_EQ(s.classes[0].count, 3);
    EXPECT_EQ(s.classes[0].bySplit, (std::array<std::int64_t, 3>{1, 1, 1}));
    EXPECT_DOUBLE_EQ(s.meanTokens, 12.0 / 5);
    EXPECT_EQ(s.medianTokens, 2);
    EXPECT_EQ(s.p95Tokens, 4);
    EXPECT_EQ(s.maxTokens, 4);
}

TEST(Statistics, CountTheVocabularyOfTheTrainingSplitOnly) {
    EXPECT_EQ(describe(small(), {}).vocabulary, 5) << "[PAD], [UNK], one, two, three";
    TextConfig text;
    text.minCount = 2;
    EXPECT_EQ(describe(small(), text).vocabulary, 4);
}

TEST(Statistics, TellWhatAMaximumLengthCuts) {
    const DataStatistics s = describe(small(), {});
    ASSERT_EQ(s.lengths.size(), 4U);
    EXPECT_EQ(s.lengths[1].tokens, 2);
    EXPECT_EQ(s.lengths[1].texts, 2);
    EXPECT_DOUBLE_EQ(s.shareLongerThan(2), 2.0 / 5);
    EXPECT_EQ(s.shareLongerThan(4), 0);
    EXPECT_EQ(DataStatistics().shareLongerThan(1), 0);
}

TEST(Statistics, TellWhatShareOfTheWordsTrainingLacks) {
    const DataStatistics s = describe(small(), {});
    EXPECT_EQ(s.unknownShare[0], 0);
    EXPECT_EQ(s.unknownShare[1], 1) << "four";
    EXPECT_DOUBLE_EQ(s.unknownShare[2], 4.0 / 6) << "five six seven eight of six words";
    TextConfig text;
    text.minCount = 2;
    EXPECT_DOUBLE_EQ(describe(small(), text).unknownShare[0], 1.0 / 5) << "three";
    Dataset untested = small();
    std::erase_if(untested.examples, [](const Example& example) { return example.split == Split::Test; });
    EXPECT_TRUE(std::isnan(describe(untested, {}).unknownShare[2]))
        << "no test part lacks no share of its words";
}

TEST(Statistics, MarkEachExample) {
    const DataSurvey s = survey(small(), {});
    ASSERT_EQ(s.rows.size(), 5U);
    EXPECT_EQ(s.rows[4].tokens, 4);
    EXPECT_FALSE(s.rows[1].repeated);
    EXPECT_TRUE(s.rows[3].repeated);
    EXPECT_TRUE(s.rows[3].leaked);
    EXPECT_FALSE(s.rows[4].leaked);
    EXPECT_EQ(s.vocabulary.counts()[static_cast<std::size_t>(s.vocabulary.id("one"))], 2);
}

TEST(Statistics, TellOfRepeatsAndOfTestTextsThatAreInTraining) {
    EXPECT_EQ(describe(small(), {}).repeatedTexts, 1);
    EXPECT_EQ(describe(small(), {}).leakedTexts, 1);
}

} // namespace

} // namespace lab
