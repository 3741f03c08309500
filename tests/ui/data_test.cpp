// The Data workspace, driven as a person would: samples, names, records searched, filtered, kept as slices,
// judged by a run; words. How sources are imported is in import_test.cpp.
#include "tests/ui/data_workspace.h"
#include "ui/studio/data_library.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSpinBox>
#include <QTableView>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QUndoStack>

namespace lab {
namespace {

TEST_F(DataWorkspace, StartsWithWhatOneCanDoAndShowsASample) {
    EXPECT_FALSE(table()->isVisible());
    auto* sample = find<QAction>("sampleNeedle");
    ASSERT_NE(sample, nullptr);
    sample->trigger();
    ASSERT_TRUE(until([&] { return table()->isVisible() && rows() > 0; }));
    EXPECT_EQ(studio->draft().data.spec, "demo:needle");
    EXPECT_EQ(find<QLabel>("dataTitle")->text(), QStringLiteral("demo:needle"));
    ASSERT_TRUE(until([&] { return cell(0, 6) != QStringLiteral("…"); }));
    find<QToolButton>("showNumbers")->click();
    auto* classes = visible<QTableWidget>("classBalance");
    ASSERT_NE(classes, nullptr);
    ASSERT_GE(classes->rowCount(), 2);
    int all = 0;
    for (int row = 0; row < classes->rowCount(); ++row)
        all += classes->item(row, 4)->text().remove(QChar(0x202F)).toInt();
    EXPECT_EQ(all, rows());
}

TEST_F(DataWorkspace, ADataSetGetsAnotherNameThatCanBeTakenBackAndSurvivesARestart) {
    import(write("plums.csv", 60));
    auto* rename = find<QAction>("renameData");
    ASSERT_TRUE(until([&] { return rename->isEnabled(); })) << "the imported one is that of the next run";
    const int count = studio->data().rowCount();
    const std::string before = stored().at(0).name;
    rename->trigger();
    auto* dialog = find<QInputDialog>("dataNameDialog");
    ASSERT_NE(dialog, nullptr);
    EXPECT_EQ(dialog->textValue().toStdString(), before);
    dialog->setTextValue(QStringLiteral("  ripe  plums "));
    dialog->accept();
    const auto called = [&](const char* name) {
        const QString wanted = QString::fromLatin1(name);
        return until([&] {
            return stored().at(0).name == name && find<QLabel>("dataTitle")->text() == wanted &&
                   studio->data().entry(studio->data().current()).name == wanted;
        });
    };
    ASSERT_TRUE(called("ripe plums"));
    EXPECT_EQ(studio->data().rowCount(), count);
    EXPECT_EQ(rows(), 60);
    studio->undoStack().undo();
    ASSERT_TRUE(called(before.c_str()));
    studio->undoStack().redo();
    ASSERT_TRUE(called("ripe plums"));
    open();
    ASSERT_TRUE(until([&] { return studio->data().rowCount() == count; }));
    EXPECT_EQ(studio->data().entry(count - 1).name, QStringLiteral("ripe plums"));
}

TEST_F(DataWorkspace, ABuiltInDataSetKeepsItsNameAndItsPlace) {
    find<QTreeView>("dataList")->setCurrentIndex(studio->data().index(0));
    EXPECT_FALSE(find<QAction>("renameData")->isEnabled());
    EXPECT_FALSE(find<QAction>("trashData")->isEnabled());
}

TEST_F(DataWorkspace, SearchesFiltersAndSorts100000RecordsWithoutHoldingTheWindow) {
    import(write("many.csv", 100000));
    ASSERT_EQ(rows(), 100000);
    test::restartWatch();
    const auto search = [&](const QString& typed, int expected) {
        QElapsedTimer timer;
        timer.start();
        find<QLineEdit>("recordSearch")->setText(typed);
        const bool found = until([&] { return rows() == expected; });
        std::printf("\"%s\": %d records after %lld ms\n", qPrintable(typed), rows(),
                    static_cast<long long>(timer.elapsed()));
        return found;
    };
    EXPECT_TRUE(search(QStringLiteral("99999"), 1));
    ASSERT_TRUE(until([&] { return cell(0, 6).contains(QStringLiteral("sour plum")); }));
    EXPECT_TRUE(search(QStringLiteral("\"sweet plum\""), 50000));
    EXPECT_TRUE(search(QStringLiteral("nothing of the kind"), 0));
    EXPECT_TRUE(search(QString(), 100000));
    find<QComboBox>("labelFilter")->setCurrentIndex(1);
    ASSERT_TRUE(until([&] { return rows() == 50000; }));
    find<QComboBox>("splitFilter")->setCurrentIndex(3);
    ASSERT_TRUE(until([&] { return rows() == 5000; }));
    EXPECT_EQ(find<QLabel>("recordCount")->text().remove(QChar(0x202F)), QStringLiteral("5000 of 100000"));
    find<QComboBox>("splitFilter")->setCurrentIndex(0);
    find<QComboBox>("labelFilter")->setCurrentIndex(0);
    ASSERT_TRUE(until([&] { return rows() == 100000; }));
    table()->sortByColumn(0, Qt::DescendingOrder);
    ASSERT_TRUE(until([&] { return cell(0, 0).remove(QChar(0x202F)) == QStringLiteral("100000"); }));
    for (int at = 0; at < 20; ++at) {
        table()->verticalScrollBar()->setValue(table()->verticalScrollBar()->maximum() * at / 20);
        QTest::qWait(20);
    }
    EXPECT_LT(test::eventWatch().longestMs, 50.0 * test::kTimeAllowance)
        << test::eventWatch().longest.toStdString();
    std::printf("longest event of the window %.0f ms\n", test::eventWatch().longestMs);
}

TEST_F(DataWorkspace, AFilterIsKeptUnderAName) {
    import(write("plums.csv", 60));
    find<QComboBox>("labelFilter")->setCurrentIndex(2);
    find<QSpinBox>("leastTokens")->setValue(3);
    find<QLineEdit>("recordSearch")->setText(QStringLiteral("plum"));
    ASSERT_TRUE(until([&] { return rows() == 30; }));
    EXPECT_FALSE(find<QAction>("saveSlice")->isEnabled()) << "it needs a name";
    find<QLineEdit>("sliceName")->setText(QStringLiteral("good plums"));
    find<QAction>("saveSlice")->trigger();
    auto* slices = find<QComboBox>("sliceChoice");
    ASSERT_TRUE(until([&] { return slices->count() == 2; }));
    slices->setCurrentIndex(0);
    emit slices->activated(0);
    ASSERT_TRUE(until([&] { return rows() == 60; }));
    slices->setCurrentIndex(1);
    emit slices->activated(1);
    ASSERT_TRUE(until([&] { return rows() == 30; }));
    EXPECT_EQ(find<QLineEdit>("recordSearch")->text(), QStringLiteral("plum"));
    EXPECT_EQ(find<QSpinBox>("leastTokens")->value(), 3);
    find<QAction>("removeSlice")->trigger();
    ASSERT_TRUE(until([&] { return slices->count() == 1; }));
}

TEST_F(DataWorkspace, ARunsMistakesCanBeFilteredWatchedAndCopied) {
    RunConfig config = studio->draft();
    config.data.limit = 300;
    config.model.dim = 16;
    config.model.heads = 2;
    config.model.ffn = 16;
    config.train.epochs = 1;
    studio->addData(config.data, QStringLiteral("small reviews"));
    config.data = studio->draft().data;
    studio->setDraft(config);
    ASSERT_TRUE(until([&] { return rows() == 300; }));
    EXPECT_FALSE(find<QAction>("judgeRecords")->isEnabled()) << "there is no run that could read them";
    studio->activatePrimary();
    ASSERT_TRUE(until([&] { return studio->session().state() == RunState::Finished; }));
    ASSERT_TRUE(until([&] { return find<QAction>("judgeRecords")->isEnabled(); }));
    EXPECT_FALSE(find<QComboBox>("outcomeFilter")->isEnabled());
    find<QAction>("judgeRecords")->trigger();
    ASSERT_TRUE(until([&] { return find<QComboBox>("outcomeFilter")->isEnabled(); }));
    find<QComboBox>("outcomeFilter")->setCurrentIndex(1);
    ASSERT_TRUE(until([&] { return rows() < 300; }));
    const int right = rows();
    find<QComboBox>("outcomeFilter")->setCurrentIndex(2);
    ASSERT_TRUE(until([&] { return rows() == 300 - right && !cell(0, 2).isEmpty(); }));
    for (int row = 0; row < std::min(rows(), 100); ++row)
        EXPECT_NE(cell(row, 2), cell(row, 4));
    EXPECT_TRUE(find<QLabel>("judgedWeights")->text().contains(QStringLiteral("(last)")))
        << qPrintable(find<QLabel>("judgedWeights")->text());
    const std::vector<CheckpointInfo> held = studio->trace().heldSteps();
    ASSERT_FALSE(held.empty());
    const auto judgeAt = [&](std::int64_t step, const QString& words) {
        studio->selection().setStep(step);
        find<QAction>("judgeRecords")->trigger();
        ASSERT_TRUE(until([&] { return !find<QWidget>("judgeProgress")->isVisible(); }));
        EXPECT_TRUE(find<QLabel>("judgedWeights")->text().contains(words))
            << qPrintable(find<QLabel>("judgedWeights")->text());
    };
    const std::int64_t step = held.front().step;
    judgeAt(step, QStringLiteral("weights of step %1 (").arg(step));
    judgeAt(0, QStringLiteral("no weights of step 0 are stored, the nearest are of step %1 (").arg(step));
    judgeAt(-1, QStringLiteral("weights of step %1 (last)").arg(studio->trace().doneSteps));
    ASSERT_TRUE(until([&] { return rows() == 300 - right && !cell(0, 2).isEmpty(); }));
    table()->selectRow(0);
    const int probes = studio->probes().rowCount();
    find<QAction>("recordsToProbes")->trigger();
    EXPECT_EQ(studio->probes().rowCount(), probes + 1);
    find<QAction>("copyRecords")->trigger();
    EXPECT_EQ(QGuiApplication::clipboard()->text().count(u'\t'), 4);
    find<QAction>("inspectRecord")->trigger();
    EXPECT_TRUE(find<QAction>("showInspect")->isChecked());
    EXPECT_EQ(find<QLineEdit>("inspectText")->text(), studio->probes().texts().back());
    EXPECT_EQ(find<QLineEdit>("inspectText")->cursorPosition(), 0) << "a long text shows its start";
    EXPECT_EQ(find<QLabel>("inspectTitle")->text(), QStringLiteral("Your text"));
    EXPECT_EQ(find<QLabel>("inspectAbout")->text(), QString()) << "it is no version of the example before";
}

TEST_F(DataWorkspace, SaysWhatATextIsCutIntoAndWhichWordsAreKnown) {
    import(write("plums.csv", 60));
    find<QToolButton>("showWords")->click();
    find<QLineEdit>("cutText")->setText(QStringLiteral("Sweet plum, zebra"));
    auto* tokens = find<QTableWidget>("cutTokens");
    ASSERT_TRUE(until([&] { return tokens->rowCount() == 4; }));
    EXPECT_EQ(tokens->item(0, 0)->text(), QStringLiteral("sweet"));
    EXPECT_EQ(tokens->item(0, 2)->text(), QStringLiteral("24")) << "half of the 48 training texts";
    EXPECT_EQ(tokens->item(3, 1)->text(), QStringLiteral("unknown"));
    EXPECT_TRUE(find<QLabel>("cutAbout")->text().contains(QStringLiteral("1 of them unknown")));
    auto* words = find<QTableWidget>("wordTable");
    EXPECT_EQ(words->item(0, 2)->text(), QStringLiteral("48")) << "the most frequent first";
    find<QLineEdit>("wordSearch")->setText(QStringLiteral("umb"));
    ASSERT_TRUE(until([&] { return words->rowCount() == 1; }));
    EXPECT_EQ(words->item(0, 0)->text(), QStringLiteral("number"));
}

} // namespace
} // namespace lab
