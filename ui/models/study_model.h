#pragma once

#include "workbench/quality_study.h"

#include <QAbstractTableModel>

#include <vector>

namespace lab {

/// A study as the paper's table, a row a model; models whose runs are still to come stand at the end. Roles:
/// CompareRole.
class StudyModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        EncoderColumn,
        SharingColumn,
        AccuracyColumn,
        MacroF1Column,
        PaperAccuracyColumn,
        PaperMacroF1Column,
        AttentionColumn,
        TotalColumn,
        SecondsColumn,
        SeedsColumn,
        Columns
    };
    explicit StudyModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void setStudy(const StudyResult& study);
    [[nodiscard]] const StudyResult& study() const { return m_study; }
    /// With those that have no finished run yet.
    [[nodiscard]] const std::vector<StudyRow>& rows() const { return m_rows; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    /// NaN = none.
    [[nodiscard]] double valueOf(const StudyRow& row, int column) const;
    [[nodiscard]] QString textOf(const StudyRow& row, int column) const;
    [[nodiscard]] double deviationOf(const StudyRow& row, int column) const;
    [[nodiscard]] bool isBest(double value, int column) const;

    StudyResult m_study;
    std::vector<StudyRow> m_rows;
};

/// "query = value + all layers".
QString sharingTitle(Sharing sharing);

} // namespace lab
