#include "ui/views/attention/token_table.h"

#include "ui/look/look.h"
#include "ui/models/token_model.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace lab {
namespace {

constexpr int kMostInPicture = 500, kRowsMeasured = 50;
constexpr double kLine = 6, kNumberWidth = 17, kTokenWidth = 34; // units of the look

} // namespace

TokenTable::TokenTable(const Look& look, TokenModel& tokens, QWidget* parent)
    : QTableView(parent), m_look(look), m_tokens(tokens) {
    setModel(&tokens);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setAccessibleName(tr("Tokens in numbers"));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setSortingEnabled(true);
    sortByColumn(0, Qt::AscendingOrder);
    setTabKeyNavigation(false);
    setWordWrap(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(look.u(kLine));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultSectionSize(look.u(kNumberWidth));
    horizontalHeader()->setResizeContentsPrecision(kRowsMeasured);
    connect(&tokens, &QAbstractItemModel::modelReset, this, [this] {
        resizeColumnsToContents();
        setColumnWidth(1, m_look.u(kTokenWidth));
    });
}

void TokenTable::setToken(int token) {
    const int row = m_tokens.rowOf(token);
    if (row < 0 || (currentIndex().isValid() && currentIndex().row() == row))
        return;
    m_quiet = true;
    const int column = std::max(currentIndex().column(), 1);
    setCurrentIndex(m_tokens.index(row, std::min(column, m_tokens.columnCount() - 1)));
    m_quiet = false;
}

void TokenTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    if (!m_quiet && current.isValid() && current.row() != previous.row())
        emit tokenChosen(m_tokens.tokenAt(current.row()));
}

QString TokenTable::chosenRows() const {
    QStringList lines, cells;
    for (int column = 0; column < m_tokens.columnCount(); ++column)
        cells << m_tokens.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    lines << cells.join(u'\t');
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    for (const QModelIndex& row : rows) {
        cells.clear();
        for (int column = 0; column < m_tokens.columnCount(); ++column)
            cells << m_tokens.data(row.siblingAtColumn(column), Qt::UserRole).toString();
        lines << cells.join(u'\t');
    }
    return lines.join(u'\n') + u'\n';
}

void TokenTable::keyPressEvent(QKeyEvent* event) {
    if (!event->matches(QKeySequence::Copy))
        return QTableView::keyPressEvent(event);
    QApplication::clipboard()->setText(chosenRows());
}

QString TokenTable::exportTitle() const {
    return tr("Tokens in numbers");
}

bool TokenTable::exportable() const {
    return m_tokens.rowCount() > 0;
}

int TokenTable::rowsInPicture() const {
    return std::min(m_tokens.rowCount(), kMostInPicture);
}

QSize TokenTable::exportSize() const {
    const int numbers = m_tokens.columnCount() - 1;
    return {m_look.u(kTokenWidth) + numbers * m_look.u(kNumberWidth) + m_look.u(6),
            (rowsInPicture() + 1) * m_look.u(kLine)};
}

void TokenTable::paintExport(QPainter& painter, const QRect& place) {
    const auto line = [&](int y, const auto& textOf) {
        int x = place.left() + m_look.u(3);
        for (int column = 0; column < m_tokens.columnCount(); ++column) {
            const int width = m_look.u(column == 1 ? kTokenWidth : kNumberWidth), pad = m_look.u(1.5);
            painter.drawText(QRect(x + pad, y, width - 2 * pad, m_look.u(kLine)),
                             Qt::AlignVCenter | (column == 1 ? Qt::AlignLeft : Qt::AlignRight),
                             textOf(column).toString());
            x += width;
        }
    };
    painter.setFont(m_look.font(Type::Secondary));
    painter.setPen(m_look.colour(Role::Muted));
    line(place.top(), [&](int c) { return m_tokens.headerData(c, Qt::Horizontal, Qt::DisplayRole); });
    painter.setPen(m_look.colour(Role::Text));
    for (int row = 0; row < rowsInPicture(); ++row)
        line(place.top() + (row + 1) * m_look.u(kLine),
             [&](int c) { return m_tokens.data(m_tokens.index(row, c), Qt::DisplayRole); });
}

NumberTable TokenTable::exportNumbers() const {
    NumberTable numbers;
    for (int column = 0; column < m_tokens.columnCount(); ++column)
        numbers.columns << m_tokens.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    for (int row = 0; row < m_tokens.rowCount(); ++row) {
        std::vector<QVariant> cells;
        for (int column = 0; column < m_tokens.columnCount(); ++column)
            cells.push_back(m_tokens.data(m_tokens.index(row, column), Qt::UserRole));
        numbers.rows.push_back(std::move(cells));
    }
    return numbers;
}

} // namespace lab
