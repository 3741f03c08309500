#include "ui/views/runs/queue_panel.h"

#include "core/encoders/encoder.h"
#include "ui/look/look.h"
#include "ui/models/run_model.h"
#include "ui/studio/run_queue.h"
#include "ui/studio/studio.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/controls/section_header.h"
#include "ui/words/format.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lab {
namespace {

constexpr Sharing kSharings[] = {Sharing::None, Sharing::QueryValue, Sharing::QueryValueHead,
                                 Sharing::QueryValueLayer};
constexpr int kMostSeeds = 100;

void prepareTable(const Look& look, QTableView& table) {
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(look.u(5.75));
    table.verticalHeader()->setMinimumSectionSize(look.u(5));
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setTextElideMode(Qt::ElideRight);
    table.horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table.horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table.setShowGrid(false);
    table.setFrameShape(QFrame::NoFrame);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

} // namespace

QueuePanel::QueuePanel(const Look& look, Studio& studio, QWidget* parent)
    : QWidget(parent), m_look(look), m_studio(studio) {
    setObjectName(QStringLiteral("queuePanel"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(look.u(4), look.u(1), look.u(4), look.u(2));
    column->setSpacing(look.u(1));
    auto* header = new QHBoxLayout;
    header->setSpacing(look.u(3));
    header->addWidget(new LookLabel(look, Type::Strong, Role::Text, tr("Queue of runs"), this));
    m_note = new LookLabel(look, Type::Secondary, Role::Muted, {}, this);
    m_note->setObjectName(QStringLiteral("queueNote"));
    m_note->setElided(true);
    header->addWidget(m_note, 1);
    createButtons();
    for (QPushButton* each : {m_goOn, m_cancel, m_cancelAll, m_clear})
        header->addWidget(each);
    auto* close = new QToolButton(this);
    close->setObjectName(QStringLiteral("closeQueue"));
    close->setIcon(look.icon(QStringLiteral("close")));
    close->setToolTip(tr("Close; the queue goes on"));
    close->setAccessibleName(tr("Close the queue panel"));
    connect(close, &QToolButton::clicked, this, &QueuePanel::closed);
    header->addWidget(close);
    column->addLayout(header);
    auto* parts = new QHBoxLayout;
    parts->setSpacing(look.u(5));
    parts->addWidget(createGrid());
    parts->addWidget(createList(), 4);
    parts->addWidget(createResults(), 5);
    column->addLayout(parts, 1);
    setMinimumHeight(look.u(44));
    connect(&studio, &Studio::settingsChanged, this, &QueuePanel::followGrid);
    connect(&studio, &Studio::shownChanged, this, &QueuePanel::followGrid);
    connect(&studio.queue(), &RunQueue::changed, this, &QueuePanel::followQueue);
    followGrid();
    followQueue();
}

QPushButton* QueuePanel::button(const char* name, const QString& text, const QString& tip) {
    auto* made = new QPushButton(text, this);
    made->setObjectName(QString::fromLatin1(name));
    made->setToolTip(tip);
    return made;
}

void QueuePanel::createButtons() {
    m_goOn = button("queueGoOn", tr("Go on"), tr("Begin the next run of the queue"));
    m_cancel = button("queueCancel", tr("Cancel this"),
                      tr("Take the chosen run out; a running one is stopped and kept"));
    m_cancelAll =
        button("queueCancelAll", tr("Cancel all"), tr("Stop the running one and begin none of the others"));
    m_clear = button("queueClear", tr("Clear"),
                     tr("Take those that have ended off the list; their runs stay stored"));
    connect(m_goOn, &QPushButton::clicked, &m_studio.queue(), &RunQueue::goOn);
    connect(m_cancel, &QPushButton::clicked, this,
            [this] { m_studio.queue().cancel(m_list->currentIndex().row()); });
    connect(m_cancelAll, &QPushButton::clicked, &m_studio.queue(), &RunQueue::cancelAll);
    connect(m_clear, &QPushButton::clicked, &m_studio.queue(), &RunQueue::clear);
}

QWidget* QueuePanel::createGrid() {
    auto* zone = new QWidget(this);
    auto* grid = new QGridLayout(zone);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(m_look.u(3));
    grid->setVerticalSpacing(m_look.u(0.5));
    grid->addWidget(new LookLabel(m_look, Type::Secondary, Role::Muted, tr("Parameter sharing"), zone), 0, 0);
    grid->addWidget(new LookLabel(m_look, Type::Secondary, Role::Muted, tr("Encoders"), zone), 0, 1, 1, 2);
    const auto check = [&](const QString& name, const QString& text, bool on, std::vector<QCheckBox*>& list) {
        auto* box = new QCheckBox(text, zone);
        box->setObjectName(QStringLiteral("queue_") + name);
        box->setChecked(on);
        connect(box, &QCheckBox::toggled, this, &QueuePanel::followGrid);
        list.push_back(box);
        return box;
    };
    int row = 0;
    for (const Sharing sharing : kSharings) {
        const QString name = QString::fromLatin1(toString(sharing));
        grid->addWidget(check(name, sharingShort(name.toStdString()), true, m_sharings), ++row, 0);
    }
    row = 0;
    for (const EncoderSpec& spec : builtinEncoders().all()) {
        const QString id = QString::fromStdString(spec.id);
        grid->addWidget(check(id, QString::fromStdString(spec.title), spec.id == "fastformer", m_encoders),
                        1 + row % 4, 1 + row / 4);
        ++row;
    }
    auto* seeds = new QHBoxLayout;
    seeds->setSpacing(m_look.u(2));
    seeds->addWidget(new LookLabel(m_look, Type::Body, Role::Muted, tr("Seeds"), zone));
    m_seeds = new QSpinBox(zone);
    m_seeds->setObjectName(QStringLiteral("queueSeeds"));
    m_seeds->setAccessibleName(tr("Seeds of each setting"));
    m_seeds->setToolTip(tr("How many runs of each setting, from the seed of the settings on show upwards"));
    m_seeds->setRange(1, kMostSeeds);
    m_seeds->setValue(3);
    connect(m_seeds, &QSpinBox::valueChanged, this, &QueuePanel::followGrid);
    seeds->addWidget(m_seeds);
    m_add =
        button("queueAdd", {}, tr("Train all combinations, one after the other, with the settings on show"));
    connect(m_add, &QPushButton::clicked, this,
            [this] { m_studio.queue().add(this->grid().runs(m_studio.configNow())); });
    seeds->addWidget(m_add, 1);
    grid->addLayout(seeds, 6, 0, 1, 3);
    grid->setRowStretch(5, 1);
    return zone;
}

QWidget* QueuePanel::createList() {
    m_list = new QTableView(this);
    m_list->setObjectName(QStringLiteral("queueList"));
    m_list->setAccessibleName(tr("Runs of the queue"));
    m_list->setModel(&m_studio.queue());
    prepareTable(m_look, *m_list);
    connect(m_list, &QTableView::activated, this, [this](const QModelIndex& index) {
        if (const std::int64_t run = m_studio.queue().entries()[static_cast<std::size_t>(index.row())].run;
            run != 0)
            m_studio.showRun(run);
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &QueuePanel::followQueue);
    return m_list;
}

QWidget* QueuePanel::createResults() {
    m_results = new QTableWidget(0, 3, this);
    m_results->setObjectName(QStringLiteral("queueResults"));
    m_results->setAccessibleName(tr("Accuracy of each setting"));
    m_results->setHorizontalHeaderLabels({tr("setting"), tr("runs"), tr("accuracy ± sd")});
    m_results->horizontalHeaderItem(2)->setToolTip(
        tr("Mean and sample deviation over the finished runs: of the test split, else of validation"));
    prepareTable(m_look, *m_results);
    return m_results;
}

RunGrid QueuePanel::grid() const {
    RunGrid grid;
    for (std::size_t i = 0; i < m_sharings.size(); ++i)
        if (m_sharings[i]->isChecked())
            grid.sharings.push_back(kSharings[i]);
    std::size_t i = 0;
    for (const EncoderSpec& spec : builtinEncoders().all())
        if (m_encoders[i++]->isChecked())
            grid.encoders.push_back(spec.id);
    grid.seeds = m_seeds->value();
    return grid;
}

void QueuePanel::followGrid() {
    const auto runs = grid().runs(m_studio.configNow());
    const bool possible =
        std::all_of(runs.begin(), runs.end(), [](const RunConfig& run) { return problemsOf(run).empty(); });
    m_add->setText(tr("Queue %n runs", nullptr, static_cast<int>(runs.size())));
    m_add->setEnabled(!runs.empty() && possible);
    m_add->setToolTip(possible ? tr("Train all combinations, one after the other, with the settings on show")
                               : tr("A setting on show is not possible with one of these"));
}

void QueuePanel::followQueue() {
    const RunQueue& queue = m_studio.queue();
    const auto count = [&](RunQueue::State state) {
        return std::count_if(queue.entries().begin(), queue.entries().end(),
                             [&](const RunQueue::Entry& entry) { return entry.state == state; });
    };
    const auto waiting = count(RunQueue::State::Waiting), done = count(RunQueue::State::Done);
    m_note->setText(queue.entries().empty() ? tr("Choose what to vary, then press Queue")
                    : queue.held()          ? tr("held: a run was stopped; %1 wait").arg(waiting)
                                            : tr("%1 finished, %2 wait").arg(done).arg(waiting));
    m_goOn->setEnabled(queue.held());
    const int row = m_list->currentIndex().row();
    const bool chosen = row >= 0 && row < queue.rowCount();
    const auto state = chosen ? queue.entries()[static_cast<std::size_t>(row)].state : RunQueue::State::Done;
    m_cancel->setEnabled(state == RunQueue::State::Waiting || state == RunQueue::State::Running);
    m_cancelAll->setEnabled(queue.open());
    m_clear->setEnabled(!queue.entries().empty());
    const auto results = queue.results();
    m_results->setRowCount(static_cast<int>(results.size()));
    for (std::size_t i = 0; i < results.size(); ++i) {
        const RunQueue::Result& result = results[i];
        const QString spread = result.finished == 0 ? QStringLiteral("–")
                               : result.finished == 1
                                   ? formatFixed(result.accuracy.mean, 3)
                                   : tr("%1 ± %2").arg(formatFixed(result.accuracy.mean, 3),
                                                       formatFixed(result.accuracy.deviation, 3));
        const QString texts[] = {result.setting, tr("%1 of %2").arg(result.finished).arg(result.all), spread};
        for (int column = 0; column < 3; ++column)
            m_results->setItem(static_cast<int>(i), column, new QTableWidgetItem(texts[column]));
        m_results->item(static_cast<int>(i), 0)->setToolTip(result.setting); // it may be a long name
    }
}

} // namespace lab
