#pragma once

#include "datasets/statistics.h"
#include "ui/export/exportable.h"

#include <QWidget>

#include <vector>

namespace lab {

class Look;

/// How many texts have how many tokens, and what the maximum length cuts.
class LengthHistogram : public QWidget, public Exportable {
    Q_OBJECT
public:
    explicit LengthHistogram(const Look& look, QWidget* parent = nullptr);

    /// \p maxLength: tokens a model reads of a text; 0 = not known.
    void setData(const DataStatistics& statistics, std::int64_t maxLength, const QString& caption);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    [[nodiscard]] QString exportTitle() const override { return tr("Lengths of the texts"); }
    [[nodiscard]] QString exportCaption() const override { return m_caption; }
    [[nodiscard]] bool exportable() const override { return !m_lengths.empty(); }
    [[nodiscard]] QSize exportSize() const override { return sizeHint() * 2; }
    void paintExport(QPainter& painter, const QRect& place) override { draw(painter, place); }
    [[nodiscard]] NumberTable exportNumbers() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void draw(QPainter& painter, const QRect& place) const;
    void drawAxis(QPainter& painter, const QRect& plot) const;

    const Look& m_look;
    std::vector<DataStatistics::LengthCount> m_lengths;
    std::vector<std::int64_t> m_bins; ///< texts by m_step tokens; the last holds all longer ones
    std::int64_t m_step = 1, m_maxLength = 0, m_longest = 0;
    QString m_caption;
};

} // namespace lab
