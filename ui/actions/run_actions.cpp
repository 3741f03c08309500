#include "ui/actions/run_actions.h"

#include "ui/actions/actions.h"
#include "ui/look/look.h"
#include "ui/look/run_mark.h"
#include "ui/models/run_model.h"
#include "ui/studio/run_desk.h"
#include "ui/studio/studio.h"

#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QTreeView>
#include <QUrl>

#include <algorithm>

namespace lab {
RunActions::RunActions(const Look& look, Studio& studio, Actions& actions, QTreeView* list)
    : QObject(list), m_look(look), m_studio(studio), m_list(list), m_rename(actions.editItem) {
    createEdit(actions);
    createFiles(actions);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QWidget::customContextMenuRequested, this, &RunActions::showMenu);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunActions::follow);
    connect(&studio.runs(), &RunModel::treeChanged, this, &RunActions::follow);
    connect(&studio.runs(), &RunModel::liveChanged, this, &RunActions::follow);
    connect(&studio.runs(), &RunModel::renamed, &studio.desk(), &RunDesk::rename);
    follow();
}

void RunActions::createEdit(Actions& actions) {
    m_compare = actions.make({"compareRuns", MenuName::Compare, tr("Add to the comparison"),
                              tr("Put the chosen runs beside those on the Compare page"),
                              QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M)});
    connect(m_compare, &QAction::triggered, this, [this] { m_studio.comparison().add(chosen()); });
    actions.addSeparator(MenuName::Edit);
    m_tags = actions.make({"runTags", MenuName::Edit, tr("Tags of the run…"),
                           tr("Words by which the chosen runs are found again")});
    m_note = actions.make(
        {"runNote", MenuName::Edit, tr("Note on the run…"), tr("Write down why this run was made")});
    m_colour = actions.make({"runColour", MenuName::Edit, tr("Colour of the run…"),
                             tr("Colour and mark of the chosen runs in every view")});
    m_trash =
        actions.make({"trashRuns", MenuName::Edit, tr("Move to the trash"),
                      tr("Put the chosen runs aside; they can be restored"), QKeySequence(Qt::Key_Delete)});
    // In the list alone: the same key deletes letters and cells elsewhere.
    m_trash->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(m_trash);
    m_restore = actions.make({"restoreRuns", MenuName::Edit, tr("Restore from the trash"),
                              tr("Bring the chosen runs back from the trash")});
    m_empty = actions.make(
        {"emptyTrash", MenuName::Edit, tr("Empty the trash…"), tr("Remove the runs in the trash for good")});
    connect(m_tags, &QAction::triggered, this, &RunActions::editTags);
    connect(m_note, &QAction::triggered, this, &RunActions::editNote);
    connect(m_colour, &QAction::triggered, this, &RunActions::chooseColour);
    connect(m_trash, &QAction::triggered, this, [this] { m_studio.desk().trash(chosen()); });
    connect(m_restore, &QAction::triggered, this, [this] { m_studio.desk().restore(chosen()); });
    connect(m_empty, &QAction::triggered, this, &RunActions::emptyTrash);
}

void RunActions::createFiles(Actions& actions) {
    m_model = actions.make({"exportModel", MenuName::File, tr("Export the model…"),
                            tr("Write the chosen run's last weights as a model file (safetensors)")});
    m_bestModel = actions.make({"exportBestModel", MenuName::File, tr("Export the best model…"),
                                tr("Write the weights of the chosen run's best validation as a model file")});
    m_metrics = actions.make({"exportMetrics", MenuName::File, tr("Export the run's numbers…"),
                              tr("Write every number over time of the chosen run, as CSV or JSON")});
    m_import = actions.make({"importRuns", MenuName::File, tr("Import runs…"),
                             tr("Copy the runs of another lab file into this one")});
    m_folder = actions.make({"openLabFolder", MenuName::File, tr("Open the lab file's folder"),
                             tr("Show the folder of the lab file in the file manager")});
    connect(m_model, &QAction::triggered, this, [this] { exportModel(false); });
    connect(m_bestModel, &QAction::triggered, this, [this] { exportModel(true); });
    connect(m_metrics, &QAction::triggered, this, &RunActions::exportMetrics);
    connect(m_import, &QAction::triggered, this, &RunActions::importRuns);
    connect(m_folder, &QAction::triggered, this, &RunActions::openFolder);
}

std::vector<std::int64_t> RunActions::chosen() const {
    std::vector<std::int64_t> runs;
    for (const QModelIndex& index : m_list->selectionModel()->selectedIndexes())
        for (const std::int64_t run : m_studio.runs().runsOf(index))
            if (std::find(runs.begin(), runs.end(), run) == runs.end())
                runs.push_back(run);
    return runs;
}

std::int64_t RunActions::current() const {
    const auto runs = chosen();
    return runs.size() == 1 ? runs.front() : 0;
}

bool RunActions::trashed() const {
    const auto runs = chosen();
    return std::any_of(runs.begin(), runs.end(), [this](std::int64_t run) {
        const RunRow* row = m_studio.runs().find(run);
        return row != nullptr && !row->trashed.empty();
    });
}

bool RunActions::canRename() const {
    return m_list->currentIndex().data(RunIdRole).isValid();
}

void RunActions::rename() {
    if (!canRename())
        return;
    m_list->setFocus();
    m_list->edit(m_list->currentIndex());
}

