#pragma once

#include <QAbstractScrollArea>
#include <QStringList>

#include <vector>

namespace lab {

class Look;

/// Running text whose words stand on a tint: the stronger, the larger their weight. A click, or the arrow
/// keys, choose a token. Only visible lines are painted.
class TintedText : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit TintedText(const Look& look, QWidget* parent = nullptr);

    /// \p weights: one per token, ≥ 0; the largest gets the full tint, so they are told apart whatever their
    /// sum.
    void setTokens(const QStringList& tokens, const std::vector<double>& weights);
    void setCurrent(int token); ///< −1 = none
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] QRect tokenRect(int token) const; ///< on the viewport

    /// Two lines at least, four at most: longer texts scroll.
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void tokenChosen(int token);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    [[nodiscard]] QFont textFont() const;
    [[nodiscard]] int lineHeight() const;
    [[nodiscard]] int tokenAt(QPoint point) const;
    void relayout();

    const Look& m_look;
    QStringList m_tokens;
    std::vector<double> m_weights;
    std::vector<QRect> m_places; ///< before scrolling
    int m_height = 0;            ///< of the whole text
    double m_largest = 0;
    int m_current = -1;
};

} // namespace lab
