#include "ui/plots/cost_chart.h"

#include "ui/look/look.h"
#include "ui/look/theme.h"
#include "ui/plots/plot_header.h"
#include "ui/plots/qcp.h"
#include "ui/words/encoder_names.h"
#include "ui/words/format.h"

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

constexpr double kErrorPen = 1.1, kLinePen = 1.75, kHeroPen = 2.25, kTheoryPen = 1.1;

/// Powers of two with their thousands apart; the largest and every \p every-th below it.
class LengthTicker : public QCPAxisTicker {
public:
    explicit LengthTicker(int every) : m_every(every) {}

protected:
    QVector<double> createTickVector(double, const QCPRange& range) override {
        QVector<double> ticks;
        const int least = static_cast<int>(std::ceil(std::log2(range.lower)));
        for (int power = static_cast<int>(std::floor(std::log2(range.upper))); power >= least;
             power -= m_every)
            ticks.prepend(std::exp2(power));
        return ticks;
    }
    int getSubTickCount(double) override { return 0; }
    QString getTickLabel(double tick, const QLocale&, QChar, int) override {
        return formatCount(std::llround(tick));
    }

private:
    int m_every;
};

/// 1 and 3 of every decade.
class DecadeTicker : public QCPAxisTicker {
public:
    explicit DecadeTicker(bool bytes) : m_bytes(bytes) {}

protected:
    QVector<double> createTickVector(double, const QCPRange& range) override {
        QVector<double> ticks;
        for (int decade = static_cast<int>(std::floor(std::log10(range.lower)));
             std::pow(10.0, decade) <= range.upper; ++decade)
            for (const double digit : {1.0, 3.0})
                ticks << digit * std::pow(10.0, decade);
        return ticks;
    }
    int getSubTickCount(double) override { return 0; }
    QString getTickLabel(double tick, const QLocale&, QChar, int) override {
        return m_bytes ? formatBytes(std::llround(tick)) : formatSeconds(tick);
    }

private:
    bool m_bytes;
};

QCPScatterStyle scatterOf(const Look& look, const RunMark& mark) {
    using Style = QCPScatterStyle;
    static constexpr Style::ScatterShape kShapes[] = {
        Style::ssDisc, Style::ssSquare,           Style::ssTriangle,   Style::ssDiamond,
        Style::ssPlus, Style::ssTriangleInverted, Style::ssCrossSquare};
    const auto shape = static_cast<std::size_t>(mark.shape);
    const QPen halo(look.colour(Role::Base), look.stroke(1));
    const double size = look.stroke(8), corner = look.stroke(4.5);
    if (mark.shape == MarkShape::Cross)
        return Style(Style::ssPlus, QPen(mark.colour, look.stroke(2.5)), Qt::NoBrush, size);
    if (mark.shape == MarkShape::Hexagon) {
        QPainterPath path;
        QPolygonF corners;
        for (int i = 0; i < 6; ++i)
            corners << QPointF(corner * std::sin(M_PI / 6 + i * M_PI / 3),
                               -corner * std::cos(M_PI / 6 + i * M_PI / 3));
        path.addPolygon(corners);
        path.closeSubpath();
        return Style(path, halo, QBrush(mark.colour), 6);
    }
    if (mark.shape == MarkShape::Circle)
        return Style(Style::ssCircle, halo, QBrush(mark.colour), size);
    return Style(kShapes[shape], halo, QBrush(mark.colour), size);
}

/// A value of a line at \p length by a straight line in log–log.
double interpolated(const std::vector<double>& x, const std::vector<double>& y, double length) {
    for (std::size_t i = 1; i < x.size(); ++i)
        if (length <= x[i]) {
            const double share =
                (std::log(length) - std::log(x[i - 1])) / (std::log(x[i]) - std::log(x[i - 1]));
            return std::exp(std::log(y[i - 1]) + share * (std::log(y[i]) - std::log(y[i - 1])));
        }
    return y.empty() ? 0 : y.back();
}

} // namespace

