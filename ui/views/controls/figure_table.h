#pragma once

#include "ui/export/exportable.h"

#include <QTableView>

#include <vector>

class QAbstractTableModel;
class QSortFilterProxyModel;

namespace lab {

class Look;

/// A table of figures by the roles of CompareRole: sortable, the best value strong, deviations quiet, foreign
/// figures on their own face. Rows of the model are called entries.
class FigureTable : public QTableView, public Exportable {
    Q_OBJECT
public:
    /// \p model must live as long as the table.
    FigureTable(const Look& look, QAbstractTableModel* model, QWidget* parent = nullptr);

    /// Widths after new content; columns give up some of their air where not all have room.
    void fit();
    /// Entry of the current row, −1 = none.
    [[nodiscard]] int currentEntry() const;
    void chooseEntry(int entry);
    /// Chooses all of \p entries and no others; \p current, −1 = none, has the keyboard.
    void chooseEntries(const std::vector<int>& entries, int current);
    [[nodiscard]] std::vector<int> chosenEntries() const;

    void setExportCaption(const QString& caption) { m_caption = caption; }
    [[nodiscard]] QString exportCaption() const override { return m_caption; }
    [[nodiscard]] bool exportable() const override;
    [[nodiscard]] QSize exportSize() const override;
    void paintExport(QPainter& painter, const QRect& place) override;

protected:
    void resizeEvent(QResizeEvent* event) override;

signals:
    void currentEntryChanged(int entry);

private:
    const Look& m_look;
    QSortFilterProxyModel* m_sorted;
    QString m_caption;
};

} // namespace lab
