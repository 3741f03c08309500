#pragma once

#include "ui/bridge/duel_session.h"
#include "ui/export/exportable.h"
#include "ui/views/attention/attention_scale.h"
#include "ui/views/controls/cell_table.h"

#include <QAbstractScrollArea>

#include <optional>

namespace lab {

class Look;

/// One text through two models: the weights of A, of B and B − A in the same columns, a row a kind and layer
/// (the mean over its heads), with the classes of both at the right. Long texts scroll sideways; only visible
/// columns are painted. Hovering a cell tells its token and value; the arrow keys, Home and End move a cursor
/// from cell to cell, and a screen reader reads all of it as a table.
class DuelStrip : public QAbstractScrollArea, public Exportable, public CellTable {
    Q_OBJECT
public:
    explicit DuelStrip(const Look& look, QWidget* parent = nullptr);

    /// Names and colour slots of the two runs.
    struct Side {
        QString name;
        int colour = 0;
    };
    void setSides(const Side& a, const Side& b);
    void setDuel(const Duel& duel);
    void clear();
    /// What is shown belongs to another text or run: part strength until the next setDuel().
    void setStale(bool stale);
    [[nodiscard]] bool isEmpty() const { return !m_duel; }
    [[nodiscard]] const std::optional<Duel>& duel() const { return m_duel; }
    /// What the colours of the weights and of B − A mean, for legends.
    [[nodiscard]] const AttentionScale& weightScale() const { return m_scale; }
    [[nodiscard]] const AttentionScale& differenceScale() const { return m_signed; }
    /// One sentence about a cell, as screen readers and tooltips tell it; \p block 0 = A, 1 = B, 2 = B − A.
    [[nodiscard]] QString sentenceFor(int block, int row, int token) const;

    // The rows of A, of B and of B − A, one below the other; one column a token.
    [[nodiscard]] int cellRows() const override;
    [[nodiscard]] int cellColumns(int row) const override;
    [[nodiscard]] QString rowTitle(int row) const override;
    [[nodiscard]] QString columnTitle(int column) const override;
    [[nodiscard]] QString cellSentence(int row, int column) const override;
    [[nodiscard]] QRect cellPlace(int row, int column) const override;
    [[nodiscard]] std::pair<int, int> cellUnder(QPoint point) const override;
    [[nodiscard]] std::pair<int, int> cellCursor() const override;

    void setExportCaption(const QString& caption) { m_caption = caption; }
    [[nodiscard]] QString exportTitle() const override;
    [[nodiscard]] QString exportCaption() const override { return m_caption; }
    [[nodiscard]] bool exportable() const override { return m_duel.has_value(); }
    [[nodiscard]] QSize exportSize() const override;
    void paintExport(QPainter& painter, const QRect& place) override;
    [[nodiscard]] NumberTable exportNumbers() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    /// Geometry for a width; x of the cells before scrolling.
    struct Layout {
        int left = 0, right = 0; ///< room of the cells
        int column = 0;          ///< width of each column
        int header = 0, cell = 0, blockGap = 0, poolGap = 0;
        bool turned = false; ///< tokens stand upright
        int total = 0;       ///< width of all columns
    };
    [[nodiscard]] Layout layoutFor(int width) const;
    [[nodiscard]] const std::vector<AttentionRow>& rowsOf(int block) const;
    [[nodiscard]] int topOf(const Layout& layout, int block, int row) const;
    [[nodiscard]] int heightOf(const Layout& layout) const;
    void paint(QPainter& painter, const Layout& layout, int width, int scroll) const;
    void paintTokens(QPainter& painter, const Layout& layout, int scroll) const;
    void paintBlock(QPainter& painter, const Layout& layout, int block, int scroll) const;
    void paintClasses(QPainter& painter, const Layout& layout, int width) const;
    void paintDifferenceNumbers(QPainter& painter, const Layout& layout, int width) const;
    [[nodiscard]] QString rowName(const AttentionRow& row) const;
    [[nodiscard]] QString sideName(int block) const;
    /// Block and row of a row of the table.
    [[nodiscard]] std::pair<int, int> blockOf(int row) const;
    [[nodiscard]] const AttentionRow& tableRow(int row) const;
    void paintCursor(QPainter& painter, const Layout& layout) const;
    void moveCursor(int rows, int columns);
    void setCursorCell(int row, int column);
    void tellTableReset();
    void relayout();

    const Look& m_look;
    std::optional<Duel> m_duel;
    Side m_a, m_b;
    AttentionScale m_scale, m_signed; ///< of the weights and of their difference
    bool m_stale = false;
    int m_row = -1, m_column = -1; ///< of the cursor, −1 = none
    QString m_caption;
};

} // namespace lab
