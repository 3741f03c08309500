#include "app/gui/screenshot.h"
#include "core/store/lab_file.h"
#include "ui/frame/preferences.h"
#include "ui/look/lab_style.h"
#include "ui/look/look.h"
#include "ui/main_window.h"
#include "ui/pages/page_list.h"
#include "ui/studio/studio.h"
#include "ui/window_host.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <clocale>
#include <cstdio>
#include <optional>

namespace {

/// What the command line asked for; empty members were not given.
struct Wishes {
    QString lab, screenshot, text, data, workspace, language;
    QSize size;
    std::optional<lab::SchemeChoice> scheme;
    int textSize = 0; ///< per cent
    std::int64_t afterSteps = 200;
};

/// "train, inspect"
QString workspaceNames() {
    QStringList names;
    for (const lab::PageEntry& page : lab::allPages())
        names += QString::fromLatin1(page.name);
    return names.join(QStringLiteral(", "));
}

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

std::optional<Wishes> wishesOf(const QApplication& application) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Train small Fastformer models and watch their attention."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("data"), QStringLiteral("A file of labelled texts to open."),
                                 QStringLiteral("[data]"));
    const QCommandLineOption lab(QStringLiteral("lab"), QStringLiteral("Lab file to use."),
                                 QStringLiteral("FILE"));
    const QCommandLineOption theme(QStringLiteral("theme"), QStringLiteral("light or dark."),
                                   QStringLiteral("NAME"));
    const QCommandLineOption size(QStringLiteral("size"), QStringLiteral("Size of the window, as 1440x900."),
                                  QStringLiteral("WxH"));
    const QCommandLineOption shot(
        QStringLiteral("screenshot"),
        QStringLiteral("Train the demo, save a picture of the window as PNG and exit."),
        QStringLiteral("FILE"));
    const QCommandLineOption after(
        QStringLiteral("after-steps"),
        QStringLiteral("With --screenshot: training steps before the picture (200); 0 = before training."),
        QStringLiteral("N"), QStringLiteral("200"));
    const QCommandLineOption text(QStringLiteral("text"),
                                  QStringLiteral("With --screenshot: a text to type into the window."),
                                  QStringLiteral("TEXT"));
    const QCommandLineOption workspace(QStringLiteral("workspace"),
                                       QStringLiteral("Workspace to show first: ") + workspaceNames() +
                                           QStringLiteral(" (train)."),
                                       QStringLiteral("NAME"));
    const QCommandLineOption language(QStringLiteral("language"),
                                      QStringLiteral("Language of the window: en or zh_CN."),
                                      QStringLiteral("CODE"));
    const QCommandLineOption textSize(QStringLiteral("text-size"),
                                      QStringLiteral("Size of the type in per cent, 80 to 200."),
                                      QStringLiteral("N"));
    parser.addOptions({lab, theme, size, shot, after, text, workspace, language, textSize});
    parser.process(application);

    Wishes wishes;
    const auto refuse = [](const char* flag, const char* mend) {
        std::fprintf(stderr, "%s: %s\n", flag, mend);
        return std::nullopt;
    };
    if (const QString name = parser.value(theme); name == QStringLiteral("light"))
        wishes.scheme = lab::SchemeChoice::Light;
    else if (name == QStringLiteral("dark"))
        wishes.scheme = lab::SchemeChoice::Dark;
    else if (!name.isEmpty())
        return refuse("--theme", "choose light or dark");
    if (parser.isSet(size)) {
        const QStringList parts = parser.value(size).split(u'x');
        wishes.size = parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
        if (wishes.size.width() < 100 || wishes.size.height() < 100)
            return refuse("--size", "give width and height in pixels, as 1440x900");
    }
    bool number = false;
    wishes.afterSteps = parser.value(after).toLongLong(&number);
    if (!number || wishes.afterSteps < 0)
        return refuse("--after-steps", "give a number of steps, as 200");
    wishes.workspace = parser.value(workspace);
    const auto& pages = lab::allPages();
    if (!wishes.workspace.isEmpty() &&
        std::none_of(pages.begin(), pages.end(), [&](const lab::PageEntry& page) {
            return wishes.workspace == QLatin1String(page.name);
        }))
        return refuse("--workspace", qPrintable(QStringLiteral("choose ") + workspaceNames()));
    wishes.language = parser.value(language);
    if (parser.isSet(language) && wishes.language != QStringLiteral("en") &&
        wishes.language != QStringLiteral("zh_CN"))
        return refuse("--language", "choose en or zh_CN");
    if (parser.isSet(textSize)) {
        wishes.textSize = parser.value(textSize).toInt();
        if (wishes.textSize < lab::WindowHost::kSmallestType ||
            wishes.textSize > lab::WindowHost::kLargestType)
            return refuse("--text-size", "give a number from 80 to 200");
    }
    wishes.lab = parser.value(lab);
    wishes.screenshot = parser.value(shot);
    wishes.text = parser.value(text);
    wishes.data = parser.positionalArguments().value(0);
    return wishes;
}

} // namespace

int main(int argc, char** argv) {
#ifdef Q_OS_LINUX
    if (!findDisplay(argc, argv))
        return 2;
#endif
    QApplication application(argc, argv);
    std::setlocale(LC_NUMERIC, "C"); // Qt takes the desktop's; numbers in files are read and written with a point
    QApplication::setApplicationName(QStringLiteral("Fastformer Lab"));
    QApplication::setApplicationVersion(QStringLiteral(LAB_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("fastformer-lab"));
    const auto wishes = wishesOf(application);
    if (!wishes)
        return 2;
    lab::Look look;
    QApplication::setStyle(new lab::LabStyle(look));

    // A picture must not leave a run in the person's own lab.
    std::optional<QTemporaryDir> scratch;
    QString labPath = wishes->lab;
    if (labPath.isEmpty() && !wishes->screenshot.isEmpty())
        labPath = scratch.emplace().filePath(QStringLiteral("lab.db"));
    if (labPath.isEmpty())
        labPath = QString::fromStdString(lab::defaultLabPath());

    // A lab named on the command line and a picture leave the person's own settings alone.
    const bool personal = wishes->lab.isEmpty() && wishes->screenshot.isEmpty();
    lab::Preferences preferences(personal ? lab::Preferences::personalPath() : QString());
    if (!wishes->screenshot.isEmpty() && wishes->language.isEmpty())
        preferences.setValue(QStringLiteral("language"), QStringLiteral("en"));
    if (!wishes->language.isEmpty())
        preferences.setValue(QStringLiteral("language"), wishes->language);
    if (wishes->textSize > 0)
        preferences.setValue(QStringLiteral("typeSize"), wishes->textSize);

    lab::Studio studio(labPath, lab::runTraining);
    lab::WindowHost host(look, studio, preferences);
    QObject::connect(&host, &lab::WindowHost::labWanted, &application, [](const QString& path) {
        QProcess::startDetached(QApplication::applicationFilePath(), {QStringLiteral("--lab"), path});
    });
    lab::MainWindow& window = host.window();
    if (wishes->scheme)
        look.setChoice(*wishes->scheme);
    if (wishes->size.isValid())
        window.resize(wishes->size);
    if (!wishes->screenshot.isEmpty())
        lab::takeScreenshot(window, studio, {wishes->screenshot, wishes->afterSteps, wishes->text});
    window.show();
    if (!wishes->workspace.isEmpty())
        window.showWorkspace(wishes->workspace);
    studio.begin();
    if (!wishes->data.isEmpty())
        window.openPaths({wishes->data});
    return QApplication::exec();
}
