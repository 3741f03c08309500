// Views leave the program as pictures with real text and as numbers that equal the stored ones.
#include "core/base/error.h"
#include "tests/ui/fake_training.h"
#include "tests/ui/window_fixture.h"
#include "ui/export/figure.h"
#include "ui/export/number_text.h"
#include "ui/export/share_button.h"
#include "ui/plots/plot.h"
#include "ui/views/controls/message_line.h"

#include <QBuffer>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMenu>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QToolButton>
#include <QXmlStreamReader>

#include <algorithm>
#include <limits>

namespace lab {
namespace {

/// A page's view in small: a line and a word.
class Sketch : public Exportable {
public:
    explicit Sketch(QSize size = {200, 100}) : m_size(size) {}
    [[nodiscard]] QString exportTitle() const override { return QStringLiteral("Sketch"); }
    [[nodiscard]] QString exportCaption() const override { return QStringLiteral("of a test"); }
    [[nodiscard]] bool exportable() const override { return true; }
    [[nodiscard]] QSize exportSize() const override { return m_size; }
    void paintExport(QPainter& painter, const QRect& place) override {
        painter.setPen(Qt::red);
        painter.drawLine(place.topLeft(), place.bottomRight());
        painter.drawText(place, Qt::AlignCenter, QStringLiteral("attention"));
    }
    [[nodiscard]] NumberTable exportNumbers() const override { return {}; }

private:
    QSize m_size;
};

QByteArray written(const Figure& figure, FigureFormat format) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    writeFigure(figure, format, 2, buffer);
    return buffer.data();
}

/// All words in the text elements of an SVG.
QString textOf(const QByteArray& svg) {
    QXmlStreamReader xml(svg);
    QStringList words;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement() && xml.name() == QStringLiteral("text"))
            words += xml.readElementText().trimmed();
    }
    EXPECT_FALSE(xml.hasError()) << qPrintable(xml.errorString());
    return words.join(u' ');
}

TEST(Export, SvgHoldsTextAsText) {
    Sketch sketch;
    const QByteArray svg =
        written(drawFigure(sketch, test::look(), QStringLiteral("run 3 · seed 7")), FigureFormat::Svg);
    EXPECT_TRUE(textOf(svg).contains(QStringLiteral("attention")));
    EXPECT_TRUE(textOf(svg).contains(QStringLiteral("run 3 · seed 7")));
}

TEST(Export, PdfHoldsTextAsText) {
    Sketch sketch;
    const QByteArray pdf =
        written(drawFigure(sketch, test::look(), QStringLiteral("run 3, seed 7")), FigureFormat::Pdf);
    ASSERT_TRUE(pdf.startsWith("%PDF-"));
    EXPECT_TRUE(pdf.contains("/FontFile2") || pdf.contains("/FontFile3")) << "its font comes with it";
    EXPECT_TRUE(pdf.contains("/ToUnicode")) << "glyphs can be read back as letters";
    const QString reader = QStandardPaths::findExecutable(QStringLiteral("pdftotext"));
    if (reader.isEmpty())
        GTEST_SKIP() << "pdftotext is not installed; the font objects were checked";
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("sketch.pdf")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(pdf);
    file.close();
    QProcess process;
    process.start(reader, {file.fileName(), QStringLiteral("-")});
    ASSERT_TRUE(process.waitForFinished());
    const QString text = QString::fromUtf8(process.readAllStandardOutput());
    EXPECT_TRUE(text.contains(QStringLiteral("attention"))) << qPrintable(text);
    EXPECT_TRUE(text.contains(QStringLiteral("run 3, seed 7"))) << qPrintable(text);
}

TEST(Export, PngHasTheScaleAndRefusesWhatIsTooLarge) {
    Sketch sketch;
    const Figure figure = drawFigure(sketch, test::look(), {});
    const QImage once = figureImage(figure, 1), twice = figureImage(figure, 2);
    EXPECT_EQ(twice.size(), once.size() * 2);
    bool red = false;
    for (int x = 0; x < once.width(); ++x)
        red = red || QColor(once.pixel(x, once.height() / 2)).red() > 200;
    EXPECT_TRUE(red);
    Sketch wide({100000, 10});
    const Figure large = drawFigure(wide, test::look(), {});
    EXPECT_THROW(figureImage(large, 1), Error);
    EXPECT_TRUE(written(large, FigureFormat::Pdf).startsWith("%PDF-"));
}

