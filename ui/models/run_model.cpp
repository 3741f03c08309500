#include "ui/models/run_model.h"

#include "ui/words/core_sentences.h"
#include "ui/words/format.h"
#include "workbench/run_name.h"

#include <QMimeData>

#include <algorithm>
#include <cmath>
#include <set>

namespace lab {
namespace {

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

bool hasOwnName(const RunRow& run) {
    return !run.name.empty() && run.name != defaultRunName(run.encoder, run.sharing, run.seed);
}

bool isMeasured(double best) {
    return std::isfinite(best) && best > 0;
}

QString bestText(double best) {
    return isMeasured(best) ? formatFixed(best, 3) : QStringLiteral("–");
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

QString modelShort(const RunRow& run) {
    return run.encoder.empty() || run.encoder == "fastformer" ? sharingShort(run.sharing)
                                                              : QString::fromStdString(run.encoder);
}

QString runTitle(const RunRow& run) {
    if (hasOwnName(run))
        return QStringLiteral("%1 %2").arg(run.id).arg(QString::fromStdString(run.name));
    return RunModel::tr("%1 %2 · seed %3").arg(run.id).arg(modelShort(run)).arg(run.seed);
}

QString runShort(const RunRow& run) {
    if (hasOwnName(run))
        return runTitle(run);
    return RunModel::tr("%1 %2 · s%3", "run, model, seed").arg(run.id).arg(modelShort(run)).arg(run.seed);
}

RunModel::RunModel(QObject* parent) : QAbstractItemModel(parent), m_tree(buildRunTree({})) {}

bool RunModel::sameShape(const RunTree& tree) const {
    return std::equal(tree.nodes.begin(), tree.nodes.end(), m_tree->nodes.begin(), m_tree->nodes.end(),
                      [](const RunTree::Node& a, const RunTree::Node& b) {
                          return a.key == b.key && a.parent == b.parent && a.row == b.row;
                      });
}

void RunModel::setTree(RunTreePtr tree) {
    if (!sameShape(*tree)) {
        emit treeChanging();
        beginResetModel();
        m_tree = std::move(tree);
        endResetModel();
        emit treeChanged();
        return;
    }
    // The same runs with new numbers must not disturb the selection.
    m_tree = std::move(tree);
    const auto refresh = [this](const std::vector<int>& rows) {
        if (!rows.empty())
            emit dataChanged(
                createIndex(0, 0, static_cast<quintptr>(rows.front())),
                createIndex(static_cast<int>(rows.size()) - 1, 0, static_cast<quintptr>(rows.back())));
    };
    refresh(m_tree->top);
    for (const RunTree::Node& node : m_tree->nodes)
        refresh(node.children);
    emit treeChanged();
}

void RunModel::setLive(std::int64_t run, double bestAccuracy) {
    const std::int64_t before = m_live;
    m_live = run;
    m_liveBest = bestAccuracy;
    for (const std::int64_t changed : {before, run})
        if (const QModelIndex place = indexOf(changed); place.isValid()) {
            emit dataChanged(place, place);
            if (const QModelIndex above = place.parent();
                above.isValid() && nodeAt(above).kind == RunTree::Kind::Group)
                emit dataChanged(above, above);
        }
    emit liveChanged();
}

double RunModel::bestOf(const RunTree::Node& node) const {
    if (node.kind == RunTree::Kind::Run)
        return m_tree->runs[static_cast<std::size_t>(node.run)].id == m_live ? m_liveBest : node.best;
    double sum = 0;
    int measured = 0;
    for (const int child : node.children)
        if (const double best = bestOf(m_tree->nodes[static_cast<std::size_t>(child)]); isMeasured(best)) {
            sum += best;
            ++measured;
        }
    return measured > 0 ? sum / measured : 0;
}

QString RunModel::groupTip(const RunTree::Node& node) const {
    const auto measured = std::count_if(node.children.begin(), node.children.end(), [this](int child) {
        return isMeasured(bestOf(m_tree->nodes[static_cast<std::size_t>(child)]));
    });
    if (measured == std::ssize(node.children))
        return tr("Runs with the same settings; the number is the mean of their best accuracies");
    return tr("Runs with the same settings; the number is the mean of the best accuracies of %1 of the %2 "
              "runs: "
              "the others have not been measured yet")
        .arg(measured)
        .arg(node.children.size());
}

void RunModel::setCheckable(std::function<bool(std::int64_t)> chosen) {
    m_chosen = std::move(chosen);
    tellChecks();
}

void RunModel::tellChecks() {
    const auto refresh = [this](const std::vector<int>& rows) {
        if (!rows.empty())
            emit dataChanged(
                createIndex(0, 0, static_cast<quintptr>(rows.front())),
                createIndex(static_cast<int>(rows.size()) - 1, 0, static_cast<quintptr>(rows.back())),
                {Qt::CheckStateRole});
    };
    for (const RunTree::Node& node : m_tree->nodes)
        refresh(node.children);
}

bool RunModel::checkable(const RunTree::Node& node) const {
    if (!m_chosen || (node.kind != RunTree::Kind::Run && node.kind != RunTree::Kind::Group))
        return false;
    return m_tree->runs[static_cast<std::size_t>(node.run)].trashed.empty();
}

QVariant RunModel::checkState(const QModelIndex& index) const {
    if (!checkable(nodeAt(index)))
        return {};
    const auto runs = runsOf(index);
    const auto ticked = std::count_if(runs.begin(), runs.end(), m_chosen);
    return ticked == 0 ? Qt::Unchecked : ticked == std::ssize(runs) ? Qt::Checked : Qt::PartiallyChecked;
}

QModelIndex RunModel::indexOf(std::int64_t run) const {
    const auto known = m_tree->nodeOf.find(run);
    return known == m_tree->nodeOf.end() ? QModelIndex() : indexOfNode(known->second);
}

QModelIndex RunModel::indexOfNode(int node) const {
    return createIndex(m_tree->nodes[static_cast<std::size_t>(node)].row, 0, static_cast<quintptr>(node));
}

const RunTree::Node& RunModel::nodeAt(const QModelIndex& index) const {
    return m_tree->nodes[static_cast<std::size_t>(index.internalId())];
}

std::vector<std::int64_t> RunModel::runsOf(const QModelIndex& index) const {
    return index.isValid() ? m_tree->runsOf(static_cast<int>(index.internalId()))
                           : std::vector<std::int64_t>();
}

QModelIndex RunModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    const std::vector<int>& rows = parent.isValid() ? nodeAt(parent).children : m_tree->top;
    return createIndex(row, column, static_cast<quintptr>(rows[static_cast<std::size_t>(row)]));
}

QModelIndex RunModel::parent(const QModelIndex& child) const {
    if (!child.isValid())
        return {};
    const int parent = nodeAt(child).parent;
    return parent < 0 ? QModelIndex() : indexOfNode(parent);
}

int RunModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid())
        return static_cast<int>(m_tree->top.size());
    return parent.column() == 0 ? static_cast<int>(nodeAt(parent).children.size()) : 0;
}

