// The disk is full, cannot be written or goes away while something is under way: a clear message, nothing
// half-written, no crash.
#include "core/store/run_repository.h"
#include "core/store/unstored_failures.h"
#include "tests/ui/at_work.h"
#include "ui/export/export_session.h"
#include "ui/studio/data_desk.h"
#include "ui/views/controls/message_line.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTableView>
#include <QUndoStack>

#include <sys/mount.h>

namespace lab {
namespace {

/// A tiny disk of its own, where one may mount one.
class TinyDisk {
public:
    explicit TinyDisk(const QString& place) : m_place(place) {
        QDir().mkpath(place);
        m_there = mount("tmpfs", path().constData(), "tmpfs", 0, "size=6m") == 0;
    }
    ~TinyDisk() {
        if (m_there)
            umount2(path().constData(), MNT_DETACH);
    }
    TinyDisk(const TinyDisk&) = delete;
    TinyDisk& operator=(const TinyDisk&) = delete;
    [[nodiscard]] bool there() const { return m_there; }
    void forbidWriting() const {
        mount("tmpfs", path().constData(), "tmpfs", MS_REMOUNT | MS_RDONLY, "size=6m");
    }
    /// What is open stays open, as with a disk that was pulled out.
    void pullOut() {
        umount2(path().constData(), MNT_DETACH);
        m_there = false;
    }
    void fill() const {
        QFile file(m_place + QStringLiteral("/filler"));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        const QByteArray block(4096, 'x');
        while (file.write(block) == block.size()) {
        }
    }
    void makeRoom() const { QFile::remove(file(QStringLiteral("filler"))); }
    [[nodiscard]] QString file(const QString& name) const { return m_place + u'/' + name; }

private:
    [[nodiscard]] QByteArray path() const { return QFile::encodeName(m_place); }

    QString m_place;
    bool m_there = false;
};

/// A lab file, or a folder for exported files, on a disk that is lost under one kind of work.
class LostDiskWhile : public test::AtWork, public ::testing::WithParamInterface<test::Work> {
protected:
    void SetUp() override {
        AtWork::SetUp();
        m_exporting = !GetParam().files.isEmpty();
        m_place = folder.filePath(m_exporting ? QStringLiteral("out") : QStringLiteral("lab"));
        m_disk = std::make_unique<TinyDisk>(m_place);
        if (!m_disk->there())
            GTEST_SKIP() << "a tmpfs cannot be mounted here; the case needs root";
        labPath =
            m_exporting ? folder.filePath(QStringLiteral("lab.db")) : m_disk->file(QStringLiteral("lab.db"));
        haveRun();
    }
    void beginTheWork() {
        open();
        ASSERT_FALSE(HasFatalFailure());
        GetParam().begin(*this);
        if (!m_exporting) {
            ASSERT_TRUE(until([&] { return GetParam().going(*this); }));
        }
    }
    /// The work ends with one sentence that names what could not be written.
    void endsWithAMessage(const char* reason) {
        ASSERT_TRUE(until([&] { return !GetParam().busy(*this) && !message().isEmpty(); }))
            << GetParam().name;
        EXPECT_TRUE(message().contains(QLatin1String(reason), Qt::CaseInsensitive)) << qPrintable(message());
        EXPECT_TRUE(message().contains(m_exporting ? GetParam().files.last() : QStringLiteral("lab.db")))
            << qPrintable(message());
        EXPECT_FALSE(message().contains(u'\n'));
        EXPECT_TRUE(window->isVisible());
    }
    /// What was stored before is there, and the window closes unasked.
    void endsInGoodOrder() {
        EXPECT_TRUE(window->close());
        EXPECT_EQ(wrongAfterTheEnd(), QString());
        LabFile lab(labPath.toStdString());
        EXPECT_EQ(RunRepository(lab).load(kRun).row.status, RunStatus::Finished);
    }

