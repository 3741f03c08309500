#pragma once

#include <QString>

#include <vector>

class QWidget;

namespace lab {

class Actions;
class Look;
class Page;
class Studio;

/// What the window knows of a workspace before it is made.
struct PageEntry {
    const char* name; ///< stable: "train"; its action is called "showTrain"
    int place;        ///< Ctrl+place shows it
    QString (*title)();
    QString (*tip)();
    bool settings; ///< the right pane with the run's settings stands beside it
    Page* (*make)(const Look& look, Studio& studio, Actions& actions, QWidget* parent);
    bool navigator = true; ///< the left pane with data sets, runs and probes stands beside it
};

/// Every workspace, from left to right: one line each.
const std::vector<PageEntry>& allPages();

} // namespace lab
