#include "ui/pages/inspect_actions.h"

#include "ui/actions/actions.h"

#include <QActionGroup>
#include <QCoreApplication>

namespace lab {
namespace {

struct InspectTexts {
    Q_DECLARE_TR_FUNCTIONS(InspectActions)
};

constexpr auto kMenu = MenuName::Inspect;

} // namespace

InspectActions::InspectActions(Actions& actions) {
    allExamples = actions.make({"allExamples", kMenu, InspectTexts::tr("All examples"),
                                InspectTexts::tr("Go through all examples again, not only through one cell "
                                                 "of the confusion matrix")});
    actions.addSeparator(kMenu);
    previousHead = actions.make({"previousHead", kMenu, InspectTexts::tr("Previous head"),
                                 InspectTexts::tr("Choose the head before this one"),
                                 QKeySequence(Qt::Key_BracketLeft)});
    nextHead = actions.make({"nextHead", kMenu, InspectTexts::tr("Next head"),
                             InspectTexts::tr("Choose the head after this one"),
                             QKeySequence(Qt::Key_BracketRight)});
    previousLayer = actions.make({"previousLayer", kMenu, InspectTexts::tr("Previous layer"),
                                  InspectTexts::tr("Choose the same head one layer below"),
                                  QKeySequence(Qt::Key_BraceLeft)});
    nextLayer = actions.make({"nextLayer", kMenu, InspectTexts::tr("Next layer"),
                              InspectTexts::tr("Choose the same head one layer above"),
                              QKeySequence(Qt::Key_BraceRight)});
    nextMaximum = actions.make({"nextMaximum", kMenu, InspectTexts::tr("Next maximum"),
                                InspectTexts::tr("Go to the token with the next smaller weight of the head"),
                                QKeySequence(Qt::Key_J)});
    previousMaximum =
        actions.make({"previousMaximum", kMenu, InspectTexts::tr("Previous maximum"),
                      InspectTexts::tr("Go to the token with the next larger weight of the head"),
                      QKeySequence(Qt::SHIFT | Qt::Key_J)});
    actions.addSeparator(kMenu);
    auto* heads = new QActionGroup(&actions);
    headsAll = actions.makeChoice({"headsAll", kMenu, InspectTexts::tr("All heads"),
                                   InspectTexts::tr("Show every head of every layer")},
                                  heads);
    headsMean = actions.makeChoice({"headsMean", kMenu, InspectTexts::tr("Mean per layer"),
                                    InspectTexts::tr("Show the mean of the heads of each layer")},
                                   heads);
    headsChosen = actions.makeChoice({"headsChosen", kMenu, InspectTexts::tr("Chosen head"),
                                      InspectTexts::tr("Show the chosen head alone")},
                                     heads);
    headsAll->setChecked(true);
    actions.addSeparator(kMenu);
    auto* explanations = new QActionGroup(&actions);
    explainNothing = actions.makeChoice({"explainNothing", kMenu, InspectTexts::tr("No explanation"),
                                         InspectTexts::tr("Show the weights alone")},
                                        explanations);
    leaveOneOut = actions.makeChoice(
        {"leaveOneOut", kMenu, InspectTexts::tr("Leave-one-out"),
         InspectTexts::tr("How the probability of the class changes when a token is left out")},
        explanations);
    gradient = actions.makeChoice(
        {"gradientTimesInput", kMenu, InspectTexts::tr("Gradient × input"),
         InspectTexts::tr("The gradient of the class's logit by a token's vector, times the vector")},
        explanations);
    integrated = actions.makeChoice(
        {"integratedGradients", kMenu, InspectTexts::tr("Integrated gradients"),
         InspectTexts::tr("The same, as a mean on the way from words of zeros to the text")},
        explanations);
    explainNothing->setChecked(true);
    showAsTable = actions.make({"showAsTable", kMenu, InspectTexts::tr("Show as table"),
                                InspectTexts::tr("Show the tokens in numbers instead of the map"),
                                QKeySequence(Qt::Key_T)});
    showAsTable->setCheckable(true);
    showMatrix =
        actions.make({"showMatrix", kMenu, InspectTexts::tr("Whole map"),
                      InspectTexts::tr("Show all weights of the chosen head, query by key; for encoders "
                                       "that compare tokens with tokens"),
                      QKeySequence(Qt::Key_M)});
    showMatrix->setCheckable(true);
    compute = actions.make({"computeExplanation", kMenu, InspectTexts::tr("Compute"),
                            InspectTexts::tr("Explain this long text; it may take a while")});
    stopComputing = actions.make({"stopExplanation", kMenu, InspectTexts::tr("Stop computing"),
                                  InspectTexts::tr("End the explanation that is being computed")});
}

void InspectActions::setEnabled(bool enabled) const {
    for (QAction* action :
         {previousHead, nextHead, previousLayer, nextLayer, nextMaximum, previousMaximum, headsAll, headsMean,
          headsChosen, explainNothing, leaveOneOut, gradient, integrated, showAsTable})
        action->setEnabled(enabled);
}

} // namespace lab
