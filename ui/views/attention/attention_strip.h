#pragma once

#include "ui/export/exportable.h"
#include "ui/views/attention/attention_layout.h"
#include "ui/views/attention/attention_painter.h"
#include "ui/views/attention/attention_scale.h"
#include "ui/views/attention/attention_table.h"
#include "ui/views/controls/cell_table.h"

#include <QAbstractScrollArea>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace lab {

class Look;

/// The attention of a few texts, one below the other: rows are layer × head, columns are tokens; α and β
/// stand side by side while the text is short and one above the other when it is long. Below them the weight
/// of each token in the final pooling and the predicted classes. Only visible cells are painted.
///
/// Arrow keys move a cell cursor; hovering a cell tells its token, value, rank and comparison with uniform
/// weights. With ScaleMode::Difference the numbers of the maps are the differences of two readings of one
/// text and may be negative.
class AttentionStrip : public QAbstractScrollArea, public Exportable, public CellTable {
    Q_OBJECT
public:
    explicit AttentionStrip(const Look& look, QWidget* parent = nullptr);

    /// Shows \p maps; class names and the colour of the run go with their probabilities. The cursor stays
    /// where it is while the texts stay the same.
    void setMaps(const std::vector<AttentionMap>& maps);
    void setClasses(const QStringList& names);
    void setRunColour(const QColor& colour);
    void setScale(const AttentionScale& scale);
    /// All heads, the mean of each layer's or one.
    void setHeads(const HeadChoice& choice);
    /// How much each token of the first text speaks for a class, as a row of bars below the map. \p name for
    /// tooltips and exported numbers ("leave-one-out"), \p caption says what the numbers are. No values take
    /// the row away.
    void setContributions(const std::vector<double>& values, const QString& name, const QString& caption);
    /// Texts that are not up to date yet are shown at part strength.
    void setStale(bool stale);

    [[nodiscard]] const AttentionScale& scale() const { return m_settings.scale; }
    /// The extremes of everything shown, for a scale that fits.
    [[nodiscard]] AttentionRange range() const;
    [[nodiscard]] int count() const { return static_cast<int>(m_blocks.size()); }
    [[nodiscard]] const AttentionTable& table(int text) const {
        return m_blocks[static_cast<std::size_t>(text)].table;
    }
    /// Where a cell is on the viewport, for tests and for tooltips.
    [[nodiscard]] QRect cellRect(int text, const AttentionCell& cell) const;
    // One row for each layer and head, the pooling and the contributions of each text, all texts one below
    // the other; one column a token.
    [[nodiscard]] int cellRows() const override;
    [[nodiscard]] int cellColumns(int row) const override;
    [[nodiscard]] QString rowTitle(int row) const override;
    [[nodiscard]] QString columnTitle(int column) const override;
    [[nodiscard]] QString cellSentence(int row, int column) const override;
    [[nodiscard]] QRect cellPlace(int row, int column) const override;
    [[nodiscard]] std::pair<int, int> cellUnder(QPoint point) const override;
    [[nodiscard]] std::pair<int, int> cellCursor() const override;
    /// "β, layer 2, head 3", with the kind in symbols, or at the end and in words.
    [[nodiscard]] QString rowName(const AttentionTable& table, const AttentionCell& cell, bool spoken) const;

    /// The columns of the first map that are on show, half open; all of them where it does not scroll.
    [[nodiscard]] std::pair<int, int> columnsInView() const;
    /// The first text is wider than the view.
    [[nodiscard]] bool scrolls() const;

    /// One sentence about a cell, as screen readers tell it.
    [[nodiscard]] QString sentenceFor(int text, const AttentionCell& cell) const;

    [[nodiscard]] QSize sizeHint() const override;

    /// Run, step and example for the line under an exported picture.
    void setExportCaption(const QString& caption) { m_caption = caption; }
    [[nodiscard]] QString exportTitle() const override;
    [[nodiscard]] QString exportCaption() const override;
    [[nodiscard]] bool exportable() const override { return !m_blocks.empty(); }
    /// All of a text's columns, up to a width that pictures can have; beyond it those in view.
    [[nodiscard]] QSize exportSize() const override;
    void paintExport(QPainter& painter, const QRect& place) override;
    /// One row a token: text, position, token, a column for each layer and head and kind, pooling.
    [[nodiscard]] NumberTable exportNumbers() const override;

public slots:
    /// Moves the cursor to a token of the first text, in the row where it stands.
    void chooseColumn(int token);
    /// Moves the cursor to the row of a head of the first text, in the column where it stands; \p kind as
    /// "alpha" or "beta".
    void chooseHead(const std::string& kind, int layer, int head);
    /// Scrolls until a column stands in the middle.
    void centreColumn(int column);

signals:
    /// The person moved the cursor, by a click or a key.
    void cellChosen(const lab::AttentionCell& cell);
    /// Other columns are on show.
    void viewChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    static constexpr double kLeastCell = 3, kMostCell = 4.5; ///< in units of the look
    struct Placement {
        AttentionLayout layout;
        int top = 0;
        bool heading = false; ///< names of the sides stand above it
    };
    struct Block : Placement {
        AttentionTable table;
    };
    struct Place {
        int text = 0;
        AttentionCell cell;
        bool operator==(const Place&) const = default;
    };
    [[nodiscard]] AttentionMetrics metrics(double cellHeight) const;
    [[nodiscard]] AttentionLayout layoutOf(const AttentionTable& table, const AttentionMetrics& metrics,
                                           int width) const;
    void relayout();
    int place(const AttentionMetrics& metrics);
    /// Where the blocks stand in \p width; their height together goes to \p total.
    [[nodiscard]] std::vector<Placement> placed(const AttentionMetrics& metrics, int width, int& total) const;
    [[nodiscard]] int exportWidth() const;
    [[nodiscard]] QPoint originOf(const Block& block) const;
    [[nodiscard]] std::optional<Place> placeAt(QPoint point) const;
    /// Text and cell of a row and column of the table, and back.
    [[nodiscard]] Place tablePlace(int row, int column) const;
    [[nodiscard]] std::pair<int, int> tableOf(const std::optional<Place>& place) const;
    void moveCursor(int columns, int rows);
    /// The cells one walks through with Up and Down in a text, from top to bottom.
    [[nodiscard]] static std::vector<AttentionCell> rowsDown(const Block& block,
                                                             const AttentionCell& through);
    [[nodiscard]] Place rowNeighbour(const Place& place, int step) const;
    void setCursorPlace(std::optional<Place> place);
    /// Screen readers ask for every cell anew.
    void tellTableReset();
    void ensureVisible(const Place& place);
    /// Fills the blocks' tables from the maps; what stands below them stays.
    void fillTables();
    [[nodiscard]] QString tooltipFor(const Place& place) const;
    [[nodiscard]] int headingHeight() const;
    void drawHeading(QPainter& painter, const Block& block, const Placement& at, int top) const;

    const Look& m_look;
    AttentionPainter::Settings m_settings;
    std::vector<std::shared_ptr<const AttentionMap>>
        m_maps; ///< as given; the blocks show some of their heads
    std::vector<Block> m_blocks;
    std::optional<Place> m_cursor, m_hover;
    QString m_caption, m_contributionName;
    HeadChoice m_heads;
    bool m_stale = false;
};

} // namespace lab
