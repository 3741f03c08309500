#pragma once

#include <QTreeView>

namespace lab {

class Look;

/// A list that is as tall as its rows, and scrolls when its pane has less room.
class ContentList : public QTreeView {
    Q_OBJECT
public:
    ContentList(const Look& look, QAbstractItemModel* model, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    [[nodiscard]] int rows(const QModelIndex& parent, int most) const;
    const Look& m_look;
};

} // namespace lab