struct CostChart::Impl {
    const Look& look;
    QCustomPlot& canvas;
    CostChart& chart;
    std::vector<CostLine> lines;
    CostPass pass = CostPass::Inference;
    CostQuantity quantity = CostQuantity::Time;

    [[nodiscard]] bool memory() const { return quantity == CostQuantity::Memory; }
    [[nodiscard]] std::size_t passIndex() const { return static_cast<std::size_t>(pass); }
    [[nodiscard]] std::vector<double> lengths(const CostLine& line) const;
    [[nodiscard]] std::vector<double> values(const CostLine& line) const;
    void setRanges();
    void drawLine(std::size_t index);
    void drawTheory(const CostLine& line, const QColor& colour);
    void drawNames();
    void drawCrossings();
    void drawLegend(int repeats);
    QCPItemText* text(const QString& words, Type type, const QColor& colour);
    [[nodiscard]] QPen penOf(std::size_t index) const;
};

std::vector<double> CostChart::Impl::lengths(const CostLine& line) const {
    std::vector<double> x;
    for (const TimingPoint& point : line.series.points)
        x.push_back(static_cast<double>(point.length));
    return x;
}

std::vector<double> CostChart::Impl::values(const CostLine& line) const {
    std::vector<double> y;
    for (const TimingPoint& point : line.series.points)
        y.push_back(memory() ? static_cast<double>(point.peakBytes) : secondsOf(point, pass).value);
    return y;
}

