#pragma once

#include "core/inspect/attention_map.h"

#include <QWidget>

#include <vector>

namespace lab {

class Look;

/// A long text in one line: the mean weight of its tokens over all kinds, layers and heads, and the part that
/// the map beside it shows. A click, a drag or the arrow keys ask for another part. Where several tokens
/// share a pixel it shows the largest of them.
class AttentionMinimap : public QWidget {
    Q_OBJECT
public:
    explicit AttentionMinimap(const Look& look, QWidget* parent = nullptr);

    void setMap(const AttentionMap& map);
    /// The columns on show, half open.
    void setView(int first, int last);
    [[nodiscard]] const std::vector<float>& weights() const { return m_weights; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    /// The person wants this token in the middle.
    void columnWanted(int column);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QRect bar() const;
    void sumUp();
    void want(int column);

    const Look& m_look;
    std::vector<float> m_weights; ///< one a token
    std::vector<float> m_pixels;  ///< the largest weight of each pixel, from the least (0) to the most (1)
    int m_first = 0, m_last = 0;
};

} // namespace lab
