#include "ui/models/probe_model.h"

#include "ui/models/run_model.h"

namespace lab {

ProbeModel::ProbeModel(QObject* parent) : QAbstractListModel(parent) {}

void ProbeModel::setTexts(const QStringList& texts) {
    if (texts == m_texts)
        return;
    beginResetModel();
    m_texts = texts;
    endResetModel();
}

int ProbeModel::append(const QString& text) {
    const int row = rowCount();
    const QStringList before = m_texts;
    beginInsertRows({}, row, row);
    m_texts.append(text);
    endInsertRows();
    emit edited(before);
    return row;
}

void ProbeModel::remove(int row) {
    if (row < 0 || row >= rowCount())
        return;
    const QStringList before = m_texts;
    beginRemoveRows({}, row, row);
    m_texts.removeAt(row);
    endRemoveRows();
    emit edited(before);
}

int ProbeModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_texts.size());
}

QVariant ProbeModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole || role == Qt::EditRole || role == Qt::ToolTipRole)
        return m_texts.at(index.row());
    if (role == PrefixRole)
        return QString::number(index.row() + 1);
    return {};
}

bool ProbeModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    const QString text = value.toString().simplified();
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::EditRole || text.isEmpty())
        return false;
    if (text == m_texts.at(index.row()))
        return true;
    const QStringList before = m_texts;
    m_texts[index.row()] = text;
    emit dataChanged(index, index);
    emit edited(before);
    return true;
}

Qt::ItemFlags ProbeModel::flags(const QModelIndex& index) const {
    const auto flags = QAbstractListModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsEditable : flags;
}

} // namespace lab
