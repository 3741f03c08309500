// Records edited in the table of the Data workspace, as a person does it: cells, chosen rows, removed and
// added ones; undone, redone, and never at the cost of what a run was trained on.
#include "core/store/record_editor.h"
#include "core/store/run_repository.h"
#include "tests/ui/data_workspace.h"
#include "ui/frame/language.h"
#include "ui/models/record_model.h"
#include "ui/studio/data_desk.h"
#include "ui/studio/data_library.h"
#include "ui/views/controls/message_line.h"

#include <QAction>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTableWidget>
#include <QToolButton>
#include <QTreeView>
#include <QUndoStack>

namespace lab {
namespace {

constexpr int kClass = RecordModel::LabelColumn, kPart = RecordModel::SplitColumn,
              kText = RecordModel::TextColumn;

class DataEdits : public DataWorkspace {
protected:
    void havePlums(int count = 60) {
        import(write("plums.csv", count));
        ASSERT_TRUE(until([&] { return cell(0, kText).size() > 3; }));
        spec = studio->draft().data.spec;
    }
    QAction* action(const char* name) { return find<QAction>(name); }
    QWidget* editor(const char* name) {
        for (QWidget* each : table()->findChildren<QWidget*>(QString::fromLatin1(name)))
            if (each->isVisible())
                return each;
        return nullptr;
    }
    /// Double-clicks a cell and returns its editor.
    template <class Editor> Editor* edit(int row, int column, const char* name) {
        table()->scrollTo(table()->model()->index(row, column));
        const QPoint place = table()->visualRect(table()->model()->index(row, column)).center();
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(table()->viewport(), Qt::LeftButton, {}, place);
        return qobject_cast<Editor*>(editor(name));
    }
    void editClass(int row, int label) {
        auto* box = edit<QComboBox>(row, kClass, "recordClassEditor");
        ASSERT_NE(box, nullptr);
        box->setCurrentIndex(label);
        emit box->activated(label);
    }
    void editText(int row, const QString& typed) {
        auto* text = edit<QPlainTextEdit>(row, kText, "recordTextEditor");
        ASSERT_NE(text, nullptr);
        text->setPlainText(typed);
        text->document()->setModified(true);
        QTest::keyClick(text, Qt::Key_Return);
    }
    void choose(int row, int last) {
        table()->clearSelection();
        const QItemSelection rows(table()->model()->index(row, 0), table()->model()->index(last, 0));
        table()->selectionModel()->select(rows, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    void pick(const char* what, int choice) {
        action(what)->trigger();
        auto* menu =
            find<QMenu>(qstrcmp(what, "setRecordClass") == 0 ? "recordClassMenu" : "recordSplitMenu");
        ASSERT_NE(menu, nullptr);
        menu->actions().at(choice)->trigger();
        menu->close();
    }
    void undo() { studio->undoStack().undo(); }
    void redo() { studio->undoStack().redo(); }
    [[nodiscard]] QString undoText() { return action("undo")->text(); }
    bool cellIs(int row, int column, const QString& wanted) {
        return until([&] { return cell(row, column) == wanted; });
    }
    /// Texts of the stored data set of that name; none when there is none.
    StoredDataset data(const std::string& name) {
        LabFile lab(labPath().toStdString());
        const DatasetRepository datasets(lab);
        for (const DatasetRow& row : datasets.list())
            if (row.name == name) {
                StoredDataset stored = datasets.load(row.id);
                EXPECT_EQ(fingerprintOf(stored), row.fingerprint);
                return stored;
            }
        return {};
    }
    void trainOn() {
        trainTiny();
        ASSERT_TRUE(until([&] { return rows() > 0 && cell(0, kText).size() > 3; }));
    }
    std::string spec;
};

TEST_F(DataEdits, ACellsClassIsChangedInPlaceAndTakenBack) {
    havePlums();
    ASSERT_EQ(cell(0, kClass), QStringLiteral("good"));
    editClass(0, 0);
    ASSERT_TRUE(cellIs(0, kClass, QStringLiteral("bad")));
    EXPECT_EQ(stored().size(), 1U) << "no run needs it as it was";
    EXPECT_EQ(data("plums.csv").records[0].label, 0);
    EXPECT_NE(studio->draft().data.spec, spec) << "the next run follows";
    EXPECT_EQ(studio->data().entry(studio->data().current()).config, studio->draft().data);
    EXPECT_EQ(undoText(), QStringLiteral("Undo change class of a record"));
    find<QToolButton>("showNumbers")->click();
    auto* classes = visible<QTableWidget>("classBalance");
    ASSERT_TRUE(until([&] { return classes->item(0, 4)->text() == QStringLiteral("31"); }));
    find<QToolButton>("showTexts")->click();
    undo();
    ASSERT_TRUE(cellIs(0, kClass, QStringLiteral("good")));
    EXPECT_EQ(studio->draft().data.spec, spec);
    redo();
    ASSERT_TRUE(cellIs(0, kClass, QStringLiteral("bad")));
    ASSERT_TRUE(until([&] { return studio->classes() == 2 && !studio->session().active(); }));
    trainOn();
    EXPECT_EQ(studio->trace().config.data.spec, studio->draft().data.spec) << "trained on what was edited";
}

TEST_F(DataEdits, ATextIsTypedInSeveralLinesAndFoundBySearching) {
    havePlums();
    editText(1, QStringLiteral("  a rare\nquince "));
    ASSERT_TRUE(cellIs(1, kText, QStringLiteral("a rare quince")));
    EXPECT_EQ(cell(1, RecordModel::TokensColumn), QStringLiteral("3"));
    find<QLineEdit>("recordSearch")->setText(QStringLiteral("quince"));
    ASSERT_TRUE(until([&] { return rows() == 1; }));
    find<QLineEdit>("recordSearch")->clear();
    ASSERT_TRUE(until([&] { return rows() == 60 && cell(0, kText).size() > 3; }));
    auto* text = edit<QPlainTextEdit>(2, kText, "recordTextEditor");
    ASSERT_NE(text, nullptr);
    text->setPlainText(QStringLiteral("given up"));
    QTest::keyClick(text, Qt::Key_Escape);
    EXPECT_NE(cell(2, kText), QStringLiteral("given up"));
    EXPECT_EQ(studio->undoStack().undoText(), QStringLiteral("change text of a record"));
    undo();
    ASSERT_TRUE(until([&] { return cell(1, kText).contains(QStringLiteral("plum")); }));
}

TEST_F(DataEdits, KeysOfTheTableEditAndRemove) {
    havePlums();
    window->activateWindow();
    table()->setFocus();
    table()->setCurrentIndex(table()->model()->index(0, kClass));
    QTest::keyClick(table(), Qt::Key_F2);
    ASSERT_NE(editor("recordClassEditor"), nullptr);
    QTest::keyClick(editor("recordClassEditor"), Qt::Key_Escape);
    table()->setFocus();
    table()->setCurrentIndex(table()->model()->index(0, kText));
    QTest::keyClick(table(), Qt::Key_Return);
    auto* text = qobject_cast<QPlainTextEdit*>(editor("recordTextEditor"));
    ASSERT_NE(text, nullptr);
    QTest::keyClick(text, Qt::Key_Escape);
    table()->setFocus();
    choose(3, 4);
    QTest::keyClick(table(), Qt::Key_Delete);
    ASSERT_TRUE(until([&] { return rows() == 58; }));
    EXPECT_EQ(stored().size(), 1U) << "no data set went to the trash";
}

TEST_F(DataEdits, ChosenRowsGetAClassAPartOrGoInOneStep) {
    havePlums();
    choose(0, 2);
    pick("setRecordClass", 0);
    ASSERT_TRUE(cellIs(0, kClass, QStringLiteral("bad")) && cellIs(2, kClass, QStringLiteral("bad")));
    EXPECT_EQ(undoText(), QStringLiteral("Undo change class of 2 records")) << "the third was that already";
    choose(0, 2);
    pick("setRecordSplit", 2);
    ASSERT_TRUE(cellIs(1, kPart, QStringLiteral("test")));
    for (int row = 0; row < 3; ++row)
        EXPECT_EQ(data("plums.csv").records[static_cast<std::size_t>(row)].split, RecordSplit::Test);
    choose(10, 19);
    action("removeRecords")->trigger();
    ASSERT_TRUE(until([&] { return rows() == 50; }));
    EXPECT_TRUE(cellIs(10, 0, QStringLiteral("21"))) << "the others keep their numbers";
    ASSERT_TRUE(
        until([&] { return find<QLabel>("dataAbout")->text().startsWith(QStringLiteral("50 texts")); }));
    EXPECT_EQ(find<QLabel>("recordCount")->text(), QStringLiteral("50 texts"));
    undo();
    ASSERT_TRUE(until([&] { return rows() == 60; }));
    undo();
    undo();
    ASSERT_TRUE(until([&] { return studio->draft().data.spec == spec; })) << "all is as it was";
    ASSERT_TRUE(cellIs(0, kClass, QStringLiteral("good")));
}

TEST_F(DataEdits, ARecordIsAddedAtTheEndAndTakenBack) {
    havePlums();
    action("addRecord")->trigger();
    auto* add = find<QPushButton>("newRecordAdd");
    ASSERT_NE(add, nullptr);
    EXPECT_FALSE(add->isEnabled()) << "it needs a text";
    find<QPlainTextEdit>("newRecordText")->setPlainText(QStringLiteral("a quince of its own"));
    find<QComboBox>("newRecordClass")->setCurrentIndex(1);
    find<QComboBox>("newRecordSplit")->setCurrentIndex(1);
    add->click();
    ASSERT_TRUE(until([&] { return rows() == 61 && cell(60, kText).contains(QStringLiteral("quince")); }));
    EXPECT_EQ(table()->currentIndex().row(), 60) << "it is in sight";
    EXPECT_EQ(cell(60, kClass), QStringLiteral("good"));
    EXPECT_EQ(cell(60, kPart), QStringLiteral("validation"));
    EXPECT_EQ(data("plums.csv").records.size(), 61U);
    undo();
    ASSERT_TRUE(until([&] { return rows() == 60; }));
}

TEST_F(DataEdits, WhatARunWasTrainedOnStaysAndTheCopyIsOpenUntilTheEditIsTakenBack) {
    havePlums();
    trainOn();
    const StoredDataset before = data("plums.csv");
    QString told;
    QObject::connect(&studio->dataDesk(), &DataDesk::told, window.get(), [&](const QString& t) { told = t; });
    action("judgeRecords")->trigger();
    ASSERT_TRUE(until([&] { return !cell(0, RecordModel::PredictedColumn).isEmpty(); }));
    editClass(0, 0);
    ASSERT_TRUE(cellIs(0, kClass, QStringLiteral("bad")));
    EXPECT_FALSE(cell(0, RecordModel::PredictedColumn).isEmpty()) << "the text is what the run read";
    EXPECT_TRUE(told.contains(QStringLiteral("plums.csv (edited)"))) << qPrintable(told);
    EXPECT_EQ(find<QLabel>("dataTitle")->text(), QStringLiteral("plums.csv (edited)"));
    EXPECT_EQ(studio->trace().run, 1) << "the run is still on show";
    EXPECT_EQ(data("plums.csv").records[0].label, before.records[0].label);
    EXPECT_EQ(data("plums.csv (edited)").records[0].label, 0);
    LabFile lab(labPath().toStdString());
    EXPECT_EQ(DatasetRepository(lab).fingerprint(*RunRepository(lab).load(1).row.dataset),
              fingerprintOf(before));
    ASSERT_TRUE(until([&] { return studio->data().rowCount() == 5; })) << "the copy is in the list";
    editText(1, QStringLiteral("other words"));
    ASSERT_TRUE(cellIs(1, kText, QStringLiteral("other words")));
    EXPECT_TRUE(cell(1, RecordModel::PredictedColumn).isEmpty()) << "nobody has read this text";
    EXPECT_EQ(stored().size(), 2U) << "the copy itself is edited in place";
    undo();
    undo();
    ASSERT_TRUE(until([&] { return stored().size() == 1; })) << "the copy is gone again";
    ASSERT_TRUE(cellIs(0, kClass, QStringLiteral("good")));
    EXPECT_EQ(find<QLabel>("dataTitle")->text(), QStringLiteral("plums.csv"));
    EXPECT_EQ(studio->draft().data.spec, spec);
    ASSERT_TRUE(until([&] { return studio->data().rowCount() == 4; }));
    redo();
    ASSERT_TRUE(until([&] { return stored().size() == 2; }));
    ASSERT_TRUE(cellIs(0, kClass, QStringLiteral("bad")));
    ASSERT_TRUE(until([&] { return studio->data().rowCount() == 5; }));
    studio->newRun();
    EXPECT_EQ(studio->draft().data.spec, studio->library().opened()->spec.toStdString())
        << "the next run learns from what is open";
    EXPECT_NE(studio->draft().data.spec, spec);
}

TEST_F(DataEdits, ACopyIsNamedInTheLanguageOfTheWindow) {
    havePlums();
    trainOn();
    Language language;
    language.choose(QStringLiteral("zh_CN"));
    editClass(0, 0);
    const auto title = [&] { return find<QLabel>("dataTitle")->text(); };
    EXPECT_TRUE(until([&] { return title() == QStringLiteral("plums.csv (已编辑)"); }))
        << qPrintable(title());
    language.choose(QStringLiteral("en"));
}

TEST_F(DataEdits, ABuiltInDataSetIsEditedInACopyThatTheNextRunLearnsFrom) {
    action("sampleNeedle")->trigger();
    ASSERT_TRUE(until([&] { return rows() > 0 && cell(0, kText).size() > 3; }));
    editText(0, QStringLiteral("a needle of my own"));
    ASSERT_TRUE(cellIs(0, kText, QStringLiteral("a needle of my own")));
    EXPECT_EQ(find<QLabel>("dataTitle")->text(), QStringLiteral("demo:needle (edited)"));
    EXPECT_TRUE(studio->draft().data.spec.starts_with("lab:"));
    ASSERT_TRUE(until([&] { return studio->data().current() == 3; })) << "listed and marked";
    ASSERT_TRUE(until([&] { return studio->vocabulary() > 0; }));
    undo();
    ASSERT_TRUE(until([&] { return studio->draft().data.spec == "demo:needle"; }));
    ASSERT_TRUE(until([&] { return studio->data().rowCount() == 3; }));
    EXPECT_EQ(studio->data().current(), 1);
    EXPECT_EQ(find<QLabel>("dataTitle")->text(), QStringLiteral("demo:needle"));
}

TEST_F(DataEdits, WhatIsNotPossibleIsSaidAndChangesNothing) {
    havePlums();
    auto* line = find<MessageLine>("messageLine");
    editText(0, QStringLiteral("   "));
    ASSERT_TRUE(until([&] { return line->text().contains(QStringLiteral("record needs a text")); }));
    EXPECT_EQ(studio->draft().data.spec, spec);
    table()->selectAll();
    action("removeRecords")->trigger();
    ASSERT_TRUE(until([&] { return line->text().contains(QStringLiteral("training part needs")); }));
    EXPECT_EQ(rows(), 60);
    trainOn(); // the next edit makes a copy, and that back again would be the original
    editClass(0, 0);
    ASSERT_TRUE(cellIs(0, kClass, QStringLiteral("bad")));
    editClass(0, 1);
    ASSERT_TRUE(until([&] { return line->text().contains(QStringLiteral("was changed: 'plums.csv'")); }));
    EXPECT_EQ(cell(0, kClass), QStringLiteral("bad"));
}

TEST_F(DataEdits, ARowStaysInSightThoughTheFilterMeansItNoLonger) {
    havePlums();
    find<QComboBox>("labelFilter")->setCurrentIndex(2);
    ASSERT_TRUE(until([&] { return rows() == 30 && cell(5, kText).size() > 3; }));
    editClass(5, 0);
    ASSERT_TRUE(cellIs(5, kClass, QStringLiteral("bad")));
    EXPECT_EQ(rows(), 30);
    find<QComboBox>("labelFilter")->setCurrentIndex(1);
    ASSERT_TRUE(until([&] { return rows() == 31; }));
}

TEST_F(DataEdits, SlicesGoWithTheCopy) {
    havePlums();
    find<QLineEdit>("recordSearch")->setText(QStringLiteral("sweet"));
    find<QLineEdit>("sliceName")->setText(QStringLiteral("sweet ones"));
    ASSERT_TRUE(until([&] { return rows() == 30; }));
    action("saveSlice")->trigger();
    auto* slices = find<QComboBox>("sliceChoice");
    ASSERT_TRUE(until([&] { return slices->count() == 2; }));
    find<QLineEdit>("recordSearch")->clear();
    trainOn();
    ASSERT_TRUE(until([&] { return rows() == 60 && cell(0, kText).size() > 3; }));
    editClass(0, 0);
    ASSERT_TRUE(cellIs(0, kClass, QStringLiteral("bad")));
    slices->setCurrentIndex(1);
    emit slices->activated(1);
    action("removeSlice")->trigger();
    ASSERT_TRUE(until([&] { return slices->count() == 1; }));
    LabFile lab(labPath().toStdString());
    EXPECT_EQ(SliceRepository(lab).list(*RunRepository(lab).load(1).row.dataset).size(), 1U)
        << "the original keeps its own";
}

TEST_F(DataEdits, Of100000RecordsDoNotHoldTheWindow) {
    havePlums(100000);
    QTest::qWait(500);
    test::restartWatch();
    QElapsedTimer timer;
    timer.start();
    editClass(0, 0);
    ASSERT_TRUE(cellIs(0, kClass, QStringLiteral("bad")));
    std::printf("one class of 100,000 records after %lld ms\n", static_cast<long long>(timer.elapsed()));
    timer.start();
    table()->selectAll();
    pick("setRecordSplit", 0);
    ASSERT_TRUE(until([&] { return undoText().contains(QStringLiteral("change part of")); }));
    std::printf("the part of all after %lld ms\n", static_cast<long long>(timer.elapsed()));
    undo();
    undo();
    ASSERT_TRUE(until([&] { return studio->draft().data.spec == spec; }));
    ASSERT_TRUE(cellIs(0, kClass, QStringLiteral("good")));
    EXPECT_LT(test::eventWatch().longestMs, 50.0 * test::kTimeAllowance)
        << test::eventWatch().longest.toStdString();
    std::printf("longest event of the window %.0f ms\n", test::eventWatch().longestMs);
}

TEST_F(DataEdits, WhatIsBeingTypedOutlastsTheEndOfThePredictions) {
    havePlums();
    trainOn();
    auto* text = edit<QPlainTextEdit>(1, kText, "recordTextEditor");
    ASSERT_NE(text, nullptr);
    text->selectAll();
    QTest::keyClicks(text, QStringLiteral("a rare "));
    action("judgeRecords")->trigger();
    ASSERT_TRUE(until([&] { return find<QLabel>("judgedWeights")->isVisible(); }));
    QTest::qWait(200);
    ASSERT_EQ(editor("recordTextEditor"), text);
    QTest::keyClicks(text, QStringLiteral("quince"));
    QTest::keyClick(text, Qt::Key_Return);
    EXPECT_TRUE(cellIs(1, kText, QStringLiteral("a rare quince")));
    EXPECT_TRUE(until([&] { return !cell(0, RecordModel::PredictedColumn).isEmpty(); }))
        << "the predictions come when the editor is closed";
}

} // namespace
} // namespace lab
