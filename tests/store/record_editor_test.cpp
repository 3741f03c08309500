// Records of stored data sets are edited in place or in a copy, undone, and found by the search at any time.
#include "core/base/error.h"
#include "core/store/connection.h"
#include "core/store/record_editor.h"
#include "core/store/run_repository.h"
#include "core/store/slice_repository.h"
#include "core/store/study_repository.h"
#include "tests/store/lab_fixture.h"
#include "tests/store/temp_folder.h"

namespace lab {
namespace {

using Positions = std::vector<std::int64_t>;

class RecordEdits : public testing::Test {
protected:
    static StoredDataset plums() {
        StoredDataset data = smallDataset();
        data.name = "plums";
        data.records = {{"a sweet plum", 1, RecordSplit::Train},
                        {"a sour plum", 0, RecordSplit::Train},
                        {"a sweet pear", 1, RecordSplit::Validation},
                        {"a sour pear", 0, RecordSplit::Test}};
        return data;
    }
    static StoredRecord record(const std::string& text, int label = 0,
                               RecordSplit split = RecordSplit::Train) {
        return {text, label, split};
    }
    std::int64_t runOn(std::int64_t dataset) {
        NewRun run = smallRun();
        run.dataset = dataset;
        return RunRepository(lab).create(run);
    }
    DatasetRow rowOf(std::int64_t dataset) {
        for (const DatasetRow& row : datasets.list(DatasetRepository::Listed::All))
            if (row.id == dataset)
                return row;
        return {};
    }
    /// What the lab file says of the data set agrees with its records, and so does the search index.
    void expectSound(std::int64_t dataset) {
        const StoredDataset data = datasets.load(dataset);
        EXPECT_EQ(datasets.fingerprint(dataset), fingerprintOf(data));
        const DatasetRow row = rowOf(dataset);
        EXPECT_EQ(row.trainRecords, datasets.count(dataset, RecordSplit::Train));
        EXPECT_EQ(row.validationRecords, datasets.count(dataset, RecordSplit::Validation));
        EXPECT_EQ(row.testRecords, datasets.count(dataset, RecordSplit::Test));
        EXPECT_NO_THROW(lab.connection().exec(
            "INSERT INTO record_search (record_search, rank) VALUES ('integrity-check', 1)"));
        EXPECT_TRUE(lab.integrityCheck().empty());
    }
    std::string refused(const std::vector<RecordChange>& changes) {
        const std::string before = datasets.fingerprint(id);
        std::string message = messageOf<StoreError>([&] { editor.apply(id, changes); });
        EXPECT_EQ(datasets.fingerprint(id), before);
        expectSame(datasets.load(id), plums());
        return message;
    }

