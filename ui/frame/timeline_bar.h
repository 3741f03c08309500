#pragma once

#include <QWidget>

class QAction;
class QCheckBox;
class QSpinBox;

namespace lab {

class Actions;
class Look;
class LookLabel;
class Studio;
class Timeline;

/// The bar below the body: goes through the stored snapshots of the run on show, says where it stands and
/// whether the views follow the training, and keeps checkpoints.
class TimelineBar : public QWidget {
    Q_OBJECT
public:
    TimelineBar(const Look& look, Studio& studio, Actions& actions, QWidget* parent = nullptr);

private:
    void createButtons(Actions& actions);
    void createStep();
    void createKeeping(Actions& actions);
    void createChoices(Actions& actions);
    void follow();

    const Look& m_look;
    Studio& m_studio;
    Timeline& m_timeline;
    QAction *m_first = nullptr, *m_previous = nullptr, *m_next = nullptr, *m_newest = nullptr,
            *m_follow = nullptr, *m_keep = nullptr, *m_checkpoints = nullptr;
    QSpinBox* m_step = nullptr;
    LookLabel* m_total = nullptr;
};

} // namespace lab
