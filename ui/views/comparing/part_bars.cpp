#include "ui/views/comparing/part_bars.h"

#include "ui/look/look.h"
#include "ui/look/run_mark.h"
#include "ui/words/format.h"

#include <QPainter>
#include <QResizeEvent>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lab {
namespace {

/// From left to right.
constexpr CostPart kOrder[] = {CostPart::Projections, CostPart::Scores,      CostPart::Sums, CostPart::Mixing,
                               CostPart::Pooling,     CostPart::FeedForward, CostPart::Rest};
constexpr double kRow = 6.25, kLegendLine = 4.5, kSquare = 2.25; ///< in units

QString nameOf(CostPart part) {
    switch (part) {
    case CostPart::Projections:
        return PartBars::tr("Projections");
    case CostPart::Scores:
        return PartBars::tr("Scores, softmax");
    case CostPart::Sums:
        return PartBars::tr("Weighted sums");
    case CostPart::Mixing:
        return PartBars::tr("Mixing");
    case CostPart::Pooling:
        return PartBars::tr("Derived rows");
    case CostPart::FeedForward:
        return PartBars::tr("Feed-forward");
    case CostPart::Rest:
        return PartBars::tr("Rest");
    }
    return {};
}

double sumOf(const PartSeconds& parts) {
    return std::accumulate(parts.begin(), parts.end(), 0.0);
}

QColor blend(const QColor& over, const QColor& base, double share) {
    const auto mix = [share](int a, int b) {
        return static_cast<int>(std::lround(share * a + (1 - share) * b));
    };
    return {mix(over.red(), base.red()), mix(over.green(), base.green()), mix(over.blue(), base.blue())};
}

} // namespace

PartBars::PartBars(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("Where the time goes"));
    connect(&look, &Look::changed, this, [this] { update(); });
}

void PartBars::setBars(std::vector<Bar> bars, const QString& caption) {
    const bool resized = bars.size() != m_bars.size();
    m_bars = std::move(bars);
    m_caption = caption;
    describe();
    if (resized)
        updateGeometry();
    update();
}

void PartBars::setShares(bool shares) {
    m_shares = shares;
    update();
}

void PartBars::describe() {
    QStringList lines;
    for (const Bar& bar : m_bars) {
        QStringList parts;
        const double sum = sumOf(bar.parts);
        for (const CostPart part : kOrder)
            if (const double seconds = bar.parts[static_cast<std::size_t>(part)]; seconds > 0.005 * sum)
                parts << tr("%1 %2 %").arg(nameOf(part)).arg(std::lround(100 * seconds / sum));
        lines << tr("%1: %2").arg(bar.name, parts.join(QStringLiteral(", ")));
    }
    setAccessibleDescription(lines.join(QStringLiteral("; ")));
}

QSize PartBars::sizeHint() const {
    return {m_look.u(120), heightForWidth(std::max(width(), m_look.u(60)))};
}

QSize PartBars::minimumSizeHint() const {
    return {m_look.u(70), sizeHint().height()};
}

int PartBars::heightForWidth(int width) const {
    return legendHeight(width) + m_look.u(kRow * static_cast<double>(m_bars.size()) + 2);
}

void PartBars::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != width())
        updateGeometry(); // the legend may need another line
}

QSize PartBars::exportSize() const {
    return {m_look.u(200), heightForWidth(m_look.u(200))};
}

/// Accent and weaker tints of it for attention, greys for the rest.
QColor PartBars::colourOf(CostPart part) const {
    const QColor accent = m_look.theme().partColour(2), base = m_look.colour(Role::Base);
    switch (part) {
    case CostPart::Projections:
        return m_look.theme().partColour(1);
    case CostPart::Scores:
        return accent;
    case CostPart::Sums:
        return blend(accent, base, 0.62);
    case CostPart::Mixing:
        return blend(accent, base, 0.42);
    case CostPart::Pooling:
        return blend(accent, base, 0.26);
    case CostPart::FeedForward:
        return m_look.theme().partColour(3);
    case CostPart::Rest:
        break;
    }
    return m_look.theme().partColour(0);
}

std::vector<PartBars::LegendEntry> PartBars::legendIn(int width) const {
    const QFontMetrics metrics(m_look.font(Type::Axis));
    std::vector<LegendEntry> entries;
    const int left = m_look.u(4);
    int x = left, line = 0;
    for (const CostPart part : kOrder) {
        const bool any = std::any_of(m_bars.begin(), m_bars.end(), [part](const Bar& bar) {
            return bar.parts[static_cast<std::size_t>(part)] > 0;
        });
        if (!any)
            continue;
        const int wide = m_look.u(kSquare) + m_look.u(1.25) + metrics.horizontalAdvance(nameOf(part));
        if (x > left && x + wide > width - left) {
            x = left;
            ++line;
        }
        entries.push_back({part, x, line});
        x += wide + m_look.u(4);
    }
    return entries;
}

