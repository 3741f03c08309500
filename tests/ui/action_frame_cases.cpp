// The actions of the frame: files, type, theme, language, windows, workspaces.
#include "tests/ui/action_stage.h"
#include "ui/actions/actions.h"
#include "ui/pages/page_list.h"
#include "ui/studio/data_library.h"

#include <QClipboard>
#include <QDialog>
#include <QFile>
#include <QGuiApplication>
#include <QPushButton>
#include <QSpinBox>
#include <QWhatsThis>

namespace lab::test {
namespace {

using Stage = ActionStage;

QString yes(bool value) {
    return value ? QStringLiteral("yes") : QStringLiteral("no");
}
QString recent(Stage& s) {
    return s.preferences.value(QStringLiteral("recentFiles")).toStringList().join(u' ');
}
QString type(Stage& s) {
    return QString::number(s.host->typeSize());
}
QString theme(Stage&) {
    return QString::number(static_cast<int>(look().choice()));
}
QString language(Stage& s) {
    return s.host->language().choice() + s.action("newRun")->text();
}
QString clipboard(Stage&) {
    const QClipboard& board = *QGuiApplication::clipboard();
    return board.text() + yes(board.image().isNull());
}
auto afterwards(const char* other) {
    return [other](Stage& s) {
        const MainWindow* before = s.window;
        const bool rebuilds = QByteArray(other).startsWith("language") || QByteArray(other).endsWith("Type");
        s.trigger(other);
        if (rebuilds)
            s.until([&] { return s.window != before; });
    };
}
auto sees(const char* name) {
    return [name](Stage& s) { return yes(s.seen(name)); };
}
void curves(Stage& s) {
    s.showWorkspace("train");
    s.showStored(Stage::kFirst);
    QGuiApplication::clipboard()->clear();
}
void writeTexts(Stage& s) {
    QFile file(s.file("plums.csv"));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("text,label\na sweet plum,good\na sour plum,bad\n");
}
void saveView(Stage& s) {
    auto* dialog = s.find<QDialog>("exportDialog");
    ASSERT_NE(dialog, nullptr);
    dialog->findChild<QPushButton*>(QStringLiteral("exportSave"))->click();
    s.answerFile("exportFileDialog", s.file("view.svg"));
}
void exportMuch(Stage& s) {
    NumberTable table{{QStringLiteral("value")}, {}};
    table.rows.assign(200000, {QVariant(1.0 / 3)});
    for (int i = 0; i < 20; ++i)
        s.studio->exports().saveNumbers({table, QStringLiteral("Much"), {}},
                                        ExportSession::NumberFormat::Json, s.file("much.json"));
    ASSERT_TRUE(s.until([&] { return s.action("cancelExport")->isEnabled(); }));
}
void editWidth(Stage& s) {
    s.haveNone();
    s.trigger("newRun");
    s.find<QSpinBox>("field_dim")->stepUp();
}
/// A lab is opened by the program, not by the window.
void noteWantedLab(Stage& s) {
    QObject::connect(s.host.get(), &WindowHost::labWanted, s.host.get(),
                     [host = s.host.get()](const QString& path) { host->setProperty("wanted", path); });
}
QString width(Stage& s) {
    return QString::number(s.studio->draft().model.dim);
}

} // namespace

ActionCases frameActions() {
    return {
        {"openData", [](Stage& s) { return yes(s.studio->library().candidate().has_value()); }, writeTexts,
         [](Stage& s) { s.answerFile("openDialog", s.file("plums.csv")); }},
        {"openFolder", recent, {}, [](Stage& s) { s.answerFile("openDialog", s.file("")); }},
        {"openLab", [](Stage& s) { return s.host->property("wanted").toString(); }, noteWantedLab,
         [](Stage& s) { s.answerFile("openLabDialog", s.file("lab.db")); }},
        {"exportView", [](Stage& s) { return yes(s.writes("view.svg")); }, curves, saveView},
        {"cancelExport", [](Stage& s) { return yes(s.studio->exports().progress().has_value()); },
         exportMuch},
        {"copyPicture", clipboard, curves},
        {"copyNumbers", clipboard, curves},
        {"undo", width, editWidth},
        {"redo", width, afterwards("undo")},
        {"undoHistory", sees("undoList")},
        {"themeDark", theme},
        {"themeLight", theme},
        {"themeSystem", theme},
        {"biggerType", type},
        {"normalType", type},
        {"smallerType", type},
        {"resetLayout", type},
        {"fullScreen", [](Stage& s) { return yes(s.window->isFullScreen()); }},
        {"presenter", sees("probeList"), [](Stage& s) { s.showWorkspace("train"); }},
        {"languageChinese", language},
        {"languageEnglish", language},
        {"languageSystem", language},
        {"commandPalette", sees("commandPalette")},
        {"help", sees("helpText")},
        {"welcome", sees("welcome"), [](Stage& s) { s.showWorkspace("data"); }},
        {"shortcuts", sees("shortcutList")},
        {"whatsThis", [](Stage&) { return yes(QWhatsThis::inWhatsThisMode()); }},
        {"about", sees("aboutBox")},
        // The last: it closes the window.
        {"quit", [](Stage& s) { return yes(s.window->isVisible()); }},
    };
}

ActionCases workspaceActions() {
    ActionCases cases;
    for (const PageEntry& page : allPages()) {
        const QString name = QString::fromLatin1(page.name);
        const QString other =
            name == QStringLiteral("train") ? QStringLiteral("data") : QStringLiteral("train");
        cases.push_back({(QStringLiteral("show") + name.left(1).toUpper() + name.mid(1)).toStdString(),
                         [](Stage& s) { return s.window->workspace(); },
                         [other](Stage& s) { s.window->showWorkspace(other); }});
    }
    return cases;
}

} // namespace lab::test
