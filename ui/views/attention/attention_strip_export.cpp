// How a strip leaves the program: the same painter, without a cursor and with its legend.
#include "ui/look/look.h"
#include "ui/views/attention/attention_strip.h"
#include "ui/views/attention/scale_control.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace lab {
namespace {

constexpr int kMostExportWidth = 4000; // units of the look: what picture formats and programs still take
constexpr double kLegendHeight = 9, kLegendWidth = 32;

QString scaleTitle(ScaleMode mode) {
    switch (mode) {
    case ScaleMode::Uniform:
        return AttentionStrip::tr("weight × tokens");
    case ScaleMode::Difference:
        return AttentionStrip::tr("difference of weights");
    case ScaleMode::Raw:
    case ScaleMode::Fixed:
        break;
    }
    return AttentionStrip::tr("weight");
}

} // namespace

QString AttentionStrip::exportTitle() const {
    return m_settings.scale.mode == ScaleMode::Difference ? tr("Attention difference") : tr("Attention map");
}

int AttentionStrip::exportWidth() const {
    int width = std::max(viewport()->width(), m_look.u(150));
    for (const auto& block : m_blocks)
        if (block.layout.form() == AttentionLayout::Form::Map)
            width = std::max(width, block.layout.left(0) + block.layout.contentWidth() + m_look.u(4));
    return std::min(width, m_look.u(kMostExportWidth));
}

QString AttentionStrip::exportCaption() const {
    const int width = exportWidth();
    for (const auto& block : m_blocks) {
        const auto& layout = block.layout;
        const int room = width - layout.left(0);
        if (layout.form() != AttentionLayout::Form::Map || layout.contentWidth() <= room)
            continue;
        const int scroll = horizontalScrollBar()->value();
        const auto [first, last] = layout.columnsWithin(scroll, scroll + room);
        const QString part = tr("tokens %1 to %2 of %3").arg(first + 1).arg(last).arg(block.table.tokens());
        return m_caption.isEmpty() ? part : m_caption + QStringLiteral(" · ") + part;
    }
    return m_caption;
}

QSize AttentionStrip::exportSize() const {
    int total = 0;
    const int width = exportWidth();
    static_cast<void>(placed(metrics(kMostCell), width, total));
    return {width, total + m_look.u(kLegendHeight)};
}

void AttentionStrip::paintExport(QPainter& painter, const QRect& place) {
    painter.save();
    painter.translate(place.topLeft());
    const QRect sheet(QPoint(0, 0), place.size());
    int total = 0;
    const auto places = placed(metrics(kMostCell), sheet.width(), total);
    const AttentionPainter blocks(m_look, m_settings, painter, sheet);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const Placement& at = places[i];
        const int hidden = at.layout.left(0) + at.layout.contentWidth() - sheet.width();
        const int scroll = hidden > 0 ? std::min(horizontalScrollBar()->value(), hidden) : 0;
        if (at.heading)
            drawHeading(painter, m_blocks[i], at, at.top - headingHeight());
        blocks.draw({m_blocks[i].table, at.layout, {0, at.top}, scroll, std::nullopt, false});
    }
    const QRect legend(m_look.u(4), total + m_look.u(1), m_look.u(kLegendWidth), m_look.u(7));
    paintScaleLegend(painter, legend, m_look, m_settings.scale);
    painter.setFont(m_look.font(Type::Axis));
    painter.setPen(m_look.colour(Role::Muted));
    painter.drawText(QRect(legend.right() + m_look.u(3), legend.top(), sheet.width(), m_look.u(4)),
                     Qt::AlignVCenter, scaleTitle(m_settings.scale.mode));
    painter.restore();
}

NumberTable AttentionStrip::exportNumbers() const {
    NumberTable numbers;
    numbers.columns = {QStringLiteral("text"), QStringLiteral("position"), QStringLiteral("token")};
    if (m_blocks.empty())
        return numbers;
    // Every text has the same columns: they come from one model.
    const AttentionTable& first = m_blocks.front().table;
    std::vector<AttentionCell> cells;
    for (int side = 0; side < first.sides(); ++side)
        for (int row = 0; row < first.layers() * first.heads(); ++row) {
            cells.push_back({side, row, 0});
            numbers.columns << QStringLiteral("%1.%2.%3")
                                   .arg(QString::fromStdString(first.kind(side)))
                                   .arg(first.layerOf(row))
                                   .arg(first.headOf(row) < 0 ? QStringLiteral("mean")
                                                              : QString::number(first.headOf(row)));
        }
    if (first.hasPool()) {
        cells.push_back({2, 0, 0});
        numbers.columns << QStringLiteral("pool");
    }
    if (first.hasContributions()) {
        cells.push_back({3, 0, 0});
        numbers.columns << m_contributionName;
    }
    for (std::size_t text = 0; text < m_blocks.size(); ++text) {
        const AttentionTable& table = m_blocks[text].table;
        for (int column = 0; column < table.tokens(); ++column) {
            std::vector<QVariant> row{
                static_cast<int>(text), column,
                QString::fromStdString(table.map().tokens[static_cast<std::size_t>(column)])};
            for (AttentionCell cell : cells) {
                cell.column = column;
                row.emplace_back(table.value(cell));
            }
            numbers.rows.push_back(std::move(row));
        }
    }
    return numbers;
}

} // namespace lab
