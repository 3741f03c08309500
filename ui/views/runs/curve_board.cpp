#include "ui/views/runs/curve_board.h"

#include "ui/actions/actions.h"
#include "ui/look/look.h"
#include "ui/studio/curve_settings.h"
#include "ui/studio/studio.h"
#include "ui/studio/timeline.h"
#include "ui/views/runs/confusion_view.h"
#include "ui/words/format.h"

#include <QActionGroup>
#include <QGridLayout>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace lab {
namespace {

constexpr int kMostInARow = 3;
// Units of the look: a narrower chart shows too few numbers; a narrower one has no room for the button's
// word.
constexpr double kLeastWidth = 40, kWordyWidth = 62;

std::vector<PlotPoint> none(const RunTrace&) {
    return {};
}

std::vector<PlotPoint> evaluated(const RunTrace& trace, PlotPoint EvaluationPoint::*which) {
    std::vector<PlotPoint> points;
    points.reserve(trace.evaluations.size());
    for (const EvaluationPoint& each : trace.evaluations)
        points.push_back(each.*which);
    return points;
}

const std::vector<PlotPoint>& noSteps(const StepPoints&) {
    static const std::vector<PlotPoint> empty;
    return empty;
}

} // namespace

CurveBoard::CurveBoard(const Look& look, Studio& studio, const Actions& actions, QWidget* parent)
    : QWidget(parent), m_look(look), m_studio(studio), m_grid(new QGridLayout(this)) {
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(0);
    createCurves();
    createParts();
    createConfusions();
    createChooser();
    createPin(actions);
    connectStudio(actions);
    arrange();
    followSettings();
    refill();
}

Plot* CurveBoard::add(const QString& name, const QString& title, PlotRange range) {
    auto* plot = new Plot(m_look, title, range, this);
    plot->setObjectName(name + QStringLiteral("Plot"));
    connect(plot, &Plot::axisChosen, &m_studio.curves(), &CurveSettings::setAxis);
    connect(plot, &Plot::zoomChosen, &m_studio.curves(), &CurveSettings::setZoom);
    m_charts.emplace_back(name, plot);
    return plot;
}

void CurveBoard::createCurves() {
    const auto validation = [](PlotPoint EvaluationPoint::*which) {
        return [which](const RunTrace& trace) { return evaluated(trace, which); };
    };
    m_curves.push_back({QStringLiteral("loss"), add(QStringLiteral("loss"), tr("Loss"), PlotRange::FromZero),
                        &StepPoints::loss, validation(&EvaluationPoint::loss)});
    m_curves.push_back({QStringLiteral("accuracy"),
                        add(QStringLiteral("accuracy"), tr("Accuracy"), PlotRange::UpToOne),
                        &StepPoints::accuracy, validation(&EvaluationPoint::accuracy)});
    m_curves.push_back({QStringLiteral("macroF1"),
                        add(QStringLiteral("macroF1"), tr("Macro-F1"), PlotRange::UpToOne), &noSteps,
                        validation(&EvaluationPoint::macroF1)});
    m_curves.push_back({QStringLiteral("gradientNorm"),
                        add(QStringLiteral("gradientNorm"), tr("Gradient norm"), PlotRange::FromZero),
                        &StepPoints::gradientNorm, &none});
    Plot* rate = add(QStringLiteral("learningRate"), tr("Learning rate"), PlotRange::FromZero);
    rate->setNumbers(&formatRate);
    m_curves.push_back({QStringLiteral("learningRate"), rate, &StepPoints::learningRate, &none});
}

void CurveBoard::createParts() {
    m_gradientParts = add(QStringLiteral("gradientParts"), tr("Gradient norm by layer"), PlotRange::FromZero);
    m_gradientParts->setToolTip(
        tr("√Σg² over the parameters of each part, at each evaluation, before clipping"));
    m_weightParts = add(QStringLiteral("weightParts"), tr("Weight norm by layer"), PlotRange::FromZero);
    m_weightParts->setToolTip(tr("√Σw² over the parameters of each part, at each evaluation"));
    m_weightParts->setNumbers([](double value) { return formatFixed(value, 1); });
}

