#include "ui/actions/data_actions.h"

#include "ui/actions/actions.h"
#include "ui/look/look.h"
#include "ui/models/data_trash.h"
#include "ui/studio/data_desk.h"
#include "ui/studio/data_library.h"
#include "ui/studio/studio.h"
#include "workbench/data_source.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QTreeView>

namespace lab {

DataActions::DataActions(const Look& look, Studio& studio, Actions& actions, QTreeView* list,
                         QTreeView* trash)
    : QObject(list), m_look(look), m_studio(studio), m_list(list), m_trashList(trash) {
    createActions(actions);
    for (QTreeView* each : {m_list, m_trashList}) {
        each->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(each->selectionModel(), &QItemSelectionModel::selectionChanged, this, &DataActions::follow);
        connect(each->model(), &QAbstractItemModel::rowsInserted, this, &DataActions::follow);
        connect(each->model(), &QAbstractItemModel::rowsRemoved, this, &DataActions::follow);
        connect(each->model(), &QAbstractItemModel::dataChanged, this, &DataActions::follow);
    }
    for (const auto signal : {&Studio::shownChanged, &Studio::settingsChanged, &Studio::stateChanged})
        connect(&studio, signal, this, &DataActions::follow); // the data set on show may be another one
    connect(&studio.library(), &DataLibrary::openedChanged, this, &DataActions::follow);
    connect(m_list, &QWidget::customContextMenuRequested, this, &DataActions::showMenu);
    connect(m_trashList, &QWidget::customContextMenuRequested, this, &DataActions::showTrashMenu);
    // Not the action's own key: elsewhere it removes runs, records and letters.
    auto* key = new QShortcut(QKeySequence::Delete, m_list, m_trash, &QAction::trigger, Qt::WidgetShortcut);
    key->setObjectName(QStringLiteral("trashDataKey"));
    follow();
}

void DataActions::createActions(Actions& actions) {
    m_rename = actions.make({"renameData",
                             MenuName::Data,
                             tr("Rename the data set…"),
                             tr("Give the chosen data set of the lab file another name"),
                             {},
                             "edit"});
    m_export = actions.make({"exportData", MenuName::Data, tr("Export the data set…"),
                             tr("Write every text of the chosen data set with class and part, as CSV")});
    m_trash = actions.make({"trashData", MenuName::Data, tr("Move the data set to the trash"),
                            tr("Put the chosen data set aside (Delete in the list); it can be restored")});
    m_restore = actions.make({"restoreData", MenuName::Data, tr("Restore the data set"),
                              tr("Bring the data sets that are chosen in the trash back")});
    m_remove = actions.make({"removeData", MenuName::Data, tr("Delete the data set for good…"),
                             tr("Remove the data sets that are chosen in the trash from the lab file")});
    connect(m_rename, &QAction::triggered, this, &DataActions::askName);
    connect(m_export, &QAction::triggered, this, &DataActions::askFile);
    connect(m_trash, &QAction::triggered, this, [this] {
        if (const DataModel::Entry* entry = chosen())
            m_studio.dataDesk().trash(QString::fromStdString(entry->config.spec), entry->name);
    });
    connect(m_restore, &QAction::triggered, this, [this] {
        for (const QModelIndex& each : trashed())
            m_studio.dataDesk().restore(DataTrash::specOf(each), DataTrash::nameOf(each));
    });
    connect(m_remove, &QAction::triggered, this, &DataActions::askRemoval);
}

int DataActions::shownRow() const {
    const DataModel& data = m_studio.data();
    const DataConfig& shown = m_studio.config().data;
    const auto& opened = m_studio.library().opened();
    if (opened && opened->asked == shown)
        if (const int row = data.rowOf(opened->spec.toStdString()); row >= 0)
            return row;
    const int row = data.rowOf(shown);
    return row >= 0 ? row : data.rowOf(shown.spec);
}

const DataModel::Entry* DataActions::chosen() const {
    const QModelIndex current = m_list->currentIndex();
    const int row = m_pointed ? m_pointed->row() : current.isValid() ? current.row() : shownRow();
    if (row < 0)
        return nullptr;
    const DataModel::Entry& entry = m_studio.data().entry(row);
    return namesStoredData(entry.config.spec) ? &entry : nullptr;
}

QList<QModelIndex> DataActions::trashed() const {
    QList<QModelIndex> chosen;
    for (const QModelIndex& index : m_trashList->selectionModel()->selectedIndexes())
        if (!DataTrash::specOf(index).isEmpty())
            chosen << index;
    return chosen;
}

void DataActions::follow() {
    for (QAction* action : {m_rename, m_export, m_trash})
        action->setEnabled(chosen() != nullptr);
    for (QAction* action : {m_restore, m_remove})
        action->setEnabled(!trashed().isEmpty());
}

void DataActions::showMenu(const QPoint& place) {
    // It stays with its row: what is chosen in the list may follow a run that ends meanwhile.
    QModelIndex row = m_list->indexAt(place);
    if (!row.isValid())
        row = m_list->currentIndex();
    if (!row.isValid())
        row = m_studio.data().index(shownRow());
    const QScopedValueRollback pointed(m_pointed, std::optional<QPersistentModelIndex>(row));
    follow();
    QMenu menu(m_list);
    menu.setObjectName(QStringLiteral("dataMenu"));
    menu.addActions({m_rename, m_export, m_trash});
    menu.exec(m_list->viewport()->mapToGlobal(place));
}

void DataActions::showTrashMenu(const QPoint& place) {
    follow();
    QMenu menu(m_trashList);
    menu.setObjectName(QStringLiteral("dataTrashMenu"));
    menu.addActions({m_restore, m_remove});
    menu.exec(m_trashList->viewport()->mapToGlobal(place));
}

void DataActions::askName() {
    const DataModel::Entry* entry = chosen();
    if (entry == nullptr)
        return;
    auto* dialog = new QInputDialog(m_list);
    dialog->setObjectName(QStringLiteral("dataNameDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename the data set"));
    dialog->setLabelText(tr("Name of the data set:"));
    dialog->setTextValue(entry->name);
    dialog->resize(m_look.u(90), dialog->sizeHint().height()); // room for a file's name
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, spec = QString::fromStdString(entry->config.spec),
             before = entry->name](const QString& typed) {
                const QString after = typed.simplified();
                if (!after.isEmpty() && after != before)
                    m_studio.dataDesk().rename(spec, before, after);
            });
    dialog->open();
}

