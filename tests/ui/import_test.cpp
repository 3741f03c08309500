// How a source becomes a data set: looked at, laid out, divided, set aside, stored or cancelled.
#include "tests/ui/data_workspace.h"
#include "ui/studio/data_library.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

namespace lab {
namespace {

/// 60 rows, a third of them in each part.
QByteArray partedRows() {
    QByteArray rows("text,label,split\n");
    const char* parts[] = {"train", "Valid", "test"};
    for (int row = 0; row < 60; ++row)
        rows += "plum number " + QByteArray::number(row) + (row % 2 == 0 ? ",good," : ",bad,") +
                parts[row % 3] + '\n';
    return rows;
}

TEST_F(DataWorkspace, CountsASourceAnewWhenARoleChangesAndStoresNothingBeforeImport) {
    window->openPaths({write("plums.csv", 120, ",good,red\nonly one\n")});
    auto* import = find<QPushButton>("importData");
    ASSERT_TRUE(until([&] { return import->isVisible() && import->isEnabled(); }));
    EXPECT_TRUE(find<QLabel>("importFound")->text().contains(QStringLiteral("3 columns")));
    const auto& report = studio->library().candidate()->report;
    ASSERT_TRUE(report);
    EXPECT_EQ(report->labels, (std::vector<std::string>{"bad", "good"}));
    EXPECT_EQ(report->statistics.examples, 120);
    EXPECT_EQ(report->skipped.size(), 2U);
    EXPECT_TRUE(warnings().contains(QStringLiteral("row 122"))) << qPrintable(warnings());
    find<QComboBox>("columnRole1")->setCurrentIndex(0);
    EXPECT_FALSE(import->isEnabled());
    find<QComboBox>("columnRole2")->setCurrentIndex(2);
    ASSERT_TRUE(until([&] { return import->isEnabled(); }));
    EXPECT_EQ(studio->library().candidate()->report->labels, (std::vector<std::string>{"blue", "red"}));
    EXPECT_TRUE(stored().empty());
    find<QPushButton>("cancelImport")->click();
    EXPECT_FALSE(studio->library().candidate());
    EXPECT_TRUE(stored().empty());
}

TEST_F(DataWorkspace, AChosenDataSetIsShownAndTheImportWaitsAsItWas) {
    window->openPaths({write("plums.csv", 60)});
    auto* import = find<QPushButton>("importData");
    ASSERT_TRUE(until([&] { return import->isVisible() && import->isEnabled(); }));
    find<QComboBox>("columnRole1")->setCurrentIndex(0);
    find<QComboBox>("columnRole2")->setCurrentIndex(2);
    auto* back = find<QAction>("backToImport");
    EXPECT_FALSE(back->isEnabled());

    auto* list = find<QTreeView>("dataList");
    const QRect first = list->visualRect(list->model()->index(0, 0));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, first.center());
    EXPECT_FALSE(import->isVisible());
    ASSERT_TRUE(until([&] { return table()->isVisible() && rows() > 0; }));
    EXPECT_TRUE(find<QToolButton>("backToImportButton")->isVisible());

