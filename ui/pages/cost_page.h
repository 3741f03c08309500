#pragma once

#include "ui/pages/page.h"

class QAction;
class QStackedWidget;

namespace lab {

class Actions;
class CostView;
class Look;
class Studio;
class StudyView;

/// The comparison of encoders in two tabs: what they cost as texts grow, and how good they are.
class CostPage : public Page {
    Q_OBJECT
public:
    CostPage(const Look& look, Studio& studio, Actions& actions, QWidget* parent = nullptr);

    /// Those of the tab on show.
    [[nodiscard]] std::vector<Exportable*> exportables() override;

private:
    Studio& m_studio;
    QStackedWidget* m_tabs = nullptr;
    CostView* m_cost = nullptr;
    StudyView* m_study = nullptr;
};

} // namespace lab
