#include "core/base/error.h"
#include "core/store/action_repository.h"
#include "core/store/attention_blob.h"
#include "core/store/checkpoint_repository.h"
#include "core/store/connection.h"
#include "core/store/dataset_repository.h"
#include "core/store/metric_repository.h"
#include "core/store/sha256.h"
#include "core/store/snapshot_repository.h"
#include "core/store/timing_repository.h"
#include "core/store/vocabulary_repository.h"
#include "tests/store/lab_fixture.h"
#include "tests/store/temp_folder.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace lab {
namespace {

class Repositories : public testing::Test {
protected:
    LabFile lab{":memory:"};
    std::int64_t run = RunRepository(lab).create(smallRun());
};

TEST(Sha256Sum, AgreesWithTheStandardsExamples) {
    EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(sha256(std::string(1000000, 'a')),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    for (std::size_t cut :
         {0U, 1U, 55U, 63U, 64U, 65U, 128U, 200U}) { // pieces give the same sum as the whole
        const std::string text(200, 'q');
        Sha256 pieces;
        pieces.add(text.substr(0, cut));
        pieces.add(text.substr(cut));
        EXPECT_EQ(pieces.hex(), sha256(text)) << cut;
    }
}

TEST_F(Repositories, KeepOneTimingAPointAndPlace) {
    TimingRepository timings(lab);
    const TimingPlace here{"cpu", 2, "1.0, this processor"}, elsewhere{"cpu", 2, "1.0, another processor"};
    TimingPoint point;
    point.encoder = "fastformer";
    point.sharing = "none";
    point.length = 128;
    point.sequences = 512;
    point.dim = 256;
    point.heads = 16;
    point.layers = 1;
    point.repeats = 3;
    point.inference = {0.5, 0.4, 0.6};
    point.training = {1.5, 1.25, 1.75};
    point.peakBytes = 1'654'000'000;
    point.flopsInference = 5e10;
    point.flopsTraining = 15e10;
    timings.save(here, point);
    point.repeats = 9;
    point.done = true;
    timings.save(here, point);
    const auto stored = timings.list(here);
    ASSERT_EQ(stored.size(), 1U) << "measured again, it takes the place of the first";
    EXPECT_TRUE(stored[0].sameSpot(point));
    EXPECT_TRUE(stored[0].done);
    EXPECT_EQ(stored[0].repeats, 9);
    EXPECT_EQ(stored[0].inference.high, 0.6);
    EXPECT_EQ(stored[0].training.low, 1.25);
    EXPECT_EQ(stored[0].peakBytes, 1'654'000'000);
    EXPECT_EQ(stored[0].flopsTraining, 15e10);
    EXPECT_TRUE(timings.list(elsewhere).empty()) << "another machine's seconds are not this one's";
    point.length = 256;
    timings.save(here, point);
    EXPECT_EQ(timings.list(here).size(), 2U);
}

TEST_F(Repositories, KeepOneTimingAPointAndSizeOfBatch) {
    TimingRepository timings(lab);
    const TimingPlace here{"cpu", 2, "1.0, this processor"};
    TimingPoint point; // longer than either batch: alone in both
    point.encoder = "fastformer";
    point.sharing = "none";
    point.length = 65'536;
    point.sequences = 1;
    point.dim = 256;
    point.heads = 16;
    point.layers = 1;
    point.done = true;
    for (const std::int64_t tokens : {65'536, 32'768}) {
        point.tokens = tokens;
        timings.save(here, point);
    }
    const auto stored = timings.list(here);
    ASSERT_EQ(stored.size(), 2U);
    EXPECT_FALSE(stored[0].sameSpot(stored[1]));
    const auto sets = timings.sets();
    ASSERT_EQ(sets.size(), 2U) << "a chart for each size of batch";
    EXPECT_EQ(sets[0].tokens, 32'768);
    EXPECT_EQ(sets[1].tokens, 65'536);
    EXPECT_EQ(sets[1].points.size(), 1U);
}

TEST_F(Repositories, KeepWhereTheTimeOfATimingGoes) {
    TimingRepository timings(lab);
    TimingPoint point;
    point.encoder = "fastformer";
    point.sharing = "none";
    point.length = 128;
    point.sequences = 4;
    point.tokens = 600;
    point.dim = 16;
    timings.save({"cpu", 1, "a"}, point);
    point.breakdown.emplace();
    point.breakdown->inference[1] = 0.125;
    point.breakdown->training[6] = 0.5;
    timings.save({"cpu", 1, "a"}, point);
    timings.save({"cpu", 2, "a"}, point);
    const auto stored = timings.list({"cpu", 1, "a"});
    ASSERT_EQ(stored.size(), 1U);
    EXPECT_EQ(stored[0].breakdown, point.breakdown);
    EXPECT_EQ(stored[0].tokens, 600);
    const auto sets = timings.sets();
    ASSERT_EQ(sets.size(), 2U);
    EXPECT_EQ(sets[0].place.threads, 2) << "the newest first";
    EXPECT_EQ(sets[1].points.size(), 1U);
    point.breakdown.reset();
    timings.save({"cpu", 1, "a"}, point);
    EXPECT_FALSE(timings.list({"cpu", 1, "a"})[0].breakdown)
        << "measured again: the old parts went with the old point";
    EXPECT_EQ(lab.connection().database().execAndGet("SELECT count(*) FROM timing_parts").getInt(), 7);
}

TEST_F(Repositories, KeepADataSetWhole) {
    DatasetRepository datasets(lab);
    const std::int64_t id = datasets.save(smallDataset());
    expectSame(datasets.load(id), smallDataset());
    const auto rows = datasets.list();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].trainRecords, 2);
    EXPECT_EQ(rows[0].validationRecords, 1);
    EXPECT_EQ(rows[0].testRecords, 1);
    EXPECT_EQ(rows[0].labels, (std::vector<std::string>{"bad", "good"}));
    EXPECT_EQ(rows[0].fingerprint, fingerprintOf(smallDataset()));
    EXPECT_EQ(datasets.count(id, RecordSplit::Train), 2);
    EXPECT_EQ(datasets.records(id, RecordSplit::Train, 1).size(), 1U);
    std::vector<StoredRecord> tests;
    for (const StoredRecord& record : smallDataset().records)
        if (record.split == RecordSplit::Test)
            tests.push_back(record);
    const auto stored = datasets.records(id, RecordSplit::Test, 10);
    ASSERT_EQ(stored.size(), tests.size());
    EXPECT_EQ(stored[0].text, tests[0].text);
    EXPECT_EQ(stored[0].label, tests[0].label);
    EXPECT_EQ(datasets.count(77, RecordSplit::Train), 0);
    datasets.rename(id, "new name");
    EXPECT_EQ(datasets.load(id).name, "new name");
    EXPECT_THROW((void)datasets.load(77), StoreError);
    EXPECT_THROW(datasets.rename(77, "x"), StoreError);
}

TEST_F(Repositories, StoreEqualContentOnce) {
    DatasetRepository datasets(lab);
    const std::int64_t id = datasets.save(smallDataset());
    StoredDataset same = smallDataset();
    same.name = "another name";
    EXPECT_EQ(datasets.save(same), id);
    for (int change = 0; change < 4; ++change) { // every part of the content makes a difference
        StoredDataset other = smallDataset();
        if (change == 0)
            other.records[0].text += " ";
        else if (change == 1)
            other.records[0].label = 0;
        else if (change == 2)
            other.records[0].split = RecordSplit::Test;
        else
            other.labels[0] = "awful";
        EXPECT_NE(datasets.save(other), id) << change;
    }
    EXPECT_EQ(datasets.list().size(), 5U);
    const VocabularyRepository vocabularies(lab);
    const std::int64_t words = VocabularyRepository(lab).save({"a", "b"});
    EXPECT_EQ(VocabularyRepository(lab).save({"a", "b"}), words);
    EXPECT_NE(VocabularyRepository(lab).save({"b", "a"}), words);
    EXPECT_EQ(vocabularies.load(words), (std::vector<std::string>{"a", "b"}));
    EXPECT_THROW((void)vocabularies.load(99), StoreError);
}

TEST_F(Repositories, StoreNothingOfACancelledImport) {
    StoredDataset data = smallDataset();
    data.records.assign(5000, {"text", 0, RecordSplit::Train});
    std::stop_source stop;
    stop.request_stop();
    DatasetRepository datasets(lab);
    EXPECT_THROW(datasets.save(data, stop.get_token()), Cancelled);
    EXPECT_TRUE(datasets.list().empty());
    EXPECT_EQ(lab.connection().database().execAndGet("SELECT count(*) FROM records").getInt(), 0);
    const std::int64_t id = datasets.save(data);
    EXPECT_THROW((void)datasets.load(id, stop.get_token()), Cancelled);
}

TEST_F(Repositories, DoNotRemoveADataSetThatARunNeeds) {
    DatasetRepository datasets(lab);
    NewRun newRun = smallRun();
    newRun.dataset = datasets.save(smallDataset());
    const std::int64_t user = RunRepository(lab).create(newRun);
    datasets.trash(*newRun.dataset);
    const std::string message = messageOf<StoreError>([&] { datasets.remove(*newRun.dataset); });
    EXPECT_NE(message.find(fmt::format("1 in number, the first is run {}", user)), std::string::npos)
        << message;
    RunRepository(lab).remove(user);
    datasets.remove(*newRun.dataset);
    EXPECT_TRUE(datasets.list().empty());
    EXPECT_EQ(lab.connection().database().execAndGet("SELECT count(*) FROM records").getInt(), 0);
}

TEST_F(Repositories, PutADataSetAsideAndBringItBack) {
    DatasetRepository datasets(lab);
    const std::int64_t kept = datasets.save(smallDataset("kept")), id = datasets.save(smallDataset());
    EXPECT_NE(messageOf<StoreError>([&] { datasets.remove(id); }).find("not in the trash"),
              std::string::npos);
    datasets.trash(id);
    ASSERT_EQ(datasets.list().size(), 1U);
    EXPECT_EQ(datasets.list()[0].id, kept);
    const auto trashed = datasets.list(DatasetRepository::Listed::Trashed);
    ASSERT_EQ(trashed.size(), 1U);
    EXPECT_EQ(trashed[0].trashed.size(), std::string("2026-01-01T00:00:00.000Z").size());
    datasets.trash(id);
    EXPECT_EQ(datasets.list(DatasetRepository::Listed::Trashed)[0].trashed, trashed[0].trashed)
        << "it is there already";
    EXPECT_EQ(datasets.list(DatasetRepository::Listed::All).size(), 2U);
    expectSame(datasets.load(id), smallDataset());
    EXPECT_EQ(datasets.resolve(datasets.fingerprint(id)), id) << "runs still find it";
    datasets.restore(id);
    EXPECT_EQ(datasets.list().size(), 2U);
    EXPECT_TRUE(datasets.list(DatasetRepository::Listed::Trashed).empty());
    EXPECT_THROW(datasets.trash(99), StoreError);
}

TEST_F(Repositories, TakeADataSetOutOfTheTrashWhenItIsImportedAgain) {
    DatasetRepository datasets(lab);
    const std::int64_t id = datasets.save(smallDataset());
    datasets.trash(id);
    EXPECT_EQ(datasets.save(smallDataset()), id);
    EXPECT_EQ(datasets.list().size(), 1U);
}

TEST_F(Repositories, KeepTimeSeries) {
    MetricRepository metrics(lab);
    metrics.append(
        run, {{"train", "loss", 2, 0.5}, {"train", "loss", 1, 0.1 + 0.2}, {"train", "accuracy", 1, 0.25}});
    metrics.append(run, {{"train", "loss", 3, std::nan("")}, {"train", "loss", 2, 0.4}});
    const auto loss = metrics.series(run, "train", "loss");
    ASSERT_EQ(loss.size(), 3U);
    EXPECT_EQ(loss[0].step, 1);
    EXPECT_EQ(loss[0].value, 0.1 + 0.2);
    EXPECT_EQ(loss[1].value, 0.4) << "a repeated step replaces";
    EXPECT_TRUE(std::isnan(loss[2].value));
    EXPECT_EQ(metrics.series(run, "train", "loss", 2).size(), 1U);
    EXPECT_TRUE(metrics.series(run, "test", "loss").empty());
    EXPECT_TRUE(metrics.series(run + 1, "train", "loss").empty());
    EXPECT_EQ(metricsAsCsv(metrics.all(run)),
              "step,split,name,value\n1,train,accuracy,0.25\n"
              "1,train,loss,0.30000000000000004\n2,train,loss,0.4\n3,train,loss,\n");
    const auto json = nlohmann::json::parse(metricsAsJson(metrics.all(run)));
    EXPECT_EQ(json[1],
              (nlohmann::json{{"step", 1}, {"split", "train"}, {"name", "loss"}, {"value", 0.1 + 0.2}}));
    EXPECT_TRUE(json[3]["value"].is_null());
    EXPECT_EQ(metricsAsJson({}), "[]");
}

TEST_F(Repositories, SayWhenTheRunWasDeletedMeanwhile) {
    MetricRepository metrics(lab);
    const std::string message = messageOf<StoreError>([&] { metrics.append(99, {{"train", "loss", 1, 1}}); });
    EXPECT_NE(message.find("no longer in the lab file"), std::string::npos) << message;
}

TEST_F(Repositories, KeepEvaluationsWithTheirConfusion) {
    MetricRepository metrics(lab);
    metrics.saveEvaluation(run, {"validation", 10, 1, {0.5, 0.75, 0.7, {3, 1, 0, 4}, 8, 0.25}});
    metrics.saveEvaluation(run, {"test", 10, 1, {0.6, 0.5, std::nan(""), {}, 2, 0}});
    metrics.saveEvaluation(run, {"validation", 10, 1, {0.4, 0.8, 0.7, {3, 1, 0, 5}, 9, 0.25}});
    const auto rows = metrics.evaluations(run);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].split, "test");
    EXPECT_TRUE(std::isnan(rows[0].evaluation.macroF1));
    EXPECT_TRUE(rows[0].evaluation.confusion.empty());
    EXPECT_EQ(rows[1].evaluation.accuracy, 0.8);
    EXPECT_EQ(rows[1].evaluation.confusion, (std::vector<std::int64_t>{3, 1, 0, 5}));
    EXPECT_EQ(rows[1].evaluation.examples, 9);
    EXPECT_EQ(rows[1].epoch, 1);
    EXPECT_THROW(metrics.saveEvaluation(run, {"somewhere", 1, 1, {}}), StoreError);
}

TEST_F(Repositories, KeepActionsInTheirOrder) {
    ActionRepository actions(lab);
    actions.append(run, {5, "", "pause", "", false});
    actions.append(run, {5, "2020-01-02T03:04:05.678Z", "step", "3 steps", true});
    const auto rows = actions.list(run);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].kind, "pause");
    EXPECT_EQ(rows[0].time.size(), 24U);
    EXPECT_EQ(rows[1].time, "2020-01-02T03:04:05.678Z");
    EXPECT_EQ(rows[1].detail, "3 steps");
    EXPECT_TRUE(rows[1].undone);
}