    back->trigger();
    EXPECT_TRUE(import->isVisible());
    EXPECT_FALSE(back->isEnabled());
    emit find<QComboBox>("dataChoice")->activated(1); // the train bar's
    EXPECT_FALSE(import->isVisible());
    back->trigger();
    EXPECT_EQ(find<QComboBox>("columnRole2")->currentIndex(), 2) << "what was chosen stays";
    ASSERT_TRUE(until([&] { return import->isEnabled(); }));
    import->click();
    ASSERT_TRUE(until([&] { return table()->isVisible() && rows() == 60; }));
    EXPECT_FALSE(find<QToolButton>("backToImportButton")->isVisible());
}

TEST_F(DataWorkspace, WhatWasChosenForASourceStaysInANewWindow) {
    window->openPaths({write("plums.csv", 60)});
    const auto ready = [&] {
        auto* import = find<QPushButton>("importData");
        return until([&] { return import->isVisible() && import->isEnabled(); });
    };
    ASSERT_TRUE(ready());
    find<QComboBox>("columnRole1")->setCurrentIndex(0);
    find<QComboBox>("columnRole2")->setCurrentIndex(2);
    find<QSpinBox>("validationShare")->setValue(30);
    find<QSpinBox>("testShare")->setValue(0);
    auto* name = find<QLineEdit>("importName");
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("my plums"));
    rebuild(); // before it is counted
    const auto same = [&] {
        EXPECT_EQ(find<QComboBox>("columnRole0")->currentIndex(), 1);
        EXPECT_EQ(find<QComboBox>("columnRole1")->currentIndex(), 0);
        EXPECT_EQ(find<QComboBox>("columnRole2")->currentIndex(), 2);
        EXPECT_EQ(find<QSpinBox>("validationShare")->value(), 30);
        EXPECT_EQ(find<QSpinBox>("testShare")->value(), 0);
        EXPECT_EQ(find<QLineEdit>("importName")->text(), QStringLiteral("my plums"));
    };
    same();
    ASSERT_TRUE(ready());
    EXPECT_EQ(studio->library().candidate()->report->statistics.splits,
              (std::array<std::int64_t, 3>{42, 18, 0}));
    rebuild(); // when it is
    same();
    EXPECT_TRUE(find<QPushButton>("importData")->isEnabled()) << "it is not counted a second time";
    EXPECT_EQ(find<QLabel>("importStatus")->text(), QStringLiteral("Nothing is stored yet."));

    auto* header = find<QComboBox>("sourceHeader");
    header->setCurrentIndex(static_cast<int>(HeaderLine::No));
    emit header->activated(header->currentIndex());
    ASSERT_TRUE(ready());
    EXPECT_EQ(find<QComboBox>("columnRole1")->currentIndex(), 2) << "with other columns all is proposed anew";
    header->setCurrentIndex(0);
    emit header->activated(0);
    ASSERT_TRUE(ready());
    find<QPushButton>("importData")->click();
    ASSERT_TRUE(until([&] { return table()->isVisible() && rows() == 60; }));
    EXPECT_EQ(stored().at(0).name, "my plums");
}

TEST_F(DataWorkspace, SharesThatTheSourceDecidesAreTheSameInANewWindow) {
    window->openPaths({put("tested.csv", partedRows().replace("Valid", "train"))});
    const auto ready = [&] {
        auto* import = find<QPushButton>("importData");
        return until([&] {
            return import->isVisible() && import->isEnabled() && !find<QSpinBox>("testShare")->isEnabled();
        });
    };
    ASSERT_TRUE(ready());
    find<QSpinBox>("validationShare")->setValue(95);
    ASSERT_TRUE(ready());
    rebuild();
    EXPECT_EQ(find<QSpinBox>("validationShare")->value(), 95) << "of the rows that do not test";
    EXPECT_EQ(find<QSpinBox>("testShare")->text(), QStringLiteral("as the source says"));
    EXPECT_TRUE(find<QPushButton>("importData")->isEnabled());
    find<QSpinBox>("validationShare")->setValue(92);
    rebuild(); // while it is counted anew
    EXPECT_EQ(find<QSpinBox>("validationShare")->value(), 92);
    find<QComboBox>("columnRole2")->setCurrentIndex(0);
    EXPECT_EQ(find<QSpinBox>("testShare")->value(), 10) << "what was wished before counts again";
}

