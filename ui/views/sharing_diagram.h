#pragma once

#include "core/train/run_config.h"

#include <QWidget>

namespace lab {

class Look;

/// The tensors of two layers as boxes: solid = stored, dashed = borrowed; lines tie a borrowed one to its
/// owner.
class SharingDiagram : public QWidget {
    Q_OBJECT
public:
    explicit SharingDiagram(const Look& look, QWidget* parent = nullptr);

    void setSharing(Sharing sharing);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QRectF box(int layer, int tensor) const;
    void drawBox(QPainter& painter, int layer, int tensor) const;
    void drawTies(QPainter& painter) const;

    const Look& m_look;
    Sharing m_sharing = Sharing::QueryValue;
};

} // namespace lab
