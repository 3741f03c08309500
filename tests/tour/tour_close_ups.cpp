#include "tests/tour/tour_close_ups.h"

#include "tests/tour/tour_lab.h"
#include "ui/models/record_model.h"
#include "ui/views/attention/duel_pane.h"
#include "ui/views/attention/duel_strip.h"

#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QMenu>
#include <QPushButton>
#include <QTableView>

namespace lab::tour {
namespace {

using Stage = TourStage;

/// The cursor of the strips, on a cell of B − A.
void duelCursor(Stage& stage) {
    stage.studio().comparison().add({kFinished, kOtherSharing});
    auto& duel = stage.find<DuelStrip>("duelStrip");
    stage.until("both readings", [&] { return !duel.isEmpty(); });
    duel.setFocus(Qt::TabFocusReason);
    for (const Qt::Key key : {Qt::Key_Right, Qt::Key_Right, Qt::Key_Down, Qt::Key_Down})
        QTest::keyClick(&duel, key);
}

void checkpoints(Stage& stage) {
    stage.showRun(kFinished);
    stage.trigger("checkpoints");
}

void openFile(Stage& stage, const QByteArray& rows) {
    const QString path = stage.file("phones.csv");
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(rows) != rows.size())
        throw MissedCue("the file " + path.toStdString() + " cannot be written");
    file.close();
    stage.window().openPaths({path});
}

void haveStored(Stage& stage) {
    openFile(stage, QByteArray("text,label\na good phone,good\na bad phone,bad\n") +
                        QByteArray("the best of phones,good\nthe worst of phones,bad\n").repeated(20));
    auto& import = stage.find<QPushButton>("importData");
    stage.until("the counted source", [&] { return import.isVisible() && import.isEnabled(); });
    import.click();
    const auto& rename = stage.find<QAction>("renameData");
    stage.until("the stored data set", [&] { return rename.isEnabled(); });
}

/// Data sets of the lab file have names of the person's own.
void renaming(Stage& stage) {
    haveStored(stage);
    stage.trigger("renameData");
}

/// A text of the table, open in its cell, below records that have another class now.
void editing(Stage& stage) {
    haveStored(stage);
    auto& table = stage.find<QTableView>("recordTable");
    const QAbstractItemModel& records = *table.model();
    const auto cell = [&](int row, int column) { return records.index(row, column).data().toString(); };
    stage.until("the records",
                [&] { return records.rowCount() > 3 && cell(0, RecordModel::TextColumn).size() > 3; });
    const QString before = cell(1, RecordModel::LabelColumn);
    table.selectRow(1);
    stage.trigger("setRecordClass");
    auto& classes = stage.find<QMenu>("recordClassMenu");
    for (QAction* choice : classes.actions())
        if (choice->text() != before)
            choice->trigger();
    classes.close();
    stage.until("the other class", [&] { return cell(1, RecordModel::LabelColumn) != before; });
    table.setCurrentIndex(records.index(3, RecordModel::TextColumn));
    table.edit(table.currentIndex());
}

/// A file whose letters are not of the chosen encoding.
void sourceLayout(Stage& stage) {
    openFile(stage, QByteArray("text;label\nein sch\xF6nes Telefon;gut\n")
                        .append(QByteArray("ein m\xE4\xDFiges Telefon;schlecht\n").repeated(20)));
    auto& encoding = stage.find<QComboBox>("sourceEncoding");
    stage.until("the layout", [&] { return encoding.isVisible() && encoding.isEnabled(); });
    constexpr int kUtf8 = 1;
    encoding.setCurrentIndex(kUtf8);
    emit encoding.activated(kUtf8);
    const auto& warning = stage.find<QWidget>("sourceDamaged");
    stage.until("the warning about letters", [&] { return warning.isVisible(); });
}

/// A data set is looked at while a source waits to be imported.
void setAside(Stage& stage) {
    sourceLayout(stage);
    stage.studio().showData(0);
    auto& table = stage.find<QTableView>("recordTable");
    stage.until("the texts", [&] { return table.isVisible() && table.model()->rowCount() > 0; });
}

QWidget* duelPane(Stage& stage) {
    if (auto* pane = stage.window().findChild<DuelPane*>())
        return pane;
    throw MissedCue("there is no pane of one text through both models");
}

QWidget* dialog(Stage& stage) {
    for (auto* each : stage.window().findChildren<QDialog*>())
        if (each->isVisible())
            return each;
    throw MissedCue("no dialog is open");
}

} // namespace

const std::vector<Scene>& closeUps() {
    static const std::vector<Scene> all = {
        {"compare-cursor", "compare", State::Filled, duelCursor, {}, duelPane},
        {"train-checkpoints", "train", State::Filled, checkpoints, {}, dialog},
        {"data-layout", "data", State::Filled, sourceLayout},
        {"data-aside", "data", State::Filled, setAside},
        {"data-rename", "data", State::Filled, renaming, {}, dialog},
        {"data-editing", "data", State::Filled, editing},
    };
    return all;
}

} // namespace lab::tour