void CurveBoard::createConfusions() {
    const std::tuple<ConfusionView*&, const char*, RecordSplit> views[] = {
        {m_validation, "confusionValidation", RecordSplit::Validation},
        {m_test, "confusionTest", RecordSplit::Test}};
    for (const auto& [view, name, split] : views) {
        view = new ConfusionView(m_look, this);
        view->setObjectName(QString::fromLatin1(name));
        m_charts.emplace_back(QString::fromLatin1(name), view);
        connect(view, &ConfusionView::cellChosen, this, [this, which = split](int truth, int predicted) {
            m_studio.showExamples(which, truth, predicted);
        });
    }
}

void CurveBoard::createChooser() {
    m_chooser = new QToolButton(this);
    m_chooser->setObjectName(QStringLiteral("chartChooser"));
    m_chooser->setText(tr("Charts"));
    m_chooser->setAccessibleName(tr("Charts on show and smoothing"));
    m_chooser->setToolTip(tr("Which charts are shown, and smoothing"));
    m_chooser->setPopupMode(QToolButton::InstantPopup);
    m_chooser->setToolButtonStyle(Qt::ToolButtonTextOnly);
    auto* menu = new QMenu(m_chooser);
    for (const auto& [name, chart] : m_charts) {
        const bool test = name == QLatin1String("confusionTest"),
                   validation = name == QLatin1String("confusionValidation");
        QAction* action = menu->addAction(test         ? tr("Confusion, test")
                                          : validation ? tr("Confusion, validation")
                                                       : chart->accessibleName());
        action->setObjectName(QStringLiteral("chart_") + name);
        action->setToolTip(tr("Show this chart, or put it away"));
        action->setCheckable(true);
        action->setChecked(m_studio.curves().charts().contains(name));
        connect(action, &QAction::toggled, this,
                [this, which = name](bool on) { m_studio.curves().setChart(which, on); });
    }
    menu->addSeparator();
    auto* group = new QActionGroup(menu);
    for (const double weight : {0.0, 0.6, 0.9, 0.97}) {
        QAction* action =
            menu->addAction(weight > 0 ? tr("Smoothing %1").arg(formatTick(weight)) : tr("No smoothing"));
        action->setObjectName(QStringLiteral("smoothing_%1").arg(static_cast<int>(weight * 100)));
        action->setToolTip(tr("Training points: m = w·m + (1 − w)·x, drawn as m / (1 − wⁿ)"));
        action->setCheckable(true);
        action->setChecked(weight == m_studio.curves().smoothing());
        group->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, weight] { m_studio.curves().setSmoothing(weight); });
    }
    menu->setToolTipsVisible(true);
    m_chooser->setMenu(menu);
}

void CurveBoard::createPin(const Actions& actions) {
    m_pin = new QToolButton(this);
    m_pin->setDefaultAction(actions.pinRun);
    m_pin->setToolButtonStyle(Qt::ToolButtonIconOnly);
    connect(actions.pinRun, &QAction::triggered, this,
            [this](bool on) { m_studio.pin(on ? m_studio.trace().run : 0); });
    const auto follow = [this, action = actions.pinRun] {
        const bool run = m_studio.shown() != Studio::Shown::Draft && m_studio.trace().run != 0;
        action->setEnabled(run);
        action->setChecked(run && m_studio.pinned() == m_studio.trace().run);
    };
    connect(&m_studio, &Studio::shownChanged, this, follow);
    connect(&m_studio, &Studio::referenceChanged, this, follow);
    follow();
}

void CurveBoard::connectStudio(const Actions& actions) {
    CurveSettings& settings = m_studio.curves();
    const std::pair<QAction*, PlotAxis> axes[] = {{actions.axisStep, PlotAxis::Step},
                                                  {actions.axisEpoch, PlotAxis::Epoch},
                                                  {actions.axisTokens, PlotAxis::Tokens},
                                                  {actions.axisTime, PlotAxis::Time}};
    for (const auto& [action, axis] : axes) {
        connect(action, &QAction::triggered, this,
                [this, chosen = axis] { m_studio.curves().setAxis(chosen); });
        connect(&settings, &CurveSettings::changed, action,
                [this, target = action, own = axis] { target->setChecked(m_studio.curves().axis() == own); });
    }
    connect(&settings, &CurveSettings::changed, this, &CurveBoard::followSettings);
    connect(&settings, &CurveSettings::smoothingChanged, this, &CurveBoard::refill);
    connect(&m_studio, &Studio::shownChanged, this, &CurveBoard::refill);
    connect(&m_studio, &Studio::referenceChanged, this, &CurveBoard::followReference);
    connect(&m_studio, &Studio::stepsArrived, this, &CurveBoard::append);
    connect(&m_studio, &Studio::evaluated, this, &CurveBoard::appendEvaluations);
    connect(&m_studio.timeline(), &Timeline::changed, this, &CurveBoard::followTimeline);
    connect(&m_look, &Look::changed, this, [this] {
        const RunMark mark = m_look.theme().runMark(m_studio.trace().colour);
        for (const Curve& curve : m_curves)
            curve.plot->setMark(mark);
        m_gradientParts->setMark(mark);
        m_weightParts->setMark(mark);
    });
}