void CostChart::Impl::setRanges() {
    double low = INFINITY, high = 0, shortest = INFINITY, longest = 0;
    for (const CostLine& line : lines) {
        for (const double value : values(line)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
        for (const double length : lengths(line)) {
            shortest = std::min(shortest, length);
            longest = std::max(longest, length);
        }
    }
    if (!(high > 0))
        return;
    // Every power of two has its number where there is room, else every second.
    const int room = canvas.width() - look.u(58),
              label = QFontMetrics(look.font(Type::Axis)).horizontalAdvance(formatCount(65'536)) + look.u(3);
    const double powers = std::log2(std::max(longest, shortest * 2) / shortest) + 1;
    canvas.xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new LengthTicker(powers * label > room ? 2 : 1)));
    canvas.xAxis->setRange(shortest / 1.04, std::max(longest, shortest * 2) * 1.06);
    // The highest name stands below the head of the column of slopes.
    const double head =
                     std::min(static_cast<double>(look.u(8)) / std::max(canvas.axisRect()->height(), 1), 0.4),
                 decades = std::log10(1.6 * high / low);
    canvas.yAxis->setRange(low / 1.6, high * std::max(2.2, std::pow(10, decades * head / (1 - head))));
    canvas.yAxis->setTicker(QSharedPointer<QCPAxisTicker>(new DecadeTicker(memory())));
}

QPen CostChart::Impl::penOf(std::size_t index) const {
    const CostLine& line = lines[index];
    const bool hero = line.series.encoder == "fastformer";
    QPen pen(look.theme().runMark(encoderMark(line.series.encoder)).colour,
             look.stroke(hero ? kHeroPen : kLinePen));
    const auto before =
        std::count_if(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(index),
                      [&](const CostLine& other) { return other.series.encoder == line.series.encoder; });
    static const QList<qreal> kDashes[] = {{}, {2, 2.5}, {7, 3}, {8, 3, 2, 3}};
    if (before > 0)
        pen.setDashPattern(kDashes[static_cast<std::size_t>(before) % 4]);
    pen.setJoinStyle(Qt::RoundJoin);
    return pen;
}

void CostChart::Impl::drawTheory(const CostLine& line, const QColor& colour) {
    QCPGraph* graph = canvas.addGraph();
    graph->removeFromLegend();
    QColor faint = colour;
    faint.setAlphaF(0.75F);
    QPen pen(faint, look.stroke(kTheoryPen));
    pen.setDashPattern({3, 4});
    graph->setPen(pen);
    for (const TheoryCurve::Point& point : line.theory[passIndex()].points)
        graph->addData(static_cast<double>(point.length), memory() ? point.peakBytes : point.seconds);
}

void CostChart::Impl::drawLine(std::size_t index) {
    const CostLine& line = lines[index];
    const RunMark mark = look.theme().runMark(encoderMark(line.series.encoder));
    drawTheory(line, mark.colour);
    QCPGraph* graph = canvas.addGraph();
    graph->removeFromLegend();
    graph->setPen(penOf(index));
    graph->setScatterStyle(scatterOf(look, mark));
    const auto x = lengths(line), y = values(line);
    for (std::size_t i = 0; i < x.size(); ++i)
        graph->addData(x[i], y[i]);
    if (memory())
        return;
    auto* bars = new QCPErrorBars(canvas.xAxis, canvas.yAxis);
    bars->removeFromLegend();
    bars->setDataPlottable(graph);
    bars->setPen(QPen(mark.colour, look.stroke(kErrorPen)));
    bars->setWhiskerWidth(look.stroke(6));
    bars->setSymbolGap(0);
    for (const TimingPoint& point : line.series.points) {
        const Estimate& seconds = secondsOf(point, pass);
        bars->addData(seconds.value - seconds.low, seconds.high - seconds.value);
    }
}

QCPItemText* CostChart::Impl::text(const QString& words, Type type, const QColor& colour) {
    auto* item = new QCPItemText(&canvas);
    item->setClipToAxisRect(false);
    item->setFont(look.font(type));
    item->setColor(colour);
    item->setText(words);
    return item;
}

/// Names at the right end, pushed apart where lines end together.
void CostChart::Impl::drawNames() {
    struct Name {
        std::size_t line;
        double end, y; ///< pixels
    };
    std::vector<Name> names;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const double y = canvas.yAxis->coordToPixel(values(lines[i]).back());
        names.push_back({i, y, y});
    }
    std::sort(names.begin(), names.end(), [](const Name& a, const Name& b) { return a.end < b.end; });
    const double gap = look.u(4);
    for (std::size_t i = 1; i < names.size(); ++i)
        names[i].y = std::max(names[i].y, names[i - 1].y + gap);
    const double floor = canvas.axisRect()->bottom() - look.u(1);
    if (!names.empty() && names.back().y > floor) { // and back up where they left the chart
        names.back().y = floor;
        for (std::size_t i = names.size() - 1; i > 0; --i)
            names[i - 1].y = std::min(names[i - 1].y, names[i].y - gap);
    }
    const double right = canvas.axisRect()->right();
    for (const Name& name : names) {
        const CostLine& line = lines[name.line];
        const double value = canvas.yAxis->pixelToCoord(name.y);
        const bool hero = line.series.encoder == "fastformer";
        QCPItemText* words = text(chart.nameOf(name.line), Type::Axis, look.colour(Role::Text));
        if (hero) {
            QFont bold = words->font();
            bold.setWeight(QFont::DemiBold);
            words->setFont(bold);
        }
        words->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        words->position->setCoords(canvas.xAxis->pixelToCoord(right + look.u(2.5)), value);
        const auto& slope = line.slope[passIndex()];
        if (memory() || !slope)
            continue;
        QCPItemText* number = text(formatFixed(slope->value, 2), Type::Axis, look.colour(Role::Muted));
        number->setPositionAlignment(Qt::AlignRight | Qt::AlignVCenter);
        number->position->setCoords(canvas.xAxis->pixelToCoord(canvas.width() - look.u(4)), value);
    }
    if (memory())
        return;
    QCPItemText* title = text(CostChart::tr("slope"), Type::Axis, look.colour(Role::Muted));
    title->setPositionAlignment(Qt::AlignRight | Qt::AlignTop);
    title->position->setCoords(canvas.xAxis->pixelToCoord(canvas.width() - look.u(4)),
                               canvas.yAxis->range().upper);
}

