// What a strip says: tooltips, sentences, and its rows and columns as a table.
#include "ui/views/attention/attention_strip.h"
#include "ui/words/format.h"

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

QString tokenIdText(const AttentionMap& map, int token) {
    const auto at = static_cast<std::size_t>(token);
    if (at >= map.ids.size())
        return {};
    return map.ids[at] == AttentionMap::kUnknown ? AttentionStrip::tr("not in the vocabulary")
                                                 : AttentionStrip::tr("id %1").arg(map.ids[at]);
}

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
    QString about = tr("token %1 of %2").arg(cell.column + 1).arg(table.tokens());
    if (const QString id = tokenIdText(table.map(), cell.column); !id.isEmpty())
        about += QStringLiteral(" · ") + id;
    return QStringLiteral("<b>%1</b> · %2<table cellspacing=0>").arg(token.toHtmlEscaped(), about) +
           line(rowName(table, cell, false), QStringLiteral("<b>%1</b>").arg(formatFixed(value, 3))) +
           line(tr("rank"), tr("%1 of %2").arg(table.rank(cell)).arg(table.tokens())) +
           (weight ? line(tr("uniform, 1/n"), formatFixed(uniform, 3)) +
                         line(tr("× uniform"), formatFixed(value / uniform, 1) + QStringLiteral(" ×"))
                   : QString()) +
           QStringLiteral("</table>");
}

int AttentionStrip::cellRows() const {
    int rows = 0;
    for (const auto& block : m_blocks)
        rows += block.table.rowTotal();
    return rows;
}

AttentionStrip::Place AttentionStrip::tablePlace(int row, int column) const {
    for (std::size_t text = 0; text < m_blocks.size(); ++text) {
        const AttentionTable& table = m_blocks[text].table;
        if (row < table.rowTotal()) {
            Place place{static_cast<int>(text), table.rowAt(row)};
            place.cell.column = column;
            return place;
        }
        row -= table.rowTotal();
    }
    return {};
}

std::pair<int, int> AttentionStrip::tableOf(const std::optional<Place>& place) const {
    for (int row = 0; place && row < cellRows(); ++row)
        if (tablePlace(row, place->cell.column) == *place)
            return {row, place->cell.column};
    return {-1, -1};
}

int AttentionStrip::cellColumns(int row) const {
    return table(tablePlace(row, 0).text).tokens();
}

QString AttentionStrip::rowTitle(int row) const {
    const Place place = tablePlace(row, 0);
    return rowName(table(place.text), place.cell, true);
}

QString AttentionStrip::columnTitle(int column) const {
    return QString::fromStdString(table(0).map().tokens[static_cast<std::size_t>(column)]);
}

QString AttentionStrip::cellSentence(int row, int column) const {
    const Place place = tablePlace(row, column);
    return sentenceFor(place.text, place.cell);
}

QRect AttentionStrip::cellPlace(int row, int column) const {
    const Place place = tablePlace(row, column);
    return cellRect(place.text, place.cell);
}

std::pair<int, int> AttentionStrip::cellUnder(QPoint point) const {
    return tableOf(placeAt(point));
}

std::pair<int, int> AttentionStrip::cellCursor() const {
    return tableOf(m_cursor);
}

void AttentionStrip::tellTableReset() {
    QAccessibleTableModelChangeEvent reset(this, QAccessibleTableModelChangeEvent::ModelReset);
    QAccessible::updateAccessibility(&reset);
}

} // namespace lab