TEST_F(DataWorkspace, AnImportGoesOnInANewWindow) {
    window->openPaths({write("many.csv", 40000)});
    auto* import = find<QPushButton>("importData");
    ASSERT_TRUE(until([&] { return import->isEnabled(); }));
    find<QLineEdit>("importName")->setText(QStringLiteral("plums"));
    double reached = 0;
    bool done = false;
    QObject::connect(&studio->library().imports(), &ImportSession::storing, studio.get(),
                     [&](double share) { reached = share; });
    QObject::connect(&studio->library().imports(), &ImportSession::stored, studio.get(),
                     [&] { done = true; });
    import->click();
    ASSERT_TRUE(until([&] { return reached > 0.05; }));
    ASSERT_FALSE(done);
    rebuild();
    const auto& candidate = studio->library().candidate();
    ASSERT_TRUE(candidate && candidate->storing);
    EXPECT_TRUE(candidate->report) << "it needs no other count";
    EXPECT_TRUE(find<QPushButton>("cancelImport")->isVisible());
    EXPECT_FALSE(find<QPushButton>("importData")->isEnabled());
    EXPECT_TRUE(find<QWidget>("importProgress")->isVisible());
    EXPECT_TRUE(find<QLabel>("importStatus")->text().startsWith(QStringLiteral("Storing")))
        << qPrintable(find<QLabel>("importStatus")->text());
    ASSERT_TRUE(until([&] { return !candidate; }));
    EXPECT_TRUE(done);
    ASSERT_EQ(stored().size(), 1U);
    EXPECT_EQ(stored().at(0).name, "plums");
    EXPECT_TRUE(until([&] { return table()->isVisible() && rows() == 40000; }));
}

TEST_F(DataWorkspace, AfterAnImportTheKeyboardIsInTheListOfTexts) {
    window->openPaths({write("plums.csv", 60)});
    auto* button = find<QPushButton>("importData");
    ASSERT_TRUE(until([&] { return button->isVisible() && button->isEnabled(); }));
    window->activateWindow();
    button->setFocus();
    button->click();
    ASSERT_TRUE(until([&] { return table()->isVisible() && rows() == 60; }));
    EXPECT_EQ(QApplication::focusWidget(), table());
}

TEST_F(DataWorkspace, AColumnOfPartsIsProposedCanBeLeftOutAndIsImported) {
    window->openPaths({put("parted.csv", partedRows())});
    auto* import = find<QPushButton>("importData");
    ASSERT_TRUE(until([&] { return import->isVisible() && import->isEnabled(); }));
    const auto splits = [&] { return studio->library().candidate()->report->statistics.splits; };
    constexpr std::array<std::int64_t, 3> kNamed{20, 20, 20}, kDrawn{48, 6, 6};
    EXPECT_EQ(find<QComboBox>("columnRole2")->currentText(), QStringLiteral("part"));
    EXPECT_EQ(splits(), kNamed);

    find<QComboBox>("columnRole2")->setCurrentIndex(0);
    ASSERT_TRUE(until([&] { return import->isEnabled(); }));
    EXPECT_EQ(splits(), kDrawn);

    auto* problem = find<QLabel>("importProblem");
    find<QComboBox>("columnRole1")->setCurrentIndex(3);
    find<QComboBox>("columnRole2")->setCurrentIndex(3);
    EXPECT_EQ(problem->text(), QStringLiteral("Choose one column as class."));
    find<QComboBox>("columnRole0")->setCurrentIndex(2);
    EXPECT_EQ(problem->text(), QStringLiteral("Choose at least one column as text."));

    find<QComboBox>("columnRole0")->setCurrentIndex(1);
    find<QComboBox>("columnRole1")->setCurrentIndex(2);
    ASSERT_TRUE(until([&] { return import->isEnabled(); }));
    import->click();
    ASSERT_TRUE(until([&] { return table()->isVisible() && rows() == 60; }));
    LabFile lab(labPath().toStdString());
    const StoredDataset kept = DatasetRepository(lab).load(stored().at(0).id);
    for (std::size_t row = 0; row < kept.records.size(); ++row)
        EXPECT_EQ(static_cast<std::size_t>(kept.records[row].split), row % 3) << row;
}

