#include "tests/datasets/load.h"

#include <gtest/gtest.h>

namespace lab {

namespace {

using namespace test;
using Strings = std::vector<std::string>;

TEST(Csv, ReadsQuotedFieldsWithDoubledQuotesAndLineBreaks) {
    const TempFiles files;
    const auto path =
        files.write("r.csv", "review,sentiment\n\"He said \"\"no\"\", twice.\nThen left.\",neg\nfine,pos\n"
                             "5\" screen, no,oops\nlast one,pos");
    const Dataset data = load(path);
    EXPECT_EQ(data.format, "csv");
    EXPECT_EQ(textsOf(data), (Strings{"He said \"no\", twice.\nThen left.", "fine", "last one"}));
    EXPECT_EQ(classesOf(data), (Strings{"neg", "pos", "pos"}));
    EXPECT_EQ(entryOf(data.skipped, "too many columns").firstRow, 4);
}

TEST(Csv, SurvivesAByteOrderMarkAndCrlf) {
    const TempFiles files;
    const auto path =
        files.write("r.csv", "\xEF\xBB\xBFlabel,text\r\na,\"one\r\ntwo\"\r\nb,three\r\n\r\na,four\r\n");
    const Dataset data = load(path);
    EXPECT_EQ(textsOf(data), (Strings{"one \ntwo", "three", "four"}));
    EXPECT_EQ(data.labels, (Strings{"a", "b"}));
}

TEST(Csv, IgnoresEmptyExtraColumns) {
    const TempFiles files;
    const auto path = files.write("r.csv", "review,sentiment,C,D\ngood one,pos,,\nbad one,neg,,,,\nok,pos\n");
    EXPECT_EQ(textsOf(load(path)), (Strings{"good one", "bad one", "ok"}));
}

TEST(Csv, TakesColumnsByNameOrNumberAndJoinsTexts) {
    const TempFiles files;
    const auto path =
        files.write("r.csv", "id,Head,Body,Kind\n1,A title,the rest,x\n2,Another,more text,y\n3,,lonely,x\n");
    EXPECT_EQ(textsOf(load(path, "Kind", {"Head", "Body"})),
              (Strings{"A title the rest", "Another more text", "lonely"}));
    const Dataset numbered = load(path, "4", {"3", "2"});
    EXPECT_EQ(textsOf(numbered), (Strings{"the rest A title", "more text Another", "lonely"}));
    EXPECT_EQ(classesOf(numbered), (Strings{"x", "y", "x"}));
    EXPECT_EQ(textsOf(load(path, "kind", {"body"})), (Strings{"the rest", "more text", "lonely"}))
        << "case does not matter";
}

TEST(Csv, SortsNumericLabelsNumericallyAndNamesWholeNumbersOnce) {
    const TempFiles files;
    const auto path = files.write("r.csv", "text,stars\na,10\nb,9.0\nc,2\nd,9\ne,10.0\n");
    const Dataset data = load(path);
    EXPECT_EQ(data.labels, (Strings{"2", "9", "10"}));
    EXPECT_EQ(classesOf(data), (Strings{"10", "9", "2", "9", "10"}));
}

TEST(Csv, FindsOutThatThereIsNoHeader) {
    const TempFiles files;
    const auto path =
        files.write("r.csv", "ham,see you at the station tonight\nspam,you have won a prize call now\n"
                             "ham,thanks for the lovely dinner\nspam,free entry in a weekly draw\n");
    const Dataset data = load(path);
    EXPECT_EQ(data.examples.size(), 4U);
    EXPECT_EQ(data.labels, (Strings{"ham", "spam"}));
    EXPECT_EQ(data.examples[0].text, "see you at the station tonight");
}

TEST(Csv, TakesNoClassForAColumnName) {
    const TempFiles files;
    for (const char* name : {"spam", "y", "topic", "score", "question"}) {
        const std::string other = std::string(name) == "y" ? "n" : "other";
        const auto path = files.write(
            "r.csv", fmt::format("{0},you have won a prize call now\n{1},see you at the station tonight\n"
                                 "{0},free entry in a weekly draw\n{1},thanks for the lovely dinner\n",
                                 name, other));
        const Dataset data = load(path);
        EXPECT_EQ(data.examples.size(), 4U) << name;
        EXPECT_EQ(data.examples[0].text, "you have won a prize call now") << name;
        EXPECT_EQ(classesOf(data), (Strings{name, other, name, other}));
    }
}

TEST(Csv, KnowsItsHeaderWhereFilesWerePutOneBehindTheOther) {
    const TempFiles files;
    const auto path = files.write("r.csv", "label,text\na,one\nb,two\nlabel,text\na,three\n");
    EXPECT_EQ(load(path, "label", {"text"}).examples[0].text, "one");
}

TEST(Csv, GuessesColumnsFromTheirContent) {
    const TempFiles files;
    std::string text = "nr,what,opinion\n";
    for (int i = 0; i < 20; ++i)
        text += fmt::format("{},{},a longer piece of writing number {}\n", i, i % 2 == 0 ? "up" : "down", i);
    const Dataset data = load(files.write("r.csv", text));
    EXPECT_EQ(data.labels, (Strings{"down", "up"}));
    EXPECT_EQ(data.examples[3].text, "a longer piece of writing number 3");
}

TEST(Csv, KnowsSemicolonsAndBars) {
    const TempFiles files;
    EXPECT_EQ(textsOf(load(files.write("r.csv", "text;label\nwell, then;a\n\"x; y\";b\n"))),
              (Strings{"well, then", "x; y"}));
    EXPECT_EQ(textsOf(load(files.write("b.txt", "text|label\nwell, then|a\ny|b\n"))),
              (Strings{"well, then", "y"}));
}

TEST(Csv, IsReadFromGzipInPlace) {
    const TempFiles files;
    EXPECT_EQ(textsOf(load(files.writeGzip("r.csv.gz", "text,label\none,a\ntwo,b\n"))),
              (Strings{"one", "two"}));
    EXPECT_EQ(textsOf(load("csv:" + files.writeGzip("odd.name", "text,label\none,a\ntwo,b\n"))),
              (Strings{"one", "two"}));
}

TEST(Csv, ReplacesAndCountsInvalidUtf8) {
    const TempFiles files;
    const Dataset data = load(files.write("r.csv", "text,label\nfine,a\nit\xE2\x80?s,b\ncaf\xE9,a\n"));
    EXPECT_EQ(textsOf(data), (Strings{"fine", "it\uFFFD?s", "caf\uFFFD"}));
    const RepairedRows repaired = entryOf(data.repaired, "UTF-8");
    EXPECT_EQ(repaired.count, 2);
    EXPECT_EQ(repaired.firstRow, 3);
    EXPECT_TRUE(data.skipped.empty());
}

TEST(Csv, CountsSkippedRowsByReasonWithTheFirstRow) {
    const TempFiles files;
    const Dataset data =
        load(files.write("r.csv", "text,label\none,a\n   ,b\ntwo,\nlonely\n<br />,a\nthree,b\n"));
    EXPECT_EQ(textsOf(data), (Strings{"one", "three"}));
    EXPECT_EQ(entryOf(data.skipped, "empty text").count, 2);
    EXPECT_EQ(entryOf(data.skipped, "empty text").firstRow, 3);
    EXPECT_EQ(entryOf(data.skipped, "no label").firstRow, 4);
    EXPECT_EQ(entryOf(data.skipped, "too few columns").firstRow, 5);
}

TEST(Csv, ReadsRowsLongerThanItsBuffer) {
    const TempFiles files;
    const std::string longText(700'000, 'x');
    const Dataset data =
        load(files.write("r.csv", "text,label\n\"" + longText + "\"\"\",a\nshort,b\n"), "label", {"text"});
    ASSERT_EQ(data.examples.size(), 2U);
    EXPECT_EQ(data.examples[0].text, longText + "\"");
}

TEST(Tsv, TakesQuotationMarksAsText) {
    const TempFiles files;
    const auto path =
        files.write("r.tsv", "sentence\tlabel\n\"Oh no , he said\t0\n5\" screen\t1\n\"quoted\" title\t0\n");
    const Dataset data = load(path);
    EXPECT_EQ(data.format, "tsv");
    EXPECT_EQ(textsOf(data), (Strings{"\"Oh no , he said", "5\" screen", "\"quoted\" title"}));
}

TEST(Tsv, UnquotesFilesThatQuoteTheirTexts) {
    const TempFiles files;
    const auto path = files.write(
        "r.tsv", "id\tsentiment\treview\n1\t1\t\"A \"\"fine\"\" film\"\n2\t0\t\"Tabs\tinside\"\n");
    EXPECT_EQ(textsOf(load(path)), (Strings{"A \"fine\" film", "Tabs\tinside"}));
}

} // namespace

} // namespace lab
