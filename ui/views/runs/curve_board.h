#pragma once

#include "core/store/metric_repository.h"
#include "ui/plots/plot.h"

#include <QWidget>

#include <functional>
#include <vector>

class QGridLayout;
class QToolButton;

namespace lab {

class Actions;
class ConfusionView;
class Look;
class Studio;
struct RunTrace;
struct StepPoints;

/// The charts of the run on show, all over one x axis: which of them are seen, zoom, smoothing and the pinned
/// run are chosen once for all.
class CurveBoard : public QWidget {
    Q_OBJECT
public:
    CurveBoard(const Look& look, Studio& studio, const Actions& actions, QWidget* parent = nullptr);

    /// The charts on show.
    [[nodiscard]] std::vector<Exportable*> exportables() const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    /// A curve chart and where its numbers come from; a chart of parts has no training points.
    struct Curve {
        QString name;
        Plot* plot = nullptr;
        std::function<const std::vector<PlotPoint>&(const StepPoints&)> training;
        std::function<std::vector<PlotPoint>(const RunTrace&)> validation;
        std::size_t given = 0; ///< validations that the plot was given; it keeps fewer of many
    };
    void createCurves();
    void createParts();
    void createConfusions();
    void createChooser();
    void createPin(const Actions& actions);
    Plot* add(const QString& name, const QString& title, PlotRange range);
    void connectStudio(const Actions& actions);
    void refill();
    void refillParts();
    void append(const StepPoints& points);
    void appendEvaluations();
    void followSettings();
    void followTimeline();
    void followReference();
    void followCaption();
    void arrange();
    void showConfusion(ConfusionView* view, const char* split);

    const Look& m_look;
    Studio& m_studio;
    QGridLayout* m_grid;
    std::vector<Curve> m_curves;
    Plot *m_gradientParts = nullptr, *m_weightParts = nullptr;
    ConfusionView *m_validation = nullptr, *m_test = nullptr;
    std::vector<std::pair<QString, QWidget*>> m_charts; ///< all of them by name, in their order
    QStringList m_arranged;                             ///< charts that stand in the grid
    bool m_wordy = true;                                ///< the chooser shows its word
    int m_fitting = 0;                                  ///< how many of them may stand side by side
    QToolButton *m_chooser = nullptr, *m_pin = nullptr;
};

} // namespace lab
