#pragma once

#include "ui/frame/preferences.h"
#include "ui/main_window.h"
#include "ui/studio/studio.h"
#include "ui/window_host.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <stdexcept>
#include <string>

namespace lab::tour {

/// Something that a scene waits for did not come; what() names it.
class MissedCue : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A window over a lab file of its own, as the person would see it. It is driven through the studio, actions
/// and object names, and photographed.
class TourStage {
public:
    struct Order {
        QString lab;      ///< is copied, not changed; empty = a fresh lab file
        QString language; ///< en, zh_CN
        int typeSize = 100;
        QSize size;
    };
    TourStage(Look& look, const Order& order);
    ~TourStage();

    [[nodiscard]] Studio& studio() { return *m_studio; }
    [[nodiscard]] MainWindow& window() { return m_host->window(); }
    /// A path in the stage's own folder.
    [[nodiscard]] QString file(const char* name) const {
        return m_folder.filePath(QString::fromLatin1(name));
    }

    /// \throws MissedCue for an action that is not there or not enabled.
    void trigger(const char* action);
    /// \throws MissedCue for a widget that is not there.
    template <class Widget> Widget& find(const char* name) {
        if (auto* widget = window().findChild<Widget*>(QString::fromLatin1(name)))
            return *widget;
        throw MissedCue(std::string("there is no ") + name);
    }
    /// \throws MissedCue when \p condition does not come true; \p what says what it is.
    template <class Condition> void until(const char* what, Condition condition) {
        constexpr int kPatienceMs = 60'000;
        if (!QTest::qWaitFor(condition, kPatienceMs))
            throw MissedCue(std::string(what) + " was waited for in vain");
    }
    void showRun(std::int64_t run);
    /// Begins a run that lasts, and watches it.
    void haveRunning();
    /// A sentence about something that went wrong can be read.
    [[nodiscard]] bool complains();
    /// Lets the window finish what it has begun.
    void settle(int milliseconds = 400) { QTest::qWait(milliseconds); }
    /// False when the picture cannot be written.
    static bool photograph(QWidget& subject, const QString& file) { return subject.grab().save(file); }

private:
    QTemporaryDir m_folder;
    Preferences m_preferences;
    std::unique_ptr<Studio> m_studio;
    std::unique_ptr<WindowHost> m_host;
};

} // namespace lab::tour
