#include "ui/views/data/record_browser.h"

#include "ui/actions/actions.h"
#include "ui/look/look.h"
#include "ui/models/record_model.h"
#include "ui/studio/data_library.h"
#include "ui/studio/studio.h"
#include "ui/views/controls/action_button.h"
#include "ui/views/controls/flow_layout.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/data/record_delegate.h"
#include "ui/views/data/record_editing.h"
#include "ui/views/data/record_table.h"
#include "ui/words/format.h"
#include "ui/words/weight_words.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace lab {
namespace {

constexpr int kTypingMs = 20;
constexpr int kMostTokens = 1'000'000;
constexpr int kMostProbes = 20; // sent at once: each is watched at every snapshot

} // namespace

RecordBrowser::RecordBrowser(const Look& look, Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_studio(studio),
      m_model(new RecordModel(studio.library().records(), this)),
      m_table(new RecordTable(look, studio.library().records(), *m_model, this)),
      m_delegate(new RecordDelegate(look, m_table)) {
    createActions(actions);
    m_editing = new RecordEditing(look, studio, actions, *m_model, *m_table);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(createFilters());
    column->addWidget(createSlices());
    m_weights = new LookLabel(look, Type::Secondary, Role::Muted, {}, this);
    m_weights->setObjectName(QStringLiteral("judgedWeights"));
    m_weights->setContentsMargins(look.u(4), 0, look.u(4), look.u(1));
    m_weights->hide();
    column->addWidget(m_weights);
    createTable();
    m_table->addAction(actions.exportView);
    auto* inset = new QHBoxLayout;
    inset->setContentsMargins(look.u(3), 0, 0, 0);
    inset->addWidget(m_table);
    column->addLayout(inset, 1);
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingMs);
    connect(&m_typing, &QTimer::timeout, this, &RecordBrowser::apply);
    RecordSession& records = studio.library().records();
    connect(m_model, &RecordModel::arranged, this, [this](std::int64_t count) {
        m_late = false;
        showCount(count);
        keepPlace();
        enable();
    });
    connect(&studio.library(), &DataLibrary::edited, this, &RecordBrowser::takeEdit);
    connect(&studio.library(), &DataLibrary::recounted, this, [this] {
        m_total = m_studio.library().opened()->statistics.examples;
        showCount(m_model->rowCount());
        m_model->refetch();
    });
    connect(&records, &RecordSession::slicesListed, this, &RecordBrowser::showSlices);
    connect(&records, &RecordSession::judging, m_progress,
            [this](double share) { m_progress->setValue(qRound(1000 * share)); });
    connect(&records, &RecordSession::judged, this, [this](std::int64_t run, const StoredWeights& weights) {
        m_progress->hide();
        showJudged(run, weights);
        followRun();
        rearrange();
    });
    connect(
        m_delegate, &QAbstractItemDelegate::closeEditor, this,
        [this] {
            if (m_late)
                rearrange();
        },
        Qt::QueuedConnection); // Tab opens the editor of the next cell first
    connect(&records, &RecordSession::failed, this, [this] {
        m_progress->hide();
        enable();
    });
    connect(&studio, &Studio::shownChanged, this, &RecordBrowser::followRun);
    enable();
}

