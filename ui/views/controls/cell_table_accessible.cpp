#include "ui/views/controls/cell_table_accessible.h"

#include "ui/views/controls/cell_table.h"

#include <QAbstractScrollArea>
#include <QPointer>

namespace lab {
namespace {

constexpr int kMostCells = 4096; // cells that are kept; a reader asks for a few at a time

class CellAccessible : public QAccessibleInterface, public QAccessibleTableCellInterface {
public:
    CellAccessible(QAbstractScrollArea* view, CellTable* table, int row, int column)
        : m_view(view), m_table(table), m_row(row), m_column(column) {}

    [[nodiscard]] bool isValid() const override {
        return m_view && m_row < m_table->cellRows() && m_column < m_table->cellColumns(m_row);
    }
    [[nodiscard]] QObject* object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* parent() const override {
        return m_view ? QAccessible::queryAccessibleInterface(m_view) : nullptr;
    }
    [[nodiscard]] QAccessibleInterface* child(int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    [[nodiscard]] QString text(QAccessible::Text kind) const override {
        return isValid() && (kind == QAccessible::Name || kind == QAccessible::Value)
                   ? m_table->cellSentence(m_row, m_column)
                   : QString();
    }
    void setText(QAccessible::Text, const QString&) override {}
    [[nodiscard]] QRect rect() const override {
        if (!isValid())
            return {};
        const QRect cell = m_table->cellPlace(m_row, m_column);
        return {m_view->viewport()->mapToGlobal(cell.topLeft()), cell.size()};
    }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::Cell; }
    [[nodiscard]] QAccessible::State state() const override {
        QAccessible::State state;
        state.focusable = state.selectable = state.readOnly = true;
        state.selected = state.focused = isSelected();
        state.invalid = !isValid();
        return state;
    }
    [[nodiscard]] void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::TableCellInterface ? static_cast<QAccessibleTableCellInterface*>(this)
                                                       : nullptr;
    }

    [[nodiscard]] bool isSelected() const override {
        return isValid() && m_table->cellCursor() == std::pair(m_row, m_column);
    }
    [[nodiscard]] QList<QAccessibleInterface*> columnHeaderCells() const override { return {}; }
    [[nodiscard]] QList<QAccessibleInterface*> rowHeaderCells() const override { return {}; }
    [[nodiscard]] int columnIndex() const override { return m_column; }
    [[nodiscard]] int rowIndex() const override { return m_row; }
    [[nodiscard]] int columnExtent() const override { return 1; }
    [[nodiscard]] int rowExtent() const override { return 1; }
    [[nodiscard]] QAccessibleInterface* table() const override { return parent(); }

private:
    QPointer<QAbstractScrollArea> m_view;
    CellTable* m_table; ///< the same object
    int m_row, m_column;
};

QAccessibleInterface* makeAccessible(const QString&, QObject* object) {
    auto* view = qobject_cast<QAbstractScrollArea*>(object);
    return dynamic_cast<CellTable*>(view) != nullptr ? new CellTableAccessible(view) : nullptr;
}

} // namespace

CellTableAccessible::CellTableAccessible(QWidget* view) : QAccessibleWidget(view, QAccessible::Table) {}

CellTableAccessible::~CellTableAccessible() {
    forgetCells();
}

void CellTableAccessible::install() {
    static const bool once = [] {
        QAccessible::installFactory(makeAccessible);
        return true;
    }();
    Q_UNUSED(once)
}

CellTable* CellTableAccessible::table() const {
    return dynamic_cast<CellTable*>(object());
}

void CellTableAccessible::forgetCells() const {
    for (const QAccessible::Id id : std::as_const(m_cells))
        QAccessible::deleteAccessibleInterface(id);
    m_cells.clear();
}

void* CellTableAccessible::interface_cast(QAccessible::InterfaceType type) {
    return type == QAccessible::TableInterface ? static_cast<QAccessibleTableInterface*>(this)
                                               : QAccessibleWidget::interface_cast(type);
}

int CellTableAccessible::rowCount() const {
    return table() != nullptr ? table()->cellRows() : 0;
}

int CellTableAccessible::columnCount() const {
    int most = 0;
    for (int row = 0; row < rowCount(); ++row)
        most = std::max(most, table()->cellColumns(row));
    return most;
}

QString CellTableAccessible::rowDescription(int row) const {
    return row >= 0 && row < rowCount() ? table()->rowTitle(row) : QString();
}

QString CellTableAccessible::columnDescription(int column) const {
    return column >= 0 && rowCount() > 0 && column < table()->cellColumns(0) ? table()->columnTitle(column)
                                                                             : QString();
}

QAccessibleInterface* CellTableAccessible::cellAt(int row, int column) const {
    if (row < 0 || column < 0 || row >= rowCount() || column >= table()->cellColumns(row))
        return nullptr;
    const qint64 key = qint64{row} << 32 | column;
    if (const auto known = m_cells.constFind(key); known != m_cells.constEnd())
        return QAccessible::accessibleInterface(*known);
    if (m_cells.size() >= kMostCells)
        forgetCells();
    auto* cell = new CellAccessible(static_cast<QAbstractScrollArea*>(object()), table(), row, column);
    m_cells.insert(key, QAccessible::registerAccessibleInterface(cell));
    return cell;
}

int CellTableAccessible::childCount() const {
    return rowCount() * columnCount();
}

QAccessibleInterface* CellTableAccessible::child(int index) const {
    const int columns = columnCount();
    return columns > 0 && index >= 0 ? cellAt(index / columns, index % columns) : nullptr;
}

int CellTableAccessible::indexOfChild(const QAccessibleInterface* child) const {
    auto* cell = child != nullptr ? const_cast<QAccessibleInterface*>(child)->tableCellInterface() : nullptr;
    return cell != nullptr && cell->table() == this ? cell->rowIndex() * columnCount() + cell->columnIndex()
                                                    : -1;
}

QAccessibleInterface* CellTableAccessible::childAt(int x, int y) const {
    if (table() == nullptr)
        return nullptr;
    const QWidget* viewport = static_cast<QAbstractScrollArea*>(object())->viewport();
    const auto [row, column] = table()->cellUnder(viewport->mapFromGlobal(QPoint(x, y)));
    return cellAt(row, column);
}

QAccessibleInterface* CellTableAccessible::focusChild() const {
    if (table() == nullptr)
        return nullptr;
    const auto [row, column] = table()->cellCursor();
    return cellAt(row, column);
}

QList<QAccessibleInterface*> CellTableAccessible::selectedCells() const {
    QAccessibleInterface* cursor = focusChild();
    return cursor != nullptr ? QList<QAccessibleInterface*>{cursor} : QList<QAccessibleInterface*>{};
}

void CellTableAccessible::modelChange(QAccessibleTableModelChangeEvent*) {
    forgetCells();
}

} // namespace lab
