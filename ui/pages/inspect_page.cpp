#include "ui/pages/inspect_page.h"

#include "ui/actions.h"
#include "ui/format.h"
#include "ui/inspection.h"
#include "ui/look.h"
#include "ui/studio.h"
#include "ui/views/attention_strip.h"
#include "ui/views/empty_state.h"
#include "ui/views/head_table.h"
#include "ui/views/look_label.h"
#include "ui/views/message_line.h"
#include "ui/views/scale_control.h"
#include "ui/views/section_header.h"
#include "ui/views/tinted_text.h"

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

enum Tint { PoolingTint, HeadTint };

QToolButton* buttonFor(QAction* action, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setToolButtonStyle(action->icon().isNull() ? Qt::ToolButtonTextOnly
                                                       : Qt::ToolButtonTextBesideIcon);
    return button;
}

QVBoxLayout* columnOf(QWidget* zone) {
    auto* column = new QVBoxLayout(zone);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    return column;
}

} // namespace

InspectPage::InspectPage(const Look& look, Studio& studio, Actions& actions, QWidget* parent)
    : Page(parent),
      m_look(look),
      m_studio(studio),
      m_actions(actions),
      m_inspection(new Inspection(studio, this)) {
    setObjectName(QStringLiteral("inspectPage"));
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(createReading());
    m_stack->addWidget(
        new EmptyState(look,
                       tr("There is no model yet to look into. Train one, or choose a run on the "
                          "left: here stands what it makes of each text of its data."),
                       actions.train, m_stack));
    columnOf(this)->addWidget(m_stack);
    connectActions();
    connect(m_inspection, &Inspection::examplesChanged, this, &InspectPage::followExamples);
    connect(&studio, &Studio::inspectionWanted, m_inspection, &Inspection::setText);
    connect(m_inspection, &Inspection::textChanged, this, &InspectPage::followText);
    connect(m_inspection, &Inspection::mapArrived, this, &InspectPage::showMap);
    connect(m_inspection, &Inspection::cleared, this, &InspectPage::clearMap);
    connect(m_inspection, &Inspection::problem, m_message, &MessageLine::showProblem);
    connect(&look, &Look::changed, this,
            [this] { m_strip->setRunColour(m_look.theme().runMark(m_studio.trace().colour).colour); });
    followExamples();
    clearMap();
}

QWidget* InspectPage::createReading() {
    auto* panes = new QSplitter(Qt::Horizontal, m_stack);
    panes->setChildrenCollapsible(false);
    auto* reading = new QWidget(panes);
    auto* column = columnOf(reading);
    m_message = new MessageLine(m_look, reading);
    column->addWidget(m_message);
    column->addWidget(createHeader());
    column->addWidget(createTextZone());
    column->addWidget(new Hairline(m_look, Qt::Horizontal, reading));
    column->addWidget(createMapZone(), 1);
    panes->addWidget(reading);
    panes->addWidget(createDetails());
    panes->setStretchFactor(0, 1);
    panes->setSizes({m_look.u(225), m_look.u(69)});
    return panes;
}

QWidget* InspectPage::createHeader() {
    auto* header = new QWidget(this);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(m_look.u(4), m_look.u(1.5), m_look.u(3), m_look.u(1));
    row->setSpacing(m_look.u(2));
    m_title = new LookLabel(m_look, Type::Strong, Role::Text, {}, header);
    m_about = new LookLabel(m_look, Type::Secondary, Role::Muted, {}, header);
    m_about->setElided(true);
    row->addWidget(m_title);
    row->addWidget(m_about, 1);
    for (QAction* action : {m_actions.previousExample, m_actions.nextExample}) {
        QToolButton* button = buttonFor(action, header);
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        row->addWidget(button);
    }
    m_cell = new QToolButton(header);
    m_cell->setObjectName(QStringLiteral("cellFilter"));
    m_cell->setIcon(m_look.icon(QStringLiteral("close")));
    m_cell->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_cell->setToolTip(tr("Go through all examples again"));
    m_cell->hide();
    connect(m_cell, &QToolButton::clicked, m_inspection, &Inspection::showAll);
    row->addWidget(m_cell);
    row->addWidget(buttonFor(m_actions.onlyWrong, header));
    row->addWidget(buttonFor(m_actions.pinProbe, header));
    return header;
}