    QString m_place;
    std::unique_ptr<TinyDisk> m_disk;
    bool m_exporting = false;
};

TEST_P(LostDiskWhile, FullEndsItWithASentence) {
    if (m_exporting)
        m_disk->fill();
    beginTheWork();
    if (!m_exporting)
        m_disk->fill();
    endsWithAMessage(m_exporting ? "space" : "full");
    EXPECT_EQ(written().filter(QStringLiteral("filler")), written()) << "no half file";
    m_disk->makeRoom();
    endsInGoodOrder();
}

TEST_P(LostDiskWhile, ReadOnlyIsSaidWhenItIsBegun) {
    m_disk->forbidWriting();
    open();
    GetParam().begin(*this);
    endsWithAMessage(m_exporting ? "" : "read-only");
    EXPECT_EQ(written(), QStringList());
    endsInGoodOrder();
}

TEST_P(LostDiskWhile, AVanishedPlaceEndsItAndIsNotMadeAnew) {
    const QString place = m_exporting ? folder.filePath(QStringLiteral("out")) : labPath,
                  elsewhere = place + QStringLiteral(".elsewhere");
    if (m_exporting) {
        m_disk.reset();
        ASSERT_TRUE(QDir().rename(place, elsewhere));
        beginTheWork();
    } else {
        beginTheWork();
        ASSERT_TRUE(QFile::rename(place, elsewhere));
    }
    endsWithAMessage(m_exporting ? "" : "moved or removed");
    EXPECT_FALSE(QFileInfo::exists(place));
    ASSERT_TRUE(QFile::rename(elsewhere, place));
    EXPECT_EQ(written(), QStringList());
    endsInGoodOrder();
}

class FullDisk : public test::WindowTest {};

TEST_F(FullDisk, FailsARunAtOnceAndIsWrittenDownWhenThereIsRoom) {
    const TinyDisk disk(folder.filePath(QStringLiteral("lab")));
    if (!disk.there())
        GTEST_SKIP() << "a tmpfs cannot be mounted here; the case needs root";
    labPath = disk.file(QStringLiteral("lab.db"));
    open();
    makeSmall(500);
    trigger("train");
    ASSERT_TRUE(until([&] { return studio->session().step() >= 3; }));
    const std::int64_t run = studio->trace().run;
    disk.fill();
    ASSERT_TRUE(until([&] { return state() == RunState::Failed; }));
    const auto row = [&] { return studio->runs().find(run); };
    ASSERT_TRUE(until([&] { return row() != nullptr && row()->status == RunStatus::Failed; }))
        << "the list says so although the lab file cannot be told";
    EXPECT_NE(row()->error.find("full"), std::string::npos) << row()->error;
    disk.makeRoom();
    const UnstoredFailures& unstored = UnstoredFailures::ofThisProcess();
    ASSERT_TRUE(until([&] { return unstored.runsOf(labPath.toStdString()).empty(); }));
    LabFile lab(labPath.toStdString(), LabMode::ReadOnly);
    const RunRow stored = RunRepository(lab).load(run).row;
    EXPECT_EQ(stored.status, RunStatus::Failed);
    EXPECT_NE(stored.error.find("full"), std::string::npos) << stored.error;
    host.reset();
    studio.reset();
}

class PulledOutDisk : public LostDiskWhile {};

TEST_P(PulledOutDisk, DoesNotTakeTheWindowAlong) {
    beginTheWork();
    m_disk->pullOut();
    endsWithAMessage("moved or removed");
    EXPECT_TRUE(window->close());
    host.reset();
    studio.reset();
    EXPECT_EQ(QDir(m_place).entryList(QDir::Files), QStringList());
}

constexpr auto kName = [](const auto& each) { return std::string(each.param.name); };

INSTANTIATE_TEST_SUITE_P(All, LostDiskWhile,
                         ::testing::Values(test::training(), test::dataImport(), test::runImport(),
                                           test::pictureExport(), test::pageExport(), test::modelExport(),
                                           test::dataExport(), test::timings(), test::study()),
                         kName);
// An export to it is one to a folder that has vanished.
INSTANTIATE_TEST_SUITE_P(All, PulledOutDisk,
                         ::testing::Values(test::training(), test::dataImport(), test::runImport(),
                                           test::timings(), test::study()),
                         kName);

class LostDisk : public test::WindowTest {};

TEST_F(LostDisk, AnEditOnAFullDiskIsSaidAndChangesNothing) {
    const TinyDisk disk(folder.filePath(QStringLiteral("lab")));
    if (!disk.there())
        GTEST_SKIP() << "a tmpfs cannot be mounted here; the case needs root";
    labPath = disk.file(QStringLiteral("lab.db"));
    open();
    window->showWorkspace(QStringLiteral("data"));
    trigger("sampleOrder");
    auto* table = find<QTableView>("recordTable");
    ASSERT_TRUE(until([&] { return table->model()->rowCount() > 0; }));
    const int rows = table->model()->rowCount();
    disk.fill();
    studio->dataDesk().addRecord({"one more text", 0, RecordSplit::Train});
    auto* line = find<MessageLine>("messageLine");
    ASSERT_TRUE(until([&] { return line->isVisible() && line->text().contains(QStringLiteral("full")); }));
    EXPECT_EQ(studio->undoStack().count(), 1) << "only the choice of the data set can be taken back";
    EXPECT_EQ(studio->draft().data.spec, "demo:order");
    EXPECT_EQ(table->model()->rowCount(), rows);
    disk.makeRoom();
    studio->dataDesk().addRecord({"one more text", 0, RecordSplit::Train});
    ASSERT_TRUE(until([&] { return table->model()->rowCount() == rows + 1; }));
    EXPECT_TRUE(LabFile(labPath.toStdString()).integrityCheck().empty());
    host.reset();
    studio.reset();
}

TEST_F(LostDisk, AnExportToAFullDiskLeavesNothing) {
    const QString place = folder.filePath(QStringLiteral("out"));
    const TinyDisk disk(place);
    if (!disk.there())
        GTEST_SKIP() << "a tmpfs cannot be mounted here; the case needs root";
    disk.fill();
    ExportSession session;
    QSignalSpy failed(&session, &ExportSession::failed), saved(&session, &ExportSession::saved);
    NumberTable table{{QStringLiteral("value")}, {}};
    table.rows.assign(100000, {QVariant(1.0 / 3)});
    session.saveNumbers({table, {}, {}}, ExportSession::NumberFormat::Csv,
                        disk.file(QStringLiteral("n.csv")));
    ASSERT_TRUE(QTest::qWaitFor([&] { return failed.count() + saved.count() > 0; }, kPatience));
    ASSERT_EQ(failed.count(), 1);
    EXPECT_TRUE(failed[0][0].toString().contains(QStringLiteral("n.csv")));
    EXPECT_EQ(QDir(place).entryList(QDir::Files), QStringList{QStringLiteral("filler")});
}

TEST_F(LostDisk, ClosingWhileAnExportIsWrittenKeepsIt) {
    const QString path = folder.filePath(QStringLiteral("large.csv"));
    {
        ExportSession session;
        NumberTable table{{QStringLiteral("value")}, {}};
        table.rows.assign(200000, {QVariant(1.0 / 3)});
        session.saveNumbers({table, {}, {}}, ExportSession::NumberFormat::Csv, path);
    }
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(file.readAll().count('\n'), 200001);
}

TEST_F(LostDisk, AReadOnlyFolderIsToldAtTheStart) {
    const QString place = folder.filePath(QStringLiteral("lab"));
    const TinyDisk disk(place);
    if (!disk.there())
        GTEST_SKIP() << "a tmpfs cannot be mounted here; the case needs root";
    disk.forbidWriting();
    labPath = disk.file(QStringLiteral("lab.db"));
    studio = std::make_unique<Studio>(labPath, runTraining);
    host = std::make_unique<WindowHost>(test::look(), *studio, preferences);
    window = &host->window();
    window->show();
    studio->begin();
    auto* line = find<MessageLine>("messageLine");
    ASSERT_TRUE(until([&] { return line->isVisible(); }));
    EXPECT_TRUE(line->text().contains(QStringLiteral("lab.db"))) << qPrintable(line->text());
    host.reset();
    studio.reset();
}

} // namespace
} // namespace lab
