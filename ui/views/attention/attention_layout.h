#pragma once

#include <QPoint>
#include <QRect>

#include <optional>
#include <vector>

namespace lab {

/// The sizes an attention view is made of, in device-independent pixels.
struct AttentionMetrics {
    int margin = 16;
    int label = 38;        ///< column of row labels at the left, side by side
    int mapLabel = 50;     ///< the same for a map, which names α and β there
    int gutter = 16;       ///< between α and β side by side
    int gap = 1;           ///< between cells, both ways
    int cell = 12;         ///< height of a cell side by side
    int layerGap = 4;      ///< more between layers
    int poolGap = 7;       ///< more above the pooling row
    int blockGap = 14;     ///< below each text
    int header = 20;       ///< line of tokens side by side
    int tokenPadding = 14; ///< column width beyond the token's own
    int least = 28;        ///< narrowest column side by side
    int tightPadding = 6;  ///< the same two where a text would not fit otherwise
    int tightLeast = 14;
    int most = 84;      ///< widest stretched column
    int mapColumn = 16; ///< narrowest column of a map, and the widest
    int mapMost = 28;
    int mapCell = 18;
    int mapGap = 8;         ///< between α, β and pooling one above the other
    int bars = 18;          ///< line of class bars below a map
    int contributions = 44; ///< row of bars up and down, one a token
    int caption = 18;       ///< line of text below them
};

/// What decides the form of one text's picture.
struct AttentionShape {
    std::vector<int> tokenWidths; ///< of each token's text
    int layers = 0, heads = 0;
    int sides = 2; ///< α and β, or one row of weights a head
    bool pool = false;
    bool bars = false;
    bool contributions = false;
    int turnedHeight = 0; ///< room for tokens turned by 90°, if it comes to that
};

/// Which cell of a text: side 0 = α, 1 = β, 2 = pooling (row 0), 3 = contributions (row 0).
struct AttentionCell {
    int side = 0;
    int row = 0; ///< layer × heads + head
    int column = 0;
    bool operator==(const AttentionCell&) const = default;
};

/// Geometry of one text in one of three forms: α | β side by side when its words fit into half the width; α
/// above β when they fit into all of it, or when there is one side only; else a map, α above β with turned
/// words over narrow columns that scroll sideways. All positions are relative to the block's top-left corner;
/// x of a map is before scrolling.
class AttentionLayout {
public:
    AttentionLayout() = default;
    AttentionLayout(AttentionShape shape, const AttentionMetrics& metrics, int width);

    enum class Form { SideBySide, Stacked, Map };
    [[nodiscard]] Form form() const { return m_form; }
    [[nodiscard]] bool sideBySide() const { return m_form == Form::SideBySide; }
    [[nodiscard]] int height() const { return m_height; }
    [[nodiscard]] int headerHeight() const { return m_header; }
    [[nodiscard]] int columns() const { return static_cast<int>(m_shape.tokenWidths.size()); }
    [[nodiscard]] int rows() const { return m_shape.layers * m_shape.heads; }
    /// Width of the cells of one side, gaps included.
    [[nodiscard]] int contentWidth() const { return m_edges.empty() ? 0 : m_edges.back(); }
    /// Left end of a side's cells, and of the room for a map's cells.
    [[nodiscard]] int left(int side) const;
    [[nodiscard]] int top(int side, int row) const;
    [[nodiscard]] int cellHeight() const { return m_cell; }
    [[nodiscard]] QRect cell(const AttentionCell& cell) const;
    /// Rectangle of a whole row of cells.
    [[nodiscard]] QRect row(int side, int row) const;
    /// Left and right end of a column inside its side, without the gap.
    [[nodiscard]] std::pair<int, int> column(int index) const;
    /// Where the class bars go; empty when the shape asked for none.
    [[nodiscard]] QRect barsRect() const;
    /// Where the line below the contributions goes; empty when the shape asked for none.
    [[nodiscard]] QRect captionRect() const;
    /// The columns that touch [from, to) of a side's own x axis, as a half-open range.
    [[nodiscard]] std::pair<int, int> columnsWithin(int from, int to) const;
    /// The cell at \p point (x already with the scrolling added for a map), if any.
    [[nodiscard]] std::optional<AttentionCell> at(QPoint point) const;

private:
    [[nodiscard]] int rowOffset(int row) const;
    [[nodiscard]] int below() const;
    [[nodiscard]] int heightOf(int side) const;
    [[nodiscard]] int room(Form form) const;
    void chooseForm();
    void placeColumns(int available);

    AttentionShape m_shape;
    AttentionMetrics m_metrics;
    std::vector<int> m_edges; ///< left ends of the columns, and the end of the last gap
    Form m_form = Form::SideBySide;
    int m_width = 0, m_half = 0, m_cell = 0, m_header = 0, m_height = 0;
};

} // namespace lab
