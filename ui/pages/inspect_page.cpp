#include "ui/pages/inspect_page.h"

#include "core/inspect/attention_statistics.h"
#include "ui/actions/actions.h"
#include "ui/look/look.h"
#include "ui/pages/inspect_details.h"
#include "ui/pages/inspect_map.h"
#include "ui/studio/explaining.h"
#include "ui/studio/inspection.h"
#include "ui/studio/studio.h"
#include "ui/views/attention/class_list.h"
#include "ui/views/attention/scale_control.h"
#include "ui/views/attention/tinted_text.h"
#include "ui/views/controls/action_button.h"
#include "ui/views/controls/empty_state.h"
#include "ui/views/controls/flow_layout.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/controls/message_line.h"
#include "ui/views/controls/scrolled_page.h"
#include "ui/words/format.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lab {
namespace {

constexpr std::size_t kFewTokens = 64; // a longer text begins at its first token, not at its heaviest

enum Tint { PoolingTint, HeadTint };

} // namespace

InspectPage::InspectPage(const Look& look, Studio& studio, Actions& actions, QWidget* parent)
    : Page(parent),
      m_look(look),
      m_studio(studio),
      m_actions(actions),
      m_own(actions),
      m_inspection(new Inspection(studio, this)),
      m_explaining(new Explaining(this)) {
    setObjectName(QStringLiteral("inspectPage"));
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(createReading());
    m_stack->addWidget(
        new EmptyState(look,
                       tr("There is no model yet to look into. Train one, or choose a run on the "
                          "left: here stands what it makes of each text of its data."),
                       actions.train, m_stack));
    plainColumn(this)->addWidget(m_stack);
    connectActions();
    connectHeads();
    connectExplaining();
    connectSelection();
    connectViews();
    connect(m_inspection, &Inspection::examplesChanged, this, &InspectPage::followExamples);
    connect(&studio, &Studio::checkpointsChanged, this, &InspectPage::followWeights);
    connect(&studio, &Studio::inspectionWanted, m_inspection, &Inspection::showText);
    connect(m_inspection, &Inspection::textChanged, this, &InspectPage::followText);
    connect(m_inspection, &Inspection::mapArrived, this, &InspectPage::showMap);
    connect(m_inspection, &Inspection::cleared, this, &InspectPage::clearMap);
    connect(m_inspection, &Inspection::problem, m_message, &MessageLine::showProblem);
    connect(&look, &Look::changed, this, [this] {
        const QColor colour = m_look.theme().runMark(m_studio.trace().colour).colour;
        m_mapView->setRunColour(colour);
        m_classes->setRunColour(colour);
    });
    followExamples();
    clearMap();
}

QWidget* InspectPage::createReading() {
    auto* panes = new QSplitter(Qt::Horizontal, m_stack);
    panes->setChildrenCollapsible(false);
    auto* reading = new QWidget(panes);
    auto* column = plainColumn(reading);
    m_message = new MessageLine(m_look, reading);
    column->addWidget(m_message);
    column->addWidget(createHeader());
    column->addWidget(createTextZone());
    column->addWidget(new Hairline(m_look, Qt::Horizontal, reading));
    m_mapView = new InspectMap(m_look, m_own, *m_explaining, m_actions.nextExample, reading);
    m_mapView->scale().obey(m_actions);
    column->addWidget(m_mapView, 1);
    panes->addWidget(reading);
    m_details = new InspectDetails(m_look, panes);
    m_details->addButton(m_own.showAsTable);
    m_details->addButton(m_own.showMatrix);
    panes->addWidget(m_details);
    panes->setStretchFactor(0, 1);
    panes->setSizes({m_look.u(225), m_look.u(69)});
    return panes;
}

