#include "ui/views/controls/text_flow.h"

#include <QFontMetrics>

#include <algorithm>

namespace lab {

void TextFlow::restart(const Measure& measure, int width) {
    if (measure.font != m_measure.font)
        m_advances.clear();
    m_measure = measure;
    m_width = width;
    m_x = measure.margin;
    m_y = measure.above;
    m_places.clear();
}

bool TextFlow::advance(const QStringList& tokens, int most) {
    const QFontMetrics metrics(m_measure.font);
    const auto count = static_cast<std::size_t>(tokens.size());
    const std::size_t end = std::min(count, m_places.size() + static_cast<std::size_t>(most));
    m_places.reserve(count);
    const int right = m_width - m_measure.margin;
    while (m_places.size() < end) {
        const QString& token = tokens[static_cast<qsizetype>(m_places.size())];
        auto known = m_advances.constFind(token);
        if (known == m_advances.constEnd())
            known = m_advances.insert(token, metrics.horizontalAdvance(token));
        const int width = std::min(*known + 2 * m_measure.padding, std::max(right - m_measure.margin, 1));
        if (m_x + width > right && m_x > m_measure.margin) {
            m_x = m_measure.margin;
            m_y += m_measure.line;
        }
        m_places.emplace_back(m_x, m_y + (m_measure.line - m_measure.box) / 2, width, m_measure.box);
        m_x += width + m_measure.space;
    }
    return m_places.size() == count;
}

int TextFlow::firstAt(int y) const {
    const auto found = std::partition_point(m_places.begin(), m_places.end(),
                                            [y](const QRect& place) { return place.bottom() < y; });
    return static_cast<int>(found - m_places.begin());
}

int TextFlow::at(QPoint point) const {
    for (auto i = static_cast<std::size_t>(firstAt(point.y()));
         i < m_places.size() && m_places[i].top() <= point.y(); ++i)
        if (m_places[i].contains(point))
            return static_cast<int>(i);
    return -1;
}

} // namespace lab
