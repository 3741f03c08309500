#include "ui/frame/fuzzy.h"

#include <gtest/gtest.h>

#include <QString>

namespace lab {
namespace {

int score(const char* pattern, const char* text) {
    return fuzzyScore(QString::fromUtf8(pattern), QString::fromUtf8(text));
}

TEST(Fuzzy, LettersMustStandInOrder) {
    EXPECT_GT(score("nr", "New run"), 0);
    EXPECT_EQ(score("rn", "new"), -1);
    EXPECT_EQ(score("xyz", "New run"), -1);
    EXPECT_EQ(score("", "anything"), 0);
    EXPECT_GT(score("RUN 14", "run 14 qv-layer"), 0);
}

TEST(Fuzzy, StartsOfWordsAndRunsOfLettersWin) {
    EXPECT_GT(score("st", "Step"), score("st", "Lock colour scale, then"));
    EXPECT_GT(score("step", "Train one step"), score("step", "Stop the training epoch"));
    EXPECT_GT(score("run 1", "run 1 qv · s1"), score("run 1", "run 21 qv · s1"));
}

TEST(Fuzzy, ASecondPlaceThatFitsBetterIsFound) {
    EXPECT_EQ(score("st", "past step") > score("st", "past sat"), true);
    EXPECT_GT(score("训", "训练"), 0);
}

} // namespace
} // namespace lab
