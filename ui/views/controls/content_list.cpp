#include "ui/views/controls/content_list.h"

#include "ui/look/look.h"
#include "ui/views/controls/side_delegate.h"

#include <QMouseEvent>

#include <algorithm>

namespace lab {
namespace {

constexpr int kLeastRows = 2;
constexpr int kMostRows = 400; // more than any screen shows: a list of ten thousand is not counted

} // namespace

ContentList::ContentList(const Look& look, QAbstractItemModel* model, QWidget* parent)
    : QTreeView(parent), m_look(look) {
    setModel(model);
    setItemDelegate(new SideDelegate(look, this));
    setHeaderHidden(true);
    setFrameShape(NoFrame);
    setUniformRowHeights(true);
    setRootIsDecorated(false);
    setIndentation(look.u(4));
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setBackgroundRole(QPalette::Window);
    viewport()->setBackgroundRole(QPalette::Window);
    viewport()->setAutoFillBackground(true);
    viewport()->setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    setAnimated(false);
    connect(model, &QAbstractItemModel::modelReset, this, [this] { updateGeometry(); });
    connect(model, &QAbstractItemModel::rowsInserted, this, [this] { updateGeometry(); });
    connect(model, &QAbstractItemModel::rowsRemoved, this, [this] { updateGeometry(); });
    connect(this, &QTreeView::expanded, this, [this] { updateGeometry(); });
    connect(this, &QTreeView::collapsed, this, [this] { updateGeometry(); });
}

int ContentList::rows(const QModelIndex& parent, int most) const {
    int count = 0;
    for (int row = 0; row < model()->rowCount(parent) && count < most; ++row) {
        const QModelIndex index = model()->index(row, 0, parent);
        count += 1 + (isExpanded(index) ? rows(index, most - count) : 0);
    }
    return count;
}

bool ContentList::tick(const QMouseEvent& event) {
    const QPoint place = event.position().toPoint();
    const QModelIndex index = indexAt(place);
    if (event.button() != Qt::LeftButton || !(index.flags() & Qt::ItemIsUserCheckable) ||
        !SideDelegate::checkRect(m_look, visualRect(index)).contains(place))
        return false;
    const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model()->setData(index, on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

void ContentList::mousePressEvent(QMouseEvent* event) {
    if (!tick(*event))
        QTreeView::mousePressEvent(event);
}

void ContentList::mouseDoubleClickEvent(QMouseEvent* event) {
    if (!tick(*event))
        QTreeView::mouseDoubleClickEvent(event);
}

void ContentList::keyPressEvent(QKeyEvent* event) {
    const QModelIndex current = currentIndex();
    if (event->key() != Qt::Key_Space || event->modifiers() != Qt::NoModifier ||
        !(current.flags() & Qt::ItemIsUserCheckable))
        return QTreeView::keyPressEvent(event);
    const bool on = current.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    QModelIndexList rows = selectionModel()->selectedRows();
    if (!rows.contains(current))
        rows = {current};
    for (const QModelIndex& row : rows)
        if (row.flags() & Qt::ItemIsUserCheckable)
            model()->setData(row, on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

QSize ContentList::sizeHint() const {
    return {m_look.u(45), rows({}, kMostRows) * m_look.u(6)};
}

QSize ContentList::minimumSizeHint() const {
    return {m_look.u(30), rows({}, kLeastRows) * m_look.u(6)};
}

} // namespace lab
