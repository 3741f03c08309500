#include "ui/plots/plot_graphs.h"

#include "ui/look/look.h"
#include "ui/plots/plot.h"
#include "ui/plots/qcp.h"

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

/// Dashes of several lines of one run, in their order.
Qt::PenStyle dashOf(std::size_t line, QList<qreal>& pattern) {
    static const QList<qreal> patterns[] = {{}, {2, 2.5}, {7, 3}, {8, 3, 2, 3}};
    pattern = patterns[line % std::size(patterns)];
    return pattern.isEmpty() ? Qt::SolidLine : Qt::CustomDashLine;
}

QCPItemStraightLine* makeCursor(QCustomPlot* canvas) {
    auto* line = new QCPItemStraightLine(canvas);
    line->setLayer(QStringLiteral("cursor"));
    line->setVisible(false);
    return line;
}

void place(QCPItemStraightLine* line, double x) {
    line->point1->setCoords(x, 0);
    line->point2->setCoords(x, 1);
    line->setVisible(true);
}

} // namespace

PlotGraphs::PlotGraphs(const Look& look, QCustomPlot& canvas, PlotRange wanted)
    : mark(look.theme().runMark(0)), range(wanted), m_look(look), m_canvas(&canvas) {
    createGraphs();
    setLines({Plot::tr("validation")});
}

void PlotGraphs::createGraphs() {
    m_training = m_canvas->addGraph();
    m_training->setLineStyle(QCPGraph::lsNone);
    m_training->setAdaptiveSampling(true);
    m_training->setName(Plot::tr("train, each step"));
    m_reference = m_canvas->addGraph();
    m_smoothed = m_canvas->addGraph();
    m_smoothed->setName(Plot::tr("train, smoothed"));
    m_end = m_canvas->addGraph();
    m_end->setLineStyle(QCPGraph::lsNone);
    for (QCPGraph* graph : {m_reference, m_smoothed, m_end})
        graph->removeFromLegend();
    m_cursor = makeCursor(m_canvas);
    m_playhead = makeCursor(m_canvas);
    m_canvas->legend->setVisible(true);
    const auto corner =
        range == PlotRange::FromZero ? Qt::AlignRight | Qt::AlignTop : Qt::AlignRight | Qt::AlignBottom;
    auto* box = m_canvas->axisRect();
    box->insetLayout()->setInsetAlignment(0, corner);
    box->insetLayout()->setMargins(QMargins(0, 0, 0, range == PlotRange::FromZero ? 0 : m_look.u(6)));
}

void PlotGraphs::setLines(const QStringList& names) {
    for (const Line& line : lines)
        m_canvas->removeGraph(line.graph);
    lines.clear();
    m_named.clear();
    for (const QString& name : names) {
        Line& line = lines.emplace_back();
        line.name = name;
        line.graph = m_canvas->addGraph();
        line.graph->setName(name);
    }
    restyle();
}

void PlotGraphs::clear() {
    training.clear();
    smoothed.clear();
    mean = RunningMean(mean.weight());
    for (Line& line : lines)
        line.series.clear();
    best.reset();
    hover.reset();
}

void PlotGraphs::append(const std::vector<PlotPoint>& points) {
    for (const PlotPoint& point : points) {
        if (!std::isfinite(point.value))
            continue;
        training.append(point);
        if (mean.weight() > 0)
            smoothed.append(point.with(mean.next(point.value)));
    }
}

void PlotGraphs::append(std::size_t line, const PlotPoint& point) {
    if (!std::isfinite(point.value))
        return;
    lines[line].series.append(point);
    const bool lower = range == PlotRange::FromZero;
    if (lines.size() == 1 && (!best || (lower ? point.value < best->value : point.value > best->value)))
        best = point;
}

bool PlotGraphs::empty() const {
    return !training.last() && std::none_of(lines.begin(), lines.end(),
                                            [](const Line& line) { return line.series.last().has_value(); });
}

void PlotGraphs::forget() {
    m_trainingGeneration = m_smoothedGeneration = -1;
    for (Line& line : lines)
        line.generation = -1;
}

QPixmap PlotGraphs::pointPixmap() const {
    // A small picture is stamped much faster than a disc is drawn, and a run has many points.
    const double ratio = m_canvas->devicePixelRatioF();
    const int side = static_cast<int>(std::ceil(m_look.stroke(3)));
    QPixmap pixmap(QSize(side, side) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    QColor colour = mark.colour;
    colour.setAlphaF(static_cast<float>(m_look.theme().pointAlpha()));
    painter.setBrush(colour);
    painter.drawEllipse(QPointF(side / 2.0, side / 2.0), m_look.stroke(1.1), m_look.stroke(1.1));
    return pixmap;
}

void PlotGraphs::restyle() {
    m_cursor->setPen(QPen(m_look.colour(Role::Accent), m_look.line(), Qt::DotLine));
    m_playhead->setPen(QPen(m_look.colour(Role::Accent), m_look.stroke(1.5)));
    m_training->setPen(QPen(mark.colour, m_look.stroke(1)));
    m_training->setScatterStyle(QCPScatterStyle(pointPixmap()));
    m_smoothed->setPen(QPen(m_look.colour(Role::Muted), m_look.stroke(1.25)));
    QPen pinned(m_look.colour(Role::Faint), m_look.stroke(1.25));
    pinned.setDashPattern({4, 2.4});
    m_reference->setPen(pinned);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        QPen pen(mark.colour, m_look.stroke(lines.size() == 1 ? 2 : 1.75));
        pen.setJoinStyle(Qt::RoundJoin);
        QList<qreal> pattern;
        if (dashOf(i, pattern) == Qt::CustomDashLine)
            pen.setDashPattern(pattern);
        lines[i].graph->setPen(pen);
    }
    m_end->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle,
                                           QPen(m_look.colour(Role::Base), m_look.stroke(1.5)),
                                           QBrush(mark.colour), m_look.stroke(8)));
}

