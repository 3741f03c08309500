#pragma once

#include "core/inspect/attention_statistics.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace lab {

/// The tokens of one text as a table: position, token, its id in the vocabulary, and for each weight of the
/// chosen head, for the pooling and for an explanation its value, rank and, for weights, its multiple of
/// uniform. Sorts itself.
class TokenModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    /// \p explanation: one number a token, or none; \p method names it.
    void setReading(const AttentionMap& map, int layer, int head, const std::vector<double>& explanation,
                    const QString& method);
    /// The token that stands in a row, and the row of a token.
    [[nodiscard]] int tokenAt(int row) const { return m_order.at(static_cast<std::size_t>(row)); }
    [[nodiscard]] int rowOf(int token) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    /// Qt::UserRole: the number itself, or the token; nothing for an id that there is not.
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    struct Column {
        QString title, tip;
        std::vector<double> values; ///< one a token
        int decimals = 0;
    };
    void addNumbers(const QString& name, const QString& tip, const std::vector<double>& values, bool weight);
    void arrange();

    enum { PositionColumn, TokenColumn, IdColumn, FirstNumber };
    std::vector<std::string> m_tokens;
    std::vector<std::int32_t> m_ids; ///< in the vocabulary, see AttentionMap::ids
    bool m_idsKnown = false;
    std::vector<Column> m_numbers;
    std::vector<int> m_order; ///< row → token
    int m_sorted = PositionColumn;
    Qt::SortOrder m_direction = Qt::AscendingOrder;
};

} // namespace lab
