#include "ui/views/controls/figure_table.h"

#include "ui/look/lab_style.h"
#include "ui/look/look.h"
#include "ui/look/run_mark.h"
#include "ui/models/compare_model.h"
#include "ui/models/run_model.h"

#include <QHeaderView>
#include <QPainter>
#include <QResizeEvent>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>

#include <algorithm>

namespace lab {
namespace {

constexpr double kInset = 2, kTightInset = 1; // of a cell's text, in units of the look
constexpr double kBar = 17, kTightBar = 7;    // the longest bar of a share

/// Draws one cell, on the screen and in an export alike.
void paintCell(QPainter& painter, const Look& look, QRect rect, const QModelIndex& index,
               double inset = kInset) {
    rect.adjust(look.u(inset), 0, -look.u(inset), 0);
    const bool foreign = index.data(ForeignRole).toBool();
    if (const QVariant mark = index.data(MarkRole); mark.isValid()) {
        paintRunMark(painter, QPointF(rect.left() + look.u(1.5), rect.center().y() + 0.5), look.u(1),
                     look.theme().runMark(mark.toInt()), false);
        rect.setLeft(rect.left() + look.u(5));
    }
    if (const QVariant share = index.data(ShareRole); share.isValid()) {
        const int number = QFontMetrics(look.font(Type::Strong)).horizontalAdvance(index.data().toString());
        const int room = std::clamp(rect.width() - number - look.u(2), 0, look.u(kBar));
        const QRect bar(rect.left(), rect.center().y() - look.u(0.75), room, look.u(1.5));
        painter.fillRect(bar, look.colour(Role::Grid));
        painter.fillRect(
            QRect(bar.topLeft(), QSize(static_cast<int>(bar.width() * share.toDouble()), bar.height())),
            look.colour(Role::Muted));
    }
    const bool left = (index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignLeft) != 0;
    const auto write = [&](const QString& text, Type type, Role role, bool fromLeft) {
        const QFont font = look.font(type);
        painter.setFont(font);
        painter.setPen(look.colour(role));
        const QString shown = QFontMetrics(font).elidedText(text, Qt::ElideRight, rect.width());
        painter.drawText(rect, Qt::AlignVCenter | (fromLeft ? Qt::AlignLeft : Qt::AlignRight), shown);
        const int width = QFontMetrics(font).horizontalAdvance(shown) + look.u(1.5);
        fromLeft ? rect.setLeft(rect.left() + width) : rect.setRight(rect.right() - width);
    };
    if (const QString spread = index.data(SpreadRole).toString(); !spread.isEmpty())
        write(spread, Type::Body, Role::Muted, false);
    write(index.data().toString(), index.data(BestRole).toBool() ? Type::Strong : Type::Body,
          foreign ? Role::Muted : Role::Text, left);
    if (const QString aside = index.data(AsideRole).toString(); !aside.isEmpty())
        write(aside, Type::Secondary, Role::Muted, true);
}

class FigureDelegate : public QStyledItemDelegate {
public:
    FigureDelegate(const Look& look, QObject* parent) : QStyledItemDelegate(parent), m_look(look) {}

    /// Little air around the texts and short bars.
    bool tight = false;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const bool selected = (option.state & QStyle::State_Selected) != 0;
        if (selected || index.data(ForeignRole).toBool())
            painter->fillRect(option.rect, m_look.colour(selected ? Role::Selection : Role::Alt));
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                          m_look.colour(Role::Grid));
        paintCell(*painter, m_look, option.rect, index, inset());
    }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
        const QFontMetrics metrics(m_look.font(Type::Strong));
        int width = metrics.horizontalAdvance(index.data().toString()) + 2 * m_look.u(inset()) + m_look.u(1);
        for (const int role : {static_cast<int>(SpreadRole), static_cast<int>(AsideRole)})
            if (const QString text = index.data(role).toString(); !text.isEmpty())
                width += metrics.horizontalAdvance(text) + m_look.u(2);
        width += index.data(MarkRole).isValid() ? m_look.u(5) : 0;
        width += index.data(ShareRole).isValid() ? m_look.u(3 + (tight ? kTightBar : kBar)) : 0;
        return {width, m_look.u(6.5)};
    }

