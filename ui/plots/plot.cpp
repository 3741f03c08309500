#include "ui/plots/plot.h"

#include "ui/format.h"
#include "ui/look.h"
#include "ui/plots/plot_header.h"
#include "ui/plots/qcp.h"

#include <QActionGroup>
#include <QMenu>
#include <QMouseEvent>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

constexpr std::size_t kTrainingLimit = 1500;
constexpr std::size_t kValidationLimit = 4000;

double smallestValue(const PlotSeries& series, double otherwise) {
    for (const auto& point : series.points())
        otherwise = std::min(otherwise, point.value);
    return otherwise;
}

double largestValue(const PlotSeries& series, double otherwise) {
    for (const auto& point : series.points())
        otherwise = std::max(otherwise, point.value);
    return otherwise;
}

} // namespace

struct Plot::Impl {
    Impl(const Look& wantedLook, QCustomPlot& wantedCanvas, Range wantedRange)
        : look(wantedLook), canvas(&wantedCanvas), range(wantedRange) {}

    void createGraphs();
    void fitAxes();
    void fill(QCPGraph* graph, const PlotSeries& series, int& generation, std::size_t& drawn);
    void draw();
    void drawCursor();
    [[nodiscard]] QPixmap pointPixmap() const;

    const Look& look;
    QCustomPlot* canvas;
    Range range;
    QToolButton* unit = nullptr;
    QCPGraph *training = nullptr, *validation = nullptr, *end = nullptr;
    QCPItemStraightLine* cursor = nullptr;
    PlotSeries trainingSeries{kTrainingLimit}, validationSeries{kValidationLimit};
    int trainingGeneration = -1, validationGeneration = -1;
    std::size_t trainingDrawn = 0, validationDrawn = 0;
    std::optional<PlotPoint> best;
    RunMark mark;
    PlotAxis axis = PlotAxis::Step;
    double steps = 1, epochs = 1;
    std::optional<double> hover; ///< x under the pointer
};

void Plot::Impl::createGraphs() {
    training = canvas->addGraph();
    training->setLineStyle(QCPGraph::lsNone);
    training->setAdaptiveSampling(true);
    validation = canvas->addGraph();
    end = canvas->addGraph();
    end->setLineStyle(QCPGraph::lsNone);
    end->removeFromLegend();
    training->setName(Plot::tr("train, each step"));
    validation->setName(Plot::tr("validation"));
    cursor = new QCPItemStraightLine(canvas);
    cursor->setLayer(QStringLiteral("cursor"));
    cursor->setVisible(false);
    canvas->legend->setVisible(true);
    const auto corner =
        range == Range::FromZero ? Qt::AlignRight | Qt::AlignTop : Qt::AlignRight | Qt::AlignBottom;
    auto* box = canvas->axisRect();
    box->insetLayout()->setInsetAlignment(0, corner);
    box->insetLayout()->setMargins(QMargins(0, 0, 0, range == Range::FromZero ? 0 : look.u(6)));
}

