#include "ui/pages/inspect_map.h"

#include "ui/look/look.h"
#include "ui/models/token_model.h"
#include "ui/pages/inspect_actions.h"
#include "ui/studio/explaining.h"
#include "ui/views/attention/attention_matrix.h"
#include "ui/views/attention/attention_minimap.h"
#include "ui/views/attention/attention_strip.h"
#include "ui/views/attention/scale_control.h"
#include "ui/views/attention/token_table.h"
#include "ui/views/controls/action_button.h"
#include "ui/views/controls/empty_state.h"
#include "ui/views/controls/flow_layout.h"
#include "ui/views/controls/look_label.h"
#include "ui/words/format.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace lab {
namespace {

enum View { StripView, EmptyView, TableView, MatrixView };

} // namespace

InspectMap::InspectMap(const Look& look, const InspectActions& actions, Explaining& explaining, QAction* next,
                       QWidget* parent)
    : QWidget(parent), m_look(look), m_actions(actions), m_explaining(explaining) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* header = new QWidget(this);
    column->addWidget(header);
    addHeader(header);
    addViews(next);
    column->addWidget(m_views, 1);
    column->addWidget(m_minimap);
    column->addWidget(createExplainLine());
    connect(m_scale, &ScaleControl::scaleChanged, m_strip, &AttentionStrip::setScale);
    connect(m_strip, &AttentionStrip::cellChosen, this, &InspectMap::pickCell);
    connect(m_strip, &AttentionStrip::viewChanged, this, &InspectMap::followView);
    connect(m_minimap, &AttentionMinimap::columnWanted, m_strip, &AttentionStrip::centreColumn);
    connect(m_table, &TokenTable::tokenChosen, this, &InspectMap::tokenChosen);
    connect(m_actions.showAsTable, &QAction::toggled, this, [this] {
        fillTable();
        followView();
    });
    connect(m_actions.showMatrix, &QAction::toggled, this, [this] {
        fillMatrices();
        followView();
    });
    connect(&m_explaining, &Explaining::changed, this, &InspectMap::showExplanation);
    m_scale->setMode(ScaleMode::Uniform);
    m_strip->setScale(m_scale->scale());
    clear();
}

void InspectMap::addHeader(QWidget* header) {
    auto* row = new FlowLayout(header, m_look.u(3), m_look.u(1));
    row->setContentsMargins(m_look.u(4), m_look.u(1), m_look.u(4), m_look.u(1));
    row->addWidget(new LookLabel(m_look, Type::Strong, Role::Text, tr("Attention map"), header));
    m_step = new LookLabel(m_look, Type::Secondary, Role::Muted, {}, header);
    m_step->setElided(true);
    row->addWidget(m_step);
    row->addWidget(createChoice("headChoice", tr("Heads on show"),
                                {m_actions.headsAll, m_actions.headsMean, m_actions.headsChosen}));
    row->addWidget(createChoice(
        "explanationChoice", tr("Explanation below the map"),
        {m_actions.explainNothing, m_actions.leaveOneOut, m_actions.gradient, m_actions.integrated}));
    m_scale = new ScaleControl(m_look, header);
    row->addWidget(m_scale);
}

QComboBox* InspectMap::createChoice(const char* name, const QString& accessible,
                                    const QList<QAction*>& choices) {
    auto* box = new QComboBox(this);
    box->setObjectName(QString::fromLatin1(name));
    box->setAccessibleName(accessible);
    box->setToolTip(accessible);
    for (QAction* action : choices) {
        box->addItem(action->text());
        box->setItemData(box->count() - 1, action->statusTip(), Qt::ToolTipRole);
        connect(action, &QAction::toggled, box, [box, at = box->count() - 1](bool on) {
            if (on)
                box->setCurrentIndex(at);
        });
    }
    connect(box, &QComboBox::activated, this, [choices](int index) { choices[index]->trigger(); });
    return box;
}