private:
    [[nodiscard]] double inset() const { return tight ? kTightInset : kInset; }

    const Look& m_look;
};

} // namespace

FigureTable::FigureTable(const Look& look, QAbstractTableModel* model, QWidget* parent)
    : QTableView(parent), m_look(look), m_sorted(new QSortFilterProxyModel(this)) {
    m_sorted->setSourceModel(model);
    m_sorted->setSortRole(SortValueRole);
    setModel(m_sorted);
    setItemDelegate(new FigureDelegate(look, this));
    setShowGrid(false);
    setFrameShape(NoFrame);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    setSortingEnabled(true);
    horizontalHeader()->setSortIndicator(-1, Qt::DescendingOrder); // the order in which they were chosen
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setFont(look.font(Type::Secondary));
    horizontalHeader()->setProperty(kHeaderInsetProperty, look.u(kInset));
    horizontalHeader()->setMinimumHeight(look.u(6.5));
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(look.u(6.5));
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this] { emit currentEntryChanged(currentEntry()); });
    connect(&look, &Look::changed, viewport(), qOverload<>(&QWidget::update));
}

void FigureTable::fit() {
    auto* delegate = static_cast<FigureDelegate*>(itemDelegate());
    for (const bool tight : {false, true}) {
        delegate->tight = tight;
        horizontalHeader()->setProperty(kHeaderInsetProperty, m_look.u(tight ? kTightInset : kInset));
        resizeColumnsToContents();
        if (horizontalHeader()->length() <= viewport()->width())
            return;
    }
}

void FigureTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fit();
}

int FigureTable::currentEntry() const {
    return currentIndex().isValid() ? m_sorted->mapToSource(currentIndex()).row() : -1;
}

void FigureTable::chooseEntry(int entry) {
    selectRow(m_sorted->mapFromSource(m_sorted->sourceModel()->index(entry, 0)).row());
}

void FigureTable::chooseEntries(const std::vector<int>& entries, int current) {
    const auto place = [this](int entry) {
        return m_sorted->mapFromSource(m_sorted->sourceModel()->index(entry, 0));
    };
    QItemSelection rows;
    for (const int entry : entries)
        rows.select(place(entry), place(entry));
    selectionModel()->setCurrentIndex(place(current), QItemSelectionModel::NoUpdate);
    selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

std::vector<int> FigureTable::chosenEntries() const {
    std::vector<int> entries;
    for (const QModelIndex& index : selectionModel()->selectedRows())
        entries.push_back(m_sorted->mapToSource(index).row());
    return entries;
}

bool FigureTable::exportable() const {
    return m_sorted->rowCount() > 0;
}

QSize FigureTable::exportSize() const {
    return {horizontalHeader()->length(), (m_sorted->rowCount() + 1) * m_look.u(6.5)};
}

void FigureTable::paintExport(QPainter& painter, const QRect& place) {
    const int height = m_look.u(6.5);
    const double scale = static_cast<double>(place.width()) / std::max(horizontalHeader()->length(), 1);
    painter.save();
    painter.translate(place.topLeft());
    painter.scale(scale, scale);
    for (int column = 0; column < m_sorted->columnCount(); ++column) {
        const int x = horizontalHeader()->sectionPosition(column),
                  width = horizontalHeader()->sectionSize(column);
        painter.setFont(m_look.font(Type::Secondary));
        painter.setPen(m_look.colour(Role::Muted));
        const int side = m_sorted->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt();
        painter.drawText(QRect(x + m_look.u(2), 0, width - m_look.u(4), height), side,
                         m_sorted->headerData(column, Qt::Horizontal).toString());
        for (int row = 0; row < m_sorted->rowCount(); ++row)
            paintCell(painter, m_look, QRect(x, (row + 1) * height, width, height),
                      m_sorted->index(row, column));
    }
    for (int row = 0; row <= m_sorted->rowCount(); ++row)
        painter.fillRect(QRect(0, (row + 1) * height - 1, horizontalHeader()->length(), 1),
                         m_look.colour(row == 0 ? Role::Edge : Role::Grid));
    painter.restore();
}

} // namespace lab
