#include "app/gui/options.h"

#include "ui/pages/page_list.h"
#include "ui/window_host.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

namespace lab {
namespace {

constexpr int kSmallestWindow = 100; // pixels, either way

/// Takes the value of an option over; false: it is none that can be obeyed.
using Parser = std::function<bool(const QString& value, Options& options)>;

/// An option with a value.
struct Option {
    const char *name, *value; ///< as the help names them
    QString description;
    Parser parse;
    QString mend = {}; ///< said where the value is refused: what can be given
};

/// "train, inspect"
QString workspaceNames() {
    QStringList names;
    for (const PageEntry& page : allPages())
        names += QString::fromLatin1(page.name);
    return names.join(QStringLiteral(", "));
}

Parser text(QString Options::*member) {
    return [member](const QString& value, Options& options) {
        options.*member = value;
        return true;
    };
}

bool parseTheme(const QString& value, Options& options) {
    if (value == QLatin1String("light"))
        options.scheme = SchemeChoice::Light;
    else if (value == QLatin1String("dark"))
        options.scheme = SchemeChoice::Dark;
    return options.scheme.has_value();
}

bool parseSize(const QString& value, Options& options) {
    const QStringList parts = value.split(u'x');
    options.size = parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
    return options.size.width() >= kSmallestWindow && options.size.height() >= kSmallestWindow;
}

bool parseAfterSteps(const QString& value, Options& options) {
    bool number = false;
    options.afterSteps = value.toLongLong(&number);
    return number && options.afterSteps >= 0;
}

bool parseWorkspace(const QString& value, Options& options) {
    options.workspace = value;
    const auto& pages = allPages();
    return std::any_of(pages.begin(), pages.end(),
                       [&](const PageEntry& page) { return value == QLatin1String(page.name); });
}

bool parseLanguage(const QString& value, Options& options) {
    options.language = value;
    return value == QLatin1String("en") || value == QLatin1String("zh_CN");
}

bool parseTextSize(const QString& value, Options& options) {
    options.textSize = value.toInt();
    return options.textSize >= WindowHost::kSmallestType && options.textSize <= WindowHost::kLargestType;
}

std::vector<Option> allOptions() {
    return {
        {"lab", "FILE", QStringLiteral("Lab file to use."), text(&Options::lab)},
        {"theme", "NAME", QStringLiteral("light or dark."), parseTheme,
         QStringLiteral("choose light or dark")},
        {"size", "WxH", QStringLiteral("Size of the window, as 1440x900."), parseSize,
         QStringLiteral("give width and height in pixels, as 1440x900")},
        {"screenshot", "FILE",
         QStringLiteral("Train the demo, save a picture of the window as PNG and exit."),
         text(&Options::screenshot)},
        {"after-steps", "N",
         QStringLiteral("With --screenshot: training steps before the picture (200); 0 = before training."),
         parseAfterSteps, QStringLiteral("give a number of steps, as 200")},
        {"text", "TEXT", QStringLiteral("With --screenshot: a text to type into the window."),
         text(&Options::text)},
        {"workspace", "NAME",
         QStringLiteral("Workspace to show first: ") + workspaceNames() + QStringLiteral(" (train)."),
         parseWorkspace, QStringLiteral("choose ") + workspaceNames()},
        {"language", "CODE", QStringLiteral("Language of the window: en or zh_CN."), parseLanguage,
         QStringLiteral("choose en or zh_CN")},
        {"text-size", "N", QStringLiteral("Size of the type in per cent, 80 to 200."), parseTextSize,
         QStringLiteral("give a number from 80 to 200")},
    };
}

} // namespace

std::optional<Options> optionsOf(const QCoreApplication& application) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Train small Fastformer models and watch their attention."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("data"), QStringLiteral("A file of labelled texts to open."),
                                 QStringLiteral("[data]"));
    const std::vector<Option> known = allOptions();
    for (const Option& option : known)
        parser.addOption({QLatin1String(option.name), option.description, QLatin1String(option.value)});
    parser.process(application);

    Options options;
    for (const Option& option : known) {
        const QLatin1String name(option.name);
        if (!parser.isSet(name) || option.parse(parser.value(name), options))
            continue;
        std::fprintf(stderr, "--%s: %s\n", option.name, qPrintable(option.mend));
        return std::nullopt;
    }
    options.data = parser.positionalArguments().value(0);
    return options;
}

} // namespace lab
