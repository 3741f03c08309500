#pragma once

#include "ui/export/exportable.h"
#include "ui/views/model/layer_plan.h"

#include <QWidget>

namespace lab {

class Look;

/// One layer of a model as a picture: solid boxes are stored tensors, dashed ones borrowed, accent lines tie
/// a borrowed one to its owner, grey lines are the rows of the tokens on their way down.
class LayerDiagram : public QWidget, public Exportable {
    Q_OBJECT
public:
    explicit LayerDiagram(const Look& look, QWidget* parent = nullptr);

    /// \p config is normalised; \p caption stands under an exported picture.
    void setModel(const ModelConfig& config, const QString& caption);
    [[nodiscard]] const LayerPlan& plan() const { return m_plan; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    [[nodiscard]] QString exportTitle() const override { return tr("Structure of a layer"); }
    [[nodiscard]] QString exportCaption() const override { return m_caption; }
    [[nodiscard]] bool exportable() const override { return !m_plan.boxes.empty(); }
    [[nodiscard]] QSize exportSize() const override { return sizeHint(); }
    void paintExport(QPainter& painter, const QRect& place) override;
    [[nodiscard]] NumberTable exportNumbers() const override;

    bool event(QEvent* event) override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QRectF boxRect(const PlanBox& box, const QRect& place) const;
    void drawLine(QPainter& painter, const PlanLine& line, const QRect& place) const;
    void drawBox(QPainter& painter, const PlanBox& box, const QRect& place) const;
    void drawText(QPainter& painter, const PlanBox& box, const QRectF& rect, bool faint) const;
    void draw(QPainter& painter, const QRect& place) const;

    const Look& m_look;
    LayerPlan m_plan;
    QString m_caption;
};

/// Draws a tensor's box: filled = stored, dashed = borrowed, a filled strip = one head's slice.
void paintTensorBox(QPainter& painter, const Look& look, const QRectF& rect, TensorUse use);

} // namespace lab
