#include "tests/tour/tour_stage.h"

#include "ui/views/controls/message_line.h"

#include <QAction>
#include <QFile>
#include <QLabel>

namespace lab::tour {

TourStage::TourStage(Look& look, const Order& order) {
    const QString lab = file("lab.db");
    if (!order.lab.isEmpty() && !QFile::copy(order.lab, lab))
        throw MissedCue("the lab file " + order.lab.toStdString() + " cannot be copied");
    m_preferences.setValue(QStringLiteral("language"), order.language);
    m_preferences.setValue(QStringLiteral("typeSize"), order.typeSize);
    m_studio = std::make_unique<Studio>(lab, runTraining);
    m_host = std::make_unique<WindowHost>(look, *m_studio, m_preferences);
    window().resize(order.size);
    window().show();
    m_studio->begin();
    until("the demo data",
          [this] { return m_studio->vocabulary() > 0 && m_studio->probes().rowCount() > 0; });
    if (!order.lab.isEmpty())
        until("the list of runs", [this] { return m_studio->runs().rowCount() > 0; });
}

TourStage::~TourStage() {
    m_host.reset();
    m_studio.reset();
}

void TourStage::trigger(const char* name) {
    auto& action = find<QAction>(name);
    if (!action.isEnabled())
        throw MissedCue(std::string(name) + " is not enabled: " + action.toolTip().toStdString());
    action.trigger();
}

void TourStage::showRun(std::int64_t run) {
    m_studio->showRun(run);
    until("the run on show", [this, run] {
        return m_studio->shown() == Studio::Shown::Stored && m_studio->trace().run == run &&
               m_studio->trace().totalSteps > 0;
    });
}

void TourStage::haveRunning() {
    RunConfig config = m_studio->draft();
    config.train.epochs = 30;
    m_studio->setDraft(config);
    trigger("train");
    constexpr int kSteps = 500; // a curve that has a shape, and more to come
    until("the running run", [this] { return m_studio->session().step() >= kSteps; });
}

bool TourStage::complains() {
    for (const auto* line : window().findChildren<MessageLine*>())
        if (line->isVisible())
            return true;
    const auto* problem = window().findChild<QLabel*>(QStringLiteral("importProblem"));
    return problem != nullptr && problem->isVisible();
}

} // namespace lab::tour
