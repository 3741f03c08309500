#include "ui/views/data/import_view.h"

#include "ui/look/look.h"
#include "ui/studio/data_library.h"
#include "ui/studio/studio.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/data/data_summary.h"
#include "ui/views/data/division_bar.h"
#include "ui/views/data/layout_bar.h"
#include "ui/words/core_sentences.h"
#include "ui/words/format.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lab {
namespace {

using ColumnRole = DataLibrary::ColumnRole;
constexpr int kShownRows = 6;
constexpr int kLongestCell = 160; // letters
constexpr int kSettleMs = 150;
constexpr qint64 kEtaAfterMs = 2000;

ColumnRole proposedRole(const SourcePreview& preview, const std::string& column, bool separateTest) {
    const auto& texts = preview.textColumns;
    if (std::find(texts.begin(), texts.end(), column) != texts.end())
        return ColumnRole::Text;
    if (column == preview.labelColumn)
        return ColumnRole::Label;
    return column == preview.splitColumn && !separateTest ? ColumnRole::Part : ColumnRole::Unused;
}

/// The entries of the box stand in the order of the enumeration.
ColumnRole chosenIn(const QComboBox* role) {
    return static_cast<ColumnRole>(role->currentIndex());
}

} // namespace

ImportView::ImportView(const Look& look, Studio& studio, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_studio(studio),
      m_library(studio.library()),
      m_title(new LookLabel(look, Type::Strong, Role::Text, {}, this)),
      m_found(new LookLabel(look, Type::Secondary, Role::Muted, {}, this)),
      m_problem(new LookLabel(look, Type::Secondary, Role::Negative, {}, this)),
      m_layout(new LayoutBar(look, this)),
      m_table(new QTableWidget(this)),
      m_division(new DivisionBar(look, this)),
      m_summary(new DataSummary(look, this)) {
    setObjectName(QStringLiteral("importView"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, look.u(2), 0, 0);
    column->setSpacing(look.u(1.5));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(look.u(4), 0, look.u(4), 0);
    head->setSpacing(look.u(3));
    head->addWidget(m_title);
    m_found->setObjectName(QStringLiteral("importFound"));
    m_found->setElided(true);
    head->addWidget(m_found, 1);
    column->addLayout(head);
    m_layout->setContentsMargins(look.u(4), 0, look.u(4), 0);
    column->addWidget(m_layout);
    createTable();
    auto* inset = new QHBoxLayout;
    inset->setContentsMargins(look.u(4), 0, look.u(4), 0);
    inset->addWidget(m_table);
    column->addLayout(inset);
    m_division->setContentsMargins(look.u(4), 0, look.u(4), 0);
    column->addWidget(m_division);
    m_problem->setObjectName(QStringLiteral("importProblem"));
    m_problem->setContentsMargins(look.u(4), 0, look.u(4), 0);
    m_problem->setWordWrap(true);
    column->addWidget(m_problem);
    QSizePolicy room = m_summary->sizePolicy();
    room.setRetainSizeWhenHidden(true);
    m_summary->setSizePolicy(room);
    column->addWidget(m_summary, 1);
    column->addWidget(new Hairline(look, Qt::Horizontal, this));
    column->addWidget(createFoot());
    m_settled.setSingleShot(true);
    m_settled.setInterval(kSettleMs);
    connect(&m_settled, &QTimer::timeout, this,
            [this] { m_library.survey(config(), m_studio.draft().text); });
    connect(m_layout, &LayoutBar::chosen, &m_library, &DataLibrary::layOut);
    connect(m_division, &DivisionBar::changed, this, &ImportView::check);
    connect(&m_library, &DataLibrary::candidateChanged, this, &ImportView::follow);
    connect(&m_library.imports(), &ImportSession::surveying, this,
            [this](double share) { m_status->setText(tr("Counting… %1 %").arg(qRound(100 * share))); });
    connect(&m_library.imports(), &ImportSession::surveyFailed, this,
            [this](const DataConfig&, const QString& message) {
                m_problem->setText(coreSentence(message));
                m_problem->show();
                m_status->clear();
                m_import->setEnabled(false);
            });
    connect(&m_library.imports(), &ImportSession::storing, this, &ImportView::showStoring);
    follow();
}

void ImportView::createTable() {
    m_table->setObjectName(QStringLiteral("importRows"));
    m_table->setAccessibleName(tr("First rows of the source and the use of each column"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(m_look.u(6.5));
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setMinimumSectionSize(m_look.u(26));
}

QWidget* ImportView::createFoot() {
    auto* foot = new QWidget(this);
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(m_look.u(4), m_look.u(1.5), m_look.u(4), m_look.u(1.5));
    row->setSpacing(m_look.u(2));
    row->addWidget(new LookLabel(m_look, Type::Secondary, Role::Muted, tr("Name"), foot));
    m_name = new QLineEdit(foot);
    m_name->setObjectName(QStringLiteral("importName"));
    m_name->setAccessibleName(tr("Name of the data set"));
    m_name->setMaximumWidth(m_look.u(60));
    row->addWidget(m_name);
    connect(m_name, &QLineEdit::textEdited, this, &ImportView::keepChoices);
    m_progress = new QProgressBar(foot);
    m_progress->setObjectName(QStringLiteral("importProgress"));
    m_progress->setAccessibleName(tr("Progress of the import"));
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(m_look.u(50));
    row->addWidget(m_progress);
    m_status = new LookLabel(m_look, Type::Secondary, Role::Muted, {}, foot);
    m_status->setObjectName(QStringLiteral("importStatus"));
    row->addWidget(m_status, 1);
    m_cancel = new QPushButton(tr("Cancel"), foot);
    m_cancel->setObjectName(QStringLiteral("cancelImport"));
    m_cancel->setToolTip(tr("Import nothing; what was stored of it goes"));
    row->addWidget(m_cancel);
    m_import = new QPushButton(tr("Import"), foot);
    m_import->setObjectName(QStringLiteral("importData"));
    m_import->setToolTip(tr("Store the texts in the lab file: runs need the source no more"));
    row->addWidget(m_import);
    connect(m_cancel, &QPushButton::clicked, &m_library, &DataLibrary::dismiss);
    connect(m_import, &QPushButton::clicked, this, [this] {
        if (m_import->hasFocus())
            m_table->setFocus(); // stays in this view: on Cancel a second key stroke would end it
        m_library.import(config(),
                         m_name->text().trimmed().isEmpty() ? m_title->text() : m_name->text().trimmed());
    });
    return foot;
}

void ImportView::follow() {
    const auto& candidate = m_library.candidate();
    if (!candidate) {
        m_settled.stop();
        m_spec.clear();
        m_previewed = false;
        return;
    }
    if (!candidate->preview)
        m_previewed = false;
    const bool fresh = candidate->preview && !m_previewed;
    m_title->setText(dataName(candidate->spec));
    if (!candidate->preview)
        m_found->setText(tr("Opening…"));
    else if (fresh)
        showPreview(*candidate->preview);
    if (!candidate->misfit.isEmpty())
        showMisfit(candidate->misfit);
    m_layout->setEnabled(!candidate->storing);
    m_division->setEnabled(!candidate->storing);
    m_progress->setVisible(candidate->storing);
    m_name->setEnabled(!candidate->storing);
    for (QComboBox* role : m_roles)
        role->setEnabled(!candidate->storing);
    bool counted = isCounted();
    if (counted && !candidate->storing) {
        m_division->setOwn(candidate->report->ownTest, candidate->report->ownValidation);
        keepChoices();
        counted = isCounted();
        if (!counted)
            check(); // the share of the validation is one of fewer rows
    }
    m_summary->setStale(!counted);
    m_import->setEnabled(counted && !candidate->storing);
    if (!counted)
        return;
    const ImportReport& report = *candidate->report;
    m_summary->setReport({report.statistics, report.skipped, report.repaired},
                         m_studio.draft().model.maxLength, m_title->text());
    m_status->setText(candidate->storing ? tr("Storing…") : tr("Nothing is stored yet."));
}

void ImportView::begin(const QString& spec) {
    if (m_spec == spec)
        return;
    m_spec = spec;
    const auto& candidate = *m_library.candidate();
    m_division->begin(candidate.choices.division, !candidate.testSpec.isEmpty());
    m_name->setText(candidate.choices.name);
    m_summary->setReport({}, m_studio.draft().model.maxLength, {});
    fillRows({}); // they were another source's
}

void ImportView::showPreview(const SourcePreview& preview) {
    const auto& candidate = *m_library.candidate();
    begin(candidate.spec);
    m_table->show();
    m_division->show();
    m_summary->show();
    m_previewed = true;
    m_layout->setSource(candidate.layout, preview);
    m_columns = preview.columns;
    m_named = preview.hasHeader || preview.delimiter.empty();
    QStringList found{QString::fromStdString(preview.format).toUpper(), LayoutBar::nameOf(preview.encoding)};
    found << (preview.columns.size() == 1 ? tr("1 column") : tr("%1 columns").arg(preview.columns.size()));
    if (!preview.delimiter.empty()) {
        found << tr("separated by %1").arg(LayoutBar::nameOf(preview.delimiter));
        found << (preview.hasHeader ? tr("with a header line") : tr("without a header line"));
    }
    if (!candidate.testSpec.isEmpty())
        found << tr("test set: %1").arg(dataName(candidate.testSpec));
    m_found->setText(found.join(QStringLiteral(" · ")));
    m_summary->setReport({}, m_studio.draft().model.maxLength, {});
    fillRows(preview);
    const DataLibrary::Division& division = candidate.choices.division;
    m_division->setOwn(division.ownTest, division.ownValidation);
    m_problem->hide();
    if (!isCounted()) // it may have been, for the view before this one
        check();
}

bool ImportView::isCounted() const {
    const auto& candidate = m_library.candidate();
    return candidate && candidate->report && candidate->report->config == config();
}

void ImportView::keepChoices() {
    const auto& candidate = m_library.candidate();
    if (!candidate || candidate->spec != m_spec)
        return;
    DataLibrary::Choices choices = candidate->choices;
    choices.name = m_name->text();
    choices.division = m_division->division();
    if (candidate->preview) { // else the columns on show are those of another layout
        choices.roles.clear();
        for (const QComboBox* role : m_roles)
            choices.roles.push_back(chosenIn(role));
    }
    m_library.choose(choices);
}

void ImportView::showMisfit(const QString& why) {
    m_settled.stop();
    begin(m_library.candidate()->spec);
    if (m_roles.empty()) // it could not be read in any way yet
        m_layout->setUnread(m_library.candidate()->layout);
    m_table->setVisible(!m_roles.empty());
    m_division->setVisible(!m_roles.empty());
    m_summary->setVisible(!m_roles.empty());
    m_found->setText({});
    m_problem->setText(coreSentence(why));
    m_problem->show();
    m_status->clear();
}

void ImportView::fillRows(const SourcePreview& preview) {
    m_table->clear();
    m_roles.clear();
    const int columns = static_cast<int>(preview.columns.size());
    const int rows = std::min(static_cast<int>(preview.rows.size()), kShownRows);
    const auto& kept = m_library.candidate()->choices.roles;
    m_table->setColumnCount(columns);
    m_table->setRowCount(rows + 1);
    QStringList names;
    for (const auto& name : preview.columns)
        names << QString::fromStdString(name);
    m_table->setHorizontalHeaderLabels(names);
    for (int column = 0; column < columns; ++column) {
        const std::string& name = preview.columns[static_cast<std::size_t>(column)];
        auto* role = new QComboBox(m_table);
        role->addItems({tr("not used"), tr("text"), tr("class"), tr("part")});
        role->setItemData(
            static_cast<int>(ColumnRole::Part),
            tr("Each row stays in the part that the column names: train, validation (also valid, "
               "val, dev) or test"),
            Qt::ToolTipRole);
        const auto place = static_cast<std::size_t>(column);
        role->setCurrentIndex(static_cast<int>(
            place < kept.size() ? kept[place]
                                : proposedRole(preview, name, !m_library.candidate()->testSpec.isEmpty())));
        role->setAccessibleName(tr("Use of column %1").arg(names[column]));
        role->setObjectName(QStringLiteral("columnRole%1").arg(column));
        connect(role, &QComboBox::currentIndexChanged, this, [this, role, before = chosenIn(role)]() mutable {
            // Which parts the source names is known again when it has been counted.
            const ColumnRole now = chosenIn(role);
            if (std::exchange(before, now) == ColumnRole::Part || now == ColumnRole::Part)
                m_division->setOwn(false, false);
            stretchTexts();
            check();
        });
        m_roles.push_back(role);
        m_table->setCellWidget(0, column, role);
        for (int row = 0; row < rows; ++row) {
            const auto& cells = preview.rows[static_cast<std::size_t>(row)];
            const QString text = static_cast<std::size_t>(column) < cells.size()
                                     ? QString::fromStdString(cells[static_cast<std::size_t>(column)])
                                     : QString();
            m_table->setItem(row + 1, column, new QTableWidgetItem(text.simplified().left(kLongestCell)));
        }
        m_table->setColumnWidth(column, m_look.u(30));
    }
    stretchTexts();
    m_table->setFixedHeight(m_look.u(6.5) * (rows + 2) +
                            std::max(m_look.u(2), style()->pixelMetric(QStyle::PM_ScrollBarExtent)));
}

/// Texts take the room that the other columns leave, so that in a narrow window these stay in sight.
void ImportView::stretchTexts() {
    QHeaderView* header = m_table->horizontalHeader();
    bool any = false;
    for (std::size_t column = 0; column < m_roles.size(); ++column) {
        const bool text = chosenIn(m_roles[column]) == ColumnRole::Text;
        header->setSectionResizeMode(static_cast<int>(column),
                                     text ? QHeaderView::Stretch : QHeaderView::Interactive);
        any = any || text;
    }
    header->setStretchLastSection(!any);
}

DataConfig ImportView::config() const {
    DataConfig config;
    config.spec = m_spec.toStdString();
    if (const auto& candidate = m_library.candidate()) {
        config.testSpec = candidate->testSpec.toStdString();
        config.layout = candidate->layout;
    }
    m_division->writeTo(config);
    for (std::size_t column = 0; column < m_roles.size(); ++column) {
        const std::string name = m_named ? m_columns[column] : std::to_string(column + 1);
        const ColumnRole role = chosenIn(m_roles[column]);
        if (role == ColumnRole::Text)
            config.textColumns.push_back(name);
        else if (role == ColumnRole::Label)
            config.labelColumn = name;
        else if (role == ColumnRole::Part)
            config.splitColumn = name;
    }
    return config;
}

void ImportView::check() {
    keepChoices();
    const auto count = [this](ColumnRole role) {
        return std::count_if(m_roles.begin(), m_roles.end(),
                             [&](QComboBox* each) { return chosenIn(each) == role; });
    };
    QString problem;
    if (count(ColumnRole::Text) == 0)
        problem = tr("Choose at least one column as text.");
    else if (count(ColumnRole::Label) != 1)
        problem = tr("Choose one column as class.");
    else if (count(ColumnRole::Part) > 1)
        problem = tr("Choose no more than one column as part.");
    else if (count(ColumnRole::Part) == 1 && !m_library.candidate()->testSpec.isEmpty())
        problem = tr("The test set is a file of its own: no column can say the part as well.");
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_summary->setStale(true);
    m_import->setEnabled(false);
    m_status->setText(problem.isEmpty() ? tr("Counting…") : QString());
    if (problem.isEmpty())
        m_settled.start();
    else
        m_settled.stop();
}

void ImportView::showStoring(double share) {
    m_progress->setValue(qRound(1000 * share));
    QString text = tr("Storing… %1 %").arg(qRound(100 * share));
    const auto& candidate = m_library.candidate();
    const qint64 elapsed = candidate && candidate->storing ? candidate->sinceStoring.elapsed() : 0;
    if (elapsed > kEtaAfterMs && share > 0)
        text += QStringLiteral(" · ") +
                tr("%1 left").arg(formatDuration(static_cast<double>(elapsed) / 1000 * (1 - share) / share));
    m_status->setText(text);
}

std::vector<Exportable*> ImportView::exportables() const {
    return m_summary->exportables();
}

} // namespace lab