TEST_F(Repositories, ReplaceACheckpointOfTheSameKind) {
    CheckpointRepository checkpoints(lab);
    EXPECT_FALSE(checkpoints.find(run, CheckpointKind::Last));
    EXPECT_NE(
        messageOf<StoreError>([&] { (void)checkpoints.load(run, CheckpointKind::Last); }).find("no last"),
        std::string::npos);
    std::string large(40'000'000, '\0'); // more than two parts
    for (std::size_t i = 0; i < large.size(); i += 1000)
        large[i] = static_cast<char>(i / 1000);
    checkpoints.save(run, 1, CheckpointKind::Last, "first");
    checkpoints.save(run, 1, CheckpointKind::Best, "best");
    checkpoints.save(run, 2, CheckpointKind::Last, large);
    EXPECT_TRUE(checkpoints.load(run, CheckpointKind::Last) == large);
    EXPECT_EQ(checkpoints.load(run, CheckpointKind::Best), "best");
    const auto info = checkpoints.find(run, CheckpointKind::Last);
    EXPECT_EQ(info->step, 2);
    EXPECT_EQ(info->size, 40'000'000);
    EXPECT_EQ(info->sha256, sha256(large));
    EXPECT_EQ(lab.connection().database().execAndGet("SELECT count(*) FROM checkpoint_parts").getInt(), 4);
    checkpoints.save(run, 3, CheckpointKind::Best, "");
    EXPECT_EQ(checkpoints.load(run, CheckpointKind::Best), "");
}

