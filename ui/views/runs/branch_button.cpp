#include "ui/views/runs/branch_button.h"

#include "ui/look/look.h"
#include "ui/studio/studio.h"
#include "ui/words/format.h"

#include <QMenu>

namespace lab {

BranchButton::BranchButton(const Look& look, Studio& studio, QWidget* parent)
    : QPushButton(look.icon(QStringLiteral("branch"), Role::Text), tr("Branch with changes…"), parent),
      m_studio(studio) {
    setObjectName(QStringLiteral("branchButton"));
    setMenu(new QMenu(this));
    menu()->setToolTipsVisible(true);
    for (const auto signal : {&Studio::shownChanged, &Studio::stateChanged, &Studio::checkpointsChanged})
        connect(&studio, signal, this, &BranchButton::follow);
    follow();
}

void BranchButton::follow() {
    const bool draft = m_studio.shown() == Studio::Shown::Draft;
    setVisible(!draft);
    menu()->clear();
    if (draft)
        return;
    const RunTrace& trace = m_studio.trace();
    const bool live = m_studio.shown() == Studio::Shown::Live;
    for (const CheckpointInfo& info : live ? std::vector<CheckpointInfo>() : trace.heldSteps()) {
        const std::int64_t step = info.step;
        const QString number = formatCount(step) + QStringLiteral(" · ") + formatBytes(info.size);
        QAction* action =
            menu()->addAction(step == trace.bestStep              ? tr("From the best step, %1").arg(number)
                              : info.kind == CheckpointKind::Kept ? tr("From the kept step, %1").arg(number)
                                                                  : tr("From the last step, %1").arg(number));
        action->setObjectName(QStringLiteral("branchFrom_%1").arg(step));
        action->setToolTip(tr("Start a new run from the weights after step %1").arg(formatCount(step)));
        connect(action, &QAction::triggered, &m_studio, [this, step] { m_studio.branch(step); });
    }
    setEnabled(!menu()->isEmpty());
    setToolTip(isEnabled()
                   ? tr("A new run that goes on from a stored checkpoint with other training settings")
               : live ? tr("A branch begins at a stored checkpoint: stop the run, or wait for its end")
                      : tr("This run keeps no checkpoint from which a branch could begin"));
}

} // namespace lab