int RunModel::columnCount(const QModelIndex&) const {
    return 1;
}

QVariant RunModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RunTree::Node& node = nodeAt(index);
    if (role == KeyRole)
        return QString::fromStdString(node.key);
    if (role == Qt::CheckStateRole)
        return checkState(index);
    switch (node.kind) {
    case RunTree::Kind::Run:
        return runData(node, role);
    case RunTree::Kind::Group:
        return groupData(node, role);
    default:
        return headData(node, role);
    }
}

QVariant RunModel::headData(const RunTree::Node& node, int role) const {
    const bool trash = node.kind == RunTree::Kind::Trash;
    const QString data =
        trash ? QString() : QString::fromStdString(m_tree->runs[static_cast<std::size_t>(node.run)].data);
    if (role == Qt::DisplayRole)
        return trash ? tr("Trash") : dataName(data);
    if (role == Qt::ToolTipRole)
        return trash ? tr("Runs that can still be restored") : data;
    if (role == QuietRole)
        return trash;
    if (role == NumberRole) {
        const auto count =
            static_cast<std::int64_t>(m_tree->runsOf(m_tree->top[static_cast<std::size_t>(node.row)]).size());
        return count == 1 ? tr("1 run") : tr("%1 runs").arg(formatCount(count));
    }
    return {};
}