void RecordBrowser::createActions(Actions& actions) {
    m_find = actions.make({"findRecords", MenuName::Data, tr("Find in the texts"),
                           tr("Look for words in the texts of the data set"), QKeySequence::Find});
    m_judge =
        actions.make({"judgeRecords", MenuName::Data, tr("Predict with the run"),
                      tr("Let the run on show read every text: then they can be filtered by its mistakes"),
                      QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R)});
    m_keep = actions.make({"saveSlice", MenuName::Data, tr("Save as slice"),
                           tr("Keep this choice of texts under the name beside it"),
                           QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)});
    m_forget = actions.make({"removeSlice",
                             MenuName::Data,
                             tr("Remove slice"),
                             tr("Forget the chosen slice; its texts stay"),
                             {}});
    m_probe = actions.make({"recordsToProbes", MenuName::Data, tr("Watch as probes"),
                            tr("Watch the chosen texts while a run trains"),
                            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D)});
    m_inspect = actions.make({"inspectRecord", MenuName::Data, tr("Inspect the text"),
                              tr("See what the run on show makes of the chosen text"),
                              QKeySequence(Qt::CTRL | Qt::Key_Return)});
    m_copy = actions.make({"copyRecords", MenuName::Data, tr("Copy rows"),
                           tr("Copy the chosen rows, tab-separated"),
                           QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L)});
    connect(m_find, &QAction::triggered, this, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    connect(m_judge, &QAction::triggered, this, &RecordBrowser::judge);
    connect(m_keep, &QAction::triggered, this,
            [this] { m_studio.library().records().saveSlice(m_sliceName->text().trimmed(), filter()); });
    connect(m_forget, &QAction::triggered, this, [this] {
        if (const int at = m_slice->currentIndex() - 1; at >= 0)
            m_studio.library().records().removeSlice(m_slices[static_cast<std::size_t>(at)].id);
    });
    connect(m_probe, &QAction::triggered, this, [this] {
        for (const QString& text :
             chosenTexts().first(std::min<qsizetype>(chosenTexts().size(), kMostProbes)))
            m_studio.probes().append(text.simplified());
    });
    connect(m_inspect, &QAction::triggered, this, [this] {
        if (const QStringList texts = chosenTexts(); !texts.isEmpty())
            m_studio.inspect(texts.front());
    });
    connect(m_copy, &QAction::triggered, this, &RecordBrowser::copy);
}

QWidget* RecordBrowser::createFilters() {
    auto* bar = new QWidget(this);
    auto* row = new FlowLayout(bar, m_look.u(1.5), m_look.u(1));
    row->setContentsMargins(m_look.u(4), m_look.u(1.5), m_look.u(4), m_look.u(0.5));
    m_search = new QLineEdit(bar);
    m_search->setObjectName(QStringLiteral("recordSearch"));
    m_search->setAccessibleName(tr("Words to find"));
    m_search->setPlaceholderText(tr("Find words, or \"words side by side\""));
    m_search->setClearButtonEnabled(true);
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    m_search->setMinimumWidth(m_look.u(50));
    row->addWidget(m_search);
    const auto choice = [&](const char* name, const QString& accessible, const QStringList& items) {
        auto* box = new QComboBox(bar);
        box->setObjectName(QString::fromLatin1(name));
        box->setAccessibleName(accessible);
        box->setToolTip(accessible);
        box->addItems(items);
        box->setMinimumContentsLength(11);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        connect(box, &QComboBox::currentIndexChanged, this, &RecordBrowser::apply);
        row->addWidget(box);
        return box;
    };
    m_split = choice("splitFilter", tr("Part of the data"),
                     {tr("every part"), tr("train"), tr("validation"), tr("test")});
    m_label = choice("labelFilter", tr("Class"), {tr("every class")});
    m_outcome = choice("outcomeFilter", tr("What the run makes of it"),
                       {tr("right or wrong"), tr("right"), tr("wrong")});
    m_predicted = choice("predictedFilter", tr("Predicted class"), {tr("any prediction")});
    m_texts = choice("textsFilter", tr("Texts that stand elsewhere too"),
                     {tr("all texts"), tr("repeated"), tr("leaked test texts")});
    const auto limit = [&](const char* name, const QString& accessible, const QString& prefix,
                           const QString& none) {
        auto* box = new QSpinBox(bar);
        box->setObjectName(QString::fromLatin1(name));
        box->setAccessibleName(accessible);
        box->setToolTip(accessible);
        box->setRange(0, kMostTokens);
        box->setPrefix(prefix);
        box->setSpecialValueText(none);
        connect(box, &QSpinBox::valueChanged, this, [this] { m_typing.start(); });
        return box;
    };
    m_least = limit("leastTokens", tr("Fewest tokens"), tr("from "), tr("from the shortest"));
    m_most = limit("mostTokens", tr("Most tokens"), tr("to "), tr("to the longest"));
    row->addWidget(together(m_look, {m_least, m_most}, bar));
    return bar;
}

