#include "datasets/demo/demo_sets.h"

#include "core/base/error.h"
#include "core/text/tokenizer.h"
#include "tests/datasets/load.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>

namespace lab {

namespace {

std::vector<std::string> tokensOf(const std::string& text) {
    static const auto tokenizer = makeTokenizer(TokenizerKind::WordPunct);
    return tokenizer->split(text);
}

std::map<std::string, int> countLabels(const std::vector<DemoExample>& examples) {
    std::map<std::string, int> counts;
    for (const DemoExample& example : examples)
        ++counts[example.label];
    return counts;
}

class DemoSets : public testing::TestWithParam<std::string> {
protected:
    static const DemoSet& set() {
        for (const DemoSet& candidate : demoSets())
            if (candidate.name == GetParam())
                return candidate;
        throw std::logic_error("no such set");
    }
};

TEST_P(DemoSets, DependOnTheSeedAlone) {
    const auto a = set().make(300, 7, {}), b = set().make(300, 7, {}), c = set().make(300, 8, {});
    int different = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        EXPECT_EQ(a[i].text, b[i].text);
        EXPECT_EQ(a[i].label, b[i].label);
        different += a[i].text != c[i].text ? 1 : 0;
    }
    EXPECT_GT(different, 280);
}

TEST_P(DemoSets, HaveBalancedClassesInMixedOrderAndNoRepeats) {
    const auto examples = set().make(set().defaultSize, 1, {});
    EXPECT_EQ(static_cast<std::int64_t>(examples.size()), set().defaultSize);
    const auto counts = countLabels(examples);
    for (const auto& [label, count] : counts)
        EXPECT_EQ(count * static_cast<int>(counts.size()), static_cast<int>(examples.size())) << label;
    EXPECT_EQ(countLabels({examples.begin(), examples.begin() + 100}).size(), counts.size());
    std::set<std::string> texts;
    for (const DemoExample& example : examples)
        texts.insert(example.text);
    EXPECT_GE(texts.size() + 2, examples.size());
}

TEST_P(DemoSets, ComeInAnySize) {
    EXPECT_EQ(set().make(1, 1, {}).size(), 1U);
    EXPECT_EQ(set().make(7, 1, {}).size(), 7U);
    EXPECT_TRUE(set().make(0, 1, {}).empty());
    DataConfig config;
    config.spec = "demo:" + GetParam();
    config.limit = 40;
    const Dataset data = loadDataset(config);
    EXPECT_EQ(data.examples.size(), 40U);
    EXPECT_EQ(data.name, "demo:" + GetParam());
    EXPECT_EQ(data.format, "demo");
}

TEST_P(DemoSets, StopWhenAsked) {
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THROW(set().make(100000, 1, stop.get_token()), Cancelled);
}

INSTANTIATE_TEST_SUITE_P(All, DemoSets, testing::Values("reviews", "needle", "order"),
                         [](const auto& chosen) { return chosen.param; });

TEST(DemoNeedle, PlantsExactlyOneWordThatNamesTheClass) {
    std::set<std::string> needles;
    for (const auto& [label, word] : needleWords())
        needles.insert(word);
    ASSERT_EQ(needles.size(), needleWords().size());
    for (const DemoExample& example : makeNeedle(1000, 3)) {
        std::vector<std::string> planted, words;
        for (const std::string& token : tokensOf(example.text)) {
            if (needles.contains(token))
                planted.push_back(token);
            if (token != ".")
                words.push_back(token);
        }
        EXPECT_EQ(planted, std::vector<std::string>{needleWords().at(example.label)});
        EXPECT_GE(words.size(), 25U);
        EXPECT_LE(words.size(), 61U);
    }
}

TEST(DemoReviews, HaveTenToSixtyTokensAndUseNegationAndContrast) {
    int negations = 0, contrasts = 0, questions = 0;
    for (const DemoExample& example : makeReviews(2000, 3)) {
        const auto tokens = tokensOf(example.text);
        EXPECT_GE(tokens.size(), 10U) << example.text;
        EXPECT_LE(tokens.size(), 60U) << example.text;
        const auto has = [&](const char* word) {
            return std::find(tokens.begin(), tokens.end(), word) != tokens.end();
        };
        negations += has("not") || has("never") ? 1 : 0;
        contrasts += has("but") ? 1 : 0;
        questions += has("?") ? 1 : 0;
    }
    EXPECT_GT(negations, 400);
    EXPECT_GT(contrasts, 200);
    EXPECT_GT(questions, 200);
}

TEST(DemoReviews, LetStrongWordsGoWithTheStars) {
    std::map<std::string, int> awful, superb;
    for (const DemoExample& example : makeReviews(5000, 3)) {
        awful[example.label] += example.text.find(" is awful") != std::string::npos ? 1 : 0;
        superb[example.label] += example.text.find(" is superb") != std::string::npos ? 1 : 0;
    }
    EXPECT_GT(awful["1"], 5 * awful["4"]);
    EXPECT_GT(superb["5"], 5 * superb["2"]);
}

TEST(DemoOrder, UsesTheSameWordsEquallyOftenInBothClasses) {
    std::map<std::string, std::map<std::string, int>> counts;
    for (const DemoExample& example : makeOrder(4000, 3))
        for (const std::string& token : tokensOf(example.text))
            ++counts[token][example.label];
    for (const auto& [token, byClass] : counts) {
        ASSERT_EQ(byClass.size(), 2U) << token << " gives the class away";
        const int red = byClass.at("red first"), blue = byClass.at("blue first");
        EXPECT_LT(std::abs(red - blue), 5 * std::sqrt(red + blue)) << token;
    }
    EXPECT_EQ(counts["red"]["red first"], 2000);
    EXPECT_EQ(counts["red"]["blue first"], 2000);
}

TEST(DemoOrder, IsDecidedByWhichColourComesFirst) {
    for (const DemoExample& example : makeOrder(500, 3)) {
        const auto tokens = tokensOf(example.text);
        EXPECT_GE(tokens.size(), 10U);
        EXPECT_LE(tokens.size(), 17U);
        EXPECT_EQ(std::count(tokens.begin(), tokens.end(), "red"), 1);
        EXPECT_EQ(std::count(tokens.begin(), tokens.end(), "blue"), 1);
        const auto red = std::find(tokens.begin(), tokens.end(), "red") - tokens.begin();
        const auto blue = std::find(tokens.begin(), tokens.end(), "blue") - tokens.begin();
        EXPECT_EQ(example.label, red < blue ? "red first" : "blue first");
        EXPECT_LT(std::min(red, blue), 4);
        EXPECT_GE(std::max(red, blue), 6);
    }
}

} // namespace

} // namespace lab
