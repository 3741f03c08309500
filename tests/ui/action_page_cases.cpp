// The actions of the workspaces Data, Build, Inspect, Compare and Cost.
#include "core/base/error.h"
#include "tests/ui/action_stage.h"
#include "ui/actions/actions.h"
#include "ui/plots/cost_chart.h"
#include "ui/studio/inspection.h"
#include "ui/views/attention/attention_strip.h"
#include "ui/views/attention/duel_strip.h"
#include "ui/views/attention/tinted_text.h"
#include "ui/views/comparing/compare_table.h"
#include "ui/views/comparing/study_table.h"

#include <QCheckBox>
#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QInputDialog>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTableWidget>
#include <QToolButton>

#include <chrono>
#include <thread>

namespace lab::test {
namespace {

using Stage = ActionStage;

QString yes(bool value) {
    return value ? QStringLiteral("yes") : QStringLiteral("no");
}
auto sees(const char* name) {
    return [name](Stage& s) { return yes(s.seen(name)); };
}
QString probes(Stage& s) {
    return QString::number(s.studio->probes().rowCount());
}

// Data
void records(Stage& s) {
    s.showStored(Stage::kFirst);
    s.showWorkspace("data");
    auto* table = s.find<QTableView>("recordTable");
    ASSERT_TRUE(s.until([&] {
        return table->isVisible() && table->model()->rowCount() > 0 &&
               table->model()->index(0, 6).data().toString().size() > 3;
    }));
}
void oneRecord(Stage& s) {
    records(s);
    s.find<QTableView>("recordTable")->selectRow(0);
    QGuiApplication::clipboard()->clear();
}
QString source(Stage& s) {
    return QString::fromStdString(s.studio->draft().data.spec);
}
QString recordNumber(Stage& s) {
    return s.find<QLabel>("recordCount")->text();
}
template <int kColumn> QString recordCell(Stage& s) {
    return s.find<QTableView>("recordTable")->model()->index(0, kColumn).data().toString();
}
/// Picks what differs from the first row's own, of a menu that the action opens.
auto choiceOf(const char* menu, int column) {
    return [menu, column](Stage& s) {
        auto* offered = s.find<QMenu>(menu);
        ASSERT_NE(offered, nullptr);
        const QString own = s.find<QTableView>("recordTable")->model()->index(0, column).data().toString();
        for (QAction* each : offered->actions())
            if (each->text() != own) {
                each->trigger();
                break;
            }
        offered->close();
    };
}
QString slices(Stage& s) {
    return QString::number(s.find<QComboBox>("sliceChoice")->count());
}
void nameSlice(Stage& s) {
    records(s);
    s.find<QLineEdit>("sliceName")->setText(QStringLiteral("some"));
}
void chooseSlice(Stage& s) {
    records(s);
    auto* choice = s.find<QComboBox>("sliceChoice");
    choice->setCurrentIndex(1);
    emit choice->activated(1);
}

QString dataNames(Stage& s) {
    QStringList names;
    for (int row = 0; row < s.studio->data().rowCount(); ++row)
        names << s.studio->data().entry(row).name;
    return names.join(u'|');
}
void importedData(Stage& s) {
    QFile source(s.file("plums.csv"));
    ASSERT_TRUE(source.open(QIODevice::WriteOnly));
    source.write("text,label\n");
    for (int i = 0; i < 40; ++i)
        source.write(QByteArray(i % 2 == 0 ? "a sweet plum " : "a sour plum ") + QByteArray::number(i) +
                     (i % 2 == 0 ? ",good\n" : ",bad\n"));
    source.close();
    s.haveNone();
    s.window->openPaths({source.fileName()});
    auto* import = s.find<QPushButton>("importData");
    ASSERT_TRUE(s.until([&] { return import->isVisible() && import->isEnabled(); }));
    import->click();
    ASSERT_TRUE(s.until([&] { return s.action("renameData")->isEnabled(); }));
}

/// A source is being looked at, and then a data set.
void importSetAside(Stage& s) {
    s.showWorkspace("data");
    s.window->openPaths({s.file("plums.csv")});
    ASSERT_TRUE(s.until([&] { return s.seen("importView"); }));
    s.studio->showData(0);
}

QString trashedData(Stage& s) {
    return yes(s.seen("dataTrash"));
}
void chooseTrashed(Stage& s) {
    auto* trash = s.find<QTreeView>("dataTrash");
    ASSERT_TRUE(s.until([&] { return trash->isVisible(); }));
    trash->expandAll();
    trash->setCurrentIndex(trash->model()->index(0, 0, trash->model()->index(0, 0)));
}
void trashedAgain(Stage& s) {
    auto* list = s.find<QTreeView>("dataList");
    list->setCurrentIndex(list->model()->index(list->model()->rowCount() - 1, 0));
    s.trigger("trashData");
    chooseTrashed(s);
}

// Inspect
AttentionStrip& strip(Stage& s) {
    return *s.find<AttentionStrip>("inspectStrip");
}
void inspecting(Stage& s, std::int64_t run) {
    s.showStored(run);
    s.showWorkspace("inspect");
    ASSERT_TRUE(s.until([&] { return strip(s).count() == 1 && s.action("onlyWrong")->isEnabled(); }));
}
void inspect(Stage& s) {
    inspecting(s, Stage::kFirst);
}
QString text(Stage& s) {
    return s.find<QLineEdit>("inspectText")->text();
}
QString head(Stage& s) {
    return QString::number(s.find<QTableWidget>("headTable")->currentRow());
}
QString token(Stage& s) {
    return QString::number(s.studio->selection().token());
}
QString rows(Stage& s) {
    return QString::number(strip(s).table(0).heads() * strip(s).table(0).layers());
}
QString columns(Stage& s) {
    return strip(s).exportNumbers().columns.join(u' ');
}
QString note(Stage& s) {
    return s.find<QLabel>("explainNote")->text();
}
void explaining(Stage& s) {
    s.trigger("explainNothing");
    s.trigger("integratedGradients"); // its work begins, and with it the other action
}
void stoppedExplaining(Stage& s) {
    explaining(s);
    s.trigger("stopExplanation");
}

// Compare
void comparing(Stage& s) {
    s.showWorkspace("compare");
    if (s.studio->comparison().entries().size() < 2)
        s.trigger("compareData");
    auto* duel = s.find<DuelStrip>("duelStrip");
    ASSERT_TRUE(s.until([&] {
        return s.studio->comparison().entries().size() >= 2 && !duel->isEmpty() &&
               s.action("nextCompared")->isEnabled();
    }));
}
void oneRow(Stage& s) {
    comparing(s);
    s.find<CompareTable>("compareTable")->selectRow(0);
}
void searching(Stage& s) {
    comparing(s);
    ASSERT_TRUE(s.until([&] { return s.action("findDisagreements")->isEnabled(); }));
    s.trigger("findDisagreements");
}
QString compared(Stage& s) {
    return QString::number(s.studio->comparison().chosen().size());
}
QString duelText(Stage& s) {
    return s.find<QLineEdit>("duelText")->text();
}
QString found(Stage& s) {
    return s.find<QLabel>("disagreementNote")->text();
}
QString tableColumns(Stage& s) {
    return QString::number(s.find<CompareTable>("compareTable")->model()->columnCount());
}

// Cost
void cost(Stage& s) {
    s.haveNone();
    s.showWorkspace("cost");
    s.studio->costChoice().encoders = {"fastformer"};
    s.studio->costChoice().lengths = {128, 256};
    s.studio->costChoice().tokens = 256;
}
QString measuring(Stage& s) {
    return yes(s.studio->cost().active());
}
QString costView(Stage& s) {
    const CostChoice& choice = s.studio->costChoice();
    return QString::number(static_cast<int>(choice.pass)) +
           QString::number(static_cast<int>(choice.quantity));
}

QString studying(Stage& s) {
    return yes(s.studio->study().active());
}
void study(Stage& s) {
    s.haveNone();
    s.trigger("newRun");
    s.makeSmall();
    s.showWorkspace("cost");
    s.trigger("costQuality");
    for (auto* box : s.window->findChildren<QCheckBox*>())
        if (box->objectName().startsWith(QStringLiteral("studyEncoder_")) &&
            box->isChecked() != box->objectName().endsWith(QStringLiteral("_fastformer")))
            box->click();
    ASSERT_TRUE(s.until([&] { return s.action("runStudy")->isEnabled(); }));
}
std::size_t studiedRuns(Stage& s) {
    std::size_t runs = 0;
    for (const StudyRow& row : s.find<StudyTable>("studyTable")->source().rows())
        runs += row.runs.size();
    return runs;
}
void oneStudied(Stage& s) {
    ASSERT_TRUE(s.until([&] { return studiedRuns(s) > 0; }));
}
void studyEnded(Stage& s) {
    ASSERT_TRUE(s.until([&] { return !s.studio->study().active(); }));
}
void studyRowChosen(Stage& s) {
    s.studio->study().cancel();
    studyEnded(s);
    s.find<StudyTable>("studyTable")->selectRow(0);
}

} // namespace

ActionCases dataActions() {
    return {
        {"sampleNeedle", source},
        {"sampleOrder", source},
        {"sampleReviews", source},
        {"findRecords", [](Stage& s) { return yes(s.find<QLineEdit>("recordSearch")->hasFocus()); }, records},
        {"judgeRecords", [](Stage& s) { return yes(s.find<QComboBox>("outcomeFilter")->isEnabled()); },
         records},
        {"saveSlice", slices, nameSlice},
        {"removeSlice", slices, chooseSlice},
        {"recordsToProbes", probes, oneRecord},
        {"copyRecords", [](Stage&) { return QGuiApplication::clipboard()->text(); }, oneRecord},
        {"inspectRecord", [](Stage& s) { return s.window->workspace(); }, oneRecord},
        {"addRecord", recordNumber, oneRecord,
         [](Stage& s) {
             s.find<QPlainTextEdit>("newRecordText")->setPlainText(QStringLiteral("a new one"));
             s.find<QPushButton>("newRecordAdd")->click();
         }},
        {"setRecordClass", recordCell<2>, oneRecord, choiceOf("recordClassMenu", 2)},
        {"setRecordSplit", recordCell<1>, oneRecord, choiceOf("recordSplitMenu", 1)},
        {"removeRecords", recordNumber, oneRecord},
        {"renameData", dataNames, importedData,
         [](Stage& s) {
             auto* box = s.find<QInputDialog>("dataNameDialog");
             ASSERT_NE(box, nullptr);
             box->setTextValue(QStringLiteral("ripe plums"));
             box->accept();
         }},
        {"exportData",
         [](Stage& s) { return yes(s.writes("texts.csv")); },
         {},
         [](Stage& s) { s.answerFile("dataExportDialog", s.file("texts.csv")); }},
        {"trashData", dataNames},
        {"restoreData", dataNames, chooseTrashed},
        {"removeData", trashedData, trashedAgain,
         [](Stage& s) {
             auto* button = s.find<QPushButton>("removeDataButton");
             ASSERT_NE(button, nullptr);
             button->click();
         }},
        {"backToImport", [](Stage& s) { return yes(s.seen("importView")); }, importSetAside},
    };
}

/// Encoders and presets come from their lists, and so do their actions.
ActionCases modelActions() {
    return {
        {"encoder", [](Stage& s) { return QString::fromStdString(s.studio->draft().model.encoder); },
         [](Stage& s) {
             RunConfig config = s.studio->draft();
             if (config.model.encoder ==
                 "fastformer") // the first of the list; each later one follows another
                 config.model.encoder = "linformer";
             s.studio->setDraft(config);
         }},
        {"preset", [](Stage& s) { return s.find<QToolButton>("presetButton")->text(); },
         [](Stage& s) {
             RunConfig config = s.studio->draft();
             config.model.dim = 24;
             config.model.heads = 2;
             s.studio->setDraft(config);
         }},
    };
}

ActionCases inspectActions() {
    return {
        {"nextExample", text, inspect},
        {"previousExample", text},
        {"onlyWrong", [](Stage& s) { return yes(s.window->findChild<Inspection*>()->onlyWrong()); }},
        {"pinProbe", probes},
        {"allExamples", sees("exampleFilter"),
         [](Stage& s) { s.studio->showExamples(RecordSplit::Test, -1, 0); }},
        {"nextHead", head, inspect},
        {"previousHead", head},
        {"nextLayer", head},
        {"previousLayer", head},
        {"nextMaximum", token},
        {"previousMaximum", token,
         [](Stage& s) {
             s.trigger("nextMaximum");
             s.trigger("nextMaximum");
         }},
        {"headsMean", rows},
        {"headsChosen", rows},
        {"headsAll", rows},
        {"leaveOneOut", columns},
        {"gradientTimesInput", columns},
        {"integratedGradients", columns},
        {"explainNothing", columns},
        {"stopExplanation", note, explaining},
        {"computeExplanation", note, stoppedExplaining},
        {"showAsTable", sees("tokenTable")},
        {"showMatrix", sees("matrix1"), [](Stage& s) { inspecting(s, Stage::kTransformer); }},
    };
}

ActionCases compareActions() {
    return {
        {"compareRuns", compared, [](Stage& s) { s.chooseInList(Stage::kFirst); }},
        {"compareData", compared, [](Stage& s) { s.showWorkspace("compare"); }},
        {"swapCompared", [](Stage& s) { return QString::number(s.studio->comparison().a()); }, comparing},
        {"nextCompared", duelText, comparing},
        {"previousCompared", duelText, comparing},
        {"findDisagreements", found, comparing},
        {"cancelDisagreements", [](Stage& s) { return yes(s.seen("cancelDisagreementsButton")); }, searching},
        {"compareReference", [](Stage& s) { return QString::number(s.studio->comparison().reference()); },
         oneRow},
        {"onlyDifferences", tableColumns, comparing},
        // Its columns need the paper's data; compare_test has them.
        {"paperFigures",
         [](Stage& s) { return yes(s.find<QAbstractButton>("paperFiguresCheck")->isChecked()); }, comparing},
        {"removeFromComparison", compared, oneRow},
        {"clearComparison", compared, comparing},
    };
}

ActionCases costActions() {
    return {
        {"measureCost", [](Stage& s) { return yes(s.find<CostChart>("costChart")->lines().empty()); }, cost},
        {"cancelCost", measuring},
        {"measureCostAgain", measuring,
         [](Stage& s) { ASSERT_TRUE(s.until([&] { return !s.studio->cost().active(); })); }},
        {"exportCost", [](Stage& s) { return yes(s.writes("cost.csv")); },
         [](Stage& s) { s.studio->cost().cancel(); },
         [](Stage& s) { s.answerFile("costExportDialog", s.file("cost.csv")); }},
        {"costTraining", costView},
        {"costInference", costView},
        {"costMemory", costView},
        {"costTime", costView},
        {"costQuality", sees("studyEncoder_fastformer"), cost},
        {"costTimings", sees("studyEncoder_fastformer"), cost},
        {"runStudy", studying, study},
        {"cancelStudy", studying, oneStudied},
        {"continueStudy", studying, studyEnded},
        {"compareStudy", compared, studyRowChosen},
    };
}

} // namespace lab::test
