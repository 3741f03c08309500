// The disk is full while a run trains or a view is exported: a clear message, nothing half-written, no crash.
#include "tests/ui/window_fixture.h"
#include "ui/export/export_session.h"
#include "ui/views/message_line.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>

namespace lab {
namespace {

/// A tiny disk of its own, where one may mount one.
class TinyDisk {
public:
    explicit TinyDisk(const QString& place) : m_place(place) {
        QDir().mkpath(place);
        m_there = QProcess::execute(QStringLiteral("mount"),
                                    {QStringLiteral("-t"), QStringLiteral("tmpfs"), QStringLiteral("-o"),
                                     QStringLiteral("size=2m"), QStringLiteral("tmpfs"), place}) == 0;
    }
    ~TinyDisk() {
        if (m_there)
            QProcess::execute(QStringLiteral("umount"), {QStringLiteral("-l"), m_place});
    }
    TinyDisk(const TinyDisk&) = delete;
    TinyDisk& operator=(const TinyDisk&) = delete;
    [[nodiscard]] bool there() const { return m_there; }
    void fill() const {
        QFile file(m_place + QStringLiteral("/filler"));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        const QByteArray block(4096, 'x');
        while (file.write(block) == block.size()) {
        }
    }
    [[nodiscard]] QString file(const QString& name) const { return m_place + u'/' + name; }

private:
    QString m_place;
    bool m_there = false;
};

class LostDisk : public test::WindowTest {};

TEST_F(LostDisk, AFullDiskEndsTheRunWithASentence) {
    const QString place = folder.filePath(QStringLiteral("lab"));
    const TinyDisk disk(place);
    if (!disk.there())
        GTEST_SKIP() << "a tmpfs cannot be mounted here; the case needs root";
    labPath = disk.file(QStringLiteral("lab.db"));
    open();
    makeSmall(60);
    trigger("train");
    ASSERT_TRUE(until([&] { return studio->session().step() >= 3; }));
    disk.fill();
    auto* line = find<MessageLine>("messageLine");
    ASSERT_TRUE(until([&] { return !studio->session().active(); }));
    EXPECT_EQ(state(), RunState::Failed);
    ASSERT_TRUE(until([&] { return line->isVisible(); }));
    EXPECT_TRUE(line->text().contains(QStringLiteral("full")) ||
                line->text().contains(QStringLiteral("lab.db")))
        << qPrintable(line->text());
    QFile::remove(disk.file(QStringLiteral("filler")));
    LabFile lab(labPath.toStdString());
    EXPECT_EQ(RunRepository(lab).list().size(), 1U) << "what was stored before is there";
    trigger("newRun");
    EXPECT_EQ(studio->shown(), Studio::Shown::Draft);
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
    QProcess::execute(QStringLiteral("mount"), {QStringLiteral("-o"), QStringLiteral("remount,ro"), place});
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
