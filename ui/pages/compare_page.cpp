#include "ui/pages/compare_page.h"

#include "ui/actions/actions.h"
#include "ui/look/look.h"
#include "ui/plots/overlay_chart.h"
#include "ui/plots/seed_dots.h"
#include "ui/studio/studio.h"
#include "ui/views/attention/duel_pane.h"
#include "ui/views/attention/duel_strip.h"
#include "ui/views/comparing/compare_table.h"
#include "ui/views/controls/empty_state.h"
#include "ui/views/controls/flow_layout.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/controls/message_line.h"
#include "ui/views/controls/scrolled_page.h"
#include "ui/words/format.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QMimeData>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

constexpr std::size_t kMostAtOnce = 50;

/// A line of controls above a view: its name, a note, and room for more.
FlowLayout* makeHeader(const Look& look, QWidget* zone) {
    auto* line = new QWidget(zone);
    auto* row = new FlowLayout(line, look.u(3), look.u(1));
    row->setContentsMargins(look.u(4), look.u(1.5), look.u(4), look.u(1));
    zone->layout()->addWidget(line);
    return row;
}

} // namespace

ComparePage::ComparePage(const Look& look, Studio& studio, Actions& actions, QWidget* parent)
    : Page(parent), m_look(look), m_studio(studio), m_comparison(studio.comparison()) {
    setAcceptDrops(true);
    createActions(actions);
    auto* column = plainColumn(this);
    m_message = new MessageLine(look, this);
    m_message->setObjectName(QStringLiteral("compareMessage"));
    column->addWidget(m_message);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(
        new EmptyState(look,
                       tr("Nothing is compared yet. Choose runs on the left and add them from their "
                          "menu, drag them here, or compare all runs of the newest data set."),
                       m_compareData, m_stack));
    auto* parts = new QSplitter(Qt::Vertical, m_stack);
    parts->setObjectName(QStringLiteral("compareParts"));
    parts->setChildrenCollapsible(false);
    auto* charts = new QSplitter(Qt::Horizontal, parts);
    charts->setChildrenCollapsible(false);
    charts->addWidget(createCurves());
    charts->addWidget(createDots());
    charts->setSizes({look.u(167), look.u(124)});
    parts->addWidget(charts);
    parts->addWidget(createTable());
    m_duel = new DuelPane(look, studio.lab().path(), m_comparison, actions, parts);
    connect(m_duel, &DuelPane::failed, m_message, &MessageLine::showProblem);
    parts->addWidget(m_duel);
    parts->setStretchFactor(0, 1);
    parts->setStretchFactor(1, 0);
    parts->setStretchFactor(2, 1);
    parts->setSizes({look.u(62), look.u(36), look.u(100)});
    m_stack->addWidget(parts);
    column->addWidget(m_stack, 1);
    connectComparison();
    followEntries();
    followView();
}

void ComparePage::createActions(Actions& actions) {
    m_compareData = actions.make({"compareData", MenuName::Compare, tr("Compare the newest data set's runs"),
                                  tr("Put the newest runs of the newest data set side by side")});
    m_remove = actions.make({"removeFromComparison", MenuName::Compare, tr("Take out of the comparison"),
                             tr("Leave the chosen rows out; the runs themselves stay"),
                             QKeySequence(Qt::CTRL | Qt::Key_Backspace)});
    m_remove->setShortcutContext(Qt::WidgetShortcut); // in the table alone
    m_clear = actions.make({"clearComparison", MenuName::Compare, tr("Empty the comparison"),
                            tr("Start over with no runs compared")});
    m_reference = actions.make({"compareReference", MenuName::Compare, tr("Differences to this row"),
                                tr("Show by how much each row is above or below the chosen one")});
    m_onlyDifferences = actions.make({"onlyDifferences", MenuName::Compare, tr("Only differences"),
                                      tr("Leave settings out that all rows have in common")});
    m_paper = actions.make({"paperFigures", MenuName::Compare, tr("Paper's figures"),
                            tr("Show the paper's results where data set and model are the paper's")});
    for (QAction* action : {m_onlyDifferences, m_paper}) {
        action->setCheckable(true);
        action->setChecked(true);
        connect(action, &QAction::toggled, this, &ComparePage::fillTable);
    }
    connect(m_compareData, &QAction::triggered, this, [this] {
        const RunTree& tree = m_studio.runs().tree();
        if (tree.top.empty() ||
            tree.nodes[static_cast<std::size_t>(tree.top.front())].kind != RunTree::Kind::Data)
            return;
        auto runs = tree.runsOf(tree.top.front());
        runs.resize(std::min(runs.size(), kMostAtOnce));
        m_comparison.add(runs);
    });
    connect(m_clear, &QAction::triggered, &m_comparison, &Comparison::clear);
    connect(m_remove, &QAction::triggered, this, [this] {
        std::vector<std::int64_t> runs;
        for (const int entry : m_table->chosenEntries())
            for (const ComparedRunPtr& run : m_comparison.entries()[static_cast<std::size_t>(entry)].runs)
                runs.push_back(run->row.id);
        m_comparison.remove(runs);
    });
    connect(m_reference, &QAction::triggered, this, [this] {
        const int entry = m_table->currentEntry();
        m_comparison.setReference(entry == m_comparison.reference() ? -1 : entry);
    });
}

