#include "ui/models/record_model.h"

#include "ui/words/format.h"

namespace lab {
namespace {

constexpr int kMostWindows = 50;  // kept in memory; the rest is fetched again
constexpr int kLongestCell = 300; // letters of a text in its row
constexpr int kLongestTip = 1500;

RecordColumn orderOf(int column) {
    switch (column) {
    case RecordModel::SplitColumn:
        return RecordColumn::Split;
    case RecordModel::LabelColumn:
        return RecordColumn::Label;
    case RecordModel::TokensColumn:
        return RecordColumn::Tokens;
    case RecordModel::PredictedColumn:
        return RecordColumn::Predicted;
    case RecordModel::ConfidenceColumn:
        return RecordColumn::Confidence;
    default:
        return RecordColumn::Position;
    }
}

bool isNumber(int column) {
    return column == RecordModel::PositionColumn || column == RecordModel::TokensColumn ||
           column == RecordModel::ConfidenceColumn;
}

} // namespace

QString splitName(RecordSplit split) {
    switch (split) {
    case RecordSplit::Train:
        return RecordModel::tr("train");
    case RecordSplit::Validation:
        return RecordModel::tr("validation");
    case RecordSplit::Test:
        break;
    }
    return RecordModel::tr("test");
}

RecordModel::RecordModel(RecordSession& session, QObject* parent)
    : QAbstractTableModel(parent), m_session(session) {
    connect(&session, &RecordSession::arranged, this, [this](std::uint64_t arrangement, std::int64_t count) {
        beginResetModel();
        m_arrangement = arrangement;
        m_count = static_cast<int>(count);
        m_windows.clear();
        m_asked.clear();
        endResetModel();
        emit arranged(count);
    });
    connect(&session, &RecordSession::rowsArrived, this, &RecordModel::take);
}

void RecordModel::setFilter(const RecordFilter& filter) {
    m_filter = filter;
    rearrange();
}

void RecordModel::rearrange() {
    m_session.arrange(m_filter, m_order);
}

void RecordModel::refetch() {
    if (m_count == 0)
        return;
    m_asked.clear();
    for (auto window = m_windows.keyBegin(); window != m_windows.keyEnd(); ++window) {
        m_asked.insert(*window); // the old rows stay on show until the new ones are here
        m_session.fetch(m_arrangement, static_cast<std::int64_t>(*window) * kWindow, kWindow);
    }
}

Qt::ItemFlags RecordModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    const int column = index.column();
    const bool editable = column == SplitColumn || column == LabelColumn || column == TextColumn;
    return editable && record(index.row()) != nullptr ? flags | Qt::ItemIsEditable : flags;
}

bool RecordModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    const RecordRow* row =
        role == Qt::EditRole && (flags(index) & Qt::ItemIsEditable) ? record(index.row()) : nullptr;
    if (row == nullptr || RecordModel::value(*row, index.column()) == value)
        return false;
    emit cellEdited(index.row(), index.column(), value);
    return true;
}

QVariant RecordModel::value(const RecordRow& record, int column) {
    if (column == SplitColumn)
        return static_cast<int>(record.facts.split);
    return column == LabelColumn ? QVariant(record.facts.label) : QVariant(record.text);
}

void RecordModel::sort(int column, Qt::SortOrder order) {
    m_order = {orderOf(column), order == Qt::DescendingOrder};
    rearrange();
}

void RecordModel::take(std::uint64_t arrangement, std::int64_t first, const std::vector<RecordRow>& rows) {
    if (arrangement != m_arrangement)
        return;
    const int window = static_cast<int>(first) / kWindow;
    if (m_windows.size() >= kMostWindows) {
        m_windows.clear();
        m_asked.clear();
    }
    m_windows.insert(window, rows);
    m_asked.remove(window);
    const int top = static_cast<int>(first);
    emit dataChanged(index(top, 0), index(top + static_cast<int>(rows.size()) - 1, Columns - 1));
}

const RecordRow* RecordModel::record(int row) const {
    const auto window = m_windows.constFind(row / kWindow);
    const auto at = static_cast<std::size_t>(row % kWindow);
    return window == m_windows.constEnd() || at >= window->size() ? nullptr : &(*window)[at];
}

int RecordModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_count;
}

int RecordModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : Columns;
}

QString RecordModel::labelName(int label) const {
    return label < 0 ? QString() : m_labels.value(label);
}

QVariant RecordModel::text(const RecordRow& record, int column) const {
    const RecordFacts& facts = record.facts;
    switch (column) {
    case PositionColumn:
        return formatCount(facts.position + 1);
    case SplitColumn:
        return splitName(facts.split);
    case LabelColumn:
        return labelName(facts.label);
    case TokensColumn:
        return formatCount(facts.tokens);
    case PredictedColumn:
        return labelName(facts.predicted);
    case ConfidenceColumn:
        return facts.predicted < 0 ? QString() : formatFixed(static_cast<double>(facts.confidence), 2);
    default:
        return record.text.left(kLongestCell).simplified();
    }
}

QVariant RecordModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return int((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::EditRole)
        return {};
    const RecordRow* row = record(index.row());
    if (row == nullptr) {
        const int window = index.row() / kWindow;
        if (!m_asked.contains(window)) {
            m_asked.insert(window);
            m_session.fetch(m_arrangement, static_cast<std::int64_t>(window) * kWindow, kWindow);
        }
        return column == TextColumn && role == Qt::DisplayRole ? QVariant(QStringLiteral("…")) : QVariant();
    }
    if (role == Qt::DisplayRole)
        return text(*row, column);
    if (role == Qt::EditRole)
        return flags(index) & Qt::ItemIsEditable ? value(*row, column) : text(*row, column);
    if (column == TextColumn)
        return row->text.left(kLongestTip).toHtmlEscaped();
    if (column == PredictedColumn && row->facts.predicted >= 0)
        return row->facts.predicted == row->facts.label ? tr("right") : tr("wrong");
    return {};
}

QVariant RecordModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString names[] = {tr("no."),       tr("part"),       tr("class"), tr("tokens"),
                             tr("predicted"), tr("confidence"), tr("text")};
    return section >= 0 && section < Columns ? names[section] : QVariant();
}

} // namespace lab