QWidget* RecordBrowser::createSlices() {
    auto* bar = new QWidget(this);
    auto* row = new FlowLayout(bar, m_look.u(1.5), m_look.u(1));
    row->setContentsMargins(m_look.u(4), m_look.u(0.5), m_look.u(4), m_look.u(1));
    m_count = new LookLabel(m_look, Type::Secondary, Role::Muted, {}, bar);
    m_count->setObjectName(QStringLiteral("recordCount"));
    row->addWidget(m_count);
    m_progress = new QProgressBar(bar);
    m_progress->setObjectName(QStringLiteral("judgeProgress"));
    m_progress->setAccessibleName(tr("Progress of the predictions"));
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(m_look.u(25));
    m_progress->hide();
    for (QAction* action : {m_judge, m_probe})
        row->addWidget(toolButtonFor(action, bar));
    row->addWidget(m_progress);
    row->addStretch();
    for (QAction* action : {m_editing->addAction(), m_editing->rowActions().back()}) {
        QToolButton* button = toolButtonFor(action, bar);
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        row->addWidget(button);
    }
    m_slice = new QComboBox(bar);
    m_slice->setObjectName(QStringLiteral("sliceChoice"));
    m_slice->setAccessibleName(tr("Slices"));
    m_slice->setToolTip(tr("Choices of texts that were given a name"));
    m_slice->setMinimumContentsLength(10);
    connect(m_slice, &QComboBox::activated, this, [this](int index) {
        setFilter(index > 0 ? m_slices[static_cast<std::size_t>(index - 1)].filter : RecordFilter{});
        m_sliceName->setText(index > 0 ? m_slice->currentText() : QString());
        enable();
    });
    row->addWidget(m_slice);
    m_sliceName = new QLineEdit(bar);
    m_sliceName->setObjectName(QStringLiteral("sliceName"));
    m_sliceName->setAccessibleName(tr("Name of a slice"));
    m_sliceName->setPlaceholderText(tr("name of a slice"));
    m_sliceName->setFixedWidth(m_look.u(35));
    m_sliceName->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_sliceName, &QLineEdit::textChanged, this, [this](const QString& name) {
        m_studio.library().recordsView().slice = name;
        enable();
    });
    connect(m_sliceName, &QLineEdit::returnPressed, m_keep, &QAction::trigger);
    row->addWidget(m_sliceName);
    row->addWidget(toolButtonFor(m_keep, bar));
    row->addWidget(toolButtonFor(m_forget, bar));
    return bar;
}

