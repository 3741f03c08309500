#include "core/text/vocabulary.h"

#include "core/base/error.h"
#include "tests/text/temp_files.h"

#include <gtest/gtest.h>

namespace lab {

namespace {

using test::messageOf;
using Words = std::vector<std::string>;

TokenCounts countsOf(const Words& words) {
    TokenCounts counts;
    counts.add(words);
    return counts;
}

TEST(Vocabulary, NumbersWordsInOrderOfFirstAppearance) {
    const Vocabulary vocabulary = Vocabulary::build(countsOf({"the", "cat", "saw", "the", "dog"}));
    EXPECT_EQ(vocabulary.tokens(), (Words{"[PAD]", "[UNK]", "the", "cat", "saw", "dog"}));
    EXPECT_EQ(vocabulary.counts(), (std::vector<std::int64_t>{0, 0, 2, 1, 1, 1}));
    EXPECT_EQ(vocabulary.id("saw"), 4);
    EXPECT_EQ(vocabulary.id("bird"), 1);
    EXPECT_EQ(vocabulary.ids(Words{"dog", "bird", "the"}), (std::vector<std::int32_t>{5, 1, 2}));
    EXPECT_EQ(vocabulary.token(3), "cat");
    EXPECT_THROW((void)vocabulary.token(6), std::invalid_argument);
}

TEST(Vocabulary, LeavesRareWordsOutAndCountsThemAsUnknown) {
    const Vocabulary vocabulary = Vocabulary::build(countsOf({"a", "b", "a", "c", "c", "c"}), {0, 2});
    EXPECT_EQ(vocabulary.tokens(), (Words{"[PAD]", "[UNK]", "a", "c"}));
    EXPECT_EQ(vocabulary.counts()[1], 1);
}

TEST(Vocabulary, KeepsTheMostFrequentWordsWhenItIsFullAndTheEarlierOfEquals) {
    const Vocabulary vocabulary =
        Vocabulary::build(countsOf({"x", "once", "y", "twice", "twice", "y", "z", "z", "z"}), {4, 1});
    EXPECT_EQ(vocabulary.tokens(), (Words{"[PAD]", "[UNK]", "y", "z"}));
    EXPECT_EQ(vocabulary.size(), 4);
}

TEST(Vocabulary, NeverTakesTheSpecialNamesFromText) {
    const Vocabulary vocabulary = Vocabulary::build(countsOf({"[PAD]", "[UNK]", "a"}));
    EXPECT_EQ(vocabulary.tokens(), (Words{"[PAD]", "[UNK]", "a"}));
    EXPECT_EQ(vocabulary.id("[PAD]"), 1) << "padding is never looked up";
}

TEST(Vocabulary, RefusesImpossibleLimits) {
    EXPECT_THROW(Vocabulary::build({}, {2, 1}), ConfigError);
    EXPECT_THROW(Vocabulary::build({}, {-1, 1}), ConfigError);
    EXPECT_THROW(Vocabulary::build({}, {0, 0}), ConfigError);
}

TEST(Vocabulary, OfAModelFileFindsItsUnknownEntryByName) {
    EXPECT_EQ(Vocabulary::fromTokens({"[PAD]", "a", "[UNK]"}).id("b"), 2);
    EXPECT_EQ(Vocabulary::fromTokens({"<pad>", "<unk>", "a"}).id("b"), 1);
    EXPECT_EQ(Vocabulary::fromTokens({"PADDING", "a"}).id("b"), 0) << "the authors' vocabularies have none";
    EXPECT_EQ(Vocabulary::fromTokens({"PADDING", "a"}).id("a"), 1);
}

TEST(Vocabulary, OfAModelFileMustBeFreeOfRepeats) {
    const std::string message = messageOf<DataError>([] {
        Vocabulary::fromTokens({"[PAD]", "[UNK]", "cat", "dog", "cat"});
    });
    EXPECT_MENTIONS(message, "\"cat\"");
    EXPECT_MENTIONS(message, "2 and 4");
    EXPECT_THROW(Vocabulary::fromTokens({}), DataError);
}

} // namespace

} // namespace lab