    LabFile lab{":memory:"};
    DatasetRepository datasets{lab};
    RecordEditor editor{lab};
    std::int64_t id = datasets.save(plums());
    std::string original = datasets.fingerprint(id);
};

TEST_F(RecordEdits, ChangeADataSetThatNoRunNeedsInPlace) {
    const RecordEdit edit =
        editor.apply(id, {{1, record("a ripe plum", 1)}, {2, record("a sweet pear", 1, RecordSplit::Test)}});
    EXPECT_EQ(edit.dataset, id);
    EXPECT_FALSE(edit.copied);
    EXPECT_EQ(datasets.list().size(), 1U);
    expectSound(id);
    EXPECT_EQ(datasets.fingerprint(id), edit.done.to);
    EXPECT_EQ(datasets.load(id).records[1].text, "a ripe plum");
    EXPECT_EQ(datasets.load(id).records[2].split, RecordSplit::Test);
    EXPECT_EQ(datasets.search(id, "ripe"), (Positions{1}));
    EXPECT_EQ(datasets.search(id, "sour"), (Positions{3}));
    EXPECT_EQ(datasets.load(id).format, "edited") << "it is no longer what the reader gave";

    const RecordEdit undone = editor.retrace(edit.back, edit.copied);
    EXPECT_EQ(undone.dataset, id);
    expectSame(datasets.load(id), plums());
    EXPECT_EQ(datasets.fingerprint(id), original);
    expectSound(id);
    const RecordEdit redone = editor.retrace(edit.done, false);
    EXPECT_EQ(datasets.fingerprint(redone.dataset), edit.done.to);
    EXPECT_EQ(datasets.search(id, "ripe"), (Positions{1}));
    expectSound(id);
}

TEST_F(RecordEdits, LeaveTheNumbersOfTheOtherRecordsWhenOneIsRemoved) {
    const RecordEdit edit = editor.apply(id, {{1, std::nullopt}});
    EXPECT_EQ(datasets.positions(id), (Positions{0, 2, 3}));
    EXPECT_EQ(datasets.search(id, "sour"), (Positions{3}));
    expectSound(id);
    const RecordEdit added = editor.apply(id, {{RecordChange::kNew, record("a new plum")}});
    EXPECT_EQ(added.done.changes.at(0).position, 4);
    EXPECT_EQ(datasets.search(id, "new"), (Positions{4}));
    expectSound(id);
    editor.retrace(added.back, false);
    editor.retrace(edit.back, false);
    EXPECT_EQ(datasets.positions(id), (Positions{0, 1, 2, 3}));
    expectSame(datasets.load(id), plums());
    expectSound(id);
}

TEST_F(RecordEdits, GoIntoACopyOfADataSetThatARunNeeds) {
    SliceRepository slices(lab);
    slices.save(id, "sweet", {.search = "sweet"});
    runOn(id);
    const RecordEdit edit = editor.apply(id, {{0, record("a sweet plum", 0)}});
    EXPECT_TRUE(edit.copied);
    EXPECT_NE(edit.dataset, id);
    EXPECT_EQ(edit.name, "plums (edited)");
    EXPECT_EQ(edit.original, "plums");
    expectSame(datasets.load(id), plums());
    EXPECT_EQ(datasets.fingerprint(id), original);
    EXPECT_EQ(datasets.load(edit.dataset).records[0].label, 0);
    EXPECT_EQ(datasets.search(edit.dataset, "sweet"), (Positions{0, 2}));
    ASSERT_EQ(slices.list(edit.dataset).size(), 1U);
    EXPECT_EQ(slices.list(edit.dataset)[0].filter.search, "sweet");
    expectSound(id);
    expectSound(edit.dataset);
    const RecordEdit second = editor.apply(edit.dataset, {{0, std::nullopt}});
    EXPECT_EQ(second.dataset, edit.dataset) << "no run needs the copy";
    editor.retrace(second.back, second.copied);

    slices.save(edit.dataset, "made later", {});
    slices.save(edit.dataset, "sweet", {.search = "sour"});
    const RecordEdit undone = editor.retrace(edit.back, edit.copied);
    EXPECT_EQ(undone.dataset, id);
    EXPECT_TRUE(undone.found);
    EXPECT_EQ(datasets.list().size(), 1U) << "the copy is gone again";
    const auto kept = slices.list(id);
    ASSERT_EQ(kept.size(), 3U) << "what the person made of it is not";
    EXPECT_EQ(kept[0].name, "made later");
    EXPECT_EQ(kept[1].name, "sweet");
    EXPECT_EQ(kept[1].filter.search, "sweet");
    EXPECT_EQ(kept[2].name, "sweet (2)") << "changed in the copy";
    EXPECT_EQ(kept[2].filter.search, "sour");
    expectSound(id);
    const RecordEdit redone = editor.retrace(edit.done, false);
    EXPECT_TRUE(redone.copied);
    EXPECT_EQ(datasets.fingerprint(redone.dataset), edit.done.to);
}

TEST_F(RecordEdits, NameACopyInTheLanguageOfWhoeverReadsIt) {
    RecordEditor chinese(lab, "已编辑");
    const std::vector<RecordChange> first{{0, record("a sweet plum", 0)}}, second{{0, record("a plum", 1)}};
    const RecordEdit edit = chinese.apply(id, first, true);
    EXPECT_EQ(edit.name, "plums (已编辑)");
    EXPECT_EQ(chinese.apply(edit.dataset, second, true).name, "plums (已编辑 2)") << "marked once";
}

TEST_F(RecordEdits, KeepACopyThatARunWasTrainedOn) {
    runOn(id);
    const RecordEdit edit = editor.apply(id, {{0, std::nullopt}});
    runOn(edit.dataset);
    EXPECT_EQ(editor.retrace(edit.back, edit.copied).dataset, id);
    EXPECT_EQ(datasets.list().size(), 2U);
    EXPECT_EQ(datasets.fingerprint(edit.dataset), edit.done.to);
}

TEST_F(RecordEdits, GoIntoACopyAlsoWhenAnUndoWouldChangeWhatARunNeeds) {
    const RecordEdit edit = editor.apply(id, {{0, std::nullopt}});
    runOn(id);
    const RecordEdit undone = editor.retrace(edit.back, edit.copied);
    EXPECT_TRUE(undone.copied);
    EXPECT_EQ(datasets.fingerprint(undone.dataset), original);
    EXPECT_EQ(datasets.fingerprint(id), edit.done.to);
    const RecordEdit redone = editor.retrace(edit.done, undone.copied);
    EXPECT_EQ(redone.dataset, id);
    EXPECT_EQ(datasets.list().size(), 1U);
}

TEST_F(RecordEdits, NeverChangeABuiltInDataSetOrOneThatAStudyNames) {
    StoredDataset demo = plums();
    demo.format = "demo";
    demo.records[0].text = "a built-in plum";
    const std::int64_t builtIn = datasets.save(demo);
    EXPECT_TRUE(editor.apply(builtIn, {{1, std::nullopt}}).copied);
    expectSame(datasets.load(builtIn), demo);
    EXPECT_TRUE(editor.apply(id, {{1, std::nullopt}}, true).copied) << "as the caller wants it";
    StoredStudy study;
    study.name = "plums";
    study.config.data.spec = "lab:" + original.substr(0, 16);
    StudyRepository(lab).save(study);
    EXPECT_TRUE(editor.apply(id, {{2, std::nullopt}}).copied);
    expectSame(datasets.load(id), plums());
}

TEST_F(RecordEdits, GiveEveryCopyItsOwnName) {
    runOn(id);
    const RecordEdit first = editor.apply(id, {{0, std::nullopt}});
    EXPECT_EQ(editor.apply(id, {{1, std::nullopt}}).name, "plums (edited 2)");
    runOn(first.dataset);
    EXPECT_EQ(editor.apply(first.dataset, {{2, std::nullopt}}).name, "plums (edited 3)");
}

TEST_F(RecordEdits, SayWhatIsWrongAndChangeNothing) {
    EXPECT_NE(refused({{0, record(" \n")}}).find("needs a text"), std::string::npos);
    EXPECT_NE(refused({{0, record("x", 2)}}).find("no class 2"), std::string::npos);
    EXPECT_NE(refused({{0, std::nullopt}, {1, record("a sour plum", 0, RecordSplit::Test)}})
                  .find("the training part needs a record"),
              std::string::npos);
    StoredDataset twin = plums();
    twin.name = "twin";
    twin.records.erase(twin.records.begin());
    const std::int64_t other = datasets.save(twin);
    EXPECT_NE(refused({{0, std::nullopt}}).find("nothing was changed: 'twin' holds"), std::string::npos);
    datasets.trash(other);
    EXPECT_NE(refused({{0, std::nullopt}}).find("'twin' in the trash"), std::string::npos);
    const RecordEdit nothing = editor.apply(id, {{0, plums().records[0]}, {9, std::nullopt}});
    EXPECT_EQ(nothing.done.from, nothing.done.to);
    EXPECT_EQ(datasets.load(id).format, plums().format);
}

TEST_F(RecordEdits, KeepToTheirStepWhenWhatTheyChangedIsGone) {
    const RecordEdit edit = editor.apply(id, {{0, std::nullopt}});
    datasets.trash(id);
    datasets.remove(id);
    EXPECT_NE(messageOf<StoreError>([&] { editor.retrace(edit.back, false); }).find("no longer in the lab"),
              std::string::npos);
}

TEST_F(RecordEdits, TakeAReasonableTimeFor100000Records) {
    StoredDataset many = plums();
    for (int i = 0; i < 100000; ++i)
        many.records.push_back(record("plum number " + std::to_string(i), i % 2));
    const std::int64_t large = datasets.save(many);
    const RecordEdit edit = editor.apply(large, {{50000, std::nullopt}});
    EXPECT_EQ(datasets.positions(large).size(), 100003U);
    EXPECT_EQ(datasets.fingerprint(edit.dataset), fingerprintOf(datasets.load(large)));
}

} // namespace
} // namespace lab
