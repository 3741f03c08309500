#include "ui/models/data_model.h"

#include "ui/models/run_model.h"
#include "ui/words/core_sentences.h"
#include "ui/words/format.h"
#include "workbench/data_source.h"

#include <algorithm>
#include <set>

namespace lab {

DataModel::DataModel(QObject* parent) : QAbstractListModel(parent) {}

int DataModel::rowOf(const DataConfig& config) const {
    for (std::size_t row = 0; row < m_entries.size(); ++row)
        if (m_entries[row].config == config)
            return static_cast<int>(row);
    return -1;
}

int DataModel::rowOf(const std::string& spec) const {
    const auto known = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry& entry) { return entry.config.spec == spec; });
    return known == m_entries.end() ? -1 : static_cast<int>(known - m_entries.begin());
}

int DataModel::add(const DataConfig& config, const QString& name) {
    if (const int known = rowOf(config); known >= 0)
        return known;
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_entries.push_back({config, name, {}, {}, {}, 0});
    endInsertRows();
    return row;
}

void DataModel::setStored(const std::vector<DatasetRow>& datasets) {
    std::set<std::string> kept;
    for (auto each = datasets.rbegin(); each != datasets.rend(); ++each) { // the oldest first
        if (each->format == "demo" || !each->trashed.empty())
            continue;
        DataConfig config;
        config.spec = storedSpec(each->fingerprint);
        kept.insert(config.spec);
        // One whose settings a person has changed is no other data set.
        const int known = rowOf(config.spec);
        const int row = known >= 0 ? known : add(config, QString::fromStdString(each->name));
        Entry& entry = m_entries[static_cast<std::size_t>(row)];
        entry.stored = each->trainRecords + each->validationRecords + each->testRecords;
        entry.source = QString::fromStdString(each->spec);
        entry.name = QString::fromStdString(each->name);
        changed(row);
    }
    for (int row = rowCount() - 1; row >= 0; --row)
        if (entry(row).stored > 0 && !kept.contains(entry(row).config.spec)) // one that was listed before
            remove(row);
}

void DataModel::remove(int row) {
    beginRemoveRows({}, row, row);
    m_entries.erase(m_entries.begin() + row);
    if (m_current >= row)
        m_current = m_current == row ? -1 : m_current - 1;
    endRemoveRows();
}

void DataModel::changed(int row) {
    if (row >= 0)
        emit dataChanged(index(row), index(row));
}

void DataModel::setView(const DataView& view) {
    const int row = rowOf(view.config);
    if (row < 0)
        return;
    m_entries[static_cast<std::size_t>(row)].view = view;
    m_entries[static_cast<std::size_t>(row)].problem.clear();
    changed(row);
}

void DataModel::setConfig(int row, const DataConfig& config) {
    if (row < 0)
        return;
    Entry& entry = m_entries[static_cast<std::size_t>(row)];
    entry.config = config;
    if (entry.view)
        entry.view->config = config;
    changed(row);
}

void DataModel::setProblem(const DataConfig& config, const QString& message) {
    const int row = rowOf(config);
    if (row < 0)
        return;
    m_entries[static_cast<std::size_t>(row)].problem = message;
    changed(row);
}

void DataModel::setCurrent(int row) {
    const int before = m_current;
    m_current = row;
    changed(before);
    changed(row);
}

int DataModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant DataModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry& entry = m_entries[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return entry.name;
    case NumberRole:
        if (entry.view)
            return formatCount(entry.view->statistics.examples);
        return entry.stored > 0 ? formatCount(entry.stored) : QString();
    case StrongRole:
        return index.row() == m_current;
    case QuietRole:
        return !entry.problem.isEmpty();
    case IconRole:
        return QStringLiteral("database");
    case Qt::ToolTipRole: {
        if (!entry.problem.isEmpty())
            return coreSentence(entry.problem);
        const QString source =
            entry.source.isEmpty() ? QString::fromStdString(entry.config.spec) : entry.source;
        if (!entry.view)
            return source;
        const auto& statistics = entry.view->statistics;
        return tr("%1\n%2 texts to train, %3 to validate, %4 to test\n%5 classes · median %6 tokens")
            .arg(source, formatCount(statistics.splits[0]), formatCount(statistics.splits[1]),
                 formatCount(statistics.splits[2]))
            .arg(statistics.classes.size())
            .arg(statistics.medianTokens);
    }
    default:
        return {};
    }
}

} // namespace lab
