#include "ui/pages/train_page.h"

#include "ui/actions/actions.h"
#include "ui/look/look.h"
#include "ui/studio/studio.h"
#include "ui/studio/timeline.h"
#include "ui/views/attention/attention_strip.h"
#include "ui/views/attention/scale_control.h"
#include "ui/views/controls/empty_state.h"
#include "ui/views/controls/flow_layout.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/controls/message_line.h"
#include "ui/views/runs/curve_board.h"
#include "ui/views/runs/queue_panel.h"
#include "ui/views/runs/welcome.h"
#include "ui/words/core_sentences.h"
#include "ui/words/format.h"
#include "ui/words/settings_fields.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace lab {

TrainPage::TrainPage(const Look& look, Studio& studio, Actions& actions, QWidget* parent)
    : Page(parent), m_look(look), m_studio(studio) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* parts = new QSplitter(Qt::Vertical, this);
    parts->setChildrenCollapsible(false);
    m_failure = new MessageLine(look, this);
    m_failure->setObjectName(QStringLiteral("runFailure"));
    column->addWidget(m_failure);
    m_board = new CurveBoard(look, studio, actions, parts);
    parts->addWidget(m_board);
    parts->addWidget(createProbes(actions));
    parts->addWidget(createOwnText(actions));
    auto* queue = new QueuePanel(look, studio, parts);
    queue->setVisible(actions.queueRuns->isChecked());
    connect(actions.queueRuns, &QAction::toggled, queue, &QWidget::setVisible);
    connect(queue, &QueuePanel::closed, actions.queueRuns, &QAction::toggle);
    parts->addWidget(queue);
    parts->setStretchFactor(0, 0);
    parts->setStretchFactor(1, 1);
    parts->setStretchFactor(2, 0);
    parts->setSizes({look.u(46), look.u(108), look.u(54)});
    column->addWidget(parts);
    connectScale(actions);
    connectStudio();
    refill();
}

QWidget* TrainPage::createProbes(const Actions& actions) {
    auto* zone = new QWidget(this);
    auto* column = new QVBoxLayout(zone);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* line = new QWidget(zone);
    auto* header = new FlowLayout(line, m_look.u(3), m_look.u(1));
    header->setContentsMargins(m_look.u(4), m_look.u(1), m_look.u(4), m_look.u(1));
    header->addWidget(new LookLabel(m_look, Type::Strong, Role::Text, tr("Attention on probes"), zone));
    m_stripNote = new LookLabel(m_look, Type::Secondary, Role::Muted, {}, zone);
    m_stripNote->setElided(true);
    header->addWidget(m_stripNote);
    m_scale = new ScaleControl(m_look, zone);
    QSizePolicy policy = m_scale->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // the line keeps its height
    m_scale->setSizePolicy(policy);
    header->addWidget(m_scale);
    column->addWidget(line);
    m_stripStack = new QStackedWidget(zone);
    m_strip = new AttentionStrip(m_look, m_stripStack);
    m_strip->setObjectName(QStringLiteral("probeStrip"));
    m_strip->setAccessibleName(tr("Attention on probes"));
    m_stripStack->addWidget(m_strip);
    m_stripStack->addWidget(new EmptyState(m_look,
                                           tr("No attention yet. Train a small model on this data: it takes "
                                              "well under a minute, and you see here "
                                              "which words it looks at while it learns."),
                                           actions.train, m_stripStack));
    m_stripStack->addWidget(new EmptyState(m_look, tr("Nothing to watch: there are no probes. Add a text."),
                                           actions.addProbe, m_stripStack));
    m_stripStack->addWidget(new EmptyState(m_look,
                                           tr("Another run is at work. Stop it to train with these settings, "
                                              "or choose it on the left to watch it."),
                                           actions.stop, m_stripStack));
    createWelcome(actions);
    m_stripStack->addWidget(new EmptyState(m_look,
                                           tr("This run has kept no attention: no text was watched while it "
                                              "trained. Add a text before the next training; what this run "
                                              "sees in any text, Inspect shows."),
                                           actions.addProbe, m_stripStack));
    column->addWidget(m_stripStack, 1);
    zone->setMinimumHeight(m_look.u(40));
    return zone;
}

