#include "datasets/registry.h"

#include "core/base/error.h"
#include "tests/datasets/load.h"

#include <gtest/gtest.h>

namespace lab {

namespace {

using namespace test;
using Strings = std::vector<std::string>;

TEST(Preview, ShowsDialectColumnsRowsAndRoles) {
    const TempFiles files;
    const SourcePreview preview =
        previewSource(files.write("r.csv", "id;review;stars\n1;good, very;5\n2;caf\xE9;1\n"));
    EXPECT_EQ(preview.format, "csv");
    EXPECT_EQ(preview.delimiter, ";");
    EXPECT_TRUE(preview.hasHeader);
    EXPECT_EQ(preview.columns, (Strings{"id", "review", "stars"}));
    EXPECT_EQ(preview.rows, (std::vector<Strings>{{"1", "good, very", "5"}, {"2", "caf\uFFFD", "1"}}));
    EXPECT_EQ(preview.textColumns, Strings{"review"});
    EXPECT_EQ(preview.labelColumn, "stars");
    EXPECT_TRUE(preview.problem.empty());
}

TEST(Preview, SaysWhyTheRolesCannotBeGuessed) {
    const TempFiles files;
    const SourcePreview preview =
        previewSource(files.write("t.tsv", "index\tsentence\n0\tone thing\n1\tanother thing\n"));
    EXPECT_EQ(preview.columns, (Strings{"index", "sentence"}));
    EXPECT_TRUE(preview.labelColumn.empty());
    EXPECT_MENTIONS(preview.problem, "--label");
}

TEST(Preview, KnowsWhatAnotherLayoutMayMend) {
    const TempFiles files;
    std::string bytes; // UTF-16 that does not say so, with few zeros to give it away
    for (int letter = 0; letter < 10; ++letter)
        bytes += "\x7D\x59";
    bytes += std::string(";\0\x7D\x59\n\0", 6);
    const std::string wide = files.write("wide.csv", bytes);
    EXPECT_THROW((void)previewSource(wide), DataError);
    EXPECT_TRUE(canBeLaidOut(wide));
    EXPECT_TRUE(canBeLaidOut("csv:" + wide));
    EXPECT_FALSE(canBeLaidOut("imdb:" + wide)) << "a format that has no layout to choose";
    EXPECT_FALSE(canBeLaidOut(wide + ".absent"));
    EXPECT_FALSE(canBeLaidOut(files.path("")));
    EXPECT_FALSE(canBeLaidOut("demo:reviews"));
    EXPECT_FALSE(canBeLaidOut(""));
}

TEST(Preview, OfADemoShowsExamples) {
    const SourcePreview preview = previewSource("demo:order");
    EXPECT_EQ(preview.format, "demo");
    EXPECT_EQ(preview.rows.size(), 20U);
    EXPECT_EQ(preview.labelColumn, "label");
}

TEST(Preview, KnowsEachFormatByItsContent) {
    const TempFiles files;
    EXPECT_EQ(previewSource(files.write("a", "{\"text\":\"x\",\"label\":1}\n")).format, "jsonl");
    EXPECT_EQ(previewSource(files.write("b", "\"1\",\"Title\",\"Description\"\n\"2\",\"T\",\"D\"\n")).format,
              "ag_news");
    EXPECT_EQ(previewSource(files.write("c", "text\tlabel\nx\t1\n")).format, "tsv");
    EXPECT_EQ(previewSource(files.writeGzip("d", "text,label\nx,1\n")).format, "csv");
    EXPECT_EQ(previewSource(files.write("e", "ham\tsee you\nspam\twin\n")).format, "sms");
    files.write("f/pos/1_8.txt", "nice");
    EXPECT_EQ(previewSource(files.path("f")).format, "imdb");
    EXPECT_THROW(previewSource(files.path("missing")), DataError);
}

} // namespace

} // namespace lab