QWidget* InspectPage::createTextZone() {
    auto* zone = new QWidget(this);
    auto* column = columnOf(zone);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(m_look.u(4), m_look.u(1), m_look.u(4), m_look.u(1));
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
    m_verdict->setContentsMargins(m_look.u(4), m_look.u(0.5), m_look.u(4), m_look.u(1.5));
    column->addWidget(m_verdict);
    return zone;
}

QWidget* InspectPage::createMapZone() {
    auto* zone = new QWidget(this);
    auto* column = columnOf(zone);
    auto* header = new QHBoxLayout;
    header->setContentsMargins(m_look.u(4), m_look.u(1), m_look.u(4), m_look.u(1));
    header->setSpacing(m_look.u(3));
    header->addWidget(new LookLabel(m_look, Type::Strong, Role::Text, tr("Attention map"), zone));
    m_step = new LookLabel(m_look, Type::Secondary, Role::Muted, {}, zone);
    m_step->setElided(true);
    header->addWidget(m_step, 1);
    m_scale = new ScaleControl(m_look, zone);
    header->addWidget(m_scale);
    column->addLayout(header);
    m_mapStack = new QStackedWidget(zone);
    m_strip = new AttentionStrip(m_look, m_mapStack);
    m_strip->setObjectName(QStringLiteral("inspectStrip"));
    m_strip->setAccessibleName(tr("Attention map"));
    m_mapStack->addWidget(m_strip);
    m_mapStack->addWidget(new EmptyState(m_look, tr("Type a text above, or go to the next example."),
                                         m_actions.nextExample, m_mapStack));
    column->addWidget(m_mapStack, 1);
    connect(m_scale, &ScaleControl::scaleChanged, m_strip, &AttentionStrip::setScale);
    connect(m_strip, &AttentionStrip::cellChosen, this, &InspectPage::chooseCell);
    m_scale->setMode(ScaleMode::Uniform);
    m_strip->setScale(m_scale->scale());
    return zone;
}

QWidget* InspectPage::createDetails() {
    auto* pane = new QWidget(this);
    pane->setAutoFillBackground(true);
    pane->setBackgroundRole(QPalette::Window);
    pane->setMinimumWidth(m_look.u(60));
    auto* column = columnOf(pane);
    column->addWidget(new SectionHeader(m_look, tr("Chosen token"), SectionHeader::Place::Properties, pane));
    const auto add = [&](Type type, Role role, const char* name) {
        auto* label = new LookLabel(m_look, type, role, {}, pane);
        label->setObjectName(QString::fromLatin1(name));
        label->setContentsMargins(m_look.u(3.5), 0, m_look.u(3.5), m_look.u(1));
        label->setWordWrap(true);
        column->addWidget(label);
        return label;
    };
    m_tokenTitle = add(Type::Strong, Role::Text, "tokenTitle");
    m_tokenPlace = add(Type::Secondary, Role::Muted, "tokenPlace");
    column->addWidget(createStandings(pane));
    column->addWidget(new Hairline(m_look, Qt::Horizontal, pane));
    m_headTable = new HeadTable(m_look, pane);
    column->addWidget(m_headTable, 1);
    connect(m_headTable, &HeadTable::currentChanged, this, [this] {
        showTint();
        showToken();
    });
    return pane;
}