TEST(Export, NumbersComeBackToTheLastBit) {
    const double third = 1.0 / 3, small = 5e-324, nan = std::numeric_limits<double>::quiet_NaN();
    const NumberTable table{{QStringLiteral("name"), QStringLiteral("value")},
                            {{QStringLiteral("a, \"b\""), third},
                             {QStringLiteral("不"), small},
                             {QVariant(), nan},
                             {QStringLiteral("n"), qlonglong{12345678901234}}}};
    const QList<QByteArray> lines = numbersAsCsv(table).split('\n');
    EXPECT_EQ(lines[0], "name,value");
    EXPECT_EQ(lines[1], "\"a, \"\"b\"\"\",0.3333333333333333");
    EXPECT_EQ(lines[2].split(',')[1].toDouble(), small);
    EXPECT_EQ(lines[3], ",");
    EXPECT_EQ(lines[4], "n,12345678901234");
    const auto json = QJsonDocument::fromJson(numbersAsJson(table, QStringLiteral("T"), QStringLiteral("C")));
    const QJsonArray rows = json[QStringLiteral("rows")].toArray();
    ASSERT_EQ(rows.size(), 4);
    EXPECT_EQ(rows[0][QStringLiteral("value")].toDouble(), third);
    EXPECT_EQ(rows[1][QStringLiteral("name")].toString(), QStringLiteral("不"));
    EXPECT_TRUE(rows[2][QStringLiteral("value")].isNull());
    EXPECT_EQ(json[QStringLiteral("caption")].toString(), QStringLiteral("C"));
}

/// The window after some training, its loss curve ready to leave.
class ExportWindow : public test::WindowTest {
protected:
    void trainALittle() {
        open();
        makeSmall(2);
        trigger("train");
        ASSERT_TRUE(until([&] { return state() == RunState::Finished; }));
        ASSERT_TRUE(until([&] { return find<Plot>("lossPlot")->exportable(); }));
    }
    template <class Widget> Widget* seen(const char* name) {
        auto* widget = find<Widget>(name);
        return widget != nullptr && widget->isVisible() ? widget : nullptr;
    }
    /// Through the dialogs, as a person would.
    void exportTo(const QString& path, const QString& format) {
        trigger("exportView");
        auto* dialog = seen<QDialog>("exportDialog");
        ASSERT_NE(dialog, nullptr);
        auto* formats = dialog->findChild<QComboBox*>(QStringLiteral("exportFormat"));
        formats->setCurrentIndex(formats->findText(format, Qt::MatchStartsWith));
        auto* save = dialog->findChild<QPushButton*>(QStringLiteral("exportSave"));
        ASSERT_TRUE(save->isEnabled());
        save->click();
        auto* files = find<QFileDialog>("exportFileDialog");
        ASSERT_NE(files, nullptr);
        emit files->fileSelected(path);
        files->close();
    }
    [[nodiscard]] QByteArray contents(const QString& path) {
        EXPECT_TRUE(until([&] { return QFile::exists(path); })) << qPrintable(path);
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        return file.readAll();
    }
};

TEST_F(ExportWindow, ExportedNumbersEqualTheStoredOnes) {
    trainALittle();
    const QString path = folder.filePath(QStringLiteral("loss.csv"));
    exportTo(path, QStringLiteral("CSV"));
    const QList<QByteArray> lines = contents(path).trimmed().split('\n');
    LabFile lab(studio->lab().path().toStdString());
    const auto stored = MetricRepository(lab).series(studio->trace().run, "train", "loss");
    ASSERT_FALSE(stored.empty());
    std::size_t row = 0;
    const qsizetype step = lines[0].split(',').indexOf("step"), value = lines[0].split(',').size() - 1;
    ASSERT_GE(step, 0);
    for (const QByteArray& line : lines) {
        const QList<QByteArray> cells = line.split(',');
        if (cells[0] != "train")
            continue;
        ASSERT_LT(row, stored.size());
        EXPECT_EQ(cells[step].toLongLong(), stored[row].step);
        EXPECT_EQ(cells[value].toDouble(), stored[row].value);
        ++row;
    }
    EXPECT_EQ(row, stored.size());
}

