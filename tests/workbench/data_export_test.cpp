// A data set of the lab file leaves as CSV and comes back the same.
#include "workbench/data_export.h"

#include "core/base/error.h"
#include "core/store/dataset_repository.h"
#include "datasets/dataset.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace lab {
namespace {

class DataExport : public testing::Test {
protected:
    void SetUp() override {
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
    }
    void TearDown() override { std::filesystem::remove_all(folder); }
    [[nodiscard]] std::string file(const char* name) const { return (folder / name).string(); }
    [[nodiscard]] std::string bytes(const char* name) const {
        std::ifstream input(file(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(input), {}};
    }
    /// Texts that a careless writer would break, again and again.
    static StoredDataset plums(int rounds) {
        const char* texts[] = {"a sweet plum",
                               "a \"sour\" plum, and a pear",
                               "five; six\tseven | eight",
                               "she wrote &lt;b&gt; and AT&T;",
                               "&lt;b&gt; &amp;amp; <sigh>",
                               "a < b & c > d <3",
                               "漢字 and ümlauts 🙂",
                               "'quoted' ,leading comma",
                               "007"};
        StoredDataset data;
        data.name = "plums";
        data.spec = "csv:plums.csv";
        data.format = "csv";
        data.labels = {"bad, very bad", "good"};
        for (int i = 0; i < rounds; ++i)
            for (const char* text : texts)
                data.records.push_back({text, static_cast<int>(data.records.size() % 2),
                                        static_cast<RecordSplit>(data.records.size() % 3)});
        return data;
    }

    std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("lab-data-export-" + std::to_string(::getpid()));
    LabFile lab{":memory:"};
};

TEST_F(DataExport, ComesBackWithTheSameTextsClassesAndParts) {
    const StoredDataset data = plums(20);
    EXPECT_EQ(exportDataset(lab, DatasetRepository(lab).save(data), file("plums.csv")), 0);
    DataConfig config;
    config.spec = "csv:" + file("plums.csv");
    config.splitColumn = findSplitColumn(config);
    EXPECT_EQ(config.splitColumn, "split");
    const Dataset read = loadDataset(config);
    EXPECT_EQ(read.labels, data.labels);
    ASSERT_EQ(read.examples.size(), data.records.size());
    for (std::size_t i = 0; i < data.records.size(); ++i) {
        EXPECT_EQ(read.examples[i].text, data.records[i].text);
        EXPECT_EQ(read.examples[i].label, data.records[i].label);
        EXPECT_EQ(static_cast<int>(read.examples[i].split), static_cast<int>(data.records[i].split)) << i;
    }
    EXPECT_TRUE(read.skipped.empty());
    EXPECT_TRUE(read.repaired.empty());
}

TEST_F(DataExport, WritesPlainTextsAsTheyAreWithTheirParts) {
    exportDataset(lab, DatasetRepository(lab).save(plums(1)), file("plums.csv"));
    const std::string text = bytes("plums.csv");
    EXPECT_TRUE(text.starts_with("text,label,split\n\"a sweet plum\",\"bad, very bad\",train\n"
                                 "\"a \"\"sour\"\" plum, and a pear\",\"good\",validation\n"))
        << text;
    EXPECT_NE(text.find("\"she wrote &amp;lt;b&amp;gt; and AT&amp;T;\""), std::string::npos) << text;
}

TEST_F(DataExport, CountsTextsWithTagsThatNoSpellingKeeps) {
    StoredDataset data = plums(1);
    data.records[3].text = "<b>bold</b> as it was typed";
    EXPECT_EQ(exportDataset(lab, DatasetRepository(lab).save(data), file("plums.csv")), 1);
}

TEST_F(DataExport, LeavesNothingWhenItIsCancelledOrFails) {
    std::ofstream(file("old.csv")) << "precious";
    const std::int64_t id = DatasetRepository(lab).save(plums(2000));
    std::stop_source stop;
    LoadControl control;
    control.stop = stop.get_token();
    control.progress = [&](double share, std::int64_t) {
        if (share > 0.2)
            stop.request_stop();
    };
    EXPECT_THROW(exportDataset(lab, id, file("old.csv"), control), Cancelled);
    EXPECT_EQ(bytes("old.csv"), "precious");
    EXPECT_THROW(exportDataset(lab, 99, file("none.csv")), StoreError);
    EXPECT_THROW(exportDataset(lab, id, file("absent/plums.csv")), DataError);
    const auto entries = std::distance(std::filesystem::directory_iterator(folder), {});
    EXPECT_EQ(entries, 1) << "only the file that was there before";
}

} // namespace
} // namespace lab