void RecordBrowser::createTable() {
    m_table->setObjectName(QStringLiteral("recordTable"));
    m_table->setAccessibleName(tr("Texts of the data set"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(m_look.u(6));
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    auto* header = m_table->horizontalHeader();
    header->setStretchLastSection(true);
    header->setHighlightSections(false);
    header->setSortIndicator(RecordModel::PositionColumn, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    const double widths[] = {16, 20, 28, 16, 28, 22};
    for (int column = 0; column < RecordModel::TextColumn; ++column)
        header->resizeSection(column, m_look.u(widths[column]));
    m_table->setItemDelegate(m_delegate);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->addActions({m_inspect, m_probe, m_copy});
    auto* line = new QAction(m_table);
    line->setSeparator(true);
    m_table->addAction(line);
    m_table->addActions(m_editing->rowActions());
    m_table->addAction(m_editing->addAction());
    connect(header, &QHeaderView::sortIndicatorChanged, this, [this](int column, Qt::SortOrder order) {
        RecordsView& view = m_studio.library().recordsView();
        view.sortedBy = column;
        view.order = order;
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RecordBrowser::enable);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &RecordBrowser::enable);
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        if (!(index.flags() & Qt::ItemIsEditable))
            m_inspect->trigger();
    });
}

void RecordBrowser::setData(const OpenedData& opened) {
    const RecordsView view = m_studio.library().recordsView();
    RecordSession& records = m_studio.library().records();
    m_total = opened.statistics.examples;
    showJudged(view.judged, view.weights);
    m_progress->setVisible(records.isJudging());
    m_place = -1;
    m_model->setLabels(opened.labels);
    m_delegate->setLabels(opened.labels);
    for (auto* box : {m_label, m_predicted}) {
        const QSignalBlocker quiet(box);
        while (box->count() > 1)
            box->removeItem(1);
        box->addItems(opened.labels);
    }
    followRun();
    m_table->horizontalHeader()->setSortIndicator(view.sortedBy, view.order);
    m_sliceName->setText(view.slice);
    setFilter(view.filter);
    records.listSlices();
}

RecordFilter RecordBrowser::filter() const {
    RecordFilter filter;
    filter.search = m_search->text().trimmed().toStdString();
    if (m_split->currentIndex() > 0)
        filter.split = static_cast<RecordSplit>(m_split->currentIndex() - 1);
    if (m_label->currentIndex() > 0)
        filter.label = m_label->currentIndex() - 1;
    if (m_judged != 0 && m_predicted->currentIndex() > 0)
        filter.predicted = m_predicted->currentIndex() - 1;
    if (m_judged != 0)
        filter.outcome = static_cast<RecordFilter::Outcome>(m_outcome->currentIndex());
    filter.texts = static_cast<RecordFilter::Texts>(m_texts->currentIndex());
    filter.minTokens = m_least->value();
    filter.maxTokens = m_most->value();
    return filter;
}

void RecordBrowser::setFilter(const RecordFilter& filter) {
    const QSignalBlocker quiet[] = {QSignalBlocker(m_search),  QSignalBlocker(m_split),
                                    QSignalBlocker(m_label),   QSignalBlocker(m_predicted),
                                    QSignalBlocker(m_outcome), QSignalBlocker(m_texts),
                                    QSignalBlocker(m_least),   QSignalBlocker(m_most)};
    m_search->setText(QString::fromStdString(filter.search));
    m_split->setCurrentIndex(filter.split ? static_cast<int>(*filter.split) + 1 : 0);
    m_label->setCurrentIndex(filter.label ? *filter.label + 1 : 0);
    m_predicted->setCurrentIndex(filter.predicted ? *filter.predicted + 1 : 0);
    m_outcome->setCurrentIndex(static_cast<int>(filter.outcome));
    m_texts->setCurrentIndex(static_cast<int>(filter.texts));
    m_least->setValue(static_cast<int>(filter.minTokens));
    m_most->setValue(static_cast<int>(filter.maxTokens));
    apply();
}

void RecordBrowser::apply() {
    m_typing.stop();
    m_studio.library().recordsView().filter = filter();
    m_model->setFilter(filter());
}

void RecordBrowser::showJudged(std::int64_t run, const StoredWeights& weights) {
    m_judged = run;
    m_weights->setText(run != 0 ? tr("Predictions: %1").arg(weightWords(weights)) : QString());
    m_weights->setVisible(run != 0);
}

void RecordBrowser::rearrange() {
    m_late = m_table->editing();
    if (!m_late)
        m_model->rearrange();
}

void RecordBrowser::judge() {
    RecordSession& records = m_studio.library().records();
    if (m_progress->isHidden()) {
        m_progress->setValue(0);
        m_progress->show();
        const std::int64_t step = m_studio.selection().step();
        records.judge(m_studio.trace().run, step >= 0 ? WeightChoice::ofStep(step) : WeightChoice{});
    } else {
        records.stopJudging();
        m_progress->hide();
    }
    enable();
}

/// What a file of the table says about where it is from.
void RecordBrowser::describe() {
    const auto& opened = m_studio.library().opened();
    if (!opened)
        return;
    QStringList parts{opened->name, opened->spec};
    if (m_judged != 0)
        parts << tr("predicted by run %1").arg(m_judged);
    m_table->setExportCaption(parts.join(QStringLiteral(" · ")));
}

void RecordBrowser::takeEdit(const DataEdit& edit) {
    if (!edit.open)
        return;
    describe();
    if (!edit.rearranged) // a row stays in sight although the filter may mean it no longer
        return m_model->refetch();
    const auto& [done, back] = std::tie(edit.stored.done.changes, edit.stored.back.changes);
    for (std::size_t i = 0; i < done.size(); ++i)
        m_total += (done[i].record ? 1 : 0) - (back[i].record ? 1 : 0);
    const bool added = done.size() == 1 && done[0].record && !back[0].record;
    m_place = added ? std::numeric_limits<int>::max() : std::max(0, m_table->currentIndex().row());
    m_model->rearrange();
}

void RecordBrowser::showCount(std::int64_t count) {
    m_count->setText(count == m_total ? tr("%1 texts").arg(formatCount(count))
                                      : tr("%1 of %2").arg(formatCount(count), formatCount(m_total)));
}

// After an edit the list is where it was, not at its top.
void RecordBrowser::keepPlace() {
    const int row = std::min(std::exchange(m_place, -1), m_model->rowCount() - 1);
    if (row < 0)
        return;
    m_table->setCurrentIndex(m_model->index(row, RecordModel::TextColumn));
    m_table->scrollTo(m_table->currentIndex(), QAbstractItemView::PositionAtCenter);
}

void RecordBrowser::showSlices(const std::vector<Slice>& slices) {
    const QString before = m_sliceName->text().trimmed();
    m_slices = slices;
    const QSignalBlocker quiet(m_slice);
    m_slice->clear();
    m_slice->addItem(slices.empty() ? tr("no slices yet") : tr("all texts"));
    for (const Slice& slice : slices)
        m_slice->addItem(QString::fromStdString(slice.name));
    m_slice->setCurrentIndex(std::max(0, before.isEmpty() ? 0 : m_slice->findText(before)));
    enable();
}

void RecordBrowser::followRun() {
    const bool stored = m_studio.shown() == Studio::Shown::Stored;
    if (m_judged != 0 && (!stored || m_studio.trace().run != m_judged))
        m_studio.library().records().forgetVerdicts(); // they were another run's
    const bool known = m_judged != 0;
    m_outcome->setEnabled(known);
    m_predicted->setEnabled(known);
    m_table->setJudged(known);
    describe();
    m_table->setColumnHidden(RecordModel::PredictedColumn, !known);
    m_table->setColumnHidden(RecordModel::ConfidenceColumn, !known);
    enable();
}

void RecordBrowser::enable() {
    const bool shown = isVisible();
    const bool chosen =
        shown && m_table->selectionModel() != nullptr && m_table->selectionModel()->hasSelection();
    m_find->setEnabled(shown);
    m_judge->setText(m_progress->isHidden() ? tr("Predict with the run") : tr("Stop predicting"));
    m_judge->setEnabled(shown && m_studio.shown() == Studio::Shown::Stored && m_studio.trace().run != 0);
    m_keep->setEnabled(shown && !m_sliceName->text().trimmed().isEmpty());
    m_forget->setEnabled(shown && m_slice->currentIndex() > 0);
    m_probe->setEnabled(chosen);
    m_inspect->setEnabled(chosen && m_studio.shown() != Studio::Shown::Draft);
    m_copy->setEnabled(chosen);
    m_editing->enable(chosen, shown);
}

void RecordBrowser::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    enable();
}

void RecordBrowser::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    enable();
}

QStringList RecordBrowser::chosenTexts() const {
    QStringList texts;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        if (const RecordRow* record = m_model->record(index.row()))
            texts << record->text;
    return texts;
}

void RecordBrowser::copy() const {
    QStringList lines;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) {
        const RecordRow* record = m_model->record(index.row());
        if (record == nullptr)
            continue;
        QStringList cells{QString::number(record->facts.position + 1)};
        for (const int column :
             {RecordModel::SplitColumn, RecordModel::LabelColumn, RecordModel::TokensColumn})
            cells << index.siblingAtColumn(column).data().toString();
        lines << (cells << record->text.simplified()).join(u'\t');
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace lab
