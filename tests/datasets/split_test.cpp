#include "datasets/split.h"

#include "tests/datasets/load.h"

#include <gtest/gtest.h>

#include <numeric>

namespace lab {

namespace {

std::vector<Example> examplesOf(const std::vector<int>& labels) {
    std::vector<Example> examples;
    for (const int label : labels)
        examples.push_back({"x", label, Split::Train});
    return examples;
}

std::vector<std::size_t> everyIndex(std::size_t count) {
    std::vector<std::size_t> which(count);
    std::iota(which.begin(), which.end(), std::size_t{0});
    return which;
}

TEST(Split, RoundsByTheLargestRemainder) {
    using Parts = std::array<std::int64_t, 3>;
    EXPECT_EQ(apportion(10, {0.8, 0.1, 0.1}), (Parts{8, 1, 1}));
    EXPECT_EQ(apportion(63, {0.8, 0.1, 0.1}), (Parts{51, 6, 6}));
    EXPECT_EQ(apportion(17, {0.8, 0.1, 0.1}), (Parts{13, 2, 2}));
    EXPECT_EQ(apportion(5, {1, 0, 0}), (Parts{5, 0, 0}));
    EXPECT_EQ(apportion(1, {0.5, 0.5, 0}), (Parts{1, 0, 0}));
    EXPECT_EQ(apportion(0, {0.8, 0.1, 0.1}), (Parts{0, 0, 0}));
    EXPECT_EQ(apportion(7600, {0.8, 0.1, 0.1}), (Parts{6080, 760, 760}));
}

TEST(Split, GivesEachClassItsShares) {
    std::vector<int> labels(1000, 0);
    std::fill(labels.begin() + 900, labels.end(), 1);
    std::vector<Example> examples = examplesOf(labels);
    stratify(examples, everyIndex(1000), {0.7, 0.2, 0.1}, 1);
    std::array<std::array<int, 3>, 2> counts{};
    for (const Example& e : examples)
        ++counts[static_cast<std::size_t>(e.label)][static_cast<std::size_t>(e.split)];
    EXPECT_EQ(counts[0], (std::array<int, 3>{630, 180, 90}));
    EXPECT_EQ(counts[1], (std::array<int, 3>{70, 20, 10}));
}

TEST(Split, DependsOnTheSeedAlone) {
    const std::vector<int> labels(200, 0);
    const auto splitsWith = [&](std::uint64_t seed) {
        std::vector<Example> examples = examplesOf(labels);
        stratify(examples, everyIndex(200), {0.5, 0.25, 0.25}, seed);
        std::vector<Split> splits;
        for (const Example& e : examples)
            splits.push_back(e.split);
        return splits;
    };
    EXPECT_EQ(splitsWith(1), splitsWith(1));
    EXPECT_NE(splitsWith(1), splitsWith(2));
}

TEST(Split, IsRandomWithinAClass) {
    std::vector<Example> examples = examplesOf(std::vector<int>(100, 0));
    stratify(examples, everyIndex(100), {0.5, 0, 0.5}, 1);
    int early = 0;
    for (std::size_t i = 0; i < 50; ++i)
        early += examples[i].split == Split::Train ? 1 : 0;
    EXPECT_GT(early, 12);
    EXPECT_LT(early, 38);
}

} // namespace

} // namespace lab
