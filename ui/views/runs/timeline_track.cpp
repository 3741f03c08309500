#include "ui/views/runs/timeline_track.h"

#include "ui/look/look.h"
#include "ui/models/plot_data.h"
#include "ui/studio/studio.h"
#include "ui/studio/timeline.h"
#include "ui/words/format.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

constexpr double kSpark = 1.25, kHead = 1.5;
constexpr double kAreaLight = 0.10, kAreaDark = 0.16;

const char* iconOf(Timeline::Event::Kind kind) {
    switch (kind) {
    case Timeline::Event::Kind::LearningRate:
    case Timeline::Event::Kind::Dropout:
        return "edit";
    case Timeline::Event::Kind::Branch:
        return "branch";
    case Timeline::Event::Kind::Kept:
        return "keep";
    case Timeline::Event::Kind::Best:
        break;
    }
    return "star";
}

/// A round distance of ticks, so that about \p count fit into \p total.
double tickDistance(double total, int count) {
    const double rough = std::max(total / count, 1.0);
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0})
        if (factor * power >= rough && std::floor(factor * power) == factor * power)
            return factor * power;
    return 10 * power;
}

} // namespace

TimelineTrack::TimelineTrack(const Look& look, Studio& studio, Timeline& timeline, QWidget* parent)
    : QWidget(parent), m_look(look), m_studio(studio), m_timeline(timeline) {
    setObjectName(QStringLiteral("timelineTrack"));
    setFocusPolicy(Qt::StrongFocus);
    setMinimumWidth(look.u(60));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&timeline, &Timeline::changed, this, [this] {
        update();
        describe();
    });
    connect(&look, &Look::changed, this, qOverload<>(&QWidget::update));
    describe();
}

QSize TimelineTrack::sizeHint() const {
    return {m_look.u(160), m_look.u(13)};
}

void TimelineTrack::describe() {
    setAccessibleName(tr("Timeline"));
    setAccessibleDescription(m_timeline.any()
                                 ? tr("Step %1 of %2").arg(m_timeline.playhead()).arg(m_timeline.total())
                                 : tr("No run is on show"));
}

int TimelineTrack::axisY() const {
    return height() - m_look.u(4.5);
}

double TimelineTrack::xOf(double step) const {
    const double left = m_look.u(2), right = width() - m_look.u(5);
    return left + (right - left) * step / static_cast<double>(std::max<std::int64_t>(m_timeline.total(), 1));
}

double TimelineTrack::stepAt(double x) const {
    const double left = m_look.u(2), right = width() - m_look.u(5);
    return (x - left) / std::max(right - left, 1.0) * static_cast<double>(m_timeline.total());
}

void TimelineTrack::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxis(painter);
    if (m_timeline.any()) {
        paintLoss(painter);
        paintSnapshots(painter);
        paintEvents(painter);
        paintPlayhead(painter);
    }
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(m_look.colour(Role::Accent), 2 * m_look.line()));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void TimelineTrack::paintAxis(QPainter& painter) const {
    const int y = axisY();
    painter.setPen(QPen(m_look.colour(Role::Edge), m_look.line()));
    painter.drawLine(QPointF(xOf(0), y + 0.5), QPointF(width() - m_look.u(5), y + 0.5));
    if (!m_timeline.any())
        return;
    const QFont font = m_look.font(Type::Tiny);
    painter.setFont(font);
    const double distance = tickDistance(static_cast<double>(m_timeline.total()), 6);
    const double head = xOf(static_cast<double>(m_timeline.playhead()));
    for (double step = 0; step <= static_cast<double>(m_timeline.total()); step += distance) {
        const double x = xOf(step);
        painter.setPen(QPen(m_look.colour(Role::Edge), m_look.line()));
        painter.drawLine(QPointF(x, y + 0.5), QPointF(x, y + m_look.u(1)));
        if (std::abs(x - head) < m_look.u(9))
            continue; // the playhead's own number stands there
        painter.setPen(m_look.colour(Role::Muted));
        painter.drawText(QRectF(x - m_look.u(10), y + m_look.u(0.5), m_look.u(20), m_look.u(4)),
                         Qt::AlignCenter, formatCount(std::llround(step)));
    }
}

void TimelineTrack::paintLoss(QPainter& painter) const {
    const auto& points = m_studio.trace().evaluations;
    double largest = 0;
    for (const auto& point : points)
        if (std::isfinite(point.loss.value))
            largest = std::max(largest, point.loss.value);
    if (points.empty() || !(largest > 0))
        return;
    const double bottom = axisY(), top = m_look.u(4);
    QPainterPath line;
    double drawn = -10, x = 0;
    for (const auto& point : points) {
        x = xOf(point.loss.step);
        if (!std::isfinite(point.loss.value) || (x - drawn < 1.5 && &point != &points.back()))
            continue;
        const QPointF place(x, bottom - (bottom - top) * point.loss.value / largest);
        if (line.elementCount() == 0) // a path of one point counts as empty
            line.moveTo(place);
        else
            line.lineTo(place);
        drawn = x;
    }
    QColor colour = m_look.theme().runMark(m_studio.trace().colour).colour;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, m_look.stroke(kSpark)));
    painter.drawPath(line);
    if (line.isEmpty())
        return;
    QPainterPath area = line;
    area.lineTo(drawn, bottom);
    area.lineTo(line.elementAt(0).x, bottom);
    colour.setAlphaF(static_cast<float>(m_look.theme().scheme() == Scheme::Dark ? kAreaDark : kAreaLight));
    painter.fillPath(area, colour);
}