QWidget* InspectPage::createHeader() {
    auto* header = new QWidget(this);
    auto* row = new FlowLayout(header, m_look.u(2), m_look.u(1));
    row->setContentsMargins(m_look.u(4), m_look.u(1.5), m_look.u(3), m_look.u(1));
    m_title = new LookLabel(m_look, Type::Strong, Role::Text, {}, header);
    m_about = new LookLabel(m_look, Type::Secondary, Role::Muted, {}, header);
    m_title->setObjectName(QStringLiteral("inspectTitle"));
    m_about->setObjectName(QStringLiteral("inspectAbout"));
    m_about->setElided(true);
    row->addWidget(m_title);
    row->addWidget(m_about);
    m_weights = new QComboBox(header);
    m_weights->setObjectName(QStringLiteral("weightsChoice"));
    m_weights->setAccessibleName(tr("Weights that read"));
    m_weights->setToolTip(tr("Which of the run's stored weights read the text"));
    connect(m_weights, &QComboBox::activated, this,
            [this](int index) { m_inspection->setWeights(m_weights->itemData(index).toLongLong()); });
    row->addWidget(m_weights);
    m_filter = new LookLabel(m_look, Type::Secondary, Role::Accent, {}, header);
    m_filter->setObjectName(QStringLiteral("exampleFilter"));
    row->addWidget(m_filter);
    m_allExamples = toolButtonFor(m_own.allExamples, header);
    row->addWidget(m_allExamples);
    QToolButton *previous = toolButtonFor(m_actions.previousExample, header),
                *next = toolButtonFor(m_actions.nextExample, header);
    for (QToolButton* button : {previous, next})
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    row->addWidget(together(m_look, {previous, next}, header));
    row->addWidget(toolButtonFor(m_actions.onlyWrong, header));
    row->addWidget(toolButtonFor(m_actions.pinProbe, header));
    return header;
}

QWidget* InspectPage::createTextZone() {
    auto* zone = new QWidget(this);
    auto* halves = new FlowLayout(zone, 0, 0);
    halves->setContentsMargins(0, 0, m_look.u(4), 0);
    auto* words = new QWidget(zone);
    words->setMinimumWidth(m_look.u(60));
    words->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto* column = plainColumn(words);
    halves->addWidget(words);
    auto* inset = new QWidget(zone);
    m_classes = new ClassList(m_look, inset);
    m_classes->setObjectName(QStringLiteral("classList"));
    m_classes->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    plainColumn(inset)->addWidget(m_classes);
    inset->layout()->setContentsMargins(m_look.u(4), 0, 0, m_look.u(1));
    halves->addWidget(inset);
    halves->setAlignment(inset, Qt::AlignTop);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(m_look.u(4), m_look.u(1), m_look.u(2), m_look.u(1));
    row->setSpacing(m_look.u(2));
    m_edit = new QLineEdit(zone);
    m_edit->setObjectName(QStringLiteral("inspectText"));
    m_edit->setAccessibleName(tr("Text to inspect"));
    m_edit->setPlaceholderText(tr("Type a text: the reading follows"));
    m_edit->setToolTip(tr("Change the text: attention and prediction follow while you type"));
    connect(m_edit, &QLineEdit::textEdited, m_inspection, &Inspection::setText);
    row->addWidget(m_edit, 1);
    row->addWidget(new LookLabel(m_look, Type::Secondary, Role::Muted, tr("Tint"), zone));
    m_tint = new QComboBox(zone);
    m_tint->setObjectName(QStringLiteral("tintChoice"));
    m_tint->setAccessibleName(tr("What tints the words"));
    m_tint->setToolTip(
        tr("Which weight tints the words: the final pooling, or the head chosen on the right"));
    m_tint->addItems({tr("Pooling weight"), tr("Chosen head")});
    connect(m_tint, &QComboBox::currentIndexChanged, this, &InspectPage::showTint);
    row->addWidget(m_tint);
    column->addLayout(row);
    m_text = new TintedText(m_look, zone);
    m_text->setObjectName(QStringLiteral("tintedText"));
    m_text->setAccessibleName(tr("Tokens, tinted by weight"));
    connect(m_text, &TintedText::tokenChosen, this, &InspectPage::chooseToken);
    column->addWidget(m_text);
    m_verdict = new LookLabel(m_look, Type::Secondary, Role::Muted, {}, zone);
    m_verdict->setObjectName(QStringLiteral("verdict"));
    m_verdict->setWordWrap(true);
    m_verdict->setContentsMargins(m_look.u(4), m_look.u(0.5), m_look.u(4), m_look.u(1.5));
    column->addWidget(m_verdict);
    return zone;
}

void InspectPage::connectActions() {
    connect(m_actions.nextExample, &QAction::triggered, m_inspection, &Inspection::next);
    connect(m_actions.previousExample, &QAction::triggered, m_inspection, &Inspection::previous);
    connect(m_actions.onlyWrong, &QAction::toggled, m_inspection, &Inspection::setOnlyWrong);
    connect(m_actions.pinProbe, &QAction::triggered, this,
            [this] { m_studio.probes().append(m_inspection->text().trimmed()); });
    connect(m_own.allExamples, &QAction::triggered, m_inspection, &Inspection::showAllExamples);
    disableActions();
}

