#include "ui/views/attention/attention_minimap.h"

#include "core/inspect/attention_statistics.h"
#include "ui/look/look.h"
#include "ui/words/format.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace lab {

AttentionMinimap::AttentionMinimap(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Overview of the text"));
    setToolTip(tr("Mean weight of each token over all heads, from the smallest to the largest. Click or drag "
                  "to go there."));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&look, &Look::changed, this, [this] {
        sumUp();
        update();
    });
}

void AttentionMinimap::setMap(const AttentionMap& map) {
    const auto means = meanWeights(map);
    m_weights.assign(map.tokens.size(), 0);
    for (const auto& [kind, weights] : means)
        for (std::size_t i = 0; i < weights.size() && i < m_weights.size(); ++i)
            m_weights[i] += static_cast<float>(weights[i] / static_cast<double>(means.size()));
    sumUp();
    update();
}

void AttentionMinimap::setView(int first, int last) {
    m_first = first;
    m_last = last;
    setAccessibleDescription(tr("tokens %1 to %2 of %3")
                                 .arg(formatCount(first + 1), formatCount(last),
                                      formatCount(static_cast<std::int64_t>(m_weights.size()))));
    update();
}

QSize AttentionMinimap::sizeHint() const {
    return {m_look.u(60), m_look.u(8)};
}

QRect AttentionMinimap::bar() const {
    return rect().adjusted(m_look.u(4), m_look.u(1), -m_look.u(4), -m_look.u(1));
}

void AttentionMinimap::sumUp() {
    const auto width = static_cast<std::size_t>(std::max(bar().width(), 1));
    m_pixels.assign(width, 0);
    const auto [least, most] = std::minmax_element(m_weights.begin(), m_weights.end());
    for (std::size_t i = 0; i < m_weights.size(); ++i) {
        float& pixel = m_pixels[i * width / m_weights.size()];
        pixel = std::max(pixel, m_weights[i]);
    }
    for (float& pixel : m_pixels)
        pixel = !m_weights.empty() && *most > *least ? std::max(pixel - *least, 0.0F) / (*most - *least) : 0;
}

void AttentionMinimap::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QRect place = bar();
    painter.fillRect(place, m_look.colour(Role::Alt));
    for (std::size_t x = 0; x < m_pixels.size(); ++x) {
        const double height = double{m_pixels[x]} * place.height();
        painter.fillRect(
            QRectF(place.left() + static_cast<double>(x), place.bottom() + 1 - height, 1, height),
            m_look.colour(Role::Muted));
    }
    if (m_weights.empty())
        return;
    const double scale = static_cast<double>(place.width()) / static_cast<double>(m_weights.size());
    const QRectF view(place.left() + m_first * scale, place.top(),
                      std::max((m_last - m_first) * scale, 1.0 * m_look.u(0.75)), place.height() - 1);
    painter.setPen(QPen(m_look.colour(Role::Accent), hasFocus() ? 2 : 1));
    painter.drawRect(view);
}

void AttentionMinimap::resizeEvent(QResizeEvent*) {
    sumUp();
}

void AttentionMinimap::want(int column) {
    if (!m_weights.empty())
        emit columnWanted(std::clamp(column, 0, static_cast<int>(m_weights.size()) - 1));
}

void AttentionMinimap::mousePressEvent(QMouseEvent* event) {
    const QRect place = bar();
    want(static_cast<int>((event->position().x() - place.left()) * static_cast<double>(m_weights.size()) /
                          std::max(place.width(), 1)));
}

void AttentionMinimap::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton)
        mousePressEvent(event);
}

void AttentionMinimap::keyPressEvent(QKeyEvent* event) {
    const int middle = (m_first + m_last) / 2, page = std::max(m_last - m_first, 1);
    switch (event->key()) {
    case Qt::Key_Left:
        return want(middle - std::max(page / 4, 1));
    case Qt::Key_Right:
        return want(middle + std::max(page / 4, 1));
    case Qt::Key_PageUp:
        return want(middle - page);
    case Qt::Key_PageDown:
        return want(middle + page);
    case Qt::Key_Home:
        return want(0);
    case Qt::Key_End:
        return want(static_cast<int>(m_weights.size()) - 1);
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace lab