QWidget* InspectPage::createStandings(QWidget* pane) {
    auto* zone = new QWidget(pane);
    auto* grid = new QGridLayout(zone);
    grid->setContentsMargins(m_look.u(3.5), 0, m_look.u(3.5), m_look.u(2));
    grid->setVerticalSpacing(m_look.u(1));
    grid->setColumnStretch(0, 1);
    const QString heads[] = {QString(), tr("value"), tr("rank"), tr("× uniform")};
    for (int column = 1; column < 4; ++column)
        grid->addWidget(new LookLabel(m_look, Type::Secondary, Role::Muted, heads[column], zone), 0, column,
                        Qt::AlignRight);
    const auto fill = [&](LookLabel*(&cells)[4], int row, const char* name) {
        for (int column = 0; column < 4; ++column) {
            cells[column] = new LookLabel(m_look, Type::Body, Role::Text, {}, zone);
            grid->addWidget(cells[column], row, column, column == 0 ? Qt::AlignLeft : Qt::AlignRight);
        }
        cells[1]->setObjectName(QString::fromLatin1(name));
    };
    fill(m_tokenHead, 1, "tokenHeadValue");
    fill(m_tokenPool, 2, "tokenPoolValue");
    return zone;
}

void InspectPage::connectActions() {
    connect(m_actions.nextExample, &QAction::triggered, m_inspection, &Inspection::next);
    connect(m_actions.previousExample, &QAction::triggered, m_inspection, &Inspection::previous);
    connect(m_actions.onlyWrong, &QAction::toggled, m_inspection, &Inspection::setOnlyWrong);
    connect(m_actions.pinProbe, &QAction::triggered, this,
            [this] { m_studio.probes().append(m_inspection->text().trimmed()); });
    disableActions();
}

void InspectPage::disableActions() {
    for (QAction* action :
         {m_actions.nextExample, m_actions.previousExample, m_actions.onlyWrong, m_actions.pinProbe})
        action->setEnabled(false);
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
    followCell();
    const QSignalBlocker quiet(m_actions.onlyWrong);
    m_actions.onlyWrong->setChecked(m_inspection->onlyWrong());
    followText();
}

void InspectPage::followCell() {
    const auto& cell = m_inspection->cell();
    m_cell->setVisible(cell.has_value());
    if (!cell)
        return;
    const QString classes =
        tr("%1 taken for %2")
            .arg(m_studio.trace().labels.value(cell->truth), m_studio.trace().labels.value(cell->predicted));
    m_cell->setText(m_inspection->classified()
                        ? classes + tr(" (%1)").arg(formatCount(m_inspection->cellCount()))
                        : classes);
}

void InspectPage::followText() {
    if (m_edit->text() != m_inspection->text())
        m_edit->setText(QString(m_inspection->text()).replace(u'\n', u' '));
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
    m_heads = headStatistics(map);
    const int tokens = static_cast<int>(map.tokens.size());
    m_mapStack->setCurrentIndex(0);
    m_strip->setClasses(m_studio.trace().labels);
    m_strip->setRunColour(m_look.theme().runMark(m_studio.trace().colour).colour);
    m_strip->setMaps({map});
    if (const AttentionRange range = m_strip->range(); range.largest > 0)
        m_scale->setRange(range);
    m_headTable->setStatistics(m_heads, tokens);
    m_step->setText(tr("%1 tokens · step %2").arg(formatCount(tokens), formatCount(step)));
    m_picked = m_picked && sameText;
    setCaptions(step);
    const QStringList& classes = m_studio.trace().labels;
    QString verdict;
    if (map.label >= 0 && map.label < classes.size()) {
        verdict =
            tr("predicted %1, probability %2")
                .arg(classes[map.label],
                     formatFixed(static_cast<double>(map.probabilities[static_cast<std::size_t>(map.label)]),
                                 2));
        if (m_inspection->unchanged()) {
            const int truth =
                m_inspection->examples().records[static_cast<std::size_t>(m_inspection->index())].label;
            verdict +=
                QStringLiteral(" · ") +
                (truth == map.label ? tr("right") : tr("wrong: its class is %1").arg(classes.value(truth)));
        }
    }
    m_verdict->setText(verdict);
    if (!m_picked && !map.pool.empty())
        m_token = static_cast<int>(std::max_element(map.pool.begin(), map.pool.end()) - map.pool.begin());
    showTint();
    showToken();
}