void InspectPage::connectHeads() {
    connect(m_details, &InspectDetails::headChosen, this, &InspectPage::followHead);
    const auto heads = [this](QAction* action, void (InspectDetails::*step)(int), int by) {
        connect(action, &QAction::triggered, m_details,
                [details = m_details, step, by] { (details->*step)(by); });
    };
    heads(m_own.previousHead, &InspectDetails::stepHead, -1);
    heads(m_own.nextHead, &InspectDetails::stepHead, 1);
    heads(m_own.previousLayer, &InspectDetails::stepLayer, -1);
    heads(m_own.nextLayer, &InspectDetails::stepLayer, 1);
    connect(m_own.nextMaximum, &QAction::triggered, this, [this] { jumpToMaximum(1); });
    connect(m_own.previousMaximum, &QAction::triggered, this, [this] { jumpToMaximum(-1); });
    for (QAction* action : {m_own.headsAll, m_own.headsMean, m_own.headsChosen})
        connect(action, &QAction::toggled, this, [this](bool on) {
            if (on)
                followHead();
        });
}

void InspectPage::connectExplaining() {
    using Method = Explanation::Method;
    const std::pair<QAction*, std::optional<Method>> choices[] = {{m_own.explainNothing, std::nullopt},
                                                                  {m_own.leaveOneOut, Method::LeaveOneOut},
                                                                  {m_own.gradient, Method::Gradient},
                                                                  {m_own.integrated, Method::Integrated}};
    for (const auto& [action, method] : choices)
        connect(action, &QAction::triggered, m_explaining,
                [this, chosen = method] { m_explaining->setMethod(chosen); });
    connect(m_own.compute, &QAction::triggered, m_explaining, &Explaining::compute);
    connect(m_own.stopComputing, &QAction::triggered, m_explaining, &Explaining::stop);
    connect(m_explaining, &Explaining::changed, this, [this] { m_details->showAgreement(*m_explaining); });
    connect(m_inspection, &Inspection::weightsChanged, m_explaining,
            [this] { m_explaining->forget(m_inspection->weightsStep()); });
}

void InspectPage::connectViews() {
    connect(m_mapView, &InspectMap::tokenChosen, this, &InspectPage::chooseToken);
    connect(m_mapView, &InspectMap::headPicked, m_details, &InspectDetails::chooseHead);
}

// What one view of the window points at, all of them show.
void InspectPage::connectSelection() {
    Selection& selection = m_studio.selection();
    connect(&selection, &Selection::exampleChanged, this, [this](int example) {
        if (isVisible() && example >= 0 && example != m_inspection->index())
            m_inspection->showExample(example);
    });
    connect(&selection, &Selection::tokenChanged, this, [this](int token) {
        if (isVisible() && token >= 0 && token != m_token && token < static_cast<int>(m_map.tokens.size()))
            chooseToken(token);
    });
    connect(&selection, &Selection::headChanged, this, [this](int layer, int head) {
        const HeadStatistics* now = m_details->head();
        if (isVisible() && now != nullptr && head >= 0 && (now->layer != layer || now->head != head))
            m_details->chooseHead(now->kind, layer, head);
    });
}

void InspectPage::disableActions() {
    for (QAction* action :
         {m_actions.nextExample, m_actions.previousExample, m_actions.onlyWrong, m_actions.pinProbe,
          m_own.allExamples, m_own.showMatrix, m_own.compute, m_own.stopComputing})
        action->setEnabled(false);
    m_own.setEnabled(false);
}

void InspectPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_inspection->setActive(true);
    followExamples();
    followText();
}

void InspectPage::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_inspection->setActive(false);
    disableActions();
}

void InspectPage::followExamples() {
    const bool readable = m_inspection->readable();
    m_stack->setCurrentIndex(readable ? 0 : 1);
    const auto count = static_cast<std::int64_t>(m_inspection->examples().records.size());
    const bool any = isVisible() && readable && count > 0;
    m_actions.nextExample->setEnabled(any);
    m_actions.previousExample->setEnabled(any);
    m_actions.pinProbe->setEnabled(isVisible() && readable);
    const int wrong = m_inspection->wrongCount();
    m_actions.onlyWrong->setEnabled(any && m_inspection->classified() && wrong > 0);
    m_actions.onlyWrong->setText(m_inspection->classified()
                                     ? tr("Only wrong ones (%1)").arg(formatCount(wrong))
                                     : tr("Only wrong ones"));
    m_actions.onlyWrong->setToolTip(
        m_inspection->live() ? tr("Its examples are classified when the run has ended")
                             : tr("Go only through examples that the run gets wrong (%1)")
                                   .arg(m_actions.onlyWrong->shortcut().toString(QKeySequence::NativeText)));
    {
        const QSignalBlocker quiet(m_actions.onlyWrong);
        m_actions.onlyWrong->setChecked(m_inspection->onlyWrong());
    }
    followWeights();
    followFilter();
    followText();
}