TEST_F(DataWorkspace, ASourceCanBeImportedWithoutValidationAndTestRows) {
    window->openPaths({write("plums.csv", 120)});
    auto* import = find<QPushButton>("importData");
    ASSERT_TRUE(until([&] { return import->isVisible() && import->isEnabled(); }));
    const auto splits = [&] { return studio->library().candidate()->report->statistics.splits; };
    auto *validation = find<QSpinBox>("validationShare"), *test = find<QSpinBox>("testShare");
    auto* rest = find<QLabel>("divisionRest");
    EXPECT_EQ(splits(), (std::array<std::int64_t, 3>{96, 12, 12}));
    EXPECT_TRUE(rest->text().contains(QStringLiteral("80 % train"))) << qPrintable(rest->text());

    validation->setValue(0);
    EXPECT_EQ(validation->text(), QStringLiteral("none"));
    EXPECT_FALSE(import->isEnabled()) << "it is counted anew";
    ASSERT_TRUE(until([&] { return import->isEnabled(); }));
    EXPECT_EQ(splits(), (std::array<std::int64_t, 3>{108, 0, 12}));
    test->setValue(0);
    EXPECT_TRUE(rest->text().startsWith(QStringLiteral("Nothing is drawn"))) << qPrintable(rest->text());
    ASSERT_TRUE(until([&] { return import->isEnabled(); }));
    import->click();
    ASSERT_TRUE(until([&] { return table()->isVisible() && rows() == 120; }));
    EXPECT_EQ(stored().at(0).trainRecords, 120);

    window->openPaths({write("pears.csv", 60)});
    EXPECT_TRUE(until([&] { return import->isVisible() && import->isEnabled(); }));
    EXPECT_EQ(validation->value(), 10) << "another source begins at the usual shares";
    validation->setValue(99);
    EXPECT_EQ(validation->value(), 89) << "a row in a hundred is left to train on";
}

TEST_F(DataWorkspace, PartsThatTheSourceNamesCannotBeDrawnAndSayWhy) {
    window->openPaths({put("parted.csv", partedRows())});
    auto* import = find<QPushButton>("importData");
    auto *validation = find<QSpinBox>("validationShare"), *test = find<QSpinBox>("testShare");
    auto* rest = find<QLabel>("divisionRest");
    const auto counted = [&] { return until([&] { return import->isVisible() && import->isEnabled(); }); };
    ASSERT_TRUE(counted());
    for (QSpinBox* box : {validation, test}) {
        EXPECT_FALSE(box->isEnabled());
        EXPECT_EQ(box->text(), QStringLiteral("as the source says"));
        EXPECT_TRUE(box->toolTip().startsWith(QStringLiteral("The source says which rows")));
    }
    EXPECT_EQ(rest->text(),
              QStringLiteral("Nothing is drawn: the source says which rows validate and test."));

    find<QComboBox>("columnRole2")->setCurrentIndex(0);
    EXPECT_TRUE(validation->isEnabled()) << "without the column the shares count again";
    EXPECT_EQ(validation->value(), 10);
    ASSERT_TRUE(counted());
    EXPECT_TRUE(test->isEnabled());
    EXPECT_EQ(test->value(), 10);
    validation->setValue(95);
    EXPECT_EQ(validation->value(), 89);
}

TEST_F(DataWorkspace, BesideTestRowsOfItsOwnTheShareOfTheValidationIsOneOfTheOtherRows) {
    window->openPaths({put("tested.csv", partedRows().replace("Valid", "train"))});
    auto* import = find<QPushButton>("importData");
    auto *validation = find<QSpinBox>("validationShare"), *test = find<QSpinBox>("testShare");
    auto* rest = find<QLabel>("divisionRest");
    const auto counted = [&] {
        return until([&] { return import->isVisible() && import->isEnabled() && !test->isEnabled(); });
    };
    const auto splits = [&] { return studio->library().candidate()->report->statistics.splits; };
    ASSERT_TRUE(counted());
    EXPECT_TRUE(validation->isEnabled());
    EXPECT_EQ(test->text(), QStringLiteral("as the source says"));
    EXPECT_EQ(rest->text(), QStringLiteral("The source says which rows test; of the others 90 % train."));
    EXPECT_EQ(splits(), (std::array<std::int64_t, 3>{36, 4, 20}));
    validation->setValue(25);
    ASSERT_TRUE(counted());
    EXPECT_EQ(splits(), (std::array<std::int64_t, 3>{30, 10, 20}));
    import->click();
    ASSERT_TRUE(until([&] { return table()->isVisible() && rows() == 60; }));
    EXPECT_EQ(stored().at(0).trainRecords, 30);
}

