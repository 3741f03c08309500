#pragma once

#include "ui/export/exportable.h"

#include <QString>
#include <QTimer>
#include <QWidget>

class QCPAxis;
class QCustomPlot;

namespace lab {

class Look;
class PlotHeader;

/// What every chart of the window has in common: the line of numbers above, axes, grid and legend in the
/// theme's colours and the window's type, redrawing at most 15 times a second, and a picture for export. A
/// chart fills its graphs in \ref draw and sets their pens in \ref restyle.
class Chart : public QWidget, public Exportable {
    Q_OBJECT
public:
    Chart(const Look& look, const QString& title, QWidget* parent = nullptr);

    /// Draws at once what is still waiting to be drawn.
    void flush();

    /// Room at the right end of the line above, for a control that stands there.
    void setHeaderMargin(int width);

    /// The line under an exported picture.
    void setExportCaption(const QString& caption) { m_caption = caption; }
    [[nodiscard]] QString exportTitle() const override { return m_title; }
    [[nodiscard]] QString exportCaption() const override { return m_caption; }
    [[nodiscard]] QSize exportSize() const override;
    void paintExport(QPainter& painter, const QRect& place) override;

protected:
    [[nodiscard]] const Look& look() const { return m_look; }
    [[nodiscard]] QCustomPlot& canvas() const { return *m_canvas; }
    [[nodiscard]] PlotHeader& header() const { return *m_header; }
    /// A redraw soon.
    void schedule();
    /// Fills the graphs and sets the ranges.
    virtual void draw() = 0;
    /// Pens and brushes of the chart's own graphs; the colours may have changed.
    virtual void restyle() {}
    /// Colours and type of everything; a subclass calls it at the end of its constructor.
    void applyTheme();
    /// What stands where is counted in pixels: redraws.
    void resizeEvent(QResizeEvent* event) override;

private:
    void createCanvas();
    void fitTicks();

    const Look& m_look;
    QString m_title, m_caption;
    PlotHeader* m_header = nullptr;
    QCustomPlot* m_canvas = nullptr;
    QTimer m_redraw;
    int m_fitted = 0; ///< width of the axis for which the number of its labels was chosen
};

} // namespace lab
