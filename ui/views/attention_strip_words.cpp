// What a strip says: tooltips, sentences, and its rows and columns as a table.
#include "ui/format.h"
#include "ui/views/attention_strip.h"

#include <QAccessible>

#include <algorithm>

namespace lab {
namespace {

QString spokenKind(const std::string& kind) {
    return kind == "alpha"  ? AttentionStrip::tr("alpha")
           : kind == "beta" ? AttentionStrip::tr("beta")
                            : QString::fromStdString(kind);
}

} // namespace

QString AttentionStrip::sentenceFor(int text, const AttentionCell& cell) const {
    const AttentionTable& table = m_blocks[static_cast<std::size_t>(text)].table;
    const QString token = QString::fromStdString(table.map().tokens[static_cast<std::size_t>(cell.column)]);
    const bool difference = m_settings.scale.mode == ScaleMode::Difference;
    const QString value =
        (difference ? tr("difference") + u' ' : QString()) + formatFixed(table.value(cell), 3);
    const QString rank = tr("rank %1 of %2").arg(table.rank(cell)).arg(table.tokens());
    if (cell.side == 2)
        return tr("token %1, pooling weight %2, %3").arg(token, value, rank);
    return tr("token %1, %2 %3, %4").arg(token, rowName(table, cell, true), value, rank);
}

QString AttentionStrip::rowName(const AttentionTable& table, const AttentionCell& cell, bool spoken) const {
    if (cell.side == 3)
        return m_contributionName;
    if (cell.side == 2)
        return tr("pooling");
    const int layer = table.layerOf(cell.row) + 1, head = table.headOf(cell.row);
    const QString who = head < 0 ? tr("layer %1, mean of heads").arg(layer)
                                 : tr("layer %1, head %2").arg(layer).arg(head + 1);
    const std::string& kind = table.kind(cell.side);
    return spoken ? who + QStringLiteral(", ") + spokenKind(kind)
                  : kindSymbol(kind) + QStringLiteral(", ") + who;
}

QString AttentionStrip::tooltipFor(const Place& place) const {
    const AttentionTable& table = m_blocks[static_cast<std::size_t>(place.text)].table;
    const AttentionCell& cell = place.cell;
    const QString token = QString::fromStdString(table.map().tokens[static_cast<std::size_t>(cell.column)]);
    const double value = table.value(cell), uniform = 1.0 / table.tokens();
    const bool weight = cell.side < 3 && m_settings.scale.mode != ScaleMode::Difference;
    const auto line = [](const QString& label, const QString& text) {
        return QStringLiteral("<tr><td>%1</td><td align=right>&nbsp;&nbsp;&nbsp;%2</td></tr>")
            .arg(label, text);
    };
    return QStringLiteral("<b>%1</b> · %2<table cellspacing=0>")
               .arg(token.toHtmlEscaped(), tr("token %1 of %2").arg(cell.column + 1).arg(table.tokens())) +
           line(rowName(table, cell, false), QStringLiteral("<b>%1</b>").arg(formatFixed(value, 3))) +
           line(tr("rank"), tr("%1 of %2").arg(table.rank(cell)).arg(table.tokens())) +
           (weight ? line(tr("uniform, 1/n"), formatFixed(uniform, 3)) +
                         line(tr("× uniform"), formatFixed(value / uniform, 1) + QStringLiteral(" ×"))
                   : QString()) +
           QStringLiteral("</table>");
}

std::optional<AttentionCell> AttentionStrip::cursorOf(int text) const {
    return m_cursor && m_cursor->text == text ? std::optional(m_cursor->cell) : std::nullopt;
}

int AttentionStrip::tableRows() const {
    int rows = 0;
    for (const auto& block : m_blocks)
        rows += block.table.rowTotal();
    return rows;
}

std::pair<int, AttentionCell> AttentionStrip::tableRow(int row) const {
    for (std::size_t text = 0; text < m_blocks.size(); ++text) {
        const AttentionTable& table = m_blocks[text].table;
        if (row < table.rowTotal())
            return {static_cast<int>(text), table.rowAt(row)};
        row -= table.rowTotal();
    }
    return {0, {}};
}

std::pair<int, int> AttentionStrip::tablePlaceAt(QPoint point) const {
    const auto place = placeAt(point);
    for (int row = 0; place && row < tableRows(); ++row) {
        const auto [text, cell] = tableRow(row);
        if (text == place->text && cell.side == place->cell.side && cell.row == place->cell.row)
            return {row, place->cell.column};
    }
    return {-1, -1};
}

void AttentionStrip::tellTableReset() {
    QAccessibleTableModelChangeEvent reset(this, QAccessibleTableModelChangeEvent::ModelReset);
    QAccessible::updateAccessibility(&reset);
}

} // namespace lab