TEST_F(DataWorkspace, WithoutTestRowsOfItsOwnASourceWithValidationRowsHasNone) {
    window->openPaths({put("validated.csv", partedRows().replace(",test", ",train"))});
    auto* import = find<QPushButton>("importData");
    ASSERT_TRUE(until([&] { return import->isVisible() && import->isEnabled(); }));
    auto* test = find<QSpinBox>("testShare");
    EXPECT_FALSE(test->isEnabled());
    EXPECT_EQ(test->text(), QStringLiteral("none"));
    EXPECT_TRUE(find<QLabel>("divisionRest")->text().endsWith(QStringLiteral("and has none to test.")));
    EXPECT_EQ(studio->library().candidate()->report->statistics.splits,
              (std::array<std::int64_t, 3>{40, 20, 0}));
}

TEST_F(DataWorkspace, WhatAnImportHasDecidedIsNoSettingOfANextRun) {
    const auto decided = [this] {
        const auto labels = window->findChildren<QLabel*>();
        return std::count_if(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible() && label->text() == QStringLiteral("as imported") &&
                   label->toolTip().startsWith(QStringLiteral("An imported data set keeps"));
        });
    };
    window->showWorkspace(QStringLiteral("build"));
    EXPECT_TRUE(find<QWidget>("build_split")->isVisible());
    EXPECT_EQ(decided(), 0);
    import(write("plums.csv", 60));
    window->showWorkspace(QStringLiteral("build"));
    for (const char* field :
         {"build_split", "build_validation_share", "build_test_share", "build_split_seed", "build_limit"})
        EXPECT_FALSE(find<QWidget>(field)->isVisible()) << field;
    EXPECT_EQ(decided(), 5);
}

TEST_F(DataWorkspace, AtMostOneColumnSaysThePartAndNoneBesideATestFile) {
    const auto have = [this](const char* name, QByteArray rows) {
        return put(name, rows.replace("\n", ",train\n").replace("split,train", "split,fold"));
    };
    auto* import = find<QPushButton>("importData");
    auto* problem = find<QLabel>("importProblem");
    window->openPaths({have("parted.csv", partedRows())});
    ASSERT_TRUE(until([&] { return import->isVisible() && import->isEnabled(); }));
    find<QComboBox>("columnRole3")->setCurrentIndex(3);
    EXPECT_EQ(problem->text(), QStringLiteral("Choose no more than one column as part."));
    EXPECT_FALSE(import->isEnabled());
    find<QPushButton>("cancelImport")->click();

    window->openPaths({have("parted.csv", partedRows()), have("parted_test.csv", partedRows())});
    ASSERT_TRUE(until([&] { return import->isVisible() && import->isEnabled(); }));
    EXPECT_EQ(find<QComboBox>("columnRole2")->currentText(), QStringLiteral("not used"));
    find<QComboBox>("columnRole2")->setCurrentIndex(3);
    EXPECT_TRUE(problem->isVisible());
    EXPECT_TRUE(problem->text().startsWith(QStringLiteral("The test set is a file of its own")));
    EXPECT_FALSE(find<QSpinBox>("testShare")->isVisible()) << "nothing is drawn for a test";
    EXPECT_FALSE(import->isEnabled());
}

