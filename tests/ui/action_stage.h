#pragma once

#include "tests/ui/window_fixture.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTreeView>

#include <functional>
#include <string>
#include <vector>

namespace lab::test {

class ActionStage;

/// One action of the window: how it becomes possible, and what of the window is another afterwards.
struct ActionCase {
    std::string name; ///< object name of the action
    /// Anything that the action is to change, as a text.
    std::function<QString(ActionStage&)> watch;
    /// Brings the window to where the action is enabled and will change what is watched; may be empty.
    std::function<void(ActionStage&)> before = {};
    /// Answers the dialog or menu that the action opens; may be empty.
    std::function<void(ActionStage&)> answer = {};
};
using ActionCases = std::vector<ActionCase>;

/// A window over a lab with three short real runs: two seeds of Fastformer and a Transformer. The cases of a
/// table are performed in order in one window.
class ActionStage : public WindowTest {
public:
    static constexpr std::int64_t kFirst = 1, kSecond = 2, kTransformer = 3; ///< numbers of the runs

    using WindowTest::find;
    using WindowTest::host;
    using WindowTest::makeSmall;
    using WindowTest::preferences;
    using WindowTest::state;
    using WindowTest::studio;
    using WindowTest::trigger;
    using WindowTest::until;
    using WindowTest::window;

    void SetUp() override;
    void perform(const ActionCases& cases);

    /// A stored run on show, its course read.
    void showStored(std::int64_t run);
    /// A stored run chosen in the list.
    void chooseInList(std::int64_t run);
    /// A run that trains; begins one when there is none.
    void haveRunning();
    void havePaused();
    void haveNone();
    void showWorkspace(const char* name) { window->showWorkspace(QString::fromLatin1(name)); }
    [[nodiscard]] QString file(const char* name) const { return folder.filePath(QString::fromLatin1(name)); }
    /// Gives \p path to the file dialog of this name.
    void answerFile(const char* dialog, const QString& path);
    /// A window, panel or control of this name can be seen.
    [[nodiscard]] bool seen(const char* name);
    [[nodiscard]] QAction* action(const std::string& name);
    [[nodiscard]] bool writes(const char* name) const { return QFileInfo::exists(file(name)); }

private:
    void performOne(const ActionCase& each);
    void tidy();
};

// The tables. To add an action: one line in the table of its workspace.
ActionCases frameActions();
ActionCases workspaceActions();
ActionCases trainActions();
ActionCases runActions();
ActionCases dataActions();
ActionCases modelActions();
ActionCases inspectActions();
ActionCases compareActions();
ActionCases costActions();

} // namespace lab::test
