#include "ui/views/runs/checkpoint_dialog.h"

#include "ui/look/look.h"
#include "ui/studio/studio.h"
#include "ui/views/controls/look_label.h"
#include "ui/words/format.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

namespace lab {
namespace {

enum Column { StepColumn, EpochColumn, KindColumn, SizeColumn, Columns };

QString wordOf(CheckpointKind kind) {
    return kind == CheckpointKind::Best   ? CheckpointDialog::tr("best validation")
           : kind == CheckpointKind::Kept ? CheckpointDialog::tr("kept")
                                          : CheckpointDialog::tr("last step");
}

} // namespace

CheckpointDialog::CheckpointDialog(const Look& look, Studio& studio, QWidget* parent)
    : QDialog(parent), m_look(look), m_studio(studio) {
    setObjectName(QStringLiteral("checkpointDialog"));
    setWindowTitle(tr("Checkpoints"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(look.u(4), look.u(3), look.u(4), look.u(3));
    column->setSpacing(look.u(2));
    m_title = new LookLabel(look, Type::Strong, Role::Text, {}, this);
    m_title->setObjectName(QStringLiteral("checkpointTitle"));
    column->addWidget(m_title);
    createTable();
    m_total = new LookLabel(look, Type::Secondary, Role::Muted, {}, this);
    m_total->setObjectName(QStringLiteral("checkpointTotal"));
    m_total->setWordWrap(true);
    column->addWidget(m_total);
    createButtons();
    resize(look.u(130), look.u(80));
    for (const auto signal : {&Studio::shownChanged, &Studio::stateChanged, &Studio::checkpointsChanged})
        connect(&studio, signal, this, &CheckpointDialog::fill);
    fill();
}

void CheckpointDialog::showOver(QWidget* window, const Look& look, Studio& studio) {
    auto* dialog = window->findChild<CheckpointDialog*>();
    if (dialog == nullptr)
        dialog = new CheckpointDialog(look, studio, window);
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

void CheckpointDialog::createTable() {
    m_table = new QTableWidget(0, Columns, this);
    m_table->setObjectName(QStringLiteral("checkpointTable"));
    m_table->setAccessibleName(tr("Checkpoints"));
    m_table->setHorizontalHeaderLabels({tr("Step"), tr("Epoch"), tr("Why it is there"), tr("Size")});
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(KindColumn, QHeaderView::Stretch);
    m_table->horizontalHeader()->setHighlightSections(false);
    for (const int each : {StepColumn, EpochColumn, SizeColumn})
        m_table->horizontalHeaderItem(each)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_table->horizontalHeaderItem(KindColumn)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(m_look.u(6.5));
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    layout()->addWidget(m_table);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &CheckpointDialog::followChoice);
}

QPushButton* CheckpointDialog::addButton(const char* name, const QString& text, const QString& tip) {
    auto* made = new QPushButton(text, this);
    made->setObjectName(QString::fromLatin1(name));
    made->setToolTip(tip);
    made->setAutoDefault(false);
    return made;
}

void CheckpointDialog::createButtons() {
    m_branch = addButton("branchCheckpoint", tr("Branch from here"),
                         tr("A new run that goes on from this moment with other training settings"));
    m_inspect =
        addButton("inspectCheckpoint", tr("Inspect"), tr("Read texts with the weights of this moment"));
    m_export = addButton("exportCheckpoint", tr("Export the model…"),
                         tr("Write the weights of this moment as a model file (safetensors)"));
    m_remove = addButton("removeCheckpoint", tr("Remove…"),
                         tr("Remove a kept checkpoint; its room goes to the next things that are stored"));
    auto* row = new QHBoxLayout;
    row->setSpacing(m_look.u(2));
    for (QPushButton* each : {m_branch, m_inspect, m_export})
        row->addWidget(each);
    row->addStretch(1);
    row->addWidget(m_remove);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(m_branch, &QPushButton::clicked, this, [this] { m_studio.branch(chosen()->step); });
    connect(m_inspect, &QPushButton::clicked, this, [this] { m_studio.inspectStep(chosen()->step); });
    connect(m_export, &QPushButton::clicked, this, &CheckpointDialog::exportModel);
    connect(m_remove, &QPushButton::clicked, this, &CheckpointDialog::remove);
}

void CheckpointDialog::fill() {
    const bool draft = m_studio.shown() == Studio::Shown::Draft;
    const RunTrace& trace = m_studio.trace();
    const auto before = chosen();
    m_rows = draft ? std::vector<CheckpointInfo>() : trace.checkpoints;
    const QSignalBlocker quiet(m_table);
    m_table->setRowCount(static_cast<int>(m_rows.size()));
    std::int64_t total = 0;
    int current = static_cast<int>(m_rows.size()) - 1;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const CheckpointInfo& info = m_rows[static_cast<std::size_t>(row)];
        const QString texts[] = {formatCount(info.step), formatFixed(trace.epochOf(info.step), 2),
                                 wordOf(info.kind), formatBytes(info.size)};
        for (int column = 0; column < Columns; ++column) {
            auto* item = new QTableWidgetItem(texts[column]);
            item->setTextAlignment((column == KindColumn ? Qt::AlignLeft : Qt::AlignRight) |
                                   Qt::AlignVCenter);
            m_table->setItem(row, column, item);
        }
        total += info.size;
        if (before && before->step == info.step && before->kind == info.kind)
            current = row;
    }
    m_table->setCurrentCell(current, 0);
    m_title->setText(draft ? tr("The next run has no checkpoints yet") : trace.title);
    m_total->setText(m_rows.empty()
                         ? tr("While a run trains, “Keep this step” (%1) stores its weights of that moment. "
                              "The best and the last are stored by themselves.")
                               .arg(QStringLiteral("K"))
                         : tr("%1 in the lab file").arg(formatBytes(total)));
    followChoice();
}

std::optional<CheckpointInfo> CheckpointDialog::chosen() const {
    const int row = m_table->currentRow();
    return row >= 0 && row < static_cast<int>(m_rows.size())
               ? std::optional(m_rows[static_cast<std::size_t>(row)])
               : std::nullopt;
}

void CheckpointDialog::followChoice() {
    const auto info = chosen();
    const bool live = m_studio.shown() == Studio::Shown::Live && m_studio.session().active();
    for (QPushButton* each : {m_branch, m_inspect})
        each->setEnabled(info && info->step > 0 && !live);
    m_export->setEnabled(info.has_value());
    m_remove->setEnabled(info && info->kind == CheckpointKind::Kept);
}

void CheckpointDialog::exportModel() {
    const std::int64_t run = m_studio.trace().run, step = chosen()->step;
    auto* dialog = new QFileDialog(this, tr("Export the model of run %1 after step %2").arg(run).arg(step));
    dialog->setObjectName(QStringLiteral("checkpointExportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Model files (*.safetensors)")});
    dialog->setDefaultSuffix(QStringLiteral("safetensors"));
    dialog->selectFile(QStringLiteral("run-%1-step-%2.safetensors").arg(run).arg(step));
    connect(dialog, &QFileDialog::fileSelected, this, [this, run, step](const QString& path) {
        m_studio.desk().session().exportStep(run, step, path);
    });
    dialog->open();
}

void CheckpointDialog::remove() {
    const std::int64_t run = m_studio.trace().run, step = chosen()->step;
    auto* box = new QMessageBox(
        QMessageBox::NoIcon, tr("Remove the checkpoint"),
        tr("Remove the checkpoint after step %1 for good? This cannot be undone.").arg(formatCount(step)),
        QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("removeCheckpointBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* remove = box->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    remove->setObjectName(QStringLiteral("removeCheckpointButton"));
    connect(remove, &QPushButton::clicked, this,
            [this, run, step] { m_studio.desk().session().removeCheckpoint(run, step); });
    box->open();
}

} // namespace lab
