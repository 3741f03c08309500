// The core's sentences that the window shows in its own language: they stand in the sources as they are
// listed, have a translation with the same gaps, and keep what is named in them.
#include "tests/support/paths.h"
#include "tests/ui/fake_training.h"
#include "tests/ui/window_fixture.h"
#include "ui/views/controls/message_line.h"
#include "ui/views/data/data_summary.h"
#include "ui/words/core_sentences.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QLabel>
#include <QRegularExpression>

#include <algorithm>
#include <vector>

namespace lab {
namespace {

/// The rooms whose sentences the window shows.
constexpr const char* kRooms[] = {"core", "datasets", "workbench", "gpu", "ui/bridge"};

struct SourceFile {
    QString name; ///< below the folder of the sources
    QString text; ///< without comments, the parts of each long sentence joined
};

std::vector<SourceFile> coreSources() {
    static const QRegularExpression comment(QStringLiteral("(?m)^\\s*//.*$|\\s//[^\"\\n]*$"),
                                            QRegularExpression::MultilineOption),
        seam(QStringLiteral("(?<!\\\\)\"\\s*\""));
    const QDir root(QString::fromStdString(test::goldens()) + QStringLiteral("/../.."));
    std::vector<SourceFile> all;
    for (const char* room : kRooms) {
        QDirIterator files(root.filePath(QLatin1String(room)),
                           {QStringLiteral("*.cpp"), QStringLiteral("*.h"), QStringLiteral("*.cu")},
                           QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            EXPECT_TRUE(file.open(QIODevice::ReadOnly));
            QString text = QString::fromUtf8(file.readAll());
            all.push_back({root.relativeFilePath(file.fileName()), text.remove(comment).remove(seam)});
        }
    }
    return all;
}

QString unescaped(QString literal) {
    return literal.replace(QStringLiteral("\\\""), QStringLiteral("\""));
}

/// Where the sources say a sentence about something wrong; the first capture is the sentence.
const std::vector<QRegularExpression>& sentencePlaces() {
    const QString text = QStringLiteral("\"((?:[^\"\\\\]|\\\\.)*)\"");
    static const std::vector<QRegularExpression> places = {
        QRegularExpression(QStringLiteral("\\b\\w*Error\\(\\s*(?:fmt::format\\(\\s*)?") + text), // throw …
        QRegularExpression(QStringLiteral("\\brequire\\([^;]*?,\\s*(?:\"\\w+\"|key\\.c_str\\(\\)),\\s*") +
                           text), // a field of the form
        QRegularExpression(QStringLiteral("push_back\\(\\{\"\\w+\",\\s*(?:fmt::format\\()?\\s*") + text),
        QRegularExpression(QStringLiteral("\\breason\\s*=\\s*fmt::format\\(") + text),
        QRegularExpression(QStringLiteral("sv,\\s*") + text), // what a file is by its first bytes
        QRegularExpression(QStringLiteral("\\b(?:skip|repair|finish)\\(\\s*") +
                           text), // why a row is left out
        QRegularExpression(QStringLiteral("\\bfinish\\([^;\"]*\"[^\"]*\"\\s*:\\s*") + text),
        QRegularExpression(QStringLiteral("\\bproblem\\s*=\\s*") + text),
        QRegularExpression(QStringLiteral("\\bdrop\\(\\w+,\\s*") + text),
    };
    return places;
}

/// Files whose functions return sentences.
const QStringList kSpeakers{QStringLiteral("core/store/connection.cpp"),
                            QStringLiteral("core/train/optimiser.cpp")};

/// Nobody at the window meets these.
const QStringList kOnlyOnTheCommandLine{
    QStringLiteral("--device takes auto, cpu or cuda, not \"{}\""),
    QStringLiteral("--precision {} needs a GPU: the processor computes in fp32"),
    QStringLiteral("--precision takes fp32, tf32 or bf16, not \"{}\""),
    QStringLiteral("unknown preset \"{}\"; known: {}"),
    // Model files and word vectors that are read.
    QStringLiteral("{}: is not a model file because its metadata have no \"{}\"; export one with fastformer "
                   "train --export"),
    QStringLiteral("{}: the metadata \"{}\" are empty"),
    QStringLiteral("{}: tensor \"{}\" holds a value that is not finite at position {}"),
    QStringLiteral("{}: there is no such file"),
    QStringLiteral("{}: is {}, not a safetensors file"),
    QStringLiteral("{}: cannot be opened; check that you may read it"),
    QStringLiteral("{}: cannot be read to its end"),
    QStringLiteral("{}: cannot be read ({})"),
};
const QStringList kInternalErrors{
    QStringLiteral("unknown encoder \"{}\"; known: {}"), // an encoder's name is checked before it is made
    QStringLiteral("unknown tokeniser"),
    QStringLiteral("{} must be a finite number"),
    // A file's or a setting's name before a sentence, which coreSentence() takes apart.
    QStringLiteral("{}: {}"),
    QStringLiteral("--{}: {}"),
};
/// Errors that are made of another sentence and not of words of their own.
const QStringList kPassedOn{
    QStringLiteral("error"),
    QStringLiteral("goneMessage("),
    QStringLiteral("readOnlyMessage("),
    QStringLiteral("storeMessage("),
    QStringLiteral("file + "),
    QStringLiteral("fmt::format(fmt::runtime("),
    QStringLiteral("tr("), // of the window's own rooms: in its language already
    QStringLiteral("Extracting::tr("),
};
/// Their sentences speak of the inside of golden files and of files of tensors.
const QStringList kLeftOut{QStringLiteral("workbench/golden_check.cpp"),
                           QStringLiteral("core/store/safetensors_header.cpp")};

int gapsIn(const QString& sentence) {
    return static_cast<int>(sentence.count(u'{'));
}

class CoreSentences : public test::WindowTest {
protected:
    void openChinese() {
        preferences.setValue(QStringLiteral("language"), QStringLiteral("zh_CN"));
        open(test::fakeTraining(10));
    }
};

TEST_F(CoreSentences, StandInTheSourcesAsTheyAreListed) {
    QString all;
    for (const SourceFile& file : coreSources())
        all += file.text;
    for (QString sentence : listedCoreSentences() + kOnlyOnTheCommandLine + kInternalErrors)
        EXPECT_TRUE(
            all.contains(u'"' + sentence.replace(QStringLiteral("\""), QStringLiteral("\\\"")) + u'"'))
            << qPrintable(sentence);
}

TEST_F(CoreSentences, AreAllListed) {
    const QStringList known = listedCoreSentences() + kOnlyOnTheCommandLine + kInternalErrors;
    static const QRegularExpression said(QStringLiteral(
        "\\breturn\\s+(?:fmt::format\\(\\s*)?\"((?:[^\"\\\\]|\\\\.)* (?:[^\"\\\\]|\\\\.)*)\""));
    int found = 0;
    for (const SourceFile& file : coreSources()) {
        if (kLeftOut.contains(file.name))
            continue;
        std::vector<QRegularExpression> places = sentencePlaces();
        if (kSpeakers.contains(file.name) || file.name.startsWith(QStringLiteral("gpu/module")))
            places.push_back(said);
        for (const QRegularExpression& place : places)
            for (auto each = place.globalMatch(file.text); each.hasNext(); ++found) {
                const QString sentence = unescaped(each.next().captured(1));
                EXPECT_TRUE(known.contains(sentence))
                    << qPrintable(file.name)
                    << " says what the window cannot say in another language; list it in "
                    << "ui/words/core_sentence_list.cpp:\n"
                    << qPrintable(sentence);
            }
    }
    EXPECT_GT(found, 180) << "the places where sentences stand are not found any more";
}

TEST_F(CoreSentences, AreThrownAsOneTextThatCanBeFound) {
    static const QRegularExpression thrown(
        QStringLiteral("throw\\s+\\w+Error\\((?!\\s*(?:\"|fmt::format\\(\\s*\"))\\s*([^\\n]{0,60})"));
    for (const SourceFile& file : coreSources())
        for (auto each = thrown.globalMatch(file.text); each.hasNext();) {
            const QString argument = each.next().captured(1);
            const bool passedOn = std::any_of(kPassedOn.begin(), kPassedOn.end(), [&](const QString& known) {
                return argument.startsWith(known);
            });
            EXPECT_TRUE(passedOn) << qPrintable(file.name) << ": " << qPrintable(argument);
        }
}

TEST_F(CoreSentences, OfRowsLeftOutAndMendedStandInTheSummaryOfASource) {
    openChinese();
    DataSummary summary(test::look());
    DataSummary::Report report;
    report.statistics.examples = 5;
    report.statistics.splits = {5, 0, 0};
    report.skipped.push_back({"empty text", 3, 7});
    report.repaired.push_back({"invalid UTF-8 replaced (test set)", 2, 4});
    summary.setReport(report, 64, {});
    QString told;
    for (const QLabel* label : summary.findChildren<QLabel*>())
        told += label->text() + u'\n';
    EXPECT_TRUE(told.contains(QStringLiteral("文本为空"))) << qPrintable(told);
    EXPECT_TRUE(told.contains(QStringLiteral("无效的 UTF-8 字符已替换（测试集）"))) << qPrintable(told);
}

TEST_F(CoreSentences, InsideOthersAndBehindAFilesNameAreToldToo) {
    openChinese();
    const QString inner =
        coreSentence(QStringLiteral("the weights lack the tensor dense.bias, which this model needs"));
    EXPECT_TRUE(inner.contains(QStringLiteral("dense.bias")) && inner.contains(QStringLiteral("缺少")))
        << qPrintable(inner);
    EXPECT_EQ(
        coreSentence(QStringLiteral("run 3: the weights lack the tensor dense.bias, which this model needs")),
        QStringLiteral("run 3: ") + inner);
    EXPECT_EQ(coreSentence(QStringLiteral("a.csv holds no usable example: every row was skipped "
                                          "(2 × empty text, first in row 1; 1 × no label, first in row 4)")),
              QStringLiteral("a.csv 中没有可用的样本：每一行都被跳过（2 × 文本为空，首次出现在第 1 行；"
                             "1 × 没有类别，首次出现在第 4 行）"));
    EXPECT_EQ(coreSentence(QStringLiteral("empty text (test set)")), QStringLiteral("文本为空（测试集）"));
    const QString nested = coreSentence(
        QStringLiteral("the gradient of encoder.query is not finite; lower --lr or set --clip-norm"));
    EXPECT_TRUE(nested.contains(QStringLiteral("encoder.query 的梯度")) &&
                nested.contains(QStringLiteral("--clip-norm")))
        << qPrintable(nested);
}

TEST_F(CoreSentences, KeepEveryNameInTheChineseWindow) {
    openChinese();
    ASSERT_GT(listedCoreSentences().size(), 180);
    static const QRegularExpression gap(QStringLiteral("\\{[^}]*\\}")),
        command(QStringLiteral("\\((runs |--)[^)]*\\)")); // what the command line calls it
    for (const QString& sentence : listedCoreSentences()) {
        QString said = sentence;
        for (int i = 0; i < gapsIn(sentence); ++i)
            said.replace(said.indexOf(u'{'), gap.match(said).capturedLength(),
                         QStringLiteral("/a: b/%1.csv").arg(i));
        const QString shown = coreSentence(said);
        EXPECT_NE(shown, said) << "no translation";
        const QString asked = QString(said).remove(command);
        for (int i = 0; i < gapsIn(sentence); ++i) {
            const QString name = QStringLiteral("/a: b/%1.csv").arg(i);
            EXPECT_TRUE(shown.contains(name) || !asked.contains(name)) << qPrintable(said) << "\n"
                                                                       << qPrintable(shown);
        }
        EXPECT_FALSE(shown.contains(QStringLiteral("runs continue")) ||
                     shown.contains(QStringLiteral("--device")))
            << qPrintable(shown);
        EXPECT_FALSE(shown.contains(u'{')) << qPrintable(shown);
    }
}

TEST_F(CoreSentences, ThatAreNotListedStayAsTheyAre) {
    openChinese();
    const QString odd = QStringLiteral("something that nobody has thought of: 7");
    EXPECT_EQ(coreSentence(odd), odd);
}

TEST_F(CoreSentences, AreReadInTheMessageLine) {
    openChinese();
    studio->exports().saveNumbers({{{QStringLiteral("value")}, {{1.5}}}, {}, {}},
                                  ExportSession::NumberFormat::Csv, QStringLiteral("/nowhere/at/all.csv"));
    auto* line = find<MessageLine>("messageLine");
    ASSERT_TRUE(until([&] { return line->isVisible(); }));
    EXPECT_TRUE(line->text().contains(QStringLiteral("/nowhere/at/all.csv")));
    EXPECT_TRUE(line->text().contains(QStringLiteral("不存在"))) << qPrintable(line->text());
}

TEST_F(CoreSentences, StayEnglishInTheEnglishWindow) {
    open(test::fakeTraining(10));
    const QString said = QStringLiteral("/a/b.csv does not exist: check the path");
    EXPECT_EQ(coreSentence(said), said);
}

} // namespace
} // namespace lab
