#include "app/gui/screenshot.h"

#include "ui/main_window.h"
#include "ui/studio/studio.h"

#include <QCoreApplication>
#include <QLineEdit>
#include <QTimer>

#include <cstdio>
#include <memory>

namespace lab {
namespace {

/// Until the last snapshot and the reading of the typed text have been painted.
constexpr int kSettleMs = 700;

void save(MainWindow& window, const QString& file) {
    if (window.grab().save(file))
        return QCoreApplication::quit();
    std::fprintf(stderr, "The picture '%s' cannot be written.\n", qPrintable(file));
    QCoreApplication::exit(1);
}

} // namespace

void takeScreenshot(MainWindow& window, Studio& studio, const ScreenshotOrder& order) {
    if (auto* text = window.findChild<QLineEdit*>(QStringLiteral("ownText")))
        text->setText(order.text);
    // The probes come with the data; only then is there something to watch.
    QObject::connect(
        &studio.lab(), &LabSession::described, &window, [&window, &studio, order](const DataView& view) {
            if (view.config == studio.draft().data && !studio.session().active() && order.afterSteps > 0)
                studio.activatePrimary();
            else if (view.config == studio.draft().data && order.afterSteps == 0)
                QTimer::singleShot(kSettleMs, &window, [&window, order] { save(window, order.file); });
        });
    const auto taken = std::make_shared<bool>(false);
    QObject::connect(&studio.session(), &TrainingSession::stepsArrived, &window,
                     [&window, &studio, order, taken](const std::vector<StepEvent>&) {
                         if (studio.session().step() < order.afterSteps || *taken)
                             return;
                         *taken = true;
                         QTimer::singleShot(kSettleMs, &window,
                                            [&window, order] { save(window, order.file); });
                     });
    QObject::connect(&studio, &Studio::problem, &window, [](const QString& message) {
        std::fprintf(stderr, "%s\n", qPrintable(message));
        QCoreApplication::exit(1);
    });
}

} // namespace lab