QComboBox* ComparePage::createChoice(const char* name, const QString& accessibleName,
                                     const QStringList& entries, QWidget* parent) {
    auto* choice = new QComboBox(parent);
    choice->setObjectName(QString::fromLatin1(name));
    choice->setAccessibleName(accessibleName);
    choice->setToolTip(accessibleName);
    choice->addItems(entries);
    return choice;
}

QWidget* ComparePage::createCurves() {
    auto* zone = new QWidget(this);
    auto* column = plainColumn(zone);
    auto* header = makeHeader(m_look, zone);
    m_curveTitle = new LookLabel(m_look, Type::Strong, Role::Text, {}, zone);
    header->addWidget(m_curveTitle);
    m_curveNote = new LookLabel(m_look, Type::Secondary, Role::Muted, {}, zone);
    m_curveNote->setObjectName(QStringLiteral("compareCurveNote"));
    m_curveNote->setElided(true);
    header->addWidget(m_curveNote);
    m_metric = createChoice("compareMetric", tr("What the curves show"),
                            {tr("Accuracy"), tr("Loss"), tr("Macro-F1")}, zone);
    m_axis = createChoice("compareAxis", tr("What the x axis counts"), {tr("Step"), tr("Epoch"), tr("Time")},
                          zone);
    header->addWidget(m_metric);
    header->addWidget(m_axis);
    m_curves = new OverlayChart(m_look, zone);
    m_curves->setObjectName(QStringLiteral("overlayChart"));
    column->addWidget(m_curves, 1);
    zone->setMinimumSize(m_look.u(65), m_look.u(45));
    connect(m_metric, &QComboBox::activated, this,
            [this](int index) { m_comparison.setMetric(static_cast<CurveMetric>(index)); });
    connect(m_axis, &QComboBox::activated, this, [this](int index) {
        m_pointed = -1; // it counted something else
        m_comparison.setAxis(static_cast<CurveAxis>(index));
    });
    connect(m_curves, &OverlayChart::hovered, this, [this](double x) {
        m_pointed = x;
        tell();
    });
    connect(m_curves, &OverlayChart::clicked, this, [this](double x) {
        m_comparison.setMoment(CurveMoment::Kind::At);
        m_comparison.setCursor(x);
    });
    return zone;
}

QWidget* ComparePage::createDots() {
    auto* zone = new QWidget(this);
    auto* column = plainColumn(zone);
    auto* header = makeHeader(m_look, zone);
    header->addWidget(new LookLabel(m_look, Type::Strong, Role::Text, tr("Test accuracy"), zone));
    auto* note =
        new LookLabel(m_look, Type::Secondary, Role::Muted, tr("each seed, mean and 95 % interval"), zone);
    note->setElided(true);
    note->setMinimumHeight(m_look.u(6.5)); // as high as the boxes of the chart beside it
    header->addWidget(note);
    m_dots = new SeedDots(m_look, zone);
    m_dots->setObjectName(QStringLiteral("seedDots"));
    column->addWidget(m_dots, 1);
    zone->setMinimumWidth(m_look.u(50));
    return zone;
}

