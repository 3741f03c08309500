#include "ui/views/comparing/compare_table.h"

#include "ui/models/compare_model.h"

namespace lab {

CompareTable::CompareTable(const Look& look, QWidget* parent)
    : CompareTable(look, new CompareModel, parent) {}

CompareTable::CompareTable(const Look& look, CompareModel* model, QWidget* parent)
    : FigureTable(look, model, parent), m_model(model) {
    model->setParent(this);
}

QString CompareTable::exportTitle() const {
    return tr("Comparison");
}

NumberTable CompareTable::exportNumbers() const {
    NumberTable table{m_model->keys(), {}};
    for (int row = 0; row < m_model->rowCount(); ++row) {
        std::vector<QVariant> cells;
        for (int column = 0; column < m_model->columnCount(); ++column) {
            const QModelIndex index = m_model->index(row, column);
            const QVariant value = index.data(SortValueRole);
            const bool none = value.typeId() == QMetaType::Double && value.toDouble() < -1e300;
            cells.push_back(none ? QVariant() : value);
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

} // namespace lab
