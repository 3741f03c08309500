#include "ui/pages/cost_page.h"

#include "ui/actions/actions.h"
#include "ui/look/look.h"
#include "ui/pages/cost_view.h"
#include "ui/pages/study_view.h"
#include "ui/studio/studio.h"
#include "ui/views/controls/flow_layout.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/controls/segments.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace lab {

CostPage::CostPage(const Look& look, Studio& studio, Actions& actions, QWidget* parent)
    : Page(parent), m_studio(studio) {
    auto* tabs = new QActionGroup(this);
    QAction* cost =
        actions.makeChoice({"costTimings", MenuName::Cost, tr("Time and memory"),
                            tr("What encoders cost as texts grow"), QKeySequence(Qt::ALT | Qt::Key_1)},
                           tabs);
    QAction* quality = actions.makeChoice({"costQuality", MenuName::Cost, tr("Quality"),
                                           tr("How good encoders are on a data set: the paper's table"),
                                           QKeySequence(Qt::ALT | Qt::Key_2)},
                                          tabs);
    actions.addSeparator(MenuName::Cost);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* line = new QWidget(this);
    auto* top = new FlowLayout(line, look.u(3), look.u(1));
    top->setContentsMargins(look.u(3), look.u(1.5), look.u(3), look.u(1.5));
    QWidget* segments = makeSegments(look, {cost, quality}, this);
    segments->setObjectName(QStringLiteral("costTabs"));
    segments->setAccessibleName(tr("Time and memory, or quality"));
    top->addWidget(segments);
    top->addStretch();
    column->addWidget(line);
    column->addWidget(new Hairline(look, Qt::Horizontal, this));
    m_tabs = new QStackedWidget(this);
    m_cost = new CostView(look, studio, actions, m_tabs);
    m_study = new StudyView(look, studio, actions, m_tabs);
    QWidget* tools = m_cost->makeTools(this);
    top->addWidget(tools);
    m_tabs->addWidget(m_cost);
    m_tabs->addWidget(m_study);
    column->addWidget(m_tabs, 1);
    connect(quality, &QAction::toggled, this, [this, tools](bool on) {
        tools->setVisible(!on);
        m_studio.studyChoice().shown = on;
        m_tabs->setCurrentIndex(on ? 1 : 0);
    });
    (studio.studyChoice().shown ? quality : cost)->setChecked(true);
}

std::vector<Exportable*> CostPage::exportables() {
    return m_tabs->currentIndex() == 1 ? m_study->exportables() : m_cost->exportables();
}

} // namespace lab
