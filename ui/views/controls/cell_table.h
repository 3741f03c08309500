#pragma once

#include <QPoint>
#include <QRect>
#include <QString>

#include <utility>

namespace lab {

/// A painted view of cells as the table that it is: what CellTableAccessible tells a screen reader. The view
/// is a QAbstractScrollArea; places are on its viewport. Rows may have different lengths. GUI thread.
class CellTable {
public:
    CellTable() = default;
    virtual ~CellTable() = default;
    CellTable(const CellTable&) = delete;
    CellTable& operator=(const CellTable&) = delete;

    [[nodiscard]] virtual int cellRows() const = 0;
    [[nodiscard]] virtual int cellColumns(int row) const = 0;
    [[nodiscard]] virtual QString rowTitle(int row) const = 0;
    [[nodiscard]] virtual QString columnTitle(int column) const = 0;
    [[nodiscard]] virtual QString cellSentence(int row, int column) const = 0;
    [[nodiscard]] virtual QRect cellPlace(int row, int column) const = 0;
    /// Row and column at \p point; {−1, −1} for none.
    [[nodiscard]] virtual std::pair<int, int> cellUnder(QPoint point) const = 0;
    /// Row and column of the cursor; {−1, −1} for none.
    [[nodiscard]] virtual std::pair<int, int> cellCursor() const = 0;
};

} // namespace lab
