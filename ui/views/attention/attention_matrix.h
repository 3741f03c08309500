#pragma once

#include "core/inspect/attention_map.h"
#include "ui/export/exportable.h"

#include <QImage>
#include <QStringList>
#include <QWidget>

#include <optional>

namespace lab {

class Look;

/// All weights of one head of an encoder that compares tokens with tokens: one row a query, one column a key,
/// nearest neighbour, from 0 to the largest weight. What a row does not see stays empty, so a window is a
/// band. A line above says what the columns are, and whether the model computes these numbers at all.
///
/// Arrow keys move a cell cursor; hovering a cell tells both tokens and the weight.
class AttentionMatrix : public QWidget, public Exportable {
    Q_OBJECT
public:
    explicit AttentionMatrix(const Look& look, QWidget* parent = nullptr);

    void setRows(const QStringList& tokens, const AttentionMap::Rows& rows);
    void clear();
    [[nodiscard]] QRect cellRect(int row, int column) const;
    /// As screen readers tell it: "token a looks at token b, weight 0.310".
    [[nodiscard]] QString sentenceFor(int row, int column) const;
    [[nodiscard]] QString note() const; ///< what the columns are
    [[nodiscard]] QSize sizeHint() const override;

    void setExportCaption(const QString& caption) { m_caption = caption; }
    [[nodiscard]] QString exportTitle() const override;
    [[nodiscard]] QString exportCaption() const override { return m_caption; }
    [[nodiscard]] bool exportable() const override { return m_rows.rows > 0; }
    [[nodiscard]] QSize exportSize() const override;
    void paintExport(QPainter& painter, const QRect& place) override;
    /// One row for each weight that there is.
    [[nodiscard]] NumberTable exportNumbers() const override;

signals:
    /// The person chose a query.
    void tokenChosen(int token);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Geometry {
        QRect note, cells;
        double width = 0, height = 0; ///< of a cell
    };
    [[nodiscard]] Geometry geometryIn(const QRect& place) const;
    [[nodiscard]] std::optional<QPoint> cellAt(QPoint point) const; ///< x = column, y = row
    [[nodiscard]] bool sees(int row, int column) const;
    [[nodiscard]] QString columnName(int column) const;
    void makeImage();
    void setCursorCell(QPoint cell);
    void draw(QPainter& painter, const QRect& place, bool cursor) const;
    void drawNames(QPainter& painter, const Geometry& at) const;

    const Look& m_look;
    QStringList m_tokens;
    AttentionMap::Rows m_rows;
    QImage m_image;
    double m_top = 1;
    std::optional<QPoint> m_cursor;
    QString m_caption;
};

} // namespace lab
