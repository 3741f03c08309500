// The texts of a data set leave the window: the table as it is filtered and sorted, and the whole data set.
#include "datasets/dataset.h"
#include "tests/ui/data_workspace.h"
#include "ui/models/record_model.h"
#include "ui/pages/page.h"
#include "ui/studio/data_desk.h"
#include "ui/views/data/record_table.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace lab {
namespace {

class DataExports : public DataWorkspace {
protected:
    void havePlums(int count = 60) {
        import(write("plums.csv", count));
        ASSERT_TRUE(until([&] { return cell(0, RecordModel::TextColumn).size() > 3; }));
    }
    RecordTable& view() { return *find<RecordTable>("recordTable"); }
    QAction* action(const char* name) { return find<QAction>(name); }
    [[nodiscard]] QString path(const char* name) const { return folder.filePath(QString::fromLatin1(name)); }
    [[nodiscard]] QByteArray written(const char* name) const {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QByteArray save(ExportSession::NumberFormat format, const char* name) {
        studio->exports().saveNumbers({view().exportNumbers(), view().exportTitle(), view().exportCaption()},
                                      format, path(name));
        EXPECT_TRUE(until([&] { return !studio->exports().busy(); }));
        return written(name);
    }
};

TEST_F(DataExports, TheTableLeavesAsItIsFilteredAndSorted) {
    havePlums();
    EXPECT_EQ(window->currentPage()->exportables().front(), &view());
    find<QComboBox>("labelFilter")->setCurrentIndex(2);
    ASSERT_TRUE(until([&] { return rows() == 30; }));
    table()->sortByColumn(RecordModel::PositionColumn, Qt::DescendingOrder);
    ASSERT_TRUE(until([&] { return cell(0, 0) == QStringLiteral("59"); }));
    const QList<QByteArray> lines = save(ExportSession::NumberFormat::Csv, "rows.csv").split('\n');
    ASSERT_EQ(lines.size(), 32) << "a head, thirty rows, the end of the last";
    EXPECT_EQ(lines[0], "position,split,class,tokens,text");
    EXPECT_TRUE(lines[1].startsWith("59,")) << lines[1].toStdString();
    EXPECT_TRUE(lines[1].endsWith(",good,5,a sweet plum number 58")) << lines[1].toStdString();
    const QJsonObject json =
        QJsonDocument::fromJson(save(ExportSession::NumberFormat::Json, "rows.json")).object();
    EXPECT_EQ(json.value(QStringLiteral("rows")).toArray().size(), 30);
    EXPECT_EQ(json.value(QStringLiteral("rows")).toArray()[29].toObject().value(QStringLiteral("position")),
              1);
    const QString caption = json.value(QStringLiteral("caption")).toString();
    EXPECT_TRUE(caption.contains(QStringLiteral("plums.csv · lab:"))) << qPrintable(caption);
    EXPECT_TRUE(caption.endsWith(QStringLiteral("30 texts"))) << qPrintable(caption);
}

TEST_F(DataExports, PredictionsGoWithTheTableAndTheRunIntoItsCaption) {
    havePlums();
    trainTiny();
    ASSERT_TRUE(until([&] { return action("judgeRecords")->isEnabled() && rows() == 60; }));
    action("judgeRecords")->trigger();
    ASSERT_TRUE(until([&] { return !cell(0, RecordModel::PredictedColumn).isEmpty(); }));
    const QList<QByteArray> lines = save(ExportSession::NumberFormat::Csv, "rows.csv").split('\n');
    EXPECT_EQ(lines[0], "position,split,class,tokens,predicted,confidence,text");
    EXPECT_TRUE(view().exportCaption().contains(QStringLiteral("predicted by run 1")));
    const double confidence = lines[1].split(',')[5].toDouble();
    EXPECT_GT(confidence, 0.4);
    EXPECT_LE(confidence, 1);
}

TEST_F(DataExports, ThePictureShowsTheRowsInSight) {
    havePlums();
    const QSize size = view().exportSize();
    EXPECT_GT(size.height(), 5 * view().verticalHeader()->defaultSectionSize());
    QImage picture(size, QImage::Format_RGB32);
    picture.fill(Qt::white);
    QPainter painter(&picture);
    view().paintExport(painter, QRect(QPoint(), size));
    painter.end();
    int dark = 0;
    for (int x = 0; x < size.width(); ++x)
        for (int y = 0; y < size.height(); ++y)
            dark += qGray(picture.pixel(x, y)) < 100 ? 1 : 0;
    EXPECT_GT(dark, 500) << "text is drawn";
}

TEST_F(DataExports, AWholeDataSetIsWrittenAndReadBack) {
    havePlums();
    action("exportData")->trigger();
    auto* dialog = find<QFileDialog>("dataExportDialog");
    ASSERT_NE(dialog, nullptr);
    emit dialog->fileSelected(path("out.csv"));
    dialog->close();
    ASSERT_TRUE(until([&] { return QFile::exists(path("out.csv")); }));
    DataConfig config;
    config.spec = "csv:" + path("out.csv").toStdString();
    config.splitColumn = findSplitColumn(config);
    const Dataset read = loadDataset(config);
    LabFile lab(labPath().toStdString());
    const StoredDataset kept = DatasetRepository(lab).load(stored().at(0).id);
    EXPECT_EQ(read.labels, kept.labels);
    ASSERT_EQ(read.examples.size(), kept.records.size());
    for (std::size_t i = 0; i < kept.records.size(); ++i) {
        EXPECT_EQ(read.examples[i].text, kept.records[i].text);
        EXPECT_EQ(static_cast<int>(read.examples[i].split), static_cast<int>(kept.records[i].split)) << i;
    }
    import(path("out.csv")); // nothing is chosen by hand, and the same content is not stored twice
    EXPECT_EQ(stored().size(), 1U);
}

TEST_F(DataExports, OneThatTakesItsTimeIsToldAndCanBeCancelled) {
    havePlums(100000);
    auto* cancel = action("cancelExport");
    EXPECT_FALSE(cancel->isEnabled());
    QElapsedTimer answered;
    QObject::connect(&studio->exports(), &ExportSession::progressed, window.get(), [&] {
        const auto progress = studio->exports().progress();
        if (answered.isValid() || !progress || progress->share <= 0)
            return;
        EXPECT_TRUE(cancel->isEnabled());
        answered.start();
        cancel->trigger();
    });
    bool cancelled = false, saved = false;
    QObject::connect(&studio->exports(), &ExportSession::cancelled, window.get(), [&] { cancelled = true; });
    QObject::connect(&studio->exports(), &ExportSession::saved, window.get(), [&] { saved = true; });
    test::restartWatch();
    for (int i = 0; i < 20; ++i) // however fast the machine is
        studio->exports().saveNumbers({view().exportNumbers(), {}, {}}, ExportSession::NumberFormat::Csv,
                                      path("rows.csv"));
    ASSERT_TRUE(until([&] { return cancelled && !studio->exports().busy(); }));
    std::printf("cancel answered after %lld ms\n", static_cast<long long>(answered.elapsed()));
    EXPECT_LT(test::eventWatch().longestMs, 50.0 * test::kTimeAllowance)
        << test::eventWatch().longest.toStdString();
    EXPECT_FALSE(cancel->isEnabled());
    EXPECT_EQ(QDir(folder.path()).entryList({QStringLiteral("rows*")}, QDir::Files | QDir::Hidden).size(),
              saved ? 1 : 0);
}

} // namespace
} // namespace lab