void InspectMap::addViews(QAction* next) {
    m_views = new QStackedWidget(this);
    m_strip = new AttentionStrip(m_look, m_views);
    m_strip->setObjectName(QStringLiteral("inspectStrip"));
    m_strip->setAccessibleName(tr("Attention map"));
    m_views->addWidget(m_strip);
    m_views->addWidget(
        new EmptyState(m_look, tr("Type a text above, or go to the next example."), next, m_views));
    m_tokens = new TokenModel(this);
    m_table = new TokenTable(m_look, *m_tokens, m_views);
    m_table->setObjectName(QStringLiteral("tokenTable"));
    m_views->addWidget(m_table);
    auto* whole = new QWidget(m_views);
    auto* row = new QHBoxLayout(whole);
    row->setContentsMargins(0, 0, 0, 0);
    for (AttentionMatrix*& matrix : m_matrices) {
        matrix = new AttentionMatrix(m_look, whole);
        matrix->setObjectName(QStringLiteral("matrix%1").arg(row->count() + 1));
        row->addWidget(matrix, 1);
        connect(matrix, &AttentionMatrix::tokenChosen, this, &InspectMap::tokenChosen);
    }
    m_views->addWidget(whole);
    m_minimap = new AttentionMinimap(m_look, this);
    m_minimap->setObjectName(QStringLiteral("minimap"));
}

QWidget* InspectMap::createExplainLine() {
    m_explainLine = new QWidget(this);
    auto* row = new QHBoxLayout(m_explainLine);
    row->setContentsMargins(m_look.u(4), m_look.u(1), m_look.u(4), m_look.u(1));
    m_explainNote = new LookLabel(m_look, Type::Secondary, Role::Muted, {}, m_explainLine);
    m_explainNote->setObjectName(QStringLiteral("explainNote"));
    m_explainNote->setElided(true);
    row->addWidget(m_explainNote, 1);
    m_compute = toolButtonFor(m_actions.compute, m_explainLine);
    m_stopComputing = toolButtonFor(m_actions.stopComputing, m_explainLine);
    for (QToolButton* button : {m_compute, m_stopComputing})
        row->addWidget(button);
    m_explainLine->hide();
    return m_explainLine;
}

void InspectMap::showMap(const AttentionMap& map, std::int64_t step, const QStringList& classes) {
    m_map = map;
    m_labels = classes;
    AttentionMap weights = map;
    weights.probabilities.clear(); // they stand beside the text
    m_strip->setMaps({weights});
    if (const AttentionRange range = m_strip->range(); range.largest > 0)
        m_scale->setRange(range);
    m_minimap->setMap(map);
    m_step->setText(tr("%1 tokens · step %2")
                        .arg(formatCount(static_cast<std::int64_t>(map.tokens.size())), formatCount(step)));
    fillMatrices();
    followView();
    showExplanation();
}

void InspectMap::clear() {
    m_map = {};
    m_token = -1;
    m_strip->setMaps({});
    m_step->setText({});
    fillTable();
    followView();
}

void InspectMap::setRunColour(const QColor& colour) {
    m_strip->setRunColour(colour);
}

void InspectMap::followView() {
    const bool empty = m_map.tokens.empty(), table = m_actions.showAsTable->isChecked();
    const bool whole = m_actions.showMatrix->isChecked() && !m_map.maps.empty();
    m_views->setCurrentIndex(empty ? EmptyView : table ? TableView : whole ? MatrixView : StripView);
    m_scale->setVisible(!table && (!whole || empty)); // a whole map has its own
    m_actions.showMatrix->setEnabled(isVisible() && !m_map.maps.empty());
    m_minimap->setVisible(!empty && !table && !whole && m_strip->scrolls());
    const auto [first, last] = m_strip->columnsInView();
    m_minimap->setView(first, last);
}

void InspectMap::fillTable() {
    if (!m_actions.showAsTable->isChecked())
        return;
    const bool explained = m_explaining.result() && m_explaining.result()->tokens == m_map.tokens;
    m_tokens->setReading(
        m_map, m_head.layer, m_head.head, explained ? m_explaining.result()->values : std::vector<double>(),
        explained ? QString::fromLatin1(toString(m_explaining.result()->method)) : QString());
    m_table->setToken(m_token);
}

