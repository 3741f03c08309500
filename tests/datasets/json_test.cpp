#include "tests/datasets/load.h"

#include <gtest/gtest.h>

namespace lab {

namespace {

using namespace test;
using Strings = std::vector<std::string>;

TEST(Json, LinesAreReadByFieldName) {
    const TempFiles files;
    const auto path =
        files.write("r.jsonl", "{\"label\": \"pos\", \"sentence\": \"a \\\"fine\\\" day\"}\n\n"
                               "{\"sentence\": \"caf\\u00e9\", \"label\": \"neg\", \"extra\": {\"x\": 1}}\n");
    const Dataset data = load(path);
    EXPECT_EQ(data.format, "jsonl");
    EXPECT_EQ(textsOf(data), (Strings{"a \"fine\" day", "café"}));
    EXPECT_EQ(classesOf(data), (Strings{"pos", "neg"}));
}

TEST(Json, NumbersBooleansListsAndInnerObjectsBecomeFields) {
    const TempFiles files;
    const auto path =
        files.write("r.jsonl", "{\"stars\":5.0,\"ok\":true,\"meta\":{\"words\":[\"two\",[\"parts\"]]}}\n"
                               "{\"stars\":1,\"ok\":false,\"meta\":{\"words\":[\"one\"]}}\n");
    EXPECT_EQ(textsOf(load(path, "stars", {"meta.words"})), (Strings{"two parts", "one"}));
    EXPECT_EQ(load(path, "stars", {"meta.words"}).labels, (Strings{"1", "5"}));
    EXPECT_EQ(load(path, "ok", {"meta.words"}).labels, (Strings{"false", "true"}));
}

TEST(Json, ArraysAreReadOverOneLineOrMany) {
    const TempFiles files;
    const Strings expected{"one", "two }{"};
    EXPECT_EQ(textsOf(load(files.write(
                  "a.json", "[{\"text\":\"one\",\"label\":1},{\"text\":\"two }{\",\"label\":2}]"))),
              expected);
    EXPECT_EQ(textsOf(load(files.write(
                  "b.json", "[\n  {\n    \"text\": \"one\",\n    \"label\": 1\n  },\n  {\n    \"text\": "
                            "\"two }{\",\n    \"label\": 2\n  }\n]\n"))),
              expected);
}

TEST(Json, SurvivesTheAmazonDumps) {
    const TempFiles files;
    const auto path = files.write(
        "Things_5.json",
        "[{\"reviewText\": \"Works &#34;well&#34; &amp; cheap\", \"overall\": 5.0, \"summary\": \"x\"},\r\n"
        "{\"reviewText\": \"\", \"overall\": 4.0},\r\n"
        "{\"reviewText\": \"Broke\", \"overall\": 1.0},\r\n"
        "{\"reviewText\": \"Fine\", \"overall\": 5.0},\r\n"
        "{\"reviewText\": \"And th");
    const Dataset data = load(path);
    EXPECT_EQ(data.format, "amazon");
    EXPECT_EQ(textsOf(data), (Strings{"Works \"well\" & cheap", "Broke", "Fine"}));
    EXPECT_EQ(data.labels, (Strings{"1", "5"}));
    EXPECT_EQ(entryOf(data.skipped, "empty text").firstRow, 2);
    EXPECT_EQ(entryOf(data.skipped, "cut off").firstRow, 5);
    EXPECT_EQ(entryOf(data.skipped, "cut off").count, 1);
}

TEST(Json, SkipsBrokenLinesAndGoesOn) {
    const TempFiles files;
    const auto path = files.write("r.jsonl", "{\"text\":\"one\",\"label\":\"a\"}\n"
                                             "{\"text\":\"half\n"
                                             "{\"text\":\"two\",\"label\":\"b\"}\n"
                                             "{\"text\":\"open\",\"label\":\n"
                                             "{\"text\":\"three\",\"label\":\"a\"}\n"
                                             "this is no JSON\n"
                                             "{\"text\":'four'}\n"
                                             "{\"text\":\"five\",\"label\":\"b\"}\n");
    const Dataset data = load(path);
    EXPECT_EQ(textsOf(data), (Strings{"one", "two", "three", "five"}));
    EXPECT_EQ(entryOf(data.skipped, "not valid JSON").count, 2);
    EXPECT_EQ(entryOf(data.skipped, "not valid JSON").firstRow, 2);
    EXPECT_EQ(entryOf(data.skipped, "cut off").firstRow, 4);
    EXPECT_EQ(entryOf(data.skipped, "not a JSON object").firstRow, 6);
}

TEST(Json, ReplacesAndCountsInvalidUtf8) {
    const TempFiles files;
    const Dataset data = load(
        files.write("r.jsonl", "{\"text\":\"it\xE2\x80?s\",\"label\":1}\n{\"text\":\"b\",\"label\":2}\n"));
    EXPECT_EQ(data.examples[0].text, "it\uFFFD?s");
    EXPECT_EQ(entryOf(data.repaired, "UTF-8").count, 1);
}

TEST(Json, FieldsMissingInSomeObjectsAreEmpty) {
    const TempFiles files;
    const Dataset data = load(files.write(
        "r.jsonl", "{\"text\":\"a\",\"label\":1}\n{\"label\":2}\n{\"text\":\"c\",\"label\":null}\n"
                   "{\"text\":\"d\",\"label\":2}\n"));
    EXPECT_EQ(textsOf(data), (Strings{"a", "d"}));
    EXPECT_EQ(entryOf(data.skipped, "empty text").firstRow, 2);
    EXPECT_EQ(entryOf(data.skipped, "no label").firstRow, 3);
}

} // namespace

} // namespace lab
