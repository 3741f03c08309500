#include "ui/plots/seed_dots.h"

#include "ui/look/look.h"
#include "ui/look/run_mark.h"
#include "ui/plots/plot_header.h"
#include "ui/plots/qcp.h"
#include "ui/words/format.h"

#include <algorithm>
#include <cmath>

namespace lab {

SeedDots::SeedDots(const Look& look, QWidget* parent) : Chart(look, tr("Test accuracy"), parent) {
    header().hide();
    canvas().legend->setVisible(false);
    canvas().xAxis->grid()->setVisible(true);
    canvas().yAxis->grid()->setVisible(false);
    applyTheme();
}

void SeedDots::setEntries(const std::vector<ComparedEntry>& entries) {
    std::vector<Line> lines;
    for (const ComparedEntry& entry : entries) {
        Line line{entry.name, entry.colour, {}, {}, {}, {}};
        for (const ComparedRunPtr& run : entry.runs) {
            const double accuracy = run->row.summary.last.test.accuracy;
            if (!std::isfinite(accuracy))
                continue;
            line.runs.push_back(run->row.id);
            line.seeds.push_back(run->row.seed);
            line.values.push_back(accuracy);
        }
        lines.push_back(std::move(line));
    }
    setLines(std::move(lines));
}

void SeedDots::setLines(std::vector<Line> lines) {
    m_lines = std::move(lines);
    for (Line& line : m_lines)
        line.spread = seedSpreadOf(line.values);
    schedule();
}

void SeedDots::fitAxes() {
    double low = INFINITY, high = -INFINITY;
    for (const Line& line : m_lines)
        for (const double value : line.values) {
            const double half = std::isfinite(line.spread.half) ? line.spread.half : 0;
            low = std::min({low, value, line.spread.mean - half});
            high = std::max({high, value, line.spread.mean + half});
        }
    if (!(high >= low)) {
        low = 0;
        high = 1;
    }
    QSharedPointer<QCPAxisTickerText> names(new QCPAxisTickerText);
    const QFontMetrics metrics(look().font(Type::Body));
    constexpr double kNames = 0.4; // share of the width that names may take; the table below has them whole
    int widest = 0;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const QString name =
            metrics.elidedText(m_lines[i].name, Qt::ElideRight, static_cast<int>(kNames * canvas().width()));
        names->addTick(static_cast<double>(i), name);
        widest = std::max(widest, metrics.horizontalAdvance(name));
    }
    canvas().yAxis->setTicker(names);
    canvas().yAxis->setRangeReversed(true); // the first on top
    canvas().yAxis->setRange(-0.6, static_cast<double>(m_lines.size()) - 0.4);
    canvas().yAxis->setTickLabelColor(look().colour(Role::Text));
    canvas().yAxis->setTickLabelFont(look().font(Type::Body));
    canvas().xAxis->grid()->setPen(QPen(look().colour(Role::Grid), look().line()));
    canvas().xAxis->grid()->setZeroLinePen(Qt::NoPen);
    const QMargins around(widest + look().u(6), look().u(2), look().u(5), look().u(6));
    canvas().axisRect()->setMinimumMargins(around);
    const double room = std::max(canvas().width() - around.left() - around.right(), 1);
    const double margin = std::max((high - low) * marginShare(room), 0.005);
    canvas().xAxis->setRange(low - margin, high + margin);
}

/// Of the values' span, on either side: half a number fits between a mark at the end and the edge.
double SeedDots::marginShare(double room) const {
    constexpr double kUsual = 0.12, kMost = 0.4; // the second of the room, where it is very narrow
    const int number = QFontMetrics(look().font(Type::Axis)).horizontalAdvance(QStringLiteral("0.000"));
    const double needed = std::min((number / 2.0 + look().u(1)) / room, kMost);
    return std::max(kUsual, needed / (1 - 2 * needed));
}

void SeedDots::addLine(const Line& line, double y) {
    const RunMark mark = look().theme().runMark(line.colour);
    const auto scatter = [&](double radius, double alpha) {
        QColor face = mark.colour;
        face.setAlphaF(static_cast<float>(alpha));
        return QCPScatterStyle(runMarkPath(mark.shape, {}, look().stroke(radius)), QPen(Qt::NoPen),
                               QBrush(mark.hollow ? look().colour(Role::Base) : face), 6);
    };
    if (line.values.size() > 1) {
        QCPGraph* seeds = canvas().addGraph(canvas().xAxis, canvas().yAxis);
        seeds->setLineStyle(QCPGraph::lsNone);
        seeds->setPen(Qt::NoPen);
        for (const double value : line.values)
            seeds->addData(value, y - 0.22);
        seeds->setScatterStyle(scatter(2.25, 0.55));
    }
    QCPGraph* mean = canvas().addGraph(canvas().xAxis, canvas().yAxis);
    mean->setLineStyle(QCPGraph::lsNone);
    mean->setPen(mark.hollow ? QPen(mark.colour, look().stroke(1.4))
                             : QPen(Qt::NoPen)); // the outline of the marks
    mean->addData(line.spread.mean, y);
    mean->setScatterStyle(scatter(4, 1));
    if (std::isfinite(line.spread.half)) {
        auto* whisker = new QCPErrorBars(canvas().xAxis, canvas().yAxis);
        whisker->setErrorType(QCPErrorBars::etKeyError);
        whisker->setDataPlottable(mean);
        whisker->addData(line.spread.half);
        whisker->setPen(QPen(mark.colour, look().stroke(2)));
        whisker->setWhiskerWidth(look().stroke(9));
        whisker->setSymbolGap(0);
        whisker->removeFromLegend();
    }
    auto* number = new QCPItemText(&canvas());
    number->setText(formatFixed(line.spread.mean, 3));
    number->setFont(look().font(Type::Axis));
    number->setColor(look().colour(Role::Text));
    number->setPositionAlignment(Qt::AlignTop | Qt::AlignHCenter);
    number->position->setCoords(line.spread.mean, y + 0.16);
}

void SeedDots::draw() {
    canvas().clearPlottables();
    canvas().clearItems();
    fitAxes();
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        if (m_lines[i].spread.count > 0)
            addLine(m_lines[i], static_cast<double>(i));
    canvas().replot(QCustomPlot::rpQueuedReplot);
}

bool SeedDots::exportable() const {
    return std::any_of(m_lines.begin(), m_lines.end(),
                       [](const Line& line) { return line.spread.count > 0; });
}

QSize SeedDots::exportSize() const {
    const QSize usual = Chart::exportSize();
    const int lines = look().u(8) * static_cast<int>(m_lines.size()) + look().u(12);
    return {usual.width(), std::max(usual.height(), lines)};
}

NumberTable SeedDots::exportNumbers() const {
    NumberTable table{{QStringLiteral("name"), QStringLiteral("run"), QStringLiteral("seed"),
                       QStringLiteral("accuracy"), QStringLiteral("mean"), QStringLiteral("deviation"),
                       QStringLiteral("interval_half")},
                      {}};
    for (const Line& line : m_lines)
        for (std::size_t i = 0; i < line.values.size(); ++i)
            table.rows.push_back({line.name, static_cast<qlonglong>(line.runs[i]),
                                  static_cast<qulonglong>(line.seeds[i]), line.values[i], line.spread.mean,
                                  line.spread.deviation, line.spread.half});
    return table;
}

} // namespace lab
