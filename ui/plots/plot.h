#pragma once

#include "ui/look/theme.h"
#include "ui/models/plot_data.h"
#include "ui/plots/chart.h"
#include "ui/plots/plot_graphs.h"

#include <functional>
#include <memory>

class QRubberBand;
class QToolButton;

namespace lab {

/// One curve chart of a run: raw training values as faint points, validation (or several parts) as lines, a
/// pinned run dashed, the numbers at the cursor (else at the playhead, else the newest) in the line above.
/// Dragging chooses a part of the x axis, a double click shows all of it. Appending is cheap; what was
/// appended is drawn together at most 15 times a second.
class Plot : public Chart {
    Q_OBJECT
public:
    using Range = PlotRange;
    Plot(const Look& look, const QString& title, Range range, QWidget* parent = nullptr);
    ~Plot() override;

    /// How the numbers above the plot are written; three decimals otherwise.
    void setNumbers(std::function<QString(double)> format);
    /// Several lines instead of the one of the validation split.
    void setParts(const QStringList& names);

    void clear();
    /// Where the x axis ends at least, in both units.
    void setExtent(double steps, double epochs);
    void setMark(const RunMark& mark);
    void appendTraining(const std::vector<PlotPoint>& points);
    void appendValidation(const std::vector<PlotPoint>& points) { appendPart(0, points); }
    void appendPart(std::size_t part, const std::vector<PlotPoint>& points);
    /// Another run for comparison; no points = none.
    void setReference(const QString& name, const std::vector<PlotPoint>& points);
    void setMarks(const std::vector<PlotMark>& marks);
    void setPlayhead(const std::optional<PlotPoint>& moment);
    /// Weight of the past in the smoothed line through the training points, 0 = no such line. For what is
    /// appended from now on: fill the plot anew.
    void setSmoothing(double weight);

    [[nodiscard]] PlotAxis axis() const;
    [[nodiscard]] const PlotSeries& training() const;
    [[nodiscard]] const PlotSeries& smoothed() const;
    [[nodiscard]] const PlotSeries& validation() const;
    [[nodiscard]] PlotZoom shown() const; ///< the part of the x axis on show

    [[nodiscard]] bool exportable() const override;
    [[nodiscard]] NumberTable exportNumbers() const override;

public slots:
    void setAxis(lab::PlotAxis axis);
    /// Nothing = the whole axis.
    void setZoom(const std::optional<lab::PlotZoom>& zoom);

signals:
    /// The person chose another unit or part of the x axis; it applies to every plot.
    void axisChosen(lab::PlotAxis axis);
    void zoomChosen(const std::optional<lab::PlotZoom>& zoom);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void draw() override;
    void restyle() override;

private:
    void createUnit();
    void placeUnit();
    void updateNumbers();
    void changed();
    void hover(const QPoint& place);
    void brush(const QMouseEvent& event);
    std::unique_ptr<PlotGraphs> m_graphs;
    std::function<QString(double)> m_format;
    QToolButton* m_unit = nullptr;
    QRubberBand* m_band = nullptr;
    std::optional<int> m_pressed; ///< x where a drag began
};

/// "step", "epoch", "tokens", "minutes".
QString axisName(PlotAxis axis);

} // namespace lab
