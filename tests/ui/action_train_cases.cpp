// The actions of the train bar, the timeline, the curves, the probes and the list of runs.
#include "tests/ui/action_stage.h"
#include "ui/studio/curve_settings.h"
#include "ui/studio/timeline.h"
#include "ui/views/attention/scale_control.h"

#include <QDesktopServices>
#include <QInputDialog>
#include <QMenu>
#include <QPushButton>
#include <QUrl>

namespace lab::test {
namespace {

using Stage = ActionStage;

QString yes(bool value) {
    return value ? QStringLiteral("yes") : QStringLiteral("no");
}
QString state(Stage& s) {
    return QString::number(static_cast<int>(s.state()));
}
QString step(Stage& s) {
    return QString::number(s.studio->session().step());
}
QString playhead(Stage& s) {
    return QString::number(s.studio->timeline().playhead());
}
QString axis(Stage& s) {
    return QString::number(static_cast<int>(s.studio->curves().axis()));
}
/// Of every workspace that has one: they go together.
QString scale(Stage& s) {
    QString all;
    for (const auto* control : s.window->findChildren<ScaleControl*>())
        all += QString::number(static_cast<int>(control->scale().mode)) + yes(control->locked());
    const QString one = all.left(all.size() / 2);
    return one + one == all ? one : QStringLiteral("apart");
}
QString probes(Stage& s) {
    return s.studio->probes().texts().join(u'|');
}
void paused(Stage& s) {
    s.havePaused();
}
void running(Stage& s) {
    s.haveRunning();
}
void draft(Stage& s) {
    s.haveNone();
    s.trigger("newRun");
}
void stored(Stage& s) {
    s.showStored(Stage::kFirst);
}
void chosen(Stage& s) {
    s.chooseInList(Stage::kFirst);
}
/// The first snapshot of a stored run on show.
void atFirst(Stage& s) {
    stored(s);
    s.studio->timeline().first();
    ASSERT_TRUE(s.until([&] { return s.studio->timeline().playhead() == 0; }));
}
auto afterwards(const char* other) {
    return [other](Stage& s) { s.trigger(other); };
}
const RunRow& first(Stage& s) {
    return *s.studio->runs().find(Stage::kFirst);
}
auto textAnswer(const char* dialog, const char* text) {
    return [dialog, text](Stage& s) {
        auto* box = s.find<QInputDialog>(dialog);
        ASSERT_NE(box, nullptr);
        box->setTextValue(QString::fromLatin1(text));
        box->accept();
    };
}
auto wrote(const char* name) {
    return [name](Stage& s) { return yes(s.writes(name)); };
}
auto saveTo(const char* name) {
    return [name](Stage& s) { s.answerFile("runExportDialog", s.file(name)); };
}
void chooseLastColour(Stage& s) {
    auto* menu = s.find<QMenu>("colourMenu");
    ASSERT_NE(menu, nullptr);
    menu->actions().last()->trigger();
}
void confirmEmptying(Stage& s) {
    auto* button = s.find<QPushButton>("emptyTrashButton");
    ASSERT_NE(button, nullptr);
    button->click();
}

/// Takes the wish to open a folder in the file manager.
class FolderOpener : public QObject {
    Q_OBJECT
public:
    FolderOpener() { QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "open"); }
    ~FolderOpener() override { QDesktopServices::unsetUrlHandler(QStringLiteral("file")); }
    QString opened;
public slots:
    void open(const QUrl& url) { opened = url.toLocalFile(); }
};
FolderOpener& folderOpener() {
    static FolderOpener opener;
    return opener;
}

} // namespace

ActionCases trainActions() {
    return {
        {"train", state, draft},
        {"step", step, paused},
        {"epoch", step, paused},
        {"keepStep", [](Stage& s) { return QString::number(s.studio->trace().checkpoints.size()); }, paused},
        {"checkpoints", [](Stage& s) { return yes(s.seen("checkpointTable")); }, paused},
        {"stop", state, running},
        {"newRun", [](Stage& s) { return QString::number(static_cast<int>(s.studio->shown())); }, stored},
        {"rewind", playhead, atFirst},
        {"firstSnapshot", playhead, stored},
        {"nextSnapshot", playhead, atFirst},
        {"previousSnapshot", playhead, stored},
        {"newestSnapshot", playhead, atFirst},
        {"followTraining", [](Stage& s) { return yes(s.studio->timeline().follows()); }, stored},
        {"pinRun", [](Stage& s) { return QString::number(s.studio->pinned()); }, stored},
        // From another workspace: they bring the one with what they show.
        {"queueRuns", [](Stage& s) { return yes(s.seen("queuePanel")); },
         [](Stage& s) { s.showWorkspace("data"); }},
        {"ownText", [](Stage& s) { return yes(s.find<QLineEdit>("ownText")->hasFocus()); },
         [](Stage& s) { s.showWorkspace("data"); }},
        {"scaleModeRaw", scale, afterwards("scaleModeUniform")},
        {"scaleModeFixed", scale},
        {"scaleModeUniform", scale},
        {"lockScale", scale},
        {"axisEpoch", axis},
        {"axisTokens", axis},
        {"axisTime", axis},
        {"axisStep", axis},
        {"addProbe", probes},
        {"removeProbe", probes,
         [](Stage& s) { s.find<QTreeView>("probeList")->setCurrentIndex(s.studio->probes().index(0)); }},
    };
}

ActionCases runActions() {
    return {
        {"editItem",
         [](Stage& s) { return yes(s.find<QTreeView>("runList")->findChild<QLineEdit*>() != nullptr); },
         chosen},
        {"runTags", [](Stage& s) { return QString::number(first(s).tags.size()); }, chosen,
         textAnswer("tagsDialog", "baseline")},
        {"runNote", [](Stage& s) { return QString::fromStdString(first(s).note); }, chosen,
         textAnswer("noteDialog", "why not")},
        {"runColour", [](Stage& s) { return QString::number(first(s).colour); }, chosen, chooseLastColour},
        {"exportModel", wrote("last.safetensors"), chosen, saveTo("last.safetensors")},
        {"exportBestModel", wrote("best.safetensors"), chosen, saveTo("best.safetensors")},
        {"exportMetrics", wrote("numbers.csv"), chosen, saveTo("numbers.csv")},
        {"openLabFolder", [](Stage&) { return folderOpener().opened; }},
        {"trashRuns", [](Stage& s) { return QString::fromStdString(first(s).trashed); }, chosen},
        {"restoreRuns", [](Stage& s) { return QString::fromStdString(first(s).trashed); }, chosen},
        {"emptyTrash", [](Stage& s) { return yes(s.studio->runs().find(Stage::kSecond) != nullptr); },
         [](Stage& s) { s.studio->desk().trash({Stage::kSecond}); }, confirmEmptying},
        {"importRuns",
         [](Stage& s) { return yes(s.studio->runs().find(Stage::kTransformer + 1) != nullptr); },
         [](Stage& s) { ASSERT_TRUE(QFile::copy(s.file("lab.db"), s.file("other.db"))); },
         [](Stage& s) { s.answerFile("runImportDialog", s.file("other.db")); }},
    };
}

} // namespace lab::test

#include "action_train_cases.moc"
