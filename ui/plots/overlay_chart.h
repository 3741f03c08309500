#pragma once

#include "ui/models/comparison.h"
#include "ui/plots/chart.h"

#include <QStringList>

#include <vector>

class QCPGraph;
class QCPItemStraightLine;

namespace lab {

/// Validation curves of several runs over each other: the mean of a group's seeds with a band from the lowest
/// to the highest, told apart by colour, dash and mark, with names at their right ends.
class OverlayChart : public Chart {
    Q_OBJECT
public:
    OverlayChart(const Look& look, QWidget* parent = nullptr);

    void setEntries(const std::vector<ComparedEntry>& entries);
    void setView(CurveMetric metric, CurveAxis axis);
    /// The line drawn strongest, −1 = none.
    void setHero(int entry);
    /// Where the numbers at the cursor are read; none hides the line.
    void setCursor(double x, bool visible);

    /// Points of the line of an entry; none where there is no such line.
    [[nodiscard]] const CurveBand& band(int entry) const;
    [[nodiscard]] QString exportTitle() const override;
    [[nodiscard]] bool exportable() const override;
    [[nodiscard]] NumberTable exportNumbers() const override;

signals:
    void hovered(double x);
    void clicked(double x);

protected:
    void draw() override;
    void restyle() override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct End {
        std::size_t entry = 0;
        double x = 0, y = 0, label = 0;
    };
    void computeBands();
    void addBand(std::size_t entry);
    void addLine(std::size_t entry);
    void addLabels();
    void fitAxes();
    [[nodiscard]] QPen penOf(std::size_t entry) const;

    std::vector<ComparedEntry> m_entries;
    std::vector<CurveBand> m_bands;
    CurveMetric m_metric = CurveMetric::Accuracy;
    CurveAxis m_axis = CurveAxis::Epoch;
    int m_hero = -1;
    QCPItemStraightLine* m_cursor;
};

/// "Validation accuracy"
QString metricTitle(CurveMetric metric);
/// "epoch"
QString axisTitle(CurveAxis axis);

} // namespace lab