TEST_F(DataWorkspace, ASourceIsReadTheWayThatIsChosenAndStaysWhereThatDoesNotFit) {
    QByteArray rows;
    for (int row = 0; row < 60; ++row)
        rows += "caf\xE9 number " + QByteArray::number(row) + (row % 2 == 0 ? ";good\n" : ";bad\n");
    const QString file = folder.filePath(QStringLiteral("old.csv"));
    QFile written(file);
    ASSERT_TRUE(written.open(QIODevice::WriteOnly));
    written.write(rows);
    written.close();
    window->openPaths({file});
    auto* import = find<QPushButton>("importData");
    ASSERT_TRUE(until([&] { return import->isVisible() && import->isEnabled(); }));
    auto* encoding = find<QComboBox>("sourceEncoding");
    auto* delimiter = find<QComboBox>("sourceDelimiter");
    auto* header = find<QComboBox>("sourceHeader");
    ASSERT_TRUE(encoding->isVisible() && delimiter->isVisible() && header->isVisible());
    EXPECT_EQ(delimiter->currentText(), QStringLiteral("found: semicolon"));
    EXPECT_EQ(studio->library().candidate()->report->statistics.examples, 60);

    const auto choose = [](QComboBox* box, int index) {
        box->setCurrentIndex(index);
        emit box->activated(index);
    };
    choose(encoding, static_cast<int>(Encoding::Windows1252));
    ASSERT_TRUE(until([&] { return import->isEnabled(); }));
    EXPECT_TRUE(find<QLabel>("importFound")->text().contains(QStringLiteral("Windows-1252")));
    auto* table = find<QTableWidget>("importRows");
    EXPECT_EQ(table->item(1, 0)->text(), QStringLiteral("caf\u00E9 number 0"));

    choose(header, static_cast<int>(HeaderLine::Yes));
    ASSERT_TRUE(until([&] { return table->item(1, 0)->text().endsWith(u'1'); }));
    EXPECT_TRUE(until([&] { return import->isEnabled(); }));
    EXPECT_EQ(studio->library().candidate()->report->statistics.examples, 59);

    choose(encoding, static_cast<int>(Encoding::Utf16));
    auto* problem = find<QLabel>("importProblem");
    ASSERT_TRUE(until([&] { return problem->isVisible() && !problem->text().isEmpty(); }));
    EXPECT_FALSE(import->isEnabled());
    ASSERT_TRUE(studio->library().candidate()) << "what does not fit can be mended";

    choose(header, static_cast<int>(HeaderLine::No));
    choose(encoding, static_cast<int>(Encoding::Windows1252));
    ASSERT_TRUE(until([&] { return import->isEnabled(); }));
    EXPECT_FALSE(problem->isVisible());
    import->click();
    ASSERT_TRUE(until([&] { return this->table()->isVisible() && this->rows() == 60; }));
    EXPECT_TRUE(until([&] { return cell(0, 6).startsWith(QStringLiteral("caf\u00E9")); }));
}

TEST_F(DataWorkspace, ASourceThatCannotBeReadAtFirstStaysUntilItsLayoutIsChosen) {
    // UTF-16 that does not say so and has few bytes that give it away.
    QString text;
    for (int row = 0; row < 60; ++row)
        text += QString(20, QChar(0x597D)) + QChar(0x4E00 + row) +
                (row % 2 == 0 ? QStringLiteral(";好\n") : QStringLiteral(";坏\n"));
    const QByteArray rows(reinterpret_cast<const char*>(text.utf16()), text.size() * 2);
    const QString file = folder.filePath(QStringLiteral("wide.csv"));
    QFile written(file);
    ASSERT_TRUE(written.open(QIODevice::WriteOnly));
    written.write(rows);
    written.close();
    window->openPaths({write("plums.csv", 60)}); // its rows must not be shown as the other's
    auto* import = find<QPushButton>("importData");
    ASSERT_TRUE(until([&] { return import->isVisible() && import->isEnabled(); }));
    window->openPaths({file});
    auto* problem = find<QLabel>("importProblem");
    ASSERT_TRUE(
        until([&] { return problem->isVisible() && problem->text().contains(QStringLiteral("binary")); }));
    ASSERT_TRUE(studio->library().candidate());
    EXPECT_FALSE(import->isEnabled());
    EXPECT_EQ(find<QTableWidget>("importRows")->columnCount(), 0);
    EXPECT_EQ(find<QLineEdit>("importName")->text(), QStringLiteral("wide.csv"));
    auto* encoding = find<QComboBox>("sourceEncoding");
    ASSERT_TRUE(encoding->isVisible() && find<QComboBox>("sourceDelimiter")->isVisible());
    EXPECT_EQ(encoding->currentText(), QStringLiteral("automatic"));
    encoding->setCurrentIndex(static_cast<int>(Encoding::Utf16));
    emit encoding->activated(encoding->currentIndex());
    ASSERT_TRUE(until([&] { return import->isEnabled(); })) << qPrintable(problem->text());
    EXPECT_FALSE(problem->isVisible());
    EXPECT_EQ(studio->library().candidate()->report->statistics.examples, 60);
    EXPECT_EQ(find<QComboBox>("sourceDelimiter")->currentText(), QStringLiteral("found: semicolon"));
    encoding->setCurrentIndex(0);
    emit encoding->activated(0);
    ASSERT_TRUE(until([&] { return problem->isVisible(); }));
    EXPECT_TRUE(studio->library().candidate()) << "the first choice, made again, drops nothing either";
}

