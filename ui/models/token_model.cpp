#include "ui/models/token_model.h"

#include "ui/words/format.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lab {
namespace {

/// 1 for the largest size; equal sizes share the better rank.
std::vector<double> ranksBySize(const std::vector<double>& values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return std::abs(values[a]) > std::abs(values[b]); });
    std::vector<double> ranks(values.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        const bool tie = i > 0 && std::abs(values[order[i]]) == std::abs(values[order[i - 1]]);
        ranks[order[i]] = tie ? ranks[order[i - 1]] : static_cast<double>(i + 1);
    }
    return ranks;
}

} // namespace

void TokenModel::addNumbers(const QString& name, const QString& tip, const std::vector<double>& values,
                            bool weight) {
    if (values.size() != m_tokens.size())
        return;
    m_numbers.push_back({name, tip, values, 4});
    m_numbers.push_back(
        {tr("rank"), tr("Rank by size, 1 = the largest: %1").arg(tip), ranksBySize(values), 0});
    if (!weight)
        return;
    std::vector<double> multiples = values;
    for (double& value : multiples)
        value *= static_cast<double>(values.size());
    m_numbers.push_back({tr("× uniform"), tr("Multiple of 1/n: %1").arg(tip), std::move(multiples), 2});
}

void TokenModel::setReading(const AttentionMap& map, int layer, int head,
                            const std::vector<double>& explanation, const QString& method) {
    beginResetModel();
    m_tokens = map.tokens;
    m_ids = map.ids;
    m_ids.resize(m_tokens.size(), AttentionMap::kUnknown);
    m_idsKnown = !map.ids.empty();
    m_numbers.clear();
    for (const AttentionMap::Matrix& matrix : map.layers)
        if (matrix.layer == layer && head >= 0 && head < matrix.heads)
            addNumbers(kindSymbol(matrix.kind),
                       tr("%1, layer %2, head %3").arg(kindSymbol(matrix.kind)).arg(layer + 1).arg(head + 1),
                       headWeights(matrix, head), true);
    addNumbers(tr("pooling"), tr("Weight in the final pooling"), {map.pool.begin(), map.pool.end()}, true);
    addNumbers(method, method, explanation, false);
    if (m_sorted >= columnCount())
        m_sorted = PositionColumn;
    arrange();
    endResetModel();
}

int TokenModel::rowOf(int token) const {
    const auto found = std::find(m_order.begin(), m_order.end(), token);
    return found == m_order.end() ? -1 : static_cast<int>(found - m_order.begin());
}

int TokenModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_tokens.size());
}

int TokenModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : FirstNumber + static_cast<int>(m_numbers.size());
}

QVariant TokenModel::data(const QModelIndex& index, int role) const {
    const auto token = static_cast<std::size_t>(tokenAt(index.row()));
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter |
                                (index.column() == TokenColumn ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole && role != Qt::UserRole)
        return {};
    const bool shown = role == Qt::DisplayRole;
    if (index.column() == PositionColumn)
        return shown ? QVariant(formatCount(static_cast<std::int64_t>(token) + 1))
                     : QVariant(static_cast<int>(token) + 1);
    if (index.column() == TokenColumn)
        return QString::fromStdString(m_tokens[token]);
    if (index.column() == IdColumn) {
        if (m_ids[token] == AttentionMap::kUnknown)
            return !shown ? QVariant() : m_idsKnown ? tr("unknown") : QStringLiteral("–");
        return shown ? QVariant(QString::number(m_ids[token])) : QVariant(m_ids[token]);
    }
    const Column& column = m_numbers[static_cast<std::size_t>(index.column() - FirstNumber)];
    return shown ? QVariant(formatFixed(column.values[token], column.decimals))
                 : QVariant(column.values[token]);
}

QVariant TokenModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter | (section == TokenColumn ? Qt::AlignLeft : Qt::AlignRight));
    const bool tip = role == Qt::ToolTipRole;
    if (role != Qt::DisplayRole && !tip)
        return {};
    if (section == PositionColumn)
        return tip ? tr("Place in the text") : tr("place");
    if (section == TokenColumn)
        return tr("token");
    if (section == IdColumn)
        return tip ? tr("Number of the word in the model's vocabulary; all words that it lacks share one row "
                        "of the word table")
                   : tr("id");
    const Column& column = m_numbers[static_cast<std::size_t>(section - FirstNumber)];
    return tip ? column.tip : column.title;
}

void TokenModel::arrange() {
    m_order.resize(m_tokens.size());
    std::iota(m_order.begin(), m_order.end(), 0);
    const auto sortBy = [&](const auto& less) {
        std::stable_sort(m_order.begin(), m_order.end(), [&](int a, int b) {
            const auto first = static_cast<std::size_t>(a), second = static_cast<std::size_t>(b);
            return m_direction == Qt::AscendingOrder ? less(first, second) : less(second, first);
        });
    };
    if (m_sorted == PositionColumn) {
        if (m_direction == Qt::DescendingOrder)
            std::reverse(m_order.begin(), m_order.end());
    } else if (m_sorted == TokenColumn) {
        sortBy([&](std::size_t a, std::size_t b) { return m_tokens[a] < m_tokens[b]; });
    } else if (m_sorted == IdColumn) {
        sortBy([&](std::size_t a, std::size_t b) { return m_ids[a] < m_ids[b]; });
    } else {
        const std::vector<double>& values =
            m_numbers[static_cast<std::size_t>(m_sorted - FirstNumber)].values;
        sortBy([&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    }
}

void TokenModel::sort(int column, Qt::SortOrder order) {
    if (column < 0 || column >= columnCount())
        return;
    emit layoutAboutToBeChanged();
    m_sorted = column;
    m_direction = order;
    arrange();
    emit layoutChanged();
}

} // namespace lab
