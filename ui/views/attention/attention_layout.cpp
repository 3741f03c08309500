#include "ui/views/attention/attention_layout.h"

#include <algorithm>
#include <cmath>

namespace lab {

AttentionLayout::AttentionLayout(AttentionShape shape, const AttentionMetrics& metrics, int width)
    : m_shape(std::move(shape)), m_metrics(metrics), m_width(width) {
    const auto& m = m_metrics;
    m_half = room(Form::SideBySide);
    chooseForm();
    placeColumns(room(m_form));
    m_cell = m_form == Form::Map ? m.mapCell : m.cell;
    m_header = m_form == Form::Map ? m_shape.turnedHeight : m.header;
    const int contributed = m_shape.contributions ? m.mapGap + m.contributions + m.caption : 0;
    if (sideBySide()) {
        const int below = m_shape.pool || m_shape.bars ? m.poolGap + m_cell : 0;
        m_height = m_header + rowOffset(rows()) + below + contributed + m.blockGap;
    } else {
        m_height = m_header + m_shape.sides * (rowOffset(rows()) + m.mapGap) +
                   (m_shape.pool ? m_cell + m.mapGap : 0) + contributed + (m_shape.bars ? m.bars : 0) +
                   m.blockGap;
    }
}

int AttentionLayout::room(Form form) const {
    const auto& m = m_metrics;
    if (form == Form::SideBySide)
        return (m_width - 2 * m.margin - m.label - m.gutter) / 2;
    return m_width - 2 * m.margin - m.mapLabel;
}

void AttentionLayout::chooseForm() {
    int tight = 0;
    for (const int token : m_shape.tokenWidths)
        tight += std::max(token + m_metrics.tightPadding, m_metrics.tightLeast);
    m_form = m_shape.sides > 1 && tight <= room(Form::SideBySide) ? Form::SideBySide
             : tight <= room(Form::Stacked)                       ? Form::Stacked
                                                                  : Form::Map;
}

// Comfortable columns are stretched to fill the room; where they are too wide, their padding gives way.
void AttentionLayout::placeColumns(int available) {
    const auto& m = m_metrics;
    const auto count = static_cast<double>(m_shape.tokenWidths.size());
    double comfortable = 0, tight = 0;
    for (const int token : m_shape.tokenWidths) {
        comfortable += std::max(token + m.tokenPadding, m.least);
        tight += std::max(token + m.tightPadding, m.tightLeast);
    }
    const double stretch = comfortable > 0 ? available / comfortable : 1;
    const double ease = comfortable > tight ? (available - tight) / (comfortable - tight) : 0;
    m_edges.push_back(0);
    double edge = 0;
    for (const int token : m_shape.tokenWidths) {
        const double wide = std::max(token + m.tokenPadding, m.least);
        const double narrow = std::max(token + m.tightPadding, m.tightLeast);
        if (m_form == Form::Map)
            edge += std::clamp(std::floor(available / count), m.mapColumn + 1.0 * m.gap, 1.0 * m.mapMost);
        else
            edge += stretch >= 1 ? std::min(wide * stretch, std::max<double>(m.most, wide))
                                 : narrow + (wide - narrow) * ease;
        m_edges.push_back(static_cast<int>(std::lround(edge)));
    }
}

int AttentionLayout::rowOffset(int row) const {
    const int heads = std::max(m_shape.heads, 1);
    // The gap between two layers stands before each layer but the first, so not after the last row.
    const int gaps = std::min(row / heads, std::max(m_shape.layers - 1, 0));
    return row * (m_cell + m_metrics.gap) + gaps * m_metrics.layerGap;
}

int AttentionLayout::left(int side) const {
    const int first = m_metrics.margin + (sideBySide() ? m_metrics.label : m_metrics.mapLabel);
    return side == 1 && sideBySide() ? first + m_half + m_metrics.gutter : first;
}

/// Lower end of the pooling row, or of the last row of heads.
int AttentionLayout::below() const {
    if (sideBySide())
        return top(2, 0) + (m_shape.pool || m_shape.bars ? m_cell : 0);
    return top(2, 0) + (m_shape.pool ? m_cell : -m_metrics.mapGap);
}

int AttentionLayout::heightOf(int side) const {
    return side == 3 ? m_metrics.contributions : m_cell;
}

QRect AttentionLayout::captionRect() const {
    if (!m_shape.contributions)
        return {};
    return {left(0), top(3, 0) + m_metrics.contributions, m_width - left(0) - m_metrics.margin,
            m_metrics.caption};
}

int AttentionLayout::top(int side, int row) const {
    if (side == 3)
        return below() + m_metrics.mapGap;
    if (sideBySide())
        return m_header + (side == 2 ? rowOffset(rows()) + m_metrics.poolGap : rowOffset(row));
    const int block = rowOffset(rows()) + m_metrics.mapGap;
    return m_header + (side == 2 ? m_shape.sides * block : side * block + rowOffset(row));
}

std::pair<int, int> AttentionLayout::column(int index) const {
    const auto i = static_cast<std::size_t>(index);
    return {m_edges[i], m_edges[i + 1] - m_metrics.gap};
}

QRect AttentionLayout::cell(const AttentionCell& cell) const {
    const auto [from, to] = column(cell.column);
    return {left(cell.side) + from, top(cell.side, cell.row), to - from, heightOf(cell.side)};
}

QRect AttentionLayout::row(int side, int row) const {
    return {left(side), top(side, row), contentWidth() - m_metrics.gap, heightOf(side)};
}

QRect AttentionLayout::barsRect() const {
    if (!m_shape.bars)
        return {};
    if (sideBySide())
        return {left(1), top(2, 0), m_half, m_cell};
    const int above = m_shape.contributions ? captionRect().bottom() + 1 : below() + m_metrics.mapGap;
    return {left(0), above, m_width - left(0) - m_metrics.margin, m_metrics.bars};
}

std::pair<int, int> AttentionLayout::columnsWithin(int from, int to) const {
    if (columns() == 0)
        return {0, 0};
    const auto first = std::upper_bound(m_edges.begin(), m_edges.end(), from);
    const auto last = std::lower_bound(m_edges.begin(), m_edges.end(), to);
    const int begin = std::max(static_cast<int>(first - m_edges.begin()) - 1, 0);
    return {begin, std::min(static_cast<int>(last - m_edges.begin()), columns())};
}

std::optional<AttentionCell> AttentionLayout::at(QPoint point) const {
    const bool present[] = {true, m_shape.sides > 1, m_shape.pool, m_shape.contributions};
    for (int side = 0; side < 4; ++side) {
        if (!present[side])
            continue;
        const int x = point.x() - left(side);
        if (x < 0 || x >= contentWidth())
            continue;
        const int count = side >= 2 ? 1 : rows();
        for (int index = 0; index < count; ++index) {
            const int y = top(side, index);
            if (point.y() >= y && point.y() < y + heightOf(side) + m_metrics.gap)
                return AttentionCell{side, index, columnsWithin(x, x + 1).first};
        }
    }
    return std::nullopt;
}

} // namespace lab
