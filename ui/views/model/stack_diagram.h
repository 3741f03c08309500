#pragma once

#include "ui/export/exportable.h"
#include "ui/views/model/layer_plan.h"

#include <QWidget>

namespace lab {

class Look;

/// The layers of a model one under the other with the tensors of their attention as boxes: solid = stored,
/// dashed = borrowed; accent lines tie a borrowed one to its owner. The whole stack shows what stands before
/// and behind the layers as well.
class StackDiagram : public QWidget, public Exportable {
    Q_OBJECT
public:
    enum class Extent { Attention, Whole };
    StackDiagram(const Look& look, Extent extent, QWidget* parent = nullptr);

    /// What the stack is built for.
    struct Stack {
        ModelConfig model;           ///< normalised
        std::int64_t vocabulary = 0; ///< 0 = not known yet
        std::int64_t classes = 0;
        QString caption; ///< under an exported picture
    };
    void setStack(const Stack& stack);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    [[nodiscard]] QString exportTitle() const override { return tr("Structure of the stack"); }
    [[nodiscard]] QString exportCaption() const override { return m_stack.caption; }
    [[nodiscard]] bool exportable() const override { return true; }
    [[nodiscard]] QSize exportSize() const override { return sizeHint(); }
    void paintExport(QPainter& painter, const QRect& place) override;
    [[nodiscard]] NumberTable exportNumbers() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] std::vector<int> shownLayers() const; ///< −1 stands for those left out
    [[nodiscard]] QRectF box(int line, int tensor, const QRect& place) const;
    [[nodiscard]] int headRows() const { return m_extent == Extent::Whole ? 1 : 0; }
    [[nodiscard]] TensorUse useOf(int layer, int tensor) const;
    [[nodiscard]] QString sentence() const;
    void drawTies(QPainter& painter, const QRect& place) const;
    void drawLayer(QPainter& painter, int line, int layer, const QRect& place) const;
    void drawEnd(QPainter& painter, int line, const QString& text, const QString& note,
                 const QRect& place) const;
    void draw(QPainter& painter, const QRect& place) const;

    const Look& m_look;
    Extent m_extent;
    Stack m_stack;
    std::vector<AttentionTensor> m_tensors;
};

} // namespace lab
