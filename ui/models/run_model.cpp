#include "ui/models/run_model.h"

#include "ui/format.h"

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

/// Index of a group's rows: their parent's row + 1; 0 for the groups themselves.
constexpr quintptr kTop = 0;

QString statusWord(const RunRow& run) {
    switch (run.status) {
    case RunStatus::Preparing:
        return RunModel::tr("preparing");
    case RunStatus::Running:
        return RunModel::tr("running");
    case RunStatus::Paused:
        return RunModel::tr("paused");
    case RunStatus::Stopped:
        return RunModel::tr("stopped at step %1 of %2")
            .arg(formatCount(run.steps), formatCount(run.totalSteps));
    case RunStatus::Finished:
        return RunModel::tr("finished");
    case RunStatus::Failed:
        return RunModel::tr("failed");
    }
    return {};
}

} // namespace

QString sharingShort(const std::string& sharing) {
    if (sharing == "query_value")
        return QStringLiteral("qv");
    if (sharing == "query_value_head")
        return QStringLiteral("qv-head");
    if (sharing == "query_value_layer")
        return QStringLiteral("qv-layer");
    return QString::fromStdString(sharing);
}

QString runTitle(const RunRow& run) {
    return RunModel::tr("%1 %2 · seed %3").arg(run.id).arg(sharingShort(run.sharing)).arg(run.seed);
}

QString runShort(const RunRow& run) {
    return RunModel::tr("%1 %2 · s%3", "run, sharing, seed")
        .arg(run.id)
        .arg(sharingShort(run.sharing))
        .arg(run.seed);
}

RunModel::RunModel(QObject* parent) : QAbstractItemModel(parent) {}

bool RunModel::sameShape(const std::vector<Group>& groups) const {
    return std::equal(groups.begin(), groups.end(), m_groups.begin(), m_groups.end(),
                      [](const Group& a, const Group& b) {
                          return a.data == b.data &&
                                 std::equal(a.runs.begin(), a.runs.end(), b.runs.begin(), b.runs.end(),
                                            [](const RunRow& x, const RunRow& y) { return x.id == y.id; });
                      });
}

void RunModel::setRuns(const std::vector<RunRow>& runs) {
    std::vector<Group> groups;
    for (const RunRow& run : runs) {
        auto group = std::find_if(groups.begin(), groups.end(),
                                  [&](const Group& each) { return each.data == run.data; });
        if (group == groups.end())
            group = groups.insert(groups.end(), Group{run.data, {}});
        group->runs.push_back(run);
    }
    // The same runs with new numbers must not disturb the selection.
    if (sameShape(groups)) {
        m_groups = std::move(groups);
        for (int row = 0; row < rowCount(); ++row) {
            const QModelIndex group = index(row, 0);
            emit dataChanged(group, group);
            emit dataChanged(index(0, 0, group), index(rowCount(group) - 1, 0, group));
        }
        return;
    }
    beginResetModel();
    m_groups = std::move(groups);
    endResetModel();
}

void RunModel::setLive(std::int64_t run, double bestAccuracy) {
    const std::int64_t before = m_live;
    m_live = run;
    m_liveBest = bestAccuracy;
    for (const std::int64_t changed : {before, run})
        if (const QModelIndex place = indexOf(changed); place.isValid())
            emit dataChanged(place, place);
}

QModelIndex RunModel::indexOf(std::int64_t run) const {
    for (std::size_t g = 0; g < m_groups.size(); ++g)
        for (std::size_t r = 0; r < m_groups[g].runs.size(); ++r)
            if (m_groups[g].runs[r].id == run)
                return createIndex(static_cast<int>(r), 0, static_cast<quintptr>(g + 1));
    return {};
}

const RunRow* RunModel::find(std::int64_t run) const {
    const QModelIndex place = indexOf(run);
    return place.isValid() ? &m_groups[place.internalId() - 1].runs[static_cast<std::size_t>(place.row())]
                           : nullptr;
}

QModelIndex RunModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row() + 1) : kTop);
}

QModelIndex RunModel::parent(const QModelIndex& child) const {
    if (!child.isValid() || child.internalId() == kTop)
        return {};
    return createIndex(static_cast<int>(child.internalId() - 1), 0, kTop);
}

int RunModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    if (parent.internalId() != kTop || parent.column() != 0)
        return 0;
    return static_cast<int>(m_groups[static_cast<std::size_t>(parent.row())].runs.size());
}

int RunModel::columnCount(const QModelIndex&) const {
    return 1;
}

QVariant RunModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    return index.internalId() == kTop ? groupData(m_groups[row], role)
                                      : runData(m_groups[index.internalId() - 1].runs[row], role);
}

QVariant RunModel::groupData(const Group& group, int role) const {
    if (role == Qt::DisplayRole)
        return dataName(QString::fromStdString(group.data));
    if (role == Qt::ToolTipRole)
        return QString::fromStdString(group.data);
    if (role == NumberRole)
        return group.runs.size() == 1
                   ? tr("1 run")
                   : tr("%1 runs").arg(formatCount(static_cast<std::int64_t>(group.runs.size())));
    return {};
}

QVariant RunModel::runData(const RunRow& run, int role) const {
    const bool live = run.id == m_live;
    const double best = live ? m_liveBest : run.summary.best.validation.accuracy;
    switch (role) {
    case Qt::DisplayRole:
        return runShort(run);
    case Qt::AccessibleTextRole:
        return runTitle(run) + QStringLiteral(", ") + statusWord(run);
    case Qt::ToolTipRole: {
        QString text =
            QString::fromStdString(run.name) + u'\n' + (live ? tr("training now") : statusWord(run));
        if (!run.error.empty())
            text += u'\n' + QString::fromStdString(run.error);
        return text;
    }
    case NumberRole:
        return std::isfinite(best) && best > 0 ? formatFixed(best, 3) : QStringLiteral("–");
    case RunIdRole:
        return static_cast<qint64>(run.id);
    case MarkRole:
        return run.colour;
    case LiveRole:
        return live;
    case QuietRole:
        return run.status == RunStatus::Failed;
    default:
        return {};
    }
}

} // namespace lab