void CurveBoard::refill() {
    const bool draft = m_studio.shown() == Studio::Shown::Draft;
    const RunTrace empty;
    const RunTrace& trace = draft ? empty : m_studio.trace();
    const RunMark mark = m_look.theme().runMark(trace.colour);
    const auto total = static_cast<double>(trace.totalSteps);
    for (const auto& [name, chart] : m_charts)
        if (auto* plot = qobject_cast<Plot*>(chart)) {
            plot->clear();
            plot->setMark(mark);
            plot->setExtent(total > 0 ? total : 100, total > 0 ? trace.epochOf(trace.totalSteps) : 1);
        }
    for (Curve& curve : m_curves) {
        curve.plot->setSmoothing(m_studio.curves().smoothing());
        curve.plot->appendTraining(curve.training(trace.steps));
        const std::vector<PlotPoint> points = curve.validation(trace);
        curve.plot->appendValidation(points);
        curve.given = points.size();
    }
    refillParts();
    followReference();
    followTimeline();
    followCaption();
}

void CurveBoard::refillParts() {
    const RunTrace empty;
    const RunTrace& trace = m_studio.shown() == Studio::Shown::Draft ? empty : m_studio.trace();
    QStringList names;
    for (const PartCurve& part : trace.parts)
        names << (part.name == QLatin1String("embedding") ? tr("embedding")
                  : part.name == QLatin1String("head")    ? tr("head")
                                                          : tr("layer %1").arg(part.name.mid(5)));
    const std::pair<Plot*, std::vector<PlotPoint> PartCurve::*> charts[] = {
        {m_gradientParts, &PartCurve::gradient}, {m_weightParts, &PartCurve::weight}};
    for (const auto& [plot, points] : charts) {
        plot->clear();
        if (!names.isEmpty())
            plot->setParts(names);
        for (std::size_t i = 0; i < trace.parts.size(); ++i)
            plot->appendPart(i, trace.parts[i].*points);
    }
}

void CurveBoard::append(const StepPoints& points) {
    for (const Curve& curve : m_curves)
        curve.plot->appendTraining(curve.training(points));
}

void CurveBoard::appendEvaluations() {
    for (Curve& curve : m_curves) {
        const std::vector<PlotPoint> points = curve.validation(m_studio.trace());
        const auto given = static_cast<std::ptrdiff_t>(std::min(points.size(), curve.given));
        curve.plot->appendValidation({points.begin() + given, points.end()});
        curve.given = points.size();
    }
    refillParts();
    followTimeline();
}

void CurveBoard::followSettings() {
    const CurveSettings& settings = m_studio.curves();
    for (const auto& [name, chart] : m_charts)
        if (auto* plot = qobject_cast<Plot*>(chart)) {
            plot->setAxis(settings.axis());
            plot->setZoom(settings.zoom());
        }
    arrange();
}

void CurveBoard::followTimeline() {
    const Timeline& timeline = m_studio.timeline();
    const RunTrace& trace = m_studio.trace();
    std::optional<PlotPoint> playhead;
    std::vector<PlotMark> marks;
    if (timeline.any()) {
        playhead = trace.placeOf(timeline.playhead());
        for (const SettingChange& change : trace.changes)
            marks.push_back({trace.placeOf(change.step), QStringLiteral("edit")});
    }
    for (const auto& [name, chart] : m_charts)
        if (auto* plot = qobject_cast<Plot*>(chart); plot != nullptr && plot->isVisibleTo(this)) {
            plot->setMarks(marks);
            plot->setPlayhead(playhead);
        }
    showConfusion(m_validation, "validation");
    showConfusion(m_test, "test");
}

