#include "ui/views/data/record_table.h"

#include "ui/bridge/record_session.h"
#include "ui/look/look.h"
#include "ui/models/record_model.h"
#include "ui/words/format.h"

#include <QHeaderView>

#include <algorithm>

namespace lab {
namespace {

const char* nameOf(RecordSplit split) {
    constexpr const char* kNames[] = {"train", "validation", "test"}; // as on the command line
    return kNames[static_cast<std::size_t>(split)];
}

std::vector<QVariant> cellsOf(const RecordFacts& facts, const std::string& text, const QStringList& labels,
                              bool judged) {
    std::vector<QVariant> cells{static_cast<qlonglong>(facts.position + 1),
                                QString::fromLatin1(nameOf(facts.split)), labels.value(facts.label),
                                facts.tokens};
    if (judged) {
        const bool known = facts.predicted >= 0;
        cells.push_back(known ? QVariant(labels.value(facts.predicted)) : QVariant());
        cells.push_back(known ? QVariant(facts.confidence) : QVariant());
    }
    cells.emplace_back(QString::fromStdString(text));
    return cells;
}

} // namespace

RecordTable::RecordTable(const Look& look, RecordSession& session, RecordModel& model, QWidget* parent)
    : QTableView(parent), m_look(look), m_session(session), m_model(model) {
    setModel(&model);
}

QString RecordTable::exportTitle() const {
    return tr("Texts of the data set");
}

QString RecordTable::exportCaption() const {
    return m_caption + QStringLiteral(" · ") + tr("%1 texts").arg(formatCount(m_model.rowCount()));
}

bool RecordTable::exportable() const {
    return m_model.rowCount() > 0;
}

int RecordTable::firstRow() const {
    return std::max(0, rowAt(0));
}

int RecordTable::rowsInSight() const {
    const int fit = viewport()->height() / std::max(1, verticalHeader()->defaultSectionSize());
    return std::clamp(m_model.rowCount() - firstRow(), 1, std::max(1, fit));
}

QSize RecordTable::exportSize() const {
    return {std::max(viewport()->width(), m_look.u(100)), (rowsInSight() + 1) * m_look.u(6)};
}

void RecordTable::paintExport(QPainter& painter, const QRect& place) {
    const int height = m_look.u(6), width = exportSize().width();
    const double scale = static_cast<double>(place.width()) / width;
    painter.save();
    painter.translate(place.topLeft());
    painter.scale(scale, scale);
    const auto write = [&](const QRect& cell, const QVariant& side, const QString& text) {
        const QRect room = cell.adjusted(m_look.u(1), 0, -m_look.u(1), 0);
        painter.drawText(room, side.toInt(),
                         QFontMetrics(painter.font()).elidedText(text, Qt::ElideRight, room.width()));
    };
    for (int column = 0; column < m_model.columnCount(); ++column) {
        if (isColumnHidden(column))
            continue;
        const int x = horizontalHeader()->sectionPosition(column);
        const QRect head(x, 0, std::min(horizontalHeader()->sectionSize(column), width - x), height);
        painter.setFont(m_look.font(Type::Secondary));
        painter.setPen(m_look.colour(Role::Muted));
        write(head, m_model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole),
              m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        painter.setFont(m_look.font(Type::Body));
        painter.setPen(m_look.colour(Role::Text));
        for (int row = 0; row < rowsInSight(); ++row) {
            const QModelIndex index = m_model.index(firstRow() + row, column);
            write(head.translated(0, (row + 1) * height), index.data(Qt::TextAlignmentRole),
                  index.data().toString());
        }
    }
    for (int row = 0; row <= rowsInSight(); ++row)
        painter.fillRect(QRect(0, (row + 1) * height - 1, width, 1),
                         m_look.colour(row == 0 ? Role::Edge : Role::Grid));
    painter.restore();
}

NumberTable RecordTable::exportNumbers() const {
    NumberTable table;
    table.columns = QStringList{QStringLiteral("position"), QStringLiteral("split"), QStringLiteral("class"),
                                QStringLiteral("tokens")};
    if (m_judged)
        table.columns << QStringLiteral("predicted") << QStringLiteral("confidence");
    table.columns << QStringLiteral("text");
    table.later = [extract = m_session.extract(m_model.arrangement()), labels = m_model.labels(),
                   judged = m_judged](const ExportControl& control) {
        std::vector<std::vector<QVariant>> rows;
        const std::size_t all = extract.get().facts.size();
        rows.reserve(all);
        readRecords(extract.get(), control.stop, [&](const RecordFacts& facts, const std::string& text) {
            rows.push_back(cellsOf(facts, text, labels, judged));
            control.progress(static_cast<double>(rows.size()) / static_cast<double>(all));
        });
        return rows;
    };
    return table;
}

} // namespace lab
