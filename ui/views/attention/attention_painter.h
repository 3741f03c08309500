#pragma once

#include "ui/views/attention/attention_layout.h"
#include "ui/views/attention/attention_scale.h"
#include "ui/views/attention/attention_table.h"

#include <QColor>
#include <QStringList>

class QPainter;

namespace lab {

class Look;

/// Draws one text's attention inside its layout. Only cells that touch the clip are visited.
class AttentionPainter {
public:
    struct Settings {
        AttentionScale scale;
        QStringList classes;
        QColor winner;   ///< colour of the run, for the winning class
        QString caption; ///< below the contributions
    };
    struct Block {
        const AttentionTable& table;
        const AttentionLayout& layout;
        QPoint origin;  ///< of the block on the painter's device
        int scroll = 0; ///< pixels a map is scrolled sideways
        std::optional<AttentionCell> cursor;
        bool focused = false;
    };
    AttentionPainter(const Look& look, const Settings& settings, QPainter& painter, QRect clip);

    void draw(const Block& block) const;

private:
    void drawTokens(const Block& block, int side) const;
    void drawTurnedTokens(const Block& block) const;
    void drawRowLabels(const Block& block, int side) const;
    void drawRow(const Block& block, int side, int row) const;
    void drawNumber(const QRectF& cell, double shown, QRgb face) const;
    void drawContributions(const Block& block) const;
    void drawCursor(const Block& block) const;
    /// \p frame: pixels more to the left.
    void clipToCells(const Block& block, int side, int frame = 0) const;
    /// \p rect with every edge on a device pixel.
    [[nodiscard]] QRectF snapped(const QRectF& rect) const;
    [[nodiscard]] int scrollOf(const Block& block) const {
        return block.layout.sideBySide() ? 0 : block.scroll;
    }
    [[nodiscard]] bool isSelected(const Block& block, int row) const;

    const Look& m_look;
    const Settings& m_settings;
    QPainter& m_painter;
    QRect m_clip;
    double m_ratio;
};

} // namespace lab
