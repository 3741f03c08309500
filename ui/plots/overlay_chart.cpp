#include "ui/plots/overlay_chart.h"

#include "ui/look/look.h"
#include "ui/look/run_mark.h"
#include "ui/plots/plot_header.h"
#include "ui/plots/qcp.h"

#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

constexpr std::size_t kMostLabels = 8; // more would not find room at the right end

QVector<double> dashOf(std::size_t entry, double width) {
    static const QVector<double> kDashes[] = {{}, {2, 2.5}, {7, 3}, {8, 3, 2, 3}};
    QVector<double> dash = kDashes[entry % std::size(kDashes)];
    for (double& length : dash)
        length /= width; // Qt counts in pen widths
    return dash;
}

} // namespace

QString metricTitle(CurveMetric metric) {
    switch (metric) {
    case CurveMetric::Loss:
        return OverlayChart::tr("Validation loss");
    case CurveMetric::MacroF1:
        return OverlayChart::tr("Validation macro-F1");
    default:
        return OverlayChart::tr("Validation accuracy");
    }
}

QString axisTitle(CurveAxis axis) {
    switch (axis) {
    case CurveAxis::Step:
        return OverlayChart::tr("step");
    case CurveAxis::Epoch:
        return OverlayChart::tr("epoch");
    default:
        return OverlayChart::tr("seconds");
    }
}

OverlayChart::OverlayChart(const Look& look, QWidget* parent)
    : Chart(look, tr("Curves"), parent), m_cursor(new QCPItemStraightLine(&canvas())) {
    header().hide(); // the page's own line names what is shown
    canvas().legend->setVisible(false);
    canvas().installEventFilter(this);
    m_cursor->setLayer(QStringLiteral("cursor"));
    m_cursor->setVisible(false);
    applyTheme();
}

QString OverlayChart::exportTitle() const {
    return metricTitle(m_metric);
}

void OverlayChart::setEntries(const std::vector<ComparedEntry>& entries) {
    m_entries = entries;
    computeBands();
}

void OverlayChart::setView(CurveMetric metric, CurveAxis axis) {
    m_metric = metric;
    m_axis = axis;
    computeBands();
}

void OverlayChart::setHero(int entry) {
    m_hero = entry;
    schedule();
}

void OverlayChart::setCursor(double x, bool visible) {
    m_cursor->setVisible(visible);
    m_cursor->point1->setCoords(x, 0);
    m_cursor->point2->setCoords(x, 1);
    canvas().layer(QStringLiteral("cursor"))->replot();
}

const CurveBand& OverlayChart::band(int entry) const {
    static const CurveBand none;
    const auto at = static_cast<std::size_t>(entry);
    return entry >= 0 && at < m_bands.size() ? m_bands[at] : none;
}

void OverlayChart::computeBands() {
    m_bands.clear();
    for (const ComparedEntry& entry : m_entries)
        m_bands.push_back(bandOf(entry.members(), m_metric, m_axis));
    schedule();
}

QPen OverlayChart::penOf(std::size_t entry) const {
    const double width = look().stroke(static_cast<int>(entry) == m_hero ? 2.25 : 1.75);
    QPen pen(look().theme().runMark(m_entries[entry].colour).colour, width);
    pen.setJoinStyle(Qt::RoundJoin);
    if (const auto dash = dashOf(entry, width); !dash.isEmpty())
        pen.setDashPattern(dash);
    return pen;
}

void OverlayChart::addBand(std::size_t entry) {
    const CurveBand& band = m_bands[entry];
    QCPGraph *low = canvas().addGraph(), *high = canvas().addGraph();
    const QVector<double> x(band.x.begin(), band.x.end());
    low->setData(x, {band.low.begin(), band.low.end()}, true);
    high->setData(x, {band.high.begin(), band.high.end()}, true);
    low->setPen(Qt::NoPen);
    high->setPen(Qt::NoPen);
    QColor face = look().theme().runMark(m_entries[entry].colour).colour;
    face.setAlphaF(look().theme().scheme() == Scheme::Dark ? 0.18F : 0.12F);
    high->setBrush(face);
    high->setChannelFillGraph(low);
}

void OverlayChart::addLine(std::size_t entry) {
    const CurveBand& band = m_bands[entry];
    QCPGraph* line = canvas().addGraph();
    line->setData({band.x.begin(), band.x.end()}, {band.mean.begin(), band.mean.end()}, true);
    line->setAdaptiveSampling(true);
    line->setPen(penOf(entry));
    if (band.x.empty())
        return;
    const RunMark mark = look().theme().runMark(m_entries[entry].colour);
    QCPGraph* end = canvas().addGraph();
    end->addData(band.x.back(), band.mean.back());
    end->setLineStyle(QCPGraph::lsNone);
    end->setScatterStyle(QCPScatterStyle(runMarkPath(mark.shape, {}, look().stroke(4)),
                                         QPen(look().colour(Role::Base), look().stroke(1.5)),
                                         QBrush(mark.hollow ? look().colour(Role::Base) : mark.colour), 6));
    end->setPen(QPen(look().colour(Role::Base), look().stroke(1.5)));
}

