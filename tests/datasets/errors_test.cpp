#include "tests/datasets/load.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace lab {

namespace {

using namespace test;

/// One sentence that names the file: no line break, no full stop inside but in names.
void expectOneSentence(const std::string& message, const std::string& path) {
    EXPECT_MENTIONS(message, path);
    EXPECT_EQ(message.find('\n'), std::string::npos) << message;
    EXPECT_LT(message.size(), 500U) << message;
}

TEST(BadData, MissingEmptyAndBinaryFilesAreNamed) {
    const TempFiles files;
    const std::string missing = files.path("nothing.csv");
    expectOneSentence(failureOf(missing), missing);
    EXPECT_MENTIONS(failureOf(missing), "does not exist");
    const std::string empty = files.write("empty.csv", "");
    EXPECT_MENTIONS(failureOf(empty), "is empty");
    EXPECT_MENTIONS(failureOf("csv:" + empty), "is empty");
    std::string bytes;
    for (int i = 0; i < 5000; ++i)
        bytes.push_back(static_cast<char>(i * 37));
    const std::string binary = files.write("binary.csv", bytes);
    expectOneSentence(failureOf(binary), binary);
    for (const char* prefix : {"", "csv:", "tsv:", "jsonl:", "ag_news:", "amazon:", "sms:", "mind_news:"})
        EXPECT_MENTIONS(failureOf(prefix + binary), "binary file");
    EXPECT_MENTIONS(failureOf(files.write("a.zip", "PK\x03\x04rest")), "ZIP");
}

TEST(BadData, FolderWhereAFileIsDue) {
    const TempFiles files;
    files.write("some/data.csv", "text,label\na,b\n");
    const std::string folder = files.path("some");
    EXPECT_MENTIONS(failureOf("csv:" + folder), "is a folder");
    EXPECT_MENTIONS(failureOf("jsonl:" + folder), "is a folder");
    EXPECT_MENTIONS(failureOf(folder), "is a folder");
    EXPECT_MENTIONS(failureOf("imdb:" + folder), "holds no reviews");
    EXPECT_MENTIONS(failureOf("imdb:" + folder + "/data.csv"), "neither a folder nor a tar archive");
}

TEST(BadData, UnknownColumnsAreAnsweredWithTheOnesThereAre) {
    const TempFiles files;
    const auto path = files.write("r.csv", "review,sentiment\na,x\nb,y\n");
    for (const std::string& message : {failureOf(path, "stars"), failureOf(path, "", {"body"}),
                                       failureOf(path, "3"), failureOf(path, "0")})
        EXPECT_MENTIONS(message, "'review', 'sentiment'");
    EXPECT_MENTIONS(failureOf(path, "stars"), "'stars'");
    EXPECT_MENTIONS(failureOf(path, "review", {"review"}), "text and class at once");
}

TEST(BadData, WithoutAClassColumnListsTheColumns) {
    const TempFiles files;
    const auto path = files.write(
        "test.tsv", "index\tsentence\n0\tuneasy mishmash\n1\ta poor imitation\n2\tdazzling\n3\tdull\n");
    EXPECT_MENTIONS(failureOf(path), "'index', 'sentence'");
    EXPECT_MENTIONS(failureOf(path), "--label");
    EXPECT_MENTIONS(failureOf(files.write("words.txt", "alpha\nbeta\ngamma\n")), "single column");
    EXPECT_MENTIONS(failureOf(files.write("none.json", "{}")), "no columns");
}

TEST(BadData, ColumnOfFreeTextIsNoClass) {
    const TempFiles files;
    std::string text = "text,y\n";
    for (int i = 0; i < 30; ++i)
        text += fmt::format("article {},summary {}\n", i, i);
    EXPECT_MENTIONS(failureOf(files.write("r.csv", text)), "30 different values in 30 rows");
}

TEST(BadData, OneClassOnly) {
    const TempFiles files;
    const auto path = files.write("r.csv", "text,label\na,pos\nb,pos\n");
    expectOneSentence(failureOf(path), path);
    EXPECT_MENTIONS(failureOf(path), "one class only");
}

TEST(BadData, AllRowsSkippedGivesTheReasons) {
    const TempFiles files;
    const auto path = files.write("r.csv", "text,label\n ,pos\na,\n");
    EXPECT_MENTIONS(failureOf(path), "every row was skipped");
    EXPECT_MENTIONS(failureOf(path), "1 × empty text, first in row 2");
    EXPECT_MENTIONS(failureOf(files.write("h.csv", "text,label\n")), "no rows below its header");
}

TEST(BadData, TruncatedGzip) {
    const TempFiles files;
    std::string text = "text,label\n";
    for (int i = 0; i < 5000; ++i)
        text += fmt::format("row number {},{}\n", i * 7919 % 5000, i % 2);
    std::string packed = slurp(files.writeGzip("whole.gz", text));
    const std::size_t size = packed.size();
    for (const std::size_t cut : {size - 1, size - 9, size / 2, std::size_t{12}}) {
        const auto path = files.write("cut.csv.gz", packed.substr(0, cut));
        EXPECT_MENTIONS(failureOf(path), "cut short");
        expectOneSentence(failureOf(path), path);
    }
    packed[size / 2] = static_cast<char>(packed[size / 2] ^ 0x55);
    packed[size / 2 + 1] = static_cast<char>(packed[size / 2 + 1] ^ 0x55);
    EXPECT_MENTIONS(failureOf(files.write("bad.csv.gz", packed)), "damaged");
}

TEST(BadData, UnclosedQuoteNamesTheRowWhereItOpened) {
    const TempFiles files;
    const auto path =
        files.write("r.csv", "text,label\n\"two\nlines\",a\nfine,b\n\"never closed,a\nmore,b\n");
    expectOneSentence(failureOf(path), path);
    EXPECT_MENTIONS(failureOf(path), "row 4 (line 5)");
}

TEST(BadConfig, SpecsAndSharesAreChecked) {
    DataConfig config;
    const auto message = [&] { return messageOf<ConfigError>([&] { loadDataset(config); }); };
    config.spec = "";
    EXPECT_MENTIONS(message(), "no data set is named");
    config.spec = "parquet:x";
    EXPECT_MENTIONS(message(), "ag_news");
    config.spec = "demo:nothing";
    EXPECT_MENTIONS(message(), "demo:needle");
    config.spec = "demo:order";
    config.labelColumn = "x";
    EXPECT_MENTIONS(message(), "--label");
    config.labelColumn.clear();
    config.splitColumn = "x";
    EXPECT_MENTIONS(message(), "--split-column");
    config.splitColumn.clear();
    for (const double share : {-0.1, 0.9, std::nan(""), 1.0 / 0.0}) {
        config.trainShare = share;
        EXPECT_MENTIONS(message(), "--split");
    }
    config.trainShare = 0.8;
    config.limit = -1;
    EXPECT_MENTIONS(message(), "--limit");
}

} // namespace

} // namespace lab