int PartBars::legendHeight(int width) const {
    const auto entries = legendIn(width);
    return m_look.u(6) + m_look.u(kLegendLine) * (entries.empty() ? 0 : entries.back().line);
}

void PartBars::drawLegend(QPainter& painter, const QRect& place) const {
    painter.setFont(m_look.font(Type::Axis));
    const int side = m_look.u(kSquare);
    for (const LegendEntry& entry : legendIn(place.width())) {
        const int x = place.left() + entry.x,
                  y = place.top() + m_look.u(1.5) + entry.line * m_look.u(kLegendLine);
        painter.fillRect(QRect(x, y, side, side), colourOf(entry.part));
        painter.setPen(m_look.colour(Role::Muted));
        painter.drawText(QRect(x + side + m_look.u(1.25), y - m_look.u(1), place.width(), side + m_look.u(2)),
                         Qt::AlignVCenter, nameOf(entry.part));
    }
}

void PartBars::drawBar(QPainter& painter, const Bar& bar, const QRect& row, double longest) const {
    const int name = m_look.u(37), number = m_look.u(18), height = m_look.u(4);
    const RunMark mark = m_look.theme().runMark(bar.colour);
    paintRunMark(painter, QPointF(row.left() + m_look.u(5), row.center().y() + 0.5), m_look.u(1), mark,
                 false);
    QFont nameFont = m_look.font(Type::Secondary);
    if (bar.colour == 0)
        nameFont.setWeight(QFont::DemiBold);
    painter.setFont(nameFont);
    painter.setPen(m_look.colour(Role::Text));
    painter.drawText(QRect(row.left() + m_look.u(8), row.top(), name, row.height()), Qt::AlignVCenter,
                     bar.name);
    painter.setFont(m_look.font(Type::Secondary));
    painter.drawText(row.adjusted(0, 0, -m_look.u(4), 0), Qt::AlignVCenter | Qt::AlignRight,
                     formatSeconds(bar.seconds));
    const double sum = sumOf(bar.parts);
    if (!(sum > 0))
        return;
    const double left = row.left() + m_look.u(8) + name, room = row.width() - m_look.u(8) - name - number;
    const double full = m_shares ? room : room * sum / longest;
    painter.setFont(m_look.font(Type::Axis));
    const QFontMetrics metrics(painter.font());
    double x = left;
    for (const CostPart part : kOrder) {
        const double seconds = bar.parts[static_cast<std::size_t>(part)], width = full * seconds / sum;
        const QRectF piece(x, row.top() + (row.height() - height) / 2.0, std::max(width - 1, 0.0), height);
        const QColor colour = colourOf(part);
        painter.fillRect(piece, colour);
        x += width;
        const QString text =
            m_shares ? QString::number(std::lround(100 * seconds / sum)) : formatTick(seconds * 1e3);
        if (metrics.horizontalAdvance(text) + m_look.u(2) > width)
            continue;
        painter.setPen(inkOn(colour));
        painter.drawText(piece.adjusted(m_look.u(1), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text);
    }
}

void PartBars::draw(QPainter& painter, const QRect& place) const {
    if (m_bars.empty())
        return;
    drawLegend(painter, place);
    double longest = 0;
    for (const Bar& bar : m_bars)
        longest = std::max(longest, sumOf(bar.parts));
    QRect row(place.left(), place.top() + legendHeight(place.width()), place.width(), m_look.u(kRow));
    for (const Bar& bar : m_bars) {
        drawBar(painter, bar, row, longest);
        row.translate(0, row.height());
    }
}

void PartBars::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    draw(painter, rect());
}

void PartBars::paintExport(QPainter& painter, const QRect& place) {
    draw(painter, place);
}

NumberTable PartBars::exportNumbers() const {
    NumberTable table;
    table.columns << QStringLiteral("encoder") << QStringLiteral("seconds");
    for (const std::string_view part : kCostPartNames)
        table.columns << QString::fromUtf8(part.data(), static_cast<qsizetype>(part.size())) +
                             QStringLiteral("_seconds");
    for (const Bar& bar : m_bars) {
        std::vector<QVariant> row{bar.name, bar.seconds};
        for (const double seconds : bar.parts)
            row.emplace_back(seconds);
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace lab
