#pragma once

#include "ui/export/exportable.h"
#include "ui/models/compare_model.h"

#include <QTableView>

class QSortFilterProxyModel;

namespace lab {

class Look;

/// The table below the curves: sortable, the best value strong, foreign figures on their own face.
/// Ctrl+Backspace takes the chosen rows out of the comparison.
class CompareTable : public QTableView, public Exportable {
    Q_OBJECT
public:
    explicit CompareTable(const Look& look, QWidget* parent = nullptr);

    [[nodiscard]] CompareModel& source() const { return *m_model; }
    /// Widths after new content.
    void fit();
    /// Entry of the current row, −1 = none.
    [[nodiscard]] int currentEntry() const;
    void chooseEntry(int entry);
    [[nodiscard]] std::vector<int> chosenEntries() const;

    void setExportCaption(const QString& caption) { m_caption = caption; }
    [[nodiscard]] QString exportTitle() const override;
    [[nodiscard]] QString exportCaption() const override { return m_caption; }
    [[nodiscard]] bool exportable() const override;
    [[nodiscard]] QSize exportSize() const override;
    void paintExport(QPainter& painter, const QRect& place) override;
    [[nodiscard]] NumberTable exportNumbers() const override;

signals:
    void currentEntryChanged(int entry);

private:
    const Look& m_look;
    CompareModel* m_model;
    QSortFilterProxyModel* m_sorted;
    QString m_caption;
};

} // namespace lab