void CurveBoard::followReference() {
    const RunTrace* reference = m_studio.reference();
    const bool other = reference != nullptr && reference->run != m_studio.trace().run;
    for (const Curve& curve : m_curves) {
        std::vector<PlotPoint> points = other ? curve.validation(*reference) : std::vector<PlotPoint>{};
        curve.plot->setReference(other ? tr("pinned run %1").arg(reference->run) : QString(), points);
    }
}

void CurveBoard::followCaption() {
    const QString caption = m_studio.shown() == Studio::Shown::Draft ? QString() : m_studio.trace().title;
    for (const auto& [name, chart] : m_charts)
        if (auto* plot = qobject_cast<Plot*>(chart))
            plot->setExportCaption(caption);
        else
            static_cast<ConfusionView*>(chart)->setExportCaption(caption);
}

void CurveBoard::showConfusion(ConfusionView* view, const char* split) {
    if (!view->isVisibleTo(this))
        return;
    const EvaluationRow* found = nullptr;
    if (m_studio.timeline().any())
        for (const EvaluationRow& row : m_studio.trace().measured)
            if (row.split == split && (found == nullptr || row.step <= m_studio.timeline().playhead()))
                found = &row;
    const bool test = qstrcmp(split, "test") == 0;
    view->show(m_studio.trace().labels,
               found != nullptr ? found->evaluation.confusion : std::vector<std::int64_t>{},
               found == nullptr ? QString()
               : test           ? tr("test, step %1").arg(formatCount(found->step))
                                : tr("validation, step %1").arg(formatCount(found->step)));
}

void CurveBoard::arrange() {
    // Before it has a width it asks for one row: a splitter does not give back what it once had to give.
    const int room = testAttribute(Qt::WA_Resized) ? width() : kMostInARow * m_look.u(kWordyWidth);
    const int fitting = std::clamp(room / m_look.u(kLeastWidth), 1, kMostInARow);
    const bool wordy = room / fitting >= m_look.u(kWordyWidth);
    if (m_studio.curves().charts() == m_arranged && fitting == m_fitting && wordy == m_wordy)
        return;
    m_wordy = wordy;
    m_arranged = m_studio.curves().charts();
    m_fitting = fitting;
    std::vector<QWidget*> shown;
    for (const auto& [name, chart] : m_charts) {
        const bool wanted = m_studio.curves().charts().contains(name);
        chart->setVisible(wanted);
        m_grid->removeWidget(chart);
        if (wanted)
            shown.push_back(chart);
    }
    const int count = static_cast<int>(shown.size());
    const int rows = (count + fitting - 1) / fitting;
    const int columns = rows > 0 ? (count + rows - 1) / rows : 1;
    for (int i = 0; i < count; ++i)
        m_grid->addWidget(shown[static_cast<std::size_t>(i)], i / columns, i % columns);
    for (int column = 0; column < m_grid->columnCount(); ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
    m_chooser->setText(wordy ? tr("Charts") : QString());
    const int corner = m_chooser->sizeHint().width() + m_pin->sizeHint().width() + m_look.u(3);
    for (int i = 0; i < count; ++i)
        if (auto* plot = qobject_cast<Plot*>(shown[static_cast<std::size_t>(i)]))
            plot->setHeaderMargin(i == std::min(columns, count) - 1 ? corner : 0);
    setMinimumHeight(std::max(rows, 1) * m_look.u(36));
    followTimeline(); // those that were hidden have missed it
}

std::vector<Exportable*> CurveBoard::exportables() const {
    std::vector<Exportable*> views;
    for (const auto& [name, chart] : m_charts)
        if (chart->isVisibleTo(this))
            views.push_back(dynamic_cast<Exportable*>(chart));
    return views;
}

void CurveBoard::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
    const QSize size = m_chooser->sizeHint();
    m_chooser->setGeometry(width() - m_look.u(3) - size.width(), (m_look.u(9) - size.height()) / 2,
                           size.width(), size.height());
    m_chooser->raise();
    const QSize pin = m_pin->sizeHint();
    m_pin->setGeometry(m_chooser->x() - pin.width() - m_look.u(1), (m_look.u(9) - pin.height()) / 2,
                       pin.width(), pin.height());
    m_pin->raise();
}

} // namespace lab
