#include "ui/views/attention/tinted_text.h"

#include "ui/look/look.h"
#include "ui/words/format.h"

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
    m_more.setSingleShot(true);
    connect(&m_more, &QTimer::timeout, this, &TintedText::layOutMore);
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

TextFlow::Measure TintedText::measure() const {
    const QFont font = textFont();
    return {font,
            m_look.u(4),
            m_look.u(1),
            m_look.u(0.75),
            m_look.u(0.75),
            lineHeight(),
            QFontMetrics(font).height() + m_look.u(0.5)};
}

QSize TintedText::sizeHint() const {
    const int line = lineHeight(), margins = m_look.u(2);
    return {m_look.u(120), std::clamp(m_flow.height(), 2 * line + margins, 4 * line + margins)};
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
    m_flow.restart(measure(), viewport()->width());
    layOutMore();
}

void TintedText::layOutMore() {
    constexpr int kAtOnce = 4000; // a few milliseconds
    if (!m_flow.advance(m_tokens, kAtOnce))
        m_more.start();
    setFixedHeight(sizeHint().height());
    verticalScrollBar()->setRange(0, std::max(m_flow.height() - viewport()->height(), 0));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(lineHeight());
    viewport()->update();
}

QRect TintedText::tokenRect(int token) const {
    const auto at = static_cast<std::size_t>(token);
    return at < m_flow.places().size() ? m_flow.places()[at].translated(0, -verticalScrollBar()->value())
                                       : QRect();
}

void TintedText::drawToken(QPainter& painter, int token, const QRect& place, bool current) const {
    const double weight = m_weights[static_cast<std::size_t>(token)];
    if (m_largest > 0)
        painter.fillRect(place, QColor::fromRgb(m_look.theme().map(MapKind::Tint).at(weight / m_largest)));
    if (current) {
        painter.setPen(QPen(m_look.colour(Role::Accent), m_look.u(0.5)));
        painter.drawRect(place.adjusted(0, 0, -1, -1));
    }
    painter.setPen(m_look.colour(Role::Text));
    painter.drawText(place, Qt::AlignCenter, m_tokens[token]);
}

void TintedText::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    painter.setFont(textFont());
    const int scrolled = verticalScrollBar()->value();
    const auto placed = static_cast<int>(m_flow.places().size());
    for (int token = m_flow.firstAt(event->rect().top() + scrolled); token < placed; ++token) {
        const QRect place = tokenRect(token);
        if (place.top() > event->rect().bottom())
            break;
        drawToken(painter, token, place, token == m_current);
    }
}

void TintedText::setExportCaption(const QString& weight, const QString& caption) {
    m_weightName = weight;
    m_caption = caption;
}

QString TintedText::exportTitle() const {
    return tr("Text by weight");
}

QSize TintedText::exportSize() const {
    TextFlow flow;
    flow.restart(measure(), std::max(viewport()->width(), m_look.u(100)));
    flow.advance(m_tokens, static_cast<int>(m_tokens.size()));
    return {std::max(viewport()->width(), m_look.u(100)), flow.height() + m_look.u(6)};
}

void TintedText::paintExport(QPainter& painter, const QRect& place) {
    TextFlow flow;
    flow.restart(measure(), place.width());
    flow.advance(m_tokens, static_cast<int>(m_tokens.size()));
    painter.setFont(textFont());
    for (int token = 0; token < m_tokens.size(); ++token)
        drawToken(painter, token, flow.places()[static_cast<std::size_t>(token)].translated(place.topLeft()),
                  false);
    painter.setFont(m_look.font(Type::Axis));
    painter.setPen(m_look.colour(Role::Muted));
    painter.drawText(
        QRect(place.left() + m_look.u(4), place.top() + flow.height(), place.width(), m_look.u(5)),
        Qt::AlignVCenter, tr("tint: %1, 0 to %2").arg(m_weightName, formatFixed(m_largest, 4)));
}

NumberTable TintedText::exportNumbers() const {
    NumberTable numbers;
    numbers.columns = {QStringLiteral("position"), QStringLiteral("token"), QStringLiteral("weight")};
    for (int token = 0; token < m_tokens.size(); ++token)
        numbers.rows.push_back({token, m_tokens[token], m_weights[static_cast<std::size_t>(token)]});
    return numbers;
}

void TintedText::resizeEvent(QResizeEvent* event) {
    if (event->oldSize().width() != event->size().width())
        relayout();
    else
        layOutMore();
}

int TintedText::tokenAt(QPoint point) const {
    return m_flow.at(point + QPoint(0, verticalScrollBar()->value()));
}

void TintedText::setCurrent(int token) {
    if (token == m_current || token >= m_tokens.size())
        return;
    m_current = token;
    showCurrent();
    viewport()->update();
}

void TintedText::showCurrent() {
    const auto at = static_cast<std::size_t>(std::max(m_current, 0));
    if (m_current < 0 || at >= m_flow.places().size())
        return;
    const QRect place = m_flow.places()[at];
    const int top = verticalScrollBar()->value();
    if (place.top() < top)
        verticalScrollBar()->setValue(place.top() - m_look.u(1));
    else if (place.bottom() > top + viewport()->height())
        verticalScrollBar()->setValue(place.bottom() + m_look.u(1) - viewport()->height());
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
