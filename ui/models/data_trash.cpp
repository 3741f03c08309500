#include "ui/models/data_trash.h"

#include "ui/models/run_model.h"
#include "ui/words/format.h"
#include "workbench/data_source.h"

#include <algorithm>

namespace lab {
namespace {

constexpr int kSpecRole = Qt::UserRole + 100; // beyond those that the list draws

QStandardItem* makeItem(const QString& text, const QString& number, const QString& tip) {
    auto* item = new QStandardItem(text);
    item->setEditable(false);
    item->setData(number, NumberRole);
    item->setData(true, QuietRole);
    item->setToolTip(tip);
    return item;
}

} // namespace

void DataTrash::setStored(const std::vector<DatasetRow>& datasets) {
    std::vector<DatasetRow> trashed;
    std::copy_if(datasets.begin(), datasets.end(), std::back_inserter(trashed),
                 [](const DatasetRow& row) { return !row.trashed.empty(); });
    std::stable_sort(trashed.begin(), trashed.end(),
                     [](const DatasetRow& a, const DatasetRow& b) { return a.trashed > b.trashed; });
    if (trashed.empty()) {
        removeRows(0, rowCount());
        return;
    }
    if (rowCount() == 0) // the row stays while there are any, and with it whether it stands open
        appendRow(makeItem(tr("Trash"), {}, tr("Data sets that can still be restored")));
    QStandardItem* top = item(0);
    top->setData(formatCount(static_cast<std::int64_t>(trashed.size())), NumberRole);
    top->removeRows(0, top->rowCount());
    for (const DatasetRow& row : trashed) {
        const std::int64_t texts = row.trainRecords + row.validationRecords + row.testRecords;
        QStandardItem* each =
            makeItem(QString::fromStdString(row.name), formatCount(texts), QString::fromStdString(row.spec));
        each->setData(QString::fromStdString(storedSpec(row.fingerprint)), kSpecRole);
        each->setData(QStringLiteral("database"), IconRole);
        top->appendRow(each);
    }
}

QString DataTrash::specOf(const QModelIndex& index) {
    return index.data(kSpecRole).toString();
}

QString DataTrash::nameOf(const QModelIndex& index) {
    return index.data(Qt::DisplayRole).toString();
}

} // namespace lab