void TrainPage::createWelcome(const Actions& actions) {
    m_welcome = new Welcome(m_look, actions.openData, actions.openLab, m_stripStack);
    m_stripStack->addWidget(m_welcome);
    connect(m_welcome, &Welcome::demoWanted, this, &TrainPage::trainDemo);
    m_welcomeAction = actions.welcome;
    connect(m_welcomeAction, &QAction::triggered, this, [this](bool on) {
        m_welcomeWanted = on;
        m_welcomeClosed = !on;
        showSnapshot();
    });
    connect(&m_studio.runs(), &RunModel::treeChanged, this, &TrainPage::showSnapshot);
    connect(&m_studio, &Studio::settingsChanged, this, &TrainPage::showSnapshot);
}

bool TrainPage::welcomes() const {
    const bool fresh = m_studio.shown() == Studio::Shown::Draft && m_studio.runs().rowCount() == 0 &&
                       !m_studio.dataChosen() && !m_studio.session().active();
    return m_welcomeWanted || (fresh && !m_welcomeClosed);
}

void TrainPage::trainDemo() {
    if (m_studio.session().active())
        return;
    m_welcomeWanted = false;
    if (m_studio.shown() != Studio::Shown::Draft)
        m_studio.newRun();
    m_studio.setDraft(teachingConfig());
    m_studio.activatePrimary();
}

QWidget* TrainPage::createOwnText(const Actions& actions) {
    auto* zone = new QWidget(this);
    auto* column = new QVBoxLayout(zone);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* header = new QHBoxLayout;
    header->setContentsMargins(m_look.u(4), m_look.u(1.5), m_look.u(4), m_look.u(1.5));
    header->setSpacing(m_look.u(3));
    header->addWidget(new LookLabel(m_look, Type::Strong, Role::Text, tr("Your text"), zone));
    m_ownText = new QLineEdit(zone);
    m_ownText->setObjectName(QStringLiteral("ownText"));
    m_ownText->setAccessibleName(tr("Your text"));
    m_ownText->setPlaceholderText(tr("Type a text: its attention and its class appear while you type"));
    m_ownText->setToolTip(actions.ownText->toolTip());
    m_ownText->setClearButtonEnabled(false);
    header->addWidget(m_ownText, 1);
    m_ownNote = new LookLabel(m_look, Type::Secondary, Role::Muted, {}, zone);
    m_ownNote->hide();
    header->addWidget(m_ownNote);
    column->addLayout(header);
    m_ownStack = new QStackedWidget(zone);
    m_ownStrip = new AttentionStrip(m_look, m_ownStack);
    m_ownStrip->setObjectName(QStringLiteral("ownStrip"));
    m_ownStrip->setAccessibleName(tr("Attention on your text"));
    m_ownStack->addWidget(m_ownStrip);
    m_ownStack->addWidget(new EmptyState(
        m_look,
        tr("Here stands what the model makes of your words: their attention, and the class it predicts."),
        nullptr, m_ownStack));
    m_ownStack->addWidget(new EmptyState(
        m_look, tr("There is no model yet to read your text. Press Train, or choose a run on the left."),
        nullptr, m_ownStack));
    m_ownStack->setCurrentIndex(1);
    column->addWidget(m_ownStack, 1);
    zone->setMinimumHeight(m_look.u(20));
    connect(m_ownText, &QLineEdit::textChanged, &m_studio, &Studio::setOwnText);
    connect(actions.ownText, &QAction::triggered, this, [this] {
        m_ownText->setFocus(Qt::ShortcutFocusReason);
        m_ownText->selectAll();
    });
    return zone;
}

void TrainPage::connectScale(const Actions& actions) {
    const auto show = [this](const AttentionScale& scale) {
        m_strip->setScale(scale);
        m_ownStrip->setScale(scale);
    };
    show(m_scale->scale());
    connect(m_scale, &ScaleControl::scaleChanged, this, show);
    m_scale->obey(actions);
    // Comparable between texts of any length, and early differences show: a raw scale that holds a pooling
    // weight of 0.8 leaves α and β in one dark tone.
    m_scale->setMode(ScaleMode::Uniform);
}