void InspectPage::followWeights() {
    const RunTrace& trace = m_studio.trace();
    m_weights->clear();
    if (m_inspection->readable() && !m_inspection->live())
        for (const CheckpointInfo& info : trace.heldSteps()) {
            const QString step = formatCount(info.step);
            m_weights->addItem(info.step == trace.doneSteps        ? tr("last step, %1").arg(step)
                               : info.step == trace.bestStep       ? tr("best step, %1").arg(step)
                               : info.kind == CheckpointKind::Kept ? tr("kept step, %1").arg(step)
                                                                   : tr("step %1").arg(step),
                               QVariant::fromValue<qlonglong>(info.step));
        }
    const std::int64_t now = m_inspection->weightsStep() > 0 ? m_inspection->weightsStep() : trace.doneSteps;
    m_weights->setCurrentIndex(m_weights->findData(QVariant::fromValue<qlonglong>(now)));
    m_weights->setVisible(m_weights->count() > 1);
}

void InspectPage::followFilter() {
    const Inspection::Filter& filter = m_inspection->filter();
    const QStringList& classes = m_studio.trace().labels;
    QStringList parts;
    if (filter.truth >= 0)
        parts << tr("true %1").arg(classes.value(filter.truth, QString::number(filter.truth + 1)));
    if (filter.predicted >= 0)
        parts
            << tr("predicted %1").arg(classes.value(filter.predicted, QString::number(filter.predicted + 1)));
    if (!parts.isEmpty()) {
        const int count = m_inspection->offered();
        parts << (count >= 0             ? tr("%1 examples").arg(formatCount(count))
                  : m_inspection->live() ? tr("known when the run has ended")
                                         : tr("classifying…"));
    }
    m_filter->setText(parts.join(QStringLiteral(" · ")));
    m_filter->setVisible(!parts.isEmpty());
    m_allExamples->setVisible(!parts.isEmpty());
    m_own.allExamples->setEnabled(isVisible() && !parts.isEmpty());
    if (m_inspection->offered() == 0) {
        m_actions.nextExample->setEnabled(false);
        m_actions.previousExample->setEnabled(false);
    }
}

void InspectPage::followText() {
    constexpr int kMostEdited = 20000; // characters that one line of text takes without a pause
    const bool tooLong = m_inspection->text().size() > kMostEdited;
    m_edit->setPlaceholderText(tooLong ? tr("A text of %1 characters: what you type takes its place")
                                             .arg(formatCount(m_inspection->text().size()))
                                       : tr("Type a text: the reading follows"));
    const QString edited = tooLong ? QString() : QString(m_inspection->text()).replace(u'\n', u' ');
    if (m_edit->text() != edited) {
        m_edit->setText(edited);
        m_edit->setCursorPosition(0); // a long text is read from its start
    }
    m_studio.selection().setExample(m_inspection->index());
    const ExampleSet& set = m_inspection->examples();
    const bool example = m_inspection->index() >= 0 && m_inspection->unchanged();
    if (!example) {
        m_title->setText(tr("Your text"));
        m_about->setText(m_inspection->index() >= 0 ? tr("example %1, changed").arg(m_inspection->index() + 1)
                                                    : QString());
        return;
    }
    const QString split = set.split == RecordSplit::Test         ? tr("Test example %1")
                          : set.split == RecordSplit::Validation ? tr("Validation example %1")
                                                                 : tr("Training example %1");
    m_title->setText(split.arg(formatCount(m_inspection->index() + 1)));
    const auto shown = static_cast<std::int64_t>(set.records.size());
    m_about->setText(shown < set.total
                         ? tr("of the first %1 of %2").arg(formatCount(shown), formatCount(set.total))
                         : tr("of %1").arg(formatCount(set.total)));
}

