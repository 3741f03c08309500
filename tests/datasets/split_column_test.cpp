// A column that says which part each row belongs to.
#include "datasets/registry.h"
#include "tests/datasets/load.h"

#include <gtest/gtest.h>

#include <array>
#include <tuple>

namespace lab {

namespace {

using namespace test;
using Strings = std::vector<std::string>;

/// One letter a row: t, v or T (test).
std::string partsOf(const Dataset& data) {
    std::string parts;
    for (const Example& example : data.examples)
        parts += "tvT"[static_cast<std::size_t>(example.split)];
    return parts;
}

DataConfig configOf(const std::string& spec, const std::string& column) {
    DataConfig config;
    config.spec = spec;
    config.splitColumn = column;
    return config;
}

std::string partsOf(const std::string& spec, const std::string& column) {
    return partsOf(loadDataset(configOf(spec, column)));
}

/// \p parts[i] is the part of row i.
std::string csvOf(const Strings& parts) {
    std::string text = "text,label,split\n";
    for (std::size_t i = 0; i < parts.size(); ++i)
        text += fmt::format("text number {},{},{}\n", i, i % 2 == 0 ? "good" : "bad", parts[i]);
    return text;
}

constexpr const char* kSixRows = "tvTttv";

TEST(SplitColumn, PutsEachRowIntoThePartThatItNames) {
    const TempFiles files;
    const Strings parts{"train", "validation", "test", "train", "train", "dev"};
    EXPECT_EQ(partsOf(files.write("r.csv", csvOf(parts)), "split"), kSixRows);
    EXPECT_EQ(partsOf(files.write("r.csv", csvOf(parts)), "3"), kSixRows) << "by number";
    std::string tsv = "part\ttext\tlabel\n", lines;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        tsv += fmt::format("{}\tnumber {}\t{}\n", parts[i], i, i % 2);
        lines += fmt::format(R"({{"fold":"{}","text":"number {}","label":{}}})"
                             "\n",
                             parts[i], i, i % 2);
    }
    EXPECT_EQ(partsOf(files.write("r.tsv", tsv), "part"), kSixRows);
    EXPECT_EQ(partsOf(files.write("r.jsonl", lines), "fold"), kSixRows);
}

TEST(SplitColumn, TakesTheUsualNamesInAnyCase) {
    const TempFiles files;
    EXPECT_EQ(partsOf(files.write("r.csv", csvOf({"Train", "TRAINING", "validation", "Valid", "val", "DEV",
                                                  " Test ", "test"})),
                      "split"),
              "ttvvvvTT");
}

TEST(SplitColumn, SkipsRowsOfNoKnownPartAndSaysSo) {
    const TempFiles files;
    const Dataset data = loadDataset(
        configOf(files.write("r.csv", csvOf({"train", "holdout", "val", "", "train", "test"})), "split"));
    EXPECT_EQ(partsOf(data), "tvtT");
    const SkippedRows skipped = entryOf(data.skipped, "part is not train, validation or test");
    EXPECT_EQ(skipped.count, 2);
    EXPECT_EQ(skipped.firstRow, 3) << "the header is row 1";
}

TEST(SplitColumn, AColumnOfSomethingElseIsRefusedWithTheReason) {
    const TempFiles files;
    const std::string path = files.write("r.csv", "text,label,source\na b,x,web\nc d,y,book\n");
    const auto message = messageOf<DataError>([&] { loadDataset(configOf(path, "source")); });
    EXPECT_MENTIONS(message, path);
    EXPECT_MENTIONS(message, "2 × part is not train, validation or test, first in row 2");
    EXPECT_MENTIONS(messageOf<DataError>([&] { loadDataset(configOf(path, "nowhere")); }),
                    "has no column 'nowhere'");
}

TEST(SplitColumn, TakesAMissingValidationPartFromTheTrainingRowsAlone) {
    const TempFiles files;
    Strings parts(90, "train");
    parts.insert(parts.end(), 10, "test");
    const std::string path = files.write("r.csv", csvOf(parts));
    const Dataset data = loadDataset(configOf(path, "split"));
    EXPECT_EQ(data.count(Split::Train), 80);
    EXPECT_EQ(data.count(Split::Validation), 10) << "1 in 9, as the shares 0.8 and 0.1 say";
    EXPECT_EQ(partsOf(data).substr(90), "TTTTTTTTTT");
    DataConfig whole = configOf(path, "split");
    whole.trainShare = 0.9;
    whole.validationShare = 0;
    EXPECT_EQ(loadDataset(whole).count(Split::Validation), 0) << "a share of 0 takes none";
}

TEST(SplitColumn, DividesNothingWhereThereIsAValidationPart) {
    const TempFiles files;
    Strings parts(40, "train");
    parts.insert(parts.end(), 10, "valid");
    EXPECT_EQ(partsOf(files.write("r.csv", csvOf(parts)), "split"),
              std::string(40, 't') + std::string(10, 'v'))
        << "and makes up no test part";
}

TEST(SplitColumn, OneThatOnlyKnowsTrainingRowsIsDividedLikeAnyFile) {
    const TempFiles files;
    const std::string path = files.write("r.csv", csvOf(Strings(50, "train")));
    EXPECT_EQ(partsOf(path, "split"), partsOf(path, ""));
}

TEST(SplitColumn, DividingAnewGivesThePartsOfAReadingAnew) {
    const TempFiles files;
    Strings tested(40, "train"), parted(40, "train");
    tested.insert(tested.end(), 10, "test");
    parted.insert(parted.end(), 10, "dev");
    for (const auto& [parts, ownTest, ownValidation] :
         {std::tuple(Strings(50, "train"), false, false), std::tuple(tested, true, false),
          std::tuple(parted, false, true)}) {
        DataConfig config = configOf(files.write("r.csv", csvOf(parts)), "split");
        Dataset data = loadDataset(config);
        EXPECT_EQ(data.ownTest, ownTest);
        EXPECT_EQ(data.ownValidation, ownValidation);
        for (const auto& [train, validation, test] :
             {std::array{0.5, 0.3, 0.2}, std::array{1.0, 0.0, 0.0}, std::array{0.8, 0.1, 0.1}}) {
            config.trainShare = train;
            config.validationShare = validation;
            config.testShare = test;
            divide(data, config);
            EXPECT_EQ(partsOf(data), partsOf(loadDataset(config)));
        }
    }
}

TEST(SplitColumn, ALimitKeepsEachRowInItsPart) {
    const TempFiles files;
    Strings parts;
    for (int i = 0; i < 300; ++i)
        parts.emplace_back(i % 3 == 0 ? "test" : i % 3 == 1 ? "dev" : "train");
    DataConfig config = configOf(files.write("r.csv", csvOf(parts)), "split");
    config.limit = 60;
    const Dataset data = loadDataset(config);
    ASSERT_EQ(data.examples.size(), 60U);
    for (const Example& example : data.examples) {
        const int row = std::stoi(example.text.substr(12));
        EXPECT_EQ(example.split, row % 3 == 0   ? Split::Test
                                 : row % 3 == 1 ? Split::Validation
                                                : Split::Train);
    }
}

TEST(SplitColumn, ExcludesASeparateTestSet) {
    const TempFiles files;
    DataConfig config = configOf(files.write("r.csv", csvOf({"train", "val", "test", "train"})), "split");
    config.testSpec = files.write("t.csv", csvOf({"test"}));
    const auto message = messageOf<ConfigError>([&] { loadDataset(config); });
    EXPECT_MENTIONS(message, "--test");
    EXPECT_MENTIONS(message, "--split-column");
}

TEST(SplitColumn, CannotBeTextOrClassAsWell) {
    const TempFiles files;
    DataConfig config = configOf(files.write("r.csv", csvOf({"train", "val", "test", "train"})), "split");
    config.labelColumn = "3";
    EXPECT_MENTIONS(messageOf<DataError>([&] { loadDataset(config); }), "column 'split'");
    config.labelColumn = "label";
    config.textColumns = {"text", "split"};
    EXPECT_MENTIONS(messageOf<DataError>([&] { loadDataset(config); }), "--split-column");
}

TEST(SplitColumn, FoldersOfPartsHaveNone) {
    const TempFiles files;
    files.write("f/train/pos/1_8.txt", "nice");
    files.write("f/train/neg/1_1.txt", "bad");
    EXPECT_MENTIONS(messageOf<DataError>([&] { loadDataset(configOf(files.path("f"), "split")); }),
                    "--split-column");
    EXPECT_EQ(findSplitColumn(configOf(files.path("f"), "")), "");
    EXPECT_EQ(findSplitColumn(configOf("demo:order", "")), "");
}

TEST(SplitColumn, IsFoundByItsNameWhereAllValuesNameParts) {
    const TempFiles files;
    const std::string path = files.write("r.csv", csvOf({"train", "dev", "TEST", "train"}));
    EXPECT_EQ(findSplitColumn(configOf(path, "")), "split");
    const SourcePreview preview = previewSource(path);
    EXPECT_EQ(preview.splitColumn, "split");
    EXPECT_EQ(preview.labelColumn, "label");
    EXPECT_EQ(preview.textColumns, Strings{"text"});

    EXPECT_EQ(findSplitColumn(configOf(files.write("a.csv", csvOf({"train", "holdout", "test"})), "")), "");
    EXPECT_EQ(findSplitColumn(configOf(files.write("b.csv", csvOf({"train", "", "test"})), "")), "");
    EXPECT_EQ(findSplitColumn(configOf(files.write("c.csv", "text,label,part\na,b,train\nc,d,test\n"), "")),
              "");
    EXPECT_THROW(findSplitColumn(configOf(files.path("missing.csv"), "")), DataError);
}

TEST(SplitColumn, IsNotTakenFromTheTextOrTheClass) {
    const TempFiles files;
    DataConfig config = configOf(files.write("r.csv", csvOf({"train", "dev", "test", "train"})), "");
    config.labelColumn = "split";
    EXPECT_EQ(findSplitColumn(config), "");
    config.labelColumn = "label";
    config.textColumns = {"3"};
    EXPECT_EQ(findSplitColumn(config), "");
    const std::string only =
        files.write("o.csv", "text,split\none text,train\nanother text,test\nthird,train\nlast,test\n");
    EXPECT_EQ(findSplitColumn(configOf(only, "")), "") << "the class, for want of another";
    EXPECT_EQ(previewSource(only).labelColumn, "split");
}

} // namespace

} // namespace lab
