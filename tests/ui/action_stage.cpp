#include "tests/ui/action_stage.h"

#include "ui/actions/actions.h"
#include "ui/studio/timeline.h"
#include "workbench/run_control.h"

#include <QDialog>
#include <QFileDialog>
#include <QMenu>
#include <QWhatsThis>

namespace lab::test {
namespace {

void train(const QString& lab, const char* encoder, std::uint64_t seed, std::int64_t steps) {
    RunJob job;
    job.labPath = lab.toStdString();
    job.config = teachingConfig();
    job.config.data.limit = 200;
    job.config.model.encoder = encoder;
    job.config.model.sharing = Sharing::None;
    job.config.model.dim = 16;
    job.config.model.heads = 2;
    job.config.model.ffn = 16;
    job.config.train.seed = seed;
    job.config.train.steps = steps;
    job.config.train.evaluateEvery = 5;
    job.probes = {"a good phone", "a bad phone"};
    job.snapshotEvery = 5;
    RunControl control;
    runTraining(job, control, [](const RunEvent&) {});
}

} // namespace

void ActionStage::SetUp() {
    labPath = folder.filePath(QStringLiteral("lab.db"));
    train(labPath, "fastformer", 1, 20);
    train(labPath, "fastformer", 2, 20);
    train(labPath, "transformer", 1, 2);
    open();
    ASSERT_TRUE(until([&] { return studio->runs().find(kTransformer) != nullptr; }));
    window->activateWindow();
    ASSERT_TRUE(until([&] { return window->isActiveWindow(); }));
}

void ActionStage::perform(const ActionCases& cases) {
    for (const ActionCase& each : cases) {
        SCOPED_TRACE(each.name);
        performOne(each);
        tidy();
        if (HasFatalFailure())
            return;
    }
}

void ActionStage::performOne(const ActionCase& each) {
    if (each.before)
        each.before(*this);
    ASSERT_FALSE(HasFatalFailure());
    ASSERT_NE(action(each.name), nullptr);
    ASSERT_TRUE(until([&] { return action(each.name)->isEnabled(); })) << "it is never enabled";
    const QString was = each.watch(*this);
    action(each.name)->trigger();
    if (each.answer)
        each.answer(*this);
    constexpr int kNoticeMs = 20000; // nothing that an action does takes so long in a small lab
    EXPECT_TRUE(QTest::qWaitFor([&] { return each.watch(*this) != was; }, kNoticeMs))
        << "nothing changed: " << qPrintable(was);
    // A switch goes back with the second press.
    if (action(each.name)->isCheckable() && action(each.name)->actionGroup() == nullptr) {
        action(each.name)->trigger();
        EXPECT_TRUE(until([&] { return each.watch(*this) == was; })) << "it cannot be switched off";
    }
}

void ActionStage::tidy() {
    if (QWhatsThis::inWhatsThisMode())
        QWhatsThis::leaveWhatsThisMode();
    for (QMenu* menu : window->findChildren<QMenu*>())
        if (menu->isVisible())
            menu->close();
    for (QDialog* dialog : window->findChildren<QDialog*>())
        dialog->close();
    if (auto* palette = find<QWidget>("commandPalette"))
        palette->hide();
    window->activateWindow(); // a dialog that was closed had the focus
    EXPECT_TRUE(until([&] { return !window->isVisible() || window->isActiveWindow(); }));
}

QAction* ActionStage::action(const std::string& name) {
    return window->actions().findChild<QAction*>(QString::fromStdString(name), Qt::FindDirectChildrenOnly);
}

void ActionStage::showStored(std::int64_t run) {
    haveNone();
    studio->showRun(run);
    ASSERT_TRUE(until([&] {
        return studio->shown() == Studio::Shown::Stored && studio->trace().run == run &&
               !studio->timeline().snapshots().empty();
    }));
    studio->timeline().newest();
}

void ActionStage::chooseInList(std::int64_t run) {
    showStored(run);
    find<QTreeView>("runList")->setCurrentIndex(studio->runs().indexOf(run));
}

void ActionStage::haveRunning() {
    havePaused();
    trigger("train");
    ASSERT_TRUE(until([&] { return state() == RunState::Running; }));
}

void ActionStage::havePaused() {
    if (state() == RunState::Paused)
        return;
    haveNone();
    trigger("newRun");
    makeSmall(500);
    ASSERT_TRUE(until([&] { return studio->vocabulary() > 0 && action("step")->isEnabled(); }));
    trigger("step");
    ASSERT_TRUE(until([&] { return state() == RunState::Paused && studio->session().step() > 0; }));
}

void ActionStage::haveNone() {
    if (studio->session().active())
        studio->session().stop();
    ASSERT_TRUE(until([&] { return !studio->session().active(); }));
}

void ActionStage::answerFile(const char* dialog, const QString& path) {
    auto* files = find<QFileDialog>(dialog);
    ASSERT_NE(files, nullptr) << dialog;
    emit files->fileSelected(path);
    emit files->filesSelected({path});
    files->close();
}

bool ActionStage::seen(const char* name) {
    for (const auto* widget : window->findChildren<QWidget*>(QString::fromLatin1(name)))
        if (widget->isVisible())
            return true;
    return false;
}

} // namespace lab::test