void InspectPage::showMap(const AttentionMap& map, std::int64_t step) {
    const bool sameText = map.tokens == m_map.tokens;
    m_message->hide();
    m_map = map;
    const QColor colour = m_look.theme().runMark(m_studio.trace().colour).colour;
    m_mapView->setRunColour(colour);
    m_mapView->showMap(map, step, m_studio.trace().labels);
    m_classes->setRunColour(colour);
    m_classes->setPrediction(m_studio.trace().labels, map.probabilities, map.logits);
    m_picked = m_picked && sameText;
    if (!m_picked && !map.pool.empty())
        m_token = static_cast<int>(std::max_element(map.pool.begin(), map.pool.end()) - map.pool.begin());
    m_verdict->setText(verdictOn(map));
    setCaptions(step);
    m_details->showMap(map);
    m_details->setToken(m_token);
    m_own.setEnabled(isVisible());
    showTint();
    if (!sameText)
        showChoice();
    explainText();
}

void InspectPage::showChoice() {
    if (m_details->head() != nullptr)
        m_mapView->chooseHead(*m_details->head());
    if (m_picked || m_map.tokens.size() <= kFewTokens)
        m_mapView->chooseToken(m_token);
}

QString InspectPage::verdictOn(const AttentionMap& map) const {
    const QStringList& classes = m_studio.trace().labels;
    if (map.label < 0 || map.label >= classes.size())
        return {};
    const QString verdict =
        tr("predicted %1, probability %2")
            .arg(classes[map.label],
                 formatFixed(double{map.probabilities[static_cast<std::size_t>(map.label)]}, 2));
    if (!m_inspection->unchanged())
        return verdict;
    const int truth = m_inspection->examples().records[static_cast<std::size_t>(m_inspection->index())].label;
    return verdict + QStringLiteral(" · ") +
           (truth == map.label ? tr("right") : tr("wrong: its class is %1").arg(classes.value(truth)));
}

void InspectPage::explainText() {
    // A running run's weights change under the explanation, and it has no time for it: stored ones only.
    const std::int64_t run = m_inspection->live() ? 0 : m_studio.trace().run;
    m_explaining->setText(m_studio.lab().path(), run, m_inspection->text(),
                          static_cast<int>(m_map.tokens.size()));
}

void InspectPage::setCaptions(std::int64_t step) {
    const QString caption = QStringList{tr("run %1 %2").arg(m_studio.trace().run).arg(m_studio.trace().title),
                                        tr("step %1").arg(step), m_title->text().toLower()}
                                .join(QStringLiteral(" · "));
    m_mapView->setExportCaption(caption);
    m_details->setExportCaption(caption);
    m_text->setExportCaption(m_tint->currentText().toLower(), caption);
}

std::vector<Exportable*> InspectPage::exportables() {
    std::vector<Exportable*> views = m_mapView->exportables();
    views.push_back(m_text);
    for (Exportable* view : m_details->exportables())
        views.push_back(view);
    return views;
}

void InspectPage::clearMap() {
    m_map = {};
    m_token = -1;
    m_picked = false;
    m_mapView->clear();
    m_text->setTokens({}, {});
    m_details->showMap({});
    m_details->setToken(-1);
    m_classes->setPrediction({}, {}, {});
    m_own.setEnabled(false);
    m_verdict->setText({});
    m_explaining->setText({}, 0, {}, 0);
}

void InspectPage::showTint() {
    QStringList tokens;
    for (const std::string& token : m_map.tokens)
        tokens << QString::fromStdString(token);
    const bool pool = m_tint->currentIndex() == PoolingTint && !m_map.pool.empty();
    m_text->setTokens(tokens, pool ? std::vector<double>(m_map.pool.begin(), m_map.pool.end())
                                   : m_details->headWeightsNow());
    m_text->setCurrent(m_token);
}

void InspectPage::chooseToken(int token) {
    m_token = token;
    m_picked = true;
    m_mapView->chooseToken(token);
    m_text->setCurrent(token);
    m_details->setToken(token);
    m_studio.selection().setToken(token);
}

void InspectPage::followHead() {
    const HeadStatistics* head = m_details->head();
    if (head == nullptr)
        return;
    m_mapView->chooseHead(*head);
    m_studio.selection().setHead(head->layer, head->head);
    showTint();
}

void InspectPage::jumpToMaximum(int step) {
    const int token = nextByWeight(m_details->headWeightsNow(), m_picked ? m_token : -1, step);
    if (token >= 0)
        chooseToken(token);
}

} // namespace lab
