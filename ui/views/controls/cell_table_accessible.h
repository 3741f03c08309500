#pragma once

#include <QAccessibleWidget>
#include <QHash>

namespace lab {

class CellTable;

/// A CellTable as a screen reader walks through it: rows, columns and cells with a sentence each. Cells are
/// made when they are asked for. GUI thread.
class CellTableAccessible : public QAccessibleWidget, public QAccessibleTableInterface {
public:
    explicit CellTableAccessible(QWidget* view);
    ~CellTableAccessible() override;

    /// Makes every CellTable of the program be seen this way; harmless to repeat. Call it before anything
    /// tells a screen reader of the view.
    static void install();

    [[nodiscard]] void* interface_cast(QAccessible::InterfaceType type) override;
    [[nodiscard]] int childCount() const override;
    [[nodiscard]] QAccessibleInterface* child(int index) const override;
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* child) const override;
    [[nodiscard]] QAccessibleInterface* childAt(int x, int y) const override;
    [[nodiscard]] QAccessibleInterface* focusChild() const override;

    [[nodiscard]] QAccessibleInterface* caption() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* summary() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* cellAt(int row, int column) const override;
    [[nodiscard]] int rowCount() const override;
    [[nodiscard]] int columnCount() const override;
    [[nodiscard]] QString rowDescription(int row) const override;
    [[nodiscard]] QString columnDescription(int column) const override;
    // The cursor is the one selected cell.
    [[nodiscard]] int selectedCellCount() const override { return focusChild() != nullptr ? 1 : 0; }
    [[nodiscard]] QList<QAccessibleInterface*> selectedCells() const override;
    [[nodiscard]] int selectedColumnCount() const override { return 0; }
    [[nodiscard]] int selectedRowCount() const override { return 0; }
    [[nodiscard]] QList<int> selectedColumns() const override { return {}; }
    [[nodiscard]] QList<int> selectedRows() const override { return {}; }
    [[nodiscard]] bool isColumnSelected(int) const override { return false; }
    [[nodiscard]] bool isRowSelected(int) const override { return false; }
    bool selectRow(int) override { return false; }
    bool selectColumn(int) override { return false; }
    bool unselectRow(int) override { return false; }
    bool unselectColumn(int) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent* event) override;

private:
    /// Null when the view is gone.
    [[nodiscard]] CellTable* table() const;
    void forgetCells() const;
    mutable QHash<qint64, QAccessible::Id> m_cells; ///< by row and column
};

} // namespace lab
