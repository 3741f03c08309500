#include "ui/pages/cost_view.h"

#include "ui/actions/actions.h"
#include "ui/look/lab_style.h"
#include "ui/look/look.h"
#include "ui/pages/cost_figures.h"
#include "ui/plots/cost_chart.h"
#include "ui/studio/occupation.h"
#include "ui/studio/run_queue.h"
#include "ui/studio/studio.h"
#include "ui/views/comparing/cost_chooser.h"
#include "ui/views/controls/action_button.h"
#include "ui/views/controls/empty_state.h"
#include "ui/views/controls/flow_layout.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/controls/segments.h"
#include "ui/words/encoder_names.h"
#include "ui/words/format.h"

#include <QActionGroup>
#include <QComboBox>
#include <QFileDialog>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <bit>
#include <set>

namespace lab {
namespace {

enum { ChartPage, NothingPage, UntickedPage };

constexpr double kFigures = 76, kFiguresBeside = 260; // units of the look

} // namespace

CostView::CostView(const Look& look, Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), m_look(look), m_studio(studio), m_choice(studio.costChoice()) {
    createActions(actions);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_chooser = new CostChooser(look, m_choice, this);
    m_chooser->setFixedWidth(look.u(58));
    row->addWidget(m_chooser);
    row->addWidget(new Hairline(look, Qt::Vertical, this));
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(createCentre());
    m_stack->addWidget(
        new EmptyState(look,
                       tr("Nothing measured yet. Measuring all seven encoders at ten lengths takes some "
                          "twenty minutes; points appear one by one, can be cancelled at any time, and "
                          "go on where they were. Untick what you do not need on the left."),
                       m_measure, m_stack));
    m_stack->addWidget(new EmptyState(
        look, tr("Nothing of what is ticked on the left is in these timings. Tick more, or measure it."),
        nullptr, m_stack));
    m_body = new QBoxLayout(QBoxLayout::LeftToRight);
    m_body->setSpacing(0);
    m_body->addWidget(m_stack, 1);
    m_figures = createFigures();
    m_body->addWidget(m_figures);
    row->addLayout(m_body, 1);
    connectSession();
    refresh();
    m_studio.cost().load();
}

/// The figures stand beside the chart, or under it where that would leave the chart no room.
void CostView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool beside = width() >= m_look.u(kFiguresBeside);
    m_body->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    const int figures = m_look.u(kFigures);
    m_figures->setMinimumSize(beside ? figures : 0, beside ? 0 : figures);
    m_figures->setMaximumWidth(beside ? figures : QWIDGETSIZE_MAX);
}

void CostView::createActions(Actions& actions) {
    m_measure = actions.make({"measureCost", MenuName::Cost, tr("Measure"),
                              tr("Measure what is ticked; what the lab file holds already is kept")});
    m_again = actions.make({"measureCostAgain", MenuName::Cost, tr("Measure again"),
                            tr("Measure everything that is ticked anew")});
    m_cancel = actions.make(
        {"cancelCost", MenuName::Cost, tr("Cancel measuring"), tr("Stop now; what was measured is kept")});
    m_export = actions.make({"exportCost", MenuName::Cost, tr("Export timings…"),
                             tr("Write the timings on show as a table, as fastformer timing --csv does")});
    actions.addSeparator(MenuName::Cost);
    auto* passes = new QActionGroup(this);
    m_inference = actions.makeChoice(
        {"costInference", MenuName::Cost, tr("Inference"), tr("A forward pass without gradients")}, passes);
    m_training = actions.makeChoice(
        {"costTraining", MenuName::Cost, tr("Training"), tr("Forward, loss and backward")}, passes);
    auto* quantities = new QActionGroup(this);
    m_time =
        actions.makeChoice({"costTime", MenuName::Cost, tr("Time"), tr("Seconds of a batch")}, quantities);
    m_memory = actions.makeChoice(
        {"costMemory", MenuName::Cost, tr("Memory"), tr("Most memory held for a training pass")}, quantities);
    (m_choice.pass == CostPass::Inference ? m_inference : m_training)->setChecked(true);
    (m_choice.quantity == CostQuantity::Time ? m_time : m_memory)->setChecked(true);
    m_cancel->setIconText(tr("Cancel")); // two buttons stand side by side
    connect(m_measure, &QAction::triggered, this, [this] { measure(false); });
    connect(m_again, &QAction::triggered, this, [this] { measure(true); });
    connect(m_cancel, &QAction::triggered, &m_studio.cost(), &CostSession::cancel);
    connect(m_export, &QAction::triggered, this, &CostView::exportTable);
    for (QAction* action : {m_inference, m_training, m_time, m_memory})
        connect(action, &QAction::triggered, this, [this] {
            m_choice.pass = m_inference->isChecked() ? CostPass::Inference : CostPass::Training;
            m_choice.quantity = m_time->isChecked() ? CostQuantity::Time : CostQuantity::Memory;
            refresh();
        });
}