void RunActions::follow() {
    const auto runs = chosen();
    const bool inTrash = trashed(), any = !runs.empty(), one = runs.size() == 1;
    const bool live = std::find(runs.begin(), runs.end(), m_studio.runs().live()) != runs.end();
    for (QAction* action : {m_tags, m_colour})
        action->setEnabled(any);
    m_compare->setEnabled(any && !inTrash);
    for (QAction* action : {m_note, m_model, m_bestModel, m_metrics})
        action->setEnabled(one);
    m_trash->setEnabled(any && !inTrash && !live);
    m_restore->setEnabled(any && inTrash);
    const auto& tops = m_studio.runs().tree().top;
    m_empty->setEnabled(!tops.empty() &&
                        m_studio.runs().tree().nodes[static_cast<std::size_t>(tops.back())].kind ==
                            RunTree::Kind::Trash);
}

void RunActions::showMenu(const QPoint& place) {
    follow();
    QMenu menu(m_list);
    menu.setObjectName(QStringLiteral("runMenu"));
    menu.addActions({m_rename, m_tags, m_note, m_colour});
    menu.addSeparator();
    menu.addAction(m_compare);
    menu.addSeparator();
    menu.addActions({m_model, m_bestModel, m_metrics});
    menu.addSeparator();
    menu.addActions({m_trash, m_restore, m_empty});
    menu.exec(m_list->viewport()->mapToGlobal(place));
}

void RunActions::editTags() {
    const auto runs = chosen();
    QStringList present;
    if (const RunRow* row = runs.empty() ? nullptr : m_studio.runs().find(runs.front()))
        for (const std::string& tag : row->tags)
            present << QString::fromStdString(tag);
    auto* dialog = new QInputDialog(m_list);
    dialog->setObjectName(QStringLiteral("tagsDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Tags"));
    dialog->setLabelText(runs.size() == 1
                             ? tr("Tags of the run, with commas between them:")
                             : tr("Tags of %1 runs, with commas between them:").arg(runs.size()));
    dialog->setTextValue(present.join(QStringLiteral(", ")));
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, runs](const QString& text) { m_studio.desk().setTags(runs, tagsIn(text)); });
    dialog->open();
}

void RunActions::editNote() {
    const std::int64_t run = current();
    const RunRow* row = m_studio.runs().find(run);
    if (row == nullptr)
        return;
    auto* dialog = new QInputDialog(m_list);
    dialog->setObjectName(QStringLiteral("noteDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QInputDialog::UsePlainTextEditForTextInput);
    dialog->setWindowTitle(tr("Note"));
    dialog->setLabelText(tr("Note on run %1:").arg(run));
    dialog->setTextValue(QString::fromStdString(row->note));
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, run](const QString& text) { m_studio.desk().setNote(run, text); });
    dialog->open();
}

void RunActions::chooseColour() {
    const QString names[] = {tr("Blue"),  tr("Vermillion"), tr("Green"), tr("Plum"),
                             tr("Amber"), tr("Olive"),      tr("Grey")};
    auto* menu = new QMenu(m_list);
    menu->setObjectName(QStringLiteral("colourMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    for (int slot = 0; slot < Theme::kRunColours; ++slot) {
        QAction* action = menu->addAction(runMarkIcon(m_look, slot), names[slot]);
        action->setObjectName(QStringLiteral("colour_%1").arg(slot));
        action->setToolTip(tr("Draw the chosen runs in this colour, with this mark"));
        connect(action, &QAction::triggered, this,
                [this, slot, runs = chosen()] { m_studio.desk().setColour(runs, slot); });
    }
    const QModelIndex index = m_list->currentIndex();
    menu->popup(m_list->viewport()->mapToGlobal(m_list->visualRect(index).bottomLeft()));
}

void RunActions::emptyTrash() {
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("Empty the trash"),
                                tr("Remove the runs in the trash for good? This cannot be undone."),
                                QMessageBox::Cancel, m_list);
    box->setObjectName(QStringLiteral("emptyTrashBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* remove = box->addButton(tr("Empty the trash"), QMessageBox::DestructiveRole);
    remove->setObjectName(QStringLiteral("emptyTrashButton"));
    connect(remove, &QPushButton::clicked, this, [this] { m_studio.desk().emptyTrash(); });
    box->open();
}

void RunActions::saveAs(const QString& title, const QString& name, const QString& filter,
                        const std::function<void(const QString&)>& save) {
    auto* dialog = new QFileDialog(m_list, title);
    dialog->setObjectName(QStringLiteral("runExportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(filter.split(QStringLiteral(";;")));
    dialog->selectFile(name);
    dialog->setDefaultSuffix(QFileInfo(name).suffix());
    connect(dialog, &QFileDialog::fileSelected, this, [save](const QString& path) { save(path); });
    dialog->open();
}

void RunActions::exportModel(bool best) {
    const std::int64_t run = current();
    saveAs(tr("Export the model of run %1").arg(run), QStringLiteral("run-%1.safetensors").arg(run),
           tr("Model files (*.safetensors)"), [this, run, best](const QString& path) {
               m_studio.desk().session().exportModel(
                   run, best ? RunSession::Weights::Best : RunSession::Weights::Last, path);
           });
}

void RunActions::exportMetrics() {
    const std::int64_t run = current();
    saveAs(tr("Export the numbers of run %1").arg(run), QStringLiteral("run-%1.csv").arg(run),
           tr("CSV (*.csv);;JSON (*.json)"),
           [this, run](const QString& path) { m_studio.desk().session().exportMetrics(run, path); });
}

void RunActions::importRuns() {
    auto* dialog = new QFileDialog(m_list, tr("Import runs"));
    dialog->setObjectName(QStringLiteral("runImportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Lab files (*.db)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { m_studio.desk().session().importRuns(path); });
    dialog->open();
}

void RunActions::openFolder() const {
    QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_studio.lab().path()).absolutePath()));
}

} // namespace lab