QWidget* ComparePage::createTable() {
    auto* zone = new QWidget(this);
    auto* column = plainColumn(zone);
    auto* header = makeHeader(m_look, zone);
    header->addWidget(
        new LookLabel(m_look, Type::Strong, Role::Text, tr("Settings that differ, and results"), zone));
    m_tableNote = new LookLabel(m_look, Type::Secondary, Role::Muted, {}, zone);
    m_tableNote->setElided(true);
    header->addWidget(m_tableNote);
    m_moment = createChoice("compareMoment",
                            tr("Moment of the validation column, and of the weights that read a text below"),
                            {tr("Best"), tr("Last"), tr("At the cursor")}, zone);
    auto* title = new LookLabel(m_look, Type::Secondary, Role::Muted, tr("Validation"), zone);
    header->addWidget(together(m_look, {title, m_moment}, zone));
    for (QAction* action : {m_onlyDifferences, m_paper}) {
        auto* check = new QCheckBox(action->text(), zone);
        check->setObjectName(action->objectName() + QStringLiteral("Check"));
        check->setToolTip(action->toolTip());
        check->setChecked(action->isChecked());
        connect(check, &QCheckBox::toggled, action, &QAction::setChecked);
        connect(action, &QAction::toggled, check, &QCheckBox::setChecked);
        header->addWidget(check);
    }
    m_table = new CompareTable(m_look, zone);
    m_table->setObjectName(QStringLiteral("compareTable"));
    m_table->setAccessibleName(tr("Comparison"));
    m_table->addAction(m_remove);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    auto* inset = new QHBoxLayout;
    inset->setContentsMargins(m_look.u(3), 0, m_look.u(3), 0);
    inset->addWidget(m_table);
    column->addLayout(inset, 1);
    zone->setMinimumHeight(m_look.u(30));
    connect(m_moment, &QComboBox::activated, this,
            [this](int index) { m_comparison.setMoment(static_cast<CurveMoment::Kind>(index)); });
    connect(m_table, &CompareTable::currentEntryChanged, m_curves, &OverlayChart::setHero);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ComparePage::followChosen);
    connect(m_table, &QWidget::customContextMenuRequested, this, [this](const QPoint& place) {
        QMenu menu(m_table);
        menu.addActions({m_reference, m_remove, m_clear});
        menu.addSeparator();
        menu.addActions({m_onlyDifferences, m_paper});
        menu.exec(m_table->viewport()->mapToGlobal(place));
    });
    return zone;
}

void ComparePage::connectComparison() {
    connect(&m_comparison, &Comparison::entriesChanged, this, &ComparePage::followEntries);
    connect(&m_comparison, &Comparison::viewChanged, this, &ComparePage::followView);
    connect(&m_comparison, &Comparison::workingChanged, this, [this] {
        if (m_comparison.working())
            m_curveNote->setText(tr("reading…"));
        else
            tell();
    });
    connect(&m_comparison, &Comparison::failed, m_message, &MessageLine::showProblem);
    const auto followData = [this] {
        const RunTree& tree = m_studio.runs().tree();
        m_compareData->setEnabled(!tree.top.empty() &&
                                  tree.nodes[static_cast<std::size_t>(tree.top.front())].kind ==
                                      RunTree::Kind::Data);
    };
    connect(&m_studio.runs(), &QAbstractItemModel::modelReset, this, followData);
    followData();
}

void ComparePage::followEntries() {
    const auto& entries = m_comparison.entries();
    m_stack->setCurrentIndex(entries.empty() ? 0 : 1);
    m_clear->setEnabled(!entries.empty());
    m_curves->setEntries(entries);
    m_dots->setEntries(entries);
    m_curves->setExportCaption(caption());
    m_dots->setExportCaption(caption());
    m_table->setExportCaption(caption());
    fillTable();
    tell();
}

