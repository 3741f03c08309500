// The core's sentences that the window shows in its own language: they stand in the sources as they are
// listed, have a translation with the same gaps, and keep what is named in them.
#include "tests/support/paths.h"
#include "tests/ui/fake_training.h"
#include "tests/ui/window_fixture.h"
#include "ui/core_sentences.h"
#include "ui/views/message_line.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

namespace lab {
namespace {

/// Everything that the core's rooms say: their sources with the parts of each long sentence joined.
QString coreSources() {
    static const QRegularExpression seam(QStringLiteral("\"\\s*\""));
    QString all;
    for (const char* room : {"core", "datasets", "workbench"}) {
        QDirIterator files(QString::fromStdString(test::goldens()) + QStringLiteral("/../../") +
                               QLatin1String(room),
                           {QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            EXPECT_TRUE(file.open(QIODevice::ReadOnly));
            all += QString::fromUtf8(file.readAll());
        }
    }
    return all.remove(seam);
}

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
    const QString sources = coreSources();
    for (const QString& sentence : listedCoreSentences())
        EXPECT_TRUE(sources.contains(u'"' + sentence + u'"')) << qPrintable(sentence);
}

TEST_F(CoreSentences, KeepEveryNameInTheChineseWindow) {
    openChinese();
    ASSERT_GT(listedCoreSentences().size(), 40);
    static const QRegularExpression gap(QStringLiteral("\\{[^}]*\\}"));
    for (const QString& sentence : listedCoreSentences()) {
        QString said = sentence;
        for (int i = 0; i < gapsIn(sentence); ++i)
            said.replace(said.indexOf(u'{'), gap.match(said).capturedLength(),
                         QStringLiteral("/a: b/%1.csv").arg(i));
        const QString shown = coreSentence(said);
        EXPECT_NE(shown, said) << "no translation";
        for (int i = 0; i < gapsIn(sentence); ++i)
            EXPECT_TRUE(shown.contains(QStringLiteral("/a: b/%1.csv").arg(i))) << qPrintable(said) << "\n"
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
