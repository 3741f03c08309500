#include "tests/datasets/load.h"
#include "tests/support/paths.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace lab {

namespace {

using namespace test;
using Counts = std::map<std::string, int>;

/// Real files that lie beside the project. The numbers were counted with independent Python scripts
/// (csv, json and tarfile of its standard library).
class RealData : public testing::Test {
protected:
    void SetUp() override {
        if (!std::filesystem::exists(test::sharedData()))
            GTEST_SKIP() << "no real data beside the project";
    }
    static std::string at(const std::string& path) { return test::sharedData() + "/" + path; }
};

TEST_F(RealData, AgNews) {
    const Dataset data = load(at("text/ag_news_csv/test.csv"));
    EXPECT_EQ(data.format, "ag_news");
    EXPECT_EQ(classCounts(data), (Counts{{"1", 1900}, {"2", 1900}, {"3", 1900}, {"4", 1900}}));
    EXPECT_TRUE(data.skipped.empty());
    for (const Example& example : data.examples) {
        EXPECT_EQ(example.text.find("#39;"), std::string::npos) << example.text;
        EXPECT_EQ(example.text.find('\\'), std::string::npos) << example.text;
    }
}

TEST_F(RealData, KaggleImdb) {
    EXPECT_EQ(classCounts(load(at("imdb/kaggle_sentiment.csv"))),
              (Counts{{"negative", 1580}, {"positive", 1600}}));
    EXPECT_EQ(classCounts(load(at("imdb/kaggle_extra_columns.csv"))),
              (Counts{{"negative", 161}, {"positive", 139}}));
}

TEST_F(RealData, ImdbArchive) {
    const Dataset data = load(at("imdb/aclImdb.tar.gz"));
    EXPECT_EQ(classCounts(data), (Counts{{"neg", 1414 + 715}, {"pos", 1395 + 722}}));
    EXPECT_EQ(data.count(Split::Test), 1437);
    EXPECT_EQ(data.count(Split::Train) + data.count(Split::Validation), 2809);
    EXPECT_EQ(entryOf(data.skipped, "unsup").count, 200);
    EXPECT_EQ(classCounts(load(at("imdb/aclImdb.tar.gz"), "stars")), (Counts{{"1", 897},
                                                                             {"2", 375},
                                                                             {"3", 405},
                                                                             {"4", 452},
                                                                             {"7", 445},
                                                                             {"8", 488},
                                                                             {"9", 365},
                                                                             {"10", 819}}));
}

TEST_F(RealData, AmazonLines) {
    const Dataset data = load(at("amazon/Cell_Phones_and_Accessories_5.json"));
    EXPECT_EQ(data.format, "amazon");
    EXPECT_EQ(classCounts(data), (Counts{{"1", 431}, {"2", 338}, {"3", 503}, {"4", 1016}, {"5", 2485}}));
    EXPECT_EQ(entryOf(data.skipped, "empty text").count, 3);
    EXPECT_EQ(entryOf(data.skipped, "empty text").firstRow, 549);
    EXPECT_EQ(entryOf(data.skipped, "cut off").firstRow, 4777);
}

TEST_F(RealData, AmazonCsv) {
    const Dataset data = load(at("amazon/Datafiniti_Amazon_Consumer_Reviews_of_Amazon_Products.csv"));
    EXPECT_EQ(classCounts(data), (Counts{{"1", 63}, {"2", 54}, {"3", 197}, {"4", 1208}, {"5", 3478}}));
    EXPECT_TRUE(data.skipped.empty());
}

TEST_F(RealData, Sst2) {
    EXPECT_EQ(classCounts(load(at("text/SST-2/train.tsv"))), (Counts{{"0", 29780}, {"1", 37569}}));
    EXPECT_EQ(classCounts(load(at("text/SST-2/dev.tsv"))), (Counts{{"0", 428}, {"1", 444}}));
    EXPECT_MENTIONS(failureOf(at("text/SST-2/test.tsv")), "--label");
}

TEST_F(RealData, SmsSpam) {
    const Dataset data = load(at("text/SMSSpamCollection"));
    EXPECT_EQ(data.format, "sms");
    EXPECT_EQ(classCounts(data), (Counts{{"ham", 4827}, {"spam", 747}}));
    EXPECT_TRUE(data.skipped.empty());
}

TEST_F(RealData, MindNews) {
    const Dataset data = load(at("mind/news.tsv"));
    EXPECT_EQ(data.examples.size(), 2000U);
    EXPECT_EQ(data.labels.size(), 15U);
    EXPECT_EQ(classCounts(data)["news"], 603);
    EXPECT_EQ(classCounts(data)["kids"], 3);
    EXPECT_MENTIONS(failureOf(at("mind/behaviors.tsv")), "impressions");
}

TEST_F(RealData, SummariesAreNoClasses) {
    EXPECT_MENTIONS(failureOf(at("cnn_dailymail/cnn_dailymail_text_y.csv")),
                    "200 different values in 200 rows");
    EXPECT_MENTIONS(failureOf(at("cnn_dailymail/cnndm_sample.train.0.json")), "'src', 'tgt'");
    EXPECT_MENTIONS(failureOf(at("pubmed/test.txt")), "'article_text'");
}

} // namespace

} // namespace lab