TEST_F(ExportWindow, ThePictureNamesRunSeedAndVersion) {
    trainALittle();
    const QString path = folder.filePath(QStringLiteral("loss.svg"));
    exportTo(path, QStringLiteral("SVG"));
    const QString text = textOf(contents(path));
    EXPECT_TRUE(text.contains(QStringLiteral("seed 1"))) << qPrintable(text);
    EXPECT_TRUE(text.contains(QStringLiteral(LAB_VERSION))) << qPrintable(text);
    EXPECT_TRUE(text.contains(studio->trace().title)) << qPrintable(text);
}

TEST_F(ExportWindow, AFileThatCannotBeWrittenIsToldAndLeavesNothing) {
    trainALittle();
    const QString path = folder.filePath(QStringLiteral("no such folder/loss.pdf"));
    exportTo(path, QStringLiteral("PDF"));
    auto* line = find<MessageLine>("messageLine");
    ASSERT_TRUE(until([&] { return line->isVisible(); }));
    EXPECT_TRUE(line->text().contains(QStringLiteral("loss.pdf"))) << qPrintable(line->text());
    EXPECT_FALSE(QFile::exists(path));
}

TEST_F(ExportWindow, CopiesPictureAndNumbers) {
    trainALittle();
    QGuiApplication::clipboard()->clear();
    trigger("copyNumbers");
    ASSERT_TRUE(
        until([&] { return QGuiApplication::clipboard()->text().contains(QStringLiteral("train,1,")); }));
    trigger("copyPicture");
    ASSERT_TRUE(until([&] { return !QGuiApplication::clipboard()->image().isNull(); }));
}

TEST_F(ExportWindow, TheShareIconOpensTheMenuOfItsView) {
    trainALittle();
    auto* plot = find<Plot>("accuracyPlot");
    auto* share = plot->findChild<ShareButton*>();
    ASSERT_NE(share, nullptr);
    share->click();
    auto* menu = seen<QMenu>("exportMenu");
    ASSERT_NE(menu, nullptr);
    ASSERT_EQ(menu->actions().size(), 3);
    EXPECT_TRUE(menu->actions().front()->text().contains(plot->exportTitle()));
    menu->actions().front()->trigger();
    auto* dialog = seen<QDialog>("exportDialog");
    ASSERT_NE(dialog, nullptr);
    EXPECT_EQ(dialog->findChild<QComboBox*>(QStringLiteral("exportView"))->currentText(),
              plot->exportTitle());
}

TEST_F(ExportWindow, TheChosenViewLeavesAlsoWhenTheOthersOfItsPageChange) {
    trainALittle();
    trigger("exportView");
    auto* dialog = seen<QDialog>("exportDialog");
    ASSERT_NE(dialog, nullptr);
    auto* views = dialog->findChild<QComboBox*>(QStringLiteral("exportView"));
    dialog->findChild<QComboBox*>(QStringLiteral("exportFormat"))->setCurrentIndex(3); // CSV
    auto* copy = dialog->findChild<QPushButton*>(QStringLiteral("exportCopy"));
    auto* save = dialog->findChild<QPushButton*>(QStringLiteral("exportSave"));
    const auto copied = [&](const char* wanted) {
        const auto numbers = QString::fromUtf8(
            numbersAsCsv(dynamic_cast<Exportable*>(find<QWidget>(wanted))->exportNumbers()));
        QGuiApplication::clipboard()->clear();
        copy->click();
        return until([&] { return QGuiApplication::clipboard()->text() == numbers; });
    };
    views->setCurrentIndex(views->count() - 1);
    trigger("chart_accuracy"); // the dialog holds up nothing: one chart less
    EXPECT_TRUE(copied("probeStrip"));

    views->setCurrentIndex(1);
    EXPECT_FALSE(find<Plot>("accuracyPlot")->isVisible());
    copy->click();
    EXPECT_FALSE(copy->isEnabled()) << "no other view leaves in its place";
    EXPECT_FALSE(save->isEnabled());
    const auto labels = dialog->findChildren<QLabel*>();
    EXPECT_TRUE(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
        return label->text().startsWith(QStringLiteral("The page shows this view no longer"));
    }));
    trigger("chart_accuracy");
    views->setCurrentIndex(0);
    EXPECT_TRUE(copied("lossPlot"));
    views->setCurrentIndex(1);
    EXPECT_TRUE(copied("accuracyPlot")) << "it is there again";

    save->click();
    ASSERT_NE(find<QFileDialog>("exportFileDialog"), nullptr);
    trigger("chart_accuracy");
    const QString path = folder.filePath(QStringLiteral("accuracy.csv"));
    emit find<QFileDialog>("exportFileDialog")->fileSelected(path);
    EXPECT_TRUE(dialog->isVisible());
    EXPECT_FALSE(save->isEnabled());
    EXPECT_FALSE(QFile::exists(path));
}

