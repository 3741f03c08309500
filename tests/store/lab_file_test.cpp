#include "core/store/lab_file.h"

#include "core/base/error.h"
#include "core/store/checkpoint_repository.h"
#include "core/store/connection.h"
#include "core/store/lab_opener.h"
#include "core/store/metric_repository.h"
#include "core/store/sha256.h"
#include "tests/store/lab_fixture.h"
#include "tests/store/temp_folder.h"

#include <unistd.h>

#include <cstdlib>

namespace lab {
namespace {

std::string openError(const std::string& path, LabMode mode = LabMode::ReadWrite) {
    const std::string message = messageOf<StoreError>([&] { LabFile lab(path, mode); });
    EXPECT_EQ(message.find(path), 0U) << message;
    EXPECT_EQ(message.find('\n'), std::string::npos);
    return message;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

void execute(const std::string& path, const std::string& sql) {
    SQLite::Database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec(sql);
}

TEST(LabFile, IsCreatedAndMarkedAndLeavesOneFileBehind) {
    const TempFolder folder;
    const std::string path = folder.file("lab 100%.db");
    {
        LabFile lab(path);
        EXPECT_FALSE(lab.readOnly());
        EXPECT_EQ(lab.path(), path);
        EXPECT_TRUE(lab.integrityCheck().empty());
    }
    EXPECT_EQ(folder.entries(), 1U);
    SQLite::Database plain(path);
    EXPECT_EQ(plain.execAndGet("PRAGMA application_id").getInt(), kApplicationId);
    EXPECT_EQ(plain.execAndGet("PRAGMA user_version").getInt(), migrations().back().version);
    EXPECT_EQ(plain.execAndGet("PRAGMA journal_mode").getString(), "wal");
}

TEST(LabFile, AnEmptyFileBecomesALab) {
    const TempFolder folder;
    writeBytes(folder.file("lab.db"), "");
    EXPECT_TRUE(contains(openError(folder.file("lab.db"), LabMode::ReadOnly), "is empty"));
    const LabFile lab(folder.file("lab.db"));
    EXPECT_TRUE(lab.integrityCheck().empty());
}

TEST(LabFile, RefusesWhatIsNoLab) {
    const TempFolder folder;
    const std::string path = folder.file("other");
    for (const std::string& bytes : {std::string("hello"), std::string(5000, 'x'), std::string(5000, '\0')}) {
        writeBytes(path, bytes);
        EXPECT_TRUE(contains(openError(path), "not an SQLite database"));
        EXPECT_TRUE(contains(openError(path, LabMode::ReadOnly), "not an SQLite database"));
        EXPECT_EQ(readBytes(path), bytes);
    }
    execute(folder.file("songs.db"), "CREATE TABLE songs (title)");
    const std::string before = readBytes(folder.file("songs.db"));
    EXPECT_TRUE(contains(openError(folder.file("songs.db")), "another program"));
    EXPECT_EQ(readBytes(folder.file("songs.db")), before);
    EXPECT_EQ(folder.entries(), 2U);
}

TEST(LabFile, RefusesANewerFormat) {
    const TempFolder folder;
    const std::string path = folder.file("lab.db");
    LabFile{path};
    execute(path, "PRAGMA user_version = 99");
    EXPECT_TRUE(contains(openError(path),
                         fmt::format("newer version of Fastformer Lab (format 99, this program knows {})",
                                     migrations().back().version)));
    EXPECT_TRUE(contains(openError(path, LabMode::ReadOnly), "newer version"));
}

TEST(LabFile, NamesMissingFilesAndFolders) {
    const TempFolder folder;
    EXPECT_TRUE(contains(openError(folder.file("no/lab.db")), "does not exist; create it first"));
    EXPECT_TRUE(contains(openError(folder.path()), "is a directory"));
    EXPECT_TRUE(contains(openError(folder.file("lab.db"), LabMode::ReadOnly), "no such lab file"));
    EXPECT_EQ(folder.entries(), 0U);
}

TEST(LabFile, ReadsButDoesNotChangeWhenOpenedForReading) {
    const TempFolder folder;
    const std::string path = folder.file("lab.db");
    {
        LabFile lab(path);
        RunRepository(lab).create(smallRun());
    }
    LabFile lab(path, LabMode::ReadOnly);
    EXPECT_TRUE(lab.readOnly());
    RunRepository runs(lab);
    EXPECT_EQ(runs.list().size(), 1U);
    const std::string message = messageOf<StoreError>([&] { runs.create(smallRun()); });
    EXPECT_TRUE(contains(message, "read-only")) << message;
    EXPECT_TRUE(contains(message, "chmod")) << message;
    EXPECT_TRUE(contains(messageOf<StoreError>([&] { lab.compact(); }), "read-only"));
    EXPECT_EQ(runs.list().size(), 1U);
}

/// A folder on a medium that cannot be written; needs the right to mount.
class ReadOnlyMedium {
public:
    explicit ReadOnlyMedium(const std::string& folder) : m_folder(folder) {
        m_mounted = ::getuid() == 0 && run("mount --bind '" + folder + "' '" + folder + "'") &&
                    run("mount -o remount,ro,bind '" + folder + "'");
    }
    ~ReadOnlyMedium() {
        if (m_mounted)
            run("umount '" + m_folder + "'");
    }
    [[nodiscard]] bool mounted() const { return m_mounted; }

private:
    static bool run(const std::string& command) {
        return std::system((command + " 2>/dev/null").c_str()) == 0;
    }
    std::string m_folder;
    bool m_mounted = false;
};

TEST(LabFile, CanBeReadOnAMediumThatCannotBeWritten) {
    const TempFolder folder;
    const std::string path = folder.file("lab #1?.db");
    {
        LabFile lab(path);
        RunRepository(lab).create(smallRun());
    }
    const ReadOnlyMedium medium(folder.path());
    if (!medium.mounted())
        GTEST_SKIP() << "mounting needs more rights than this process has";
    LabFile lab(path); // asked for writing: opens for reading instead
    EXPECT_TRUE(lab.readOnly());
    EXPECT_EQ(RunRepository(lab).list().size(), 1U);
    EXPECT_TRUE(contains(messageOf<StoreError>([&] { RunRepository(lab).create(smallRun()); }), "read-only"));
    EXPECT_TRUE(contains(openError(folder.file("new.db")), "is not writable"));
}

TEST(LabFile, LeavesNothingBehindWhenItCannotBeCreated) {
    const TempFolder folder;
    const std::vector<Migration> broken{{1, "CREATE TABLE runs (id); nonsense"}};
    const std::string message =
        messageOf<StoreError>([&] { openLab(folder.file("lab.db"), LabMode::ReadWrite, broken); });
    EXPECT_EQ(message.find(folder.file("lab.db") + ": "), 0U) << message;
    EXPECT_EQ(folder.entries(), 0U);
}

TEST(LabFile, SaysThatTheDiskIsFullAndKeepsWhatItHad) {
    const TempFolder folder;
    LabFile lab(folder.file("lab.db"));
    RunRepository runs(lab);
    const std::int64_t run = runs.create(smallRun());
    MetricRepository metrics(lab);
    metrics.append(run, {{"train", "loss", 1, 0.5}});
    const int pages = lab.connection().database().execAndGet("PRAGMA page_count").getInt();
    lab.connection().exec(fmt::format("PRAGMA max_page_count = {}", pages + 3));
    std::vector<MetricRow> many;
    for (int step = 2; step < 100000; ++step)
        many.push_back({"train", "loss", step, 0.25});
    const std::string message = messageOf<StoreError>([&] { metrics.append(run, many); });
    EXPECT_TRUE(contains(message, "the disk is full")) << message;
    EXPECT_EQ(metrics.all(run).size(), 1U);
    lab.connection().exec("PRAGMA max_page_count = 1000000");
    metrics.append(run, many); // once there is room the same connection goes on
    EXPECT_EQ(metrics.all(run).size(), many.size() + 1);
    EXPECT_TRUE(lab.integrityCheck().empty());
}

TEST(LabFile, ThatWentAwayWhileItWasOpenIsNeitherWrittenNorMadeAnew) {
    const TempFolder folder;
    const std::string path = folder.file("lab.db"), elsewhere = folder.file("elsewhere.db");
    {
        LabFile lab(path);
        RunRepository runs(lab);
        runs.create(smallRun());
        std::filesystem::rename(path, elsewhere);
        EXPECT_TRUE(
            contains(messageOf<StoreError>([&] { runs.create(smallRun()); }), "was moved or removed"));
        EXPECT_TRUE(contains(openError(path), "was moved or removed"));
        EXPECT_EQ(messageOf<StoreError>([&] {
                      lab.transaction([&] {
                          std::filesystem::rename(elsewhere, path);
                          runs.create(smallRun());
                          std::filesystem::rename(path, elsewhere);
                      });
                  }).find(path),
                  0U)
            << "nor is a change stored that began before it went";
        EXPECT_FALSE(std::filesystem::exists(path));
        std::filesystem::rename(elsewhere, path);
        EXPECT_EQ(runs.list().size(), 1U);
        runs.create(smallRun());
        EXPECT_TRUE(lab.integrityCheck().empty());
    }
    std::filesystem::remove(path);
    const LabFile fresh(path); // nobody has it open any more
    EXPECT_TRUE(fresh.integrityCheck().empty());
}

TEST(LabFile, SaysThatItIsDamaged) {
    const TempFolder folder;
    const std::string path = folder.file("lab.db");
    {
        LabFile lab(path);
        const std::int64_t run = RunRepository(lab).create(smallRun());
        std::vector<MetricRow> rows;
        for (int step = 0; step < 20000; ++step)
            rows.push_back({"train", "loss", step, 1.0});
        MetricRepository(lab).append(run, rows);
    }
    std::string bytes = readBytes(path);
    for (std::size_t i = bytes.size() / 2; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(i * 31);
    writeBytes(path, bytes);
    LabFile lab(path);
    EXPECT_FALSE(lab.integrityCheck().empty());
    EXPECT_TRUE(contains(messageOf<StoreError>([&] { (void)MetricRepository(lab).all(1); }), "damaged"));
}

TEST(LabFile, KeepsAllOfATransactionOrNothing) {
    LabFile lab(":memory:");
    RunRepository runs(lab);
    EXPECT_THROW(lab.transaction([&] {
        runs.create(smallRun());
        lab.transaction([&] { runs.create(smallRun()); });
        throw Cancelled();
    }),
                 Cancelled);
    EXPECT_TRUE(runs.list().empty());
    lab.transaction([&] { runs.create(smallRun()); });
    EXPECT_EQ(runs.list().size(), 1U);
}

TEST(LabFile, TellsThatAnotherConnectionHasChangedIt) {
    const TempFolder folder;
    LabFile first(folder.file("lab.db")), second(folder.file("lab.db"));
    const std::int64_t before = first.changes();
    EXPECT_EQ(first.changes(), before);
    RunRepository(second).create(smallRun());
    EXPECT_NE(first.changes(), before);
}

TEST(LabFile, ShrinksWhenCompacted) {
    const TempFolder folder;
    LabFile lab(folder.file("lab.db"));
    StoredDataset data = smallDataset();
    data.records.assign(20000, {std::string(100, 'a'), 0, RecordSplit::Train});
    DatasetRepository datasets(lab);
    const std::int64_t large = datasets.save(data);
    datasets.trash(large);
    datasets.remove(large);
    lab.compact();
    EXPECT_LT(lab.connection().database().execAndGet("PRAGMA page_count").getInt(), 100);
}

TEST(LabFile, HasItsDefaultPlaceInTheDataFolderAndCreatesItThere) {
    const TempFolder folder;
    const char* old = std::getenv("XDG_DATA_HOME");
    const std::string saved = old == nullptr ? "" : old;
    ::setenv("XDG_DATA_HOME", folder.file("share").c_str(), 1);
    EXPECT_EQ(defaultLabPath(), folder.file("share/fastformer-lab/lab.db"));
    { const LabFile lab(defaultLabPath()); }
    EXPECT_TRUE(std::filesystem::exists(folder.file("share/fastformer-lab/lab.db")));
    ::setenv("XDG_DATA_HOME", "relative", 1);
    ::setenv("HOME", "/home/somebody", 1);
    EXPECT_EQ(defaultLabPath(), "/home/somebody/.local/share/fastformer-lab/lab.db");
    saved.empty() ? ::unsetenv("XDG_DATA_HOME") : ::setenv("XDG_DATA_HOME", saved.c_str(), 1);
}

// Migrations

class LabMigration : public testing::Test {
protected:
    /// A lab of format 1 as the first version of this program wrote it, with one run.
    void writeFormat1() const {
        const auto connection = openLab(path, LabMode::ReadWrite, migrations().first(1));
        connection->exec(
            "INSERT INTO runs (name, status, config, encoder, sharing, data, seed, device, labels) VALUES "
            "('old', 'finished', '{\"dim\":64}', 'fastformer', 'none', 'demo:order', 7, 'cpu', '[\"a\"]')");
    }
    TempFolder folder;
    std::string path = folder.file("lab.db");
};

TEST_F(LabMigration, VersionsHaveNoGap) {
    int expected = 1;
    for (const Migration& migration : migrations())
        EXPECT_EQ(migration.version, expected++);
}

TEST_F(LabMigration, BringsAnOldLabUpToDateAfterACopy) {
    writeFormat1();
    {
        LabFile lab(path);
        const StoredRun run = RunRepository(lab).load(1);
        EXPECT_EQ(run.row.name, "old");
        EXPECT_EQ(run.config.model.dim, 64);
        EXPECT_TRUE(lab.integrityCheck().empty());
        EXPECT_EQ(lab.connection().database().execAndGet("PRAGMA user_version").getInt(),
                  migrations().back().version);
        EXPECT_EQ(lab.connection().database().execAndGet("SELECT count(*) FROM timings").getInt(), 0);
    }
    SQLite::Database backup(path + ".backup-v1");
    EXPECT_EQ(backup.execAndGet("PRAGMA user_version").getInt(), 1);
    EXPECT_EQ(backup.execAndGet("PRAGMA application_id").getInt(), kApplicationId);
    EXPECT_EQ(backup.execAndGet("SELECT name FROM runs").getString(), "old");
    EXPECT_EQ(folder.entries(), 2U);
    { const LabFile again(path); }
    EXPECT_EQ(folder.entries(), 2U) << "no copy when there is nothing to do";
}

TEST_F(LabMigration, KeepsCheckpointsWhenTheirTableIsMadeAnew) {
    {
        const auto connection = openLab(path, LabMode::ReadWrite, migrations().first(6));
        connection->exec(
            "INSERT INTO runs (name, status, config, encoder, sharing, data, seed, device, labels) VALUES "
            "('old', 'finished', '{}', 'fastformer', 'none', 'demo:order', 7, 'cpu', '[\"a\"]')");
        connection->exec("INSERT INTO run_summary (run_id, seconds) VALUES (1, 2.5)");
        connection->exec("INSERT INTO checkpoints (id, run_id, kind, step, size, sha256) VALUES "
                         "(5, 1, 'best', 8, 3, '" +
                         sha256("abc") + "')");
        connection->exec("INSERT INTO checkpoint_parts VALUES (5, 0, CAST('abc' AS BLOB))");
    }
    LabFile lab(path);
    CheckpointRepository checkpoints(lab);
    EXPECT_EQ(checkpoints.load(1, CheckpointKind::Best), "abc");
    checkpoints.save(1, 9, CheckpointKind::Kept, "kept");
    EXPECT_EQ(checkpoints.list(1).size(), 2U);
    EXPECT_EQ(RunRepository(lab).load(1).row.summary.peakBytes, 0) << "not recorded";
    EXPECT_EQ(RunRepository(lab).load(1).row.summary.seconds, 2.5);
    EXPECT_TRUE(lab.integrityCheck().empty());
    RunRepository(lab).remove(1);
    EXPECT_EQ(lab.connection().database().execAndGet("SELECT count(*) FROM checkpoint_parts").getInt(), 0)
        << "the parts still go with their run";
}

TEST_F(LabMigration, PutsNoDataSetOfFormat8IntoTheTrash) {
    {
        const auto connection = openLab(path, LabMode::ReadWrite, migrations().first(8));
        connection->exec(
            "INSERT INTO datasets (name, spec, format, fingerprint, labels, report, train_records, "
            "validation_records, test_records) VALUES ('old', 'csv:old.csv', 'csv', 'f', "
            "'[\"a\",\"b\"]', '{}', 1, 0, 0)");
    }
    LabFile lab(path);
    const auto rows = DatasetRepository(lab).list();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].name, "old");
    EXPECT_EQ(rows[0].trashed, "");
}

TEST_F(LabMigration, KeepsTimingsWhoseBatchesMayNowDifferInTokensAlone) {
    constexpr auto kInsert =
        "INSERT INTO timings (device, threads, build, encoder, sharing, length, sequences, tokens, dim, "
        "heads, layers) VALUES ('cpu', 2, 'b', 'fastformer', 'none', 64, 1, {}, 32, 4, 1)";
    {
        const auto connection = openLab(path, LabMode::ReadWrite, migrations().first(9));
        connection->exec(fmt::format(kInsert, 64));
    }
    LabFile lab(path);
    SQLite::Database& database = lab.connection().database();
    EXPECT_EQ(database.execAndGet("SELECT tokens FROM timings").getInt(), 64);
    database.exec(fmt::format(kInsert, 32));
    EXPECT_THROW(database.exec(fmt::format(kInsert, 32)), SQLite::Exception) << "still one point a spot";
}

TEST_F(LabMigration, NeverOverwritesAnEarlierCopy) {
    writeFormat1();
    writeBytes(path + ".backup-v1", "precious");
    { const LabFile lab(path); }
    EXPECT_EQ(readBytes(path + ".backup-v1"), "precious");
    EXPECT_TRUE(std::filesystem::exists(path + ".backup-v1-2"));
}

TEST_F(LabMigration, ChangesNothingWhenItFails) {
    writeFormat1();
    const std::vector<Migration> broken{migrations()[0],
                                        {2, "CREATE TABLE timings (id); CREATE TABLE runs (id)"}};
    EXPECT_TRUE(contains(messageOf<StoreError>([&] { openLab(path, LabMode::ReadWrite, broken); }),
                         "already exists"));
    const auto old = openLab(path, LabMode::ReadWrite, migrations().first(1));
    EXPECT_EQ(old->database().execAndGet("SELECT name FROM runs").getString(), "old");
    EXPECT_FALSE(old->database().tableExists("timings"));
}

TEST_F(LabMigration, ChangesNothingWhenOpenedForReading) {
    writeFormat1();
    EXPECT_TRUE(contains(openError(path, LabMode::ReadOnly), "older format 1"));
    EXPECT_EQ(folder.entries(), 1U);
}

} // namespace
} // namespace lab
