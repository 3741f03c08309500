#include "ui/frame/properties_pane.h"

#include "core/encoders/encoder.h"
#include "core/encoders/model_check.h"
#include "ui/actions/actions.h"
#include "ui/look/look.h"
#include "ui/studio/studio.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/controls/section_header.h"
#include "ui/views/model/settings_form.h"
#include "ui/views/model/sharing_chooser.h"
#include "ui/views/model/size_panel.h"
#include "ui/views/model/stack_diagram.h"
#include "ui/views/runs/branch_button.h"
#include "ui/views/runs/run_title.h"
#include "ui/words/format.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <set>
#include <string>

namespace lab {

PropertiesPane::PropertiesPane(const Look& look, Studio& studio, const Actions& actions, QWidget* parent)
    : QScrollArea(parent), m_look(look), m_studio(studio) {
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* pane = new QWidget(this);
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    setWidget(pane);
    createTitle();
    createSharing();
    m_size = new SizePanel(m_look, false, pane);
    add(m_size);
    column->addStretch(1);
    createFoot(actions);
    for (const auto signal : {&Studio::shownChanged, &Studio::settingsChanged, &Studio::stateChanged})
        connect(&studio, signal, this, &PropertiesPane::refresh);
    refresh();
    // Wide enough for every field and button, and for the scroll bar when the window is low.
    setMinimumWidth(
        std::max(pane->minimumSizeHint().width() + style()->pixelMetric(QStyle::PM_ScrollBarExtent),
                 m_foot->minimumSizeHint().width()));
}

void PropertiesPane::createFoot(const Actions& actions) {
    m_foot = new QWidget(this);
    auto* column = new QVBoxLayout(m_foot);
    column->setContentsMargins(m_look.u(3.5), m_look.u(2), m_look.u(3.5), m_look.u(3));
    column->setSpacing(m_look.u(2));
    column->addWidget(new BranchButton(m_look, m_studio, m_foot));
    auto* newRun = new QPushButton(m_look.icon(QStringLiteral("new-run"), Role::Text),
                                   tr("New run with these settings"), m_foot);
    newRun->setObjectName(QStringLiteral("newRunButton"));
    newRun->setToolTip(actions.newRun->toolTip());
    connect(newRun, &QPushButton::clicked, actions.newRun, &QAction::trigger);
    column->addWidget(newRun);
}

void PropertiesPane::placeFoot() {
    const int high = m_foot->isHidden() ? 0 : m_foot->sizeHint().height();
    setViewportMargins(0, 0, 0, high);
    m_foot->setGeometry(0, height() - high, width(), high);
}

void PropertiesPane::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    placeFoot();
}

QSize PropertiesPane::sizeHint() const {
    const int whole = widget()->sizeHint().width() + style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    return {std::max(m_look.u(69), whole), m_look.u(150)};
}

void PropertiesPane::add(QWidget* widget) {
    widget->parentWidget()->layout()->addWidget(widget);
}

void PropertiesPane::createTitle() {
    m_title = new RunTitle(m_look, widget());
    add(m_title);
    add(new Hairline(m_look, Qt::Horizontal, widget()));
    m_form = new SettingsForm(m_look, QStringLiteral("field_"), {SettingsSection::Essentials}, widget());
    add(m_form);
    connect(m_form, &SettingsForm::edited, this, [this](const RunConfig& config) {
        if (m_studio.shown() == Studio::Shown::Draft)
            m_studio.setDraft(config);
        else
            m_studio.change({{}, config.model.dropout});
    });
    connect(&m_studio, &Studio::settingChanged, this, &PropertiesPane::refresh);
}

void PropertiesPane::createSharing() {
    auto* header =
        new SectionHeader(m_look, tr("Parameter sharing"), SectionHeader::Place::Properties, widget());
    header->setNote(tr("attention"));
    add(header);
    m_sharing = new SharingChooser(m_look, QStringLiteral("sharing_"), widget());
    add(m_sharing);
    connect(m_sharing, &SharingChooser::chosen, this, [this](Sharing sharing) {
        RunConfig config = m_studio.draft();
        config.model.sharing = sharing;
        m_studio.setDraft(config);
    });
    m_diagram = new StackDiagram(m_look, StackDiagram::Extent::Attention, widget());
    add(m_diagram);
}

void PropertiesPane::refresh() {
    const RunConfig& config = m_studio.config();
    const bool draft = m_studio.shown() == Studio::Shown::Draft;
    const RunTrace& trace = m_studio.trace();
    const auto branch = draft ? m_studio.branchPoint() : std::nullopt;
    const bool live = m_studio.shown() == Studio::Shown::Live && m_studio.session().active();
    const std::string encoder = builtinEncoders().find(config.model.encoder).title;
    m_title->setRun(
        draft ? -1 : trace.colour, live,
        draft ? (branch ? tr("Branch of run %1").arg(branch->run) : tr("New run")) : trace.title,
        tr("%1 on %2")
            .arg(QString::fromStdString(encoder), dataName(QString::fromStdString(config.data.spec))));
    m_form->setNote(branch  ? tr("from step %1").arg(formatCount(branch->step))
                    : draft ? QString()
                    : live  ? tr("fixed but for dropout")
                            : tr("as it was trained"));
    static const std::set<std::string> branched{"dropout", "epochs", "batch", "seed"}, changed{"dropout"},
        none;
    const bool locked = !draft || branch;
    m_form->show(m_studio.configNow(), locked, branch ? branched : m_studio.changeable() ? changed : none);
    m_form->setProblems(draft ? problemsOf(config) : std::vector<ConfigProblem>{});
    m_sharing->show(config.model, std::max<std::int64_t>(m_studio.vocabulary(), 2),
                    std::max<std::int64_t>(m_studio.classes(), 2), locked);
    m_diagram->setStack({normalized(config.model), m_studio.vocabulary(), m_studio.classes(), {}});
    m_size->show({config, m_studio.vocabulary(), m_studio.classes(), m_studio.typicalTokens()});
    m_foot->setHidden(draft);
    placeFoot();
}

} // namespace lab
