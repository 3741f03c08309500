#include "ui/views/data/record_editing.h"

#include "ui/actions/actions.h"
#include "ui/look/look.h"
#include "ui/models/record_model.h"
#include "ui/studio/data_desk.h"
#include "ui/studio/studio.h"
#include "ui/views/data/new_record_dialog.h"

#include <QKeyEvent>
#include <QMenu>
#include <QTableView>

namespace lab {
namespace {

QStringList splitNames() {
    return {splitName(RecordSplit::Train), splitName(RecordSplit::Validation), splitName(RecordSplit::Test)};
}

} // namespace

RecordEditing::RecordEditing(const Look& look, Studio& studio, Actions& actions, RecordModel& model,
                             QTableView& table)
    : QObject(&table), m_look(look), m_studio(studio), m_model(model), m_table(table) {
    createActions(actions);
    m_table.setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_table.installEventFilter(this);
    connect(&m_model, &RecordModel::cellEdited, this, &RecordEditing::editCell);
}

void RecordEditing::createActions(Actions& actions) {
    m_class = actions.make({"setRecordClass", MenuName::Data, tr("Class of the chosen records…"),
                            tr("Give the chosen records of the data set another class")});
    m_split = actions.make({"setRecordSplit", MenuName::Data, tr("Part of the chosen records…"),
                            tr("Move the chosen records to training, validation or test")});
    m_remove = actions.make({"removeRecords",
                             MenuName::Data,
                             tr("Remove the chosen records"),
                             tr("Take the chosen records out of the data set (Delete in the table)"),
                             {},
                             "remove"});
    m_add = actions.make({"addRecord",
                          MenuName::Data,
                          tr("Add a record…"),
                          tr("Put a text with its class into the data set"),
                          {},
                          "add"});
    connect(m_class, &QAction::triggered, this, [this] {
        offer("recordClassMenu", m_model.labels(), tr("Give the chosen records this class"),
              [this](int label) { change(rows(), {.label = label}); });
    });
    connect(m_split, &QAction::triggered, this, [this] {
        offer("recordSplitMenu", splitNames(), tr("Move the chosen records to this part"),
              [this](int split) { change(rows(), {.split = static_cast<RecordSplit>(split)}); });
    });
    connect(m_remove, &QAction::triggered, this, [this] { change(rows(), {.remove = true}); });
    connect(m_add, &QAction::triggered, this, &RecordEditing::askRecord);
}

void RecordEditing::enable(bool chosen, bool shown) {
    for (QAction* action : rowActions())
        action->setEnabled(chosen);
    m_add->setEnabled(shown && !m_model.labels().isEmpty());
}

// Row by row it would take the window too long when all of a large data set are chosen.
std::vector<int> RecordEditing::rows() const {
    std::vector<int> rows;
    for (const QItemSelectionRange& range : m_table.selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    return rows;
}

void RecordEditing::editCell(int row, int column, const QVariant& value) {
    RecordPatch patch;
    if (column == RecordModel::LabelColumn)
        patch.label = value.toInt();
    else if (column == RecordModel::SplitColumn)
        patch.split = static_cast<RecordSplit>(value.toInt());
    else
        patch.text = value.toString().toStdString();
    change({row}, patch);
}

void RecordEditing::change(const std::vector<int>& rows, const RecordPatch& patch) {
    if (!rows.empty())
        m_studio.dataDesk().changeRecords(m_model.arrangement(), rows, patch);
}

void RecordEditing::offer(const char* name, const QStringList& items, const QString& tip,
                          const std::function<void(int)>& take) {
    auto* menu = new QMenu(&m_table);
    menu->setObjectName(QString::fromLatin1(name));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    for (int i = 0; i < items.size(); ++i) {
        QAction* action = menu->addAction(items[i], this, [take, i] { take(i); });
        action->setObjectName(QStringLiteral("choice_%1").arg(i));
        action->setToolTip(tip);
    }
    const QRect row = m_table.visualRect(m_table.currentIndex().siblingAtColumn(RecordModel::LabelColumn));
    const QRect shown = row & m_table.viewport()->rect();
    menu->popup(m_table.viewport()->mapToGlobal(shown.isEmpty() ? QPoint() : shown.bottomLeft()));
}

void RecordEditing::askRecord() {
    auto* dialog = new NewRecordDialog(m_look, m_model.labels(), splitNames(), &m_table);
    connect(dialog, &NewRecordDialog::wanted, this, [this](const QString& text, int label, int split) {
        m_studio.dataDesk().addRecord({text.toStdString(), label, static_cast<RecordSplit>(split)});
    });
    dialog->open();
}

// Keys that elsewhere belong to actions of the window.
bool RecordEditing::eventFilter(QObject* watched, QEvent* event) {
    const bool key = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (watched != &m_table || !key)
        return QObject::eventFilter(watched, event);
    const auto* press = static_cast<QKeyEvent*>(event);
    const bool enter = press->key() == Qt::Key_Return || press->key() == Qt::Key_Enter;
    const bool ours = enter || press->key() == Qt::Key_Delete || press->key() == Qt::Key_F2;
    if (!ours || (press->modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
        return QObject::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::ShortcutOverride)
        return true;
    if (press->key() == Qt::Key_Delete)
        m_remove->trigger();
    else if (const QModelIndex cell = m_table.currentIndex(); cell.flags() & Qt::ItemIsEditable)
        m_table.edit(cell);
    return true;
}

} // namespace lab