void ComparePage::followView() {
    m_metric->setCurrentIndex(static_cast<int>(m_comparison.metric()));
    m_axis->setCurrentIndex(static_cast<int>(m_comparison.axis()));
    m_moment->setCurrentIndex(static_cast<int>(m_comparison.moment().kind));
    m_curveTitle->setText(metricTitle(m_comparison.metric()));
    m_curves->setAccessibleName(metricTitle(m_comparison.metric()));
    m_curves->setView(m_comparison.metric(), m_comparison.axis());
    const CurveMoment& moment = m_comparison.moment();
    m_curves->setCursor(moment.at,
                        moment.kind == CurveMoment::Kind::At && moment.axis == m_comparison.axis());
    fillTable();
    tell();
}

void ComparePage::fillTable() {
    const CompareModel::View view{m_comparison.moment(), m_comparison.reference(),
                                  !m_onlyDifferences->isChecked(), m_paper->isChecked()};
    const auto runOf = [this](int entry) {
        return entry < 0 ? 0
                         : m_table->source().entries()[static_cast<std::size_t>(entry)].runs.front()->row.id;
    };
    const std::int64_t current = runOf(m_table->currentEntry());
    std::vector<std::int64_t> chosen;
    for (const int entry : m_table->chosenEntries())
        chosen.push_back(runOf(entry));
    m_table->source().setEntries(m_comparison.entries(), view);
    m_table->fit();
    std::vector<int> entries;
    for (const std::int64_t run : chosen)
        if (const int entry = m_comparison.entryOf(run); entry >= 0)
            entries.push_back(entry);
    m_table->chooseEntries(entries, m_comparison.entryOf(current));
    m_curves->setHero(m_table->currentEntry());
    const int equal = m_table->source().equalSettings();
    m_tableNote->setText(m_onlyDifferences->isChecked() ? tr("%1 equal settings hidden").arg(equal)
                                                        : QString());
    followChosen();
}

void ComparePage::followChosen() {
    const bool any = !m_table->chosenEntries().empty();
    m_remove->setEnabled(any);
    m_reference->setEnabled(m_table->currentEntry() >= 0 && any);
}

QString ComparePage::caption() const {
    QStringList names;
    for (const ComparedEntry& entry : m_comparison.entries()) {
        QStringList runs;
        for (const ComparedRunPtr& run : entry.runs)
            runs << tr("run %1 seed %2").arg(run->row.id).arg(run->row.seed);
        names << entry.name + QStringLiteral(" (") + runs.join(QStringLiteral(", ")) + u')';
    }
    return names.join(QStringLiteral("; "));
}

void ComparePage::tell() {
    if (m_pointed < 0) {
        const bool grouped = std::any_of(m_comparison.entries().begin(), m_comparison.entries().end(),
                                         [](const ComparedEntry& entry) { return entry.runs.size() > 1; });
        m_curveNote->setText(grouped ? tr("mean of the seeds, band from lowest to highest") : QString());
        return;
    }
    QStringList parts{axisTitle(m_comparison.axis()) + u' ' +
                      (m_comparison.axis() == CurveAxis::Epoch ? formatFixed(m_pointed, 2)
                                                               : formatCount(std::llround(m_pointed)))};
    for (std::size_t i = 0; i < m_comparison.entries().size(); ++i) {
        const CurveBand& band = m_curves->band(static_cast<int>(i));
        const auto after = std::upper_bound(band.x.begin(), band.x.end(), m_pointed);
        if (after == band.x.begin())
            continue;
        const auto at = static_cast<std::size_t>(after - band.x.begin()) - 1;
        parts << m_comparison.entries()[i].name + u' ' + formatFixed(band.mean[at], 3);
    }
    m_curveNote->setText(parts.join(QStringLiteral("   ")));
}

std::vector<Exportable*> ComparePage::exportables() {
    return {m_curves, m_dots, m_table, &m_duel->strip()};
}

void ComparePage::dragEnterEvent(QDragEnterEvent* event) {
    if (!RunModel::runsIn(*event->mimeData()).empty())
        event->acceptProposedAction();
}

void ComparePage::dropEvent(QDropEvent* event) {
    m_comparison.add(RunModel::runsIn(*event->mimeData()));
    event->acceptProposedAction();
}

} // namespace lab
