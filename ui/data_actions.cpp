#include "ui/data_actions.h"

#include "ui/actions.h"
#include "ui/data_library.h"
#include "ui/look.h"
#include "ui/studio.h"
#include "workbench/data_source.h"

#include <QInputDialog>
#include <QMenu>
#include <QPointer>
#include <QTreeView>
#include <QUndoCommand>

namespace lab {
namespace {

/// Another name of a data set, in the lab file already when it is put on the stack.
class NameChange : public QUndoCommand {
public:
    NameChange(DatasetSession& session, const QString& spec, const QString& before, const QString& after)
        // Before the line break the list of edits, after it the menu.
        : QUndoCommand(DataActions::tr("Data set renamed %1\nrenaming data set %1").arg(after)),
          m_session(&session),
          m_spec(spec),
          m_before(before),
          m_after(after) {}

    void undo() override { apply(m_before); }
    void redo() override {
        if (m_stored)
            apply(m_after);
        m_stored = true;
    }

private:
    void apply(const QString& name) {
        if (m_session) // the edits outlive the window
            m_session->rename(m_spec, name);
    }
    QPointer<DatasetSession> m_session;
    QString m_spec, m_before, m_after;
    bool m_stored = false;
};

} // namespace

DataActions::DataActions(const Look& look, Studio& studio, Actions& actions, QTreeView* list)
    : QObject(list),
      m_look(look),
      m_studio(studio),
      m_list(list),
      m_rename(actions.make({"renameData",
                             MenuName::Data,
                             tr("Rename the data set…"),
                             tr("Give the chosen data set of the lab file another name"),
                             {},
                             "edit"})),
      m_session(studio.lab().path()) {
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QWidget::customContextMenuRequested, this, &DataActions::showMenu);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &DataActions::follow);
    connect(&studio.data(), &QAbstractItemModel::rowsInserted, this, &DataActions::follow);
    connect(&studio.data(), &QAbstractItemModel::dataChanged, this, &DataActions::follow);
    connect(m_rename, &QAction::triggered, this, &DataActions::askName);
    connect(&m_session, &DatasetSession::changed, &studio.library(), &DataLibrary::refresh);
    connect(&m_session, &DatasetSession::failed, &studio.library(), &DataLibrary::problem);
    follow();
}

int DataActions::row() const {
    const QModelIndex chosen = m_list->currentIndex();
    const int row = chosen.isValid() ? chosen.row() : m_studio.data().current();
    return row >= 0 && namesStoredData(m_studio.data().entry(row).config.spec) ? row : -1;
}

void DataActions::follow() {
    m_rename->setEnabled(row() >= 0);
}

void DataActions::showMenu(const QPoint& place) {
    follow();
    QMenu menu(m_list);
    menu.setObjectName(QStringLiteral("dataMenu"));
    menu.addAction(m_rename);
    menu.exec(m_list->viewport()->mapToGlobal(place));
}

void DataActions::askName() {
    const int chosen = row();
    if (chosen < 0)
        return;
    const DataModel::Entry& entry = m_studio.data().entry(chosen);
    auto* dialog = new QInputDialog(m_list);
    dialog->setObjectName(QStringLiteral("dataNameDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename the data set"));
    dialog->setLabelText(tr("Name of the data set:"));
    dialog->setTextValue(entry.name);
    dialog->resize(m_look.u(90), dialog->sizeHint().height()); // room for a file's name
    connect(
        dialog, &QInputDialog::textValueSelected, this,
        [this, spec = QString::fromStdString(entry.config.spec), before = entry.name](const QString& typed) {
            const QString after = typed.simplified();
            if (!after.isEmpty() && after != before)
                rename(spec, before, after);
        });
    dialog->open();
}

void DataActions::rename(const QString& spec, const QString& before, const QString& after) {
    m_session.rename(spec, after, [this, spec, before, after] {
        m_studio.undoStack().push(new NameChange(m_session, spec, before, after));
    });
}

} // namespace lab
