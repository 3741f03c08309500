// Full-text search over records, and named slices.
#include "core/base/error.h"
#include "core/store/connection.h"
#include "core/store/lab_opener.h"
#include "core/store/search_terms.h"
#include "core/store/slice_repository.h"
#include "tests/store/lab_fixture.h"
#include "tests/store/temp_folder.h"
#include "tests/support/sanitizer.h"

#include <ctime>

namespace lab {
namespace {

using Positions = std::vector<std::int64_t>;

/// Processor time of this thread, so that other work on the machine does not count.
double processorMs() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

StoredDataset reviews() {
    StoredDataset data = smallDataset();
    data.records = {{"The screen is not good", 0, RecordSplit::Train},
                    {"a good screen, a bad battery", 1, RecordSplit::Test},
                    {"Crème brûlée 100% tasty", 1, RecordSplit::Train},
                    {"这部电影很好看", 1, RecordSplit::Validation},
                    {"battery_life \"as promised\"", 0, RecordSplit::Train}};
    return data;
}

class Search : public testing::Test {
protected:
    Positions find(const std::string& typed) const {
        return DatasetRepository(const_cast<LabFile&>(lab)).search(id, typed);
    }
    LabFile lab{":memory:"};
    std::int64_t other = DatasetRepository(lab).save(smallDataset());
    std::int64_t id = DatasetRepository(lab).save(reviews());
};

TEST_F(Search, FindsAllWordsInAnyOrderWhateverTheirCaseAndAccents) {
    EXPECT_EQ(find("screen good"), (Positions{0, 1}));
    EXPECT_EQ(find("GOOD Battery"), (Positions{1}));
    EXPECT_EQ(find("creme brulee"), (Positions{2}));
    EXPECT_EQ(find("nothing"), Positions{});
}

TEST_F(Search, TakesTheLastWordAsABeginningAndQuotesAsNeighbours) {
    EXPECT_EQ(find("scr"), (Positions{0, 1}));
    EXPECT_EQ(find("scr good"), Positions{}) << "only the last word may be unfinished";
    EXPECT_EQ(find("\"not good\""), (Positions{0}));
    EXPECT_EQ(find("\"good not\""), Positions{});
    EXPECT_EQ(find("\"a bad\" screen"), (Positions{1}));
}

TEST_F(Search, FindsSignsAndChineseAsTheyStand) {
    EXPECT_EQ(find("%"), (Positions{2}));
    EXPECT_EQ(find("电影"), (Positions{3}));
    EXPECT_EQ(find("good ,"), (Positions{1}));
    EXPECT_EQ(find("_"), (Positions{4})) << "no wildcard";
}

TEST_F(Search, TakesNothingTypedAsAnError) {
    for (const char* typed :
         {"\"", "a\"", "AND", "NOT", "text:good", "(", "*", "good*", "^x", "\"\"", "-bad", "a OR", "NEAR("})
        EXPECT_NO_THROW(find(typed)) << typed;
    EXPECT_EQ(find(""), (Positions{0, 1, 2, 3, 4}));
    EXPECT_EQ(find(" \"\" "), (Positions{0, 1, 2, 3, 4}));
}

TEST_F(Search, KeepsToItsDataSetAndForgetsWhatIsDeleted) {
    DatasetRepository datasets(lab);
    EXPECT_EQ(datasets.search(other, "good"), (Positions{0}));
    datasets.trash(id);
    datasets.remove(id);
    EXPECT_EQ(datasets.search(id, "screen"), Positions{});
    EXPECT_EQ(datasets.search(other, "good"), (Positions{0}));
    EXPECT_NO_THROW(
        lab.connection().exec("INSERT INTO record_search (record_search) VALUES ('integrity-check')"));
}

TEST_F(Search, IsBuiltForRecordsOfAnOlderLab) {
    const TempFolder folder;
    const std::string path = folder.file("lab.db");
    {
        const auto old = openLab(path, LabMode::ReadWrite, migrations().first(1));
        old->exec(
            "INSERT INTO datasets (id, name, spec, format, fingerprint, labels, report, train_records, "
            "validation_records, test_records) VALUES (7, 'n', 's', 'csv', 'f', '[\"a\"]', '{}', 1, 0, 0)");
        old->exec("INSERT INTO records VALUES (7, 0, 'train', 0, 'an old plum')");
    }
    LabFile migrated(path);
    EXPECT_EQ(DatasetRepository(migrated).search(7, "plum"), (Positions{0}));
}

TEST_F(Search, AnswersWithin100MsOver100000Records) {
    StoredDataset data = reviews();
    data.records.clear();
    for (int i = 0; i < 100000; ++i)
        data.records.push_back({fmt::format("the screen number {} is {} and the battery lasts {} hours", i,
                                            i % 3 == 0 ? "good" : "bad", i % 977),
                                i % 2, RecordSplit::Train});
    const std::int64_t large = DatasetRepository(lab).save(data);
    const DatasetRepository datasets(lab);
    for (const char* typed : {"the", "go", "screen 12345", "\"is good\"", "976 hours"}) {
        const double before = processorMs();
        const Positions found = datasets.search(large, typed);
        const double ms = processorMs() - before;
        EXPECT_FALSE(found.empty()) << typed;
        EXPECT_LT(ms, 100 * test::kTimeAllowance) << typed << " found " << found.size();
        RecordProperty(typed, fmt::format("{} ms", ms));
    }
}

TEST_F(Search, TextsComeInTheOrderAskedFor) {
    const DatasetRepository datasets(lab);
    EXPECT_EQ(datasets.texts(id, {4, 0, 99}),
              (std::vector<std::string>{"battery_life \"as promised\"", "The screen is not good", ""}));
}

TEST_F(Search, ADataSetIsFoundByNumberOrFingerprint) {
    const DatasetRepository datasets(lab);
    const std::string fingerprint = datasets.fingerprint(id);
    EXPECT_EQ(datasets.resolve(std::to_string(id)), id);
    EXPECT_EQ(datasets.resolve(fingerprint.substr(0, 16)), id);
    EXPECT_EQ(datasets.resolve(fingerprint), id);
    EXPECT_THROW((void)datasets.resolve("99"), StoreError);
    EXPECT_THROW((void)datasets.resolve(""), StoreError);
    EXPECT_THROW((void)datasets.resolve("reviews"), StoreError);
    EXPECT_THROW((void)datasets.resolve("000000000000"), StoreError);
}

TEST_F(Search, SlicesKeepEveryPartOfTheirFilter) {
    SliceRepository slices(lab);
    RecordFilter filter;
    filter.search = "good \"screen\"";
    filter.split = RecordSplit::Test;
    filter.label = 1;
    filter.predicted = 0;
    filter.minTokens = 3;
    filter.maxTokens = 30;
    filter.outcome = RecordFilter::Outcome::Wrong;
    filter.texts = RecordFilter::Texts::Leaked;
    const std::int64_t kept = slices.save(id, "b", filter);
    slices.save(id, "A", {});
    const auto list = slices.list(id);
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].name, "A");
    EXPECT_EQ(list[0].filter, RecordFilter());
    EXPECT_EQ(list[1].filter, filter);
    EXPECT_TRUE(slices.list(other).empty());
    filter.label.reset();
    EXPECT_EQ(slices.save(id, "b", filter), kept) << "the same name is the same slice";
    EXPECT_EQ(slices.list(id)[1].filter, filter);
    slices.remove(kept);
    EXPECT_EQ(slices.list(id).size(), 1U);
    DatasetRepository(lab).trash(id);
    DatasetRepository(lab).remove(id);
    EXPECT_TRUE(slices.list(id).empty());
}

} // namespace
} // namespace lab
