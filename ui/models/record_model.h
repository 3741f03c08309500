#pragma once

#include "ui/bridge/record_session.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

#include <vector>

namespace lab {

/// The records of a data set as a table of any length: rows are asked for by windows when they are first
/// shown, and read "…" until they have arrived.
class RecordModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        PositionColumn,
        SplitColumn,
        LabelColumn,
        TokensColumn,
        PredictedColumn,
        ConfidenceColumn,
        TextColumn,
        Columns
    };
    explicit RecordModel(RecordSession& session, QObject* parent = nullptr);

    void setLabels(const QStringList& labels) { m_labels = labels; }
    [[nodiscard]] const QStringList& labels() const { return m_labels; }
    void setFilter(const RecordFilter& filter);
    [[nodiscard]] const RecordFilter& filter() const { return m_filter; }
    /// Asks for the same choice again: the records have changed.
    void rearrange();
    /// Asks for the rows again, which stay where they are although the records have changed.
    void refetch();
    /// Number of the arrangement on show.
    [[nodiscard]] std::uint64_t arrangement() const { return m_arrangement; }
    /// The record in \p row, null while it has not arrived.
    [[nodiscard]] const RecordRow* record(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    /// Class, part and text can be edited: what is wanted is told by cellEdited().
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

    static constexpr int kWindow = 200; ///< rows fetched together

signals:
    /// \p count records are meant by the filter.
    void arranged(std::int64_t count);
    /// \p value: a text, or the number of a class or a part.
    void cellEdited(int row, int column, const QVariant& value);

private:
    void take(std::uint64_t arrangement, std::int64_t first, const std::vector<RecordRow>& rows);
    [[nodiscard]] QVariant text(const RecordRow& record, int column) const;
    [[nodiscard]] static QVariant value(const RecordRow& record, int column);
    [[nodiscard]] QString labelName(int label) const;

    RecordSession& m_session;
    QStringList m_labels;
    RecordFilter m_filter;
    RecordOrder m_order;
    std::uint64_t m_arrangement = 0;
    int m_count = 0;
    QHash<int, std::vector<RecordRow>> m_windows; ///< by number of the window
    mutable QSet<int> m_asked;
};

/// "train", "validation", "test" as lists show them.
QString splitName(RecordSplit split);

} // namespace lab
