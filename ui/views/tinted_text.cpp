#include "ui/views/tinted_text.h"

#include "ui/format.h"
#include "ui/look.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace lab {

TintedText::TintedText(const Look& look, QWidget* parent) : QAbstractScrollArea(parent), m_look(look) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setBackgroundRole(QPalette::Base);
    connect(&look, &Look::changed, this, &TintedText::relayout);
}

QFont TintedText::textFont() const {
    constexpr double kLarger = 1.5; // running text is this many points above the body
    QFont font = m_look.font(Type::Body);
    font.setPointSizeF(font.pointSizeF() + kLarger);
    return font;
}

int TintedText::lineHeight() const {
    constexpr double kLeading = 1.85;
    return static_cast<int>(std::ceil(QFontInfo(textFont()).pixelSize() * kLeading));
}

QSize TintedText::sizeHint() const {
    const int line = lineHeight(), margins = m_look.u(2);
    return {m_look.u(120), std::clamp(m_height, 2 * line + margins, 4 * line + margins)};
}

void TintedText::setTokens(const QStringList& tokens, const std::vector<double>& weights) {
    const bool sameText = tokens == m_tokens;
    m_tokens = tokens;
    m_weights = weights;
    m_weights.resize(static_cast<std::size_t>(tokens.size()), 0);
    m_largest = m_weights.empty() ? 0 : *std::max_element(m_weights.begin(), m_weights.end());
    if (sameText) {
        viewport()->update();
        return;
    }
    m_current = -1;
    relayout();
}

void TintedText::relayout() {
    const QFontMetrics metrics(textFont());
    const int pad = m_look.u(0.75), space = m_look.u(0.75), line = lineHeight();
    const int box = metrics.height() + m_look.u(0.5);
    const int right = viewport()->width() - m_look.u(4);
    int x = m_look.u(4), y = m_look.u(1);
    m_places.clear();
    m_places.reserve(static_cast<std::size_t>(m_tokens.size()));
    for (const QString& token : m_tokens) {
        const int width =
            std::min(metrics.horizontalAdvance(token) + 2 * pad, std::max(right - m_look.u(4), 1));
        if (x + width > right && x > m_look.u(4)) {
            x = m_look.u(4);
            y += line;
        }
        m_places.emplace_back(x, y + (line - box) / 2, width, box);
        x += width + space;
    }
    m_height = y + line + m_look.u(1);
    setFixedHeight(sizeHint().height());
    verticalScrollBar()->setRange(0, std::max(m_height - viewport()->height(), 0));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(line);
    viewport()->update();
}

QRect TintedText::tokenRect(int token) const {
    return m_places[static_cast<std::size_t>(token)].translated(0, -verticalScrollBar()->value());
}

void TintedText::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    painter.setFont(textFont());
    const ColourMap& tint = m_look.theme().map(MapKind::Tint);
    for (int token = 0; token < m_tokens.size(); ++token) {
        const QRect place = tokenRect(token);
        if (place.bottom() < event->rect().top())
            continue;
        if (place.top() > event->rect().bottom())
            break;
        const double weight = m_weights[static_cast<std::size_t>(token)];
        if (m_largest > 0)
            painter.fillRect(place, tint.at(weight / m_largest));
        if (token == m_current) {
            painter.setPen(QPen(m_look.colour(Role::Accent), m_look.u(0.5)));
            painter.drawRect(place.adjusted(0, 0, -1, -1));
        }
        painter.setPen(m_look.colour(Role::Text));
        painter.drawText(place, Qt::AlignCenter, m_tokens[token]);
    }
}

void TintedText::resizeEvent(QResizeEvent*) {
    relayout();
}

int TintedText::tokenAt(QPoint point) const {
    const QPoint inside = point + QPoint(0, verticalScrollBar()->value());
    const auto hit = std::find_if(m_places.begin(), m_places.end(),
                                  [inside](const QRect& place) { return place.contains(inside); });
    return hit == m_places.end() ? -1 : static_cast<int>(hit - m_places.begin());
}

void TintedText::setCurrent(int token) {
    if (token == m_current || token >= m_tokens.size())
        return;
    m_current = token;
    if (token >= 0) {
        const QRect place = m_places[static_cast<std::size_t>(token)];
        const int top = verticalScrollBar()->value();
        if (place.top() < top)
            verticalScrollBar()->setValue(place.top() - m_look.u(1));
        else if (place.bottom() > top + viewport()->height())
            verticalScrollBar()->setValue(place.bottom() + m_look.u(1) - viewport()->height());
    }
    viewport()->update();
}

void TintedText::mousePressEvent(QMouseEvent* event) {
    if (const int token = tokenAt(event->pos()); token >= 0) {
        setCurrent(token);
        emit tokenChosen(token);
    }
}

void TintedText::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(m_tokens.size()) - 1;
    int wanted = m_current;
    switch (event->key()) {
    case Qt::Key_Left:
        wanted = std::max(m_current - 1, 0);
        break;
    case Qt::Key_Right:
        wanted = std::min(m_current + 1, last);
        break;
    case Qt::Key_Home:
        wanted = 0;
        break;
    case Qt::Key_End:
        wanted = last;
        break;
    default:
        return QAbstractScrollArea::keyPressEvent(event);
    }
    if (last < 0 || wanted == m_current)
        return;
    setCurrent(wanted);
    emit tokenChosen(wanted);
}

bool TintedText::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int token = tokenAt(help->pos());
        if (token < 0)
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(),
                               tr("%1 · token %2 of %3 · weight %4")
                                   .arg(m_tokens[token])
                                   .arg(token + 1)
                                   .arg(m_tokens.size())
                                   .arg(formatFixed(m_weights[static_cast<std::size_t>(token)], 4)),
                               viewport(), tokenRect(token));
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace lab
