#include "tests/datasets/load.h"

#include <gtest/gtest.h>

namespace lab {

namespace {

using namespace test;
using Strings = std::vector<std::string>;

TEST(AgNews, IsKnownWithoutAHeaderAndCleaned) {
    const TempFiles files;
    const auto path = files.write(
        "test.csv", "\"3\",\"Shares up\",\"The firm #39;s stock\\rose  #36;2, it \"\"said\"\".\"\n"
                    "\"4\",\"New probe\",\"It flies &lt;b&gt;...&lt;/b&gt;\"\n");
    const Dataset data = load(path);
    EXPECT_EQ(data.format, "ag_news");
    EXPECT_EQ(textsOf(data),
              (Strings{"Shares up The firm's stock rose $2, it \"said\".", "New probe It flies  ..."}));
    EXPECT_EQ(data.labels, (Strings{"3", "4"}));
    EXPECT_EQ(textsOf(load("ag_news:" + path, "class", {"title"})), (Strings{"Shares up", "New probe"}));
}

TEST(AgNews, IsKnownBehindAByteOrderMark) {
    const TempFiles files;
    const auto path = files.write("test.csv", "\xEF\xBB\xBF\"3\",\"Shares up\",\"The firm rose.\"\n"
                                              "\"4\",\"New probe\",\"It flies.\"\n");
    const Dataset data = load(path);
    EXPECT_EQ(data.format, "ag_news");
    EXPECT_EQ(textsOf(data), (Strings{"Shares up The firm rose.", "New probe It flies."}));
    EXPECT_EQ(data.labels, (Strings{"3", "4"}));
}

TEST(MindNews, HasEightColumnsWithoutQuotes) {
    const TempFiles files;
    const auto path =
        files.write("news.tsv", "N1\tsports\tgolf\t\"Birdie\" at last\tA long day.\thttps://x\t[]\t[]\n"
                                "N2\tnews\tworld\t\"Open title\t\thttps://y\t[]\t[]\n");
    const Dataset data = load(path);
    EXPECT_EQ(data.format, "mind_news");
    EXPECT_EQ(textsOf(data), (Strings{"\"Birdie\" at last A long day.", "\"Open title"}));
    EXPECT_EQ(data.labels, (Strings{"news", "sports"}));
    EXPECT_EQ(load(path, "subcategory").labels, (Strings{"golf", "world"}));
}

TEST(MindNews, SaysWhatImpressionsAre) {
    const TempFiles files;
    const auto path = files.write("behaviors.tsv", "1\tU1\t11/9/2019 9:57:55 AM\tN1 N2\tN3-0 N4-1\n");
    EXPECT_MENTIONS(failureOf(path), "news.tsv");
}

TEST(Sms, IsNotQuotedWithOrWithoutAHeader) {
    const TempFiles files;
    const std::string rows = "ham\tShe said \"see you at 5\nspam\tWIN a 32\" TV &amp; more\nham\tok\n";
    const Strings expected{"She said \"see you at 5", "WIN a 32\" TV & more", "ok"};
    EXPECT_EQ(textsOf(load(files.write("plain", rows))), expected);
    const Dataset headed = load(files.write("headed", "Label\tSMS\n" + rows));
    EXPECT_EQ(headed.format, "sms");
    EXPECT_EQ(textsOf(headed), expected);
    EXPECT_EQ(headed.labels, (Strings{"ham", "spam"}));
}

TEST(Datafiniti, HasDottedNames) {
    const TempFiles files;
    const auto path =
        files.write("d.csv", "\xEF\xBB\xBFid,categories,reviews.rating,reviews.text,reviews.title\r\n"
                             "A1,\"x,y\",5,Great tablet,Good\r\nA1,\"x,y\",2,Broke soon,Bad\r\n");
    for (const std::string prefix : {"", "csv:", "amazon:"}) {
        const Dataset data = load(prefix + path);
        EXPECT_EQ(textsOf(data), (Strings{"Great tablet", "Broke soon"}));
        EXPECT_EQ(data.labels, (Strings{"2", "5"}));
    }
}

} // namespace

} // namespace lab