void PlotGraphs::fill(QCPGraph* graph, const PlotSeries& series, int& generation, std::size_t& drawn) {
    if (generation != series.generation()) {
        graph->data()->clear();
        generation = series.generation();
        drawn = 0;
    }
    const auto& points = series.points();
    QVector<QCPGraphData> fresh;
    fresh.reserve(static_cast<qsizetype>(points.size() - drawn));
    for (; drawn < points.size(); ++drawn)
        fresh.append({points[drawn].x(axis), points[drawn].value});
    graph->data()->add(fresh, true);
}

PlotZoom PlotGraphs::extent() const {
    std::optional<PlotPoint> last = training.last();
    for (const Line& line : lines)
        if (const auto point = line.series.last(); point && (!last || point->step > last->step))
            last = point;
    double end = axis == PlotAxis::Step ? steps : axis == PlotAxis::Epoch ? epochs : 0;
    if (last) {
        const bool counted = axis == PlotAxis::Step || axis == PlotAxis::Epoch;
        // Tokens and minutes of what is still to come are not known: as many for each step as so far.
        const double ahead = counted || last->step <= 0 ? 0 : last->x(axis) * steps / last->step;
        end = std::max({end, last->x(axis), ahead});
    }
    return {0, std::max(end, 1e-6)};
}

void PlotGraphs::fitAxes() {
    const PlotZoom shown = zoom ? *zoom : extent();
    m_canvas->xAxis->setRange(shown.low, shown.high);
    double smallest = 1, largest = 0;
    const auto take = [&](const PlotPoint& point) {
        if (const double x = point.x(axis); x < shown.low || x > shown.high)
            return;
        smallest = std::min(smallest, point.value);
        largest = std::max(largest, point.value);
    };
    std::for_each(training.points().begin(), training.points().end(), take);
    std::for_each(reference.begin(), reference.end(), take);
    for (const Line& line : lines)
        std::for_each(line.series.points().begin(), line.series.points().end(), take);
    if (range == PlotRange::FromZero)
        m_canvas->yAxis->setRange(0, largest > 0 ? roundUp(largest) : 1);
    else
        m_canvas->yAxis->setRange(smallest >= 1 ? 0 : std::floor(smallest * 5 - 1e-9) / 5, 1);
}

void PlotGraphs::draw() {
    fill(m_training, training, m_trainingGeneration, m_trainingDrawn);
    fill(m_smoothed, smoothed, m_smoothedGeneration, m_smoothedDrawn);
    m_end->data()->clear();
    for (Line& line : lines) {
        fill(line.graph, line.series, line.generation, line.drawn);
        if (const auto last = line.series.last())
            m_end->addData(last->x(axis), last->value);
    }
    m_reference->data()->clear();
    for (const PlotPoint& point : reference)
        m_reference->addData(point.x(axis), point.value);
    m_reference->setName(referenceName);
    drawLegend();
    fitAxes();
    drawMarks();
    drawCursor();
    m_canvas->replot(QCustomPlot::rpQueuedReplot);
}

// A small plot has no room for a legend; only lines that are told apart by their dashes keep it.
void PlotGraphs::drawLegend() {
    std::vector<QCPGraph*> named;
    if (training.last())
        named.push_back(m_training);
    for (const Line& line : lines)
        if (line.series.last())
            named.push_back(line.graph);
    if (smoothed.last())
        named.push_back(m_smoothed);
    if (!reference.empty())
        named.push_back(m_reference);
    const bool small = m_canvas->height() < m_look.u(28) || m_canvas->width() < m_look.u(80);
    m_canvas->legend->setVisible(!empty() && (!small || lines.size() > 1));
    if (named == m_named)
        return;
    m_named = named;
    m_canvas->legend->clearItems();
    for (QCPGraph* graph : named)
        graph->addToLegend();
}

void PlotGraphs::drawMarks() {
    for (QCPItemStraightLine* stem : m_stems)
        m_canvas->removeItem(stem);
    for (QCPItemPixmap* icon : m_icons)
        m_canvas->removeItem(icon);
    m_stems.clear();
    m_icons.clear();
    const int side = m_look.u(3);
    for (const PlotMark& each : marks) {
        auto* stem = m_stems.emplace_back(new QCPItemStraightLine(m_canvas));
        stem->setPen(QPen(m_look.colour(Role::Muted), m_look.line(), Qt::DotLine));
        place(stem, each.place.x(axis));
        auto* icon = m_icons.emplace_back(new QCPItemPixmap(m_canvas));
        icon->setPixmap(m_look.icon(each.icon).pixmap(QSize(side, side), m_canvas->devicePixelRatioF()));
        icon->topLeft->setTypeX(QCPItemPosition::ptPlotCoords);
        icon->topLeft->setTypeY(QCPItemPosition::ptAxisRectRatio);
        icon->topLeft->setCoords(each.place.x(axis), 0);
    }
}

void PlotGraphs::drawCursor() {
    m_cursor->setVisible(hover.has_value());
    if (hover)
        place(m_cursor, *hover);
    m_playhead->setVisible(playhead.has_value());
    if (playhead)
        place(m_playhead, playhead->x(axis));
}

} // namespace lab