void InspectPage::setCaptions(std::int64_t step) {
    const QString caption = QStringList{tr("run %1 %2").arg(m_studio.trace().run).arg(m_studio.trace().title),
                                        tr("step %1").arg(step), m_title->text().toLower()}
                                .join(QStringLiteral(" · "));
    m_strip->setExportCaption(caption);
    m_headTable->setExportCaption(caption);
    m_text->setExportCaption(m_tint->currentText().toLower(), caption);
}

std::vector<Exportable*> InspectPage::exportables() {
    return {m_strip, m_text, m_headTable};
}

void InspectPage::clearMap() {
    m_map = {};
    m_heads.clear();
    m_token = -1;
    m_picked = false;
    m_strip->setMaps({});
    m_text->setTokens({}, {});
    m_headTable->setStatistics({}, 0);
    m_verdict->setText({});
    m_step->setText({});
    m_mapStack->setCurrentIndex(1);
    showToken();
}

std::vector<double> InspectPage::chosenHead() const {
    const int row = m_headTable->current();
    if (row < 0 || row >= static_cast<int>(m_heads.size()))
        return {};
    const HeadStatistics& head = m_heads[static_cast<std::size_t>(row)];
    for (const AttentionMap::Matrix& matrix : m_map.layers)
        if (matrix.layer == head.layer && matrix.kind == head.kind)
            return headWeights(matrix, head.head);
    return {};
}

void InspectPage::showTint() {
    QStringList tokens;
    for (const std::string& token : m_map.tokens)
        tokens << QString::fromStdString(token);
    const bool pool = m_tint->currentIndex() == PoolingTint && !m_map.pool.empty();
    m_text->setTokens(tokens,
                      pool ? std::vector<double>(m_map.pool.begin(), m_map.pool.end()) : chosenHead());
    m_text->setCurrent(m_token);
}

void InspectPage::chooseToken(int token) {
    m_token = token;
    m_picked = true;
    m_strip->chooseColumn(token);
    showToken();
}

void InspectPage::chooseCell(const AttentionCell& cell) {
    m_token = cell.column;
    m_picked = true;
    m_text->setCurrent(m_token);
    for (std::size_t i = 0; cell.side < 2 && i < m_heads.size(); ++i) {
        const HeadStatistics& head = m_heads[i];
        const bool side = (head.kind == "beta") == (cell.side == 1);
        if (side && head.layer * m_studio.trace().config.model.heads + head.head == cell.row) {
            m_headTable->setCurrent(static_cast<int>(i));
            break;
        }
    }
    showToken();
}

void InspectPage::showStanding(LookLabel* const (&row)[4], const QString& name,
                               const std::vector<double>& weights) const {
    const bool known = m_token >= 0 && m_token < static_cast<int>(weights.size());
    const WeightStanding s =
        known ? standingOf(weights, static_cast<std::size_t>(m_token)) : WeightStanding{};
    const QString texts[] = {name, formatFixed(s.value, 4), formatCount(s.rank), formatFixed(s.ratio, 2)};
    for (int i = 0; i < 4; ++i)
        row[i]->setText(known ? texts[i] : QString());
}

void InspectPage::showToken() {
    const auto tokens = static_cast<int>(m_map.tokens.size());
    if (m_token < 0 || m_token >= tokens) {
        m_tokenTitle->setText(tr("none"));
        m_tokenPlace->setText(tr("Click a word or a cell."));
        showStanding(m_tokenHead, {}, {});
        return showStanding(m_tokenPool, {}, {});
    }
    m_tokenTitle->setText(QString::fromStdString(m_map.tokens[static_cast<std::size_t>(m_token)]));
    m_tokenPlace->setText(tr("token %1 of %2").arg(formatCount(m_token + 1), formatCount(tokens)));
    const int row = m_headTable->current();
    QString name;
    if (row >= 0 && row < static_cast<int>(m_heads.size()))
        name = headName(m_heads[static_cast<std::size_t>(row)]);
    showStanding(m_tokenHead, name, chosenHead());
    showStanding(m_tokenPool, tr("Pooling"), {m_map.pool.begin(), m_map.pool.end()});
}

} // namespace lab