void InspectMap::fillMatrices() {
    std::vector<const AttentionMap::Rows*> rows;
    for (const AttentionMap::Rows& each : m_map.maps)
        if (each.layer == m_head.layer && each.head == m_head.head)
            rows.push_back(&each);
    QStringList tokens;
    for (const std::string& token : m_map.tokens)
        tokens << QString::fromStdString(token);
    for (std::size_t i = 0; i < std::size(m_matrices); ++i) {
        m_matrices[i]->setVisible(i == 0 || i < rows.size());
        if (m_actions.showMatrix->isChecked() && i < rows.size())
            m_matrices[i]->setRows(tokens, *rows[i]);
        else
            m_matrices[i]->clear();
    }
}

void InspectMap::chooseToken(int token) {
    m_token = token;
    m_strip->chooseColumn(token);
    m_table->setToken(token);
}

void InspectMap::chooseHead(const HeadStatistics& head) {
    using Mode = HeadChoice::Mode;
    const Mode mode = m_actions.headsChosen->isChecked() ? Mode::Chosen
                      : m_actions.headsMean->isChecked() ? Mode::Mean
                                                         : Mode::All;
    const bool chosen = mode == Mode::Chosen;
    m_head = head;
    m_strip->setHeads({mode, chosen ? head.layer : 0, chosen ? head.head : 0});
    if (const AttentionRange range = m_strip->range(); range.largest > 0)
        m_scale->setRange(range);
    m_strip->chooseHead(head.kind, head.layer, head.head);
    fillTable();
    fillMatrices();
}

void InspectMap::pickCell(const AttentionCell& cell) {
    emit tokenChosen(cell.column);
    const AttentionTable& table = m_strip->table(0);
    if (cell.side < 2 && table.headOf(cell.row) >= 0)
        emit headPicked(table.kind(cell.side), table.layerOf(cell.row), table.headOf(cell.row));
}

void InspectMap::setExportCaption(const QString& caption) {
    m_strip->setExportCaption(caption);
    m_table->setExportCaption(caption);
    for (AttentionMatrix* matrix : m_matrices)
        matrix->setExportCaption(caption);
}

std::vector<Exportable*> InspectMap::exportables() const {
    if (m_actions.showAsTable->isChecked())
        return {m_table};
    if (m_actions.showMatrix->isChecked() && m_matrices[0]->exportable())
        return {m_strip, m_matrices[0]};
    return {m_strip};
}

void InspectMap::showExplanation() {
    using State = Explaining::State;
    const State state = m_explaining.state();
    const QString notes[] = {
        {},
        tr("A text is explained when the run has ended."),
        tr("This text has more than %1 tokens.").arg(formatCount(Explaining::kMostTokens)),
        tr("Explaining… %1 %").arg(static_cast<int>(100 * m_explaining.share())),
        tr("Stopped."),
        {},
        m_explaining.message()};
    const QString& note = notes[static_cast<int>(state)];
    const bool asks = state == State::TooLong || state == State::Stopped || state == State::Failed;
    m_explainLine->setVisible(!note.isEmpty());
    m_explainNote->setText(note);
    m_explainNote->setRole(state == State::Failed ? Role::Negative : Role::Muted);
    m_compute->setVisible(asks);
    m_stopComputing->setVisible(state == State::Working);
    m_actions.compute->setEnabled(isVisible() && asks);
    m_actions.stopComputing->setEnabled(isVisible() && state == State::Working);
    if (state != State::Working)
        fillTable();
    if (!m_explaining.result() || m_explaining.result()->tokens != m_map.tokens)
        return m_strip->setContributions({}, {}, {});
    const Explanation& result = *m_explaining.result();
    const QString label = m_labels.value(result.label, QString::number(result.label + 1));
    const QString what = result.method == Explanation::Method::LeaveOneOut
                             ? tr("Change of p(%1) when the token is left out.").arg(label)
                         : result.method == Explanation::Method::Gradient
                             ? tr("Gradient × input of the logit of %1.").arg(label)
                             : tr("Integrated gradients of the logit of %1, from words of zeros.").arg(label);
    m_strip->setContributions(
        result.values, QString::fromLatin1(toString(result.method)),
        what + QStringLiteral("  ") +
            tr("Purple, up: the token supports “%1”. Orange, down: it speaks against it.").arg(label));
}

} // namespace lab
