#include "ui/plots/plot.h"

#include "ui/look/look.h"
#include "ui/plots/plot_header.h"
#include "ui/plots/qcp.h"
#include "ui/words/format.h"

#include <QActionGroup>
#include <QMenu>
#include <QMouseEvent>
#include <QRubberBand>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

constexpr PlotAxis kAxes[] = {PlotAxis::Step, PlotAxis::Epoch, PlotAxis::Tokens, PlotAxis::Time};

QString formatX(PlotAxis axis, double x) {
    return axis == PlotAxis::Step || axis == PlotAxis::Tokens ? formatCount(std::llround(x))
                                                              : formatFixed(x, 2);
}

QString axisTip(PlotAxis axis) {
    switch (axis) {
    case PlotAxis::Step:
        return Plot::tr("Count training steps along every chart");
    case PlotAxis::Epoch:
        return Plot::tr("Count passes through the training part along every chart");
    case PlotAxis::Tokens:
        return Plot::tr("Count the tokens trained on along every chart");
    case PlotAxis::Time:
        return Plot::tr("Count the minutes of training along every chart");
    }
    return {};
}

} // namespace

QString axisName(PlotAxis axis) {
    switch (axis) {
    case PlotAxis::Step:
        return Plot::tr("step");
    case PlotAxis::Epoch:
        return Plot::tr("epoch");
    case PlotAxis::Tokens:
        return Plot::tr("tokens");
    case PlotAxis::Time:
        return Plot::tr("minutes");
    }
    return {};
}

Plot::Plot(const Look& look, const QString& title, Range range, QWidget* parent)
    : Chart(look, title, parent),
      m_graphs(std::make_unique<PlotGraphs>(look, canvas(), range)),
      m_format([](double value) { return formatFixed(value, 3); }) {
    canvas().installEventFilter(this);
    canvas().setToolTip(tr("Drag to look at a part of the axis, double-click to see all of it"));
    m_band = new QRubberBand(QRubberBand::Rectangle, &canvas());
    createUnit();
    applyTheme();
}

Plot::~Plot() = default;

void Plot::createUnit() {
    m_unit = new QToolButton(this);
    m_unit->setPopupMode(QToolButton::InstantPopup);
    m_unit->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_unit->setToolTip(tr("What the x axis counts, for every plot"));
    m_unit->setAccessibleName(tr("Unit of the x axis"));
    auto* menu = new QMenu(m_unit);
    menu->setToolTipsVisible(true);
    auto* group = new QActionGroup(menu);
    for (const PlotAxis axis : kAxes) {
        auto* action = menu->addAction(axisName(axis));
        action->setObjectName(QStringLiteral("unit_%1").arg(static_cast<int>(axis)));
        action->setToolTip(axisTip(axis));
        action->setCheckable(true);
        action->setChecked(axis == m_graphs->axis);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, axis] { emit axisChosen(axis); });
    }
    m_unit->setMenu(menu);
    m_unit->setText(axisName(PlotAxis::Step));
}

void Plot::restyle() {
    m_unit->setFont(look().font(Type::Axis));
    m_graphs->restyle();
    updateNumbers();
}

void Plot::changed() {
    schedule();
    updateNumbers();
}

void Plot::setNumbers(std::function<QString(double)> format) {
    m_format = std::move(format);
    updateNumbers();
}

void Plot::setParts(const QStringList& names) {
    QStringList now;
    for (const auto& line : m_graphs->lines)
        now << line.name;
    if (now != names)
        m_graphs->setLines(names);
    changed();
}

void Plot::clear() {
    m_graphs->clear();
    changed();
}

void Plot::setExtent(double steps, double epochs) {
    m_graphs->steps = steps;
    m_graphs->epochs = epochs;
    schedule();
}

void Plot::setMark(const RunMark& mark) {
    m_graphs->mark = mark;
    applyTheme();
}

void Plot::appendTraining(const std::vector<PlotPoint>& points) {
    m_graphs->append(points);
    changed();
}

void Plot::appendPart(std::size_t part, const std::vector<PlotPoint>& points) {
    for (const PlotPoint& point : points)
        m_graphs->append(part, point);
    changed();
}

void Plot::setReference(const QString& name, const std::vector<PlotPoint>& points) {
    m_graphs->referenceName = name;
    m_graphs->reference = points;
    schedule();
}

void Plot::setMarks(const std::vector<PlotMark>& marks) {
    m_graphs->marks = marks;
    schedule();
}

void Plot::setPlayhead(const std::optional<PlotPoint>& moment) {
    m_graphs->playhead = moment;
    m_graphs->drawCursor();
    canvas().layer(QStringLiteral("cursor"))->replot();
    updateNumbers();
}

void Plot::setSmoothing(double weight) {
    m_graphs->mean = RunningMean(weight);
}

PlotAxis Plot::axis() const {
    return m_graphs->axis;
}

const PlotSeries& Plot::training() const {
    return m_graphs->training;
}

const PlotSeries& Plot::smoothed() const {
    return m_graphs->smoothed;
}

const PlotSeries& Plot::validation() const {
    return m_graphs->lines.front().series;
}

PlotZoom Plot::shown() const {
    return m_graphs->zoom ? *m_graphs->zoom : m_graphs->extent();
}