void TrainPage::connectStudio() {
    connect(&m_studio, &Studio::shownChanged, this, &TrainPage::refill);
    connect(&m_studio, &Studio::stateChanged, this, &TrainPage::showSnapshot);
    connect(&m_studio.timeline(), &Timeline::snapshotChanged, this, &TrainPage::showSnapshot);
    connect(&m_studio, &Studio::ownTextArrived, this, &TrainPage::showOwnText);
    connect(&m_studio, &Studio::ownTextCleared, this, &TrainPage::clearOwnText);
    connect(&m_studio.probes(), &ProbeModel::edited, this, &TrainPage::showSnapshot);
    connect(&m_look, &Look::changed, this, [this] {
        const QColor colour = m_look.theme().runMark(m_studio.trace().colour).colour;
        m_strip->setRunColour(colour);
        m_ownStrip->setRunColour(colour);
    });
}

void TrainPage::refill() {
    m_welcomeWanted = false; // something else is on show now
    const bool draft = m_studio.shown() == Studio::Shown::Draft;
    const RunTrace empty;
    const RunTrace& trace = draft ? empty : m_studio.trace();
    showFailure(trace);
    const RunMark mark = m_look.theme().runMark(trace.colour);
    for (AttentionStrip* strip : {m_strip, m_ownStrip}) {
        strip->setClasses(trace.labels);
        strip->setRunColour(mark.colour);
    }
    showSnapshot();
}

/// Who watched a run fail has been told already.
void TrainPage::showFailure(const RunTrace& trace) {
    if (m_studio.shown() == Studio::Shown::Live)
        m_watched = trace.run;
    else if (m_watched != trace.run)
        m_watched = 0; // another one since
    if (m_studio.shown() == Studio::Shown::Stored && trace.status == RunStatus::Failed && m_watched == 0)
        m_failure->showProblem(
            tr("This run failed: %1").arg(inWords(coreSentence(trace.error), trace.config)));
    else
        m_failure->hide();
}

void TrainPage::showSnapshot() {
    const bool draft = m_studio.shown() == Studio::Shown::Draft;
    const SnapshotEvent* shown = m_studio.timeline().snapshot();
    const bool any = shown != nullptr;
    const bool noProbes = draft ? false : m_studio.probes().rowCount() == 0 && !any;
    const bool keptNone = m_studio.shown() == Studio::Shown::Stored && m_studio.timeline().any() &&
                          m_studio.timeline().snapshots().empty();
    const bool waits = draft && m_studio.session().active();
    const bool welcome = welcomes();
    m_stripStack->setCurrentIndex(welcome ? 4 : any ? 0 : waits ? 3 : keptNone ? 5 : noProbes ? 2 : 1);
    m_welcomeAction->setChecked(welcome);
    m_welcome->setDemoPossible(!m_studio.session().active());
    m_scale->setVisible((any && !welcome) || m_ownStack->currentIndex() == 0);
    if (!any) {
        m_strip->setMaps({});
        m_stripNote->setText({});
        return rescale();
    }
    const SnapshotEvent& snapshot = *shown;
    m_strip->setMaps(snapshot.probes);
    const QString texts =
        snapshot.probes.size() == 1 ? tr("1 text") : tr("%1 texts").arg(snapshot.probes.size());
    m_stripNote->setText(texts + QStringLiteral(" · ") +
                         (snapshot.step == 0 ? tr("step 0, untrained: nearly the same for every word")
                                             : tr("step %1").arg(formatCount(snapshot.step))));
    rescale();
}

void TrainPage::showOwnText(const AttentionMap& map, std::int64_t step) {
    m_ownStrip->setMaps({map});
    m_ownStack->setCurrentIndex(0);
    m_scale->setVisible(true);
    m_ownNote->setText(tr("step %1").arg(formatCount(step)));
    m_ownNote->show();
    rescale();
}

void TrainPage::clearOwnText() {
    m_ownStrip->setMaps({});
    const bool unread = !m_ownText->text().trimmed().isEmpty() && m_studio.shown() == Studio::Shown::Draft;
    m_ownStack->setCurrentIndex(unread ? 2 : 1);
    m_ownNote->hide();
    rescale();
}

std::vector<Exportable*> TrainPage::exportables() {
    std::vector<Exportable*> views = m_board->exportables();
    views.push_back(m_strip);
    return views;
}

void TrainPage::rescale() {
    AttentionRange range = m_strip->range();
    range.join(m_ownStrip->range());
    if (range.largest > 0)
        m_scale->setRange(range);
}

} // namespace lab