void CostChart::Impl::drawCrossings() {
    const auto transformer = std::find_if(lines.begin(), lines.end(), [](const CostLine& line) {
        return line.series.encoder == "transformer";
    });
    if (memory() || transformer == lines.end())
        return;
    for (const CostLine& line : lines) {
        if (&line == &*transformer)
            continue;
        const auto crossing = cheaperFrom(line.series, transformer->series, pass);
        if (!crossing || crossing->kind != Crossover::Kind::At)
            continue;
        const bool hero = line.series.encoder == "fastformer";
        const double x = crossing->length.value, y = interpolated(lengths(line), values(line), x);
        QCPGraph* ring = canvas.addGraph();
        ring->removeFromLegend();
        ring->setLineStyle(QCPGraph::lsNone);
        const QColor colour = look.colour(hero ? Role::Accent : Role::Muted);
        ring->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle,
                                              QPen(colour, look.stroke(hero ? 1.75 : 1)), Qt::NoBrush,
                                              look.stroke(hero ? 15 : 11)));
        ring->addData(x, y);
        if (!hero)
            continue;
        auto* drop = new QCPItemLine(&canvas);
        QPen dashed(colour, look.line());
        dashed.setDashPattern({3, 3});
        drop->setPen(dashed);
        drop->start->setCoords(x, y);
        drop->end->setCoords(x, canvas.yAxis->range().lower);
        QCPItemText* words =
            text(CostChart::tr("crossover at %1 tokens, %2 … %3")
                     .arg(formatCount(std::llround(x)), formatCount(std::llround(crossing->length.low)),
                          formatCount(std::llround(crossing->length.high))),
                 Type::Axis, colour);
        const bool late = canvas.xAxis->coordToPixel(x) > canvas.axisRect()->center().x();
        words->setPositionAlignment((late ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignBottom);
        words->setPadding(QMargins(look.u(1.5), 0, look.u(1.5), look.u(1)));
        words->position->setCoords(x, canvas.yAxis->range().lower);
    }
}

/// Three kinds of mark, told once.
void CostChart::Impl::drawLegend(int repeats) {
    const QColor muted = look.colour(Role::Muted);
    const auto entry = [&](const QString& words, const QPen& pen, const QCPScatterStyle& scatter, bool line) {
        QCPGraph* graph = canvas.addGraph();
        graph->setName(words);
        graph->setPen(pen);
        graph->setScatterStyle(scatter);
        graph->setLineStyle(line ? QCPGraph::lsLine : QCPGraph::lsNone);
    };
    entry(memory() ? CostChart::tr("measured, most memory held")
          : repeats == 1
              ? CostChart::tr("measured, one pass")
              : CostChart::tr("measured, median and 95 % interval of up to %1 repeats").arg(repeats),
          QPen(look.colour(Role::Text), look.stroke(kLinePen)),
          QCPScatterStyle(QCPScatterStyle::ssDisc, look.colour(Role::Text), look.stroke(6)), true);
    QPen dashed(muted, look.stroke(kTheoryPen));
    dashed.setDashPattern({3, 4});
    entry(CostChart::tr("by definition, one fitted constant"), dashed, QCPScatterStyle(), true);
    if (!memory())
        entry(CostChart::tr("where the Transformer becomes the slower one"), QPen(muted),
              QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(muted, look.stroke(1)), Qt::NoBrush,
                              look.stroke(9)),
              false);
    canvas.legend->setVisible(true);
}

CostChart::CostChart(const Look& look, QWidget* parent)
    : Chart(look, tr("Cost against sequence length"), parent),
      m_impl(std::unique_ptr<Impl>(new Impl{look, canvas(), *this, {}})) {
    QCustomPlot& plot = canvas();
    plot.xAxis->setScaleType(QCPAxis::stLogarithmic);
    plot.yAxis->setScaleType(QCPAxis::stLogarithmic);
    plot.yAxis->setTickLength(0, look.u(0.75));
    plot.axisRect()->setAutoMargins(QCP::msLeft | QCP::msTop | QCP::msBottom);
    plot.axisRect()->setMinimumMargins(QMargins(look.u(12), look.u(2), 0, look.u(6)));
    plot.axisRect()->setMargins(QMargins(0, 0, look.u(46), 0));
    plot.axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignLeft | Qt::AlignTop);
    plot.axisRect()->insetLayout()->setMargins(QMargins(look.u(3), 0, 0, 0));
    plot.legend->setIconSize(look.u(6), look.u(3));
    applyTheme();
}

