#include "ui/views/attention_accessible.h"

#include "ui/views/attention_strip.h"

#include <QPointer>

namespace lab {
namespace {

constexpr int kMostCells = 4096; // cells that are kept; a reader asks for a few at a time

class CellAccessible : public QAccessibleInterface, public QAccessibleTableCellInterface {
public:
    CellAccessible(AttentionStrip* strip, int row, int column)
        : m_strip(strip), m_row(row), m_column(column) {}

    [[nodiscard]] bool isValid() const override {
        return m_strip && m_row < m_strip->tableRows() &&
               m_column < m_strip->table(m_strip->tableRow(m_row).first).tokens();
    }
    [[nodiscard]] QObject* object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* parent() const override {
        return m_strip ? QAccessible::queryAccessibleInterface(m_strip) : nullptr;
    }
    [[nodiscard]] QAccessibleInterface* child(int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    [[nodiscard]] QString text(QAccessible::Text kind) const override {
        return isValid() && (kind == QAccessible::Name || kind == QAccessible::Value)
                   ? m_strip->sentenceFor(place().first, place().second)
                   : QString();
    }
    void setText(QAccessible::Text, const QString&) override {}
    [[nodiscard]] QRect rect() const override {
        if (!isValid())
            return {};
        const QRect cell = m_strip->cellRect(place().first, place().second);
        return {m_strip->viewport()->mapToGlobal(cell.topLeft()), cell.size()};
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
        return isValid() && m_strip->cursorOf(place().first) == place().second;
    }
    [[nodiscard]] QList<QAccessibleInterface*> columnHeaderCells() const override { return {}; }
    [[nodiscard]] QList<QAccessibleInterface*> rowHeaderCells() const override { return {}; }
    [[nodiscard]] int columnIndex() const override { return m_column; }
    [[nodiscard]] int rowIndex() const override { return m_row; }
    [[nodiscard]] int columnExtent() const override { return 1; }
    [[nodiscard]] int rowExtent() const override { return 1; }
    [[nodiscard]] QAccessibleInterface* table() const override { return parent(); }

private:
    [[nodiscard]] std::pair<int, AttentionCell> place() const {
        auto place = m_strip->tableRow(m_row);
        place.second.column = m_column;
        return place;
    }
    QPointer<AttentionStrip> m_strip;
    int m_row, m_column;
};

QAccessibleInterface* makeAccessible(const QString&, QObject* object) {
    auto* strip = qobject_cast<AttentionStrip*>(object);
    return strip != nullptr ? new AttentionAccessible(strip) : nullptr;
}

} // namespace

AttentionAccessible::AttentionAccessible(AttentionStrip* strip)
    : QAccessibleWidget(strip, QAccessible::Table) {}

AttentionAccessible::~AttentionAccessible() {
    forgetCells();
}

void AttentionAccessible::install() {
    static const bool once = [] {
        QAccessible::installFactory(makeAccessible);
        return true;
    }();
    Q_UNUSED(once)
}

AttentionStrip* AttentionAccessible::strip() const {
    return qobject_cast<AttentionStrip*>(object());
}

void AttentionAccessible::forgetCells() const {
    for (const QAccessible::Id id : std::as_const(m_cells))
        QAccessible::deleteAccessibleInterface(id);
    m_cells.clear();
}

void* AttentionAccessible::interface_cast(QAccessible::InterfaceType type) {
    return type == QAccessible::TableInterface ? static_cast<QAccessibleTableInterface*>(this)
                                               : QAccessibleWidget::interface_cast(type);
}

int AttentionAccessible::rowCount() const {
    return strip() != nullptr ? strip()->tableRows() : 0;
}

int AttentionAccessible::columnCount() const {
    int most = 0;
    for (int text = 0; strip() != nullptr && text < strip()->count(); ++text)
        most = std::max(most, strip()->table(text).tokens());
    return most;
}

QString AttentionAccessible::rowDescription(int row) const {
    if (strip() == nullptr || row < 0 || row >= rowCount())
        return {};
    const auto [text, cell] = strip()->tableRow(row);
    return strip()->rowName(strip()->table(text), cell, true);
}

QString AttentionAccessible::columnDescription(int column) const {
    if (strip() == nullptr || strip()->count() == 0 || column < 0 || column >= strip()->table(0).tokens())
        return {};
    return QString::fromStdString(strip()->table(0).map().tokens[static_cast<std::size_t>(column)]);
}

QAccessibleInterface* AttentionAccessible::cellAt(int row, int column) const {
    if (row < 0 || column < 0 || row >= rowCount() ||
        column >= strip()->table(strip()->tableRow(row).first).tokens())
        return nullptr;
    const qint64 key = qint64{row} << 32 | column;
    if (const auto known = m_cells.constFind(key); known != m_cells.constEnd())
        return QAccessible::accessibleInterface(*known);
    if (m_cells.size() >= kMostCells)
        forgetCells();
    auto* cell = new CellAccessible(strip(), row, column);
    m_cells.insert(key, QAccessible::registerAccessibleInterface(cell));
    return cell;
}

int AttentionAccessible::childCount() const {
    return rowCount() * columnCount();
}

QAccessibleInterface* AttentionAccessible::child(int index) const {
    const int columns = columnCount();
    return columns > 0 && index >= 0 ? cellAt(index / columns, index % columns) : nullptr;
}

int AttentionAccessible::indexOfChild(const QAccessibleInterface* child) const {
    auto* cell = child != nullptr ? const_cast<QAccessibleInterface*>(child)->tableCellInterface() : nullptr;
    return cell != nullptr && cell->table() == this ? cell->rowIndex() * columnCount() + cell->columnIndex()
                                                    : -1;
}

QAccessibleInterface* AttentionAccessible::childAt(int x, int y) const {
    if (strip() == nullptr)
        return nullptr;
    const auto [row, column] = strip()->tablePlaceAt(strip()->viewport()->mapFromGlobal(QPoint(x, y)));
    return cellAt(row, column);
}

QAccessibleInterface* AttentionAccessible::focusChild() const {
    for (int row = 0; row < rowCount(); ++row) {
        auto [text, cell] = strip()->tableRow(row);
        const auto cursor = strip()->cursorOf(text);
        if (cursor && cursor->side == cell.side && cursor->row == cell.row)
            return cellAt(row, cursor->column);
    }
    return nullptr;
}

QList<QAccessibleInterface*> AttentionAccessible::selectedCells() const {
    QAccessibleInterface* cursor = focusChild();
    return cursor != nullptr ? QList<QAccessibleInterface*>{cursor} : QList<QAccessibleInterface*>{};
}

void AttentionAccessible::modelChange(QAccessibleTableModelChangeEvent*) {
    forgetCells();
}

} // namespace lab