void OverlayChart::addLabels() {
    std::vector<End> ends;
    for (std::size_t i = 0; i < m_bands.size(); ++i)
        if (!m_bands[i].x.empty())
            ends.push_back({i, m_bands[i].x.back(), m_bands[i].mean.back(), m_bands[i].mean.back()});
    std::sort(ends.begin(), ends.end(), [](const End& a, const End& b) { return a.y > b.y; });
    // Names keep a line's height between them: each is pushed below the one above it, then all of them up
    // again if the last has left the plot.
    const QCPRange range = canvas().yAxis->range();
    const double gap = look().u(4) * range.size() / std::max(canvas().axisRect()->height(), 1);
    for (std::size_t i = 1; i < ends.size(); ++i)
        ends[i].label = std::min(ends[i].label, ends[i - 1].label - gap);
    if (!ends.empty() && ends.back().label < range.lower) {
        ends.back().label = range.lower;
        for (std::size_t i = ends.size() - 1; i-- > 0;)
            ends[i].label = std::max(ends[i].label, ends[i + 1].label + gap);
    }
    for (const End& end : ends) {
        auto* text = new QCPItemText(&canvas());
        text->setClipToAxisRect(false);
        text->setText(m_entries[end.entry].name);
        text->setFont(look().font(static_cast<int>(end.entry) == m_hero ? Type::Strong : Type::Secondary));
        text->setColor(look().colour(Role::Text));
        text->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        text->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
        text->position->setTypeY(QCPItemPosition::ptPlotCoords);
        text->position->setCoords(1 + 4.0 * look().u(1) / std::max(canvas().axisRect()->width(), 1),
                                  end.label);
        auto* leader = new QCPItemLine(&canvas());
        leader->setClipToAxisRect(false);
        leader->setPen(QPen(look().colour(Role::Edge), look().line()));
        leader->start->setCoords(end.x, end.y);
        leader->end->setTypeX(QCPItemPosition::ptAxisRectRatio);
        leader->end->setTypeY(QCPItemPosition::ptPlotCoords);
        leader->end->setCoords(1 + 3.0 * look().u(1) / std::max(canvas().axisRect()->width(), 1), end.label);
    }
}

void OverlayChart::fitAxes() {
    double last = 0, low = INFINITY, high = -INFINITY;
    for (const CurveBand& band : m_bands) {
        if (band.x.empty())
            continue;
        last = std::max(last, band.x.back());
        low = std::min(low, *std::min_element(band.low.begin(), band.low.end()));
        high = std::max(high, *std::max_element(band.high.begin(), band.high.end()));
    }
    if (!(high >= low)) {
        low = 0;
        high = 1;
    }
    const double margin = std::max((high - low) * 0.08, 0.002);
    canvas().xAxis->setRange(0, (last > 0 ? last : 1) * 1.012); // the mark at the end is shown whole
    canvas().yAxis->setRange(low - margin, high + margin);
    int widest = 0;
    if (m_entries.size() <= kMostLabels)
        for (const ComparedEntry& entry : m_entries)
            widest = std::max(widest, QFontMetrics(look().font(Type::Strong)).horizontalAdvance(entry.name));
    canvas().axisRect()->setMinimumMargins(
        QMargins(look().u(11), look().u(2), widest + look().u(7), look().u(6)));
}

void OverlayChart::draw() {
    canvas().clearGraphs();
    for (int i = canvas().itemCount() - 1; i >= 0; --i)
        if (canvas().item(i) != m_cursor)
            canvas().removeItem(i);
    fitAxes();
    for (std::size_t i = 0; i < m_bands.size(); ++i)
        if (m_entries[i].runs.size() > 1)
            addBand(i);
    for (std::size_t i = m_bands.size(); i-- > 0;) // the first one on top
        addLine(i);
    if (m_entries.size() <= kMostLabels)
        addLabels();
    canvas().replot(QCustomPlot::rpQueuedReplot);
}

void OverlayChart::restyle() {
    m_cursor->setPen(QPen(look().colour(Role::Accent), look().line()));
}

bool OverlayChart::eventFilter(QObject* watched, QEvent* event) {
    const bool press = event->type() == QEvent::MouseButtonPress;
    if (watched == &canvas() && (event->type() == QEvent::MouseMove || press)) {
        const auto place = static_cast<QMouseEvent*>(event)->position().toPoint();
        if (canvas().axisRect()->rect().contains(place)) {
            const double x = canvas().xAxis->pixelToCoord(place.x());
            press ? emit clicked(x) : emit hovered(x);
        }
    } else if (watched == &canvas() && event->type() == QEvent::Leave) {
        emit hovered(-1);
    }
    return Chart::eventFilter(watched, event);
}

bool OverlayChart::exportable() const {
    return std::any_of(m_bands.begin(), m_bands.end(), [](const CurveBand& band) { return !band.x.empty(); });
}

NumberTable OverlayChart::exportNumbers() const {
    NumberTable table{{QStringLiteral("run"), QStringLiteral("seed"), QStringLiteral("step"),
                       QStringLiteral("epoch"), QStringLiteral("loss"), QStringLiteral("accuracy"),
                       QStringLiteral("macro_f1")},
                      {}};
    for (const ComparedEntry& entry : m_entries)
        for (const ComparedRunPtr& run : entry.runs)
            for (const CurvePoint& point : run->curve)
                table.rows.push_back({static_cast<qlonglong>(run->row.id),
                                      static_cast<qulonglong>(run->row.seed),
                                      static_cast<qlonglong>(point.step), point.epoch, point.loss,
                                      point.accuracy, point.macroF1});
    return table;
}

} // namespace lab