TEST_F(ExportWindow, NothingToExportIsSaid) {
    open(test::fakeTraining(10));
    trigger("exportView");
    auto* save = find<QPushButton>("exportSave");
    ASSERT_NE(save, nullptr);
    EXPECT_FALSE(save->isEnabled());
    trigger("copyPicture");
    EXPECT_TRUE(find<MessageLine>("messageLine")->isVisible());
}

NumberTable manyNumbers() {
    NumberTable table{{QStringLiteral("value")}, {}};
    table.rows.assign(1000000, {QVariant(1.0 / 3)});
    return table;
}

TEST(Export, ThatIsCancelledWritesNothingAndKeepsTheFileBefore) {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("numbers.csv"));
    QFile before(path);
    ASSERT_TRUE(before.open(QIODevice::WriteOnly));
    before.write("before");
    before.close();
    ExportSession session;
    QSignalSpy saved(&session, &ExportSession::saved), cancelled(&session, &ExportSession::cancelled),
        failed(&session, &ExportSession::failed);
    const NumberTable table = manyNumbers();
    for (const auto format : {ExportSession::NumberFormat::Csv, ExportSession::NumberFormat::Json})
        session.saveNumbers({table, QStringLiteral("Numbers"), {}}, format, path);
    ASSERT_TRUE(session.progress());
    EXPECT_EQ(session.progress()->waiting, 1);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !session.progress() || session.progress()->share > 0; }));
    ASSERT_TRUE(session.progress()) << "it was done before it could be cancelled";
    session.cancel();
    EXPECT_FALSE(session.progress()) << "to the person it is over at once";
    EXPECT_EQ(cancelled.count(), 1);
    QElapsedTimer since;
    since.start();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !session.busy(); }));
    EXPECT_LT(since.elapsed(), 1000);
    EXPECT_EQ(saved.count() + failed.count(), 0);
    EXPECT_EQ(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden),
              QStringList{QStringLiteral("numbers.csv")});
    ASSERT_TRUE(before.open(QIODevice::ReadOnly));
    EXPECT_EQ(before.readAll(), "before");
    session.saveNumbers({{{QStringLiteral("value")}, {{1.5}}}, {}, {}}, ExportSession::NumberFormat::Csv,
                        path);
    ASSERT_TRUE(QTest::qWaitFor([&] { return saved.count() == 1; })) << "the next export is not harmed";
}

TEST_F(ExportWindow, TheStatusLineShowsALongExportAndEndsIt) {
    open(test::fakeTraining(10));
    auto* button = find<QToolButton>("cancelExportButton");
    auto* text = find<QLabel>("statusText");
    EXPECT_FALSE(button->isVisible());
    EXPECT_FALSE(find<QAction>("cancelExport")->isEnabled());
    const NumberTable table = manyNumbers();
    for (int i = 0; i < 8; ++i)
        studio->exports().saveNumbers({table, QStringLiteral("Many numbers"), {}},
                                      ExportSession::NumberFormat::Json,
                                      folder.filePath(QStringLiteral("many%1.json").arg(i)));
    ASSERT_TRUE(until([&] { return button->isVisible(); }));
    ASSERT_TRUE(until([&] { return text->text().contains(QStringLiteral("Many numbers")); }))
        << qPrintable(text->text()); // between two of them it says that the first is saved
    button->click();
    EXPECT_FALSE(button->isVisible());
    EXPECT_TRUE(text->text().contains(QStringLiteral("cancelled"))) << qPrintable(text->text());
    ASSERT_TRUE(until([&] { return !studio->exports().busy(); }));
    EXPECT_FALSE(QFile::exists(folder.filePath(QStringLiteral("many7.json"))));
}

} // namespace
} // namespace lab
