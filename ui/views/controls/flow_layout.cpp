#include "ui/views/controls/flow_layout.h"

#include "ui/look/look.h"

#include <QBoxLayout>
#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace lab {
namespace {

bool isStretch(const QLayoutItem& item) {
    return const_cast<QLayoutItem&>(item).spacerItem() != nullptr;
}

/// A label that elides has the policy Ignored and does not say so in its expanding directions.
bool expands(const QLayoutItem& item) {
    const auto* widget = const_cast<QLayoutItem&>(item).widget();
    return (item.expandingDirections() & Qt::Horizontal) != 0 ||
           (widget != nullptr && widget->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored);
}

/// What is wider than the whole row takes as little as it can.
int wantedWidth(const QLayoutItem& item, int row) {
    const auto* widget = const_cast<QLayoutItem&>(item).widget();
    if (widget != nullptr && widget->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored)
        return widget->minimumSizeHint().width(); // an item of that policy asks for no room at all
    const int wanted = item.sizeHint().width();
    return expands(item) || wanted > row ? item.minimumSize().width() : wanted;
}

int heightOf(const QLayoutItem& item, int width) {
    return item.hasHeightForWidth() ? item.heightForWidth(width) : item.sizeHint().height();
}

} // namespace

FlowLayout::FlowLayout(QWidget* parent, int spacing, int rowSpacing)
    : QLayout(parent), m_rowSpacing(rowSpacing) {
    setSpacing(spacing);
}

FlowLayout::~FlowLayout() = default;

void FlowLayout::addStretch() {
    addItem(new QSpacerItem(0, 0, QSizePolicy::Expanding));
}

void FlowLayout::addItem(QLayoutItem* item) {
    m_items.emplace_back(item);
}

QLayoutItem* FlowLayout::itemAt(int index) const {
    return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)].get() : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index) {
    if (index < 0 || index >= count())
        return nullptr;
    QLayoutItem* taken = m_items[static_cast<std::size_t>(index)].release();
    m_items.erase(m_items.begin() + index);
    return taken;
}

std::vector<FlowLayout::Row> FlowLayout::rowsIn(int width) const {
    std::vector<Row> rows(1);
    for (const auto& item : m_items) {
        const bool stretch = isStretch(*item);
        if (item->isEmpty() && !stretch)
            continue;
        const int wanted = stretch ? 0 : wantedWidth(*item, width);
        const int gap = stretch || rows.back().items.empty() ? 0 : spacing();
        if (!stretch && rows.back().width > 0 && rows.back().width + gap + wanted > width)
            rows.push_back({{item.get()}, wanted});
        else if (!stretch || rows.back().width > 0) { // a stretch is of use between two controls alone
            rows.back().items.push_back(item.get());
            rows.back().width += gap + wanted;
        }
    }
    return rows;
}

int FlowLayout::arrangeRow(const Row& row, const QRect& place, bool move) const {
    const bool greedy = std::any_of(row.items.begin(), row.items.end(), [](const QLayoutItem* item) {
        return !isStretch(*item) && expands(*item);
    });
    const auto takes = [&](const QLayoutItem* item) { return greedy ? expands(*item) : isStretch(*item); };
    auto takers = static_cast<int>(std::count_if(row.items.begin(), row.items.end(), [&](const auto* item) {
        return takes(item) && !(greedy && isStretch(*item));
    }));
    int left = std::max(place.width() - row.width, 0);
    std::vector<int> widths;
    int height = 0;
    for (const QLayoutItem* item : row.items) {
        int width = isStretch(*item) ? 0 : std::min(wantedWidth(*item, place.width()), place.width());
        if (takes(item) && !(greedy && isStretch(*item))) {
            const int share = left / takers--;
            width += share;
            left -= share;
        }
        widths.push_back(width);
        if (!isStretch(*item))
            height = std::max(height, heightOf(*item, width));
    }
    int x = place.left();
    for (std::size_t i = 0; move && i < row.items.size(); ++i) {
        const bool stretch = isStretch(*row.items[i]);
        if (!stretch) {
            const int own = std::min(heightOf(*row.items[i], widths[i]), height);
            const bool top = (row.items[i]->alignment() & Qt::AlignTop) != 0;
            const QRect cell(x, place.top() + (top ? 0 : (height - own) / 2), widths[i], own);
            row.items[i]->setGeometry(QStyle::visualRect(parentWidget()->layoutDirection(), place, cell));
        }
        x += widths[i] + (stretch ? 0 : spacing());
    }
    return height;
}

int FlowLayout::arrange(const QRect& place, bool move) const {
    int y = place.top();
    for (const Row& row : rowsIn(place.width())) {
        const QRect line(place.left(), y, place.width(), 0);
        const int height = arrangeRow(row, line, move);
        y += height + (height > 0 ? m_rowSpacing : 0);
    }
    return std::max(y - m_rowSpacing - place.top(), 0);
}

int FlowLayout::heightForWidth(int width) const {
    const QMargins edge = contentsMargins();
    return arrange(QRect(0, 0, width - edge.left() - edge.right(), 0), false) + edge.top() + edge.bottom();
}

QSize FlowLayout::sizeHint() const {
    const int width = rowsIn(QWIDGETSIZE_MAX).front().width;
    const QMargins edge = contentsMargins();
    return QSize(width, arrange(QRect(0, 0, width, 0), false)).grownBy(edge);
}

QSize FlowLayout::minimumSize() const {
    int width = 0;
    for (const auto& item : m_items)
        if (!item->isEmpty())
            width = std::max(width, item->minimumSize().width());
    const QMargins edge = contentsMargins();
    return {width + edge.left() + edge.right(), std::max(m_height, sizeHint().height())};
}

void FlowLayout::setGeometry(const QRect& place) {
    QLayout::setGeometry(place);
    const int height = arrange(place.marginsRemoved(contentsMargins()), true) + contentsMargins().top() +
                       contentsMargins().bottom();
    if (height == m_height)
        return;
    m_height = height;
    if (parentWidget() != nullptr)
        parentWidget()->updateGeometry(); // the rows need another height than in the width before
}

QWidget* together(const Look& look, std::initializer_list<QWidget*> widgets, QWidget* parent) {
    auto* group = new QWidget(parent);
    auto* row = new QHBoxLayout(group);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(look.u(2));
    for (QWidget* widget : widgets)
        row->addWidget(widget);
    return group;
}

} // namespace lab