QPixmap Plot::Impl::pointPixmap() const {
    // A small picture is stamped much faster than a disc is drawn, and a run has many points.
    const double ratio = canvas->devicePixelRatioF();
    const int side = 3;
    QPixmap pixmap(QSize(side, side) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    QColor colour = mark.colour;
    colour.setAlphaF(static_cast<float>(look.theme().pointAlpha()));
    painter.setBrush(colour);
    painter.drawEllipse(QPointF(side / 2.0, side / 2.0), 1.1, 1.1);
    return pixmap;
}

void Plot::Impl::fill(QCPGraph* graph, const PlotSeries& series, int& generation, std::size_t& drawn) {
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

void Plot::Impl::fitAxes() {
    double last = 0;
    for (const auto* series : {&trainingSeries, &validationSeries})
        if (series->last())
            last = std::max(last, series->last()->x(axis));
    const double extent = std::max({axis == PlotAxis::Step ? steps : epochs, last, 1e-6});
    canvas->xAxis->setRange(0, extent);
    if (range == Range::FromZero) {
        const double largest = std::max(largestValue(trainingSeries, 0), largestValue(validationSeries, 0));
        canvas->yAxis->setRange(0, largest > 0 ? roundUp(largest) : 1);
    } else {
        const double smallest =
            std::min(smallestValue(trainingSeries, 1), smallestValue(validationSeries, 1));
        canvas->yAxis->setRange(smallest >= 1 ? 0 : std::floor(smallest * 5 - 1e-9) / 5, 1);
    }
}

void Plot::Impl::draw() {
    fill(training, trainingSeries, trainingGeneration, trainingDrawn);
    fill(validation, validationSeries, validationGeneration, validationDrawn);
    end->data()->clear();
    if (const auto last = validationSeries.last())
        end->addData(last->x(axis), last->value);
    const bool any = trainingSeries.last() || validationSeries.last();
    canvas->legend->setVisible(any);
    fitAxes();
    drawCursor();
    canvas->replot(QCustomPlot::rpQueuedReplot);
}

void Plot::Impl::drawCursor() {
    cursor->setVisible(hover.has_value());
    if (!hover)
        return;
    cursor->point1->setCoords(*hover, 0);
    cursor->point2->setCoords(*hover, 1);
}

Plot::Plot(const Look& look, const QString& title, Range range, QWidget* parent)
    : Chart(look, title, parent), m_impl(std::make_unique<Impl>(look, canvas(), range)) {
    m_impl->createGraphs();
    canvas().installEventFilter(this);
    createUnit();
    m_impl->mark = look.theme().runMark(0);
    applyTheme();
}

void Plot::createUnit() {
    m_impl->unit = new QToolButton(this);
    m_impl->unit->setPopupMode(QToolButton::InstantPopup);
    m_impl->unit->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_impl->unit->setToolTip(tr("What the x axis counts, for every plot"));
    m_impl->unit->setAccessibleName(tr("Unit of the x axis"));
    auto* menu = new QMenu(m_impl->unit);
    auto* group = new QActionGroup(menu);
    for (const PlotAxis axis : {PlotAxis::Step, PlotAxis::Epoch}) {
        auto* action = menu->addAction(axis == PlotAxis::Step ? tr("step") : tr("epoch"));
        action->setCheckable(true);
        action->setChecked(axis == m_impl->axis);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, axis] { emit axisChosen(axis); });
    }
    m_impl->unit->setMenu(menu);
    m_impl->unit->setText(tr("step"));
}

Plot::~Plot() = default;

void Plot::restyle() {
    auto& impl = *m_impl;
    const Look& look = impl.look;
    impl.cursor->setPen(QPen(look.colour(Role::Accent), Look::kLine));
    impl.unit->setFont(look.font(Type::Axis));
    impl.training->setPen(QPen(impl.mark.colour, 1));
    impl.training->setScatterStyle(QCPScatterStyle(impl.pointPixmap()));
    QPen line(impl.mark.colour, 2);
    line.setJoinStyle(Qt::RoundJoin);
    impl.validation->setPen(line);
    impl.end->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(look.colour(Role::Base), 1.5),
                                              QBrush(impl.mark.colour), 8));
    updateNumbers();
}

void Plot::clear() {
    m_impl->trainingSeries.clear();
    m_impl->validationSeries.clear();
    m_impl->best.reset();
    m_impl->hover.reset();
    schedule();
    updateNumbers();
}

void Plot::setExtent(double steps, double epochs) {
    m_impl->steps = steps;
    m_impl->epochs = epochs;
    schedule();
}

void Plot::setMark(const RunMark& mark) {
    m_impl->mark = mark;
    applyTheme();
}

void Plot::appendTraining(const std::vector<PlotPoint>& points) {
    for (const auto& point : points)
        if (std::isfinite(point.value))
            m_impl->trainingSeries.append(point);
    schedule();
    updateNumbers();
}

