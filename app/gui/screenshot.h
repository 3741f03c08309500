#pragma once

#include <QSize>
#include <QString>

namespace lab {

class MainWindow;
class Studio;

/// A picture of the window at work, for documentation: trains what the window opens with, saves the picture
/// after some steps and ends the program; exit code 1 with one sentence when anything goes wrong.
struct ScreenshotOrder {
    QString file;                  ///< PNG
    std::int64_t afterSteps = 200; ///< 0: before any training
    QString text;                  ///< typed as one's own text
};
void takeScreenshot(MainWindow& window, Studio& studio, const ScreenshotOrder& order);

} // namespace lab