void TimelineTrack::paintSnapshots(QPainter& painter) const {
    painter.setPen(QPen(m_look.colour(Role::Muted), m_look.line()));
    int drawn = -10;
    for (const std::int64_t step : m_timeline.snapshots()) {
        const int x = static_cast<int>(xOf(static_cast<double>(step)));
        if (x - drawn < 2)
            continue;
        painter.drawLine(QPointF(x + 0.5, axisY() - m_look.u(0.5)), QPointF(x + 0.5, axisY()));
        drawn = x;
    }
}

void TimelineTrack::paintEvents(QPainter& painter) const {
    painter.setFont(m_look.font(Type::Tiny));
    const QFontMetrics metrics(painter.font());
    const int side = m_look.u(3);
    double free = 0; // where the next text may begin
    const auto& events = m_timeline.events();
    for (std::size_t i = 0; i < events.size(); ++i) {
        const Timeline::Event& event = events[i];
        const double x = std::floor(xOf(static_cast<double>(event.step))) + 0.5;
        painter.setPen(QPen(m_look.colour(Role::Muted), m_look.line(), Qt::DotLine));
        painter.drawLine(QPointF(x, m_look.u(3.5)), QPointF(x, axisY()));
        m_look.icon(QString::fromLatin1(iconOf(event.kind)))
            .paint(&painter, QRect(static_cast<int>(x) - side / 2, 0, side, side));
        const int width = metrics.horizontalAdvance(event.text);
        const double end =
            i + 1 < events.size() ? xOf(static_cast<double>(events[i + 1].step)) - side : this->width();
        if (x + side < free || event.text.isEmpty() || x + side + width > end)
            continue; // its tooltip says it
        painter.setPen(m_look.colour(Role::Muted));
        painter.drawText(QRectF(x + side * 0.75, -m_look.u(0.25), width + 1, m_look.u(3.5)), Qt::AlignVCenter,
                         event.text);
        free = x + side + width;
    }
}

void TimelineTrack::paintPlayhead(QPainter& painter) const {
    const QColor accent = m_look.colour(Role::Accent);
    const double x = std::floor(xOf(static_cast<double>(m_timeline.playhead()))) + 0.5;
    painter.setPen(QPen(accent, m_look.stroke(kHead)));
    painter.drawLine(QPointF(x, m_look.u(1)), QPointF(x, axisY()));
    const double half = m_look.u(1.25), top = m_look.u(0.5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(accent);
    painter.drawPolygon(QPolygonF{{x - half, top},
                                  {x + half, top},
                                  {x + half, top + half},
                                  {x, top + 2.2 * half},
                                  {x - half, top + half}});
    QFont font = m_look.font(Type::Tiny);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(accent);
    const double wide = m_look.u(20);
    const double left = std::clamp(x - wide / 2, 0.0, std::max(width() - wide, 0.0));
    const auto align = left > x - wide / 2   ? Qt::AlignLeft
                       : left < x - wide / 2 ? Qt::AlignRight
                                             : Qt::AlignHCenter;
    painter.drawText(QRectF(left, axisY() + m_look.u(0.5), wide, m_look.u(4)), align | Qt::AlignVCenter,
                     formatCount(m_timeline.playhead()));
}

void TimelineTrack::scrub(QMouseEvent* event) {
    if (m_timeline.any())
        m_timeline.goTo(std::llround(stepAt(event->position().x())));
}

void TimelineTrack::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        scrub(event);
}

void TimelineTrack::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton)
        scrub(event);
}

void TimelineTrack::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Home:
        return m_timeline.first();
    case Qt::Key_End:
        return m_timeline.newest();
    case Qt::Key_Left:
    case Qt::Key_Backspace:
        return m_timeline.previous();
    case Qt::Key_Right:
        return m_timeline.next();
    default:
        QWidget::keyPressEvent(event);
    }
}

bool TimelineTrack::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QString text = m_timeline.any()
                       ? tr("Step %1").arg(formatCount(std::llround(std::clamp(
                             stepAt(help->pos().x()), 0.0, static_cast<double>(m_timeline.total())))))
                       : tr("Train or choose a run to see its course");
    for (const Timeline::Event& each : m_timeline.events())
        if (std::abs(xOf(static_cast<double>(each.step)) - help->pos().x()) < m_look.u(2))
            text += u'\n' + each.tip;
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

} // namespace lab