void Plot::appendValidation(const PlotPoint& point) {
    if (!std::isfinite(point.value))
        return;
    m_impl->validationSeries.append(point);
    const bool lower = m_impl->range == Range::FromZero;
    if (!m_impl->best || (lower ? point.value < m_impl->best->value : point.value > m_impl->best->value))
        m_impl->best = point;
    schedule();
    updateNumbers();
}

PlotAxis Plot::axis() const {
    return m_impl->axis;
}

const PlotSeries& Plot::training() const {
    return m_impl->trainingSeries;
}

const PlotSeries& Plot::validation() const {
    return m_impl->validationSeries;
}

void Plot::setAxis(PlotAxis axis) {
    if (axis == m_impl->axis)
        return;
    m_impl->axis = axis;
    m_impl->unit->setText(axis == PlotAxis::Step ? tr("step") : tr("epoch"));
    const auto actions = m_impl->unit->menu()->actions();
    actions.at(axis == PlotAxis::Step ? 0 : 1)->setChecked(true);
    m_impl->trainingGeneration = m_impl->validationGeneration = -1;
    m_impl->hover.reset();
    schedule();
    updateNumbers();
}

void Plot::draw() {
    m_impl->draw();
}

bool Plot::exportable() const {
    return m_impl->trainingSeries.last() || m_impl->validationSeries.last();
}

NumberTable Plot::exportNumbers() const {
    NumberTable table{
        {QStringLiteral("split"), QStringLiteral("step"), QStringLiteral("epoch"), exportTitle()}, {}};
    const auto add = [&](const QString& split, const PlotSeries& series) {
        for (const PlotPoint& point : series.points())
            table.rows.push_back({split, point.step, point.epoch, point.value});
    };
    add(QStringLiteral("train"), m_impl->trainingSeries);
    add(QStringLiteral("validation"), m_impl->validationSeries);
    return table;
}

void Plot::updateNumbers() {
    const auto& impl = *m_impl;
    auto training = impl.trainingSeries.last(), validation = impl.validationSeries.last();
    std::vector<PlotHeader::Number> numbers;
    if (impl.hover) {
        training = impl.trainingSeries.at(impl.axis, *impl.hover);
        validation = impl.validationSeries.at(impl.axis, *impl.hover);
        const bool steps = impl.axis == PlotAxis::Step;
        numbers.push_back({steps ? tr("step") : tr("epoch"),
                           steps ? formatCount(std::llround(*impl.hover)) : formatFixed(*impl.hover, 2),
                           impl.look.colour(Role::Accent)});
    }
    if (validation)
        numbers.push_back({tr("validation"), formatFixed(validation->value, 3), impl.mark.colour});
    if (training)
        numbers.push_back({tr("train"), formatFixed(training->value, 3), {}});
    if (impl.best && !impl.hover)
        numbers.push_back(
            {tr("best"),
             tr("%1 @ %2").arg(formatFixed(impl.best->value, 3), formatCount(std::llround(impl.best->step))),
             {}});
    header().setNumbers(std::move(numbers));
}

void Plot::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const QSize size = m_impl->unit->sizeHint();
    const int bottom = m_impl->canvas->geometry().bottom() - m_impl->look.u(6.5);
    m_impl->unit->setGeometry(width() - m_impl->look.u(4) - size.width(), bottom - size.height(),
                              size.width(), size.height());
    m_impl->unit->raise();
}

bool Plot::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_impl->canvas && (event->type() == QEvent::MouseMove || event->type() == QEvent::Leave)) {
        m_impl->hover.reset();
        if (event->type() == QEvent::MouseMove) {
            const auto place = static_cast<QMouseEvent*>(event)->position().toPoint();
            const double x = m_impl->canvas->xAxis->pixelToCoord(place.x());
            if (m_impl->canvas->axisRect()->rect().contains(place) && m_impl->trainingSeries.last())
                m_impl->hover = x;
        }
        m_impl->drawCursor();
        m_impl->canvas->layer(QStringLiteral("cursor"))->replot();
        updateNumbers();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lab