CostChart::~CostChart() = default;

void CostChart::setLines(std::vector<CostLine> lines) {
    m_impl->lines = std::move(lines);
    std::erase_if(m_impl->lines, [](const CostLine& line) { return line.series.points.empty(); });
    schedule();
}

void CostChart::setAbout(const QString& about) {
    header().setNumbers({{about, {}, {}}});
}

void CostChart::setPass(CostPass pass) {
    m_impl->pass = pass;
    schedule();
}

void CostChart::setQuantity(CostQuantity quantity) {
    m_impl->quantity = quantity;
    schedule();
}

const std::vector<CostLine>& CostChart::lines() const {
    return m_impl->lines;
}

QString CostChart::nameOf(std::size_t index) const {
    const CostSeries& series = m_impl->lines[index].series;
    const auto same = std::count_if(m_impl->lines.begin(), m_impl->lines.end(), [&](const CostLine& line) {
        return line.series.encoder == series.encoder;
    });
    QString name = encoderTitle(series.encoder);
    if (same > 1)
        name += QStringLiteral(" · ") + QString::fromStdString(series.sharing).replace(u'_', u' ');
    return name;
}

void CostChart::restyle() {
    canvas().yAxis->setBasePen(QPen(look().colour(Role::Edge), look().line()));
}

void CostChart::draw() {
    QCustomPlot& plot = canvas();
    plot.clearPlottables();
    plot.clearItems();
    plot.legend->setVisible(false);
    int repeats = 0;
    for (const CostLine& line : m_impl->lines)
        for (const TimingPoint& point : line.series.points)
            repeats = std::max(repeats, point.repeats);
    if (!m_impl->lines.empty()) {
        m_impl->setRanges();
        m_impl->drawLegend(repeats);
        plot.legend->setVisible(plot.height() > look().u(50)); // lower, it would cover the curves
        for (std::size_t i = 0; i < m_impl->lines.size(); ++i)
            m_impl->drawLine(i);
        m_impl->drawCrossings();
        plot.replot(QCustomPlot::rpImmediateRefresh); // the axes stand before names are put beside them
        m_impl->drawNames();
        QCPItemText* unit = m_impl->text(tr("tokens in a sequence"), Type::Axis, look().colour(Role::Muted));
        unit->setPositionAlignment(Qt::AlignRight | Qt::AlignTop);
        unit->position->setTypeX(QCPItemPosition::ptAbsolute);
        unit->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
        unit->position->setCoords(plot.width() - look().u(4), 1.0);
        unit->setPadding(QMargins(0, look().u(2), 0, 0));
    }
    plot.replot(QCustomPlot::rpQueuedReplot);
}

bool CostChart::exportable() const {
    return !m_impl->lines.empty();
}

NumberTable CostChart::exportNumbers() const {
    NumberTable table;
    table.columns =
        QString::fromLatin1("encoder sharing length sequences inference_seconds inference_low inference_high "
                            "training_seconds training_low training_high peak_bytes repeats")
            .split(u' ');
    for (const CostLine& line : m_impl->lines)
        for (const TimingPoint& p : line.series.points)
            table.rows.push_back({QString::fromStdString(p.encoder), QString::fromStdString(p.sharing),
                                  static_cast<qlonglong>(p.length), static_cast<qlonglong>(p.sequences),
                                  p.inference.value, p.inference.low, p.inference.high, p.training.value,
                                  p.training.low, p.training.high, static_cast<qlonglong>(p.peakBytes),
                                  p.repeats});
    return table;
}

} // namespace lab
