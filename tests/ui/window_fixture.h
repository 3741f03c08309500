#pragma once

#include "tests/ui/qt_environment.h"
#include "ui/main_window.h"
#include "ui/studio/studio.h"
#include "ui/window_host.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace lab::test {

/// A window over a lab of its own.
class WindowTest : public ::testing::Test {
protected:
    static constexpr int kPatience = 60000; ///< milliseconds

    void open(TrainingFunction training = runTraining) {
        look().setChoice(SchemeChoice::Light);
        preferences.setValue(QStringLiteral("theme"), static_cast<int>(SchemeChoice::Light));
        if (!preferences.value(QStringLiteral("language")).isValid())
            preferences.setValue(QStringLiteral("language"), QStringLiteral("en"));
        if (labPath.isEmpty())
            labPath = folder.filePath(QStringLiteral("lab.db"));
        studio = std::make_unique<Studio>(labPath, std::move(training));
        host = std::make_unique<WindowHost>(look(), *studio, preferences);
        window = &host->window();
        QObject::connect(host.get(), &WindowHost::rebuilt, [this] { window = &host->window(); });
        window->resize(1200, 800);
        window->show();
        studio->begin();
        ASSERT_TRUE(until([&] { return studio->vocabulary() > 0 && studio->probes().rowCount() > 0; }));
    }
    /// A run of a few seconds at most.
    void makeSmall(int epochs = 1) {
        RunConfig config = studio->draft();
        config.data.limit = 400;
        config.model.dim = 16;
        config.model.heads = 2;
        config.model.ffn = 16;
        config.train.epochs = epochs;
        config.train.evaluateEvery = 5;
        studio->addData(config.data, QStringLiteral("small reviews"));
        config.data = studio->draft().data;
        studio->setDraft(config);
    }
    template <class Condition> bool until(Condition condition) {
        return QTest::qWaitFor(condition, kPatience);
    }
    void trigger(const char* name) {
        auto* action = window->findChild<QAction*>(QString::fromLatin1(name));
        ASSERT_NE(action, nullptr) << name;
        ASSERT_TRUE(action->isEnabled()) << name;
        action->trigger();
    }
    template <class Widget> Widget* find(const char* name) {
        return window->findChild<Widget*>(QString::fromLatin1(name));
    }
    [[nodiscard]] RunState state() const { return studio->session().state(); }

    QTemporaryDir folder;
    QString labPath; ///< empty: in the folder
    std::unique_ptr<Studio> studio;
    Preferences preferences; ///< of this window alone
    std::unique_ptr<WindowHost> host;
    MainWindow* window = nullptr;
};

} // namespace lab::test
