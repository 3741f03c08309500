#include "ui/frame/timeline_bar.h"

#include "ui/actions/actions.h"
#include "ui/look/look.h"
#include "ui/studio/studio.h"
#include "ui/studio/timeline.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/runs/checkpoint_dialog.h"
#include "ui/views/runs/timeline_track.h"
#include "ui/words/format.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

namespace lab {
namespace {

/// Its arrows go to the next snapshot, not to the next step.
class SnapshotSpin : public QSpinBox {
public:
    SnapshotSpin(Timeline& timeline, QWidget* parent) : QSpinBox(parent), m_timeline(timeline) {}
    void stepBy(int steps) override {
        for (int i = 0; i < std::abs(steps); ++i)
            steps > 0 ? m_timeline.next() : m_timeline.previous();
    }

protected:
    StepEnabled stepEnabled() const override { return StepUpEnabled | StepDownEnabled; }

private:
    Timeline& m_timeline;
};

QCheckBox* checkBoxOf(QAction* action, const char* name, QWidget* parent) {
    auto* box = new QCheckBox(action->text(), parent);
    box->setObjectName(QString::fromLatin1(name));
    box->setToolTip(action->toolTip());
    box->setChecked(action->isChecked());
    QObject::connect(box, &QCheckBox::clicked, action, [action] { action->trigger(); });
    QObject::connect(action, &QAction::toggled, box, &QCheckBox::setChecked);
    return box;
}

} // namespace

TimelineBar::TimelineBar(const Look& look, Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), m_look(look), m_studio(studio), m_timeline(studio.timeline()) {
    setFixedHeight(look.u(13.5));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(look.u(3), 0, look.u(3), 0);
    row->setSpacing(look.u(1));
    createButtons(actions);
    createStep();
    createKeeping(actions);
    row->addSpacing(look.u(2));
    row->addWidget(new TimelineTrack(look, studio, m_timeline, this), 1);
    row->addSpacing(look.u(2));
    createChoices(actions);
    connect(&m_timeline, &Timeline::changed, this, &TimelineBar::follow);
    connect(&studio, &Studio::stateChanged, this, &TimelineBar::follow);
    follow();
}

void TimelineBar::createButtons(Actions& actions) {
    actions.addSeparator(MenuName::Train);
    m_first = actions.make({"firstSnapshot", MenuName::Train, tr("First snapshot"),
                            tr("Look at the attention before the first step"), QKeySequence(Qt::Key_Home),
                            "first"});
    m_previous = actions.make({"previousSnapshot", MenuName::Train, tr("Previous snapshot"),
                               tr("Look at the stored attention before this one"), QKeySequence(Qt::Key_Left),
                               "previous"});
    m_previous->setShortcuts({QKeySequence(Qt::Key_Left), QKeySequence(Qt::Key_Backspace)});
    m_next = actions.make({"nextSnapshot", MenuName::Train, tr("Next snapshot"),
                           tr("Look at the stored attention after this one"), QKeySequence(Qt::Key_Right),
                           "next"});
    m_newest = actions.make({"newestSnapshot", MenuName::Train, tr("Newest snapshot"),
                             tr("Look at the newest attention and follow the training"),
                             QKeySequence(Qt::Key_End), "newest"});
    const std::pair<QAction*, void (Timeline::*)()> moves[] = {{m_first, &Timeline::first},
                                                               {m_previous, &Timeline::previous},
                                                               {m_next, &Timeline::next},
                                                               {m_newest, &Timeline::newest}};
    for (const auto& [action, move] : moves) {
        connect(action, &QAction::triggered, &m_timeline, move);
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setAccessibleName(action->text());
        layout()->addWidget(button);
    }
}

void TimelineBar::createStep() {
    m_step = new SnapshotSpin(m_timeline, this);
    m_step->setObjectName(QStringLiteral("timelineStep"));
    m_step->setAccessibleName(tr("Step on show"));
    m_step->setToolTip(
        tr("The step whose attention is on show; a number goes to the nearest stored snapshot"));
    m_step->setKeyboardTracking(false);
    m_step->setFixedWidth(m_look.u(18));
    connect(m_step, &QSpinBox::valueChanged, this, [this](int step) {
        m_timeline.goTo(step);
        follow(); // the nearest snapshot may be another step
    });
    layout()->addWidget(m_step);
    m_total = new LookLabel(m_look, Type::Body, Role::Muted, {}, this);
    m_total->setObjectName(QStringLiteral("timelineTotal"));
    m_total->setMinimumWidth(m_look.u(14));
    layout()->addWidget(m_total);
}

void TimelineBar::createKeeping(Actions& actions) {
    actions.addSeparator(MenuName::Train);
    m_keep = actions.make({"keepStep", MenuName::Train, tr("Keep this step"),
                           tr("Store the weights of this moment, to branch, inspect or export from later"),
                           QKeySequence(Qt::Key_K), "keep"});
    m_checkpoints =
        actions.make({"checkpoints", MenuName::Train, tr("Checkpoints…"),
                      tr("The stored weights of the run on show, with their size: branch, inspect, export or "
                         "remove them"),
                      QKeySequence(Qt::SHIFT | Qt::Key_K)});
    connect(m_keep, &QAction::triggered, &m_studio.session(), &TrainingSession::keepCheckpoint);
    connect(m_checkpoints, &QAction::triggered, this,
            [this] { CheckpointDialog::showOver(window(), m_look, m_studio); });
    auto* button = new QToolButton(this);
    button->setDefaultAction(m_keep);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setAccessibleName(m_keep->text());
    layout()->addWidget(button);
}

void TimelineBar::createChoices(Actions& actions) {
    m_follow =
        actions.make({"followTraining", MenuName::Train, tr("Follow training"),
                      tr("Show each new snapshot as it comes"), QKeySequence(Qt::SHIFT | Qt::Key_End)});
    m_follow->setCheckable(true);
    m_follow->setChecked(m_timeline.follows());
    connect(m_follow, &QAction::triggered, &m_timeline, &Timeline::setFollowing);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(checkBoxOf(m_follow, "followBox", this));
    column->addWidget(checkBoxOf(actions.lockScale, "lockScaleBox", this));
    static_cast<QHBoxLayout*>(layout())->addLayout(column);
}

void TimelineBar::follow() {
    const auto& steps = m_timeline.snapshots();
    const bool any = !steps.empty();
    m_first->setEnabled(any);
    m_previous->setEnabled(any && m_timeline.playhead() > steps.front());
    m_next->setEnabled(any && !m_timeline.follows() && m_timeline.playhead() < steps.back());
    m_newest->setEnabled(any && !m_timeline.follows());
    m_follow->setEnabled(any);
    m_keep->setEnabled(m_studio.changeable());
    m_checkpoints->setEnabled(m_timeline.any());
    m_follow->setChecked(m_timeline.follows());
    const QSignalBlocker quiet(m_step);
    m_step->setEnabled(any);
    m_step->setRange(0, static_cast<int>(std::min<std::int64_t>(m_timeline.last(), 1 << 30)));
    if (!m_step->hasFocus() || m_step->value() != m_timeline.playhead())
        m_step->setValue(static_cast<int>(m_timeline.playhead()));
    m_total->setText(m_timeline.any() ? tr("of %1").arg(formatCount(m_timeline.total())) : QString());
}

} // namespace lab
