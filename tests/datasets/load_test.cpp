#include "tests/datasets/load.h"

#include <gtest/gtest.h>

#include <chrono>
#include <set>

namespace lab {

namespace {

using namespace test;
using Strings = std::vector<std::string>;

std::string manyRows(int rows) {
    std::string text = "text,label\n";
    for (int i = 0; i < rows; ++i)
        text += fmt::format("text number {},{}\n", i, i % 3 == 0 ? "c" : i % 2 == 0 ? "b" : "a");
    return text;
}

TEST(LoadDataset, TrainsOnEverythingWhenTheSplitSaysSo) {
    const TempFiles files;
    DataConfig config;
    config.spec = files.write("r.csv", manyRows(50));
    config.trainShare = 1;
    config.validationShare = config.testShare = 0;
    EXPECT_EQ(loadDataset(config).count(Split::Train), 50);
}

TEST(LoadDataset, TakesASeparateTestSetWholeAndDividesTheRest) {
    const TempFiles files;
    DataConfig config;
    config.spec = files.write("train.csv", manyRows(90));
    config.testSpec = files.write("test.csv", "text,label\nnew one,a\nnew two,zebra\n,a\n");
    const Dataset data = loadDataset(config);
    EXPECT_EQ(data.labels, (Strings{"a", "b", "c", "zebra"})) << "the union of both";
    EXPECT_EQ(data.count(Split::Test), 2);
    EXPECT_EQ(data.count(Split::Train), 81) << "3 classes of 30, each 8/9 and 1/9";
    EXPECT_EQ(data.count(Split::Validation), 9);
    EXPECT_EQ(data.examples.back().text, "new two");
    EXPECT_EQ(data.labels[static_cast<std::size_t>(data.examples.back().label)], "zebra");
    EXPECT_EQ(entryOf(data.skipped, "empty text (test set)").firstRow, 4);
}

TEST(LoadDataset, LimitKeepsARandomChoiceInSourceOrder) {
    const TempFiles files;
    DataConfig config;
    config.spec = files.write("r.csv", manyRows(1000));
    config.limit = 100;
    const Dataset data = loadDataset(config);
    ASSERT_EQ(data.examples.size(), 100U);
    std::vector<int> numbers;
    for (const Example& e : data.examples)
        numbers.push_back(std::stoi(e.text.substr(12)));
    EXPECT_TRUE(std::is_sorted(numbers.begin(), numbers.end()));
    EXPECT_EQ(std::set<int>(numbers.begin(), numbers.end()).size(), 100U);
    EXPECT_GT(numbers.back(), 800) << "not just the first rows";
    EXPECT_EQ(textsOf(loadDataset(config)), textsOf(data));
    config.splitSeed = 2;
    EXPECT_NE(textsOf(loadDataset(config)), textsOf(data));
}

TEST(LoadDataset, NamesTheSetByFolderAndFile) {
    const TempFiles files;
    EXPECT_EQ(load(files.write("mine/r.csv", manyRows(9))).name, "mine/r.csv");
}

TEST(LoadDataset, ReportsProgressAndStopsWhenAsked) {
    const TempFiles files;
    const auto path = files.write("r.csv", manyRows(200'000));
    DataConfig config;
    config.spec = path;
    std::vector<double> shares;
    std::stop_source stop;
    LoadControl control;
    control.stop = stop.get_token();
    control.progress = [&](double share, std::int64_t) {
        shares.push_back(share);
        stop.request_stop();
    };
    const auto start = std::chrono::steady_clock::now();
    EXPECT_THROW(loadDataset(config, control), Cancelled);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
    ASSERT_FALSE(shares.empty());
    for (const double share : shares) {
        EXPECT_GE(share, 0);
        EXPECT_LE(share, 1);
    }
}

} // namespace

} // namespace lab
