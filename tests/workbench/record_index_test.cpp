#include "workbench/record_index.h"

#include "tests/support/sanitizer.h"

#include <gtest/gtest.h>

#include <ctime>
#include <stdexcept>

namespace lab {
namespace {

using Positions = std::vector<std::int64_t>;

/// Processor time of this thread, so that other work on the machine does not count.
double processorMs() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

RecordIndex sample() {
    Dataset data;
    data.labels = {"a", "b"};
    data.examples = {{"one two three", 0, Split::Train},
                     {"one two", 1, Split::Train},
                     {"four", 0, Split::Validation},
                     {"one two", 1, Split::Test},
                     {"five six", 0, Split::Test}};
    return {data, survey(data, {}).rows};
}

TEST(RecordIndex, FiltersByEachOfItsFacts) {
    RecordIndex index = sample();
    EXPECT_EQ(index.arrange({}, {}), (Positions{0, 1, 2, 3, 4}));
    EXPECT_EQ(index.arrange({.split = RecordSplit::Test}, {}), (Positions{3, 4}));
    EXPECT_EQ(index.arrange({.label = 1}, {}), (Positions{1, 3}));
    EXPECT_EQ(index.arrange({.minTokens = 2, .maxTokens = 2}, {}), (Positions{1, 3, 4}));
    EXPECT_EQ(index.arrange({.texts = RecordFilter::Texts::Leaked}, {}), (Positions{3}));
    EXPECT_EQ(index.arrange({.texts = RecordFilter::Texts::Repeated}, {}), (Positions{3}));
    const Positions found{0, 4};
    EXPECT_EQ(index.arrange({.split = RecordSplit::Test}, {}, &found), (Positions{4}));
}

TEST(RecordIndex, KnowsRightAndWrongOnceARunHasReadThem) {
    RecordIndex index = sample();
    EXPECT_TRUE(index.arrange({.outcome = RecordFilter::Outcome::Wrong}, {}).empty());
    index.setVerdicts(std::vector<RecordVerdict>{{0, 0, 0.9F}, {1, 0, 0.6F}, {2, 1, 0.7F}});
    EXPECT_EQ(index.arrange({.outcome = RecordFilter::Outcome::Right}, {}), (Positions{0}));
    EXPECT_EQ(index.arrange({.outcome = RecordFilter::Outcome::Wrong}, {}), (Positions{1, 2}));
    EXPECT_EQ(index.arrange({.predicted = 0}, {}), (Positions{0, 1}));
    EXPECT_EQ(index.arrange({}, {RecordColumn::Confidence, true}), (Positions{0, 2, 1, 3, 4}));
    index.setVerdicts({});
    EXPECT_EQ(index.at(0).predicted, -1);
}

TEST(RecordIndex, SortsStably) {
    const RecordIndex index = sample();
    EXPECT_EQ(index.arrange({}, {RecordColumn::Position, true}), (Positions{4, 3, 2, 1, 0}));
    EXPECT_EQ(index.arrange({}, {RecordColumn::Tokens, false}), (Positions{2, 1, 3, 4, 0}));
    EXPECT_EQ(index.arrange({}, {RecordColumn::Tokens, true}), (Positions{0, 1, 3, 4, 2}));
    EXPECT_EQ(index.arrange({}, {RecordColumn::Label, true}), (Positions{1, 3, 0, 2, 4}));
    EXPECT_EQ(index.arrange({}, {RecordColumn::Split, true}), (Positions{3, 4, 2, 0, 1}));
}

TEST(RecordIndex, FollowsEditsAndKeepsTheNumbersOfTheOthers) {
    RecordIndex index = sample();
    index.setVerdicts(std::vector<RecordVerdict>{{0, 0, 0.9F}, {3, 1, 0.6F}});
    index.remove(1);
    EXPECT_EQ(index.arrange({}, {}), (Positions{0, 2, 3, 4}));
    EXPECT_EQ(index.find(1), nullptr);
    EXPECT_EQ(index.at(3).predicted, 1) << "verdicts stay with their records";
    EXPECT_THROW((void)index.at(1), std::out_of_range);
    const Positions found{1, 3};
    EXPECT_EQ(index.arrange({}, {}, &found), (Positions{3}));
    index.put({7, RecordSplit::Train, 1, 12});
    index.put({1, RecordSplit::Test, 0, 3});
    EXPECT_EQ(index.arrange({}, {}), (Positions{0, 1, 2, 3, 4, 7}));
    EXPECT_EQ(index.at(1).split, RecordSplit::Test);
    index.recount(std::vector<DataSurvey::Row>(6, {5, true, false}));
    EXPECT_EQ(index.at(7).tokens, 5);
    EXPECT_TRUE(index.renumber({0, 1, 2, 3, 4, 5}));
    EXPECT_FALSE(index.renumber({0, 1, 2, 3, 4, 5}));
    EXPECT_EQ(index.at(5).label, 1);
}

TEST(RecordIndex, Arranges100000RecordsWithin50Ms) {
    Dataset data;
    data.labels = {"a", "b"};
    for (int i = 0; i < 100000; ++i)
        data.examples.push_back({"word", i % 2, Split::Train});
    std::vector<DataSurvey::Row> rows(data.examples.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i].tokens = static_cast<std::int32_t>(i * 7919 % 997);
    const RecordIndex index(data, rows);
    const double before = processorMs();
    const auto sorted = index.arrange({.label = 1}, {RecordColumn::Tokens, true});
    const double ms = processorMs() - before;
    EXPECT_EQ(sorted.size(), 50000U);
    EXPECT_LT(ms, 50 * test::kTimeAllowance);
}

} // namespace
} // namespace lab
