#include "ui/views/content_list.h"

#include "ui/look.h"
#include "ui/views/side_delegate.h"

#include <algorithm>

namespace lab {
namespace {

constexpr int kLeastRows = 3;
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

QSize ContentList::sizeHint() const {
    return {m_look.u(45), rows({}, kMostRows) * m_look.u(6)};
}

QSize ContentList::minimumSizeHint() const {
    return {m_look.u(30), rows({}, kLeastRows) * m_look.u(6)};
}

} // namespace lab