TEST_F(Repositories, KeepAnyNumberOfCheckpointsBesides) {
    CheckpointRepository checkpoints(lab);
    checkpoints.save(run, 4, CheckpointKind::Kept, "four");
    checkpoints.save(run, 2, CheckpointKind::Kept, "two");
    checkpoints.save(run, 4, CheckpointKind::Kept, "four again");
    checkpoints.save(run, 4, CheckpointKind::Last, "last");
    checkpoints.save(run, 1, CheckpointKind::Best, "best");
    const auto all = checkpoints.list(run);
    ASSERT_EQ(all.size(), 4U);
    EXPECT_EQ(all[0].kind, CheckpointKind::Best);
    EXPECT_EQ(all[1].step, 2);
    EXPECT_EQ(all[2].kind, CheckpointKind::Last) << "at one step it comes first";
    EXPECT_EQ(all[3].size, 10);
    EXPECT_EQ(checkpoints.loadStep(run, 2), "two");
    EXPECT_EQ(checkpoints.loadStep(run, 1), "best");
    EXPECT_NE(
        messageOf<StoreError>([&] { (void)checkpoints.loadStep(run, 3); }).find("no checkpoint after step 3"),
        std::string::npos);
    EXPECT_TRUE(checkpoints.removeKept(run, 2));
    EXPECT_FALSE(checkpoints.removeKept(run, 2));
    EXPECT_FALSE(checkpoints.removeKept(run, 1)) << "the best one is not a kept one";
    RunRepository(lab).rewind(run, 3);
    EXPECT_EQ(checkpoints.list(run).size(), 2U) << "a run that is set back takes later ones with it";
    EXPECT_EQ(checkpoints.load(run, CheckpointKind::Last), "last");
}