void Plot::setAxis(PlotAxis axis) {
    if (axis == m_graphs->axis)
        return;
    m_graphs->axis = axis;
    m_graphs->zoom.reset(); // its numbers were of another unit
    m_graphs->hover.reset();
    m_graphs->forget();
    m_unit->setText(axisName(axis));
    m_unit->menu()->actions().at(static_cast<int>(axis))->setChecked(true);
    placeUnit();
    changed();
}

void Plot::setZoom(const std::optional<PlotZoom>& zoom) {
    if (zoom == m_graphs->zoom)
        return;
    m_graphs->zoom = zoom;
    schedule();
}

void Plot::draw() {
    m_graphs->draw();
}

bool Plot::exportable() const {
    return !m_graphs->empty();
}

NumberTable Plot::exportNumbers() const {
    NumberTable table{{QStringLiteral("split"), QStringLiteral("step"), QStringLiteral("epoch"),
                       QStringLiteral("tokens"), QStringLiteral("seconds"), exportTitle()},
                      {}};
    const auto add = [&](const QString& split, const PlotSeries& series) {
        for (const PlotPoint& point : series.points())
            table.rows.push_back({split, point.step, point.epoch, point.tokens, point.seconds, point.value});
    };
    add(QStringLiteral("train"), m_graphs->training);
    for (const auto& line : m_graphs->lines)
        add(m_graphs->lines.size() == 1 ? QStringLiteral("validation") : line.name, line.series);
    return table;
}

void Plot::updateNumbers() {
    const auto& graphs = *m_graphs;
    std::optional<double> x = graphs.hover;
    if (!x && graphs.playhead)
        x = graphs.playhead->x(graphs.axis);
    std::vector<PlotHeader::Number> numbers;
    if (graphs.hover)
        numbers.push_back(
            {axisName(graphs.axis), formatX(graphs.axis, *graphs.hover), look().colour(Role::Accent)});
    const auto add = [&](const QString& name, const PlotSeries& series, const QColor& colour) {
        if (const auto point = x ? series.at(graphs.axis, *x) : series.last())
            numbers.push_back({name, m_format(point->value), colour});
    };
    for (const auto& line : graphs.lines)
        add(line.name, line.series, graphs.lines.size() == 1 ? graphs.mark.colour : QColor());
    add(tr("train"), graphs.training, {});
    if (graphs.best && !graphs.hover)
        numbers.push_back(
            {tr("best"),
             tr("%1 @ %2").arg(m_format(graphs.best->value), formatCount(std::llround(graphs.best->step))),
             {}});
    header().setNumbers(std::move(numbers));
}

void Plot::resizeEvent(QResizeEvent* event) {
    Chart::resizeEvent(event);
    placeUnit();
}

void Plot::placeUnit() {
    const QSize size = m_unit->sizeHint();
    const int bottom = canvas().geometry().bottom() - look().u(6.5);
    m_unit->setGeometry(width() - look().u(4) - size.width(), bottom - size.height(), size.width(),
                        size.height());
    m_unit->raise();
}

void Plot::hover(const QPoint& place) {
    m_graphs->hover.reset();
    if (canvas().axisRect()->rect().contains(place) && !m_graphs->empty())
        m_graphs->hover = canvas().xAxis->pixelToCoord(place.x());
}

void Plot::brush(const QMouseEvent& event) {
    const QRect box = canvas().axisRect()->rect();
    const int x = std::clamp(event.position().toPoint().x(), box.left(), box.right());
    if (event.type() == QEvent::MouseButtonPress && event.button() == Qt::LeftButton) {
        flush(); // places are read off the axis, which may wait to be drawn in another unit
        m_pressed = x;
    } else if (event.type() == QEvent::MouseMove && m_pressed) {
        m_band->setGeometry(
            QRect(QPoint(std::min(x, *m_pressed), box.top()), QPoint(std::max(x, *m_pressed), box.bottom())));
        m_band->setVisible(std::abs(x - *m_pressed) >= look().u(2));
    } else if (event.type() == QEvent::MouseButtonRelease && m_pressed) {
        const int from = std::min(x, *m_pressed), to = std::max(x, *m_pressed);
        m_pressed.reset();
        m_band->hide();
        if (to - from >= look().u(2)) // less is a click
            emit zoomChosen(PlotZoom{canvas().xAxis->pixelToCoord(from), canvas().xAxis->pixelToCoord(to)});
    } else if (event.type() == QEvent::MouseButtonDblClick) {
        m_pressed.reset();
        emit zoomChosen(std::nullopt);
    }
}

bool Plot::eventFilter(QObject* watched, QEvent* event) {
    const bool mouse = event->type() == QEvent::MouseMove || event->type() == QEvent::MouseButtonPress ||
                       event->type() == QEvent::MouseButtonRelease ||
                       event->type() == QEvent::MouseButtonDblClick;
    if (watched != &canvas() || (!mouse && event->type() != QEvent::Leave))
        return QWidget::eventFilter(watched, event);
    m_graphs->hover.reset();
    if (mouse) {
        brush(*static_cast<QMouseEvent*>(event));
        hover(static_cast<QMouseEvent*>(event)->position().toPoint());
    }
    m_graphs->drawCursor();
    canvas().layer(QStringLiteral("cursor"))->replot();
    updateNumbers();
    return QWidget::eventFilter(watched, event);
}

} // namespace lab