TEST_F(DataWorkspace, AnImportedDataSetSurvivesARestartAndItsFile) {
    const QString file = write("plums.csv", 60);
    window->openPaths({file});
    ASSERT_TRUE(until([&] { return find<QPushButton>("importData")->isEnabled(); }));
    find<QLineEdit>("importName")->setText(QStringLiteral("my plums"));
    find<QPushButton>("importData")->click();
    ASSERT_TRUE(until([&] { return table()->isVisible() && rows() == 60; }));
    QFile::remove(file);
    open();
    const auto row = [&] {
        for (int i = 0; i < studio->data().rowCount(); ++i)
            if (studio->data().entry(i).name == QStringLiteral("my plums"))
                return i;
        return -1;
    };
    ASSERT_TRUE(until([&] { return row() >= 0; }));
    EXPECT_EQ(studio->data().entry(row()).stored, 60);
    studio->chooseData(row());
    ASSERT_TRUE(until([&] { return studio->classes() == 2 && studio->vocabulary() > 40; }));
    const std::string spec = studio->draft().data.spec;
    trainTiny();
    EXPECT_EQ(studio->trace().config.data.spec, spec) << "trained without the file";
    EXPECT_EQ(stored().size(), 1U);
}

TEST_F(DataWorkspace, ATestFileDroppedBesideATrainingFileBecomesTheTestSet) {
    const QString train = write("train.csv", 40), tests = write("test.csv", 10);
    window->openPaths({train, tests});
    ASSERT_TRUE(until([&] { return find<QPushButton>("importData")->isEnabled(); }));
    const auto& statistics = studio->library().candidate()->report->statistics;
    EXPECT_EQ(statistics.splits[2], 10);
    EXPECT_EQ(statistics.leakedTexts, 10);
    EXPECT_TRUE(warnings().contains(QStringLiteral("10 test texts also stand")));
}

TEST_F(DataWorkspace, ACancelledImportOf100000RowsLeavesNothing) {
    window->openPaths({write("many.csv", 100000)});
    auto* import = find<QPushButton>("importData");
    ASSERT_TRUE(until([&] { return import->isEnabled(); }));
    import->click();
    QElapsedTimer answered;
    auto* cancel = find<QPushButton>("cancelImport");
    bool stored100 = false;
    QObject::connect(&studio->library().imports(), &ImportSession::storing, window.get(), [&](double share) {
        if (share > 0.2 && !answered.isValid()) {
            answered.start();
            cancel->click();
        }
    });
    QObject::connect(&studio->library().imports(), &ImportSession::stored, window.get(),
                     [&] { stored100 = true; });
    ASSERT_TRUE(until([&] { return !studio->library().candidate(); }));
    const qint64 ms = answered.elapsed();
    EXPECT_FALSE(stored100);
    EXPECT_TRUE(stored().empty());
    std::printf("cancel answered after %lld ms\n", static_cast<long long>(ms));
    EXPECT_LT(ms, 1000 * test::kTimeAllowance) << "wall time, on a machine that may be busy";
}

TEST_F(DataWorkspace, ABrokenSourceIsToldAndLeavesThePageAsItWas) {
    window->openPaths({folder.filePath(QStringLiteral("absent.csv"))});
    auto* line = find<QWidget>("messageLine");
    ASSERT_TRUE(until([&] { return line->isVisible(); }));
    EXPECT_FALSE(studio->library().candidate());
    EXPECT_FALSE(find<QPushButton>("importData")->isVisible());
}

} // namespace
} // namespace lab
