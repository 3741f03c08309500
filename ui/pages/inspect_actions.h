#pragma once

class QAction;

namespace lab {

class Actions;

/// The actions of the Inspect page that no other part of the window shows. Made once, in the Inspect menu.
struct InspectActions {
    explicit InspectActions(Actions& actions);

    QAction* allExamples;
    QAction *previousHead, *nextHead, *previousLayer, *nextLayer;
    QAction *nextMaximum, *previousMaximum;
    QAction *headsAll, *headsMean, *headsChosen;
    QAction *explainNothing, *leaveOneOut, *gradient, *integrated;
    QAction *compute, *stopComputing;
    QAction *showAsTable, *showMatrix;

    void setEnabled(bool enabled) const;
};

} // namespace lab
