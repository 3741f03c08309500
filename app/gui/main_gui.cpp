#include "app/gui/options.h"
#include "app/gui/screenshot.h"
#include "core/store/lab_file.h"
#include "ui/frame/preferences.h"
#include "ui/look/lab_style.h"
#include "ui/look/look.h"
#include "ui/main_window.h"
#include "ui/studio/studio.h"
#include "ui/window_host.h"

#include <QApplication>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <clocale>
#include <cstdio>
#include <optional>

namespace {

/// Where there is no display, help, version and pictures are made without one. False, with a sentence: a
/// window was wanted.
[[maybe_unused]] bool findDisplay(int argc, char** argv) {
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        if (!qEnvironmentVariableIsEmpty(name))
            return true;
    const bool window = std::none_of(argv + 1, argv + argc, [](const char* argument) {
        const QLatin1String asked(argument);
        return asked == QLatin1String("-h") || asked == QLatin1String("-v") ||
               asked.startsWith(QLatin1String("--help")) || asked == QLatin1String("--version") ||
               asked.startsWith(QLatin1String("--screenshot"));
    });
    if (window)
        std::fputs("fastformer-lab needs a display, and neither DISPLAY nor WAYLAND_DISPLAY names one; "
                   "on the command line, fastformer train --data demo:reviews does the same\n",
                   stderr);
    else
        qputenv("QT_QPA_PLATFORM", "offscreen");
    return !window;
}

} // namespace

int main(int argc, char** argv) {
#ifdef Q_OS_LINUX
    if (!findDisplay(argc, argv))
        return 2;
#endif
    QApplication application(argc, argv);
    std::setlocale(LC_NUMERIC, "C"); // Qt took the desktop's, but numbers in files have a point
    QApplication::setApplicationName(QStringLiteral("Fastformer Lab"));
    QApplication::setApplicationVersion(QStringLiteral(LAB_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("fastformer-lab"));
    const auto options = lab::optionsOf(application);
    if (!options)
        return 2;
    lab::Look look;
    QApplication::setStyle(new lab::LabStyle(look));

    // A picture must not leave a run in the person's own lab.
    std::optional<QTemporaryDir> scratch;
    QString labPath = options->lab;
    if (labPath.isEmpty() && !options->screenshot.isEmpty())
        labPath = scratch.emplace().filePath(QStringLiteral("lab.db"));
    if (labPath.isEmpty())
        labPath = QString::fromStdString(lab::defaultLabPath());

    // A lab named on the command line and a picture leave the person's own settings alone.
    const bool personal = options->lab.isEmpty() && options->screenshot.isEmpty();
    lab::Preferences preferences(personal ? lab::Preferences::personalPath() : QString());
    if (!options->screenshot.isEmpty() && options->language.isEmpty())
        preferences.setValue(QStringLiteral("language"), QStringLiteral("en"));
    if (!options->language.isEmpty())
        preferences.setValue(QStringLiteral("language"), options->language);
    if (options->textSize > 0)
        preferences.setValue(QStringLiteral("typeSize"), options->textSize);

    lab::Studio studio(labPath, lab::runTraining);
    lab::WindowHost host(look, studio, preferences);
    QObject::connect(&host, &lab::WindowHost::labWanted, &application, [](const QString& path) {
        QProcess::startDetached(QApplication::applicationFilePath(), {QStringLiteral("--lab"), path});
    });
    lab::MainWindow& window = host.window();
    if (options->scheme)
        look.setChoice(*options->scheme);
    if (options->size.isValid())
        window.resize(options->size);
    if (!options->screenshot.isEmpty())
        lab::takeScreenshot(window, studio, {options->screenshot, options->afterSteps, options->text});
    window.show();
    if (!options->workspace.isEmpty())
        window.showWorkspace(options->workspace);
    studio.begin();
    if (!options->data.isEmpty())
        window.openPaths({options->data});
    return QApplication::exec();
}
