#pragma once

#include "ui/models/plot_data.h"

#include <QObject>
#include <QStringList>

#include <optional>

namespace lab {

/// How the curves of the run on show are looked at: one value for all charts, kept while pages are made anew.
class CurveSettings : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] PlotAxis axis() const { return m_axis; }
    [[nodiscard]] const std::optional<PlotZoom>& zoom() const { return m_zoom; }
    /// Weight of the past in the smoothed line through the training points, 0 = no line.
    [[nodiscard]] double smoothing() const { return m_smoothing; }
    /// Names of the charts on show.
    [[nodiscard]] const QStringList& charts() const { return m_charts; }

public slots:
    void setAxis(lab::PlotAxis axis) {
        if (axis == m_axis)
            return;
        m_axis = axis;
        m_zoom.reset(); // its numbers were of another unit
        emit changed();
    }
    void setZoom(const std::optional<lab::PlotZoom>& zoom) {
        m_zoom = zoom;
        emit changed();
    }
    void setSmoothing(double weight) {
        m_smoothing = weight;
        emit smoothingChanged();
    }
    void setChart(const QString& name, bool shown) {
        if (shown == m_charts.contains(name))
            return;
        if (shown)
            m_charts << name;
        else
            m_charts.removeAll(name);
        emit changed();
    }

signals:
    void changed();
    void smoothingChanged();

private:
    PlotAxis m_axis = PlotAxis::Step;
    std::optional<PlotZoom> m_zoom;
    double m_smoothing = 0;
    QStringList m_charts{QStringLiteral("loss"), QStringLiteral("accuracy")};
};

} // namespace lab
