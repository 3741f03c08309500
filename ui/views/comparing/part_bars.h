#pragma once

#include "core/timing/cost_breakdown.h"
#include "ui/export/exportable.h"

#include <QWidget>

#include <vector>

namespace lab {

class Look;

/// Where the time of a pass goes: one bar an encoder, divided by what the operations are for. As shares of
/// the pass, or in milliseconds on one scale for all.
class PartBars : public QWidget, public Exportable {
    Q_OBJECT
public:
    struct Bar {
        int colour = 0; ///< slot of the encoder's mark
        QString name;
        double seconds = 0; ///< of the pass, as measured without the clock at every operation
        PartSeconds parts{};
    };
    explicit PartBars(const Look& look, QWidget* parent = nullptr);

    void setBars(std::vector<Bar> bars, const QString& caption);
    [[nodiscard]] const std::vector<Bar>& bars() const { return m_bars; }
    void setShares(bool shares);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    /// The legend takes a second line where it has not the width.
    [[nodiscard]] int heightForWidth(int width) const override;

    [[nodiscard]] QString exportTitle() const override { return tr("Where the time goes"); }
    [[nodiscard]] QString exportCaption() const override { return m_caption; }
    [[nodiscard]] bool exportable() const override { return !m_bars.empty(); }
    [[nodiscard]] QSize exportSize() const override;
    void paintExport(QPainter& painter, const QRect& place) override;
    [[nodiscard]] NumberTable exportNumbers() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct LegendEntry {
        CostPart part;
        int x, line;
    };
    /// Where the names of the parts stand in a picture of that width.
    [[nodiscard]] std::vector<LegendEntry> legendIn(int width) const;
    [[nodiscard]] int legendHeight(int width) const;
    void describe();
    void drawLegend(QPainter& painter, const QRect& place) const;
    void drawBar(QPainter& painter, const Bar& bar, const QRect& row, double longest) const;
    void draw(QPainter& painter, const QRect& place) const;
    [[nodiscard]] QColor colourOf(CostPart part) const;

    const Look& m_look;
    std::vector<Bar> m_bars;
    QString m_caption;
    bool m_shares = true;
};

} // namespace lab
