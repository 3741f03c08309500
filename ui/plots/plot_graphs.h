#pragma once

#include "ui/look/theme.h"
#include "ui/models/plot_data.h"

#include <QRubberBand>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

class QCPGraph;
class QCPItemPixmap;
class QCPItemStraightLine;
class QCustomPlot;

namespace lab {

class Look;

/// How the value axis of a plot is laid out.
enum class PlotRange {
    FromZero, ///< 0 to the largest value: losses, norms
    UpToOne   ///< up to 1: shares
};

/// The data of one Plot and how it stands on the canvas: raw training points, lines, a pinned run, marks,
/// playhead and cursor. Belongs to the Plot, which decides when it is drawn.
class PlotGraphs {
public:
    PlotGraphs(const Look& look, QCustomPlot& canvas, PlotRange range);

    /// One line of the plot: validation, or a part of the model.
    struct Line {
        QString name;
        PlotSeries series{kLineLimit};
        QCPGraph* graph = nullptr;
        int generation = -1;
        std::size_t drawn = 0;
    };

    void setLines(const QStringList& names);
    void clear();
    void append(const std::vector<PlotPoint>& points);
    void append(std::size_t line, const PlotPoint& point);
    void restyle();
    void draw();
    /// Playhead and the line under the pointer.
    void drawCursor();
    /// Every copy on the canvas is of no use any more.
    void forget();
    [[nodiscard]] bool empty() const;
    [[nodiscard]] PlotZoom extent() const;

    PlotSeries training{kTrainingLimit}, smoothed{kTrainingLimit};
    RunningMean mean;
    std::vector<Line> lines;
    std::vector<PlotPoint> reference; ///< of the pinned run
    QString referenceName;
    std::vector<PlotMark> marks;
    std::optional<PlotPoint> best, playhead;
    std::optional<PlotZoom> zoom;
    std::optional<double> hover; ///< x under the pointer
    RunMark mark;
    PlotAxis axis = PlotAxis::Step;
    double steps = 1, epochs = 1; ///< where the x axis ends at least
    PlotRange range;

private:
    static constexpr std::size_t kTrainingLimit = 1500, kLineLimit = 4000;
    void createGraphs();
    void fill(QCPGraph* graph, const PlotSeries& series, int& generation, std::size_t& drawn);
    void fitAxes();
    void drawLegend();
    void drawMarks();
    [[nodiscard]] QPixmap pointPixmap() const;

    const Look& m_look;
    QCustomPlot* m_canvas;
    QCPGraph *m_training = nullptr, *m_smoothed = nullptr, *m_reference = nullptr, *m_end = nullptr;
    QCPItemStraightLine *m_cursor = nullptr, *m_playhead = nullptr;
    std::vector<QCPItemStraightLine*> m_stems;
    std::vector<QCPItemPixmap*> m_icons;
    std::vector<QCPGraph*> m_named; ///< what the legend lists
    int m_trainingGeneration = -1, m_smoothedGeneration = -1;
    std::size_t m_trainingDrawn = 0, m_smoothedDrawn = 0;
};

} // namespace lab
