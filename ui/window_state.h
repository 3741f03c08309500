#pragma once

#include <QByteArray>
#include <QMap>
#include <QSize>
#include <QString>

namespace lab {

class MainWindow;
class Preferences;

/// How the person left a window: what must be the same when the window is built anew or the program is
/// started again.
struct WindowState {
    QByteArray geometry;
    QSize size; ///< that the person gave the window, where it has grown since by itself; invalid = as in
                ///< geometry
    QString workspace;
    QMap<QString, QByteArray> splitters; ///< by name
    QMap<QString, QString> texts;        ///< typed, by the field's name; not kept beyond the program's end
    QString focus;                       ///< name of the field that has it
    int cursor = 0;                      ///< in that field
};

/// Reads it off \p window.
WindowState stateOf(const MainWindow& window);
/// Splitters whose page is arranged in another way now keep their own sizes.
void applyLayout(const WindowState& state, MainWindow& window);
/// The rest: typed texts and focus.
void applyTexts(const WindowState& state, MainWindow& window);

void remember(const WindowState& state, Preferences& preferences);
WindowState remembered(const Preferences& preferences);

} // namespace lab
