#include "ui/properties_pane.h"

#include "core/base/error.h"
#include "ui/actions.h"
#include "ui/branch_button.h"
#include "ui/format.h"
#include "ui/look.h"
#include "ui/settings_form.h"
#include "ui/studio.h"
#include "ui/views/look_label.h"
#include "ui/views/run_title.h"
#include "ui/views/section_header.h"
#include "ui/views/sharing_diagram.h"
#include "ui/views/sharing_glyph.h"
#include "ui/views/size_bar.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <optional>

namespace lab {
namespace {

/// Length of the example that "forward, one example" speaks of, when the data does not tell.
constexpr std::int64_t kExampleTokens = 64;

std::optional<ModelSummary> summaryOf(const RunConfig& config, std::int64_t vocabulary,
                                      std::int64_t classes) {
    try {
        return summarize(config.model, vocabulary, classes,
                         std::min<std::int64_t>(kExampleTokens, config.model.maxLength), config.train.batch);
    } catch (const Error&) { // shown at its field
        return std::nullopt;
    }
}

} // namespace

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
    createSize();
    column->addStretch(1);
    m_newRun = new QPushButton(look.icon(QStringLiteral("new-run"), Role::Text),
                               tr("New run with these settings"), pane);
    m_newRun->setObjectName(QStringLiteral("newRunButton"));
    m_newRun->setToolTip(actions.newRun->toolTip());
    connect(m_newRun, &QPushButton::clicked, actions.newRun, &QAction::trigger);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(look.u(3.5), look.u(3), look.u(3.5), look.u(3));
    foot->setSpacing(look.u(2));
    foot->addWidget(new BranchButton(look, studio, pane));
    foot->addWidget(m_newRun);
    column->addLayout(foot);
    for (const auto signal : {&Studio::shownChanged, &Studio::settingsChanged, &Studio::stateChanged})
        connect(&studio, signal, this, &PropertiesPane::refresh);
    refresh();
    // Wide enough for every field, and for the scroll bar when the window is low.
    setMinimumWidth(pane->minimumSizeHint().width() + style()->pixelMetric(QStyle::PM_ScrollBarExtent));
}

QSize PropertiesPane::sizeHint() const {
    return {m_look.u(69), m_look.u(150)};
}

void PropertiesPane::add(QWidget* widget) {
    widget->parentWidget()->layout()->addWidget(widget);
}

void PropertiesPane::createTitle() {
    m_title = new RunTitle(m_look, widget());
    add(m_title);
    add(new Hairline(m_look, Qt::Horizontal, widget()));
    m_modelHeader = new SectionHeader(m_look, tr("Settings"), SectionHeader::Place::Properties, widget());
    add(m_modelHeader);
    m_form = new SettingsForm(m_look, widget());
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
    const struct {
        Sharing sharing;
        QString text, help;
        bool indented;
    } choices[] = {
        {Sharing::None, tr("none"), tr("Query, key, value and transform each have their own parameters"),
         false},
        {Sharing::QueryValue, tr("query = value"), tr("The query's parameters also make the value"), false},
        {Sharing::QueryValueHead, tr("+ all heads"), tr("Also, every head uses the parameters of one head"),
         true},
        {Sharing::QueryValueLayer, tr("+ all layers"),
         tr("Also, every layer uses the parameters of the first"), true}};
    for (const auto& choice : choices) {
        auto* option = new SharingOption(m_look, choice.sharing, choice.text, choice.indented, widget());
        option->setObjectName(QStringLiteral("sharing_") + QString::fromLatin1(toString(choice.sharing)));
        option->setToolTip(choice.help);
        connect(option, &QRadioButton::clicked, this, [this, sharing = choice.sharing] {
            RunConfig config = m_studio.draft();
            config.model.sharing = sharing;
            m_studio.setDraft(config);
        });
        m_sharing.push_back(option);
        add(option);
    }
    m_diagram = new SharingDiagram(m_look, widget());
    add(m_diagram);
}

void PropertiesPane::createSize() {
    add(new SectionHeader(m_look, tr("Size and work"), SectionHeader::Place::Properties, widget()));
    m_size = new SizeBar(m_look, widget());
    m_size->setObjectName(QStringLiteral("sizeBar"));
    add(m_size);
    createWorkRow(tr("Forward, one example"), m_forward);
    createWorkRow(tr("Training step"), m_training);
}

void PropertiesPane::createWorkRow(const QString& label, LookLabel*& value) {
    auto* line = new QWidget(widget());
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(m_look.u(3.5), 0, m_look.u(3.5), 0);
    row->addWidget(new LookLabel(m_look, Type::Body, Role::Muted, label, line));
    row->addStretch();
    value = new LookLabel(m_look, Type::Body, Role::Text, {}, line);
    row->addWidget(value);
    line->setFixedHeight(m_look.u(5.5));
    add(line);
}

void PropertiesPane::refresh() {
    const RunConfig& config = m_studio.config();
    const bool draft = m_studio.shown() == Studio::Shown::Draft;
    const RunTrace& trace = m_studio.trace();
    const auto& branch = m_studio.branchPoint();
    const bool live = m_studio.shown() == Studio::Shown::Live && m_studio.session().active();
    m_title->setRun(draft ? -1 : trace.colour, live,
                    draft ? (branch ? tr("Branch of run %1").arg(branch->run) : tr("New run")) : trace.title,
                    tr("Fastformer on %1").arg(dataName(QString::fromStdString(config.data.spec))));
    m_modelHeader->setNote(branch  ? tr("from step %1").arg(formatCount(branch->step))
                           : draft ? QString()
                           : live  ? tr("fixed but for dropout")
                                   : tr("as it was trained"));
    static const std::set<std::string> branched{"dropout", "epochs", "batch", "seed"}, changed{"dropout"},
        none;
    m_form->show(m_studio.configNow(), !draft || branch,
                 branch                  ? branched
                 : m_studio.changeable() ? changed
                                         : none);
    m_form->setProblems(draft ? problemsOf(config) : std::vector<ConfigProblem>{});
    showCounts(!draft || branch);
    m_newRun->setVisible(!draft);
}

void PropertiesPane::showCounts(bool locked) {
    const RunConfig& config = m_studio.config();
    const auto vocabulary = std::max<std::int64_t>(m_studio.vocabulary(), 2),
               classes = std::max<std::int64_t>(m_studio.classes(), 2);
    for (SharingOption* option : m_sharing) {
        RunConfig other = config;
        other.model.sharing = option->sharing();
        const auto summary = summaryOf(other, vocabulary, classes);
        option->setParameters(summary ? summary->attention : -1);
        option->setChecked(option->sharing() == config.model.sharing);
        option->setLocked(locked);
    }
    m_diagram->setSharing(config.model.sharing);
    const auto summary = summaryOf(config, vocabulary, classes);
    const bool counted = summary && m_studio.vocabulary() > 0;
    m_size->setParts(counted ? std::vector<SizeBar::Part>{{tr("Embeddings"), summary->embeddings},
                                                          {tr("Feed-forward"), summary->feedForward},
                                                          {tr("Attention"), summary->attention},
                                                          {tr("Pooling, head, norms"), summary->rest}}
                             : std::vector<SizeBar::Part>{},
                     tr("Parameters"));
    m_forward->setText(counted ? formatFlops(summary->forwardFlops) : QStringLiteral("–"));
    m_training->setText(counted ? formatFlops(summary->trainingFlops) : QStringLiteral("–"));
}

} // namespace lab
