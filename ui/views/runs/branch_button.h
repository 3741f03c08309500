#pragma once

#include <QPushButton>

namespace lab {

class Look;
class Studio;

/// "Branch with changes…": lists the steps of the run on show that keep a checkpoint, and goes to the
/// settings of a run that leaves it there. Hidden while a next run is set up; disabled, with the reason,
/// while the run trains.
class BranchButton : public QPushButton {
    Q_OBJECT
public:
    BranchButton(const Look& look, Studio& studio, QWidget* parent = nullptr);

private:
    void follow();
    Studio& m_studio;
};

} // namespace lab