QWidget* CostView::makeTools(QWidget* parent) {
    auto* tools = new QWidget(parent);
    auto* row = new QHBoxLayout(tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(m_look.u(3));
    row->addWidget(makeSegments(m_look, {m_inference, m_training}, tools));
    row->addWidget(makeSegments(m_look, {m_time, m_memory}, tools));
    return tools;
}

QWidget* CostView::createCentre() {
    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_chart = new CostChart(m_look, centre);
    m_chart->setObjectName(QStringLiteral("costChart"));
    m_chart->setMinimumHeight(m_look.u(44));
    column->addWidget(m_chart, 1);
    m_place = new LookLabel(m_look, Type::Axis, Role::Muted, {}, centre);
    m_place->setObjectName(QStringLiteral("costPlace"));
    m_place->setElided(true);
    auto* under = new QHBoxLayout;
    under->setContentsMargins(m_look.u(4), 0, m_look.u(4), m_look.u(2));
    under->addWidget(m_place);
    column->addLayout(under);
    column->addWidget(new Hairline(m_look, Qt::Horizontal, centre));
    createParts(column);
    return centre;
}

void CostView::createParts(QBoxLayout* column) {
    QWidget* centre = column->parentWidget();
    auto* line = new QWidget(centre);
    auto* header = new FlowLayout(line, m_look.u(2), m_look.u(1));
    header->setContentsMargins(m_look.u(4), m_look.u(1.5), m_look.u(4), m_look.u(1));
    header->addWidget(new LookLabel(m_look, Type::Strong, Role::Text, tr("Where the time goes"), centre));
    auto* at = new LookLabel(m_look, Type::Secondary, Role::Muted, tr("at"), centre);
    m_at = new QComboBox(centre);
    m_at->setObjectName(QStringLiteral("costAt"));
    m_at->setAccessibleName(tr("Length in tokens"));
    m_at->setToolTip(tr("The length that parts and ratios are told for"));
    m_partsNote = new LookLabel(m_look, Type::Secondary, Role::Muted, tr("tokens"), centre);
    header->addWidget(together(m_look, {at, m_at, m_partsNote}, line));
    header->addStretch();
    auto* shares = new QToolButton(centre);
    auto* milliseconds = new QToolButton(centre);
    auto* group = new QActionGroup(this);
    for (auto* button : {shares, milliseconds}) {
        const bool share = button == shares;
        auto* action = new QAction(share ? tr("share") : tr("ms"), group);
        action->setCheckable(true);
        action->setChecked(share == m_choice.shares);
        action->setToolTip(share ? tr("Parts as percent of the pass")
                                 : tr("Parts in milliseconds, one scale for all"));
        button->setObjectName(share ? QStringLiteral("partShares") : QStringLiteral("partMilliseconds"));
        button->setDefaultAction(action);
        button->setProperty(kSegmentProperty, share ? SegmentFirst : SegmentLast);
        button->setFont(m_look.font(Type::Secondary));
        connect(action, &QAction::triggered, this, [this, share] {
            m_choice.shares = share;
            m_parts->setShares(share);
        });
    }
    QWidget* pair = together(m_look, {shares, milliseconds}, line);
    pair->layout()->setSpacing(0);
    header->addWidget(pair);
    column->addWidget(line);
    m_parts = new PartBars(m_look, centre);
    m_parts->setObjectName(QStringLiteral("partBars"));
    m_parts->setShares(m_choice.shares);
    column->addWidget(m_parts);
    connect(m_at, &QComboBox::currentIndexChanged, this, [this] {
        m_choice.at = m_at->currentData().toLongLong();
        refresh();
    });
}

QWidget* CostView::createFigures() {
    auto* pane = new QWidget(this);
    pane->setAutoFillBackground(true);
    pane->setBackgroundRole(QPalette::Window);
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    auto* area = new QScrollArea(pane);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_facts = new FactList(m_look, area);
    m_facts->setObjectName(QStringLiteral("costFigures"));
    m_facts->setAccessibleName(tr("Figures"));
    area->setWidget(m_facts);
    for (QWidget* each : std::initializer_list<QWidget*>{area, area->viewport(), m_facts})
        each->setBackgroundRole(QPalette::Window);
    column->addWidget(area, 1);
    m_why = new LookLabel(m_look, Type::Secondary, Role::Negative, {}, pane);
    m_why->setObjectName(QStringLiteral("costHindrance"));
    m_why->setContentsMargins(m_look.u(3.5), 0, m_look.u(3.5), 0);
    m_why->setWordWrap(true);
    column->addWidget(m_why);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(m_look.u(3.5), m_look.u(2), m_look.u(3.5), m_look.u(3));
    foot->setSpacing(m_look.u(2));
    for (QAction* action : {m_measure, m_cancel, m_export})
        foot->addWidget(pushButtonFor(action, pane));
    column->addLayout(foot);
    return pane;
}

void CostView::connectSession() {
    connect(m_chooser, &CostChooser::choiceChanged, this, &CostView::refresh);
    connect(m_chooser, &CostChooser::storedChosen, this, [this](int row) {
        m_current = row;
        refresh();
    });
    CostSession& session = m_studio.cost();
    connect(&session, &CostSession::loaded, this, &CostView::takeSheets);
    connect(&session, &CostSession::stateChanged, this, &CostView::followState);
    connect(&m_studio, &Studio::stateChanged, this, &CostView::followState);
    connect(&m_studio.study(), &StudySession::stateChanged, this, &CostView::followState);
    connect(&m_studio.queue(), &RunQueue::changed, this, &CostView::followState);
}

QString CostView::whyNot() const {
    if (const QString why = whatHinders(m_studio, Work::Timings); !why.isEmpty())
        return why;
    if (m_choice.encoders.empty() || m_choice.sharings.empty() || m_choice.lengths.empty())
        return tr("Tick at least one encoder, one sharing mode and one length.");
    return {};
}

std::vector<CostRequest> CostView::requests(bool fresh) const {
    CostRequest base;
    const DeviceChoice& device = m_studio.device().choice();
    base.threads = device.threads;
    base.device = device.device;
    base.products = device.precision;
    base.fresh = fresh;
    base.tokens = m_choice.tokens;
    base.breakdown = true;
    base.lengths.assign(m_choice.lengths.begin(), m_choice.lengths.end());
    std::vector<CostRequest> wanted;
    CostRequest common = base;
    common.encoders.assign(m_choice.encoders.begin(), m_choice.encoders.end());
    common.sharings.clear();
    for (const Sharing sharing : m_choice.sharings)
        if (sharing != Sharing::QueryValueHead)
            common.sharings.emplace_back(toString(sharing));
    const bool headwise = m_choice.sharings.contains(Sharing::QueryValueHead);
    if (common.sharings.empty()) { // the others have no such mode and are measured as they are
        std::erase(common.encoders, "fastformer");
        common.sharings.emplace_back(toString(Sharing::None));
    }
    if (!common.encoders.empty())
        wanted.push_back(common);
    if (headwise && m_choice.encoders.contains("fastformer")) {
        base.encoders = {"fastformer"};
        base.sharings = {toString(Sharing::QueryValueHead)};
        wanted.push_back(base);
    }
    return wanted;
}

void CostView::measure(bool fresh) {
    m_current = 0; // what is being measured is the newest
    m_studio.cost().measure(requests(fresh));
}

void CostView::exportTable() {
    if (sheet() == nullptr)
        return;
    auto* dialog = new QFileDialog(this, tr("Export timings"));
    dialog->setObjectName(QStringLiteral("costExportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->setNameFilters({tr("Table (*.csv)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, shown = *sheet()](const QString& file) { m_studio.cost().exportCsv(file, shown); });
    dialog->open();
}

const CostSheet* CostView::sheet() const {
    const auto row = static_cast<std::size_t>(std::max(m_current, 0));
    return row < m_sheets.size() ? &m_sheets[row] : nullptr;
}

void CostView::takeSheets(const std::vector<CostSheet>& sheets) {
    m_sheets = sheets;
    m_current = std::clamp(m_current, 0, std::max(static_cast<int>(sheets.size()) - 1, 0));
    m_chooser->setSheets(sheets, m_current);
    refresh();
}

/// What is ticked and measured. Encoders that know no sharing of query and value stand as they are.
std::vector<CostLine> CostView::chosenLines() const {
    std::vector<CostLine> lines;
    if (sheet() == nullptr)
        return lines;
    for (const CostLine& line : sheet()->lines) {
        const Sharing sharing = parseSharing(line.series.sharing);
        const bool plainRival = line.series.encoder != "fastformer" && sharing == Sharing::None;
        if (!m_choice.encoders.contains(line.series.encoder) ||
            (!plainRival && !m_choice.sharings.contains(sharing)))
            continue;
        CostLine shown = line;
        const auto hidden = [this](std::int64_t length) {
            return length >= 128 && length <= 65'536 &&
                   std::has_single_bit(static_cast<std::uint64_t>(length)) &&
                   !m_choice.lengths.contains(length);
        };
        std::erase_if(shown.series.points, [&](const TimingPoint& point) { return hidden(point.length); });
        for (TheoryCurve& theory : shown.theory)
            std::erase_if(theory.points,
                          [&](const TheoryCurve::Point& point) { return hidden(point.length); });
        if (!shown.series.points.empty())
            lines.push_back(std::move(shown));
    }
    return lines;
}

void CostView::refresh() {
    const auto lines = chosenLines();
    m_stack->setCurrentIndex(m_sheets.empty() ? NothingPage : lines.empty() ? UntickedPage : ChartPage);
    m_chart->setLines(lines);
    m_chart->setPass(m_choice.pass);
    m_chart->setQuantity(m_choice.quantity);
    const bool time = m_choice.quantity == CostQuantity::Time;
    m_inference->setEnabled(time);
    m_training->setEnabled(time);
    if (const CostSheet* shown = sheet()) {
        const TimingSet& set = shown->set;
        const QString what = tr("%1 tokens a batch, %2, width %3, %4 heads")
                                 .arg(formatCount(set.tokens))
                                 .arg(set.layers == 1 ? tr("one layer") : tr("%1 layers").arg(set.layers))
                                 .arg(set.dim)
                                 .arg(set.heads);
        m_chart->setAbout(what);
        m_place->setText(tr("%1 · build %2 · measured %3")
                             .arg(formatThreads(set.place.threads), QString::fromStdString(set.place.build),
                                  QString::fromStdString(set.updated.substr(0, 16)).replace(u'T', u' ') +
                                      QStringLiteral(" UTC")));
        m_chart->setExportCaption(what + QStringLiteral(" · ") + m_place->text());
    }
    showParts(lines);
    showFigures(lines);
    followState();
}

QString CostView::notMeasuredNote(const std::vector<CostLine>& lines) {
    std::set<std::int64_t> known;
    for (const CostLine& line : lines)
        for (const TimingPoint& point : line.series.points)
            if (point.breakdown)
                known.insert(point.length);
    QStringList lengths;
    for (const std::int64_t length : known)
        lengths << formatCount(length);
    return lengths.isEmpty()
               ? tr("tokens: not measured there")
               : tr("tokens: not measured there; measured at %1").arg(lengths.join(QStringLiteral(", ")));
}

void CostView::showParts(const std::vector<CostLine>& lines) {
    std::set<std::int64_t> lengths;
    for (const CostLine& line : lines)
        for (const TimingPoint& point : line.series.points)
            lengths.insert(point.length);
    if (!lengths.empty() && !lengths.contains(m_choice.at))
        m_choice.at = *lengths.rbegin() < m_choice.at ? *lengths.rbegin() : *lengths.begin();
    {
        const QSignalBlocker quiet(m_at);
        m_at->clear();
        for (const std::int64_t length : lengths)
            m_at->addItem(formatCount(length), static_cast<qlonglong>(length));
        m_at->setCurrentIndex(m_at->findData(static_cast<qlonglong>(m_choice.at)));
    }
    auto bars = costParts(lines, m_choice.pass, m_choice.at);
    m_partsNote->setText(bars.empty() ? notMeasuredNote(lines) : tr("tokens"));
    m_parts->setBars(std::move(bars), tr("at %1 tokens · %2").arg(formatCount(m_choice.at), m_place->text()));
    std::map<std::string, double> seconds;
    for (const CostLine& line : lines)
        if (const TimingPoint* point = pointAt(line, m_choice.at))
            seconds.try_emplace(line.series.encoder, secondsOf(*point, m_choice.pass).value);
    m_chooser->setTimes(seconds, m_choice.at);
}

void CostView::showFigures(const std::vector<CostLine>& lines) {
    auto facts = costFigures(lines, m_choice.pass, m_choice.at);
    if (facts.empty()) {
        FactList::Fact note{FactList::Fact::Kind::Note, {}, {}};
        note.name = tr("Ratios, slopes and memory stand here as soon as something is measured.");
        facts.push_back(std::move(note));
    }
    m_facts->setFacts(std::move(facts));
}

void CostView::followState() {
    const bool active = m_studio.cost().active();
    const QString why = whyNot();
    m_why->setText(why);
    m_why->setVisible(!active && !why.isEmpty());
    m_measure->setVisible(!active);
    m_measure->setEnabled(!active && why.isEmpty());
    Actions::setTip(m_measure, why.isEmpty()
                                   ? tr("Measure what is ticked; what the lab file holds already is kept")
                                   : why);
    m_again->setEnabled(!active && why.isEmpty() && !m_sheets.empty());
    m_cancel->setVisible(active);
    m_cancel->setEnabled(active);
    m_export->setEnabled(sheet() != nullptr);
}

std::vector<Exportable*> CostView::exportables() {
    return {m_chart, m_parts};
}

} // namespace lab
