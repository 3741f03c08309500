#pragma once

#include "ui/plots/chart.h"
#include "ui/plots/plot_data.h"
#include "ui/theme.h"

#include <memory>

namespace lab {

/// One curve chart over steps or epochs: raw training values as faint points, validation as a line, the
/// numbers at the cursor (else the newest) in the line above. Appending is cheap; what was appended is drawn
/// together at most 15 times a second.
class Plot : public Chart {
    Q_OBJECT
public:
    enum class Range {
        FromZero, ///< 0 to the largest value: losses
        UpToOne   ///< up to 1: shares
    };
    Plot(const Look& look, const QString& title, Range range, QWidget* parent = nullptr);
    ~Plot() override;

    void clear();
    /// Where the x axis ends at least, in both units.
    void setExtent(double steps, double epochs);
    void setMark(const RunMark& mark);
    void appendTraining(const std::vector<PlotPoint>& points);
    void appendValidation(const PlotPoint& point);

    [[nodiscard]] PlotAxis axis() const;
    [[nodiscard]] const PlotSeries& training() const;
    [[nodiscard]] const PlotSeries& validation() const;

    [[nodiscard]] bool exportable() const override;
    [[nodiscard]] NumberTable exportNumbers() const override;

public slots:
    void setAxis(lab::PlotAxis axis);

signals:
    /// The person chose another unit for the x axis; it applies to every plot.
    void axisChosen(lab::PlotAxis axis);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void draw() override;
    void restyle() override;

private:
    struct Impl;
    void createUnit();
    void updateNumbers();
    std::unique_ptr<Impl> m_impl;
};

} // namespace lab
