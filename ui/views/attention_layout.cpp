#include "ui/views/attention_layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lab {

AttentionLayout::AttentionLayout(AttentionShape shape, const AttentionMetrics& metrics, int width)
    : m_shape(std::move(shape)), m_metrics(metrics), m_width(width) {
    const auto& m = m_metrics;
    m_half = (width - 2 * m.margin - m.label - m.gutter) / 2;
    std::vector<int> wanted;
    for (const int token : m_shape.tokenWidths)
        wanted.push_back(std::max(token + m.tokenPadding, m.least));
    const int natural = std::accumulate(wanted.begin(), wanted.end(), 0);
    m_sideBySide = natural <= m_half;
    m_cell = m_sideBySide ? m.cell : m.mapCell;
    m_header = m_sideBySide ? m.header : m_shape.turnedHeight;

    m_edges.push_back(0);
    const double stretch = m_sideBySide && natural > 0 ? static_cast<double>(m_half) / natural : 1;
    double edge = 0;
    for (const int column : wanted) {
        edge +=
            m_sideBySide ? std::min(column * stretch, std::max<double>(m.most, column)) : m.mapColumn + m.gap;
        m_edges.push_back(static_cast<int>(std::lround(edge)));
    }

    const int below = m_shape.pool || m_shape.bars ? m.poolGap + m_cell : 0;
    if (m_sideBySide)
        m_height = m_header + rowOffset(rows()) + below + m.blockGap;
    else
        m_height = m_header + 2 * (rowOffset(rows()) + m.mapGap) + (m_shape.pool ? m_cell + m.mapGap : 0) +
                   (m_shape.bars ? m.bars : 0) + m.blockGap;
}

int AttentionLayout::rowOffset(int row) const {
    const int heads = std::max(m_shape.heads, 1);
    // The gap between two layers stands before each layer but the first, so not after the last row.
    const int gaps = std::min(row / heads, std::max(m_shape.layers - 1, 0));
    return row * (m_cell + m_metrics.gap) + gaps * m_metrics.layerGap;
}

int AttentionLayout::left(int side) const {
    const int first = m_metrics.margin + (m_sideBySide ? m_metrics.label : m_metrics.mapLabel);
    return side == 1 && m_sideBySide ? first + m_half + m_metrics.gutter : first;
}

int AttentionLayout::top(int side, int row) const {
    if (m_sideBySide)
        return m_header + (side == 2 ? rowOffset(rows()) + m_metrics.poolGap : rowOffset(row));
    const int block = rowOffset(rows()) + m_metrics.mapGap;
    return m_header + side * block + (side == 2 ? 0 : rowOffset(row));
}

std::pair<int, int> AttentionLayout::column(int index) const {
    const auto i = static_cast<std::size_t>(index);
    return {m_edges[i], m_edges[i + 1] - m_metrics.gap};
}

QRect AttentionLayout::cell(const AttentionCell& cell) const {
    const auto [from, to] = column(cell.column);
    return {left(cell.side) + from, top(cell.side, cell.row), to - from, m_cell};
}

QRect AttentionLayout::row(int side, int row) const {
    return {left(side), top(side, row), contentWidth() - m_metrics.gap, m_cell};
}

QRect AttentionLayout::barsRect() const {
    if (!m_shape.bars)
        return {};
    if (m_sideBySide)
        return {left(1), top(2, 0), m_half, m_cell};
    return {left(0), top(2, 0) + (m_shape.pool ? m_cell + m_metrics.mapGap : 0),
            m_width - left(0) - m_metrics.margin, m_metrics.bars};
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
    for (int side = 0; side < 3; ++side) {
        if (side == 2 && !m_shape.pool)
            continue;
        const int x = point.x() - left(side);
        if (x < 0 || x >= contentWidth())
            continue;
        const int count = side == 2 ? 1 : rows();
        for (int index = 0; index < count; ++index) {
            const int y = top(side, index);
            if (point.y() >= y && point.y() < y + m_cell + m_metrics.gap)
                return AttentionCell{side, index, columnsWithin(x, x + 1).first};
        }
    }
    return std::nullopt;
}

} // namespace lab