TEST_F(Repositories, NoticeADamagedCheckpoint) {
    CheckpointRepository checkpoints(lab);
    checkpoints.save(run, 1, CheckpointKind::Last, "bytes");
    lab.connection().exec("UPDATE checkpoint_parts SET bytes = x'00'");
    EXPECT_NE(
        messageOf<StoreError>([&] { (void)checkpoints.load(run, CheckpointKind::Last); }).find("damaged"),
        std::string::npos);
}

TEST_F(Repositories, KeepSnapshotsToTheLastBit) {
    SnapshotRepository snapshots(lab);
    snapshots.saveProbes(run, {"old"});
    snapshots.saveProbes(run, {"a good one", "漢字"});
    EXPECT_EQ(snapshots.probes(run), (std::vector<std::string>{"a good one", "漢字"}));
    snapshots.save(run, {20, {smallMap(), smallMap(1)}});
    snapshots.save(run, {0, {smallMap(2)}});
    snapshots.save(run, {0, {smallMap(3)}});
    EXPECT_EQ(snapshots.steps(run), (std::vector<std::int64_t>{0, 20}));
    const SnapshotEvent snapshot = snapshots.load(run, 20);
    EXPECT_EQ(snapshot.step, 20);
    ASSERT_EQ(snapshot.probes.size(), 2U);
    expectSame(snapshot.probes[0], smallMap());
    expectSame(snapshot.probes[1], smallMap(1));
    expectSame(snapshots.load(run, 0).probes.at(0), smallMap(3));
    EXPECT_NE(
        messageOf<StoreError>([&] { (void)snapshots.load(run, 7); }).find("after step 7 does not exist"),
        std::string::npos);
    lab.connection().exec("UPDATE snapshots SET attention = x'0102'");
    EXPECT_THROW((void)snapshots.load(run, 0), StoreError);
}

TEST(AttentionBlob, RefusesWhatIsNoMap) {
    AttentionMap empty;
    expectSame(attentionFromBlob(toBlob(empty), "x"), empty);
    EXPECT_THROW(attentionFromBlob("", "x"), DataError);
}

TEST(AttentionBlob, KeepsTheIdsOfTheTokens) {
    AttentionMap map = smallMap();
    EXPECT_TRUE(attentionFromBlob(toBlob(map), "x").ids.empty()) << "as in files that had none";
    map.ids.assign(map.tokens.size(), 12);
    map.ids.front() = AttentionMap::kUnknown;
    EXPECT_EQ(attentionFromBlob(toBlob(map), "x").ids, map.ids);
    map.ids.push_back(3);
    EXPECT_THROW(attentionFromBlob(toBlob(map), "x"), DataError) << "one id too many";
}

} // namespace
} // namespace lab
