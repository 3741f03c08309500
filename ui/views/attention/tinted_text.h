#pragma once

#include "ui/export/exportable.h"
#include "ui/views/controls/text_flow.h"

#include <QAbstractScrollArea>
#include <QStringList>
#include <QTimer>

#include <vector>

namespace lab {

class Look;

/// Running text whose words stand on a tint: the stronger, the larger their weight. A click, or the arrow
/// keys, choose a token. Only visible lines are painted, and a long text is broken into lines piece by piece.
class TintedText : public QAbstractScrollArea, public Exportable {
    Q_OBJECT
public:
    explicit TintedText(const Look& look, QWidget* parent = nullptr);

    /// \p weights: one per token, ≥ 0; the largest gets the full tint, so they are told apart whatever their
    /// sum.
    void setTokens(const QStringList& tokens, const std::vector<double>& weights);
    void setCurrent(int token); ///< −1 = none
    [[nodiscard]] int current() const { return m_current; }
    /// On the viewport; empty while the token has no place yet.
    [[nodiscard]] QRect tokenRect(int token) const;
    [[nodiscard]] double largest() const { return m_largest; }

    /// Two lines at least, four at most: longer texts scroll.
    [[nodiscard]] QSize sizeHint() const override;

    /// What the weights are: "pooling weight"; and run, step and example for the line under a picture.
    void setExportCaption(const QString& weight, const QString& caption);
    [[nodiscard]] QString exportTitle() const override;
    [[nodiscard]] QString exportCaption() const override { return m_caption; }
    [[nodiscard]] bool exportable() const override { return !m_tokens.isEmpty(); }
    [[nodiscard]] QSize exportSize() const override;
    void paintExport(QPainter& painter, const QRect& place) override;
    [[nodiscard]] NumberTable exportNumbers() const override;

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
    [[nodiscard]] TextFlow::Measure measure() const;
    [[nodiscard]] int tokenAt(QPoint point) const;
    void relayout();
    /// Places some more tokens and comes back for the rest.
    void layOutMore();
    void showCurrent();
    void drawToken(QPainter& painter, int token, const QRect& place, bool current) const;

    const Look& m_look;
    QStringList m_tokens;
    std::vector<double> m_weights;
    TextFlow m_flow;
    QTimer m_more;
    double m_largest = 0;
    int m_current = -1;
    QString m_weightName, m_caption;
};

} // namespace lab
