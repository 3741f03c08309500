#pragma once

#include "ui/export/exportable.h"

#include <QStringList>
#include <QWidget>

#include <cstdint>
#include <optional>
#include <vector>

namespace lab {

class Look;

/// What a run makes of the examples of each class: a row for each true class, a column for each predicted
/// one, a tint that grows with the share of the row. A cell is chosen by a click or by the arrow keys and
/// Enter.
class ConfusionView : public QWidget, public Exportable {
    Q_OBJECT
public:
    explicit ConfusionView(const Look& look, QWidget* parent = nullptr);

    /// \p counts row-major [classes, classes], row = true class; empty = nothing measured yet.
    /// \p note which split and step it is.
    void show(const QStringList& classes, const std::vector<std::int64_t>& counts, const QString& note);
    [[nodiscard]] std::int64_t count(int truth, int predicted) const;
    [[nodiscard]] QRect cellRect(int truth, int predicted) const {
        return cellRect(truth, predicted, rect());
    }

    void setExportCaption(const QString& caption) { m_caption = caption; }
    [[nodiscard]] QString exportTitle() const override;
    [[nodiscard]] QString exportCaption() const override { return m_caption; }
    [[nodiscard]] bool exportable() const override { return !m_counts.empty(); }
    [[nodiscard]] QSize exportSize() const override;
    void paintExport(QPainter& painter, const QRect& place) override;
    [[nodiscard]] NumberTable exportNumbers() const override;

signals:
    void cellChosen(int truth, int predicted);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] int classes() const { return static_cast<int>(m_classes.size()); }
    [[nodiscard]] QRect grid(const QRect& place) const;
    [[nodiscard]] QRect cellRect(int truth, int predicted, const QRect& place) const;
    [[nodiscard]] std::optional<QPoint> cellAt(const QPoint& place) const; ///< x = predicted, y = truth
    [[nodiscard]] QString sentence(int truth, int predicted) const;
    void paint(QPainter& painter, const QRect& place) const;
    void paintNames(QPainter& painter, const QRect& place) const;
    void paintCell(QPainter& painter, const QRect& cell, int truth, int predicted) const;

    const Look& m_look;
    QStringList m_classes;
    std::vector<std::int64_t> m_counts;
    QString m_note, m_caption;
    QPoint m_cursor{0, 0};
};

} // namespace lab