QVariant RunModel::groupData(const RunTree::Node& node, int role) const {
    const RunRow& first = m_tree->runs[static_cast<std::size_t>(node.run)];
    switch (role) {
    case Qt::DisplayRole:
        return modelShort(first);
    case AsideRole: {
        std::set<std::uint64_t> seeds;
        for (const int child : node.children)
            seeds.insert(
                m_tree->runs[static_cast<std::size_t>(m_tree->nodes[static_cast<std::size_t>(child)].run)]
                    .seed);
        const auto count = static_cast<std::int64_t>(node.children.size());
        return (seeds.size() == node.children.size() ? tr("%1 seeds") : tr("%1 runs"))
            .arg(formatCount(count));
    }
    case Qt::AccessibleTextRole:
        return tr("%1, group of %2 runs").arg(modelShort(first)).arg(node.children.size());
    case Qt::ToolTipRole:
        return groupTip(node);
    case NumberRole:
        return bestText(bestOf(node));
    case MarkRole:
        return first.colour;
    default:
        return {};
    }
}

QString RunModel::runTip(const RunRow& run) const {
    QStringList lines{QString::fromStdString(run.name),
                      run.id == m_live ? tr("training now") : statusWord(run)};
    if (!run.error.empty())
        lines << coreSentence(QString::fromStdString(run.error));
    QStringList tags;
    for (const std::string& tag : run.tags)
        tags << QString::fromStdString(tag);
    if (!tags.isEmpty())
        lines << tr("Tags: %1").arg(tags.join(QStringLiteral(", ")));
    if (!run.note.empty())
        lines << QString::fromStdString(run.note);
    return lines.join(u'\n');
}

QVariant RunModel::runData(const RunTree::Node& node, int role) const {
    const RunRow& run = m_tree->runs[static_cast<std::size_t>(node.run)];
    const bool live = run.id == m_live;
    switch (role) {
    case Qt::DisplayRole:
        return run.parent && !hasOwnName(run)
                   ? tr("%1 from step %2").arg(run.id).arg(formatCount(run.parentStep))
                   : runShort(run);
    case Qt::EditRole:
        return QString::fromStdString(run.name);
    case Qt::AccessibleTextRole:
        return runTitle(run) + QStringLiteral(", ") + statusWord(run);
    case Qt::ToolTipRole:
        return runTip(run);
    case AsideRole:
        return run.tags.empty() ? QVariant() : QString::fromStdString(run.tags.front());
    case NumberRole:
        return bestText(bestOf(node));
    case RunIdRole:
        return static_cast<qint64>(run.id);
    case MarkRole:
        return run.colour;
    case LiveRole:
        return live;
    case QuietRole:
        return run.status == RunStatus::Failed || !run.trashed.empty();
    default:
        return {};
    }
}

bool RunModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role == Qt::CheckStateRole && index.isValid() && checkable(nodeAt(index))) {
        emit checkWanted(runsOf(index), value.toInt() == Qt::Checked);
        return true;
    }
    const QString name = value.toString().simplified();
    if (role != Qt::EditRole || !index.isValid() || nodeAt(index).kind != RunTree::Kind::Run ||
        name.isEmpty() || name == data(index, Qt::EditRole).toString())
        return false;
    emit renamed(index.data(RunIdRole).toLongLong(), name);
    return true;
}

Qt::ItemFlags RunModel::flags(const QModelIndex& index) const {
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    if (!index.isValid() || nodeAt(index).kind == RunTree::Kind::Trash)
        return flags;
    flags |= Qt::ItemIsDragEnabled;
    if (checkable(nodeAt(index)))
        flags |= Qt::ItemIsUserCheckable;
    return nodeAt(index).kind == RunTree::Kind::Run ? flags | Qt::ItemIsEditable : flags;
}

QStringList RunModel::mimeTypes() const {
    return {QString::fromLatin1(kMimeType)};
}

QMimeData* RunModel::mimeData(const QModelIndexList& indexes) const {
    QByteArray ids;
    for (const QModelIndex& index : indexes)
        for (const std::int64_t run : runsOf(index))
            ids += QByteArray::number(static_cast<qlonglong>(run)) + ' ';
    auto* data = new QMimeData;
    data->setData(QString::fromLatin1(kMimeType), ids);
    return data;
}

std::vector<std::int64_t> RunModel::runsIn(const QMimeData& data) {
    std::vector<std::int64_t> runs;
    for (const QByteArray& id : data.data(QString::fromLatin1(kMimeType)).split(' '))
        if (!id.isEmpty())
            runs.push_back(id.toLongLong());
    return runs;
}

} // namespace lab
