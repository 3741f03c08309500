#include "tests/ui/at_work.h"

#include "core/store/dataset_repository.h"
#include "core/store/run_repository.h"
#include "ui/export/figure.h"
#include "ui/models/record_model.h"
#include "ui/studio/data_desk.h"
#include "ui/studio/data_library.h"
#include "ui/studio/run_queue.h"
#include "ui/views/controls/message_line.h"
#include "workbench/run_control.h"

#include <QDir>
#include <QFile>
#include <QPainter>
#include <QTableView>

#include <numeric>

namespace lab::test {
namespace {

constexpr int kManyRows = 100000, kManyRuns = 3000;

RunConfig smallConfig() {
    RunConfig config = teachingConfig();
    config.data.limit = 200;
    config.model.dim = 16;
    config.model.heads = 2;
    config.model.ffn = 16;
    config.train.steps = 4;
    return config;
}

QString manyRows(const AtWork& at) {
    const QString path = at.folder.filePath(QStringLiteral("many.csv"));
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("text,label\n");
    for (int row = 0; row < kManyRows; ++row)
        file.write("row " + QByteArray::number(row) +
                   (row % 2 != 0 ? " is sour,plum\n" : " is sweet,pear\n"));
    return path;
}

StoredDataset manyRecords() {
    StoredDataset data;
    data.name = "many";
    data.spec = "csv:many.csv";
    data.format = "csv";
    data.labels = {"pear", "plum"};
    for (int row = 0; row < kManyRows; ++row)
        data.records.push_back(
            {"row " + std::to_string(row) + " is ripe", row % 2, static_cast<RecordSplit>(row % 3)});
    return data;
}

std::vector<int> allRows() {
    std::vector<int> rows(kManyRows);
    std::iota(rows.begin(), rows.end(), 0);
    return rows;
}

QString manyRuns(const AtWork& at) {
    const QString path = at.folder.filePath(QStringLiteral("other.db"));
    LabFile lab(path.toStdString());
    lab.transaction([&] {
        for (int run = 0; run < kManyRuns; ++run) {
            StoredRun stored;
            stored.config = smallConfig();
            stored.row.name = std::to_string(run);
            stored.labels = {"a", "b"};
            RunRepository(lab).insertCopy(stored);
        }
    });
    return path;
}

/// A picture that takes a good part of a second to be written.
Figure largeFigure() {
    Figure figure;
    figure.size = QSize(6000, 4000);
    figure.background = Qt::white;
    QPainter painter(&figure.drawing);
    for (int cell = 0; cell < 60000; ++cell)
        painter.fillRect(QRectF(cell % 300 * 20, cell / 300 * 20.0, 19, 19),
                         QColor(cell % 251, cell % 241, cell % 239));
    return figure;
}

void exportFigure(AtWork& at, FigureFormat format, const char* name) {
    at.studio->exports().saveFigure(largeFigure(), format, 1, at.out(name));
}

bool exporting(AtWork& at) {
    return at.studio->exports().busy();
}

} // namespace

void AtWork::SetUp() {
    QDir(folder.path()).mkdir(QStringLiteral("out"));
}

void AtWork::haveRun() const {
    RunJob job;
    job.labPath = (labPath.isEmpty() ? folder.filePath(QStringLiteral("lab.db")) : labPath).toStdString();
    job.config = smallConfig();
    RunControl control;
    runTraining(job, control, [](const RunEvent&) {});
}

QStringList AtWork::written() const {
    return QDir(folder.filePath(QStringLiteral("out"))).entryList(QDir::Files | QDir::Hidden, QDir::Name);
}

QString AtWork::message() {
    auto* line = find<MessageLine>("messageLine");
    return line->isVisible() ? line->text() : QString();
}

QString AtWork::wrongAfterTheEnd() {
    host.reset();
    studio.reset();
    QStringList wrong;
    for (const std::string& problem : LabFile(labPath.toStdString()).integrityCheck())
        wrong += QString::fromStdString(problem);
    const QFileInfo lab(labPath);
    for (const QString& file : lab.dir().entryList({lab.fileName() + u'*'}, QDir::Files))
        if (file != lab.fileName())
            wrong += file + QStringLiteral(" was left behind");
    return wrong.join(u'\n');
}

Work training() {
    return {"training",
            [](AtWork& at) {
                at.makeSmall(500);
                at.trigger("train");
            },
            [](AtWork& at) { return at.studio->session().active(); },
            [](AtWork& at) { return at.studio->session().step() >= 3; },
            [](AtWork& at) { at.trigger("stop"); }};
}

Work dataImport() {
    const auto storing = [](AtWork& at) {
        const auto& candidate = at.studio->library().candidate();
        return candidate && candidate->storing;
    };
    return {"dataImport",
            [](AtWork& at) {
                at.window->openPaths({manyRows(at)});
                DataLibrary& library = at.studio->library();
                ASSERT_TRUE(at.until([&] { return library.candidate() && library.candidate()->report; }));
                library.import(library.candidate()->report->config, QStringLiteral("many"));
            },
            storing,
            storing,
            [](AtWork& at) { at.studio->library().dismiss(); },
            true};
}

Work runImport() {
    const auto importing = [](AtWork& at) { return at.studio->desk().session().importing(); };
    return {"runImport", [](AtWork& at) { at.studio->desk().session().importRuns(manyRuns(at)); }, importing,
            importing,   [](AtWork& at) { at.studio->desk().session().cancelImport(); },           true};
}

Work pictureExport() {
    return {"pictureExport",
            [](AtWork& at) { exportFigure(at, FigureFormat::Png, "view.png"); },
            exporting,
            exporting,
            [](AtWork& at) { at.studio->exports().cancel(); },
            false,
            {QStringLiteral("view.png")}};
}

Work pageExport() {
    return {"pageExport",
            [](AtWork& at) { exportFigure(at, FigureFormat::Pdf, "view.pdf"); },
            exporting,
            exporting,
            [](AtWork& at) { at.studio->exports().cancel(); },
            false,
            {QStringLiteral("view.pdf")}};
}

Work modelExport() {
    const auto busy = [](AtWork& at) { return at.studio->desk().session().busy(); };
    return {"modelExport",
            [](AtWork& at) {
                RunSession& session = at.studio->desk().session();
                session.exportMetrics(AtWork::kRun, at.out("run.csv"));
                session.exportModel(AtWork::kRun, RunSession::Weights::Last, at.out("run.safetensors"));
            },
            busy,
            busy,
            {},
            false,
            {QStringLiteral("run.csv"), QStringLiteral("run.safetensors")}};
}

Work dataExport() {
    return {"dataExport",
            [](AtWork& at) {
                LabFile lab(at.labPath.toStdString());
                const std::int64_t id = DatasetRepository(lab).save(manyRecords());
                at.studio->dataDesk().exportData(QStringLiteral("lab:%1").arg(id), at.out("texts.csv"));
            },
            exporting,
            exporting,
            {},
            false,
            {QStringLiteral("texts.csv")}};
}

Work dataEdit() {
    const auto editing = [](AtWork& at) { return at.studio->library().records().editing(); };
    return {"dataEdit",
            [](AtWork& at) {
                {
                    LabFile lab(at.labPath.toStdString());
                    DataConfig config;
                    config.spec = "lab:" + std::to_string(DatasetRepository(lab).save(manyRecords()));
                    at.studio->addData(config, QStringLiteral("many"));
                }
                at.window->showWorkspace(QStringLiteral("data"));
                auto* table = at.find<QTableView>("recordTable");
                ASSERT_TRUE(at.until([&] { return table->model()->rowCount() == kManyRows; }));
                table->selectAll();
                at.studio->dataDesk().changeRecords(static_cast<RecordModel*>(table->model())->arrangement(),
                                                    allRows(), {.split = RecordSplit::Train});
            },
            editing, editing};
}

Work timings() {
    return {"timings",
            [](AtWork& at) {
                CostRequest request;
                request.encoders = {"fastformer"};
                request.lengths = {128, 256, 512};
                request.tokens = 512;
                request.dim = 16;
                request.heads = 2;
                request.precision = 0; // it goes on until its time is up
                at.studio->cost().measure({request});
            },
            [](AtWork& at) { return at.studio->cost().active(); },
            [](AtWork& at) { return at.studio->cost().progress().has_value(); },
            [](AtWork& at) { at.studio->cost().cancel(); }};
}

Work study() {
    return {"study",
            [](AtWork& at) {
                StudyRequest request;
                request.config = smallConfig();
                request.config.train.steps = 100000;
                request.encoders = {"fastformer"};
                request.name = "small";
                at.studio->study().start(request);
            },
            [](AtWork& at) { return at.studio->study().active(); },
            [](AtWork& at) { return at.studio->study().moment() && at.studio->study().moment()->share > 0; },
            [](AtWork& at) { at.studio->study().cancel(); }};
}

Work queue() {
    return {"queue",
            [](AtWork& at) {
                RunConfig config = smallConfig();
                config.train.steps = 100000;
                at.studio->queue().add({config, config, config});
            },
            [](AtWork& at) { return at.studio->session().active() || at.studio->queue().open(); },
            [](AtWork& at) { return at.studio->session().step() >= 3; },
            [](AtWork& at) { at.studio->queue().cancelAll(); },
            true};
}

std::vector<Work> allWork() {
    return {training(),   dataImport(), runImport(), pictureExport(), pageExport(), modelExport(),
            dataExport(), dataEdit(),   timings(),   study(),         queue()};
}

void PrintTo(const Work& work, std::ostream* out) {
    *out << work.name;
}

} // namespace lab::test