void DataActions::askFile() {
    const DataModel::Entry* entry = chosen();
    if (entry == nullptr)
        return;
    auto* dialog = new QFileDialog(m_list, tr("Export the data set"));
    dialog->setObjectName(QStringLiteral("dataExportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("CSV (*.csv)"));
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(QFileInfo(entry->name).completeBaseName() + QStringLiteral(".csv"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, spec = QString::fromStdString(entry->config.spec)](const QString& path) {
                m_studio.dataDesk().exportData(spec, path);
            });
    dialog->open();
}

void DataActions::askRemoval() {
    QStringList specs, names;
    for (const QModelIndex& each : trashed()) {
        specs << DataTrash::specOf(each);
        names << DataTrash::nameOf(each);
    }
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("Delete for good"),
                                tr("Delete %1 for good, with its slices? This cannot be undone.")
                                    .arg(names.join(QStringLiteral(", "))),
                                QMessageBox::Cancel, m_list);
    box->setObjectName(QStringLiteral("removeDataBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* remove = box->addButton(tr("Delete for good"), QMessageBox::DestructiveRole);
    remove->setObjectName(QStringLiteral("removeDataButton"));
    connect(remove, &QPushButton::clicked, this, [this, specs] { m_studio.dataDesk().remove(specs); });
    box->open();
}

} // namespace lab
